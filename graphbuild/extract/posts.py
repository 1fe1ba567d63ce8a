"""Roles in a Doc → claims about who holds which post, and of what body."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from spacy.tokens import Doc

from graphbuild.extract.claims import Claim, Post
from graphbuild.extract.clauses import is_passive, subject_of
from graphbuild.extract.factuality import Factuality, read_factuality
from graphbuild.extract.name import is_possessive
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
}


def find_posts(
    doc: Doc, roles: Sequence[Role], referents: Referents, knowledge: Knowledge
) -> Iterator[Claim]:
    """Roles with their people → claims: the post, and the tie to its body."""
    said: dict[int, set[int]] = {}
    for role in roles:
        if role.person is not None:
            for person, body in _people(doc, role, referents):
                if body is not None and role.sense != "relation":
                    said.setdefault(person, set()).add(body)
    post_of: dict[int, str] = {}
    for role in roles:
        if role.person is not None and role.noun in knowledge.words["counterparts"]:
            yield from _counterpart(doc, role, post_of, referents)
        if role.person is not None and role.sense in ("ruler", "head", "office"):
            for person, _ in _people(doc, role, referents):
                post_of.setdefault(person, role.post)
        if role.person is not None:
            modality = Modality.PLANNED if "prospective" in role.modifiers else Modality.ACTUAL
            for person, body in _people(doc, role, referents):
                yield from _claims(
                    doc,
                    role,
                    person,
                    body,
                    Factuality(modality=modality),
                    role.link,
                    referents,
                    knowledge,
                    said,
                )
        else:
            found = _in_clause(doc, role, referents, knowledge)
            if found:
                people, factuality = found
                body = _body(doc, role, referents)
                for person in people:
                    yield from _claims(
                        doc, role, person, body, factuality, "clause", referents, knowledge, said
                    )


def _counterpart(doc: Doc, role: Role, post_of: Mapping[int, str], referents: Referents) -> Iterator[Claim]:
    """ "Qureshi met his Chinese counterpart Wang Yi": the same post, for the other body."""
    body = _body(doc, role, referents)
    if role.owner is None or body is None:
        return
    posts = {post_of[i] for i in referents.at(doc[role.owner]) if i in post_of}
    if len(posts) == 1:
        for person, _ in _people(doc, role, referents):
            post = Post(posts.pop(), body)
            rule = f"{role.noun} ({role.link})"
            yield Claim("holdsPosition", (person,), (post,), doc[role.head], rule, Factuality(), 0.85)
            return


def _body(doc: Doc, role: Role, referents: Referents) -> int | None:
    if role.body is None:
        # "the group's leader", "its president"
        for child in doc[role.head].children:
            if child.dep_ == "poss":
                found = [
                    i
                    for i in referents.at(child)
                    if referents.drafts[i].kind in (Kind.STATE, Kind.ORGANISATION)
                ]
                return found[0] if len(found) == 1 else None
        return None
    bodies = referents.adjectives.get(role.body.start) or referents.named.get(role.body.start)
    return bodies[0] if bodies else None


def _people(doc: Doc, role: Role, referents: Referents) -> Iterator[tuple[int, int | None]]:
    """Whom a role is said of, with the body of each: "Presidents X of A and Y of B"."""
    assert role.person is not None
    person = referents.named.get(role.person.start)
    if not person:
        return
    if role.link != "plural title":
        yield person[0], _body(doc, role, referents)
        return
    common = _body(doc, role, referents)
    i = role.person.start
    while i < len(doc):
        found = referents.named.get(i)
        if not found or referents.drafts[found[0]].kind is not Kind.PERSON:
            return
        while i < len(doc) and referents.named.get(i) == found:
            i += 1
        own = None
        if i + 1 < len(doc) and doc[i].lower_ == "of":
            state = referents.named.get(i + 1)
            if state and referents.drafts[state[0]].kind is not Kind.PERSON:
                own = state[0]
                i += 1
                while i < len(doc) and referents.named.get(i) == state:
                    i += 1
        yield found[0], own if own is not None else common
        step = i
        while i < len(doc) and doc[i].lower_ in (",", "and", "&"):
            i += 1
        if i == step:
            return


def _in_clause(
    doc: Doc, role: Role, referents: Referents, knowledge: Knowledge
) -> tuple[tuple[int, ...], Factuality] | None:
    """A role that a verb gives to somebody: "is", "was named", "served as", "appointed him"."""
    token = doc[role.head]
    while token.dep_ == "conj" and token.head.pos_ in ("NOUN", "PROPN"):
        token = token.head
    as_prefix = token.dep_ == "pobj" and token.head.lower_ == "as"
    verb = token.head.head if as_prefix else token.head
    if verb.pos_ not in ("VERB", "AUX"):
        return None
    effect = knowledge.post_verbs.get(verb.lemma_.lower())
    if effect is None or role.plural:
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
    objects = [c for c in verb.children if c.dep_ in ("dobj", "dative") and c != token]
    if copula and not as_prefix and token.dep_ == "dobj":
        return None
    tokens = tuple(objects) if objects and not copula else subject_of(verb)
    if verb.lemma_ in knowledge.words["succeeding_verbs"]:
        tokens = (*subject_of(verb), *objects)  # who succeeds somebody as minister is one too
    if not copula and not objects and not is_passive(verb) and not as_prefix:
        return None
    people = tuple(i for t in tokens for i in referents.all_at(t) if referents.drafts[i].kind is Kind.PERSON)
    if not people:
        return None
    factuality = read_factuality(verb, knowledge)
    if "prospective" in role.modifiers and factuality.modality is Modality.ACTUAL:
        factuality = replace(factuality, modality=Modality.PLANNED)
    if effect != "actual" and factuality.modality is Modality.ACTUAL:
        factuality = replace(factuality, modality=Modality(effect.capitalize()))
    return people, factuality


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
    if body is None:
        owned = is_possessive(doc[role.start])  # "the country's foreign minister": which, is not known
        body, certainty = (None, 1.0) if owned else _unsaid_body(role, person, referents, said, knowledge)
        confidence *= certainty
    if body == person:
        return
    rule = f"{role.noun} ({link})"
    token = doc[role.head]
    kind = referents.drafts[body].kind if body is not None else None
    bare = body is None and role.post.lower() in knowledge.words["bare_posts"]
    if role.sense not in ("founder", "relation") and not bare:
        post = Post(role.post, body if kind in (Kind.STATE, Kind.ORGANISATION) else None)
        yield Claim("holdsPosition", (person,), (post,), token, rule, factuality, confidence)
    if body is None or kind not in (Kind.STATE, Kind.ORGANISATION):
        return
    parent = _parent(role, referents)
    if parent is not None and parent not in (body, person):
        yield Claim("affiliatedWith", (person,), (parent,), token, rule, factuality, confidence)
    predicate = _tie(role, kind, knowledge)
    if predicate:
        yield Claim(predicate, (person,), (body,), token, rule, factuality, confidence)


def _unsaid_body(
    role: Role, person: int, referents: Referents, said: Mapping[int, set[int]], knowledge: Knowledge
) -> tuple[int | None, float]:
    """Whose a post is that the text gives without saying so: (the state, how sure).

    "President Rouhani" is Iran's because the lexicon knows him; a "foreign minister" in an article
    from Tehran is Iran's unless the lexicon knows better.
    """
    figure = referents.drafts[person].figure
    noun = role.noun
    minister = noun.endswith(tuple(knowledge.words["national_offices"])) or noun.startswith("minister of")
    behind = f"{role.post} ".lower().partition(noun)[2]
    portfolio = minister and behind.startswith(" of ")
    elsewhere = role.place or (behind.startswith((" of ", " for ", " in ", " to ")) and not portfolio)
    if role.sense == "relation" or elsewhere:
        return None, 1.0
    if figure is not None:
        known = {
            "ruler": (role.sense == "ruler" and noun not in ("queen", "king"))
            or noun in ("king", "queen", "president"),
            "minister": minister or noun in ("diplomat", "deputy minister"),
            "spokesperson": role.sense == "spokesperson",
            "other": noun.split()[-1] in knowledge.words["figures_offices"],
        }[figure.office]
        state = next(
            (i for i, d in enumerate(referents.drafts) if d.kind is Kind.STATE and d.label == figure.state),
            None,
        )
        return (state, 0.95) if known and state is not None else (None, 1.0)
    ruler = role.link == "title" and noun in knowledge.words["national_rulers"]
    if not (minister or ruler):
        return None, 1.0
    bodies = said.get(person, set())
    states = [i for i in bodies if referents.drafts[i].kind is Kind.STATE]
    if bodies:
        return (states[0], 0.9) if len(bodies) == len(states) == 1 else (None, 1.0)
    if "former" not in role.modifiers:
        deputy = "deputy" in role.modifiers
        return (referents.home if minister or deputy else referents.subject), 0.85
    return None, 1.0


def _parent(role: Role, referents: Referents) -> int | None:
    """The organisation that a body is part of: the Taliban, for "the Taliban's political office"."""
    if role.body is None or not role.body.state:
        return None
    return next(
        (
            i
            for i, d in enumerate(referents.drafts)
            if d.kind is Kind.ORGANISATION and d.label == role.body.state
        ),
        None,
    )


def _tie(role: Role, kind: Kind, knowledge: Knowledge) -> str | None:
    """A role and what its body is → the property between the person and the body."""
    heads_it = not role.loose and not role.indefinite and "deputy" not in role.modifiers
    if role.sense == "founder":
        return "founded" if kind is Kind.ORGANISATION else None
    if role.sense == "spokesperson":
        return "spokespersonOf"
    if role.sense == "member" and kind is Kind.ORGANISATION:
        return "memberOf"
    party = role.body is not None and role.body.known is not None and role.body.known.type == "party"
    if party and role.noun.split()[-1] not in knowledge.words["party_offices"]:
        return "memberOf"  # "the Democratic mayor", "a Republican governor"
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
