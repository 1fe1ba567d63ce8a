// A text field that suggests entities by any of their names, by mouse and by keyboard.

import { kindSwatch, make, named } from "./elements.js";
import { entities, labelOf, weight } from "./scene.js";
import { fold } from "./words.js";

const MOST = 9;

const index = entities.flatMap((entity, number) =>
  [entity.label, ...entity.names].map((name) => ({ number, name, folded: fold(name.slice(0, 300)) })));

/** What was typed → up to nine entities: whole names first, then beginnings, then parts. */
export function findNames(typed) {
  const asked = fold(typed.trim());
  if (!asked) return [];
  const best = new Map();
  for (const { number, name, folded } of index) {
    const at = folded.indexOf(asked);
    if (at < 0) continue;
    const start = at === 0 || !/[\p{L}\p{N}]/u.test(folded[at - 1]);
    const rank = folded === asked ? 0 : at === 0 ? 1 : start ? 2 : 3;
    if (!best.has(number) || best.get(number).rank > rank) best.set(number, { number, name, rank });
  }
  return [...best.values()].sort((a, b) => a.rank - b.rank || weight[b.number] - weight[a.number] || a.number - b.number).slice(0, MOST);
}

/** An input and its list (role listbox) → suggestions under it; `take` is called with the entity's number. */
export function suggestIn(input, list, take) {
  let found = [];
  let active = -1;

  function setActive(position) {
    active = position;
    [...list.children].forEach((row, i) => row.setAttribute("aria-selected", String(i === active)));
    const row = list.children[active];
    if (row && found.length) {
      input.setAttribute("aria-activedescendant", row.id);
      row.scrollIntoView({ block: "nearest" });
    } else input.removeAttribute("aria-activedescendant");
  }

  function close() {
    list.hidden = true;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  }

  function suggest() {
    found = findNames(input.value);
    if (!input.value.trim()) return close();
    list.replaceChildren(
      ...found.map(({ number, name }, i) =>
        make("li", { id: `${list.id}-${i}`, role: "option", on: { mousedown: (event) => event.preventDefault(), click: () => choose(i), mousemove: () => setActive(i) } },
          kindSwatch(entities[number].kind), named(labelOf(number), 80),
          name === labelOf(number) ? null : make("span", { class: "also" }, named(name, 60)))),
      ...(found.length ? [] : [make("li", { class: "none", role: "option", "aria-disabled": "true", text: "No such name in these articles" })])
    );
    list.hidden = false;
    input.setAttribute("aria-expanded", "true");
    setActive(found.length ? 0 : -1);
  }

  function choose(position) {
    const { number } = found[position];
    close();
    take(number);
  }

  input.addEventListener("input", suggest);
  input.addEventListener("focus", suggest);
  input.addEventListener("blur", close);
  input.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !list.hidden) close();
    else if (event.key === "Enter" && found.length && !list.hidden) choose(Math.max(active, 0));
    else if (event.key === "ArrowDown" && found.length) {
      if (list.hidden) suggest();
      else setActive((active + 1) % found.length);
    } else if (event.key === "ArrowUp" && found.length) setActive((active - 1 + found.length) % found.length);
    else return;
    event.preventDefault();
  });
}

/** An input with suggestions as one element, for use inside other parts of the page. */
export function nameField(id, label, placeholder, take) {
  const input = make("input", {
    id, type: "search", placeholder, autocomplete: "off", spellcheck: "false", role: "combobox",
    "aria-expanded": "false", "aria-controls": `${id}-names`, "aria-autocomplete": "list", "aria-label": label,
  });
  const list = make("ul", { id: `${id}-names`, class: "suggestions", role: "listbox", "aria-label": "Names found", hidden: true });
  suggestIn(input, list, take);
  return make("div", { class: "search small" }, input, list);
}
