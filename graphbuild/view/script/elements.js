// Elements of the page. Text reaches it through textContent only, never as HTML.

import { scene } from "./scene.js";
import { cut } from "./words.js";

export const byId = (id) => document.getElementById(id);
export const narrow = window.matchMedia("(max-width: 820px)");
export const still = window.matchMedia("(prefers-reduced-motion: reduce)");

/** A tag, its attributes and its children (elements, plain strings or null) → an element. */
export function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name === "text") element.textContent = value;
    else if (name === "on") for (const [event, act] of Object.entries(value)) element.addEventListener(event, act);
    else if (value !== null && value !== false) element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.filter((child) => child !== null));
  return element;
}

/** The same for SVG. */
export function draw(tag, attributes = {}, ...children) {
  const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name === "text") element.textContent = value;
    else if (value !== null) element.setAttribute(name, value);
  }
  element.append(...children);
  return element;
}

export const button = (text, act, attributes = {}) => make("button", { type: "button", text, on: { click: act }, ...attributes });
/** A name from an article: its own direction of writing, cut to a length. */
export const named = (text, length) => make("bdi", { text: cut(text, length) });

const FIGURES = {
  dot: ["circle", { cx: 7, cy: 7, r: 5.6 }],
  square: ["rect", { x: 2, y: 2, width: 10, height: 10 }],
  diamond: ["path", { d: "M7 .4 13.6 7 7 13.6 .4 7Z" }],
  triangle: ["path", { d: "M7 1 13.4 12.4H.6Z" }],
  hexagon: ["path", { d: "M3.6 1.2h6.8L13.8 7l-3.4 5.8H3.6L.2 7Z" }],
};
export function kindSwatch(kind) {
  const [tag, attributes] = FIGURES[scene.shapes[kind]];
  return draw("svg", { class: "swatch figure", viewBox: "0 0 14 14", "aria-hidden": "true" }, draw(tag, { class: `fill ${kind}`, ...attributes }));
}
export const groupSwatch = (group) =>
  draw("svg", { class: "swatch", viewBox: "0 0 22 12", "aria-hidden": "true" },
    draw("line", { class: `stroke ${group}`, x1: 1, y1: 6, x2: 21, y2: 6 }));

/** A URL from an article → a link, or only its text if it is not plain http(s). */
export function link(url, text) {
  let safe = null;
  try {
    const parsed = new URL(url);
    if (parsed.protocol === "https:" || parsed.protocol === "http:") safe = parsed.href;
  } catch {
    // not a URL: shown as text
  }
  const shown = named(text, 160);
  return safe ? make("a", { href: safe, rel: "noopener noreferrer nofollow", target: "_blank" }, shown) : shown;
}
