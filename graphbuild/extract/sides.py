"""Posts in an article → who acts for whom: nobody accuses, urges or threatens his own side."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, field

from graphbuild.extract.claims import Claim, Post
from graphbuild.extract.referents import Referents
from graphbuild.model import Kind

_TO = frozenset(["affiliatedWith", "leads", "memberOf", "spokespersonOf", "holdsPosition"])


@dataclass(frozen=True, slots=True)
class Sides:
    """Those whom each entity acts for, by index into the drafts."""

    of: Mapping[int, frozenset[int]] = field(default_factory=dict)

    def acts_for(self, index: int, whom: int) -> bool:
        """Whether one acts for the other, or is the other."""
        return index == whom or whom in self.of.get(index, frozenset())

    def others(self, speakers: Iterable[int], indices: Iterable[int]) -> tuple[int, ...]:
        """Those of `indices` who stand on no speaker's side."""
        sayers = tuple(speakers)
        return tuple(
            i for i in indices if not any(self.acts_for(s, i) or self.acts_for(i, s) for s in sayers)
        )


def find_sides(posts: Iterable[Claim], referents: Referents, at_home: Container[str]) -> Sides:
    """The posts of an article and its referents → who acts for whom, a body's own state among them.

    Bodies called as one of `at_home` are of the state where the article is at home: "the Foreign Ministry".
    """
    direct: dict[int, set[int]] = {}
    states = {d.label: i for i, d in enumerate(referents.drafts) if d.kind is Kind.STATE}
    for index, draft in enumerate(referents.drafts):
        own = draft.state or (draft.figure.state if draft.figure else "")
        if own in states:
            direct.setdefault(index, set()).add(states[own])
        elif referents.home is not None and draft.known is None and draft.label in at_home:
            direct.setdefault(index, set()).add(referents.home)
    for claim in posts:
        if claim.predicate in _TO:
            bodies = [whom.body if isinstance(whom, Post) else whom for whom in claim.recipients]
            for agent in claim.agents:
                direct.setdefault(agent, set()).update(body for body in bodies if body is not None)
    return Sides({i: frozenset(own.union(*(direct.get(j, ()) for j in own))) for i, own in direct.items()})
