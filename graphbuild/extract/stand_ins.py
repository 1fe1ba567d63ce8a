"""Whoever stands for an argument that names nobody: a deed's doer, a text's author, a speaker's state."""

from __future__ import annotations

from dataclasses import replace

from spacy.tokens import Token

from graphbuild.extract.clauses import is_passive, verb_arguments
from graphbuild.extract.drafts import Draft
from graphbuild.extract.factuality import Factuality, read_factuality
from graphbuild.extract.noun_phrases import compound, measured
from graphbuild.extract.referents import Referents
from graphbuild.knowledge import Knowledge, Predicate
from graphbuild.model import Kind, Modality, Polarity

_WILL = frozenset(["will", "'ll", "’ll", "shall"])


def named_to_post(noun: Token, referents: Referents, knowledge: Knowledge) -> tuple[int, ...]:
    """Who is told before his post: "appointed Keir Starmer prime minister", one phrase to the parser."""
    if noun.lemma_.lower() not in knowledge.roles or any(c.dep_ in ("det", "poss") for c in noun.children):
        return ()
    return next(
        (found for c in noun.children if c.dep_ in ("compound", "nmod") and (found := referents.at(c))), ()
    )


def their_state(speakers: tuple[int, ...], referents: Referents) -> tuple[int, ...]:
    """The state for which a known figure says "we" when he speaks of war, nobody for others."""
    states = {figure.state for i in speakers if (figure := referents.drafts[i].figure)}
    bodies = tuple(i for i in speakers if referents.drafts[i].kind is not Kind.PERSON)
    return bodies or tuple(
        i for i, d in enumerate(referents.drafts) if d.kind is Kind.STATE and d.label in states
    )


def unnamed_speaker(verb: Token, predicate: Predicate, referents: Referents) -> tuple[int, ...]:
    """Whoever leaves himself out of what he writes: "“Met with the president today,” he tweeted"."""
    sent = verb.sent
    first = all(t.is_punct for t in sent.doc[sent.start : verb.i])
    if not first or verb.tag_ not in ("VBD", "VBN") or verb.dep_ not in ("ROOT", "ccomp"):
        return ()
    return tuple(
        i for i in referents.speakers.get(sent.start, ()) if referents.drafts[i].kind in predicate.agent_kinds
    )


def does_for(noun: Token, predicate: Predicate, knowledge: Knowledge) -> bool:
    """Whether what a deed or a text does is done by whoever is behind it: "the US airstrike killed"."""
    if predicate.speech:
        return noun.lemma_.lower() in knowledge.words["texts"]
    patterns = knowledge.patterns
    triggers = patterns.get(("noun", noun.lemma_.lower()), ()) or patterns.get(("noun", compound(noun)), ())
    return predicate.group == "conflict" and any(
        knowledge.predicates[p.predicate].group == "conflict" for p in triggers
    )


def promised(
    verb: Token, givers: tuple[int, ...], referents: Referents, knowledge: Knowledge
) -> Factuality | None:
    """What a giver says that he will do → the promise as a fact: "Norway will provide 10 million".

    None where it is no plain future, or another state says so: "Iran will arm Russia, the US said".
    """
    ahead = next((c.lower_ for c in verb.children if c.dep_ == "aux" and c.tag_ == "MD"), "")
    reported = verb.dep_ == "ccomp" and verb.head.tag_ == "VBD" and verb.head.lemma_ in knowledge.reporting
    if ahead not in _WILL and not (ahead == "would" and reported and _is_plain(verb)):
        return None
    if any(_may_sell(referents.drafts[i]) for i in givers):
        return None  # "the plant will supply the city with buses"
    said = read_factuality(verb, knowledge)
    expected = Modality.HYPOTHETICAL if ahead == "would" else Modality.PLANNED
    if said.polarity is not Polarity.POSITIVE or said.modality is not expected:
        return None
    own = {state_of(referents.drafts[i]) for i in givers}
    for source in said.sources:
        for i in referents.all_at(source):
            if i not in givers and state_of(referents.drafts[i]) not in ("", *own):
                return None
    return replace(said, modality=Modality.ACTUAL)


def _may_sell(draft: Draft) -> bool:
    """Whether a body may be a company: only of those that are known is it known that they are none."""
    return draft.kind is Kind.ORGANISATION and (draft.known is None or draft.known.type == "company")


def _is_plain(verb: Token) -> bool:
    """Whether "would" tells a future as it was told: "said it would give", with no condition."""
    return not any(c.dep_ in ("advcl", "neg") for c in verb.children) and not any(
        t.lower_ in ("if", "unless", "could", "might", "should") for t in verb.sent
    )


def state_of(draft: Draft) -> str:
    """The state that somebody is, or is known to act for; empty where that is not known."""
    if draft.kind is Kind.STATE:
        return draft.label
    return draft.state or (draft.figure.state if draft.figure else "")


def issuer(text: Token, referents: Referents) -> tuple[int, ...]:
    """Whoever brought out a text: "Hamas issued a statement thanking Qatar"."""
    if text.dep_ != "dobj":
        return ()
    return tuple(i for t in verb_arguments(text.head).at("subject") for i in referents.all_at(t))


def executor(deed: Token, referents: Referents, knowledge: Knowledge) -> tuple[int, ...]:
    """Whoever carried out a deed: "the strike that killed Baghdadi was carried out by the US"."""
    if deed.dep_ != "nsubjpass" or deed.head.lemma_.lower() not in knowledge.light_verbs:
        return ()
    return tuple(i for t in verb_arguments(deed.head).at("subject") for i in referents.all_at(t))


def where(head: Token, trigger: Token, referents: Referents, knowledge: Knowledge) -> tuple[int, ...]:
    """Where a target lies that is not named itself: "attacks against targets inside Saudi Arabia".

    Of "stormed a camp near Obo" the parser may tie the phrase behind the target to the trigger.
    """
    behind = (p for p in trigger.children if head.dep_ == "dobj" and p.i == head.right_edge.i + 1)
    return tuple(
        i
        for p in (*head.children, *behind)
        if p.dep_ == "prep" and p.lower_ in ("in", "inside", "near", "across")
        for t in p.children
        if t.dep_ == "pobj"
        for i in referents.all_at(t)
        if knowledge.words["waters"].isdisjoint(
            referents.drafts[i].label.split()
        )  # a ship at sea is not the sea
    )


def fighters(noun: Token, predicate: Predicate, knowledge: Knowledge) -> tuple[Token, ...]:
    """Who does or suffers harm in a fight: "killed a leader in a raid on", "wounded in clashes with"."""
    top = measured(noun, knowledge.words["measures"])
    verb = top.head.head
    if top.dep_ != "pobj" or top.head.lower_ not in ("in", "during"):
        return ()
    if verb.lemma_.lower() not in knowledge.words["harm_verbs"]:
        return ()
    arguments = verb_arguments(verb)
    if is_passive(verb):
        return arguments.at("object") if predicate.symmetric else ()
    return arguments.at("subject") if predicate.symmetric or arguments.at("object") else ()
