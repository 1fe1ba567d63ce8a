"""The graph of the seeds that the repository carries: what a reader of a change sees move."""

from pathlib import Path

from graphbuild import build

ROOT = Path(__file__).parent.parent
COMMITTED = ROOT / "output" / "graph.ttl"


def test_the_committed_graph_is_what_the_seeds_give() -> None:
    made = build(ROOT / "seeds").to_turtle()
    assert made == COMMITTED.read_bytes(), "run `make graph`, read the diff of output/graph.ttl, and commit it"


def test_a_second_build_gives_the_same_bytes() -> None:
    first, second = build(ROOT / "seeds"), build(ROOT / "seeds")
    assert first.to_turtle() == second.to_turtle()
    assert first.to_html() == second.to_html()
