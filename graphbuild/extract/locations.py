"""Where places and bodies lie, told beside their names → claims of place.

"Gaborone, the Botswana capital", "Goma, a city in eastern Congo",
"the council's headquarters in Copenhagen", "a gas producer with headquarters in Moscow".
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from graphbuild.extract.claims import Claim
from graphbuild.extract.factuality import Factuality, read_factuality
from graphbuild.extract.noun_phrases import described
from graphbuild.extract.referents import Referents
from graphbuild.knowledge import Knowledge
from graphbuild.model import Kind, Polarity

_INSIDE = frozenset(["in", "inside", "within"])
_WHERE = (Kind.PLACE, Kind.STATE)
_CONFIDENCE = 0.85


def find_locations(doc: Doc, referents: Referents, knowledge: Knowledge) -> Iterator[Claim]:
    """A Doc and its referents → which places and bodies it says lie where."""
    for token in doc:
        noun = token.lemma_.lower()
        if token.pos_ not in ("NOUN", "PROPN"):
            continue
        if noun in knowledge.words["located_places"] or noun in knowledge.words["state_nouns"]:
            yield from _described_place(token, noun, referents, knowledge)
        elif token.lower_ in knowledge.words["seats"]:
            yield from _seat(token, referents, knowledge)


def _described_place(noun: Token, lemma: str, referents: Referents, knowledge: Knowledge) -> Iterator[Claim]:
    """ "Goma, a city in Congo", "Bamako, the capital of Mali", "Laos is a landlocked country in Asia"."""
    said = Factuality()
    place: tuple[int, ...] = ()
    if noun.dep_ == "appos" and noun.head.i < noun.i and noun.nbor(noun.left_edge.i - noun.i - 1).text == ",":
        place = referents.named.get(noun.head.i, ())
    elif noun.dep_ == "attr" and noun.head.lemma_ == "be":
        place = tuple(
            i for c in noun.head.children if c.dep_ == "nsubj" for i in referents.named.get(c.i, ())
        )
        said = read_factuality(noun.head, knowledge)
    if said.polarity is Polarity.NEGATIVE:
        return  # what is not the largest city in Asia may lie there
    if len(place) != 1 or referents.drafts[place[0]].kind not in _WHERE:
        return
    where = _inside(noun, referents)
    if not where and lemma == "capital":
        where = _whose_capital(noun, referents)
    elif not where and lemma in knowledge.words["places"]:
        where = _of_state(noun, referents)
    where = tuple(i for i in where if referents.drafts[i].kind in _WHERE and i not in place)
    if where:
        yield Claim("locatedIn", place, where, noun, f"{lemma} (place)", said, _CONFIDENCE)


def _inside(noun: Token, referents: Referents) -> tuple[int, ...]:
    """In what a noun's phrase says that it lies: "in eastern Congo", "inside Kyrgyz territory"."""
    return tuple(
        i
        for p in noun.children
        if p.dep_ == "prep" and p.lower_ in _INSIDE
        for t in p.children
        if t.dep_ == "pobj"
        for i in referents.named.get(t.i) or _territory(t, referents)
    )


def _territory(noun: Token, referents: Referents) -> tuple[int, ...]:
    if noun.lemma_.lower() not in ("territory", "soil"):
        return ()
    return tuple(i for c in noun.children for i in referents.adjectives.get(c.i, ()))


def _of_state(noun: Token, referents: Referents) -> tuple[int, ...]:
    """The state that a town is of: "Bujumbura, Burundi's largest city"."""
    return tuple(
        i
        for c in noun.children
        if c.dep_ == "poss"
        for i in referents.named.get(c.i, ())
        if referents.drafts[i].kind is Kind.STATE
    )


def _whose_capital(noun: Token, referents: Referents) -> tuple[int, ...]:
    """Whose capital it is: "the capital of Mali", "the Malian capital", "Mali's capital"."""
    for child in noun.children:
        if child.dep_ == "prep" and child.lower_ == "of":
            return tuple(i for t in child.children if t.dep_ == "pobj" for i in referents.named.get(t.i, ()))
    for child in noun.children:
        if child.dep_ in ("poss", "amod", "compound", "nmod"):
            found = referents.adjectives.get(child.i) or referents.named.get(child.i, ())
            if found:
                return found
    return ()


def _seat(noun: Token, referents: Referents, knowledge: Knowledge) -> Iterator[Claim]:
    """ "The Nordic Council's headquarters in Copenhagen", "Novatek, a firm with headquarters in Moscow"."""
    where, said = _inside(noun, referents), Factuality()
    if not where and noun.dep_ == "nsubj" and noun.head.lemma_ == "be":
        # "whose headquarters are in Addis Ababa"
        where, said = _inside(noun.head, referents), read_factuality(noun.head, knowledge)
    if not where:
        return
    owners = [c for c in noun.children if c.dep_ in ("poss", "compound", "nmod")]
    if noun.dep_ == "pobj" and noun.head.lower_ == "with":
        owners = [described(noun.head.head)]
    bodies = tuple(
        i for t in owners for i in referents.at(t) if referents.drafts[i].kind is Kind.ORGANISATION
    )
    if bodies:
        yield Claim("locatedIn", bodies, where, noun, f"{noun.lower_} (place)", said, _CONFIDENCE)
