"""A graph and gold → an `Evaluation`: what was found, missed, added and got wrong, in numbers and by name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from graphbuild.evaluate.causes import Error, attribute_error, error_of_extra, error_of_false, error_of_missed
from graphbuild.evaluate.gold import Event, GoldArticle
from graphbuild.evaluate.judge import Judge
from graphbuild.evaluate.predictions import (
    ArticlePredictions,
    Prediction,
    predictions_by_article,
    source_names,
)
from graphbuild.knowledge import Knowledge
from graphbuild.model import Graph

# The easy half, which titles before names give away: the figures are told with and without it.
POSTS = frozenset({"holdsPosition", "affiliatedWith", "memberOf", "leads", "spokespersonOf"})
ATTRIBUTES = ("place", "date", "by")


@dataclass(frozen=True, slots=True)
class Counts:
    """How many facts were found (`hits`) and missed, and how many more the graph states (`extra`)."""

    hits: int = 0
    missed: int = 0
    extra: int = 0

    def __add__(self, other: Counts) -> Counts:
        return Counts(self.hits + other.hits, self.missed + other.missed, self.extra + other.extra)

    @property
    def precision(self) -> float:
        """Hits among what the graph states, 0..1; 0 where it states nothing."""
        return self.hits / (self.hits + self.extra) if self.hits + self.extra else 0.0

    @property
    def recall(self) -> float:
        """Hits among the facts of the gold, 0..1; 0 where it has none."""
        return self.hits / (self.hits + self.missed) if self.hits + self.missed else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


@dataclass(frozen=True, slots=True)
class Share:
    """How many of so many are right."""

    right: int = 0
    of: int = 0

    def __add__(self, other: Share) -> Share:
        return Share(self.right + other.right, self.of + other.of)


@dataclass(frozen=True, slots=True)
class ArticleScore:
    """The figures and errors of one article.

    `false` counts the predictions that it denies or only plans, `merged` names the entities that
    stand for two of its people; `attributes` are in the order of `ATTRIBUTES`.
    """

    article: str
    title: str
    by_predicate: Mapping[str, Counts]
    false: int
    merged: tuple[str, ...]
    attributes: tuple[Share, ...]
    errors: tuple[Error, ...]

    @property
    def total(self) -> Counts:
        """The counts of all predicates."""
        return sum(self.by_predicate.values(), Counts())


@dataclass(frozen=True, slots=True)
class Evaluation:
    """The scores of all gold articles, in the order of the gold."""

    articles: tuple[ArticleScore, ...]

    @property
    def by_predicate(self) -> Mapping[str, Counts]:
        """Predicate → its counts over all articles, sorted by name."""
        counts: dict[str, Counts] = {}
        for score in self.articles:
            for predicate, found in score.by_predicate.items():
                counts[predicate] = counts.get(predicate, Counts()) + found
        return dict(sorted(counts.items()))

    @property
    def total(self) -> Counts:
        """The counts of everything."""
        return sum((score.total for score in self.articles), Counts())

    @property
    def without_posts(self) -> Counts:
        """The counts without posts, affiliation, membership, leaders and spokespeople."""
        return sum((c for predicate, c in self.by_predicate.items() if predicate not in POSTS), Counts())

    @property
    def false(self) -> int:
        """How often the graph states what its article denies or only plans."""
        return sum(score.false for score in self.articles)

    @property
    def merged(self) -> int:
        """How many entities stand for two people at once, article by article."""
        return sum(len(score.merged) for score in self.articles)

    @property
    def attributes(self) -> Mapping[str, Share]:
        """`place`, `date` and `by` → how often they are right where their fact was found."""
        return {
            name: sum((score.attributes[number] for score in self.articles), Share())
            for number, name in enumerate(ATTRIBUTES)
        }

    @property
    def errors(self) -> tuple[Error, ...]:
        """All errors, article by article."""
        return tuple(error for score in self.articles for error in score.errors)


def evaluate(graph: Graph, gold: Iterable[GoldArticle], knowledge: Knowledge) -> Evaluation:
    """A graph, gold and the knowledge that the graph was built under → how well they agree.

    An article that the graph lacks counts as missed in full; see `covered`.
    """
    predictions = predictions_by_article(graph, knowledge)
    return Evaluation(
        tuple(_score(one, predictions.get(one.article, ArticlePredictions()), knowledge) for one in gold)
    )


def covered(gold: Iterable[GoldArticle], graph: Graph) -> tuple[GoldArticle, ...]:
    """Gold → that of the articles which the graph holds."""
    held = {name for article in graph.articles for name in source_names(article)}
    return tuple(one for one in gold if one.article in held)


def _score(gold: GoldArticle, predictions: ArticlePredictions, knowledge: Knowledge) -> ArticleScore:
    judge = Judge.of(gold, knowledge)
    stated = predictions.asserted
    matching = [[p for p in stated if judge.states(p, fact)] for fact in gold.facts]
    used = {id(p) for found in matching for p in found}
    extra = [p for p in stated if id(p) not in used and not judge.is_defensible(p)]
    false = [p for p in stated if judge.states_any(p, gold.negative)]
    hits = Counter(fact.predicate for fact, found in zip(gold.facts, matching, strict=True) if found)
    missed = [fact for fact, found in zip(gold.facts, matching, strict=True) if not found]
    missed_by, extra_by = Counter(f.predicate for f in missed), Counter(p.predicate for p in extra)
    verdicts = [verdict for event in gold.events for verdict in _verdicts(event, judge, stated)]
    return ArticleScore(
        article=gold.article,
        title=(predictions.article and predictions.article.title) or "",
        by_predicate={
            name: Counts(hits[name], missed_by[name], extra_by[name])
            for name in sorted({*hits, *missed_by, *extra_by})
        },
        false=len(false),
        merged=tuple(entity.label for entity in judge.merged(stated)),
        attributes=tuple(
            Share(sum(not error for n, error in verdicts if n == name), sum(n == name for n, _ in verdicts))
            for name in ATTRIBUTES
        ),
        errors=(
            *(error_of_false(p, judge) for p in false),
            *(error_of_extra(p, judge) for p in extra),
            *(error_of_missed(fact, judge, predictions) for fact in missed),
            *(error for _, error in verdicts if error),
        ),
    )


def _verdicts(event: Event, judge: Judge, stated: Iterable[Prediction]) -> Iterator[tuple[str, Error | None]]:
    """An event of the gold → for each of its attributes whether it is right (None) or not, if found."""
    found = [p for p in stated if judge.states(p, event.fact)]
    if not found:
        return

    def name(key: str) -> str:
        return judge.gold.names(key)[0]

    if event.place:
        right = any(p.places & judge.names[event.place] for p in found)
        places = " / ".join(sorted({place for p in found for place in p.places}))
        expected = f"place {name(event.place)}"
        yield "place", None if right else attribute_error(expected, places, found[0], judge)
    if event.date:
        days = {bounds for p in found for bounds in p.days}
        right = any(first.startswith(event.date) and last.startswith(event.date) for first, last in days)
        dates = " / ".join(f"{first} to {last}" for first, last in sorted(days))
        yield "date", None if right else attribute_error(f"date {event.date}", dates, found[0], judge)
    if event.by:
        wanted = " / ".join(map(name, event.by))
        right = any(p.sources & judge.names[key] for p in found for key in event.by)
        sources = " / ".join(sorted({source for p in found for source in p.sources}))
        yield "by", None if right else attribute_error(f"source {wanted}", sources, found[0], judge)
