"""Article graphs → profiles: one name, and everything that the articles say of its bearer."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from graphbuild.identity.forms import body_form
from graphbuild.knowledge import Knowledge
from graphbuild.model import Entity, Graph, Kind, Relation, fullness
from graphbuild.spelling import name_words

type Use = tuple[str, str]  # the key of an article, and the id of an entity of that article

_OFFICE = "office"
_KINSHIP = frozenset(["childOf", "relativeOf"])


@dataclass(frozen=True, slots=True)
class Profile:
    """What the articles say of the bearer of one name.

    `words` are those of the name without particles. `bodies` and `states` are ids of what the bearer
    belongs to, `posts` the words of posts. `companions` are ids of the people who are named beside the
    bearer by two words or more, `around` those of the states that the articles name. `died` is when the
    bearer was killed, `acted` when the bearer last did something, where an article fixes it.
    """

    kind: Kind
    label: str
    words: tuple[str, ...]
    uses: tuple[Use, ...]
    names: frozenset[str] = frozenset()
    links: frozenset[str] = frozenset()
    bodies: frozenset[str] = frozenset()
    states: frozenset[str] = frozenset()
    posts: frozenset[str] = frozenset()
    companions: frozenset[str] = frozenset()
    around: frozenset[str] = frozenset()
    kin: frozenset[Use] = frozenset()
    died: datetime | None = None
    acted: datetime | None = None

    @property
    def articles(self) -> frozenset[str]:
        """The keys of the articles that use the name."""
        return frozenset(article for article, _ in self.uses)


@dataclass(frozen=True, slots=True)
class _Told:
    """One use of a name, with what its article says of the bearer and names beside."""

    use: Use
    entity: Entity
    notes: _Notes
    people: frozenset[str]
    around: frozenset[str]


class _Notes:
    """What one article says of one of its entities, as it is gathered."""

    __slots__ = ("acted", "bodies", "died", "kin", "posts", "states")

    def __init__(self) -> None:
        self.bodies: set[str] = set()
        self.states: set[str] = set()
        self.posts: set[str] = set()
        self.kin: set[Use] = set()
        self.died: datetime | None = None
        self.acted: datetime | None = None


def find_profiles(
    readings: Sequence[Graph],
    kind: Kind,
    knowledge: Knowledge,
    *,
    group: Callable[[Use, Entity, frozenset[str]], object],
    canonical: Mapping[Use, str],
) -> tuple[Profile, ...]:
    """Article graphs → the profiles of one kind, in an order that depends on the names alone.

    `group` tells which uses are taken for one bearer from the start, from the use, its entity and
    the states that it is tied to; `canonical` gives the ids of bodies that are already joined.
    """
    found: dict[object, list[_Told]] = defaultdict(list)
    for reading in readings:
        if not reading.articles:
            continue
        key = reading.articles[0].key
        entities = [e for e in reading.entities if e.kind is kind]
        if not entities:
            continue
        notes = _notes(reading, key, knowledge, canonical)
        people = frozenset(
            e.id for e in reading.entities if e.kind is Kind.PERSON and len(e.label.split()) > 1
        )
        around = frozenset(e.id for e in reading.entities if e.kind is Kind.STATE)
        for entity in entities:
            use = (key, entity.id)
            about = notes.get(entity.id) or _Notes()
            bearer = group(use, entity, frozenset(about.states))
            found[bearer].append(_Told(use, entity, about, people - {entity.id}, around))
    made = (_profile(kind, uses, knowledge) for uses in found.values())
    return tuple(sorted(made, key=lambda p: (p.uses[0][1], p.uses)))


def plain_words(name: str, knowledge: Knowledge) -> tuple[str, ...]:
    """A name → its words in lower case, with no accents, particles ("al") and honours ("Seyed")."""
    words = name_words(name, knowledge.words["name_honours"])
    particles = knowledge.words["name_particles"]
    return tuple(w for w in words if w not in particles) or words


def _profile(kind: Kind, uses: Iterable[_Told], knowledge: Knowledge) -> Profile:
    told = sorted(uses, key=lambda one: one.use)
    label = _label(told)
    notes = [one.notes for one in told]
    return Profile(
        kind,
        label,
        plain_words(label, knowledge),
        tuple(one.use for one in told),
        names=frozenset(name for one in told for name in (one.entity.label, *one.entity.names)),
        links=frozenset(link for one in told for link in one.entity.links),
        bodies=frozenset().union(*(n.bodies for n in notes)),
        states=frozenset().union(*(n.states for n in notes)),
        posts=frozenset().union(*(n.posts for n in notes)),
        companions=frozenset().union(*(one.people for one in told)),
        around=frozenset().union(*(one.around for one in told)),
        kin=frozenset().union(*(n.kin for n in notes)),
        died=min((n.died for n in notes if n.died), default=None),
        acted=max((n.acted for n in notes if n.acted), default=None),
    )


def _label(told: Sequence[_Told]) -> str:
    """The fullest label; of spellings, the commonest."""
    counts = Counter(one.entity.label for one in told)
    return max(counts, key=lambda label: (len(label.split()), counts[label], fullness(label)))


def _notes(
    reading: Graph, key: str, knowledge: Knowledge, canonical: Mapping[Use, str]
) -> Mapping[str, _Notes]:
    """One article's graph → what it says of each of its entities, by id."""
    entities = {e.id: e for e in reading.entities}
    found: dict[str, _Notes] = defaultdict(_Notes)
    homes = _homes(reading.entities, knowledge)

    def tie(owner: str, body: str) -> None:
        kind = entities[body].kind
        if kind is Kind.STATE:
            found[owner].states.add(body)
        elif kind is Kind.ORGANISATION:
            found[owner].bodies.add(canonical.get((key, body), body))
            found[owner].states |= homes[body]

    for body, states in homes.items():
        found[body].states |= states
    for relation in reading.relations:
        if not any(mention.asserts for mention in relation.mentions):
            continue
        if relation.predicate in _KINSHIP:
            _add_kin(relation, key, found)
        elif knowledge.predicates[relation.predicate].group == _OFFICE:
            for agent in relation.agents:
                for recipient in relation.recipients:
                    post = entities[recipient]
                    if post.kind is Kind.POSITION:
                        found[agent].posts.add(min((post.label, *post.names), key=len).lower())
                        if post.position_in:
                            tie(agent, post.position_in)
                    else:
                        tie(agent, recipient)
        elif relation.time and knowledge.predicates[relation.predicate].event:
            _add_dates(relation, found)
    return found


def _add_kin(relation: Relation, key: str, found: Mapping[str, _Notes]) -> None:
    for agent in relation.agents:
        for recipient in relation.recipients:
            found[agent].kin.add((key, recipient))
            found[recipient].kin.add((key, agent))


def _add_dates(relation: Relation, found: Mapping[str, _Notes]) -> None:
    assert relation.time is not None
    begin, end = relation.time.not_before, relation.time.not_after
    for agent in relation.agents:
        if begin:
            found[agent].acted = max(found[agent].acted or begin, begin)
    if relation.predicate == "killed" and end:
        for victim in relation.recipients:
            found[victim].died = min(found[victim].died or end, end)


def _homes(entities: Iterable[Entity], knowledge: Knowledge) -> Mapping[str, frozenset[str]]:
    """The bodies of one article → the states that they name.

    "The Foreign Ministry" is Iran's where "Iran's Foreign Ministry" is the only one that the article names.
    """
    forms = {e.id: body_form(e.label, knowledge) for e in entities if e.kind is Kind.ORGANISATION}
    states: dict[object, set[str]] = defaultdict(set)
    for form, state in forms.values():
        if state:
            states[form].add(state)
    return {
        body: frozenset([state] if state else states[form] if len(states[form]) == 1 else ())
        for body, (form, state) in forms.items()
    }
