"""ES modules → one script, without a bundler.

Each module becomes a function that is called once and returns what it exports, so names of different
modules never meet. That takes a few rules, which hold for `script/`: imports are `import { a, b } from
"./x.js"` or `import "./x.js"`, each on one line; exports are declarations (`export const`, `export
function`, `export async function`, also with several names in braces: `export const { a, b } = …`) or
`export { a }`; and no two modules import each other.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from graphbuild.errors import KnowledgeError

_IMPORT = re.compile(r'^import (?:\{ (?P<names>[\w, ]+) \} from )?"\./(?P<file>[\w-]+\.js)";\n', re.M)
_DECLARED = re.compile(
    r"^export (?=(?:const|(?:async )?function) (?:\{ (?P<names>[\w, ]+) \}|(?P<name>\w+)))", re.M
)
_LISTED = re.compile(r"^export \{ (?P<names>[\w, ]+) \};\n", re.M)
_LEFT = re.compile(r"^(?:import|export)\b.*", re.M)


def bundle(entries: Sequence[str], read: Callable[[str], str]) -> str:
    """Names of modules to run in this order, and what reads a module → one script of all they need.

    Every module runs once, after those that it imports. Raises KnowledgeError where a module breaks
    the rules above.
    """
    parts: dict[str, str] = {}
    for entry in entries:
        _add(entry, read, parts, ())
    return "".join(['"use strict";\n(() => {\n', *parts.values(), "})();\n"])


def _add(file: str, read: Callable[[str], str], parts: dict[str, str], above: tuple[str, ...]) -> None:
    if file in above:
        raise KnowledgeError(f"{' → '.join((*above, file))}: modules that import each other")
    if file in parts:
        return
    text = read(file)
    for found in _IMPORT.finditer(text):
        _add(found["file"], read, parts, (*above, file))
    exports = [
        name
        for pattern in (_DECLARED, _LISTED)
        for found in pattern.finditer(text)
        for name in re.split(r", ?", found["names"] or found["name"])
    ]
    body = _LISTED.sub("", _DECLARED.sub("", _IMPORT.sub(_as_constants, text)))
    left = _LEFT.search(body)
    if left:
        raise KnowledgeError(f"{file}: cannot be bundled: {left[0]}")
    head = f"// ---- {file}\nconst {_variable(file)} = (() => {{\n"
    parts[file] = f"{head}{body}return {{ {', '.join(exports)} }};\n}})();\n"


def _as_constants(found: re.Match[str]) -> str:
    return f"const {{ {found['names']} }} = {_variable(found['file'])};\n" if found["names"] else ""


def _variable(file: str) -> str:
    return f"${file.removesuffix('.js').replace('-', '_')}"
