"""Graphs put together and taken apart: the laws that hold whatever the articles say."""

from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graphbuild.errors import InputError
from graphbuild.identity import Judgement, Verdict, write_judgements
from graphbuild.kg import KnowledgeGraph
from graphbuild.knowledge import load_knowledge
from graphbuild.model import Graph
from graphbuild.rdf import from_turtle, readings_from_turtle, to_turtle
from tests.readings import reading

PEOPLE = ["Ali Rezaei", "Ali Rezaee", "Rezaei", "Hassan Rezaei", "Ali Akbar Rezaei", "Mark Twain"]
BODIES = ["S:Iran", "O:Foreign Ministry", "O:Iran's Foreign Ministry", "O:Iranian Foreign Ministry"]
TIMES = ["", "; 2021-05-03", "; 2021-05-03/2021-05-09", "; not", "; planned; 2021-05-04", "; in L:Tehran"]
CLAIMS = st.one_of(
    st.builds("P:{} | affiliatedWith | {}".format, st.sampled_from(PEOPLE), st.sampled_from(BODIES)),
    st.builds("P:{} | met | S:Iraq{}".format, st.sampled_from(PEOPLE), st.sampled_from(TIMES)),
)
DATES = st.sampled_from([None, "2021-05-04", "2021-05-20", "2022-01-01"])
ARTICLES = st.lists(st.tuples(st.lists(CLAIMS, min_size=1, max_size=3), DATES), min_size=3, max_size=5)
JUDGEMENTS = st.lists(
    st.builds(
        Judgement.of, st.sampled_from(PEOPLE[:3]), st.sampled_from(PEOPLE[3:]), st.sampled_from(Verdict)
    ),
    max_size=2,
    unique_by=lambda judgement: judgement.pair,
)


def whole(readings: list[Graph], judgements: list[Judgement] | None = None) -> KnowledgeGraph:
    return KnowledgeGraph.of(readings, load_knowledge(), judgements=judgements or ())


def readings_of(articles: list[tuple[list[str], str | None]]) -> list[Graph]:
    return [reading(f"{n}.txt", claims, date=date) for n, (claims, date) in enumerate(articles)]


@settings(max_examples=50, deadline=None)
@given(ARTICLES, JUDGEMENTS)
def test_the_union_is_associative_commutative_and_idempotent(
    articles: list[tuple[list[str], str | None]], judgements: list[Judgement]
) -> None:
    first, second, *rest = readings_of(articles)
    a, b, c = whole([first, second], judgements), whole([second]), whole([*rest])
    assert (a | b) | c == a | (b | c)
    assert a | c == c | a
    assert a | a == a
    assert a | whole([]) == a


@settings(max_examples=50, deadline=None)
@given(ARTICLES, JUDGEMENTS, st.integers())
def test_the_file_is_the_same_whatever_the_order(
    articles: list[tuple[list[str], str | None]], judgements: list[Judgement], seed: int
) -> None:
    readings = readings_of(articles)
    shuffled = Random(seed).sample(readings, len(readings))
    assert whole(readings, judgements).to_turtle() == whole(shuffled, judgements).to_turtle()


@settings(max_examples=50, deadline=None)
@given(ARTICLES, JUDGEMENTS)
def test_an_article_goes_with_all_it_said_and_comes_back_as_it_was(
    articles: list[tuple[list[str], str | None]], judgements: list[Judgement]
) -> None:
    readings = readings_of(articles)
    kg = whole(readings, judgements)
    left = kg.without("1.txt")
    assert left == whole([readings[0], *readings[2:]], judgements)
    assert (left | whole([readings[1]])).to_turtle() == kg.to_turtle()


@settings(max_examples=50, deadline=None)
@given(ARTICLES, JUDGEMENTS)
def test_a_judgement_that_is_taken_back_leaves_no_trace(
    articles: list[tuple[list[str], str | None]], judgements: list[Judgement]
) -> None:
    kg = whole(readings_of(articles))
    assert kg.judged(judgements).judged(()).to_turtle() == kg.to_turtle()


@settings(max_examples=50, deadline=None)
@given(ARTICLES)
def test_a_file_holds_what_each_article_says_by_itself(articles: list[tuple[list[str], str | None]]) -> None:
    kg = whole(readings_of(articles))
    turtle = kg.to_turtle()
    assert readings_from_turtle(turtle) == kg.readings
    assert from_turtle(turtle) == kg.graph


def test_a_graph_is_loaded_with_the_judgements_beside_it(tmp_path: Path) -> None:
    readings = readings_of([([f"P:{name} | met | S:Iraq"], None) for name in ("Mark Twain", "Ana Prado")])
    kg = whole(readings)
    kg.save(tmp_path, formats=("turtle",))
    assert KnowledgeGraph.load(tmp_path / "graph.ttl") == kg
    same = Judgement.of("Mark Twain", "Ana Prado", Verdict.SAME)
    (tmp_path / "judgements.csv").write_bytes(write_judgements([same]))
    assert KnowledgeGraph.load(tmp_path / "graph.ttl") == kg.judged([same])


def test_a_base_of_ones_own_stays(tmp_path: Path) -> None:
    base = "https://example.org/news/"
    readings = readings_of([(["P:Mark Twain | met | S:Iraq"], None)])
    kg = KnowledgeGraph.of(readings, load_knowledge(), base_iri=base)
    kg.save(tmp_path, formats=("turtle",))
    assert KnowledgeGraph.load(tmp_path / "graph.ttl").to_turtle() == kg.to_turtle()


def test_a_file_without_readings_cannot_be_changed(tmp_path: Path) -> None:
    kg = whole(readings_of([(["P:Mark Twain | met | S:Iraq"], None)]))
    path = tmp_path / "graph.ttl"
    path.write_bytes(to_turtle(kg.graph, knowledge=load_knowledge()))
    with pytest.raises(InputError, match="build it again"):
        KnowledgeGraph.load(path)


def test_an_article_that_is_not_there_cannot_be_taken_out() -> None:
    kg = whole(readings_of([(["P:Mark Twain | met | S:Iraq"], None)]))
    with pytest.raises(InputError, match=r"no article 'none\.txt'"):
        kg.without("none.txt")


def test_a_reprint_counts_as_an_article_but_not_as_a_text() -> None:
    text = " ".join(f"The {n}th sentence of the agency tells of talks in city {n}." for n in range(30))
    claim = ["P:Mark Twain | met | S:Iraq"]
    readings = [reading(name, claim, text=f"{name} {text}") for name in ("a.txt", "b.txt")]
    readings.append(reading("c.txt", claim))
    turtle = whole(readings).to_turtle().decode()
    assert "gb:articleCount 3" in turtle
    assert "gb:textCount 2" in turtle
