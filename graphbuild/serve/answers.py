"""What worker processes do: each reads one store, answers one question at a time, and may be killed."""

from __future__ import annotations

import io
from dataclasses import dataclass

import pyoxigraph as ox

from graphbuild.errors import InputError, QueryError
from graphbuild.query import refuse_writes_and_services
from graphbuild.rdf import from_rdf
from graphbuild.serve.store import Served

ANSWER_LIMIT = 64 * 1024 * 1024  # bytes: more than anyone reads, less than hurts
MEMORY_LIMIT = 8 * 1024**3

RESULTS = {
    "application/sparql-results+json": ox.QueryResultsFormat.JSON,
    "application/sparql-results+xml": ox.QueryResultsFormat.XML,
    "text/csv": ox.QueryResultsFormat.CSV,
    "text/tab-separated-values": ox.QueryResultsFormat.TSV,
}
STATEMENTS = {
    "text/turtle": ox.RdfFormat.TURTLE,
    "application/n-triples": ox.RdfFormat.N_TRIPLES,
    "application/rdf+xml": ox.RdfFormat.RDF_XML,
    "application/ld+json": ox.RdfFormat.JSON_LD,
}

_served: Served
_store: ox.Store


@dataclass(frozen=True, slots=True)
class Query:
    """A SPARQL query, the graphs that it is asked of, and the media types that its answer may have."""

    text: str
    results: str | None
    statements: str | None
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()


def start(served: Served) -> None:
    """Make this process one that answers about a graph."""
    global _served, _store
    try:
        import resource

        resource.setrlimit(resource.RLIMIT_DATA, (MEMORY_LIMIT, MEMORY_LIMIT))
    except (ImportError, ValueError, OSError):  # no such limit here: the time limit remains
        pass
    _served, _store = served, ox.Store.read_only(str(served.database))


def answer(query: Query) -> tuple[str, bytes]:
    """A query → the media type and the bytes of its answer.

    Raises QueryError where it is no query, would write or reach the network, or has too large an
    answer, and InputError where it cannot be answered in any media type that was asked for.
    """
    refuse_writes_and_services(query.text)
    try:
        found = _store.query(
            query.text,
            prefixes=dict(_served.prefixes),
            default_graph=[ox.NamedNode(iri) for iri in query.default_graphs] or None,
            named_graphs=[ox.NamedNode(iri) for iri in query.named_graphs] or None,
        )
        if isinstance(found, ox.QueryTriples):
            return _serialized(found, query.statements, STATEMENTS)
        return _serialized(found, query.results, RESULTS)
    except (SyntaxError, ValueError, RuntimeError, OSError) as error:
        message = getattr(error, "msg", None) or str(error)
        raise QueryError(" ".join(message.split())[:300]) from None
    except MemoryError:
        raise QueryError("the query needs too much memory: make it narrower") from None


def statements_about(iri: str, media: str, and_below: bool) -> bytes | None:
    """An IRI → the statements that have it (or what begins with it) as subject; None where there is none."""
    node = ox.NamedNode(iri)
    quads = _store.quads_for_pattern(None if and_below else node, None, None, ox.DefaultGraph())
    found = (q.triple for q in quads if not and_below or str(q.subject)[1:].startswith(iri))
    triples = sorted(found, key=str)
    if not triples:
        return None
    return ox.serialize(triples, format=STATEMENTS[media], prefixes=dict(_served.prefixes))


def view() -> str:
    """The network view of the graph, as `graph.html` has it. Raises InputError."""
    from graphbuild.knowledge import load_knowledge
    from graphbuild.view import to_html

    path = _served.file
    rdf_format = ox.RdfFormat.from_extension(path.suffix.lstrip(".")) or ox.RdfFormat.TURTLE
    return to_html(from_rdf(path.read_bytes(), rdf_format), load_knowledge(), title=path.name)


def rows(text: str) -> list[dict[str, str]]:
    """A SELECT of ours → its rows: each variable's value as text, "" where it has none."""
    found = _store.query(text, prefixes=dict(_served.prefixes))
    assert isinstance(found, ox.QuerySolutions)
    names = [variable.value for variable in found.variables]
    return [{name: getattr(one[name], "value", "") for name in names} for one in found]


def _serialized[F](
    found: ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples, media: str | None, by_media: dict[str, F]
) -> tuple[str, bytes]:
    if media is None:
        raise InputError(
            "no media type that was asked for can hold this answer; there are: " + ", ".join(by_media)
        )
    out = _Limited()
    found.serialize(out, format=by_media[media])  # type: ignore[arg-type]
    return media, out.getvalue()


class _Limited(io.BytesIO):
    """A buffer that refuses to grow without end."""

    def write(self, part: bytes, /) -> int:  # type: ignore[override]
        if self.tell() + len(part) > ANSWER_LIMIT:
            raise OSError(f"the answer is larger than {ANSWER_LIMIT // 2**20} MB: add a LIMIT")
        return super().write(part)
