"""A folder of gold → what its articles state, leave open and deny."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from graphbuild.errors import InputError
from graphbuild.model import Kind

ANYONE = "*"


@dataclass(frozen=True, slots=True)
class GoldEntity:
    """One entity of a gold article, under every name that is right for it."""

    key: str
    kind: Kind
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Fact:
    """Keys of two entities (or `*`, anyone) and the predicate between them.

    For a post, `posts` are the names that it may go under and `recipient` is the first of them.
    """

    agent: str
    predicate: str
    recipient: str
    posts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Event:
    """Where (an entity), when (the start of an ISO date) and on whose word (entities) a fact stands."""

    fact: Fact
    place: str | None = None
    date: str | None = None
    by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class GoldArticle:
    """What one article states: `article` is the name of its file, or its record's id.

    `facts` must be found, `optional` ones may be, and `negative` ones are denied or only planned.
    """

    article: str
    entities: tuple[GoldEntity, ...]
    facts: tuple[Fact, ...]
    optional: tuple[Fact, ...] = ()
    negative: tuple[Fact, ...] = ()
    events: tuple[Event, ...] = ()

    def names(self, key: str) -> tuple[str, ...]:
        """The key of an entity → its names; those of `*` and of posts are themselves."""
        return next((entity.names for entity in self.entities if entity.key == key), (key,))


def read_gold(folder: Path) -> tuple[GoldArticle, ...]:
    """A folder of `*.json` → its articles, by file name. Raises InputError naming file and key.

    Each file is an object with `article`, `entities` (key → `type` and `names`), `facts`, and where
    there are any `optional`, `negative` (both lists of facts) and `events`. A fact is a list of
    agent, predicate and recipient; in place of the recipient may stand a list of names of a post.
    """
    paths = sorted(folder.glob("*.json"))
    if not paths:
        raise InputError(f"{folder}: holds no .json file of gold")
    articles = tuple(_Reader(path).article() for path in paths)
    path_by_article: dict[str, Path] = {}
    for path, gold in zip(paths, articles, strict=True):
        if gold.article in path_by_article:
            first = path_by_article[gold.article]
            raise InputError(f"{path}: article is {gold.article!r}, which {first} is about")
        path_by_article[gold.article] = path
    return articles


class _Reader:
    """One file of gold → its article; every complaint names the file and the key."""

    def __init__(self, path: Path) -> None:
        self._path = path
        try:
            content = json.loads(path.read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            raise InputError(f"{path}: cannot be read as JSON: {error}") from error
        self._root = self._object(content, "the file")
        self._keys: frozenset[str] = frozenset()

    def article(self) -> GoldArticle:
        entities = self._object(self._root.get("entities"), "entities")
        self._keys = frozenset(entities) | {ANYONE}
        return GoldArticle(
            article=self._text(self._root.get("article"), "article"),
            entities=tuple(self._entity(key, value) for key, value in entities.items()),
            facts=self._facts("facts", self._root.get("facts")),
            optional=self._facts("optional", self._root.get("optional", [])),
            negative=self._facts("negative", self._root.get("negative", [])),
            events=tuple(
                self._event(event, f"events[{number}]")
                for number, event in enumerate(self._list(self._root.get("events", []), "events"))
            ),
        )

    def _entity(self, key: str, value: object) -> GoldEntity:
        where = f"entities.{key}"
        entity = self._object(value, where)
        kind = entity.get("type")
        if kind not in set(Kind):
            raise self._broken(f"{where}.type", f"is none of {', '.join(Kind)}")
        names = self._texts(entity.get("names"), f"{where}.names")
        return GoldEntity(key, Kind(str(kind)), names)

    def _facts(self, name: str, value: object) -> tuple[Fact, ...]:
        return tuple(
            self._fact(fact, f"{name}[{number}]") for number, fact in enumerate(self._list(value, name))
        )

    def _fact(self, value: object, where: str) -> Fact:
        parts = self._list(value, where)
        if len(parts) != 3:
            raise self._broken(where, "is not agent, predicate and recipient")
        agent, predicate = self._key(parts[0], where), self._text(parts[1], where)
        if isinstance(parts[2], list):
            posts = self._texts(parts[2], where)
            return Fact(agent, predicate, posts[0], posts)
        return Fact(agent, predicate, self._key(parts[2], where))

    def _event(self, value: object, where: str) -> Event:
        event = self._object(value, where)
        place, date, by = event.get("place"), event.get("date"), event.get("by") or []
        return Event(
            fact=self._fact(event.get("fact"), f"{where}.fact"),
            place=self._key(place, f"{where}.place") if place else None,
            date=self._text(date, f"{where}.date") if date else None,
            by=tuple(self._key(source, f"{where}.by") for source in self._list(by, f"{where}.by")),
        )

    def _key(self, value: object, where: str) -> str:
        key = self._text(value, where)
        if key not in self._keys:
            raise self._broken(where, f"names {key!r}, which is no key of entities")
        return key

    def _texts(self, value: object, where: str) -> tuple[str, ...]:
        texts = tuple(self._text(text, where) for text in self._list(value, where))
        if not texts:
            raise self._broken(where, "is empty")
        return texts

    def _text(self, value: object, where: str) -> str:
        if not isinstance(value, str) or not value.strip():
            raise self._broken(where, "is missing" if value is None else "is not a text")
        return value

    def _list(self, value: object, where: str) -> Sequence[object]:
        if not isinstance(value, list):
            raise self._broken(where, "is missing" if value is None else "is not a list")
        return value

    def _object(self, value: object, where: str) -> Mapping[str, object]:
        if not isinstance(value, dict):
            raise self._broken(where, "is missing" if value is None else "is not an object")
        return value

    def _broken(self, where: str, what: str) -> InputError:
        return InputError(f"{self._path}: {where} {what}")
