"""`graphbuild push`: a built graph → a store elsewhere."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from graphbuild.cli.app import app, errors_as_exit_codes, say


@app.command()
def push(
    graph: Annotated[Path, typer.Argument(help="A built graph, such as graph.ttl.")],
    to: Annotated[str, typer.Option(metavar="URL", help="Address of a Graph Store (SPARQL 1.1 Protocol).")],
    into: Annotated[
        str | None, typer.Option("--graph", metavar="IRI", help="Named graph. [default: the default graph]")
    ] = None,
    update: Annotated[
        str | None,
        typer.Option(metavar="URL", help="Address of SPARQL Update: send in parts, then move into place."),
    ] = None,
) -> None:
    """Replace a graph of GraphDB, Fuseki or any SPARQL 1.1 store by this one, whole or not at all."""
    with errors_as_exit_codes("the store may or may not have taken it: push again"):
        from graphbuild.push import push as send

        count = send(graph, to, graph=into, update=update)
        say(f"{count:,} triples stand there now")
