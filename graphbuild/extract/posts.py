"""Roles in a Doc → claims about who holds which post, and of what body."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from spacy.tokens import Doc

from graphbuild.extract.claims import Claim, Post
from graphbuild.extract.factuality import Factuality, read_factuality
from graphbuild.extract.post_bodies import body_of, parent_of, served_state, unsaid_body
from graphbuild.extract.post_clauses import role_in_clause
from graphbuild.extract.referents import Referents
from graphbuild.extract.roles import Role
from graphbuild.knowledge import Knowledge
from graphbuild.model import Kind, Modality

_CONFIDENCE = {
    "title": 0.95,
    "plural title": 0.9,
    "apposition": 0.95,
    "named apposition": 0.85,
    "clause": 0.85,
    "known holder": 0.8,
}


def find_posts(
    doc: Doc, roles: Sequence[Role], referents: Referents, knowledge: Knowledge
) -> Iterator[Claim]:
    """Roles with their people → claims: the post, and the tie to its body."""
    said: dict[int, set[int]] = {}
    past: set[int] = set()
    for role in roles:
        if role.person is not None:
            for person, body in _people(doc, role, referents):
                if body is not None and role.sense != "relation":
                    said.setdefault(person, set()).add(body)
                if role.modifiers & {"former", "prospective"}:
                    past.add(person)
    held: dict[int, Role] = {}
    for role in roles:
        if role.person is not None:
            role = _as_counterpart(doc, role, held, referents, knowledge)
            if role.sense in ("ruler", "head", "office") and "former" not in role.modifiers:
                for person, _ in _people(doc, role, referents):
                    held.setdefault(person, role)
            factuality = _as_told(doc, role, knowledge)
            if "prospective" in role.modifiers:
                factuality = Factuality(modality=Modality.PLANNED)
            elif "purported" in role.modifiers:
                factuality = Factuality(modality=Modality.HYPOTHETICAL)
            for person, body in _people(doc, role, referents):
                yield from _claims(
                    doc,
                    role,
                    person,
                    body,
                    factuality,
                    role.link,
                    referents,
                    knowledge,
                    said,
                )
                served = served_state(role, referents, said, past, knowledge)
                if served is not None and served != person:
                    rule = f"{role.noun} ({role.link})"
                    yield Claim("affiliatedWith", (person,), (served,), doc[role.head], rule, factuality, 0.8)
        else:
            known = _known_holder(role, referents, knowledge)
            if known is not None:
                yield from _claims(
                    doc,
                    role,
                    known,
                    body_of(doc, role, referents),
                    Factuality(),
                    "known holder",
                    referents,
                    knowledge,
                    said,
                )
            found = role_in_clause(doc, role, referents, knowledge)
            if found:
                people, factuality = found
                body = body_of(doc, role, referents)
                for person in people:
                    yield from _claims(
                        doc, role, person, body, factuality, "clause", referents, knowledge, said
                    )


def _as_told(doc: Doc, role: Role, knowledge: Knowledge) -> Factuality:
    """A role beside a name is held; after "as" only if what the noun says is so: "talk of X's choice as"."""
    prefix = doc[role.start - 1] if role.start else doc[role.start]
    if prefix.lower_ != "as" or role.link != "apposition":
        return Factuality()
    noun = prefix.head
    while noun.pos_ == "PROPN" and noun.dep_ == "pobj" and noun.head.dep_ == "prep":
        noun = noun.head.head
    return read_factuality(noun, knowledge) if noun.pos_ == "NOUN" else Factuality()


def _known_holder(role: Role, referents: Referents, knowledge: Knowledge) -> int | None:
    """Who holds a post that is named without a name, where the lexicon tells: "the U.S. president"."""
    meant = referents.meant.get(role.head, ())
    figure = referents.drafts[meant[0]].figure if len(meant) == 1 else None
    tells = figure is not None and figure.state in knowledge.words["presidential_states"]
    return meant[0] if tells and role.noun == "president" and role.body is not None else None


def _as_counterpart(
    doc: Doc, role: Role, held: Mapping[int, Role], referents: Referents, knowledge: Knowledge
) -> Role:
    """ "Qureshi met his Chinese counterpart Wang Yi": the same post, for the other body.

    A "colleague" of another state is one too, of a ruler or a minister.
    """
    same = role.noun in knowledge.words["counterparts"]
    if role.owner is None or not (same or role.noun in knowledge.words["ministers_counterparts"]):
        return role
    body = body_of(doc, role, referents)
    posts = {held[i] for i in referents.at(doc[role.owner]) if i in held}
    if body is None or len(posts) != 1:
        return role
    post = posts.pop()
    if not same and not (
        referents.drafts[body].kind is Kind.STATE
        and (post.sense == "ruler" or post.noun.endswith("minister"))
    ):
        return role
    modifiers = role.modifiers | (post.modifiers - {"former", "prospective"})
    return replace(role, noun=post.noun, sense=post.sense, post=post.post, loose=False, modifiers=modifiers)


def _people(doc: Doc, role: Role, referents: Referents) -> Iterator[tuple[int, int | None]]:
    """Whom a role is said of, with the body of each: "Presidents X of A and Y of B"."""
    assert role.person is not None
    if not role.people:
        named = referents.named.get(role.person.start)
        if named:
            yield named[0], body_of(doc, role, referents)
    for name, own in role.people:
        person = referents.named.get(name.start)
        body = (referents.adjectives.get(own.start) or referents.named.get(own.start)) if own else None
        if person:
            yield person[0], body[0] if body else None


def _claims(
    doc: Doc,
    role: Role,
    person: int,
    body: int | None,
    factuality: Factuality,
    link: str,
    referents: Referents,
    knowledge: Knowledge,
    said: Mapping[int, set[int]],
) -> Iterator[Claim]:
    confidence = _CONFIDENCE[link]
    rule = f"{role.noun} ({link})"
    if body is not None and _is_of_party(role, knowledge):
        yield Claim(
            "memberOf", (person,), (body,), doc[role.head], rule, factuality, confidence, link == "clause"
        )
        body = None
    if body is None:
        body, certainty = unsaid_body(doc, role, person, referents, said, knowledge)
        confidence *= certainty
    if body == person:
        return
    before, _, behind = role.post.partition(" of the ")
    if role.body is None and body is not None and behind in knowledge.body_heads:
        role = replace(role, post=before)  # "head of the party", which is told before
    timed = link == "clause"  # a title says what somebody is, not since when
    token = doc[role.head]
    kind = referents.drafts[body].kind if body is not None else None
    titled = role.link == "title" and token.text[0].isupper()  # "Representative Carolyn Maloney"
    titled = titled and role.noun not in knowledge.words["honours"]  # "Chief Adewale Fasanmi"
    second = role.noun == "deputy" and role.owner is not None  # "his deputy, Musa Bello"
    bare = body is None and not second and role.post.lower() in knowledge.words["bare_posts"] and not titled
    if role.sense not in ("founder", "relation") and not bare:
        post = Post(role.post, body if kind in (Kind.STATE, Kind.ORGANISATION) else None)
        yield Claim("holdsPosition", (person,), (post,), token, rule, factuality, confidence, timed)
    if body is None or kind not in (Kind.STATE, Kind.ORGANISATION):
        return
    parent = parent_of(role, referents)
    if parent is not None and parent not in (body, person):
        yield Claim("affiliatedWith", (person,), (parent,), token, rule, factuality, confidence, timed)
    predicate = _tie(role, kind, knowledge)
    if predicate:
        yield Claim(predicate, (person,), (body,), token, rule, factuality, confidence, timed)


def _is_of_party(role: Role, knowledge: Knowledge) -> bool:
    """Whether a party says who holds an office that is not its own: "the Republican president"."""
    party = role.body.known if role.body is not None else None
    if role.body is None or party is None or party.type != "party":
        return False
    own = role.noun.split()[-1] in knowledge.words["party_offices"]
    return not own or (role.noun == "president" and role.body.text in knowledge.words["party_adjectives"])


def _tie(role: Role, kind: Kind, knowledge: Knowledge) -> str | None:
    """A role and what its body is → the property between the person and the body."""
    heads_it = not role.loose and not role.indefinite and "deputy" not in role.modifiers
    if role.link == "title" and role.noun in knowledge.words["one_of_many"]:
        heads_it = False  # "IRGC commander Mohammad Borujerdi"
    if role.sense == "founder":
        return "founded" if kind is Kind.ORGANISATION else None
    if role.sense == "spokesperson":
        return "spokespersonOf"
    if role.sense == "member" and kind is Kind.ORGANISATION:
        return "memberOf"
    before, _, after = role.post.lower().partition(role.noun)
    whole = not after.strip() and all(knowledge.role_modifiers.get(word) == "rank" for word in before.split())
    heads_it = heads_it and not (
        kind is Kind.ORGANISATION and role.noun in knowledge.words["offices_elsewhere"]
    )
    if (
        role.sense in ("head", "ruler")
        and heads_it
        and whole
        and (kind is Kind.ORGANISATION or role.sense == "ruler")
    ):
        return "leads"
    return "affiliatedWith"
