"""Names as words, and whether two of them may be spellings of one name."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container, Sequence
from functools import lru_cache

from jellyfish import metaphone
from rapidfuzz.distance import OSA


def name_words(name: str, honours: Container[str] = ()) -> tuple[str, ...]:
    """A name → its words in lower case, with no accents, hyphens or stops, nor honours before a full name."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    words = tuple(word for part in plain.lower().replace("-", " ").split() if (word := part.strip(".,'’")))
    return words[1:] if len(words) > 2 and words[0] in honours else words


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


@lru_cache(maxsize=65536)
def may_be_spellings(a: str, b: str) -> bool:
    """Whether two words of different articles may be spellings of one name.

    Stricter than `spelled_alike`, which compares the names of one article: they must sound alike too
    (Lawrence Philips's Metaphone), and an ending makes another name, as in "Karim" and "Karimi",
    "Mario" and "Maria". Looser where the scripts of the world are written in Latin letters: "Araghchi"
    is "Araqchi", "Sharif" is "Shareef".
    """
    if min(len(a), len(b)) < 5:
        return False
    one, other = _folded(a), _folded(b)
    if one == other:
        return True
    alike = spelled_alike(a, b) or spelled_alike(one, other)
    return alike and sound(a) == sound(b) and not _ending_differs(one, other)


@lru_cache(maxsize=65536)
def sound(word: str) -> str:
    """A word → how it sounds in English, roughly: its Metaphone, in which vowels hardly count."""
    return metaphone(_folded(word))


# Ways to write one letter of Arabic, Persian or Cyrillic script.
_SPELLINGS = (
    ("kh", "k"), ("gh", "k"), ("q", "k"), ("dh", "d"), ("ee", "i"), ("ie", "i"), ("oo", "u"), ("ou", "u"),
)  # fmt: skip
_EARLY_E = re.compile(r"^e(?=[^aeiouy])")  # "Ebrahim" is "Ibrahim"
_DOUBLE = re.compile(r"(.)\1")


@lru_cache(maxsize=65536)
def _folded(word: str) -> str:
    word = _EARLY_E.sub("i", word.replace("'", "").replace("’", ""))
    for written, folded in _SPELLINGS:
        word = word.replace(written, folded)
    return _DOUBLE.sub(r"\1", word)


def _ending_differs(a: str, b: str) -> bool:
    """Whether one name is the other and a letter, or they differ in the vowel at the end."""
    if len(a) != len(b):
        return a.startswith(b) or b.startswith(a)
    return a[:-1] == b[:-1] and a[-1] != b[-1] and a[-1] in "aeiou" and b[-1] in "aeiou"
