"""What a page or its text says about its date → a moment in UTC, or None. Never a file's own date."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from graphbuild.model import utc

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?P<{0}>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_DATE = (
    r"(?:(?P<y1>\d{4})[-/.](?P<m1>\d{1,2})[-/.](?P<d1>\d{1,2})(?!\d)"
    rf"|{_MONTH.format('m2')} (?P<d2>\d{{1,2}})(?:st|nd|rd|th)?,? ?(?P<y2>\d{{4}})"
    rf"|(?P<d3>\d{{1,2}})(?:st|nd|rd|th)?(?: of)?[ -]{_MONTH.format('m3')},?[ -](?P<y3>\d{{4}})"
    r"|(?P<a4>\d{1,2})[./-](?P<b4>\d{1,2})[./-](?P<y4>\d{4}))(?!\d)"
)
_WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,? )?"
_TIME = (
    r"(?:T?\d{1,2}[:.]\d{2}(?:[:.]\d{2}(?:\.\d+)?)?(?: ?[ap]\.?m\.?)?"
    r"(?: ?(?:Z|[A-Z]{2,5}|[+-]\d{2}:?\d{2}))?)"
)
_LABEL = (
    r"(?:(?:last |first )?(?:published|updated|posted|created|modified|issued|date[ds]?|release date)"
    r"(?: on| at| in [\w' ]{2,40},)?[:,]? ?)?"
)
_ANYWHERE = re.compile(_DATE, re.IGNORECASE)
_ALONE = re.compile(
    rf"\W*{_LABEL}{_WEEKDAY}(?:{_TIME}[,|·\s\u2013-]+)?{_DATE}(?:[\s,|·\u2013-]*(?:at )?{_TIME})?\W*",
    re.IGNORECASE,
)
# "KABUL, Aug. 15, 2021 (AP) —", "MOSCOW, March 3, 2014. /TASS/", "Doha, 12 March 2020 - "
_DATELINE = re.compile(
    rf"[A-Z][\w.,'\u2019/ -]{{1,60}}?[,(/ ]+(?i:{_DATE})\)?[.,]?\s?"
    r"(?:[(/][\w ./]{2,30}[)/])?\.?\s?[\u2013—:/-]"
)
# "By Ana Paz | April 8, 2024", "Oslo, 14 March 2023"; "Tuesday 28 January 2025. Live coverage by"
_LAST_IN_LINE = re.compile(rf"[|,·•\u2013\u2014]\s*{_WEEKDAY}{_DATE}\s*$", re.IGNORECASE)
_FIRST_IN_LINE = re.compile(rf"{_WEEKDAY}{_DATE}\s*[.|]\s", re.IGNORECASE)
_CABLE = re.compile(r"\b(?P<day>\d{2})\d{4}Z (?P<month>[A-Z]{3}) (?P<year>\d{2})\b")  # "R 191334Z JUN 08"
# The dailies that give the date behind the day mean the days around the article's own.
_GLOSSED = re.compile(rf"day \((?i:{_DATE})\)")
_POST = re.compile(rf"\(@\w{{1,30}}\),? (?i:{_DATE})\W*$")
_DATELINE_REACH = 90
_UNDER_TITLE, _BYLINE = 8, 130  # lines, characters
_TOP, _BOTTOM = 12, 5  # lines in which a date of its own is the article's, not a section's


def parse_date(text: str) -> datetime | None:
    """A date as a page or a record gives it → that moment in UTC; with no time, midnight.

    Reads ISO 8601, e-mail dates and dates with a month's name. One that names no full date, or
    that can be read in two ways ("03/04/2022"), gives None.
    """
    text = " ".join(text.split())
    for read in (datetime.fromisoformat, parsedate_to_datetime):
        try:
            return utc(read(text))
        except (ValueError, OverflowError, TypeError, IndexError):
            continue
    found = _ANYWHERE.search(text[:200])
    return _moment(found) if found else None


def find_date(text: str) -> datetime | None:
    """A normalised text → the date it states of itself, at midnight UTC, or None.

    Looks for a line that is a date, near the top or the bottom; a dateline with a year; a line
    under the title that begins or ends with a date; the latest day or post quoted with its date,
    before which the article was not written.
    """
    lines = [line for line in text.split("\n") if line.strip()]
    for line in (*lines[:_TOP], *lines[_TOP:][-_BOTTOM:]):
        if is_date_line(line) and (found := _ANYWHERE.search(line)) and (moment := _moment(found)):
            return moment
    for line in lines[:3]:
        dateline = _DATELINE.match(line[:_DATELINE_REACH])
        if dateline and (moment := _moment(dateline)):
            return moment
    for line in lines[1:_UNDER_TITLE]:
        dated = len(line) <= _BYLINE and (_LAST_IN_LINE.search(line) or _FIRST_IN_LINE.match(line))
        if dated and (moment := _moment(dated)):
            return moment
    for line in lines[:_TOP]:
        if (cable := _CABLE.search(line[:_BYLINE])) and (moment := _moment_of_cable(cable)):
            return moment
    return max((*_posts(lines), *_glossed(lines)), default=None)


def is_date_line(line: str) -> bool:
    """Whether a line holds a date and nothing else but a weekday, a time or "Published"."""
    return len(line) <= _DATELINE_REACH and _ALONE.fullmatch(line) is not None


def _posts(lines: list[str]) -> Iterator[datetime]:
    for line in lines:
        post = _POST.search(line[-200:])
        if post and (moment := _moment(post)):
            yield moment


def _glossed(lines: list[str]) -> Iterator[datetime]:
    for line in lines:
        yield from filter(None, map(_moment, _GLOSSED.finditer(line)))


def _moment_of_cable(match: re.Match[str]) -> datetime | None:
    year = int(match["year"])  # of two digits 69 to 99 are of the last century
    try:
        month = _MONTHS.index(match["month"].lower()) + 1
        return datetime(year + (1900 if year > 68 else 2000), month, int(match["day"]), tzinfo=UTC)
    except ValueError:
        return None


def _moment(match: re.Match[str]) -> datetime | None:
    part = match.groupdict()
    if part["y1"]:
        year, month, day = int(part["y1"]), int(part["m1"]), int(part["d1"])
    elif part["y4"]:
        first, second, year = int(part["a4"]), int(part["b4"]), int(part["y4"])
        if first <= 12 and second <= 12 and first != second:
            return None
        month, day = (first, second) if first <= 12 else (second, first)
    else:
        which = "2" if part["y2"] else "3"
        name, day, year = part[f"m{which}"], int(part[f"d{which}"]), int(part[f"y{which}"])
        month = _MONTHS.index(name[:3].lower()) + 1
    try:
        return datetime(year, month, day, tzinfo=UTC)
    except ValueError:
        return None
