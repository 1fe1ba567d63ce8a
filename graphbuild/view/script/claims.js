// A relation with everything that is said for and against it.

import { button, link, make, named } from "./elements.js";
import { hasTexts, openArticle } from "./reader.js";
import { articles, articlesOf, labelOf, predicates, sentences } from "./scene.js";
import { choose } from "./state.js";
import { certaintyOf, day, plural, splitAtNames, STATUS, titleOf, verdictOf, whenOf } from "./words.js";

export function nameButton(entity) {
  return make("button", { type: "button", class: "name", on: { click: () => choose({ entity }, { move: true, keep: true }) } },
    named(labelOf(entity), 200));
}

/** Entities → buttons with their names, and the words between them. */
export function nameButtons(numbers) {
  return numbers.flatMap((entity, i) => [i ? (i === numbers.length - 1 ? " and " : ", ") : "", nameButton(entity)]);
}

/** A quote with the names of both sides, the place and the time marked in it. */
function quoteOf(text, relation) {
  const place = relation.place === null ? [] : [relation.place];
  const parts = splitAtNames(text, [...relation.agents, ...relation.recipients, ...place], relation.time ? [relation.time.expression] : []);
  return make("blockquote", { dir: "auto" }, ...parts.map(([part, isName]) => (isName ? make("b", { text: part }) : part)));
}

function mentionOf(mention, relation) {
  const sentence = sentences[mention.sentence];
  const article = articles[sentence.article];
  const { className, words } = verdictOf(mention);
  const caption = make("figcaption");
  if (mention.by.length) caption.append("According to ", ...nameButtons(mention.by), make("br"));
  caption.append(article.url ? link(article.url, titleOf(article)) : named(titleOf(article), 160));
  for (const part of [article.publisher, article.date ? day(article.date) : null]) {
    if (part) caption.append(" · ", named(part, 160));
  }
  if (hasTexts) {
    caption.append(make("br"), button("Read it in the article", () => openArticle(sentence.article, mention.sentence), { class: "textual" }));
  }
  return make("figure", { class: className },
    words ? make("span", { class: "verdict", text: words }) : null, quoteOf(sentence.quote, relation), caption);
}

/** How much there is; articles that print one text, as an agency's, count as one text. */
function evidenceOf(relation) {
  const count = new Set(relation.mentions.map((mention) => mention.sentence)).size;
  const numbers = articlesOf(relation);
  const texts = new Set(numbers.map((number) => articles[number].text)).size;
  const reprinted = texts < numbers.length ? `, ${plural(texts, "independent text", "independent texts")}` : "";
  return `${plural(count, "sentence", "sentences")} in ${plural(numbers.length, "article", "articles")}${reprinted}`;
}

export function claimOf(relation) {
  const { label } = predicates[relation.predicate];
  const facts = make("dl", { class: "facts" });
  const fact = (term, ...value) => facts.append(make("dt", { text: term }), make("dd", {}, ...value));
  fact("Status", make("span", { class: `status ${relation.status}`, text: STATUS[relation.status] }));
  const when = whenOf(relation);
  if (when) fact("When", named(when, 300));
  if (relation.place !== null) fact("Where", nameButton(relation.place));
  const mentions = [...relation.mentions].sort((a, b) => verdictOf(a).rank - verdictOf(b).rank);
  // Who denies a disputed relation is named with the denial, not as a source of the relation.
  const best = mentions.filter((mention) => verdictOf(mention).rank === verdictOf(mentions[0]).rank);
  const sources = [...new Set(best.flatMap((mention) => mention.by))];
  if (sources.length) fact("According to", ...nameButtons(sources));
  fact("Confidence", certaintyOf(relation.confidence));
  fact("Evidence", evidenceOf(relation));
  return make("section", { class: "claim" },
    make("h3", {}, ...nameButtons(relation.agents), " ", make("em", { text: label }), " ", ...nameButtons(relation.recipients)),
    facts, ...mentions.map((mention) => mentionOf(mention, relation)));
}
