"""A body's name → the same with the body that it names itself a part of: "UN Human Rights Council"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from graphbuild.extract.name import Name
from graphbuild.knowledge import Knowledge, Known
from graphbuild.model import Kind

_PARTS = ("party", "company", "organisation", "government", "military", "university", "agency")
_LONGEST = 4  # words of a body's name that another one bears
_JOINS = frozenset(["of", "the", "for", "and", "on", "in", "to"])


def with_parent(name: Name, knowledge: Knowledge) -> Name:
    """A name → the same, with its parent if a body of the lexicon begins or ends it.

    What begins a name is its parent only where bodies have parts of their own name, as unions of
    states have; what ends it behind "of" always is.
    """
    if name.kind is not Kind.ORGANISATION or name.sense != "name" or "(" in name.text:
        return name
    words = name.text.split()
    parent, rest = _first(words, knowledge)
    if parent is None and name.known is None:
        parent, rest = _last(words, knowledge)
    if parent is None or (name.known is not None and parent.label == name.known.label):
        return name
    types = {knowledge.body_heads.get(word.lower()) for word in rest}
    is_body = name.known is not None or ("event" not in types and not types.isdisjoint(_PARTS))
    return replace(name, parent=parent) if is_body else name


def _first(words: Sequence[str], knowledge: Knowledge) -> tuple[Known | None, Sequence[str]]:
    """The body that begins a name, and the words behind it."""
    for n in range(min(_LONGEST, len(words) - 1), 0, -1):
        found = _body(words[:n], knowledge)
        if found is not None and words[n].lower() not in _JOINS:
            return (found if found.type in ("international", "union") else None), words[n:]
    return None, ()


def _last(words: Sequence[str], knowledge: Knowledge) -> tuple[Known | None, Sequence[str]]:
    """The body that ends a name behind "of", and the words before it."""
    for n in range(min(_LONGEST, len(words) - 2), 0, -1):
        found = _body(words[-n:], knowledge)
        before = [word.lower() for word in words[-n - 2 : -n]]
        if found is not None and (before[-1:] == ["of"] or before == ["of", "the"]):
            return found, words[:-n]
    return None, ()


def _body(words: Sequence[str], knowledge: Knowledge) -> Known | None:
    found = knowledge.names.get(" ".join(words)) or ()
    return found[0] if found and found[0].kind is Kind.ORGANISATION else None
