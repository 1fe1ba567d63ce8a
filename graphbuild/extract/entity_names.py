"""The pipeline's named entities → names, freed of articles, titles, marks and what does not belong."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from spacy.tokens import Doc, Token
from spacy.tokens import Span as Tokens

from graphbuild.extract.name import Name, is_dash, is_opposed, is_possessive, is_title
from graphbuild.knowledge import Knowledge
from graphbuild.model import Kind

_KINDS = {
    "PERSON": Kind.PERSON,
    "ORG": Kind.ORGANISATION,
    "GPE": Kind.PLACE,
    "LOC": Kind.PLACE,
    "FAC": Kind.PLACE,
}
_WORD = re.compile(r"\w+")
_BEFORE = frozenset(["the", "a", "an"])
_POSTED = frozenset(["of", "from", "to", "in", "for"])
_DAYS = frozenset(["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"])
_LONGEST = 80  # characters; what is longer is a sentence that the pipeline mistook for a name


def entity_names(doc: Doc, known: Sequence[Name], knowledge: Knowledge) -> Iterator[Name]:
    """A Doc and the lexicon's names in it → the names among its entities."""
    adjectives = {n.start: n for n in known if n.sense == "adjective"}
    bodies = {n.start: n for n in known if n.kind is Kind.ORGANISATION}
    states = {n.start: n for n in known if n.kind is Kind.STATE and n.sense == "name"}
    for entity in doc.ents:
        kind = _KINDS.get(entity.label_)
        if entity.label_ == "NORP" and _is_full_name(entity, knowledge):
            kind = Kind.PERSON  # "Yoweri Museveni", whom the pipeline took for a people
        party = bodies.get(entity.start)
        if party is not None and party.end < entity.end and doc[party.end].text in "-–":
            continue  # the "D" of "Adam Schiff, D-Calif."
        if kind is not None:
            end = _with_surname(doc, entity, knowledge) if kind is Kind.PERSON else entity.end
            yield from _read(doc, entity.start, end, kind, adjectives, bodies, states, knowledge)


def _with_surname(doc: Doc, given: Tokens, knowledge: Knowledge) -> int:
    """Where a person's name ends whose surname the pipeline took for a place: "Nebojša" "Tadin"."""
    end = given.end
    if end + 1 < len(doc) and doc[end].text == "-" and _is_second_syllable(doc[end + 1], given):
        return end + 2
    if len(given) > 1 or end >= len(doc) or given.root.dep_ != "compound" or given.root.head.i != end:
        return end
    unknown = doc[end].text not in knowledge.all_names and doc[end].lower_ not in knowledge.body_heads
    return end + 1 if unknown and doc[end].is_title and doc[end].ent_type_ in ("GPE", "LOC", "ORG") else end


def _is_second_syllable(token: Token, given: Tokens) -> bool:
    """ "-yeol" behind "Yoon Suk", where "-led" behind "Joe Biden" is none."""
    glued = not token.nbor(-1).whitespace_ and not given[-1].whitespace_
    named = given.root.dep_ == "compound" and given.root.head == token and token.dep_ != "compound"
    return glued and named and len(given) > 1 and token.is_lower and token.tag_ in ("NN", "NNP", "FW")


def _read(
    doc: Doc,
    start: int,
    end: int,
    kind: Kind,
    adjectives: Mapping[int, Name],
    bodies: Mapping[int, Name],
    known_states: Mapping[int, Name],
    knowledge: Knowledge,
) -> Iterator[Name]:
    """One entity → its names: several where a comma, a line or a possessive parts it."""
    start, end = _trimmed(doc, start, end)
    title = ""
    dash = next((t.i for t in doc[start:end] if is_dash(t) or _joins_two(t)), None)
    if dash is not None:
        yield from _read(doc, start, dash, kind, adjectives, bodies, known_states, knowledge)
        yield from _read(doc, dash + 1, end, kind, adjectives, bodies, known_states, knowledge)
        return
    bracket = next((t.i for t in doc[start:end] if t.text == "("), None)
    if bracket is not None and all(t.text != ")" for t in doc[bracket:end]):
        # "the Patani Liberation Council (PLC", without the bracket that closes
        yield from _read(doc, start, bracket, kind, adjectives, bodies, known_states, knowledge)
        yield from _read(doc, bracket + 1, end, kind, adjectives, bodies, known_states, knowledge)
        return
    title_at = _title_inside(doc, start, end, knowledge) if kind is Kind.ORGANISATION else None
    if title_at is not None:
        yield from _read(doc, start, title_at, kind, adjectives, bodies, known_states, knowledge)
        kind, start = Kind.PERSON, title_at
    if kind is Kind.ORGANISATION and _begins_with_office(doc, start, end, knowledge):
        kind = Kind.PERSON
    if kind in (Kind.PERSON, Kind.ORGANISATION) and _begins_with_place(doc, start, end, knowledge):
        yield Name(start, start + 1, Kind.PLACE, doc[start].text)
        kind, start = Kind.PERSON, start + 1
    if kind in (Kind.PERSON, Kind.ORGANISATION):
        comma = next((t.i for t in doc[start:end] if t.text == ","), None)
        if comma is not None:
            yield from _read(doc, start, comma, kind, adjectives, bodies, known_states, knowledge)
            yield from _read(doc, comma + 1, end, kind, adjectives, bodies, known_states, knowledge)
            return
    if kind is Kind.ORGANISATION:
        body = _after_people(doc, start, end, knowledge)
        if body is not None:
            yield from _read(doc, body, end, kind, adjectives, bodies, known_states, knowledge)
            return
        end = _with_country(doc, start, _before_office(doc, start, end, knowledge), known_states)
    if kind is Kind.PERSON and end > start and knowledge.body_heads.get(doc[end - 1].lower_) == "place":
        kind = Kind.PLACE
    if kind is Kind.PERSON and end - start > 1 and doc[start].text in knowledge.words["slogan_verbs"]:
        start += 1  # "Free Imran Khan!"
    if kind is Kind.PERSON:
        start, end = _in_full(doc, start, end, knowledge)
        while end - start > 1 and (
            is_title(doc[start], knowledge)
            or doc[start].lower_ in knowledge.office_nouns
            or doc[start].text == "-"
        ):
            title = doc[start].text
            start += 1
        mark = next((t.i for t in doc[start:end] if is_possessive(t) or t.text in (",", "\n")), None)
        if mark is not None:
            yield from _read(doc, mark + 1, end, kind, adjectives, bodies, known_states, knowledge)
            end = mark
    if not _names_something(doc, start, end, kind, knowledge):
        return
    if kind is Kind.ORGANISATION:
        if start > 1 and doc[start - 2 : start + 1].text.lower() in knowledge.roles:
            return  # "the Secretary of" "State for Tourism"
        if start > 0 and end - start == 1 and _is_one_of_many(doc[start]):
            return
        if end - start == 1 and _is_only_capital(doc[start], knowledge):
            return
        if start in bodies and doc[end - 1].like_num and doc[end - 2].lower_ == "resolution":
            return  # "UN Security Council Resolution 2231" is a text of a body
        if _is_qualified(start, end, adjectives, bodies) or _is_dated(doc, start, end, bodies):
            return  # "the Iraqi Popular Mobilization Forces", which the lexicon knows
        yield _organisation(doc, start, end, adjectives, knowledge)
    else:
        yield Name(start, end, kind, doc[start:end].text, title=title)


def _is_full_name(entity: Tokens, knowledge: Knowledge) -> bool:
    first = entity[0].text
    given = first in knowledge.given_names and first not in knowledge.all_names
    alone = (
        entity.root.dep_ not in ("amod", "compound", "nmod") and len(entity) > 1
    )  # no "Roman Catholic Pope"
    return given and alone and all(t.tag_ == "NNP" and t.is_title for t in entity)


def _joins_two(hyphen: Token) -> bool:
    """ "The bin Salman-bin Nayef rivalry"."""
    doc, i = hyphen.doc, hyphen.i
    return hyphen.text == "-" and i + 1 < len(doc) and doc[i + 1].lower_ in ("bin", "ibn")


def _trimmed(doc: Doc, start: int, end: int) -> tuple[int, int]:
    """An entity without the article before it and the marks around it."""
    while start < end and (doc[start].lower_ in _BEFORE or not _WORD.match(doc[start].text)):
        start += 1
    if end - start > 2 and doc[start].lower_ == "ex" and doc[start + 1].text == "-":
        start += 2  # "Ex-Barcelona winger"
    if end - start > 1 and doc[start].lower_ in ("alias", "aka"):
        start += 1
    while end > start and (
        is_possessive(doc[end - 1]) or _is_mark(doc[end - 1]) or doc[end - 1].lower_ == "and"
    ):
        end -= 1
    return start, end


def _is_mark(token: Token) -> bool:
    last = token.text[-1:]
    return not last.isalnum() and last not in ".)"


def _after_people(doc: Doc, start: int, end: int, knowledge: Knowledge) -> int | None:
    """Where the body begins in "Leaders of the African Union", "Officials from Hamas"."""
    for token in doc[start : end - 1]:
        noun = token.lemma_.lower()
        people = noun in knowledge.groups or noun in knowledge.roles
        if people and token.nbor().lower_ in ("of", "from", "at") and noun not in knowledge.body_heads:
            return token.i + 2
    return None


def _before_office(doc: Doc, start: int, end: int, knowledge: Knowledge) -> int:
    """Where the body ends before an office in it: "Taliban Supreme" before "Commander"."""
    if end - start > 1 and knowledge.roles.get(doc[end - 1].lower_) in ("spokesperson", "ruler"):
        return end - 1  # "Foreign Ministry Spokesman"
    if end - start > 1 and knowledge.titles.get(doc[end - 1].text) == "military":
        return end - 1  # "the Air Force Brigadier-General"
    if end - start > 1 and doc[end - 1].is_upper and doc[end - 1].lower_ in knowledge.roles:
        return end - 1  # "Labour MP"
    if end >= len(doc) or doc[end].lower_ not in knowledge.office_nouns:
        return end
    while end > start and f"{doc[end - 1].lower_} {doc[end].lower_}" in knowledge.roles:
        end -= 1  # "Russian Energy" before "Minister"
    while end > start and doc[end - 1].lower_ in knowledge.role_modifiers:
        end -= 1  # "Union Home Minister"
    if end - start == 1 and doc[start].text in knowledge.adjectives:
        return start
    if end - start > 1 and is_possessive(doc[end - 1]):
        end -= 1
    return end


def _with_country(doc: Doc, start: int, end: int, states: Mapping[int, Name]) -> int:
    """Where a body ends whose country stands behind it as part of its name: "Youth Forum" "Zimbabwe"."""
    state = states.get(end)
    if state is None or end - start < 2 or not all(t.is_title or t.is_upper for t in doc[start:end]):
        return end
    last, after = doc[end - 1], doc[state.end : state.end + 1].text
    joined = last.dep_ == "compound" and end <= last.head.i < state.end
    return state.end if joined and (after in (",", ".", ")", ";", "") or after.islower()) else end


def _in_full(doc: Doc, start: int, end: int, knowledge: Knowledge) -> tuple[int, int]:
    """A person's name with the given name before it and what follows a particle: "Hamad" + "bin Khalifa"."""
    while start > 0 and _is_given_name(doc[start - 1], doc[end - 1], knowledge):
        start -= 1
    particles = knowledge.words["name_particles"]
    while end + 1 < len(doc) and doc[end].text.lower() in particles and doc[end].text != "-":
        if doc[end + 1].text[0].isupper():
            hyphen = False
        elif doc[end + 1].text == "-" and end + 2 < len(doc) and doc[end + 2].text[0].isupper():
            hyphen = True  # "al-Assad" in three tokens
        else:
            break
        end += 3 if hyphen else 2
    return start, end


def _begins_with_place(doc: Doc, start: int, end: int, knowledge: Knowledge) -> bool:
    """Whether a place ran into the name after it: "the ambassador to London Hamid Baidinejad"."""
    if end - start < 3 or start < 2 or doc[start - 1].lower_ not in _POSTED:
        return False
    if doc[start - 2].lower_ not in knowledge.office_nouns or doc[start].text in knowledge.given_names:
        return False
    if is_title(doc[start], knowledge):
        return False  # "an adviser to Ayatollah Ali Khamenei"
    known = doc[start].text in knowledge.all_names and doc[start].text not in knowledge.adjectives
    return known or doc[start + 1].text in knowledge.given_names


def _title_inside(doc: Doc, start: int, end: int, knowledge: Knowledge) -> int | None:
    """Where a title begins whose bearer ran into a body's name: "Islamic Revolution Ayatollah X"."""
    if any(t.lower_ in knowledge.body_heads for t in doc[start + 1 : end][1:]):
        return None  # "the Imam Khomeini Relief Committee"
    for i in range(start + 1, end - 1):
        bearer = doc[i + 1 : end]
        if doc[i].text.rstrip(".") in knowledge.personal_titles and 1 < len(bearer) < 5:
            return i if all(t.is_title and t.is_alpha for t in bearer) else None
    return None


def _begins_with_office(doc: Doc, start: int, end: int, knowledge: Knowledge) -> bool:
    """Whether what the pipeline took for a body is a shortened office with its holder: "DCM Robert Wood"."""
    short = end - start > 2 and doc[start].text.rstrip(".") in knowledge.short_offices
    return short and doc[start + 1].text in knowledge.given_names


def _is_given_name(token: Token, last: Token, knowledge: Knowledge) -> bool:
    """Whether a token before a person's name, as the pipeline saw it, is part of the name."""
    if token.pos_ != "PROPN" or not token.is_alpha or token.text in knowledge.all_names:
        return False
    if token.text in knowledge.given_names and token.dep_ == "appos" and token.ent_type_ in ("", "NORP"):
        return True  # "Maryam" before "Nawaz Sharif"
    if token.dep_ != "compound" or token.ent_type_:
        return False
    return (
        token.head == last
        and token.is_title
        and not is_title(token, knowledge)
        and token.lemma_.lower() not in knowledge.reporting
    )


def _names_something(doc: Doc, start: int, end: int, kind: Kind, knowledge: Knowledge) -> bool:
    """Whether what is left of an entity can be a name: no bare role, no line, no number of a person."""
    if start >= end or not any(t.text[0].isupper() for t in doc[start:end]):
        return False
    if doc[start].lower_ in ("anti", "non", "pro") or is_opposed(doc, start):
        return False
    text = doc[start:end].text
    if "\n" in text or len(text) > _LONGEST:
        return False
    if kind is Kind.PERSON and (len(text) < 2 or any(c.isdigit() for c in text)):
        return False
    role = text in knowledge.roles or text.lower() in knowledge.roles
    bare_title = end - start == 1 and kind is Kind.PERSON and is_title(doc[start], knowledge)
    return not role and not bare_title and not _is_plural_acronym(text)


def _is_plural_acronym(text: str) -> bool:
    """ "MPs", "NGOs": several, of whom none is named."""
    return len(text) > 2 and text[-1] == "s" and text[:-1].isalpha() and text[:-1].isupper()


def _is_qualified(start: int, end: int, adjectives: Mapping[int, Name], bodies: Mapping[int, Name]) -> bool:
    """Whether an entity is a body that the lexicon knows, after a nationality."""
    nationality = adjectives.get(start)
    body = bodies.get(nationality.end) if nationality else None
    if nationality is None or nationality.known is None or body is None or body.known is None:
        return False
    return body.end == end and body.known.state == nationality.known.label


def _is_only_capital(first: Token, knowledge: Knowledge) -> bool:
    """Whether a word has its capital from the sentence's start: "Twin bombings", "Brutal killing"."""
    doc, after = first.doc, first.i + 1
    if not first.is_sent_start or not first.is_title or after >= len(doc) or not doc[after].is_lower:
        return False
    deed = doc[after].pos_ == "NOUN" and doc[after].lemma_ in knowledge.event_nouns
    return deed and not any(t.text == first.text for t in doc if t.i != first.i)


def _is_one_of_many(token: Token) -> bool:
    """Whether a word is no name but a noun: "an NGO"."""
    return token.nbor(-1).lower_ in ("a", "an") and token.dep_ not in ("compound", "nmod", "poss")


def _is_dated(doc: Doc, start: int, end: int, bodies: Mapping[int, Name]) -> bool:
    """Whether a day ran into the name of a body that the lexicon knows: "on Saturday European Union"."""
    body = bodies.get(start + 1)
    return body is not None and body.end == end and doc[start].text in _DAYS


def _organisation(
    doc: Doc, start: int, end: int, adjectives: Mapping[int, Name], knowledge: Knowledge
) -> Name:
    """An organisation's tokens → its name, with the state it mentions; a place if its head noun is one."""
    text, state, core_start = doc[start:end].text, "", start
    if start in adjectives:
        known, core_start = adjectives[start].known, adjectives[start].end
        state = known.label if known else ""
    type_ = knowledge.body_heads.get(doc[end - 1].lower_)
    if text in knowledge.words["agreements"]:
        type_ = "event"
    if type_ in ("place", "event"):
        return Name(start, end, Kind.PLACE, text, sense="event" if type_ == "event" else "name")
    core = doc[core_start:end].text if core_start < end else text
    return Name(start, end, Kind.ORGANISATION, text, state=state, core=core)
