"""Graph → triples, in the four layers that every build promises: entities, relations, mentions, articles."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, product
from pathlib import Path
from typing import Required, TypedDict, Unpack

import pyoxigraph as ox

from graphbuild.errors import KnowledgeError
from graphbuild.knowledge import Knowledge, Predicate, ontology_path
from graphbuild.model import Article, Entity, Graph, Mention, Relation
from graphbuild.rdf.names import DEFAULT_BASE, ONTOLOGY, Namespaces, is_address
from graphbuild.rdf.provenance import Provenance, provenance_triples
from graphbuild.rdf.readings import to_json
from graphbuild.rdf.terms import INTEGER, TYPE, decimal_literal, moment_literal, term, text_literal
from graphbuild.reprints import group_reprints


class RdfOptions(TypedDict, total=False):
    """What may be said of how a graph becomes RDF: the arguments of `to_layers`."""

    knowledge: Required[Knowledge]
    base: str
    include_text: bool
    readings: Sequence[Graph]
    provenance: Provenance | None


def prefixes_of(options: RdfOptions) -> dict[str, str]:
    """Options → the prefixes of the RDF that they make, with their namespaces."""
    return Namespaces(options.get("base", DEFAULT_BASE)).prefixes


def to_triples(graph: Graph, **options: Unpack[RdfOptions]) -> Iterator[ox.Triple]:
    """A graph → its RDF triples, each once, with vocabulary and header; see `to_layers`."""
    return chain.from_iterable(triples for _, triples in to_layers(graph, **options))


def to_layers(
    graph: Graph,
    *,
    knowledge: Knowledge,
    base: str = DEFAULT_BASE,
    include_text: bool = True,
    readings: Sequence[Graph] = (),
    provenance: Provenance | None = None,
) -> Iterator[tuple[str, Iterator[ox.Triple]]]:
    """A graph → names of its parts and their triples, made as they are asked for.

    Without `include_text` the articles' texts are left out: a smaller graph, which `from_turtle`
    cannot read back. `readings` are the graphs of the single articles that it was made of, which are
    kept where the texts are: see `rdf.readings`; `provenance` is what it was built with, told in PROV-O.
    Raises InputError on a bad base, KnowledgeError on a predicate that `knowledge` lacks, ValueError
    where a relation names an entity or article that the graph does not hold.
    """
    namespaces = Namespaces(base)
    nodes = Nodes.of(graph, namespaces)
    mentions = dict.fromkeys(mention for relation in graph.relations for mention in relation.mentions)
    yield "graph", _header_triples(namespaces, provenance)
    yield "ontology", _vocabulary()
    flat = chain.from_iterable
    entities = flat(_entity_triples(entity, nodes) for entity in graph.entities)
    yield "entities", chain(entities, direct_triples(graph.relations, knowledge, nodes))
    relations = flat(relation_triples(relation, knowledge, nodes) for relation in graph.relations)
    yield "relations", chain(relations, count_triples(graph, nodes))
    yield "mentions", mention_triples(mentions, nodes)
    yield "articles", flat(article_triples(article, nodes, include_text) for article in graph.articles)
    if include_text and readings:
        yield "readings", reading_triples(readings, nodes)


@dataclass(frozen=True, slots=True)
class Nodes:
    """The nodes of one graph's entities (by id) and articles (by key)."""

    namespaces: Namespaces
    node_by_id: Mapping[str, ox.NamedNode]
    node_by_key: Mapping[str, ox.NamedNode]

    @classmethod
    def of(cls, graph: Graph, namespaces: Namespaces) -> Nodes:
        """A graph → the nodes of all that it holds."""
        node_by_id = {i: ox.NamedNode(iri) for i, iri in namespaces.entity_iris(graph.entities).items()}
        node_by_key = {a.key: ox.NamedNode(namespaces.article_iri(a.key)) for a in graph.articles}
        return cls(namespaces, node_by_id, node_by_key)

    def entity(self, entity_id: str) -> ox.NamedNode:
        """The node of an entity. Raises ValueError where the graph lacks it."""
        node = self.node_by_id.get(entity_id)
        if node is None:
            raise ValueError(f"the graph names the entity {entity_id!r} but does not hold it")
        return node

    def article(self, key: str) -> ox.NamedNode:
        """The node of an article. Raises ValueError where the graph lacks it."""
        node = self.node_by_key.get(key)
        if node is None:
            raise ValueError(f"the graph quotes the article {key!r} but does not hold it")
        return node

    def mention(self, mention: Mention) -> ox.NamedNode:
        """The node of a mention."""
        return ox.NamedNode(self.namespaces.mention_iri(mention))


def _header_triples(namespaces: Namespaces, provenance: Provenance | None) -> Iterator[ox.Triple]:
    graph = ox.NamedNode(namespaces.graph)
    yield ox.Triple(graph, TYPE, term("owl:Ontology"))
    title = ox.Literal("Relations found in news articles", language="en")
    yield ox.Triple(graph, term("dcterms:title"), title)
    yield ox.Triple(graph, term("dcterms:conformsTo"), ontology_version())
    if provenance is not None:
        yield from provenance_triples(provenance, namespaces, ontology_version())


def ontology_version() -> ox.NamedNode:
    """The IRI of the version of graphbuild.ttl that graphs are written with."""
    versions = (t.object for t in _ontology_file(_schema()) if t.predicate == term("owl:versionIRI"))
    return next(version for version in versions if isinstance(version, ox.NamedNode))


def _vocabulary() -> Iterator[ox.Triple]:
    """The ontology without its header, as a file that has two is no ontology."""
    header = ox.NamedNode(ONTOLOGY)
    return (triple for triple in _ontology_file(_schema()) if triple.subject != header)


def _schema() -> Path:
    return ontology_path() / "graphbuild.ttl"


@lru_cache(maxsize=1)
def _ontology_file(path: Path) -> tuple[ox.Triple, ...]:
    return tuple(quad.triple for quad in ox.parse(path=path, format=ox.RdfFormat.TURTLE))


def _predicate(relation: Relation, knowledge: Knowledge) -> Predicate:
    predicate = knowledge.predicates.get(relation.predicate)
    if predicate is None:
        raise KnowledgeError(f"graphbuild.ttl does not declare gb:{relation.predicate}, used by a relation")
    return predicate


def _entity_triples(entity: Entity, nodes: Nodes) -> Iterator[ox.Triple]:
    node = nodes.entity(entity.id)
    yield ox.Triple(node, TYPE, term(f"gb:{entity.kind}"))
    yield ox.Triple(node, TYPE, term("owl:NamedIndividual"))
    yield ox.Triple(node, term("rdfs:label"), text_literal(entity.label))
    for name in dict.fromkeys(map(text_literal, entity.names)):  # two names may be stored as one
        yield ox.Triple(node, term("skos:altLabel"), name)
    for link in dict.fromkeys(entity.links):
        yield ox.Triple(node, term("skos:exactMatch"), ox.NamedNode(link))
    for code in dict.fromkeys(entity.codes):
        yield ox.Triple(node, term("skos:notation"), text_literal(code))
    if entity.position_in is not None:
        yield ox.Triple(node, term("gb:positionIn"), nodes.entity(entity.position_in))


def direct_triples(relations: Iterable[Relation], knowledge: Knowledge, nodes: Nodes) -> Iterator[ox.Triple]:
    """Relations → what they assert, as plain triples: each once, symmetric ones both ways."""
    pairs: dict[tuple[str, str, str], None] = {}
    for relation in relations:
        if any(mention.asserts for mention in relation.mentions):
            symmetric = _predicate(relation, knowledge).symmetric
            for agent, recipient in product(relation.agents, relation.recipients):
                pairs[agent, relation.predicate, recipient] = None
                if symmetric:
                    pairs[recipient, relation.predicate, agent] = None
    for agent, name, recipient in pairs:
        yield ox.Triple(nodes.entity(agent), term(f"gb:{name}"), nodes.entity(recipient))


def relation_triples(relation: Relation, knowledge: Knowledge, nodes: Nodes) -> Iterator[ox.Triple]:
    """A relation → what is said of it."""
    predicate = _predicate(relation, knowledge)
    node = ox.NamedNode(nodes.namespaces.relation_iri(relation))
    classes = [predicate.relation_class, *(["Event"] if predicate.event else []), "Relation"]
    for name in dict.fromkeys(classes):
        yield ox.Triple(node, TYPE, term(f"gb:{name}"))
    yield ox.Triple(node, TYPE, term("owl:NamedIndividual"))
    yield ox.Triple(node, term("gb:predicate"), term(f"gb:{relation.predicate}"))
    for agent in dict.fromkeys(relation.agents):
        yield ox.Triple(node, term("gb:agent"), nodes.entity(agent))
    for recipient in dict.fromkeys(relation.recipients):
        yield ox.Triple(node, term("gb:recipient"), nodes.entity(recipient))
    if relation.place is not None:
        yield ox.Triple(node, term("gb:place"), nodes.entity(relation.place))
    if relation.time is not None:
        yield ox.Triple(node, term("gb:dateExpression"), text_literal(relation.time.expression))
        if relation.time.not_before is not None:
            yield ox.Triple(node, term("gb:notBefore"), moment_literal(relation.time.not_before))
        if relation.time.not_after is not None:
            yield ox.Triple(node, term("gb:notAfter"), moment_literal(relation.time.not_after))
    yield ox.Triple(node, term("gb:status"), term(f"gb:{relation.status}"))
    yield ox.Triple(node, term("gb:confidence"), decimal_literal(relation.confidence, 2))
    for mention in dict.fromkeys(relation.mentions):
        yield ox.Triple(node, term("gb:mention"), nodes.mention(mention))


def mention_triples(mentions: Iterable[Mention], nodes: Nodes) -> Iterator[ox.Triple]:
    """Mentions → what is said of each, once where equal ones have one node."""
    mention_by_node = {nodes.mention(mention): mention for mention in mentions}
    return chain.from_iterable(_mention_triples(node, m, nodes) for node, m in mention_by_node.items())


def _mention_triples(node: ox.NamedNode, mention: Mention, nodes: Nodes) -> Iterator[ox.Triple]:
    yield ox.Triple(node, TYPE, term("gb:Mention"))
    yield ox.Triple(node, TYPE, term("owl:NamedIndividual"))
    yield ox.Triple(node, term("gb:quote"), text_literal(mention.quote))
    yield ox.Triple(node, term("gb:beginIndex"), ox.Literal(str(mention.span.start), datatype=INTEGER))
    yield ox.Triple(node, term("gb:endIndex"), ox.Literal(str(mention.span.end), datatype=INTEGER))
    yield ox.Triple(node, term("gb:polarity"), term(f"gb:{mention.polarity}"))
    yield ox.Triple(node, term("gb:modality"), term(f"gb:{mention.modality}"))
    for source in dict.fromkeys(mention.attributed_to):
        yield ox.Triple(node, term("gb:attributedTo"), nodes.entity(source))
    yield ox.Triple(node, term("gb:rule"), text_literal(mention.rule))
    yield ox.Triple(node, term("gb:ruleConfidence"), decimal_literal(mention.confidence))
    yield ox.Triple(node, term("prov:wasQuotedFrom"), nodes.article(mention.article))


def article_triples(article: Article, nodes: Nodes, include_text: bool) -> Iterator[ox.Triple]:
    """An article → what is said of it."""
    node = nodes.article(article.key)
    yield ox.Triple(node, TYPE, term("gb:Article"))
    yield ox.Triple(node, TYPE, term("owl:NamedIndividual"))
    yield ox.Triple(node, term("dcterms:identifier"), text_literal(article.id))
    if article.title is not None:
        yield ox.Triple(node, term("dcterms:title"), text_literal(article.title))
    if article.date is not None:
        yield ox.Triple(node, term("dcterms:date"), moment_literal(article.date))
    if article.url is not None:
        address = ox.NamedNode(article.url) if is_address(article.url) else text_literal(article.url)
        yield ox.Triple(node, term("dcterms:source"), address)
    if article.publisher is not None:
        yield ox.Triple(node, term("dcterms:publisher"), text_literal(article.publisher))
    if article.language is not None:
        yield ox.Triple(node, term("dcterms:language"), text_literal(article.language))
    yield ox.Triple(node, term("gb:sha256"), ox.Literal(article.digest))
    if include_text:
        yield ox.Triple(node, term("gb:text"), text_literal(article.text))


def reading_triples(readings: Iterable[Graph], nodes: Nodes) -> Iterator[ox.Triple]:
    """The graphs of single articles → what keeps them with their articles."""
    for reading in readings:
        for article in reading.articles:
            yield ox.Triple(nodes.article(article.key), term("gb:reading"), text_literal(to_json(reading)))


def count_triples(graph: Graph, nodes: Nodes) -> Iterator[ox.Triple]:
    """A graph → how many articles state each relation, and how many texts that do not copy each other."""
    text_by_key = group_reprints(graph.articles)
    for relation in graph.relations:
        node = ox.NamedNode(nodes.namespaces.relation_iri(relation))
        texts = {text_by_key.get(key, key) for key in relation.stated_in}
        for name, count in (("gb:articleCount", len(relation.stated_in)), ("gb:textCount", len(texts))):
            yield ox.Triple(node, term(name), ox.Literal(str(count), datatype=INTEGER))
