"""Graph → the forms that others compute with: a NetworkX multigraph, a pandas table."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

import networkx as nx

from graphbuild.errors import InputError
from graphbuild.knowledge import Knowledge
from graphbuild.model import Entity, Graph, Relation

if TYPE_CHECKING:
    import pandas

_COLUMNS = (
    "agent", "relation", "recipient", "predicate", "agent_id", "recipient_id",
    "polarity", "modality", "status", "confidence", "place", "time", "not_before", "not_after",
    "quote", "article", "title", "begin", "end", "attributed_to", "rule",
)  # fmt: skip


def to_networkx(graph: Graph, knowledge: Knowledge, *, asserted_only: bool = True) -> nx.MultiDiGraph:
    """A graph → a MultiDiGraph: entity ids are nodes, each pair of agent and recipient an edge.

    Nodes carry `label`, `kind`, `names` and `links`. Edges have the predicate and a digest of the
    claim as key, and carry `predicate`, `label`, `symmetric` (then they hold both ways, though
    stored once), `status`, `confidence`, `place` (an entity id), `expression`, `not_before` and
    `not_after` (ISO 8601, UTC), `quotes`, `articles` and `attributed_to`; what the text does not
    give is None. With `asserted_only`, relations that no text states as fact are left out.
    """
    network: nx.MultiDiGraph = nx.MultiDiGraph()
    for entity in graph.entities:
        network.add_node(
            entity.id,
            label=entity.label,
            kind=entity.kind.value,
            names=list(entity.names),
            links=list(entity.links),
        )
    for relation in graph.relations:
        if asserted_only and not any(mention.asserts for mention in relation.mentions):
            continue
        key = f"{relation.predicate}-{hashlib.sha256(repr(relation.claim).encode()).hexdigest()[:12]}"
        attributes = _edge_attributes(relation, knowledge)
        for agent in relation.agents:
            for recipient in relation.recipients:
                network.add_edge(agent, recipient, key=key, **attributes)
    return network


def to_pandas(graph: Graph, knowledge: Knowledge) -> pandas.DataFrame:
    """A graph → a table of one row per mention, in the order of the graph.

    Several agents, recipients or sources of one mention share a cell, joined by "; ". The bounds of
    the time are in UTC, `begin` and `end` characters of the article's text. Raises InputError where
    pandas is not installed.
    """
    try:
        import pandas
    except ImportError as error:
        raise InputError("a table needs pandas, which is not installed: pip install pandas") from error

    entity_by_id = {entity.id: entity for entity in graph.entities}
    title_by_key = {article.key: article.title for article in graph.articles}
    rows = [
        (
            _labels(relation.agents, entity_by_id),
            _label(relation, knowledge),
            _labels(relation.recipients, entity_by_id),
            relation.predicate,
            "; ".join(relation.agents),
            "; ".join(relation.recipients),
            mention.polarity.value,
            mention.modality.value,
            relation.status.value,
            mention.confidence,
            _labels([relation.place], entity_by_id) if relation.place else None,
            relation.time.expression if relation.time else None,
            relation.time.not_before if relation.time else None,
            relation.time.not_after if relation.time else None,
            mention.quote,
            mention.article,
            title_by_key.get(mention.article),
            mention.span.start,
            mention.span.end,
            _labels(mention.attributed_to, entity_by_id) or None,
            mention.rule,
        )
        for relation in graph.relations
        for mention in relation.mentions
    ]
    table = pandas.DataFrame(rows, columns=list(_COLUMNS))
    return table.astype({"not_before": "datetime64[us, UTC]", "not_after": "datetime64[us, UTC]"})


def _edge_attributes(relation: Relation, knowledge: Knowledge) -> dict[str, Any]:
    predicate = knowledge.predicates.get(relation.predicate)
    time = relation.time
    return {
        "predicate": relation.predicate,
        "label": _label(relation, knowledge),
        "symmetric": bool(predicate and predicate.symmetric),
        "status": relation.status.value,
        "confidence": relation.confidence,
        "place": relation.place,
        "expression": time.expression if time else None,
        "not_before": _iso(time.not_before) if time else None,
        "not_after": _iso(time.not_after) if time else None,
        "quotes": list(dict.fromkeys(mention.quote for mention in relation.mentions)),
        "articles": list(dict.fromkeys(mention.article for mention in relation.mentions)),
        "attributed_to": sorted(
            {source for mention in relation.mentions for source in mention.attributed_to}
        ),
    }


def _label(relation: Relation, knowledge: Knowledge) -> str:
    predicate = knowledge.predicates.get(relation.predicate)
    return predicate.label if predicate else relation.predicate


def _iso(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None


def _labels(ids: Sequence[str], entity_by_id: dict[str, Entity]) -> str:
    return "; ".join(entity_by_id[one].label for one in ids)
