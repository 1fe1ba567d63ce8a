"""Paths or strings → articles, cleaned and dated, and issues for whatever could not be read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path

from graphbuild.errors import InputError
from graphbuild.model import Article, Issue, utc
from graphbuild.read.boilerplate import Boilerplate
from graphbuild.read.characters import normalise, shown
from graphbuild.read.clean import clean
from graphbuild.read.dates import find_date, parse_date
from graphbuild.read.files import find_files
from graphbuild.read.metadata import ENGLISH, find_language, find_title, has_sentence
from graphbuild.read.records import Record, read_records

MAX_BYTES = 50_000_000
_FIELD_LIMIT = 1000  # characters of a title, an address, a publisher
_SHOWN = 60  # characters of a value that an issue repeats


def read_articles(
    paths: Iterable[str | Path], *, boilerplate: Boilerplate, max_bytes: int = MAX_BYTES
) -> Iterator[Article | Issue]:
    """Files, folders and globs → their articles and issues, lazily and in a fixed order.

    Reads .txt .md .html .htm .jsonl .jsonl.gz .csv; folders to any depth, sorted by path. What
    cannot be read is an `Issue` and costs no other article. A file that is not JSONL, or one
    line of JSONL, may have `max_bytes`. An article's id is its file's name, or the record's own
    id, or file name and line. Raises InputError if `paths` is a single path, or is empty.
    """
    if isinstance(paths, str | Path):
        raise InputError(f"paths: expected a list of paths, got one: [{shown(str(paths))!r}] is meant")
    listed = list(paths)
    if not listed:
        raise InputError("paths: no path given; name a file, a folder or a glob")
    if max_bytes < 1:
        raise InputError(f"max_bytes: {max_bytes} leaves nothing to read; give a positive number")
    return _read(listed, boilerplate, max_bytes)


def read_text(
    text: str,
    *,
    id: str,
    boilerplate: Boilerplate,
    title: str | None = None,
    date: datetime | None = None,
    url: str | None = None,
    publisher: str | None = None,
) -> Article | Issue:
    """A text → its `Article`, cleaned; title and date are looked for in it where not given.

    An `Issue` where the text holds no sentence or is not in English. A date with no zone is
    taken to be in UTC.
    """
    normal = normalise(text)
    language = find_language(normal)
    if language != ENGLISH:
        return Issue(id, f"is not in English (it reads as {language!r}) and was left out; translate it first")
    cleaned = clean(normal, boilerplate)
    if not has_sentence(cleaned):
        return Issue(id, "holds no sentence; check that it is the article's text")
    return Article(
        id=shown(id),
        text=cleaned,
        title=_field(title) or find_title(cleaned),
        date=utc(date) if date else find_date(normal),
        url=_field(url),
        publisher=_field(publisher),
        language=language,
    )


def _read(paths: list[str | Path], boilerplate: Boilerplate, max_bytes: int) -> Iterator[Article | Issue]:
    for found in find_files(paths):
        if isinstance(found, Issue):
            yield found
            continue
        for record in read_records(found, max_bytes):
            if isinstance(record, Issue):
                yield record
            else:
                yield from _articles(record, boilerplate)


def _articles(record: Record, boilerplate: Boilerplate) -> Iterator[Article | Issue]:
    page = record.page
    date = parse_date(page.date) if page.date else None
    if page.date and not date:
        message = f'has a date that is not clear: "{shown(page.date[:_SHOWN])}"; write it as 2022-03-24'
        yield Issue(record.source, message, record.line)
    read = read_text(
        page.text,
        id=record.id,
        boilerplate=boilerplate,
        title=page.title,
        date=date,
        url=page.url,
        publisher=page.publisher,
    )
    yield Issue(record.source, read.message, record.line) if isinstance(read, Issue) else read


def _field(value: str | None) -> str | None:
    return " ".join(normalise(value[:_FIELD_LIMIT]).split()) or None if value else None
