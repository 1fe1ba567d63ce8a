"""Names as words, and whether two of them may be spellings of one name."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from rapidfuzz.distance import OSA


def name_words(name: str) -> tuple[str, ...]:
    """A name → its words in lower case, with no accents, hyphens or stops."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    return tuple(word for part in plain.lower().replace("-", " ").split() if (word := part.strip(".,'’")))


def same_words(a: Sequence[str], b: Sequence[str]) -> bool:
    """Whether two names have the same words in the same order, spelling apart."""
    return len(a) == len(b) and all(x == y or spelled_alike(x, y) for x, y in zip(a, b, strict=True))


def spelled_alike(a: str, b: str) -> bool:
    """Whether two words may be spellings of one name: the same first letter, and one slip, or two
    in words of seven letters or more (optimal string alignment, so a swap of neighbours is one slip).
    """
    shorter = min(len(a), len(b))
    if shorter < 5 or a[0] != b[0]:
        return False
    limit = 1 if shorter < 7 else 2
    return OSA.distance(a, b, score_cutoff=limit) <= limit
