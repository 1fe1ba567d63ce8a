"""Time expressions: the bounds they have, the laws they keep, and where they stand in a text."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from spacy.tokens import Doc
from spacy.vocab import Vocab

from graphbuild.extract.date_words import WORDS
from graphbuild.extract.dates import read_time, time_expressions
from graphbuild.model import TimeSpan

TUESDAY = datetime(2026, 3, 24, 12, tzinfo=UTC)
FRIDAY = datetime(2021, 10, 29, tzinfo=UTC)


def bounds(time: TimeSpan) -> str:
    """A time span → "first..last", each a day or nothing; checks that it is whole days in UTC."""
    days = []
    for moment, clock in ((time.not_before, "00:00:00"), (time.not_after, "23:59:59")):
        if moment is None:
            days.append("")
            continue
        assert moment.tzinfo is UTC
        assert moment.time().isoformat() == clock
        days.append(moment.date().isoformat())
    return "..".join(days)


# What names its own year: the same with and without a reference.
FIXED = {
    "in 2008": "2008-01-01..2008-12-31",
    "the year 2020": "2020-01-01..2020-12-31",
    "October 2019": "2019-10-01..2019-10-31",
    "in February 2020": "2020-02-01..2020-02-29",
    "the month of May 2018": "2018-05-01..2018-05-31",
    "October 15, 2019": "2019-10-15..2019-10-15",
    "15 Oct. 2019": "2019-10-15..2019-10-15",
    "the 9th of May, 1990": "1990-05-09..1990-05-09",
    "Sunday, September 18, 2016": "2016-09-18..2016-09-18",
    "Monday, September 18, 2016": "2016-09-18..2016-09-18",
    "2026-03-24": "2026-03-24..2026-03-24",
    "2026-03-24T23:30:00-05:00": "2026-03-24..2026-03-24",
    "2019-03": "2019-03-01..2019-03-31",
    "24.03.2026": "2026-03-24..2026-03-24",
    "25/12/2019": "2019-12-25..2019-12-25",
    "12/25/2019": "2019-12-25..2019-12-25",
    "5/6/2025": "2025-05-06..2025-06-05",
    "the 1990s": "1990-01-01..1999-12-31",
    "the 1800s": "1800-01-01..1899-12-31",
    "the '90s": "1990-01-01..1999-12-31",
    "the seventies": "1970-01-01..1979-12-31",
    "the early 1960s": "1960-01-01..1963-12-31",
    "the late nineteenth century": "1867-01-01..1900-12-31",
    "early 2020": "2020-01-01..2020-04-30",
    "mid-2018": "2018-05-01..2018-08-31",
    "late 2018": "2018-09-01..2018-12-31",
    "the end of 2017": "2017-09-01..2017-12-31",
    "the beginning of April 2012": "2012-04-01..2012-04-10",
    "the first half of 2002": "2002-01-01..2002-06-30",
    "the first six months of 2002": "2002-01-01..2002-06-30",
    "the last two weeks of May 2018": "2018-05-18..2018-05-31",
    "the third quarter of 2025": "2025-07-01..2025-09-30",
    "Q3 2025": "2025-07-01..2025-09-30",
    "the summer of 2019": "2019-06-01..2019-09-22",
    "winter 2019": "2018-12-01..2020-03-20",
    "since 2014": "2014-01-01..",
    "2014 onwards": "2014-01-01..",
    "starting in January 2021": "2021-01-01..",
    "until 2018": "..2018-12-31",
    "by the end of 2017": "..2017-12-31",
    "before 2018": "..2017-12-31",
    "after 2018": "2019-01-01..",
    "from 2008 to 2016": "2008-01-01..2016-12-31",
    "from 1981 until 2011": "1981-01-01..2011-12-31",
    "between 1996 and 2001": "1996-01-01..2001-12-31",
    "2016\u201317": "2016-01-01..2017-12-31",
    "late 2018 and 2019": "2018-09-01..2019-12-31",
    "in the 1980s and 1990s": "1980-01-01..1999-12-31",
    "March 24-25, 2019": "2019-03-24..2019-03-25",
    "24\u201325 March 2019": "2019-03-24..2019-03-25",
    "Dec. 28 to Jan. 3, 2019": "2018-12-28..2019-01-03",
    "March 21, 2018 - March 20, 2019": "2018-03-21..2019-03-20",
    "between March and May 2019": "2019-03-01..2019-05-31",
    "May 2019 to December 31": "2019-05-01..2019-12-31",
    "10:30 a.m. local time on 5 May 2019": "2019-05-05..2019-05-05",
    "  Thursday,\u00a0October 3,\n2019 ": "2019-10-03..2019-10-03",
}

# What is counted from Tuesday, 24 March 2026, in a text that tells of the past.
PAST = {
    "today": "2026-03-24..2026-03-24",
    "this morning": "2026-03-24..2026-03-24",
    "the early hours of this morning": "2026-03-24..2026-03-24",
    "yesterday": "2026-03-23..2026-03-23",
    "late yesterday afternoon": "2026-03-23..2026-03-23",
    "the day before yesterday": "2026-03-22..2026-03-22",
    "last night": "2026-03-23..2026-03-24",
    "tomorrow": "2026-03-25..2026-03-25",
    "on Tuesday": "2026-03-24..2026-03-24",
    "on Thursday": "2026-03-19..2026-03-19",
    "Thursday evening": "2026-03-19..2026-03-19",
    "shortly before midnight Wednesday night": "2026-03-18..2026-03-18",
    "between 5 and 7 pm on Thursday": "2026-03-19..2026-03-19",
    "last Thursday": "2026-03-19..2026-03-19",
    "last Monday": "2026-03-16..2026-03-23",  # yesterday, or the Monday of last week
    "this past Monday": "2026-03-23..2026-03-23",
    "next Friday": "2026-03-27..2026-04-03",
    "this coming Friday": "2026-03-27..2026-03-27",
    "Thursday last week": "2026-03-19..2026-03-19",
    "Monday of this week": "2026-03-23..2026-03-23",
    "over the weekend": "2026-03-21..2026-03-22",
    "Friday and Saturday": "2026-03-20..2026-03-21",
    "the night of Monday to Tuesday": "2026-03-23..2026-03-24",
    "earlier this week": "2026-03-23..2026-03-24",
    "earlier in the week": "2026-03-23..2026-03-24",
    "this week": "2026-03-23..2026-03-29",
    "last week": "2026-03-16..2026-03-22",
    "late last week": "2026-03-20..2026-03-22",
    "early next week": "2026-03-30..2026-04-01",
    "two weeks ago": "2026-03-09..2026-03-15",
    "a fortnight ago": "2026-03-09..2026-03-15",
    "three days ago": "2026-03-21..2026-03-21",
    "two hours ago": "2026-03-23..2026-03-24",
    "twenty-five years ago": "2001-01-01..2001-12-31",
    "on 20 September": "2025-09-20..2025-09-20",
    "Mar 24": "2026-03-24..2026-03-24",
    "Friday, November 28": "2025-11-28..2025-11-28",
    "29 February": "2024-02-29..2024-02-29",
    "on December 5 and 6": "2025-12-05..2025-12-06",
    "March 24-25": "2026-03-24..2026-03-25",
    "28 December to 3 January": "2025-12-28..2026-01-03",
    "mid-March": "2026-03-11..2026-03-21",
    "in December": "2025-12-01..2025-12-31",
    "last November": "2025-11-01..2025-11-30",
    "last month": "2026-02-01..2026-02-28",
    "earlier this month": "2026-03-01..2026-03-24",
    "the first ten days of this month": "2026-03-01..2026-03-10",
    "this spring": "2026-03-01..2026-06-20",
    "this summer": "2025-06-01..2025-09-22",
    "in the third quarter": "2025-07-01..2025-09-30",
    "last quarter": "2025-10-01..2025-12-31",
    "this year": "2026-01-01..2026-12-31",
    "so far this year": "2026-01-01..2026-03-24",
    "later this year": "2026-03-24..2026-12-31",
    "late last year": "2025-09-01..2025-12-31",
    "March 20 last year": "2025-03-20..2025-03-20",
    "the first half of this year": "2026-01-01..2026-06-30",
    "in the past 24 hours": "2026-03-23..2026-03-24",
    "the past week": "2026-03-16..2026-03-24",
    "the last seven years": "2019-01-01..2026-03-24",
    "the next five years": "2026-03-24..2031-12-31",
    "since last week": "2026-03-16..",
    "since last night": "2026-03-23..",
    "until last Thursday": "..2026-03-19",
}

FUTURE = {
    "on Tuesday": "2026-03-24..2026-03-24",
    "on Thursday": "2026-03-26..2026-03-26",
    "on 20 September": "2026-09-20..2026-09-20",
    "in December": "2026-12-01..2026-12-31",
    "this summer": "2026-06-01..2026-09-22",
    "in three days": "2026-03-27..2026-03-27",
    "by Friday": "..2026-03-27",
    "September 13 to 15": "2026-09-13..2026-09-15",
    "yesterday": "2026-03-23..2026-03-23",
}

UNBOUNDED = [
    "", " ", "two years", "12 hours", "10-year", "decades", "a decade ago", "31-year-old", "the age of 18",
    "75", "daily", "annual", "every Monday", "the day", "one day", "the next day", "the same day",
    "the previous month", "the next month", "two years later", "the end of the month",
    "in recent years", "the past weeks", "in the coming weeks", "about 2 years ago",
    "more than a year ago", "around 2015", "summer", "morning", "at midnight", "5 p.m.",
    "the fall of Kabul", "July 45", "30 February 2020", "13/13/2019", "July 0", "1 Farvardin 1399",
    "Bahman 22", "the Iranian year 1399", "in 1399", "Ramadan", "10 Muharram 1444", "fiscal year 2019",
    "9/11", "'15", "up to 20 days", "between 7 and 8", "from 2016 to 2008", "in three days", "x" * 1000,
]  # fmt: skip


@pytest.mark.parametrize(("expression", "expected"), FIXED.items())
def test_what_names_its_year_needs_no_reference(expression: str, expected: str) -> None:
    assert bounds(read_time(expression, None)) == expected
    assert bounds(read_time(expression, TUESDAY)) == expected


@pytest.mark.parametrize(("expression", "expected"), PAST.items())
def test_the_rest_is_counted_from_the_reference(expression: str, expected: str) -> None:
    assert bounds(read_time(expression, TUESDAY)) == expected
    assert bounds(read_time(expression, None)) == ".."


@pytest.mark.parametrize(("expression", "expected"), FUTURE.items())
def test_a_future_tense_looks_ahead(expression: str, expected: str) -> None:
    assert bounds(read_time(expression, TUESDAY, tense="future")) == expected


@pytest.mark.parametrize("expression", UNBOUNDED)
def test_what_fixes_no_date_has_no_bounds(expression: str) -> None:
    assert read_time(expression, TUESDAY) == TimeSpan(expression)


def test_two_readings_are_both_held() -> None:
    assert bounds(read_time("last Thursday", FRIDAY)) == "2021-10-21..2021-10-28"
    assert bounds(read_time("last April", FRIDAY)) == "2020-04-01..2021-04-30"
    assert bounds(read_time("next Saturday", FRIDAY)) == "2021-10-30..2021-11-06"


def test_a_weekday_finds_the_year_of_its_date_whatever_the_tense() -> None:
    assert bounds(read_time("Sunday, November 28", FRIDAY)) == "2021-11-28..2021-11-28"
    assert bounds(read_time("Wednesday, November 28", FRIDAY)) == ".."


def test_the_reference_counts_in_utc() -> None:
    evening = datetime(2026, 3, 23, 22, tzinfo=timezone(timedelta(hours=-5)))
    assert bounds(read_time("today", evening)) == "2026-03-24..2026-03-24"
    assert bounds(read_time("today", evening.replace(tzinfo=None))) == "2026-03-23..2026-03-23"


moments = st.datetimes(datetime(1900, 1, 1), datetime(2100, 1, 1))
tenses = st.sampled_from(["past", "future"])
known = [*FIXED, *PAST, *FUTURE, *(e for e in UNBOUNDED if len(e) < 40)]
tables = ("weekdays", "months", "seasons", "units", "numbers", "ordinals", "thirds")
words = [
    "2019", "24", "-", "/", ",", "the", "ago", "last", "next", "past", "and", "to", "between", "1990s", "'s",
    "0000-00-00", "9999-12-31", "99", "half", "of", "5 pm",
    *(word for table in tables for word in WORDS[table]),
    *(word for opening in WORDS["open"].values() for word in opening),
]  # fmt: skip
salads = st.lists(st.sampled_from(words), max_size=9).map(" ".join)


@given(st.one_of(st.text(), st.sampled_from(known), salads), st.none() | moments, tenses)
def test_any_string_is_read_without_error_and_kept_verbatim(
    expression: str, reference: datetime | None, tense: str
) -> None:
    time = read_time(expression, reference, tense=tense)
    assert time.expression == expression
    if time.not_before and time.not_after:
        assert time.not_before <= time.not_after


@given(salads, st.sampled_from([datetime.min, datetime.max]), tenses)
def test_the_ends_of_the_calendar_are_no_error(expression: str, reference: datetime, tense: str) -> None:
    assert read_time(expression, reference, tense=tense).expression == expression


@given(
    st.sampled_from(list(WORDS["weekdays"])),
    st.sampled_from(["", "on ", "last ", "next ", "this ", "since ", "early "]),
    moments,
    st.integers(-500, 500),
    tenses,
)
def test_weekdays_move_with_the_reference(
    weekday: str, before: str, reference: datetime, weeks: int, tense: str
) -> None:
    here = read_time(before + weekday, reference, tense=tense)
    there = read_time(before + weekday, reference + timedelta(weeks=weeks), tense=tense)
    assert here.not_before
    assert there.not_before == here.not_before + timedelta(weeks=weeks)
    assert (there.not_after and there.not_after - there.not_before) == (
        here.not_after and here.not_after - here.not_before
    )


@given(st.sampled_from(sorted(set(WORDS["weekdays"]) - {"weekend"})), moments)
def test_past_and_future_weekdays_lie_around_the_reference(weekday: str, reference: datetime) -> None:
    past = read_time(weekday, reference).not_before
    future = read_time(weekday, reference, tense="future").not_before
    assert past
    assert future
    assert past.date() <= reference.date() <= future.date()
    assert (future - past).days in (0, 7)
    assert past.isoweekday() == WORDS["weekdays"][weekday]


def parsed(text: str, *entities: str) -> Doc:
    """A text and the dates that the pipeline is to have found in it → a document without a model."""
    parts = re.findall(r"\w+(?:[.:/-]\w+)*|\S", text)
    words, spaces, at = [], [], 0
    for part in parts:
        start = text.index(part, at)
        if start > at:
            words.append(text[at:start])
            spaces.append(False)
        end = start + len(part)
        space = text[end : end + 1] == " "
        words.append(part)
        spaces.append(space)
        at = end + space
    doc = Doc(Vocab(), words=words, spaces=spaces)
    assert doc.text == text
    found = []
    for entity in entities:
        start = text.index(entity)
        span = doc.char_span(start, start + len(entity), label="DATE", alignment_mode="expand")
        assert span is not None
        found.append(span)
    doc.set_ents(found)
    return doc


def expressions(text: str, *entities: str) -> list[str]:
    return [span.of(text) for span in time_expressions(parsed(text, *entities))]


@pytest.mark.parametrize(
    ("text", "entities", "expected"),
    [
        ("He led the ministry since 2014.", ["2014"], ["since 2014"]),
        ("They met earlier this week in Doha.", ["this week"], ["earlier this week"]),
        ("He arrived on Sunday afternoon.", ["Sunday"], ["on Sunday afternoon"]),
        ("He left two years ago.", ["two years"], ["two years ago"]),
        ("He retired at the end of 2019, tired.", ["2019"], ["at the end of 2019"]),
        ("The accord of early 2020 held.", ["2020"], ["early 2020"]),
        ("Sales fell over the last eight years.", ["eight years"], ["over the last eight years"]),
        ("Published Sunday, May 19, 2019 in Rome.", ["Sunday, May 19"], ["Sunday, May 19, 2019"]),
        ("He called last week\u2019s vote unfair.", ["last week\u2019s"], ["last week"]),
        ("An aide joined on Thursday\u2019s call.", ["Thursday"], ["Thursday"]),
        ("He came in late March and left by 2020.", ["late March", "2020"], ["in late March", "by 2020"]),
    ],
)
def test_an_entity_takes_the_words_that_belong_to_it(
    text: str, entities: list[str], expected: list[str]
) -> None:
    assert expressions(text, *entities) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The envoys met on Monday and flew home yesterday.", ["on Monday", "yesterday"]),
        ("Talks opened on 24 March 2019 in Doha.", ["on 24 March 2019"]),
        ("Talks ran from March 24 to 26, 2019 in Doha.", ["from March 24 to 26, 2019"]),
        ("It was founded in 1994 and banned until May 2001.", ["in 1994", "until May 2001"]),
        ("The note of 2026-03-24 is public.", ["2026-03-24"]),
        ("Early last week, on Friday morning, he spoke.", ["Early last week", "on Friday morning"]),
        ("Friday, 1 May 2020\n\nOn Tuesday the envoy left.", ["Friday, 1 May 2020", "On Tuesday"]),
        ("They met in May. Kabul fell in the 1990s.", ["in May", "in the 1990s"]),
    ],
)
def test_dates_that_the_pipeline_overlooked_are_found(text: str, expected: list[str]) -> None:
    assert expressions(text) == expected


@pytest.mark.parametrize(
    ("text", "entities"),
    [
        ("He served several years in a prison.", ["several years"]),
        ("The minister, 75, walks daily.", ["75", "daily"]),
        ("A 31-year-old aide may march home.", ["31-year-old"]),
        ("May we ask why Mrs May left Jan in Mar del Plata?", []),
        ("Some 300 of 2,019 men in 2000.5 rooms sat at a table of 1990.5 metres.", ["300"]),
        ("He condemned the September 11 attacks.", ["September 11"]),
    ],
)
def test_what_does_not_say_when_is_left_out(text: str, entities: list[str]) -> None:
    assert expressions(text, *entities) == []


pieces = ["on", "Monday", "5", "May", "2019", "since", "the last", "week", "2 years", "ago", "\n", ",", "'s"]


@given(st.lists(st.sampled_from(pieces)))
def test_expressions_are_disjoint_in_order_and_start_and_end_in_words(parts: list[str]) -> None:
    text = " ".join(["He", *parts, "spoke"])
    spans = time_expressions(parsed(text))
    assert all(left.end < right.start for left, right in pairwise(spans))
    for span in spans:
        found = span.of(text)
        assert found == found.strip(" ,\n")
        assert read_time(found, TUESDAY).expression == found
