"""Graph → scene: everything the page draws and tells, as plain values that JSON can carry.

Entities, articles and sentences are numbered, and everything else refers to those numbers, so a
sentence that ten relations quote is stored once.
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Mapping
from typing import Any

import networkx as nx
from pyvis.edge import Edge
from pyvis.network import Network
from pyvis.node import Node

from graphbuild.errors import InputError
from graphbuild.knowledge import Knowledge
from graphbuild.model import Article, Entity, Graph, Kind, Mention, Modality, Polarity, Relation, Status
from graphbuild.reprints import group_reprints
from graphbuild.view.layout import lay_out

# vis-network's name of the figure that stands for each kind: told apart without colour.
SHAPES: Mapping[Kind, str] = {
    Kind.STATE: "diamond",
    Kind.ORGANISATION: "square",
    Kind.PERSON: "dot",
    Kind.PLACE: "triangle",
    Kind.POSITION: "hexagon",
}
# Predicates that the knowledge does not know are drawn, but as a group of their own.
OTHER_GROUP = "other"
# So many nodes, the foremost, get room for their whole labels; those of others appear on zoom. The page
# draws as many at first (`FIRST` in shown.js).
_LABELLED = 260
_LABEL_CHARACTERS = 26
_USUAL = {
    "status": Status.AFFIRMED.value,
    "polarity": Polarity.POSITIVE.value,
    "modality": Modality.ACTUAL.value,
}
# Control characters, bidi overrides and isolates, halves of surrogate pairs. The marks that
# Arabic and Persian need (ZWNJ, ZWJ, LRM, RLM) stay.
_UNSEEN = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff\ufff9-\ufffb\ud800-\udfff]"
)


def to_scene(graph: Graph, knowledge: Knowledge, title: str) -> dict[str, Any]:
    """A graph and what its predicates mean → the scene, ready for `json.dumps`.

    Raises InputError where a relation names an entity or article that the graph lacks.
    """
    entity_number = {entity.id: number for number, entity in enumerate(graph.entities)}
    article_number = {article.key: number for number, article in enumerate(graph.articles)}
    sentence_number: dict[tuple[str, int, int, str], int] = {}
    relations = [
        _relation(relation, entity_number, article_number, sentence_number) for relation in graph.relations
    ]
    text_by_key = group_reprints(graph.articles)
    lines = _lines(relations)
    network = _network(graph, lines)
    nodes, edges, *_, options = network.get_network_data()
    return {
        "title": visible(title),
        "counts": {
            "articles": len(graph.articles),
            "entities": len(graph.entities),
            "relations": len(graph.relations),
        },
        "shapes": {kind.value: shape for kind, shape in SHAPES.items()},
        "predicates": _predicates(graph, knowledge),
        "entities": [_entity(entity, entity_number) for entity in graph.entities],
        "articles": [
            _article(article) | {"text": article_number[text_by_key[article.key]]}
            for article in graph.articles
        ],
        "sentences": [
            {"article": article_number[article], "begin": begin, "end": end, "quote": visible(quote)}
            for article, begin, end, quote in sentence_number
        ],
        "relations": relations,
        "nodes": [{name: node[name] for name in ("id", "x", "y", "size", "weight")} for node in nodes],
        "edges": [{name: edge[name] for name in ("id", "from", "to", "relations")} for edge in edges],
        "options": options,
    }


def visible(text: str) -> str:
    """Text → the same length, with every character that could hide or turn its neighbours replaced."""
    return _UNSEEN.sub("\ufffd", text)


def _entity(entity: Entity, entity_number: Mapping[str, int]) -> dict[str, Any]:
    return {
        "id": visible(entity.id),
        "kind": entity.kind.value,
        "label": visible(entity.label),
        "names": [visible(name) for name in entity.names],
        "links": [visible(link) for link in entity.links],
        "positionIn": None if entity.position_in is None else _number(entity_number, entity.position_in),
    }


def _article(article: Article) -> dict[str, Any]:
    return {
        "id": visible(article.id),
        "title": None if article.title is None else visible(article.title),
        "date": article.date.isoformat() if article.date else None,
        "url": None if article.url is None else visible(article.url),
        "publisher": None if article.publisher is None else visible(article.publisher),
        "language": article.language,
    }


def _relation(
    relation: Relation,
    entity_number: Mapping[str, int],
    article_number: Mapping[str, int],
    sentence_number: dict[tuple[str, int, int, str], int],
) -> dict[str, Any]:
    time = relation.time
    return _sparse(
        {
            "predicate": relation.predicate,
            "agents": [_number(entity_number, agent) for agent in relation.agents],
            "recipients": [_number(entity_number, recipient) for recipient in relation.recipients],
            "place": None if relation.place is None else _number(entity_number, relation.place),
            "time": None
            if time is None
            else {
                "expression": visible(time.expression),
                "notBefore": time.not_before.isoformat() if time.not_before else None,
                "notAfter": time.not_after.isoformat() if time.not_after else None,
            },
            "status": relation.status.value,
            "confidence": round(relation.confidence, 4),
            "mentions": [
                _mention(mention, entity_number, article_number, sentence_number)
                for mention in relation.mentions
            ],
        }
    )


def _mention(
    mention: Mention,
    entity_number: Mapping[str, int],
    article_number: Mapping[str, int],
    sentence_number: dict[tuple[str, int, int, str], int],
) -> dict[str, Any]:
    _number(article_number, mention.article)
    sentence = (mention.article, mention.span.start, mention.span.end, mention.quote)
    return _sparse(
        {
            "sentence": sentence_number.setdefault(sentence, len(sentence_number)),
            "polarity": mention.polarity.value,
            "modality": mention.modality.value,
            "by": [_number(entity_number, source) for source in mention.attributed_to],
        }
    )


def _sparse(values: dict[str, Any]) -> dict[str, Any]:
    """Values → the same without what goes without saying; scene.js puts it back."""
    return {
        name: value for name, value in values.items() if value not in (None, []) and value != _USUAL.get(name)
    }


def _number(numbers: Mapping[str, int], name: str) -> int:
    try:
        return numbers[name]
    except KeyError:
        raise InputError(
            f"the graph speaks of {name!r} but does not hold it: build it with Graph.of"
        ) from None


def _predicates(graph: Graph, knowledge: Knowledge) -> dict[str, dict[str, Any]]:
    names = sorted({relation.predicate for relation in graph.relations})
    known = {name: knowledge.predicates.get(name) for name in names}
    return {
        name: {
            "label": visible(predicate.label if predicate else name),
            "group": predicate.group if predicate else OTHER_GROUP,
            "symmetric": bool(predicate and predicate.symmetric),
        }
        for name, predicate in known.items()
    }


def _lines(relations: list[dict[str, Any]]) -> dict[tuple[int, int], list[int]]:
    """Relations → for each pair of entities (smaller number first) the numbers of its relations."""
    lines: defaultdict[tuple[int, int], list[int]] = defaultdict(list)
    for number, relation in enumerate(relations):
        pairs = {
            (min(agent, recipient), max(agent, recipient))
            for agent in relation["agents"]
            for recipient in relation["recipients"]
            if agent != recipient
        }
        for pair in sorted(pairs):
            lines[pair].append(number)
    return dict(sorted(lines.items()))


def _network(graph: Graph, lines: Mapping[tuple[int, int], list[int]]) -> Network:
    """Entities and lines → a pyvis network with places and sizes; colours are the style sheet's."""
    drawing = nx.Graph()
    drawing.add_nodes_from(range(len(graph.entities)))
    drawing.add_edges_from(lines)
    weight = _weights(graph, lines)
    beside = [max((weight[other] for other in drawing[number]), default=0) for number in drawing]
    # Of equals those beside a better connected one, as in `foremost` of shown.js.
    foremost = sorted(drawing, key=lambda number: (-weight[number], -beside[number], number))[:_LABELLED]
    least, growth = (7, 2.4) if len(weight) <= _LABELLED else (5, 2.0)
    size = [round(min(least + growth * math.sqrt(count), 26), 1) for count in weight]
    labelled = set(foremost)
    boxes = {
        number: _box(entity, size[number], labelled=number in labelled)
        for number, entity in enumerate(graph.entities)
    }
    # Entities that no line reaches are drawn only when looked up; posts only when asked for.
    satellites = [number for number, entity in enumerate(graph.entities) if entity.kind is Kind.POSITION]
    places = lay_out(drawing, boxes, satellites)

    network = Network(directed=True)
    # pyvis's own add_node and add_edge search a list for each call: 10,000 nodes would take minutes.
    network.nodes = [
        Node(
            number,
            SHAPES[entity.kind],
            visible(entity.label),
            size=size[number],
            weight=weight[number],
            x=places[number][0],
            y=places[number][1],
        ).options
        for number, entity in enumerate(graph.entities)
    ]
    network.edges = [
        Edge(first, second, id=number, relations=numbers).options
        for number, ((first, second), numbers) in enumerate(lines.items())
    ]
    network.options = {
        "physics": {"enabled": False},
        "layout": {"improvedLayout": False},
        "edges": {"smooth": False, "selectionWidth": 1.5, "hoverWidth": 0.5},
        "interaction": {"hover": True},
    }
    return network


def _weights(graph: Graph, lines: Mapping[tuple[int, int], list[int]]) -> list[int]:
    """How many affirmed relations with others each entity has; posts do not count."""
    weight = [0] * len(graph.entities)
    for pair, numbers in lines.items():
        if any(graph.entities[node].kind is Kind.POSITION for node in pair):
            continue
        proven = sum(graph.relations[number].status is Status.AFFIRMED for number in numbers)
        for node in pair:
            weight[node] += proven
    return weight


def _box(entity: Entity, size: float, *, labelled: bool) -> tuple[float, float]:
    """The room (width, height) that a node and its label need."""
    if not labelled:
        return (2 * size + 16, 2 * size + 16)
    characters = min(len(entity.label), _LABEL_CHARACTERS)
    return (max(2 * size, 6.8 * characters) + 14, 2 * size + 30)
