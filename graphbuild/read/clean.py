"""The text of a page → its prose: one line per paragraph, an empty line between paragraphs."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from itertools import pairwise

from graphbuild.read.boilerplate import Boilerplate
from graphbuild.read.characters import normalise, separate

SENTENCE_END = re.compile(r"[.!?…:;][\"'”\u2019»)\]]*$")
_STARTS_LOWER = re.compile(r"[a-zà-þ]")
_CONTINUES = re.compile(r"[a-zà-þ,;)]")
_LIST_ENTRY = re.compile(r"(?:[-*•\u2013]|\(?\d{1,3}[.)]|\(?[a-z][.)])\s")
_LETTER = re.compile(r"[^\W\d_]")
_FOREIGN_LETTER = re.compile(r"[^\W\d_A-Za-zÀ-\u024f\u1e00-\u1eff]")

_RULE_LIMIT = 700  # characters; a longer line is taken for prose whatever it says
_TAIL_REACH = 800  # characters of the last paragraph in which a tail is looked for
_BLOCK_LIMIT = 15  # lines under a heading such as "Related articles"
_HEADING_LIMIT = 160  # characters; teasers and captions are shorter
_REPEAT_LIMIT = 60  # a sentence shorter than this may well be said twice
_FOREIGN_LETTERS, _FOREIGN_SHARE = 5, 0.5  # of a line's letters
# What a text broken at a fixed width looks like, set on wire copy and cables broken at 60 to 80.
_WRAP_WIDTHS = range(45, 101)
_WRAP_LINES = 4
_WRAP_SHARE = 0.6
_FULL_LINE = 0.6  # of the width; a shorter line ends its paragraph
_LINK_BREAK = 40  # characters before a stray break; shorter lines are menu entries


def clean(text: str, boilerplate: Boilerplate) -> str:
    """Any text → its prose, as stored in `Article.text`: paragraphs between empty lines.

    Never raises; applying it twice changes nothing more. Words are kept as they are, except
    that sentences run together ("president.The") are separated.
    """
    text = normalise(text)
    # One rule can lay bare what another matches. Every round removes a line or characters, or
    # adds a space that no later round removes, so this ends.
    while (cleaned := _clean_once(text, boilerplate)) != text:
        text = cleaned
    return text


def _clean_once(text: str, boilerplate: Boilerplate) -> str:
    lines = [line.strip() for line in text.split("\n")]
    if not is_foreign(text):
        lines = [line for line in lines if not is_foreign(line)]
    lines = list(_without_furniture(lines, boilerplate))
    paragraphs = _without_tail(list(_without_repeats(_paragraphs(lines))), boilerplate)
    return "\n\n".join(separate(paragraph, boilerplate.unsplit) for paragraph in paragraphs)


def is_foreign(text: str) -> bool:
    """Whether most letters of a text belong to another script than Latin; a few say nothing."""
    foreign = 0 if text.isascii() else len(_FOREIGN_LETTER.findall(text))
    return foreign >= _FOREIGN_LETTERS and foreign > len(_LETTER.findall(text)) * _FOREIGN_SHARE


def _without_furniture(lines: list[str], boilerplate: Boilerplate) -> Iterator[str]:
    under_heading = 0
    for line in lines:
        if not line:
            yield line
        elif len(line) <= _RULE_LIMIT and boilerplate.block.fullmatch(line):
            under_heading = _BLOCK_LIMIT
        elif under_heading and len(line) <= _HEADING_LIMIT and not SENTENCE_END.search(line):
            under_heading -= 1
        elif len(line) <= _RULE_LIMIT and boilerplate.line.fullmatch(line):
            pass
        else:
            under_heading = 0
            yield line


def _paragraphs(lines: list[str]) -> Iterator[str]:
    """Lines, empty ones among them → paragraphs; lines broken at a fixed width are joined."""
    width = _wrap_width(lines)
    paragraph = ""
    last = ""
    for line in lines:
        if paragraph and line and _belongs_together(last, line, width, so_far=len(paragraph)):
            hyphenated = last.endswith("-") and not last.endswith(" -")
            paragraph += line if hyphenated or line[0] in ",;)" else f" {line}"
        else:
            if paragraph:
                yield paragraph
            paragraph = line
        last = line
    if paragraph:
        yield paragraph


def _wrap_width(lines: list[str]) -> int:
    """The width at which the text's lines were broken, 0 if they were not."""
    broken = [(line, following) for line, following in pairwise(lines) if line and following]
    if len(broken) < _WRAP_LINES:
        return 0
    fitting = [line for line, _ in broken if len(line) in _WRAP_WIDTHS]
    mid_sentence = [following for line, following in broken if not SENTENCE_END.search(line)]
    lower = [following for following in mid_sentence if _STARTS_LOWER.match(following)]
    wrapped = (
        len(fitting) >= len(broken) * _WRAP_SHARE
        and len(mid_sentence) >= len(broken) * _WRAP_SHARE
        and len(lower) >= len(mid_sentence) * (1 - _WRAP_SHARE)
    )
    return max(map(len, fitting)) if wrapped else 0


def _belongs_together(line: str, following: str, width: int, *, so_far: int) -> bool:
    ends = SENTENCE_END.search(line) is not None
    if not width:
        return so_far >= _LINK_BREAK and not ends and bool(_CONTINUES.match(following))
    if _LIST_ENTRY.match(following):
        return False
    return len(line) >= width * _FULL_LINE or (not ends and bool(_STARTS_LOWER.match(following)))


def _without_repeats(paragraphs: Iterator[str]) -> Iterator[str]:
    """Drop a headline, teaser or pull quote that was there before."""
    seen: set[str] = set()
    for paragraph in paragraphs:
        may_repeat = len(paragraph) < _REPEAT_LIMIT and SENTENCE_END.search(paragraph)
        folded = unicodedata.normalize("NFKC", paragraph).casefold()
        if may_repeat or folded not in seen:
            yield paragraph
        seen.add(folded)


def _without_tail(paragraphs: list[str], boilerplate: Boilerplate) -> list[str]:
    while paragraphs:
        last = paragraphs[-1]
        tail = boilerplate.tail.search(last, max(0, len(last) - _TAIL_REACH))
        if not tail:
            break
        rest = last[: tail.start()].rstrip()
        paragraphs[-1:] = [rest] if rest else []
    return paragraphs
