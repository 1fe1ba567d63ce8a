"""Any text → the same in clean characters: line ends, entities, tags, spaces, glued sentences."""

from __future__ import annotations

import html
import re
import unicodedata
from html.entities import html5

_LINE_END = re.compile("\r+\n|[\r\x0b\x0c\u2028\u2029]")
# C1 controls in a news text are Windows quotation marks and dashes read as Latin-1.
_C1 = re.compile("[\x80-\x9f]")
_WINDOWS = {code: bytes([code]).decode("cp1252", "ignore") or None for code in range(0x80, 0xA0)}
# Controls, soft hyphens, zero-width and direction marks, icon fonts' private characters and
# noncharacters. The joiners U+200C and U+200D stay: names and emoji are spelled with them.
_DROPPED = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f\xad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\ue000-\uf8ff\ufdd0-\ufdef\ufffe\uffff\U000e0000-\U000e007f\U000f0000-\U0010ffff]"
)
_SURROGATE = re.compile("[\ud800-\udfff]")
_ENTITY = re.compile(r"&(#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_SPACES = re.compile(r"[^\S\n]+")
_SPACE_AT_LINE_END = re.compile(r" ?\n ?")
_BLOCK_TAG = re.compile(
    r"</?(?:p|br|div|li|ul|ol|h[1-6]|tr|table|tbody|blockquote|figure|figcaption|section|article|header|footer|hr)"
    r"(?:\s[^<>]*)?/?>",
    re.IGNORECASE,
)
_INLINE_TAG = re.compile(
    r"</?(?:a|abbr|b|cite|code|em|font|i|iframe|img|q|s|small|span|strong|sub|sup|td|th|time|u|script|style)"
    r"(?:\s[^<>]*)?/?>",
    re.IGNORECASE,
)
_HIDDEN = (("<script", "</script>"), ("<style", "</style>"), ("<!--", "-->"))
# Each round peels one layer ("&amp;lt;p&amp;gt;"); real text has two or three.
_ROUNDS = 6

_GLUED = re.compile(
    r"(?:[a-z]{2}[”\u2019)\]]?|[)\]])(?:[.!?]{1,3}[”\u2019)]?|[,;])(?=[“\u2018(]?[A-Z](?:[a-z]|\.[A-Z]|[\s,:]))"
    r"|\d[.!?](?=[“\u2018]?[A-Z][a-z])"
    r"|(?<![\w.])(?:[A-Z]\.){2,}(?=[A-Z][a-z])"
)
_ADDRESS = re.compile(r"[/\\@_]|www\.", re.IGNORECASE)
_NEXT_WORD = re.compile(r"[A-Za-z]+")
_TOKEN_REACH = 200


def normalise(text: str) -> str:
    """Any text → NFC text with "\\n" line ends, single spaces, no control characters, tags or entities.

    Never raises; applying it twice changes nothing more.
    """
    for _ in range(_ROUNDS):
        peeled = _without_tags(_ENTITY.sub(_decoded, _plain(text)))
        if peeled == text:
            break
        text = peeled
    else:
        # Nested on purpose: what is left cannot become a tag or an entity any more.
        text = re.sub(r"&(?=[#A-Za-z])", "& ", _plain(text).replace("<", " "))
    text = _SPACES.sub(" ", text)
    return _SPACE_AT_LINE_END.sub("\n", text).strip()


def separate(paragraph: str, unsplit: frozenset[str]) -> str:
    """A paragraph → the same with a space between sentences that run together ("president.The").

    Abbreviations ("U.S.", "e.g."), addresses and the words of `unsplit` stay as they are.
    """

    def spaced(match: re.Match[str]) -> str:
        start, end = match.span()
        before = paragraph[max(0, start - _TOKEN_REACH) : start].rpartition(" ")[2]
        after = paragraph[end : end + _TOKEN_REACH].partition(" ")[0]
        word = _NEXT_WORD.match(paragraph, end)
        if _ADDRESS.search(f"{before}{match[0]}{after}") or (word and word[0] in unsplit):
            return match[0]
        return match[0] + " "

    return _GLUED.sub(spaced, paragraph)


def shown(text: str) -> str:
    """Any text, a path for one → the same with whatever a terminal would act on escaped."""
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode("ascii") for c in text)


def _plain(text: str) -> str:
    text = _LINE_END.sub("\n", text)
    if _C1.search(text):
        text = text.translate(_WINDOWS)
    text = _SURROGATE.sub("\ufffd", _DROPPED.sub("", text))
    return unicodedata.normalize("NFC", text)


def _decoded(entity: re.Match[str]) -> str:
    name = entity[1]
    return html.unescape(entity[0]) if name.startswith("#") else html5.get(f"{name};", entity[0])


def _without_tags(text: str) -> str:
    if "<" not in text:
        return text
    for opening, closing in _HIDDEN:
        text = _without_hidden(text, opening, closing)
    return _INLINE_TAG.sub("", _BLOCK_TAG.sub("\n", text))


def _without_hidden(text: str, opening: str, closing: str) -> str:
    """Cut every `opening`…`closing`; one that is never closed stays. Linear, unlike a lazy pattern."""
    lowered = text.lower()
    if len(lowered) != len(text):  # a few capitals grow when lowered, which would shift the cuts
        lowered = text
    parts, done = [], 0
    while (start := lowered.find(opening, done)) >= 0:
        end = lowered.find(closing, start)
        if end < 0:
            break
        parts.append(text[done:start])
        done = end + len(closing)
    return "".join([*parts, text[done:]])
