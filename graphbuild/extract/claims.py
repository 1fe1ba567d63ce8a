"""What one place in one article says, before it becomes a relation with its mention."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Token

from graphbuild.extract.factuality import Factuality


@dataclass(frozen=True, slots=True)
class Post:
    """A position as a recipient: its words, and the index of the body that it belongs to."""

    words: str
    body: int | None = None


@dataclass(frozen=True, slots=True)
class Claim:
    """A predicate between drafts (by index; `Post` for a position), read at `trigger` by `rule`.

    `timed` is False where the time of the sentence is not its own: "Foreign Minister Lavrov said on
    Monday" does not say when he held his post.
    """

    predicate: str
    agents: tuple[int, ...]
    recipients: tuple[int | Post, ...]
    trigger: Token
    rule: str
    factuality: Factuality
    confidence: float
    timed: bool = True
