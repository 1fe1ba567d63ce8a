"""Who says a word of a Doc: in a clause under a verb of saying, in a quotation, "according to"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Token

from graphbuild.extract.clauses import is_passive, subject_of
from graphbuild.extract.factuality import Factuality, read_factuality
from graphbuild.extract.referents import Referents
from graphbuild.knowledge import Knowledge
from graphbuild.model import Kind

_TOPICS = frozenset(["about", "against", "over", "of", "regarding", "concerning"])
_ACTORS = frozenset([Kind.PERSON, Kind.ORGANISATION, Kind.STATE])
_DEEP = 12  # steps from a word to the verb that it is said with


@dataclass(frozen=True, slots=True)
class Saying:
    """Who says a word, and the verb of saying above it, if the sentence has one."""

    speakers: tuple[int, ...]
    verb: Token | None = None

    def factuality(self, knowledge: Knowledge) -> Factuality:
        """Whether the text says that it was said at all."""
        return read_factuality(self.verb, knowledge) if self.verb is not None else Factuality()


def is_actor(index: int, referents: Referents, *, no_media: bool = False) -> bool:
    """Whether an entity can say and do things; media only report what others say."""
    draft = referents.drafts[index]
    medium = draft.known is not None and draft.known.type == "media"
    return draft.kind in _ACTORS and not (no_media and medium)


def saying_of(word: Token, referents: Referents, knowledge: Knowledge) -> Saying | None:
    """Who says a word: the subject of the verb of saying above it, or whoever is quoted."""
    verb = _verb_of_saying(word, knowledge)
    if verb is not None:
        saying = said_with(verb, referents, knowledge.words["texts"])
        if saying is not None:
            return saying
        if is_passive(verb) or verb.i in referents.quoted or _sayers(verb):
            # "it should not be said that", "his trick: claiming that", "a lawmaker said …, according to Fars"
            return None
    told = tuple(i for i in _according_to(word, referents) if is_actor(i, referents, no_media=True))
    if told:
        return Saying(told)
    if word.i in referents.quoted and word.sent.start in referents.speakers:
        return Saying(referents.speakers[word.sent.start])
    return None


def said_with(verb: Token, referents: Referents, texts: frozenset[str] = frozenset()) -> Saying | None:
    """Who says what stands under a verb of saying or hoping; None where that is nobody known."""
    if verb.dep_ in ("xcomp", "advcl") and verb.tag_ == "VB" and is_passive(verb.head):
        return None  # "was summoned to explain", "was forced to admit"
    found = tuple(dict.fromkeys(i for t in _sayers(verb) for i in _voices(t, referents, texts)))
    return Saying(found, verb) if found else None


def _voices(teller: Token, referents: Referents, texts: frozenset[str]) -> tuple[int, ...]:
    """Whoever tells something, himself or by a text: "Kenya said", "the report of the UN said"."""
    return referents.all_at(teller) or (referents.owner(teller) if teller.lemma_.lower() in texts else ())


def _according_to(word: Token, referents: Referents) -> Iterator[int]:
    """Those according to whom a sentence is so: "according to Pompeo", "according to a tweet by Pompeo"."""
    for token in word.sent:
        if token.lower_ == "according" and not token.is_ancestor(word):
            for preposition in token.children:
                for source in preposition.children if preposition.lower_ == "to" else ():
                    yield from referents.all_at(source) or referents.owner(source)


def _sayers(verb: Token) -> tuple[Token, ...]:
    if is_passive(verb):
        return tuple(t for by in verb.children if by.dep_ == "agent" for t in by.children if t.dep_ == "pobj")
    return subject_of(verb)


def _verb_of_saying(word: Token, knowledge: Knowledge) -> Token | None:
    """The nearest verb of saying that has a word in its complement, or in what it is about."""
    token = word
    for _ in range(_DEEP):
        head = token.head
        if head == token:
            return None
        if head.pos_ == "VERB" and knowledge.reporting.get(head.lemma_.lower()) == "say":
            if token.dep_ in ("ccomp", "dobj") or (token.dep_ == "prep" and token.lower_ in _TOPICS):
                return head
            if token.dep_ != "xcomp" or is_passive(head):
                return None  # but "continues to lie" is no saying
        token = head
    return None
