"""A spaCy Doc → the names in it: spans of tokens with what they name.

Three sources are weighed: the lexicon (states, their people and capitals, bodies, regions), the
pipeline's named entities, and the form of the words (an organisation's head noun, capitals after
a title). A longer reading beats a shorter one, the lexicon beats the pipeline.
"""

from __future__ import annotations

from collections.abc import Iterable

from spacy.tokens import Doc

from graphbuild.extract.bodies import foreign_bodies, named_bodies
from graphbuild.extract.entity_names import entity_names
from graphbuild.extract.known_names import known_names
from graphbuild.extract.lists import portfolio_after, portfolio_before
from graphbuild.extract.name import Name
from graphbuild.extract.name_kinds import settle_kinds
from graphbuild.extract.parents import with_parent
from graphbuild.extract.people import (
    bare_surnames,
    people_after_portfolios,
    people_after_titles,
    people_between_commas,
    people_by_given_name,
    repeated_names,
)
from graphbuild.extract.towns import town_names
from graphbuild.knowledge import Knowledge
from graphbuild.model import Kind


def find_names(doc: Doc, knowledge: Knowledge) -> tuple[Name, ...]:
    """A parsed Doc → its names, in order, none overlapping."""
    known = known_names(doc, knowledge)
    portfolios = _portfolios(doc, known, knowledge)
    found = _longest(
        [
            *known,
            *people_after_titles(doc, knowledge),
            *people_after_portfolios(doc, knowledge),
            *people_between_commas(doc, knowledge),
            *people_by_given_name(doc, knowledge),
            *named_bodies(doc, known, knowledge),
            *foreign_bodies(doc, knowledge),
            *town_names(doc, known, knowledge),
            *(n for n in entity_names(doc, known, knowledge) if portfolios.isdisjoint(range(n.start, n.end))),
        ]
    )
    names = settle_kinds(doc, found, knowledge)
    names = (*names, *repeated_names(doc, names))
    names = tuple(n for n in names if not _is_short_for_another(doc, n, names, knowledge))
    surnames = bare_surnames(doc, names, knowledge.single_figures, knowledge.words["ship_prefixes"])
    return tuple(with_parent(n, knowledge) for n in sorted([*names, *surnames], key=lambda n: n.start))


def _is_short_for_another(doc: Doc, name: Name, names: Iterable[Name], knowledge: Knowledge) -> bool:
    """Whether a name is but the noun of a body named before: "the Agency" after "the IAEA"."""
    noun = name.text.lower()
    if (
        name.known
        or name.end - name.start > 1
        or knowledge.body_heads.get(noun, "place") in ("place", "event")
    ):
        return False
    if name.start == 0 or doc[name.start - 1].lower_ != "the":
        return False
    return any(
        noun in (other.known.label if other.known else other.text).lower().split()
        for other in names
        if other.start < name.start and other.kind is Kind.ORGANISATION and other.text != name.text
    )


def _portfolios(doc: Doc, known: Iterable[Name], knowledge: Knowledge) -> set[int]:
    """The tokens of lists of portfolios: what the pipeline sees in them names no body."""
    taken = {i for name in known for i in range(name.start, name.end)}
    offices = [t.i for t in doc if t.lower_ in knowledge.words["portfolio_offices"]]
    before = {i for office in offices for i in range(portfolio_before(doc, office, taken, knowledge), office)}
    return before.union(*(range(o, portfolio_after(doc, o, taken, knowledge)) for o in offices))


def _longest(readings: Iterable[Name]) -> list[Name]:
    """Readings that overlap → the longest of them, in order."""
    taken: dict[int, Name] = {}
    ranked = sorted(readings, key=lambda n: (-(n.end - n.start) - 0.5 * (n.known is not None), n.start))
    for name in ranked:
        if not any(i in taken for i in range(name.start, name.end)):
            taken.update(dict.fromkeys(range(name.start, name.end), name))
    return sorted(set(taken.values()), key=lambda n: n.start)
