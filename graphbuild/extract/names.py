"""A spaCy Doc → the names in it: spans of tokens with what they name.

Three sources are weighed: the lexicon (states, their people and capitals, bodies, regions), the
pipeline's named entities, and the form of the words (an organisation's head noun, capitals after
a title). A longer reading beats a shorter one, the lexicon beats the pipeline.
"""

from __future__ import annotations

from collections.abc import Iterable

from spacy.tokens import Doc

from graphbuild.extract.bodies import named_bodies
from graphbuild.extract.entity_names import entity_names
from graphbuild.extract.known_names import known_names
from graphbuild.extract.name import Name
from graphbuild.extract.name_kinds import settle_kinds
from graphbuild.extract.people import bare_surnames, people_after_titles, people_between_commas
from graphbuild.knowledge import Knowledge


def find_names(doc: Doc, knowledge: Knowledge) -> tuple[Name, ...]:
    """A parsed Doc → its names, in order, none overlapping."""
    known = known_names(doc, knowledge)
    found = _longest(
        [
            *known,
            *people_after_titles(doc, knowledge),
            *people_between_commas(doc, knowledge),
            *named_bodies(doc, known, knowledge),
            *entity_names(doc, known, knowledge),
        ]
    )
    names = settle_kinds(doc, found, knowledge)
    surnames = bare_surnames(doc, names, knowledge.single_figures)
    return tuple(sorted([*names, *surnames], key=lambda n: n.start))


def _longest(readings: Iterable[Name]) -> list[Name]:
    """Readings that overlap → the longest of them, in order."""
    taken: dict[int, Name] = {}
    ranked = sorted(readings, key=lambda n: (-(n.end - n.start) - 0.5 * (n.known is not None), n.start))
    for name in ranked:
        if not any(i in taken for i in range(name.start, name.end)):
            taken.update(dict.fromkeys(range(name.start, name.end), name))
    return sorted(set(taken.values()), key=lambda n: n.start)
