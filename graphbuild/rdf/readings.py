"""What was read in one article, before its names were joined with those of others ⇄ JSON.

A graph's Turtle keeps it with each article, so that articles can be added to a graph and taken out of
it again: who is who is then decided anew over all that are left.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any

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
    utc,
)

type Json = Any


def to_json(reading: Graph) -> str:
    """The graph of one article → its entities and relations as JSON, the same for equal graphs.

    The article itself and the quotes are left out: the text is known where the JSON is kept.
    """
    return json.dumps(
        {
            "entities": [_entity_values(entity) for entity in reading.entities],
            "relations": [_relation_values(relation) for relation in reading.relations],
        },
        ensure_ascii=False,
        separators=(",", ":"),
    )


def from_json(text: str, article: Article) -> Graph:
    """What `to_json` made, and the article → the graph of the article. Raises InputError."""
    try:
        values = json.loads(text)
        return Graph.of(
            [article],
            [_entity(one) for one in values["entities"]],
            [_relation(one, article) for one in values["relations"]],
        )
    except (ValueError, KeyError, TypeError, IndexError) as error:
        raise InputError(f"the reading of article {article.id!r} is not one that graphbuild wrote") from error


def _entity_values(entity: Entity) -> Json:
    values = {
        "id": entity.id,
        "kind": entity.kind,
        "label": entity.label,
        "names": entity.names,
        "links": entity.links,
        "in": entity.position_in,
        "codes": entity.codes,
    }
    return {key: value for key, value in values.items() if value}


def _entity(values: Json) -> Entity:
    return Entity(
        values["id"],
        Kind(values["kind"]),
        values["label"],
        tuple(values.get("names", ())),
        tuple(values.get("links", ())),
        values.get("in"),
        tuple(values.get("codes", ())),
    )


def _relation_values(relation: Relation) -> Json:
    values = {
        "is": relation.predicate,
        "agents": relation.agents,
        "recipients": relation.recipients,
        "place": relation.place,
        "time": _time_values(relation.time),
        "mentions": [_mention_values(mention) for mention in relation.mentions],
    }
    return {key: value for key, value in values.items() if value}


def _relation(values: Json, article: Article) -> Relation:
    return Relation(
        values["is"],
        tuple(values["agents"]),
        tuple(values["recipients"]),
        tuple(_mention(one, article) for one in values["mentions"]),
        values.get("place"),
        _time(values["time"]) if "time" in values else None,
    )


def _time_values(time: TimeSpan | None) -> Json:
    if time is None:
        return None
    return [time.expression, *(b and utc(b).isoformat() for b in (time.not_before, time.not_after))]


def _time(values: Sequence[str | None]) -> TimeSpan:
    expression, begin, end = values
    bounds = (datetime.fromisoformat(bound) if bound else None for bound in (begin, end))
    return TimeSpan(str(expression), *bounds)


def _mention_values(mention: Mention) -> Json:
    values = {
        "at": [mention.span.start, mention.span.end],
        "rule": mention.rule,
        "polarity": None if mention.polarity is Polarity.POSITIVE else mention.polarity,
        "modality": None if mention.modality is Modality.ACTUAL else mention.modality,
        "by": mention.attributed_to,
        "confidence": mention.confidence,
    }
    return {key: value for key, value in values.items() if value or key == "confidence"}


def _mention(values: Json, article: Article) -> Mention:
    span = Span(*values["at"])
    return Mention(
        article.key,
        span,
        span.of(article.text),
        values["rule"],
        Polarity(values.get("polarity", Polarity.POSITIVE)),
        Modality(values.get("modality", Modality.ACTUAL)),
        tuple(values.get("by", ())),
        values["confidence"],
    )
