"""A trigger in a parsed Doc → whether the text says that it happened, and who says so.

The reading starts at the trigger and climbs to the root of the sentence. At each step negation,
modal verbs, conditions (`clause_marks`) and the word that governs the clause (`governors`) may
change what is claimed. Whatever is not known to leave a clause real makes it unreal.
"""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Span, Token

from graphbuild.extract.clause_marks import read_marks
from graphbuild.extract.governors import step_up
from graphbuild.extract.readings import Reading
from graphbuild.extract.tales import is_told_only
from graphbuild.knowledge import Knowledge
from graphbuild.model import Modality, Polarity

_STEPS = 30  # no sentence that is read at all is deeper


@dataclass(frozen=True, slots=True)
class Factuality:
    """What the text claims of a trigger; `sources` are tokens of those who say so, innermost first."""

    polarity: Polarity = Polarity.POSITIVE
    modality: Modality = Modality.ACTUAL
    sources: tuple[Token, ...] = ()
    speech: Token | None = None


def read_factuality(trigger: Token, knowledge: Knowledge) -> Factuality:
    """A verb or an event noun → what the sentence claims of it."""
    reading = Reading()
    token = trigger
    for _ in range(_STEPS):
        read_marks(token, reading, knowledge)
        if token.dep_ == "ROOT" or token.head == token:
            break
        above = step_up(token, reading, knowledge)
        if above is None:
            break
        token = above
    if reading.modality is not Modality.HYPOTHETICAL and not is_in_earnest(trigger.sent, knowledge):
        reading.unreal(Modality.HYPOTHETICAL)
    return Factuality(
        Polarity.NEGATIVE if reading.negative else Polarity.POSITIVE,
        reading.modality,
        tuple(reading.sources),
        reading.speech,
    )


def is_in_earnest(sent: Span, knowledge: Knowledge) -> bool:
    """Whether a sentence tells of the world: no question, and nothing out of a film or a satire."""
    return not is_question(sent) and not is_told_only(sent, knowledge)


def is_question(sent: Span) -> bool:
    """Whether a sentence asks."""
    return sent[-1].text == "?" or sent.text.rstrip().endswith("?")
