"""A server of its own for the tests: `graphbuild serve` as its users start it."""

import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from graphbuild.knowledge import load_knowledge
from graphbuild.rdf import to_syntax, to_turtle
from tests import sample

TIME_LIMIT = 2.0


@contextmanager
def serving(path: Path) -> Iterator[str]:
    """A graph file → the address of a server that runs as long as the block."""
    program = [sys.executable, "-c", "from graphbuild.cli import main; main()"]
    options = ["serve", str(path), "--port", "0", "--time-limit", str(TIME_LIMIT)]
    process = subprocess.Popen([*program, *options], stderr=subprocess.PIPE, text=True)
    try:
        assert process.stderr
        said = process.stderr.readline()
        found = re.search(r"http://127\.0\.0\.1:\d+/", said)
        assert found, said
        yield found[0].removesuffix("/")
    finally:
        process.terminate()
        process.wait(timeout=30)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    path = tmp_path_factory.mktemp("served") / "graph.ttl"
    path.write_bytes(to_turtle(sample.GRAPH, knowledge=load_knowledge()))
    with serving(path) as address:
        yield address


@pytest.fixture(scope="module")
def server_of_named_graphs(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    path = tmp_path_factory.mktemp("served") / "graph.trig"
    path.write_bytes(to_syntax(sample.GRAPH, "trig", knowledge=load_knowledge()))
    with serving(path) as address:
        yield address
