"""What a query answers, and the text of an answer: CSV, JSON, Turtle, short names."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping
from dataclasses import dataclass

import pyoxigraph as ox

from graphbuild.errors import QueryError

_DATE_TIME = ox.NamedNode("http://www.w3.org/2001/XMLSchema#dateTime")

type Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple


@dataclass(frozen=True, slots=True)
class Rows:
    """What a SELECT finds: a value or None for every variable, row by row."""

    variables: tuple[str, ...]
    rows: tuple[tuple[Term | None, ...], ...]


@dataclass(frozen=True, slots=True)
class Triples:
    """What a CONSTRUCT or DESCRIBE makes, sorted and each once."""

    triples: tuple[ox.Triple, ...]


type Answer = Rows | Triples | bool


def to_csv(answer: Answer) -> str:
    """An answer → CSV with a header: full IRIs, bare text; a yes or no is `true` or `false`."""
    if isinstance(answer, bool):
        return f"{str(answer).lower()}\n"
    rows = to_rows(answer) if isinstance(answer, Triples) else answer
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(rows.variables)
    writer.writerows([_plain(term) for term in row] for row in rows.rows)
    return out.getvalue()


def to_json(answer: Answer) -> str:
    """An answer to SELECT or ASK → SPARQL 1.1 Query Results JSON. Raises QueryError on triples."""
    if isinstance(answer, Triples):
        raise QueryError("triples have no JSON form here: ask for turtle or csv")
    if isinstance(answer, bool):
        return json.dumps({"head": {}, "boolean": answer}) + "\n"
    bindings = [
        {name: _binding(term) for name, term in zip(answer.variables, row, strict=True) if term is not None}
        for row in answer.rows
    ]
    found = {"head": {"vars": list(answer.variables)}, "results": {"bindings": bindings}}
    return json.dumps(found, ensure_ascii=False, indent=1) + "\n"


def to_turtle(answer: Answer, prefixes: Mapping[str, str]) -> str:
    """An answer to CONSTRUCT or DESCRIBE → Turtle. Raises QueryError on any other."""
    if not isinstance(answer, Triples):
        raise QueryError("only CONSTRUCT and DESCRIBE answer in Turtle: ask for csv or json")
    written = ox.serialize(answer.triples, format=ox.RdfFormat.TURTLE, prefixes=dict(prefixes))
    return (written or b"").decode("utf-8")


def to_rows(answer: Triples) -> Rows:
    """Triples → a row for each."""
    return Rows(("subject", "predicate", "object"), tuple(tuple(triple) for triple in answer.triples))


def shorten(term: Term | None, prefixes: Mapping[str, str]) -> str:
    """A term → what a person reads: `ent:...` for an IRI, bare text for a literal, "" for None.

    Of the bounds of a day, which most times are, only the day is shown.
    """
    if isinstance(term, ox.NamedNode):
        for prefix, namespace in prefixes.items():
            if namespace and term.value.startswith(namespace):
                return f"{prefix}:{term.value.removeprefix(namespace)}"
    if isinstance(term, ox.Literal) and term.datatype == _DATE_TIME:
        return term.value.removesuffix("T00:00:00Z").removesuffix("T23:59:59Z")
    return _plain(term)


def _plain(term: Term | None) -> str:
    if term is None:
        return ""
    return str(term) if isinstance(term, ox.Triple | ox.BlankNode) else term.value


def _binding(term: Term) -> dict[str, str]:
    if isinstance(term, ox.NamedNode):
        return {"type": "uri", "value": term.value}
    if not isinstance(term, ox.Literal):
        return {"type": "bnode", "value": _plain(term).removeprefix("_:")}
    literal = {"type": "literal", "value": term.value}
    if term.language:
        return literal | {"xml:lang": term.language}
    is_plain = term.datatype.value == "http://www.w3.org/2001/XMLSchema#string"
    return literal if is_plain else literal | {"datatype": term.datatype.value}
