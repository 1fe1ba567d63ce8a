"""The file boilerplate.toml → one frozen `Boilerplate`: what in a page is not prose."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from graphbuild.errors import KnowledgeError

_NEVER = re.compile(r"(?!)")
_SCOPES = ("line", "tail", "block")
_RULE_KEYS = {"name", "patterns", "drop", "keep"}
# Rules are joined into one expression per scope, where a group's number means nothing.
_BACK_REFERENCE = re.compile(r"(?<!\\)(?:\\\\)*(?:\\[1-9]|\(\?P[=<])")


@dataclass(frozen=True, slots=True)
class Boilerplate:
    """What is not prose, as one regular expression per scope.

    `line` matches a whole line that is dropped; `block` a heading that is dropped with the
    unpunctuated lines under it; `tail` what is cut off the end of the last paragraph. `unsplit`
    are words that follow a full stop with no space and belong there ("Booking.Com").
    """

    line: re.Pattern[str] = _NEVER
    tail: re.Pattern[str] = _NEVER
    block: re.Pattern[str] = _NEVER
    unsplit: frozenset[str] = frozenset()


def load_boilerplate(path: Path) -> Boilerplate:
    """The path of a boilerplate.toml → its `Boilerplate`; the file's header explains the format.

    Raises KnowledgeError naming the file and the key.
    """
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise KnowledgeError(f"{path}: cannot be read: {error.strerror}") from error
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise KnowledgeError(f"{path}: not valid TOML: {error}") from error
    for key in table:
        if key not in (*_SCOPES, "words", "unsplit"):
            raise KnowledgeError(f"{path}: {key}: unknown key; known are line, tail, block, words, unsplit")
    raw_words = table.get("words", {})
    if not isinstance(raw_words, dict):
        raise KnowledgeError(f"{path}: words: expected a table of lists")
    words = {
        name: "(?:" + "|".join(re.escape(word) for word in sorted(listed, key=len, reverse=True)) + ")"
        for name, entry in raw_words.items()
        for listed in [_strings(path, f"words.{name}", entry)]
    }
    scopes = {scope: _scope(path, scope, table.get(scope, []), words) for scope in _SCOPES}
    unsplit = _strings(path, "unsplit", table["unsplit"]) if "unsplit" in table else ()
    return Boilerplate(**scopes, unsplit=frozenset(unsplit))


def _scope(path: Path, scope: str, rules: object, words: Mapping[str, str]) -> re.Pattern[str]:
    if not isinstance(rules, list):
        raise KnowledgeError(f"{path}: {scope}: expected [[{scope}]] tables")
    patterns = [
        pattern
        for number, rule in enumerate(rules, 1)
        for pattern in _rule(path, f"{scope}[{number}]", rule, words)
    ]
    if not patterns:
        return _NEVER
    end = r"\s*\Z" if scope == "tail" else ""
    return re.compile(f"(?:{'|'.join(patterns)}){end}", re.IGNORECASE)


def _rule(path: Path, key: str, rule: Any, words: Mapping[str, str]) -> list[str]:
    if not isinstance(rule, dict) or not isinstance(rule.get("name"), str):
        raise KnowledgeError(f"{path}: {key}.name: missing")
    key = f'{key} "{rule["name"]}"'
    for unknown in sorted(rule.keys() - _RULE_KEYS):
        known = ", ".join(sorted(_RULE_KEYS))
        raise KnowledgeError(f"{path}: {key}.{unknown}: unknown key; known are {known}")
    for examples in ("drop", "keep"):
        if examples in rule:
            _strings(path, f"{key}.{examples}", rule[examples])
    patterns = _strings(path, f"{key}.patterns", rule.get("patterns"))
    return [_pattern(path, f"{key}.patterns[{n}]", pattern, words) for n, pattern in enumerate(patterns, 1)]


def _pattern(path: Path, key: str, pattern: str, words: Mapping[str, str]) -> str:
    def spelled_out(reference: re.Match[str]) -> str:
        if reference[1] not in words:
            raise KnowledgeError(f"{path}: {key}: no list words.{reference[1]}")
        return words[reference[1]]

    full = re.sub(r"%(\w+)%", spelled_out, pattern)
    if _BACK_REFERENCE.search(full):
        raise KnowledgeError(f"{path}: {key}: named groups and back-references cannot be used here")
    try:
        re.compile(full, re.IGNORECASE)
        grouped = re.compile(f"(?:{full})", re.IGNORECASE)
    except re.error as error:
        raise KnowledgeError(f"{path}: {key}: not a regular expression: {error}") from error
    if grouped.fullmatch(""):
        raise KnowledgeError(f"{path}: {key}: matches the empty text, so it would match everywhere")
    return grouped.pattern


def _strings(path: Path, key: str, entry: object) -> tuple[str, ...]:
    if not isinstance(entry, list) or not entry or not all(isinstance(word, str) and word for word in entry):
        raise KnowledgeError(f"{path}: {key}: expected a list of one or more texts")
    return tuple(entry)
