"""`graphbuild entities`, `same`, `different`, `unsure`, `merge` and `remove`, as a user meets them."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from graphbuild.cli import app
from graphbuild.kg import KnowledgeGraph
from graphbuild.knowledge import load_knowledge
from tests.readings import reading

DONE, FAILED = 0, 2
READINGS = [
    reading(
        "kabul.txt",
        ["P:Abdul Ghani Baradar | met | P:Aleksey Maksimov"],
        posts={"P:Abdul Ghani Baradar": ("Deputy Prime Minister", "O:Taliban")},
    ),
    reading("doha.txt", ["P:Baradar | visited | S:Russia"], posts={"P:Baradar": ("Envoy", "O:Taliban")}),
    reading("geneva.txt", ["P:Bara\x1b[31mdar | visited | S:Qatar"], text="Somebody visited Qatar."),
]


def run(*arguments: object) -> tuple[int, str, str]:
    """Arguments → exit code, standard output, standard error."""
    done = CliRunner().invoke(app, [str(argument) for argument in arguments])
    if done.exception and not isinstance(done.exception, SystemExit):
        raise done.exception
    return done.exit_code, done.stdout, done.stderr


@pytest.fixture
def graph(tmp_path: Path) -> Path:
    KnowledgeGraph.of(READINGS, load_knowledge()).save(tmp_path)
    return tmp_path / "graph.ttl"


def test_entities_are_listed_under_every_name(graph: Path) -> None:
    code, printed, _ = run("entities", graph, "baradar")
    assert code == DONE
    assert printed == "Abdul Ghani Baradar (Person, 2 articles)\n     also: Baradar\n"


def test_a_name_cannot_steer_the_terminal(graph: Path) -> None:
    _, printed, _ = run("entities", graph)
    assert "\x1b" not in printed
    assert r"Bara\x1b[31mdar" in printed


def test_the_review_tells_the_evidence_and_what_to_say(graph: Path) -> None:
    _, printed, _ = run("entities", graph, "--review")
    assert "Baradar (1 article), Abdul Ghani Baradar (1 article): one so far" in printed
    assert "+2.5  both of Taliban" in printed
    assert f"graphbuild different {graph} Baradar 'Abdul Ghani Baradar'" in printed


def test_a_judgement_is_noted_followed_and_taken_back(graph: Path) -> None:
    before = {path.name: path.read_bytes() for path in graph.parent.iterdir()}
    code, _, said = run(
        "different", graph, "Baradar", "Abdul Ghani Baradar", "--by", "Ana", "--why", "two men"
    )
    assert code == DONE, said
    ledger = (graph.parent / "judgements.csv").read_text(encoding="utf-8")
    assert ledger.splitlines()[1] == "different,Abdul Ghani Baradar,Baradar,Ana,two men"
    _, printed, _ = run("entities", graph, "baradar")
    assert printed.count("(Person, 1 article)") == 2
    assert "Baradar" not in run("entities", graph, "--review")[1]

    assert run("different", graph, "Baradar", "Abdul Ghani Baradar", "--undo")[0] == DONE
    assert {name: (graph.parent / name).read_bytes() for name in before} == before


def test_a_judgement_over_an_unknown_name_changes_nothing(graph: Path) -> None:
    before = {path.name: path.read_bytes() for path in graph.parent.iterdir()}
    code, _, said = run("same", graph, "Baradar", "Nobody Known")
    assert code == FAILED
    assert "no article names both" in said
    assert {path.name: path.read_bytes() for path in graph.parent.iterdir()} == before


def test_the_page_stays_as_it_was_asked_for(graph: Path) -> None:
    page = graph.with_name("graph.html")
    kg = KnowledgeGraph.load(graph)
    kg.save(graph.parent, formats=("html",), title="<Kabul> & Doha", article_text=False, sparql=True)
    before = page.read_bytes()
    assert run("same", graph, "Baradar", "Abdul Ghani Baradar")[0] == DONE
    assert b"<title>&lt;Kabul&gt; &amp; Doha</title>" in page.read_bytes()
    assert b'id="texts-0"' not in page.read_bytes()
    assert run("same", graph, "Baradar", "Abdul Ghani Baradar", "--undo")[0] == DONE
    assert page.read_bytes() == before


def test_a_build_into_the_folder_follows_its_judgements(tmp_path: Path) -> None:
    text = tmp_path / "story.txt"
    text.write_text("Samuel Clemens met Leila Haddad. Mark Twain visited Norway.", encoding="utf-8")
    out = tmp_path / "out"
    assert run("build", text, "--out", out, "--format", "turtle")[0] == DONE
    assert run("same", out / "graph.ttl", "Mark Twain", "Samuel Clemens")[0] == DONE
    judged = (out / "graph.ttl").read_bytes()
    assert run("build", text, "--out", out, "--format", "turtle")[0] == DONE
    assert (out / "graph.ttl").read_bytes() == judged


def test_articles_are_taken_out_and_put_back(graph: Path, tmp_path: Path) -> None:
    before = graph.read_bytes()
    assert run("remove", graph, "doha.txt")[0] == DONE
    assert b"Baradar visited" not in graph.read_bytes()
    assert b"doha.txt" not in graph.read_bytes()
    other = tmp_path / "other"
    other.mkdir()
    KnowledgeGraph.of(READINGS[1:2], load_knowledge()).save(other, formats=("turtle",))
    assert run("merge", graph, other / "graph.ttl", "--out", tmp_path / "whole")[0] == DONE
    assert (tmp_path / "whole" / "graph.ttl").read_bytes() == before


def test_the_last_article_is_not_taken_out(graph: Path) -> None:
    code, _, said = run("remove", graph, "kabul.txt", "doha.txt", "geneva.txt")
    assert code == FAILED
    assert "no article would be left" in said


def test_a_broken_ledger_is_named_with_its_line(graph: Path) -> None:
    (graph.parent / "judgements.csv").write_text(
        "verdict,one,other,by,why\nperhaps,A,B,,\n", encoding="utf-8"
    )
    code, _, said = run("entities", graph)
    assert code == FAILED
    assert "judgements.csv:2: unknown verdict 'perhaps'" in said
