"""Graph ⇄ RDF: Turtle and other syntaxes, triples and RDFLib graphs, in the form that `ontology/` defines.

The only place that mints IRIs.
"""

from graphbuild.rdf.names import DEFAULT_BASE, PREFIXES, Namespaces
from graphbuild.rdf.provenance import Provenance, read_provenance
from graphbuild.rdf.reading import from_rdf, from_turtle, read_base, readings_from_turtle
from graphbuild.rdf.syntaxes import SYNTAXES, to_quads, to_syntax
from graphbuild.rdf.terms import storable
from graphbuild.rdf.triples import RdfOptions, ontology_version, to_triples
from graphbuild.rdf.writing import to_rdflib, to_turtle

__all__ = [
    "DEFAULT_BASE",
    "PREFIXES",
    "SYNTAXES",
    "Namespaces",
    "Provenance",
    "RdfOptions",
    "from_rdf",
    "from_turtle",
    "ontology_version",
    "read_base",
    "read_provenance",
    "readings_from_turtle",
    "storable",
    "to_quads",
    "to_rdflib",
    "to_syntax",
    "to_triples",
    "to_turtle",
]
