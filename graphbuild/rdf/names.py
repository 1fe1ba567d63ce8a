"""Entities, relations, mentions and articles → their IRIs.

An IRI is readable, the same from run to run, and made of characters that every parser takes:
OWL API 5.1, RDF4J 3.7, pyoxigraph and rdflib were tried on each letter that `_SAFE` lets through.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from urllib.parse import quote, unquote

from graphbuild.errors import InputError
from graphbuild.model import Entity, Kind, Mention, Relation

DEFAULT_BASE = "https://w3id.org/graphbuild/"
ONTOLOGY = "https://w3id.org/graphbuild/ontology"
GB = f"{ONTOLOGY}#"

VOCABULARIES: Mapping[str, str] = MappingProxyType(
    {
        "gb": GB,
        "dcterms": "http://purl.org/dc/terms/",
        "owl": "http://www.w3.org/2002/07/owl#",
        "prov": "http://www.w3.org/ns/prov#",
        "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
        "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
        "skos": "http://www.w3.org/2004/02/skos/core#",
        "xsd": "http://www.w3.org/2001/XMLSchema#",
    }
)

# Letters that both an IRI (RFC 3987, ucschar) and a name in Turtle (PN_CHARS_BASE) may hold. Those
# beyond U+FFFF are left out: the OWL API does not take them in a prefixed name.
_LETTERS = "A-Za-zÀ-ÖØ-öø-˿Ͱ-ͽͿ-\u1fff\u2070-\u218f\u2c00-\u2fef\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\uffef"
_LETTER = re.compile(f"[{_LETTERS}0-9]")
PLAIN_LOCAL_NAME = re.compile(f"[{_LETTERS}0-9_](?:[{_LETTERS}0-9_-]*[{_LETTERS}0-9_])?")

_HOST = rf"(?:[{_LETTERS}0-9.-]+|\[[0-9A-Fa-f:.]+\])(?::[0-9]+)?"
_PATH = rf"(?:[{_LETTERS}0-9\-._~!$&'()*+,;=:@/]|%[0-9A-Fa-f]{{2}})*"
_QUERY = rf"(?:[{_LETTERS}0-9\-._~!$&'()*+,;=:@/?]|%[0-9A-Fa-f]{{2}})*"
_BASE = re.compile(rf"https?://{_HOST}(?:/{_PATH})?[/#]")
_ADDRESS = re.compile(rf"https?://{_HOST}(?:/{_PATH})?(?:\?{_QUERY})?(?:#{_QUERY})?")

_READABLE_LIMIT = 80


@dataclass(frozen=True, slots=True)
class Namespaces:
    """A base IRI → the namespaces of what a graph holds. Raises InputError.

    The base is the user's to choose: an absolute http(s) IRI that ends in `/` or `#`.
    """

    base: str = DEFAULT_BASE

    def __post_init__(self) -> None:
        if not _BASE.fullmatch(self.base):
            raise InputError(
                f"{self.base!r} cannot be the base of IRIs: give an absolute http or https address "
                "without spaces that ends in / or #, such as https://example.org/news/"
            )

    @property
    def entity(self) -> str:
        """Where people, organisations, states, places and positions are."""
        return f"{self.base}entity/"

    @property
    def relation(self) -> str:
        """Where relations are, events among them."""
        return f"{self.base}relation/"

    @property
    def article(self) -> str:
        """Where articles are, and the mentions quoted from them."""
        return f"{self.base}article/"

    @property
    def graph(self) -> str:
        """The IRI of the graph itself, as an ontology."""
        return f"{self.base}graph"

    @property
    def prefixes(self) -> dict[str, str]:
        """The prefixes of a graph's Turtle."""
        own = {"ent": self.entity, "rel": self.relation, "art": self.article}
        return {"gb": VOCABULARIES["gb"], **own, **VOCABULARIES}

    def entity_iris(self, entities: Iterable[Entity]) -> dict[str, str]:
        """The entities of one graph → the IRI of each, by its id.

        A name that several kinds share goes to the first of state, organisation, person, place
        and position; the others get their kind appended (`ent:georgia_place`). A slug has no
        underscore, so no other entity can have that name.
        """
        taken: set[str] = set()
        iri_by_id: dict[str, str] = {}
        for entity in sorted(entities, key=lambda e: _RANKS[e.kind]):
            prefix = f"{entity.kind.lower()}/"
            if not entity.id.startswith(prefix):
                raise ValueError(f"the id of a {entity.kind} begins with {prefix!r}: {entity.id!r}")
            name = encode(entity.id.removeprefix(prefix))
            iri_by_id[entity.id] = self.entity + (f"{name}_{entity.kind.lower()}" if name in taken else name)
            taken.add(name)
        return iri_by_id

    def relation_iri(self, relation: Relation) -> str:
        """A relation → its IRI: agent, predicate and recipient, and a digest of the whole claim."""
        agent, recipient = (ids[0].partition("/")[2] for ids in (relation.agents, relation.recipients))
        readable = f"{agent}-{relation.predicate}-{recipient}"[:_READABLE_LIMIT].rstrip("-")
        # 48 bits: two relations of one readable name still differ in a corpus of millions.
        return f"{self.relation}{encode(readable)}-{_digest(relation.claim, 12)}"

    def article_iri(self, key: str) -> str:
        """An `Article.key` → the article's IRI."""
        return self.article + encode(key)

    def mention_iri(self, mention: Mention) -> str:
        """A mention → its IRI: the article, the characters of the quote, and a digest of the rest.

        Equal mentions have one IRI, whichever relations they stand for.
        """
        begin, end = mention.span.start, mention.span.end
        judged = mention.polarity, mention.modality, mention.attributed_to, mention.confidence
        rest = (mention.quote, mention.rule, *judged)
        return f"{self.article_iri(mention.article)}_{begin}-{end}_{_digest(rest, 8)}"


PREFIXES: Mapping[str, str] = MappingProxyType(Namespaces().prefixes)
_RANKS = {kind: rank for rank, kind in enumerate(Kind)}


def encode(name: str) -> str:
    """Any text → a local name of an IRI: letters, digits and inner hyphens stay, the rest becomes %XX.

    Different texts never become the same name; `decode` undoes it.
    """
    if name.isascii() and "_" not in name and PLAIN_LOCAL_NAME.fullmatch(name):
        return name
    last = len(name) - 1
    return "".join(
        c if (c.isalnum() and _LETTER.match(c)) or (c == "-" and 0 < i < last) else _percent(c)
        for i, c in enumerate(name)
    )


def decode(name: str) -> str:
    """What `encode` made → the text it was made of."""
    return unquote(name, errors="surrogatepass")


def as_minted(path: str) -> str:
    """The path of an IRI, percent-encoded as browsers do it → the path as `encode` writes it."""

    def mint(match: re.Match[str]) -> str:
        try:
            text = unquote(match[0], errors="surrogatepass")
        except UnicodeDecodeError:
            return match[0]
        return "".join(c if c.isalnum() and _LETTER.match(c) else _percent(c) for c in text)

    return re.sub("(?:%[0-9A-Fa-f]{2})+", mint, path)


def entity_id_of(iri: str, kind: Kind) -> str:
    """The IRI and kind of an entity → its id, under whatever base; undoes `Namespaces.entity_iris`."""
    name = iri.rpartition("/")[2].partition("_")[0]
    return f"{kind.lower()}/{decode(name)}"


def is_address(text: str) -> bool:
    """Whether a text is an http(s) IRI that every parser takes."""
    return bool(_ADDRESS.fullmatch(text))


def _percent(character: str) -> str:
    if character in "-_.~":  # quote() leaves these alone
        return f"%{ord(character):02X}"
    return quote(character, safe="", errors="surrogatepass")


def _digest(value: object, digits: int) -> str:
    # JSON in ASCII, not repr: what repr escapes depends on the Unicode version of the interpreter
    return hashlib.sha256(json.dumps(value, ensure_ascii=True).encode("ascii")).hexdigest()[:digits]
