"""What `gb:confidence` is worth: of the triples that are given one, how many are right."""

from collections import Counter

import pytest

from graphbuild.evaluate import read_gold
from graphbuild.evaluate.judge import Judge
from graphbuild.evaluate.predictions import ArticlePredictions, predictions_by_article
from tests import scores
from tests.tools import require

FEWEST = 20  # triples of one confidence that say something about it
MARGIN = 0.05


@pytest.mark.gold
def test_triples_are_right_as_often_as_their_confidence_says() -> None:
    """The rules were tuned on this gold, so here they may well be better than they say, but never worse."""
    require(scores.HAS_GOLD, "the gold in ../shared")
    kg = scores.built(scores.SEEDS, scores.GOLD / "articles")
    predictions = predictions_by_article(kg.graph, kg.knowledge)
    right: Counter[float] = Counter()
    all_: Counter[float] = Counter()
    for gold in read_gold(scores.GOLD):
        judge = Judge.of(gold, kg.knowledge)
        for prediction in predictions.get(gold.article, ArticlePredictions()).asserted:
            confidence = round(20 * max(mention.confidence for mention in prediction.mentions)) / 20
            denied = judge.states_any(prediction, gold.negative)
            stated = judge.states_any(prediction, gold.facts) or judge.is_defensible(prediction)
            all_[confidence] += 1
            right[confidence] += stated and not denied
    told = {confidence: right[confidence] / all_[confidence] for confidence in all_}
    print({confidence: f"{right[confidence]} of {all_[confidence]}" for confidence in sorted(all_)})
    for confidence, share in told.items():
        assert all_[confidence] < FEWEST or share >= confidence - MARGIN, f"confidence {confidence}"
