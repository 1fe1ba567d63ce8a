"""What went wrong → an `Error` that says where, by which rule, and as far as can be told, why."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from graphbuild.evaluate.gold import Fact
from graphbuild.evaluate.judge import Judge
from graphbuild.evaluate.predictions import ArticlePredictions, Prediction
from graphbuild.model import Entity, Kind, Mention, Modality, Polarity, Span
from graphbuild.passages import find_names, find_sentences


class Fault(StrEnum):
    """What kind of error."""

    FALSE = "false"
    EXTRA = "extra"
    MISSED = "missed"
    WRONG = "wrong"


@dataclass(frozen=True, slots=True)
class Error:
    """One error: a triple that should not be there (false, extra), one that should (missed), or the
    wrong place, date or source of a right one.

    `agent` and `recipient` are names to read, the tuples all names to look for in the sentence
    `quote` at `span` of the article's text. For a missed fact that no rule found, `rule` is empty
    and the sentence is the first that names both sides, where there is one.
    """

    fault: Fault
    article: str
    agent: str
    predicate: str
    recipient: str
    cause: str
    rule: str = ""
    quote: str = ""
    span: Span | None = None
    agent_names: tuple[str, ...] = ()
    recipient_names: tuple[str, ...] = ()


def error_of_false(prediction: Prediction, judge: Judge) -> Error:
    """A prediction that the article denies or only plans → its error."""
    return _of_prediction(Fault.FALSE, prediction, judge, "the article denies it, or speaks only of a plan")


def error_of_extra(prediction: Prediction, judge: Judge) -> Error:
    """A prediction that the gold does not have → its error."""
    return _of_prediction(Fault.EXTRA, prediction, judge, _cause_of_extra(prediction, judge))


def attribute_error(expected: str, found: str, prediction: Prediction, judge: Judge) -> Error:
    """A right prediction whose place, date or source is not the expected one → its error."""
    return _of_prediction(Fault.WRONG, prediction, judge, f"{expected} expected, found {found or 'none'}")


def error_of_missed(fact: Fact, judge: Judge, predictions: ArticlePredictions) -> Error:
    """A fact of the gold that the graph does not state → its error."""
    agents = judge.gold.names(fact.agent)
    recipients = fact.posts or judge.gold.names(fact.recipient)
    missed = Error(
        fault=Fault.MISSED,
        article=judge.gold.article,
        agent=agents[0],
        predicate=fact.predicate,
        recipient=recipients[0],
        cause="",
        agent_names=agents,
        recipient_names=recipients,
    )
    for cause, mention in _near_misses(fact, judge, predictions):
        return replace(missed, cause=cause, rule=mention.rule, quote=mention.quote, span=mention.span)
    text = predictions.article.text if predictions.article else ""
    cause = _cause_of_missed(fact, judge, predictions)
    for span in find_sentences(text):
        sentence = span.of(text)
        if find_names(sentence, agents) and find_names(sentence, recipients):
            return replace(missed, cause=f"{cause}; one sentence names both", quote=sentence, span=span)
    return replace(missed, cause=f"{cause}; no sentence names both")


def _of_prediction(fault: Fault, prediction: Prediction, judge: Judge, cause: str) -> Error:
    mention = prediction.mentions[0]
    return Error(
        fault=fault,
        article=judge.gold.article,
        agent=prediction.agent.label,
        predicate=prediction.predicate,
        recipient=prediction.recipient.label,
        cause=cause,
        rule=mention.rule,
        quote=mention.quote,
        span=mention.span,
        agent_names=_all_names(prediction.agent),
        recipient_names=_all_names(prediction.recipient),
    )


def _all_names(entity: Entity) -> tuple[str, ...]:
    return (entity.label, *entity.names)


def _cause_of_extra(prediction: Prediction, judge: Judge) -> str:
    turned = replace(prediction, agent=prediction.recipient, recipient=prediction.agent)
    if judge.states_any(turned, judge.gold.facts):
        return "agent and recipient are the other way round"
    for fact in judge.gold.facts:
        if judge.states(replace(prediction, predicate=fact.predicate), fact):
            return f"the gold has {fact.predicate}"
    # Posts are no entities of the gold.
    sides = (("agent", prediction.agent), ("recipient", prediction.recipient))
    unknown = [s for s, entity in sides if entity.kind is not Kind.POSITION and not judge.stands_for(entity)]
    if unknown:
        return f"the gold does not have the {' and the '.join(unknown)}"
    return "the gold has both sides, and no such fact"


def _near_misses(fact: Fact, judge: Judge, predictions: ArticlePredictions) -> Iterator[tuple[str, Mention]]:
    """Readings of the same two sides that come close to the fact: unasserted, or another predicate."""
    for prediction in predictions.unasserted:
        if judge.states(prediction, fact):
            yield f"read as {_stance(prediction.mentions[0])}", prediction.mentions[0]
    for prediction in predictions.asserted:
        if judge.states(replace(prediction, predicate=fact.predicate), fact):
            yield f"read as {prediction.predicate}", prediction.mentions[0]
    for prediction in predictions.asserted:
        turned = replace(prediction, agent=prediction.recipient, recipient=prediction.agent)
        if judge.states(turned, fact):
            yield "read the other way round", prediction.mentions[0]


def _stance(mention: Mention) -> str:
    stated = (Polarity.POSITIVE, Modality.ACTUAL)
    return " and ".join(s for s in (mention.polarity, mention.modality) if s not in stated).lower()


def _cause_of_missed(fact: Fact, judge: Judge, predictions: ArticlePredictions) -> str:
    if predictions.article is None:
        return "the article was not built"
    if fact.predicate not in judge.knowledge.predicates:
        return "the ontology has no such predicate"
    found = [*predictions.asserted, *predictions.unasserted]
    entities = [side for p in found for side in (p.agent, p.recipient)]
    known = {key for entity in entities for key in judge.stands_for(entity)}
    keys = [fact.agent] if fact.posts else [fact.agent, fact.recipient]
    absent = [judge.gold.names(key)[0] for key in keys if key not in known]
    return f"in no relation of the article: {', '.join(absent)}" if absent else "both sides are known"
