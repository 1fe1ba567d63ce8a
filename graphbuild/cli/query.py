"""`graphbuild query` and `graphbuild explain`: a built graph → answers."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from graphbuild.cli.app import app, errors_as_exit_codes, printable
from graphbuild.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from graphbuild.answer import Answer

_WRAPPED = 24  # characters that a column of a table gets before its text is wrapped


@app.command()
def query(
    graph: Annotated[Path | None, typer.Argument(help="A built graph.ttl.")] = None,
    question: Annotated[
        str | None, typer.Argument(metavar="QUERY|NAME", help="SPARQL, or the name of a query.")
    ] = None,
    file: Annotated[Path | None, typer.Option(help="A file that holds the SPARQL.")] = None,
    settings: Annotated[
        list[str] | None, typer.Option("--set", metavar="NAME=VALUE", help="A parameter of the query.")
    ] = None,
    form: Annotated[
        str | None,
        typer.Option("--format", help="table, csv, json or turtle. [default: table on a terminal, else csv]"),
    ] = None,
    time_limit: Annotated[float, typer.Option(min=0.1, help="Seconds that the query may take.")] = 60,
    ontology: Annotated[
        Path | None, typer.Option(help="Folder like ontology/. [default: the packaged one]")
    ] = None,
    list_queries: Annotated[bool, typer.Option("--list", help="List the named queries.")] = False,
) -> None:
    """Ask a built graph: SPARQL (SELECT, ASK, CONSTRUCT, DESCRIBE) or a named query."""
    with errors_as_exit_codes("no answer"):
        from graphbuild import query as queries
        from graphbuild.knowledge import ontology_path

        if list_queries:
            for named in queries.read_queries((ontology or ontology_path()) / "queries").values():
                typer.echo(f"{named.name}: {named.title}")
                for parameter in named.parameters:
                    needed = "needed" if parameter.default is None else "optional"
                    typer.echo(f"    --set {parameter.name}=...  {parameter.meaning} ({needed})")
            return
        if graph is None:
            raise InputError("no graph given: graphbuild query output/graph.ttl QUERY")
        if (question is None) == (file is None):
            raise InputError("give one query: SPARQL, a name (--list shows them), or --file")
        if form not in (None, "table", "csv", "json", "turtle"):
            raise InputError(f"unknown format {form!r}: choose from table, csv, json, turtle")
        values = dict(_setting(setting) for setting in settings or ())
        if file is not None:
            text, bound = _read(file), values
        else:
            text, bound = queries.find_query(question or "", values, ontology)
        source = queries.open_source(graph)
        answer = queries.run_query(source, text, values=bound, seconds=time_limit)
        _print_answer(answer, form, source.prefixes)


@app.command()
def explain(
    graph: Annotated[Path, typer.Argument(help="A built graph.ttl.")],
    what: Annotated[
        str, typer.Argument(metavar="WHAT", help='A name, an IRI, or "agent predicate recipient".')
    ],
    max_relations: Annotated[int, typer.Option(min=1, help="Relations to tell; the rest are counted.")] = 20,
) -> None:
    """Why is this in the graph? The rules, sentences and names behind a name or a triple."""
    with errors_as_exit_codes("no answer"):
        from graphbuild import explain as explaining

        explanation = explaining.explain_file(graph, what)
        for line in explaining.explanation_lines(explanation, max_relations):
            typer.echo(printable(line))


def _print_answer(answer: Answer, form: str | None, prefixes: Mapping[str, str]) -> None:
    from graphbuild import answer as answers

    is_triples = isinstance(answer, answers.Triples)
    if form is None and is_triples:
        form = "turtle"
    if form is None:
        form = "table" if sys.stdout.isatty() else "csv"
    match form:
        case "table":
            _print_table(answer, prefixes)
            return
        case "turtle":
            text = answers.to_turtle(answer, prefixes)
        case "json":
            text = answers.to_json(answer)
        case _:
            text = answers.to_csv(answer)
    typer.echo(printable(text, keep="\n\t\r") if sys.stdout.isatty() else text, nl=False)


def _print_table(answer: Answer, prefixes: Mapping[str, str]) -> None:
    """A table where the terminal is wide enough for one; else each row as lines of its own."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    from graphbuild.answer import Rows, shorten, to_rows

    if isinstance(answer, bool):
        typer.echo("yes" if answer else "no")
        return
    answer = answer if isinstance(answer, Rows) else to_rows(answer)
    rows = [[printable(shorten(term, prefixes)) for term in row] for row in answer.rows]
    columns = [[name, *cells] for name, *cells in zip(answer.variables, *rows, strict=True)]
    needed = sum(3 + min(_WRAPPED, max(map(len, column))) for column in columns)
    console = Console()
    if needed < console.width:
        table = Table(*answer.variables)
        for row in rows:
            table.add_row(*map(Text, row))
        console.print(table)
    else:
        margin = max(map(len, answer.variables))
        for number, row in enumerate(rows, start=1):
            typer.echo(f"-- {number}")
            for name, cell in zip(answer.variables, row, strict=True):
                if cell:
                    typer.echo(f"{name:>{margin}}  {cell}")
    typer.echo(f"{len(rows):,} rows")


def _setting(setting: str) -> tuple[str, str]:
    name, equals, value = setting.partition("=")
    if not (equals and name):
        raise InputError(f"cannot read --set {setting!r}: write --set name=value")
    return name.lstrip("?"), value


def _read(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"cannot read {file}: {getattr(error, 'strerror', None) or 'not UTF-8'}") from error
