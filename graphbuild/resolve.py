"""Article graphs → one graph, in which each entity is one node and each event one relation."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from graphbuild.identity import Identity, identify
from graphbuild.knowledge import Knowledge
from graphbuild.links import link
from graphbuild.merge import merge_relations
from graphbuild.model import Entity, Graph, Kind, Relation, entity_id


def resolve(readings: Sequence[Graph], knowledge: Knowledge, identity: Identity | None = None) -> Graph:
    """The graphs of single articles → their graph, whatever their order.

    `identity` tells who is who in them; None: what `identify` makes of them, with no judgements.
    """
    known = identity or identify(readings, knowledge)
    entities: list[Entity] = []
    relations: list[Relation] = []
    for reading in readings:
        if not reading.articles:
            continue
        key = reading.articles[0].key
        id_by_old = _ids(reading, key, known)
        entities += _renamed_entities(reading, id_by_old, known)
        relations += _renamed_relations(reading, id_by_old)
    articles = [article for reading in readings for article in reading.articles]
    dates = {article.key: article.date for article in articles}
    graph = Graph.of(articles, _labelled(entities, known), merge_relations(relations, knowledge, dates))
    return link(graph, knowledge)


def _ids(reading: Graph, key: str, identity: Identity) -> Mapping[str, str]:
    """The ids of one article's entities → their ids in the whole graph.

    A position is named after the body that it belongs to, so it follows the body's name.
    """
    ids = {e.id: identity.id_by_use.get((key, e.id), e.id) for e in reading.entities}
    for entity in reading.entities:
        if entity.kind is Kind.POSITION and entity.position_in:
            body = ids[entity.position_in]
            if body != entity.position_in:
                ids[entity.id] = entity_id(Kind.POSITION, _position_label(entity, identity.label_by_id[body]))
    return ids


def _position_label(position: Entity, body: str) -> str:
    words = min((position.label, *position.names), key=len)
    return words if body.lower() in words.lower() else f"{words} of {body}"


def _renamed_entities(reading: Graph, id_by_old: Mapping[str, str], identity: Identity) -> Iterator[Entity]:
    for entity in reading.entities:
        body = id_by_old[entity.position_in] if entity.position_in else None
        if entity.kind is Kind.POSITION and body != entity.position_in:
            label = _position_label(entity, identity.label_by_id[str(body)])
            names = {*entity.names, min((entity.label, *entity.names), key=len)} - {label}
            entity = replace(entity, label=label, names=tuple(sorted(names)))
        yield replace(entity, id=id_by_old[entity.id], position_in=body)


def _labelled(entities: Iterable[Entity], identity: Identity) -> Iterator[Entity]:
    """Entities → the same under the name that the entity goes by."""
    for entity in entities:
        label = identity.label_by_id.get(entity.id, entity.label)
        names = {entity.label, *entity.names} - {label}
        yield replace(entity, label=label, names=tuple(sorted(names)))


def _renamed_relations(reading: Graph, id_by_old: Mapping[str, str]) -> Iterator[Relation]:
    for relation in reading.relations:
        agents = tuple(sorted({id_by_old[i] for i in relation.agents}))
        recipients = tuple(sorted({id_by_old[i] for i in relation.recipients} - set(agents)))
        if not recipients:
            continue  # both sides turned out to be one and the same
        mentions = tuple(
            sorted(
                replace(m, attributed_to=tuple(sorted({id_by_old[i] for i in m.attributed_to})))
                for m in relation.mentions
            )
        )
        place = id_by_old[relation.place] if relation.place else None
        yield replace(relation, agents=agents, recipients=recipients, mentions=mentions, place=place)
