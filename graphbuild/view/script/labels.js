// Labels as on a map: the most connected first, each only where it covers no other.
// `placeLabels` finds out where they go; the canvas and the saved picture both write them from that.

import { colours, fonts } from "./colours.js";
import { narrow } from "./elements.js";
import { byWeight, labelOf, lines, weight } from "./scene.js";
import { chosenEntities, state } from "./state.js";
import { shown } from "./shown.js";
import { cut } from "./words.js";

const CELL = 4;
const [FIGURE, LABEL] = [1, 2];
const LABEL_CHARACTERS = 30;
const MANY = 260;
const GREAT = 8;

const ruler = document.createElement("canvas").getContext("2d");
const widths = new Map();
export function widthOf(text, font) {
  const key = font + text;
  if (!widths.has(key)) {
    ruler.font = font;
    widths.set(key, ruler.measureText(text).width);
  }
  return widths.get(key);
}

/** Which parts of the canvas are taken, in squares of a few pixels. */
function occupancy(width, height) {
  const [across, down] = [Math.ceil(width / CELL), Math.ceil(height / CELL)];
  const taken = new Uint8Array(across * down);
  const each = (left, top, right, bottom, act) => {
    const [x0, x1] = [Math.max(0, Math.floor(left / CELL)), Math.min(across - 1, Math.floor(right / CELL))];
    const [y0, y1] = [Math.max(0, Math.floor(top / CELL)), Math.min(down - 1, Math.floor(bottom / CELL))];
    for (let y = y0; y <= y1; y++) for (let x = x0; x <= x1; x++) if (act(y * across + x)) return true;
    return false;
  };
  return {
    free: (over, ...box) => !each(...box, (cell) => taken[cell] >= over),
    take: (what, ...box) => void each(...box, (cell) => void (taken[cell] = Math.max(taken[cell], what))),
  };
}

/** The first place around a node where its label covers nothing: below, above, beside, aslant. */
function spotFor(room, { x, y, reach, half, line, width, foremost }) {
  const aslant = 0.7 * reach + 3;
  const spots = [
    [x - half, y + reach + 3],
    [x - half, y - reach - 3 - 2 * line],
    [x + reach + 5, y - line],
    [x - reach - 5 - 2 * half, y - line],
    [x + aslant, y + aslant],
    [x + aslant, y - aslant - 2 * line],
    [x - aslant - 2 * half, y + aslant],
    [x - aslant - 2 * half, y - aslant - 2 * line],
  ].filter(([left]) => left > 1 && left + 2 * half < width - 1);
  const free = (over) => spots.find(([left, top]) => room.free(over, left - 2, top, left + 2 * half + 2, top + 2 * line));
  // The best connected get a label even where it covers the figure of a lesser one.
  return free(FIGURE) || (foremost ? free(LABEL) : null);
}

/**
 * What is in view → labels: {id or line, text, x, y, angle, font, colour, halo} and the box of a node's label.
 * `placeOf` gives x, y and reach of a node in pixels; `bright` {nodes, lines} limits them; `scale` is the zoom.
 */
export function placeLabels({ width, height, bright, placeOf, scale, hovered, blocked = [] }) {
  const room = occupancy(width, height);
  for (const box of blocked) room.take(LABEL, ...box);
  const crowded = shown.nodes.size > MANY;
  const inView = [];
  for (const id of byWeight) {
    if (!shown.nodes.has(id) || (bright && !bright.nodes.has(id))) continue;
    const [x, y, reach] = placeOf(id);
    if (x < -80 || y < -40 || x > width + 80 || y > height + 40) continue;
    if (reach > 3.5) room.take(FIGURE, x - reach + 2, y - reach + 2, x + reach - 2, y + reach - 2);
    inView.push([id, x, y, reach]);
  }
  const forced = new Set([hovered?.node, ...chosenEntities()]);
  inView.sort((a, b) => forced.has(b[0]) - forced.has(a[0]));
  const placed = [];
  const top = weight[byWeight[0]] || 1;
  const most = (width * height) / 8000;
  const foremost = Math.min(24, Math.ceil(inView.length / 8));
  for (const [place, [id, x, y, reach]] of inView.entries()) {
    if (crowded && placed.length > most && !forced.has(id)) continue;
    const share = Math.sqrt(weight[id] / top);
    const strong = share > 0.55 && weight[id] > 2;
    const letter = narrow.matches ? 10.5 + 3 * share : 11.5 + 4.5 * share;
    const font = `${strong ? 600 : 400} ${letter.toFixed(1)}px ${fonts.sans}`;
    const text = cut(labelOf(id), LABEL_CHARACTERS);
    const [half, line] = [widthOf(text, font) / 2, letter * 0.62];
    const spot = spotFor(room, { x, y, reach, half, line, width, foremost: place < foremost }) ||
      (forced.has(id) ? [x - half, y + reach + 2] : null);
    // No other name may come so near to a great one as to seem to be its own.
    if (place < GREAT) room.take(LABEL, x - reach - 4, y - reach - 16, x + reach + 4, y + reach + 4);
    if (!spot) continue;
    const [left, upper] = spot;
    room.take(LABEL, left - 2, upper, left + 2 * half + 2, upper + 2 * line);
    placed.push({ id, text, x: left, y: upper + line + 0.5, angle: 0, font, colour: colours.ink, halo: 4,
      left, top: upper, right: left + 2 * half, bottom: upper + 2 * line });
  }
  const distant = crowded && !bright && scale < 0.9;
  return [...placed, ...placeLineLabels({ room, bright, placeOf, distant, hovered })];
}

function placeLineLabels({ room, bright, placeOf, distant, hovered }) {
  const font = `italic 11.5px ${fonts.serif}`;
  const asked = new Set([hovered?.line, state.chosen?.line]);
  const candidates = [...(bright ? bright.lines : shown.lines.keys())].sort((a, b) => asked.has(b) - asked.has(a));
  const placed = [];
  for (const id of candidates) {
    const [line, style] = [lines[id], shown.lines.get(id)];
    const forced = asked.has(id);
    if (!style || (distant && !forced)) continue;
    const [x0, y0, reach0] = placeOf(line.from);
    const [x1, y1, reach1] = placeOf(line.to);
    const far = Math.hypot(x1 - x0, y1 - y0);
    const span = far - reach0 - reach1 - 16;
    if (!forced && span < 26) continue;
    const half = widthOf(style.label, font) / 2;
    if (!forced && span < 2 * half) continue;
    const middle = (reach0 / far + 1 - reach1 / far) / 2;
    let [x, y] = [x0 + (x1 - x0) * middle, y0 + (y1 - y0) * middle];
    let angle = Math.atan2(y1 - y0, x1 - x0);
    if (angle > Math.PI / 2 || angle < -Math.PI / 2) angle += Math.PI;
    const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
    if (forced && span < 2 * half) {
      const aside = Math.max(reach0, reach1) + 10; // too long for its line: beside it
      [x, y] = [x + aside * sin, y - aside * cos];
    }
    const boxes = [];
    for (let along = -half; along <= half; along += 7) {
      boxes.push([x + along * cos - 6, y + along * sin - 6, x + along * cos + 6, y + along * sin + 6]);
    }
    if (!forced && !boxes.every((box) => room.free(FIGURE, ...box))) continue;
    for (const box of boxes) room.take(LABEL, ...box);
    placed.push({ line: id, text: style.label, x: x - half * cos, y: y - half * sin, angle, font, halo: 3.5,
      colour: forced ? colours.ink : colours.quiet });
  }
  return placed;
}

export function paintLabels(context, labels) {
  context.lineJoin = "round";
  context.textBaseline = "middle";
  context.textAlign = "left";
  context.strokeStyle = colours.paper;
  for (const { text, x, y, angle, font, colour, halo } of labels) {
    context.save();
    context.translate(x, y);
    context.rotate(angle);
    context.font = font;
    context.lineWidth = halo;
    context.fillStyle = colour;
    context.strokeText(text, 0, 0);
    context.fillText(text, 0, 0);
    context.restore();
  }
}

