"""Which articles print one text."""

from hypothesis import given, settings
from hypothesis import strategies as st

from graphbuild.model import Article
from graphbuild.reprints import group_reprints

AGENCY = " ".join(
    f"The envoy of province number {n} told reporters that talks about the bridge of {n * 7} arches "
    f"would go on until both sides agree on {n} points of the draft."
    for n in range(12)
)
OTHER = " ".join(f"Farmers in district {n} expect a harvest of {n * 13} tonnes this year." for n in range(20))


def groups(*texts: str) -> list[str]:
    articles = [Article(f"{n}.txt", text) for n, text in enumerate(texts)]
    found = group_reprints(articles)
    return [found[article.key].partition("-")[0] for article in articles]


def test_a_reprint_is_the_text_it_prints() -> None:
    assert groups(AGENCY, f"By our staff. {AGENCY} More tomorrow.", OTHER) == ["0", "0", "2"]


def test_an_excerpt_is_the_text_it_is_from() -> None:
    assert groups(AGENCY, AGENCY[: len(AGENCY) // 2]) == ["0", "0"]


def test_a_quotation_makes_no_reprint() -> None:
    quoted = AGENCY[:160]
    assert groups(f"{OTHER} {quoted}", AGENCY) == ["0", "1"]


def test_short_notices_are_not_compared() -> None:
    assert groups("Talks were held on Monday.", "Talks were held on Monday.") == ["0", "1"]


@settings(max_examples=50, deadline=None)
@given(st.permutations(range(4)))
def test_the_order_of_the_articles_changes_nothing(order: list[int]) -> None:
    texts = [AGENCY, AGENCY + " End.", OTHER, OTHER[:400]]
    articles = [Article(f"{n}.txt", text) for n, text in enumerate(texts)]
    assert group_reprints([articles[n] for n in order]) == group_reprints(articles)
