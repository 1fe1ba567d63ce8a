"""ontology/README.md: the queries run as they stand, and the answers are those of the seeds' graph."""

import re
import runpy
from pathlib import Path

from graphbuild.query import refuse_writes_and_services

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "ontology" / "README.md"


def test_the_answers_are_those_of_the_committed_graph() -> None:
    answered = runpy.run_path(str(ROOT / ".ci" / "update-answers"))["answered"]
    page = PAGE.read_text(encoding="utf-8")
    assert answered(page) == page, "run .ci/update-answers with .venv/bin/python and read the diff"


def test_there_are_ten_queries_and_each_finds_something() -> None:
    page = PAGE.read_text(encoding="utf-8")
    queries = re.findall(r"```sparql\n(.*?)```", page, re.DOTALL)
    answers = re.findall(r"```csv\n(.*?)```", page, re.DOTALL)
    assert len(queries) == len(answers) == 10
    for query in queries:
        refuse_writes_and_services(query)
    assert all(len(answer.splitlines()) > 1 for answer in answers)
