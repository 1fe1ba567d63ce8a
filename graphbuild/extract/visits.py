"""Claims of one article → the same, with the places of the visits on which they happened."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from spacy.tokens import Token

from graphbuild.extract.claims import Claim
from graphbuild.extract.referents import Referents
from graphbuild.extract.settings import Told, is_fact
from graphbuild.extract.sides import Sides
from graphbuild.extract.spine import verb_above
from graphbuild.knowledge import Knowledge
from graphbuild.model import Kind

_NEAR = 2  # sentences after that of a visit which still tell of it: calibrated on 400 articles
_DURING = frozenset(["during", "on", "in", "throughout", "amid"])


def share_visits(
    told: Sequence[Told], referents: Referents, sides: Sides, knowledge: Knowledge
) -> list[Told]:
    """Claims → the same, where what was done on a visit has the place to which it led.

    That it was is said ("during his visit", "the visiting minister"), or it is a meeting told with
    the visit or soon after it, or one of the visitor with somebody of the state that he visited.
    """
    visits = [
        t
        for t in told
        if t.claim.predicate == "visited"
        and t.place is not None
        and is_fact(t.claim)
        and _stays(t.claim, knowledge)
    ]
    if not visits:
        return list(told)
    of: dict[int, list[Told]] = {}
    for visit in visits:
        for visitor in visit.claim.agents:
            of.setdefault(visitor, []).append(visit)
    sentences = {sent.start: n for n, sent in enumerate(visits[0].claim.trigger.doc.sents)}
    states = {d.label: i for i, d in enumerate(referents.drafts) if d.kind is Kind.STATE}

    def place(met: Told) -> int | None:
        parties = {i for i in (*met.claim.agents, *met.claim.recipients) if isinstance(i, int)}
        theirs = [v for i in parties for v in of.get(i, ())]
        if not theirs or _is_remote(met.claim):
            return None
        explicit = _is_during(met.claim, knowledge) or _is_visiting(met.claim)
        if not explicit and met.claim.predicate != "met":
            return None
        here = sentences[met.claim.trigger.sent.start]
        near: dict[int, set[int | None]] = {}
        for visit in theirs:
            steps = here - sentences[visit.claim.trigger.sent.start]
            if _goes_on(met, visit, steps, referents):
                near.setdefault(steps, set()).add(visit.place)
        if near:
            return _only(near[min(near)])
        only = _only({v.place for v in theirs})
        if only is None or not is_fact(met.claim):
            return None
        guests = {i for v in theirs for i in v.claim.agents}
        state = states.get(_state_of(only, referents, knowledge))
        hosted = state is not None and _is_hosted(met, parties, guests, state, referents, sides, knowledge)
        return only if explicit or hosted else None

    return [
        t
        if t.place is not None
        or t.claim.predicate == "visited"
        or not knowledge.predicates[t.claim.predicate].event
        else replace(t, place=place(t))
        for t in told
    ]


def _state_of(place: int, referents: Referents, knowledge: Knowledge) -> str:
    """The state that a place is, or whose capital it is; empty where that is not known."""
    draft = referents.drafts[place]
    return draft.label if draft.kind is Kind.STATE else knowledge.capitals.get(draft.label, "")


def _only(places: set[int | None]) -> int | None:
    return next(iter(places)) if len(places) == 1 else None


def _stays(visit: Claim, knowledge: Knowledge) -> bool:
    """Whether a visitor is there: not on the way ("left for"), back home, or only talked of."""
    trigger = visit.trigger
    if trigger.pos_ != "NOUN":
        return trigger.lemma_.lower() not in ("leave", "depart", "head", "return")
    paid = knowledge.words["visit_verbs"] | knowledge.light_verbs
    return trigger.dep_ != "dobj" or trigger.head.lemma_.lower() in paid  # "discussed his visit to Iran"


def _goes_on(met: Told, visit: Told, steps: int, referents: Referents) -> bool:
    """Whether a meeting is told with somebody's visit or, so many sentences later, goes on with it."""
    same = met.time is None or visit.time is None or met.time.expression == visit.time.expression
    going = verb_above(visit.claim.trigger)
    if steps == 0:
        # "Xi, who visited Moscow in March, met Biden on Monday"
        return same or going is None or going.dep_ != "relcl"
    if not 0 < steps <= _NEAR or not same or not is_fact(met.claim):
        return False
    person = all(referents.drafts[i].kind is Kind.PERSON for i in visit.claim.agents)
    return person and not _is_before(met.claim) and set(met.claim.agents) <= set(visit.claim.agents)


def _is_before(claim: Claim) -> bool:
    """ "Had met him before": what is told behind something and was before it."""
    verb = verb_above(claim.trigger)
    return verb is not None and any(c.dep_ == "aux" and c.lemma_ == "have" for c in verb.children)


def _is_during(claim: Claim, knowledge: Knowledge) -> bool:
    """ "During his visit", "on the trip"."""
    return any(
        t.dep_ == "pobj"
        and t.head.lower_ in _DURING
        and any(p.predicate == "visited" for p in knowledge.patterns.get(("noun", t.lemma_.lower()), ()))
        for t in _clause(claim.trigger)
    )


def _clause(trigger: Token) -> Iterator[Token]:
    verb = verb_above(trigger)
    if verb is not None:
        yield from (t for t in verb.subtree if verb_above(t) == verb)


def _is_visiting(claim: Claim) -> bool:
    """ "Met the visiting minister"."""
    return any(t.lower_ == "visiting" and t.dep_ in ("amod", "compound", "nmod") for t in claim.trigger.sent)


def _is_remote(claim: Claim) -> bool:
    words = {t.lemma_.lower() for t in claim.trigger.sent}
    return not words.isdisjoint(
        ("phone", "telephone", "call", "online", "virtual", "video", "videoconference")
    )


def _is_hosted(
    met: Told,
    parties: set[int],
    guests: set[int],
    state: int,
    referents: Referents,
    sides: Sides,
    knowledge: Knowledge,
) -> bool:
    """Whether the one whom a visitor meets is somebody of the state that he visits, and he is not."""
    if (
        met.time is not None
        or _is_before(met.claim)
        or any(referents.drafts[i].kind is not Kind.PERSON for i in parties)
    ):
        return False
    if any(t.lemma_.lower() in knowledge.words["posted_roles"] for t in met.claim.trigger.sent):
        return False  # "met the Pakistani ambassador to Tehran"
    hosts = parties - guests
    at_home = bool(hosts) and all(sides.acts_for(i, state) for i in hosts)
    return at_home and not any(sides.acts_for(i, state) for i in parties & guests)
