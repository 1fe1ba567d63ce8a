"""What all commands share: the application, what it says, and its exit codes.

Exit codes of `build` and `evaluate`: 0 done, 1 done with problems, 2 could not run, 130 interrupted.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated

import typer

from graphbuild import __version__
from graphbuild.errors import GraphbuildError

PROBLEMS, FAILED, INTERRUPTED = 1, 2, 130

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    help="News articles in, an RDF knowledge graph with evidence out.",
)


def _show_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"graphbuild {__version__}")
        raise typer.Exit


@app.callback()
def options(
    version: Annotated[
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help="Show the version.")
    ] = False,
) -> None:
    """News articles in, an RDF knowledge graph with evidence out."""


@contextmanager
def errors_as_exit_codes(when_interrupted: str) -> Iterator[None]:
    """Errors of this package → one line and an exit code; so does an interruption."""
    try:
        yield
    except GraphbuildError as error:
        say(f"graphbuild: {error}")
        raise typer.Exit(FAILED) from error
    except KeyboardInterrupt as error:
        say(f"graphbuild: interrupted; {when_interrupted}")
        raise typer.Exit(INTERRUPTED) from error


def say(line: str) -> None:
    """A line from anywhere → standard error."""
    typer.echo(printable(line), err=True)


def printable(text: str, keep: str = "") -> str:
    """Text from anywhere → the same with everything escaped that could steer a terminal."""
    return "".join(
        character
        if character.isprintable() or character in keep
        else character.encode("unicode_escape").decode("ascii")
        for character in text
    )
