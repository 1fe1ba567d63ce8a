"""The page of errors: what it shows, what it escapes, and how it filters."""

import base64
import hashlib
import re
from html.parser import HTMLParser

from graphbuild.evaluate import error_lines, to_page
from graphbuild.evaluate.causes import Error, Fault
from graphbuild.evaluate.page import marked
from graphbuild.evaluate.score import ArticleScore, Counts, Evaluation, Share
from graphbuild.model import Span
from tests import scores

HOSTILE = """<script>alert(1)</script> "quoted' & </style><img src=x onerror=alert(2)>"""


def error(fault: Fault, **parts: str) -> Error:
    fields = {
        "agent": "Leila Haddad",
        "predicate": "met",
        "recipient": "Novak",
        "cause": "both sides are known",
    }
    fields |= {"quote": "Leila Haddad’s aide met Novak.", "rule": "meet R"} | parts
    return Error(
        fault,
        "talks.txt",
        **fields,
        span=Span(3, 33),
        agent_names=("Leila Haddad",),
        recipient_names=("Novak",),
    )


def evaluation(*errors: Error) -> Evaluation:
    score = ArticleScore(
        "talks.txt", HOSTILE, {"met": Counts(1, 1, 1)}, 0, (HOSTILE,), (Share(),) * 3, errors
    )
    return Evaluation((score,))


class Elements(HTMLParser):
    """A page → its elements as (tag, attributes), in order."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


def test_hostile_text_stays_text() -> None:
    broken = error(Fault.EXTRA, agent=HOSTILE, predicate=HOSTILE, cause=HOSTILE, rule=HOSTILE, quote=HOSTILE)
    page = to_page(evaluation(broken), title=HOSTILE)
    assert {tag for tag, _ in Elements(page).found} & {"script", "img"} == set()
    assert page.count("</style>") == 1
    assert page.count("&lt;script&gt;") >= 8


def test_the_policy_allows_the_one_style_and_nothing_else() -> None:
    page = to_page(evaluation(error(Fault.MISSED)))
    style = page.partition("<style>")[2].partition("</style>")[0]
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    policies = [
        attributes["content"] for tag, attributes in Elements(page).found if "http-equiv" in attributes
    ]
    assert policies == [
        f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    ]
    assert "style=" not in page.partition("</style>")[2]
    assert "://" not in page


def test_every_filter_has_its_anchor_and_its_rule() -> None:
    page = to_page(evaluation(error(Fault.MISSED), error(Fault.EXTRA, rule="speak R"), error(Fault.WRONG)))
    elements = Elements(page).found
    ids = {attributes["id"] for _, attributes in elements if "id" in attributes}
    targets = {str(a["href"])[1:] for tag, a in elements if tag == "a"} - {"all"}
    assert targets == ids
    classes = [
        set(str(attributes["class"]).split())
        for tag, attributes in elements
        if tag == "section" and "error" in str(attributes.get("class"))
    ]
    for anchor in targets - {"article-0"}:
        assert f":root:has(#{anchor}:target)" in page
        assert any(anchor in names for names in classes)
    assert len(classes) == 3


def test_names_are_marked_where_they_stand() -> None:
    assert marked("Haddad’s <aide> met Novak & Haddad.", ("Leila Haddad", "Haddad"), ("Novak",)) == (
        '<mark class="agent">Haddad</mark>’s &lt;aide&gt; met <mark class="recipient">Novak</mark>'
        ' &amp; <mark class="agent">Haddad</mark>.'
    )
    assert marked("Norland’s Norland Party", ("Norland",), ("Norland Party",)) == (
        '<mark class="agent">Norland</mark>’s <mark class="recipient">Norland Party</mark>'
    )


def test_errors_are_listed_by_rule_and_missed_ones_by_predicate() -> None:
    listed = list(
        error_lines(
            evaluation(
                error(Fault.MISSED, rule=""),
                error(Fault.EXTRA),
                error(Fault.EXTRA, rule="speak R"),
                error(Fault.EXTRA),
                error(Fault.FALSE),
                error(Fault.WRONG, cause="place Geneva expected, found none"),
            )
        )
    )
    assert [line for line in listed if line.startswith("==")] == [
        "== false: by meet R (1)",
        "== extra: by meet R (2)",
        "== extra: by speak R (1)",
        "== missed: met (1)",
        "== wrong place (1)",
        "== people wrongly merged (1)",
    ]
    assert "    talks.txt 3-33: Leila Haddad’s aide met Novak." in listed


def test_the_page_of_the_seeds_shows_each_error_once() -> None:
    found = scores.seeds()
    page = to_page(found)
    assert len(re.findall(r'<section class="error ', page)) == len(found.errors)
    assert page.count("<article ") == 5
