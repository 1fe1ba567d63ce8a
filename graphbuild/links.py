"""A graph → the same graph with links out: states and regions by the lexicon, cities by the evidence.

A wrong link is worse than none. A city is linked only where nothing else in the graph or the lexicon
has its name, where no sentence calls it a province, and where the state that the graph puts it in, or
else its size, leaves one city.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from graphbuild.gazetteer import GEONAMES, WIKIDATA, City, read_cities
from graphbuild.knowledge import Knowledge, Known
from graphbuild.model import Entity, Graph, Kind, slug

_LOCATED_IN = "locatedIn"
# What makes a city the one that its bare name means: London is London, Ontario or not. Birmingham
# (six times that of Alabama) and Tripoli (five times that of Lebanon) are not sure enough.
_TIMES_LARGER = 10
_LARGE = 500_000


def link(graph: Graph, knowledge: Knowledge) -> Graph:
    """A graph → the same with the links and codes of its states, regions and cities.

    They are found anew from all that the graph says now, so two graphs that disagree about a place
    do not leave it with two links, and links to elsewhere stay.
    """
    others = _other_names(graph, knowledge)
    states = _states_of_places(graph, knowledge)
    quotes = _quotes_of_places(graph)

    def linked(entity: Entity) -> Entity:
        if entity.kind not in (Kind.STATE, Kind.PLACE):
            return entity
        links = {iri for iri in entity.links if not iri.startswith((GEONAMES, WIKIDATA))}
        known = _known(entity, knowledge)
        if known:
            return replace(entity, links=tuple(sorted(links.union(known.links))), codes=known.codes)
        if entity.kind is Kind.PLACE:
            city = _city(entity, states.get(entity.id, frozenset()), others, knowledge)
            if city and not _is_region(entity, quotes.get(entity.id, ()), knowledge):
                links.add(city.link)
        return replace(entity, links=tuple(sorted(links)))

    entities = tuple(linked(entity) for entity in graph.entities)
    return graph if entities == graph.entities else replace(graph, entities=entities)


def _known(entity: Entity, knowledge: Knowledge) -> Known | None:
    """The state or region of the lexicon that an entity is, by its label."""
    for known in knowledge.names.get(entity.label, ()):
        if known.sense == "name" and (known.label, known.kind) == (entity.label, entity.kind):
            return known
    return None


def _city(place: Entity, states: frozenset[str], others: frozenset[str], knowledge: Knowledge) -> City | None:
    """The only city that a place can be, under each name that says which city; None in doubt."""
    cities = read_cities(knowledge.lexicon)
    found: set[City] = set()
    # A single word may be the short name of anything: only the label may be one.
    for name in (place.label, *(name for name in place.names if " " in name)):
        candidates = cities.get(slug(name), ())
        if not candidates:
            continue
        if slug(name) in others or any(k.sense == "name" for k in knowledge.names.get(name, ())):
            return None
        if states:
            candidates = tuple(city for city in candidates if states.intersection(city.states))
        city = _only(candidates)
        if city is None:
            return None
        found.add(city)
    return found.pop() if len(found) == 1 else None


def _only(cities: Sequence[City]) -> City | None:
    """The only one of several cities of a name, or the one that its size sets apart."""
    if len(cities) < 2:
        return cities[0] if cities else None
    largest, second = sorted(cities, key=lambda city: -city.population)[:2]
    apart = largest.population >= max(_LARGE, _TIMES_LARGER * second.population)
    return largest if apart else None


def _is_region(place: Entity, quotes: Collection[str], knowledge: Knowledge) -> bool:
    """Whether a sentence calls a place a region: "Herat province", "Herat and Farah provinces"."""
    names = "|".join(re.escape(name) for name in (place.label, *place.names))
    nouns = sorted(map(re.escape, knowledge.words["region_nouns"]))
    one, several = "|".join(nouns), "|".join(noun for noun in nouns if noun.endswith("s"))
    listed = r"(?:, [A-Z][\w-]*)*,? and [A-Z][\w-]*"
    region = re.compile(
        rf"\b(?:{names})(?: (?i:{one})|{listed} (?i:{several}))\b|\b(?i:{one}) of (?:{names})\b"
    )
    return any(region.search(" ".join(quote.split())) for quote in quotes)


def _quotes_of_places(graph: Graph) -> Mapping[str, set[str]]:
    """Each place → the sentences behind the relations that it takes part in."""
    places = {entity.id for entity in graph.entities if entity.kind is Kind.PLACE}
    found: dict[str, set[str]] = defaultdict(set)
    for relation in graph.relations:
        for place in places.intersection((*relation.agents, *relation.recipients, relation.place or "")):
            found[place].update(mention.quote for mention in relation.mentions)
    return found


def _other_names(graph: Graph, knowledge: Knowledge) -> frozenset[str]:
    """The names, as slugs, of all that is no place: a person called Sydney leaves Sydney in doubt."""
    return frozenset(
        slug(name)
        for entity in graph.entities
        if entity.kind in (Kind.PERSON, Kind.ORGANISATION, Kind.STATE)
        for name in (entity.label, *entity.names)
        if knowledge.capitals.get(name) != entity.label  # a government is named after its capital
    )


def _states_of_places(graph: Graph, knowledge: Knowledge) -> Mapping[str, frozenset[str]]:
    """Each place that is said to lie in a state, or in a state's region → the labels of those states."""
    entities = {entity.id: entity for entity in graph.entities}
    around: dict[str, set[str]] = defaultdict(set)
    for relation in graph.relations:
        if relation.predicate == _LOCATED_IN and any(m.asserts for m in relation.mentions):
            for agent in relation.agents:
                around[agent].update(relation.recipients)

    found: dict[str, frozenset[str]] = {}
    for place in around:
        reached, ahead = {place}, [place]
        labels: set[str] = set()
        while ahead:
            for wider in sorted(around.get(ahead.pop(), set()) - reached):
                reached.add(wider)
                entity = entities[wider]
                region_state = knowledge.region_states.get(entity.label)
                if entity.kind is Kind.STATE:
                    labels.add(entity.label)
                elif region_state:
                    labels.add(region_state)
                else:
                    ahead.append(wider)
        if labels:
            found[place] = frozenset(labels)
    return found
