"""A claim in its sentence → who says so."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Span, Token

from graphbuild.extract.claims import Claim
from graphbuild.extract.clauses import is_passive, subject_of
from graphbuild.extract.referents import Referents
from graphbuild.knowledge import Knowledge
from graphbuild.model import Kind

_FINITE = ("VBD", "VBZ", "VBP")
_QUOTES = ('"', "“", "”")
_ACTORS = (Kind.PERSON, Kind.ORGANISATION, Kind.STATE)


def sources_of(claim: Claim, referents: Referents, knowledge: Knowledge) -> tuple[int, ...]:
    """Who says so: the subject of the verb of saying, "according to", the speaker of a quotation.

    Whoever is named at the end of the sentence as its teller ("…, Reuters reported") joins those
    whom he quotes. Where the relation consists in saying something its agents are sources too.
    """
    sent = claim.trigger.sent
    found = [i for token in claim.factuality.sources for i in referents.all_at(token)]
    if not found:
        found = [i for token in _according_to(sent) for i in referents.all_at(token)]
    if not found:
        if claim.trigger.i in referents.quoted:
            found = list(referents.speakers.get(sent.start, ()))
        else:
            found = [i for token in _sayers(claim.trigger, knowledge) for i in referents.all_at(token)]
    predicate = knowledge.predicates[claim.predicate]
    own = () if predicate.event else claim.agents  # the teller's own post is told of him, not by him
    tellers = (i for token in _tellers(claim.trigger, knowledge) for i in referents.all_at(token))
    found += [i for i in tellers if i not in own]
    if predicate.speech:
        found += claim.agents
    return tuple(dict.fromkeys(i for i in found if referents.drafts[i].kind in _ACTORS))


def _according_to(sent: Span) -> Iterator[Token]:
    for token in sent:
        if token.lower_ == "according":
            for preposition in token.children:
                if preposition.lower_ == "to":
                    yield from (t for t in preposition.children if t.dep_ == "pobj")


def _sayers(word: Token, knowledge: Knowledge) -> Iterator[Token]:
    """Those in whose indirect speech a word stands, however deep; not who is named as its speaker.

    The clause may hang from the text in which they say it: "said in a statement that they met".
    """
    told = False
    while word.head != word:
        clause, word = word, word.head
        if clause.dep_ == "ccomp":
            told = True
        elif clause.dep_ == "acl":
            told = any(c.dep_ == "mark" and c.lower_ == "that" for c in clause.children)
        elif clause.dep_ not in ("pobj", "prep"):
            told = False
        if told and knowledge.reporting.get(word.lemma_.lower()) == "say" and not is_passive(word):
            yield from subject_of(word)


def _tellers(trigger: Token, knowledge: Knowledge) -> Iterator[Token]:
    """Whoever reports the whole of a sentence at its end: "They say they met, Al Jazeera reported".

    The parser ties such a verb anywhere. Its subject stands behind a comma, and nothing that is told
    behind the verb.
    """
    sent = trigger.sent
    for subject in sent[trigger.i - sent.start + 1 :]:
        verb, first = subject.head, subject.left_edge.i
        if subject.dep_ != "nsubj" or not trigger.i < first < verb.i or verb.tag_ not in _FINITE:
            continue
        says = knowledge.reporting.get(verb.lemma_.lower()) == "say" and subject.tag_ not in ("WP", "WDT")
        after = sent[verb.i - sent.start + 1 :]
        last = not any(t.tag_ in _FINITE or t.text in _QUOTES or t.text == ":" for t in after)
        comma = any(t.text == "," for t in sent.doc[first - 2 : first])
        marked = any(c.dep_ in ("mark", "advmod") and c.i < first for c in verb.children)  # "as … found"
        if says and last and comma and not marked and not _is_before_clause(trigger, verb):
            yield subject


def _is_before_clause(word: Token, verb: Token) -> bool:
    """Whether a word is in a phrase before a verb and belongs to it: "Following the talks, he said"."""
    while word.head != word and word.head != verb:
        word = word.head
    return word.head == verb and word.dep_ in ("advcl", "advmod", "npadvmod", "prep")
