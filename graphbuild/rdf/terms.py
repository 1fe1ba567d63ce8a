"""Terms and values → the nodes and literals of RDF that every parser and HermiT take."""

from __future__ import annotations

import re
from datetime import datetime
from decimal import Decimal
from functools import cache

import pyoxigraph as ox

from graphbuild.model import utc
from graphbuild.rdf.names import VOCABULARIES

_XSD = VOCABULARIES["xsd"]
_DATE_TIME = ox.NamedNode(f"{_XSD}dateTime")
_DECIMAL = ox.NamedNode(f"{_XSD}decimal")
INTEGER = ox.NamedNode(f"{_XSD}integer")
# Whatever XML has no place for: HermiT stops at a string with one, and half a surrogate pair is
# in no file. One for one, so that offsets stay right.
_NO_CHARACTER = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


@cache
def term(name: str) -> ox.NamedNode:
    """A prefixed name of a vocabulary (`gb:met`, `rdfs:label`) → the term."""
    prefix, _, local = name.partition(":")
    return ox.NamedNode(VOCABULARIES[prefix] + local)


TYPE = term("rdf:type")


def storable(text: str) -> str:
    """Any text → the same with U+FFFD for each character that no XML, and so no xsd:string, can hold."""
    return _NO_CHARACTER.sub("\ufffd", text)


def text_literal(text: str) -> ox.Literal:
    """Any text → a literal of what is `storable` of it."""
    return ox.Literal(storable(text))


def moment_literal(moment: datetime) -> ox.Literal:
    """A moment → xsd:dateTime in UTC, cut to milliseconds: HermiT stops at a finer one."""
    precision = "milliseconds" if moment.microsecond >= 1000 else "seconds"
    lexical = utc(moment).replace(tzinfo=None).isoformat(timespec=precision)
    return ox.Literal(f"{lexical}Z", datatype=_DATE_TIME)


def decimal_literal(number: float, digits: int | None = None) -> ox.Literal:
    """A number → xsd:decimal, rounded to `digits`, or (None) in as few as read back as the same number."""
    lexical = format(Decimal(repr(float(number))), "f") if digits is None else f"{number:.{digits}f}"
    return ox.Literal(lexical, datatype=_DECIMAL)
