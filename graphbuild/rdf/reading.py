"""RDF that graphbuild wrote, in whichever syntax → the Graph it was written from."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime

import pyoxigraph as ox

from graphbuild.errors import InputError
from graphbuild.model import (
    Article,
    Entity,
    Graph,
    Kind,
    Mention,
    Modality,
    Polarity,
    Relation,
    Span,
    TimeSpan,
)
from graphbuild.rdf.names import DEFAULT_BASE, GB, entity_id_of
from graphbuild.rdf.readings import from_json
from graphbuild.rdf.terms import TYPE, term

type Statements = dict[str, list[ox.NamedNode | ox.Literal]]


def from_turtle(turtle: bytes) -> Graph:
    """The Turtle of a graph, under any base → the graph: `from_turtle(to_turtle(graph)) == graph`.

    See `from_rdf`.
    """
    return from_rdf(turtle, ox.RdfFormat.TURTLE)


def from_rdf(content: bytes, rdf_format: ox.RdfFormat) -> Graph:
    """A graph that was written in any RDF syntax, under any base → the graph; named graphs become one.

    Times come back cut to milliseconds, characters that are none (controls, half surrogate pairs)
    as U+FFFD, and names, sides and sources sorted. Raises InputError on what is no RDF or no
    whole graph of ours; one that was written without the articles' texts is not whole.
    """
    return _read(content, rdf_format, _Reader.graph)


def readings_from_turtle(turtle: bytes) -> tuple[Graph, ...]:
    """The Turtle of a graph, under any base → the graphs of the single articles that it was made of.

    Empty where the graph was written without them. Raises InputError as `from_turtle` does.
    """
    return _read(turtle, ox.RdfFormat.TURTLE, _Reader.readings)


def read_base(turtle: bytes) -> str:
    """The Turtle of a graph → the base of its IRIs."""
    parser = ox.parse(turtle, format=ox.RdfFormat.TURTLE)
    next(parser, None)  # the prefixes stand before the first triple
    return parser.prefixes.get("ent", "").removesuffix("entity/") or DEFAULT_BASE


def _read[T](content: bytes, rdf_format: ox.RdfFormat, of: Callable[[_Reader], T]) -> T:
    statements_by_subject: dict[str, Statements] = {}
    try:
        # Each once: where every article is a graph of its own, they repeat each other.
        for quad in dict.fromkeys(quad.triple for quad in ox.parse(content, format=rdf_format)):
            if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.NamedNode | ox.Literal):
                statements = statements_by_subject.setdefault(quad.subject.value, {})
                statements.setdefault(quad.predicate.value, []).append(quad.object)
    except SyntaxError as error:
        raise InputError(f"line {error.lineno}: not valid {rdf_format.name}: {error.msg}") from error
    try:
        return of(_Reader(statements_by_subject))
    except ValueError as error:
        raise InputError(f"not a graph that graphbuild wrote: {error}") from error


class _Reader:
    """What is said of each subject → the nouns that it was written from."""

    def __init__(self, statements_by_subject: Mapping[str, Statements]) -> None:
        self._statements = statements_by_subject
        self._by_class: dict[str, list[str]] = {}
        for iri, statements in statements_by_subject.items():
            for class_ in statements.get(TYPE.value, ()):
                self._by_class.setdefault(class_.value.removeprefix(GB), []).append(iri)
        self._ids = {iri: entity_id_of(iri, kind) for kind in Kind for iri in self._by_class.get(kind, ())}

    def graph(self) -> Graph:
        articles = {iri: self._article(iri) for iri in self._by_class.get("Article", ())}
        keys = {iri: article.key for iri, article in articles.items()}
        mentions = {iri: self._mention(iri, keys) for iri in self._by_class.get("Mention", ())}
        return Graph.of(
            articles.values(),
            (self._entity(iri, kind) for kind in Kind for iri in self._by_class.get(kind, ())),
            (self._relation(iri, mentions) for iri in self._by_class.get("Relation", ())),
        )

    def readings(self) -> tuple[Graph, ...]:
        found = [
            from_json(reading, self._article(iri))
            for iri in self._by_class.get("Article", ())
            if (reading := self._optional(iri, "gb:reading")) is not None
        ]
        return tuple(sorted(found, key=lambda reading: reading.articles[0].key))

    def _article(self, iri: str) -> Article:
        return Article(
            id=self._one(iri, "dcterms:identifier"),
            text=self._one(iri, "gb:text"),
            title=self._optional(iri, "dcterms:title"),
            date=self._moment(iri, "dcterms:date"),
            url=self._optional(iri, "dcterms:source"),
            publisher=self._optional(iri, "dcterms:publisher"),
            language=self._optional(iri, "dcterms:language"),
        )

    def _entity(self, iri: str, kind: Kind) -> Entity:
        body = self._optional(iri, "gb:positionIn")
        return Entity(
            id=self._ids[iri],
            kind=kind,
            label=self._one(iri, "rdfs:label"),
            names=tuple(sorted(self._all(iri, "skos:altLabel"))),
            links=tuple(sorted(self._all(iri, "skos:exactMatch"))),
            position_in=None if body is None else self._known(self._ids, body),
            codes=tuple(sorted(self._all(iri, "skos:notation"))),
        )

    def _mention(self, iri: str, keys: Mapping[str, str]) -> Mention:
        return Mention(
            article=self._known(keys, self._one(iri, "prov:wasQuotedFrom")),
            span=Span(int(self._one(iri, "gb:beginIndex")), int(self._one(iri, "gb:endIndex"))),
            quote=self._one(iri, "gb:quote"),
            rule=self._one(iri, "gb:rule"),
            polarity=Polarity(self._one(iri, "gb:polarity").removeprefix(GB)),
            modality=Modality(self._one(iri, "gb:modality").removeprefix(GB)),
            attributed_to=self._entities(iri, "gb:attributedTo"),
            confidence=float(self._one(iri, "gb:ruleConfidence")),
        )

    def _relation(self, iri: str, mentions: Mapping[str, Mention]) -> Relation:
        place = self._optional(iri, "gb:place")
        return Relation(
            predicate=self._one(iri, "gb:predicate").removeprefix(GB),
            agents=self._entities(iri, "gb:agent"),
            recipients=self._entities(iri, "gb:recipient"),
            mentions=tuple(sorted(self._known(mentions, one) for one in self._all(iri, "gb:mention"))),
            place=None if place is None else self._known(self._ids, place),
            time=self._time(iri),
        )

    def _time(self, iri: str) -> TimeSpan | None:
        expression = self._optional(iri, "gb:dateExpression")
        if expression is None:
            return None
        return TimeSpan(expression, self._moment(iri, "gb:notBefore"), self._moment(iri, "gb:notAfter"))

    def _moment(self, iri: str, name: str) -> datetime | None:
        moment = self._optional(iri, name)
        return None if moment is None else datetime.fromisoformat(moment)

    def _entities(self, iri: str, name: str) -> tuple[str, ...]:
        return tuple(sorted(self._known(self._ids, entity) for entity in self._all(iri, name)))

    def _all(self, iri: str, name: str) -> list[str]:
        return [value.value for value in self._statements[iri].get(term(name).value, ())]

    def _optional(self, iri: str, name: str) -> str | None:
        found = self._all(iri, name)
        if len(found) > 1:
            raise InputError(f"{iri} has {len(found)} values of {name}, not one")
        return found[0] if found else None

    def _one(self, iri: str, name: str) -> str:
        found = self._optional(iri, name)
        if found is None:
            raise InputError(f"{iri} has no {name}: not a whole graph that graphbuild wrote")
        return found

    def _known[T](self, by_iri: Mapping[str, T], iri: str) -> T:
        if iri not in by_iri:
            raise InputError(f"{iri} is used but not described")
        return by_iri[iri]
