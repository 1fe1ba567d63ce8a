"""What is known of an IRI → a page that people read; every text in it is escaped."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from typing import Any

import jinja2

from graphbuild.rdf import PREFIXES
from graphbuild.rdf.names import is_address

GB = PREFIXES["gb"]
# A relation has no name: the first sentence that mentions it speaks for it.
_ROWS = """
SELECT ?property ?property_label ?value (MIN(?given) AS ?label) (IF(isLiteral(?value), "text", "") AS ?kind) {
  %s
  OPTIONAL { ?value rdfs:label|gb:quote|dcterms:title|gb:mention/gb:quote ?given }
  OPTIONAL { ?property rdfs:label ?property_label }
} GROUP BY ?property ?property_label ?value ORDER BY ?property ?label ?value LIMIT 2000
"""
_TERMS = """
SELECT ?term ?definition ?type {
  VALUES ?type {
    owl:Class owl:ObjectProperty owl:DatatypeProperty owl:AnnotationProperty owl:NamedIndividual
  }
  ?term a ?type ; skos:definition ?definition .
  FILTER(STRSTARTS(STR(?term), STR(gb:)))
} ORDER BY ?type ?term
"""


@dataclass(frozen=True, slots=True)
class Addresses:
    """What the IRIs of a graph begin with → where they are found on this server."""

    base: str
    prefixes: Mapping[str, str]

    def href(self, iri: str) -> str | None:
        """An IRI → the address to link to; None where it is nothing that a browser should open."""
        if iri.startswith(GB):
            return f"/ontology#{iri.removeprefix(GB)}"
        if iri.startswith(self.base):
            # No second slash, which would lead to another host.
            return f"/{iri.removeprefix(self.base).lstrip('/')}"
        return iri if is_address(iri) else None

    def short(self, iri: str) -> str:
        """An IRI → its short name."""
        for prefix, namespace in self.prefixes.items():
            if iri.startswith(namespace):
                return f"{prefix}:{iri.removeprefix(namespace)}"
        return iri


def queries_about(node: str) -> tuple[str, str]:
    """An IRI in angle brackets → SPARQL for what is said of it, and for what points to it."""
    return _ROWS % f"{node} ?property ?value .", _ROWS % f"?value ?property {node} ."


def query_for_terms() -> str:
    """SPARQL for the terms of the ontology."""
    return _TERMS


def resource_page(
    iri: str, about: list[dict[str, str]], pointing: list[dict[str, str]], addresses: Addresses
) -> str:
    """What is said of an IRI and what points to it → its page."""
    said = {row["property"]: row["value"] for row in about}
    named = (
        said.get(PREFIXES[p] + name) for p, name in (("rdfs", "label"), ("gb", "quote"), ("dcterms", "title"))
    )
    title = next((name for name in named if name), addresses.short(iri))
    return _render("resource.html", iri=iri, title=title, addresses=addresses,
                   sections=(("", _grouped(about)), ("What refers to it", _grouped(pointing))))  # fmt: skip


def ontology_page(terms: list[dict[str, str]], addresses: Addresses) -> str:
    """The terms of the ontology → one page, with an anchor for each."""
    return _render(
        "ontology.html", title="The vocabulary of the graph", terms=terms, gb=GB, addresses=addresses
    )


def query_page(title: str) -> str:
    """The name of a graph → the page that asks it in SPARQL."""
    return _render("query.html", title=title)


def error_page(status: int, message: str) -> str:
    """What went wrong → a page that says so."""
    return _render("error.html", title=f"{status}", message=message)


def _grouped(rows: list[dict[str, str]]) -> list[tuple[dict[str, str], list[dict[str, str]]]]:
    """Rows → each property's first row, and all its rows."""
    groups = [list(group) for _, group in groupby(rows, key=lambda row: row["property"])]
    return [(group[0], group) for group in groups]


def _render(name: str, **values: Any) -> str:
    return _templates().get_template(name).render(**values)


@cache
def _templates() -> jinja2.Environment:
    loader = jinja2.PackageLoader("graphbuild.serve")
    return jinja2.Environment(
        loader=loader, autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True
    )
