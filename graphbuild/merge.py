"""Relations of many articles → the same, with what several of them tell made one relation.

Two articles tell one event where the sides are the same and time and place agree or do not conflict:
two meetings on different days stay two, and what happened after an article came out is not what it
tells. What is no event (a post, a border) is one relation as long as its times do not conflict.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from graphbuild.knowledge import Knowledge
from graphbuild.model import Kind, Relation, TimeSpan, entity_id

_DAYS = timedelta(days=2)  # what is told so closely is one day, give or take an evening
_LONG = timedelta(days=300)  # "in 2008" fixes no single event: it is the same only in the same words
_FRESH = timedelta(days=31)  # how long news tells an event without saying when it was

type Dates = Mapping[str, datetime | None]  # when each article came out, by its key


def merge_relations(
    relations: Iterable[Relation], knowledge: Knowledge, dates: Dates
) -> tuple[Relation, ...]:
    """Relations in any order → one for each thing told; the order makes no difference."""
    containers = _Containers(knowledge)
    groups: dict[tuple[str, tuple[str, ...], tuple[str, ...]], list[Relation]] = defaultdict(list)
    for relation in relations:
        agents, recipients = relation.agents, relation.recipients
        if knowledge.predicates[relation.predicate].symmetric:
            agents, recipients = sorted((agents, recipients))
        relation = replace(relation, agents=agents, recipients=recipients)
        groups[relation.predicate, agents, recipients].append(relation)
    return tuple(
        merged
        for (predicate, *_), group in sorted(groups.items())
        for merged in _merge(group, containers, dates, event=knowledge.predicates[predicate].event)
    )


def _merge(
    group: Sequence[Relation], containers: _Containers, dates: Dates, *, event: bool
) -> Iterator[Relation]:
    """Relations of one predicate between the same sides → those that differ in time or place."""
    clusters: list[list[Relation]] = []
    # The narrowest times first: a wider one may then join the single one that it covers.
    for relation in sorted(group, key=_narrowness):
        fitting = [
            cluster
            for cluster in clusters
            if all(_agree(relation, told, dates, containers, event=event) for told in cluster)
        ]
        as_narrow = [cluster for cluster in fitting if _bounds(cluster[0]) == _bounds(relation)]
        narrower = [cluster for cluster in fitting if _bounds(cluster[0]) != _bounds(relation)]
        if len(narrower) == 1 and not (as_narrow and _bounds(relation)):
            narrower[0].append(relation)
        elif as_narrow or (narrower and _width(relation) <= _DAYS):
            (as_narrow or narrower)[0].append(relation)
        else:
            clusters.append([relation])
    return (_one(cluster, containers) for cluster in clusters)


def _narrowness(relation: Relation) -> tuple[object, ...]:
    bounds = _bounds(relation)
    begin = bounds[0].isoformat() if bounds else ""
    return (
        bounds is None,
        _width(relation),
        begin,
        relation.place is None,
        relation.claim,
        relation.mentions,
    )


def _agree(one: Relation, other: Relation, dates: Dates, containers: _Containers, *, event: bool) -> bool:
    if not containers.agree(one.place, other.place):
        return False
    first, second = _bounds(one), _bounds(other)
    if first and second:
        if event and max(_width(one), _width(other)) > _LONG:
            return first == second
        return first[0] <= second[1] and second[0] <= first[1]
    if event and (first or second):
        dated, undated = (one, other) if first else (other, one)
        return _width(dated) <= _LONG and not undated.time and _may_tell(undated, dated, dates)
    if event:
        return _words(one) == _words(other)  # "on Monday" of nobody knows which week is no other Monday
    return bool(first or second) or _half(one) is None or _half(other) is None or _half(one) == _half(other)


def _may_tell(undated: Relation, dated: Relation, dates: Dates) -> bool:
    """Whether articles that give no time may tell an event of a known time: they came out soon after it."""
    bounds = _bounds(dated)
    assert bounds
    begin, end = bounds
    known = [date for m in undated.mentions if (date := dates.get(m.article))]
    return all(begin <= date + _DAYS and date <= end + _FRESH for date in known)


def _one(cluster: Sequence[Relation], containers: _Containers) -> Relation:
    """Relations that tell one thing → that thing: the narrowest time, the smallest place, every mention."""
    first = cluster[0]
    timed = [r.time for r in cluster if r.time]
    time = next((r.time for r in cluster if _bounds(r)), min(timed, default=None, key=_time_key))
    places = sorted({r.place for r in cluster if r.place}, key=lambda p: (containers.holds(p), p))
    mentions = tuple(sorted({m for relation in cluster for m in relation.mentions}))
    return replace(first, place=places[0] if places else None, time=time, mentions=mentions)


def _time_key(time: TimeSpan) -> tuple[object, ...]:
    bounds = (time.not_before, time.not_after)
    return (all(b is None for b in bounds), *(b.isoformat() if b else "" for b in bounds), time.expression)


def _bounds(relation: Relation) -> tuple[datetime, datetime] | None:
    time = relation.time
    if time is None or time.not_before is None or time.not_after is None:
        return None
    return time.not_before, time.not_after


def _words(relation: Relation) -> str:
    return relation.time.expression.lower() if relation.time else ""


def _half(relation: Relation) -> tuple[datetime | None, datetime | None] | None:
    """The one bound of a time that has one: "since 2014", "until May"."""
    time = relation.time
    if time is None or (time.not_before is None) == (time.not_after is None):
        return None
    return time.not_before, time.not_after


def _width(relation: Relation) -> timedelta:
    bounds = _bounds(relation)
    return bounds[1] - bounds[0] if bounds else timedelta.max


class _Containers:
    """Which places lie in which states: a capital and its state do not conflict."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._state_by_place = {
            entity_id(Kind.PLACE, place): entity_id(Kind.STATE, state)
            for place, state in knowledge.capitals.items()
        }

    def agree(self, one: str | None, other: str | None) -> bool:
        """Whether two places may be those of one event."""
        if one is None or other is None or one == other:
            return True
        return self._state_by_place.get(one) == other or self._state_by_place.get(other) == one

    def holds(self, place: str) -> bool:
        """Whether a place is one that others lie in."""
        return place.startswith(f"{Kind.STATE.lower()}/")
