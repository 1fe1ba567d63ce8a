"""`graphbuild serve`, asked by clients that we did not write, in earnest and with bad intent."""

import re
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import quote

import pyoxigraph as ox
import pytest
import rdflib
import requests
from SPARQLWrapper import CSV, JSON, POST, TURTLE, XML, SPARQLWrapper

from graphbuild.knowledge import load_knowledge
from graphbuild.rdf import PREFIXES, to_turtle
from graphbuild.rdf.names import as_minted, encode
from graphbuild.serve.pages import Addresses
from graphbuild.serve.store import make_store
from tests import sample
from tests.serve.conftest import TIME_LIMIT, serving
from tests.test_cli import run
from tests.test_rdf import HOSTILE

MET = "SELECT ?who { ent:leila-haddad gb:met ?who }"
ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
NOVAK = PREFIXES["ent"] + "marek-novak"


def ask(server: str, query: str, seconds: float = 60, **headers: str) -> requests.Response:
    return requests.get(f"{server}/sparql", params={"query": query}, headers=headers, timeout=seconds)


class TestProtocol:
    @pytest.mark.parametrize("method", ["GET", POST])
    def test_sparqlwrapper_selects(self, server: str, method: str) -> None:
        client = SPARQLWrapper(f"{server}/sparql")
        client.setMethod(method)
        client.setQuery("PREFIX gb: <https://w3id.org/graphbuild/ontology#> " + MET)
        client.setReturnFormat(JSON)
        found = client.queryAndConvert()
        assert [row["who"]["value"] for row in found["results"]["bindings"]] == [NOVAK]

    def test_sparqlwrapper_reads_every_format(self, server: str) -> None:
        client = SPARQLWrapper(f"{server}/sparql")
        client.setQuery(MET)
        client.setReturnFormat(XML)
        assert NOVAK in client.queryAndConvert().toxml()
        client.setReturnFormat(CSV)
        assert client.queryAndConvert().decode() == f"who\r\n{NOVAK}\r\n"
        client.setQuery("CONSTRUCT WHERE { ?a gb:met ?b }")
        client.setReturnFormat(TURTLE)
        assert len(rdflib.Graph().parse(data=client.queryAndConvert(), format="turtle")) == 2

    @pytest.mark.parametrize(
        ("accept", "media"),
        [
            ("*/*", "application/sparql-results+json"),
            ("text/csv, application/sparql-results+xml;q=0.5", "text/csv"),
            ("text/csv;q=0.1, application/sparql-results+xml", "application/sparql-results+xml"),
            ("application/*", "application/sparql-results+json"),
            ("text/tab-separated-values", "text/tab-separated-values"),
        ],
    )
    def test_the_answer_is_in_the_form_that_is_liked_best(self, server: str, accept: str, media: str) -> None:
        answer = ask(server, MET, Accept=accept)
        assert answer.headers["content-type"].partition(";")[0] == media
        assert NOVAK in answer.text

    def test_a_query_may_be_the_body(self, server: str) -> None:
        headers = {"Content-Type": "application/sparql-query"}
        answer = requests.post(f"{server}/sparql", data=MET, headers=headers, timeout=60)
        assert NOVAK in answer.text

    def test_yes_or_no(self, server: str) -> None:
        assert ask(server, "ASK { ?a gb:met ?b }").json() == {"head": {}, "boolean": True}

    def test_no_query_is_answered_by_what_the_service_can_do(self, server: str) -> None:
        answer = requests.get(f"{server}/sparql", headers={"Accept": "application/rdf+xml"}, timeout=60)
        described = rdflib.Graph().parse(data=answer.text, format="xml")
        sd = rdflib.Namespace("http://www.w3.org/ns/sparql-service-description#")
        assert (None, sd.supportedLanguage, sd.SPARQL11Query) in described
        assert (None, sd.endpoint, rdflib.URIRef(f"{server}/sparql")) in described

    def test_graphs_can_be_named_by_the_client(self, server_of_named_graphs: str) -> None:
        address = f"{server_of_named_graphs}/sparql"
        plain = requests.get(address, params={"query": MET}, timeout=60)
        assert NOVAK in plain.text
        (article,) = requests.get(
            address, params={"query": "SELECT DISTINCT ?g { GRAPH ?g { ?a ?b ?c } }"}, timeout=60
        ).json()["results"]["bindings"]  # fmt: skip
        narrow = {
            "query": "SELECT * { ent:marek-novak rdfs:label ?x }",
            "default-graph-uri": article["g"]["value"],
        }
        assert requests.get(address, params=narrow, timeout=60).json()["results"]["bindings"] == []

    @pytest.mark.parametrize(
        ("query", "accept", "status", "message"),
        [
            ("SELECT nonsense", "*/*", 400, "expected"),
            ("SELECT * { ?a ?b ?c", "*/*", 400, "expected"),
            ("", "*/*", 400, "expected"),
            (MET, "image/png", 406, "there are: application/sparql-results+json"),
            (MET, "text/turtle", 406, "there are: application/sparql-results+json"),
        ],
    )
    def test_what_cannot_be_answered_is_said_in_a_line(
        self, server: str, query: str, accept: str, status: int, message: str
    ) -> None:
        answer = ask(server, query, Accept=accept)
        assert answer.status_code == status
        assert message in answer.text
        assert len(answer.text.splitlines()) == 1


class TestHostileRequests:
    @pytest.mark.parametrize("update", ["DELETE WHERE { ?a ?b ?c }", "DROP ALL", "LOAD <http://127.0.0.1/x>"])
    def test_nothing_is_written(self, server: str, update: str) -> None:
        address = f"{server}/sparql"
        before = ask(server, "SELECT (COUNT(*) AS ?n) { ?a ?b ?c }").text
        types = ("application/sparql-update", "application/sparql-query")
        answers = [
            requests.post(address, data=update, headers={"Content-Type": t}, timeout=60) for t in types
        ]
        answers += [requests.post(address, data={"update": update}, timeout=60)]
        answers += [requests.get(address, params={name: update}, timeout=60) for name in ("query", "update")]
        assert {answer.status_code for answer in answers} <= {400, 403}
        assert ask(server, "SELECT (COUNT(*) AS ?n) { ?a ?b ?c }").text == before

    def test_no_other_machine_is_asked(self, server: str) -> None:
        answer = ask(server, "SELECT * { SERVICE <http://127.0.0.1:9/> { ?a ?b ?c } }")
        assert (answer.status_code, "SERVICE is refused" in answer.text) == (400, True)

    def test_endless_queries_end_and_others_are_still_answered(self, server: str) -> None:
        started = time.monotonic()
        with ThreadPoolExecutor(8) as clients:
            answers = list(clients.map(lambda _: ask(server, ENDLESS), range(4)))
        assert {answer.status_code for answer in answers} == {503}
        assert f"no answer within {TIME_LIMIT:g} s" in answers[0].text
        assert time.monotonic() - started < 50
        assert NOVAK in ask(server, MET).text

    def test_a_crowd_is_sent_away(self, tmp_path: Path) -> None:
        def come(_: int) -> str:
            try:
                return ask(server, ENDLESS, seconds=4).text
            except requests.Timeout:
                return "still waiting"

        path = tmp_path / "graph.ttl"
        path.write_bytes(to_turtle(sample.GRAPH, knowledge=load_knowledge()))
        with serving(path) as server, ThreadPoolExecutor(14) as clients:
            assert "too many queries are waiting: try again\n" in list(clients.map(come, range(14)))

    def test_a_huge_body_is_refused(self, server: str) -> None:
        headers = {"Content-Type": "application/sparql-query"}
        for sent in (b"x" * 3_000_000, (b"x" * 100_000 for _ in range(30))):
            try:
                answer = requests.post(f"{server}/sparql", data=sent, headers=headers, timeout=60)
                assert answer.status_code == 413
            except requests.ConnectionError:
                pass  # the server hung up while the rest was still being sent
        assert NOVAK in ask(server, MET).text

    def test_a_huge_answer_is_refused(self, server: str) -> None:
        answer = ask(server, "SELECT * { ?a ?b ?c . ?d ?e ?f }", Accept="application/sparql-results+xml")
        assert answer.status_code in (400, 503)
        assert len(answer.content) < 1000

    @pytest.mark.parametrize(
        "path",
        ["/static/../server.py", "/static/%2e%2e/server.py", "/../../../../etc/passwd", "/static//etc/passwd",
         "/static/..%2f..%2fcli/app.py", "/%2e%2e/%2e%2e/etc/passwd", "/entity/../../etc/passwd"],
    )  # fmt: skip
    def test_no_file_is_reached_by_a_path(self, server: str, path: str) -> None:
        request = requests.Request("GET", server).prepare()
        request.url = server + path  # as it is: nothing tidied up on the way
        answer = requests.Session().send(request, timeout=60)
        assert answer.status_code == 404
        assert "root:" not in answer.text
        assert "import" not in answer.text

    @pytest.mark.parametrize(
        "headers",
        [
            {"Origin": "https://example.org"},
            {"Origin": "null"},
            {"Host": "example.org"},
            {"Host": "evil.localhost.org"},
        ],
    )
    def test_other_sites_may_not_ask(self, server: str, headers: dict[str, str]) -> None:
        """Neither a page of another site in the browser, nor one whose name was made to lead here."""
        answer = ask(server, MET, **headers)
        assert answer.status_code in (400, 403)
        assert NOVAK not in answer.text
        assert "access-control-allow-origin" not in answer.headers

    @pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH"])
    def test_other_methods_are_refused(self, server: str, method: str) -> None:
        assert requests.request(method, f"{server}/sparql", timeout=60).status_code == 405

    @pytest.mark.parametrize(
        "fields", [{"query": [MET, MET]}, {"query": MET, "default-graph-uri": "not an iri"}]
    )
    def test_odd_fields_are_refused(self, server: str, fields: dict[str, object]) -> None:
        assert requests.get(f"{server}/sparql", params=fields, timeout=60).status_code == 400


class TestPages:
    def test_every_iri_of_the_base_has_a_page_and_turtle(self, server: str) -> None:
        base = PREFIXES["ent"].removesuffix("entity/")
        rows = ask(server, f'SELECT DISTINCT ?s {{ ?s ?p ?o FILTER(STRSTARTS(STR(?s), "{base}")) }}').json()
        iris = [row["s"]["value"] for row in rows["results"]["bindings"]]
        assert len({iri.removeprefix(base).partition("/")[0] for iri in iris}) >= 4
        of_data = [iri for iri in iris if "#" not in iri]
        for iri in of_data:
            address = f"{server}/{iri.removeprefix(base)}"
            page = requests.get(address, headers={"Accept": "text/html"}, timeout=60)
            assert (page.status_code, page.headers["content-type"]) == (200, "text/html; charset=utf-8")
            turtle = requests.get(address, headers={"Accept": "text/turtle"}, timeout=60)
            assert {str(s) for s in rdflib.Graph().parse(data=turtle.text).subjects()} == {iri}
        terms = requests.get(f"{server}/ontology", headers={"Accept": "text/html"}, timeout=60).text
        anchors = set(re.findall(r'<tr id="(\w+)"', terms))
        assert {iri.rpartition("#")[2] for iri in iris if "#" in iri} == anchors

    def test_a_page_says_what_the_graph_says(self, server: str) -> None:
        page = requests.get(f"{server}/entity/leila-haddad", timeout=60).text
        assert "<h1>Leila Haddad</h1>" in page
        assert '<a href="/entity/marek-novak" rel="noreferrer">Marek Novak</a>' in page
        assert "Leila Haddad met Marek Novak in Geneva on 3 May 2021." in page  # the sentence behind it

    def test_what_is_not_there_is_said(self, server: str) -> None:
        answer = requests.get(f"{server}/entity/%3Cscript%3Enobody", timeout=60)
        assert answer.status_code == 404
        assert "<script>nobody" not in answer.text

    def test_names_of_any_script_are_found_as_browsers_write_them(self) -> None:
        for name in (*HOSTILE, "-x-", "a_b", "талибан"):
            minted = encode(name)
            assert as_minted(quote(minted, safe="%/-_.~")) == minted

    def test_the_network_is_the_one_that_a_build_draws(self, server: str) -> None:
        page = requests.get(f"{server}/view", timeout=60).text
        assert "Leila Haddad" in page
        assert "vis-network" in page

    def test_a_graph_without_texts_has_no_network(self, tmp_path: Path) -> None:
        path = tmp_path / "graph.ttl"
        path.write_bytes(to_turtle(sample.GRAPH, knowledge=load_knowledge(), include_text=False))
        with serving(path) as server:
            answer = requests.get(f"{server}/view", timeout=60)
        assert answer.status_code == 404
        assert "no gb:text" in answer.text

    def test_links_stay_on_this_server(self) -> None:
        addresses = Addresses("https://example.org/", PREFIXES)
        assert addresses.href("https://example.org//evil.example/x") == "/evil.example/x"
        assert addresses.href("javascript:alert(1)") is None
        assert addresses.href(PREFIXES["gb"] + "met") == "/ontology#met"

    def test_named_queries_run_as_they_are_given(self, server: str) -> None:
        named = requests.get(f"{server}/queries", timeout=60).json()
        assert {query["name"] for query in named} >= {"about", "who-met-whom", "timeline"}
        for query in named:
            answer = ask(server, query["text"])
            assert answer.status_code == 200, query["name"]
            assert answer.json()["results"]["bindings"], query["name"]


class TestStore:
    def test_is_made_once_for_each_content(self, tmp_path: Path) -> None:
        path = tmp_path / "graph.ttl"
        path.write_text(
            "<http://e/news/graph> a <http://www.w3.org/2002/07/owl#Ontology> .", encoding="utf-8"
        )
        served = make_store(path)
        assert served.base == "http://e/news/"
        made = (served.database.parent / "made-of.json").stat().st_mtime_ns
        assert make_store(path) == served
        assert (served.database.parent / "made-of.json").stat().st_mtime_ns == made
        path.write_text("<http://e/a> <http://e/b> 1 , 2 .", encoding="utf-8")
        assert len(ox.Store.read_only(str(make_store(path).database))) == 2
        assert sorted(one.name for one in tmp_path.iterdir()) == [".graph.ttl.store", "graph.ttl"]

    def test_what_cannot_be_served_is_said_in_one_line_and_leaves_nothing(self, tmp_path: Path) -> None:
        broken = tmp_path / "broken.ttl"
        broken.write_text("ent:a gb:met", encoding="utf-8")
        for path, message in ((tmp_path / "none.ttl", "build a graph first"), (broken, "not valid Turtle")):
            code, _, said = run("serve", path)
            assert (code, len(said.splitlines())) == (2, 1)
            assert message in said
        assert [one.name for one in tmp_path.iterdir()] == ["broken.ttl"]
