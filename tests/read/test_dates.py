from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphbuild.read.dates import find_date, parse_date


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2022-03-24", datetime(2022, 3, 24, tzinfo=UTC)),
        ("20220324", datetime(2022, 3, 24, tzinfo=UTC)),
        ("2022-03-24T01:30:00+04:30", datetime(2022, 3, 23, 21, 0, tzinfo=UTC)),
        ("2022-03-24T10:15:00Z", datetime(2022, 3, 24, 10, 15, tzinfo=UTC)),
        ("Thu, 24 Mar 2022 10:15:00 +0100", datetime(2022, 3, 24, 9, 15, tzinfo=UTC)),
        ("March 24, 2022", datetime(2022, 3, 24, tzinfo=UTC)),
        ("Thursday 24th March 2022", datetime(2022, 3, 24, tzinfo=UTC)),
        ("Sept. 4, 2021 at 5 p.m.", datetime(2021, 9, 4, tzinfo=UTC)),
        ("24/03/2022", datetime(2022, 3, 24, tzinfo=UTC)),
        ("2022/03/24", datetime(2022, 3, 24, tzinfo=UTC)),
        ("03/03/2022", datetime(2022, 3, 3, tzinfo=UTC)),
    ],
)
def test_a_full_date_becomes_a_moment_in_utc(text: str, expected: datetime) -> None:
    assert parse_date(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        "yesterday",
        "March 24",
        "2022",
        "March 2022",
        "03/04/2022",
        "2022-02-30",
        "31 June 2022",
        "9999999999",
    ],
)
def test_what_is_no_full_date_or_two_dates_is_none(text: str) -> None:
    assert parse_date(text) is None


@given(st.text(max_size=80))
def test_parsing_a_date_never_raises(text: str) -> None:
    assert parse_date(text) is None or isinstance(parse_date(text), datetime)


@given(st.datetimes(min_value=datetime(1900, 1, 1), timezones=st.just(UTC)))
def test_an_iso_date_is_read_as_written(moment: datetime) -> None:
    assert parse_date(moment.isoformat()) == moment


LEAD = "The envoy met officials in Kabul on 3 May 2019, the ministry said."


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"Talks open\n\nTuesday, October 15, 2019\n\n{LEAD}", datetime(2019, 10, 15, tzinfo=UTC)),
        (f"Talks open\nAugust 13, 2021\n{LEAD}", datetime(2021, 8, 13, tzinfo=UTC)),
        (f"Published: 24 Mar 2022 10:15 GMT\n{LEAD}", datetime(2022, 3, 24, tzinfo=UTC)),
        (f"{LEAD}\nPublished in The Daily, March 24th, 2022", datetime(2022, 3, 24, tzinfo=UTC)),
        (f"2022-03-24\n{LEAD}", datetime(2022, 3, 24, tzinfo=UTC)),
        ("KABUL, Aug. 15, 2021 (AP) — The envoy met officials.", datetime(2021, 8, 15, tzinfo=UTC)),
        ("MOSCOW, March 3, 2014. /TASS/. The envoy met officials.", datetime(2014, 3, 3, tzinfo=UTC)),
        (f"Talks open\nBy Ana Paz | Translated | April 8, 2024\n{LEAD}", datetime(2024, 4, 8, tzinfo=UTC)),
        (f"Talks open\nMinistry of Health\nOslo, 14 March 2023\n{LEAD}", datetime(2023, 3, 14, tzinfo=UTC)),
        (f"Blast: live\nTuesday 28 January 2025. With Ann Lee\n{LEAD}", datetime(2025, 1, 28, tzinfo=UTC)),
        (
            f"SECRET KABUL 000611\nR 191334Z JUN 08\nFM AMEMBASSY KABUL\n{LEAD}",
            datetime(2008, 6, 19, tzinfo=UTC),
        ),
        (
            f"Talks open\nShe said on Monday (July 18, 2022) it had failed.\n{LEAD}",
            datetime(2022, 7, 18, tzinfo=UTC),
        ),
        (f"SECRET\nP 041130Z NOV 79\nFM AMEMBASSY TEHRAN\n{LEAD}", datetime(1979, 11, 4, tzinfo=UTC)),
        (f"{LEAD}\n— A News Desk (@newsdesk) January 24, 2022", datetime(2022, 1, 24, tzinfo=UTC)),
        (
            f"— A Desk (@desk) January 24, 2022\n{LEAD}\n— B Desk (@bdesk) February 2, 2022",
            datetime(2022, 2, 2, tzinfo=UTC),
        ),
    ],
)
def test_a_text_states_its_date(text: str, expected: datetime) -> None:
    assert find_date(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        LEAD,
        f"Kabul, Mar 24 (EFE).- {LEAD}",
        f"TEHRAN (Tasnim) \u2013 {LEAD}",
        f"Talks open\nThe treaty was signed in Geneva, March 3, 2020.\n{LEAD}",
        f"KABUL 000611\nE.O. 12958: DECL: 06/19/2018\n{LEAD}",
        "On January 8, 2020, Iran fired missiles at a base in Iraq.",
        "The delegation arrives for talks in Doha, Qatar, August 12, 2021\n" + LEAD,
    ],
)
def test_a_date_that_the_article_only_speaks_of_is_not_its_own(text: str) -> None:
    assert find_date(text) is None
