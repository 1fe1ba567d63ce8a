"""`graphbuild check`: a built graph → whether it keeps what every graph promises."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from graphbuild.cli.app import PROBLEMS, app, errors_as_exit_codes, printable


@app.command()
def check(
    graph: Annotated[Path, typer.Argument(help="A built graph, such as graph.ttl.")],
    as_json: Annotated[bool, typer.Option("--json", help="Print the report as JSON.")] = False,
    ontology: Annotated[
        Path | None, typer.Option(help="Folder like ontology/. [default: the packaged one]")
    ] = None,
) -> None:
    """Hold a graph to its promises: SHACL shapes, OWL 2 DL, a reasoner (exit code 1: one is broken)."""
    with errors_as_exit_codes("no verdict"):
        from graphbuild import check as checks

        report = checks.check_file(graph, ontology=ontology)
        if as_json:
            typer.echo(json.dumps(checks.report_values(report), indent=1, ensure_ascii=False))
        else:
            for line in checks.report_lines(report):
                typer.echo(printable(line))
    raise typer.Exit(0 if report.conforms else PROBLEMS)
