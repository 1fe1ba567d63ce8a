"""Links out: whatever is linked is what it says, and what could be two things is not linked."""

from dataclasses import replace

import pytest

from graphbuild.gazetteer import GEONAMES, WIKIDATA, read_cities
from graphbuild.knowledge import Knowledge
from graphbuild.links import link
from graphbuild.model import Article, Entity, Graph, Kind, Mention, Polarity, Relation, Span, entity_id

ARTICLE = Article("a.txt", "Somewhere.")


def entity(kind: Kind, label: str, *names: str) -> Entity:
    return Entity(entity_id(kind, label), kind, label, names)


def place(label: str, *names: str) -> Entity:
    return entity(Kind.PLACE, label, *names)


def located(inner: Entity, outer: Entity, polarity: Polarity = Polarity.POSITIVE) -> Relation:
    mention = Mention(ARTICLE.key, Span(0, 9), "Somewhere", "by hand", polarity)
    return Relation("locatedIn", (inner.id,), (outer.id,), (mention,))


def links_of(
    wanted: Entity, knowledge: Knowledge, *others: Entity, relations: tuple[Relation, ...] = ()
) -> tuple[str, ...]:
    graph = Graph.of([ARTICLE], [wanted, *others], relations)
    return link(graph, knowledge).entity(wanted.id).links


LIBYA, LEBANON = entity(Kind.STATE, "Libya"), entity(Kind.STATE, "Lebanon")
UNITED_STATES = entity(Kind.STATE, "United States")


@pytest.mark.parametrize(
    ("name", "number"),
    [
        ("Doha", 290030),
        ("Aleppo", 170063),
        ("Kyiv", 703448),
        ("Kiev", 703448),
        ("Birjand", 140463),
        ("Paris", 2988507),  # and not the one in Texas
        ("London", 2643743),  # and not the one in Ontario
        ("Geneva", 2660646),
        ("Khan Younis", 281124),
        ("Mazar-i-Sharif", 1133616),
        ("mazar-e sharif", 1133616),
        ("Sana'a", 71137),
        ("Diyarbakir", 316541),
        ("St. Petersburg", 498817),  # and not the one in Florida
    ],
)
def test_a_city_that_its_name_makes_sure_is_linked(name: str, number: int, knowledge: Knowledge) -> None:
    assert links_of(place(name), knowledge) == (f"{GEONAMES}{number}/",)


@pytest.mark.parametrize(
    "name",
    [
        "Birmingham",  # that of Alabama has a sixth of its people
        "Tripoli",
        "Hyderabad",
        "Odessa",  # or in Texas
        "Santa Cruz",
        "Georgia",  # the state, or one of the United States
        "Kharkiv",  # the lexicon has it as a region, which is called the same
        "Donetsk",
        "Sahel",
        "Davos Summit",
        "Southern Lebanon",
        "Springfield",
        "A",
        "-",
    ],
)
def test_a_name_that_several_places_have_is_not_linked(name: str, knowledge: Knowledge) -> None:
    assert links_of(place(name), knowledge) == ()


def test_the_state_that_a_place_lies_in_decides(knowledge: Knowledge) -> None:
    tripoli = place("Tripoli")
    in_libya, in_lebanon = located(tripoli, LIBYA), located(tripoli, LEBANON)
    both = (LIBYA, LEBANON)
    assert links_of(tripoli, knowledge, *both, relations=(in_libya,)) == (f"{GEONAMES}2210247/",)
    assert links_of(tripoli, knowledge, *both, relations=(in_lebanon,)) == (f"{GEONAMES}266826/",)
    assert links_of(tripoli, knowledge, *both, relations=(in_libya, in_lebanon)) == ()
    denied = located(tripoli, LIBYA, Polarity.NEGATIVE)
    assert links_of(tripoli, knowledge, *both, relations=(denied,)) == ()


def test_a_region_says_in_which_state_a_place_lies(knowledge: Knowledge) -> None:
    birmingham, alabama, county = place("Birmingham"), place("Alabama"), place("Jefferson County")
    chain = (located(birmingham, county), located(county, alabama))
    number = f"{GEONAMES}4049979/"
    assert links_of(birmingham, knowledge, alabama, county, relations=chain) == (number,)
    circle = (located(birmingham, county), located(county, birmingham))
    assert links_of(birmingham, knowledge, county, relations=circle) == ()


def test_a_place_elsewhere_is_not_the_famous_city(knowledge: Knowledge) -> None:
    for city in ("Paris", "Moscow", "Doha"):
        lies = (located(place(city), UNITED_STATES),)
        assert links_of(place(city), knowledge, UNITED_STATES, relations=lies) == ()


def test_a_disputed_city_keeps_its_link_whoever_claims_it(knowledge: Knowledge) -> None:
    sukhumi = place("Sukhumi")
    found = {
        links_of(sukhumi, knowledge, state, relations=(located(sukhumi, state),))
        for state in (entity(Kind.STATE, "Georgia"), entity(Kind.STATE, "Abkhazia"))
    }
    assert found == {links_of(sukhumi, knowledge)} != {()}


@pytest.mark.parametrize("kind", [Kind.PERSON, Kind.ORGANISATION, Kind.STATE])
def test_nothing_else_in_the_graph_may_have_the_name(kind: Kind, knowledge: Knowledge) -> None:
    assert links_of(place("Sydney"), knowledge, entity(kind, "Sydney Carton", "Sydney")) == ()
    assert links_of(place("Sydney"), knowledge, entity(kind, "Sydney Carton")) != ()


def test_a_government_may_be_called_by_its_capital(knowledge: Knowledge) -> None:
    russia = entity(Kind.STATE, "Russia", "Kremlin", "Moscow")
    assert links_of(place("Moscow"), knowledge, russia) == (f"{GEONAMES}524901/",)


@pytest.mark.parametrize(
    ("sentence", "is_region"),
    [
        ("He visited Herat on Monday.", False),
        ("He visited Herat\n province.", True),
        ("He visited Herat Province.", True),
        ("He visited the province of Herat.", True),
        ("Fighting spread to Herat, Farah and Nimroz provinces.", True),
        ("He said in Herat that the province was safe.", False),
        ("He visited Herat. State media said so.", False),
        ("He visited Herat, United States officials said.", False),
    ],
)
def test_a_province_is_not_the_city_of_its_name(sentence: str, is_region: bool, knowledge: Knowledge) -> None:
    visitor = entity(Kind.PERSON, "Leila Haddad")
    mention = Mention(ARTICLE.key, Span(0, 9), sentence, "by hand")
    visit = Relation("visited", (visitor.id,), (place("Herat").id,), (mention,))
    found = links_of(place("Herat"), knowledge, visitor, relations=(visit,))
    assert found == (() if is_region else (f"{GEONAMES}1140026/",))


def test_names_that_mean_two_cities_link_to_neither(knowledge: Knowledge) -> None:
    assert links_of(place("Aleppo", "Kuwait City"), knowledge) == ()
    assert links_of(place("Bandar Abbas", "the port of Bandar Abbas"), knowledge) != ()
    # A short name may be that of anything.
    assert links_of(place("Buenos Aires", "Doha"), knowledge) == links_of(place("Buenos Aires"), knowledge)


def test_states_have_links_and_codes_however_they_were_named(knowledge: Knowledge) -> None:
    graph = link(
        Graph.of([], [entity(Kind.STATE, "Iran", "Tehran"), entity(Kind.STATE, "Georgia")]), knowledge
    )
    georgia, iran = graph.entities
    assert (iran.codes, iran.links) == (("IR", "IRN"), (f"{WIKIDATA}Q794", f"{GEONAMES}130758/"))
    assert (georgia.codes, georgia.links) == (("GE", "GEO"), (f"{WIKIDATA}Q230", f"{GEONAMES}614540/"))
    # Not the kingdoms, which other islands belong to as well.
    for name, qid in (("Denmark", "Q35"), ("Netherlands", "Q55"), ("South Ossetia", "Q23427")):
        assert WIKIDATA + qid in links_of(entity(Kind.STATE, name), knowledge)
    assert links_of(entity(Kind.STATE, "Norland"), knowledge) == ()


def test_regions_are_linked_but_not_those_that_share_a_name_with_a_city(knowledge: Knowledge) -> None:
    assert links_of(place("Helmand"), knowledge) == (f"{GEONAMES}1140043/",)
    assert links_of(place("Texas"), knowledge) == (f"{WIKIDATA}Q1439", f"{GEONAMES}4736286/")
    assert links_of(place("Idlib"), knowledge) == ()


def test_linking_again_changes_nothing_and_two_graphs_that_disagree_leave_no_link(
    knowledge: Knowledge,
) -> None:
    tripoli = place("Tripoli")
    one, two = (
        link(Graph.of([ARTICLE], [tripoli, state], [located(tripoli, state)]), knowledge)
        for state in (LIBYA, LEBANON)
    )
    assert link(one, knowledge) == one
    assert {len(graph.entity(tripoli.id).links) for graph in (one, two)} == {1}
    assert link(one | two, knowledge).entity(tripoli.id).links == ()


def test_people_bodies_and_links_from_elsewhere_stay(knowledge: Knowledge) -> None:
    un = replace(entity(Kind.ORGANISATION, "United Nations"), links=(f"{WIKIDATA}Q1065",))
    own = replace(place("Doha"), links=("https://example.org/doha",))
    graph = link(Graph.of([], [un, own]), knowledge)
    assert graph.entity(un.id) == un
    assert graph.entity(own.id).links == ("https://example.org/doha", f"{GEONAMES}290030/")


def test_every_capital_of_a_state_today_is_a_city(knowledge: Knowledge) -> None:
    cities = read_cities(knowledge.lexicon)
    from graphbuild.model import slug

    missing = {
        state
        for state in {k.label for senses in knowledge.names.values() for k in senses if k.codes}
        if not any(slug(name) in cities for name, of in knowledge.capitals.items() if of == state)
    }
    without_a_capital_in_the_lexicon = {"Monaco", "San Marino", "Sao Tome and Principe", "Singapore"}
    assert missing <= without_a_capital_in_the_lexicon | {"Vatican City", "Djibouti", "Luxembourg"}
