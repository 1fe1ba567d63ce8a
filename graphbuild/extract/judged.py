"""Judged words in a Doc → what is claimed of them by whoever says them, up to the verb of saying."""

from __future__ import annotations

from spacy.tokens import Token

from graphbuild.extract.clause_marks import read_marks
from graphbuild.extract.governors import step_up
from graphbuild.extract.readings import Reading, effect_of, is_infinitive
from graphbuild.knowledge import Knowledge
from graphbuild.model import Modality


def verb_reading(verb: Token, knowledge: Knowledge) -> Reading:
    """What is claimed of a clause by those who say it, up to the verb of saying."""
    reading = Reading()
    while verb.dep_ == "conj" and verb.tag_ == "VB" and not is_infinitive(verb) and verb.head.pos_ == "VERB":
        verb = verb.head  # "to destroy the economy and rewrite history"
    token = verb
    if is_infinitive(verb):
        own = any(c.dep_ in ("nsubj", "nsubjpass") for c in verb.children)
        tried = verb.head.lemma_.lower() in knowledge.words["attempts"]
        done = verb.dep_ == "xcomp" and effect_of(verb.head, "verb", knowledge) == "actual"
        if own or verb.lemma_ == "be" or not (tried or done):
            reading.unreal(Modality.HYPOTHETICAL)
            return reading
        token = verb.head  # "is trying to destroy", "continues to destroy": the attempt is blamed
    for _ in range(20):
        read_marks(token, reading, knowledge)
        if token.dep_ == "ROOT" or token.head == token:
            break
        if token.dep_ == "ccomp" and knowledge.reporting.get(token.head.lemma_.lower()) == "say":
            break
        above = step_up(token, reading, knowledge)
        if above is None:
            break
        token = above
    return reading


def deed_reading(noun: Token, knowledge: Knowledge) -> Reading | None:
    """What is claimed of a deed that is somebody's: it is taken for granted unless it is only alleged."""
    reading = Reading()
    token = noun
    for _ in range(5):
        if (
            token.dep_ == "pobj"
            and token.head.lower_ == "from"
            and (token.head.head.lemma_.lower() in knowledge.words["protecting_verbs"])
        ):
            return None  # "to save it from sabotage"
        if (
            token.dep_ == "pobj"
            and token.head.lower_ == "for"
            and token.head.head.lemma_.lower() in knowledge.words["pardons"]
        ):
            return None  # "was granted mercy for his crimes"
        if any(
            c.lower_ in knowledge.words["unreal_modifiers"]
            for c in token.children
            if c.dep_ in ("det", "amod", "neg")
        ):
            if any(c.lower_ == "no" for c in token.children):
                reading.negate()
            else:
                return None
        if token.dep_ == "pobj" and token.head.dep_ == "prep" and token.head.head.pos_ == "NOUN":
            token = token.head.head
            effect = effect_of(token, "noun", knowledge)
            if effect == "negative":
                reading.negate()
            elif effect == "hypothetical":
                return None
        else:
            break
    if token.dep_ in ("dobj", "nsubjpass") and knowledge.reporting.get(token.head.lemma_.lower()) == "deny":
        return None
    return reading
