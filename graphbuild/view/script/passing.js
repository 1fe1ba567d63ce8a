// Which relations pass the filters, and how a line of the network is drawn for them.

import { articles, entities, isPost, predicates, proven, relations, sentences } from "./scene.js";
import { on, state } from "./state.js";
import { spans } from "./times.js";
import { GROUPS, groupOf } from "./words.js";

const DOUBTS = { Denied: ["denied", [4, 6]], Disputed: ["disputed", [10, 4, 2, 4]], Prospective: ["planned", [10, 6]] };
const groupRank = (group) => Object.keys(GROUPS).indexOf(group);

function mentioned(relation) {
  const { article, publisher, by } = state.filters;
  if (article === null && publisher === null && by === null) return true;
  return relation.mentions.some((mention) => {
    const number = sentences[mention.sentence].article;
    return (article === null || number === article) &&
      (publisher === null || articles[number].publisher === publisher) &&
      (by === null || (by === -1 ? !mention.by.length : mention.by.includes(by)));
  });
}

function inTime(number) {
  const { from, to } = state.filters;
  if (from === null && to === null) return true;
  const span = spans[number];
  return span !== null && (from === null || span[1] >= from) && (to === null || span[0] < to);
}

/** Whether a relation passes all filters; `timeless` leaves the time out. */
function judge(number, timeless = false) {
  const relation = relations[number];
  const { hiddenPredicates, unproven, confidence } = state.filters;
  return !hiddenPredicates.has(relation.predicate) && (unproven || proven(relation)) &&
    relation.confidence >= confidence && (timeless || inTime(number)) && mentioned(relation);
}
let passing = [];
const judgeAll = () => (passing = relations.map((_, number) => judge(number)));
judgeAll();
on("filter", judgeAll); // the first listener of all: the others ask `passes`

export const passes = (number) => passing[number];
export const passesButForTime = (number) => judge(number, true);

export const kindShown = (entity) => !state.filters.hiddenKinds.has(entities[entity].kind);
/** The numbers of the relations that the table shows: under the filters, and within `scope` if there is one. */
export function tabled(scope) {
  // The table is the network's alternative in text: posts are in it even while they are not drawn.
  const shown = (entity) => isPost(entity) || kindShown(entity);
  return relations.flatMap(({ agents, recipients }, number) => {
    const within = !scope || [...agents, ...recipients].every((entity) => scope.has(entity));
    return within && passes(number) && agents.some(shown) && recipients.some(shown) ? [number] : [];
  });
}

/** The relations of a line that pass the filters; none where a kind of its ends is hidden. */
export const passingOf = (line) => (kindShown(line.from) && kindShown(line.to) ? line.relations.filter(passes) : []);

/** Relations of one line → how it is drawn. Colours are names of the style sheet's. */
export function styleOf(line, numbers) {
  const shown = numbers.map((number) => relations[number]);
  const certain = shown.some(proven);
  const groups = {};
  const words = new Map();
  let [to, from] = [false, false];
  for (const relation of shown) {
    const { label, symmetric } = predicates[relation.predicate];
    const said = DOUBTS[relation.status] ? `${DOUBTS[relation.status][0]}: ${label}` : label;
    words.set(said, { label: said, sure: proven(relation), count: (words.get(said)?.count || 0) + 1 });
    // What is denied or planned does not colour a line that something established stands on.
    if (proven(relation) || !certain) groups[groupOf(relation)] = (groups[groupOf(relation)] || 0) + 1;
    if (symmetric) continue;
    if (relation.agents.includes(line.from) && relation.recipients.includes(line.to)) to = true;
    if (relation.agents.includes(line.to) && relation.recipients.includes(line.from)) from = true;
  }
  const best = [...words.values()].sort((a, b) => b.sure - a.sure || b.count - a.count || (a.label < b.label ? -1 : 1));
  const more = best.length > 2 ? ` +${best.length - 2}` : "";
  const count = shown.length > 1 ? ` (${shown.length})` : "";
  const group = Object.keys(groups).sort((a, b) => groups[b] - groups[a] || groupRank(a) - groupRank(b))[0];
  const doubt = certain ? null : Object.keys(DOUBTS).find((status) => shown.some((relation) => relation.status === status));
  return {
    label: best.slice(0, 2).map(({ label }) => label).join(" · ") + more + count,
    colour: doubt ? DOUBTS[doubt][0] : `group-${group}`,
    dashes: doubt ? DOUBTS[doubt][1] : false,
    width: Math.min(1.5 + 0.8 * Math.log2(shown.length), 4.5),
    to,
    from,
  };
}
