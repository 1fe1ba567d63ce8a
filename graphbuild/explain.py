"""A graph and the name of something in it → why it is there: rules, sentences, names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import product
from pathlib import Path

from rapidfuzz import fuzz, process, utils

from graphbuild.errors import InputError
from graphbuild.identity import JUDGEMENTS, Identity, Verdict, identify, read_judgements
from graphbuild.knowledge import load_knowledge
from graphbuild.model import Article, Entity, Graph, Mention, Modality, Polarity, Relation, slug
from graphbuild.passages import find_names
from graphbuild.rdf import DEFAULT_BASE, PREFIXES, Namespaces, from_turtle, read_base, readings_from_turtle

_SUGGESTIONS = 5
_SIMILAR = 75  # of 100, by WRatio: a surname for a full name reaches 90, one wrong letter in seven 85
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")


@dataclass(frozen=True, slots=True)
class Explanation:
    """Relations of a graph, and the entities that take part in them.

    `asked` are the ids of the entities that were asked for; `base_iri` is that of the graph; `identity`
    tells why names were taken for one, where that is known.
    """

    graph: Graph
    relations: tuple[Relation, ...]
    asked: frozenset[str] = frozenset()
    base_iri: str = DEFAULT_BASE
    identity: Identity | None = None


def explain(
    graph: Graph, what: str, *, base_iri: str = DEFAULT_BASE, identity: Identity | None = None
) -> Explanation:
    """A graph, and a name, an IRI, a prefixed name or "agent predicate recipient" → what is behind it.

    Names are any of an entity's, in any case and without accents. IRIs are those of entities, relations,
    mentions, articles and properties. Raises InputError, with names that come near, where nothing matches.
    """
    return replace(_find(graph, what, base_iri), identity=identity)


def _find(graph: Graph, what: str, base_iri: str) -> Explanation:
    wanted = _expand(what.strip(), base_iri)
    entities = _entities_of(graph, wanted, base_iri)
    if entities:
        asked = frozenset(entities)
        found = [r for r in graph.relations if asked & {*_sides(r), r.place, *_sources(r)}]
        found.sort(
            key=lambda r: not asked & {*_sides(r)}
        )  # then those that it is only the place or source of
        if not found:
            raise InputError(f"{what!r} is in the graph, but no relation has it")
        return Explanation(graph, tuple(found), asked, base_iri)
    triple = _triple(graph, what, base_iri)
    if triple:
        return triple
    by_iri = [r for r in graph.relations if wanted in _iris(r, Namespaces(base_iri))]
    if by_iri:
        return Explanation(graph, tuple(by_iri), base_iri=base_iri)
    raise InputError(f"nothing in the graph is called {what!r}{_suggestion(graph, what)}")


def explain_file(path: Path, what: str) -> Explanation:
    """A graph's Turtle file and what to explain → the same as `explain`; IRIs are under the file's base.

    Raises InputError also where the file cannot be read or is no graph of ours.
    """
    try:
        turtle = path.read_bytes()
    except OSError as error:
        raise InputError(f"cannot read {path}: {error.strerror or error}; build a graph first") from error
    try:
        graph = from_turtle(turtle)
    except InputError as error:
        raise InputError(f"{path}: {error}") from error
    readings = readings_from_turtle(turtle)
    judgements = read_judgements(path.parent / JUDGEMENTS)
    identity = identify(readings, load_knowledge(), judgements)
    return explain(graph, what, base_iri=read_base(turtle), identity=identity)


def explanation_lines(explanation: Explanation, limit: int | None = None) -> Iterator[str]:
    """An explanation → lines to read: each relation with its sentences, then the entities and their names.

    With `limit` only so many relations are told, and the rest counted.
    """
    graph, namespaces = explanation.graph, Namespaces(explanation.base_iri)
    entities = {entity.id: entity for entity in graph.entities}
    articles = {article.key: article for article in graph.articles}
    told = explanation.relations[:limit]
    for relation in told:
        yield from _relation_lines(relation, entities, articles, namespaces)
        yield ""
    if len(told) < len(explanation.relations):
        yield f"... and {len(explanation.relations) - len(told):,} more relations"
        yield ""
    yield "Names:"
    iris = namespaces.entity_iris(graph.entities)
    involved = explanation.asked | {i for r in told for i in (*_sides(r), *_sources(r), r.place) if i}
    for entity in sorted(
        (entities[i] for i in involved), key=lambda e: (e.id not in explanation.asked, e.id)
    ):
        yield from _entity_lines(entity, f"ent:{iris[entity.id].removeprefix(namespaces.entity)}", entities)
        if explanation.identity and entity.id in explanation.asked:
            yield from _decision_lines(entity, explanation.identity)


def _relation_lines(
    relation: Relation,
    entities: Mapping[str, Entity],
    articles: Mapping[str, Article],
    namespaces: Namespaces,
) -> Iterator[str]:
    agents, recipients = ([entities[i] for i in ids] for ids in (relation.agents, relation.recipients))
    yield " | ".join((_labels(agents), relation.predicate, _labels(recipients)))
    direct = any(mention.asserts for mention in relation.mentions)
    told = "a plain triple" if direct else "no plain triple, as no sentence states it as a fact"
    parts = [f"{relation.status}, confidence {relation.confidence:.2f}: {told}"]
    if relation.place:
        parts.append(f"place: {entities[relation.place].label}")
    if relation.time:
        bounds = (relation.time.not_before, relation.time.not_after)
        days = " to ".join(bound.date().isoformat() if bound else "?" for bound in bounds)
        parts.append(f'time: "{relation.time.expression}" ({days if any(bounds) else "not fixed"})')
    yield f"  {'; '.join(parts)}"
    yield f"  rel:{namespaces.relation_iri(relation).removeprefix(namespaces.relation)}"
    for number, mention in enumerate(relation.mentions, start=1):
        yield from _mention_lines(number, mention, articles[mention.article], (agents, recipients), entities)


def _mention_lines(
    number: int,
    mention: Mention,
    article: Article,
    sides: tuple[list[Entity], list[Entity]],
    entities: Mapping[str, Entity],
) -> Iterator[str]:
    margin = "     "
    date = f", {article.date.date().isoformat()}" if article.date else ""
    title = f"{_one_line(article.title)} ({article.id}{date})" if article.title else f"{article.id}{date}"
    yield f"  {number}. {title}, characters {mention.span.start} to {mention.span.end}"
    yield f'{margin}"{_one_line(mention.quote)}"'
    stance = _stance(mention)
    said = ", ".join(entities[i].label for i in mention.attributed_to)
    attributed = f"; said by {said}" if said else ""
    yield f"{margin}{stance}{attributed}; rule {mention.rule}, confidence {mention.confidence:.2f}"
    for entity in (*sides[0], *sides[1]):
        yield f"{margin}{entity.label}: {_as_named(entity, mention.quote)}"


def _as_named(entity: Entity, quote: str) -> str:
    spans = find_names(quote, (entity.label, *entity.names))
    named = dict.fromkeys(span.of(quote) for span in spans)
    if named:
        return "named here " + ", ".join(f'"{name}"' for name in named)
    return "not by a name of its own in this sentence, but by a pronoun, description or part of a name"


def _stance(mention: Mention) -> str:
    match mention.polarity, mention.modality:
        case Polarity.POSITIVE, Modality.ACTUAL:
            return "stated as a fact (Positive, Actual)"
        case Polarity.NEGATIVE, _:
            return f"denied (Negative, {mention.modality})"
        case _, modality:
            return f"not stated as a fact (Positive, {modality})"


def _entity_lines(entity: Entity, curie: str, entities: Mapping[str, Entity]) -> Iterator[str]:
    yield f"  {entity.label} ({entity.kind}, {curie})"
    if entity.names:
        yield "     also: " + ", ".join(entity.names)
    if entity.position_in:
        yield f"     position in: {entities[entity.position_in].label}"
    if entity.links:
        yield "     same as: " + ", ".join(entity.links)
    if entity.codes:
        yield "     ISO 3166 codes: " + ", ".join(entity.codes)


def _decision_lines(entity: Entity, identity: Identity) -> Iterator[str]:
    """Why names were taken for this entity, or kept from it."""
    for decision in identity.decisions:
        sides = {identity.id_by_use[uses[0]] for uses in (decision.one_uses, decision.other_uses)}
        if entity.id not in sides:
            continue
        kept = "taken for one with" if decision.same else "kept apart from"
        reasons = "; ".join(f"{reason} {worth:+.1f}" for reason, worth in decision.reasons)
        why = f"{decision.likely:.0%} likely: {reasons}"
        if decision.judgement and decision.judgement.verdict is not Verdict.UNSURE:
            by = f" by {decision.judgement.by}" if decision.judgement.by else ""
            why = f"judged {decision.judgement.verdict}{by}; the rules: {why}"
        yield f"     {decision.one} {kept} {decision.other}, {why}"


def _expand(what: str, base_iri: str) -> str:
    """A prefixed name of the graph → its IRI; anything else, without angle brackets."""
    prefix, colon, local = what.partition(":")
    prefixes = {**PREFIXES, **Namespaces(base_iri).prefixes}
    if colon and prefix in prefixes and not local.startswith("//"):
        return prefixes[prefix] + local
    return what.removeprefix("<").removesuffix(">")


def _entities_of(graph: Graph, wanted: str, base_iri: str) -> list[str]:
    """An IRI or a name → the ids of the entities that have it."""
    if "://" in wanted:
        iris = Namespaces(base_iri).entity_iris(graph.entities)
        return [i for i, iri in iris.items() if iri == wanted]
    name = _plain(wanted)
    return [e.id for e in graph.entities if name in {_plain(n) for n in (e.label, *e.names)}]


def _triple(graph: Graph, what: str, base_iri: str) -> Explanation | None:
    """ "agent predicate recipient" → the relations of that predicate between the two, in either
    direction where the graph has none in the given one. Raises InputError where a side is unknown."""
    misses: list[str] = []
    for predicate in sorted({relation.predicate for relation in graph.relations}, key=lambda p: (-len(p), p)):
        spaced = _CAMEL.sub(" ", predicate)
        verb = rf"\s(?:gb:)?(?:{re.escape(predicate)}|{re.escape(spaced)})\s"
        for match in re.finditer(verb, what, re.IGNORECASE):
            names = what[: match.start()], what[match.end() :]
            agents, recipients = (
                set(_entities_of(graph, _expand(name.strip(), base_iri), base_iri)) for name in names
            )
            misses += [n.strip() for n, ids in zip(names, (agents, recipients), strict=True) if not ids]
            pairs = [set(product(agents, recipients)), set(product(recipients, agents))]
            for wanted in pairs:
                found = tuple(
                    r
                    for r in graph.relations
                    if r.predicate == predicate and wanted & set(product(r.agents, r.recipients))
                )
                if found:
                    return Explanation(graph, found, frozenset(agents | recipients), base_iri)
            if agents and recipients:
                raise InputError(
                    f"the graph has no relation {predicate} between these two{_others(graph, pairs)}"
                )
    if misses:
        raise InputError(f"nothing in the graph is called {misses[0]!r}{_suggestion(graph, misses[0])}")
    return None


def _others(graph: Graph, pairs: Iterable[set[tuple[str, str]]]) -> str:
    wanted = set().union(*pairs)
    found = sorted({r.predicate for r in graph.relations if wanted & set(product(r.agents, r.recipients))})
    return f"; there is: {', '.join(found)}" if found else ""


def _iris(relation: Relation, namespaces: Namespaces) -> set[str]:
    """A relation → the IRIs that lead to it: its own, its property's, its mentions' and their articles'."""
    mentions = {namespaces.mention_iri(mention) for mention in relation.mentions}
    articles = {namespaces.article_iri(mention.article) for mention in relation.mentions}
    return {namespaces.relation_iri(relation), PREFIXES["gb"] + relation.predicate} | mentions | articles


def _suggestion(graph: Graph, what: str) -> str:
    readable = re.split(r"[/:#]", what)[-1].replace("-", " ")
    names = sorted({name for entity in graph.entities for name in (entity.label, *entity.names)})
    near = process.extract(
        readable,
        names,
        scorer=fuzz.WRatio,
        processor=utils.default_process,
        limit=_SUGGESTIONS,
        score_cutoff=_SIMILAR,
    )
    return f"; do you mean {', '.join(name for name, *_ in near)}?" if near else ""


def _plain(name: str) -> str:
    return slug(name).removeprefix("the-")


def _labels(entities: Iterable[Entity]) -> str:
    return ", ".join(entity.label for entity in entities)


def _sides(relation: Relation) -> tuple[str, ...]:
    return (*relation.agents, *relation.recipients)


def _sources(relation: Relation) -> set[str]:
    return {source for mention in relation.mentions for source in mention.attributed_to}


def _one_line(text: str) -> str:
    return " ".join(text.split())
