"""An `Evaluation` → lines to read, errors by cause, and the same figures as plain values."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict
from itertools import groupby

from graphbuild.evaluate.causes import Error, Fault
from graphbuild.evaluate.score import Counts, Evaluation

type Layers = tuple[int, int]

_LINE = "precision {precision:.3f}  recall {recall:.3f}  F1 {f1:.3f}"


def summary(evaluation: Evaluation, layers: Layers = (0, 0)) -> dict[str, object]:
    """An evaluation → its figures, rounded to four places, ready for JSON.

    `layers` counts the direct triples that no mention backs, and those that are missing.
    """
    total = evaluation.total
    unbacked, missing = layers
    return {
        **_rounded(total),
        "hits": total.hits,
        "misses": total.missed,
        "extra": total.extra,
        "false_assertions": evaluation.false,
        "people_wrongly_merged": evaluation.merged,
        "direct_triples_unbacked": unbacked,
        "direct_triples_missing": missing,
        "without_posts": _rounded(evaluation.without_posts),
        "attributes": {name: [share.right, share.of] for name, share in evaluation.attributes.items()},
        "by_predicate": {
            name: {"hit": c.hits, "miss": c.missed, "extra": c.extra, "f1": round(c.f1, 3)}
            for name, c in evaluation.by_predicate.items()
        },
    }


def summary_lines(evaluation: Evaluation, layers: Layers = (0, 0)) -> Iterator[str]:
    """An evaluation → its figures as lines: by predicate, by article, attributes, and in all."""
    for name, counts in evaluation.by_predicate.items():
        yield f"{name:28} {_counts(counts)}  F1 {counts.f1:.3f}"
    for score in evaluation.articles:
        yield f"{score.article:34} {_counts(score.total)}  false {score.false:2}"
    shares = (f"{name} {share.right}/{share.of}" for name, share in evaluation.attributes.items())
    yield "attributes right: " + ", ".join(shares)
    unbacked, missing = layers
    yield (
        f"people wrongly merged {evaluation.merged}; direct triples: {unbacked} unbacked, {missing} missing"
    )
    posts = "post, affiliation, membership, leader, spokesperson"
    yield f"without posts ({posts}): " + _LINE.format(**_rounded(evaluation.without_posts))
    total = evaluation.total
    facts = f"({total.hits + total.missed} gold facts)"
    yield _LINE.format(**_figures(total)) + f"  false assertions {evaluation.false}  {facts}"


def error_lines(evaluation: Evaluation) -> Iterator[str]:
    """An evaluation → its errors as lines, in groups: by rule, or for missed facts by predicate."""
    for title, errors in grouped(evaluation.errors):
        yield f"== {title} ({len(errors)})"
        for error in errors:
            where = f" {error.span.start}-{error.span.end}" if error.span else ""
            rule = f" [{error.rule}]" if error.rule and error.rule not in title else ""
            yield f"  {error.agent} | {error.predicate} | {error.recipient}: {error.cause}{rule}"
            yield f"    {error.article}{where}" + (f": {_one_line(error.quote)}" if error.quote else "")
        yield ""
    merged = [(score.article, label) for score in evaluation.articles for label in score.merged]
    if merged:
        yield f"== people wrongly merged ({len(merged)})"
        yield from (f"  {article}: {label}" for article, label in merged)
        yield ""


def grouped(errors: Iterable[Error]) -> list[tuple[str, list[Error]]]:
    """Errors → titled groups: false ones, extra ones by rule, missed ones by predicate, wrong attributes;
    of each kind the largest group first."""
    order = {fault: number for number, fault in enumerate(Fault)}
    by_title = sorted(errors, key=lambda error: (order[error.fault], _title(error)))
    groups = [(title, list(group)) for title, group in groupby(by_title, key=_title)]
    return sorted(groups, key=lambda group: (order[group[1][0].fault], -len(group[1])))


def error_values(evaluation: Evaluation) -> list[Mapping[str, object]]:
    """An evaluation → its errors, ready for JSON."""
    return [asdict(error) for error in evaluation.errors]


def _title(error: Error) -> str:
    match error.fault:
        case Fault.MISSED:
            return f"missed: {error.predicate}"
        case Fault.WRONG:
            return f"wrong {error.cause.partition(' ')[0]}"
        case fault:
            return f"{fault}: by {error.rule}"


def _figures(counts: Counts) -> dict[str, float]:
    return {"precision": counts.precision, "recall": counts.recall, "f1": counts.f1}


def _rounded(counts: Counts) -> dict[str, float]:
    return {name: round(figure, 4) for name, figure in _figures(counts).items()}


def _counts(counts: Counts) -> str:
    return f"hit {counts.hits:3}  missed {counts.missed:3}  extra {counts.extra:3}"


def _one_line(text: str) -> str:
    return " ".join(text.split())
