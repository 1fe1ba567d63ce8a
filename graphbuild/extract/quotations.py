"""What stands inside quotation marks in a Doc."""

from __future__ import annotations

from spacy.tokens import Doc

_OPEN, _CLOSE, _EITHER = "“", "”", '"'


def find_quoted(doc: Doc) -> frozenset[int]:
    """A Doc → the tokens inside its quotation marks; a paragraph leaves none open."""
    inside: set[int] = set()
    if not any(mark in doc.text for mark in (_OPEN, _CLOSE, _EITHER)):
        return frozenset()
    opened = False
    for token in doc:
        if token.is_space and "\n" in token.text:
            opened = False
        elif token.text == _OPEN or (token.text == _EITHER and not opened):
            opened = True
        elif token.text in (_CLOSE, _EITHER):
            opened = False
        elif opened:
            inside.add(token.i)
    return frozenset(inside)
