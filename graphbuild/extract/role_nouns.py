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
    """A role noun of the lexicon that ends before token `end`; `post` is what a short form stands for."""

    noun: str
    end: int
    plural: bool
    post: str = ""


def role_noun_at(doc: Doc, i: int, knowledge: Knowledge) -> RoleNoun | None:
    """The longest role noun that begins at token `i`, if one does."""
    short = _shortened(doc, i, knowledge)
    if short is not None:
        return short
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


def _shortened(doc: Doc, i: int, knowledge: Knowledge) -> RoleNoun | None:
    """A short form of an office before a name: "Sen. Graham", "Lt. Gen. Kurilla", "FM Zarif"."""
    if not doc[i].text[0].isupper():
        return None
    end = _behind_stop(doc, i)
    words = doc[i].text.rstrip(".")
    two = f"{words} {doc[end].text.rstrip('.')}" if end < len(doc) else ""
    if two in knowledge.short_offices:
        words, end = two, _behind_stop(doc, end)
    if doc[i + 1 : i + 2].text == "-" and doc[i : i + 3].text in knowledge.short_offices:
        words, end = doc[i : i + 3].text, i + 3  # "Lt-Gen"
    office = knowledge.short_offices.get(words)
    if office is None or end >= len(doc) or doc[end].pos_ != "PROPN" or not doc[end].text[0].isupper():
        return None
    parts = office.split()
    noun = next(" ".join(parts[n:]) for n in range(len(parts)) if " ".join(parts[n:]) in knowledge.roles)
    return RoleNoun(noun, end, False, office)


def _behind_stop(doc: Doc, i: int) -> int:
    """The token behind token `i` and the stop of its abbreviation, where that is a token of its own."""
    stop = i + 1 < len(doc) and doc[i + 1].text == "." and not doc[i].whitespace_
    return i + 2 if stop else i + 1


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
