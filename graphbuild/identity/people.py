"""Profiles of two people → the evidence for and against their being one person."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from math import log

from graphbuild.identity.comparison import Comparison
from graphbuild.identity.fit import Fit, find_fit
from graphbuild.identity.profiles import Profile
from graphbuild.spelling import sound

# What each piece of evidence is worth, in log-odds; see `Fit` for what the figures were set on.
_SHARED_POST = 1.5
_SHARED_BODY = 2.5
_SHARED_STATE, _OTHERS = 1.5, 100
_COMPANION, _COMPANIONS = 0.7, 2.1
_FAMOUS_ARTICLES, _FAMOUS_SHARE = 10, 0.02
_SAME_LINK, _OTHER_LINK = 10.0, -10.0
_KIN = -10.0
_TOLD_APART = -3.0
_OTHER_STATES = -1.5
_DIED_BEFORE = -4.0
_COMMON_SURNAME = 0.8  # for each time that the people of this surname double
_RARE_NAME, _FEW = 0.7, 0.1
_WORTH_TELLING = -1.5  # what is less likely (two in eleven) is no question that anybody would ask
_GRACE = timedelta(days=31)  # reports of what somebody did go on for a while after a death


def compare_people(profiles: Sequence[Profile]) -> tuple[Comparison, ...]:
    """Profiles of people, the fullest names first → every comparison of two whose names fit.

    Only names that share a surname's sound are compared, so that the time grows with the number of
    profiles and not with its square. In each comparison `full` stands before `short`.
    """
    census = _Census.of(profiles)
    return tuple(
        comparison
        for short, full in _pairs(profiles)
        if (comparison := _compare(short, full, profiles, census)) is not None
    )


def _pairs(profiles: Sequence[Profile]) -> Iterator[tuple[int, int]]:
    """The places of a shorter and a fuller name that are worth comparing, each pair once."""
    by_key: dict[tuple[str, str], list[int]] = defaultdict(list)
    bearers: dict[str, list[int]] = defaultdict(list)  # of a name that is one word
    seen: set[tuple[int, int]] = set()
    for place, profile in enumerate(profiles):
        found: Iterable[int]
        if len(profile.words) == 1:
            found = [*by_key["", sound(profile.words[0])], *_fellows(profile, profiles, bearers)]
            bearers[profile.words[0]].append(place)
        else:
            keys = _keys(profile.words)
            found = [other for key in keys for other in by_key[key]]
            for key in {*keys, *(("", sound(w)) for w in (profile.words[0], profile.words[-1]))}:
                by_key[key].append(place)
        for other in found:
            if (place, other) not in seen:
                seen.add((place, other))
                yield place, other


def _keys(words: Sequence[str]) -> set[tuple[str, str]]:
    """Under which keys a name of several words is found by its variants."""
    last = sound(words[-1])
    keys = {(sound(word) if len(word) > 1 else word, last) for word in words[:-1]}
    keys |= {(words[0][0], last)}  # by an initial
    if len(words) == 2:
        keys.add((last, sound(words[0])))  # by the other order
    return keys


def _fellows(profile: Profile, profiles: Sequence[Profile], bearers: dict[str, list[int]]) -> Iterator[int]:
    """The first earlier profile of the same one-word name for each body or state that it shares."""
    wanted = set(profile.bodies) or set(profile.states)
    for other in bearers[profile.words[0]]:
        shared = wanted & (profiles[other].bodies or profiles[other].states)
        if shared:
            wanted -= shared
            yield other
        if not wanted:
            return


@dataclass(frozen=True, slots=True)
class _Census:
    """How many people of two names or more bear each first name and each surname, by their sound.

    `famous` are ids of those whom so many articles name that it says little of who is named beside them.
    """

    first: Counter[str]
    last: Counter[str]
    people: int
    famous: frozenset[str]
    of_state: Counter[str]

    @classmethod
    def of(cls, profiles: Sequence[Profile]) -> _Census:
        people = {(sound(p.words[0]), sound(p.words[-1])) for p in profiles if len(p.words) > 1}
        articles = len({article for p in profiles for article in p.articles})
        famous = (p for p in profiles if len(p.articles) > max(_FAMOUS_ARTICLES, _FAMOUS_SHARE * articles))
        return cls(
            Counter(a for a, _ in people),
            Counter(b for _, b in people),
            max(1, len(people)),
            frozenset(entity for profile in famous for _, entity in profile.uses),
            Counter(state for profile in profiles for state in profile.states),
        )

    def state_worth(self, state: str) -> float:
        """What it says of two people that both are of this state: the less, the more people are.

        Half the logarithm of the share of the state's people (with some of others added, so that a few
        articles prove nothing): half, as who is told of one state in the news is often told of another.
        """
        share = (self.of_state[state] + 1) / (self.people + _OTHERS)
        return round(min(_SHARED_STATE, max(0.0, -log(share) / 2)), 1)

    def namesakes(self, words: Sequence[str]) -> float:
        """How many people of these two names there would be if names came together by chance alone."""
        return self.first[sound(words[0])] * self.last[sound(words[-1])] / self.people


def _compare(short: int, full: int, profiles: Sequence[Profile], census: _Census) -> Comparison | None:
    a, b = profiles[short], profiles[full]
    fit = find_fit(a.words, b.words)
    if fit is None:
        return None
    reasons = ((fit.told, fit.worth), *_evidence(a, b, fit, census))
    comparison = Comparison(short, full, reasons)
    return comparison if comparison.score > _WORTH_TELLING else None


def _evidence(a: Profile, b: Profile, fit: Fit, census: _Census) -> Iterator[tuple[str, float]]:
    if a.links and b.links:
        yield ("one link elsewhere", _SAME_LINK) if a.links & b.links else ("other links", _OTHER_LINK)
    bodies, states, posts = a.bodies & b.bodies, a.states & b.states, a.posts & b.posts
    if bodies:
        yield f"both of {_readable(bodies)}", _SHARED_BODY
    elif states:
        yield f"both of {_readable(states)}", max(map(census.state_worth, states))
    elif a.states and b.states:
        yield f"of {_readable(a.states)}, and of {_readable(b.states)}", _OTHER_STATES
    if posts:
        yield f"both {min(posts)}", _SHARED_POST
    companions = (a.companions & b.companions) - census.famous
    if companions:
        yield f"both named with {_readable(companions)}", min(_COMPANIONS, _COMPANION * len(companions))
    count = census.last[sound(b.words[-1])]
    if fit is Fit.SURNAME and count > 1:
        yield f"{count} people of this surname", -_COMMON_SURNAME * log(count, 2)
    elif fit is Fit.SPELLING and census.namesakes(b.words) < _FEW:
        yield "a rare name", _RARE_NAME
    if a.kin & set(b.uses) or b.kin & set(a.uses):
        yield "of one family", _KIN
    elif together := a.articles & b.articles:
        articles = "an article names" if len(together) == 1 else f"{len(together)} articles name"
        yield f"{articles} them as two", _TOLD_APART
    for one, other in ((a, b), (b, a)):
        if one.died and other.acted and other.acted > one.died + _GRACE:
            yield f"{one.label} died before {other.label} acted", _DIED_BEFORE


def _readable(ids: Iterable[str]) -> str:
    """Ids of entities → at most two of them as words."""
    names = sorted(i.partition("/")[2].replace("-", " ").title() for i in ids)
    rest = f" and {len(names) - 2} more" if len(names) > 2 else ""
    return ", ".join(names[:2]) + rest
