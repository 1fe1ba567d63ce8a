// What one takes away from the page: a picture, a table, a link.

import { byId, make } from "./elements.js";
import { csvOfTable } from "./table.js";
import { svgText, toPng } from "./picture.js";
import { scene } from "./scene.js";
import { on } from "./state.js";
import { fold } from "./words.js";
import { writeAddress } from "./address.js";

const fileName = (ending) => `${fold(scene.title).replace(/[^\p{L}\p{N}]+/gu, "-").replace(/^-|-$/g, "").slice(0, 60) || "graph"}.${ending}`;

export function save(content, type, name) {
  const address = URL.createObjectURL(content instanceof Blob ? content : new Blob([content], { type }));
  make("a", { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

const menu = byId("take");
let forget = null;
function finish(words) {
  byId("taken").textContent = words;
  clearTimeout(forget);
  forget = setTimeout(() => (byId("taken").textContent = ""), 4000);
  menu.open = false;
  menu.querySelector("summary").focus();
}
const acts = {
  "take-png": async () => {
    save(await toPng(), "image/png", fileName("png"));
    finish("Picture saved");
  },
  "take-svg": () => {
    save(svgText(), "image/svg+xml", fileName("svg"));
    finish("Picture saved");
  },
  "take-csv": () => {
    save(csvOfTable(), "text/csv", fileName("csv"));
    finish("Table saved");
  },
  "take-link": async () => {
    writeAddress();
    try {
      await navigator.clipboard.writeText(location.href);
      finish("Link copied");
    } catch {
      finish("The address bar has the link");
    }
  },
};
// There is no picture of a network that is not on the screen.
function allowPictures() {
  for (const id of ["take-png", "take-svg"]) byId(id).disabled = byId("network-view").hidden;
}
on("view", allowPictures);
for (const [id, act] of Object.entries(acts)) byId(id).addEventListener("click", act);

menu.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || !menu.open) return;
  menu.open = false;
  menu.querySelector("summary").focus();
  event.preventDefault();
});
document.addEventListener("click", (event) => {
  if (!menu.contains(event.target)) menu.open = false;
});
