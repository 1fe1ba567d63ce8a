// Whole articles, with the sentences that relations were read from marked in them.
// Their texts are packed into the page and unpacked only when one is opened.

import { button, byId, link, make, named } from "./elements.js";
import { articles, relations, scene, sentences } from "./scene.js";
import { emit, filter, state } from "./state.js";
import { unpack } from "./unpack.js";
import { day, plural, titleOf } from "./words.js";

const dialog = byId("reader");
const unpacked = new Map(); // the first article's number of a chunk → promise of its texts

/** Whether the page holds the texts of its articles. */
export const hasTexts = scene.texts.length > 0;

function textOf(number) {
  const first = scene.texts.findLast((start) => start <= number);
  if (!unpacked.has(first)) unpacked.set(first, unpack(`texts-${first}`).then((blob) => blob.text()).then(JSON.parse));
  return unpacked.get(first).then((texts) => texts[number - first]);
}

/** Texts and spans (of code points) → pieces: [text, the sentences that cover it]. */
function pieces(text, spans) {
  const characters = Array.from(text); // offsets count characters as Python does, not UTF-16 units
  const bounded = spans.map(({ begin, end, ...rest }) => ({ begin: Math.min(begin, characters.length), end: Math.min(end, characters.length), ...rest }));
  const cuts = [...new Set([0, characters.length, ...bounded.flatMap(({ begin, end }) => [begin, end])])].sort((a, b) => a - b);
  return cuts.slice(1).map((end, i) => [
    characters.slice(cuts[i], end).join(""),
    bounded.filter((span) => span.begin <= cuts[i] && span.end >= end).map(({ sentence }) => sentence),
  ]);
}

function relationCount(number) {
  return relations.filter((relation) => relation.mentions.some((mention) => sentences[mention.sentence].article === number)).length;
}

/** Opens an article, scrolled to a sentence that is marked in it; `sentence` may be null. */
export async function openArticle(number, sentence = null) {
  const article = articles[number];
  const text = await textOf(number).catch(() => "This browser cannot unpack the article: it is too old for that.");
  const spans = sentences.flatMap(({ article, begin, end }, i) => (article === number ? [{ sentence: i, begin, end }] : []));
  let asked = null;
  const body = make("div", { class: "text", dir: "auto", tabindex: 0, role: "document", "aria-label": "Text of the article" },
    ...pieces(text, spans).map(([part, covering]) => {
      if (!covering.length) return part;
      const isAsked = covering.includes(sentence);
      const mark = make("mark", { class: isAsked ? "asked" : null, text: part });
      if (isAsked) asked ??= mark;
      return mark;
    }));
  const details = [article.publisher && named(article.publisher, 160), article.date && day(article.date),
    article.url && link(article.url, article.url.replace(/^https?:\/\/(www\.)?/, "").slice(0, 70))].filter(Boolean);
  const close = button("×", () => dialog.close(), { class: "close", "aria-label": "Close the article" });
  const count = relationCount(number);
  dialog.replaceChildren(
    make("header", {}, close,
      make("h2", { id: "reader-title", tabindex: -1 }, named(titleOf(article), 300)),
      details.length ? make("p", { class: "names" }, ...details.flatMap((part, i) => (i ? [" · ", part] : [part]))) : null,
      make("p", { class: "names" }, `${plural(spans.length, "sentence", "sentences")} marked, behind ${plural(count, "relation", "relations")}. `,
        button("Show only these", () => {
          dialog.close();
          filter({ article: number });
          emit("refilled");
        }, { class: "textual" }))),
    body);
  if (!dialog.open) dialog.showModal();
  (asked || body).scrollIntoView({ block: asked ? "center" : "start" });
  body.focus({ preventScroll: true });
  state.open = { article: number, sentence };
  emit("open");
}

dialog.addEventListener("close", () => {
  state.open = null;
  emit("open");
});
// A click beside the article closes it, as one would expect.
dialog.addEventListener("click", (event) => {
  if (event.target === dialog) dialog.close();
});
