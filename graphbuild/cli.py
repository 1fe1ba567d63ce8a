"""The command line: arguments, printing, exit codes.

Exit codes of `build` and `evaluate`: 0 done, 1 done with problems, 2 could not run, 130 interrupted.
"""

from __future__ import annotations

import json
import sys
import time
import traceback
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from graphbuild import __version__
from graphbuild.errors import GraphbuildError, InputError
from graphbuild.rdf import DEFAULT_BASE

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from graphbuild.answer import Answer
    from graphbuild.kg import KnowledgeGraph

PROBLEMS, FAILED, INTERRUPTED = 1, 2, 130
_LINE_EVERY = 100  # articles between two progress lines where there is no terminal
_WRAPPED = 24  # characters that a column of a table gets before its text is wrapped

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


@app.command()
def build(
    paths: Annotated[
        list[Path], typer.Argument(metavar="PATH...", help="Files, folders or globs of articles.")
    ],
    out: Annotated[Path, typer.Option(help="Folder that the graph is written to.")] = Path("output"),
    model: Annotated[
        str | None, typer.Option(help="spaCy pipeline, by name or folder. [default: the packaged one]")
    ] = None,
    base_iri: Annotated[
        str, typer.Option(help="What the IRIs of entities, relations and articles begin with.")
    ] = DEFAULT_BASE,
    formats: Annotated[
        str, typer.Option("--format", help="What to write: turtle, html, or both with a comma.")
    ] = "turtle,html",
    ontology: Annotated[
        Path | None, typer.Option(help="Folder like ontology/. [default: the packaged one]")
    ] = None,
    processes: Annotated[int, typer.Option(min=1, help="Processes that share the articles.")] = 1,
    max_issues: Annotated[int, typer.Option(min=0, help="Issues to print; the rest are counted.")] = 20,
    quiet: Annotated[bool, typer.Option("--quiet", help="Print issues and errors only.")] = False,
) -> None:
    """Build graph.ttl and graph.html from articles (.txt .md .html .jsonl .jsonl.gz .csv)."""
    started = time.monotonic()
    with _errors_as_exit_codes("the previous output is as it was"):
        from graphbuild.build import build as build_graph
        from graphbuild.kg import check_formats
        from graphbuild.write import check_folder

        chosen = tuple(dict.fromkeys(name.strip() for name in formats.split(",")))
        check_formats(chosen)
        check_folder(out)
        with _progress(quiet) as progress:
            kg = build_graph(
                *paths,
                model=model,
                ontology=ontology,
                base_iri=base_iri,
                processes=processes,
                progress=progress,
            )
        for issue in kg.issues[:max_issues]:
            _say(str(issue))
        if len(kg.issues) > max_issues:
            _say(f"... and {len(kg.issues) - max_issues} more issues (--max-issues shows them)")
        if not kg.graph.articles:
            raise InputError("no article could be read: nothing is written")
        written = kg.save(out, formats=chosen)
        if not quiet:
            _summarise(kg, written, time.monotonic() - started)
    raise typer.Exit(PROBLEMS if kg.issues else 0)


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
    with _errors_as_exit_codes("no answer"):
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
    with _errors_as_exit_codes("nothing is written"):
        from graphbuild import evaluate as scores
        from graphbuild.build import build as build_graph
        from graphbuild.write import check_folder, write_files

        every = scores.read_gold(gold)
        if html is not None:
            check_folder(html.parent)
        kg = build_graph(*paths, model=model, ontology=ontology)
        for issue in kg.issues:
            _say(str(issue))
        known = scores.covered(every, kg.graph)
        if not known:
            raise InputError(f"{gold} has none of the {len(kg.graph.articles)} articles that were built")
        if len(known) < len(every):
            _say(f"not built, so left out: {len(every) - len(known)} of the {len(every)} articles of {gold}")
        evaluation = scores.evaluate(kg.graph, known, kg.knowledge)
        layers = scores.check_layers(kg.graph, kg.knowledge)
        if as_json:
            figures = scores.summary(evaluation, layers)
            figures |= {"errors": scores.error_values(evaluation)} if errors else {}
            typer.echo(json.dumps(figures, indent=1))
        else:
            listed = scores.error_lines(evaluation) if errors else ()
            for line in (*listed, *scores.summary_lines(evaluation, layers)):
                typer.echo(_printable(line))
        if html is not None:
            write_files(html.parent, {html.name: scores.to_page(evaluation).encode("utf-8")})
            _say(f"written: {html}")
    raise typer.Exit(PROBLEMS if kg.issues else 0)


@app.command()
def explain(
    graph: Annotated[Path, typer.Argument(help="A built graph.ttl.")],
    what: Annotated[
        str, typer.Argument(metavar="WHAT", help='A name, an IRI, or "agent predicate recipient".')
    ],
    max_relations: Annotated[int, typer.Option(min=1, help="Relations to tell; the rest are counted.")] = 20,
) -> None:
    """Why is this in the graph? The rules, sentences and names behind a name or a triple."""
    with _errors_as_exit_codes("no answer"):
        from graphbuild import explain as explaining

        explanation = explaining.explain_file(graph, what)
        for line in explaining.explanation_lines(explanation, max_relations):
            typer.echo(_printable(line))


def main() -> None:
    """Run the command line; a failure of the program itself also ends with 2."""
    try:
        app()
    except Exception:
        traceback.print_exc()
        sys.exit(FAILED)


@contextmanager
def _errors_as_exit_codes(when_interrupted: str) -> Iterator[None]:
    try:
        yield
    except GraphbuildError as error:
        _say(f"graphbuild: {error}")
        raise typer.Exit(FAILED) from error
    except KeyboardInterrupt as error:
        _say(f"graphbuild: interrupted; {when_interrupted}")
        raise typer.Exit(INTERRUPTED) from error


@contextmanager
def _progress(quiet: bool) -> Iterator[Callable[[int], None]]:
    """A moving bar on a terminal, now and then a line elsewhere, both on standard error."""
    if quiet:
        yield lambda done: None
    elif not sys.stderr.isatty():
        printed = 0

        def print_line(done: int) -> None:
            nonlocal printed
            if done - printed >= _LINE_EVERY:
                printed = done
                _say(f"{done:,} articles read")

        yield print_line
    else:
        from rich.console import Console
        from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

        columns = (TextColumn("{task.completed:,} articles"), BarColumn(), TimeElapsedColumn())
        with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
            task = bar.add_task("articles", total=None)
            yield lambda done: bar.update(task, completed=done)


def _summarise(kg: KnowledgeGraph, written: Sequence[Path], seconds: float) -> None:
    counts = {
        "articles": len(kg.graph.articles),
        "entities": len(kg.graph.entities),
        "relations": len(kg.graph.relations),
        "issues": len(kg.issues),
    }
    _say(", ".join(f"{count:,} {name}" for name, count in counts.items()) + f" in {seconds:.1f} s")
    _say("written: " + ", ".join(str(path) for path in written))


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
    typer.echo(_printable(text, keep="\n\t\r") if sys.stdout.isatty() else text, nl=False)


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
    rows = [[_printable(shorten(term, prefixes)) for term in row] for row in answer.rows]
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


def _say(line: str) -> None:
    typer.echo(_printable(line), err=True)


def _printable(text: str, keep: str = "") -> str:
    """Text from anywhere → the same with everything escaped that could steer a terminal."""
    return "".join(
        character
        if character.isprintable() or character in keep
        else character.encode("unicode_escape").decode("ascii")
        for character in text
    )
