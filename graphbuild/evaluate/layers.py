"""Whether the plain triples of a graph, as written, are those that its mentions assert."""

from __future__ import annotations

from itertools import product

import pyoxigraph as ox

from graphbuild.knowledge import GB, Knowledge
from graphbuild.model import Graph
from graphbuild.rdf import Namespaces, to_triples


def check_layers(graph: Graph, knowledge: Knowledge) -> tuple[int, int]:
    """A graph → how many direct triples no positive, actual mention backs, and how many are missing.

    Both are 0 unless the writing of RDF is broken.
    """
    iris = Namespaces().entity_iris(graph.entities)
    backed: set[tuple[str, str, str]] = set()
    for relation in graph.relations:
        if any(mention.asserts for mention in relation.mentions):
            for agent, recipient in product(relation.agents, relation.recipients):
                backed.add((iris[agent], relation.predicate, iris[recipient]))
                if knowledge.predicates[relation.predicate].symmetric:
                    backed.add((iris[recipient], relation.predicate, iris[agent]))
    names = {GB + name for name in knowledge.predicates}
    direct = {
        (triple.subject.value, triple.predicate.value.removeprefix(GB), triple.object.value)
        for triple in to_triples(graph, knowledge=knowledge, include_text=False)
        if triple.predicate.value in names
        and isinstance(triple.subject, ox.NamedNode)
        and isinstance(triple.object, ox.NamedNode)
    }
    return len(direct - backed), len(backed - direct)
