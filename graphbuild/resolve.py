"""Article graphs → one graph in which a person who goes by several names is one entity.

Entities with the same id are the same already. Beyond that only people are joined, and only on
two grounds together: their names fit (the same words but for spelling, a surname with its full
name, a full name with one of its middle names missing) and they belong to the same body. A
relation of kinship between two people keeps them apart. A wrong merge hurts more than a missed
one, so a name that fits two different people joins neither.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from graphbuild.knowledge import Knowledge
from graphbuild.model import Entity, Graph, Kind, Relation, fullness
from graphbuild.spelling import name_words, same_words, spelled_alike

_KINSHIP = frozenset(["childOf", "relativeOf"])
_OFFICE = "office"


def resolve(graphs: Iterable[Graph], knowledge: Knowledge) -> Graph:
    """Article graphs → their union, with the people who are the same joined."""
    graph = Graph.union(graphs)
    people = {e.id: e for e in graph.entities if e.kind is Kind.PERSON}
    bodies = _bodies(graph, knowledge)
    apart = {
        frozenset((a, r))
        for relation in graph.relations
        if relation.predicate in _KINSHIP
        for a in relation.agents
        for r in relation.recipients
    }
    same: dict[str, str] = {}
    for short, candidates in _candidates(people, bodies, apart).items():
        fullest = max(candidates, key=lambda i: fullness(people[i].label))
        # Every candidate must be one person for the name to mean him and nobody else.
        if all(c == fullest or _fits(people[c], people[fullest]) for c in candidates):
            same[short] = fullest
    return _renamed(graph, {i: _last(i, same) for i in same}) if same else graph


def _bodies(graph: Graph, knowledge: Knowledge) -> Mapping[str, set[str]]:
    """The bodies that each person is said to belong to."""
    position_in = {e.id: e.position_in for e in graph.entities if e.position_in}
    found: dict[str, set[str]] = defaultdict(set)
    for relation in graph.relations:
        if knowledge.predicates[relation.predicate].group == _OFFICE and any(
            m.asserts for m in relation.mentions
        ):
            for agent in relation.agents:
                found[agent].update(position_in.get(r, r) for r in relation.recipients)
    return found


def _candidates(
    people: Mapping[str, Entity], bodies: Mapping[str, set[str]], apart: set[frozenset[str]]
) -> dict[str, list[str]]:
    """Each person → those with a fuller name that may be the same person."""
    blocks: dict[str, list[str]] = defaultdict(list)
    for i in sorted(people):
        blocks[_block(people[i])].append(i)
    found: dict[str, list[str]] = {}
    for block in blocks.values():
        for short in block:
            for full in block:
                if (
                    fullness(people[short].label) < fullness(people[full].label)
                    and bodies.get(short, set()) & bodies.get(full, set())
                    and frozenset((short, full)) not in apart
                    and _fits(people[short], people[full])
                ):
                    found.setdefault(short, []).append(full)
    return found


def _block(person: Entity) -> str:
    """People with the same first letter of the last name are compared with each other."""
    return name_words(person.label)[-1][:1] if name_words(person.label) else ""


def _fits(short: Entity, full: Entity) -> bool:
    """Whether the shorter of two names may stand for the fuller one."""
    a, b = name_words(short.label), name_words(full.label)
    if not a or not b:
        return False
    if same_words(a, b):
        return len(a) > 1 or a == b or spelled_alike(a[0], b[0])
    if len(a) == 1:
        return a[0] == b[-1] or spelled_alike(a[0], b[-1])
    alike_ends = _alike(a[0], b[0]) and _alike(a[-1], b[-1])
    return len(a) < len(b) and (b[-len(a) :] == a or alike_ends)


def _alike(a: str, b: str) -> bool:
    return a == b or spelled_alike(a, b)


def _last(entity_id: str, same: Mapping[str, str]) -> str:
    while entity_id in same:
        entity_id = same[entity_id]
    return entity_id


def _renamed(graph: Graph, same: Mapping[str, str]) -> Graph:
    def of(entity_id: str) -> str:
        return same.get(entity_id, entity_id)

    def relations() -> Iterator[Relation]:
        for relation in graph.relations:
            agents = tuple(sorted({of(i) for i in relation.agents}))
            recipients = tuple(sorted({of(i) for i in relation.recipients} - set(agents)))
            if not recipients:
                continue  # both sides turned out to be one and the same
            mentions = tuple(
                replace(m, attributed_to=tuple(sorted({of(i) for i in m.attributed_to})))
                for m in relation.mentions
            )
            yield replace(
                relation, agents=agents, recipients=recipients, mentions=tuple(sorted(set(mentions))),
                place=of(relation.place) if relation.place else None,
            )  # fmt: skip

    entities = (
        replace(e, id=of(e.id), position_in=of(e.position_in) if e.position_in else None)
        for e in graph.entities
    )
    return Graph.of(graph.articles, entities, relations())
