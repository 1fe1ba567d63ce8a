"""Graph → the RDF syntaxes that programs exchange: N-Triples, TriG, JSON-LD, RDF/XML.

All are made by Oxigraph of sorted statements, so that equal graphs give equal bytes. Turtle, which
people read, has a writer of its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Unpack

import pyoxigraph as ox

from graphbuild.knowledge import Knowledge
from graphbuild.model import Graph, Mention, Relation
from graphbuild.rdf.names import DEFAULT_BASE, Namespaces
from graphbuild.rdf.provenance import Provenance
from graphbuild.rdf.terms import term
from graphbuild.rdf.triples import (
    Nodes,
    RdfOptions,
    article_triples,
    count_triples,
    direct_triples,
    mention_triples,
    prefixes_of,
    reading_triples,
    relation_triples,
    to_layers,
    to_triples,
)

SYNTAXES = {
    "turtle": ox.RdfFormat.TURTLE,
    "ntriples": ox.RdfFormat.N_TRIPLES,
    "trig": ox.RdfFormat.TRIG,
    "jsonld": ox.RdfFormat.JSON_LD,
    "rdfxml": ox.RdfFormat.RDF_XML,
}

# What all mentions of a relation amount to together: no single article says it.
_OF_THE_WHOLE = frozenset({term("gb:status"), term("gb:confidence")})


def to_syntax(graph: Graph, syntax: str, **options: Unpack[RdfOptions]) -> bytes:
    """A graph → its RDF as `ntriples`, `trig`, `jsonld` or `rdfxml`, byte for byte the same for equal graphs.

    The statements are those of `to_triples`, as are options and errors. In TriG, what an article
    says stands in a graph that is named by the article's IRI; what no single one says (entities,
    statuses, the vocabulary) stands in the default graph.
    """
    statements: Iterator[ox.Quad] | list[ox.Triple]
    if syntax == "trig":
        statements = to_quads(graph, **options)
    else:
        statements = sorted(to_triples(graph, **options), key=str)
    content = ox.serialize(statements, format=SYNTAXES[syntax], prefixes=prefixes_of(options)) or b""
    # A carriage return in the file would be read as a line end: XML 1.0, section 2.11.
    return content.replace(b"\r", b"&#13;") if syntax == "rdfxml" else content


def to_quads(
    graph: Graph,
    *,
    knowledge: Knowledge,
    base: str = DEFAULT_BASE,
    include_text: bool = True,
    readings: Sequence[Graph] = (),
    provenance: Provenance | None = None,
) -> Iterator[ox.Quad]:
    """A graph → the statements of `to_triples`, each in the graphs of the articles that say it, sorted.

    What several articles say is in the graph of each; what is not of a single article is in the
    default graph, which comes last.
    """
    namespaces = Namespaces(base)
    nodes = Nodes.of(graph, namespaces)
    of_none: list[ox.Triple] = []
    of_article: dict[str, list[ox.Triple]] = {article.key: [] for article in graph.articles}
    parts_by_article: dict[str, list[Relation]] = {}
    for relation in graph.relations:
        whole = dict.fromkeys(relation_triples(relation, knowledge, nodes))
        told: set[ox.Triple] = set()
        for key, part in _by_article(relation).items():
            parts_by_article.setdefault(key, []).append(part)
            parted = whole if part is relation else relation_triples(part, knowledge, nodes)
            found = [t for t in parted if t.predicate not in _OF_THE_WHOLE and t in whole]
            of_article[key] += found
            told.update(found)
        of_none += (triple for triple in whole if triple not in told)

    of_none += count_triples(graph, nodes)
    reading_by_key = {r.articles[0].key: r for r in readings if r.articles and include_text}

    direct: set[ox.Triple] = set()
    for article in sorted(graph.articles, key=lambda article: article.key):
        parts, triples = parts_by_article.get(article.key, ()), of_article[article.key]
        asserted = tuple(direct_triples(parts, knowledge, nodes))
        direct.update(asserted)
        triples += asserted
        mentions = dict.fromkeys(mention for part in parts for mention in part.mentions)
        triples += mention_triples(mentions, nodes)
        triples += article_triples(article, nodes, include_text)
        triples += reading_triples(filter(None, [reading_by_key.get(article.key)]), nodes)
        node = nodes.article(article.key)
        triples.sort(key=str)
        yield from (ox.Quad(t.subject, t.predicate, t.object, node) for t in triples)

    layers = to_layers(
        graph, knowledge=knowledge, base=base, include_text=include_text, provenance=provenance
    )
    for name, triples_of_layer in layers:
        if name not in ("relations", "mentions", "articles", "readings"):
            of_none += (triple for triple in triples_of_layer if triple not in direct)
    of_none.sort(key=str)
    yield from (ox.Quad(t.subject, t.predicate, t.object) for t in of_none)


def _by_article(relation: Relation) -> dict[str, Relation]:
    """A relation → by the key of each article that mentions it, the relation with those mentions alone."""
    mentions_by_article: dict[str, list[Mention]] = {}
    for mention in relation.mentions:
        mentions_by_article.setdefault(mention.article, []).append(mention)
    if len(mentions_by_article) == 1:
        return dict.fromkeys(mentions_by_article, relation)
    return {key: replace(relation, mentions=tuple(mentions)) for key, mentions in mentions_by_article.items()}
