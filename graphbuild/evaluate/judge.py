"""Gold and predictions of one article → which of them mean the same."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import combinations

from graphbuild.evaluate.gold import ANYONE, Fact, GoldArticle
from graphbuild.evaluate.names import compared_names, is_same_post, normalise
from graphbuild.evaluate.predictions import Prediction
from graphbuild.knowledge import Knowledge
from graphbuild.model import Entity, Kind


@dataclass(frozen=True, slots=True)
class Judge:
    """The rules by which a prediction about one article states one of its gold facts."""

    gold: GoldArticle
    knowledge: Knowledge
    names: Mapping[str, frozenset[str]]

    @classmethod
    def of(cls, gold: GoldArticle, knowledge: Knowledge) -> Judge:
        """A gold article → its judge."""
        names = {e.key: frozenset(normalise(name) for name in e.names) - {""} for e in gold.entities}
        return cls(gold, knowledge, names)

    def stands_for(self, entity: Entity) -> frozenset[str]:
        """A predicted entity → the keys of gold that share its label; where none does, any other name."""
        compared = compared_names(entity)
        return self._sharing(compared.main) or self._sharing(compared.all)

    def _sharing(self, names: frozenset[str]) -> frozenset[str]:
        return frozenset(key for key, own in self.names.items() if own & names)

    def states(self, prediction: Prediction, fact: Fact) -> bool:
        """Whether the prediction says what the fact says; symmetric ones in either direction."""
        if prediction.predicate != fact.predicate or not self._is(prediction.agent, fact.agent):
            return self._states_turned(prediction, fact)
        if fact.posts:
            return is_same_post(compared_names(prediction.recipient).all, fact.posts)
        return self._is(prediction.recipient, fact.recipient) or self._states_turned(prediction, fact)

    def states_any(self, prediction: Prediction, facts: Iterable[Fact]) -> bool:
        """Whether the prediction says what one of the facts says."""
        return any(self.states(prediction, fact) for fact in facts)

    def is_defensible(self, prediction: Prediction) -> bool:
        """Whether it is optional, or says in a wider property what a fact says in a narrower one."""
        wider = self._widened((*self.gold.facts, *self.gold.optional))
        return self.states_any(prediction, (*self.gold.optional, *wider))

    def merged(self, predictions: Iterable[Prediction]) -> Iterator[Entity]:
        """Predictions → their entities that stand for two people with no name in common."""
        people = [entity.key for entity in self.gold.entities if entity.kind is Kind.PERSON]
        sides = {compared_names(side).all: side for p in predictions for side in (p.agent, p.recipient)}
        for names, entity in sides.items():
            own = [self.names[key] for key in people if self.names[key] & names]
            if any(not one & other for one, other in combinations(own, 2)):
                yield entity

    def _states_turned(self, prediction: Prediction, fact: Fact) -> bool:
        predicate = self.knowledge.predicates.get(fact.predicate)
        return (
            prediction.predicate == fact.predicate
            and predicate is not None
            and predicate.symmetric
            and not fact.posts
            and self._is(prediction.recipient, fact.agent)
            and self._is(prediction.agent, fact.recipient)
        )

    def _is(self, entity: Entity, key: str) -> bool:
        return key == ANYONE or key in self.stands_for(entity)

    def _widened(self, facts: Iterable[Fact]) -> Iterator[Fact]:
        for fact in facts:
            predicate = self.knowledge.predicates.get(fact.predicate)
            if predicate is not None and predicate.parent is not None:
                yield replace(fact, predicate=predicate.parent)
