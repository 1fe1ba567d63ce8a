"""The words of time expressions (`ontology/dates.toml`), patterns over them, and plain spelling."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from typing import Any

from graphbuild.errors import KnowledgeError
from graphbuild.knowledge import ontology_path


def _read_words() -> dict[str, Any]:
    path = ontology_path() / "dates.toml"
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise KnowledgeError(f"{path}: {error}") from None


def _any(words: Iterable[str]) -> str:
    """Words → a pattern for any of them, the longest first."""
    return "(?:" + "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True)) + ")"


WORDS = _read_words()
_NUMBERS: dict[str, str] = {
    **{word: str(number) for word, number in WORDS["numbers"].items()},
    **{word: f"{number}th" for word, number in WORDS["ordinals"].items()},
}
MONTH_NAMES: dict[int, str] = {number: word for word, number in reversed(WORDS["months"].items())}
OPEN: dict[str, str] = {word: way for way, words in WORDS["open"].items() for word in words}
_NAMES = {  # what a name in capitals stands for in the patterns below
    "WEEKDAY": _any(WORDS["weekdays"]),
    "MONTH": _any(WORDS["months"]),
    "SEASON": _any(WORDS["seasons"]),
    "UNIT": _any(WORDS["units"]) + "s?",
    "NUMBER": _any(_NUMBERS),
    "ORDINAL": _any(WORDS["ordinals"]),
    "ROW": "(?:straight|consecutive|successive)",
    "DECADE": _any(WORDS["decades"]),
    "THIRD": _any(WORDS["thirds"]),
    "OPEN": _any(OPEN),
    "IDLE": _any(WORDS["idle"]["words"]),
    "HOURS": _any(WORDS["day"]["parts"]),
    "ZONE": _any(WORDS["day"]["zones"]),
    "DAYNAME": _any(word.title() for word in WORDS["weekdays"] if word.endswith("day")),
    "FULLMONTH": _any(map(str.title, MONTH_NAMES.values())) + r"\b",
    "MONTHNAME": f"(?:{_any(map(str.title, MONTH_NAMES.values()))}\\b"
    f"|{_any(map(str.title, WORDS['months']))}\\b\\.?)",
    "EVENT": _any(WORDS["named"]["events"]),
    "COUNT": "(?:[0-9]{1,3}|an?)",
    "YEAR": "(?:1[5-9][0-9][0-9]|2[01][0-9][0-9])",  # earlier ones, in news, are of other calendars
    "ISO": "[0-9]{4}-[0-9]{2}-[0-9]{2}",
    "CLOCK": r"(?:[0-9]{1,2}(?:[:.][0-9]{2}){0,2} ?(?:[ap]\.?m\b\.?|o'clock)|[0-9]{1,2}(?::[0-9]{2}){1,2}"
    "|[0-9]{4} ZONE|midnight|noon|midday)",
    "GAP": r"(?:[^\S\n]+|[^\S\n]*\n(?!\s))",  # white space, one line break at most
}
_NAME = re.compile("|".join(sorted(_NAMES, key=len, reverse=True)))


def pattern_of(text: str, flags: int = 0) -> re.Pattern[str]:
    """A pattern in which names in capitals stand for their words, however deep."""
    while (written := _NAME.sub(lambda m: _NAMES[m[0]], text)) != text:
        text = written
    return re.compile(text, flags)


_CHARACTERS = str.maketrans({
    **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212", "-"),
    **dict.fromkeys("\u2018\u2019", "'"), ",": " ", '"': " ",
})  # fmt: skip
_PLAIN = [
    (pattern_of(pattern), replacement)
    for pattern, replacement in (
        (r"\s+", " "),
        (r"(ISO)t[0-9:.]+(?:z|[+-][0-9:]+)?", r"\1"),
        (r"(?:\b(?:shortly |just |soon )?(?:at|around|about|before|after|and|to|between) )?"
         r"(?<![0-9])(?:[0-9]{1,2} ?(?:-|to|and) ?)?\bCLOCK(?: ?ZONE\b)?(?: ?\([0-9]{4}\b)?", " "),
        (r"\blast night\b", "yesterday and today"),
        (r"\bthis (?:early |late )?HOURS\b|\btonight\b", "today"),
        (r"(?:\b(?:in|at|on|during|the|early|late|mid)[ -])*\b(?:HOURS|(?:early|small|wee|late) hours)"
         r"(?:[ -](?:hours|time))?\b(?: (?:of|on)\b)?", " "),
        (r"[()\[\]“”]|\.(?![0-9])", " "),
        (r"(?<=[a-z])'s?(?= |$)", ""),
        (r"0'?s\b", "0s"),
        (r"\b(mid|early|late|th|first|second|third|fourth)-(?=[a-z0-9])", r"\1 "),
        (r"\bq([1-4])\b", r"\1th quarter"),
        (r" +", " "),
        (r"\b(?:the|this) (?:last|past)\b(?!(?: [a-z]+){1,2} of\b)", "past"),
        (r"\b(?:the|this) (?:up)?coming\b", "coming"),
        (r"\bthe next (?=UNIT\b)", "following "),
        (r"\bthe (?=[3-9]0s\b)", "'"),
        (r"\bthe ", ""),
        (r"^ ?(?:from |since )?(.+) (?:onwards?|forward)$", r"since \1"),
    )
]  # fmt: skip
_NUMBER = pattern_of(r"\b(?:(twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)[ -](?=[a-z]))?(NUMBER)\b")


def plain(expression: str) -> str:
    """An expression → lower case, digits for numbers, "th" for ordinals, no articles, no time of day."""
    text = expression.lower().translate(_CHARACTERS)
    for pattern, replacement in _PLAIN:
        text = pattern.sub(replacement, text)
    return _NUMBER.sub(_in_digits, text).strip()


def _in_digits(match: re.Match[str]) -> str:
    tens, word = match.groups()
    if not tens:
        return _NUMBERS[word]
    number = _NUMBERS[word]
    if number.isdecimal() and int(number) < 10:
        return str(int(_NUMBERS[tens]) + int(number))
    return f"{_NUMBERS[tens]} {number}"
