// The panel: who an entity is and what it did, or the proof of a line, a relation or a path.

import { claimOf, nameButton } from "./claims.js";
import { button, byId, groupSwatch, kindSwatch, link, make, named, narrow, still } from "./elements.js";
import { findPath } from "./paths.js";
import { passes, passingOf } from "./passing.js";
import { byWeight, entities, labelOf, lines, linesOf, placedAt, predicates, proven, relations, relationsOf, weight } from "./scene.js";
import { choose, chooseRelation, on, setScope, state } from "./state.js";
import { nameField } from "./suggestions.js";
import { cut, GROUPS, groupOf, KIND, plural, STATUS, whenOf, wordsOf } from "./words.js";

const MOST_ROWS = 200;
const panel = byId("panel");

const closeButton = () => button("×", () => choose(null), { class: "close", "aria-label": "Close the details" });
const heading = (...parts) => make("h2", { tabindex: -1 }, ...parts);
const listUnder = (title, rows) => [make("h3", { text: title }), make("ul", { class: "list" }, ...rows)];

// ---- nothing chosen ----------------------------------------------------------------------

function entityRow(entity, count) {
  return make("li", {}, make("button", { type: "button", class: "row", on: { click: () => choose({ entity }, { move: true, keep: true }) } },
    kindSwatch(entities[entity].kind), named(labelOf(entity), 120), make("span", { class: "number", text: count })));
}

function welcome() {
  const foremost = byWeight.filter((id) => weight[id] > 0).slice(0, 10);
  return [
    heading("Who says so?"),
    make("p", { class: "lead", text: "Choose a name or a line to read every sentence behind it: who said it, when and where, and who denies it." }),
    ...(foremost.length ? listUnder("Most connected", foremost.map((id) => entityRow(id, plural(weight[id], "relation", "relations")))) : []),
  ];
}

// ---- an entity ---------------------------------------------------------------------------

function relationRow(number, entity) {
  const relation = relations[number];
  const notes = [
    proven(relation) ? null : make("span", { class: `status ${relation.status}`, text: STATUS[relation.status].split(/[:,]/)[0] }),
    whenOf(relation) ? named(whenOf(relation), 80) : null,
    relation.place === null || relation.place === entity ? null : named(`in ${cut(labelOf(relation.place), 60)}`, 70),
  ].filter(Boolean).flatMap((part, i) => (i ? [" · ", part] : [part]));
  return make("li", {}, make("button", { type: "button", class: "row", on: { click: () => chooseRelation(number, { near: entity }) } },
    groupSwatch(groupOf(relation)),
    make("span", {}, make("bdi", { text: wordsOf(relation, entity) }), notes.length ? make("span", { class: "when" }, ...notes) : null)));
}

/** What one can do from an entity: see only its surroundings, or how it is joined to another. */
function steps(number) {
  const depths = [1, 2, 3].map((depth) => {
    const pressed = state.scope?.entity === number && state.scope.depth === depth;
    return button(String(depth), () => setScope(pressed ? null : { entity: number, depth }), {
      "aria-pressed": String(pressed), "aria-label": `Only ${cut(labelOf(number), 60)} and what is ${plural(depth, "step", "steps")} away`,
    });
  });
  const answer = make("p", { class: "names", role: "status" });
  const field = nameField("path-to", "Path to another entity", "Path to …", (other) => {
    const found = other === number ? null : findPath(number, other);
    if (!found) {
      answer.textContent = other === number ? "That is the same entity." : `No path to ${cut(labelOf(other), 80)} under these filters.`;
      return;
    }
    showPath(found);
  });
  return make("div", { class: "steps" },
    make("span", { class: "depths", role: "group", "aria-label": "Neighbours" }, make("span", { text: "Focus, steps:" }), ...depths), field, answer);
}

function entityParts(number) {
  const entity = entities[number];
  const parts = [
    closeButton(),
    make("p", { class: "kind" }, kindSwatch(entity.kind), KIND[entity.kind],
      ...(entity.positionIn === null ? [] : [" in ", nameButton(entity.positionIn)])),
    heading(named(entity.label, 300)),
  ];
  if (entity.names.length) {
    const shown = entity.names.slice(0, 24);
    parts.push(make("p", { class: "names" }, "Also: ", ...shown.flatMap((name, i) => [i ? ", " : "", named(name, 120)])));
  }
  if (entity.links.length) {
    parts.push(make("p", { class: "names" }, "Elsewhere: ",
      ...entity.links.flatMap((url, i) => [i ? ", " : "", link(url, url.replace(/^https?:\/\/(www\.)?/, ""))])));
  }
  if (linesOf[number].length) parts.push(steps(number));
  const own = relationsOf[number];
  const holds = (n) => relations[n].predicate === "holdsPosition" && relations[n].agents.includes(number);
  const posts = own.filter(holds);
  if (posts.length) parts.push(...listUnder(posts.length > 1 ? "Positions" : "Position", posts.map((n) => relationRow(n, number))));
  const others = own.filter((n) => !holds(n)).sort((a, b) => passes(b) - passes(a) || proven(relations[b]) - proven(relations[a]));
  for (const group of Object.keys(GROUPS)) {
    const some = others.filter((n) => groupOf(relations[n]) === group);
    if (some.length) parts.push(...listUnder(`${GROUPS[group]} (${some.length})`, some.slice(0, MOST_ROWS).map((n) => relationRow(n, number))));
  }
  const here = placedAt[number];
  if (here.length) parts.push(...listUnder("Happened here", here.slice(0, MOST_ROWS).map((n) => relationRow(n, number))));
  if (!own.length && !here.length) {
    parts.push(make("p", { class: "lead", text: "Named in the articles, with no relation found." }));
  }
  return parts;
}

// ---- a line, a relation, a path ----------------------------------------------------------

function claims(numbers, ...title) {
  return [closeButton(), make("p", { class: "kind", text: plural(numbers.length, "relation", "relations") }),
    heading(...title), ...numbers.map((number) => claimOf(relations[number]))];
}

function lineParts(id, first) {
  const line = lines[id];
  // What the filters let through first, then the rest: a panel must not hide a denial.
  const numbers = [...line.relations].sort((a, b) =>
    (b === first) - (a === first) || passes(b) - passes(a) || proven(relations[b]) - proven(relations[a]));
  return claims(numbers, named(labelOf(line.from), 120), " – ", named(labelOf(line.to), 120));
}

function showPath({ path, all }) {
  setScope({ path: all.length <= 40 ? all : path, from: path[0], to: path.at(-1), steps: path });
  choose({ path: true }, { keep: true });
}

function pathParts() {
  const { steps } = state.scope;
  const legs = steps.slice(1).map((to, i) => {
    const from = steps[i];
    const line = linesOf[from].map((id) => lines[id]).find((one) => one.from === to || one.to === to);
    return make("section", {}, make("h3", {}, named(labelOf(from), 80), " – ", named(labelOf(to), 80)),
      make("ul", { class: "list" }, ...passingOf(line).map((number) => relationRow(number, from))));
  });
  return [closeButton(), make("p", { class: "kind", text: `Shortest path: ${plural(steps.length - 1, "step", "steps")}` }),
    heading(named(labelOf(steps[0]), 120), " to ", named(labelOf(steps.at(-1)), 120)), ...legs,
    ...(state.scope.path.length > steps.length ? [make("p", { class: "names", text: "The network shows every path as short as this one." })] : [])];
}

function show() {
  const { chosen } = state;
  panel.replaceChildren(...(
    !chosen ? welcome()
      : chosen.entity !== undefined ? entityParts(chosen.entity)
        : chosen.line !== undefined ? lineParts(chosen.line, chosen.relation)
          : chosen.path ? pathParts()
            : claims([chosen.relation], make("bdi", { text: predicates[relations[chosen.relation].predicate].label }))));
  panel.scrollTop = 0;
}

on("choose", ({ keep }) => {
  const inside = panel.contains(document.activeElement);
  show();
  if (state.chosen && keep) panel.querySelector("h2").focus({ preventScroll: !narrow.matches });
  else if (state.chosen && narrow.matches) panel.scrollIntoView({ block: "nearest", behavior: still.matches ? "auto" : "smooth" });
  else if (!state.chosen && inside) panel.focus();
});
on("filter", ({ scope }) => {
  // A path that is no longer shown cannot stay chosen; other panels say what the scope is.
  if (state.chosen?.path && !state.scope?.steps) choose(null);
  else if (scope && state.chosen?.entity !== undefined) {
    const pressed = panel.contains(document.activeElement) ? document.activeElement.getAttribute("aria-label") : null;
    show();
    if (pressed) [...panel.querySelectorAll("button")].find((one) => one.getAttribute("aria-label") === pressed)?.focus();
  }
});
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && state.chosen && !event.defaultPrevented && !document.querySelector("dialog[open]")) choose(null);
});
show();
