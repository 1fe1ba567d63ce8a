// Which entities and lines the network draws: all that pass the filters, or the foremost of them.

import { arrange } from "./arrange.js";
import { entities, labelOf, lines, linesOf, scene, weight } from "./scene.js";
import { on, state } from "./state.js";
import { kindShown, passingOf, styleOf } from "./passing.js";
import { neighboursOf, stepsFrom } from "./paths.js";

// As many names as a screen can carry; the rest is drawn on demand.
export const FIRST = 260;
const MOST_IN_SCOPE = 400;
const MOST_AROUND = 80;
// Up to here what has been singled out gets places of its own.
const ARRANGED = 160;

export const shown = {
  nodes: new Set(),
  lines: new Map(), // id → style
  places: new Map(), // id → {x, y}, where it is not the one in the scene
  most: FIRST,
  candidates: 0, // entities with a line that passes the filters
  beyond: 0, // entities in the scope that are not drawn for want of room
};

export const placeOf = (id) => shown.places.get(id) || scene.nodes[id];

const firstOf = (ids, strength, most) => [...ids].sort((a, b) => strength(b) - strength(a) || weight[b] - weight[a] || a - b).slice(0, most);

/**
 * The best connected, and of equals those beside a better connected one: so that what is drawn hangs
 * together. Without those whose neighbours are all left out.
 */
function foremost(strength, passing) {
  const beside = new Map();
  for (const number of passing.keys()) {
    const { from, to } = lines[number];
    beside.set(from, Math.max(beside.get(from) || 0, strength.get(to)));
    beside.set(to, Math.max(beside.get(to) || 0, strength.get(from)));
  }
  const order = [...strength.keys()].sort((a, b) => strength.get(b) - strength.get(a) || beside.get(b) - beside.get(a) || weight[b] - weight[a] || a - b);
  const first = new Set(order.slice(0, shown.most));
  const joined = (id) => linesOf[id].some((number) => passing.has(number) && first.has(lines[number].from) && first.has(lines[number].to));
  return new Set([...first].filter(joined));
}

/** The entities of the scope, the nearest first, cut to what can be drawn; null: no scope. */
function scoped() {
  const { scope } = state;
  if (!scope) return null;
  if (scope.path) return scope.path;
  if (scope.found) return firstOf(scope.found, (id) => weight[id], MOST_IN_SCOPE);
  const steps = stepsFrom(scope.entity, scope.depth);
  return firstOf(steps.keys(), (id) => -steps.get(id), MOST_IN_SCOPE);
}

/** Every entity of the scope, drawn or not; null: no scope. */
export function scopeEntities() {
  const { scope } = state;
  if (!scope) return null;
  return new Set(scope.path || scope.found || stepsFrom(scope.entity, scope.depth).keys());
}

/** Filters, scope and choice → what is drawn. */
export function updateShown() {
  const within = scoped();
  const inScope = within && new Set(within);
  const strength = new Map(); // how many relations that pass stand on an entity's lines
  const passing = new Map();
  for (const line of lines) {
    if (inScope && !(inScope.has(line.from) && inScope.has(line.to))) continue;
    const numbers = passingOf(line);
    if (!numbers.length) continue;
    passing.set(line.id, numbers);
    for (const end of [line.from, line.to]) strength.set(end, (strength.get(end) || 0) + numbers.length);
  }
  shown.candidates = strength.size;
  const drawn = within ? new Set(inScope) : strength.size > shown.most ? foremost(strength, passing) : new Set(strength.keys());
  shown.beyond = within ? scopeEntities().size - inScope.size : 0;
  for (const id of chosenOnes()) {
    // Who is looked up is drawn, even where the filters leave no line, and with the foremost it has to do with.
    drawn.add(id);
    if (within || strength.size <= shown.most) continue;
    const near = neighboursOf(id).filter(([other]) => kindShown(other));
    const counts = new Map(near);
    for (const other of firstOf(counts.keys(), (one) => counts.get(one), MOST_AROUND)) drawn.add(other);
  }
  shown.nodes = drawn;
  shown.lines = new Map();
  for (const id of drawn) {
    for (const number of linesOf[id]) {
      const line = lines[number];
      if (passing.has(number) && drawn.has(line.from) && drawn.has(line.to)) shown.lines.set(number, styleOf(line, passing.get(number)));
    }
  }
  shown.places = within && within.length <= ARRANGED ? arranged(within) : new Map();
}

function chosenOnes() {
  const { chosen } = state;
  if (chosen?.entity !== undefined) return [chosen.entity];
  return chosen?.line === undefined ? [] : [lines[chosen.line].from, lines[chosen.line].to];
}

let last = { key: null, places: null };
function arranged(within) {
  const pairs = [...shown.lines.keys()].map((id) => [lines[id].from, lines[id].to]).filter((pair) => pair.every((id) => within.includes(id)));
  const key = JSON.stringify([within, pairs]);
  if (key !== last.key) {
    const boxOf = (id) => {
      const size = scene.nodes[id].size;
      return { width: Math.max(2 * size, 6.8 * Math.min(labelOf(id).length, 26)) + 16, height: 2 * size + 34 };
    };
    last = { key, places: arrange(within, pairs, boxOf) };
  }
  return last.places;
}

/** How many of all entities that could be drawn are left out for want of room. */
export const leftOut = () => (state.scope ? shown.beyond : Math.max(0, shown.candidates - shown.most));

export function drawMore(count) {
  shown.most += count;
}
on("filter", updateShown);
on("choose", updateShown);
updateShown();

export const countDrawn = () => `${shown.nodes.size.toLocaleString("en-GB")} of ${entities.length.toLocaleString("en-GB")}`;
