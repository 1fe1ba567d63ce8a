"""SPARQL over a built graph: named queries, queries of one's own, and the answers.

Queries only read: updates are refused, and so is SERVICE, the one part of SPARQL that would
reach the network.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import pyoxigraph as ox

from graphbuild.answer import Answer, Rows, Term, Triples
from graphbuild.errors import InputError, KnowledgeError, QueryError
from graphbuild.knowledge import ontology_path
from graphbuild.rdf import PREFIXES

ROW_LIMIT = 1_000_000

_READING = frozenset({"SELECT", "ASK", "CONSTRUCT", "DESCRIBE"})
_WRITING = frozenset({"INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "ADD", "MOVE", "COPY", "WITH"})

# Enough of SPARQL's tokens to know what is a word of the language and what is text, a name or a
# comment. `<...>` without `scheme://` could also be two comparisons ("?a<?b)#>"); where the two
# readings would differ on what follows, the query is refused rather than guessed at.
_TOKEN = re.compile(
    r"""
      <[A-Za-z][\w+.-]*://[^<>"{}|^`\x00-\x20]*>
    | (?P<unclear> <[^<>"{}|^`\x00-\x20]*[)\#'][^<>"{}|^`\x00-\x20]*> )
    | <[^<>"{}|^`\x00-\x20]*>
    | \"""(?:\\.|[^\\])*?\""" | '''(?:\\.|[^\\])*?'''
    | "(?:\\.|[^"\\\r\n])*" | '(?:\\.|[^'\\\r\n])*'
    | \#[^\r\n]*
    | \\.
    | [?$@]\w+
    | (?P<word>[\w.-]+) (?::[\w.:%-]*)?
    | :[\w.:%-]*
    """,
    re.VERBOSE | re.DOTALL,
)
_NAME = re.compile(r"[\w-]+")
_PARAMETER = re.compile(r'(?P<name>\w+)(?:\s*=\s*"(?P<default>[^"]*)")?\s+-\s+(?P<meaning>\S.*)')


@dataclass(frozen=True, slots=True)
class Parameter:
    """A variable of a named query that its user sets; `default` None means that it must be."""

    name: str
    meaning: str
    default: str | None = None


@dataclass(frozen=True, slots=True)
class NamedQuery:
    """A question with a name: a file of `ontology/queries/`."""

    name: str
    title: str
    parameters: tuple[Parameter, ...]
    text: str

    def bind(self, values: Mapping[str, str]) -> dict[str, str]:
        """Given values → a value for each parameter. Raises QueryError on unknown or missing ones."""
        known = {parameter.name: parameter for parameter in self.parameters}
        for name in values:
            if name not in known:
                takes = ", ".join(known) or "none"
                raise QueryError(f"query {self.name!r} has no parameter {name!r}; it takes: {takes}")
        bound = {name: values.get(name, parameter.default) for name, parameter in known.items()}
        for name, value in bound.items():
            if value is None:
                raise QueryError(f"query {self.name!r} needs a value for {name!r} ({known[name].meaning})")
        return {name: value for name, value in bound.items() if value is not None}

    @property
    def standalone(self) -> str:
        """The query as text that runs anywhere, with a line for each parameter, set to its default or ""."""
        lines = "".join(
            f'\n  VALUES ?{one.name} {{ "{one.default or ""}" }}  # {one.meaning}' for one in self.parameters
        )
        return re.sub(r"WHERE\s*\{", lambda where: where[0] + lines, self.text, count=1)


@dataclass(frozen=True, slots=True)
class Source:
    """A graph loaded for queries, and the prefixes that need no declaration there."""

    store: ox.Store
    prefixes: Mapping[str, str]


def open_source(path: Path) -> Source:
    """A Turtle (or other RDF) file → the graph in memory. Raises InputError.

    `ent:`, `rel:` and `art:` mean what the file itself declares, so that graphs built
    under another base answer the same queries.
    """
    rdf_format = ox.RdfFormat.from_extension(path.suffix.lstrip(".")) or ox.RdfFormat.TURTLE
    try:
        content = path.read_bytes()
    except OSError as error:
        raise InputError(f"cannot read {path}: {error.strerror or error}; build a graph first") from error
    try:
        return read_source(content, rdf_format)
    except SyntaxError as error:
        where = f"{path}:{error.lineno}" if error.lineno else str(path)
        raise InputError(f"{where}: not valid {rdf_format.name}: {_one_line(error.msg)}") from error


def read_source(content: bytes, rdf_format: ox.RdfFormat = ox.RdfFormat.TURTLE) -> Source:
    """The bytes of an RDF file → the graph in memory. Raises SyntaxError."""
    store = ox.Store()
    parser = ox.parse(content, format=rdf_format)
    store.bulk_extend(ox.Quad(q.subject, q.predicate, q.object) for q in parser)
    return Source(store, {**PREFIXES, **parser.prefixes})


def read_queries(folder: Path) -> dict[str, NamedQuery]:
    """The folder of `.rq` files → named queries by name, sorted. Raises KnowledgeError.

    A file begins with comments: `# title: ...`, then one `# param: NAME [= "DEFAULT"] - MEANING`
    for each parameter, which the SELECT clause must name.
    """
    queries = [_read_query(path) for path in sorted(folder.glob("*.rq"))]
    if not queries:
        raise KnowledgeError(f"{folder}: holds no .rq file")
    return {query.name: query for query in queries}


def find_query(
    text_or_name: str, values: Mapping[str, str], folder: Path | None = None
) -> tuple[str, dict[str, str]]:
    """SPARQL text or the name of a query, and values → the text, and every value it needs.

    `folder` is one like `ontology/` (None: the packaged one). Raises QueryError on a name
    that is not there, or a value that does not fit.
    """
    if not _NAME.fullmatch(text_or_name):
        return text_or_name, dict(values)
    queries = read_queries((folder or ontology_path()) / "queries")
    if text_or_name not in queries:
        raise QueryError(f"no query is named {text_or_name!r}; there are: {', '.join(queries)}")
    query = queries[text_or_name]
    return query.text, query.bind(values)


def run_query(
    source: Source, text: str, *, values: Mapping[str, str] | None = None, seconds: float = 60
) -> Answer:
    """SPARQL text → its answer. Raises QueryError on a bad, refused, too large or too slow query.

    `values` binds variables of a SELECT clause to plain strings; they never become part of
    the query's text, and their columns are left out of the answer. `seconds` is wall time.
    """
    refuse_writes_and_services(text)
    stop = threading.Event()
    outcome: list[Answer | Exception] = []

    def answer() -> None:
        try:
            outcome.append(_evaluate(source, text, values or {}, stop))
        except Exception as error:
            # Re-raised below. Its frames hold the engine's cursor, which must die in this thread.
            outcome.append(error.with_traceback(None))

    # The engine cannot be interrupted, but it lets other threads run: after the time limit its
    # thread is left behind, stops at the next row, and keeps no program from ending.
    worker = threading.Thread(target=answer, daemon=True)
    worker.start()
    worker.join(seconds)
    if worker.is_alive():
        stop.set()
        raise QueryError(f"no answer within {seconds:g} s: make the query narrower or the limit longer")
    match outcome[0]:
        case QueryError() as error:
            raise error
        case SyntaxError() as error:
            raise QueryError(f"not valid SPARQL: {_one_line(error.msg)}") from error
        case Exception() as error:
            raise QueryError(_one_line(str(error))) from error
        case found:
            return found


def refuse_writes_and_services(text: str) -> None:
    """Raise QueryError if the SPARQL text would change the graph or could reach the network."""
    words = []
    for token in _TOKEN.finditer(text):
        if token["unclear"]:
            raise QueryError(f"unclear: {token['unclear'][:40]}; write a space after a less-than sign")
        words.append((token["word"] or "").upper())
    # Anywhere in a word: the engine needs no space before or after a keyword.
    if any("SERVICE" in word for word in words):
        raise QueryError("SERVICE is refused: queries here do not reach the network")
    verb = next((word for word in words if word in _READING or word in _WRITING), "")
    if verb in _WRITING:
        raise QueryError(f"{verb} is refused: queries only read; change the articles and build again")


def _evaluate(source: Source, text: str, values: Mapping[str, str], stop: threading.Event) -> Answer:
    bound: dict[ox.Variable, Term] = {ox.Variable(name): ox.Literal(value) for name, value in values.items()}
    try:
        found = source.store.query(text, prefixes=dict(source.prefixes), substitutions=bound or None)
    except RuntimeError as error:
        if bound and "projection" in str(error):
            unnamed = ", ".join(f"?{name}" for name in values)
            raise QueryError(f"only a variable that SELECT names can be set: name {unnamed} there") from error
        raise
    if bound and not isinstance(found, ox.QuerySolutions):
        raise QueryError("values can be set in SELECT queries only")
    if isinstance(found, ox.QueryBoolean):
        return bool(found)
    if isinstance(found, ox.QueryTriples):
        triples = _take(found, stop)
        return Triples(tuple(sorted(set(triples), key=str)))
    names = [variable.value for variable in found.variables]
    shown = [index for index, name in enumerate(names) if name not in values]
    rows = (tuple(solution[index] for index in shown) for solution in found)
    return Rows(tuple(names[index] for index in shown), tuple(_take(rows, stop)))


def _take[T](found: Iterable[T], stop: threading.Event) -> list[T]:
    taken: list[T] = []
    for one in islice(found, ROW_LIMIT + 1):
        if stop.is_set():
            break
        taken.append(one)
    if len(taken) > ROW_LIMIT:
        raise QueryError(f"more than {ROW_LIMIT:,} rows: add a LIMIT")
    return taken


def _read_query(path: Path) -> NamedQuery:
    text = path.read_text(encoding="utf-8")
    title, parameters = "", []
    for number, line in enumerate(text.splitlines(), start=1):
        key, _, value = line.removeprefix("#").strip().partition(":")
        if not line.startswith("#"):
            break
        if key == "title":
            title = value.strip()
        if key == "param":
            match = _PARAMETER.fullmatch(value.strip())
            if not match:
                raise KnowledgeError(f'{path}:{number}: expected # param: NAME [= "DEFAULT"] - MEANING')
            parameters.append(Parameter(match["name"], match["meaning"], match["default"]))
    if not title:
        raise KnowledgeError(f"{path}: begins with no '# title:' comment")
    return NamedQuery(path.stem, title, tuple(parameters), text)


def _one_line(message: str, limit: int = 200) -> str:
    line = " ".join(message.split())
    return line if len(line) <= limit else line[:limit].rstrip() + "..."
