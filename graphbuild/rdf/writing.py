"""Graph → Turtle that people read and compare, and → an RDFLib graph.

The Turtle is laid out for diffs: subjects sorted, one predicate a line, and each statement's full
stop on a line of its own, so that a new triple is one new line.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Unpack

import pyoxigraph as ox

from graphbuild.model import Graph
from graphbuild.rdf.names import PLAIN_LOCAL_NAME
from graphbuild.rdf.terms import TYPE, term
from graphbuild.rdf.triples import RdfOptions, prefixes_of, to_layers, to_triples

if TYPE_CHECKING:
    import rdflib

_LINE = 110
_TITLE = """\
# A graph of relations found in news articles, each with the sentences that say so.
# Sections: graph, ontology, entities, relations, mentions, articles, and
# readings: what each article says by itself, for graphbuild to add and take out articles.

"""

# How a subject's predicates follow each other; those not named here stand between, by IRI.
_FIRST = [
    "rdf:type", "rdfs:label", "skos:altLabel", "skos:exactMatch", "skos:notation", "skos:definition",
    "gb:predicate", "gb:agent", "gb:recipient", "gb:place",
    "gb:dateExpression", "gb:notBefore", "gb:notAfter", "gb:status", "gb:confidence",
    "gb:articleCount", "gb:textCount", "gb:mention",
    "gb:quote", "gb:beginIndex", "gb:endIndex", "gb:polarity", "gb:modality", "gb:attributedTo",
    "dcterms:title", "dcterms:date", "dcterms:publisher", "dcterms:source", "dcterms:identifier",
]  # fmt: skip
_ORDER = {term(name).value: f"{rank:02}" for rank, name in enumerate(_FIRST)} | {term("gb:text").value: "~"}

# What a reader cannot see, or what would change how the rest is shown: controls, line separators,
# and marks that turn the direction of writing.
_HIDDEN = r"\\\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ufff9-\ufffb"
_IN_SHORT = re.compile(rf'["\n{_HIDDEN}]')
# In a long string only a quote at an end, or before another quote, could be misread.
_IN_LONG = re.compile(rf'\A"|"(?="|\Z)|[{_HIDDEN}]')
_ESCAPES = {'"': '\\"', "\\": "\\\\"}  # and \u for the rest: the OWL API reads \t as t, and \r as r
_STRING = term("xsd:string")
_SHORTHAND = {
    term("xsd:integer"): re.compile(r"[+-]?[0-9]+"),
    term("xsd:decimal"): re.compile(r"[+-]?[0-9]+\.[0-9]+"),
}


def to_turtle(graph: Graph, **options: Unpack[RdfOptions]) -> bytes:
    """A graph → its Turtle in UTF-8, byte for byte the same for equal graphs.

    Options and errors are those of `to_layers`.
    """
    prefixes = prefixes_of(options)
    writer = _Writer(prefixes)
    parts = [_TITLE, *(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in prefixes.items())]
    for title, triples in to_layers(graph, **options):
        parts.append(f"\n\n######## {title.capitalize()} ########\n")
        parts.extend(writer.subjects(triples))
    return "".join(parts).encode("utf-8")


def to_rdflib(graph: Graph, **options: Unpack[RdfOptions]) -> rdflib.Graph:
    """A graph → an RDFLib graph of the same triples, with its prefixes.

    Literals keep their form: `2022-03-01T00:00:00Z` does not become `…+00:00`. Options and
    errors are those of `to_layers`.
    """
    import rdflib

    rdf = rdflib.Graph(bind_namespaces="none")
    for prefix, iri in prefixes_of(options).items():
        rdf.bind(prefix, iri)

    def node(one: ox.NamedNode | ox.Literal) -> rdflib.term.Node:
        if isinstance(one, ox.NamedNode):
            return rdflib.URIRef(one.value)
        if one.language:
            return rdflib.Literal(one.value, lang=one.language)
        if one.datatype == _STRING:
            return rdflib.Literal(one.value)
        return rdflib.Literal(one.value, datatype=rdflib.URIRef(one.datatype.value), normalize=False)

    for subject, predicate, value in to_triples(graph, **options):
        rdf.add((node(subject), node(predicate), node(value)))
    return rdf


class _Writer:
    """Triples → lines of Turtle, remembering how each IRI is written."""

    def __init__(self, prefixes: Mapping[str, str]) -> None:
        self._prefix_by_namespace = {iri: prefix for prefix, iri in prefixes.items()}
        self._name_by_iri: dict[str, str] = {TYPE.value: "a"}

    def subjects(self, triples: Iterable[ox.Triple]) -> Iterable[str]:
        """Triples → one paragraph of Turtle for each subject, sorted."""
        paragraphs: dict[str, dict[str, list[str]]] = {}
        for subject, predicate, value in triples:
            statements = paragraphs.setdefault(subject.value, {})
            statements.setdefault(predicate.value, []).append(self._term(value))
        for subject in sorted(paragraphs):
            statements = paragraphs[subject]
            yield f"\n{self._name(subject)}"
            indent = " "
            for predicate in _in_order(tuple(statements)):
                yield f"{indent}{self._name(predicate)}{_objects(statements[predicate])} ;\n"
                indent = "    "
            yield ".\n"

    def _term(self, one: ox.NamedNode | ox.Literal) -> str:
        if isinstance(one, ox.NamedNode):
            return self._name(one.value)
        if one.language:
            return f"{_string(one.value)}@{one.language}"
        datatype = one.datatype
        if datatype == _STRING:
            return _string(one.value)
        shorthand = _SHORTHAND.get(datatype)
        if shorthand and shorthand.fullmatch(one.value):
            return one.value
        return f"{_string(one.value)}^^{self._name(datatype.value)}"

    def _name(self, iri: str) -> str:
        name = self._name_by_iri.get(iri)
        if name is None:
            cut = max(iri.rfind("/"), iri.rfind("#")) + 1
            prefix = self._prefix_by_namespace.get(iri[:cut])
            # A prefixed name with % in it is Turtle, but the OWL API does not read it.
            plain = prefix is not None and PLAIN_LOCAL_NAME.fullmatch(iri, cut)
            name = self._name_by_iri[iri] = f"{prefix}:{iri[cut:]}" if plain else f"<{iri}>"
        return name


@lru_cache(maxsize=4096)
def _in_order(predicates: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(sorted(predicates, key=lambda predicate: (_ORDER.get(predicate, "zz"), predicate)))


def _objects(terms: list[str]) -> str:
    """The objects of one predicate: on its line if they fit, else each on a line of its own."""
    if len(terms) == 1:
        return f" {terms[0]}"
    terms.sort()
    line = " , ".join(terms)
    return f" {line}" if len(line) <= _LINE else "\n        " + " ,\n        ".join(terms)


def _string(text: str) -> str:
    """A text → a Turtle string, over several lines if the text is."""
    if not _IN_SHORT.search(text):
        return f'"{text}"'
    if "\n" in text:
        return f'"""{_IN_LONG.sub(_escape, text)}"""'
    return f'"{_IN_SHORT.sub(_escape, text)}"'


def _escape(match: re.Match[str]) -> str:
    character = match[0]
    return _ESCAPES.get(character) or f"\\u{ord(character):04X}"
