// Values of the scene → English words.

import { entities, labelOf, predicates } from "./scene.js";

export const KINDS = { State: "States", Organisation: "Organisations", Person: "People", Place: "Places", Position: "Positions" };
export const KIND = { State: "State", Organisation: "Organisation", Person: "Person", Place: "Place", Position: "Position" };
export const GROUPS = { diplomatic: "Diplomatic", conflict: "Conflict", office: "Office", family: "Family", place: "Place", other: "Other" };
export const STATUS = {
  Affirmed: "Stated as fact",
  Denied: "Denied",
  Disputed: "Disputed: sources disagree",
  Prospective: "Planned or possible, not stated as fact",
};
export const SHORT_STATUS = { Affirmed: "stated", Denied: "denied", Disputed: "disputed", Prospective: "planned" };

/** The group of a relation; one that this page has no colour for is "other". */
export function groupOf(relation) {
  const { group } = predicates[relation.predicate];
  return GROUPS[group] ? group : "other";
}

export function cut(text, length) {
  const characters = Array.from(text.slice(0, 2 * length + 2));
  return characters.length > length ? characters.slice(0, length - 1).join("").trimEnd() + "…" : text;
}
export const figure = (count) => count.toLocaleString("en-GB");
export const plural = (count, one, many) => `${figure(count)} ${count === 1 ? one : many}`;
export const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
export const listOf = (names) => (names.length < 2 ? names.join("") : `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`);
export const namesOf = (numbers, length = 120) => listOf(numbers.map((entity) => cut(labelOf(entity), length)));

const write = (moment, form) => new Date(moment).toLocaleDateString("en-GB", { ...form, timeZone: "UTC" });
export const day = (moment) => write(moment, { day: "numeric", month: "long", year: "numeric" });
export const month = (moment) => write(moment, { month: "long", year: "numeric" });

/** Bounds of a time → words, as coarse as the bounds are: a year, a month, a day, or from and to. */
export function boundsOf({ notBefore: from, notAfter: to }) {
  if (!from && !to) return "";
  if (!to) return `since ${day(from)}`;
  if (!from) return `until ${day(to)}`;
  if (day(from) === day(to)) return day(from);
  const [first, last] = [new Date(from), new Date(to)];
  const next = new Date(last.getTime() + 864e5);
  if (first.getUTCDate() === 1 && next.getUTCDate() === 1 && first.getUTCFullYear() === last.getUTCFullYear()) {
    if (first.getUTCMonth() === last.getUTCMonth()) return month(from);
    if (first.getUTCMonth() === 0 && last.getUTCMonth() === 11) return String(first.getUTCFullYear());
  }
  return `${day(from)} to ${day(to)}`;
}

export function whenOf(relation) {
  if (!relation.time) return "";
  const bounds = boundsOf(relation.time);
  const words = relation.time.expression;
  if (!words || !bounds) return words || bounds;
  return words.includes(bounds) ? words : `${words} (${bounds})`;
}

export function certaintyOf(confidence) {
  const word = confidence >= 0.9 ? "high" : confidence >= 0.7 ? "fair" : "low";
  return `${word}, ${Math.round(100 * confidence)} of 100`;
}

/** A mention → whether it counts for the relation, against it, or speaks of no fact yet. */
export function verdictOf({ polarity, modality }) {
  const denies = polarity === "Negative";
  if (modality === "Planned") return { rank: denies ? 4 : 2, className: "foresees", words: denies ? "Says that it is not planned" : "Speaks of a plan" };
  if (modality === "Hypothetical") return { rank: denies ? 5 : 3, className: "foresees", words: denies ? "Doubts it" : "Only supposes it" };
  return denies ? { rank: 1, className: "denies", words: "Denies it" } : { rank: 0, className: "states", words: "" };
}

/** A relation as said of one of its entities: "met Zamir Kabulov" on the page of the one he met. */
export function wordsOf(relation, entity) {
  const { label, symmetric } = predicates[relation.predicate];
  const side = relation.agents.includes(entity) ? [relation.agents, relation.recipients]
    : symmetric && relation.recipients.includes(entity) ? [relation.recipients, relation.agents] : null;
  if (!side) return `${namesOf(relation.agents, 80)} ${label} ${namesOf(relation.recipients, 80)}`;
  const beside = side[0].filter((number) => number !== entity);
  return `${label} ${namesOf(side[1], 80)}${beside.length ? `, together with ${namesOf(beside, 80)}` : ""}`;
}

/** An article → its title, or the name of its file. */
export const titleOf = (article) => article.title || article.id;

/** A text → [part, is it one of the names?], in order; whole words only, the longest name first. */
export function splitAtNames(text, numbers, others = []) {
  const names = [...numbers.flatMap((entity) => [labelOf(entity), ...entities[entity].names]), ...others]
    .filter((name) => name.length > 1 && name.length < 80)
    .sort((a, b) => b.length - a.length)
    .map((name) => name.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&"));
  if (!names.length) return [[text, false]];
  const pattern = new RegExp(`(?<![\\p{L}\\p{N}])(${[...new Set(names)].join("|")})(?![\\p{L}\\p{N}])`, "gu");
  return text.split(pattern).map((part, i) => [part, i % 2 === 1]);
}
