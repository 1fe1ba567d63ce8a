"""The lexicon's role nouns, singular and plural, where they stand in a Doc."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from spacy.tokens import Doc

from graphbuild.knowledge import Knowledge

_WORDS = re.compile(r"\w+|[^\w\s]")
# What follows the noun that takes the plural: "secretaries of state", "attorneys general".
_AFTER_HEAD = frozenset(["of", "in", "to", "-", "general"])


@dataclass(frozen=True, slots=True)
class RoleNoun:
    """A role noun of the lexicon that ends before token `end`."""

    noun: str
    end: int
    plural: bool


def role_noun_at(doc: Doc, i: int, knowledge: Knowledge) -> RoleNoun | None:
    """The longest role noun that begins at token `i`, if one does."""
    for words, noun, plural in _by_first_word(knowledge.role_names).get(doc[i].lower_, ()):
        end = i + len(words)
        if end > len(doc) or any(doc[i + k].lower_ != word for k, word in enumerate(words)):
            continue
        after = doc[end] if end < len(doc) else None
        named = (
            after is not None and after.ent_type_ == "PERSON" and after.lower_ not in knowledge.office_nouns
        )
        if doc[end - 1].pos_ in ("VERB", "AUX", "ADV") and not (named and plural):
            continue
        ranked = after is not None and knowledge.titles.get(doc[end : end + 2].text) == "military"
        qualifies = after is not None and after.pos_ in ("NOUN", "PROPN", "ADJ") and not named and not ranked
        if noun in knowledge.role_modifiers and qualifies:
            continue  # "deputy" before a longer role
        return RoleNoun(noun, end, plural)
    return None


@lru_cache(maxsize=4)
def _by_first_word(nouns: frozenset[str]) -> Mapping[str, tuple[tuple[tuple[str, ...], str, bool], ...]]:
    """Role nouns by their first word: (words, noun, whether plural), the longest first."""
    index: dict[str, list[tuple[tuple[str, ...], str, bool]]] = {}
    for noun in sorted(nouns):
        words = tuple(_WORDS.findall(noun.lower()))
        head = next((k for k, word in enumerate(words) if word in _AFTER_HEAD), len(words)) - 1
        plural = list(words)
        plural[head] = _plural(words[head])
        index.setdefault(words[0], []).append((words, noun, False))
        index.setdefault(plural[0], []).append((tuple(plural), noun, True))
    return {first: tuple(sorted(group, key=lambda g: -len(g[0]))) for first, group in index.items()}


def _plural(word: str) -> str:
    if word.endswith("man"):
        return word[:-3] + "men"
    if word.endswith("y") and word[-2:-1] not in "aeiou":
        return word[:-1] + "ies"
    return word + ("es" if word.endswith(("s", "ch", "sh", "x")) else "s")
