"""How long a build takes and how much memory: `make bench` prints it and holds nothing to it."""

import resource
import time
from pathlib import Path

import pytest

from graphbuild import Article, build_texts

SEEDS = sorted((Path(__file__).parents[2] / "seeds").glob("*.txt"))
COPIES = 40


@pytest.mark.bench
@pytest.mark.parametrize("processes", [1, 2])
def test_build_speed(processes: int) -> None:
    articles = [
        Article(f"{path.stem}-{copy}", path.read_text(encoding="utf-8"))
        for copy in range(COPIES)
        for path in SEEDS
    ]
    build_texts(articles[:1])  # the model is loaded before the clock starts
    started = time.perf_counter()
    kg = build_texts(articles, processes=processes)
    built = time.perf_counter()
    turtle = kg.to_turtle()
    written = time.perf_counter()
    assert len(kg.graph.articles) == len(articles)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"\n{processes} processes: {len(articles)} articles in {built - started:.1f} s"
        f" ({(built - started) / len(articles) * 1000:.0f} ms each), {len(kg.graph.relations)} relations,"
        f" Turtle {len(turtle) / 1e6:.1f} MB in {written - built:.1f} s, peak {peak:.0f} MB"
    )
