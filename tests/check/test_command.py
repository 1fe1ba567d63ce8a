"""`graphbuild check` as its users meet it: what it says, and the exit codes that scripts read."""

import json
from pathlib import Path

import pytest

from graphbuild.check import checks
from graphbuild.knowledge import Knowledge
from graphbuild.rdf import to_syntax, to_turtle
from tests import sample
from tests.test_cli import run
from tests.tools import require
from tests.tools.owl_api import OWL_API, owl_api_present

CONFORMS, DOES_NOT, COULD_NOT_RUN = 0, 1, 2


@pytest.fixture
def graph(tmp_path: Path, knowledge: Knowledge) -> Path:
    path = tmp_path / "graph.ttl"
    path.write_bytes(to_turtle(sample.GRAPH, knowledge=knowledge))
    return path


def change(graph: Path, old: str, new: str) -> None:
    turtle = graph.read_text(encoding="utf-8")
    assert old in turtle
    graph.write_text(turtle.replace(old, new), encoding="utf-8")


@pytest.fixture
def without_java(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checks, "owl_api_present", lambda: False)


def test_a_sound_graph_conforms(graph: Path) -> None:
    require(owl_api_present(), OWL_API)
    code, printed, said = run("check", graph)
    assert (code, said) == (CONFORMS, "")
    assert printed.splitlines()[-1] == "conforms"
    assert "shapes: conforms" in printed
    assert "OWL 2 DL: conforms" in printed
    assert "reasoner: conforms (HermiT: consistent)" in printed


@pytest.mark.usefixtures("without_java")
def test_what_is_left_out_is_said(graph: Path) -> None:
    code, printed, _ = run("check", graph, "--json")
    report = json.loads(printed)
    assert (code, report["conforms"]) == (CONFORMS, True)
    verdicts = {check["check"]: check["verdict"] for check in report["checks"]}
    assert verdicts == {"shapes": "conforms", "OWL 2 DL": "left out", "reasoner": "left out"}
    assert "needs the OWL API" in report["checks"][1]["note"]


@pytest.mark.usefixtures("without_java")
def test_a_broken_promise_is_told_with_its_place(graph: Path) -> None:
    change(graph, '"Norland recognises Sudria."', '"Norland recognises Westmark."')
    code, printed, _ = run("check", graph)
    assert code == DOES_NOT
    assert "A quote is the article's text at its offsets. Broken 1 times:" in printed
    assert '"Norland recognises Westmark."' in printed
    assert printed.splitlines()[-1] == "does not conform"
    report = json.loads(run("check", graph, "--json")[1])
    (finding,) = report["checks"][0]["findings"]
    assert finding["count"] == 1
    assert finding["places"][0].startswith("art:talks-txt-")


def test_a_contradiction_is_found_by_the_reasoner(graph: Path) -> None:
    require(owl_api_present(), OWL_API)
    change(graph, "ent:geneva a gb:Place", "ent:geneva a gb:Place , gb:Position")
    code, printed, _ = run("check", graph)
    assert code == DOES_NOT
    assert "HermiT finds a contradiction" in printed


def test_every_syntax_is_checked(tmp_path: Path, knowledge: Knowledge) -> None:
    require(owl_api_present(), OWL_API)
    path = tmp_path / "graph.trig"
    path.write_bytes(to_syntax(sample.GRAPH, "trig", knowledge=knowledge))
    code, printed, _ = run("check", path)
    assert code == CONFORMS, printed


@pytest.mark.usefixtures("without_java")
def test_a_graph_under_another_base_is_checked_too(tmp_path: Path, knowledge: Knowledge) -> None:
    path = tmp_path / "graph.ttl"
    path.write_bytes(to_turtle(sample.GRAPH, knowledge=knowledge, base="https://example.org/news#"))
    assert run("check", path)[0] == CONFORMS
    change(path, "ent:geneva a gb:Place , owl:NamedIndividual ;", "ent:geneva ")
    code, printed, _ = run("check", path)
    assert code == DOES_NOT
    assert "What is referred to in the graph is described in it." in printed


def test_what_cannot_be_read_is_said_in_one_line(tmp_path: Path) -> None:
    broken = tmp_path / "broken.ttl"
    broken.write_text("ent:a gb:met", encoding="utf-8")
    for path, message in ((tmp_path / "none.ttl", "cannot read"), (broken, "not valid Turtle")):
        code, printed, said = run("check", path)
        assert (code, printed) == (COULD_NOT_RUN, "")
        assert message in said
        assert len(said.splitlines()) == 1
