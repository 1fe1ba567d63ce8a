"""A noun, or a verb used as one, under its governor → what the governor makes of it, and where to go on.

The object of a wish is not real, the topic of a talk need not be, a circumstance is taken for granted.
"""

from __future__ import annotations

from spacy.tokens import Token

from graphbuild.extract.noun_phrases import measured
from graphbuild.extract.readings import Reading, effect_of, has, is_infinitive, is_verb, modality_of
from graphbuild.knowledge import Knowledge
from graphbuild.model import Modality

# A noun after these is a circumstance that is taken for granted, whatever governs it.
_BESIDE = frozenset(
    [
        "during", "after", "following", "since", "amid", "at", "in", "by", "from", "as", "with", "because",
        "upon", "through", "including", "between", "within", "under",
    ]
)  # fmt: skip
_DENYING = frozenset(["from", "of", "in", "against", "at", "to"])
_WISHED = frozenset(["for", "about", "without", "towards", "toward", "before"])
_ABOUT = frozenset(["of", "for", "against", "about", "on", "towards", "toward", "to"])


def noun_step(noun: Token, reading: Reading, knowledge: Knowledge) -> Token | None:
    """One step up from a noun; None where the climb ends."""
    head, relation = noun.head, noun.dep_
    if _is_in_force(noun, knowledge) or _is_ended(noun, knowledge):
        return None
    if relation == "pobj":
        return _prepositional_step(noun, reading, knowledge)
    if is_verb(head):
        if relation in ("dobj", "nsubjpass"):
            if head.lemma_.lower() not in knowledge.light_verbs or has(head, "prt"):
                reading.apply(effect_of(head, "verb", knowledge))  # "put off a visit"
            return head
        if relation == "nsubj" and head.lemma_ not in knowledge.words["happening_verbs"]:
            # "the withdrawal left no ally" denies no withdrawal; "a visit would help" is no visit yet
            if any(c.dep_ == "aux" and modality_of(c) for c in head.children):
                reading.unreal(Modality.HYPOTHETICAL)
            if _never_was(head, knowledge):
                reading.negate()
            return None
        if relation == "nsubj":
            for said in (c for c in head.children if c.dep_ == "acomp"):
                reading.apply(effect_of(said, "adj", knowledge))  # "talks are impossible"
        return head if relation in ("nsubj", "attr", "oprd", "npadvmod") else None
    if head.pos_ in ("NOUN", "PROPN") and relation in ("compound", "nmod"):
        reading.apply(effect_of(head, "noun", knowledge))
        return head
    return head if relation != "poss" else None


def _is_in_force(noun: Token, knowledge: Knowledge) -> bool:
    """Whether a measure lasts because something is only wished to be done to it.

    "Must lift the US sanctions", "a plan to sidestep the embargo", "is opposed to the occupation".
    """
    if noun.lemma_.lower() not in knowledge.words["standing_nouns"]:
        return False
    unreal = knowledge.words["unreal_modifiers"] | knowledge.words["more_of"]
    if any(c.lower_ in unreal or c.lower_ in ("a", "an") for c in noun.children):
        return False
    verb = noun.head.head if noun.dep_ == "pobj" and noun.head.lower_ == "to" else noun.head
    if noun.dep_ not in ("dobj", "nsubjpass", "pobj") or verb.lemma_ not in knowledge.words["granting_verbs"]:
        return False
    if effect_of(verb, "verb", knowledge) != "negative" or verb.lemma_ == "oppose":
        return True
    unreal_form = any(c.dep_ == "neg" or (c.dep_ == "aux" and modality_of(c)) for c in verb.children)
    wished = verb.dep_ == "pcomp" and verb.head.lower_ in _WISHED
    return unreal_form or wished or any(c.dep_ == "aux" and c.tag_ == "TO" for c in verb.children)


def _is_ended(noun: Token, knowledge: Knowledge) -> bool:
    """Whether a war was there since it is to end: "ended six weeks of fighting", "called for an end to"."""
    if noun.lemma_.lower() not in knowledge.words["war_nouns"]:
        return False
    top = measured(noun, knowledge.words["measures"])
    some = knowledge.words["unreal_modifiers"]
    if any(c.lower_ in some or (c.lower_ in ("a", "an") and c.head == noun) for c in noun.children):
        return False
    if top.dep_ == "pobj" and top.head.lower_ == "to":
        return top.head.head.lower_ in ("end", "halt")
    return top.dep_ in ("dobj", "nsubjpass") and top.head.lemma_ in knowledge.words["ceasing_verbs"]


def _never_was(verb: Token, knowledge: Knowledge) -> bool:
    """Whether an event came to nothing: "collapsed before they began", "failed to materialise"."""
    happening = knowledge.words["happening_verbs"]
    for child in verb.children:
        if child.lemma_ in happening and child.dep_ in ("advcl", "xcomp"):
            if verb.lemma_ == "fail" and is_infinitive(child):
                return True
            if any(c.dep_ == "mark" and c.lower_ == "before" for c in child.children):
                return True
    with_it = any(c.dep_ == "mark" and c.lower_ == "with" for c in verb.children)
    effect = effect_of(verb, "verb", knowledge)
    # "with his trip called off", "the deal fell through"
    return effect == "negative" and (with_it or verb.lemma_ == "fall")


def _prepositional_step(noun: Token, reading: Reading, knowledge: Knowledge) -> Token | None:
    """Up from a noun through its preposition: "a call for talks", "before the visit", "in the attack"."""
    top = measured(noun, knowledge.words["measures"])
    if top != noun:
        return top
    preposition, governor = noun.head, noun.head.head
    while preposition.dep_ == "conj" and governor.pos_ == "ADP":
        preposition, governor = governor, governor.head
    word = preposition.lower_
    if word == "without":
        reading.negate()
        return governor
    if preposition.dep_ not in ("prep", "agent", "dative", "conj"):
        return governor
    if word == "of" and governor.lower_ == "ahead":
        reading.unreal(Modality.PLANNED)
        return governor
    fronted = word == "on" and is_verb(governor) and noun.i < governor.i  # "on a visit to X, Y promised"
    if word in _BESIDE or fronted:
        pos = "verb" if is_verb(governor) else "noun"
        if word in ("as", "from") and effect_of(governor, pos, knowledge) == "negative":
            reading.negate()  # "refrained from the attack", "dismissed as nonsense a report that"
        ahead = is_verb(governor) and any(c.dep_ == "aux" and modality_of(c) for c in governor.children)
        if word == "during" and ahead:
            reading.unreal(Modality.PLANNED)  # "during his visit he will be received": not there yet
        return governor if is_verb(governor) and word in ("in", "with", "at", "by") else None
    pos = "verb" if is_verb(governor) else "noun" if governor.pos_ in ("NOUN", "PROPN") else "adj"
    effect = effect_of(governor, pos, knowledge)
    if effect and effect != "actual":
        reading.apply(effect)
    elif word in ("before", "until") or (pos == "verb" and word in ("towards", "toward", "pending")):
        reading.unreal(Modality.PLANNED)
    elif word == "for" and pos == "verb" and governor.lemma_ in knowledge.words["arrival_verbs"]:
        reading.unreal(Modality.PLANNED)  # "arrived for talks", which are to come
    elif word == "for" and pos == "verb" and governor.lemma_ in knowledge.words["wishing_verbs"]:
        reading.unreal(Modality.HYPOTHETICAL)
    return governor


def _source_step(according: Token, reading: Reading, knowledge: Knowledge) -> Token:
    """From what is so "according to" it to what tells it: "a hoax, according to which they met"."""
    i = according.i - 1
    if i < according.sent.start:
        return according.head
    while i > according.sent.start and according.doc[i].is_punct:
        i -= 1
    noun = according.doc[i]
    if noun.pos_ != "NOUN":
        return according.head
    reading.apply(effect_of(noun, "noun", knowledge))
    return noun


def _is_instead(of: Token) -> bool:
    """ "Instead of condemning them"."""
    return of.i > 0 and of.nbor(-1).lower_ == "instead"


def gerund_step(verb: Token, reading: Reading, knowledge: Knowledge) -> Token:
    """One step up from a verb after a preposition: "without meeting", "accused of attacking"."""
    word, governor = verb.head.lower_, verb.head.head
    if word in ("without", "instead") or (word == "of" and _is_instead(verb.head)):
        reading.negate()
        return governor
    if word == "according":
        return _source_step(verb.head, reading, knowledge)
    if word == "before":
        reading.unreal(Modality.HYPOTHETICAL)
    pos = "verb" if is_verb(governor) else "noun" if governor.pos_ == "NOUN" else "adj"
    effect = effect_of(governor, pos, knowledge)
    if effect:
        if effect != "negative" or word in _DENYING:
            reading.apply(effect)
    elif word == "from":
        if governor.lemma_ not in knowledge.words["leaving_verbs"]:
            reading.unreal(Modality.HYPOTHETICAL)
    elif word in _ABOUT:
        # "accused of attacking", "talks about recognising": nothing says that it happened
        reading.unreal(Modality.HYPOTHETICAL)
    return governor
