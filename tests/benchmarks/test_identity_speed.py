"""How the time to tell who is who grows with the number of articles: `make bench` prints it."""

import time
import tracemalloc
from random import Random

import pytest

from graphbuild.kg import KnowledgeGraph
from graphbuild.knowledge import load_knowledge
from graphbuild.model import Graph
from tests.readings import reading

SIZES = (500, 4000)
FIRST = ["Ali", "Omar", "Maria", "John", "Wei", "Ana", "Ivan", "Sara", "Pierre", "Amina", "Reza", "Olga"]
PARTS = ["ab", "ar", "el", "ko", "ri", "sa", "to", "un", "ve", "zi", "mo", "da", "gh", "li", "pe"]


def articles(count: int) -> list[Graph]:
    """Articles that name people of a world that grows with their number, by full name, surname or slip."""
    chance = Random(count)
    world = [
        (chance.choice(FIRST), "".join(chance.choices(PARTS, k=3)).title())
        for _ in range(max(50, count // 2))
    ]

    def name() -> str:
        first, last = chance.choice(world)
        return last if chance.random() < 0.2 else f"{first} {last}"

    return [
        reading(
            f"{n}.txt",
            [f"P:{name()} | affiliatedWith | S:State {chance.randrange(40)}" for _ in range(4)]
            + [f"P:{name()} | praised | S:State {chance.randrange(40)}" for _ in range(4)],
        )
        for n in range(count)
    ]


@pytest.mark.bench
def test_who_is_who_over_growing_corpora() -> None:
    knowledge = load_knowledge()
    seconds: dict[int, float] = {}
    for size in SIZES:
        readings = articles(size)
        started = time.perf_counter()
        kg = KnowledgeGraph.of(readings, knowledge)
        seconds[size] = time.perf_counter() - started
        tracemalloc.start()
        KnowledgeGraph.of(readings, knowledge)
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        print(
            f"\n{size} articles: {seconds[size]:.2f} s, {peak / 2**20:.0f} MiB at the most, "
            f"{len(kg.graph.entities)} entities, {len(kg.graph.relations)} relations"
        )
    small, large = SIZES
    print(
        f"time grew {seconds[large] / seconds[small]:.1f} times over {large / small:.0f} times the articles"
    )
