"""Each promise of shapes.ttl is kept by graphs that we write, and found broken where it is broken."""

from pathlib import Path

import pyoxigraph as ox
import pyshacl
import pytest
import rdflib

from graphbuild.check.shapes import Question, find_offenders, read_questions
from graphbuild.errors import KnowledgeError
from graphbuild.knowledge import Knowledge, ontology_path
from graphbuild.model import Graph
from graphbuild.rdf import PREFIXES, to_triples
from tests import sample

SHAPES = ontology_path() / "shapes.ttl"
QUESTIONS = read_questions(SHAPES)


def put(where: str, what: str) -> str:
    """An update that says more of what `where` finds."""
    return f"INSERT {{ {where[:2]} {what} }} WHERE {{ {where} }}"


def drop(where: str, predicate: str, instead: str = "") -> str:
    """An update that takes the values of one property away, or puts another in their place."""
    one = where[:2]
    new = f"INSERT {{ {one} {predicate} {instead} }} " if instead else ""
    return f"DELETE {{ {one} {predicate} ?any }} {new}WHERE {{ {where} ; {predicate} ?any }}"


MET = "?r gb:predicate gb:met"
PLANNED = "?r gb:predicate gb:visited"
QUOTED = "?m gb:beginIndex 0"
ARTICLE = "?a a gb:Article"
# What a promise says (its beginning is enough) → an update of the sample that breaks it.
BREAKS = {
    "The graph carries its vocabulary": "DELETE WHERE { gb:Relation a ?any }",
    "A graph is one owl:Ontology with": "DELETE WHERE { ?o a owl:Ontology }",
    "A file has one owl:Ontology": "INSERT DATA { <http://e/other> a owl:Ontology }",
    "No node is blank": "INSERT DATA { [] rdfs:label 'who?' }",
    "Every property that is used": "INSERT DATA { ent:norland <http://e/likes> ent:sudria }",
    "Every class that is used": "INSERT DATA { ent:norland a <http://e/Republic> }",
    "Only datatypes of the OWL 2": "INSERT DATA { ent:norland dcterms:date '2021-05-04'^^xsd:date }",
    "What is referred to": "DELETE { ent:geneva ?p ?o } WHERE { ent:geneva ?p ?o }",
    "An entity has one label": "INSERT DATA { ent:norland rdfs:label 'Norland again' }",
    "An entity's other names": "INSERT DATA { ent:norland skos:altLabel 'Norland' }",
    "An entity is matched": "INSERT DATA { ent:norland skos:exactMatch 'Q7' }",
    "A position belongs to one": "INSERT DATA { ent:foreign-minister-of-norland gb:positionIn ent:sudria }",
    "An entity is one of": "DELETE { ent:norland a gb:State } INSERT { ent:norland a gb:Actor } WHERE {}",
    "An entity is only one of": "INSERT DATA { ent:norland a gb:Person }",
    "A plain triple is backed": "INSERT DATA { ent:sudria gb:recognises ent:westmark }",  # denied
    "A symmetric property": "DELETE DATA { ent:marek-novak gb:met ent:leila-haddad }",
    "Whatever has a property": "INSERT DATA { ent:geneva gb:quote 'no mention' }",
    "The value of a property is": "INSERT DATA { ent:norland gb:visited ent:marek-novak }",
    "A relation stands behind": "DELETE WHERE { ?r gb:predicate gb:met }",
    "A relation has an agent": drop(MET, "gb:agent"),
    "A relation has a recipient": put(MET, "gb:recipient 'someone'"),
    "A relation has one status": put(MET, "gb:status gb:Positive"),
    "A relation has one confidence": put(PLANNED, "gb:confidence 1.5"),
    "No mention, no relation": drop(MET, "gb:mention"),
    "A relation has one place": put(MET, "gb:place ent:norland"),
    "The earliest moment": put(MET, "gb:notBefore '2030-01-01T00:00:00Z'^^xsd:dateTime"),
    "The latest moment": put(MET, "gb:notAfter '2030-01-01T00:00:00+02:00'^^xsd:dateTime"),
    "The words that say when": put(PLANNED, "gb:dateExpression 3"),
    "Where a relation has a time": drop(MET, "gb:dateExpression"),
    "A relation's status is": drop(PLANNED, "gb:status", "gb:Affirmed"),
    "A relation is of the class": f"DELETE {{ ?r a gb:Meeting }} WHERE {{ {MET} }}",
    "A relation's agents are": put(MET, "gb:agent ent:geneva"),
    "A relation's recipients are": put(MET, "gb:recipient ent:geneva"),
    "What a mention states": "DELETE DATA { ent:norland gb:attacked ent:sudria }",
    "No mention is an orphan": f"DELETE {{ ?r gb:mention ?m }} WHERE {{ ?r gb:mention ?m . {QUOTED} }}",
    "A mention has one quote": drop(QUOTED, "gb:quote"),
    "A mention has one begin index": put(QUOTED, "gb:beginIndex -1"),
    "A mention has one end index": put(QUOTED, "gb:endIndex 'far'"),
    "A mention has one polarity": put(QUOTED, "gb:polarity gb:Negative"),
    "A mention has one modality": drop(QUOTED, "gb:modality"),
    "A mention is attributed": put(QUOTED, "gb:attributedTo 'a friend'"),
    "A mention names the rule": drop(QUOTED, "gb:rule"),
    "A mention says how often": put(QUOTED, "gb:ruleConfidence -0.5"),
    "A mention is quoted from": drop(QUOTED, "prov:wasQuotedFrom"),
    "A quote ends inside": drop(QUOTED, "gb:endIndex", "9999"),
    "A quote is the article's": drop(QUOTED, "gb:quote", "'x'"),
    "An article has one identifier": drop(ARTICLE, "dcterms:identifier"),
    "An article has one SHA-256": put(ARTICLE, "gb:sha256 'abc'"),
    "An article has one text": put(ARTICLE, "gb:text 'another'"),
    "An article has one title": put(ARTICLE, "dcterms:title 'a', 'b'"),
    "An article has one date": put(ARTICLE, "dcterms:date 'in May'"),
    "An article has one address": put(ARTICLE, "dcterms:source 'a', 'b'"),
    "An article has one publisher": put(ARTICLE, "dcterms:publisher ent:herald"),
    "An article has one language": put(ARTICLE, "dcterms:language 'en', 'fr'"),
    "An article's digest": drop(ARTICLE, "gb:text", "'x'"),
}  # fmt: skip


def sample_store(knowledge: Knowledge, *updates: str) -> ox.Store:
    store = ox.Store()
    store.extend(ox.Quad(*triple) for triple in to_triples(sample.GRAPH, knowledge=knowledge))
    for update in updates:
        store.update(update, prefixes=dict(PREFIXES))
    return store


def found(store: ox.Store) -> set[tuple[str, str]]:
    """What is broken: each promise with each node that breaks it."""
    return {
        (question.message, _focus(one.focus))
        for question in QUESTIONS
        for one in find_offenders(store, question)
    }


def pyshacl_finds(store: ox.Store) -> set[tuple[str, str]]:
    """The same, as pySHACL finds it."""
    data = rdflib.Graph()
    data.parse(data=store.dump(format=ox.RdfFormat.N_TRIPLES, from_graph=ox.DefaultGraph()), format="nt")
    shapes = rdflib.Graph().parse(SHAPES)
    _, results, _ = pyshacl.validate(data, shacl_graph=shapes, advanced=False, inplace=True)
    query = "SELECT ?message ?focus { ?one sh:resultMessage ?message ; sh:focusNode ?focus }"
    rows = results.query(query, initNs={"sh": rdflib.SH})
    return {(str(message), "_" if isinstance(focus, rdflib.BNode) else str(focus)) for message, focus in rows}


def _focus(node: ox.NamedNode | ox.BlankNode | ox.Literal) -> str:
    return "_" if isinstance(node, ox.BlankNode) else node.value


def test_the_sample_and_an_empty_graph_keep_every_promise(knowledge: Knowledge) -> None:
    assert found(sample_store(knowledge)) == set()
    empty = ox.Store()
    empty.extend(ox.Quad(*triple) for triple in to_triples(Graph(), knowledge=knowledge))
    assert found(empty) == set()


@pytest.mark.parametrize("promise", BREAKS)
def test_a_broken_promise_is_found(knowledge: Knowledge, promise: str) -> None:
    broken = found(sample_store(knowledge, BREAKS[promise]))
    assert [message for message, _ in broken if message.startswith(promise)], broken


def test_every_promise_is_broken_in_one_of_the_tests() -> None:
    messages = {question.message for question in QUESTIONS}
    assert not [message for message in messages if not message.startswith(tuple(BREAKS))]
    assert len(messages) == len(BREAKS)


@pytest.mark.parametrize("part", range(4))
def test_pyshacl_finds_the_same(knowledge: Knowledge, part: int) -> None:
    """Several promises broken at once, in four graphs, as one break may hide another."""
    store = sample_store(knowledge, *list(BREAKS.values())[part::4])
    ours = found(store)
    assert len({message for message, _ in ours}) > 10
    assert ours == pyshacl_finds(store)


def test_rdf_that_is_no_graph_of_ours_breaks_promises() -> None:
    store = ox.Store()
    store.load(b"<http://e/a> <http://e/b> <http://e/c> .", format=ox.RdfFormat.TURTLE)
    assert len({message for message, _ in found(store)}) >= 3


def shapes_with(folder: Path, shape: str) -> tuple[Question, ...]:
    path = folder / "shapes.ttl"
    prefixes = "@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix : <http://e/#> .\n"
    path.write_text(prefixes + shape, encoding="utf-8")
    return read_questions(path)


S = ":S a sh:NodeShape ; sh:targetClass :C "


@pytest.mark.parametrize(
    "shape",
    [
        "",
        ":S a sh:NodeShape .",
        S + "; sh:closed true .",
        S + "; sh:property [ sh:path :p ; sh:minCount 1 ] .",
        S + "; sh:property [ sh:path :p ; sh:message '' ; sh:minCount 2 ] .",
        S + "; sh:property [ sh:path :p ; sh:message '' ; sh:uniqueLang true ] .",
        S + "; sh:property [ sh:path (:p :q) ; sh:message '' ; sh:minCount 1 ] .",
        S + "; sh:sparql [ sh:message 'm' ; sh:ask 'ASK {}' ] .",
        ":S a sh:NodeShape ; sh:targetClass",
    ],
)  # fmt: skip
def test_shapes_that_are_not_understood_are_refused(shape: str, tmp_path: Path) -> None:
    with pytest.raises(KnowledgeError, match=r"shapes\.ttl: "):
        shapes_with(tmp_path, shape)
