"""`graphbuild explain`: which relations a name, an IRI or a triple leads to, and what is told of them."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from graphbuild.cli import app
from graphbuild.errors import InputError
from graphbuild.explain import explain
from graphbuild.knowledge import load_knowledge
from graphbuild.model import Graph
from graphbuild.rdf import Namespaces, to_turtle
from tests.sample import ARTICLE, GRAPH

DONE, FAILED = 0, 2
BASE = "https://example.org/news/"


@pytest.fixture
def graph(tmp_path: Path) -> Path:
    path = tmp_path / "graph.ttl"
    path.write_bytes(to_turtle(GRAPH, knowledge=load_knowledge(), base=BASE))
    return path


def run(*arguments: object) -> tuple[int, str, str]:
    """Arguments → exit code, standard output, standard error."""
    done = CliRunner().invoke(app, ["explain", *(str(argument) for argument in arguments)])
    if done.exception and not isinstance(done.exception, SystemExit):
        raise done.exception
    return done.exit_code, done.stdout, done.stderr


def predicates(what: str) -> list[str]:
    return [relation.predicate for relation in explain(GRAPH, what).relations]


@pytest.mark.parametrize(
    ("what", "found"),
    [
        ("Leila Haddad", ["holdsPosition", "met"]),
        ("HADDAD", ["holdsPosition", "met"]),
        ("the Herald", ["attacked"]),  # only its source
        ("Geneva", ["met"]),  # only its place
        ("ent:sudria", ["attacked", "recognises", "recognises"]),
        ("<https://w3id.org/graphbuild/entity/sudria>", ["attacked", "recognises", "recognises"]),
        ("gb:recognises", ["recognises", "recognises"]),
        ("Norland recognises Sudria", ["recognises"]),
        ("ent:norland gb:recognises ent:sudria", ["recognises"]),
        ("haddad holds position foreign minister of Norland", ["holdsPosition"]),
        ("Marek Novak met Haddad", ["met"]),
        ("Sudria attacked Norland", ["attacked"]),  # which the graph has the other way round
    ],
)
def test_names_iris_and_triples_lead_to_relations(what: str, found: list[str]) -> None:
    assert predicates(what) == found


def test_the_iris_of_relations_mentions_and_articles_lead_to_relations() -> None:
    namespaces = Namespaces()
    for relation in GRAPH.relations:
        for iri in (namespaces.relation_iri(relation), namespaces.mention_iri(relation.mentions[0])):
            assert relation in explain(GRAPH, iri).relations
    assert explain(GRAPH, namespaces.article_iri(ARTICLE.key)).relations == GRAPH.relations


@pytest.mark.parametrize(
    ("what", "message"),
    [
        ("Hadad", "nothing in the graph is called 'Hadad'; do you mean Haddad, Leila Haddad?"),
        ("ent:leila-hadad", "do you mean Leila Haddad"),
        ("Norlund recognises Sudria", "nothing in the graph is called 'Norlund'; do you mean Norland"),
        ("Norland met Sudria", "no relation met between these two; there is: attacked, recognises"),
        ("zzzz", "nothing in the graph is called 'zzzz'"),
        ("", "nothing in the graph is called ''"),
        ("\x1b[31m", "nothing in the graph is called"),
    ],
)
def test_what_is_not_there_is_said_with_what_comes_near(what: str, message: str) -> None:
    with pytest.raises(InputError) as raised:
        explain(GRAPH, what)
    assert message in str(raised.value)
    with pytest.raises(InputError):
        explain(Graph(), what)


def test_a_triple_is_explained_with_its_sentence_names_and_stance(graph: Path) -> None:
    code, printed, said = run(graph, "Leila Haddad met Novak")
    assert (code, said) == (DONE, "")
    relation, names = printed.split("\n\n")
    lines = relation.splitlines()
    assert lines[0] == "Leila Haddad | met | Marek Novak"
    assert lines[1] == (
        "  Affirmed, confidence 0.90: a plain triple; place: Geneva;"
        ' time: "on 3 May 2021" (2021-05-03 to 2021-05-03)'
    )
    assert lines[2].startswith("  rel:leila-haddad-met-marek-novak-")
    assert lines[3:] == [
        "  1. Talks in Geneva (talks.txt, 2021-05-04), characters 0 to 53",
        '     "Leila Haddad met Marek Novak in Geneva on 3 May 2021."',
        "     stated as a fact (Positive, Actual); rule by-hand, confidence 0.90",
        '     Leila Haddad: named here "Leila Haddad"',
        '     Marek Novak: named here "Marek Novak"',
    ]
    assert names.splitlines() == [
        "Names:",
        "  Leila Haddad (Person, ent:leila-haddad)",
        "     also: Haddad",
        "  Marek Novak (Person, ent:marek-novak)",
        "     also: Novak",
        "  Geneva (Place, ent:geneva)",
    ]


def test_denials_plans_and_sources_are_told(graph: Path) -> None:
    attacked = run(graph, "Norland attacked Sudria")[1]
    assert "Disputed, confidence 0.90: a plain triple" in attacked
    assert "stated as a fact (Positive, Actual); said by Herald; rule by-hand" in attacked
    assert "denied (Negative, Actual); said by Norland; rule by-hand" in attacked
    assert "Sudria: not by a name of its own in this sentence" not in attacked
    visited = run(graph, "gb:visited")[1]
    assert "Prospective, confidence 0.90: no plain triple, as no sentence states it as a fact" in visited
    assert "not stated as a fact (Positive, Planned)" in visited
    westmark = run(graph, f"{BASE}entity/westmark")[1]
    assert "Sudria: not by a name of its own in this sentence" in westmark
    assert "position in: Norland" in run(graph, "Haddad holdsPosition foreign minister of Norland")[1]


def test_relations_beyond_the_cap_are_counted(graph: Path) -> None:
    code, printed, _ = run(graph, "Norland", "--max-relations", 1)
    assert code == DONE
    assert printed.count(" | ") == 2
    assert "\n... and 2 more relations\n" in printed


def test_what_cannot_be_explained_is_said_in_one_line(graph: Path, tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("no Turtle", encoding="utf-8")
    for arguments, message in (
        ((graph, "Hadad"), "do you mean Haddad"),
        ((graph, "\x1b[31mred\u202e"), "nothing in the graph is called"),
        ((tmp_path / "missing.ttl", "Haddad"), "missing.ttl: No such file or directory; build a graph first"),
        ((tmp_path / "notes.txt", "Haddad"), "notes.txt: line 1: not valid Turtle"),
    ):
        code, printed, said = run(*arguments)
        assert (code, printed) == (FAILED, "")
        (line,) = said.splitlines()
        assert message in line
        assert not set(said) & {"\x1b", "\u202e"}
