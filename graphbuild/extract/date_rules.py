"""A time expression → the first and last day of what it says, by rules that match it whole.

A reading takes three steps. The expression is made plain (lower case, digits for numbers, no
times of day). What is counted from the reference day is written out ("last week" → two ISO
dates, "late last year" → "late 2025"). Then rules, each of which must match the whole of what
is left, take it apart from the outside: connectives ("since"), parts ("early"), ranges
("24-25 March"), calendar dates. So a word that no rule knows leaves the expression without
bounds; nothing is guessed.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import date, timedelta
from functools import lru_cache, partial

from graphbuild.extract.date_fields import (
    Days,
    around,
    days_of,
    month_days,
    occurrence,
    read_fields,
    share_of,
    shift,
)
from graphbuild.extract.date_words import MONTH_NAMES, OPEN, WORDS, pattern_of, plain

_Match = re.Match[str]
_LONGEST = 100  # characters; the longest expression in 150 news articles had 41

# ── counting from the reference day ──────────────────────────────────────────────────────

_NEAR = {"yesterday": -1, "today": 0, "tomorrow": 1}
_STEPS = {"last": -1, "this": 0, "current": 0, "next": 1}


def _written(days: Days) -> str:
    return f"{days[0].isoformat()}/{days[1].isoformat()}"


def _counted(count: str | None, unit: str) -> tuple[str, int]:
    """A count and a unit as they stand in the text → days, weeks, months or years, and how many."""
    number = int(count) if count and count.isdecimal() else 1
    kind, size = WORDS["units"][unit if unit in WORDS["units"] else unit.removesuffix("s")]
    return ("day", -(-number * size // 24)) if kind == "hour" else (kind, number * size)


def _so_far(match: _Match, today: date, future: bool) -> str:
    first, last = around(today, match["unit"])
    return _written((today, last) if match["side"] == "later" else (first, today))


def _near_day(match: _Match, today: date, future: bool) -> str:
    beyond = {"day before": -1, "day after": 1, None: 0}[match["beyond"]]
    return shift(today, "day", _NEAR[match["day"]] + beyond).isoformat()


def _week(match: _Match, today: date, future: bool) -> str:
    monday, sunday = around(shift(today, "week", _STEPS[match["step"]]), "week")
    weekday = WORDS["weekdays"].get(match["before"] or match["after"])
    return shift(monday, "day", weekday - 1).isoformat() if weekday else _written((monday, sunday))


def _month_or_year(match: _Match, today: date, future: bool) -> str:
    kind, size = _counted(None, match["unit"])
    day = shift(today, kind, size * _STEPS[match["step"]])
    if match["unit"] == "quarter":
        return f"{(day.month + 2) // 3}th quarter {day.year}"
    return f"{MONTH_NAMES[day.month]} {day.year}" if kind == "month" else str(day.year)


def _stretch(match: _Match, today: date, future: bool) -> str:
    """ "the last seven years": from the start of the year seven years ago to today, and so on."""
    if not match["count"] and (match["side"] in ("last", "next") or match["unit"].endswith("s")):
        return match[0]  # "the past weeks" does not say how many
    kind, steps = _counted(match["count"], match["unit"])
    if match["side"] in ("last", "past"):
        return _written((around(shift(today, kind, -steps), kind)[0], today))
    return _written((today, around(shift(today, kind, steps), kind)[1]))


def _lasting(match: _Match, today: date, future: bool) -> str:
    """ "for a third day": the day before yesterday, yesterday and today."""
    kind, steps = _counted(match["count"], match["unit"])
    return _written((around(shift(today, kind, 1 - steps), kind)[0], today))


def _ago(match: _Match, today: date, future: bool) -> str:
    """ "two weeks ago": the week (day, month, year) that is so far from today's."""
    if match["unit"].startswith("decade"):
        return match[0]  # too round to mean one year
    kind, steps = _counted(match["count"], match["unit"])
    first, last = around(shift(today, kind, -steps), kind)
    return _written((first, today if match["unit"].startswith("hour") else last))


def _ahead(match: _Match, today: date, future: bool) -> str:
    """ "in two weeks", of the future; of the past it says how long something took."""
    if not future:
        return match[0]
    kind, steps = _counted(match["count"], match["unit"])
    return _written(around(shift(today, kind, steps), kind))


def _pointed(match: _Match, today: date, future: bool) -> str:
    """ "last Thursday", "this summer", "next Wednesday, July 31"."""
    fields = read_fields(match["date"])
    days = fields and occurrence(fields, today, future, match["step"])
    return _written(days) if days else match[0]


_RELATIVE = [
    (pattern_of(pattern), write)
    for pattern, write in (
        (r"\b(?P<side>earlier|later|so far) (?:(?:in )?this|in) (?P<unit>week|month|year)s?\b", _so_far),
        (r"\b(?:(?P<beyond>day before|day after) )?(?P<day>yesterday|today|tomorrow)\b", _near_day),
        (r"\b(?:(?P<before>WEEKDAY)(?: of)? )?(?P<step>last|this|current|next) week\b"
         r"(?:(?: on)? (?P<after>WEEKDAY)\b)?", _week),
        (r"\b(?P<step>last|this|current|next) (?P<unit>month|quarter|year)\b", _month_or_year),
        (r"\b(?P<side>last|past|next|coming) (?:(?P<count>COUNT) )?(?P<unit>UNIT)\b(?! of\b)", _stretch),
        (r"\bfor (?:a )?(?P<count>[0-9]{1,2})th (?:ROW )?(?P<unit>day|week|month|year)\b", _lasting),
        (r"\b(?P<count>COUNT) (?P<unit>UNIT) ago\b", _ago),
        (r"\bin (?P<count>COUNT) (?P<unit>UNIT)\b", _ahead),
        (r"\b(?P<step>last|past|this|next|coming) (?P<date>(?:WEEKDAY )?MONTH [0-9]{1,2}(?:st|nd|rd|th)?"
         r"|(?:WEEKDAY )?[0-9]{1,2}(?:st|nd|rd|th)? MONTH|WEEKDAY|MONTH|SEASON)(?! [0-9])\b", _pointed),
    )
]  # fmt: skip


# ── rules that match the whole ───────────────────────────────────────────────────────────


def _iso(match: _Match, today: date | None, future: bool) -> Days | None:
    return date.fromisoformat(match["first"]), date.fromisoformat(match["last"] or match["first"])


def _numeric(match: _Match, today: date | None, future: bool) -> Days | None:
    """ "24/03/2026": day first or month first, or the span of both readings."""
    readings = []
    for day, month in (("one", "two"), ("two", "one")):
        with suppress(ValueError):
            readings.append(date(int(match["year"]), int(match[month]), int(match[day])))
        if match["mark"] == ".":  # day first, wherever dots are written
            break
    return (min(readings), max(readings)) if readings else None


def _years(match: _Match, today: date | None, future: bool) -> Days | None:
    """ "2016-17": two years; "2016-07": a month."""
    year, short = int(match["year"]), int(match["short"])
    if short > year % 100:
        return date(year, 1, 1), date(year - year % 100 + short, 12, 31)
    return month_days(year, short)


def _decade(match: _Match, today: date | None, future: bool) -> Days | None:
    """ "1990s", "'90s", "nineties"; "1800s" are a century."""
    if match["word"]:
        first = int(WORDS["decades"][match["word"]])
    else:
        first = int(match["year"]) * 10 if match["year"] else 1900 + int(match["short"]) * 10
    return date(first, 1, 1), date(first + (99 if first % 100 == 0 and first < 2000 else 9), 12, 31)


def _century(match: _Match, today: date | None, future: bool) -> Days | None:
    last = int(match["number"]) * 100
    return date(last - 99, 1, 1), date(last, 12, 31)


def _third(match: _Match, today: date | None, future: bool) -> Days | None:
    whole = _single(match["rest"], today, future)
    return whole and share_of(whole, WORDS["thirds"][match["third"]], 3)


def _fraction(match: _Match, today: date | None, future: bool) -> Days | None:
    """ "the first half of 2018", "the third quarter of 2025"."""
    whole = _single(match["rest"], today, future)
    shares = {"half": 2, "third": 3, "quarter": 4}[match["share"]]
    number = int(match["number"]) if match["number"] else shares
    return share_of(whole, number - 1, shares) if whole and 1 <= number <= shares else None


def _quarter(match: _Match, today: date | None, future: bool) -> Days | None:
    """ "the third quarter": the nearest one that has begun, or that has not ended."""
    if today is None:
        return None
    years = [around(shift(today, "year", steps), "year") for steps in (-1, 0, 1)]
    quarters = [share_of(year, int(match["number"]) - 1, 4) for year in years]
    if future:
        return next(days for days in quarters if days[1] >= today)
    return [days for days in quarters if days[0] <= today][-1]


def _edge(match: _Match, today: date | None, future: bool) -> Days | None:
    """ "the first six months of 2002", "the last two weeks of May"."""
    whole = _single(match["rest"], today, future)
    if not whole:
        return None
    kind, steps = _counted(match["count"], match["unit"])
    if match["side"] == "last":
        edge = shift(whole[1] + timedelta(days=1), kind, -steps), whole[1]
    else:
        edge = whole[0], shift(whole[0], kind, steps) - timedelta(days=1)
    return edge if whole[0] <= edge[0] <= edge[1] <= whole[1] else None


_Read = Callable[[_Match, date | None, bool], Days | None]
_RULES: list[tuple[re.Pattern[str], _Read]] = [
    (pattern_of(pattern), read)
    for pattern, read in (
        (r"(?P<first>ISO)(?:/(?P<last>ISO))?", _iso),
        (r"(?P<one>[0-9]{1,2})(?P<mark>[/.-])(?P<two>[0-9]{1,2})(?P=mark)(?P<year>YEAR)", _numeric),
        (r"(?P<year>YEAR)[-/](?P<short>[0-9]{2})", _years),
        (r"(?P<year>1[5-9][0-9]|20[0-9])0s|'(?P<short>[3-9])0s|(?P<word>DECADE)", _decade),
        (r"(?P<number>[0-9]{1,2})(?:st|nd|rd|th) century", _century),
        (r"(?P<third>THIRD) (?P<rest>.+)", _third),
        (r"(?:(?P<number>[0-9])(?:st|nd|rd|th)|last) (?P<share>half|third|quarter) (?P<rest>.+)", _fraction),
        (r"(?P<number>[1-4])(?:st|nd|rd|th) quarter", _quarter),
        (r"(?P<side>1th|1st|last) (?P<count>COUNT) (?P<unit>UNIT) of (?P<rest>.+)", _edge),
    )
]
_BETWEEN = re.compile(r" ?- ?| (?:to|and|or|until|till|through|up to|/) ")
_OPENED = pattern_of(r"(?P<word>OPEN) (?P<rest>.+)")
_IDLE_BEFORE = pattern_of("^(?:IDLE )+")
_FROM = re.compile("^(?:from|between) ")


def _single(text: str, today: date | None, future: bool) -> Days | None:
    text = _IDLE_BEFORE.sub("", text, count=1)
    for pattern, read in _RULES:
        if (match := pattern.fullmatch(text)) and (days := read(match, today, future)):
            return days
    fields = read_fields(text)
    return days_of(fields, today, future) if fields else None


def _period(text: str, today: date | None, future: bool) -> Days | None:
    if days := _single(text, today, future):
        return days
    text = _FROM.sub("", _IDLE_BEFORE.sub("", text, count=1), count=1)
    for sign in _BETWEEN.finditer(text):
        if days := _range(text[: sign.start()], text[sign.end() :], today, future):
            return days if days[0] <= days[1] else None
    return None


def _range(left: str, right: str, today: date | None, future: bool) -> Days | None:
    """Two ends, each of which may leave out what the other says: "24-25 March", "Dec. 28 to Jan. 3, 2019"."""
    start, end = read_fields(left), read_fields(right)
    if not (start and end):
        first, last = _single(left, today, future), _single(right, today, future)
        return (first[0], last[1]) if first and last else None
    if start.month is None and start.day is not None:
        start = replace(start, month=end.month)
    elif end.month is None and end.day is not None:
        end = replace(end, month=start.month)
    if start.year is not None or (end.year is None and (future or start.day is not None)):
        first = days_of(start, today, future)  # days may have begun and go on
        last = first and days_of(end, first[0], True)
    else:
        last = days_of(end, today, future)
        first = last and days_of(start, last[0], False)
    return (first[0], last[1]) if first and last else None


@lru_cache(maxsize=8192)
def bounds(expression: str, today: date | None, future: bool) -> tuple[date | None, date | None]:
    """An expression → the first and the last day of what it says, each None where it is open."""
    if len(expression) > _LONGEST:
        return None, None
    text = plain(expression)
    try:
        if today is not None:
            for pattern, write in _RELATIVE:
                text = pattern.sub(partial(write, today=today, future=future), text)
        if days := _period(text, today, future):
            return days
        opened = _OPENED.fullmatch(text)
        days = opened and _period(opened["rest"], today, future)
        if not (opened and days):
            return None, None
        way = OPEN[opened["word"]]
        if way in ("since", "after"):
            return (days[0] if way == "since" else days[1] + timedelta(days=1)), None
        return None, (days[1] if way == "until" else days[0] - timedelta(days=1))
    except (ValueError, OverflowError):  # 30 February, the year 0
        return None, None
