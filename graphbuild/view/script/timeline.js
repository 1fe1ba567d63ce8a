// The time filter: a histogram of when relations happened, and two sliders under it.

import { byId, draw } from "./elements.js";
import { passesButForTime } from "./passing.js";
import { relations } from "./scene.js";
import { filter, on, state } from "./state.js";
import { barOf, bars, spans } from "./times.js";
import { day, figure, plural } from "./words.js";

const HEIGHT = 44;
const [first, last] = [byId("time-from"), byId("time-to")];

function showBars() {
  const counts = bars.map(() => 0);
  spans.forEach((span, number) => {
    if (span && passesButForTime(number)) counts[barOf(span[0])] += 1;
  });
  const most = Math.max(1, ...counts);
  const [from, to] = [Number(first.value), Number(last.value)];
  byId("histogram").setAttribute("viewBox", `0 0 ${bars.length * 10} ${HEIGHT}`);
  byId("histogram").replaceChildren(...bars.map((bar, i) => {
    const height = counts[i] ? Math.max(2, (HEIGHT * counts[i]) / most) : 0;
    return draw("rect", { class: i >= from && i <= to ? "in" : "out", x: i * 10 + 1, y: HEIGHT - height, width: 8, height },
      draw("title", { text: `${bar.name}: ${plural(counts[i], "relation", "relations")}` }));
  }));
}

function say() {
  const [from, to] = [Number(first.value), Number(last.value)];
  first.setAttribute("aria-valuetext", bars[from].name);
  last.setAttribute("aria-valuetext", bars[to].name);
  const all = state.filters.from === null && state.filters.to === null;
  byId("time-words").textContent = all
    ? `${bars[0].early ? bars[0].name : day(bars[0].from)} to ${day(bars.at(-1).to - 864e5)}`
    : from === to ? bars[from].name : `${bars[from].name} to ${bars[to].name}`;
  const dateless = relations.filter((_, number) => spans[number] === null).length;
  byId("time-note").textContent = all || !dateless ? "" : `${figure(dateless)} with no known time left out.`;
}

/** Sliders → the filter. The one that is moved pushes the other along. */
function slide(moved) {
  if (Number(first.value) > Number(last.value)) (moved === first ? last : first).value = moved.value;
  const [from, to] = [Number(first.value), Number(last.value)];
  filter({ from: from === 0 ? null : bars[from].from, to: to === bars.length - 1 ? null : bars[to].to });
}

function show() {
  const { from, to } = state.filters;
  first.value = from === null ? 0 : barOf(from);
  last.value = to === null ? bars.length - 1 : barOf(to - 1);
}

if (bars.length > 1) {
  byId("time").hidden = false;
  for (const slider of [first, last]) {
    slider.max = bars.length - 1;
    slider.addEventListener("input", () => slide(slider));
  }
  const update = () => {
    show();
    showBars();
    say();
  };
  on("filter", update);
  on("refilled", update);
  update();
}
