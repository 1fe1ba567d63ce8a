"""A body's name → its words, whatever their order, and the state that it names."""

from __future__ import annotations

import re

from graphbuild.knowledge import Knowledge
from graphbuild.model import Kind, entity_id
from graphbuild.spelling import name_words

_SMALL = frozenset(["the", "of", "for", "and", "in", "on", "at", "to", "affairs"])
_POSSESSIVE = re.compile(r"['’]s?\b")
_LONGEST_STATE = 4  # words: "Democratic Republic of Congo"

type Form = tuple[str, ...]


def body_form(name: str, knowledge: Knowledge) -> tuple[Form, str | None]:
    """A body's name → its words whatever their order, and the id of the state that it names.

    "Iranian Foreign Ministry", "Iran's Foreign Ministry" and "Ministry of Foreign Affairs of Iran" have
    one form.
    """
    words = _POSSESSIVE.sub("", name).split()
    state = None
    for length in range(_LONGEST_STATE, 0, -1):
        for begin in (0, len(words) - length) if len(words) > length else ():
            label = _state_label(" ".join(words[begin : begin + length]), knowledge)
            if label:
                state = entity_id(Kind.STATE, label)
                words = words[:begin] + words[begin + length :]
                break
        if state:
            break
    plain = [word for word in name_words(" ".join(words)) if word not in _SMALL]
    return tuple(sorted(plain)), state


def is_general(form: Form, knowledge: Knowledge) -> bool:
    """Whether many states have a body of this name: "foreign ministry", "parliament"."""
    return all(word in knowledge.body_heads or word in knowledge.role_modifiers for word in form)


def _state_label(name: str, knowledge: Knowledge) -> str | None:
    known = (k.label for k in knowledge.names.get(name, ()) if k.kind is Kind.STATE and k.sense == "name")
    return knowledge.adjectives.get(name) or next(known, None)
