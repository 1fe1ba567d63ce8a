"""`graphbuild serve`: a built graph → a SPARQL endpoint and pages, on this machine."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from graphbuild.cli.app import app, errors_as_exit_codes, say
from graphbuild.errors import InputError


@app.command()
def serve(
    graph: Annotated[Path, typer.Argument(help="A built graph, such as graph.ttl.")],
    port: Annotated[int, typer.Option(min=0, max=65535, help="Port; 0 is any that is free.")] = 8008,
    time_limit: Annotated[float, typer.Option(min=0.1, help="Seconds that a query may take.")] = 30,
) -> None:
    """Serve a graph on this machine: SPARQL endpoint, query page, network, a page for every IRI."""
    with errors_as_exit_codes("the server has stopped"):
        try:
            from graphbuild.serve import serve as start
        except ImportError as error:
            raise InputError("serving needs a server: pip install 'graphbuild[serve]'") from error
        start(
            graph,
            port=port,
            seconds=time_limit,
            started=lambda address: say(f"{graph} is served at {address} (Ctrl-C stops it)"),
        )
