"""The rules of scoring, each in a small case; and the same figures as the scorer beside the repository."""

import json
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphbuild.evaluate import check_layers, covered, evaluate, read_gold, summary, summary_lines
from graphbuild.evaluate.causes import Fault
from graphbuild.evaluate.gold import Event, Fact, GoldArticle, GoldEntity
from graphbuild.evaluate.score import Counts, Evaluation
from graphbuild.knowledge import Knowledge, load_knowledge
from graphbuild.model import (
    Article,
    Entity,
    Graph,
    Kind,
    Mention,
    Modality,
    Polarity,
    Relation,
    Span,
    TimeSpan,
    entity_id,
)
from tests import scores
from tests.tools import require

TEXT = "Leila Haddad and Marek Novak spoke in Geneva. Norland waits."
ARTICLE = Article("talks.txt", TEXT)
MENTION = Mention(ARTICLE.key, Span(0, 45), TEXT[:45], "by-hand")


def entity(kind: Kind, label: str, *names: str) -> Entity:
    return Entity(entity_id(kind, label), kind, label, names)


HADDAD = entity(Kind.PERSON, "Leila Haddad", "Haddad", "Foreign Minister Haddad")
NOVAK = entity(Kind.PERSON, "Marek Novak")
NORLAND = entity(Kind.STATE, "Republic of Norland", "Norland")
GENEVA = entity(Kind.PLACE, "Geneva")
PARTY = entity(Kind.ORGANISATION, "Sea Party")
ENTITIES = (HADDAD, NOVAK, NORLAND, GENEVA, PARTY)

GOLD = GoldArticle(
    "talks.txt",
    (
        GoldEntity("haddad", Kind.PERSON, ("Leila Haddad", "Haddad")),
        GoldEntity("novak", Kind.PERSON, ("Marek Novak", "President Marek Novak")),
        GoldEntity("norland", Kind.STATE, ("Norland",)),
        GoldEntity("geneva", Kind.PLACE, ("Geneva",)),
        GoldEntity("party", Kind.ORGANISATION, ("Sea Party",)),
    ),
    (),
)
MET = Fact("haddad", "met", "novak")


def relation(
    agent: Entity, predicate: str, recipient: Entity, mention: Mention = MENTION, **rest: object
) -> Relation:
    return replace(Relation(predicate, (agent.id,), (recipient.id,), (mention,)), **rest)  # type: ignore[arg-type]


def score(
    relations: list[Relation],
    gold: GoldArticle,
    knowledge: Knowledge,
    entities: tuple[Entity, ...] = ENTITIES,
) -> Evaluation:
    return evaluate(Graph.of([ARTICLE], entities, relations), [gold], knowledge)


def faults(evaluation: Evaluation) -> list[str]:
    return [f"{e.fault}: {e.agent} {e.predicate} {e.recipient}: {e.cause}" for e in evaluation.errors]


def test_a_symmetric_fact_is_found_in_either_direction_and_once(knowledge: Knowledge) -> None:
    both = [relation(NOVAK, "met", HADDAD), relation(HADDAD, "met", NOVAK)]
    assert score(both, replace(GOLD, facts=(MET,)), knowledge).total == Counts(hits=1)


def test_a_directed_fact_the_other_way_round_is_missed_and_extra(knowledge: Knowledge) -> None:
    found = score(
        [relation(NOVAK, "praised", HADDAD)],
        replace(GOLD, facts=(Fact("haddad", "praised", "novak"),)),
        knowledge,
    )
    assert found.total == Counts(hits=0, missed=1, extra=1)
    assert faults(found) == [
        "extra: Marek Novak praised Leila Haddad: agent and recipient are the other way round",
        "missed: Leila Haddad praised Marek Novak: read the other way round",
    ]


@pytest.mark.parametrize(
    ("polarity", "modality", "cause"),
    [
        (Polarity.NEGATIVE, Modality.ACTUAL, "read as negative"),
        (Polarity.POSITIVE, Modality.PLANNED, "read as planned"),
        (Polarity.NEGATIVE, Modality.HYPOTHETICAL, "read as negative and hypothetical"),
    ],
)
def test_only_positive_actual_mentions_count(
    polarity: Polarity, modality: Modality, cause: str, knowledge: Knowledge
) -> None:
    mention = replace(MENTION, polarity=polarity, modality=modality)
    found = score([relation(HADDAD, "met", NOVAK, mention)], replace(GOLD, facts=(MET,)), knowledge)
    assert found.total == Counts(missed=1)
    (error,) = found.errors
    assert (error.fault, error.cause, error.rule, error.span) == (
        Fault.MISSED,
        cause,
        "by-hand",
        MENTION.span,
    )


def test_what_the_article_denies_is_false_and_extra(knowledge: Knowledge) -> None:
    gold = replace(GOLD, negative=(Fact("*", "recognises", "norland"),))
    found = score([relation(PARTY, "recognises", NORLAND)], gold, knowledge)
    assert (found.false, found.total) == (1, Counts(extra=1))
    assert [error.fault for error in found.errors] == [Fault.FALSE, Fault.EXTRA]


def test_the_optional_and_the_wider_property_cost_nothing(knowledge: Knowledge) -> None:
    gold = replace(GOLD, facts=(Fact("haddad", "leads", "party"),), optional=(MET,))
    wider = relation(HADDAD, "affiliatedWith", PARTY)
    assert score([wider, relation(HADDAD, "met", NOVAK)], gold, knowledge).total == Counts(missed=1)
    assert score([wider, relation(HADDAD, "leads", PARTY)], gold, knowledge).total == Counts(hits=1)


def test_the_narrower_property_is_no_substitute(knowledge: Knowledge) -> None:
    gold = replace(GOLD, facts=(Fact("haddad", "affiliatedWith", "party"),))
    found = score([relation(HADDAD, "leads", PARTY)], gold, knowledge)
    assert found.total == Counts(missed=1, extra=1)
    assert [error.cause for error in found.errors] == ["the gold has affiliatedWith", "read as leads"]


@pytest.mark.parametrize(
    ("post", "right"),
    [
        ("Minister of Foreign Affairs", True),
        ("Foreign Minister of Norland", True),
        ("minister", True),
        ("foreign secretary", False),
        ("Minister of Defence", False),
        ("ministry of foreign affairs", False),
    ],
)
def test_posts_agree_by_their_head_and_words(post: str, right: bool, knowledge: Knowledge) -> None:
    position = entity(Kind.POSITION, post)
    gold = replace(GOLD, facts=(Fact("haddad", "holdsPosition", "minister", ("the foreign minister",)),))
    found = score([relation(HADDAD, "holdsPosition", position)], gold, knowledge, (*ENTITIES, position))
    assert found.total == (Counts(hits=1) if right else Counts(missed=1, extra=1))


def test_a_label_decides_before_other_names_do(knowledge: Knowledge) -> None:
    gold = replace(
        GOLD,
        entities=(
            GoldEntity("minister", Kind.PERSON, ("Leila Haddad",)),
            GoldEntity("namesake", Kind.PERSON, ("Karim Haddad", "Haddad")),
            GoldEntity("norland", Kind.STATE, ("Norland",)),
        ),
        facts=(Fact("namesake", "visited", "norland"),),
    )
    assert score([relation(HADDAD, "visited", NORLAND)], gold, knowledge).total.hits == 0
    unlabelled = entity(Kind.PERSON, "L. Haddad", "Karim Haddad")
    found = score([relation(unlabelled, "visited", NORLAND)], gold, knowledge, (*ENTITIES, unlabelled))
    assert found.total.hits == 1


def test_a_surname_among_a_persons_other_names_is_not_enough(knowledge: Knowledge) -> None:
    gold = replace(
        GOLD,
        entities=(GoldEntity("h", Kind.PERSON, ("Haddad",)), GoldEntity("norland", Kind.STATE, ("Norland",))),
        facts=(Fact("h", "visited", "norland"),),
    )
    person = entity(Kind.PERSON, "Leila al-Haddad", "Haddad")
    body = entity(Kind.ORGANISATION, "Haddad Institute", "Haddad")
    for side, hits in ((person, 0), (body, 1)):
        assert (
            score([relation(side, "visited", NORLAND)], gold, knowledge, (*ENTITIES, side)).total.hits == hits
        )


def test_titles_accents_and_apostrophes_do_not_matter(knowledge: Knowledge) -> None:
    gold = replace(GOLD, facts=(MET,))
    titled = entity(Kind.PERSON, "President Márek Novak’s")
    assert score([relation(HADDAD, "met", titled)], gold, knowledge, (*ENTITIES, titled)).total == Counts(
        hits=1
    )


def test_place_date_and_source_count_where_the_fact_is_found(knowledge: Knowledge) -> None:
    gold = replace(GOLD, facts=(MET,), events=(Event(MET, "geneva", "2021-05", ("norland",)),))
    assert score([], gold, knowledge).attributes["place"].of == 0
    day = TimeSpan("on 3 May", datetime(2021, 5, 3, tzinfo=UTC), datetime(2021, 5, 3, 23, 59, 59, tzinfo=UTC))
    sourced = replace(MENTION, attributed_to=(NORLAND.id,))
    right = relation(HADDAD, "met", NOVAK, sourced, place=GENEVA.id, time=day)
    found = score([right], gold, knowledge)
    assert {name: (s.right, s.of) for name, s in found.attributes.items()} == dict.fromkeys(
        ("place", "date", "by"), (1, 1)
    )
    assert found.errors == ()
    year = TimeSpan("in 2021", datetime(2021, 1, 1, tzinfo=UTC), datetime(2021, 12, 31, tzinfo=UTC))
    wrong = score([relation(HADDAD, "met", NOVAK, place=NORLAND.id, time=year)], gold, knowledge)
    assert {name: (s.right, s.of) for name, s in wrong.attributes.items()} == dict.fromkeys(
        ("place", "date", "by"), (0, 1)
    )
    assert [error.cause for error in wrong.errors] == [
        "place Geneva expected, found norland / republic of norland",
        "date 2021-05 expected, found 2021-01-01 to 2021-12-31",
        "source Norland expected, found none",
    ]


def test_two_people_in_one_entity_are_noticed(knowledge: Knowledge) -> None:
    one = entity(Kind.PERSON, "Leila Haddad", "Marek Novak")
    found = score([relation(one, "visited", NORLAND)], GOLD, knowledge, (*ENTITIES, one))
    assert found.merged == 1
    assert found.articles[0].merged == ("Leila Haddad",)


def test_a_missed_fact_says_what_is_known_of_its_sides(knowledge: Knowledge) -> None:
    gold = replace(GOLD, facts=(MET, Fact("haddad", "visited", "norland")))
    found = score([relation(HADDAD, "praised", PARTY)], gold, knowledge)
    missed = [error for error in found.errors if error.fault is Fault.MISSED]
    assert [error.cause for error in missed] == [
        "in no relation of the article: Marek Novak; one sentence names both",
        "in no relation of the article: Norland; no sentence names both",
    ]
    assert missed[0].quote == "Leila Haddad and Marek Novak spoke in Geneva."
    absent = evaluate(Graph(), [gold], knowledge)
    assert {error.cause for error in absent.errors} == {"the article was not built; no sentence names both"}


def test_articles_are_known_by_the_last_part_of_id_or_address(knowledge: Knowledge) -> None:
    for article in (
        Article("a/talks.txt", TEXT),
        Article("1", TEXT, url="https://example.org/news/talks.txt"),
    ):
        met = relation(HADDAD, "met", NOVAK, replace(MENTION, article=article.key))
        graph = Graph.of([article], ENTITIES, [met])
        gold = replace(GOLD, facts=(MET,))
        assert evaluate(graph, [gold], knowledge).total == Counts(hits=1)
        assert covered([gold, replace(gold, article="other.txt")], graph) == (gold,)


_PAIRS = [
    (("haddad", HADDAD), ("novak", NOVAK)),
    (("haddad", HADDAD), ("norland", NORLAND)),
    (("norland", NORLAND), ("party", PARTY)),
]
_CLAIMS = st.lists(
    st.tuples(st.sampled_from(["met", "praised", "urged"]), st.sampled_from(_PAIRS)), unique=True, max_size=8
)


@given(stated=_CLAIMS, wanted=_CLAIMS)
def test_figures_count_what_gold_and_graph_share(
    stated: list[tuple[str, tuple[tuple[str, Entity], tuple[str, Entity]]]],
    wanted: list[tuple[str, tuple[tuple[str, Entity], tuple[str, Entity]]]],
) -> None:
    facts = tuple(Fact(agent, predicate, recipient) for predicate, ((agent, _), (recipient, _)) in wanted)
    relations = [relation(agent, predicate, recipient) for predicate, ((_, agent), (_, recipient)) in stated]
    found = score(relations, replace(GOLD, facts=facts), load_knowledge())
    shared = len({(p, a[0], r[0]) for p, (a, r) in stated} & {(p, a[0], r[0]) for p, (a, r) in wanted})
    assert found.total == Counts(shared, len(wanted) - shared, len(stated) - shared)
    assert sum(error.fault is Fault.MISSED for error in found.errors) == found.total.missed
    assert sum(error.fault is Fault.EXTRA for error in found.errors) == found.total.extra


def test_the_seeds_gold_is_read_and_every_fact_counted_once(knowledge: Knowledge) -> None:
    gold = read_gold(scores.SEED_GOLD)
    found = evaluate(Graph(), gold, knowledge)
    assert (found.total.missed, found.total.precision, found.total.f1) == (96, 0.0, 0.0)
    assert [score.article for score in found.articles] == sorted(p.name for p in scores.SEEDS.iterdir())


@pytest.mark.gold
@pytest.mark.parametrize("everything", [False, True], ids=["seeds", "all"])
def test_the_figures_are_those_of_the_scorer_beside_the_repository(everything: bool, tmp_path: Path) -> None:
    require(scores.HAS_GOLD, "the gold in ../shared")
    kg = scores.built(scores.SEEDS, scores.GOLD / "articles") if everything else scores.built(scores.SEEDS)
    folder = scores.GOLD if everything else scores.SEED_GOLD
    (tmp_path / "graph.ttl").write_bytes(kg.to_turtle())

    def printed(*options: str) -> str:
        paths = [scores.SHARED / "score.py", tmp_path / "graph.ttl", folder]
        return subprocess.run(
            [sys.executable, *map(str, paths), *options], capture_output=True, text=True, check=True
        ).stdout

    found = evaluate(kg.graph, read_gold(folder), kg.knowledge)
    layers = check_layers(kg.graph, kg.knowledge)
    assert summary(found, layers) == json.loads(printed("--json"))
    assert list(summary_lines(found, layers)) == printed().splitlines()
