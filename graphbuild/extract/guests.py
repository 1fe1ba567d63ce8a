"""People told to be on a visit → claims that they were there: "met the visiting minister in Hanoi"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spacy.tokens import Doc, Token

from graphbuild.extract.claims import Claim
from graphbuild.extract.factuality import Factuality, is_in_earnest, read_factuality
from graphbuild.extract.referents import Referents
from graphbuild.extract.sides import Sides
from graphbuild.extract.spine import verb_above
from graphbuild.extract.stand_ins import state_of
from graphbuild.knowledge import Knowledge
from graphbuild.model import Kind, Polarity

_IN = frozenset(["at", "in"])
_WHERE = (Kind.PLACE, Kind.STATE)
_CONFIDENCE = 0.8


def find_guests(
    doc: Doc, events: Sequence[Claim], sides: Sides, referents: Referents, knowledge: Knowledge
) -> Iterator[Claim]:
    """A Doc, its events and who acts for whom → where those who are called visiting were.

    That is where their clause has its place, else the state of the one whom they met there.
    """
    for i in referents.named:
        if i + 2 < len(doc) and doc[i + 1].text == "," and doc[i + 2].lower_ == "in":
            yield from _away(doc[i + 2], referents, knowledge)
    if "isiting" not in doc.text:
        return
    for token in doc:
        if token.lower_ != "visiting":
            continue
        if token.dep_ in ("amod", "compound", "nmod"):
            heads, verb = [token.head], verb_above(token.head)
        elif (
            token.dep_ in ("xcomp", "pcomp")
            and token.i
            and doc[token.i - 1].lower_ in ("the", token.head.lower_)
        ):
            # "met visiting Polish Foreign Minister Rau", read by the parser as a clause
            heads, verb = [c for c in token.children if c.dep_ == "dobj"], verb_above(token.head)
        else:
            continue
        guests = tuple(
            i for t in heads for i in referents.all_at(t) if referents.drafts[i].kind is Kind.PERSON
        )
        if not guests or verb is None:
            continue
        said = read_factuality(verb, knowledge)
        where = _place_of_clause(verb, token, referents) or _hosts(guests, token, events, sides, referents)
        if where is not None and said.polarity is Polarity.POSITIVE:
            yield Claim("visited", guests, (where,), token, "visiting (guest)", said, _CONFIDENCE)


def _away(preposition: Token, referents: Referents, knowledge: Knowledge) -> Iterator[Claim]:
    """Who is told to be somewhere for something: "the minister, in Jakarta for a forum, rang her"."""
    who = preposition.head.head if preposition.head.is_punct else preposition.head
    if who.i > preposition.i or not is_in_earnest(preposition.sent, knowledge):
        return
    people = referents.named.get(who.i, ())
    if not people or any(referents.drafts[i].kind is not Kind.PERSON for i in people):
        return
    for place in (t for t in preposition.children if t.dep_ == "pobj" and t.i + 1 < len(t.doc)):
        found = tuple(i for i in referents.at(place) if referents.drafts[i].kind in _WHERE)
        if found and place.nbor().lower_ in ("for", "on"):
            yield Claim("visited", people, found, preposition, "in (away)", Factuality(), _CONFIDENCE)


def _place_of_clause(verb: Token, visiting: Token, referents: Referents) -> int | None:
    found = {
        i
        for t in verb.subtree
        if t.dep_ == "pobj" and t.head.lower_ in _IN and verb_above(t) in (verb, visiting)
        for i in referents.named.get(t.i, ())
        if referents.drafts[i].kind in _WHERE
    }
    return next(iter(found)) if len(found) == 1 else None


def _hosts(
    guests: Sequence[int], visiting: Token, events: Sequence[Claim], sides: Sides, referents: Referents
) -> int | None:
    """The state of those whom a guest met in his sentence, if it is one and not his own."""
    hosts: set[int] = set()
    for claim in events:
        parties = {i for i in (*claim.agents, *claim.recipients) if isinstance(i, int)}
        if claim.predicate == "met" and claim.trigger.sent == visiting.sent and parties & set(guests):
            hosts |= parties - set(guests)
    states = {
        n
        for n, draft in enumerate(referents.drafts)
        if draft.kind is Kind.STATE
        and any(sides.acts_for(i, n) or state_of(referents.drafts[i]) == draft.label for i in hosts)
        and not any(sides.acts_for(i, n) for i in guests)
    }
    return next(iter(states)) if len(states) == 1 else None
