// Draws the scene that the page holds, and answers "who says so?" for every line of it.
//
// Text from articles reaches the page through textContent and the canvas only, never as HTML.
// vis-network moves, zooms and finds what lies under the pointer; labels are drawn here, as on a
// map: the most connected first, each only where it covers no other.
(() => {
  "use strict";

  const scene = JSON.parse(document.getElementById("scene").textContent);
  const { entities, relations, sentences, articles, predicates } = scene;
  const KINDS = { State: "States", Organisation: "Organisations", Person: "People", Place: "Places", Position: "Positions" };
  const KIND = { State: "State", Organisation: "Organisation", Person: "Person", Place: "Place", Position: "Position" };
  const GROUPS = { diplomatic: "Diplomatic", conflict: "Conflict", office: "Office", family: "Family", place: "Place", other: "Other" };
  const STATUS = {
    Affirmed: "Stated as fact",
    Denied: "Denied",
    Disputed: "Disputed: sources disagree",
    Prospective: "Planned or possible, not stated as fact",
  };
  const ROWS = 400;
  const LABEL_CHARACTERS = 30;

  const byId = (id) => document.getElementById(id);
  const state = {
    hiddenKinds: new Set(["Position"]),
    hiddenPredicates: new Set(),
    unproven: false,
    chosen: null, // {entity} or {line}, and the relation asked for
    sort: { column: 0, down: false },
    rows: ROWS,
  };

  // ---- small tools -----------------------------------------------------------------------

  /** A tag, its attributes and its children (elements or plain strings) → an element. */
  function make(tag, attributes = {}, ...children) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) {
      if (name === "text") element.textContent = value;
      else if (name === "on") for (const [event, act] of Object.entries(value)) element.addEventListener(event, act);
      else if (value !== null && value !== false) element.setAttribute(name, value === true ? "" : value);
    }
    element.append(...children.filter((child) => child !== null));
    return element;
  }

  function drawing(shape, className, wide) {
    const space = "http://www.w3.org/2000/svg";
    const svg = document.createElementNS(space, "svg");
    svg.setAttribute("class", wide ? "swatch" : "swatch figure");
    svg.setAttribute("viewBox", wide ? "0 0 22 12" : "0 0 14 14");
    svg.setAttribute("aria-hidden", "true");
    const [tag, attributes] = {
      dot: ["circle", { cx: 7, cy: 7, r: 5.6 }],
      square: ["rect", { x: 2, y: 2, width: 10, height: 10 }],
      diamond: ["path", { d: "M7 .4 13.6 7 7 13.6 .4 7Z" }],
      triangle: ["path", { d: "M7 1 13.4 12.4H.6Z" }],
      hexagon: ["path", { d: "M3.6 1.2h6.8L13.8 7l-3.4 5.8H3.6L.2 7Z" }],
      line: ["line", { x1: 1, y1: 6, x2: 21, y2: 6 }],
    }[shape];
    const figure = document.createElementNS(space, tag);
    figure.setAttribute("class", className);
    for (const [name, value] of Object.entries(attributes)) figure.setAttribute(name, value);
    svg.append(figure);
    return svg;
  }
  const kindSwatch = (kind) => drawing(scene.shapes[kind], `fill ${kind}`, false);
  const groupSwatch = (group) => drawing("line", `stroke ${GROUPS[group] ? group : "other"}`, true);

  const cut = (text, length) => {
    const characters = Array.from(text.slice(0, 2 * length + 2));
    return characters.length > length ? characters.slice(0, length - 1).join("").trimEnd() + "…" : text;
  };
  const plural = (count, one, many) => `${count.toLocaleString("en-GB")} ${count === 1 ? one : many}`;
  const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  const labelOf = (entity) => entities[entity].label;
  const listOf = (names) => (names.length < 2 ? names.join("") : `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`);

  /** A URL from an article → a link, or only its text if it is not plain http(s). */
  function link(url, text) {
    let safe = null;
    try {
      const parsed = new URL(url);
      if (parsed.protocol === "https:" || parsed.protocol === "http:") safe = parsed.href;
    } catch {
      // not a URL: shown as text
    }
    const shown = make("bdi", { text: cut(text, 160) });
    return safe ? make("a", { href: safe, rel: "noopener noreferrer nofollow", target: "_blank" }, shown) : shown;
  }

  const day = (moment) =>
    new Date(moment).toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });

  /** Bounds of a time → words, as coarse as the bounds are: a year, a month, a day, or from and to. */
  function boundsOf(time) {
    const [from, to] = [time.notBefore, time.notAfter];
    if (!from && !to) return "";
    if (!to) return `since ${day(from)}`;
    if (!from) return `until ${day(to)}`;
    const first = new Date(from);
    const last = new Date(to);
    if (day(from) === day(to)) return day(from);
    const sameYear = first.getUTCFullYear() === last.getUTCFullYear();
    const next = new Date(last.getTime() + 864e5);
    if (first.getUTCDate() === 1 && next.getUTCDate() === 1 && sameYear) {
      if (first.getUTCMonth() === last.getUTCMonth()) {
        return first.toLocaleDateString("en-GB", { month: "long", year: "numeric", timeZone: "UTC" });
      }
      if (first.getUTCMonth() === 0 && last.getUTCMonth() === 11) return String(first.getUTCFullYear());
    }
    return `${day(from)} to ${day(to)}`;
  }

  function whenOf(relation) {
    if (!relation.time) return "";
    const bounds = boundsOf(relation.time);
    const words = relation.time.expression;
    if (!words || !bounds) return words || bounds;
    return words.includes(bounds) ? words : `${words} (${bounds})`;
  }

  // ---- what is shown ---------------------------------------------------------------------

  const groupOf = (relation) => predicates[relation.predicate].group;
  const groupRank = (group) => Object.keys(GROUPS).indexOf(group);
  const proven = (relation) => relation.status === "Affirmed";
  const relationsOf = entities.map(() => []);
  relations.forEach((relation, number) => {
    for (const entity of new Set([...relation.agents, ...relation.recipients])) relationsOf[entity].push(number);
  });
  const placedAt = entities.map(() => []);
  relations.forEach((relation, number) => {
    if (relation.place !== null) placedAt[relation.place].push(number);
  });

  const passes = (relation) =>
    !state.hiddenPredicates.has(relation.predicate) && (state.unproven || proven(relation));
  // The table is the network's alternative in text: posts are in it even while they are not drawn.
  const kindShown = (entity) => entities[entity].kind === "Position" || !state.hiddenKinds.has(entities[entity].kind);
  const inTable = (relation) =>
    passes(relation) && relation.agents.some(kindShown) && relation.recipients.some(kindShown);

  /** The relations of a line that pass the filters → how the line is drawn; null: not at all. */
  function styleLine(edge) {
    if (state.hiddenKinds.has(entities[edge.from].kind) || state.hiddenKinds.has(entities[edge.to].kind)) return null;
    const shown = edge.relations.map((number) => relations[number]).filter(passes);
    if (!shown.length) return null;
    const certain = shown.some(proven);
    const groups = {};
    const words = new Map();
    let [to, from] = [false, false];
    for (const relation of shown) {
      const { label, symmetric } = predicates[relation.predicate];
      const prefix = { Affirmed: "", Denied: "denied: ", Disputed: "disputed: ", Prospective: "planned: " }[relation.status];
      words.set(prefix + label, (words.get(prefix + label) || 0) + 1);
      // What is denied or planned does not colour a line that something established stands on.
      if (proven(relation) || !certain) groups[groupOf(relation)] = (groups[groupOf(relation)] || 0) + 1;
      if (symmetric) continue;
      if (relation.agents.includes(edge.from) && relation.recipients.includes(edge.to)) to = true;
      if (relation.agents.includes(edge.to) && relation.recipients.includes(edge.from)) from = true;
    }
    const best = [...words].sort((a, b) => a[0].includes(": ") - b[0].includes(": ") || b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).map(([label]) => label);
    const more = best.length > 2 ? ` +${best.length - 2}` : "";
    const count = shown.length > 1 ? ` (${shown.length})` : "";
    const group = Object.keys(groups).sort((a, b) => groups[b] - groups[a] || groupRank(a) - groupRank(b))[0];
    const doubt = ["Denied", "Disputed", "Prospective"].find((status) => shown.some((r) => r.status === status));
    return {
      label: best.slice(0, 2).join(" · ") + more + count,
      colour: certain ? `--group-${GROUPS[group] ? group : "other"}` : { Denied: "--denied", Disputed: "--disputed", Prospective: "--planned" }[doubt],
      dashes: certain ? false : doubt === "Denied" ? [4, 6] : doubt === "Prospective" ? [10, 6] : [10, 4, 2, 4],
      width: Math.min(1.5 + 0.8 * Math.log2(shown.length), 4.5),
      to,
      from,
    };
  }

  // ---- the network -----------------------------------------------------------------------

  const narrow = window.matchMedia("(max-width: 820px)");
  const dark = window.matchMedia("(prefers-color-scheme: dark)");
  const still = window.matchMedia("(prefers-reduced-motion: reduce)");
  const colours = {};
  function readColours() {
    const style = getComputedStyle(document.documentElement);
    const names = ["paper", "ink", "quiet", "accent", "denied", "planned", "disputed"];
    names.push(...Object.keys(KINDS).map((kind) => `kind-${kind}`), ...Object.keys(GROUPS).map((group) => `group-${group}`));
    for (const name of names) colours[`--${name}`] = style.getPropertyValue(`--${name}`).trim();
    colours.sans = style.getPropertyValue("--sans").trim();
    colours.serif = style.getPropertyValue("--serif").trim();
  }
  readColours();

  const lines = scene.edges.map((edge) => ({ ...edge, style: null }));
  const linesOf = entities.map(() => []);
  for (const line of lines) {
    linesOf[line.from].push(line.id);
    linesOf[line.to].push(line.id);
  }
  const drawnNodes = new Set();
  const weight = scene.nodes.map((node) => node.weight);
  const byWeight = scene.nodes.map((node) => node.id).sort((a, b) => weight[b] - weight[a] || a - b);
  // Where the whole network is shown small, its figures and lines are drawn larger, to stay visible.
  let magnified = 1;
  const crowded = entities.length > 260;
  // The more lines, the paler each, so that many together do not drown the names.
  const opacity = Math.min(1, Math.max(0.25, 16 / Math.sqrt(scene.edges.length)));
  const size = scene.nodes.map((node) => node.size);
  const sizeOf = (id) => Math.min(size[id] * magnified, Math.max(size[id], 30));

  const visEdge = (line) => {
    const style = line.style;
    if (!style) return { id: line.id, hidden: true };
    const colour = colours[style.colour];
    return {
      id: line.id,
      hidden: false,
      width: style.width * magnified,
      dashes: style.dashes,
      color: { color: colour, highlight: colour, hover: colour, inherit: false, opacity },
      arrows: {
        to: { enabled: style.to, scaleFactor: (crowded ? 0.3 : 0.5) * Math.sqrt(magnified) },
        from: { enabled: style.from, scaleFactor: (crowded ? 0.3 : 0.5) * Math.sqrt(magnified) },
      },
    };
  };
  const groupOptions = () =>
    Object.fromEntries(
      Object.keys(KINDS).map((kind) => {
        const background = colours[`--kind-${kind}`];
        const border = colours["--paper"];
        const strong = colours["--ink"];
        return [kind, {
          shape: scene.shapes[kind],
          color: { background, border, highlight: { background, border: strong }, hover: { background, border: strong } },
        }];
      })
    );

  /** Filters → each line's style, the set of drawn nodes, and what of both has changed. */
  function applyFilters() {
    drawnNodes.clear();
    const changed = [];
    for (const line of lines) {
      const before = JSON.stringify(line.style);
      line.style = styleLine(line);
      if (before !== JSON.stringify(line.style)) changed.push(line);
      if (line.style) drawnNodes.add(line.from).add(line.to);
    }
    // Who is looked up is drawn, even where the filters leave no line.
    if (state.chosen?.entity !== undefined) drawnNodes.add(state.chosen.entity);
    return changed;
  }

  const stage = byId("network");
  const magnifiedAt = (scale) => Math.min(Math.max((narrow.matches ? 0.6 : 0.85) / scale, 1), 1.6);

  /** The middle of all drawn nodes, and the scale at which they fill the window with room for names. */
  function frame(placeOf) {
    let [left, right, top, bottom] = [Infinity, -Infinity, Infinity, -Infinity];
    for (const id of drawnNodes) {
      const { x, y } = placeOf(id);
      left = Math.min(left, x - size[id]);
      right = Math.max(right, x + size[id]);
      top = Math.min(top, y - size[id]);
      bottom = Math.max(bottom, y + size[id]);
    }
    const width = Math.max(stage.clientWidth - (narrow.matches ? 70 : 120), 100);
    const height = Math.max(stage.clientHeight - (narrow.matches ? 50 : 80), 100);
    const scale = Math.max(Math.min(width / (right - left), height / (bottom - top), 1.6), 0.01);
    return { position: { x: (left + right) / 2, y: (top + bottom) / 2 + 10 / scale }, scale };
  }

  applyFilters();
  if (drawnNodes.size) magnified = magnifiedAt(frame((id) => scene.nodes[id]).scale);
  const nodes = new vis.DataSet(
    scene.nodes.map(({ id, x, y, group, shape }) => ({
      id, x, y, group, shape, size: sizeOf(id), borderWidth: crowded ? 0 : 1.5, borderWidthSelected: 2.5, hidden: !drawnNodes.has(id),
    }))
  );
  const edges = new vis.DataSet(lines.map((line) => ({ from: line.from, to: line.to, ...visEdge(line) })));
  const network = new vis.Network(stage, { nodes, edges }, { ...JSON.parse(scene.options), groups: groupOptions() });
  let hovered = null; // {node} or {line} under the pointer
  let drawnLabels = [];

  function refreshNetwork(everything = false) {
    const before = new Set(drawnNodes);
    const changed = applyFilters();
    edges.update((everything ? lines : changed).map(visEdge));
    const moved = scene.nodes.filter(({ id }) => before.has(id) !== drawnNodes.has(id));
    if (moved.length) nodes.update(moved.map(({ id }) => ({ id, hidden: !drawnNodes.has(id) })));
    byId("empty").hidden = drawnNodes.size > 0;
    network.redraw();
  }

  function magnify(factor) {
    if (Math.abs(factor / magnified - 1) < 0.15) return;
    magnified = factor;
    nodes.update(scene.nodes.map(({ id }) => ({ id, size: sizeOf(id) })));
    edges.update(lines.map(visEdge));
  }

  /** Shows everything that is drawn, as large as the window allows. */
  function fit(animated = true) {
    if (!drawnNodes.size) return;
    const { position, scale } = frame((id) => network.body.nodes[id]);
    magnify(magnifiedAt(scale));
    network.moveTo({ position, scale, animation: animated && !still.matches ? { duration: 350 } : false });
  }

  /** The chosen or hovered thing → the nodes and lines that stand out; null: all alike. */
  function focus() {
    const chosen = state.chosen;
    if (!chosen) return null;
    if (chosen.line !== undefined) {
      const line = lines[chosen.line];
      return { nodes: new Set([line.from, line.to]), lines: line.style ? [line.id] : [] };
    }
    const shown = linesOf[chosen.entity].filter((id) => lines[id].style);
    const around = new Set([chosen.entity]);
    for (const id of shown) around.add(lines[id].from).add(lines[id].to);
    return { nodes: around, lines: shown };
  }

  network.on("afterDrawing", (context) => {
    const bright = focus();
    const { scale, translation } = network.body.view;
    const ratio = network.canvas.pixelRatio;
    const [width, height] = [stage.clientWidth, stage.clientHeight];
    context.save();
    if (bright) {
      context.save();
      context.setTransform(ratio, 0, 0, ratio, 0, 0);
      context.globalAlpha = 0.8;
      context.fillStyle = colours["--paper"];
      context.fillRect(0, 0, width, height);
      context.restore();
      for (const id of bright.lines) network.body.edges[id]?.draw(context);
      for (const id of bright.nodes) if (drawnNodes.has(id)) network.body.nodes[id].draw(context);
      for (const id of bright.lines) network.body.edges[id]?.drawArrows(context);
    }
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    drawLabels(context, width, height, bright, (id) => {
      const { x, y } = network.body.nodes[id];
      return [x * scale + translation.x, y * scale + translation.y, sizeOf(id) * scale];
    });
    context.restore();
  });

  // ---- labels ----------------------------------------------------------------------------

  const CELL = 4;
  const [FIGURE, LABEL] = [1, 2];
  const widths = new Map();
  function widthOf(context, text) {
    const key = context.font + text;
    if (!widths.has(key)) widths.set(key, context.measureText(text).width);
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

  function drawLabels(context, width, height, bright, placeOf) {
    const room = occupancy(width, height);
    const inView = [];
    drawnLabels = [];
    for (const id of byWeight) {
      if (!drawnNodes.has(id) || (bright && !bright.nodes.has(id))) continue;
      const [x, y, reach] = placeOf(id);
      if (x < -80 || y < -40 || x > width + 80 || y > height + 40) continue;
      if (reach > 3.5) room.take(FIGURE, x - reach + 2, y - reach + 2, x + reach - 2, y + reach - 2);
      inView.push([id, x, y, reach]);
    }
    context.lineJoin = "round";
    context.textBaseline = "middle";
    const write = (text, x, y) => {
      context.strokeText(text, x, y);
      context.fillText(text, x, y);
    };
    const forced = new Set([hovered?.node, state.chosen?.entity]);
    if (state.chosen?.line !== undefined) forced.add(lines[state.chosen.line].from).add(lines[state.chosen.line].to);
    inView.sort((a, b) => forced.has(b[0]) - forced.has(a[0]));
    const top = weight[byWeight[0]] || 1;
    const most = (width * height) / 8000;
    const foremost = Math.min(24, Math.ceil(inView.length / 8));
    for (const [place, [id, x, y, reach]] of inView.entries()) {
      if (crowded && drawnLabels.length > most && !forced.has(id)) continue;
      const share = Math.sqrt(weight[id] / top);
      const strong = share > 0.55 && weight[id] > 2;
      const letter = narrow.matches ? 10.5 + 3 * share : 11.5 + 4.5 * share;
      context.font = `${strong ? 600 : 400} ${letter.toFixed(1)}px ${colours.sans}`;
      const text = cut(labelOf(id), LABEL_CHARACTERS);
      const [half, line] = [widthOf(context, text) / 2, letter * 0.62];
      const spot = spotFor(room, { x, y, reach, half, line, width, foremost: place < foremost }) ||
        (forced.has(id) ? [x - half, y + reach + 2] : null);
      if (!spot) continue;
      const [l, t] = spot;
      room.take(LABEL, l - 2, t, l + 2 * half + 2, t + 2 * line);
      context.textAlign = "left";
      context.lineWidth = 4;
      context.strokeStyle = colours["--paper"];
      context.fillStyle = colours["--ink"];
      write(text, l, t + line + 0.5);
      drawnLabels.push({ id, text, left: l, top: t, right: l + 2 * half, bottom: t + 2 * line });
    }
    drawLineLabels(context, room, write, bright, placeOf);
  }

  function drawLineLabels(context, room, write, bright, placeOf) {
    context.textAlign = "center";
    context.lineWidth = 3.5;
    context.strokeStyle = colours["--paper"];
    context.fillStyle = colours["--quiet"];
    context.font = `italic 11.5px ${colours.serif}`;
    const asked = new Set([hovered?.line]);
    const candidates = bright ? bright.lines.map((id) => lines[id]) : lines;
    const ordered = [...candidates].sort((a, b) => asked.has(b.id) - asked.has(a.id));
    const distant = crowded && !bright && network.getScale() < 0.9;
    for (const line of ordered) {
      if (!line.style || (distant && !asked.has(line.id))) continue;
      const [x0, y0, reach0] = placeOf(line.from);
      const [x1, y1, reach1] = placeOf(line.to);
      const far = Math.hypot(x1 - x0, y1 - y0);
      const forced = asked.has(line.id);
      const span = far - reach0 - reach1 - 16;
      if (!forced && span < 26) continue;
      const half = widthOf(context, line.style.label) / 2;
      if (!forced && span < 2 * half) continue;
      const from = reach0 / far;
      const middle = (from + 1 - reach1 / far) / 2;
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
      context.save();
      context.translate(x, y);
      context.rotate(angle);
      if (forced) context.fillStyle = colours["--ink"];
      write(line.style.label, 0, 0);
      context.restore();
    }
  }

  // ---- the panel -------------------------------------------------------------------------

  const panel = byId("panel");

  function nameButton(entity) {
    return make("button", { type: "button", class: "name", on: { click: () => choose({ entity }, { move: true, keep: true }) } },
      make("bdi", { text: cut(labelOf(entity), 200) }));
  }
  function namesOf(numbers) {
    const parts = [];
    numbers.forEach((entity, i) => {
      if (i) parts.push(i === numbers.length - 1 ? " and " : ", ");
      parts.push(nameButton(entity));
    });
    return parts;
  }

  function certainty(confidence) {
    const word = confidence >= 0.9 ? "high" : confidence >= 0.7 ? "fair" : "low";
    return `${word}, ${Math.round(100 * confidence)} of 100`;
  }

  /** A mention → whether it counts for the relation, against it, or speaks of no fact yet. */
  function verdict({ polarity, modality }) {
    const denies = polarity === "Negative";
    if (modality === "Planned") return { rank: denies ? 4 : 2, className: "foresees", words: denies ? "Says that it is not planned" : "Speaks of a plan" };
    if (modality === "Hypothetical") return { rank: denies ? 5 : 3, className: "foresees", words: denies ? "Doubts it" : "Only supposes it" };
    return denies ? { rank: 1, className: "denies", words: "Denies it" } : { rank: 0, className: "states", words: "" };
  }

  /** A quote with the names of both sides marked in it. */
  function quoteOf(text, relation) {
    const names = [...relation.agents, ...relation.recipients, ...(relation.place === null ? [] : [relation.place])]
      .flatMap((entity) => [labelOf(entity), ...entities[entity].names])
      .filter((name) => name.length > 1 && name.length < 80)
      .sort((a, b) => b.length - a.length);
    const quote = make("blockquote", { dir: "auto" });
    if (!names.length) quote.append(text);
    else {
      const pattern = new RegExp(`(?<![\\p{L}\\p{N}])(${[...new Set(names)].map((name) => name.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&")).join("|")})(?![\\p{L}\\p{N}])`, "gu");
      text.split(pattern).forEach((part, i) => quote.append(i % 2 ? make("b", { text: part }) : part));
    }
    return quote;
  }

  function mentionOf(mention, relation) {
    const sentence = sentences[mention.sentence];
    const article = articles[sentence.article];
    const { className, words } = verdict(mention);
    const caption = make("figcaption");
    const title = article.title || article.id;
    caption.append(article.url ? link(article.url, title) : make("bdi", { text: cut(title, 160) }));
    for (const part of [article.publisher, article.date ? day(article.date) : null]) {
      if (part) caption.append(" · ", make("bdi", { text: cut(part, 160) }));
    }
    if (mention.by.length) {
      caption.append(make("br"), "According to ", ...namesOf(mention.by));
    }
    return make("figure", { class: className },
      words ? make("span", { class: "verdict", text: words }) : null, quoteOf(sentence.quote, relation), caption);
  }

  function claimOf(relation) {
    const { label } = predicates[relation.predicate];
    const facts = make("dl", { class: "facts" });
    const fact = (term, ...value) => facts.append(make("dt", { text: term }), make("dd", {}, ...value));
    fact("Status", make("span", { class: `status ${relation.status}`, text: STATUS[relation.status] }));
    const when = whenOf(relation);
    if (when) fact("When", make("bdi", { text: cut(when, 300) }));
    if (relation.place !== null) fact("Where", nameButton(relation.place));
    const mentions = [...relation.mentions].sort((a, b) => verdict(a).rank - verdict(b).rank);
    // Who denies a disputed relation is named with the denial, not as a source of the relation.
    const best = mentions.filter((mention) => verdict(mention).rank === verdict(mentions[0]).rank);
    const sources = [...new Set(best.flatMap((mention) => mention.by))];
    if (sources.length) fact("According to", ...namesOf(sources));
    fact("Confidence", certainty(relation.confidence));
    return make("section", { class: "claim" },
      make("h3", {}, ...namesOf(relation.agents), " ", make("em", { text: label }), " ", ...namesOf(relation.recipients)),
      facts, ...mentions.map((mention) => mentionOf(mention, relation)));
  }

  const closeButton = () =>
    make("button", { type: "button", class: "close", "aria-label": "Close the details", text: "×", on: { click: () => choose(null) } });

  function entityRow(entity, count) {
    return make("li", {}, make("button", { type: "button", class: "row", on: { click: () => choose({ entity }, { move: true, keep: true }) } },
      kindSwatch(entities[entity].kind), make("bdi", { text: cut(labelOf(entity), 120) }),
      make("span", { class: "number", text: count })));
  }

  function showWelcome() {
    const foremost = byWeight.filter((id) => weight[id] > 0).slice(0, 10);
    panel.replaceChildren(
      make("h2", { tabindex: -1, text: "Who says so?" }),
      make("p", { class: "lead", text: "Choose a name or a line to read every sentence behind it: who said it, when and where, and who denies it." }),
      ...(foremost.length
        ? [make("h3", { text: "Most connected" }),
           make("ul", { class: "list" }, ...foremost.map((id) => entityRow(id, plural(weight[id], "relation", "relations"))))]
        : [])
    );
  }

  /** A relation as said of one of its entities: "met Zamir Kabulov" on the page of the one he met. */
  function wordsOf(relation, entity) {
    const { label, symmetric } = predicates[relation.predicate];
    const side = relation.agents.includes(entity) ? [relation.agents, relation.recipients]
      : symmetric && relation.recipients.includes(entity) ? [relation.recipients, relation.agents] : null;
    const names = (numbers) => listOf(numbers.map((number) => cut(labelOf(number), 80)));
    if (!side) return `${names(relation.agents)} ${label} ${names(relation.recipients)}`;
    const beside = side[0].filter((number) => number !== entity);
    return `${label} ${names(side[1])}${beside.length ? `, together with ${names(beside)}` : ""}`;
  }

  function relationRow(number, entity) {
    const relation = relations[number];
    const when = [
      proven(relation) ? null : make("span", { class: `status ${relation.status}`, text: STATUS[relation.status].split(/[:,]/)[0] }),
      whenOf(relation) ? make("bdi", { text: cut(whenOf(relation), 80) }) : null,
      relation.place === null || relation.place === entity ? null : make("bdi", { text: `in ${cut(labelOf(relation.place), 60)}` }),
    ].filter(Boolean).flatMap((part, i) => (i ? [" · ", part] : [part]));
    return make("li", {}, make("button", { type: "button", class: "row", on: { click: () => chooseRelation(number, { from: entity }) } },
      groupSwatch(groupOf(relation)),
      make("span", {}, make("bdi", { text: wordsOf(relation, entity) }), when.length ? make("span", { class: "when" }, ...when) : null)));
  }

  function showEntity(number) {
    const entity = entities[number];
    const parts = [
      closeButton(),
      make("p", { class: "kind" }, kindSwatch(entity.kind), KIND[entity.kind],
        ...(entity.positionIn === null ? [] : [" in ", nameButton(entity.positionIn)])),
      make("h2", { tabindex: -1 }, make("bdi", { text: cut(entity.label, 300) })),
    ];
    if (entity.names.length) {
      const shown = entity.names.slice(0, 24).map((name) => cut(name, 120));
      parts.push(make("p", { class: "names" }, "Also: ", ...shown.flatMap((name, i) => [i ? ", " : "", make("bdi", { text: name })])));
    }
    if (entity.links.length) {
      parts.push(make("p", { class: "names" }, "Elsewhere: ", ...entity.links.flatMap((url, i) => [i ? ", " : "", link(url, url.replace(/^https?:\/\/(www\.)?/, ""))])));
    }
    const own = relationsOf[number];
    const isPost = (n) => relations[n].predicate === "holdsPosition" && relations[n].agents.includes(number);
    const posts = own.filter(isPost);
    if (posts.length) {
      parts.push(make("h3", { text: posts.length > 1 ? "Positions" : "Position" }),
        make("ul", { class: "list" }, ...posts.map((n) => relationRow(n, number))));
    }
    const others = own.filter((n) => !isPost(n)).sort((a, b) => proven(relations[b]) - proven(relations[a]));
    for (const group of Object.keys(GROUPS)) {
      const some = others.filter((n) => (GROUPS[groupOf(relations[n])] ? groupOf(relations[n]) : "other") === group);
      if (!some.length) continue;
      parts.push(make("h3", { text: `${GROUPS[group]} (${some.length})` }),
        make("ul", { class: "list" }, ...some.slice(0, 200).map((n) => relationRow(n, number))));
    }
    if (placedAt[number].length) {
      parts.push(make("h3", { text: "Happened here" }),
        make("ul", { class: "list" }, ...placedAt[number].slice(0, 200).map((n) => relationRow(n, number))));
    }
    if (!own.length && !placedAt[number].length) {
      parts.push(make("p", { class: "lead", text: "Named in the articles, with no relation found." }));
    }
    panel.replaceChildren(...parts);
  }

  function showClaims(numbers, heading) {
    const claims = numbers.map((number) => relations[number]);
    panel.replaceChildren(closeButton(),
      make("p", { class: "kind", text: plural(claims.length, "relation", "relations") }),
      make("h2", { tabindex: -1 }, ...heading), ...claims.map(claimOf));
  }

  function showLine(id, first) {
    const line = lines[id];
    // What the filters let through first, then the rest: a panel must not hide a denial.
    const numbers = [...line.relations].sort((a, b) =>
      (b === first) - (a === first) || passes(relations[b]) - passes(relations[a]) || proven(relations[b]) - proven(relations[a]));
    showClaims(numbers, [make("bdi", { text: cut(labelOf(line.from), 120) }), " – ", make("bdi", { text: cut(labelOf(line.to), 120) })]);
  }

  /** Something chosen ({entity}, {line}, {relation} or null) → panel, network and table follow. */
  function choose(chosen, { move = false, keep = false } = {}) {
    state.chosen = chosen;
    if (!chosen) showWelcome();
    else if (chosen.entity !== undefined) showEntity(chosen.entity);
    else if (chosen.line !== undefined) showLine(chosen.line, chosen.relation);
    else showClaims([chosen.relation], [make("bdi", { text: predicates[relations[chosen.relation].predicate].label })]);
    panel.scrollTop = 0;
    network.unselectAll();
    if (chosen?.entity !== undefined) network.selectNodes([chosen.entity], false);
    refreshNetwork();
    markRow();
    if (chosen && move) reveal();
    if (chosen && keep) {
      panel.querySelector("h2").focus({ preventScroll: !narrow.matches });
    } else if (chosen && narrow.matches) {
      panel.scrollIntoView({ block: "nearest", behavior: still.matches ? "auto" : "smooth" });
    } else if (!chosen && panel.contains(document.activeElement)) {
      panel.focus();
    }
  }

  function chooseRelation(number, { from = null } = {}) {
    const relation = relations[number];
    const joins = (line) => line.relations.includes(number);
    const near = from === null ? null : linesOf[from].map((id) => lines[id]).find(joins);
    const line = near || linesOf[relation.agents[0]].map((id) => lines[id]).find(joins);
    choose(line ? { line: line.id, relation: number } : { relation: number }, { move: true, keep: true });
  }

  /** Moves what is chosen into view, if it is not there. */
  function reveal() {
    const chosen = state.chosen;
    const ids = chosen.entity !== undefined ? [chosen.entity] : chosen.line !== undefined ? [lines[chosen.line].from, lines[chosen.line].to] : [];
    const places = ids.map((id) => network.getPosition(id));
    const inside = places.every((place) => {
      const { x, y } = network.canvasToDOM(place);
      return x > 40 && y > 30 && x < stage.clientWidth - 40 && y < stage.clientHeight - 40;
    });
    const near = network.getScale() >= 0.35;
    if (!places.length || (inside && near)) return;
    const position = {
      x: places.reduce((sum, place) => sum + place.x, 0) / places.length,
      y: places.reduce((sum, place) => sum + place.y, 0) / places.length,
    };
    network.moveTo({ position, scale: Math.max(network.getScale(), 0.7), animation: still.matches ? false : { duration: 450 } });
  }

  network.on("click", ({ nodes: [node], edges: [line] }) => {
    if (node !== undefined) choose({ entity: node });
    else if (line !== undefined) choose({ line });
    else if (state.chosen) choose(null);
  });
  for (const [event, name, on] of [["hoverNode", "node", true], ["blurNode", "node", false], ["hoverEdge", "line", true], ["blurEdge", "line", false]]) {
    network.on(event, ({ node, edge }) => {
      hovered = on ? { [name]: name === "node" ? node : edge } : null;
      stage.classList.toggle("pointing", on);
      network.redraw();
    });
  }

  stage.addEventListener("keydown", (event) => {
    const view = network.getViewPosition();
    const step = 60 / network.getScale();
    const moves = { ArrowLeft: [-step, 0], ArrowRight: [step, 0], ArrowUp: [0, -step], ArrowDown: [0, step] };
    if (moves[event.key]) {
      const [x, y] = moves[event.key];
      network.moveTo({ position: { x: view.x + x, y: view.y + y } });
    } else if (event.key === "+" || event.key === "=") zoom(1.25);
    else if (event.key === "-") zoom(0.8);
    else if (event.key === "0") fit();
    else return;
    event.preventDefault();
  });
  const zoom = (factor) => network.moveTo({ scale: network.getScale() * factor, animation: still.matches ? false : { duration: 150 } });
  byId("zoom-in").addEventListener("click", () => zoom(1.35));
  byId("zoom-out").addEventListener("click", () => zoom(0.74));
  byId("zoom-fit").addEventListener("click", () => fit());
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && state.chosen && !event.defaultPrevented) choose(null);
  });

  // ---- search ----------------------------------------------------------------------------

  const search = byId("search");
  const suggestions = byId("suggestions");
  const index = entities.flatMap((entity, number) =>
    [entity.label, ...entity.names].map((name) => ({ number, name, folded: fold(name.slice(0, 300)) })));
  let found = [];
  let active = -1;

  /** What was typed → up to nine entities: whole names first, then beginnings, then parts. */
  function findNames(typed) {
    const asked = fold(typed.trim());
    if (!asked) return [];
    const best = new Map();
    for (const { number, name, folded } of index) {
      const at = folded.indexOf(asked);
      if (at < 0) continue;
      const start = at === 0 || !/[\p{L}\p{N}]/u.test(folded[at - 1]);
      const rank = folded === asked ? 0 : at === 0 ? 1 : start ? 2 : 3;
      if (!best.has(number) || best.get(number).rank > rank) best.set(number, { number, name, rank });
    }
    return [...best.values()].sort((a, b) => a.rank - b.rank || weight[b.number] - weight[a.number] || a.number - b.number).slice(0, 9);
  }

  function setActive(position) {
    active = position;
    [...suggestions.children].forEach((row, i) => row.setAttribute("aria-selected", String(i === active)));
    const row = suggestions.children[active];
    if (row && found.length) {
      search.setAttribute("aria-activedescendant", row.id);
      row.scrollIntoView({ block: "nearest" });
    } else search.removeAttribute("aria-activedescendant");
  }

  function closeSuggestions() {
    suggestions.hidden = true;
    search.setAttribute("aria-expanded", "false");
    search.removeAttribute("aria-activedescendant");
  }

  function suggest() {
    found = findNames(search.value);
    if (!search.value.trim()) return closeSuggestions();
    suggestions.replaceChildren(
      ...found.map(({ number, name }, i) =>
        make("li", { id: `suggestion-${i}`, role: "option", on: { mousedown: (event) => event.preventDefault(), click: () => take(i), mousemove: () => setActive(i) } },
          kindSwatch(entities[number].kind), make("bdi", { text: cut(labelOf(number), 80) }),
          name === labelOf(number) ? null : make("span", { class: "also" }, make("bdi", { text: cut(name, 60) })))),
      ...(found.length ? [] : [make("li", { class: "none", role: "option", "aria-disabled": "true", text: "No such name in these articles" })])
    );
    suggestions.hidden = false;
    search.setAttribute("aria-expanded", "true");
    setActive(found.length ? 0 : -1);
  }

  function take(position) {
    const { number } = found[position];
    closeSuggestions();
    search.value = cut(labelOf(number), 80);
    choose({ entity: number }, { move: true, keep: true });
  }

  search.addEventListener("input", suggest);
  search.addEventListener("focus", suggest);
  search.addEventListener("blur", closeSuggestions);
  search.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !suggestions.hidden) closeSuggestions();
    else if (event.key === "Enter" && found.length && !suggestions.hidden) take(Math.max(active, 0));
    else if (event.key === "ArrowDown" && found.length) {
      if (suggestions.hidden) suggest();
      else setActive((active + 1) % found.length);
    } else if (event.key === "ArrowUp" && found.length) setActive((active - 1 + found.length) % found.length);
    else return;
    event.preventDefault();
  });

  // ---- filters ---------------------------------------------------------------------------

  function count(values) {
    const counts = new Map();
    for (const value of values) counts.set(value, (counts.get(value) || 0) + 1);
    return counts;
  }

  function check(swatch, text, number, checked, change) {
    const box = make("input", { type: "checkbox" });
    box.checked = checked;
    box.addEventListener("change", () => change(box.checked));
    return [box, make("label", {}, box, swatch, make("span", {}, make("bdi", { text: cut(text, 60) })), make("span", { class: "number", text: number.toLocaleString("en-GB") }))];
  }
  const toggle = (set, value, shown) => (shown ? set.delete(value) : set.add(value));

  function showFilters() {
    const kinds = count(entities.map((entity) => entity.kind));
    byId("kinds").replaceChildren(...Object.keys(KINDS).filter((kind) => kinds.has(kind)).map((kind) => {
      const [box, label] = check(kindSwatch(kind), KINDS[kind], kinds.get(kind), !state.hiddenKinds.has(kind), (shown) => {
        toggle(state.hiddenKinds, kind, shown);
        refresh();
      });
      box.value = kind;
      return make("li", {}, label);
    }));
    const used = count(relations.map((relation) => relation.predicate));
    const rows = [];
    for (const group of Object.keys(GROUPS)) {
      const names = [...used.keys()].filter((name) => (GROUPS[predicates[name].group] ? predicates[name].group : "other") === group)
        .sort((a, b) => used.get(b) - used.get(a) || (a < b ? -1 : 1));
      if (!names.length) continue;
      const total = names.reduce((sum, name) => sum + used.get(name), 0);
      const boxes = [];
      const [all, label] = check(groupSwatch(group), GROUPS[group], total, true, (shown) => {
        for (const name of names) toggle(state.hiddenPredicates, name, shown);
        for (const box of boxes) box.checked = shown;
        refresh();
      });
      all.value = group;
      const settle = () => {
        all.checked = names.some((name) => !state.hiddenPredicates.has(name));
        all.indeterminate = all.checked && names.some((name) => state.hiddenPredicates.has(name));
      };
      const list = make("ul", {}, ...names.map((name) => {
        const [box, row] = check(null, predicates[name].label, used.get(name), !state.hiddenPredicates.has(name), (shown) => {
          toggle(state.hiddenPredicates, name, shown);
          settle();
          refresh();
        });
        box.value = name;
        boxes.push(box);
        return make("li", {}, row);
      }));
      settle();
      rows.push(make("li", {}, label, make("details", {}, make("summary", { text: plural(names.length, "kind of relation", "kinds of relation") }), list)));
    }
    byId("groups").replaceChildren(...rows);
    byId("unproven").checked = state.unproven;
    byId("unproven-count").textContent = relations.filter((relation) => !proven(relation)).length.toLocaleString("en-GB");
  }
  byId("unproven").addEventListener("change", (event) => {
    state.unproven = event.target.checked;
    refresh();
  });
  byId("reset").addEventListener("click", () => {
    state.hiddenKinds = new Set(["Position"]);
    state.hiddenPredicates.clear();
    state.unproven = false;
    showFilters();
    refresh();
    fit();
  });

  function refresh() {
    refreshNetwork();
    state.rows = ROWS;
    showTable();
    showCounts();
  }

  function showCounts() {
    const shown = relations.filter(inTable).length;
    byId("shown").textContent =
      `Drawn: ${drawnNodes.size.toLocaleString("en-GB")} of ${plural(entities.length, "entity", "entities")}. ` +
      `In the table: ${shown.toLocaleString("en-GB")} of ${plural(relations.length, "relation", "relations")}.`;
  }

  // ---- the table -------------------------------------------------------------------------

  const who = (numbers) => listOf(numbers.map((entity) => cut(labelOf(entity), 120)));
  const COLUMNS = [
    ["Who", (relation) => who(relation.agents)],
    ["Relation", (relation) => predicates[relation.predicate].label],
    ["Whom or what", (relation) => who(relation.recipients)],
    ["When", (relation) => cut(whenOf(relation), 120), (relation) => relation.time?.notBefore || relation.time?.notAfter || "9"],
    ["Where", (relation) => (relation.place === null ? "" : cut(labelOf(relation.place), 120))],
    ["Status", (relation) => ({ Affirmed: "stated", Denied: "denied", Disputed: "disputed", Prospective: "planned" })[relation.status]],
    ["Sentences", (relation) => relation.mentions.length, (relation) => relation.mentions.length],
  ];
  const compare = new Intl.Collator("en", { numeric: true }).compare;

  function showTable() {
    if (byId("table-view").hidden) return;
    const { column, down } = state.sort;
    const key = COLUMNS[column][2] || COLUMNS[column][1];
    const keyed = relations.map((relation, number) => [number, relation]).filter(([, relation]) => inTable(relation))
      .map(([number, relation]) => [number, relation, key(relation)]);
    keyed.sort(([a, , x], [b, , y]) => (typeof x === "number" ? x - y : compare(x, y)) * (down ? -1 : 1) || a - b);
    byId("rows").replaceChildren(...keyed.slice(0, state.rows).map(([number, relation]) =>
      make("tr", { "data-relation": number, on: { click: () => chooseRelation(number) } }, ...COLUMNS.map(([title, text], i) => {
        const shown = String(text(relation));
        if (i === 1) return make("td", {}, make("button", { type: "button", text: shown }));
        return make("td", { class: i === 6 ? "count" : null },
          make("span", { class: title === "Status" ? relation.status : null }, make("bdi", { text: shown })));
      }))));
    const left = keyed.length - state.rows;
    byId("more-rows").hidden = left <= 0;
    byId("more-rows").textContent = `Show ${Math.min(left, ROWS).toLocaleString("en-GB")} more of ${left.toLocaleString("en-GB")}`;
    markRow();
  }
  byId("more-rows").addEventListener("click", () => {
    state.rows += ROWS;
    showTable();
  });

  function showColumns() {
    byId("columns").replaceChildren(...COLUMNS.map(([title], i) => {
      const sorted = state.sort.column === i ? (state.sort.down ? "descending" : "ascending") : null;
      return make("th", { scope: "col", "aria-sort": sorted }, make("button", { type: "button", text: title, on: { click: () => {
        state.sort = { column: i, down: state.sort.column === i ? !state.sort.down : i === 6 };
        showColumns();
        byId("columns").children[i].firstChild.focus();
        showTable();
      } } }));
    }));
  }

  function markRow() {
    for (const row of byId("rows").children) row.classList.toggle("chosen", Number(row.dataset.relation) === state.chosen?.relation);
  }

  function showView(table) {
    byId("network-view").hidden = table;
    byId("table-view").hidden = !table;
    byId("show-network").setAttribute("aria-pressed", String(!table));
    byId("show-table").setAttribute("aria-pressed", String(table));
    if (table) showTable();
    else network.redraw();
  }
  byId("show-network").addEventListener("click", () => showView(false));
  byId("show-table").addEventListener("click", () => showView(true));

  // ---- the beginning ---------------------------------------------------------------------

  function repaint() {
    readColours();
    network.setOptions({ groups: groupOptions() });
    nodes.update(scene.nodes.map(({ id, group }) => ({ id, group, color: null })));
    refreshNetwork(true);
  }
  dark.addEventListener("change", repaint);
  let settled = false; // until the reader has moved anything, the network follows the window
  network.on("dragStart", () => (settled = true));
  network.on("zoom", () => (settled = true));
  // vis-network changes the scale itself when the window changes, so this comes after it.
  network.on("resize", () => void requestAnimationFrame(() => settled || fit(false)));

  const { articles: texts, entities: things, relations: claims } = scene.counts;
  byId("counts").textContent = [plural(texts, "article", "articles"), plural(things, "entity", "entities"), plural(claims, "relation", "relations")].join(" · ");
  byId("filters").open = !narrow.matches;
  byId("empty").hidden = drawnNodes.size > 0;
  showFilters();
  showColumns();
  showWelcome();
  showCounts();
  fit(false);

  // What tests and curious readers may ask of the page.
  window.graphbuild = {
    network,
    nodes: () => [...drawnNodes],
    lines: () => lines.filter((line) => line.style).map(({ id, from, to, style }) => ({ id, from, to, label: style.label })),
    labels: () => drawnLabels,
    placeOf: (id) => network.canvasToDOM(network.getPosition(id)),
  };
})();
