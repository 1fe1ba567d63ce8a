"""A text → what each stage of the extraction makes of it, for tests of one stage."""

from collections.abc import Sequence
from dataclasses import dataclass

from spacy.language import Language
from spacy.tokens import Doc, Token

from graphbuild.extract.coreference import resolve_names
from graphbuild.extract.name import Name
from graphbuild.extract.names import find_names
from graphbuild.extract.referents import Referents
from graphbuild.extract.role_links import link_roles
from graphbuild.extract.roles import Role, find_roles
from graphbuild.knowledge import Knowledge


@dataclass(frozen=True, slots=True)
class Stages:
    """One text after every stage up to coreference."""

    doc: Doc
    names: tuple[Name, ...]
    roles: tuple[Role, ...]
    referents: Referents

    def labels(self, indices: Sequence[int]) -> list[str]:
        """Indices of drafts → their labels."""
        return [self.referents.drafts[i].label for i in indices]

    def meant_by(self, word: str, nth: int = 0) -> list[str]:
        """Who is meant where a word stands for the `nth` time (counted from 0)."""
        tokens = [token for token in self.doc if token.text == word]
        return self.labels(self.referents.at(tokens[nth]))


def read_stages(text: str, nlp: Language, knowledge: Knowledge) -> Stages:
    """A text → its stages."""
    doc = nlp(text)
    names = find_names(doc, knowledge)
    roles, names = link_roles(doc, find_roles(doc, names, knowledge), names, knowledge)
    return Stages(doc, names, roles, resolve_names(doc, names, roles, knowledge))


def token_of(doc: Doc, word: str) -> Token:
    """The first token of a Doc that reads `word`."""
    return next(token for token in doc if token.text == word)
