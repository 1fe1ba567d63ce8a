"""Claims of one article → the same, with where and when other sentences say that they happened.

An event is told again by its noun ("The strike took place at Baghdad airport"), and what somebody
does on a visit happens where it leads. Both ask for a sure tie: two events of one kind, a visit to
two places, a telephone, and nothing is shared.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from spacy.tokens import Doc, Token

from graphbuild.extract.claims import Claim
from graphbuild.extract.places import places_on
from graphbuild.extract.referents import Referents
from graphbuild.extract.spine import verb_above, words_above
from graphbuild.knowledge import Knowledge
from graphbuild.model import Kind, Modality, Polarity, TimeSpan

_ALIKE = 5  # letters that two nouns for one event share at their ends: strike, airstrike
_FAR = 100  # events back that an article may come back to
_ARGUMENTS = frozenset(["against", "between", "by", "from", "into", "of", "on", "to", "with"])


@dataclass(frozen=True, slots=True)
class Told:
    """A claim, and where (an index into the drafts) and when its own sentence says that it happened."""

    claim: Claim
    place: int | None = None
    time: TimeSpan | None = None


@dataclass(slots=True)
class _Event:
    """One event as far as the article has told of it; `told` are indices of claims.

    `noun` is empty where it was told with a verb.
    """

    noun: str
    predicates: frozenset[str]
    told: list[int] = field(default_factory=list)
    places: dict[int, None] = field(default_factory=dict)
    times: dict[TimeSpan, None] = field(default_factory=dict)


def share_resumed(
    told: Sequence[Told],
    doc: Doc,
    time_at: Callable[[Token], TimeSpan | None],
    referents: Referents,
    knowledge: Knowledge,
) -> list[Told]:
    """Claims → the same, with what later sentences say of "the strike", "the meeting".

    `time_at` reads the time that the clause of a noun names.
    """
    claims: dict[int, list[int]] = {}
    for n, t in enumerate(told):
        if knowledge.predicates[t.claim.predicate].event:
            for token in _event_words(t.claim, knowledge):
                claims.setdefault(token.i, []).append(n)
    events: list[_Event] = []
    for token in doc:
        patterns = knowledge.patterns.get(("noun", token.lemma_.lower()), ()) if token.pos_ == "NOUN" else ()
        here = claims.get(token.i, [])
        if not patterns and not here:
            continue
        if token.tag_ == "NNS" and token.lemma_ != "talk":
            continue  # of many nobody knows which
        predicates = frozenset(p.predicate for p in patterns) or frozenset(
            told[n].claim.predicate for n in here
        )
        lemma = token.lemma_.lower() if patterns else ""
        event = _known(events, token, predicates) if _is_resumed(token) else None
        if event is None:
            if patterns and _is_resumed(token) and not here:
                continue  # nothing was told of it
            event = _Event(lemma, predicates)
            events.append(event)
        event.told += here
        if patterns:
            event.places.update((i, None) for i in _places(token, referents, knowledge))
            time = time_at(token)
            if time is not None and time.not_before and time.not_after:
                event.times[time] = None
    found = list(told)
    for event in events:
        places = [i for i in event.places if referents.drafts[i].kind is Kind.PLACE] or list(event.places)
        for n in event.told:
            if found[n].place is None and len(places) == 1 and places[0] not in _sides(found[n].claim):
                found[n] = replace(found[n], place=places[0])
            if found[n].time is None and len(event.times) == 1 and found[n].claim.timed:
                found[n] = replace(found[n], time=next(iter(event.times)))
    return found


def _event_words(claim: Claim, knowledge: Knowledge) -> Iterator[Token]:
    """The words for the event of a claim: its trigger, what that carries out ("launched an airstrike"),
    and that in which it was done: "killed in an airstrike".
    """
    trigger, verb = claim.trigger, verb_above(claim.trigger)
    carried = [
        c
        for c in trigger.children
        if c.dep_ == "dobj"
        and any(
            p.predicate == claim.predicate for p in knowledge.patterns.get(("noun", c.lemma_.lower()), ())
        )
    ]
    yield from carried or [trigger]
    if knowledge.predicates[claim.predicate].group == "conflict":
        for noun in trigger.subtree:
            if (
                noun.dep_ == "pobj"
                and noun.head.lower_ in ("in", "during", "by")
                and ("noun", noun.lemma_.lower()) in knowledge.patterns
                and (noun.head.head == trigger or verb_above(noun) == verb)
            ):
                yield noun


def _is_resumed(noun: Token) -> bool:
    """Whether a noun means an event that was told of: "the strike", not "the strike on the embassy"."""
    children = list(noun.children)
    return any(c.lower_ in ("the", "this", "that") for c in children) and not any(
        c.dep_ in ("poss", "compound", "amod", "nummod", "relcl", "acl")
        or (c.dep_ == "prep" and c.lower_ in _ARGUMENTS and not _is_when(c))
        for c in children
    )


def _is_when(preposition: Token) -> bool:
    """ "The strike on Sunday"."""
    return preposition.lower_ == "on" and all(t.ent_type_ == "DATE" for t in preposition.children)


def _known(events: Sequence[_Event], noun: Token, predicates: frozenset[str]) -> _Event | None:
    """The latest event that a noun may mean."""
    for event in reversed(events[-_FAR:]):
        if not event.noun:
            if event.predicates & predicates:
                return event
            continue
        short, long = sorted((noun.lemma_.lower(), event.noun), key=len)
        if short == long or (len(short) >= _ALIKE and long.endswith(short)):
            return event
    return None


def _places(noun: Token, referents: Referents, knowledge: Knowledge) -> Iterator[int]:
    """Where an event is said to be: in a phrase of its noun, or of the verb that says that it happens."""
    happening = knowledge.words["happening_verbs"] | knowledge.light_verbs
    for word in words_above(noun, knowledge.words["measures"]):
        if word.pos_ in ("VERB", "AUX") and word.lemma_.lower() not in happening:
            return
        found = list(places_on(word, referents))
        yield from found
        if word.pos_ in ("VERB", "AUX"):
            return


def _sides(claim: Claim) -> set[int]:
    return {i for i in (*claim.agents, *claim.recipients) if isinstance(i, int)}


def is_fact(claim: Claim) -> bool:
    """Whether a claim says that something was so."""
    said = claim.factuality
    return said.polarity is Polarity.POSITIVE and said.modality is Modality.ACTUAL
