"""The top of an article and the states that it names → where it is written from, and what it is about."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import takewhile

from spacy.tokens import Doc, Token

from graphbuild.extract.drafts import Drafts
from graphbuild.extract.name import Name
from graphbuild.knowledge import Knowledge
from graphbuild.model import Kind

_DASHES = frozenset("-–—")
_SENTENCES = 40  # tokens from the start in which a dateline may begin inside a line
_TOP = 250  # tokens in which a line may be a dateline or a byline
_LONGEST = 16  # tokens from the place of a dateline to its dash, and of a byline
_PLACE = 3  # words of a place's name
_NEARLY = 0.6  # of the mentions of the state named most
_LEAD = 100  # tokens in which an article says where it takes place


def state_written_about(names: Sequence[Name], drafts: Drafts) -> str:
    """The state that an article is about: named at its start, and more often than all others together."""
    named = [(n.start, n.known.label) for n in names if n.known and n.known.kind is Kind.STATE]
    counts = Counter(label for _, label in named)
    counts.update(d.figure.state for d in drafts.all if d.figure and d.figure.office == "ruler")
    lead = {label for start, label in named if start < _LEAD}
    if not lead:
        return ""
    first, times = max(((label, counts[label]) for label in lead), key=lambda c: (c[1], c[0]))
    return first if times >= 2 and times > counts.total() - times else ""


def state_acting(doc: Doc, names: Sequence[Name]) -> str:
    """The state whose act an article reports: the first that it names, as a subject, and often named."""
    named = [(n.head(doc), n.known.label) for n in names if n.known and n.known.kind is Kind.STATE]
    if not named:
        return ""
    counts = Counter(label for _, label in named)
    first, state = named[0]
    acts = first.i < _LEAD and any(
        label == state and token.i < _LEAD and token.dep_ in ("nsubj", "nsubjpass")
        for token, label in named[:3]
    )
    return state if acts and counts[state] >= max(3, _NEARLY * max(counts.values())) else ""


def state_written_from(doc: Doc, knowledge: Knowledge) -> str:
    """The state of the dateline, the byline: "TEHRAN –", "Osh, Kyrgyzstan –", "By X, Abuja"."""
    lines = tuple(_lines(doc))
    for read in (_of_dateline, _of_byline):
        for line in lines:
            found = read(line, knowledge)
            if found:
                return found
    return ""


def _lines(doc: Doc) -> Iterator[list[Token]]:
    """The lines at the top of an article, and what begins a sentence inside one."""
    line: list[Token] = []
    for token in doc[:_TOP]:
        new_sentence = token.is_sent_start and token.i <= _SENTENCES
        if (token.is_space and "\n" in token.text) or (line and new_sentence and line[-1].is_punct):
            if line:
                yield line
            line = []
        if not token.is_space:
            line.append(token)
    if line:
        yield line


def _of_dateline(line: Sequence[Token], knowledge: Knowledge) -> str:
    """The state of the place that begins a line, if a dash or a colon parts it from what follows."""
    state, end = _capital_at(line, 0, knowledge)
    if state and line[end - 1].text[-1] in _DASHES:
        return state  # "QUITO.- The", "TEHRAN- Iran"
    parted = next((n for n, token in enumerate(line[:_LONGEST]) if n and _parts(token)), 0)
    if not parted or any(t.pos_ in ("VERB", "AUX") and t.is_lower for t in line[:parted]):
        return ""
    comma = next((n for n, token in enumerate(line[:_PLACE]) if token.text == ","), 0)
    if comma and comma + 1 < parted:
        named, behind = _state_at(line, comma + 1, knowledge)
        if named and (behind == parted or line[behind].is_punct):
            return named  # "COLCHA K, Bolivia, Nov. 17 —"
        if line[comma + 1].ent_type_ in ("GPE", "LOC"):
            return ""  # "LONDON, Ontario —"
    if line[parted].text == ":":
        return state if end == parted and line[0].is_upper else ""
    stops = end <= parted and (end == parted or line[end].is_punct or line[end].ent_type_ == "DATE")
    return state if stops else ""  # no "LUANDA FOR POL - X"


def _parts(token: Token) -> bool:
    return token.text[0] in _DASHES or token.text == ":"


def _of_byline(line: Sequence[Token], knowledge: Knowledge) -> str:
    """The state of the capital that ends a byline or stands before a date: "By X, Abuja", "X | New Delhi"."""
    if len(line) > _LONGEST or any(t.pos_ in ("VERB", "AUX") and t.is_lower for t in line):
        return ""
    signed = line[0].lower_ == "by" or any(t.text == "|" for t in line)
    for n in range(len(line)):
        if n and line[n - 1].text not in (",", "|") and line[n - 1].lower_ != "in":
            continue
        state, end = _capital_at(line, n, knowledge)
        rest = line[end:]
        dated = len(rest) > 1 and rest[0].text == "," and all(_is_of_date(t) for t in rest)
        if state and (dated or (signed and n and (not rest or rest[0].text == ";"))):
            return state
    return ""


def _is_of_date(token: Token) -> bool:
    return token.ent_type_ == "DATE" or token.like_num or token.is_punct


def _capital_at(line: Sequence[Token], start: int, knowledge: Knowledge) -> tuple[str, int]:
    """The state whose capital's name begins at a word of a line, and the word behind that name."""
    for end in range(min(start + _PLACE, len(line)), start, -1):
        text = " ".join(t.text for t in line[start:end]).rstrip(".-–—")
        named = knowledge.capitals.get(text.title() if text.isupper() else text)
        if named:
            return named, end
    return "", start


def _state_at(line: Sequence[Token], start: int, knowledge: Knowledge) -> tuple[str, int]:
    """The state whose name begins at a word of a line, and the word behind that name."""
    for end in range(min(start + _PLACE, len(line)), start, -1):
        for known in knowledge.names.get(" ".join(t.text for t in line[start:end]), ()):
            if known.kind is Kind.STATE and known.sense == "name":
                return known.label, end
    return "", start


def place_written_from(doc: Doc, names: Sequence[Name], drafts: Drafts) -> int | None:
    """The place of the dateline, in an article that speaks of it as "here"."""
    if not any(t.lower_ == "here" for t in doc):
        return None
    for name in names:
        colon = name.kind in (Kind.PLACE, Kind.STATE) and doc[name.end : name.end + 1].text == ":"
        if name.start > _TOP:
            break
        first = doc[name.start].is_sent_start if name.start <= _SENTENCES else _begins_line(doc, name.start)
        if name.text.isupper() and first and (colon or _is_dateline(doc, name.end)):
            return drafts.new(Kind.PLACE, name.text.title())
    return None


def _begins_line(doc: Doc, i: int) -> bool:
    return i > 0 and "\n" in doc[i - 1].text


def _is_dateline(doc: Doc, i: int) -> bool:
    """Whether what follows a place, from token `i`, is a dash and no clause."""
    # "LOG IN | SUBSCRIBE — $1" is a menu
    after = list(takewhile(lambda t: t.text != "|", doc[i : i + 8]))
    dash = any(t.text[0] in _DASHES or ("-" in t.text and not t.is_alpha) for t in after)
    return dash and not any(t.pos_ in ("VERB", "AUX") for t in after[:3])
