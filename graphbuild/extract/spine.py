"""The words above a word of a Doc, up to its verb: what hangs from them tells of it too."""

from __future__ import annotations

from collections.abc import Container, Iterator

from spacy.tokens import Token

from graphbuild.extract.noun_phrases import measured

_BELOW = ("dobj", "nsubj", "nsubjpass", "xcomp", "conj", "pobj", "prep", "attr")


def words_above(trigger: Token, measures: Container[str]) -> Iterator[Token]:
    """A trigger → itself and the words above it whose place and time are also its own."""
    token = trigger
    yield token
    for _ in range(4):
        top = measured(token, measures)
        if top != token:
            token = top
        elif token.dep_ in _BELOW and token.head.pos_ in ("VERB", "AUX", "NOUN", "ADP"):
            token = token.head
        else:
            return
        yield token


def verb_above(token: Token) -> Token | None:
    """The verb of the clause that a word is in; a verb is its own."""
    while token.pos_ not in ("VERB", "AUX"):
        if token.head == token:
            return None
        token = token.head
    return token
