// The network as it is in view → an SVG picture, and from that a PNG.

import { colours, fonts } from "./colours.js";
import { draw } from "./elements.js";
import { widthOf } from "./labels.js";
import { look } from "./network.js";
import { entities, lines, scene } from "./scene.js";
import { shown } from "./shown.js";
import { cut, GROUPS, KINDS } from "./words.js";

const PNG_SCALE = 2;
const MARGIN = 40;
const HEAD = 44;
const ROW = 20;

/** The outline of a figure of "radius" r, as vis-network draws it. */
function outline(shape, x, y, r) {
  if (shape === "dot") return draw("circle", { cx: f(x), cy: f(y), r: f(r) });
  if (shape === "square") return draw("rect", { x: f(x - r), y: f(y - r), width: f(2 * r), height: f(2 * r) });
  const around = (count, turn, radius = r, shift = 0) =>
    Array.from({ length: count }, (_, i) => {
      const angle = turn + (i * 2 * Math.PI) / count;
      return `${f(x + radius * Math.cos(angle))},${f(y + shift + radius * Math.sin(angle))}`;
    }).join(" ");
  if (shape === "triangle") return draw("polygon", { points: around(3, -Math.PI / 2, r * 1.15, r * 0.275) });
  return draw("polygon", { points: shape === "diamond" ? around(4, 0) : around(6, 0) });
}
const f = (value) => value.toFixed(1);

function arrow(x, y, angle, length, colour) {
  const point = (along, across) => `${f(x - along * Math.cos(angle) - across * Math.sin(angle))},${f(y - along * Math.sin(angle) + across * Math.cos(angle))}`;
  return draw("polygon", { points: [point(0, 0), point(length, length * 0.36), point(length * 0.8, 0), point(length, -length * 0.36)].join(" "), fill: colour });
}

function lineOf(id, { placeOf, edgeOf, scale }) {
  const [line, style, edge] = [lines[id], shown.lines.get(id), edgeOf(id)];
  const [x0, y0, reach0] = placeOf(line.from);
  const [x1, y1, reach1] = placeOf(line.to);
  const [far, angle] = [Math.hypot(x1 - x0, y1 - y0) || 1, Math.atan2(y1 - y0, x1 - x0)];
  const at = (along) => [x0 + along * Math.cos(angle), y0 + along * Math.sin(angle)];
  const [start, end] = [at(Math.min(reach0, far)), at(Math.max(far - reach1, 0))];
  const group = draw("g", { opacity: edge.color.opacity === 1 ? null : edge.color.opacity });
  group.append(draw("line", {
    x1: f(start[0]), y1: f(start[1]), x2: f(end[0]), y2: f(end[1]), stroke: edge.color.color,
    "stroke-width": f(edge.width * scale), "stroke-dasharray": style.dashes ? style.dashes.map((dash) => f(dash * scale)).join(" ") : null,
  }));
  const length = 15 * edge.arrows.to.scaleFactor * scale + edge.width * scale;
  if (style.to) group.append(arrow(...end, angle, length, edge.color.color));
  if (style.from) group.append(arrow(...start, angle + Math.PI, length, edge.color.color));
  return group;
}

/** What the colours and figures in the picture mean → {parts, height}, in rows from `top` on. */
function legend(width, top) {
  const drawn = new Set([...shown.nodes].map((id) => entities[id].kind));
  const used = new Set([...shown.lines.values()].map(({ colour }) => colour));
  const kinds = Object.keys(KINDS).filter((kind) => drawn.has(kind)).map((kind) => [KINDS[kind], (x, y) => {
    const shape = outline(scene.shapes[kind], x + 7, y, 6);
    shape.setAttribute("fill", colours[`kind-${kind}`]);
    return shape;
  }]);
  const names = { ...Object.fromEntries(Object.keys(GROUPS).map((group) => [`group-${group}`, GROUPS[group]])), denied: "Denied", disputed: "Disputed", planned: "Planned" };
  const groups = Object.keys(names).filter((name) => used.has(name)).map((name) => [names[name], (x, y) =>
    draw("line", { x1: x, y1: y, x2: x + 14, y2: y, stroke: colours[name], "stroke-width": 3 })]);
  const parts = [];
  let [x, y] = [16, top + ROW / 2];
  for (const [words, figure] of [...kinds, ...groups]) {
    const wide = 38 + widthOf(words, `12px ${fonts.sans}`);
    if (x > 16 && x + wide > width) [x, y] = [16, y + ROW];
    parts.push(figure(x, y), draw("text", { x: x + 20, y, "dominant-baseline": "central", "font-family": fonts.sans, "font-size": "12px", fill: colours.quiet, text: words }));
    x += wide;
  }
  return { parts, height: y + ROW - top };
}

/** The view, under its title and above a legend → an <svg> element with its own colours and fonts, that needs no other file. */
export function toSvg() {
  const view = look();
  const { width, height, bright, labels, placeOf } = view;
  const key = legend(width, HEAD + height);
  const whole = HEAD + height + key.height;
  const title = cut(scene.title, Math.max(20, Math.floor(width / 12)));
  const picture = draw("svg", { width, height: whole, viewBox: `0 0 ${width} ${whole}`, role: "img" },
    draw("title", { text: scene.title }), draw("rect", { width, height: whole, fill: colours.paper }),
    draw("text", { x: 16, y: HEAD / 2 + 4, "dominant-baseline": "central", "font-family": fonts.serif, "font-size": "20px", "font-weight": 600, fill: colours.ink, text: title }),
    ...key.parts);
  // A picture in the picture: what reaches over its edge is cut off there.
  const svg = draw("svg", { x: 0, y: HEAD, width, height });
  picture.append(svg);
  const near = (id) => {
    const [x, y, reach] = placeOf(id);
    return x > -reach - MARGIN && y > -reach - MARGIN && x < width + reach + MARGIN && y < height + reach + MARGIN;
  };
  const figures = (ids, faint) => draw("g", { opacity: faint ? 0.2 : null }, ...[...ids].filter(near).map((id) => {
    const shape = outline(scene.shapes[entities[id].kind], ...placeOf(id));
    shape.setAttribute("fill", colours[`kind-${entities[id].kind}`]);
    shape.setAttribute("stroke", colours.paper);
    return shape;
  }));
  const strokes = (ids, faint) => draw("g", { opacity: faint ? 0.2 : null }, ...[...ids].map((id) => lineOf(id, view)));
  if (bright) svg.append(strokes(shown.lines.keys(), true), figures(shown.nodes, true));
  svg.append(strokes(bright ? bright.lines : shown.lines.keys()), figures(bright ? bright.nodes : shown.nodes));
  for (const { text, x, y, angle, font, colour, halo } of labels) {
    const [, style, weight, size, family] = font.match(/^(italic )?(\d+ )?([\d.]+px) (.*)$/);
    svg.append(draw("text", {
      transform: `translate(${f(x)} ${f(y)}) rotate(${((angle * 180) / Math.PI).toFixed(2)})`, "dominant-baseline": "central",
      "font-family": family, "font-size": size, "font-weight": weight?.trim() || null, "font-style": style?.trim() || null,
      fill: colour, stroke: colours.paper, "stroke-width": halo, "stroke-linejoin": "round", "paint-order": "stroke", text,
    }));
  }
  return picture;
}

const textOf = (svg) => new XMLSerializer().serializeToString(svg);
export const svgText = () => textOf(toSvg());

/** The view → a PNG at twice the resolution of the screen. */
export async function toPng() {
  const svg = toSvg();
  const [width, height] = [svg.width.baseVal.value, svg.height.baseVal.value];
  const picture = new Image(width * PNG_SCALE, height * PNG_SCALE);
  const address = URL.createObjectURL(new Blob([textOf(svg)], { type: "image/svg+xml" }));
  try {
    picture.src = address;
    await picture.decode();
    const canvas = document.createElement("canvas");
    [canvas.width, canvas.height] = [width * PNG_SCALE, height * PNG_SCALE];
    canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
    return await new Promise((done) => canvas.toBlob(done, "image/png"));
  } finally {
    URL.revokeObjectURL(address);
  }
}
