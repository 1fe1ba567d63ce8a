"""A claim in its sentence → where the text says that it happened."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from graphbuild.extract.claims import Claim
from graphbuild.extract.clauses import joined_to
from graphbuild.extract.referents import Referents
from graphbuild.extract.spine import verb_above, words_above
from graphbuild.knowledge import Knowledge
from graphbuild.model import Kind

_IN = frozenset(["in", "at", "near", "inside", "outside", "across", "on", "around"])
_PLACES = (Kind.PLACE, Kind.STATE)


def place_of(claim: Claim, referents: Referents, knowledge: Knowledge) -> int | None:
    """The place that the clause of a claim's trigger names, if any; for a post, its seat.

    Of several places on one word the more exact one counts: "in Iraq, at the airport of Baghdad".
    """
    predicate = knowledge.predicates[claim.predicate]
    if not predicate.event:
        return _seat(claim, referents, knowledge) if predicate.name in ("holdsPosition", "leads") else None
    arrived = Kind.PLACE in predicate.recipient_kinds and Kind.ORGANISATION not in predicate.recipient_kinds
    for i in claim.recipients:
        if isinstance(i, int) and (
            referents.drafts[i].kind is Kind.PLACE or (arrived and referents.drafts[i].kind is Kind.STATE)
        ):
            return i
    taken = {i for i in (*claim.agents, *claim.recipients) if isinstance(i, int)}
    found = [i for i in _where(claim.trigger, referents) if i not in taken]
    if found:
        return found[0]
    for head in _heads(claim, referents, knowledge):
        places = [i for i in places_on(head, referents) if i not in taken]
        if not places and referents.dateline is not None and _is_here(head, referents):
            return referents.dateline
        if predicate.name == "fought":
            places += [i for i in _fought_over(head, referents, knowledge) if i not in taken]
        if places:
            return _most_exact(places, referents)
    gathered = [i for i in _gathered(claim, referents, knowledge) if i not in taken]
    if gathered:
        return gathered[0]
    if claim.trigger.lemma_.lower() in knowledge.words["expelling_verbs"]:
        return next((i for i in claim.agents if referents.drafts[i].kind is Kind.STATE), None)
    return _office(claim, referents, knowledge) if predicate.speech else None


def places_on(head: Token, referents: Referents) -> Iterator[int]:
    """The places of the phrases that hang from a word."""
    for preposition in head.children:
        if preposition.dep_ == "prep" and preposition.lower_ in _IN:
            for token in preposition.children:
                if token.dep_ == "pobj":
                    at = [i for i in referents.at(token) if referents.drafts[i].kind in _PLACES]
                    yield from at[:1] or _inside(token, referents)


def _gathered(claim: Claim, referents: Referents, knowledge: Knowledge) -> Iterator[int]:
    """Where the gathering is at which a claim's clause says that it was said or done.

    "Signed it at a ceremony in Khujand"; "led a rally in Makati and called on him".
    """
    verb = verb_above(claim.trigger)
    if verb is None:
        return
    verbs = [verb]
    if (
        knowledge.predicates[claim.predicate].speech
        and verb.dep_ == "conj"
        and joined_to(verb).pos_ == "VERB"
    ):
        verbs.append(joined_to(verb))
    for token in claim.trigger.sent:
        if token.dep_ not in ("pobj", "dobj") or token.lemma_.lower() not in knowledge.words["gatherings"]:
            continue
        above = verb_above(token)
        if above is None or not (above in verbs or (above.dep_ == "advcl" and above.head in verbs)):
            continue
        said = above.lemma_ in knowledge.words["speaking_verbs"]  # "speaking after talks with X in Rabat"
        there = ("at", "during", "in", "of", "by", "on", *(("after", "following") if said else ()))
        attended = token.dep_ == "pobj" and token.head.lower_ in there
        if attended or (token.dep_ == "dobj" and above != verb):
            words = token.subtree if said else (token,)
            found = (i for word in words for i in places_on(word, referents))
            yield from (i for i in found if referents.drafts[i].kind is Kind.PLACE)


def _fought_over(head: Token, referents: Referents, knowledge: Knowledge) -> Iterator[int]:
    """The land of a fight: "clashes over Nagorno-Karabakh", "over the Aksai Chin region"."""
    for preposition in head.children:
        for noun in preposition.children if preposition.lower_ == "over" else ():
            yield from (i for i in referents.at(noun) if referents.drafts[i].kind is Kind.PLACE)
            if noun.lemma_.lower() in knowledge.words["region_nouns"]:
                land = (i for c in noun.children if c.dep_ == "compound" for i in referents.at(c))
                yield from (i for i in land if referents.drafts[i].kind in _PLACES)


def _most_exact(places: list[int], referents: Referents) -> int:
    return next((i for i in places if referents.drafts[i].kind is Kind.PLACE), places[0])


def _where(trigger: Token, referents: Referents) -> Iterator[int]:
    """ "In Berlin, where she met him"."""
    verb = verb_above(trigger)
    if verb is None or verb.dep_ != "relcl":
        return
    if any(c.lower_ == "where" and c.dep_ == "advmod" for c in verb.children):
        yield from (i for i in referents.at(verb.head) if referents.drafts[i].kind in _PLACES)


def _heads(claim: Claim, referents: Referents, knowledge: Knowledge) -> Iterator[Token]:
    """The words whose places are those of a claim, the surest first."""
    trigger = claim.trigger
    yield from words_above(trigger, knowledge.words["measures"])
    held = [
        c
        for c in trigger.children
        if c.dep_ in ("dobj", "nsubjpass") and c.pos_ == "NOUN" and _happens(c, referents)
    ]
    yield from held
    into = (p for p in trigger.children if p.dep_ == "prep" and p.lower_ in ("into", "under"))
    yield from (t for p in into for t in p.children if t.is_lower)  # "took X into custody in Temuco"
    yield from (t for h in held for of in h.children if of.lower_ == "of" for t in of.children)
    if knowledge.predicates[claim.predicate].speech:
        yield from speaking(claim, referents, knowledge)
    yield from _participants(trigger, referents, knowledge)


def _participants(trigger: Token, referents: Referents, knowledge: Knowledge) -> Iterator[Token]:
    """Those after a trigger to whom the parser may tie the place.

    "met the chief of the office, Baradar, in Doha". What is tied to a role is the seat of it ("met
    the head of the mission in Doha") unless a comma sets it off.
    """
    verb = verb_above(trigger)
    for token in trigger.sent:
        if token.i <= trigger.i or verb_above(token) != verb:
            continue
        doer = token.dep_ == "pobj" and token.head.dep_ == "agent"  # "killed by US forces in Pakistan"
        at = referents.at(token) if doer else referents.named.get(token.i, ())
        kinds = {referents.drafts[i].kind for i in at}
        party = kinds & {Kind.PERSON, Kind.ORGANISATION} or (Kind.STATE in kinds and doer)
        lemma = token.lemma_.lower()
        seated = lemma in knowledge.roles or (token.pos_ == "NOUN" and lemma in knowledge.body_heads)
        if party and (not seated or doer or _is_set_off(token)):
            yield token


def _is_set_off(noun: Token) -> bool:
    """Whether the places that hang from a noun stand behind a comma."""
    return all(
        c.i > 0 and c.nbor(-1).text == "," for c in noun.children if c.dep_ == "prep" and c.lower_ in _IN
    )


def speaking(claim: Claim, referents: Referents, knowledge: Knowledge) -> Iterator[Token]:
    """The verbs that say where and when something was said.

    "Speaking in Jakarta, he accused Israel"; "said in Jakarta that Israel must stop", but not "said
    that he had thanked Israel", which was before.
    """
    trigger, words = claim.trigger, knowledge.words["speaking_verbs"]
    for word in (trigger, *(c for c in trigger.children if c.dep_ == "ccomp")):
        for child in word.children:
            if child.dep_ == "advcl" and child.tag_ == "VBG" and child.lemma_ in words:
                yield child
    verb = claim.factuality.speech
    patterns = knowledge.patterns.get(("verb", trigger.lemma_.lower()), ())
    if verb is None or (trigger.tag_ in ("VBD", "VBN") and any(p.text == claim.rule for p in patterns)):
        return
    if any(i in claim.agents for t in claim.factuality.sources for i in referents.all_at(t)):
        yield verb


def _happens(noun: Token, referents: Referents) -> bool:
    """Whether a noun's place is that of the event: of people and events, not of topics."""
    lemma = noun.lemma_.lower()
    return lemma in referents.event_nouns or lemma in referents.measures or bool(referents.at(noun))


def _is_here(head: Token, referents: Referents) -> bool:
    """ "Met here on Monday", as agencies write of the place where they write."""
    return any(
        c.lower_ == "here" and c.dep_ == "advmod" and c.i not in referents.quoted for c in head.children
    )


def _inside(token: Token, referents: Referents) -> Iterator[int]:
    """The place a phrase names: "the palace in Kabul", "the capital of Islamabad", "Baghdad's airport"."""
    for child in token.children:
        if child.dep_ == "poss":
            yield from (i for i in referents.at(child) if referents.drafts[i].kind is Kind.PLACE)
        if child.dep_ == "prep" and child.lower_ in (*_IN, "of"):
            kinds = (Kind.PLACE,) if child.lower_ == "of" else _PLACES
            for t in child.children:
                if t.dep_ == "pobj":
                    yield from (i for i in referents.at(t) if referents.drafts[i].kind in kinds)


def _seat(claim: Claim, referents: Referents, knowledge: Knowledge) -> int | None:
    """Where an embassy or an ambassador is: "ambassador to Tokyo", "in charge of the embassy in Tehran"."""
    posts, bodies = knowledge.words["resident_roles"], knowledge.words["posted_bodies"]
    nouns = [claim.trigger] if claim.trigger.lemma_.lower() in posts else []
    if claim.predicate == "leads":
        nouns += [
            t
            for t in claim.trigger.subtree
            if t.lemma_.lower() in bodies and any(i in claim.recipients for i in referents.at(t))
        ]
    for noun in nouns:
        for preposition in noun.children:
            if preposition.dep_ == "prep" and preposition.lower_ in ("in", "to", "at"):
                for token in preposition.children:
                    for i in referents.at(token) if token.dep_ == "pobj" else ():
                        if referents.drafts[i].kind is Kind.PLACE:
                            return i
    return None


def _office(claim: Claim, referents: Referents, knowledge: Knowledge) -> int | None:
    """Where an embassy is that says something."""
    for token in claim.trigger.children:
        posted = token.dep_ == "nsubj" and token.lemma_.lower() in knowledge.words["posted_bodies"]
        if posted and any(i in claim.agents for i in referents.at(token)):
            return next(
                (i for i in places_on(token, referents) if referents.drafts[i].kind is Kind.PLACE), None
            )
    return None
