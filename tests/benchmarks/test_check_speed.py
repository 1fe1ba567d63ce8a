"""How long the promises of shapes.ttl take to check, by ours and by pySHACL: `make bench` prints it."""

import time

import pyoxigraph as ox
import pyshacl
import pytest
import rdflib

from graphbuild.check.checks import check_shapes
from graphbuild.check.report import Verdict
from graphbuild.knowledge import load_knowledge, ontology_path
from graphbuild.query import Source
from graphbuild.rdf import PREFIXES, to_syntax, to_triples
from tests.large import large_graph


@pytest.mark.bench
@pytest.mark.parametrize("triples", [100_000, 1_000_000])
def test_check_speed(triples: int) -> None:
    graph, store = large_graph(triples), ox.Store()
    store.bulk_extend(ox.Quad(*triple) for triple in to_triples(graph, knowledge=load_knowledge()))
    started = time.perf_counter()
    check = check_shapes(Source(store, PREFIXES))
    print(f"\n{len(store):,} triples checked in {time.perf_counter() - started:.1f} s")
    assert check.verdict is Verdict.CONFORMS


@pytest.mark.bench
def test_check_speed_of_pyshacl() -> None:
    graph, shapes = large_graph(5_000), rdflib.Graph().parse(ontology_path() / "shapes.ttl")
    data = rdflib.Graph().parse(
        data=to_syntax(graph, "ntriples", knowledge=load_knowledge()), format="nt"
    )  # fmt: skip
    started = time.perf_counter()
    conforms, *_ = pyshacl.validate(data, shacl_graph=shapes, inplace=True)
    print(f"\npySHACL: {len(data):,} triples checked in {time.perf_counter() - started:.1f} s")
    assert conforms
