"""What checks found, as values, as lines for people and as values for JSON."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class Verdict(StrEnum):
    """What a check came to."""

    CONFORMS = "conforms"
    VIOLATED = "violated"
    LEFT_OUT = "left out"


@dataclass(frozen=True, slots=True)
class Finding:
    """One promise that is broken: how often, and where it was seen first.

    `places` are whatever breaks it, written as people read it: a node, with the property and the
    value where one of them is at fault.
    """

    promise: str
    count: int
    places: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Check:
    """One check, what it came to, and what it found or (`note`) why it was left out."""

    name: str
    verdict: Verdict
    note: str = ""
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """All checks of one graph of so many triples."""

    graph: str
    triples: int
    checks: tuple[Check, ...]

    @property
    def conforms(self) -> bool:
        """Whether no check that was made found anything."""
        return all(check.verdict is not Verdict.VIOLATED for check in self.checks)


def report_lines(report: Report) -> Iterator[str]:
    """A report → lines for people, the verdict last."""
    yield f"{report.graph}: {report.triples:,} triples"
    for check in report.checks:
        yield f"{check.name}: {check.verdict}" + (f" ({check.note})" if check.note else "")
        for finding in check.findings:
            yield f"  {finding.promise} Broken {finding.count:,} times:"
            yield from (f"    {place}" for place in finding.places)
            if finding.count > len(finding.places):
                yield f"    ... and {finding.count - len(finding.places):,} more"
    yield "conforms" if report.conforms else "does not conform"


def report_values(report: Report) -> dict[str, Any]:
    """A report → plain values for JSON."""
    return {
        "graph": report.graph,
        "triples": report.triples,
        "conforms": report.conforms,
        "checks": [
            {
                "check": check.name,
                "verdict": check.verdict.value,
                "note": check.note,
                "findings": [
                    {"promise": one.promise, "count": one.count, "places": list(one.places)}
                    for one in check.findings
                ],
            }
            for check in report.checks
        ],
    }
