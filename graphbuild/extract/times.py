"""A claim in its sentence → when the text says that it happened."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import datetime

from spacy.tokens import Doc, Span, Token

from graphbuild.extract.claims import Claim
from graphbuild.extract.date_words import OPEN
from graphbuild.extract.dates import read_time, time_expressions
from graphbuild.extract.places import speaking
from graphbuild.extract.referents import Referents
from graphbuild.extract.spine import verb_above, words_above
from graphbuild.knowledge import Knowledge
from graphbuild.model import Modality, TimeSpan

_OF_A_TIME_TOLD = re.compile(r"\bin the (?:week|month|year)$", re.IGNORECASE)
_LASTING = ("family", "place")  # kin and borders have no date, whatever happens there
_SAME_TIME = frozenset(["when", "as", "while"])


def find_times(doc: Doc) -> Mapping[int, tuple[Span, ...]]:
    """A Doc → its time expressions, by the start of their sentence.

    "Earlier in the month" is left out after another time in its paragraph, which may name the month.
    """
    found: dict[int, list[Span]] = {}
    last: Span | None = None
    for span in time_expressions(doc):
        tokens = doc.char_span(span.start, span.end, alignment_mode="expand")
        if tokens is None or not len(tokens):
            continue
        told = last is not None and "\n" not in doc[last.end : tokens.start].text
        last = tokens
        if not (told and _OF_A_TIME_TOLD.search(tokens.text)):
            found.setdefault(tokens[0].sent.start, []).append(tokens)
    return {start: tuple(spans) for start, spans in found.items()}


def time_of(
    claim: Claim,
    times: Sequence[Span],
    reference: datetime | None,
    referents: Referents,
    knowledge: Knowledge,
) -> TimeSpan | None:
    """The time expression that belongs to a claim's trigger, read against the article's date."""
    if not claim.timed or knowledge.predicates[claim.predicate].group in _LASTING:
        return None
    verb = verb_above(claim.trigger)
    for span in times:
        if verb is not None and verb.head in span and any(c.lower_ == "when" for c in verb.children):
            # "since 2008, when Bolivia expelled the ambassador"
            since = span[0].lower_ in OPEN and len(span) > 1
            return read_time(span[1:].text if since else span.text, reference)
    ranked = [
        (rank, abs(span.start - claim.trigger.i), _bare(span).text)
        for span in times
        if (rank := _rank(span, claim, times, referents, knowledge)) is not None
    ]
    if not ranked:
        return None
    tense = "future" if claim.factuality.modality is Modality.PLANNED else "past"
    return read_time(min(ranked)[2], reference, tense=tense)


def time_of_noun(
    noun: Token, *, times: Mapping[int, Sequence[Span]], reference: datetime | None, knowledge: Knowledge
) -> TimeSpan | None:
    """The time expression that hangs from a noun, or from the verb that says that it happens."""
    happening = knowledge.words["happening_verbs"] | knowledge.light_verbs
    spine = {
        t.i
        for t in words_above(noun, knowledge.words["measures"])
        if t.pos_ not in ("VERB", "AUX") or t.lemma_.lower() in happening
    }
    for span in times.get(noun.sent.start, ()):
        head = span.root.head
        if head.i in spine or (head.pos_ == "ADP" and head.head.i in spine):
            return read_time(span.text, reference)
    return None


def _rank(
    span: Span, claim: Claim, times: Sequence[Span], referents: Referents, knowledge: Knowledge
) -> int | None:
    """How surely a time expression is that of a claim, the surest 0; None where it is another's."""
    root = span.root
    spine = words_above(claim.trigger, knowledge.words["measures"])
    anchors = frozenset(t.i for t in spine if t.pos_ in ("VERB", "AUX", "NOUN"))
    verb = verb_above(claim.trigger)
    head = verb_above(root) if root.head != root else None
    speech = knowledge.predicates[claim.predicate].speech
    if any(a in anchors for a in _above(root)):
        return 0
    if head is None:
        return None
    if head.i in anchors:
        return 1
    if head == verb or (speech and head in speaking(claim, referents, knowledge)):
        return 2
    if (
        speech
        and _above(root)[-1:] == [head.i]
        and len(_above(root)) < 3
        and _is_of_text(head, verb, knowledge)
    ):
        return 2
    if _dates(head) and claim.trigger.pos_ == "NOUN" and claim.trigger in head.ancestors:
        return 1  # "a treaty dating from 1951"
    if claim.factuality.speech is None and len(times) == 1 and verb is not None:
        if head.dep_ == "ROOT" and verb.dep_ in ("conj", "advcl", "xcomp"):
            return 3
        if head.dep_ == "advcl" and head.head == verb and head.tag_ == "VBD" and _is_at_once(head):
            return 3  # "supplied weapons when it began its war in March 2015"
    announced = verb is not None and verb.head == head and _is_announced(verb, claim, referents, knowledge)
    return 4 if announced else None


def _dates(verb: Token) -> bool:
    return verb.lemma_ == "date" and verb.tag_ == "VBG"


def _bare(time: Span) -> Span:
    """ "Dating from 1951": that year, and not all since then."""
    dated = time[0].lower_ == "from" and _dates(time[0].head)
    return time[1:] if dated and len(time) > 1 else time


def _is_of_text(word: Token, verb: Token | None, knowledge: Knowledge) -> bool:
    """ "In a statement issued late on Monday, Fiji praised Japan"."""
    text = word.head
    issued = word.dep_ == "acl" and word.tag_ == "VBN" and text.lemma_.lower() in knowledge.words["texts"]
    return issued and text.dep_ == "pobj" and text.head.head == verb


def _is_at_once(clause: Token) -> bool:
    return any(c.lower_ in _SAME_TIME and c.dep_ in ("advmod", "mark") for c in clause.children)


def _is_announced(verb: Token, claim: Claim, referents: Referents, knowledge: Knowledge) -> bool:
    """Whether those who did something announce that they have, where to announce it is to do it.

    "Iran announced on Friday that it had expelled four diplomats": not what others did, not what
    they may have done days before, like meeting somebody.
    """
    head = verb.head
    return (
        claim.predicate in knowledge.words["announced_deeds"]
        and verb.dep_ == "ccomp"
        and head.lemma_.lower() in knowledge.words["announcing_verbs"]
        and any(i in claim.agents for t in claim.factuality.sources for i in referents.all_at(t))
    )


def _above(token: Token) -> list[int]:
    """The nouns and the first verb that a time expression hangs from."""
    found: list[int] = []
    while len(found) < 4 and token.head != token:
        token = token.head
        found.append(token.i)
        if token.pos_ in ("VERB", "AUX"):
            break
    return found
