"""Names beside names in a Doc → claims about which body or person belongs to which state or body."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise, zip_longest

from spacy.tokens import Doc

from graphbuild.extract.claims import Claim
from graphbuild.extract.factuality import Factuality
from graphbuild.extract.name import Name, is_possessive
from graphbuild.extract.referents import Referents
from graphbuild.knowledge import Knowledge
from graphbuild.model import Kind

# Types of bodies that belong to the state in their name, and those that do where the lexicon knows them.
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
            yield Claim("affiliatedWith", (body[0],), (owner,), head, "body of a state", Factuality(), 0.9)
        if (
            following
            and following.start == name.end
            and following.kind is Kind.ORGANISATION
            and head.text.islower()
        ):
            named = referents.named.get(following.start)
            if named and named != body:
                yield Claim(
                    "affiliatedWith", (named[0],), (owner,), head, "description of a body", Factuality(), 0.9
                )


def find_possessed(doc: Doc, names: Sequence[Name], referents: Referents) -> Iterator[Claim]:
    """People named as a state's or a body's own → affiliation.

    "Pakistan's Ishaq Dar", "Tsvangirai of the MDC".
    """
    for first, second in pairwise(names):
        gap = doc[first.end : second.start]
        words = [t.lower_ for t in gap]
        if second.kind is Kind.PERSON and len(gap) == 1 and is_possessive(gap[0]) and " " in second.text:
            whose, person = first, second
        elif first.kind is Kind.PERSON and words in (["of"], ["of", "the"]) and second.sense == "name":
            whose, person = second, first
        else:
            continue
        bodies, people = referents.named.get(whose.start), referents.named.get(person.start)
        if bodies and people and referents.drafts[bodies[0]].kind in (Kind.STATE, Kind.ORGANISATION):
            trigger = doc[person.end - 1]
            yield Claim("affiliatedWith", people, bodies, trigger, "body beside a name", Factuality(), 0.85)
