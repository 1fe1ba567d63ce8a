"""`graphbuild evaluate` as a user meets it."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from graphbuild.cli import app
from graphbuild.evaluate import summary, summary_lines
from tests import scores

DONE, PROBLEMS, FAILED = 0, 1, 2


def run(*arguments: object) -> tuple[int, str, str]:
    """Arguments → exit code, standard output, standard error."""
    done = CliRunner().invoke(app, ["evaluate", *(str(argument) for argument in arguments)])
    if done.exception and not isinstance(done.exception, SystemExit):
        raise done.exception
    return done.exit_code, done.stdout, done.stderr


def test_the_seeds_are_scored_and_their_errors_shown(tmp_path: Path) -> None:
    page = tmp_path / "new" / "errors.html"
    code, printed, said = run(scores.SEED_GOLD, scores.SEEDS, "--errors", "--html", page)
    assert code == DONE, said
    figures = list(summary_lines(scores.seeds()))
    assert printed.splitlines()[-len(figures) :] == figures
    assert figures[-1].endswith("(96 gold facts)")
    assert printed.count("\n== ") + printed.startswith("== ") > 0
    assert said == f"written: {page}\n"
    assert page.read_text(encoding="utf-8").startswith("<!doctype html>")


def test_json_holds_the_figures_and_the_errors() -> None:
    code, printed, _ = run(scores.SEED_GOLD, scores.SEEDS, "--json", "--errors")
    assert code == DONE
    figures = json.loads(printed)
    errors = figures.pop("errors")
    assert figures == summary(scores.seeds())
    assert len(errors) == len(scores.seeds().errors)
    assert {"fault", "article", "agent", "predicate", "recipient", "cause", "rule", "quote", "span"} <= set(
        errors[0]
    )


def test_only_what_was_built_is_scored_and_what_was_not_is_said() -> None:
    one = scores.SEEDS / "004_9008637334b72796.txt"
    code, printed, said = run(scores.SEED_GOLD, one, scores.SEEDS / "missing.txt")
    assert code == PROBLEMS
    assert [line for line in printed.splitlines() if ".txt" in line] == [
        line for line in summary_lines(scores.seeds()) if line.startswith(one.name)
    ]
    assert "missing.txt: " in said
    assert f"not built, so left out: 4 of the 5 articles of {scores.SEED_GOLD}" in said


@pytest.mark.parametrize(
    ("gold", "options", "message"),
    [
        ("empty", [], "empty: holds no .json file of gold"),
        ("broken", [], "gold.json: facts is missing"),
        ("other", [], "other has none of the 1 articles that were built"),
        ("other", ["--model", "en_no_such_model"], "model 'en_no_such_model' is not installed"),
        ("other", ["--html", "/proc/graphbuild/errors.html"], "cannot write in /proc/graphbuild"),
    ],
)
def test_what_cannot_run_is_said_in_one_line(
    gold: str, options: list[str], message: str, tmp_path: Path
) -> None:
    content = {
        "empty": None,
        "broken": {"article": "x.txt", "entities": {}},
        "other": {"article": "x.txt", "entities": {}, "facts": []},
    }[gold]
    (tmp_path / gold).mkdir()
    if content:
        (tmp_path / gold / "gold.json").write_text(json.dumps(content), encoding="utf-8")
    code, printed, said = run(tmp_path / gold, scores.SEEDS / "004_9008637334b72796.txt", *options)
    assert (code, printed) == (FAILED, "")
    (line,) = said.splitlines()
    assert message in line
