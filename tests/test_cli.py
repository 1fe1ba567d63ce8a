"""The command line as a user meets it: what is printed, what is written, and the exit codes."""

import json
import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

import graphbuild.kg
from graphbuild.cli import app
from graphbuild.knowledge import load_knowledge
from graphbuild.rdf import to_turtle
from tests.sample import GRAPH

WRITTEN = ["graph.html", "graph.report.json", "graph.ttl"]
ROOT = Path(__file__).parent.parent
GOOD = "Nicaragua recognised South Ossetia in 2008. Russia has recognised South Ossetia as well."
RECORD = json.dumps({"id": "r1", "text": GOOD})
BUILT, PROBLEMS, FAILED, INTERRUPTED = 0, 1, 2, 130


def run(*arguments: object) -> tuple[int, str, str]:
    """Arguments → exit code, standard output, standard error."""
    done = CliRunner().invoke(app, [str(argument) for argument in arguments])
    if done.exception and not isinstance(done.exception, SystemExit):
        raise done.exception
    return done.exit_code, done.stdout, done.stderr


@pytest.fixture
def good(tmp_path: Path) -> Path:
    path = tmp_path / "good.txt"
    path.write_text(GOOD, encoding="utf-8")
    return path


@pytest.fixture
def graph(tmp_path: Path) -> Path:
    path = tmp_path / "graph.ttl"
    path.write_bytes(to_turtle(GRAPH, knowledge=load_knowledge()))
    return path


def test_a_build_writes_both_files_and_sums_up(good: Path, tmp_path: Path) -> None:
    code, printed, said = run("build", good, "--out", tmp_path / "out")
    assert code == BUILT, said
    assert printed == ""
    assert re.search(r"1 articles, \d+ entities, 2 relations, 0 issues in \d+\.\d s", said)
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == WRITTEN


def test_quiet_says_nothing(good: Path, tmp_path: Path) -> None:
    assert run("build", good, "--out", tmp_path / "out", "--quiet") == (BUILT, "", "")


def test_the_base_and_the_formats_are_the_users(good: Path, tmp_path: Path) -> None:
    base = "https://example.org/news/"
    code, _, said = run("build", good, "--out", tmp_path / "out", "--base-iri", base, "--format", "turtle")
    assert code == BUILT, said
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["graph.ttl"]
    assert f"<{base}entity/>" in (tmp_path / "out" / "graph.ttl").read_text(encoding="utf-8")


def test_the_page_is_the_users_too(good: Path, tmp_path: Path) -> None:
    pages = {}
    for name, options in {
        "usual": (),
        "mine": ("--title", "Mine <1>", "--sparql", "--no-article-text"),
    }.items():
        out = tmp_path / name
        assert run("build", good, "--out", out, "--format", "html", *options)[0] == BUILT
        pages[name] = (out / "graph.html").read_text(encoding="utf-8")
    assert "<title>Mine &lt;1&gt;</title>" in pages["mine"]
    assert 'id="engine"' in pages["mine"]
    assert 'id="engine"' not in pages["usual"]
    assert 'id="texts-0"' in pages["usual"]
    assert 'id="texts-0"' not in pages["mine"]


def write_binary(folder: Path) -> Path:
    (folder / "photo.txt").write_bytes(bytes(range(256)) * 40)
    return folder / "photo.txt"


def write_invalid_utf8(folder: Path) -> Path:
    (folder / "broken.txt").write_bytes(b"Paris \xc3\x28\xa0\xa1 \xff\xfe" + b" talks. " * 3)
    return folder / "broken.txt"


def write_huge(folder: Path) -> Path:
    with (folder / "huge.txt").open("wb") as file:
        file.truncate(200_000_000)
    return folder / "huge.txt"


def write_text(name: str, text: str) -> Callable[[Path], Path]:
    def write(folder: Path) -> Path:
        (folder / name).write_text(text, encoding="utf-8")
        return folder / name

    return write


@pytest.mark.parametrize(
    ("write", "message"),
    [
        (lambda folder: folder / "missing.txt", r"missing\.txt: "),
        (write_text("empty.txt", ""), r"empty\.txt: "),
        (write_binary, r"photo\.txt: "),
        (write_invalid_utf8, r"broken\.txt: "),
        (write_huge, r"huge\.txt: "),
        (write_text("list.txt", "1\n2\n3\n* * *\n"), r"list\.txt: "),
        (write_text("article.docx", GOOD), r"article\.docx: "),
        (write_text("bad.jsonl", RECORD + "\n{not json\n"), r"bad\.jsonl:2: "),
        (write_text("bare.jsonl", RECORD + '\n{"title": "x"}\n'), r"bare\.jsonl:2: "),
    ],
)
def test_bad_input_is_named_in_one_line_and_the_rest_is_built(
    write: Callable[[Path], Path], message: str, good: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "articles"
    folder.mkdir()
    code, _, said = run("build", good, write(folder), "--out", tmp_path / "out", "--quiet")
    assert code == PROBLEMS
    (line,) = said.splitlines()
    assert re.search(message, line), line
    assert "gb:recognises" in (tmp_path / "out" / "graph.ttl").read_text(encoding="utf-8")


def test_with_no_article_at_all_the_previous_output_stays(good: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert run("build", good, "--out", out)[0] == BUILT
    before = {path: path.read_bytes() for path in out.iterdir()}
    code, _, said = run("build", tmp_path / "missing.txt", "--out", out)
    assert code == FAILED
    assert "missing.txt" in said
    assert "no article could be read: nothing is written" in said
    assert {path: path.read_bytes() for path in out.iterdir()} == before


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--model", "en_no_such_model"], "model 'en_no_such_model' is not installed: install it"),
        (["--format", "pdf"], "unknown format 'pdf': choose from turtle, html"),
        (["--base-iri", "nonsense"], "cannot be the base"),
        (["--ontology", "no-such-folder"], "no-such-folder"),
        (["--out", "{good}/out"], "cannot write in"),
    ],
)
def test_what_cannot_run_is_said_in_one_line(
    options: list[str], message: str, good: Path, tmp_path: Path
) -> None:
    options = [option.format(good=good) for option in options]
    code, _, said = run("build", good, "--out", tmp_path / "out", *options)
    assert code == FAILED
    (line,) = said.splitlines()
    assert message in line


@pytest.mark.parametrize("method", ["to_turtle", "to_html"])
def test_an_interrupted_build_leaves_the_previous_output_whole(
    method: str, good: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out"
    out.mkdir()
    for name in ("graph.ttl", "graph.html"):
        (out / name).write_text("before", encoding="utf-8")

    def interrupt(self: object, **options: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(graphbuild.kg.KnowledgeGraph, method, interrupt)
    code, _, said = run("build", good, "--out", out)
    assert code == INTERRUPTED
    assert "interrupted; the previous output is as it was" in said
    assert {path.name: path.read_text(encoding="utf-8") for path in out.iterdir()} == {
        "graph.ttl": "before",
        "graph.html": "before",
    }


def test_issues_beyond_the_cap_are_counted(good: Path, tmp_path: Path) -> None:
    missing = [tmp_path / f"missing-{number}.txt" for number in range(5)]
    code, _, said = run("build", good, *missing, "--out", tmp_path / "out", "--quiet", "--max-issues", 2)
    assert code == PROBLEMS
    assert [line.partition(":")[0] for line in said.splitlines()[:2]] == [str(path) for path in missing[:2]]
    assert said.splitlines()[2:] == ["... and 3 more issues (--max-issues shows them)"]


def test_a_file_name_cannot_steer_the_terminal(good: Path, tmp_path: Path) -> None:
    code, _, said = run(
        "build", good, tmp_path / "\x1b[31mred\u202etxt", "--out", tmp_path / "out", "--quiet"
    )
    assert code == PROBLEMS
    assert not set(said) & {"\x1b", "\u202e"}
    assert "red" in said


def test_a_named_query_prints_csv_where_there_is_no_terminal(graph: Path) -> None:
    code, printed, said = run("query", graph, "who-recognises-whom", "--set", "name=sudria")
    assert (code, said) == (0, "")
    assert printed.splitlines()[0] == "recogniser,recognised,status,from,mentions"
    assert [line.split(",")[:3] for line in printed.splitlines()[1:]] == [
        ["Norland", "Sudria", "Affirmed"],
        ["Sudria", "Westmark", "Denied"],
    ]


def test_a_query_takes_text_or_a_file_and_answers_in_every_format(graph: Path, tmp_path: Path) -> None:
    select = "SELECT ?name { ent:leila-haddad gb:met/rdfs:label ?name }"
    (tmp_path / "q.rq").write_text(select, encoding="utf-8")
    assert run("query", graph, select)[1] == "name\nMarek Novak\n"
    assert run("query", graph, "--file", tmp_path / "q.rq")[1] == "name\nMarek Novak\n"
    found = json.loads(run("query", graph, select, "--format", "json")[1])
    assert found["results"]["bindings"] == [{"name": {"type": "literal", "value": "Marek Novak"}}]
    assert "Marek Novak" in run("query", graph, select, "--format", "table")[1]
    assert run("query", graph, "ASK { ?a gb:met ?b }")[1] == "true\n"
    assert run("query", graph, "ASK { ?a gb:founded ?b }", "--format", "table")[1] == "no\n"
    constructed = run("query", graph, "CONSTRUCT { ?a gb:met ?b } WHERE { ?a gb:met ?b }")[1]
    assert constructed.startswith("@prefix")
    assert "ent:leila-haddad gb:met ent:marek-novak" in constructed


def test_a_table_that_would_not_fit_is_printed_row_by_row(
    graph: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    query = ("query", graph, "evidence", "--set", "name=Haddad", "--format", "table")
    monkeypatch.setenv("COLUMNS", "80")
    narrow = run(*query)[1].splitlines()
    assert narrow[0] == "-- 1"
    assert "     one  Leila Haddad" in narrow
    monkeypatch.setenv("COLUMNS", "300")
    wide = run(*query)[1]
    assert "-- 1" not in wide
    assert "Leila Haddad met Marek Novak in Geneva" in wide
    assert wide.splitlines()[-1] == narrow[-1] == "2 rows"


def test_the_list_names_every_query_and_its_parameters() -> None:
    code, printed, _ = run("query", "--list")
    assert code == 0
    names = [line.partition(":")[0] for line in printed.splitlines() if not line.startswith(" ")]
    assert names == sorted(path.stem for path in (ROOT / "ontology" / "queries").glob("*.rq"))
    assert "--set name=...  part of any of its names (needed)" in printed


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["{graph}"], "give one query"),
        (["{graph}", "who-met-whom", "--file", "x.rq"], "give one query"),
        (["{graph}", "about"], "'about' needs a value for 'name'"),
        (["{graph}", "about", "--set", "name"], "write --set name=value"),
        (["{graph}", "nothing-like-it"], "no query is named 'nothing-like-it'"),
        (["{graph}", "DELETE WHERE { ?a ?b ?c }"], "DELETE is refused"),
        (["{graph}", "SELECT nonsense"], "not valid SPARQL"),
        (["{graph}", "--file", "no-such.rq"], "cannot read no-such.rq"),
        (["{graph}", "who-met-whom", "--format", "xml"], "unknown format 'xml'"),
        (["{graph}", "who-met-whom", "--format", "turtle"], "only CONSTRUCT and DESCRIBE"),
        (["no-such.ttl", "who-met-whom"], "build a graph first"),
        ([], "no graph given"),
    ],
)
def test_a_query_that_cannot_run_is_said_in_one_line(arguments: list[str], message: str, graph: Path) -> None:
    code, printed, said = run("query", *(argument.replace("{graph}", str(graph)) for argument in arguments))
    assert (code, printed) == (FAILED, "")
    (line,) = said.splitlines()
    assert message in line


def test_the_version_is_printed() -> None:
    assert run("--version")[1] == f"graphbuild {graphbuild.__version__}\n"


def test_the_readme_documents_every_command_and_option() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    context = typer.Context(typer.main.get_command(app))
    commands = typer.main.get_group(app).commands
    assert {"build", "query"} <= set(commands)
    for name, command in commands.items():
        assert f"graphbuild {name}" in readme
        options = [option for parameter in command.get_params(context) for option in parameter.opts]
        undocumented = [option for option in options if option.startswith("--") and option not in readme]
        assert undocumented in ([], ["--help"]), f"graphbuild {name}"


def test_a_folder_that_cannot_be_written_is_refused_before_the_work(good: Path, tmp_path: Path) -> None:
    if os.geteuid() == 0:
        locked = Path("/proc/graphbuild")  # where even root cannot make a folder
    else:
        locked = tmp_path / "locked"
        locked.mkdir(mode=0o500)
    code, _, said = run("build", good, "--out", locked)
    assert code == FAILED
    assert said.startswith(f"graphbuild: cannot write in {locked}: ")
