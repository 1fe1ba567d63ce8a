// What the reader has chosen and filtered, and who is told when it changes.

import { lineOf, lines } from "./scene.js";

const unfiltered = () => ({
  hiddenKinds: new Set(["Position"]),
  hiddenPredicates: new Set(),
  unproven: false, // denied, disputed and planned relations too
  article: null, // the number of the only article
  publisher: null,
  by: null, // the entity that the text names as its source; -1: none named
  from: null, // milliseconds, with `to` the bounds of the time
  to: null,
  confidence: 0,
});

export const state = {
  filters: unfiltered(),
  scope: null, // {entity, depth}, {path: [entity, ...]} or {found: [entity, ...]}: only these are drawn
  chosen: null, // {entity}, {line, relation?}, {relation} or {path: true}
  view: "network",
  sort: { column: 0, down: false },
  open: null, // {article, sentence}: what the reader reads
};

const listeners = new Map();
/** Events: "filter" (filters or scope changed), "choose", "view", "move" (of the network's window). */
export function on(event, act) {
  listeners.set(event, [...(listeners.get(event) || []), act]);
}
export function emit(event, details = {}) {
  for (const act of listeners.get(event) || []) act(details);
}

export function resetFilters() {
  state.filters = unfiltered();
}

/** Changed filters → everything that shows relations follows. */
export function filter(changes) {
  Object.assign(state.filters, changes);
  emit("filter");
}

/** Only these entities are drawn (null: all that pass the filters). */
export function setScope(scope) {
  state.scope = scope;
  emit("filter", { scope: true });
}

/** Something chosen, or null → panel, network and table follow. `move`: bring it into view; `keep`: and the focus. */
export function choose(chosen, { move = false, keep = false } = {}) {
  state.chosen = chosen;
  emit("choose", { move, keep });
}

/** A relation's number → its line is chosen, with that relation first. */
export function chooseRelation(number, { near } = {}) {
  const line = lineOf(number, near);
  choose(line ? { line: line.id, relation: number } : { relation: number }, { move: true, keep: true });
}

export function setView(view) {
  state.view = view;
  emit("view");
}

/** The entities that what is chosen is about. */
export function chosenEntities() {
  const { chosen } = state;
  if (chosen?.entity !== undefined) return [chosen.entity];
  if (chosen?.line !== undefined) return [lines[chosen.line].from, lines[chosen.line].to];
  return [];
}
