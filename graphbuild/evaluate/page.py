"""An `Evaluation` → one HTML page: each error in its sentence, the figures, and filters without a script.

A filter is a link to an anchor: while the anchor is the target, the style hides all other errors.
The page allows itself one style sheet, named by its hash, and nothing else: text cannot act.
"""

from __future__ import annotations

import base64
import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from html import escape
from importlib.resources import files
from itertools import chain

from graphbuild.evaluate.causes import Error, Fault
from graphbuild.evaluate.score import ArticleScore, Counts, Evaluation
from graphbuild.passages import find_names

_FOLDED = 40  # values of a filter that are too many to show unasked
_SAYS = {
    Fault.FALSE: "Stated, though the article denies it or only plans it",
    Fault.EXTRA: "Stated, though the gold does not have it",
    Fault.MISSED: "In the gold, and not found",
    Fault.WRONG: "Found, with a wrong place, date or source",
}


class _Filters:
    """What errors can be filtered by → the anchor of each value, safe in HTML and CSS."""

    def __init__(self, errors: Iterable[Error]) -> None:
        self._anchors: dict[tuple[str, str], str] = {}
        self._counts: Counter[tuple[str, str]] = Counter()
        for error in errors:
            for pair in _filtered_by(error):
                self._counts[pair] += 1
                self._anchors.setdefault(pair, f"only-{len(self._anchors) + 1}")

    def classes(self, error: Error) -> str:
        """The classes of an error: the anchors that show it."""
        return " ".join(self._anchors[pair] for pair in _filtered_by(error))

    def style(self) -> str:
        """The rules that make the anchors filter."""
        return "\n".join(
            f":root:has(#{a}:target) :is(article, .group, .error):not(.{a}, :has(.{a})) {{ display: none }}\n"
            f":root:has(#{a}:target) [href='#{a}'] {{ background: var(--mark) }}"
            for a in self._anchors.values()
        )

    def nav(self) -> Iterator[str]:
        """The links to the anchors, group by group."""
        for group in dict.fromkeys(group for group, _ in self._anchors):
            links = [
                f'<a href="#{self._anchors[pair]}">{escape(pair[1])}&nbsp;<small>{count}</small></a>'
                for pair, count in self._counts.most_common()
                if pair[0] == group
            ]
            unfolded = " open" if len(links) < _FOLDED else ""
            yield f"<details{unfolded}><summary>By {group}</summary><p>{' '.join(links)}</p></details>"

    def targets(self) -> Iterator[str]:
        """The anchors themselves."""
        for anchor in self._anchors.values():
            yield f'<i class="target" id="{anchor}"></i>'


def to_page(evaluation: Evaluation, title: str = "Evaluation") -> str:
    """An evaluation → a whole HTML file that needs no other file, no script and no network."""
    filters = _Filters(evaluation.errors)
    own = files("graphbuild.evaluate").joinpath("page.css").read_text(encoding="utf-8")
    # Line ends as an HTML parser leaves them, or the hash would not fit.
    style = own.replace("\r\n", "\n") + filters.style() + "\n"
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    body = [
        *filters.targets(),
        f"<header><h1>{escape(title)}</h1>{_headline(evaluation)}</header>",
        f'<nav aria-label="Filters"><p><a href="#all">All {len(evaluation.errors)} errors</a></p>',
        *filters.nav(),
        "</nav><main>",
        '<section class="figures">',
        *_table("Predicate", evaluation.by_predicate.items(), evaluation.total),
        *_table("Article", _linked_articles(evaluation), evaluation.total, escape_names=False),
        "</section>",
        *chain.from_iterable(_article(n, score, filters) for n, score in enumerate(evaluation.articles)),
        "</main>",
    ]
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="color-scheme" content="light dark">\n<meta name="referrer" content="no-referrer">\n'
        f"<title>{escape(title)}</title>\n<style>{style}</style>\n</head>\n<body>\n"
        + "\n".join(body)
        + "\n</body>\n</html>\n"
    )


def marked(text: str, agent_names: Iterable[str], recipient_names: Iterable[str]) -> str:
    """A sentence and the names of its two sides → HTML, escaped, with the names marked."""
    sides = [(span, "agent") for span in find_names(text, agent_names)]
    sides += [(span, "recipient") for span in find_names(text, recipient_names)]
    html, end = "", 0
    for span, side in sorted(sides, key=lambda pair: (pair[0].start, -pair[0].end)):
        if span.start >= end:
            html += f'{escape(text[end : span.start])}<mark class="{side}">{escape(span.of(text))}</mark>'
            end = span.end
    return html + escape(text[end:])


def _filtered_by(error: Error) -> Iterator[tuple[str, str]]:
    yield "kind", str(error.fault)
    yield "predicate", error.predicate
    first_words = error.cause.partition(":")[0].partition(";")[0]
    yield "cause", f"wrong {first_words.split()[0]}" if error.fault is Fault.WRONG else first_words
    if error.rule:
        yield "rule", error.rule


def _headline(evaluation: Evaluation) -> str:
    def figures(counts: Counts) -> str:
        return f"precision {counts.precision:.3f}, recall {counts.recall:.3f}, F1 {counts.f1:.3f}"

    attributes = ", ".join(f"{name} {s.right}/{s.of}" for name, s in evaluation.attributes.items())
    without = figures(evaluation.without_posts)
    return (
        f"<p><strong>{figures(evaluation.total)}</strong>; without posts: {without}</p>"
        f"<p>False assertions {evaluation.false}; people wrongly merged {evaluation.merged};"
        f" attributes right: {attributes}</p>"
    )


def _linked_articles(evaluation: Evaluation) -> Iterator[tuple[str, Counts]]:
    for number, score in enumerate(evaluation.articles):
        yield f'<a href="#article-{number}">{escape(score.article)}</a>', score.total


def _table(
    what: str, rows: Iterable[tuple[str, Counts]], total: Counts, escape_names: bool = True
) -> Iterator[str]:
    shown: Callable[[str], str] = escape if escape_names else str
    columns = (what, "hit", "missed", "extra", "precision", "recall", "F1")
    heads = "".join(f"<th>{column}</th>" for column in columns)
    yield f"<details><summary>Figures by {what.lower()}</summary>"
    yield f'<div class="wide"><table><thead><tr>{heads}</tr></thead><tbody>'
    for name, counts in (*rows, ("All", total)):
        cells = [counts.hits, counts.missed, counts.extra]
        figures = [f"{figure:.2f}" for figure in (counts.precision, counts.recall, counts.f1)]
        row = "".join(f"<td>{cell}</td>" for cell in (*cells, *figures))
        yield f"<tr><th>{shown(name)}</th>{row}</tr>"
    yield "</tbody></table></div></details>"


def _article(number: int, score: ArticleScore, filters: _Filters) -> Iterator[str]:
    total = score.total
    yield f'<article id="article-{number}"><h2>{escape(score.title or score.article)}</h2>'
    yield (
        f'<p class="quiet">{escape(score.article)}: {total.hits} found, {total.missed} missed, {total.extra}'
        f" extra, {score.false} false; precision {total.precision:.2f}, recall {total.recall:.2f}</p>"
    )
    if score.merged:
        yield f'<p class="quiet">People wrongly merged: {escape(", ".join(score.merged))}</p>'
    for fault in Fault:
        errors = [error for error in score.errors if error.fault is fault]
        if errors:
            yield f'<div class="group"><h3>{_SAYS[fault]}</h3>'
            yield from (_error(error, filters) for error in errors)
            yield "</div>"
    yield "</article>"


def _error(error: Error, filters: _Filters) -> str:
    where = f"characters {error.span.start}–{error.span.end}" if error.span else ""
    details = "; ".join(escape(part) for part in (error.cause, error.rule, where) if part)
    quote = marked(error.quote, error.agent_names, error.recipient_names)
    return (
        f'<section class="error {error.fault} {filters.classes(error)}">'
        f'<p class="claim"><span class="agent">{escape(error.agent)}</span> <b>{escape(error.predicate)}</b>'
        f' <span class="recipient">{escape(error.recipient)}</span></p>'
        + (f"<blockquote>{quote}</blockquote>" if error.quote else "")
        + f'<p class="quiet">{details}</p></section>'
    )
