"""The nouns: articles, mentions, entities, relations and the graph that is their union.

All are frozen values made of tuples, strings and numbers. Offsets are characters of
`Article.text`, half-open, never token indices.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from enum import StrEnum


class Kind(StrEnum):
    """What an entity is: one of the five leaf classes of the ontology."""

    STATE = "State"
    ORGANISATION = "Organisation"
    PERSON = "Person"
    PLACE = "Place"
    POSITION = "Position"


class Polarity(StrEnum):
    """Whether the text states or denies the relation."""

    POSITIVE = "Positive"
    NEGATIVE = "Negative"


class Modality(StrEnum):
    """Whether the text speaks of something real, intended or merely thought of."""

    ACTUAL = "Actual"
    PLANNED = "Planned"
    HYPOTHETICAL = "Hypothetical"


class Status(StrEnum):
    """What all mentions of a relation amount to."""

    AFFIRMED = "Affirmed"
    DENIED = "Denied"
    DISPUTED = "Disputed"
    PROSPECTIVE = "Prospective"


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Characters `start` to `end` (half-open) of an article's text."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(f"not a span: {self.start}..{self.end}")

    def of(self, text: str) -> str:
        """The characters of `text` that this span covers."""
        return text[self.start : self.end]


@dataclass(frozen=True, slots=True, order=True)
class TimeSpan:
    """The bounds of what a text says about a time, in UTC, and the words themselves.

    Either bound is None where the text does not fix it ("on 20 September", year unknown,
    has neither; "since 2014" has no end).
    """

    expression: str
    not_before: datetime | None = None
    not_after: datetime | None = None


@dataclass(frozen=True, slots=True)
class Article:
    """One article: its text as stored, and what is known about it.

    `id` is the file's name, or the record's own id. `date` is in UTC; a date with no
    time is midnight.
    """

    id: str
    text: str
    title: str | None = None
    date: datetime | None = None
    url: str | None = None
    publisher: str | None = None
    language: str | None = None

    @property
    def digest(self) -> str:
        """SHA-256 of the text, in hexadecimal."""
        return hashlib.sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest()

    @property
    def key(self) -> str:
        """What tells this article from every other: its id and the start of its digest."""
        return f"{slug(self.id)}-{self.digest[:8]}"


@dataclass(frozen=True, slots=True, order=True)
class Mention:
    """One place in one article that states, denies or foresees a relation.

    `article` is an `Article.key`, `span` and `quote` the sentence, `attributed_to` the ids
    of the entities that the text names as its source, `rule` the pattern that found it, and
    `confidence` (0..1) how often that pattern is right.
    """

    article: str
    span: Span
    quote: str
    rule: str
    polarity: Polarity = Polarity.POSITIVE
    modality: Modality = Modality.ACTUAL
    attributed_to: tuple[str, ...] = ()
    confidence: float = 1.0

    @property
    def asserts(self) -> bool:
        """Whether this mention alone makes a direct triple."""
        return self.polarity is Polarity.POSITIVE and self.modality is Modality.ACTUAL


@dataclass(frozen=True, slots=True)
class Entity:
    """A person, organisation, state, place or position, under every name it was given.

    `id` is `entity_id(kind, name)`; `links` are IRIs of the same thing elsewhere (Wikidata,
    GeoNames); `position_in` is the id of the body that a position belongs to; `codes` are a state's
    ISO 3166 codes of two and three letters.
    """

    id: str
    kind: Kind
    label: str
    names: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    position_in: str | None = None
    codes: tuple[str, ...] = ()

    def __or__(self, other: Entity) -> Entity:
        """The same entity with the names and links of both; the fuller label wins."""
        if self == other:
            return self
        if self.id != other.id:
            raise ValueError(f"not the same entity: {self.id} and {other.id}")
        label = max(self.label, other.label, key=fullness)
        names = {self.label, other.label, *self.names, *other.names} - {label}
        bodies = sorted({self.position_in, other.position_in} - {None}, key=str)
        return replace(
            self,
            label=label,
            names=tuple(sorted(names)),
            links=tuple(sorted({*self.links, *other.links})),
            position_in=bodies[0] if bodies else None,
            codes=tuple(sorted({*self.codes, *other.codes})),
        )


@dataclass(frozen=True, slots=True)
class Relation:
    """A claim about two sides, and every mention of it. No mention, no relation.

    `agents` and `recipients` are entity ids; a relation holds between each agent and each
    recipient. `place` is an entity id.
    """

    predicate: str
    agents: tuple[str, ...]
    recipients: tuple[str, ...]
    mentions: tuple[Mention, ...]
    place: str | None = None
    time: TimeSpan | None = None

    def __post_init__(self) -> None:
        if not (self.mentions and self.agents and self.recipients):
            raise ValueError(f"a {self.predicate} relation needs mentions, agents and recipients")

    @property
    def claim(self) -> tuple[str, tuple[str, ...], tuple[str, ...], str, str, str, str]:
        """What is said, without who says it where: relations with one claim are one relation."""
        time = self.time or TimeSpan("")
        first, last = (bound.isoformat() if bound else "" for bound in (time.not_before, time.not_after))
        return (self.predicate, self.agents, self.recipients, self.place or "", time.expression, first, last)

    @property
    def status(self) -> Status:
        """Affirmed or denied by its actual mentions, disputed if both, else prospective."""
        actual = {m.polarity for m in self.mentions if m.modality is Modality.ACTUAL}
        if len(actual) == 2:
            return Status.DISPUTED
        if Polarity.POSITIVE in actual:
            return Status.AFFIRMED
        return Status.DENIED if actual else Status.PROSPECTIVE

    @property
    def stated_in(self) -> frozenset[str]:
        """The keys of the articles that assert it; of those that deny or foresee it, where none does."""
        asserting = frozenset(m.article for m in self.mentions if m.asserts)
        return asserting or frozenset(m.article for m in self.mentions)

    @property
    def confidence(self) -> float:
        """The confidence (0..1) of the best mention that asserts it, else of the best at all."""
        asserting = [m.confidence for m in self.mentions if m.asserts]
        return max(asserting or [m.confidence for m in self.mentions])

    def __or__(self, other: Relation) -> Relation:
        """The same claim with the mentions of both."""
        if self.claim != other.claim:
            raise ValueError("not the same claim")
        return replace(self, mentions=tuple(sorted({*self.mentions, *other.mentions})))


@dataclass(frozen=True, slots=True)
class Graph:
    """Articles, entities and relations; `a | b` is the union of two graphs.

    The union groups entities by id and relations by claim. It is associative, commutative
    and idempotent, with `Graph()` as zero. All tuples are sorted by key, so equal graphs
    compare equal.
    """

    articles: tuple[Article, ...] = ()
    entities: tuple[Entity, ...] = ()
    relations: tuple[Relation, ...] = ()

    @classmethod
    def of(
        cls,
        articles: Iterable[Article] = (),
        entities: Iterable[Entity] = (),
        relations: Iterable[Relation] = (),
    ) -> Graph:
        """Values in any order, with repeats → the graph that holds each once."""
        article_by_key = {a.key: a for a in sorted(articles, key=_article_order)}
        entity_by_id: dict[str, Entity] = {}
        for entity in entities:
            known = entity_by_id.get(entity.id)
            entity_by_id[entity.id] = known | entity if known else entity
        relation_by_claim: dict[tuple[object, ...], Relation] = {}
        for relation in relations:
            known_relation = relation_by_claim.get(relation.claim)
            relation_by_claim[relation.claim] = known_relation | relation if known_relation else relation
        return cls(
            tuple(article_by_key[k] for k in sorted(article_by_key)),
            tuple(entity_by_id[i] for i in sorted(entity_by_id)),
            tuple(sorted(relation_by_claim.values(), key=lambda r: r.claim)),
        )

    @classmethod
    def union(cls, graphs: Iterable[Graph]) -> Graph:
        """Many graphs → their union, in one pass."""
        parts = list(graphs)
        return cls.of(
            (a for g in parts for a in g.articles),
            (e for g in parts for e in g.entities),
            (r for g in parts for r in g.relations),
        )

    def __or__(self, other: Graph) -> Graph:
        return Graph.union((self, other))

    def entity(self, entity_id: str) -> Entity:
        """An entity id → the entity. Raises KeyError."""
        return {e.id: e for e in self.entities}[entity_id]


@dataclass(frozen=True, slots=True)
class Issue:
    """Something a person should know about one input: what, where, and what to do.

    `source` is a path or an article's id; `line` counts from 1 where it applies.
    """

    source: str
    message: str
    line: int | None = None

    def __str__(self) -> str:
        where = f"{self.source}:{self.line}" if self.line else self.source
        return f"{where}: {self.message}"


_SLUG_GAP = re.compile(r"[^\w]+|_+")
_SLUG_LIMIT = 80


def slug(name: str) -> str:
    """A name → lower-case letters and digits joined by hyphens; never empty, 90 characters at most.

    Latin letters lose their accents, other scripts stay. A name that is cut, or that has no
    letter at all, ends in a digest of the whole, so that two names never share a slug by
    being cut.
    """
    plain = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    words = _SLUG_GAP.sub("-", unicodedata.normalize("NFC", plain).lower().replace("'", "")).strip("-")
    if words and len(words) <= _SLUG_LIMIT:
        return words
    digest = hashlib.sha256(name.encode("utf-8", "surrogatepass")).hexdigest()[:8]
    return f"{words[:_SLUG_LIMIT].strip('-')}-{digest}".lstrip("-")


def entity_id(kind: Kind, name: str) -> str:
    """A kind and a full name → the id of that entity: `person/abdul-ghani-baradar`."""
    return f"{kind.lower()}/{slug(name)}"


def fullness(name: str) -> tuple[int, int, str]:
    """A sort key under which the fullest of several names comes last."""
    return (len(name.split()), len(name), name)


def utc(moment: datetime) -> datetime:
    """A moment → the same in UTC; one without a zone is taken to be in UTC already."""
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


def _article_order(article: Article) -> tuple[str, ...]:
    return tuple(
        str(part or "") for part in (article.id, article.title, article.date, article.url, article.publisher)
    )
