"""How a graph came to be → PROV-O: which software read the articles, with which model and ontology."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pyoxigraph as ox

from graphbuild.model import slug
from graphbuild.rdf.names import Namespaces, encode
from graphbuild.rdf.terms import TYPE, term, text_literal

_SOFTWARE = "https://w3id.org/graphbuild/software/"
_SOFTWARE_NAME, _MODEL_NAME = "graphbuild ", "spaCy pipeline "


@dataclass(frozen=True, slots=True)
class Provenance:
    """What a graph was built with: the version of graphbuild, the name and version of the spaCy pipeline.

    There is no time in it: the same articles give the same graph on any day.
    """

    version: str
    model: str


def provenance_triples(
    provenance: Provenance, namespaces: Namespaces, ontology: ox.NamedNode
) -> Iterator[ox.Triple]:
    """What a graph was built with → its PROV-O, of the graph's own header and of individuals."""
    build = ox.NamedNode(f"{namespaces.base}build")
    model = ox.NamedNode(f"{namespaces.base}model/{encode(slug(provenance.model))}")
    software = ox.NamedNode(_SOFTWARE + encode(slug(f"graphbuild {provenance.version}")))
    yield ox.Triple(ox.NamedNode(namespaces.graph), term("prov:wasGeneratedBy"), build)
    described = (
        (build, "prov:Activity", "the building of this graph"),
        (software, "prov:SoftwareAgent", _SOFTWARE_NAME + provenance.version),
        (model, "prov:Entity", _MODEL_NAME + provenance.model),
        (ontology, "prov:Entity", "the graphbuild ontology, in this version"),
    )
    for node, class_, label in described:
        yield ox.Triple(node, TYPE, term(class_))
        yield ox.Triple(node, TYPE, term("owl:NamedIndividual"))
        yield ox.Triple(node, term("rdfs:label"), text_literal(label))
    yield ox.Triple(build, term("prov:wasAssociatedWith"), software)
    yield ox.Triple(build, term("prov:used"), model)
    yield ox.Triple(build, term("prov:used"), ontology)


def read_provenance(turtle: bytes) -> Provenance | None:
    """The Turtle of a graph → what it was built with; None where it does not say."""
    software, model = "", ""
    label = term("rdfs:label")
    for quad in ox.parse(turtle, format=ox.RdfFormat.TURTLE):
        if quad.predicate == label and isinstance(quad.object, ox.Literal):
            subject, name = str(quad.subject)[1:-1], quad.object.value
            if subject.startswith(_SOFTWARE):
                software = name.removeprefix(_SOFTWARE_NAME)
            elif "/model/" in subject and name.startswith(_MODEL_NAME):
                model = name.removeprefix(_MODEL_NAME)
        if software and model:
            return Provenance(software, model)
    return None
