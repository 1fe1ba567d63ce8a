"""Calendar dates as they are written ("Sunday 18 September") and the days that they name."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from datetime import date, timedelta

from graphbuild.extract.date_words import WORDS, pattern_of

Days = tuple[date, date]  # first and last, both included


def shift(day: date, unit: str, steps: int) -> date:
    """A day → the day so many days, weeks, months or years later, or the last of that month."""
    if unit in ("day", "week"):
        return day + timedelta(days=steps * (7 if unit == "week" else 1))
    months = day.year * 12 + day.month - 1 + steps * (12 if unit == "year" else 1)
    first = date(months // 12, months % 12 + 1, 1)
    return min(first + timedelta(days=day.day - 1), month_days(first.year, first.month)[1])


def month_days(year: int, month: int) -> Days:
    """A month → its days. Raises ValueError where there is no such month."""
    following = date(year + month // 12, month % 12 + 1, 1)
    return date(year, month, 1), following - timedelta(days=1)


def around(day: date, unit: str) -> Days:
    """The day, week (from Monday), month or year that a day is in."""
    if unit == "week":
        monday = day - timedelta(days=day.weekday())
        return monday, monday + timedelta(days=6)
    if unit == "month":
        return month_days(day.year, day.month)
    return (date(day.year, 1, 1), date(day.year, 12, 31)) if unit == "year" else (day, day)


def share_of(whole: Days, index: int, shares: int) -> Days:
    """One of so many equal parts, widened to whole days, months (from a quarter up) or years (decades)."""
    first, last = whole
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    if first.day > 1 or (last + timedelta(days=1)).day > 1 or months < 3:
        unit, length = "day", (last - first).days + 1
    else:
        unit, length = ("month", months) if months < 120 else ("year", months // 12)
    begin, end = length * index // shares, -(-length * (index + 1) // shares)
    return shift(first, unit, begin), shift(first, unit, end) - timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Fields:
    """What a calendar date names; weekday 1 is Monday, 0 the weekend."""

    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    season: str | None = None


_DATE = [
    pattern_of(pattern)
    for pattern in (
        r"(?:(?P<weekday>WEEKDAY) )?(?P<month>MONTH) (?P<day>[0-9]{1,2})(?:st|nd|rd|th)?"
        r"(?: (?:of )?(?P<year>YEAR))?",
        r"(?:(?P<weekday>WEEKDAY) )?(?P<day>[0-9]{1,2})(?:st|nd|rd|th)?(?: of)? (?P<month>MONTH)"
        r"(?: (?:of )?(?P<year>YEAR))?",
        r"(?P<month>MONTH)(?: (?:of |in )?(?P<year>YEAR))?",
        r"(?P<season>SEASON)(?: (?:of |in )?(?P<year>YEAR))?",
        r"(?P<weekday>WEEKDAY)",
        r"(?P<year>YEAR)",
        r"(?P<day>[0-9]{1,2})(?:st|nd|rd|th)?(?: (?P<year>YEAR))?",
    )
]


def read_fields(text: str) -> Fields | None:
    """A calendar date in plain words → what it names, or None if it is not one."""
    for pattern in _DATE:
        if match := pattern.fullmatch(text):
            named = match.groupdict()
            return Fields(
                year=int(named["year"]) if named.get("year") else None,
                month=WORDS["months"].get(named.get("month")),
                day=int(named["day"]) if named.get("day") else None,
                weekday=WORDS["weekdays"].get(named.get("weekday")),
                season=named.get("season"),
            )
    return None


def _in_year(fields: Fields, year: int) -> Days:
    """The days that a date names in one year. Raises ValueError where that year has none."""
    if fields.season:
        month, day, last_month, last_day = WORDS["seasons"][fields.season]
        return date(year, month, day), date(year + (last_month < month), last_month, last_day)
    if fields.month is None:
        return around(date(year, 1, 1), "year")
    if fields.day is None:
        return month_days(year, fields.month)
    return date(year, fields.month, fields.day), date(year, fields.month, fields.day)


def _occurrences(fields: Fields, today: date) -> list[Days]:
    """When a date that names no year falls: in the weeks or years around a day, in order."""
    if fields.month is None and fields.weekday is not None:
        monday = around(today, "week")[0]
        first, last = (fields.weekday - 1, fields.weekday - 1) if fields.weekday else (5, 6)
        return [
            (shift(monday, "day", first + days), shift(monday, "day", last + days))
            for days in (-14, -7, 0, 7, 14)
        ]
    found = []
    for year in range(today.year - 8, today.year + 9):  # 29 February comes round within 8 years
        with suppress(ValueError):
            found.append(_in_year(fields, year))
    return [days for days in found if fields.weekday is None or days[0].isoweekday() == fields.weekday]


def occurrence(fields: Fields, today: date, future: bool, step: str = "") -> Days | None:
    """The nearest day, month or season of that name, in the direction of the tense or of `step`.

    A weekday with a day and month is looked for a year either way, since it fits few years.
    """
    if fields.month is None and fields.weekday is None and (fields.season is None or not step):
        return None  # "summer" alone may be any
    found = _occurrences(fields, today)
    if fields.day is not None and fields.weekday is not None:
        near = min(found, key=lambda days: abs(days[0] - today), default=None)
        return near if near and abs(near[0] - today) <= timedelta(days=366) else None
    if step in ("last", "past"):
        found = [days for days in found if days[1] < today][::-1]
    elif step in ("next", "coming"):
        found = [days for days in found if days[0] > today]
    elif future:
        found = [days for days in found if days[1] >= today]
    else:
        found = [days for days in found if days[0] <= today][::-1]
    if step not in ("last", "next") or fields.day is not None:
        return found[0] if found else None
    nearer, further = found[:2]
    frame = "week" if fields.weekday is not None else "year"
    if around(nearer[0], frame) != around(today, frame):
        return nearer
    return min(nearer[0], further[0]), max(nearer[1], further[1])


def days_of(fields: Fields, today: date | None, future: bool) -> Days | None:
    """What a date names → its days; without a year the nearest, if there is a reference day.

    "Winter 2019" has two readings and holds both. Raises ValueError where there is no such day.
    """
    if (fields.day is not None and fields.month is None) or (fields.day is not None and fields.weekday == 0):
        return None
    if fields.year is not None:
        first, last = _in_year(fields, fields.year)
        return (_in_year(fields, fields.year - 1)[0] if last.year > first.year else first), last
    return None if today is None else occurrence(fields, today, future)
