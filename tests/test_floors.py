"""What the graph is worth never falls in silence: scores against the floors of `floors.toml`."""

import tomllib
from pathlib import Path

import pytest

from graphbuild.evaluate import Evaluation
from tests import scores
from tests.tools import require

FLOORS = tomllib.loads((Path(__file__).parent / "floors.toml").read_text(encoding="utf-8"))
WHY = {
    "seeds": "graphbuild evaluate tests/gold seeds --errors",
    "tuned": "graphbuild evaluate tests/outlets/tuned tests/outlets/tuned/articles --errors",
    "unseen": "the change helps only what it was made for",
    "gold": "graphbuild evaluate ../shared/gold seeds ../shared/gold/articles --errors",
}


def figures(evaluation: Evaluation) -> dict[str, float]:
    """An evaluation → its figures by their names in `floors.toml`."""
    total, without_posts = evaluation.total, evaluation.without_posts
    return {
        "precision": total.precision,
        "recall": total.recall,
        "precision_without_posts": without_posts.precision,
        "recall_without_posts": without_posts.recall,
        **{name: share.right / max(share.of, 1) for name, share in evaluation.attributes.items()},
        "false_assertions": evaluation.false,
        "people_wrongly_merged": evaluation.merged,
    }


def falls(found: dict[str, float], section: str) -> list[str]:
    """Figures and a section of the floors → what is wrong, a line for each figure that fell."""
    floors = FLOORS[section]
    return [
        f"{name} of [{section}] fell to {found[name]:.4f}, its floor is {floor:.2f}"
        for name, floor in floors["at_least"].items()
        if found[name] < floor
    ] + [
        f"{name} of [{section}] rose to {found[name]}, at most {most} may be"
        for name, most in floors["at_most"].items()
        if found[name] > most
    ]


def check(evaluation: Evaluation, section: str) -> None:
    fallen = falls(figures(evaluation), section)
    assert not fallen, "\n".join([*fallen, f"to see why: {WHY[section]}"])


def test_the_seeds_stay_above_their_floors() -> None:
    check(scores.seeds(), "seeds")


@pytest.mark.parametrize("section", ["tuned", "unseen"])
def test_other_outlets_stay_above_their_floors(section: str) -> None:
    check(scores.outlets(section), section)


@pytest.mark.gold
def test_the_gold_stays_above_its_floors() -> None:
    require(scores.HAS_GOLD, "the gold in ../shared")
    check(scores.gold(), "gold")


@pytest.mark.parametrize("section", list(FLOORS))
def test_every_figure_has_a_floor(section: str) -> None:
    named = {*FLOORS[section]["at_least"], *FLOORS[section]["at_most"]}
    assert named == set(figures(Evaluation(())))


def test_a_fall_is_named_with_both_figures() -> None:
    good = {**FLOORS["seeds"]["at_least"], **FLOORS["seeds"]["at_most"]}
    assert falls(good, "seeds") == []
    fallen = falls({**good, "recall": 0.1, "false_assertions": 3}, "seeds")
    floor, most = FLOORS["seeds"]["at_least"]["recall"], FLOORS["seeds"]["at_most"]["false_assertions"]
    assert fallen == [
        f"recall of [seeds] fell to 0.1000, its floor is {floor:.2f}",
        f"false_assertions of [seeds] rose to 3, at most {most} may be",
    ]
