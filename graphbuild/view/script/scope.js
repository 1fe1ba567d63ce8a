// Says that only a part is drawn, and leads back to the whole.

import { button, byId, make, named } from "./elements.js";
import { labelOf } from "./scene.js";
import { choose, on, setScope, state } from "./state.js";
import { plural } from "./words.js";

function show() {
  const { scope } = state;
  const bar = byId("scope");
  bar.hidden = !scope;
  if (!scope) return;
  const words = scope.steps ? ["Paths from ", named(labelOf(scope.from), 40), " to ", named(labelOf(scope.to), 40)]
    : scope.found ? [plural(scope.found.length, "entity", "entities"), " of an answer"]
      : ["Only ", named(labelOf(scope.entity), 40), ` and what is ${plural(scope.depth, "step", "steps")} away`];
  bar.replaceChildren(make("span", {}, ...words), button("Show all again", () => {
    setScope(null);
    if (state.chosen?.path) choose(null);
    byId("network").focus();
  }, { class: "plain" }));
}
on("filter", show);
show();
