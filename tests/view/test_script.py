"""Parts of the page's script that need no page, run in Node.js."""

from __future__ import annotations

import json
import shutil
import subprocess
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from graphbuild.view.bundle import bundle
from tests.tools import require


def run(root: Path, program: str, **modules: str) -> Any:
    """A module that prints JSON, with stand-ins for modules of the page by name → what it prints."""
    node = shutil.which("node")
    require(node is not None, "Node.js")
    modules["program"] = program
    script = root / "graphbuild" / "view" / "script"

    def read(file: str) -> str:
        name = file.removesuffix(".js")
        return modules[name] if name in modules else (script / file).read_text(encoding="utf-8")

    command = [str(node), "-e", bundle(("program.js",), read)]
    return json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)


def bars(root: Path, *dates: str) -> list[dict[str, Any]]:
    """Dates of relations → the bars of their histogram, each with how many begin in it."""
    relations = [{"time": {"notBefore": date, "notAfter": date}} for date in dates]
    scene = (
        f"export const relations = {json.dumps(relations)};\n"
        "export const articles = [];\nexport const articlesOf = () => [];\n"
    )
    words = (
        'export const day = (t) => new Date(t).toISOString().split("T")[0];\n'
        "export const month = (t) => day(t).slice(0, -3);\n"
    )
    program = (
        'import { barOf, bars, spans } from "./times.js";\n'
        "const counts = bars.map((bar) => ({ ...bar, count: 0 }));\n"
        "for (const [from] of spans) counts[barOf(from)].count += 1;\n"
        "console.log(JSON.stringify(counts));\n"
    )
    found: list[dict[str, Any]] = run(root, program, scene=scene, words=words)
    return found


def test_bars_are_days_weeks_months_or_years_as_the_dates_ask(root: Path) -> None:
    days = [f"2024-03-{day:02}T00:00:00Z" for day in range(1, 20)]
    assert [bar["name"] for bar in bars(root, *days)] == [f"2024-03-{day:02}" for day in range(1, 20)]
    months = [f"{year}-{month:02}-11T00:00:00Z" for year in (2022, 2023) for month in range(1, 13)]
    assert [bar["name"] for bar in bars(root, *months)][:3] == ["2022-01", "2022-02", "2022-03"]
    years = [f"{year}-06-01T00:00:00Z" for year in range(1990, 2020)]
    assert [bar["name"] for bar in bars(root, *years)] == [str(year) for year in range(1990, 2020)]


def test_one_old_date_does_not_squeeze_the_rest_into_a_corner(root: Path) -> None:
    days = [f"2024-03-{day:02}T00:00:00Z" for day in range(1, 20)]
    first, *rest = bars(root, "1917-11-07T00:00:00Z", *days)
    assert (first["early"], first["count"]) == (True, 1)
    assert len(rest) >= 18
    assert sum(bar["count"] for bar in rest) == 19


@pytest.mark.parametrize(
    "dates",
    [
        ("0044-03-15T00:00:00Z", "2024-01-01T00:00:00Z"),
        ("2024-02-29T23:59:59Z",),
        ("1999-12-31T23:59:59Z", "2000-01-01T00:00:00Z", "9999-12-31T00:00:00Z"),
    ],
)
def test_every_date_has_a_bar_and_bars_follow_each_other(root: Path, dates: tuple[str, ...]) -> None:
    found = bars(root, *dates)
    assert sum(bar["count"] for bar in found) == len(dates)
    assert all(a["to"] == b["from"] for a, b in pairwise(found))
    assert len(found) <= 60


def test_what_is_singled_out_is_arranged_without_overlaps_the_same_every_time(root: Path) -> None:
    program = (
        'import { arrange } from "./arrange.js";\n'
        "const ids = Array.from({ length: 60 }, (_, i) => i);\n"
        "const pairs = [...ids.slice(1, 50).map((i) => [0, i]), [50, 51], [3, 4]];\n"
        "const boxOf = (id) => ({ width: 60 + (id % 7) * 20, height: 40 });\n"
        "const once = () => [...arrange(ids, pairs, boxOf)].map(([id, at]) => ({ ...at, ...boxOf(id) }));\n"
        "console.log(JSON.stringify([once(), once()]));\n"
    )
    first, again = run(root, program)
    assert first == again
    assert len(first) == 60
    for a in first:
        for b in first:
            apart = abs(a["x"] - b["x"]) >= (a["width"] + b["width"]) / 2 - 2
            assert a is b or apart or abs(a["y"] - b["y"]) >= (a["height"] + b["height"]) / 2 - 2
