// The beginning: everything is set up by the modules it imports, in this order.

import { byId, narrow } from "./elements.js";
import { scene, lines } from "./scene.js";
import "./passing.js";
import { shown } from "./shown.js";
import "./scope.js";
import { labels, network } from "./network.js";
import "./controls.js";
import "./panel.js";
import "./search.js";
import "./legend.js";
import "./timeline.js";
import "./table.js";
import "./views.js";
import { start } from "./address.js";
import "./downloads.js";
import { toCsv } from "./csv.js";
import { plural } from "./words.js";

const { articles, entities, relations } = scene.counts;
byId("counts").textContent = [plural(articles, "article", "articles"), plural(entities, "entity", "entities"), plural(relations, "relation", "relations")].join(" · ");
byId("filters").open = !narrow.matches;
start();

// What tests and curious readers may ask of the page.
window.graphbuild = {
  network,
  nodes: () => [...shown.nodes],
  lines: () => [...shown.lines].map(([id, { label }]) => ({ id, from: lines[id].from, to: lines[id].to, label })),
  labels: () => labels().filter((label) => label.id !== undefined),
  toCsv,
  placeOf: (id) => network.canvasToDOM(network.getPosition(id)),
};
