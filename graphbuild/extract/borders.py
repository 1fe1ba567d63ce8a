"""Borders named with those who share them → claims: "the Iranian-Pakistani border".

The verb too, where the parser takes it for a noun: "Laos, a landlocked country, borders China and Myanmar".
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from spacy.tokens import Doc, Token

from graphbuild.extract.claims import Claim
from graphbuild.extract.clauses import subject_of
from graphbuild.extract.factuality import Factuality
from graphbuild.extract.name import Name
from graphbuild.extract.referents import Referents
from graphbuild.knowledge import Knowledge
from graphbuild.model import Kind

_JOINTS = frozenset(["-", "–", "—", "/", "and"])
_APART = 4  # tokens between a border and "between"
_CONFIDENCE = 0.9
_VERBS = frozenset(["borders", "bordering"])
_WITH_BORDERS = (Kind.STATE, Kind.PLACE)


def find_borders(
    doc: Doc, names: Sequence[Name], referents: Referents, knowledge: Knowledge
) -> Iterator[Claim]:
    """Two states joined before a border, or with something at it between them → they share it."""
    nouns = knowledge.words["border_nouns"]
    for first, second in pairwise(names):
        if second.start != first.end + 1 or doc[first.end].lower_ not in _JOINTS:
            continue
        border = _border_behind(doc, second.end, nouns) or _border_before(doc, first.start, nouns)
        sides = [_states(name, referents) for name in (first, second)]
        if border is not None and all(sides) and sides[0] != sides[1]:
            yield Claim("borders", sides[0], sides[1], border, "border of two", Factuality(), _CONFIDENCE)
    for name in names:
        verb = _misread_verb(doc, name)
        if verb is not None:
            neighbours = tuple(i for i in referents.all_at(name.head(doc)) if _has_borders(i, referents))
            country = tuple(i for i in _country(name.head(doc), referents) if _has_borders(i, referents))
            if len(country) == 1 and country[0] not in neighbours:
                yield Claim("borders", country, neighbours, verb, "borders (verb)", Factuality(), _CONFIDENCE)


def _misread_verb(doc: Doc, name: Name) -> Token | None:
    """ "borders" or "bordering" before a name, behind a comma or an "and", which the parser misread."""
    i = name.start - 1 if name.start and doc[name.start - 1].lower_ != "both" else name.start - 2
    if i < 2 or doc[i].lower_ not in _VERBS or (doc[i].pos_ in ("VERB", "AUX") and doc[i].dep_ != "amod"):
        return None
    if name.sense != "name" or doc[name.start : name.end + 1].text.endswith(("'s", "’s")):
        return None
    return doc[i] if doc[i - 1].lower_ in (",", "and", "which", "also") else None


def _country(first: Token, referents: Referents) -> tuple[int, ...]:
    """Whoever borders them: what the parser joined the first of them to, or the subject of that."""
    top = first
    while top.dep_ in ("conj", "appos", "compound") and top.pos_ not in ("VERB", "AUX"):
        top = top.head
    if top.pos_ in ("VERB", "AUX"):
        return tuple(i for t in subject_of(top) for i in referents.at(t))
    clause = top.sent.root  # of a sentence that has no other verb, the subject
    return referents.at(clause if clause.pos_ in ("NOUN", "PROPN") else top)


def _border_behind(doc: Doc, i: int, nouns: frozenset[str]) -> Token | None:
    """The border that two states stand before: "the Syrian-Turkish border"."""
    while i < len(doc) and doc[i].lower_ in ("common", "shared", "state", "land"):
        i += 1
    return doc[i] if i < len(doc) and _is_border(doc[i], nouns) else None


def _border_before(doc: Doc, i: int, nouns: frozenset[str]) -> Token | None:
    """The border before two states: "border tensions have risen between Armenia and Azerbaijan"."""
    i -= 2 if i > 0 and doc[i - 1].lower_ == "the" else 1
    if i < 0 or doc[i].lower_ != "between":
        return None
    return next(
        (t for t in doc[max(i - _APART, 0) : i] if _is_border(t, nouns) and t.sent == doc[i].sent), None
    )


def _is_border(token: Token, nouns: frozenset[str]) -> bool:
    return token.lower_ in nouns and token.pos_ != "VERB"


def _has_borders(index: int, referents: Referents) -> bool:
    return referents.drafts[index].kind in _WITH_BORDERS


def _states(name: Name, referents: Referents) -> tuple[int, ...]:
    found = referents.adjectives.get(name.start) or referents.named.get(name.start) or ()
    return tuple(i for i in found if referents.drafts[i].kind is Kind.STATE)
