// The style sheet's colours and fonts, as the canvas and saved pictures need them.

import { GROUPS, KINDS } from "./words.js";

export const dark = window.matchMedia("(prefers-color-scheme: dark)");
export const colours = {};
export const fonts = {};

export function readColours() {
  const style = getComputedStyle(document.documentElement);
  const names = ["paper", "ink", "quiet", "accent", "denied", "planned", "disputed"];
  names.push(...Object.keys(KINDS).map((kind) => `kind-${kind}`), ...Object.keys(GROUPS).map((group) => `group-${group}`));
  for (const name of names) colours[name] = style.getPropertyValue(`--${name}`).trim();
  for (const name of ["sans", "serif"]) fonts[name] = style.getPropertyValue(`--${name}`).trim();
}
readColours();
