"""Events that several articles tell: one where time and place agree, two where they do not."""

from dataclasses import replace

import pytest

from graphbuild.knowledge import Knowledge
from graphbuild.model import Graph, Relation, Status, TimeSpan
from graphbuild.resolve import resolve
from tests.readings import reading

MET = "P:Leila Haddad | met | P:Marek Novak"


def told(knowledge: Knowledge, *readings: Graph, predicate: str = "met") -> list[Relation]:
    return [r for r in resolve(readings, knowledge).relations if r.predicate == predicate]


def test_one_meeting_of_two_articles_is_one_event_with_both_mentions(knowledge: Knowledge) -> None:
    a = reading("a.txt", [f"{MET}; 2021-05-03"], date="2021-05-04")
    b = reading("b.txt", [f"{MET}; 2021-05-03; in L:Geneva"], date="2021-05-05")
    (meeting,) = told(knowledge, a, b)
    assert len(meeting.mentions) == 2
    assert meeting.place == "place/geneva"
    assert len(meeting.stated_in) == 2


def test_the_sides_of_a_symmetric_relation_may_stand_either_way(knowledge: Knowledge) -> None:
    a = reading("a.txt", [f"{MET}; 2021-05-03"])
    b = reading("b.txt", ["P:Marek Novak | met | P:Leila Haddad; 2021-05-03"])
    assert len(told(knowledge, a, b)) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (f"{MET}; 2021-05-03", f"{MET}; 2021-05-07"),
        (f"{MET}; 2021-05-03; in L:Geneva", f"{MET}; 2021-05-03; in L:Vienna"),
        (f"{MET}; 2021-05-03", f"{MET}; 2020-01-01/2020-12-31"),
    ],
)
def test_what_conflicts_in_time_or_place_stays_two(one: str, other: str, knowledge: Knowledge) -> None:
    assert len(told(knowledge, reading("a.txt", [one]), reading("b.txt", [other]))) == 2


def test_a_capital_and_its_state_do_not_conflict(knowledge: Knowledge) -> None:
    a = reading("a.txt", [f"{MET}; 2021-05-03; in L:Moscow"])
    b = reading("b.txt", [f"{MET}; 2021-05-03; in S:Russia"])
    (meeting,) = told(knowledge, a, b)
    assert meeting.place == "place/moscow"


def test_last_week_is_the_one_meeting_of_that_week(knowledge: Knowledge) -> None:
    a = reading("a.txt", [f"{MET}; 2021-05-05"])
    b = reading("b.txt", [f"{MET}; 2021-05-03/2021-05-09"])
    (meeting,) = told(knowledge, a, b)
    assert meeting.time is not None
    assert meeting.time.expression == "2021-05-05"


def test_last_week_is_neither_of_two_meetings_of_that_week(knowledge: Knowledge) -> None:
    days = [reading(f"{day}.txt", [f"{MET}; 2021-05-0{day}"]) for day in (4, 6)]
    week = reading("week.txt", [f"{MET}; 2021-05-03/2021-05-09"])
    assert len(told(knowledge, *days, week)) == 3


def test_news_with_no_time_tells_what_happened_just_before_it(knowledge: Knowledge) -> None:
    dated = reading("a.txt", [f"{MET}; 2021-05-03"], date="2021-05-04")
    fresh = reading("b.txt", [MET], date="2021-05-06")
    assert len(told(knowledge, dated, fresh)) == 1
    for date in ("2021-04-20", "2022-05-04"):  # before the meeting, and a year after it
        assert len(told(knowledge, dated, reading("b.txt", [MET], date=date))) == 2


def test_a_day_of_an_unknown_week_is_no_other_day(knowledge: Knowledge) -> None:
    days = [
        replace_time(reading(f"{n}.txt", [f"{MET}; 2021-05-03"]), TimeSpan(words))
        for n, words in enumerate(["on Monday", "on Tuesday", "on Monday"])
    ]
    assert sorted(len(r.mentions) for r in told(knowledge, *days)) == [1, 2]


def replace_time(graph: Graph, time: TimeSpan) -> Graph:
    return replace(graph, relations=tuple(replace(r, time=time) for r in graph.relations))


def test_a_plan_and_what_came_of_it_are_one_event(knowledge: Knowledge) -> None:
    plan = reading("a.txt", [f"{MET}; planned; 2021-05-03"], date="2021-05-01")
    done = reading("b.txt", [f"{MET}; 2021-05-03"], date="2021-05-04")
    (meeting,) = told(knowledge, plan, done)
    assert meeting.status is Status.AFFIRMED
    assert len(meeting.stated_in) == 1


def test_what_one_affirms_and_another_denies_is_disputed(knowledge: Knowledge) -> None:
    a = reading("a.txt", ["S:Norland | attacked | S:Sudria; 2021-05-03"], date="2021-05-03")
    b = reading("b.txt", ["S:Norland | attacked | S:Sudria; not"], date="2021-05-04")
    (attack,) = told(knowledge, a, b, predicate="attacked")
    assert attack.status is Status.DISPUTED
    assert len(attack.mentions) == 2


def test_a_post_is_one_relation_whenever_it_is_told(knowledge: Knowledge) -> None:
    posts = {"P:Leila Haddad": ("Foreign Minister", "S:Iran")}
    a = reading("a.txt", [], date="2019-01-01", posts=posts)
    b = reading("b.txt", [], date="2021-01-01", posts=posts)
    (post,) = told(knowledge, a, b, predicate="holdsPosition")
    assert len(post.stated_in) == 2


def test_posts_follow_the_name_of_their_body(knowledge: Knowledge) -> None:
    a = reading("a.txt", [], posts={"P:Leila Haddad": ("Spokesperson", "O:Iran's Foreign Ministry")})
    b = reading("b.txt", [], posts={"P:Leila Haddad": ("Spokesperson", "O:Iranian Foreign Ministry")})
    graph = resolve([a, b], knowledge)
    assert len([e for e in graph.entities if e.kind == "Position"]) == 1
    assert len(graph.relations) == 1
