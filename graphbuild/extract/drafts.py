"""The entities of one article while they are put together, and the tokens tied to them so far."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from spacy.tokens import Token

from graphbuild.extract.name import Name
from graphbuild.knowledge import Figure, Known
from graphbuild.model import Kind


@dataclass(slots=True)
class Draft:
    """An entity of this article while it is being put together."""

    kind: Kind
    label: str
    names: set[str] = field(default_factory=set)
    known: Known | None = None
    state: str = ""
    core: str = ""
    gender: str = ""
    figure: Figure | None = None


class Drafts:
    """Entities of one article under construction, found again by name; each stands for its index."""

    def __init__(self) -> None:
        self.all: list[Draft] = []
        self._by_label: dict[tuple[Kind, str], int] = {}

    def known(self, known: Known, text: str = "") -> int:
        """What the lexicon knows, named in the text as `text`."""
        index = self._index(Draft(known.kind, known.label, known=known, state=known.state))
        if text:
            self.all[index].names.add(text)
        return index

    def state(self, label: str) -> int:
        """A state, whether the text names it or not."""
        return self.known(Known(label, Kind.STATE, "name"))

    def state_of(self, nationality: Name) -> int:
        """The state of a nationality: Russia, for "Russian"."""
        return self.state(str(nationality.known and nationality.known.label))

    def new(self, kind: Kind, label: str, state: str = "", core: str = "") -> int:
        """What only this article knows by that name."""
        index = self._index(Draft(kind, label, state=state, core=core))
        self.all[index].names.add(label)
        return index

    def _index(self, draft: Draft) -> int:
        key = (draft.kind, draft.label)
        if key not in self._by_label:
            self._by_label[key] = len(self.all)
            self.all.append(draft)
        return self._by_label[key]


@dataclass(frozen=True, slots=True)
class Ties:
    """Who is meant where, as far as it is known: indices into `drafts` by token index.

    `named` holds the tokens of names and of roles beside them, `meant` other nouns and pronouns,
    `adjectives` nationalities.
    """

    drafts: Drafts
    named: dict[int, tuple[int, ...]] = field(default_factory=dict)
    meant: dict[int, tuple[int, ...]] = field(default_factory=dict)
    adjectives: dict[int, tuple[int, ...]] = field(default_factory=dict)

    def named_by(self, tokens: Iterable[Token], *kinds: Kind) -> list[int]:
        """The entities of these kinds that tokens name."""
        return [i for t in tokens for i in self.named.get(t.i, ()) if self.drafts.all[i].kind in kinds]
