"""`graphbuild evaluate`: articles and gold → precision and recall."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from graphbuild.cli.app import PROBLEMS, app, errors_as_exit_codes, printable, say
from graphbuild.errors import InputError


@app.command()
def evaluate(
    gold: Annotated[Path, typer.Argument(metavar="GOLD", help="Folder of gold (.json), an article a file.")],
    paths: Annotated[
        list[Path], typer.Argument(metavar="PATH...", help="Files, folders or globs of articles.")
    ],
    model: Annotated[
        str | None, typer.Option(help="spaCy pipeline, by name or folder. [default: the packaged one]")
    ] = None,
    ontology: Annotated[
        Path | None, typer.Option(help="Folder like ontology/. [default: the packaged one]")
    ] = None,
    html: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Write a page with each error in its sentence.")
    ] = None,
    errors: Annotated[bool, typer.Option("--errors", help="List the errors, by rule or predicate.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the figures (and errors) as JSON.")] = False,
) -> None:
    """Build articles and score the graph against gold: what was found, missed, added, got wrong."""
    with errors_as_exit_codes("nothing is written"):
        from graphbuild import evaluate as scores
        from graphbuild.build import build as build_graph
        from graphbuild.write import check_folder, write_files

        every = scores.read_gold(gold)
        if html is not None:
            check_folder(html.parent)
        kg = build_graph(*paths, model=model, ontology=ontology)
        for issue in kg.issues:
            say(str(issue))
        known = scores.covered(every, kg.graph)
        if not known:
            raise InputError(f"{gold} has none of the {len(kg.graph.articles)} articles that were built")
        if len(known) < len(every):
            say(f"not built, so left out: {len(every) - len(known)} of the {len(every)} articles of {gold}")
        evaluation = scores.evaluate(kg.graph, known, kg.knowledge)
        layers = scores.check_layers(kg.graph, kg.knowledge)
        if as_json:
            figures = scores.summary(evaluation, layers)
            figures |= {"errors": scores.error_values(evaluation)} if errors else {}
            typer.echo(json.dumps(figures, indent=1))
        else:
            listed = scores.error_lines(evaluation) if errors else ()
            for line in (*listed, *scores.summary_lines(evaluation, layers)):
                typer.echo(printable(line))
        if html is not None:
            write_files(html.parent, {html.name: scores.to_page(evaluation).encode("utf-8")})
            say(f"written: {html}")
    raise typer.Exit(PROBLEMS if kg.issues else 0)
