"""Names beside names in a Doc → claims about which body or person belongs to which state or body."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise, zip_longest
from types import MappingProxyType

from spacy.tokens import Doc, Span, Token

from graphbuild.extract.claims import Claim
from graphbuild.extract.factuality import Factuality
from graphbuild.extract.name import Name, is_possessive
from graphbuild.extract.noun_phrases import conjuncts
from graphbuild.extract.referents import Referents
from graphbuild.extract.roles import Role
from graphbuild.knowledge import Knowledge
from graphbuild.model import Kind

# Types of bodies that belong to the state in their name, and those that do where the lexicon knows them.
_OWNERS = (Kind.STATE, Kind.ORGANISATION)
_HYPHENED = MappingProxyType(
    {
        "based": "locatedIn",
        "headquartered": "locatedIn",
        "affiliated": "affiliatedWith",
        "linked": "affiliatedWith",
        "owned": "affiliatedWith",
        "run": "affiliatedWith",
    }
)
_PRIVATE = frozenset(["party", "movement", "company", "organisation", "media", "university", "armed-group"])
_STATE_BODIES = frozenset(["government", "military"])
_HOME_BODIES = frozenset(["media", "agency", "court", "bank", "company"])


def find_bodies(
    doc: Doc, names: Sequence[Name], referents: Referents, knowledge: Knowledge
) -> Iterator[Claim]:
    """Bodies whose own name says whose they are → claims of affiliation.

    "The Iraqi Foreign Ministry" belongs to Iraq, and so does what such a description stands before:
    "Iran's state news agency IRNA".
    """
    for name, following in zip_longest(names, names[1:]):
        body = referents.named.get(name.start)
        if name.kind is not Kind.ORGANISATION or not name.state or not body:
            continue
        owner = next(
            (
                i
                for i, d in enumerate(referents.drafts)
                if d.kind in (Kind.STATE, Kind.ORGANISATION) and d.label == name.state
            ),
            None,
        )
        if owner is None:
            continue
        head = doc[name.end - 1]
        first_word = (name.core or name.text).split()[0].lower()
        type_ = knowledge.body_heads.get(first_word) or knowledge.body_heads.get(head.lower_)
        if name.known:
            type_ = name.known.type
        if type_ in _STATE_BODIES or (name.known and type_ in _HOME_BODIES):
            yield Claim(
                "affiliatedWith",
                (body[0],),
                (owner,),
                head,
                "body of a state",
                Factuality(),
                0.9,
                timed=False,
            )
        if (
            following
            and following.start == name.end
            and following.kind is Kind.ORGANISATION
            and head.text.islower()
            and not (following.end < len(doc) and doc[following.end].pos_ == "PROPN")
        ):
            named = referents.named.get(following.start)
            if named and named != body:
                yield Claim(
                    "affiliatedWith",
                    (named[0],),
                    (owner,),
                    head,
                    "description of a body",
                    Factuality(),
                    0.9,
                    timed=False,
                )


def find_possessed(
    doc: Doc, names: Sequence[Name], roles: Sequence[Role], referents: Referents
) -> Iterator[Claim]:
    """People and bodies named as a state's or a body's own → affiliation.

    "Pakistan's Ishaq Dar", "Tsvangirai of the MDC", "Yemen's official Saba news agency".
    """
    said = {name.start: body.start for role in roles for name, body in role.people if body}
    for first, second, third in zip_longest(names, names[1:], names[2:]):
        if second is None:
            break
        words = [t.lower_ for t in doc[first.end : second.start]]
        if third and first.kind is Kind.PERSON and _is_owner_of(doc, second, third):
            second = third  # "Nikki Holland of the UK's National Crime Agency"
        if third and first.kind is Kind.PERSON and _is_seat_of(doc, second, third):
            words, second = [t.lower_ for t in doc[first.end : second.start]], third
        gap = doc[first.end : second.start]
        if _is_owned(second, gap) or _is_own_body(doc, first, second, gap):
            whose, owned = first, second
        elif first.kind is Kind.PERSON and _joins(doc, first, words) and second.sense == "name":
            whose, owned = second, first
        else:
            continue
        bodies, owned_by = referents.named.get(whose.start), referents.named.get(owned.start)
        if not bodies or not owned_by or referents.drafts[bodies[0]].kind not in _OWNERS:
            continue
        if words[0] == "from" and owned.kind is not Kind.PERSON:
            continue  # "retook Wad Madani from the Rapid Support Forces"
        if words[0] in ("from", "at") and whose.kind is not Kind.ORGANISATION:
            continue  # where somebody is from
        if said.get(owned.start, whose.start) != whose.start:
            continue  # "ministers Baerbock and Colonna of Germany and France"
        trigger = doc[owned.end - 1]
        yield Claim(
            "affiliatedWith", owned_by, bodies, trigger, "body beside a name", Factuality(), 0.85, timed=False
        )


def _is_owned(name: Name, gap: Span) -> bool:
    """Whether a possessive before a name says whose it is: a person, or a medium, a bank, an agency."""
    if not gap or not is_possessive(gap[0]):
        return False
    if name.kind is Kind.PERSON:
        thing = name.head(gap.doc).dep_ in ("compound", "nmod")  # "NASA's James Webb telescope"
        return len(gap) == 1 and " " in name.text and not thing
    types = _HOME_BODIES | _STATE_BODIES
    home = name.known is not None and name.known.type in types and bool(name.known.state)
    return home and all(t.pos_ in ("ADJ", "NOUN", "PUNCT") for t in gap[1:])


def _is_own_body(doc: Doc, owner: Name, body: Name, gap: Span) -> bool:
    """Whether two bodies named side by side are whole and part: "the IRGC's Quds Force", "IRGC-Quds"."""
    both = owner.kind is body.kind is Kind.ORGANISATION and owner.sense == body.sense == "name"
    if not both or owner.known is None or len(gap) > 1 or body.head(doc).dep_ in ("compound", "nmod"):
        return False  # "the Republican Party's US Senate nomination"
    if gap and is_possessive(gap[0]):
        return body.known is not None or " " in body.text
    armed = owner.known.type == "military" and body.known is not None and body.known.type == "military"
    return armed and (not gap or gap[0].text == "-")


def _is_seat_of(doc: Doc, place: Name, body: Name) -> bool:
    """ "Anna Bell of the London-based Rural Institute"."""
    based = [t.lower_ for t in doc[place.end : body.start]] == ["-", "based"]
    return based and body.kind is Kind.ORGANISATION


def _is_owner_of(doc: Doc, owner: Name, body: Name) -> bool:
    gap = doc[owner.end : body.start]
    return body.kind is Kind.ORGANISATION and len(gap) == 1 and is_possessive(gap[0])


def _joins(doc: Doc, person: Name, words: Sequence[str]) -> bool:
    """Whether words between a person and a body make the one belong to the other."""
    if words in (["of"], ["of", "the"]):
        return True
    beside = words in (["from"], ["from", "the"], ["at"], ["at", "the"])
    return beside and person.start <= doc[person.end].head.i < person.end


def find_described(
    doc: Doc, names: Sequence[Name], roles: Sequence[Role], referents: Referents
) -> Iterator[Claim]:
    """People described by whatever they are at a body: "Hutchinson, a biomechanicist at Yale University"."""
    of_roles = {role.head for role in roles}
    for first, second in pairwise(names):
        if first.kind is not Kind.PERSON or second.kind is not Kind.ORGANISATION or first.end >= len(doc):
            continue
        noun = next((t for t in doc[first.end : second.start] if t.dep_ == "appos"), None)
        at = doc[second.start - 1] if doc[second.start - 1].lower_ != "the" else doc[second.start - 2]
        if noun is None or noun.i in of_roles or at.lower_ not in ("at", "from") or at.head != noun:
            continue
        person, body = referents.named.get(first.start), referents.named.get(second.start)
        described = doc[first.end].text == "," and first.start <= noun.head.i < first.end
        if person and body and described:
            yield Claim(
                "affiliatedWith", person, body, noun, "described (apposition)", Factuality(), 0.8, timed=False
            )


def find_own(doc: Doc, names: Sequence[Name], referents: Referents, knowledge: Knowledge) -> Iterator[Claim]:
    """Bodies named as somebody's own → affiliation: "his party, the Rural League", "her charity Hope"."""
    for name in names:
        if name.kind is not Kind.ORGANISATION or name.sense != "name" or name.start < 2:
            continue
        noun = _noun_before(doc, name.start)
        whose = doc[name.start - 1]
        head = knowledge.body_heads.get(doc[name.end - 1].lower_)
        if whose.tag_ == "PRP$" and name.known is None and head in ("party", "movement"):
            owner = tuple(i for i in referents.at(whose) if referents.drafts[i].kind is Kind.PERSON)
            body = referents.named.get(name.start)
            if len(owner) == 1 and body:  # "and his Zoram Democratic Front"
                rule = "own body (possessive)"
                yield Claim("affiliatedWith", owner, body, whose, rule, Factuality(), 0.8, timed=False)
            continue
        if knowledge.body_heads.get(noun.lower_) not in _PRIVATE:
            continue
        owners = [c for c in noun.lefts if c.dep_ == "poss"]
        if not owners and noun.dep_ == "compound":
            owners = [c for c in noun.head.lefts if c.dep_ == "poss" and c.i < noun.i]
        people = [i for c in owners for i in referents.at(c) if referents.drafts[i].kind is Kind.PERSON]
        body = referents.named.get(name.start)
        if len(people) == 1 and body and not any(c.lower_ in knowledge.words["not_own"] for c in noun.lefts):
            rule = "own body (apposition)"
            yield Claim("affiliatedWith", tuple(people), body, noun, rule, Factuality(), 0.85, timed=False)


def _noun_before(doc: Doc, start: int) -> Token:
    """What stands right before a name, but for a comma and an article between them."""
    i = start - 1
    i -= doc[i].lower_ == "the"
    return doc[i - 1] if i and doc[i].text in (",", "(", "–", "—") else doc[i]


def find_based(doc: Doc, names: Sequence[Name], referents: Referents) -> Iterator[Claim]:
    """Bodies with a hyphened word for where or whose they are → claims of place or affiliation.

    "The Pakistan-based Jaish ul-Adl", "the al-Qaeda-affiliated Jundullah".
    """
    for first, second in pairwise(names):
        i = first.end
        if i + 1 >= len(doc) or doc[i].text not in ("-", "‑") or second.kind is not Kind.ORGANISATION:
            continue
        predicate = _HYPHENED.get(doc[i + 1].lower_)
        gap = doc[i + 2 : second.start]
        if predicate is None or any(t.pos_ not in ("ADJ", "NOUN", "PROPN", "VERB") for t in gap):
            continue
        place, body = referents.named.get(first.start), referents.named.get(second.start)
        place = place or referents.adjectives.get(first.start)
        if not place or not body or place == body:
            continue
        for joined in conjuncts(second.head(doc)):
            found = referents.named.get(joined.i)
            if found and referents.drafts[found[0]].kind is Kind.ORGANISATION:
                trigger = doc[i + 1]
                yield Claim(predicate, found, place, trigger, "hyphened body", Factuality(), 0.9, timed=False)
