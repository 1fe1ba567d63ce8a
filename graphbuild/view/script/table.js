// The table of relations: the network's alternative in text, sortable, and saved as CSV.

import { button, byId, make } from "./elements.js";
import { tabled } from "./passing.js";
import { articles, articlesOf, entities, labelOf, predicates, relations, sentences } from "./scene.js";
import { chooseRelation, emit, on, state } from "./state.js";
import { countDrawn, scopeEntities } from "./shown.js";
import { toCsv } from "./csv.js";
import { cut, figure, listOf, namesOf, plural, SHORT_STATUS, titleOf, whenOf } from "./words.js";

const ROWS = 400;
const COLUMNS = [
  ["Who", (relation) => namesOf(relation.agents)],
  ["Relation", (relation) => predicates[relation.predicate].label],
  ["Whom or what", (relation) => namesOf(relation.recipients)],
  ["When", (relation) => cut(whenOf(relation), 120), (relation) => relation.time?.notBefore || relation.time?.notAfter || "9"],
  ["Where", (relation) => (relation.place === null ? "" : cut(labelOf(relation.place), 120))],
  ["Status", (relation) => SHORT_STATUS[relation.status]],
  ["Articles", (relation) => articlesOf(relation).length, (relation) => articlesOf(relation).length],
];
const compare = new Intl.Collator("en", { numeric: true }).compare;
let rows = ROWS;
let stale = true;

/** The relations of the table under filters and scope, in its order. */
function ordered() {
  const { column, down } = state.sort;
  const key = COLUMNS[column][2] || COLUMNS[column][1];
  return tabled(scopeEntities())
    .map((number) => [number, key(relations[number])])
    .sort(([a, x], [b, y]) => (typeof x === "number" ? x - y : compare(x, y)) * (down ? -1 : 1) || a - b)
    .map(([number]) => number);
}

function showTable() {
  if (state.view === "network" || state.view === "ask") {
    stale = true;
    return;
  }
  stale = false;
  const numbers = ordered();
  byId("rows").replaceChildren(...numbers.slice(0, rows).map((number) =>
    make("tr", { "data-relation": number, on: { click: () => chooseRelation(number) } }, ...COLUMNS.map(([title, text], i) => {
      const shown = String(text(relations[number]));
      if (i === 1) return make("td", {}, make("button", { type: "button", text: shown }));
      return make("td", { class: title === "Articles" ? "count" : null },
        make("span", { class: title === "Status" ? relations[number].status : null }, make("bdi", { text: shown })));
    }))));
  const left = numbers.length - rows;
  byId("more-rows").hidden = left <= 0;
  byId("more-rows").textContent = `Show ${figure(Math.min(left, ROWS))} more of ${figure(left)}`;
  markRow();
}

function showColumns() {
  byId("columns").replaceChildren(...COLUMNS.map(([title], i) => {
    const sorted = state.sort.column === i ? (state.sort.down ? "descending" : "ascending") : null;
    return make("th", { scope: "col", "aria-sort": sorted }, button(title, () => {
      state.sort = { column: i, down: state.sort.column === i ? !state.sort.down : title === "Articles" };
      showColumns();
      byId("columns").children[i].firstChild.focus();
      showTable();
      emit("sort");
    }));
  }));
}

function markRow() {
  for (const row of byId("rows").children) row.classList.toggle("chosen", Number(row.dataset.relation) === state.chosen?.relation);
}

const full = (numbers) => listOf(numbers.map((entity) => entities[entity].label));
const CSV = [
  ["who", (relation) => full(relation.agents)],
  ["relation", (relation) => predicates[relation.predicate].label],
  ["whom or what", (relation) => full(relation.recipients)],
  ["when (words)", (relation) => relation.time?.expression],
  ["not before", (relation) => relation.time?.notBefore],
  ["not after", (relation) => relation.time?.notAfter],
  ["where", (relation) => (relation.place === null ? "" : labelOf(relation.place))],
  ["status", (relation) => SHORT_STATUS[relation.status]],
  ["confidence", (relation) => relation.confidence],
  ["according to", (relation) => full([...new Set(relation.mentions.flatMap((mention) => mention.by))])],
  ["articles", (relation) => articlesOf(relation).map((number) => titleOf(articles[number])).join("; ")],
  ["addresses", (relation) => articlesOf(relation).map((number) => articles[number].url).filter(Boolean).join(" ")],
  ["sentences", (relation) => [...new Set(relation.mentions.map((mention) => sentences[mention.sentence].quote))].join("\n")],
];
/** Every row of the table, in its order, with the sentences, as CSV. */
export const csvOfTable = () => toCsv([CSV.map(([title]) => title), ...ordered().map((number) => CSV.map(([, text]) => text(relations[number])))]);

function showCounts() {
  byId("shown").textContent = `Drawn: ${countDrawn()} entities. In the table: ` +
    `${figure(tabled(scopeEntities()).length)} of ${plural(relations.length, "relation", "relations")}.`;
}

byId("more-rows").addEventListener("click", () => {
  rows += ROWS;
  showTable();
});
on("filter", () => {
  rows = ROWS;
  showTable();
  showCounts();
});
on("choose", () => {
  markRow();
  showCounts();
});
on("drawn", showCounts);
on("view", () => {
  if (stale) showTable();
});
on("resorted", () => {
  showColumns();
  showTable();
});
showColumns();
showCounts();
