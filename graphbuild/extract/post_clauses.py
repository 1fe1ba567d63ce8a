"""Roles that a clause gives to somebody → who gets them, and whether it happened."""

from __future__ import annotations

from dataclasses import replace

from spacy.tokens import Doc, Span, Token

from graphbuild.extract.clauses import is_passive, subject_of
from graphbuild.extract.factuality import Factuality, read_factuality
from graphbuild.extract.referents import Referents
from graphbuild.extract.roles import Role
from graphbuild.knowledge import Knowledge
from graphbuild.model import Kind, Modality


def role_in_clause(
    doc: Doc, role: Role, referents: Referents, knowledge: Knowledge
) -> tuple[tuple[int, ...], Factuality] | None:
    """A role that a verb gives to somebody: "is", "was named", "served as", "appointed him"."""
    token = doc[role.head]
    if _is_headline(token.sent):
        return None
    while token.dep_ == "conj" and token.head.pos_ in ("NOUN", "PROPN"):
        token = token.head
    as_prefix = token.dep_ == "pobj" and token.head.lower_ == "as"
    verb = token.head.head if as_prefix else token.head
    if as_prefix and verb.pos_ == "NOUN" and verb.lemma_.lower() in knowledge.words["terms"]:
        return _in_term(verb, role, referents, knowledge)
    if verb.pos_ not in ("VERB", "AUX"):
        return None
    effect = knowledge.post_verbs.get(verb.lemma_.lower())
    plural = role.plural and not (verb.lemma_ == "be" and token.dep_ == "attr")  # "A and B are members of"
    if effect is None or plural or any(c.dep_ == "expl" for c in verb.children):
        return None
    if token.dep_ == "nsubj" and verb.lemma_ == "be" and role.definite:
        # "Austria's president is Alexander Van der Bellen"
        named = tuple(
            i
            for c in verb.children
            if c.dep_ == "attr"
            for i in referents.named.get(c.i, ())
            if referents.drafts[i].kind is Kind.PERSON
        )
        return (named, read_factuality(verb, knowledge)) if len(named) == 1 else None
    if not as_prefix and token.dep_ not in ("attr", "oprd", "dobj", "xcomp", "ccomp", "npadvmod", "acomp"):
        return None
    copula = verb.lemma_ in ("be", "become", "remain", "serve", "act", "work", "continue")
    kinds = ("dobj", "dative", "oprd") if as_prefix else ("dobj", "dative")
    objects = [c for c in verb.children if c.dep_ in kinds and c != token]
    if copula and not as_prefix and token.dep_ == "dobj":
        return None
    tokens = tuple(objects) if objects and not copula else subject_of(verb)
    if verb.lemma_ in knowledge.words["succeeding_verbs"]:
        # who succeeds somebody as minister is one too
        agents = [t for c in verb.children if c.dep_ == "agent" for t in c.children if t.dep_ == "pobj"]
        tokens = (*subject_of(verb), *objects, *agents)
    if not copula and not objects and not is_passive(verb) and not as_prefix:
        return None
    if as_prefix and verb.lemma_.lower() in knowledge.words["holding_verbs"]:
        tokens = subject_of(verb)  # "took office as president"
    if not tokens and verb.dep_ == "acl" and is_passive(verb):
        tokens = (verb.head,)  # "Haddad, elected as mayor in 2010,"
    people = _people_at(tuple(t for t in tokens if not _is_of_relative(doc, t, verb)), referents)
    if not people:
        return None
    factuality = Factuality() if _became(verb) else read_factuality(verb, knowledge)
    if "purported" in role.modifiers:
        factuality = replace(factuality, modality=Modality.HYPOTHETICAL)
    if "prospective" in role.modifiers and factuality.modality is Modality.ACTUAL:
        factuality = replace(factuality, modality=Modality.PLANNED)
    if effect != "actual" and factuality.modality is Modality.ACTUAL:
        factuality = replace(factuality, modality=Modality(effect.capitalize()))
    return people, factuality


def _is_of_relative(doc: Doc, subject: Token, verb: Token) -> bool:
    """Whether a verb is that of whoever is named with "whose": "Kos, whose father, Ivo Kos, was premier"."""
    whose = next((t.i for t in doc[subject.i + 1 : verb.i] if t.tag_ == "WP$"), None)
    return whose is not None and not any(t.pos_ in ("VERB", "AUX") for t in doc[whose : verb.i])


def _is_headline(sent: Span) -> bool:
    """Whether a sentence is a line with no stop at its end, whose words the parser guesses at."""
    return (
        sent.end < len(sent.doc)
        and "\n" in sent.text_with_ws[-2:] + sent.doc[sent.end].text
        and (sent.text.strip()[-1:].isalnum())
    )


def _became(verb: Token) -> bool:
    """Whether a fronted phrase tells what came true later: "Before becoming minister, he had worked"."""
    if verb.dep_ != "pcomp" or verb.head.lower_ not in ("before", "to"):
        return False
    main = verb.head.head
    main = main.head if main.lower_ == "prior" else main
    past = main.tag_ == "VBD" or any(c.lower_ == "had" for c in main.children)
    return past and not any(c.dep_ == "neg" for c in main.children)


def _in_term(
    term: Token, role: Role, referents: Referents, knowledge: Knowledge
) -> tuple[tuple[int, ...], Factuality] | None:
    """A role that somebody has for a time: "her tenure as minister", "stepped into his role as chair"."""
    if role.plural or "prospective" in role.modifiers:
        return None
    owners = tuple(c for c in term.children if c.dep_ == "poss")
    governor = term.head.head if term.dep_ == "pobj" else term.head
    taken = governor.pos_ == "VERB" and governor.lemma_.lower() in knowledge.words["holding_verbs"]
    if taken:
        people = _people_at(subject_of(governor), referents)
        return (people, read_factuality(governor, knowledge)) if people else None
    people = _people_at(owners, referents)
    return (people, Factuality()) if people else None


def _people_at(tokens: tuple[Token, ...], referents: Referents) -> tuple[int, ...]:
    """The people whom tokens name or mean, but no noun somebody who is only named later."""
    return tuple(
        i
        for t in tokens
        for i in referents.all_at(t)
        if referents.drafts[i].kind is Kind.PERSON
        and not (t.pos_ == "NOUN" and _named_later(t, i, referents))
    )


def _named_later(noun: Token, person: int, referents: Referents) -> bool:
    """Whether a person is named only behind the clause whose subject or object a noun is."""
    last = max(noun.i, noun.head.i)
    return all(k > last for k, named in referents.named.items() if person in named)
