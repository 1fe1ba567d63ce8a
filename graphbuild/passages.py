"""A text → its sentences, roughly, and the places where names stand: to show evidence, not to read it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from graphbuild.model import Span

# One character for one, so that offsets stay right.
_STRAIGHT = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-", "\u00a0": " "})
# A stop after one capital ("U.S.", "J. Smith") or a title ends no sentence.
_ABBREVIATED = re.compile(r"(?:\b[A-Z]|\b(?:Mr|Mrs|Ms|Dr|St|Gen|Lt|Col|Maj|Sen|Rep|Gov|No|vs))\.$")
_END = re.compile(r"""[.!?]["'’”)\]]*(?=\s+["'‘“(\[]?[A-Z0-9])|\n+""")


def find_names(text: str, names: Iterable[str]) -> tuple[Span, ...]:
    """A text and names → where any of the names stands as whole words, the longest first at each place.

    Names without a capital match in any case; quotation marks and dashes match in any style.
    """
    wanted = sorted({name.translate(_STRAIGHT) for name in names if name.strip()}, key=lambda n: (-len(n), n))
    if not wanted:
        return ()
    alternatives = "|".join(f"(?i:{re.escape(n)})" if n == n.lower() else re.escape(n) for n in wanted)
    found = re.finditer(rf"(?<!\w)(?:{alternatives})(?!\w)", text.translate(_STRAIGHT))
    return tuple(Span(*match.span()) for match in found)


def find_sentences(text: str) -> Iterator[Span]:
    """A text → its sentences in order: cut at line ends, and at stops before a capital or a digit."""
    start = 0
    for end in _END.finditer(text):
        if _ABBREVIATED.search(text, max(start, end.end() - 6), end.end()):
            continue
        yield from _trimmed(text, start, end.end())
        start = end.end()
    yield from _trimmed(text, start, len(text))


def _trimmed(text: str, start: int, end: int) -> Iterator[Span]:
    sentence = text[start:end]
    if sentence.strip():
        begin = start + len(sentence) - len(sentence.lstrip())
        yield Span(begin, begin + len(sentence.strip()))
