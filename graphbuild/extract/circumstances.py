"""A claim in its sentence → when and where it happened, and who says so."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence
from datetime import datetime

from spacy.tokens import Doc, Span, Token

from graphbuild.extract.claims import Claim
from graphbuild.extract.clauses import measured
from graphbuild.extract.dates import read_time, time_expressions
from graphbuild.extract.referents import Referents
from graphbuild.knowledge import Knowledge
from graphbuild.model import Kind, Modality, TimeSpan

_IN = frozenset(["in", "at", "near", "inside", "outside", "across", "on", "around"])


def find_times(doc: Doc) -> Mapping[int, tuple[Span, ...]]:
    """A Doc → its time expressions, by the start of their sentence."""
    found: dict[int, list[Span]] = {}
    for span in time_expressions(doc):
        tokens = doc.char_span(span.start, span.end, alignment_mode="expand")
        if tokens is not None and len(tokens):
            found.setdefault(tokens[0].sent.start, []).append(tokens)
    return {start: tuple(spans) for start, spans in found.items()}


def time_of(
    claim: Claim, times: Sequence[Span], reference: datetime | None, knowledge: Knowledge
) -> TimeSpan | None:
    """The time expression that belongs to a claim's trigger, read against the article's date."""
    measures = knowledge.words["measures"]
    anchors = _clause(claim.trigger, measures)
    verb = _verb_above(claim.trigger)
    tense = "future" if claim.factuality.modality is Modality.PLANNED else "past"
    best: tuple[int, Span] | None = None
    for span in times:
        root = span.root
        head = _verb_above(root) if root.head != root else None
        distance = abs(span.start - claim.trigger.i)
        if any(a in anchors for a in _nouns_above(root)):
            rank = 0
        elif head is not None and head.i in anchors:
            rank = 1
        elif head is not None and (head == verb or _is_speaking(head, claim.trigger, knowledge)):
            rank = 2
        elif (
            len(times) == 1
            and claim.factuality.speech is None
            and head is not None
            and head.dep_ == "ROOT"
            and verb is not None
            and verb.dep_ in ("conj", "advcl", "xcomp")
        ):
            rank = 3
        else:
            continue
        score = rank * 1000 + distance
        if best is None or score < best[0]:
            best = (score, span)
    if best is None:
        return None
    return read_time(best[1].text, reference, tense=tense)


def _is_speaking(verb: Token, trigger: Token, knowledge: Knowledge) -> bool:
    """Whether a participle tells when something was said: "speaking on Monday, he said"."""
    says = knowledge.reporting.get(trigger.lemma_.lower()) == "say"
    return says and verb.dep_ == "advcl" and verb.tag_ == "VBG" and trigger.is_ancestor(verb)


def place_of(claim: Claim, referents: Referents, knowledge: Knowledge, *, of_places: bool) -> int | None:
    """The place that the clause of a claim's trigger names, if any.

    With `of_places` the recipients are themselves where it happened, as for a visit.
    """
    taken = {i for i in (*claim.agents, *claim.recipients) if isinstance(i, int)}
    for i in claim.recipients:
        if isinstance(i, int) and (
            referents.drafts[i].kind is Kind.PLACE or (of_places and referents.drafts[i].kind is Kind.STATE)
        ):
            return i
    verb = _verb_above(claim.trigger)
    if (
        verb is not None
        and verb.dep_ == "relcl"
        and any(c.lower_ == "where" and c.dep_ == "advmod" for c in verb.children)
    ):
        # "in Berlin, where she met him"
        for i in referents.at(verb.head):
            if referents.drafts[i].kind in (Kind.PLACE, Kind.STATE) and i not in taken:
                return i
    # "met the chief of the office, Baradar, in Doha": the parser ties the place to a name on the way.
    participants = [
        t
        for t in claim.trigger.sent
        if t.i > claim.trigger.i
        and any(
            referents.drafts[i].kind in (Kind.PERSON, Kind.ORGANISATION) for i in referents.named.get(t.i, ())
        )
        and _verb_above(t) == verb
    ]
    held = [
        c
        for c in claim.trigger.children
        if c.dep_ in ("dobj", "nsubjpass") and c.pos_ == "NOUN" and _happens(c, referents)
    ]
    held += [t for h in held for p in h.children if p.lower_ == "of" for t in p.children if t.dep_ == "pobj"]
    for head in [*_heads(claim.trigger, knowledge.words["measures"]), *held, *participants]:
        for preposition in head.children:
            if preposition.dep_ == "prep" and preposition.lower_ in _IN:
                for token in preposition.children:
                    for i in referents.at(token) if token.dep_ == "pobj" else ():
                        if referents.drafts[i].kind in (Kind.PLACE, Kind.STATE) and i not in taken:
                            return i
                    inner = _place_inside(token, referents)
                    if token.dep_ == "pobj" and inner is not None and inner not in taken:
                        return inner
    return None


def _happens(noun: Token, referents: Referents) -> bool:
    """Whether a noun's place is that of the event: of people and events, not of topics."""
    event = noun.lemma_.lower() in (referents.event_nouns | referents.measures)
    return bool(referents.at(noun)) or event


def _place_inside(token: Token, referents: Referents) -> int | None:
    """ "the presidential palace in Kabul", "Tehran's Mehrabad airport": the place a phrase names."""
    for child in token.children:
        # "the palace in Kabul", "the Pakistani capital of Islamabad", "the city of Baku"
        if child.dep_ == "prep" and child.lower_ in (*_IN, "of"):
            for t in child.children:
                for i in referents.at(t) if t.dep_ == "pobj" else ():
                    if referents.drafts[i].kind is Kind.PLACE or (
                        child.lower_ != "of" and referents.drafts[i].kind is Kind.STATE
                    ):
                        return i
    return None


def sources_of(claim: Claim, referents: Referents, knowledge: Knowledge) -> tuple[int, ...]:
    """Who says so: the subject of the verb of saying, "according to", the speaker of a quotation.

    Where the relation consists in saying something its agents are sources of it too.
    """
    sent = claim.trigger.sent
    found = [i for token in claim.factuality.sources for i in referents.all_at(token)]
    if not found:
        found = [i for token in _according_to(sent) for i in referents.all_at(token)]
    if not found:
        found = [i for i in referents.speakers.get(sent.start, ()) if _spoken(claim.trigger, sent)]
    if knowledge.predicates[claim.predicate].speech:
        found += claim.agents
    actors = (Kind.PERSON, Kind.ORGANISATION, Kind.STATE)
    return tuple(dict.fromkeys(i for i in found if referents.drafts[i].kind in actors))


def _according_to(sent: Span) -> Iterator[Token]:
    for token in sent:
        if token.lower_ == "according":
            for preposition in token.children:
                if preposition.lower_ == "to":
                    yield from (t for t in preposition.children if t.dep_ == "pobj")


def _spoken(trigger: Token, sent: Span) -> bool:
    """Whether a trigger stands inside quotation marks of its sentence, or the sentence is all speech."""
    marks = [t.i for t in sent if t.text in ('"', "“", "”")]
    if not marks:
        return True
    return sum(i < trigger.i for i in marks) % 2 == 1


def _heads(trigger: Token, measures: Container[str]) -> Iterator[Token]:
    """The trigger and the words above it whose place is also its own."""
    token = trigger
    yield token
    for _ in range(4):
        top = measured(token, measures)
        if top != token:
            token = top
        elif token.dep_ in (
            "dobj",
            "nsubj",
            "nsubjpass",
            "xcomp",
            "conj",
            "pobj",
            "prep",
            "attr",
        ) and token.head.pos_ in ("VERB", "AUX", "NOUN", "ADP"):
            token = token.head
        else:
            return
        yield token


def _clause(trigger: Token, measures: Container[str]) -> frozenset[int]:
    return frozenset(t.i for t in _heads(trigger, measures) if t.pos_ in ("VERB", "AUX", "NOUN"))


def _verb_above(token: Token) -> Token | None:
    while token.pos_ not in ("VERB", "AUX"):
        if token.head == token:
            return None
        token = token.head
    return token


def _nouns_above(token: Token) -> Iterator[int]:
    """The nouns and the first verb that a time expression hangs from."""
    for _ in range(4):
        if token.head == token:
            return
        token = token.head
        yield token.i
        if token.pos_ in ("VERB", "AUX"):
            return
