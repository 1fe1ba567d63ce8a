// Appended to oxigraph.js: answers the page's questions, one at a time, in a worker of its own.
let store = null;

function answer(query, form) {
  if (form === "SELECT" || form === "ASK") {
    const { head, results, boolean: verdict } = JSON.parse(store.query(query, { results_format: "application/sparql-results+json" }));
    if (verdict !== undefined) return { verdict, count: "Answered" };
    const rows = results.bindings.map((binding) => head.vars.map((name) => binding[name] ?? null));
    return { columns: head.vars, rows, count: rows.length === 1 ? "1 row" : `${rows.length.toLocaleString("en-GB")} rows` };
  }
  const found = store.query(query);
  if (!Array.isArray(found)) throw new Error("ask with SELECT, ASK, CONSTRUCT or DESCRIBE");
  const types = { NamedNode: "uri", Literal: "literal" };
  const term = ({ termType, value }) => ({ type: types[termType] ?? "bnode", value });
  const rows = found.map(({ subject, predicate, object }) => [term(subject), term(predicate), term(object)]);
  return { columns: ["subject", "predicate", "object"], rows, count: rows.length === 1 ? "1 triple" : `${rows.length.toLocaleString("en-GB")} triples` };
}

onmessage = ({ data }) => {
  try {
    if (data.wasm) {
      initSync({ module: data.wasm });
      store = new Store();
      store.load(data.turtle, { format: "text/turtle", no_transaction: true });
      postMessage({ triples: store.size });
    } else postMessage({ answer: answer(data.query, data.form) });
  } catch (error) {
    postMessage({ error: String(error?.message ?? error) });
  }
};
