"""How long a graph of a million triples takes to be written in each format: `make bench` prints it."""

import time

import pytest

from graphbuild.kg import FILES_BY_FORMAT, KnowledgeGraph
from graphbuild.knowledge import load_knowledge
from graphbuild.rdf import to_triples
from tests.large import large_graph

TRIPLES = 1_000_000


@pytest.mark.bench
@pytest.mark.parametrize("name", [name for name in FILES_BY_FORMAT if name != "html"])
def test_writing_speed(name: str) -> None:
    kg = KnowledgeGraph(large_graph(TRIPLES), load_knowledge())
    count = sum(1 for _ in to_triples(kg.graph, knowledge=kg.knowledge))
    started = time.perf_counter()
    size = sum(map(len, kg.render((name,)).values()))
    print(f"\n{name}: {count:,} triples in {time.perf_counter() - started:.1f} s, {size / 1e6:.0f} MB")
    assert count >= TRIPLES
