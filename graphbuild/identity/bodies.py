"""Names of bodies → which are one body whatever the article: the same words, an acronym and its words."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from graphbuild.identity.comparison import Comparison
from graphbuild.identity.forms import Form, body_form, is_general
from graphbuild.identity.profiles import Profile, Use
from graphbuild.knowledge import Knowledge
from graphbuild.model import Entity, Kind

_SAME_WORDS = 3.0
_ONE_STATE_ONLY = 0.5  # a body of this name is known of one state only, and here of none
_NOT_NAMED = -2.0
_SPELLED_OUT = 3.5
_INITIALS = 0.0
_SHARED_STATE = 2.5
_OTHER_STATES = -4.0
_ACRONYM = re.compile(r"[A-Z][A-Z0-9&.-]{1,7}")


def group_body(use: Use, body: Entity, states: frozenset[str], knowledge: Knowledge) -> object:
    """A use of a body's name → what it shares with every use that means the same body for sure."""
    form, state = body_form(body.label, knowledge)
    general = is_general(form, knowledge)
    if not general and (
        body.links or any(k.kind is Kind.ORGANISATION for k in knowledge.names.get(body.label, ()))
    ):
        return body.id
    owner = state or (next(iter(states)) if len(states) == 1 else None)
    many = not knowledge.words["posted_bodies"].isdisjoint(form)
    return use if many or (general and owner is None) else (form, owner)


def compare_bodies(profiles: Sequence[Profile], knowledge: Knowledge) -> tuple[Comparison, ...]:
    """Profiles of bodies, the fullest names first → the comparisons of those that may be one."""
    by_form: dict[Form, list[int]] = defaultdict(list)
    by_initials: dict[str, list[int]] = defaultdict(list)
    for place, profile in enumerate(profiles):
        by_form[body_form(profile.label, knowledge)[0]].append(place)
        for initials in _initials(profile.label):
            by_initials[initials].append(place)
    alike = [c for places in by_form.values() for c in _of_one_form(places, profiles, knowledge)]
    return (*alike, *_of_acronyms(profiles, by_initials))


def _of_one_form(
    places: Sequence[int], profiles: Sequence[Profile], knowledge: Knowledge
) -> Iterator[Comparison]:
    """Bodies of the same words: one that no article ties to a state may be the only one that has a state."""
    if is_general(body_form(profiles[places[0]].label, knowledge)[0], knowledge):
        return
    homes = {state for place in places for state in profiles[place].states}
    for n, short in enumerate(places):
        for full in places[:n]:
            a, b = profiles[short].states, profiles[full].states
            reasons = [("the same words", _SAME_WORDS)]
            if a and b:
                if not a & b:
                    continue
                reasons.append(("of one state", _SHARED_STATE))
            elif len(homes) == 1 and homes <= profiles[short].around & profiles[full].around:
                reasons.append(("known of one state only, which is named too", _ONE_STATE_ONLY))
            elif len(homes) == 1:
                reasons.append(("known of one state only, which is not named", _NOT_NAMED))
            else:
                reasons.append((f"{len(homes)} states have one", -_SAME_WORDS))
            yield Comparison(short, full, tuple(reasons))


def _of_acronyms(profiles: Sequence[Profile], by_initials: dict[str, list[int]]) -> Iterator[Comparison]:
    """An acronym, and the bodies that an article calls by it, or whose initials it may be."""
    by_alias: dict[str, list[int]] = defaultdict(list)
    for place, profile in enumerate(profiles):
        for name in profile.names - {profile.label}:
            by_alias[name].append(place)
    for short, profile in enumerate(profiles):
        label = profile.label
        if len(label) < 3 or not _ACRONYM.fullmatch(label):
            continue
        spelled_out = set(by_alias[label])
        for full in sorted(spelled_out | set(by_initials[label.replace(".", "")])):
            if full >= short or len(profiles[full].label.split()) == 1:
                continue
            told = full in spelled_out
            reason = (
                ("an article explains the acronym", _SPELLED_OUT) if told else ("its initials", _INITIALS)
            )
            yield Comparison(short, full, (reason, *_of_states(profile, profiles[full])))


def _of_states(a: Profile, b: Profile) -> Iterator[tuple[str, float]]:
    if a.states and b.states:
        yield ("of one state", _SHARED_STATE) if a.states & b.states else ("of other states", _OTHER_STATES)


def _initials(name: str) -> set[str]:
    words = [word for word in name.replace("-", " ").split() if word[0].isalpha()]
    if len(words) < 3:
        return set()
    capitals = "".join(word[0] for word in words if word[0].isupper())
    return {capitals, "".join(word[0] for word in words).upper()}
