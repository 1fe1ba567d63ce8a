// Mouse, keys and buttons of the network.

import { byId, still } from "./elements.js";
import { fit, hover, network } from "./network.js";
import { byWeight } from "./scene.js";
import { shown } from "./shown.js";
import { choose, emit, state } from "./state.js";

const stage = byId("network");

network.on("click", ({ nodes: [node], edges: [line] }) => {
  if (node !== undefined) choose({ entity: node });
  else if (line !== undefined) choose({ line });
  else if (state.chosen) choose(null);
});
for (const [event, name, on] of [["hoverNode", "node", true], ["blurNode", "node", false], ["hoverEdge", "line", true], ["blurEdge", "line", false]]) {
  network.on(event, ({ node, edge }) => {
    stage.classList.toggle("pointing", on);
    hover(on ? { [name]: name === "node" ? node : edge } : null);
  });
}

const zoom = (factor) => network.moveTo({ scale: network.getScale() * factor, animation: still.matches ? false : { duration: 150 } });

/** The next best connected of what is drawn, or the one before: a walk through the network by keyboard. */
function step(by) {
  const drawn = byWeight.filter((id) => shown.nodes.has(id));
  const at = drawn.indexOf(state.chosen?.entity);
  if (drawn.length) choose({ entity: drawn[at < 0 ? 0 : (at + by + drawn.length) % drawn.length] }, { move: true });
}

stage.addEventListener("keydown", (event) => {
  const view = network.getViewPosition();
  const far = 60 / network.getScale();
  const moves = { ArrowLeft: [-far, 0], ArrowRight: [far, 0], ArrowUp: [0, -far], ArrowDown: [0, far] };
  const acts = { "+": () => zoom(1.25), "=": () => zoom(1.25), "-": () => zoom(0.8), 0: () => fit(), n: () => step(1), p: () => step(-1) };
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "Enter" && state.chosen) byId("panel").querySelector("h2").focus();
  else if (moves[event.key]) network.moveTo({ position: { x: view.x + moves[event.key][0], y: view.y + moves[event.key][1] } });
  else if (acts[event.key]) acts[event.key]();
  else return;
  event.preventDefault();
  emit("move");
});
byId("zoom-in").addEventListener("click", () => zoom(1.35));
byId("zoom-out").addEventListener("click", () => zoom(0.74));
byId("zoom-fit").addEventListener("click", () => fit());
