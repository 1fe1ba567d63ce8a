// Network, table, both, or the question box: which of them the page shows.

import { byId } from "./elements.js";
import { on, setView, state } from "./state.js";

const VIEWS = ["network", "both", "table", "ask"];
const SHOWN = { "network-view": ["network", "both"], "table-view": ["table", "both"], "ask-view": ["ask"] };

function show() {
  for (const [id, views] of Object.entries(SHOWN)) if (byId(id)) byId(id).hidden = !views.includes(state.view);
  for (const view of VIEWS) byId(`show-${view}`)?.setAttribute("aria-pressed", String(view === state.view));
}
/** Whether this page can show a view: the question box is not in every file. */
export const hasView = (view) => VIEWS.includes(view) && byId(`show-${view}`) !== null;
for (const view of VIEWS) byId(`show-${view}`)?.addEventListener("click", () => setView(view));
on("view", show);
