"""Who is who over several articles, and the reasons that are given."""

from collections.abc import Sequence
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graphbuild.identity import Identity, Judgement, Verdict, identify
from graphbuild.knowledge import load_knowledge
from graphbuild.model import Graph, Kind, entity_id
from tests.readings import reading

TALIBAN = "O:Taliban"
BARADAR = reading(
    "a.txt",
    ["P:Abdul Ghani Baradar/Baradar | met | P:Aleksey Maksimov"],
    posts={"P:Abdul Ghani Baradar/Baradar": ("Deputy Prime Minister", TALIBAN)},
)
MULLAH = reading(
    "b.txt",
    ["P:Baradar | visited | S:Russia"],
    posts={"P:Baradar": ("Deputy Prime Minister", TALIBAN)},
)


def identified(*readings: Graph, judgements: Sequence[Judgement] = ()) -> Identity:
    return identify(readings, load_knowledge(), judgements)


def bearer(identity: Identity, graph: Graph, name: str, kind: Kind = Kind.PERSON) -> str:
    return identity.id_by_use[graph.articles[0].key, entity_id(kind, name)]


def test_a_surname_joins_the_one_full_name_with_the_same_post() -> None:
    identity = identified(BARADAR, MULLAH)
    assert bearer(identity, MULLAH, "Baradar") == "person/abdul-ghani-baradar"
    (decision,) = identity.decisions
    assert decision.same
    assert decision.likely > 0.9
    assert {reason for reason, _ in decision.reasons} == {
        "the surname alone",
        "both of Taliban",
        "both deputy prime minister",
    }


def test_a_surname_alone_joins_nobody() -> None:
    stranger = reading("b.txt", ["P:Baradar | visited | S:Brazil"])
    identity = identified(BARADAR, stranger)
    assert bearer(identity, stranger, "Baradar") == "person/baradar"


def test_one_surname_in_two_articles_is_two_people_unless_something_ties_them() -> None:
    pakistan = reading("a.txt", ["P:Khan | affiliatedWith | S:Pakistan"])
    britain = reading("b.txt", ["P:Khan | affiliatedWith | S:United Kingdom"])
    again = reading("c.txt", ["P:Khan | affiliatedWith | S:Pakistan", "P:Khan | met | S:Iran"])
    identity = identified(pakistan, britain, again)
    assert bearer(identity, pakistan, "Khan") == bearer(identity, again, "Khan")
    assert bearer(identity, pakistan, "Khan") != bearer(identity, britain, "Khan")


def test_a_name_that_fits_two_people_joins_neither() -> None:
    both = reading(
        "a.txt",
        ["P:Ahmad Wali | met | P:Omar Wali"],
        posts={"P:Ahmad Wali": ("Envoy", TALIBAN), "P:Omar Wali": ("Envoy", TALIBAN)},
    )
    short = reading("b.txt", ["P:Wali | visited | S:Iran"], posts={"P:Wali": ("Envoy", TALIBAN)})
    identity = identified(both, short)
    assert bearer(identity, short, "Wali") == "person/wali"
    assert any("it may be" in reason for d in identity.decisions for reason, _ in d.reasons)


def test_an_honour_before_a_full_name_is_no_part_of_it() -> None:
    honoured = reading("a.txt", ["P:Sayyed Karim Haidari | visited | S:Iran"])
    plain = reading("b.txt", ["P:Karim Haidari | visited | S:Iraq"])
    identity = identified(honoured, plain)
    assert bearer(identity, honoured, "Sayyed Karim Haidari") == bearer(identity, plain, "Karim Haidari")


def test_father_and_son_stay_two() -> None:
    family = reading(
        "a.txt",
        ["P:Ahmad Massoud | childOf | P:Ahmad Shah Massoud"],
        posts={"P:Ahmad Massoud": ("Leader", "O:Resistance Front")},
    )
    son = reading(
        "b.txt",
        ["P:Ahmad Massoud | visited | S:Russia"],
        posts={"P:Ahmad Massoud": ("Leader", "O:Resistance Front")},
    )
    father = reading(
        "c.txt",
        ["P:Ahmad Shah Massoud | visited | S:France"],
        posts={"P:Ahmad Shah Massoud": ("Leader", "O:Resistance Front")},
    )
    identity = identified(family, son, father)
    assert bearer(identity, son, "Ahmad Massoud") == bearer(identity, family, "Ahmad Massoud")
    assert bearer(identity, father, "Ahmad Shah Massoud") != bearer(identity, son, "Ahmad Massoud")


def test_the_dead_do_nothing_more() -> None:
    post = ("Commander", "O:Northern Brigade")
    killed = reading(
        "a.txt",
        ["S:Norland | killed | P:Omar Sadeq Haidari; 2012-05-01"],
        posts={"P:Omar Sadeq Haidari": post},
    )
    later = reading("b.txt", ["P:Omar Haidari | met | S:Norland; 2020-02-02"], posts={"P:Omar Haidari": post})
    before = reading(
        "c.txt", ["P:Omar Haidari | met | S:Norland; 2011-02-02"], posts={"P:Omar Haidari": post}
    )
    assert bearer(identified(killed, before), before, "Omar Haidari") == "person/omar-sadeq-haidari"
    assert bearer(identified(killed, later), later, "Omar Haidari") == "person/omar-haidari"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Iranian Foreign Ministry", "Ministry of Foreign Affairs of Iran"),
        ("Iran’s Foreign Ministry", "Iranian foreign ministry"),
        ("Russia's Security Council", "Security Council of Russia"),
    ],
)
def test_a_body_of_a_state_is_one_in_whatever_words(one: str, other: str) -> None:
    a = reading("a.txt", [f"O:{one} | accused | S:Israel"])
    b = reading("b.txt", [f"O:{other} | accused | S:Israel"])
    identity = identified(a, b)
    assert bearer(identity, a, one, Kind.ORGANISATION) == bearer(identity, b, other, Kind.ORGANISATION)


@pytest.mark.parametrize("name", ["Foreign Ministry", "Parliament", "Supreme Court"])
def test_a_body_that_every_state_has_is_not_one_everywhere(name: str) -> None:
    a = reading("a.txt", [f"O:{name} | accused | S:Israel"], also=["S:Iran"])
    b = reading("b.txt", [f"O:{name} | accused | S:Brazil"], also=["S:Chile"])
    identity = identified(a, b)
    assert bearer(identity, a, name, Kind.ORGANISATION) != bearer(identity, b, name, Kind.ORGANISATION)


def test_the_ministry_of_an_article_is_that_of_the_state_it_names() -> None:
    full, short = "Iran's Foreign Ministry", "Foreign Ministry"
    one = reading("a.txt", [f"O:{full} | accused | S:Israel", f"O:{short} | urged | S:Iraq"])
    identity = identified(one)
    assert bearer(identity, one, full, Kind.ORGANISATION) == bearer(identity, one, short, Kind.ORGANISATION)


def test_an_acronym_that_an_article_explains_holds_in_the_others() -> None:
    told = reading("a.txt", ["O:National Salvation Movement/NSM | met | S:Iran"])
    short = reading("b.txt", ["O:NSM | met | S:Iraq"])
    identity = identified(told, short)
    assert bearer(identity, short, "NSM", Kind.ORGANISATION) == "organisation/national-salvation-movement"


class TestJudgements:
    def test_a_person_can_join_what_the_rules_do_not(self) -> None:
        a = reading("a.txt", ["P:Samuel Clemens | met | S:Iran"])
        b = reading("b.txt", ["P:Mark Twain | met | S:Iran"])
        same = Judgement.of("Mark Twain", "Samuel Clemens", Verdict.SAME)
        identity = identified(a, b, judgements=[same])
        assert bearer(identity, a, "Samuel Clemens") == bearer(identity, b, "Mark Twain")

    def test_a_chain_of_judgements_joins_names_that_have_nothing_in_common(self) -> None:
        names = ["Samuel Clemens", "Mark Twain", "Thomas Jefferson Snodgrass"]
        readings = [reading(f"{n}.txt", [f"P:{name} | met | S:Iran"]) for n, name in enumerate(names)]
        judgements = [Judgement.of(a, b, Verdict.SAME) for a, b in pairwise(names)]
        identity = identified(*readings, judgements=judgements)
        bearers = {bearer(identity, one, name) for one, name in zip(readings, names, strict=True)}
        assert (len(bearers), identity.issues) == (1, ())

    def test_different_is_never_undone(self) -> None:
        apart = Judgement.of("Baradar", "Abdul Ghani Baradar", Verdict.DIFFERENT)
        identity = identified(BARADAR, MULLAH, judgements=[apart])
        assert bearer(identity, MULLAH, "Baradar") == "person/baradar"
        assert bearer(identity, BARADAR, "Abdul Ghani Baradar") == "person/abdul-ghani-baradar"

    def test_different_wins_over_a_chain_of_same(self) -> None:
        names = ["Ana Prado", "Berta Quiros", "Carla Rojas"]
        readings = [reading(f"{n}.txt", [f"P:{name} | met | S:Iran"]) for n, name in enumerate(names)]
        judgements = [
            Judgement.of(names[0], names[1], Verdict.SAME),
            Judgement.of(names[1], names[2], Verdict.SAME),
            Judgement.of(names[0], names[2], Verdict.DIFFERENT),
        ]
        identity = identified(*readings, judgements=judgements)
        assert bearer(identity, readings[0], names[0]) != bearer(identity, readings[2], names[2])
        assert any("another line calls them different" in issue.message for issue in identity.issues)

    def test_two_bearers_of_one_full_name_are_parted_by_their_articles(self) -> None:
        player = reading("sport.txt", ["P:John Hill | affiliatedWith | S:Canada"])
        minister = reading("politics.txt", ["P:John Hill | affiliatedWith | S:Canada"])
        assert len(set(identified(player, minister).id_by_use.values()) - {"state/canada"}) == 1
        apart = Judgement.of("John Hill @ sport.txt", "John Hill @ politics.txt", Verdict.DIFFERENT)
        identity = identified(player, minister, judgements=[apart])
        assert bearer(identity, player, "John Hill") != bearer(identity, minister, "John Hill")

    def test_unsure_leaves_it_to_the_rules(self) -> None:
        unsure = Judgement.of("Baradar", "Abdul Ghani Baradar", Verdict.UNSURE)
        identity = identified(BARADAR, MULLAH, judgements=[unsure])
        assert bearer(identity, MULLAH, "Baradar") == "person/abdul-ghani-baradar"
        assert [d.judgement for d in identity.decisions] == [unsure]

    def test_a_name_that_no_article_has_is_told(self) -> None:
        judgement = Judgement.of("Baradar", "Nobody Known", Verdict.SAME)
        identity = identified(BARADAR, MULLAH, judgements=[judgement])
        assert "no article names both" in identity.issues[0].message


NAMES = ["Ali Rezaei", "Ali Rezaee", "Rezaei", "A. Rezaei", "Hassan Rezaei", "Ali Akbar Rezaei", "Ali"]
BODIES = ["S:Iran", "S:Iraq", "O:Taliban"]
ARTICLES = st.lists(
    st.tuples(st.sampled_from(NAMES), st.sampled_from(NAMES), st.sampled_from(BODIES)), min_size=1, max_size=6
)


@settings(max_examples=50, deadline=None)
@given(ARTICLES, st.randoms(use_true_random=False))
def test_the_order_of_the_articles_changes_nothing(told: list[tuple[str, str, str]], chance: object) -> None:
    readings = [
        reading(f"{n}.txt", [f"P:{one} | affiliatedWith | {body}", f"P:{other} | visited | S:Iran"])
        for n, (one, other, body) in enumerate(told)
    ]
    shuffled = list(readings)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    assert identified(*readings) == identified(*shuffled)
