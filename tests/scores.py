"""Graphs of the seeds and of all gold, built once for the tests that score them."""

from functools import cache
from pathlib import Path

from graphbuild import KnowledgeGraph, build
from graphbuild.evaluate import Evaluation, evaluate, read_gold

ROOT = Path(__file__).parent.parent
SEEDS = ROOT / "seeds"
SEED_GOLD = ROOT / "tests" / "gold"
OUTLETS = ROOT / "tests" / "outlets"
SHARED = ROOT.parent / "shared"
GOLD = SHARED / "gold"
HAS_GOLD = GOLD.is_dir()


@cache
def built(*folders: Path) -> KnowledgeGraph:
    """Folders of articles → their graph."""
    return build(*folders)


def seeds() -> Evaluation:
    """The seeds against their gold."""
    kg = built(SEEDS)
    return evaluate(kg.graph, read_gold(SEED_GOLD), kg.knowledge)


def outlets(name: str) -> Evaluation:
    """The articles of `tests/outlets/NAME` against their gold."""
    kg = built(OUTLETS / name / "articles")
    return evaluate(kg.graph, read_gold(OUTLETS / name), kg.knowledge)


def gold() -> Evaluation:
    """All gold articles, the seeds among them, against the gold."""
    kg = built(SEEDS, GOLD / "articles")
    return evaluate(kg.graph, read_gold(GOLD), kg.knowledge)
