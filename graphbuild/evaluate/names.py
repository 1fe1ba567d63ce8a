"""Names as gold compares them: in plain lower-case letters, titles aside; posts by their head word."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import product

from graphbuild.model import Entity, Kind

# What a name may begin with or not, all the same. Part of the rules that every score is made by, and so
# neither knowledge of the language nor the user's to change.
_TITLES = frozenset(
    [
        *("mr", "mrs", "ms", "dr", "sir", "the", "mullah", "sheikh", "ayatollah", "maulvi", "maulana"),
        *("president", "prime", "minister", "ambassador", "senator", "sen", "rep"),
        *("general", "gen", "lt", "col", "king", "queen", "prince"),
    ]
)
_PLAIN = str.maketrans({"‘": "'", "’": "'", "–": "-", "—": "-"})
_OTHER_CHARACTERS = re.compile(r"[^a-z0-9 ]+")
_BODY_OF_POST = re.compile(r" (?:of|to|for|in|at|on) ")


@dataclass(frozen=True, slots=True)
class ComparedNames:
    """What an entity is compared by: its label (`main`), and all of its names that count."""

    main: frozenset[str]
    all: frozenset[str]


@lru_cache(maxsize=50_000)
def normalise(name: str, *, keep_titles: bool = False) -> str:
    """A name → its words in ASCII lower case, without possessives and, unless kept, leading titles."""
    ascii_only = unicodedata.normalize("NFKD", name.translate(_PLAIN)).encode("ascii", "ignore").decode()
    words = _OTHER_CHARACTERS.sub(" ", ascii_only.lower().replace("'s", " ")).split()
    while not keep_titles and len(words) > 1 and words[0] in _TITLES:
        words.pop(0)
    return " ".join(words)


@lru_cache(maxsize=50_000)
def compared_names(entity: Entity) -> ComparedNames:
    """An entity → its names for comparison; of a person's other names those of one word do not count."""
    keep_titles = entity.kind is Kind.POSITION
    label = normalise(entity.label, keep_titles=keep_titles)
    others = {normalise(name, keep_titles=keep_titles) for name in entity.names} - {""}
    main = frozenset({label or normalise(entity.id.rpartition("/")[2].replace("-", " "))})
    counting = {name for name in others if " " in name or entity.kind is not Kind.PERSON}
    return ComparedNames(main, main | counting)


def is_same_post(found: Iterable[str], accepted: Iterable[str]) -> bool:
    """Whether one of the compared names of a post is that of one accepted: the same head word, and
    all the words of one among those of the other ("foreign minister", "minister of foreign affairs").
    """
    wanted = [_head_and_words(normalise(name, keep_titles=True)) for name in accepted]
    return any(
        head and head == other_head and (words <= other_words or other_words <= words)
        for (head, words), (other_head, other_words) in product(map(_head_and_words, found), wanted)
    )


def _head_and_words(post: str) -> tuple[str, frozenset[str]]:
    """A post → its head word ("minister" of "minister for energy"), and all words but the joining ones."""
    parts = [part.split() for part in _BODY_OF_POST.split(post)]
    head = parts[0][-1] if parts[0] else ""
    return head, frozenset(word for part in parts for word in part) - {"the"}
