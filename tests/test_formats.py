"""Every format that a graph is written in: nothing is lost, nothing is run, equal graphs give equal bytes."""

import csv
import io
import re
import xml.etree.ElementTree as ElementTree
from dataclasses import replace
from pathlib import Path

import networkx as nx
import pyoxigraph as ox
import pytest
import rdflib
from hypothesis import given
from hypothesis import strategies as st

from graphbuild.errors import InputError
from graphbuild.export import to_networkx
from graphbuild.kg import FILES_BY_FORMAT, KnowledgeGraph
from graphbuild.knowledge import Knowledge
from graphbuild.model import Article, Graph, Mention, Relation, Span
from graphbuild.network_files import guard, join, to_csv_files, to_gexf, to_graphml
from graphbuild.rdf import PREFIXES, SYNTAXES, Provenance, from_rdf, storable, to_quads, to_syntax, to_triples
from tests import sample
from tests.test_rdf import RELAXED, any_texts, gb, graphs, hostile_graph
from tests.tools import require
from tests.tools.jena import JENA, jena_present, jena_verdicts

OTHERS = [name for name in SYNTAXES if name != "turtle"]
SPLIT = re.compile(r"(?<!\\)(?:\\\\)*(;)")
GUARD = re.compile(r"(?:\A|(?<=[;\t\r\n]))'")


def split(joined: str) -> list[str]:
    """What `join` made of one or more texts → the texts."""
    cuts = [match.start(1) for match in SPLIT.finditer(joined)]
    parts = [joined[i + 1 : j] for i, j in zip([-1, *cuts], [*cuts, len(joined)], strict=True)]
    return [re.sub(r"\\([\\;])", r"\1", part) for part in parts]


def unguard(cell: str) -> str:
    """What `guard` made → the text."""
    return GUARD.sub("", cell)


def network_of(graph: Graph, knowledge: Knowledge) -> tuple[dict[str, object], list[tuple[object, ...]]]:
    """What the files of a network must give back: nodes and edges with what they carry."""
    network = to_networkx(graph, knowledge)

    def carried(held: dict[str, object]) -> dict[str, object]:
        flat = {name: join(value) if isinstance(value, list) else value for name, value in held.items()}
        return {
            name: storable(v) if isinstance(v, str) else v for name, v in flat.items() if v not in (None, "")
        }

    nodes = {one: carried(held) for one, held in network.nodes(data=True)}
    edges = [(agent, recipient, carried(held)) for agent, recipient, held in network.edges(data=True)]
    return nodes, sorted(edges, key=repr)


class TestRdfSyntaxes:
    @RELAXED
    @given(graph=graphs(any_texts.map(storable)))
    @pytest.mark.parametrize("syntax", OTHERS)
    def test_every_graph_comes_back_equal(self, knowledge: Knowledge, syntax: str, graph: Graph) -> None:
        assert from_rdf(to_syntax(graph, syntax, knowledge=knowledge), SYNTAXES[syntax]) == graph

    @RELAXED
    @given(graph=graphs())
    @pytest.mark.parametrize("syntax", OTHERS)
    def test_every_triple_is_there_whatever_the_texts(
        self, knowledge: Knowledge, syntax: str, graph: Graph
    ) -> None:
        written = to_syntax(graph, syntax, knowledge=knowledge)
        read = {quad.triple for quad in ox.parse(written, format=SYNTAXES[syntax])}
        assert read == set(to_triples(graph, knowledge=knowledge))

    @pytest.mark.parametrize(
        ("syntax", "theirs"), [("rdfxml", "xml"), ("ntriples", "nt"), ("jsonld", "json-ld")]
    )
    def test_another_parser_reads_the_same_texts(
        self, knowledge: Knowledge, syntax: str, theirs: str
    ) -> None:
        """Line ends most of all, which XML parsers would turn into others."""
        graph = hostile_graph()
        read = rdflib.Graph().parse(data=to_syntax(graph, syntax, knowledge=knowledge), format=theirs)
        ours = list(to_triples(graph, knowledge=knowledge))
        assert len(read) == len(ours)
        texts = {t.object.value for t in ours if t.predicate in (gb("quote"), gb("text"), gb("rule"))}
        assert "a\r\nb\rc" in texts
        assert texts <= {str(one) for one in read.objects()}

    @pytest.mark.parametrize("syntax", OTHERS)
    def test_equal_graphs_give_equal_bytes(self, knowledge: Knowledge, syntax: str) -> None:
        graph = sample.GRAPH
        turned = Graph(graph.articles, graph.entities[::-1], graph.relations[3:] + graph.relations[:3])
        assert to_syntax(turned, syntax, knowledge=knowledge) == to_syntax(graph, syntax, knowledge=knowledge)

    def test_what_is_no_rdf_is_refused_in_one_line(self) -> None:
        with pytest.raises(InputError, match="not valid RDF/XML"):
            from_rdf(b"<rdf:RDF", ox.RdfFormat.RDF_XML)


class TestOtherPeoplesParsers:
    def test_jena_reads_as_many_statements_in_every_syntax(
        self, knowledge: Knowledge, tmp_path: Path
    ) -> None:
        """In strict mode, whatever the texts; Turtle is for RDF4J and the OWL API to read, in test_rdf."""
        require(jena_present(), JENA)
        expected: dict[str, int] = {}
        for name, graph in {"sample": sample.GRAPH, "hostile": hostile_graph()}.items():
            kg = KnowledgeGraph(graph, knowledge, provenance=Provenance("1.0", "model 1.0"))
            for syntax in SYNTAXES:
                for file, content in kg.render((syntax,)).items():
                    (tmp_path / f"{name}-{file}").write_bytes(content)
                    parsed = ox.parse(content, format=SYNTAXES[syntax])
                    expected[str(tmp_path / f"{name}-{file}")] = len(set(parsed))
        for verdict in jena_verdicts(Path(file) for file in expected):
            assert not verdict.error, verdict
            assert verdict.statements == expected[verdict.file]


class TestArticlesAsGraphs:
    @RELAXED
    @given(graph=graphs())
    def test_the_graphs_together_are_the_graph(self, knowledge: Knowledge, graph: Graph) -> None:
        quads = list(to_quads(graph, knowledge=knowledge))
        assert len(set(quads)) == len(quads)
        assert {quad.triple for quad in quads} == set(to_triples(graph, knowledge=knowledge))

    def test_each_article_says_what_it_says(self, knowledge: Knowledge) -> None:
        """Two articles, one that states a meeting and one that denies it."""
        other = Article("denial.txt", "They did not meet.")
        denial = replace(sample.mention(2), article=other.key, span=Span(0, 18), quote=other.text)
        met = sample.GRAPH.relations[2]
        graph = sample.GRAPH | Graph.of([other], [], [replace(met, mentions=(denial,))])
        store = ox.Store()
        store.extend(to_quads(graph, knowledge=knowledge))
        asked = store.query(
            "SELECT ?who ?name { GRAPH ?g { ?who gb:recognises ent:sudria . ?g dcterms:identifier ?name } }",
            prefixes=dict(PREFIXES),
        )
        assert [[term.value for term in row] for row in asked] == [[PREFIXES["ent"] + "norland", "talks.txt"]]  # type: ignore[union-attr]
        graphs_of_relation = {quad.graph_name for quad in store.quads_for_pattern(None, gb("agent"), None)}
        assert len(graphs_of_relation) == 2
        statuses = list(store.quads_for_pattern(None, gb("status"), None))
        assert len(statuses) == len(graph.relations)
        assert {quad.graph_name for quad in statuses} == {ox.DefaultGraph()}


class TestNetworks:
    @RELAXED
    @given(graph=graphs())
    def test_graphml_gives_back_the_network(self, knowledge: Knowledge, graph: Graph) -> None:
        read = nx.read_graphml(io.BytesIO(to_graphml(graph, knowledge)), force_multigraph=True)
        nodes = dict(read.nodes(data=True))
        edges = [(a, b, {k: v for k, v in held.items() if k != "id"}) for a, b, held in read.edges(data=True)]
        assert (nodes, sorted(edges, key=repr)) == network_of(graph, knowledge)

    @RELAXED
    @given(graph=graphs())
    def test_gexf_gives_back_the_network(self, knowledge: Knowledge, graph: Graph) -> None:
        read = nx.read_gexf(io.BytesIO(to_gexf(graph, knowledge)))
        nodes, edges = network_of(graph, knowledge)
        assert dict(read.nodes(data=True)) == {
            one: {"label": held.get("label", one), **held} for one, held in nodes.items()
        }
        found = [
            (a, b, {k: v for k, v in held.items() if k not in ("id", "networkx_key")})
            for a, b, held in read.edges(data=True)
        ]
        assert sorted(found, key=repr) == edges

    @pytest.mark.parametrize("write", [to_graphml, to_gexf])
    def test_every_edge_has_an_id_of_its_own(self, knowledge: Knowledge, write: object) -> None:
        """Gephi drops an edge whose id it has seen."""
        met = replace(sample.GRAPH.relations[2], agents=(sample.HADDAD.id, sample.HERALD.id))
        graph = replace(sample.GRAPH, relations=(met,))
        edges = [e for e in ElementTree.fromstring(write(graph, knowledge)).iter() if e.tag.endswith("}edge")]  # type: ignore[operator]
        assert len({edge.attrib["id"] for edge in edges}) == len(edges) == 2

    @pytest.mark.parametrize("write", [to_graphml, to_gexf])
    def test_no_day_is_written(self, knowledge: Knowledge, write: object) -> None:
        assert b"lastmodified" not in write(sample.GRAPH, knowledge)  # type: ignore[operator]


def read_table(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


class TestTables:
    @RELAXED
    @given(graph=graphs())
    def test_give_back_every_entity_and_every_edge(self, knowledge: Knowledge, graph: Graph) -> None:
        files = to_csv_files(graph, knowledge)
        nodes = [
            {name: unguard(cell) for name, cell in row.items()} for row in read_table(files["nodes.csv"])
        ]
        assert [(row["id:ID"], row["label"], row[":LABEL"], row["names:string[]"]) for row in nodes] == [
            (one.id, storable(one.label), one.kind, storable(join(one.names))) for one in graph.entities
        ]
        edges = [
            {name: unguard(cell) for name, cell in row.items()} for row in read_table(files["edges.csv"])
        ]
        assert sorted(
            (row[":START_ID"], row[":END_ID"], row[":TYPE"], row["quotes:string[]"]) for row in edges
        ) == sorted(
            (agent, recipient, held["predicate"], storable(join(held["quotes"])))
            for agent, recipient, held in to_networkx(graph, knowledge).edges(data=True)
        )

    @given(any_texts | st.text("'=+-@;\t\r\nx\uff1d"))
    def test_a_guard_can_be_undone(self, text: str) -> None:
        assert unguard(guard(text)) == text

    @given(st.lists(any_texts | st.text("\\;x", max_size=6), min_size=1))
    def test_joined_texts_come_apart_again(self, texts: list[str]) -> None:
        assert split(join(texts)) == texts

    @pytest.mark.parametrize(
        "text",
        [
            "=cmd|' /C calc'!A0",
            "+1",
            "-2+3",
            "@SUM(1)",
            "\t=1",
            "\r=1",
            "\n=1",
            "\uff1d1+1",
            '=HYPERLINK("//x")',
        ],
    )
    def test_no_cell_can_be_taken_for_a_formula(self, text: str, knowledge: Knowledge) -> None:
        """Not at the start of a cell, nor where a spreadsheet may take another separator for its end."""
        mention = Mention(sample.ARTICLE.key, Span(0, 9), f"He said; {text};{text}\t{text}", "rule")
        relation = Relation("met", (sample.HADDAD.id,), (sample.NOVAK.id,), (mention,))
        odd = replace(sample.HADDAD, label=text, names=(text, "x"))
        graph = Graph.of([sample.ARTICLE], [odd, sample.NOVAK], [relation])
        for content in to_csv_files(graph, knowledge).values():
            for row in csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")):
                for cell in row:
                    for piece in cell.replace("\t", ";").replace("\r", ";").replace("\n", ";").split(";"):
                        assert not piece.startswith(("=", "+", "-", "@", "\uff1d")), cell

    def test_read_as_a_person_expects(self, knowledge: Knowledge) -> None:
        files = to_csv_files(sample.GRAPH, knowledge)
        (met,) = [row for row in read_table(files["edges.csv"]) if row[":TYPE"] == "met"]
        assert met["agent"] == "Leila Haddad"
        assert met["place"] == "Geneva"
        assert met["not_before:datetime"] == "2021-05-03T00:00:00+00:00"
        assert met["quotes:string[]"] == sample.SENTENCES[0]
        (haddad,) = [row for row in read_table(files["nodes.csv"]) if row["label"] == "Leila Haddad"]
        assert haddad["iri"] == PREFIXES["ent"] + "leila-haddad"


class TestSaving:
    def test_writes_the_files_of_each_format(self, knowledge: Knowledge, tmp_path: Path) -> None:
        kg = KnowledgeGraph(sample.GRAPH, knowledge)
        written = kg.save(tmp_path, formats=tuple(FILES_BY_FORMAT))
        assert [path.name for path in written] == [
            name for files in FILES_BY_FORMAT.values() for name in files
        ]
        assert all(path.stat().st_size > 500 for path in written)

    def test_a_base_is_that_of_every_format(self, knowledge: Knowledge) -> None:
        kg = KnowledgeGraph(sample.GRAPH, knowledge, base_iri="https://example.org/news/")
        for name in ("turtle", "ntriples", "trig", "jsonld", "rdfxml", "csv"):
            for file, content in kg.render((name,)).items():
                if file != "edges.csv":
                    assert b"https://example.org/news/entity/" in content, file
                    assert PREFIXES["ent"].encode() not in content, file
