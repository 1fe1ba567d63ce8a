// The network on its canvas. vis-network moves, zooms and finds what lies under the pointer; which entities
// there are is shown.js's to say, and labels are placed by labels.js.

import { colours, dark, readColours } from "./colours.js";
import { button, byId, make, narrow, still } from "./elements.js";
import { paintLabels, placeLabels } from "./labels.js";
import { entities, lines, linesOf, scene } from "./scene.js";
import { drawMore, leftOut, placeOf, shown, updateShown } from "./shown.js";
import { chosenEntities, emit, on, state } from "./state.js";
import { figure, KINDS } from "./words.js";

const stage = byId("network");
const MANY = 260; // nodes: from here on they are drawn plainer
// Above this many lines, drawing them in every frame of a drag is felt.
const FLUID_LINES = 1500;
const MORE = 1000;

// ---- sizes -------------------------------------------------------------------------------

// Where the network is shown small, its figures and lines are drawn larger, to stay visible.
let magnified = 1;
const size = scene.nodes.map((node) => node.size);
export const sizeOf = (id) => size[id] * magnified;
const SHARE = 0.035; // of the window that all figures together may fill
/** As large as on the drawing board, or as there is room for; `area` is that of the window, in pixels. */
function magnifiedAt(scale, area) {
  const filled = [...shown.nodes].reduce((sum, id) => sum + Math.PI * size[id] ** 2, 0);
  return Math.max(1, Math.min((narrow.matches ? 0.6 : 0.85) / scale, Math.sqrt((SHARE * area) / filled) / scale));
}
const crowded = () => shown.nodes.size > MANY;
// The more lines, the paler each, so that many together do not drown the names.
const opacity = () => Math.round(10 * Math.min(1, Math.max(0.25, 16 / Math.sqrt(shown.lines.size)))) / 10;

/** The middle of all drawn nodes, and the scale at which they fill the window with room for names. */
function frame() {
  let [left, right, top, bottom] = [Infinity, -Infinity, Infinity, -Infinity];
  for (const id of shown.nodes) {
    const { x, y } = network?.body.nodes[id] || placeOf(id);
    left = Math.min(left, x - size[id]);
    right = Math.max(right, x + size[id]);
    top = Math.min(top, y - size[id]);
    bottom = Math.max(bottom, y + size[id]);
  }
  const width = Math.max(stage.clientWidth - (narrow.matches ? 70 : 150), 100);
  const covered = narrow.matches ? 0 : byId("bars").offsetHeight; // by what is said at the top
  const height = Math.max(stage.clientHeight - covered - (narrow.matches ? 50 : 80), 100);
  const scale = Math.max(Math.min(width / (right - left), height / (bottom - top), 1.6), 0.01);
  return { magnified: magnifiedAt(scale, width * height), position: { x: (left + right) / 2, y: (top + bottom) / 2 + (10 - covered / 2) / scale }, scale };
}

// ---- what vis-network is told ------------------------------------------------------------

const visNode = (id) => ({
  id, ...pick(placeOf(id)), group: entities[id].kind, shape: scene.shapes[entities[id].kind],
  size: sizeOf(id), borderWidth: crowded() ? 0 : 1.5, borderWidthSelected: 2.5,
});
const pick = ({ x, y }) => ({ x, y });

function visEdge(id) {
  const style = shown.lines.get(id);
  const colour = colours[style.colour];
  const scaleFactor = (crowded() ? 0.3 : 0.5) * Math.sqrt(magnified);
  return {
    id, from: lines[id].from, to: lines[id].to,
    width: style.width * magnified,
    dashes: style.dashes,
    color: { color: colour, highlight: colour, hover: colour, inherit: false, opacity: opacity() },
    arrows: { to: { enabled: style.to, scaleFactor }, from: { enabled: style.from, scaleFactor } },
  };
}
const groupOptions = () =>
  Object.fromEntries(Object.keys(KINDS).map((kind) => {
    const [background, border, strong] = [colours[`kind-${kind}`], colours.paper, colours.ink];
    return [kind, {
      shape: scene.shapes[kind],
      color: { background, border, highlight: { background, border: strong }, hover: { background, border: strong } },
    }];
  }));

showLimit();
let network = null;
if (shown.nodes.size) magnified = frame().magnified;
const nodes = new vis.DataSet([...shown.nodes].map(visNode));
const edges = new vis.DataSet();
const told = new Map(); // id of a line → what vis-network was last told of it
let busy = null; // so many lines that they are left out while the network moves; null: not settled yet
updateLines();
network = new vis.Network(stage, { nodes, edges }, { ...JSON.parse(scene.options), groups: groupOptions() });
export { network };
let hovered = null; // {node} or {line} under the pointer
export function hover(what) {
  hovered = what;
  network.redraw();
}
let drawnLabels = [];
export const labels = () => drawnLabels;

const interaction = (busy) => ({ hideEdgesOnDrag: busy, hideEdgesOnZoom: busy, dragNodes: !busy });
/** Lines that are new or look other than before → vis-network; telling it of thousands takes seconds. */
function updateLines() {
  for (const id of told.keys()) if (!shown.lines.has(id)) told.delete(id);
  const changed = [];
  for (const id of shown.lines.keys()) {
    const edge = visEdge(id);
    const key = JSON.stringify(edge);
    if (told.get(id) === key) continue;
    told.set(id, key);
    changed.push(edge);
  }
  if (changed.length) edges.update(changed);
}

/** What shown.js says → the data sets, with as few changes as it takes. */
function sync() {
  const goneLines = edges.getIds().filter((id) => !shown.lines.has(id));
  const goneNodes = nodes.getIds().filter((id) => !shown.nodes.has(id));
  if (goneLines.length) edges.remove(goneLines);
  if (goneNodes.length) nodes.remove(goneNodes);
  // A node that the reader has dragged stays where it was put.
  const places = new Map(nodes.get().map((node) => [node.id, node]));
  const plain = crowded() ? 0 : 1.5;
  const changed = [...shown.nodes].filter((id) => {
    const [known, place] = [places.get(id), placeOf(id)];
    return !known || known.x !== place.x || known.y !== place.y || known.size !== sizeOf(id) || known.borderWidth !== plain;
  });
  if (changed.length) nodes.update(changed.map(visNode));
  updateLines();
  const isBusy = shown.lines.size > FLUID_LINES;
  if (isBusy !== busy) network.setOptions({ interaction: interaction(isBusy) }); // it goes through everything
  busy = isBusy;
  byId("empty").hidden = shown.nodes.size > 0;
  showLimit();
  network.redraw();
}

/** Shows everything that is drawn, as large as the window allows. */
export function fit(animated = true) {
  if (!shown.nodes.size) return;
  const { position, scale, magnified: factor } = frame();
  if (Math.abs(factor / magnified - 1) >= 0.15) {
    magnified = factor;
    sync();
  }
  network.moveTo({ position, scale, animation: animated && !still.matches ? { duration: 350 } : false });
}

/** Says what is left out for want of room, and draws more of it when asked to. */
function showLimit() {
  const left = leftOut();
  const limit = byId("limit");
  limit.hidden = left <= 0;
  if (left <= 0) return;
  const words = state.scope
    ? `${figure(left)} more belong here, too many to draw; the table has them.`
    : `The ${figure(shown.nodes.size)} best connected of ${figure(shown.candidates)}. Search, table and focus reach all others.`;
  const more = Math.min(left, MORE);
  limit.replaceChildren(make("span", { text: words }),
    ...(state.scope ? [] : [button(left > more ? `Draw ${figure(more)} more` : `Draw all ${figure(shown.candidates)}`, () => {
      drawMore(more);
      updateShown();
      sync();
      fit();
      emit("drawn");
      stage.focus();
    }, { class: "plain" })]));
}

// ---- drawing -----------------------------------------------------------------------------

/** The chosen thing → the nodes and lines that stand out, with what is next to it; null: all alike. */
function focus() {
  const centre = chosenEntities();
  // In its own surroundings, all of which were asked for, an entity need not stand out.
  if (!centre.length || (state.scope?.depth && centre.length === 1 && centre[0] === state.scope.entity)) return null;
  const near = [...new Set(centre.flatMap((id) => linesOf[id].filter((line) => shown.lines.has(line))))];
  return { nodes: new Set([...centre, ...near.flatMap((id) => [lines[id].from, lines[id].to])]), lines: near };
}

/** Where a node is on the canvas, in pixels, and how far it reaches; far out while vis-network has yet to take it up. */
function onCanvas(id) {
  const { scale, translation } = network.body.view;
  const { x, y } = network.body.nodes[id] || { x: -1e9, y: -1e9 };
  return [x * scale + translation.x, y * scale + translation.y, sizeOf(id) * scale];
}

/** What is in view now, for a picture of it. */
export function look() {
  const [width, height] = [stage.clientWidth, stage.clientHeight];
  const scale = network.getScale();
  const bright = focus();
  const labels = placeLabels({ width, height, bright, placeOf: onCanvas, scale, hovered: null });
  return { width, height, scale, bright, labels, placeOf: onCanvas, edgeOf: (id) => edges.get(id) };
}

network.on("afterDrawing", (context) => {
  const bright = focus();
  const ratio = network.canvas.pixelRatio;
  const [width, height] = [stage.clientWidth, stage.clientHeight];
  context.save();
  if (bright) {
    context.save();
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.globalAlpha = 0.8;
    context.fillStyle = colours.paper;
    context.fillRect(0, 0, width, height);
    context.restore();
    for (const id of bright.lines) network.body.edges[id]?.draw(context);
    for (const id of bright.nodes) network.body.nodes[id]?.draw(context);
    for (const id of bright.lines) network.body.edges[id]?.drawArrows(context);
  }
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  const controls = byId("zoom");
  const corner = [controls.offsetLeft - 4, controls.offsetTop - 4, width, height];
  drawnLabels = placeLabels({ width, height, bright, placeOf: onCanvas, scale: network.getScale(), hovered, blocked: [corner] });
  paintLabels(context, drawnLabels);
  context.restore();
});

// ---- what is chosen ----------------------------------------------------------------------

/** Moves what is chosen into view, if it is not there. */
function reveal() {
  const ids = chosenEntities().filter((id) => network.body.nodes[id]);
  const places = ids.map((id) => network.getPosition(id));
  const inside = places.every((place) => {
    const { x, y } = network.canvasToDOM(place);
    return x > 40 && y > 30 && x < stage.clientWidth - 40 && y < stage.clientHeight - 40;
  });
  if (!places.length || (inside && network.getScale() >= 0.35)) return;
  const position = {
    x: places.reduce((sum, place) => sum + place.x, 0) / places.length,
    y: places.reduce((sum, place) => sum + place.y, 0) / places.length,
  };
  network.moveTo({ position, scale: Math.max(network.getScale(), 0.7), animation: still.matches ? false : { duration: 450 } });
}

on("filter", ({ scope, quiet }) => {
  sync();
  if (scope && !quiet) fit();
});
on("choose", ({ move }) => {
  sync();
  const line = shown.lines.has(state.chosen?.line) ? [state.chosen.line] : [];
  network.setSelection({ nodes: chosenEntities(), edges: line }, { highlightEdges: false });
  if (move) reveal();
});
on("view", () => network.redraw());

// ---- the window and the colours around it ------------------------------------------------

dark.addEventListener("change", () => {
  readColours();
  network.setOptions({ groups: groupOptions() });
  nodes.update(nodes.getIds().map((id) => ({ id, group: entities[id].kind, color: null })));
  sync();
});
let settled = false; // until the reader has moved anything, the network follows the window
for (const event of ["dragEnd", "zoom"]) {
  network.on(event, () => {
    settled = true;
    emit("move");
  });
}
// vis-network changes the scale itself when the window changes, so this comes after it.
network.on("resize", () => void requestAnimationFrame(() => settled || fit(false)));

/** The middle of the window and its zoom; null until the reader has moved it. */
export const windowOf = () => (settled ? { ...network.getViewPosition(), scale: network.getScale() } : null);
export function moveWindow({ x, y, scale }) {
  settled = true;
  network.moveTo({ position: { x, y }, scale, animation: false });
}

sync();
fit(false);
