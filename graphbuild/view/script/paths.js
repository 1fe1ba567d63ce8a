// Ways through the network, along lines that pass the filters: plain breadth-first search.

import { lines, linesOf } from "./scene.js";
import { passingOf } from "./passing.js";

const otherEnd = (line, entity) => (line.from === entity ? line.to : line.from);

/** Entities that one line joins to an entity, with the number of relations that stand on that line. */
export function neighboursOf(entity) {
  return linesOf[entity].map((id) => [otherEnd(lines[id], entity), passingOf(lines[id]).length]).filter(([, count]) => count);
}

/** An entity → the steps to every entity that can be reached in `most` steps, itself included. */
export function stepsFrom(start, most = Infinity) {
  const steps = new Map([[start, 0]]);
  for (const entity of steps.keys()) { // a Map yields what is added while it is walked
    if (steps.get(entity) === most) continue;
    for (const [other] of neighboursOf(entity)) if (!steps.has(other)) steps.set(other, steps.get(entity) + 1);
  }
  return steps;
}

/**
 * Two entities → {path: the entities of a shortest path, of equally short ones the one that most relations
 * stand on, all: every entity on a shortest path, the path first}; null where none leads from one to the other.
 */
export function findPath(from, to) {
  const steps = stepsFrom(from);
  if (!steps.has(to)) return null;
  const best = new Map([[to, [0, null]]]); // entity → [relations from here to the end, the next entity]
  for (const entity of best.keys()) {
    for (const [other, count] of neighboursOf(entity)) {
      if (steps.get(other) !== steps.get(entity) - 1) continue;
      const sum = best.get(entity)[0] + count;
      if (!best.has(other) || best.get(other)[0] < sum) best.set(other, [sum, entity]);
    }
  }
  const path = [from];
  while (path.at(-1) !== to) path.push(best.get(path.at(-1))[1]);
  return { path, all: [...new Set([...path, ...best.keys()])] };
}
