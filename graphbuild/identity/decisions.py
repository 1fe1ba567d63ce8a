"""Article graphs and judgements → which names are one entity, and the reasons for every decision."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from graphbuild.identity.bodies import compare_bodies, group_body
from graphbuild.identity.comparison import Comparison, probability
from graphbuild.identity.fit import find_fit
from graphbuild.identity.judgements import JUDGEMENTS, Judgement, Verdict
from graphbuild.identity.people import compare_people
from graphbuild.identity.profiles import Profile, Use, find_profiles, plain_words
from graphbuild.knowledge import Knowledge
from graphbuild.model import Entity, Graph, Issue, Kind, entity_id, fullness, slug

# A name joins another where that is at least this likely (log-odds 1.8: six to one).
_JOIN = 1.8
# ... and this much likelier than that it belongs to anybody else.
_LEAD = 1.5
_RARE = 5  # a label is one where fewer than one in so many uses have it
_JUDGED = (Kind.STATE, Kind.ORGANISATION, Kind.PERSON, Kind.PLACE)


@dataclass(frozen=True, slots=True)
class Decision:
    """Whether two names were taken for one entity: by a person's judgement, else for the reasons.

    `one` is the shorter name, `other` the fuller; each with its uses. `likely` (0..1) is how likely
    the reasons make it that they are one; each reason has its worth in log-odds.
    """

    kind: Kind
    one: str
    other: str
    one_uses: tuple[Use, ...]
    other_uses: tuple[Use, ...]
    same: bool
    likely: float
    reasons: tuple[tuple[str, float], ...]
    judgement: Judgement | None = None


@dataclass(frozen=True, slots=True)
class Identity:
    """Which entity each use of a name means: the id, and the name that it goes by.

    `decisions` are those that were not plain (equal names of one kind are one from the start).
    """

    id_by_use: Mapping[Use, str]
    label_by_id: Mapping[str, str]
    decisions: tuple[Decision, ...] = ()
    issues: tuple[Issue, ...] = ()


def identify(
    readings: Sequence[Graph], knowledge: Knowledge, judgements: Iterable[Judgement] = ()
) -> Identity:
    """Article graphs and judgements → who is who in all of them.

    The order of the articles does not matter. A judgement "same" joins what no "different" parts, and
    "different" is never undone; an issue tells which judgements could not be followed.
    """
    ledger = tuple(sorted(judgements))
    articles = {r.articles[0].key: r.articles[0].id for r in readings if r.articles}
    pinned = {(slug(one.name), one.article) for j in ledger for one in j.pair if one.article}
    id_by_use: dict[Use, str] = {}
    label_by_id: dict[str, str] = {}
    decisions: list[Decision] = []
    followed: set[Judgement] = set()
    issues: list[Issue] = []

    for kind in _JUDGED:  # bodies before people, as who belongs to one body is evidence

        def group(use: Use, entity: Entity, states: frozenset[str], kind: Kind = kind) -> object:
            if pinned and any((slug(n), articles[use[0]]) in pinned for n in (entity.label, *entity.names)):
                return use
            if kind is Kind.ORGANISATION:
                return group_body(use, entity, states, knowledge)
            if kind is Kind.PERSON and not entity.links and len(plain_words(entity.label, knowledge)) == 1:
                return use
            return entity.id

        profiles = sorted(
            find_profiles(readings, kind, knowledge, group=group, canonical=id_by_use),
            key=lambda p: (-len(p.words), -len(p.label), p.label, p.uses),
        )
        comparisons: tuple[Comparison, ...] = ()
        if kind is Kind.PERSON:
            comparisons = compare_people(profiles)
        elif kind is Kind.ORGANISATION:
            comparisons = compare_bodies(profiles, knowledge)
        clusters = _Clusters(profiles, comparisons)
        places = _places_by_name(profiles, articles) if ledger else {}
        for judgement in ledger:
            ones, others = (places.get((slug(one.name), one.article), []) for one in judgement.pair)
            if ones and others:
                followed.add(judgement)
                issues += clusters.judge(
                    judgement, [(min(p), max(p)) for p in product(ones, others) if p[0] != p[1]]
                )
        clusters.join_judged()
        issues += clusters.contradictions()
        decisions += clusters.decide()
        for entity, cluster in _named(clusters.found(), kind).items():
            label_by_id[entity] = label_of(cluster)
            id_by_use |= {use: entity for profile in cluster for use in profile.uses}
    issues += [
        Issue(JUDGEMENTS, f"{j.verdict}: {j.one} and {j.other}: no article names both, of one kind")
        for j in ledger
        if j not in followed
    ]
    return Identity(id_by_use, label_by_id, tuple(decisions), tuple(issues))


class _Clusters:
    """Profiles that are being joined, and what must stay apart."""

    def __init__(self, profiles: Sequence[Profile], comparisons: Sequence[Comparison]) -> None:
        self._profiles = profiles
        self._root = list(range(len(profiles)))
        self._members: dict[int, list[int]] = {place: [place] for place in self._root}
        self._apart: dict[int, set[int]] = defaultdict(set)
        self._judged: dict[tuple[int, int], Judgement] = {}
        self._by_short: dict[int, list[Comparison]] = defaultdict(list)
        self._scores = {(c.full, c.short): c.score for c in comparisons}
        for comparison in comparisons:
            self._by_short[comparison.short].append(comparison)

    def judge(self, judgement: Judgement, pairs: Sequence[tuple[int, int]]) -> Iterator[Issue]:
        """Take note of a judgement; an issue where the articles themselves leave it nothing to decide."""
        if not pairs and judgement.verdict is Verdict.DIFFERENT:
            message = (
                f"{judgement.one} and {judgement.other} are names of one bearer in the articles themselves"
            )
            yield Issue(JUDGEMENTS, f"different: {message}: name the articles, as in NAME @ ARTICLE")
        for one, other in pairs:
            known = self._judged.get((one, other))
            if known is None or known.verdict is not Verdict.DIFFERENT:
                self._judged[one, other] = judgement
            if judgement.verdict is Verdict.DIFFERENT:
                self._apart[one].add(other)
                self._apart[other].add(one)

    def join_judged(self) -> None:
        """Join what a person called the same, unless that joins what a person called different."""
        for (a, b), judgement in sorted(self._judged.items(), key=lambda one: one[0]):
            if judgement.verdict is Verdict.SAME:
                self._join(a, b, judged=True)

    def contradictions(self) -> Iterator[Issue]:
        """What was called the same and yet could not be joined."""
        told = {
            judgement
            for (a, b), judgement in self._judged.items()
            if judgement.verdict is Verdict.SAME and self._root[a] != self._root[b]
        }
        for judgement in sorted(told):
            message = f"same: {judgement.one} and {judgement.other}: another line calls them different"
            yield Issue(JUDGEMENTS, message)

    def decide(self) -> Iterator[Decision]:
        """From the fullest name to the shortest: join each to the one bearer of a fuller name."""
        for short in range(len(self._profiles)):
            best: dict[int, Comparison] = {}  # the likeliest of each cluster, by its root
            for comparison in self._by_short[short]:
                root = self._root[comparison.full]
                if root not in best or comparison.score > best[root].score:
                    best[root] = comparison
            ranked = sorted(best.values(), key=lambda c: (-c.score, c.full))
            for comparison in ranked:
                yield self._decide(comparison, self._rival(comparison, ranked))

    def _rival(self, comparison: Comparison, ranked: Sequence[Comparison]) -> Comparison | None:
        """Who else the shorter name may well mean, where that is so likely that it stands in the way."""
        for other in ranked:
            full = self._profiles[other.full]
            # A name of one word says too little of its bearer to stand against a full one.
            if len(full.words) == 1 or self._may_be_one(other.full, comparison.full):
                continue
            if other.score > max(comparison.score, _JOIN) - _LEAD:
                return other
        return None

    def _may_be_one(self, a: int, b: int) -> bool:
        return self._root[a] == self._root[b] or self._scores.get((min(a, b), max(a, b)), -1.0) > 0

    def _decide(self, comparison: Comparison, rival: Comparison | None) -> Decision:
        short, full = comparison.short, comparison.full
        judgement = self._judged.get((full, short))
        reasons = comparison.reasons
        same = self._root[short] == self._root[full]
        if (
            not same
            and comparison.score >= _JOIN
            and (judgement is None or judgement.verdict is Verdict.UNSURE)
        ):
            if rival is not None:
                reasons += ((f"it may be {self._profiles[rival.full].label}", -_LEAD),)
            elif self._join(full, short):
                same = True
            else:
                reasons += (("parts what is known to be two", -_LEAD),)
        one, other = self._profiles[short], self._profiles[full]
        likely = probability(sum(worth for _, worth in reasons))
        uses = (one.uses, other.uses)
        return Decision(one.kind, one.label, other.label, *uses, same, likely, reasons, judgement)

    def found(self) -> Iterator[tuple[Profile, ...]]:
        """The profiles of each entity."""
        return (
            tuple(self._profiles[place] for place in sorted(members)) for members in self._members.values()
        )

    def _join(self, a: int, b: int, *, judged: bool = False) -> bool:
        """Make one cluster of two, if their names fit or a person judged so; tell whether that could be."""
        first, second = sorted((self._root[a], self._root[b]))
        if first == second:
            return True
        if any(
            self._root[other] == second for member in self._members[first] for other in self._apart[member]
        ):
            return False
        if not judged and not self._names_fit(first, second):
            return False
        for member in self._members[second]:
            self._root[member] = first
        self._members[first] += self._members.pop(second)
        return True

    def _names_fit(self, first: int, second: int) -> bool:
        """Whether the fullest names of two clusters may be one person's."""
        one, other = (self._profiles[min(self._members[root])] for root in (first, second))
        short, full = sorted((one.words, other.words), key=len)
        return one.kind is not Kind.PERSON or find_fit(short, full) is not None


def _places_by_name(
    profiles: Sequence[Profile], articles: Mapping[str, str]
) -> Mapping[tuple[str, str], list[int]]:
    """Profiles and the ids of articles by key → the places of the profiles that have a name.

    Names are slugs, each with the id of an article, and with "" for wherever it is used.
    """
    places: dict[tuple[str, str], set[int]] = defaultdict(set)
    for place, profile in enumerate(profiles):
        for name in {slug(name) for name in profile.names}:
            for article in ("", *(articles[key] for key in profile.articles)):
                places[name, article].add(place)
    return {name: sorted(found) for name, found in places.items()}


def _named(clusters: Iterable[Sequence[Profile]], kind: Kind) -> Mapping[str, Sequence[Profile]]:
    """Clusters → each by the id of its entity. Of several that share a name the most told keeps it plain."""
    by_id: dict[str, list[Sequence[Profile]]] = defaultdict(list)
    for cluster in clusters:
        by_id[entity_id(kind, label_of(cluster))].append(cluster)
    named: dict[str, Sequence[Profile]] = {}
    for plain, sharing in by_id.items():
        ranked = sorted(sharing, key=lambda c: (-sum(len(p.articles) for p in c), min(p.uses[0] for p in c)))
        for rank, cluster in enumerate(ranked):
            own = plain if rank == 0 else f"{plain}-{_digest(min(p.uses[0] for p in cluster))}"
            named[own] = cluster
    return named


def _digest(use: Use) -> str:
    return hashlib.sha256("\n".join(use).encode("utf-8", "surrogatepass")).hexdigest()[:6]


def label_of(cluster: Sequence[Profile]) -> str:
    """The profiles of one entity → the fullest of their labels that is no rarity; one with a link goes first.

    A label that one article in many has is more often a slip ("Represenative Adam Schiff") than a
    name in full.
    """
    total = sum(len(profile.uses) for profile in cluster)

    def rank(profile: Profile) -> tuple[object, ...]:
        rare = len(profile.uses) * _RARE < total
        return bool(profile.links), not rare, len(profile.words), len(profile.uses), fullness(profile.label)

    return max(cluster, key=rank).label
