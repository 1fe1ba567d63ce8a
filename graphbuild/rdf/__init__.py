"""Graph ⇄ RDF: Turtle, triples and RDFLib graphs, in the form that `ontology/` defines.

The only place that mints IRIs.
"""

from graphbuild.rdf.names import DEFAULT_BASE, PREFIXES, Namespaces
from graphbuild.rdf.reading import from_turtle
from graphbuild.rdf.triples import to_triples
from graphbuild.rdf.writing import to_rdflib, to_turtle

__all__ = [
    "DEFAULT_BASE",
    "PREFIXES",
    "Namespaces",
    "from_turtle",
    "to_rdflib",
    "to_triples",
    "to_turtle",
]
