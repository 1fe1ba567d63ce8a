// The legend, which also filters: by kind of entity, kind of relation, source and confidence.

import { byId, groupSwatch, kindSwatch, make, named } from "./elements.js";
import { fit } from "./network.js";
import { articles, entities, labelOf, predicates, relations, sentences } from "./scene.js";
import { emit, filter, on, resetFilters, setScope, state } from "./state.js";
import { cut, day, figure, GROUPS, groupOf, KINDS, plural, SHORT_STATUS, titleOf } from "./words.js";

function tally(values) {
  const counts = new Map();
  for (const value of values) counts.set(value, (counts.get(value) || 0) + 1);
  return counts;
}

function check(value, swatch, text, number, checked, change) {
  const box = make("input", { type: "checkbox", value });
  box.checked = checked;
  box.addEventListener("change", () => change(box.checked));
  const label = make("label", {}, box, swatch, make("span", {}, named(text, 60)), make("span", { class: "number", text: figure(number) }));
  return [box, label];
}
function toggle(set, values, shown) {
  for (const value of values) shown ? set.delete(value) : set.add(value);
  filter({});
}

function showKinds() {
  const kinds = tally(entities.map((entity) => entity.kind));
  byId("kinds").replaceChildren(...Object.keys(KINDS).filter((kind) => kinds.has(kind)).map((kind) =>
    make("li", {}, check(kind, kindSwatch(kind), KINDS[kind], kinds.get(kind), !state.filters.hiddenKinds.has(kind),
      (shown) => toggle(state.filters.hiddenKinds, [kind], shown))[1])));
}

const used = tally(relations.map((relation) => relation.predicate));
const groupOfPredicate = (name) => groupOf({ predicate: name });

function groupRow(group) {
  const hidden = state.filters.hiddenPredicates;
  const names = [...used.keys()].filter((name) => groupOfPredicate(name) === group)
    .sort((a, b) => used.get(b) - used.get(a) || (a < b ? -1 : 1));
  if (!names.length) return null;
  const total = names.reduce((sum, name) => sum + used.get(name), 0);
  const settle = () => {
    all.checked = names.some((name) => !hidden.has(name));
    all.indeterminate = all.checked && names.some((name) => hidden.has(name));
  };
  const rows = names.map((name) => check(name, null, predicates[name].label, used.get(name), !hidden.has(name), (shown) => {
    toggle(hidden, [name], shown);
    settle();
  }));
  const [all, label] = check(group, groupSwatch(group), GROUPS[group], total, true, (shown) => {
    for (const [box] of rows) box.checked = shown;
    toggle(hidden, names, shown);
  });
  settle();
  return make("li", {}, label, make("details", {}, make("summary", { text: plural(names.length, "kind of relation", "kinds of relation") }),
    make("ul", {}, ...rows.map(([, row]) => make("li", {}, row)))));
}

// ---- sources -----------------------------------------------------------------------------

/** [value, words] of every choice → the options of a select, under "all of them". */
function fill(id, everything, choices, chosen) {
  byId(id).replaceChildren(make("option", { value: "", text: everything }),
    ...choices.map(([value, words]) => make("option", { value: String(value), text: words })));
  byId(id).value = chosen === null ? "" : String(chosen);
  byId(id).parentElement.hidden = !choices.length;
}

function sourcesOf() {
  const [byArticle, byPublisher, bySource] = [[], [], []];
  for (const relation of relations) {
    const numbers = new Set(relation.mentions.map((mention) => sentences[mention.sentence].article));
    byArticle.push(...numbers);
    byPublisher.push(...new Set([...numbers].map((number) => articles[number].publisher).filter(Boolean)));
    bySource.push(...new Set(relation.mentions.flatMap((mention) => (mention.by.length ? mention.by : [-1]))));
  }
  return { articles: tally(byArticle), publishers: tally(byPublisher), sources: tally(bySource) };
}
const counted = sourcesOf();
const byCount = ([a, n], [b, m]) => m - n || (a < b ? -1 : 1);

function showSources() {
  const { article, publisher, by } = state.filters;
  const dated = [...counted.articles.keys()].sort((a, b) => (articles[b].date || "").localeCompare(articles[a].date || "") || a - b);
  fill("article", "All articles", dated.map((number) =>
    [number, `${cut(titleOf(articles[number]), 60)}${articles[number].date ? `, ${day(articles[number].date)}` : ""} (${counted.articles.get(number)})`]), article);
  fill("publisher", "All publishers", [...counted.publishers].sort(byCount).map(([name, count]) => [name, `${cut(name, 60)} (${count})`]), publisher);
  fill("by", "Anyone", [...counted.sources].sort(byCount).map(([number, count]) =>
    [number, `${number === -1 ? "Nobody named" : cut(labelOf(number), 60)} (${count})`]), by);
}
const chosenNumber = (select) => (select.value === "" ? null : Number(select.value));
byId("article").addEventListener("change", (event) => filter({ article: chosenNumber(event.target) }));
byId("by").addEventListener("change", (event) => filter({ by: chosenNumber(event.target) }));
byId("publisher").addEventListener("change", (event) => filter({ publisher: event.target.value || null }));

// ---- certainty ---------------------------------------------------------------------------

byId("unproven").addEventListener("change", (event) => filter({ unproven: event.target.checked }));
byId("confidence").addEventListener("input", (event) => {
  filter({ confidence: Number(event.target.value) / 100 });
  sayConfidence();
});
function sayConfidence() {
  const least = Math.round(state.filters.confidence * 100);
  byId("confidence").setAttribute("aria-valuetext", least ? `at least ${least} of 100` : "any");
  byId("confidence-value").textContent = least ? `at least ${least} of 100` : "any";
}

function showCertainty() {
  byId("unproven").checked = state.filters.unproven;
  const statuses = tally(relations.map((relation) => relation.status));
  byId("unproven-count").textContent = figure(relations.length - (statuses.get("Affirmed") || 0));
  byId("unproven-key").replaceChildren(...["Denied", "Disputed", "Prospective"].filter((status) => statuses.has(status)).map((status) =>
    make("li", {}, groupSwatch(status), make("span", { text: SHORT_STATUS[status] }), make("span", { class: "number", text: figure(statuses.get(status)) }))));
  byId("confidence").value = Math.round(state.filters.confidence * 100);
  sayConfidence();
}

/** The controls as the filters are. */
export function showFilters() {
  showKinds();
  byId("groups").replaceChildren(...Object.keys(GROUPS).map(groupRow).filter(Boolean));
  showSources();
  showCertainty();
}

byId("reset").addEventListener("click", () => {
  resetFilters();
  setScope(null);
  emit("refilled");
  fit();
});
on("refilled", showFilters); // filters that changed other than by these controls
showFilters();
