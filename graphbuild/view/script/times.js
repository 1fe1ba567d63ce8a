// When relations happened: for the time filter and its histogram.

import { articles, articlesOf, relations } from "./scene.js";
import { day, month } from "./words.js";

const DAY = 864e5;
const MOST_BARS = 40;
const SQUEEZED = 0.08; // of all relations may share the first bar, if that makes the others finer

/** [first, last] millisecond of a relation: its own time, else when it was first reported; null: unknown. */
export const spans = relations.map((relation) => {
  const { notBefore, notAfter } = relation.time || {};
  if (notBefore || notAfter) {
    const [from, to] = [notBefore || notAfter, notAfter || notBefore].map(Date.parse);
    return [Math.min(from, to), Math.max(from, to)];
  }
  const reported = articlesOf(relation).map((number) => articles[number].date).filter(Boolean).map((date) => Date.parse(date));
  if (!reported.length) return null;
  const first = Math.min(...reported);
  return [first, first];
});

const UNITS = [
  { start: (t) => Math.floor(t / DAY) * DAY, next: (t) => t + DAY, name: day },
  { start: (t) => Math.floor((t / DAY + 3) / 7) * 7 * DAY - 3 * DAY, next: (t) => t + 7 * DAY, name: (t) => `week of ${day(t)}` },
  { start: (t) => monthStart(t, 1), next: (t) => addMonths(t, 1), name: month },
  { start: (t) => monthStart(t, 3), next: (t) => addMonths(t, 3), name: (t) => `three months from ${month(t)}` },
  { start: (t) => monthStart(t, 12), next: (t) => addMonths(t, 12), name: (t) => String(new Date(t).getUTCFullYear()) },
  { start: (t) => yearStart(t, 10), next: (t) => yearStart(addMonths(t, 120), 10), name: (t) => `${new Date(t).getUTCFullYear()}s` },
  { start: (t) => yearStart(t, 100), next: (t) => yearStart(addMonths(t, 1200), 100), name: (t) => `century from ${new Date(t).getUTCFullYear()}` },
  { start: (t) => yearStart(t, 1000), next: (t) => yearStart(addMonths(t, 12_000), 1000), name: (t) => `millennium from ${new Date(t).getUTCFullYear()}` },
];
function utc(year, months) {
  const date = new Date(Date.UTC(2000, months, 1));
  date.setUTCFullYear(year + Math.floor(months / 12)); // Date.UTC reads 0 to 99 as 1900 to 1999
  return date.getTime();
}
function monthStart(t, step) {
  const date = new Date(t);
  return utc(date.getUTCFullYear(), date.getUTCMonth() - (date.getUTCMonth() % step));
}
function addMonths(t, count) {
  const date = new Date(t);
  return utc(date.getUTCFullYear(), date.getUTCMonth() + count);
}
function yearStart(t, step) {
  return utc(Math.floor(new Date(t).getUTCFullYear() / step) * step, 0);
}

/**
 * Bars of the histogram, in order: {from, to (exclusive), name, early}. What lies before nearly all
 * else shares one first bar (`early`), so that one date of 1917 does not squeeze the rest into a corner.
 */
export const bars = makeBars();
function makeBars() {
  const starts = spans.filter(Boolean).map(([from]) => from).sort((a, b) => a - b);
  if (!starts.length) return [];
  const last = starts.at(-1);
  const unitFrom = (start) => UNITS.find((one) => count(one, start, last) <= MOST_BARS) || UNITS.at(-1);
  let [start, unit] = [starts[0], unitFrom(starts[0])];
  const usual = starts[Math.floor(starts.length * SQUEEZED)];
  if (unitFrom(usual) !== unit) [start, unit] = [usual, unitFrom(usual)];
  const made = [];
  for (let from = unit.start(start); from <= last; from = unit.next(from)) {
    made.push({ from, to: unit.next(from), name: unit.name(from), early: false });
  }
  if (starts[0] < made[0].from) {
    made.unshift({ from: -Infinity, to: made[0].from, name: `before ${day(made[0].from)}`, early: true });
  }
  return made;
}
function count(unit, from, to) {
  let bars = 0;
  for (let t = unit.start(from); t <= to && bars <= MOST_BARS; t = unit.next(t)) bars += 1;
  return bars;
}

/** The number of the bar in which a time lies, between the first and the last. */
export function barOf(time) {
  let [low, high] = [0, bars.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (bars[middle].from <= time) low = middle;
    else high = middle - 1;
  }
  return low;
}
