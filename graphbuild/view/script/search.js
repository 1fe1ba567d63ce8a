// The search field at the top of the page.

import { byId } from "./elements.js";
import { labelOf } from "./scene.js";
import { choose, setScope, state } from "./state.js";
import { scopeEntities } from "./shown.js";
import { suggestIn } from "./suggestions.js";
import { cut } from "./words.js";

const field = byId("search");
suggestIn(field, byId("suggestions"), (number) => {
  field.value = cut(labelOf(number), 80);
  if (state.scope && !scopeEntities().has(number)) setScope(null);
  choose({ entity: number }, { move: true, keep: true });
});

document.addEventListener("keydown", (event) => {
  const typing = event.target.closest("input, textarea, select, dialog");
  if (event.key !== "/" || typing || event.ctrlKey || event.metaKey || event.altKey) return;
  field.focus();
  field.select();
  event.preventDefault();
});
