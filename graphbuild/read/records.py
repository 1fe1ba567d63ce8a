"""One file → its records: the text of each article with what the file says about it."""

from __future__ import annotations

import codecs
import csv
import gzip
import io
import json
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from graphbuild.model import Issue
from graphbuild.read.characters import shown
from graphbuild.read.files import extension, trouble
from graphbuild.read.markup import Page, declared_encoding, read_html, read_markdown

TEXT_KEYS = ("text", "body", "content", "article")
TITLE_KEYS = ("title", "headline")
DATE_KEYS = ("date", "published")
URL_KEYS = ("url", "link")
PUBLISHER_KEYS = ("publisher", "source")
_SNIFFED = 8192  # bytes in which a NUL shows that a file is not text
_BINARY = "is a binary file (it holds NUL bytes); save its text as UTF-8"
_SHOWN = 60  # characters of a value that an issue repeats


@dataclass(frozen=True, slots=True)
class Record:
    """One article as its file gives it, nothing cleaned; `line` counts from 1 where there are many."""

    id: str
    page: Page
    source: str
    line: int | None = None


def read_records(path: Path, max_bytes: int) -> Iterator[Record | Issue]:
    """A regular file with a known extension → its records and issues, lazily; never raises for content.

    At most `max_bytes` of a file are read at once: of the whole file, or of one line of JSONL.
    """
    try:
        if extension(path).startswith(".jsonl"):
            yield from _jsonl(path, max_bytes)
        else:
            with path.open("rb") as stream:
                content = stream.read(max_bytes + 1)
            yield from _whole(path, content, max_bytes)
    except (OSError, ValueError) as error:
        yield trouble(path, error)


def _whole(path: Path, content: bytes, max_bytes: int) -> Iterator[Record | Issue]:
    source = shown(str(path))
    if len(content) > max_bytes:
        advice = "split it, or make it JSONL with one article a line, or raise max_bytes"
        yield Issue(source, f"is larger than {_size(max_bytes)}; {advice}")
        return
    text = _decoded(content, html=extension(path) in (".html", ".htm"))
    if not isinstance(text, str):
        yield Issue(source, text.message)
    elif not text.strip():
        yield Issue(source, "is empty; fill it or leave it out")
    elif extension(path) == ".csv":
        yield from _csv(path, text)
    else:
        readers: Mapping[str, Callable[[str], Page | None]] = {".txt": Page, ".md": read_markdown}
        page = readers.get(extension(path), read_html)(text)
        if page:
            yield Record(shown(path.name), page, source)
        else:
            yield Issue(source, "holds no article that could be found; save the article's text as .txt")


@dataclass(frozen=True, slots=True)
class _Unreadable:
    message: str


def _decoded(content: bytes, *, html: bool) -> str | _Unreadable:
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encoding = "utf-16"
    elif b"\0" in content[:_SNIFFED]:
        return _Unreadable(_BINARY)
    else:
        encoding = "utf-8-sig"
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        declared = declared_encoding(content) if html else None
        if declared and declared not in ("utf-8", encoding):
            try:
                return content.decode(declared)
            except (UnicodeDecodeError, LookupError):
                pass
        name = "UTF-16" if encoding == "utf-16" else "UTF-8"
        return _Unreadable(
            f"is not valid {name} (first bad byte at offset {error.start}); "
            "convert it, for example with: iconv -f WINDOWS-1252 -t UTF-8"
        )


def _csv(path: Path, text: str) -> Iterator[Record | Issue]:
    source = shown(str(path))
    # Python's own limit on a field is process-wide and shorter than a long report.
    csv.field_size_limit(max(csv.field_size_limit(), len(text)))
    header, _, _ = text.partition("\n")
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=max(",;\t", key=header.count))
    try:
        names = [name.strip().lower() for name in next(rows)]
        if not set(names) & set(TEXT_KEYS):
            yield Issue(source, f"has no text column; name one of its columns {', '.join(TEXT_KEYS)}", 1)
            return
        line = rows.line_num + 1
        for row in rows:
            if any(row):
                yield _record(path, line, dict(zip(names, row, strict=False)))
            line = rows.line_num + 1
    except csv.Error as error:
        message = f"is not CSV from here on ({error}); check quotation marks and separators"
        yield Issue(source, message, rows.line_num)


def _jsonl(path: Path, max_bytes: int) -> Iterator[Record | Issue]:
    source = shown(str(path))
    number = 0
    with path.open("rb") as plain:
        stream: BinaryIO = gzip.GzipFile(fileobj=plain) if extension(path) == ".jsonl.gz" else plain  # type: ignore[assignment]
        try:
            for number, line in enumerate(_lines(stream, max_bytes), 1):
                if number == 1 and b"\0" in line[:_SNIFFED]:
                    yield Issue(source, _BINARY)
                    return
                if line is _TOO_LONG:
                    message = f"is a line longer than {_size(max_bytes)}; split it or raise max_bytes"
                    yield Issue(source, message, number)
                elif line.strip():
                    yield _json_record(path, number, line)
        except (gzip.BadGzipFile, EOFError, zlib.error) as error:
            message = f"is a broken gzip file ({error}); what came before was read; copy it again"
            yield Issue(source, message, number + 1)
            return
    if not number:
        yield Issue(source, "is empty; fill it or leave it out")


_TOO_LONG = b"too long"


def _lines(stream: BinaryIO, max_bytes: int) -> Iterator[bytes]:
    """The lines of a stream, `_TOO_LONG` (that very object) for one that would fill the memory."""
    while line := stream.readline(max_bytes + 1):
        if len(line) <= max_bytes or line.endswith(b"\n"):
            yield line
            continue
        while (rest := stream.readline(max_bytes)) and not rest.endswith(b"\n"):
            pass
        yield _TOO_LONG


def _json_record(path: Path, number: int, line: bytes) -> Record | Issue:
    source = shown(str(path))
    try:
        entry = json.loads(line.decode("utf-8-sig" if number == 1 else "utf-8"))
    except UnicodeDecodeError as error:
        problem = f"is not valid UTF-8 (byte {error.start} of the line); write the file as UTF-8"
        return Issue(source, problem, number)
    except json.JSONDecodeError as error:
        problem = f"is not JSON ({error.msg} at column {error.colno}); write one JSON object a line"
        return Issue(source, problem, number)
    except (ValueError, RecursionError):
        problem = "is not usable JSON (nested too deep, or a number too long); simplify it"
        return Issue(source, problem, number)
    if not isinstance(entry, dict):
        return Issue(source, 'is not a JSON object; write {"text": "…"} on each line', number)
    return _record(path, number, {key.strip().lower(): value for key, value in entry.items()})


def _record(path: Path, line: int, fields: Mapping[str, Any]) -> Record | Issue:
    text = next((fields[key] for key in TEXT_KEYS if fields.get(key)), None)
    if not isinstance(text, str) or not text.strip():
        given = "no text" if text is None or isinstance(text, str) else f"a text that is {_json_kind(text)}"
        advice = f"give it as {', '.join(TEXT_KEYS[:-1])} or {TEXT_KEYS[-1]}"
        return Issue(shown(str(path)), f"has {given}; {advice}", line)
    page = Page(
        text,
        _field(fields, TITLE_KEYS),
        _field(fields, DATE_KEYS),
        _field(fields, URL_KEYS),
        _field(fields, PUBLISHER_KEYS),
    )
    return Record(shown(_field(fields, ("id",)) or f"{path.name}:{line}"), page, shown(str(path)), line)


def _field(fields: Mapping[str, Any], keys: tuple[str, ...]) -> str | None:
    """The first of `keys` that holds a word or a number, as text."""
    for key in keys:
        value = fields.get(key)
        if isinstance(value, str) and value.strip():
            return value.strip()
        if isinstance(value, int) and not isinstance(value, bool):
            return shown(str(value)[:_SHOWN])
    return None


def _json_kind(value: object) -> str:
    return {list: "a list", dict: "an object", bool: "a truth value"}.get(type(value), "a number")


def _size(count: int) -> str:
    return f"{count // 1_000_000} MB" if count >= 1_000_000 else f"{count} bytes"
