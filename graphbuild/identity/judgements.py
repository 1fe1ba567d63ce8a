"""What people have decided about names: the ledger `judgements.csv`, which they can read and edit."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from graphbuild.errors import InputError

JUDGEMENTS = "judgements.csv"  # beside the graph.ttl that it is for
_COLUMNS = ("verdict", "one", "other", "by", "why")
_AT = " @ "


class Verdict(StrEnum):
    """What a person says of two names: one entity, two, or who knows (which leaves it to the rules)."""

    SAME = "same"
    DIFFERENT = "different"
    UNSURE = "unsure"


@dataclass(frozen=True, slots=True, order=True)
class Named:
    """A name wherever it is used, or in one article (by its id): `Khan`, `Khan @ dawn-12.txt`."""

    name: str
    article: str = ""  # empty: wherever the name is used

    def __str__(self) -> str:
        return f"{self.name}{_AT}{self.article}" if self.article else self.name

    @classmethod
    def read(cls, text: str) -> Named:
        """`NAME` or `NAME @ ARTICLE` → the name and where it holds. Raises InputError."""
        name, at, article = f"{text.strip()} ".partition(_AT)
        if not name.strip() or (at and not article.strip()):
            raise InputError(f"{text!r} is no name: write NAME, or NAME @ ARTICLE for one article alone")
        return cls(name.strip(), article.strip())


@dataclass(frozen=True, slots=True, order=True)
class Judgement:
    """What somebody says about two names, and why. The order of the two names says nothing."""

    one: Named
    other: Named
    verdict: Verdict
    by: str = ""
    why: str = ""

    @classmethod
    def of(cls, one: str, other: str, verdict: Verdict, by: str = "", why: str = "") -> Judgement:
        """Two names as text → the judgement, the names in order. Raises InputError on one name twice."""
        first, second = sorted((Named.read(one), Named.read(other)), key=str)
        if first == second:
            raise InputError(f"{one!r} and {other!r} are one name: add @ ARTICLE to tell two bearers apart")
        return cls(first, second, verdict, " ".join(by.split()), " ".join(why.split()))

    @property
    def pair(self) -> tuple[Named, Named]:
        """The two names."""
        return self.one, self.other


def read_judgements(path: Path) -> tuple[Judgement, ...]:
    """`judgements.csv` → its judgements, sorted; none where there is no such file.

    The columns are verdict (same, different, unsure), one, other, by and why; names are NAME or
    NAME @ ARTICLE. Raises InputError naming the line.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        return ()
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"cannot read {path}: {getattr(error, 'strerror', None) or 'not UTF-8'}") from error
    rows = csv.DictReader(io.StringIO(text, newline=""))
    missing = [name for name in _COLUMNS[:3] if name not in (rows.fieldnames or ())]
    if missing:
        raise InputError(f"{path}:1: no column {missing[0]!r}: the first line is {','.join(_COLUMNS)}")
    lines: dict[tuple[Named, Named], tuple[int, Judgement]] = {}
    for row in rows:
        cells = [row.get(name) or "" for name in _COLUMNS]
        if not any(cells):
            continue
        try:
            judgement = _judgement(*cells)
        except InputError as error:
            raise InputError(f"{path}:{rows.line_num}: {error}") from None
        line, known = lines.setdefault(judgement.pair, (rows.line_num, judgement))
        if known.verdict is not judgement.verdict:
            raise InputError(
                f"{path}:{rows.line_num}: {known.one} and {known.other} are {known.verdict} in line {line} "
                f"and {judgement.verdict} here: keep one of the two lines"
            )
    return tuple(sorted(judgement for _, judgement in lines.values()))


def write_judgements(judgements: Iterable[Judgement]) -> bytes:
    """Judgements → `judgements.csv`, sorted, in UTF-8."""
    table = io.StringIO(newline="")
    writer = csv.writer(table, lineterminator="\n")
    writer.writerow(_COLUMNS)
    for one in sorted(judgements):
        writer.writerow([str(one.verdict), str(one.one), str(one.other), one.by, one.why])
    return table.getvalue().encode("utf-8")


def _judgement(verdict: str, one: str, other: str, by: str, why: str) -> Judgement:
    if verdict.strip() not in set(Verdict):
        raise InputError(f"unknown verdict {verdict!r}: write same, different or unsure")
    return Judgement.of(one, other, Verdict(verdict.strip()), by, why)
