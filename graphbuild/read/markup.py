"""HTML and Markdown → text with what the page says of itself; nothing is fetched."""

from __future__ import annotations

import codecs
import logging
import re
from dataclasses import dataclass

import trafilatura

_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{1,40})", re.IGNORECASE)
_CHARSET_REACH = 4096  # bytes; HTML wants the declaration within the first 1024

_FRONT_MATTER = re.compile(r"\A---[ \t]*\n(.{0,5000}?)\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_FRONT_KEY = re.compile(r"^(\w+)[ \t]*:[ \t]*(.+?)[ \t]*$", re.MULTILINE)
_MARKDOWN = tuple(
    (re.compile(pattern, re.MULTILINE), replacement)
    for pattern, replacement in (
        (r"!\[[^\[\]\n]*\]\([^()\n]*\)", ""),  # images
        (r"\[([^\[\]\n]+)\](?:\([^()\n]*\)|\[[^\[\]\n]*\])", r"\1"),  # links keep their words
        (r"^\[[^\[\]\n]+\]:[ \t]+\S+.*$", ""),  # link targets
        (r"^[ \t]*(?:```|~~~).*$", ""),  # fences
        (r"^[ \t]{0,3}#{1,6}[ \t]+(\S.*)$", r"\n\1\n"),  # headings are paragraphs
        (r"(?<=\w)[ \t]#{1,6}$", ""),  # and may be closed
        (r"^(.+)\n(?:={3,}|-{3,})[ \t]*$", r"\n\1\n"),
        (r"^[ \t]{0,3}(?:>[ \t]?)+", ""),  # quotations
        (r"^[ \t]*[-*+][ \t]+(?=\S)", "\n"),  # list entries are paragraphs
        (r"(\*\*|__)(?=\S)([^*_\n]+?)(?<=\S)\1", r"\2"),
        (r"(?<![\w*])\*(?=\S)([^*\n]+?)(?<=\S)\*(?![\w*])", r"\1"),
        (r"(?<![\w_])_(?=\S)([^_\n]+?)(?<=\S)_(?![\w_])", r"\1"),
        (r"`([^`\n]+)`", r"\1"),
    )
)


@dataclass(frozen=True, slots=True)
class Page:
    """What a page holds: its text, and what it says of itself, not cleaned yet."""

    text: str
    title: str | None = None
    date: str | None = None
    url: str | None = None
    publisher: str | None = None


def read_html(text: str) -> Page | None:
    """The source of an HTML page → its article with title, date, address and publisher, or None."""
    # It warns of every odd page on standard error; the caller returns an Issue instead.
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    logging.getLogger("htmldate").setLevel(logging.CRITICAL)
    document = trafilatura.bare_extraction(
        text,
        include_comments=False,
        include_tables=False,
        with_metadata=True,
        date_extraction_params={"extensive_search": False, "original_date": True},
    )
    if document is None or isinstance(document, dict) or not document.text:
        return None
    publisher = document.sitename or document.hostname
    return Page(document.text, document.title, document.date, document.url, publisher)


def read_markdown(text: str) -> Page:
    """Markdown → its words; front matter between "---" lines gives title, date, url and publisher."""
    text = text.replace("\r\n", "\n")
    front: dict[str, str] = {}
    if matter := _FRONT_MATTER.match(text):
        front = {key.lower(): value.strip("\"'") for key, value in _FRONT_KEY.findall(matter[1])}
        text = text[matter.end() :]
    for pattern, replacement in _MARKDOWN:
        text = pattern.sub(replacement, text)
    return Page(
        text,
        front.get("title"),
        front.get("date"),
        front.get("url") or front.get("link"),
        front.get("publisher") or front.get("source"),
    )


def declared_encoding(page: bytes) -> str | None:
    """The bytes of an HTML page → the encoding that it declares, if Python knows it."""
    if declared := _CHARSET.search(page[:_CHARSET_REACH]):
        try:
            return codecs.lookup(declared[1].decode("ascii")).name
        except LookupError:
            return None
    return None
