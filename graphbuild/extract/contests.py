"""A Doc → where it is about sport: there teams attack, clash, meet and dismiss each other."""

from __future__ import annotations

import re

from spacy.tokens import Doc, Span, Token

from graphbuild.knowledge import Knowledge

_SCORE = re.compile(r"\b\d{1,3} ?[-–] ?\d{1,3}\b")
# A batsman is dismissed for what he scored: "for a duck", "for 12", but not "for 12 weeks".
_OUT = re.compile(r"\b(?:dismiss|remov)(?:ed|ing)\b[^.;]* for (?:a duck|\d{1,3}(?=[,.;]| (?:and|as|when)\b))")
_PHRASE = ("attr", "conj", "dobj", "nsubj", "nsubjpass", "pobj")


def find_contests(doc: Doc, knowledge: Knowledge) -> frozenset[int]:
    """A Doc → the tokens of its sentences about sport: of all, where many of them are."""
    marked = [sent for sent in doc.sents if _is_contest(sent, knowledge)]
    if len(marked) >= 3 and 3 * len(marked) > sum(1 for _ in doc.sents):
        return frozenset(range(len(doc)))
    return frozenset(i for sent in marked for i in range(sent.start, sent.end))


def _is_contest(sent: Span, knowledge: Knowledge) -> bool:
    lemmas = {t.lemma_.lower() for t in sent}
    if lemmas & knowledge.contest_words or any(_is_final(t) for t in sent):
        return True
    if lemmas & knowledge.words["winning_words"] and _SCORE.search(sent.text):
        return not lemmas & knowledge.words["voting_words"]
    return "for" in lemmas and _OUT.search(sent.text) is not None


def _is_final(token: Token) -> bool:
    """ "In the final", "the semi-finals": a noun, not "the final round of talks"."""
    return token.lower_ in ("final", "finals") and token.dep_ in _PHRASE
