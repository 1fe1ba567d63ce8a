// The view in the page's address, after the #, so that it can be sent to someone with the same file:
// entities and articles by their ids, which stay the same from build to build.

import { fit, moveWindow, windowOf } from "./network.js";
import { byId } from "./elements.js";
import { openArticle } from "./reader.js";
import { articles, entities, entityById, lines, linesOf, predicates, sentences } from "./scene.js";
import { choose, emit, on, resetFilters, setView, state } from "./state.js";
import { findPath } from "./paths.js";
import { hasView } from "./views.js";
import { KINDS } from "./words.js";

const idOf = (entity) => entities[entity].id;
const list = (values) => [...values].join(",");
const iso = (time) => new Date(time).toISOString().slice(0, 10);

/** What the reader sees → the text after the #; empty for the page as it opens. */
export function toFragment() {
  const { filters, scope, chosen, view, sort, open } = state;
  const said = new URLSearchParams();
  const say = (name, value, usual = null) => void (value !== usual && value !== "" && said.set(name, value));
  say("view", view, "network");
  if (chosen?.entity !== undefined) say("entity", idOf(chosen.entity));
  if (chosen?.line !== undefined) {
    say("from", idOf(lines[chosen.line].from));
    say("to", idOf(lines[chosen.line].to));
  }
  if (scope?.depth) {
    say("around", idOf(scope.entity));
    say("depth", scope.depth);
  }
  if (scope?.steps) {
    say("path-from", idOf(scope.from));
    say("path-to", idOf(scope.to));
  }
  if (scope?.found && scope.found.length <= 200) say("only", list(scope.found.map(idOf)));
  say("hide", list(filters.hiddenKinds), "Position");
  if (!filters.hiddenKinds.size) said.set("hide", "");
  say("without", list(filters.hiddenPredicates));
  say("unproven", filters.unproven ? 1 : "");
  if (filters.article !== null) say("article", articles[filters.article].id);
  say("publisher", filters.publisher);
  if (filters.by !== null) say("by", filters.by === -1 ? "-" : idOf(filters.by));
  if (filters.from !== null) say("since", iso(filters.from));
  if (filters.to !== null) say("until", iso(filters.to));
  say("confidence", filters.confidence, 0);
  if (sort.column || sort.down) say("sort", `${sort.column}${sort.down ? "-" : ""}`);
  if (open) {
    say("read", articles[open.article].id);
    if (open.sentence !== null) say("at", sentences[open.sentence].begin);
  }
  const window = windowOf();
  if (window) say("window", [window.x, window.y].map(Math.round).concat(window.scale.toPrecision(3)).join(","));
  return said.toString();
}

/** The text after the # → what the reader sees. Whatever this graph does not have is passed over. */
function fromFragment(fragment) {
  const said = new URLSearchParams(fragment);
  const entity = (name) => entityById.get(said.get(name));
  const article = (name) => articles.findIndex(({ id }) => id === said.get(name));
  const number = (name) => (said.has(name) && Number.isFinite(Number(said.get(name))) ? Number(said.get(name)) : null);
  const date = (name) => (Number.isFinite(Date.parse(said.get(name))) && said.get(name) ? Date.parse(said.get(name)) : null);
  const names = (name) => (said.get(name) || "").split(",").filter(Boolean);
  resetFilters();
  const { filters } = state;
  if (said.has("hide")) filters.hiddenKinds = new Set(names("hide").filter((kind) => kind in KINDS));
  filters.hiddenPredicates = new Set(names("without").filter((name) => Object.hasOwn(predicates, name)));
  filters.unproven = said.has("unproven");
  filters.article = article("article") < 0 ? null : article("article");
  filters.publisher = articles.some(({ publisher }) => publisher && publisher === said.get("publisher")) ? said.get("publisher") : null;
  filters.by = said.get("by") === "-" ? -1 : entity("by") ?? null;
  filters.from = date("since");
  filters.to = date("until");
  filters.confidence = number("confidence") > 0 && number("confidence") <= 1 ? number("confidence") : 0;
  const sort = /^([0-6])(-?)$/.exec(said.get("sort") || "");
  state.sort = { column: sort ? Number(sort[1]) : 0, down: Boolean(sort?.[2]) };
  state.scope = null;
  emit("filter", { scope: true, quiet: true }); // a path is looked for under these filters
  state.scope = scopeFrom(said, entity, number);
  emit("filter", { scope: true, quiet: true });
  emit("refilled");
  emit("resorted");
  setView(hasView(said.get("view")) ? said.get("view") : "network");
  choose(chosenFrom(entity));
  fit(false);
  const window = (said.get("window") || "").split(",").map(Number);
  if (window.length === 3 && window.every(Number.isFinite) && window[2] > 0) moveWindow({ x: window[0], y: window[1], scale: window[2] });
  if (article("read") >= 0) {
    const found = sentences.findIndex((one) => one.article === article("read") && one.begin === number("at"));
    openArticle(article("read"), found < 0 ? null : found);
  } else byId("reader").close();
}

function scopeFrom(said, entity, number) {
  if (entity("around") !== undefined) return { entity: entity("around"), depth: Math.min(Math.max(number("depth") ?? 1, 1), 3) };
  if (entity("path-from") !== undefined && entity("path-to") !== undefined) {
    const found = findPath(entity("path-from"), entity("path-to"));
    if (found) return { path: found.all.length <= 40 ? found.all : found.path, steps: found.path, from: found.path[0], to: found.path.at(-1) };
  }
  const only = (said.get("only") || "").split(",").flatMap((id) => entityById.get(id) ?? []);
  return only.length ? { found: only } : null;
}
function chosenFrom(entity) {
  if (entity("entity") !== undefined) return { entity: entity("entity") };
  const [from, to] = [entity("from"), entity("to")];
  if (from !== undefined && to !== undefined) {
    const id = linesOf[from].find((one) => lines[one].from === to || lines[one].to === to);
    if (id !== undefined) return { line: id };
  }
  return state.scope?.steps ? { path: true } : null;
}

let reading = false;
let waiting = null;
let written = location.hash.slice(1);

/** What is seen → the address, at once. */
export function writeAddress() {
  clearTimeout(waiting);
  waiting = null;
  const fragment = toFragment();
  if (fragment === written) return;
  written = fragment;
  history.replaceState(null, "", fragment ? `#${fragment}` : location.pathname + location.search);
}
function writeSoon() {
  if (!reading) waiting ??= setTimeout(writeAddress, 250);
}
function read() {
  written = location.hash.slice(1);
  reading = true;
  try {
    fromFragment(written);
  } finally {
    reading = false;
  }
}

for (const event of ["filter", "choose", "view", "sort", "move", "open"]) on(event, writeSoon);
window.addEventListener("hashchange", () => {
  // Links within the page ("skip to the details") are not views.
  if (location.hash.slice(1) !== written && !document.getElementById(location.hash.slice(1))) read();
});
export function start() {
  if (location.hash.length > 1 && !document.getElementById(location.hash.slice(1))) read();
}
