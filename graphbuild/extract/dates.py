"""Time expressions: where a text says when, and the bounds of what it says."""

from __future__ import annotations

import re
from datetime import UTC, datetime, time

from spacy.tokens import Doc

from graphbuild.extract.date_rules import bounds
from graphbuild.extract.date_words import pattern_of
from graphbuild.model import Span, TimeSpan, utc


def read_time(expression: str, reference: datetime | None, *, tense: str = "past") -> TimeSpan:
    """The words of a time expression → the bounds of what they say, in UTC, by whole days.

    `reference` is when the text was written; without it only what names its own year has
    bounds. `tense` is "past" or "future": which Thursday "on Thursday" is (the reference day
    itself in both, when it is one). Where words have two readings ("last Thursday" said on a
    Friday, "5/6/2025") the bounds hold both. Durations, ages, other calendars than the
    Gregorian and times counted from another event ("the next day") have no bounds. Where the
    weekday and the numbers of a dated year disagree, the numbers count. Never raises.
    """
    today = None if reference is None else utc(reference).date()
    first, last = bounds(expression, today, tense == "future")
    return TimeSpan(
        expression,
        datetime.combine(first, time.min, UTC) if first else None,
        datetime.combine(last, time(23, 59, 59), UTC) if last else None,
    )


def time_expressions(doc: Doc) -> tuple[Span, ...]:
    """A parsed document → the characters of every expression that says when, in text order.

    They are the pipeline's DATE and TIME entities and the dates that it overlooked, each with
    the words that belong to it ("since", "earlier this", "morning"). Durations, ages and
    frequencies ("two years", "75", "daily") do not say when, and a date that names an event
    ("the September 11 attacks") says when another thing was: these are left out.
    """
    text = doc.text
    seeds = [(m.start(), m.end()) for m in _WRITTEN.finditer(text)]
    seeds += [(e.start_char, e.end_char) for e in doc.ents if e.label_ in ("DATE", "TIME")]
    found: list[tuple[int, int]] = []
    for start, end in sorted(_widen(text, start, end) for start, end in seeds):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], end))
        else:
            found.append((start, end))
    return tuple(
        Span(start, end)
        for start, end in found
        if start < end and _SAYS_WHEN.search(text, start, end) and not _names_event(text, start, end)
    )


# Each alternative is guarded by its first letters: almost every word of an article fails there.
_DATE = (
    r"(?:(?:DAYNAME,?GAP)?(?:MONTHNAMEGAP[0-9]{1,2}(?:st|nd|rd|th)?(?![0-9:%]|,[0-9])"
    r"|[0-9]{1,2}(?:st|nd|rd|th)?GAP(?:ofGAP)?MONTHNAME)(?:,?GAPYEAR\b)?"
    r"|MONTHNAME,?GAP(?:ofGAP)?YEAR\b|DAYNAME\b)"
)
_LINK = r"(?:GAP(?:to|and|until|through)GAP|GAP?[-\u2013\u2014]GAP?)"
_WRITTEN = pattern_of(
    rf"\b(?:(?=[ADFJMNOSTW0-9])(?:{_DATE}(?:{_LINK}(?:{_DATE}|[0-9]{{1,2}}\b(?:,?GAPYEAR\b)?))?"
    r"|(?=[0-9])(?:ISO|[0-9]{1,2}/[0-9]{1,2}/YEAR|(?:1[5-9]|20)[0-9]0s)\b)"
    rf"|(?=[BFISUbfisu])(?:[Ii]n|[Ss]ince|[Uu]ntil|[Ff]rom|[Bb]etween)GAP"
    rf"(?:YEAR\b(?![.,]?[0-9]|[%'\u2019]|-[a-z])(?:{_LINK}YEAR\b)?|FULLMONTH(?![\w'\u2019]|,?GAP[0-9]))"
    r"|(?=[Ff]or)[Ff]orGAP(?:a|the)GAPORDINALGAP(?:ROWGAP)?(?:day|week|month|year)\b"
    r"|(?=[ty])(?:yesterday|today|tonight|tomorrow)\b|(?<![A-Za-z] )(?:Yesterday|Today|Tonight|Tomorrow)\b"
    r"|(?=[ELMNPTelmnpt])(?:(?:[Ll]ast|[Tt]his|[Nn]ext|[Pp]ast)GAP(?:week|weekend|month|year|HOURS|SEASON|FULLMONTH)"
    r"|(?:[Ee]arly|[Mm]id|[Ll]ate)(?:GAP|-)FULLMONTH)(?![\w'\u2019]|,?GAP[0-9]))"
)
_BEFORE = pattern_of(
    r"(?:\b(?:IDLE|OPEN|THIRD|HOURS of|hours of|(?:NUMBER|last) (?:half|quarter) of|so far|the|this|last|next"
    r"|past|coming|recent|previous)(?:GAP|-))+$",
    re.IGNORECASE,
)
_AFTER = pattern_of(r"(?:GAP(?:HOURS|ago|onwards?|(?:last|this|next)GAP(?:week|month|year)|(?i:ZONE))\b)+")
_RIM = re.compile(r"[\s,;:(\[]*(?P<inside>.*?)(?:['\u2019]s)?[\s,;:(\[]*", re.DOTALL)
_IDLE_START = re.compile(r"(?:(?:of|just|only)\s+)+", re.IGNORECASE)
_SAYS_WHEN = pattern_of(
    r"\b(?:DAYNAME|MONTHNAME|YEARs?\b(?!-[a-z])|[0-9]{1,3}0s\b|(?i:DECADE|SEASON|HOURS|THIRD|yesterday|today|tonight|tomorrow"
    r"|ago|earlier|later|last|past|next|coming|previous|following|preceding|recent|same|current|century"
    r"|for(?:GAP[\w-]+){2,3}GAP(?:day|week|month|year)|(?:this|that|these|those) (?:UNIT|weekend)"
    r"|midnight|noon|weekend)\b(?!-))"
)
_BARE_DAY = pattern_of(r".*\b(?:MONTHNAMEGAP[0-9]{1,2}|[0-9]{1,2}GAPMONTHNAME)(?:st|nd|rd|th)?", re.DOTALL)
_EVENT = pattern_of(r"GAPEVENT\b")
_REACH = 40  # characters before an entity in which the words that belong to it are looked for


def _widen(text: str, start: int, end: int) -> tuple[int, int]:
    """A span → the same without what is not time at its ends, with the time words around it."""
    if inside := _RIM.fullmatch(text, start, end):
        start, end = inside.span("inside")
    if start == end:
        return start, end
    if text[end : end + 2] not in ("'s", "\u2019s"):  # "on" belongs to the talks of "on Thursday's talks"
        if before := _BEFORE.search(text, max(0, start - _REACH), start):
            start = before.start()
        if after := _AFTER.match(text, end):
            end = after.end()
        if idle := _IDLE_START.match(text, start, end):
            start = idle.end()
    return start, end


def _names_event(text: str, start: int, end: int) -> bool:
    return bool(_EVENT.match(text, end) and _BARE_DAY.fullmatch(text, start, end))
