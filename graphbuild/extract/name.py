"""The noun `Name`: tokens of a Doc that name something; and what is asked of a token near one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from graphbuild.knowledge import Knowledge, Known
from graphbuild.model import Kind

_POSSESSIVE = frozenset(["'s", "’s", "'", "’", "ʼs"])
_OPPOSED = frozenset(["anti", "non", "pro", "ex", "post", "pre"])


@dataclass(frozen=True, slots=True)
class Name:
    """Tokens `start` to `end` (half-open) that name something.

    `text` is the bare name, with no article, title or possessive mark. `known` is the lexicon's
    entry. `sense` is the lexicon's (`name`, `adjective`, `people`, `capital`, `seat`), or `group`
    for people who act for `known` ("the Syrian government"). `state` is the label of the state
    that an organisation's own name mentions, `core` the name without it; `parent` is the body of
    the lexicon that it names as the one it is a part of ("UN Human Rights Council").
    """

    start: int
    end: int
    kind: Kind
    text: str
    known: Known | None = None
    sense: str = "name"
    state: str = ""
    core: str = ""
    title: str = ""
    parent: Known | None = None

    def head(self, doc: Doc) -> Token:
        """The token through which the rest of the sentence sees this name."""
        return doc[self.start : self.end].root


def by_token(names: Sequence[Name]) -> Mapping[int, Name]:
    """Names → the name at each of their tokens."""
    return {i: name for name in names for i in range(name.start, name.end)}


def is_possessive(token: Token) -> bool:
    """Whether a token is the mark of a possessive; a bare apostrophe is one only behind an s."""
    if token.text in ("'", "’") and token.i > 0 and token.nbor(-1).text[-1] not in "sSzxZX":
        return False
    return token.tag_ == "POS" or (token.text in _POSSESSIVE and token.dep_ == "case")


def is_dash(token: Token) -> bool:
    """Whether a token ends in a dash that stands apart, as behind the place of a dateline: "TEHRAN- Iran"."""
    return token.text[-1] in "-–—" and bool(token.whitespace_)


def is_opposed(doc: Doc, i: int) -> bool:
    """Whether a name only says what others are against or for: "anti-Taliban", "non-Taliban"."""
    return i > 1 and doc[i - 1].text in ("-", "–") and doc[i - 2].lower_ in _OPPOSED


def is_title(token: Token, knowledge: Knowledge) -> bool:
    """Whether a token before a person's name is a title or a role, or stands in one, not part of the name.

    "Tan" is no title, but stands in one in "Tan Sri Rahim Mokhtar".
    """
    word = token.text.rstrip(".")
    if word in knowledge.plain_titles or token.lower_ in knowledge.roles:
        return True
    doc, i = token.doc, token.i
    before, after = doc[max(i - 1, 0) : i].text.rstrip("."), doc[i + 1 : i + 2].text.rstrip(".")
    return (before, word) in knowledge.title_pairs or (word, after) in knowledge.title_pairs


def name_end_before(doc: Doc, i: int) -> int:
    """The mark at token `i` that opens an apposition → where the name before it must end.

    An age or a bracket between is passed over: "Nasir Durrani, 34, a teacher", "Durrani (PDP), a teacher".
    """
    k = i - 1
    if k > 1 and doc[i].text == "," and doc[k].text.isdigit():
        k -= 2 if doc[k - 1].lower_ in ("aged", "age") else 1
        return k if doc[k].text == "," else i
    if k > 2 and doc[k].text == ")":
        return next((t.i for t in reversed(doc[max(k - 7, 0) : k]) if t.text == "("), i)
    return i
