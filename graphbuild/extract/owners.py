"""Whose a deed or a word is that no possessor stands beside: "the decision", "the role that R plays"."""

from __future__ import annotations

from spacy.tokens import Token

from graphbuild.extract.clauses import SUBJECTS, is_passive, subject_of, verb_arguments
from graphbuild.extract.referents import Referents
from graphbuild.knowledge import Knowledge

_FAR = 200  # tokens back to the last time that a thing was somebody's
_DEFINITE = frozenset(["the", "this", "that", "these", "those"])
_SHARED = frozenset(["accord", "agreement", "ceasefire", "deal", "pact", "treaty", "truce"])  # of several
_MEDIA = frozenset(["via", "during"])  # "criticised the decision via Twitter"
_JUDGED = frozenset(["relcl", "acl"])
_LOOSE = frozenset(["prep", "acl", "relcl", "compound", "poss"])


def owner_at(noun: Token, referents: Referents, knowledge: Knowledge) -> tuple[int, ...]:
    """A thing → whose it is: beside it, in a clause about it, or where the word stood before."""
    return (
        _doer_of_clause(noun, referents, knowledge)
        or referents.owner(noun)
        or _doer_in_clause(noun, referents, knowledge)
        or _owner_inside(noun, referents, knowledge)
        or _late_owner(noun, referents)
        or _owner_told_before(noun, referents, knowledge)
        or _doer_told_before(noun, referents, knowledge)
    )


def _doer_in_clause(noun: Token, referents: Referents, knowledge: Knowledge) -> tuple[int, ...]:
    """Whoever did a thing in the clause about it: "the role that the US plays", "what Iran said"."""
    for verb in noun.children:
        if verb.dep_ != "relcl" or verb.lemma_.lower() not in knowledge.words["doing_verbs"]:
            continue
        subject = next((c for c in verb.children if c.dep_ == "nsubj"), None)
        taken = any(c.dep_ in ("dobj", "nsubjpass") and c.tag_ not in ("WDT", "WP") for c in verb.children)
        if subject is not None and subject.tag_ not in ("WDT", "WP") and not taken:
            return referents.all_at(subject)
    return ()


def _doer_of_clause(noun: Token, referents: Referents, knowledge: Knowledge) -> tuple[int, ...]:
    """Whoever did what "a move" sums up: "Israel approved the homes, a move condemned by Jordan"."""
    if noun.lemma_.lower() not in knowledge.words["deed_nouns"]:
        return ()
    if not any(c.lower_ == "a" for c in noun.children) or not any(c.dep_ in _JUDGED for c in noun.children):
        return ()
    verb = noun.head
    if noun.dep_ == "pobj" and verb.lower_ == "in":
        verb = verb.head
    elif noun.dep_ not in ("appos", "npadvmod", "dep") and not _is_second_object(noun):
        return ()
    while verb.pos_ in ("NOUN", "PROPN", "ADP", "NUM") and verb.head != verb:
        verb = verb.head
    if verb.pos_ != "VERB" or verb.i > noun.i or any(c.dep_ == "neg" for c in verb.children):
        return ()
    found: dict[int, None] = {}
    while not found:
        doers = verb_arguments(verb).at("subject")
        found = dict.fromkeys(i for t in doers for i in referents.all_at(t))
        if verb.dep_ != "conj" or verb.head.pos_ != "VERB" or any(c.dep_ in SUBJECTS for c in verb.children):
            break
        verb = verb.head  # "were arrested by the police and deported, a move condemned by"
    return tuple(found)


def _is_second_object(noun: Token) -> bool:
    """Whether the parser took what sums up a clause for one more object: "left the talks, a step …"."""
    return noun.dep_ == "dobj" and any(c.dep_ == "dobj" and c.i < noun.i for c in noun.head.children)


def _owner_inside(noun: Token, referents: Referents, knowledge: Knowledge) -> tuple[int, ...]:
    """Whose a thing of a thing is: "the quality of Nabil's work"."""
    if noun.lemma_.lower() in referents.event_nouns:
        return ()
    inner = (
        t for p in noun.children if p.lower_ == "of" for t in p.children
        if t.dep_ == "pobj" and t.lemma_.lower() not in knowledge.words["not_doing"]
    )  # fmt: skip
    return next((found for t in inner if (found := referents.owner(t))), ())


def _late_owner(noun: Token, referents: Referents) -> tuple[int, ...]:
    """The "by" phrase of an object that the parser tied to the verb: "attacked the choice of X by Y"."""
    if noun.dep_ != "dobj" or is_passive(noun.head):
        return ()
    phrases = (c for c in noun.head.children if c.dep_ == "prep" and c.lower_ == "by" and c.i > noun.i)
    return tuple(i for p in phrases for t in p.children if t.dep_ == "pobj" for i in referents.all_at(t))


def _owner_told_before(noun: Token, referents: Referents, knowledge: Knowledge) -> tuple[int, ...]:
    """Whose "the decision" is, where the word stood before with its owner, or was somebody's to take."""
    if noun.lemma_.lower() in _SHARED:
        return ()
    if not any(c.lower_ in _DEFINITE for c in noun.children):
        return ()
    if any(c.dep_ in _LOOSE and c.lower_ not in _MEDIA for c in noun.children):
        return ()
    same = {noun.lemma_.lower()} | knowledge.alike_nouns.get(noun.lemma_.lower(), frozenset())
    doing = knowledge.words["doing_verbs"] | knowledge.light_verbs
    for token in reversed(noun.doc[max(noun.i - _FAR, 0) : noun.sent.start]):
        if token.pos_ == "NOUN" and token.lemma_.lower() in same:
            found = referents.owner(token)
            if not found and token.dep_ == "dobj" and token.head.lemma_.lower() in doing:
                found = tuple(
                    i for t in verb_arguments(token.head).at("subject") for i in referents.all_at(t)
                )
            if found:
                return found
    return ()


def _doer_told_before(noun: Token, referents: Referents, knowledge: Knowledge) -> tuple[int, ...]:
    """Whose "the move" is: of whoever the sentence before tells to have done something."""
    if noun.lemma_.lower() not in knowledge.words["deed_nouns"] or noun.sent.start == 0:
        return ()
    if not any(c.lower_ in _DEFINITE for c in noun.children):
        return ()
    if any(c.dep_ in (*_LOOSE, "amod") and c.lower_ not in _MEDIA for c in noun.children):
        return ()
    verb = noun.doc[noun.sent.start - 1].sent.root
    while verb.lemma_.lower() in knowledge.reporting:
        told = [c for c in verb.children if c.dep_ in ("ccomp", "xcomp")]
        if len(told) != 1:
            return ()
        verb = told[0]
    patterns = knowledge.patterns.get(("verb", verb.lemma_.lower()), ())
    if any(knowledge.predicates[p.predicate].speech for p in patterns):
        # "The EU condemned the move. Jordan welcomed the decision": both judge the same deed
        same = [t for t in verb_arguments(verb).at("object") if t.sent == verb.sent]
        return _doer_told_before(same[0], referents, knowledge) if len(same) == 1 else ()
    if verb.pos_ != "VERB" or is_passive(verb) or any(c.dep_ == "neg" for c in verb.children):
        return ()
    found = tuple(dict.fromkeys(i for t in subject_of(verb) for i in referents.at(t)))
    return found if len(found) == 1 else ()
