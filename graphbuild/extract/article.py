"""One parsed article → the graph of what it says."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import partial

from spacy.tokens import Doc

from graphbuild.extract.affiliations import (
    find_based,
    find_bodies,
    find_described,
    find_own,
    find_possessed,
)
from graphbuild.extract.appraisals import find_appraisals
from graphbuild.extract.borders import find_borders
from graphbuild.extract.claims import Post
from graphbuild.extract.coreference import resolve_names
from graphbuild.extract.demands import find_demands
from graphbuild.extract.drafts import Draft
from graphbuild.extract.guests import find_guests
from graphbuild.extract.invitations import find_invitations
from graphbuild.extract.kin import find_kin
from graphbuild.extract.locations import find_locations
from graphbuild.extract.memberships import find_members
from graphbuild.extract.names import find_names
from graphbuild.extract.opposed import find_opposed
from graphbuild.extract.parts import find_parts
from graphbuild.extract.places import place_of
from graphbuild.extract.posts import find_posts
from graphbuild.extract.referents import Referents
from graphbuild.extract.relations import find_relations
from graphbuild.extract.role_links import link_roles
from graphbuild.extract.roles import find_roles
from graphbuild.extract.settings import Told, share_resumed
from graphbuild.extract.sides import find_sides
from graphbuild.extract.sources import sources_of
from graphbuild.extract.times import find_times, time_of, time_of_noun
from graphbuild.extract.visits import share_visits
from graphbuild.knowledge import Knowledge
from graphbuild.model import Article, Entity, Graph, Issue, Kind, Mention, Relation, Span, TimeSpan, entity_id

_LEADING = " \t\n\r\u00a0,;:.)]–—-"


def extract(doc: Doc, article: Article, knowledge: Knowledge) -> tuple[Graph, tuple[Issue, ...]]:
    """A Doc of `article.text` → the article's graph, and what a person should know about it."""
    names = find_names(doc, knowledge)
    roles, names = link_roles(doc, find_roles(doc, names, knowledge), names, knowledge)
    referents = resolve_names(doc, names, roles, knowledge)
    posts = [
        *find_posts(doc, roles, referents, knowledge),
        *find_possessed(doc, names, roles, referents),
        *find_own(doc, names, referents, knowledge),
        *find_described(doc, names, roles, referents),
    ]
    sides = find_sides(posts, referents, knowledge.words["home_bodies"])
    events = list(find_relations(doc, referents, knowledge))
    claims = [
        *posts,
        *find_bodies(doc, names, referents, knowledge),
        *find_members(doc, names, referents, knowledge),
        *find_parts(doc, names, referents, knowledge),
        *find_based(doc, names, referents),
        *find_borders(doc, names, referents, knowledge),
        *find_locations(doc, referents, knowledge),
        *find_kin(doc, names, referents, knowledge),
        *find_invitations(doc, referents, knowledge),
        *events,
        *find_guests(doc, events, sides, referents, knowledge),
        *find_appraisals(doc, sides, referents, knowledge),
        *find_opposed(doc, sides, referents, knowledge),
        *find_demands(doc, events, sides, referents, knowledge),
    ]
    entities = _Entities(referents)
    times = find_times(doc)
    told = [
        Told(
            claim,
            place_of(claim, referents, knowledge),
            time_of(claim, times.get(claim.trigger.sent.start, ()), article.date, referents, knowledge),
        )
        for claim in claims
    ]
    read_noun = partial(time_of_noun, times=times, reference=article.date, knowledge=knowledge)
    told = share_resumed(told, doc, read_noun, referents, knowledge)
    told = share_visits(told, referents, sides, knowledge)
    readings = [relation for t in told for relation in _relations(t, article, entities, knowledge)]
    relations = _merge(_without_doubles(readings, knowledge), knowledge)
    used = {i for r in relations for i in (*r.agents, *r.recipients, *([r.place] if r.place else []))}
    used |= {i for r in relations for m in r.mentions for i in m.attributed_to}
    return Graph.of([article], entities.of(used), relations), ()


class _Entities:
    """Drafts → entities, made once each."""

    def __init__(self, referents: Referents) -> None:
        self.referents = referents
        self.found: dict[int, Entity] = {}
        self.positions: dict[str, Entity] = {}

    def __getitem__(self, index: int) -> Entity:
        if index not in self.found:
            self.found[index] = _entity(self.referents.drafts[index])
        return self.found[index]

    def position(self, post: Post) -> Entity:
        body = self[post.body] if post.body is not None else None
        words = _capitalised(post.words)
        label = f"{words} of {body.label}" if body and body.label.lower() not in words.lower() else words
        found = Entity(
            entity_id(Kind.POSITION, label),
            Kind.POSITION,
            label,
            (words,) if words != label else (),
            position_in=body.id if body else None,
        )
        known = self.positions.get(found.id)
        self.positions[found.id] = known | found if known else found
        return self.positions[found.id]

    def of(self, ids: Iterable[str]) -> Iterator[Entity]:
        by_id: dict[str, Entity] = {}
        for entity in [*self.found.values(), *self.positions.values()]:
            by_id[entity.id] = by_id[entity.id] | entity if entity.id in by_id else entity
        wanted = set(ids)
        bodies = {e.position_in for i, e in by_id.items() if i in wanted and e.position_in}
        return (by_id[i] for i in sorted(wanted | bodies))


def _entity(draft: Draft) -> Entity:
    if draft.known:
        label = draft.known.label
        links = draft.known.links
    elif draft.figure:
        label, links = draft.figure.label, draft.figure.links
    else:
        label, links = draft.label, ()
    names = tuple(sorted({draft.label, *draft.names} - {label}))
    return Entity(entity_id(draft.kind, label), draft.kind, label, names, links)


def _capitalised(words: str) -> str:
    return words[0].upper() + words[1:]


def _relations(told: Told, article: Article, entities: _Entities, knowledge: Knowledge) -> Iterator[Relation]:
    claim = told.claim
    predicate = knowledge.predicates[claim.predicate]
    referents = entities.referents
    sent = claim.trigger.sent
    # A sentence that the parser began late ("Kabul, Mar 24") starts with a mark that says nothing.
    text = sent.text.lstrip(_LEADING)
    start = sent.start_char + len(sent.text) - len(text)
    text = text.rstrip()
    if not text:
        return
    agents = tuple(
        dict.fromkeys(
            entities[i].id for i in claim.agents if referents.drafts[i].kind in predicate.agent_kinds
        )
    )
    recipients = tuple(
        dict.fromkeys(
            entities.position(i).id if isinstance(i, Post) else entities[i].id
            for i in claim.recipients
            if isinstance(i, Post) or referents.drafts[i].kind in predicate.recipient_kinds
        )
    )
    recipients = tuple(r for r in recipients if r not in agents)
    if not agents or not recipients:
        return
    mention = Mention(
        article=article.key,
        span=Span(start, start + len(text)),
        quote=text,
        rule=f"{claim.predicate}: {claim.rule}",
        polarity=claim.factuality.polarity,
        modality=claim.factuality.modality,
        attributed_to=tuple(sorted({entities[i].id for i in sources_of(claim, referents, knowledge)})),
        confidence=claim.confidence,
    )
    yield Relation(
        claim.predicate, agents, recipients, (mention,),
        place=entities[told.place].id if told.place is not None else None,
        time=told.time,
    )  # fmt: skip


def _without_doubles(relations: list[Relation], knowledge: Knowledge) -> list[Relation]:
    """One mention per sentence and pair: of several readings the surest stays."""
    best: dict[tuple[object, ...], Relation] = {}
    for relation in relations:
        mention = relation.mentions[0]
        sides: object = (relation.agents, relation.recipients)
        if knowledge.predicates[relation.predicate].symmetric:
            sides = frozenset([relation.agents, relation.recipients])
        key = (relation.predicate, sides, mention.span, mention.polarity, mention.modality)
        known = best.get(key)
        if known is None or (mention.confidence, relation.time is not None) > (
            known.mentions[0].confidence,
            known.time is not None,
        ):
            best[key] = relation
    return list(best.values())


def _merge(relations: list[Relation], knowledge: Knowledge) -> list[Relation]:
    """Mentions of one claim whose place and time do not conflict → one relation."""
    buckets: dict[tuple[object, ...], list[Relation]] = {}
    for relation in relations:
        agents, recipients = tuple(sorted(relation.agents)), tuple(sorted(relation.recipients))
        if knowledge.predicates[relation.predicate].symmetric and recipients < agents:
            agents, recipients = recipients, agents
        group = buckets.setdefault((relation.predicate, agents, recipients), [])
        relation = replace(relation, agents=agents, recipients=recipients)
        for n, known in enumerate(group):
            place = _one_place(known.place, relation.place, knowledge)
            if (place or not (known.place and relation.place)) and _same_time(
                known.time, relation.time, knowledge.predicates[relation.predicate].event
            ):
                group[n] = replace(
                    known,
                    place=place,
                    time=_fuller(known.time, relation.time),
                    mentions=tuple(sorted({*known.mentions, *relation.mentions})),
                )
                break
        else:
            group.append(relation)
    return [relation for group in buckets.values() for relation in group]


def _one_place(first: str | None, second: str | None, knowledge: Knowledge) -> str | None:
    """The more exact of two places of one event: Tokyo, of Tokyo and Japan; None where they differ."""
    if first is None or second is None or first == second:
        return first or second
    for city, state in knowledge.capitals.items():
        if {first, second} == {entity_id(Kind.PLACE, city), entity_id(Kind.STATE, state)}:
            return entity_id(Kind.PLACE, city)
    return None


def _same_time(first: TimeSpan | None, second: TimeSpan | None, event: bool) -> bool:
    bounded = [
        t for t in (first, second) if t is not None and t.not_before is not None and t.not_after is not None
    ]
    if len(bounded) == 1 and event and (bounded[0].not_after - bounded[0].not_before).days > 300:  # type: ignore[operator]
        return False  # the war of the 1980s is not the one that the article reports
    if first is None or second is None or first.not_before is None or second.not_before is None:
        return True
    if first.not_after is None or second.not_after is None:
        return True
    return first.not_before <= second.not_after and second.not_before <= first.not_after


def _fuller(first: TimeSpan | None, second: TimeSpan | None) -> TimeSpan | None:
    known = [t for t in (first, second) if t is not None]

    def width(time: TimeSpan) -> tuple[bool, float]:
        if time.not_before is None or time.not_after is None:
            return True, 0.0
        return False, (time.not_after - time.not_before).total_seconds()

    return min(known, key=width, default=None)
