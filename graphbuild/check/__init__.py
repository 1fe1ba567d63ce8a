"""Graph file → whether it keeps what every graph promises: SHACL shapes, OWL 2 DL, a reasoner's verdict."""

from graphbuild.check.checks import check_file, check_shapes, left_out
from graphbuild.check.report import Check, Finding, Report, Verdict, report_lines, report_values

__all__ = [
    "Check",
    "Finding",
    "Report",
    "Verdict",
    "check_file",
    "check_shapes",
    "left_out",
    "report_lines",
    "report_values",
]
