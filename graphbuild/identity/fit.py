"""Two names of people → whether one may stand for the other, and how."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum

from graphbuild.spelling import may_be_spellings


class Fit(Enum):
    """How a name may stand for a fuller one: what to call it, and what it is worth by itself.

    The worth is in log-odds: 0 is as likely as not. The figures were set on the names of 43 annotated
    articles, and lowered until no two people of the corpus that were read came together.
    """

    SAME = "the same words", 3.5
    ORDER = "the same words in another order", 2.0
    SPELLING = "the same words, spelled otherwise", 1.2
    SHORTER = "the same name with a part left out", 0.8
    INITIALS = "the same surname, and initials that fit", 0.2
    SURNAME = "the surname alone", -0.5
    FIRST_NAME = "the first name alone", -2.0

    def __init__(self, told: str, worth: float) -> None:
        self.told = told
        self.worth = worth


def find_fit(short: Sequence[str], full: Sequence[str]) -> Fit | None:
    """The plain words of two names, the second no shorter → how the first may stand for the second."""
    if not short or not full or len(short) > len(full):
        return None
    if len(short) == 1:
        return _single_fit(short[0], full)
    if tuple(short) == tuple(full):
        return Fit.SAME
    if len(short) == len(full):
        if sorted(short) == sorted(full):
            return Fit.ORDER
        if all(_alike(a, b) for a, b in zip(short, full, strict=True)):
            return Fit.SPELLING
    if not _alike(short[-1], full[-1]):
        return None
    if _is_part(short, full):
        return Fit.SHORTER
    return Fit.INITIALS if _is_part(short, full, initials=True) else None


def _single_fit(word: str, full: Sequence[str]) -> Fit | None:
    if _alike(word, full[-1]):
        if len(full) > 1:
            return Fit.SURNAME
        return Fit.SAME if word == full[0] else Fit.SPELLING
    return Fit.FIRST_NAME if word == full[0] else None


def _is_part(short: Sequence[str], full: Sequence[str], *, initials: bool = False) -> bool:
    """Whether the words of one name stand in another, in that order."""
    at = 0
    for word in short:
        while at < len(full) and not (_alike(word, full[at]) or (initials and _initial(word, full[at]))):
            at += 1
        if at == len(full):
            return False
        at += 1
    return True


def _initial(a: str, b: str) -> bool:
    return 1 in (len(a), len(b)) and a[0] == b[0]


def _alike(a: str, b: str) -> bool:
    return a == b or may_be_spellings(a, b)
