"""`graphbuild push`, into a real SPARQL 1.1 store on this machine, over connections that break."""

import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
import requests

from graphbuild import push as pushing
from graphbuild.errors import InputError, OutputError
from graphbuild.knowledge import Knowledge
from graphbuild.push import push
from graphbuild.rdf import PREFIXES, to_syntax, to_triples, to_turtle
from tests import sample
from tests.test_cli import run

NAMED = "https://example.org/news"


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of an Oxigraph server of our own."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    program = Path(sys.executable).parent / "oxigraph"
    folder = tmp_path_factory.mktemp("store")
    command = [program, "serve", "--location", folder, "--bind", f"127.0.0.1:{port}"]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    address = f"http://127.0.0.1:{port}"
    for _ in range(150):
        try:
            requests.get(address, timeout=5)
            break
        except requests.ConnectionError:
            time.sleep(0.2)
    yield address
    process.terminate()
    process.wait(timeout=30)


@pytest.fixture
def graph(tmp_path: Path, knowledge: Knowledge) -> Path:
    path = tmp_path / "graph.ttl"
    path.write_bytes(to_turtle(sample.GRAPH, knowledge=knowledge))
    return path


@pytest.fixture(autouse=True)
def quickly(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pushing, "_WAIT", 0.01)


def count(store: str, where: str = "?s ?p ?o") -> int:
    query = f"PREFIX gb: <{PREFIXES['gb']}> SELECT (COUNT(*) AS ?n) {{ {where} }}"
    answer = requests.get(
        f"{store}/query", params={"query": query}, headers={"Accept": "text/csv"}, timeout=60
    )
    return int(answer.text.split()[1])


class Breaking:
    """A way to the store that breaks in the middle of the first requests."""

    def __init__(self, store: str, breaks: int) -> None:
        self.left = breaks
        self._to = ("127.0.0.1", int(store.rpartition(":")[2]))
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.address = f"http://127.0.0.1:{self._listener.getsockname()[1]}/store"
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self) -> None:
        while True:
            client, _ = self._listener.accept()
            breaking, self.left = self.left > 0, self.left - 1
            there = socket.create_connection(self._to)
            limit = 20_000 if breaking else None
            threading.Thread(target=self._pass, args=(client, there, limit), daemon=True).start()
            threading.Thread(target=self._pass, args=(there, client, None), daemon=True).start()

    def _pass(self, one: socket.socket, other: socket.socket, limit: int | None) -> None:
        passed = 0
        with suppress(OSError):
            while part := one.recv(4096):
                other.sendall(part)
                passed += len(part)
                if limit and passed > limit:
                    break
        for end in (one, other):
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)


def test_a_graph_lands_and_may_be_pushed_again(store: str, graph: Path, knowledge: Knowledge) -> None:
    expected = len(list(to_triples(sample.GRAPH, knowledge=knowledge)))
    for _ in range(2):
        code, _, said = run("push", graph, "--to", f"{store}/store")
        assert (code, said) == (0, f"{expected:,} triples stand there now\n")
        assert count(store) == expected
    assert count(store, "?one gb:met ?other") == 2


def test_a_graph_of_the_store_is_named(store: str, tmp_path: Path, knowledge: Knowledge) -> None:
    trig = tmp_path / "graph.trig"
    trig.write_bytes(to_syntax(sample.GRAPH, "trig", knowledge=knowledge))
    before = count(store)
    landed = push(trig, f"{store}/store", graph=NAMED)
    assert count(store, f"GRAPH <{NAMED}> {{ ?s ?p ?o }}") == landed
    assert count(store) == before


def test_what_was_there_goes(store: str, graph: Path, tmp_path: Path) -> None:
    push(graph, f"{store}/store", graph=NAMED)
    small = tmp_path / "small.ttl"
    small.write_text("<http://e/a> <http://e/b> 1 , 2 .", encoding="utf-8")
    assert push(small, f"{store}/store", graph=NAMED) == 2
    assert count(store, f"GRAPH <{NAMED}> {{ ?s ?p ?o }}") == 2


def test_it_is_sent_again_where_the_connection_breaks(store: str, graph: Path) -> None:
    way = Breaking(store, breaks=2)
    landed = push(graph, way.address)
    assert way.left < 0
    assert count(store) == landed


def test_where_it_cannot_arrive_the_store_keeps_what_it_had(store: str, graph: Path, tmp_path: Path) -> None:
    small = tmp_path / "small.ttl"
    small.write_text("<http://e/a> <http://e/b> 1 , 2 .", encoding="utf-8")
    push(small, f"{store}/store")
    with pytest.raises(OutputError, match="cannot be reached"):
        push(graph, Breaking(store, breaks=1000).address)
    assert count(store) == 2


class TestInParts:
    @pytest.fixture(autouse=True)
    def small_parts(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(pushing, "_PART", 100)

    @pytest.mark.parametrize("name", [None, NAMED])
    def test_the_parts_are_moved_into_place_together(self, store: str, graph: Path, name: str | None) -> None:
        where = f"GRAPH <{name}> {{ ?s ?p ?o }}" if name else "?s ?p ?o"
        for _ in range(2):
            landed = push(graph, f"{store}/store", graph=name, update=f"{store}/update")
            assert count(store, where) == landed > pushing._PART
        assert count(store, "GRAPH ?g { ?s ?p ?o } FILTER(STRSTARTS(STR(?g), 'urn:graphbuild'))") == 0

    def test_parts_are_sent_again_where_the_connection_breaks(self, store: str, graph: Path) -> None:
        way = Breaking(store, breaks=2)
        landed = push(graph, way.address, update=f"{store}/update")
        assert way.left < 0
        assert count(store) == landed

    def test_what_was_there_stays_where_the_parts_do_not_all_arrive(
        self, store: str, graph: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        small = tmp_path / "small.ttl"
        small.write_text("<http://e/a> <http://e/b> 1 , 2 .", encoding="utf-8")
        push(small, f"{store}/store")
        sent = pushing._Store.send
        left = iter(range(3))

        def send(self: pushing._Store, method: str, to: str | None, body: bytes) -> None:
            if next(left, None) is None:
                raise OutputError("the store is gone")
            sent(self, method, to, body)

        monkeypatch.setattr(pushing._Store, "send", send)
        with pytest.raises(OutputError, match="is gone"):
            push(graph, f"{store}/store", update=f"{store}/update")
        assert count(store) == 2
        assert count(store, "GRAPH ?g { ?s ?p ?o } FILTER(STRSTARTS(STR(?g), 'urn:graphbuild'))") == 0


@pytest.mark.parametrize(
    ("to", "message"),
    [
        ("ftp://example.org/", "no http or https address"),
        ("http:///x", "no http or https address"),
        ("{store}/nothing-here", "answers PUT with 404"),
        ("http://user:secret@127.0.0.1:9/store", "http://127.0.0.1:9/store cannot be reached"),
    ],
)
def test_an_address_that_is_none_is_said_in_one_line(store: str, graph: Path, to: str, message: str) -> None:
    code, _, said = run("push", graph, "--to", to.format(store=store))
    assert (code, len(said.splitlines())) == (2, 1)
    assert message in said
    assert "secret" not in said


def test_a_bad_name_of_a_graph_or_a_bad_file_is_not_sent(graph: Path, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no IRI of a graph"):
        push(graph, "http://127.0.0.1:9/", graph="not an iri")
    with pytest.raises(InputError, match="cannot read"):
        push(tmp_path / "none.ttl", "http://127.0.0.1:9/")
