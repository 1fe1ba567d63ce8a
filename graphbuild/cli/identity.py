"""`graphbuild entities`, `same`, `different`, `unsure`, `merge`, `remove`: who is who, and which articles."""

from __future__ import annotations

import getpass
import shlex
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from graphbuild.cli.app import app, errors_as_exit_codes, printable, say
from graphbuild.errors import InputError

if TYPE_CHECKING:
    from graphbuild.identity import Decision
    from graphbuild.kg import KnowledgeGraph

_UNCHANGED = "nothing is changed"
GraphFile = Annotated[Path, typer.Argument(metavar="GRAPH", help="A built graph.ttl.")]
One = Annotated[str, typer.Argument(metavar="ONE", help="A name, or NAME @ ARTICLE.")]
Other = Annotated[str, typer.Argument(metavar="OTHER", help="Another name, or NAME @ ARTICLE.")]
Why = Annotated[str, typer.Option("--why", help="A word for those who read the ledger later.")]
By = Annotated[str | None, typer.Option("--by", help="Who says so. [default: your login name]")]
Undo = Annotated[bool, typer.Option("--undo", help="Take what was said of the two names back.")]


@app.command()
def same(graph: GraphFile, one: One, other: Other, why: Why = "", by: By = None, undo: Undo = False) -> None:
    """Say that two names are one entity: noted in judgements.csv, and the graph is made anew."""
    _judge(graph, one, other, "same", why, by, undo)


@app.command()
def different(
    graph: GraphFile, one: One, other: Other, why: Why = "", by: By = None, undo: Undo = False
) -> None:
    """Say that two names are two entities: noted in judgements.csv, and never undone by the rules."""
    _judge(graph, one, other, "different", why, by, undo)


@app.command()
def unsure(
    graph: GraphFile, one: One, other: Other, why: Why = "", by: By = None, undo: Undo = False
) -> None:
    """Say that it cannot be known: the rules decide, and `entities --review` asks no more."""
    _judge(graph, one, other, "unsure", why, by, undo)


@app.command()
def entities(
    graph: GraphFile,
    name: Annotated[str | None, typer.Argument(help="Part of a name; without it, all entities.")] = None,
    review: Annotated[
        bool, typer.Option("--review", help="The least certain decisions first, with their evidence.")
    ] = False,
    limit: Annotated[int, typer.Option(min=1, help="How many to list; the rest are counted.")] = 20,
) -> None:
    """List who and what is in a graph, under every name; or the decisions to look at."""
    with errors_as_exit_codes("no answer"):
        from graphbuild.kg import KnowledgeGraph

        kg = KnowledgeGraph.load(graph)
        found = list(_reviewed(kg, graph, name) if review else _listed(kg, name))
        for lines in found[:limit]:
            for line in lines:
                typer.echo(printable(line))
        if len(found) > limit:
            say(f"... and {len(found) - limit:,} more (--limit shows them)")
        elif not found:
            say("nothing to review" if review else "no such name in the graph")


@app.command()
def merge(
    graphs: Annotated[list[Path], typer.Argument(metavar="GRAPH...", help="Built graph.ttl files.")],
    out: Annotated[Path, typer.Option(help="Folder that the whole graph is written to.")] = Path("output"),
) -> None:
    """Make one graph of several, with their judgements: as if all articles had been built at once."""
    with errors_as_exit_codes(_UNCHANGED):
        from graphbuild.kg import KnowledgeGraph

        first, *rest = [KnowledgeGraph.load(graph) for graph in graphs]
        whole = first
        for other in rest:
            whole |= other
        _write(whole, out / "graph.ttl", (out / "graph.html",))


@app.command()
def remove(
    graph: GraphFile,
    articles: Annotated[list[str], typer.Argument(metavar="ARTICLE...", help="Ids: names of files.")],
) -> None:
    """Take articles out of a graph, and with them exactly what only they said."""
    with errors_as_exit_codes(_UNCHANGED):
        from graphbuild.kg import KnowledgeGraph

        left = KnowledgeGraph.load(graph).without(*articles)
        if not left.readings:
            raise InputError("no article would be left")
        _write(left, graph)


def _judge(graph: Path, one: str, other: str, verdict: str, why: str, by: str | None, undo: bool) -> None:
    with errors_as_exit_codes(_UNCHANGED):
        from graphbuild.identity import Judgement, Verdict
        from graphbuild.kg import KnowledgeGraph

        kg = KnowledgeGraph.load(graph)
        judgement = Judgement.of(one, other, Verdict(verdict), by or getpass.getuser(), why)
        others = tuple(j for j in kg.judgements if j.pair != judgement.pair)
        if undo:
            if len(others) == len(kg.judgements):
                raise InputError(f"nobody judged {judgement.one} and {judgement.other}")
            judged = kg.judged(others)
        else:
            judged = kg.judged((*others, judgement))
            new = [issue for issue in judged.issues if issue not in kg.issues]
            if new:
                raise InputError(new[0].message)
        _write(judged, graph)


def _write(kg: KnowledgeGraph, graph: Path, others: Iterable[Path] = ()) -> None:
    """The graph's file, its judgements, and whatever else of the graph lies beside it, all or nothing."""
    from graphbuild.identity import JUDGEMENTS, write_judgements
    from graphbuild.kg import FILES_BY_FORMAT
    from graphbuild.view import PageOptions, read_options
    from graphbuild.write import write_files

    content = {graph.name: kg.to_turtle()}
    if graph.name == "graph.ttl":
        beside = {path.name for path in (*others, *graph.parent.glob("*"))}
        formats = [
            name for name, files in FILES_BY_FORMAT.items() if name != "turtle" and beside & set(files)
        ]
        page = graph.parent / "graph.html"
        options = read_options(page.read_text(encoding="utf-8")) if page.is_file() else PageOptions()
        content |= kg.render(tuple(formats), **options) if formats else {}
    if kg.judgements or (graph.parent / JUDGEMENTS).exists():
        content[JUDGEMENTS] = write_judgements(kg.judgements)
    for issue in kg.issues:
        say(str(issue))
    say("written: " + ", ".join(str(path) for path in write_files(graph.parent, content)))


def _listed(kg: KnowledgeGraph, name: str | None) -> Iterator[list[str]]:
    articles: dict[str, set[str]] = {}
    assert kg.identity is not None  # a graph that was loaded knows who is who
    for (article, _), entity_id in kg.identity.id_by_use.items():
        articles.setdefault(entity_id, set()).add(article)
    wanted = (name or "").casefold()
    for entity in sorted(kg.graph.entities, key=lambda e: (-len(articles.get(e.id, ())), e.id)):
        if entity.id in articles and any(wanted in n.casefold() for n in (entity.label, *entity.names)):
            lines = [f"{entity.label} ({entity.kind}, {_count(len(articles[entity.id]))})"]
            lines += [f"     also: {', '.join(entity.names)}"] if entity.names else []
            yield lines


def _reviewed(kg: KnowledgeGraph, graph: Path, name: str | None) -> Iterator[list[str]]:
    """The decisions that nobody judged, the least certain first, each with its evidence and what to say."""
    wanted = (name or "").casefold()
    assert kg.identity is not None
    open_decisions = [
        decision
        for decision in kg.identity.decisions
        if decision.judgement is None and wanted in f"{decision.one}\n{decision.other}".casefold()
    ]
    for decision in sorted(open_decisions, key=lambda d: (abs(d.likely - 0.5), d.kind, d.one, d.other)):
        names = f"{decision.one} ({_count(len(decision.one_uses))}), {decision.other}"
        lines = [
            f"{names} ({_count(len(decision.other_uses))}): {'one' if decision.same else 'two'} so far, "
            f"{decision.likely:.0%} likely to be one {decision.kind.lower()}"
        ]
        lines += [f"     {worth:+.1f}  {reason}" for reason, worth in decision.reasons]
        lines += [f'     "{quote}"' for quote in _quotes(kg, decision)]
        verdict = "different" if decision.same else "same"
        command = ["graphbuild", verdict, str(graph), *_told_apart(decision, kg)]
        lines += [f"     {shlex.join(command)}"]
        yield lines


def _quotes(kg: KnowledgeGraph, decision: Decision) -> Iterator[str]:
    """A sentence for each of the two names."""
    for article, entity in (decision.one_uses[0], decision.other_uses[0]):
        reading = next(r for r in kg.readings if r.articles[0].key == article)
        for relation in reading.relations:
            if entity in (*relation.agents, *relation.recipients):
                yield " ".join(relation.mentions[0].quote.split())
                break


def _told_apart(decision: Decision, kg: KnowledgeGraph) -> tuple[str, str]:
    """The two names as a judgement takes them: with their articles where the names alone are equal."""
    if decision.one.casefold() != decision.other.casefold():
        return decision.one, decision.other
    ids = {r.articles[0].key: r.articles[0].id for r in kg.readings}
    one, other = decision.one_uses[0][0], decision.other_uses[0][0]
    return f"{decision.one} @ {ids[one]}", f"{decision.other} @ {ids[other]}"


def _count(articles: int) -> str:
    return f"{articles:,} article" + ("" if articles == 1 else "s")
