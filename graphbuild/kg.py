"""`KnowledgeGraph`: a graph with the knowledge that it was built under, in every form it takes."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from html import escape
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Unpack

from graphbuild.errors import InputError
from graphbuild.knowledge import Knowledge
from graphbuild.model import Graph, Issue
from graphbuild.rdf import DEFAULT_BASE, Provenance, RdfOptions

if TYPE_CHECKING:
    import networkx
    import pandas
    import rdflib

    from graphbuild.answer import Answer
    from graphbuild.check import Check
    from graphbuild.identity import Identity, Judgement
    from graphbuild.view import PageOptions

FORMATS = ("turtle", "html", "report")
FILES_BY_FORMAT: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "turtle": ("graph.ttl",),
        "html": ("graph.html",),
        "report": ("graph.report.json",),
        "ntriples": ("graph.nt",),
        "trig": ("graph.trig",),
        "jsonld": ("graph.jsonld",),
        "rdfxml": ("graph.rdf",),
        "graphml": ("graph.graphml",),
        "gexf": ("graph.gexf",),
        "csv": ("nodes.csv", "edges.csv"),
    }
)


@dataclass(frozen=True, slots=True, repr=False)
class KnowledgeGraph:
    """A `Graph`, the issues met on the way, and the forms that others read it in.

    `base_iri` is what the IRIs of its entities, relations and articles begin with, `provenance` what it
    was built with. `readings` are the graphs of the single articles and `judgements` what people said
    of names: the graph is made of both.
    `a | b` is the graph of the articles and judgements of both (InputError where their bases differ),
    `without` the same of fewer.
    """

    graph: Graph
    knowledge: Knowledge
    issues: tuple[Issue, ...] = ()
    base_iri: str = DEFAULT_BASE
    readings: tuple[Graph, ...] = ()
    judgements: tuple[Judgement, ...] = ()
    provenance: Provenance | None = None
    identity: Identity | None = field(default=None, compare=False)

    @classmethod
    def of(
        cls,
        readings: Iterable[Graph],
        knowledge: Knowledge,
        *,
        judgements: Iterable[Judgement] = (),
        issues: Iterable[Issue] = (),
        base_iri: str = DEFAULT_BASE,
        provenance: Provenance | None = None,
    ) -> KnowledgeGraph:
        """The graphs of single articles, in any order and with repeats → the graph of them all."""
        from graphbuild.identity import identify
        from graphbuild.resolve import resolve

        by_key: dict[str, Graph] = {}
        for reading in readings:
            for article in reading.articles:
                by_key[article.key] = by_key[article.key] | reading if article.key in by_key else reading
        whole = tuple(by_key[key] for key in sorted(by_key))
        ledger = tuple(sorted(set(judgements)))
        identity = identify(whole, knowledge, ledger)
        graph = resolve(whole, knowledge, identity)
        return cls(
            graph, knowledge, (*issues, *identity.issues), base_iri, whole, ledger, provenance, identity
        )

    @classmethod
    def load(
        cls, path: Path | str, knowledge: Knowledge | None = None, *, judgements: Path | str | None = None
    ) -> KnowledgeGraph:
        """A `graph.ttl` of ours → the graph, decided anew with the judgements beside it.

        `knowledge` is the packaged one, and `judgements` the `judgements.csv` in the same folder, unless
        given. Raises InputError where the file cannot be read or lacks what its articles say by themselves.
        """
        from graphbuild.identity import JUDGEMENTS, read_judgements
        from graphbuild.knowledge import load_knowledge
        from graphbuild.rdf import read_base, read_provenance, readings_from_turtle

        file = Path(path)
        try:
            turtle = file.read_bytes()
        except OSError as error:
            raise InputError(f"cannot read {file}: {error.strerror or error}; build a graph first") from error
        try:
            readings = readings_from_turtle(turtle)
        except InputError as error:
            raise InputError(f"{file}: {error}") from error
        if not readings:
            raise InputError(
                f"{file} does not hold what each article says by itself, as it was written by an older "
                "graphbuild or without texts: build it again"
            )
        ledger = read_judgements(Path(judgements) if judgements else file.parent / JUDGEMENTS)
        known = knowledge or load_knowledge()
        return cls.of(
            readings,
            known,
            judgements=ledger,
            base_iri=read_base(turtle),
            provenance=read_provenance(turtle),
        )

    def __or__(self, other: KnowledgeGraph) -> KnowledgeGraph:
        if self.readings and other.readings and self.base_iri != other.base_iri:
            raise InputError(f"graphs with different bases are not one: {self.base_iri}, {other.base_iri}")
        known = [one.provenance for one in (self, other) if one.provenance]
        return KnowledgeGraph.of(
            (*self.readings, *other.readings),
            self.knowledge,
            judgements=(*self.judgements, *other.judgements),
            base_iri=(self if self.readings else other).base_iri,
            provenance=max(known, default=None, key=lambda one: (one.version, one.model)),
        )

    def without(self, *articles: str) -> KnowledgeGraph:
        """Ids (or keys) of articles → the graph as if they had never been read. Raises InputError."""
        known = {name for r in self.readings for a in r.articles for name in (a.id, a.key)}
        unknown = [name for name in articles if name not in known]
        if unknown:
            raise InputError(f"the graph holds no article {unknown[0]!r}")
        left = [r for r in self.readings if not {r.articles[0].id, r.articles[0].key} & set(articles)]
        return self._of(left, self.judgements)

    def judged(self, judgements: Iterable[Judgement]) -> KnowledgeGraph:
        """The judgements that shall hold → the graph under them and no others."""
        return self._of(self.readings, judgements)

    def _of(self, readings: Iterable[Graph], judgements: Iterable[Judgement]) -> KnowledgeGraph:
        return KnowledgeGraph.of(
            readings,
            self.knowledge,
            judgements=judgements,
            base_iri=self.base_iri,
            provenance=self.provenance,
        )

    def to_turtle(self) -> bytes:
        """The graph → Turtle (UTF-8), byte for byte the same for the same graph."""
        from graphbuild.rdf import to_turtle

        return to_turtle(self.graph, **self._rdf_options())

    def to_rdflib(self) -> rdflib.Graph:
        """The graph → an RDFLib graph of the same triples."""
        from graphbuild.rdf import to_rdflib

        return to_rdflib(self.graph, **self._rdf_options())

    def to_networkx(self) -> networkx.MultiDiGraph:
        """The graph → a NetworkX MultiDiGraph: entities are nodes, direct triples edges."""
        from graphbuild.export import to_networkx

        return to_networkx(self.graph, self.knowledge)

    def to_pandas(self) -> pandas.DataFrame:
        """The graph → a pandas table, one mention a row. Needs the extra `pandas`."""
        from graphbuild.export import to_pandas

        return to_pandas(self.graph, self.knowledge)

    def to_html(self, **page: Unpack[PageOptions]) -> str:
        """The graph → one HTML page with the network, which needs no other file and no internet."""
        from graphbuild.view import to_html

        return to_html(self.graph, self.knowledge, base_iri=self.base_iri, **page)

    def check(self) -> Check:
        """The graph → whether it keeps the promises of `ontology/shapes.ttl`.

        `graphbuild check` looks at OWL as well, for which it needs Java.
        """
        import pyoxigraph as ox

        from graphbuild.check import check_shapes
        from graphbuild.query import Source
        from graphbuild.rdf import Namespaces, to_triples

        store = ox.Store()
        triples = to_triples(self.graph, **self._rdf_options())
        store.bulk_extend(ox.Quad(triple.subject, triple.predicate, triple.object) for triple in triples)
        return check_shapes(Source(store, Namespaces(self.base_iri).prefixes))

    def to_report(self) -> dict[str, Any]:
        """The graph → its report: what it holds, built with what, whether it conforms, what was doubtful.

        Plain values for JSON; the same for the same graph.
        """
        from graphbuild.check import Report, left_out, report_values
        from graphbuild.rdf import Namespaces, ontology_version, to_triples

        graph, namespaces = self.graph, Namespaces(self.base_iri)
        triples = sum(1 for _ in to_triples(graph, **self._rdf_options()))
        report = Report(namespaces.graph, triples, (self.check(), *left_out("graphbuild check makes it")))
        made_by = self.provenance
        return {
            **report_values(report),
            "graphbuild": made_by and made_by.version,
            "model": made_by and made_by.model,
            "ontology": ontology_version().value,
            "base_iri": self.base_iri,
            "holds": {
                "articles": len(graph.articles),
                "entities": len(graph.entities),
                "relations": len(graph.relations),
                "mentions": len({m for relation in graph.relations for m in relation.mentions}),
            },
            "issues": [
                {"source": issue.source, "line": issue.line, "message": issue.message}
                for issue in self.issues
            ],
        }

    def query(self, text_or_name: str, /, *, seconds: float = 60, **values: str) -> Answer:
        """SPARQL text, or the name of a question in `ontology/queries/` → its answer.

        `values` are the parameters of a named question, or variables that the SELECT clause
        names. Raises QueryError.
        """
        from graphbuild.query import find_query, read_source, run_query

        text, bound = find_query(text_or_name, values)
        return run_query(read_source(self.to_turtle()), text, values=bound, seconds=seconds)

    def save(
        self,
        folder: Path | str = "output",
        *,
        formats: tuple[str, ...] = FORMATS,
        **page: Unpack[PageOptions],
    ) -> tuple[Path, ...]:
        """The graph → its files in the folder, by default Turtle, page and report; their paths.

        `FILES_BY_FORMAT` has all formats; `page` are the arguments of `to_html`. Every file is made in
        full before any is written. Raises InputError on an unknown format, OutputError where nothing
        can be written.
        """
        from graphbuild.write import write_files

        return write_files(Path(folder), self.render(formats, **page))

    def render(self, formats: tuple[str, ...] = FORMATS, **page: Unpack[PageOptions]) -> Mapping[str, bytes]:
        """Names of formats, and arguments of `to_html` → the bytes of each file by its name.

        Raises InputError.
        """
        check_formats(formats)
        return {file: content for name in formats for file, content in self._render(name, page).items()}

    def _render(self, name: str, page: PageOptions) -> dict[str, bytes]:
        (file, *_) = FILES_BY_FORMAT[name]
        match name:
            case "turtle":
                return {file: self.to_turtle()}
            case "html":
                return {file: self.to_html(**page).encode("utf-8")}
            case "report":
                return {file: (json.dumps(self.to_report(), ensure_ascii=True, indent=1) + "\n").encode()}
            case "graphml" | "gexf" | "csv":
                from graphbuild import network_files as files

                if name == "csv":
                    return files.to_csv_files(self.graph, self.knowledge, self.base_iri)
                write = files.to_graphml if name == "graphml" else files.to_gexf
                return {file: write(self.graph, self.knowledge)}
            case _:
                from graphbuild.rdf import to_syntax

                return {file: to_syntax(self.graph, name, **self._rdf_options())}

    def _rdf_options(self) -> RdfOptions:
        return {
            "knowledge": self.knowledge,
            "base": self.base_iri,
            "provenance": self.provenance,
            "readings": self.readings,
        }

    def __repr__(self) -> str:
        graph = self.graph
        counts = (len(graph.articles), len(graph.entities), len(graph.relations), len(self.issues))
        return "KnowledgeGraph({} articles, {} entities, {} relations, {} issues)".format(*counts)

    def _repr_html_(self) -> str:
        predicates = Counter(relation.predicate for relation in self.graph.relations)
        rows = "".join(
            f"<tr><td>{escape(predicate)}</td><td>{count}</td></tr>"
            for predicate, count in sorted(predicates.items(), key=lambda pair: (-pair[1], pair[0]))
        )
        issues = "".join(f"<li>{escape(str(issue))}</li>" for issue in self.issues[:10])
        return (
            f"<p><b>{escape(repr(self))}</b></p>"
            f"<table><thead><tr><th>predicate</th><th>relations</th></tr></thead><tbody>{rows}</tbody></table>"
            + (f"<ul>{issues}</ul>" if issues else "")
        )


def check_formats(formats: tuple[str, ...]) -> None:
    """Raise InputError unless every format is one that can be written, and there is one."""
    for name in formats or ("",):
        if name not in FILES_BY_FORMAT:
            raise InputError(f"unknown format {name!r}: choose from {', '.join(FILES_BY_FORMAT)}")
