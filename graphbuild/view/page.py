"""Scene → one HTML file that asks nothing of any network.

The page allows itself nothing but its own two scripts and one style sheet, each named by its
SHA-256 in a Content-Security-Policy: should hostile text ever slip through, it still cannot run.
"""

from __future__ import annotations

import base64
import hashlib
import html
import json
import re
from functools import cache
from importlib.resources import files
from typing import Any

_PLACEHOLDER = re.compile(r"\{\{(\w+)\}\}")
# What could end the element that holds the JSON, or break a line in old parsers.
_JSON_ESCAPES = str.maketrans({c: f"\\u{ord(c):04x}" for c in "<>&\u2028\u2029"})
_LIBRARY = ("templates", "lib", "vis-9.1.2", "vis-network.min.js")


def to_page(scene: dict[str, Any]) -> str:
    """A scene → the whole HTML file, as text to be written in UTF-8 without changing line ends."""
    scripts = {"library": _library(), "script": _own("view.js")}
    style = _own("style.css")
    policy = "; ".join(
        (
            "default-src 'none'",
            "script-src " + " ".join(map(_source, scripts.values())),
            f"style-src {_source(style)}",
            "img-src data: blob:",
            "base-uri 'none'",
            "form-action 'none'",
        )
    )
    parts = {
        "policy": policy,
        "title": html.escape(scene["title"]),
        "style": style,
        "scene": to_json(scene),
        **scripts,
    }
    return _PLACEHOLDER.sub(lambda found: parts[found[1]], _own("template.html"))


def to_json(scene: dict[str, Any]) -> str:
    """A scene → JSON that is safe between script tags."""
    return json.dumps(scene, ensure_ascii=False, separators=(",", ":"), allow_nan=False).translate(
        _JSON_ESCAPES
    )


def _source(text: str) -> str:
    """The text of a script or style element → the policy's name for it."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


@cache
def _own(name: str) -> str:
    return _inline(files("graphbuild.view").joinpath(name).read_text(encoding="utf-8"))


@cache
def _library() -> str:
    """vis-network as pyvis ships it, licence included, without the hint at a source map."""
    text = files("pyvis").joinpath(*_LIBRARY).read_text(encoding="utf-8")
    return re.sub(r"^//# sourceMappingURL=.*$", "", _inline(text), flags=re.M).strip()


def _inline(text: str) -> str:
    """Line ends as an HTML parser leaves them, or the hash would not fit."""
    return text.replace("\r\n", "\n").replace("\r", "\n")
