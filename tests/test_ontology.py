"""What ontology/graphbuild.ttl and alignments.ttl promise to those who write queries against them."""

from pathlib import Path

import pyoxigraph as ox
import pytest

from graphbuild.knowledge import Knowledge, ontology_path
from graphbuild.model import Kind, Modality, Polarity, Status
from graphbuild.rdf.names import GB, ONTOLOGY, VOCABULARIES
from tests.tools import require
from tests.tools.owl_api import OWL_API, owl_api_present, owl_verdicts
from tests.tools.rdf4j import RDF4J, rdf4j_present, rdf4j_verdicts

MAIN = ontology_path() / "graphbuild.ttl"
ALIGNMENTS = ontology_path() / "alignments.ttl"

# The published interface: from, to (actor, person, organisation, state, place, position), both ways?
PROPERTIES = """
met A A sym
visited A L
recognises SO SO
hasDiplomaticRelationsWith S S sym
severedTiesWith S S
signedAgreementWith A A sym
heldJointExerciseWith A A sym
appointed A P
dismissed A P
invited A A
praised A A
supports A A
aided A AL
pledgedAidTo A AL
urged A A
accused A A
threatened A A
sanctioned A A
designatedTerrorist A OP
attacked A AL
fought A A sym
captured A L
detained A P
killed A PO
deployedTo A L
withdrewFrom A LO
holdsPosition P X
affiliatedWith PO OS
memberOf A O
leads P OS
spokespersonOf P OS
founded PO O
relativeOf P P sym
childOf P P
borders L L sym
locatedIn LO L
"""
KINDS = {
    "A": {Kind.PERSON, Kind.ORGANISATION, Kind.STATE},
    "P": {Kind.PERSON},
    "O": {Kind.ORGANISATION},
    "S": {Kind.STATE},
    "L": {Kind.PLACE, Kind.STATE},
    "X": {Kind.POSITION},
}
PARENTS = {
    "memberOf": "affiliatedWith",
    "leads": "affiliatedWith",
    "spokespersonOf": "affiliatedWith",
    "childOf": "relativeOf",
}
NOT_TIME_BOUND = {
    "hasDiplomaticRelationsWith", "holdsPosition", "affiliatedWith", "memberOf", "leads", "spokespersonOf",
    "relativeOf", "childOf", "borders", "locatedIn",
}  # fmt: skip
PLOVER = {
    "AGREE", "CONSULT", "SUPPORT", "COOPERATE", "AID", "YIELD", "REQUEST", "ACCUSE", "REJECT", "THREATEN",
    "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
}  # fmt: skip


def node(name: str) -> ox.NamedNode:
    prefix, _, local = name.partition(":")
    return ox.NamedNode(VOCABULARIES[prefix] + local)


def read(path: Path) -> list[ox.Triple]:
    return [quad.triple for quad in ox.parse(path=path, format=ox.RdfFormat.TURTLE)]


def objects(triples: list[ox.Triple], subject: ox.NamedNode, predicate: str) -> list[str]:
    found = [t.object for t in triples if t.subject == subject and t.predicate == node(predicate)]
    return [one.value for one in found if isinstance(one, ox.NamedNode | ox.Literal)]


def typed(triples: list[ox.Triple], *classes: str) -> list[ox.NamedNode]:
    wanted = {node(name) for name in classes}
    found = {t.subject for t in triples if t.predicate == node("rdf:type") and t.object in wanted}
    return sorted((one for one in found if isinstance(one, ox.NamedNode)), key=str)


@pytest.fixture(scope="module")
def main() -> list[ox.Triple]:
    return read(MAIN)


@pytest.mark.parametrize("line", PROPERTIES.split("\n")[1:-1])
def test_a_property_goes_from_and_to_what_the_table_says(knowledge: Knowledge, line: str) -> None:
    name, agents, recipients, *symmetric = line.split()
    predicate = knowledge.predicates[name]
    assert predicate.agent_kinds == set().union(*(KINDS[kind] for kind in agents))
    assert predicate.recipient_kinds == set().union(*(KINDS[kind] for kind in recipients))
    assert predicate.symmetric == bool(symmetric)
    assert predicate.parent == PARENTS.get(name)
    assert predicate.event == (name not in NOT_TIME_BOUND)


def test_there_is_no_property_beyond_the_table(knowledge: Knowledge) -> None:
    assert set(knowledge.predicates) == {line.split()[0] for line in PROPERTIES.split("\n")[1:-1]}


def test_each_time_bound_property_has_an_event_class(knowledge: Knowledge, main: list[ox.Triple]) -> None:
    classes = [predicate.relation_class for predicate in knowledge.predicates.values() if predicate.event]
    below = [triple for triple in main if triple.predicate == node("rdfs:subClassOf")]
    subclasses = {triple.subject for triple in below if triple.object == node("gb:Event")}
    assert len(set(classes)) == len(classes)
    assert {node(f"gb:{name}") for name in classes} == subclasses


def test_every_term_has_one_label_and_one_definition(main: list[ox.Triple]) -> None:
    terms = typed(
        main, "owl:Class", "owl:ObjectProperty", "owl:DatatypeProperty", "owl:AnnotationProperty",
        "owl:NamedIndividual",
    )  # fmt: skip
    assert len(terms) > 100
    for term in terms:
        assert len(objects(main, term, "rdfs:label")) == 1, term
        (definition,) = objects(main, term, "skos:definition")
        assert definition.endswith((".", ".)")), term


def test_every_property_of_ours_has_one_domain_and_one_range(main: list[ox.Triple]) -> None:
    for term in typed(main, "owl:ObjectProperty", "owl:DatatypeProperty"):
        if term.value.startswith(GB):
            assert len(objects(main, term, "rdfs:domain")) == 1, term
            assert len(objects(main, term, "rdfs:range")) == 1, term


def test_definitions_of_properties_say_what_they_are_not(knowledge: Knowledge, main: list[ox.Triple]) -> None:
    for name in knowledge.predicates:
        (definition,) = objects(main, node(f"gb:{name}"), "skos:definition")
        assert ". Not " in definition, name


@pytest.mark.parametrize("path", [MAIN, ALIGNMENTS], ids=lambda path: path.name)
def test_every_term_is_declared_and_no_node_is_blank(path: Path) -> None:
    triples = read(path)
    declared = {t.subject for t in triples if t.predicate == node("rdf:type")}
    built_in = tuple(VOCABULARIES[prefix] for prefix in ("owl", "rdf", "rdfs", "xsd"))
    for triple in triples:
        assert isinstance(triple.subject, ox.NamedNode)
        assert isinstance(triple.object, ox.NamedNode | ox.Literal)
        assert triple.subject in declared
        if not triple.predicate.value.startswith(built_in):
            assert triple.predicate in declared
        if isinstance(triple.object, ox.NamedNode) and triple.object.value.startswith(GB):
            assert triple.object in declared


def test_what_the_model_names_is_in_the_ontology(main: list[ox.Triple]) -> None:
    individuals = {
        "gb:Status": Status,
        "gb:Polarity": Polarity,
        "gb:Modality": Modality,
    }
    for class_, values in individuals.items():
        assert {one.value for one in typed(main, class_)} == {GB + value for value in values}
    assert {GB + kind for kind in Kind} <= {one.value for one in typed(main, "owl:Class")}


def test_plover_types_and_groups_are_known_ones(knowledge: Knowledge, main: list[ox.Triple]) -> None:
    for name, predicate in knowledge.predicates.items():
        assert set(objects(main, node(f"gb:{name}"), "gb:plover")) <= PLOVER
        assert predicate.group in {"diplomatic", "conflict", "office", "family", "place"}


def test_the_ontology_imports_nothing_and_names_its_version(main: list[ox.Triple]) -> None:
    header = ox.NamedNode(ONTOLOGY)
    assert objects(main, header, "rdf:type") == [VOCABULARIES["owl"] + "Ontology"]
    (version,) = objects(main, header, "owl:versionInfo")
    assert objects(main, header, "owl:versionIRI") == [f"{ONTOLOGY}/{version}"]
    assert not [t for t in main if t.predicate == node("owl:imports")]


def test_alignments_speak_of_terms_that_exist_as_what_they_are(main: list[ox.Triple]) -> None:
    kinds = {(t.subject, t.object) for t in main if t.predicate == node("rdf:type")}
    for triple in read(ALIGNMENTS):
        if triple.predicate == node("rdf:type") and triple.subject.value.startswith(GB):  # type: ignore[union-attr]
            assert (triple.subject, triple.object) in kinds


def test_protege_opens_the_ontology_and_its_alignments(tmp_path: Path) -> None:
    require(owl_api_present(), OWL_API)
    # Both in one ontology, as when a user imports the alignments
    drop = {ox.NamedNode("https://w3id.org/graphbuild/alignments")}
    both = [t for path in (MAIN, ALIGNMENTS) for t in read(path) if t.subject not in drop]
    merged = tmp_path / "merged.ttl"
    merged.write_bytes(ox.serialize(both, format=ox.RdfFormat.TURTLE) or b"")
    for verdict in owl_verdicts([MAIN, ALIGNMENTS, merged]):
        assert verdict.ok, verdict
        assert verdict.axioms > 100


def test_a_reasoner_tells_people_from_places(tmp_path: Path) -> None:
    require(owl_api_present(), OWL_API)
    facts = "<https://e/x> a gb:Person . <https://e/y> gb:visited <https://e/x> ."
    broken = tmp_path / "visited-a-person.ttl"
    broken.write_text(MAIN.read_text(encoding="utf-8") + facts, encoding="utf-8")
    (verdict,) = owl_verdicts([broken])
    assert not verdict.error
    assert not verdict.consistent


def test_graphdb_reads_the_ontology_and_its_alignments() -> None:
    require(rdf4j_present(), RDF4J)
    for path, verdict in zip((MAIN, ALIGNMENTS), rdf4j_verdicts([MAIN, ALIGNMENTS]), strict=True):
        assert not verdict.error
        assert verdict.statements == len(read(path))
