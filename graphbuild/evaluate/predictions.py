"""A graph → what it says of each article: one prediction for each pair of agent and recipient."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import product

from graphbuild.evaluate.names import compared_names
from graphbuild.knowledge import Knowledge
from graphbuild.model import Article, Entity, Graph, Mention, Relation, utc


@dataclass(frozen=True, slots=True)
class Prediction:
    """One triple that the mentions of one article assert, or (`asserted` false) only speak of.

    `places`, `sources` are compared names, `days` first and last days (ISO dates) of the times given.
    """

    agent: Entity
    predicate: str
    recipient: Entity
    mentions: tuple[Mention, ...]
    asserted: bool = True
    places: frozenset[str] = frozenset()
    days: frozenset[tuple[str, str]] = frozenset()
    sources: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class ArticlePredictions:
    """All that a graph says of one article, which it holds (or, None, does not)."""

    article: Article | None = None
    asserted: tuple[Prediction, ...] = ()
    unasserted: tuple[Prediction, ...] = ()


@dataclass(slots=True)
class _Parts:
    """A prediction as it is put together from several relations."""

    agent: Entity
    recipient: Entity
    mentions: set[Mention] = field(default_factory=set)
    places: set[str] = field(default_factory=set)
    days: set[tuple[str, str]] = field(default_factory=set)
    sources: set[str] = field(default_factory=set)


type _Key = tuple[bool, str, tuple[str, ...]]


def predictions_by_article(graph: Graph, knowledge: Knowledge) -> Mapping[str, ArticlePredictions]:
    """A graph → its predictions by the names of its articles: the last part of the id, and of the address.

    Of a symmetric predicate both directions are one prediction.
    """
    entities = {entity.id: entity for entity in graph.entities}
    sources = {article.key: source_names(article) for article in graph.articles}
    articles = {name: article for article in graph.articles for name in sources[article.key]}
    parts_by_name: dict[str, dict[_Key, _Parts]] = {name: {} for name in articles}
    for relation in graph.relations:
        predicate = knowledge.predicates.get(relation.predicate)
        symmetric = predicate is not None and predicate.symmetric
        for mention, agent, recipient in product(relation.mentions, relation.agents, relation.recipients):
            pair = tuple(sorted((agent, recipient))) if symmetric else (agent, recipient)
            key = (mention.asserts, relation.predicate, pair)
            for name in sources[mention.article]:
                fresh = _Parts(entities[agent], entities[recipient])
                _add(parts_by_name[name].setdefault(key, fresh), relation, mention, entities)
    return {name: _predictions(articles[name], parts) for name, parts in parts_by_name.items()}


def source_names(article: Article) -> frozenset[str]:
    """An article → the names that gold may know it by."""
    return frozenset(source.rpartition("/")[2] for source in (article.id, article.url) if source)


def _add(parts: _Parts, relation: Relation, mention: Mention, entities: Mapping[str, Entity]) -> None:
    parts.mentions.add(mention)
    if relation.place:
        parts.places |= compared_names(entities[relation.place]).all
    if relation.time and relation.time.not_before and relation.time.not_after:
        bounds = (relation.time.not_before, relation.time.not_after)
        first, last = (utc(bound).date().isoformat() for bound in bounds)
        parts.days.add((first, last))
    for source in mention.attributed_to:
        parts.sources |= compared_names(entities[source]).all


def _predictions(article: Article, parts_by_key: Mapping[_Key, _Parts]) -> ArticlePredictions:
    found = [
        Prediction(
            agent=parts.agent,
            predicate=predicate,
            recipient=parts.recipient,
            mentions=tuple(sorted(parts.mentions)),
            asserted=asserted,
            places=frozenset(parts.places),
            days=frozenset(parts.days),
            sources=frozenset(parts.sources),
        )
        for (asserted, predicate, _), parts in parts_by_key.items()
    ]
    return ArticlePredictions(
        article, tuple(p for p in found if p.asserted), tuple(p for p in found if not p.asserted)
    )
