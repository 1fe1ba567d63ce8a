"""A text → its title, its language, and whether it holds a sentence at all."""

from __future__ import annotations

import re
from functools import cache
from itertools import islice

from py3langid.langid import MODEL_FILE, LanguageIdentifier

from graphbuild.read.clean import SENTENCE_END, is_foreign
from graphbuild.read.dates import is_date_line

ENGLISH = "en"
_TITLE_LIMIT = 140
_LANGUAGE_REACH = 20_000  # characters; more do not change the verdict
# Of 7,543 English sentences of 10 to 400 characters, most of them full of foreign names, none was
# given another language with more confidence than 0.55. Two sentences of German, Spanish, Turkish,
# Italian, Polish or Dutch get 0.97 and more; Indonesian, close to its sisters, needs a longer text.
_SURE = 0.6
_STOP = re.compile(r"(?:(?<=[a-z\d)\]\"”\u2019'])|(?<=[A-Z]{2}))[.!?…]")
_WORD = re.compile(r"\w+")
_UNPUNCTUATED = 15  # words in a row that are a text even with no full stop


def find_title(text: str) -> str | None:
    """A cleaned text → its headline: a short first paragraph with no full stop, or None."""
    paragraphs = text.split("\n\n", 2)
    if len(paragraphs) > 2 and is_date_line(paragraphs[0]):
        paragraphs = paragraphs[1:]
    first = paragraphs[0]
    if len(paragraphs) < 2 or len(first) >= _TITLE_LIMIT or SENTENCE_END.search(first) or is_date_line(first):
        return None
    return first


def find_language(text: str) -> str:
    """A text → its language's ISO 639 code; "en" unless another language is certain."""
    sample = text[:_LANGUAGE_REACH].lower()
    language, confidence = _identifier().classify(sample)
    if language != ENGLISH and (confidence > _SURE or is_foreign(sample)):
        return str(language)
    return ENGLISH


def has_sentence(text: str) -> bool:
    """Whether a cleaned text holds three words and a full stop, or a long run of words."""
    for paragraph in text.split("\n\n"):
        words = list(islice(_WORD.finditer(paragraph), _UNPUNCTUATED))
        if len(words) == _UNPUNCTUATED or (len(words) > 2 and _STOP.search(paragraph, words[2].start())):
            return True
    return False


@cache
def _identifier() -> LanguageIdentifier:
    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
