"""`graphbuild build`: articles → a folder of files."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from graphbuild.cli.app import PROBLEMS, app, errors_as_exit_codes, say
from graphbuild.errors import InputError
from graphbuild.rdf import DEFAULT_BASE

if TYPE_CHECKING:
    from collections.abc import Callable

    from graphbuild.kg import KnowledgeGraph

_REPORT = "graph.report.json"
_LINE_EVERY = 100  # articles between two progress lines where there is no terminal


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
        str,
        typer.Option(
            "--format",
            help="What to write: turtle, html, report, ntriples, trig, jsonld, rdfxml, graphml, gexf, csv.",
        ),
    ] = "turtle,html,report",
    ontology: Annotated[
        Path | None, typer.Option(help="Folder like ontology/. [default: the packaged one]")
    ] = None,
    judgements: Annotated[
        Path | None,
        typer.Option(help="What people said of names. [default: judgements.csv in the output folder]"),
    ] = None,
    title: Annotated[str, typer.Option(help="Title of graph.html.")] = "Who did what to whom",
    article_text: Annotated[
        bool, typer.Option(help="Put whole articles into graph.html, not only the quoted sentences.")
    ] = True,
    sparql: Annotated[
        bool, typer.Option("--sparql", help="Let graph.html answer SPARQL too: 2 MB more.")
    ] = False,
    processes: Annotated[int, typer.Option(min=1, help="Processes that share the articles.")] = 1,
    max_issues: Annotated[int, typer.Option(min=0, help="Issues to print; the rest are counted.")] = 20,
    quiet: Annotated[bool, typer.Option("--quiet", help="Print issues and errors only.")] = False,
) -> None:
    """Build graph.ttl, graph.html and other files from articles (.txt .md .html .jsonl .jsonl.gz .csv)."""
    started = time.monotonic()
    with errors_as_exit_codes("the previous output is as it was"):
        from graphbuild.build import build as build_graph
        from graphbuild.identity import JUDGEMENTS, read_judgements
        from graphbuild.kg import check_formats
        from graphbuild.write import check_folder, write_files

        chosen = tuple(dict.fromkeys(name.strip() for name in formats.split(",")))
        check_formats(chosen)
        if judgements is not None and not judgements.is_file():
            raise InputError(f"no file {judgements}: leave --judgements out, or name a judgements.csv")
        check_folder(out)
        ledger = read_judgements(judgements or out / JUDGEMENTS)
        with _progress(quiet) as progress:
            kg = build_graph(
                *paths,
                model=model,
                ontology=ontology,
                base_iri=base_iri,
                judgements=ledger,
                processes=processes,
                progress=progress,
            )
        for issue in kg.issues[:max_issues]:
            say(str(issue))
        if len(kg.issues) > max_issues:
            say(f"... and {len(kg.issues) - max_issues} more issues (--max-issues shows them)")
        if not kg.graph.articles:
            raise InputError("no article could be read: nothing is written")
        written = write_files(out, kg.render(chosen, title=title, article_text=article_text, sparql=sparql))
        broken = [
            path for path in written if path.name == _REPORT and not json.loads(path.read_bytes())["conforms"]
        ]
        for path in broken:
            say(f"{path}: the graph does not keep all of its promises; please report it")
        if not quiet:
            _summarise(kg, written, time.monotonic() - started)
    raise typer.Exit(PROBLEMS if kg.issues or broken else 0)


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
                say(f"{done:,} articles read")

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
    say(", ".join(f"{count:,} {name}" for name, count in counts.items()) + f" in {seconds:.1f} s")
    say("written: " + ", ".join(str(path) for path in written))
