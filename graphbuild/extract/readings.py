"""The state of a climb from a trigger to the root: what has been found on the way, and the words' effects."""

from __future__ import annotations

from dataclasses import dataclass, field

from spacy.tokens import Token

from graphbuild.extract.clauses import is_passive, subject_of
from graphbuild.knowledge import Knowledge
from graphbuild.model import Modality

# Before a verb they leave it open whether what it says is so.
IF = frozenset(
    ["if", "unless", "whether", "lest", "should", "supposing", "provided", "once", "until", "till"]
)
_WILL = frozenset(["will", "wo", "shall", "'ll", "’ll", "gonna"])
_MAY = frozenset(
    ["would", "may", "might", "could", "should", "must", "can", "ca", "ought", "need", "'d", "’d"]
)


@dataclass(slots=True)
class Reading:
    """What is claimed of a trigger as far as the climb has come; `sources` are innermost first."""

    negative: bool = False
    modality: Modality = Modality.ACTUAL
    sources: list[Token] = field(default_factory=list)
    speech: Token | None = None

    def negate(self) -> None:
        """One denial denies; of two ("did not deny meeting") nobody knows what is left."""
        if self.negative:
            self.unreal(Modality.HYPOTHETICAL)
        self.negative = True

    def unreal(self, modality: Modality) -> None:
        """What is planned may turn out to be hypothetical, but not the other way round."""
        if self.modality is not Modality.HYPOTHETICAL:
            self.modality = modality

    def apply(self, effect: str | None) -> None:
        """An effect of the lexicon (see `attitudes.csv`); `actual` and None change nothing."""
        if effect == "negative":
            self.negate()
        elif effect == "planned":
            self.unreal(Modality.PLANNED)
        elif effect == "hypothetical":
            self.unreal(Modality.HYPOTHETICAL)

    def under(self, clause: Token) -> None:
        """A clause that shares another's subject is as real as that one's conjunction leaves it."""
        if any(c.dep_ in ("mark", "advmod") and c.lower_ in IF and c.i < clause.i for c in clause.children):
            self.unreal(Modality.HYPOTHETICAL)

    def told_by(self, verb: Token) -> None:
        """Whoever a verb of saying has as its subject, or as the agent of its passive, says so."""
        if self.speech is None:
            self.speech = verb
        if is_passive(verb):
            agents = (c for c in verb.children if c.dep_ == "agent")
            self.sources.extend(t for by in agents for t in by.children if t.dep_ == "pobj")
        else:
            self.sources.extend(subject_of(verb))

    def claimed_in(self, noun: Token) -> None:
        """Whoever makes the claim, report or statement that something is so."""
        self.sources.extend(c for c in noun.children if c.dep_ == "poss")
        if noun.dep_ == "dobj" and noun.head.pos_ == "VERB":
            self.sources.extend(subject_of(noun.head))


def effect_of(word: Token, pos: str, knowledge: Knowledge) -> str | None:
    """What a word does to the clause under it, with its particle or preposition before alone."""
    lemma = word.lemma_.lower()
    for relation in ("prt", "advmod", "prep"):
        for child in word.children:
            if child.dep_ == relation:
                found = knowledge.attitudes.get((f"{lemma} {child.lower_}", pos))
                if found:
                    return found
    return knowledge.attitudes.get((lemma, pos))


def modality_of(auxiliary: Token) -> Modality | None:
    """What an auxiliary makes of its verb: "will" planned, "may" and "would" hypothetical."""
    if auxiliary.lower_ in _WILL:
        return Modality.PLANNED
    return Modality.HYPOTHETICAL if auxiliary.lower_ in _MAY else None


def is_verb(token: Token) -> bool:
    """Whether a token is a verb, auxiliary or not."""
    return token.pos_ in ("VERB", "AUX")


def is_infinitive(verb: Token) -> bool:
    """Whether "to" stands before a verb."""
    return any(c.dep_ == "aux" and c.tag_ == "TO" for c in verb.children)


def has(token: Token, *relations: str) -> bool:
    """Whether a token has a child of one of these relations."""
    return any(c.dep_ in relations for c in token.children)
