// SPARQL over the very graph that the page shows. The engine (Oxigraph, compiled to WebAssembly) and the
// graph's Turtle are packed into the page; a worker runs them, so that a slow question can be stopped.

import { save } from "./downloads.js";
import { button, byId, make, named } from "./elements.js";
import { byWeight, entities, labelOf, scene } from "./scene.js";
import { choose, on, setScope, setView, state } from "./state.js";
import { toCsv } from "./csv.js";
import { unpack } from "./unpack.js";
import { cut, figure, plural } from "./words.js";

const ROWS = 500;
const { prefixes, queries, iris } = scene.ask;
const entityByIri = new Map(iris.map((iri, number) => [iri, number]));
const entitiesByLabel = new Map();
entities.forEach(({ label }, number) => entitiesByLabel.set(label, [...(entitiesByLabel.get(label) || []), number]));
const say = (words) => void (byId("ask-status").textContent = words);

// ---- the engine --------------------------------------------------------------------------

let engine = null; // a promise of the worker, once it has the graph
function startEngine() {
  engine ??= (async () => {
    const [program, wasm, turtle] = await Promise.all(
      ["engine-script", "engine", "turtle"].map((id) => unpack(id).then((blob) => (id === "engine" ? blob.arrayBuffer() : blob.text()))));
    const address = URL.createObjectURL(new Blob([program], { type: "text/javascript" }));
    const worker = new Worker(address);
    await reply(worker, { wasm, turtle }, [wasm]);
    URL.revokeObjectURL(address);
    return worker;
  })();
  return engine;
}
/** A message to the worker → what it answers. Rejects with its error. */
function reply(worker, message, transfer = []) {
  return new Promise((resolve, reject) => {
    worker.onmessage = ({ data }) => (data.error === undefined ? resolve(data) : reject(new Error(data.error)));
    worker.onerror = (event) => reject(new Error(event.message || "the engine could not be started"));
    worker.postMessage(message, transfer);
  });
}
/** The engine cannot be interrupted, but a worker can be left: the next question starts another. */
function dismissEngine() {
  engine?.then((worker) => worker.terminate(), () => {});
  engine = null;
}

// ---- the question ------------------------------------------------------------------------

/** A named query → its text, with a value for each parameter where the reader sees and can change it. */
function textOf(query) {
  const values = query.parameters.map(({ name, meaning, default: usual }) =>
    `  VALUES ?${name} { ${JSON.stringify(usual ?? (byWeight.length ? labelOf(byWeight[0]) : ""))} } # ${meaning}\n`);
  // A parameter is a column only so that it can be set from outside; here its value stands in the text.
  const columns = query.parameters.map(({ name }) => new RegExp(`^((?:SELECT|GROUP BY) .*) \\?${name}$`, "gm"));
  const body = columns.reduce((text, column) => text.replace(column, "$1"), query.text.replace(/^(#.*\n)+/, "").trim());
  return values.length ? body.replace(/^WHERE \{\n/m, (start) => start + values.join("")) : body;
}

/** The text without what is only quoted in it → the first word that says what is asked for. */
function formOf(query) {
  const bare = query.replace(/<[^<>"{}|^`\s]*>|"""[^]*?"""|'''[^]*?'''|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|#.*/g, " ");
  return /\b(SELECT|ASK|CONSTRUCT|DESCRIBE)\b/i.exec(bare)?.[1].toUpperCase() ?? "";
}

let asking = new AbortController();
async function answerTo(query, signal) {
  const worker = await startEngine();
  signal.throwIfAborted(); // stopped while the engine was starting: that one is being dismissed
  say("Asking …");
  // On one line, so that the lines of an error message are those of the question.
  const declared = Object.entries(prefixes).map(([prefix, iri]) => `PREFIX ${prefix}: <${iri}> `).join("");
  const started = performance.now();
  const { answer } = await reply(worker, { query: declared + query, form: formOf(query) });
  return { answer, seconds: (performance.now() - started) / 1000 };
}

async function ask() {
  asking = new AbortController();
  const { signal } = asking;
  const stopped = new Promise((_, reject) => signal.addEventListener("abort", () => reject(signal.reason)));
  byId("ask-run").disabled = true;
  byId("ask-stop").hidden = false;
  say("Starting the engine …");
  try {
    const { answer, seconds } = await Promise.race([answerTo(byId("question").value, signal), stopped]);
    showAnswer(answer);
    say(`${answer.count} in ${seconds.toFixed(2)} s`);
  } catch (error) {
    if (signal.aborted) dismissEngine();
    byId("answer").replaceChildren();
    say(`No answer: ${cut(error.message, 400)}`);
  } finally {
    byId("ask-run").disabled = false;
    byId("ask-stop").hidden = true;
  }
}

// ---- the answer --------------------------------------------------------------------------

function shortened(iri) {
  const [prefix, start] = Object.entries(prefixes).filter(([, one]) => iri.startsWith(one)).sort((a, b) => b[1].length - a[1].length)[0] || [];
  return start && /^[\w-]+$/.test(iri.slice(start.length)) ? `${prefix}:${iri.slice(start.length)}` : iri;
}
/** A term → the entities it names: by its IRI, or by being exactly a label. */
function entitiesOf(term) {
  if (!term) return [];
  if (term.type === "uri") return entityByIri.has(term.value) ? [entityByIri.get(term.value)] : [];
  return term.type === "literal" ? entitiesByLabel.get(term.value) || [] : [];
}
function cellOf(term) {
  const [entity, another] = entitiesOf(term);
  if (entity !== undefined && another === undefined) {
    return make("td", {}, make("button", { type: "button", on: { click: () => showOne(entity) } }, named(labelOf(entity), 120)));
  }
  if (!term) return make("td");
  return make("td", {}, make("span", {}, named(term.type === "uri" ? shortened(term.value) : term.value, 300)));
}
function showOne(entity) {
  setView("network");
  choose({ entity }, { move: true, keep: true });
}

function showAnswer({ columns, rows, verdict }) {
  if (verdict !== undefined) {
    byId("answer").replaceChildren(make("p", { class: "verdict", text: verdict ? "Yes" : "No" }));
    return;
  }
  const found = [...new Set(rows.flat().flatMap(entitiesOf))];
  const acts = make("p", { class: "acts" });
  if (found.length) {
    acts.append(button(`Show ${plural(found.length, "entity", "entities")} in the network`, () => {
      setView("network");
      setScope({ found });
      byId("network").focus();
    }, { class: "plain" }));
  }
  if (rows.length) {
    acts.append(button("Save as CSV", () =>
      save(toCsv([columns, ...rows.map((row) => row.map((term) => term?.value))]), "text/csv", "answer.csv"), { class: "plain" }));
  }
  byId("answer").replaceChildren(acts,
    make("table", {}, make("caption", { class: "unseen", text: "Answer" }),
      make("thead", {}, make("tr", {}, ...columns.map((name) => make("th", { scope: "col", class: "plain-head", text: name })))),
      make("tbody", {}, ...rows.slice(0, ROWS).map((row) => make("tr", {}, ...row.map(cellOf))))),
    ...(rows.length > ROWS ? [make("p", { class: "names", text: `The first ${figure(ROWS)} rows of ${figure(rows.length)}; CSV has all.` })] : []));
}

// ---- the form ----------------------------------------------------------------------------

const example = byId("example");
example.append(...queries.map(({ name, title }) => make("option", { value: name, text: title })));
example.addEventListener("change", () => {
  byId("question").value = textOf(queries.find(({ name }) => name === example.value));
});
byId("question").value = textOf(queries.find(({ name }) => name === example.value));
byId("ask-run").addEventListener("click", ask);
byId("ask-stop").addEventListener("click", () => asking.abort(new Error("stopped")));
byId("question").addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
  byId("ask-run").click(); // which does nothing while a question is being asked
  event.preventDefault();
});
// While the reader reads the example, the engine starts.
const prepare = () => void (state.view === "ask" && startEngine().catch(() => {}));
on("view", prepare);
prepare();
