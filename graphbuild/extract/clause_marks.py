"""What stands at a clause or an event noun itself: negation, modals, conditions, imperatives."""

from __future__ import annotations

from spacy.tokens import Token

from graphbuild.extract.readings import IF, Reading, effect_of, has, is_infinitive, is_verb, modality_of
from graphbuild.knowledge import Knowledge
from graphbuild.model import Modality

_WHEN = frozenset(["when", "whenever", "once", "until", "before"])
_NOT = frozenset(["not", "n't", "n’t", "never", "no", "neither", "nor", "hardly", "barely", "scarcely"])
_NOBODY = frozenset(["no", "none", "nobody", "neither", "nothing", "few", "no-one"])
_POLITE = frozenset(["hope", "like"])  # "he would hope that", as one says
_PRESENT = ("VBZ", "VBP")


def read_marks(token: Token, reading: Reading, knowledge: Knowledge) -> None:
    """A verb or a noun → its own marks, added to the reading."""
    if is_verb(token):
        _read_verb(token, reading, knowledge)
    elif token.pos_ in ("NOUN", "PROPN"):
        _read_noun(token, reading, knowledge)


def _read_verb(verb: Token, reading: Reading, knowledge: Knowledge) -> None:
    for child in verb.children:
        if _is_negator(child, verb):
            reading.negate()
        elif child.dep_ == "advmod" and (effect := knowledge.attitudes.get((child.lower_, "adv"))):
            reading.apply(effect)  # "allegedly shelled", "nearly attacked"
        elif child.dep_ == "aux":
            modality = modality_of(child)
            if modality and not (child.lower_ == "would" and verb.lemma_ in _POLITE):
                reading.unreal(modality)
        elif child.dep_ in ("mark", "advmod") and child.lower_ in IF and child.i < verb.i:
            reading.unreal(Modality.HYPOTHETICAL)
        elif child.dep_ in ("nsubj", "nsubjpass", "dobj", "attr") and _is_nobody(child):
            reading.negate()
    if _is_denied_around(verb):
        reading.negate()
    if _is_in_case(verb):
        reading.unreal(Modality.HYPOTHETICAL)
    unreal = _unreal_clause(verb) or _scheduled(verb, knowledge)
    if unreal:
        reading.unreal(unreal)
    if _is_to(verb) or (
        verb.dep_ == "ROOT" and is_infinitive(verb)
    ):  # "Putin to visit China", as headlines say
        reading.unreal(Modality.PLANNED)
    if _is_imperative(verb) or _is_shouted(verb):
        reading.unreal(Modality.HYPOTHETICAL)


def _read_noun(noun: Token, reading: Reading, knowledge: Knowledge) -> None:
    if _is_non(noun) or _never_was(noun):
        reading.negate()
    for child in noun.children:
        if child.dep_ in ("det", "neg") and child.lower_ in _NOBODY:
            reading.negate()
        elif child.dep_ in ("amod", "compound"):
            # "the planned visit", "an alleged attack", "a draft treaty"
            reading.apply(knowledge.attitudes.get((child.lower_, "adj")))
        elif child.tag_ == "VBN" and child.dep_ == "acl" and _undoes(child, knowledge):
            reading.negate()


def _never_was(noun: Token) -> bool:
    """ "The visit that never was"."""
    return any(
        never.lower_ == "never"
        and never.nbor(-1).lower_ == "that"
        and never.nbor().lower_ in ("was", "were", "happened")
        for never in noun.subtree
        if noun.i < never.i < noun.sent.end - 1
    )


def _undoes(participle: Token, knowledge: Knowledge) -> bool:
    """ "The visit called off at the last minute"."""
    return effect_of(participle, "verb", knowledge) == "negative"


def _is_in_case(verb: Token) -> bool:
    """ "In case Israel attacked Iran": the parser ties "in" to the verb, or before its clause."""
    doc, first = verb.doc, verb.left_edge.i
    for i in (first, first - 2):
        if i >= 0 and doc[i].lower_ == "in" and doc[i + 1].lower_ == "case":
            return doc[i + 2].lower_ != "of" if i + 2 < len(doc) else False
    return False


def _is_negator(child: Token, verb: Token) -> bool:
    """Whether a word of the verb group denies it: "did not meet", "neither met nor"."""
    return child.dep_ == "neg" or (
        child.dep_ in ("advmod", "preconj", "cc") and child.lower_ in _NOT and child.i < verb.i
    )


def _is_nobody(argument: Token) -> bool:
    """Whether an argument is "no country", "none of them" or "neither A nor B"."""
    if argument.lower_ in _NOBODY:
        return True
    return any(
        c.dep_ in ("det", "neg", "preconj", "cc") and c.lower_ in _NOBODY and c.i < argument.i
        for c in argument.children
    )


def _is_denied_around(verb: Token) -> bool:
    """ "At no point", "under no circumstances", "nor has": denial outside the verb group."""
    auxiliaries = (c for c in verb.children if c.dep_ == "aux")  # "at no time did it attack"
    if any(_is_under_no(child) for part in (verb, *auxiliaries) for child in part.children):
        return True
    if verb.dep_ == "conj":
        return any(c.lower_ == "nor" and c.i < verb.i for c in verb.head.children)
    return _is_non(verb)


def _is_under_no(phrase: Token) -> bool:
    """ "At no point", "under no circumstances"."""
    return (
        phrase.dep_ == "prep"
        and phrase.lower_ in ("at", "in", "under", "on", "by")
        and any(t.dep_ == "pobj" and any(c.lower_ == "no" for c in t.children) for t in phrase.children)
    )


def _is_non(token: Token) -> bool:
    """ "Non-recognition"."""
    return token.i > 1 and token.nbor(-1).text == "-" and token.nbor(-2).lower_ == "non"


def _is_to(verb: Token) -> bool:
    """ "Is to visit": what is arranged."""
    return (
        verb.lemma_ == "be"
        and not is_infinitive(verb)
        and any(c.dep_ == "xcomp" and c.tag_ == "VB" for c in verb.children)
    )


def _is_imperative(verb: Token) -> bool:
    """ "Meet the president": a call, no report."""
    return (
        verb.tag_ == "VB"
        and verb.dep_ == "ROOT"
        and not is_infinitive(verb)
        and not has(verb, "nsubj", "nsubjpass", "aux")
    )


def _is_shouted(verb: Token) -> bool:
    """ "Free Imran Khan, arrest Asim Munir": a bare verb does not agree with one person."""
    subject = next((c for c in verb.children if c.dep_ == "nsubj"), None)
    return (
        subject is not None
        and subject.ent_type_ == "PERSON"
        and verb.tag_ in ("VB", "VBP")
        and not has(verb, "aux")
        and not has(subject, "conj", "appos", "nmod")
    )


def _scheduled(verb: Token, knowledge: Knowledge) -> Modality | None:
    """ "From Yerevan she travels to Tbilisi.": in a sentence, unlike a headline, it is still to come."""
    travels = verb.tag_ in _PRESENT and verb.lemma_ in knowledge.words["timetable_verbs"]
    return Modality.PLANNED if travels and verb.sent.text.rstrip().endswith(".") else None


def _unreal_clause(verb: Token) -> Modality | None:
    """Inverted conditions, comparisons, and the present tense for what is to come."""
    subject = next((c for c in verb.children if c.dep_ in ("nsubj", "nsubjpass")), None)
    for child in verb.children:
        if subject and _is_inverted(child, subject):
            return Modality.HYPOTHETICAL
        if child.dep_ in ("aux", "npadvmod", "tmod") and child.lower_ == "upcoming":
            return Modality.PLANNED
        if verb.tag_ in _PRESENT and child.lower_ in _WHEN and child.i < verb.i:
            return Modality.HYPOTHETICAL
    if verb.tag_ in _PRESENT and (any(_is_to_come(t) for t in verb.subtree) or _is_announced(verb)):
        return Modality.PLANNED
    if verb.tag_ in _PRESENT and _comes_after(verb):
        return Modality.HYPOTHETICAL
    if verb.tag_ == "VB" and any(t.lower_ == "than" for t in verb.doc[max(verb.i - 3, 0) : verb.i]):
        return Modality.HYPOTHETICAL  # "rather than meet them"
    return None


def _is_announced(verb: Token) -> bool:
    """Whether a programme tells it: "Sunday: the Pope flies to Beirut"."""
    doc, start = verb.doc, verb.sent.start
    if start > 1 and doc[start - 1].text == ":":  # the parser parted the day from what is on it
        start = doc[start - 1].sent.start
    day = next((t for t in doc[start : verb.i] if t.ent_type_ != "DATE"), None)
    return day is not None and day.text == ":" and day.i > start


def _comes_after(verb: Token) -> bool:
    """ "When I am president, Algeria invades Monaco": what is to come is told in the present tense."""
    return any(
        c.dep_ == "advcl"
        and c.i < verb.i
        and c.tag_ in _PRESENT
        and any(m.lower_ in _WHEN and m.i < c.i for m in c.children)
        for c in verb.children
    )


def _is_inverted(child: Token, subject: Token) -> bool:
    """ "Had they met", "should Iran attack"."""
    return (
        child.dep_ in ("aux", "auxpass") and child.lower_ in ("had", "were", "should") and child.i < subject.i
    )


def _is_to_come(token: Token) -> bool:
    """ "Tomorrow", "next week"."""
    return token.lower_ == "tomorrow" or (
        token.lower_ in ("next", "coming") and token.head.ent_type_ == "DATE"
    )
