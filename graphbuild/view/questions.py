"""What the page needs to ask its graph in SPARQL: prefixes, the named queries, the entities' IRIs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from graphbuild.model import Graph
from graphbuild.query import NamedQuery
from graphbuild.rdf import Namespaces


def to_questions(graph: Graph, namespaces: Namespaces, queries: Mapping[str, NamedQuery]) -> dict[str, Any]:
    """A graph's namespaces and the named queries → plain values; IRIs in the order of its entities."""
    iris = namespaces.entity_iris(graph.entities)
    return {
        "prefixes": namespaces.prefixes,
        "iris": [iris[entity.id] for entity in graph.entities],
        "queries": [
            {
                "name": query.name,
                "title": query.title,
                "text": query.text,
                "parameters": [
                    {"name": one.name, "meaning": one.meaning, "default": one.default}
                    for one in query.parameters
                ],
            }
            for query in queries.values()
        ],
    }
