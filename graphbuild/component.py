"""The spaCy component `graphbuild`, for people who have a pipeline of their own.

`nlp.add_pipe("graphbuild")` after the parser and the named entities; then `doc._.graphbuild`
is the document's `Graph` and `doc._.graphbuild_issues` what was doubtful in it.
"""

from __future__ import annotations

from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc

from graphbuild.extract import extract
from graphbuild.knowledge import Knowledge, load_knowledge
from graphbuild.model import Article

Doc.set_extension("graphbuild", default=None, force=True)
Doc.set_extension("graphbuild_issues", default=(), force=True)
Doc.set_extension("article", default=None, force=True)


@Language.factory(
    "graphbuild",
    default_config={"ontology": None},
    requires=["token.dep", "token.tag", "token.lemma", "doc.ents"],
    assigns=["doc._.graphbuild", "doc._.graphbuild_issues"],
)
def make_extractor(nlp: Language, name: str, ontology: str | None) -> Extractor:
    """The folder of an ontology (None: the packaged one) → the component. Raises KnowledgeError."""
    return Extractor(load_knowledge(Path(ontology) if ontology else None))


class Extractor:
    """A parsed document → the same, with the relations that its sentences state.

    `doc._.article` may hold the `Article` (title, date, address) of the document; without
    it, one named `doc` is made from the text.
    """

    def __init__(self, knowledge: Knowledge) -> None:
        self.knowledge = knowledge

    def __call__(self, doc: Doc) -> Doc:
        article = doc._.article or Article("doc", doc.text)
        doc._.graphbuild, doc._.graphbuild_issues = extract(doc, article, self.knowledge)
        return doc
