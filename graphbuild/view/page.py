"""Scene → one HTML file that asks nothing of any network.

The page allows itself nothing but its own two scripts and one style sheet, each named by its
SHA-256 in a Content-Security-Policy: should hostile text ever slip through, it still cannot run.
"""

from __future__ import annotations

import base64
import gzip
import hashlib
import html
import json
import re
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files
from typing import Any, TypedDict

from graphbuild.view.bundle import bundle

_TITLE = re.compile(r"<title>(.*?)</title>", re.DOTALL)
_PLACEHOLDER = re.compile(r"\{\{([\w-]+)\}\}")
# What could end the element that holds the JSON, or break a line in old parsers.
_JSON_ESCAPES = str.maketrans({c: f"\\u{ord(c):04x}" for c in "<>&\u2028\u2029"})
_LIBRARY = ("templates", "lib", "vis-9.1.2", "vis-network.min.js")
# Articles are unpacked a chunk at a time, so that opening one never waits for thousands.
_CHUNK_CHARACTERS = 1_000_000


class PageOptions(TypedDict, total=False):
    """What one may choose about the HTML page.

    `title` is its heading. Without `article_text` the page holds the quoted sentences only, not the
    articles they stand in. With `sparql` it also answers SPARQL, and is some 2 MB larger.
    """

    title: str
    article_text: bool
    sparql: bool


def to_page(scene: dict[str, Any], texts: Sequence[str] = (), turtle: bytes | None = None) -> str:
    """A scene → the whole HTML file, as text to be written in UTF-8 without changing line ends.

    `texts` are those of the scene's articles, or none. With `turtle`, the graph as RDF, the page
    also answers SPARQL: it then holds an engine, and may compile WebAssembly and start a worker.
    """
    chunks = dict(_chunks(texts))
    packed = {f"texts-{first}": _compress(json.dumps(chunk).encode()) for first, chunk in chunks.items()}
    scripts = {"library": _library(), "script": _script(asks=turtle is not None)}
    style = _own("style.css")
    policy = {
        "default-src": "'none'",
        "script-src": " ".join(map(_source, scripts.values())),
        "style-src": _source(style),
        "img-src": "data: blob:",
        "base-uri": "'none'",
        "form-action": "'none'",
    }
    ask_button = ask_view = ""
    if turtle is not None:
        policy["script-src"] += " 'wasm-unsafe-eval'"
        policy["worker-src"] = "blob:"
        packed |= {
            "engine": _engine(),
            "engine-script": _compress(_engine_script()),
            "turtle": _compress(turtle),
        }
        ask_button = '<button type="button" id="show-ask" aria-pressed="false">Ask</button>'
        ask_view = _own("ask.html").rstrip()
    parts = {
        "policy": "; ".join(f"{name} {value}" for name, value in policy.items()),
        "title": html.escape(scene["title"]),
        "style": style,
        "scene": to_json(scene | {"texts": list(chunks)}),
        "packed": "\n".join(_packed(name, content) for name, content in packed.items()),
        "ask-button": ask_button,
        "ask-view": ask_view,
        **scripts,
    }
    return _PLACEHOLDER.sub(lambda found: parts[found[1]], _own("template.html"))


def read_options(page: str) -> PageOptions:
    """A page that `to_page` made → what was chosen about it, so that it can be made anew in the same way."""
    title = _TITLE.search(page)
    options: PageOptions = {"article_text": 'id="texts-0"' in page, "sparql": 'id="engine"' in page}
    return options | {"title": html.unescape(title[1])} if title else options


def to_json(scene: dict[str, Any]) -> str:
    """A scene → JSON that is safe between script tags."""
    return json.dumps(scene, ensure_ascii=False, separators=(",", ":"), allow_nan=False).translate(
        _JSON_ESCAPES
    )


def _chunks(texts: Sequence[str]) -> Iterator[tuple[int, list[str]]]:
    """Texts → (the number of the first, as many as make a chunk), in order."""
    first, chunk, characters = 0, list[str](), 0
    for number, text in enumerate(texts):
        if chunk and characters + len(text) > _CHUNK_CHARACTERS:
            yield first, chunk
            first, chunk, characters = number, [], 0
        chunk.append(text)
        characters += len(text)
    if chunk:
        yield first, chunk


def _compress(content: bytes) -> bytes:
    return gzip.compress(content, mtime=0)  # no time in it: the same page every time


def _packed(name: str, content: bytes) -> str:
    """Compressed bytes → an element that holds them; base64 has nothing that could end it."""
    return f'<script type="text/plain" id="{name}">{base64.b64encode(content).decode()}</script>'


def _source(text: str) -> str:
    """The text of a script or style element → the policy's name for it."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


@cache
def _own(name: str) -> str:
    return _inline(files("graphbuild.view").joinpath(name).read_text(encoding="utf-8"))


@cache
def _script(*, asks: bool) -> str:
    return bundle(("main.js", "ask.js") if asks else ("main.js",), lambda name: _own(f"script/{name}"))


def _engine_script() -> bytes:
    """Oxigraph's module and our part of the worker → one classic script: a page that was opened from a
    disk may not start a module as a worker."""
    module = re.sub(r"^export (?:\{.*\};)?", "", _own("oxigraph/oxigraph.js"), flags=re.M)
    return (module.replace("import.meta.url", "undefined") + _own("oxigraph/worker.js")).encode()


@cache
def _engine() -> bytes:
    return files("graphbuild.view").joinpath("oxigraph/oxigraph.wasm.gz").read_bytes()


@cache
def _library() -> str:
    """vis-network as pyvis ships it, licence included, without the hint at a source map."""
    text = files("pyvis").joinpath(*_LIBRARY).read_text(encoding="utf-8")
    return re.sub(r"^//# sourceMappingURL=.*$", "", _inline(text), flags=re.M).strip()


def _inline(text: str) -> str:
    """Line ends as an HTML parser leaves them, or the hash would not fit."""
    return text.replace("\r\n", "\n").replace("\r", "\n")
