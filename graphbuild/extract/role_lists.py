"""Roles said of several people → each person with the body of the post.

"Presidents X of A and Y of B", "foreign ministers X and Y of A and B", "the foreign ministers of A, B
and C, X, Y and Z respectively".
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from spacy.tokens import Doc

from graphbuild.extract.name import Name
from graphbuild.model import Kind

_BETWEEN = frozenset([",", "and", "&"])
_OPENING = frozenset([",", ":", "(", "–", "—", "-", "--"])
_OF = ("of", "from")
_BODIES = (Kind.STATE, Kind.ORGANISATION)


def people_with_bodies(
    doc: Doc, start: int, first: int, name_at: Mapping[int, Name]
) -> Iterator[tuple[Name, Name | None]]:
    """The people listed from token `first` on, each with the body said of it, None where none is.

    Tokens `start` to `first` are the role with the bodies that stand before the people. As many
    bodies as people are shared out in order, one body is everybody's; otherwise nobody's is known.
    """
    people, own, end = _people_from(doc, first, name_at)
    bodies = list(dict.fromkeys(name_at[i] for i in range(start, first) if i in name_at))
    bodies = [
        *_joined_before(doc, start, name_at),
        *(n for n in bodies if n.kind in _BODIES and (n.known or n.start > start)),
    ]
    if not bodies and people and set(own) == {None} and end < len(doc) and doc[end].lower_ in _OF:
        bodies, _ = _listed(doc, end + 1, name_at, _BODIES)
    if not bodies and people and own[-1] is not None and set(own[:-1]) == {None}:
        # "X and Y of A", "X and Y of A and B"
        bodies, _ = _listed(doc, own[-1].start, name_at, _BODIES)
    if len(bodies) == len(people):
        own = list(bodies)
    elif len(bodies) == 1:
        own = [bodies[0]] * len(people)
    elif bodies:
        own = [None] * len(people)
    local = any(n is not None and n.kind not in _BODIES for n in own)  # "senators X of Utah and Y of Georgia"
    yield from ((person, None if local else body) for person, body in zip(people, own, strict=True))


def people_behind_bodies(
    doc: Doc, start: int, role: int, end: int, name_at: Mapping[int, Name]
) -> Name | None:
    """The first of the people listed behind a role and its bodies, if they are as many as these.

    "The foreign ministers of Egypt and Jordan, X and Y"; "the Russian and Turkish presidents, X and Y".
    The role is tokens `start` to `end`, at least as far as its first body, its noun token `role`.
    """
    first = next((name_at[k] for k in range(role + 1, end) if k in name_at), None)
    if first is not None and first.kind in _BODIES:
        bodies, end = _listed(doc, first.start, name_at, _BODIES)
    else:
        bodies = [name_at[k] for k in range(start, role) if k in name_at and name_at[k].kind in _BODIES]
        bodies = [*_joined_before(doc, start, name_at), *dict.fromkeys(bodies)]
    if len(bodies) < 2 or end + 1 >= len(doc) or doc[end].text not in _OPENING:
        return None
    people, _, _ = _people_from(doc, end + 1, name_at)
    return people[0] if len(people) == len(bodies) else None


def _joined_before(doc: Doc, i: int, name_at: Mapping[int, Name]) -> list[Name]:
    """The bodies joined to the one that a role begins with: "Russian and" before "Turkish ministers"."""
    found: list[Name] = []
    while i > 1 and doc[i - 1].lower_ in _BETWEEN and (name := name_at.get(i - 2)) and name.kind in _BODIES:
        found.insert(0, name)
        i = name.start
    return found


def _people_from(doc: Doc, i: int, name_at: Mapping[int, Name]) -> tuple[list[Name], list[Name | None], int]:
    """The people listed from token `i` on, the body behind each, and the token where the list ends."""
    people: list[Name] = []
    own: list[Name | None] = []
    end = i
    while i < len(doc):
        name = name_at.get(i)
        if name is None or name.kind is not Kind.PERSON or name.start != i:
            break
        people.append(name)
        i = end = name.end
        whose = _body_at(doc, i, name_at)
        own.append(whose)
        if whose is not None:
            i = end = whose.end
        while i < len(doc) and doc[i].lower_ in _BETWEEN:
            i += 1
        if i == end:
            break
    return people, own, end


def _body_at(doc: Doc, i: int, name_at: Mapping[int, Name]) -> Name | None:
    """The body or place that "of" at token `i` names: "of Nigeria", "of the United States", "of Maine"."""
    if i + 1 >= len(doc) or doc[i].lower_ not in _OF:
        return None
    first = i + 2 if doc[i + 1].lower_ == "the" else i + 1
    name = name_at.get(first)
    return name if name is not None and name.kind is not Kind.PERSON and name.sense != "adjective" else None


def _listed(doc: Doc, i: int, name_at: Mapping[int, Name], kinds: Collection[Kind]) -> tuple[list[Name], int]:
    """The names of these kinds listed from token `i` on, and the token where the list ends."""
    found: list[Name] = []
    end = i
    while i < len(doc):
        if doc[i].lower_ == "the":
            i += 1
        name = name_at.get(i) if i < len(doc) else None
        if name is None or name.kind not in kinds or name.sense == "adjective":
            break
        found.append(name)
        i = end = name.end
        while i < len(doc) and doc[i].lower_ in _BETWEEN:
            i += 1
        if i == end:
            break
    return found, end
