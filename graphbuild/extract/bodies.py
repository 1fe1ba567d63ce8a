"""Organisations and groups told by their head noun: "the Iraqi Foreign Ministry", "Turkish forces"."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from graphbuild.extract.lists import list_after, list_before
from graphbuild.extract.name import Name, is_possessive
from graphbuild.knowledge import Knowledge
from graphbuild.model import Kind

_JOINERS = frozenset(["of", "for", "and", "the", "&", "on", "-", "–", "to"])
_NAMING = ("PROPN", "ADJ", "NOUN")


@dataclass(frozen=True, slots=True)
class _Around:
    """The lexicon's names that may stand before a head noun, by the token where they start or end."""

    nationality_from: Mapping[int, Name]
    nationality_to: Mapping[int, Name]
    state_to: Mapping[int, Name]
    actor_to: Mapping[int, Name]
    media_from: Set[int]
    tokens: Set[int]

    @classmethod
    def of(cls, known: Sequence[Name]) -> _Around:
        nationalities = [n for n in known if n.sense == "adjective"]
        actors = [n for n in known if n.sense != "adjective"]
        return cls(
            {n.start: n for n in nationalities},
            {n.end: n for n in nationalities},
            {n.end: n for n in actors if n.kind is Kind.STATE and n.sense != "people"},
            {n.end: n for n in actors if n.kind in (Kind.STATE, Kind.ORGANISATION)},
            frozenset(n.start for n in actors if n.known and n.known.type == "media"),
            frozenset(i for n in known for i in range(n.start, n.end)),
        )


def named_bodies(doc: Doc, known: Sequence[Name], knowledge: Knowledge) -> Iterator[Name]:
    """A Doc and the lexicon's names in it → its bodies, and groups of people who act for one."""
    around = _Around.of(known)
    for token in doc:
        if token.pos_ not in ("NOUN", "PROPN"):
            continue
        noun = token.lower_ if token.lower_ in knowledge.body_heads else token.lemma_.lower()
        if noun in knowledge.roles and token.tag_ in ("NN", "NNP"):
            continue  # one person in a role, not people who act for a body
        around_it = doc[max(token.i - 1, 0) : token.i + 2]
        if around_it[0].lower_ in knowledge.role_modifiers and around_it.text.lower() in knowledge.roles:
            continue  # "Chief Cabinet Secretary"
        name = _name_at(doc, token, noun, around, knowledge)
        if name is not None:
            yield name
        elif noun in knowledge.words["led_units"] and noun not in knowledge.body_heads:
            led = _body(doc, token, token.text[0].isupper(), around, knowledge)
            if led is not None and _is_led(doc, led.start):
                yield led


def foreign_bodies(doc: Doc, knowledge: Knowledge) -> Iterator[Name]:
    """A Doc → its bodies with a head noun of another language, which comes first or last.

    "Universidad Mayor de San Andrés", "Janata Vikas Morcha".
    """
    first, last = knowledge.words["foreign_heads"], knowledge.words["foreign_last_heads"]
    for token in doc:
        if token.text in first and token.text not in knowledge.given_names:
            end = _foreign_end(doc, token.i + 1, knowledge.words["foreign_joiners"])
            if end > token.i + 1:
                yield Name(token.i, end, Kind.ORGANISATION, doc[token.i : end].text)
        elif token.text in last:
            start = token.i
            while start > 0 and doc[start - 1].is_title and doc[start - 1].pos_ == "PROPN":
                start -= 1
            if start < token.i and doc[start].text not in knowledge.given_names:
                yield Name(start, token.i + 1, Kind.ORGANISATION, doc[start : token.i + 1].text)


def _foreign_end(doc: Doc, i: int, joiners: Set[str]) -> int:
    """Where a name ends that goes on at token `i` with capitals and small words between them."""
    end = i
    while i < len(doc) and not doc[i].is_space:
        if doc[i].text in joiners or (doc[i].text == "-" and not doc[i - 1].whitespace_):
            i += 1
        elif doc[i].text[0].isupper() and doc[i].pos_ != "PRON":
            i = end = i + 1
        else:
            break
    return end


def _is_led(doc: Doc, start: int) -> bool:
    """Whether a unit that begins at token `start` is one that somebody is the commander of."""
    i = start - 1 - (doc[start - 1].lower_ == "the")
    return i > 0 and doc[i].lower_ == "of" and doc[i - 1].lower_ in ("commander", "chief", "head", "leader")


def _name_at(doc: Doc, token: Token, noun: str, around: _Around, knowledge: Knowledge) -> Name | None:
    """A head noun → the name that it ends, if it ends one."""
    capital = token.text[0].isupper() and token.i != token.sent.start
    if noun in knowledge.groups and not _of_person(token) and not (capital and noun in knowledge.body_heads):
        owner = _owner_of_group(doc, token, noun, around, knowledge)
        known = around.actor_to.get(token.i + 1)
        if known is not None and known.start > (owner.start if owner else token.i):
            return None  # "the Iraqi Popular Mobilization Forces" are a body of their own
        if owner is not None:
            return _group(token, noun, owner, knowledge)
        if noun not in knowledge.body_heads:
            return None
    if knowledge.body_heads.get(noun, "place") in ("place", "event"):
        return None
    if (
        token.lower_ in knowledge.words["governments"]
        and token.i > 0
        and token.nbor(-1).ent_type_ == "PERSON"
    ):
        words = doc[token.i - 1 : token.i + 1]  # "the Biden administration"
        return Name(words.start, words.end, Kind.ORGANISATION, words.text, core=token.text)
    return _body(doc, token, capital, around, knowledge)


def _of_person(token: Token) -> bool:
    """Whether a group is somebody's: "Rouhani officials" are no body's."""
    return token.i > 0 and token.nbor(-1).ent_type_ == "PERSON" and token.dep_ != "compound"


def _group(token: Token, noun: str, owner: Name, knowledge: Knowledge) -> Name | None:
    """People → whom they act for: officials always, fighters for a movement."""
    sense = knowledge.groups[noun]
    acts = sense == "agent" or (sense == "member" and owner.kind is Kind.ORGANISATION)
    if not acts or owner.known is None:
        return None
    return Name(owner.start, token.i + 1, owner.known.kind, owner.known.label, owner.known, "group")


def _owner_of_group(doc: Doc, token: Token, noun: str, around: _Around, knowledge: Knowledge) -> Name | None:
    """The nationality or actor whose people a noun means, unless they are a body of its own."""
    owner = _owner_before(doc, token.i, around)
    between = doc[owner.end : token.i] if owner else ()
    if noun in knowledge.body_heads and any(t.pos_ in _NAMING for t in between):
        return None  # "the Taliban's leadership council"
    if owner and owner.kind is Kind.STATE and any(t.text in knowledge.words["unofficial"] for t in between):
        return None  # "Haitian gang leaders"
    return owner


def _owner_before(doc: Doc, i: int, around: _Around) -> Name | None:
    """The nationality or actor that stands before a noun, with at most three words between."""
    for start in range(i, max(i - 4, 0), -1):
        if start in around.nationality_to:
            return around.nationality_to[start]
        if start in around.actor_to:
            return around.actor_to[start]
        if is_possessive(doc[start - 1]):
            return around.actor_to.get(start - 1)
        if doc[start - 1].pos_ not in _NAMING or doc[start - 1].ent_type_ == "PERSON":
            return None
    return None


def _body(doc: Doc, token: Token, capital: bool, around: _Around, knowledge: Knowledge) -> Name | None:
    """A head noun → the organisation that it names with the words around it; None for any such body."""
    start = token.i
    while (
        start > 0
        and _belongs(doc[start - 1], capital)
        and start - 1 not in around.nationality_from
        and start not in around.state_to
    ):
        start -= 1
    while start < token.i and (
        doc[start].lower_ in _JOINERS or knowledge.role_modifiers.get(doc[start].lower_) == "deputy"
    ):
        start += 1  # "the deputy police chief"
    if capital:
        start = min(start, list_before(doc, token.i, around.tokens, knowledge))
        numbered = knowledge.body_heads.get(token.lower_) == "military" and doc[start - 1].text[:1].isdigit()
        start -= int(numbered and start > 0)  # "the 23 Mountain Division"
    owner = around.nationality_to.get(start)
    if (
        owner is None
        and start in around.state_to
        and doc[start - 1].dep_ in ("compound", "nmod", "poss", "amod")
    ):
        owner = around.state_to[start]
    if owner is None and start > 1 and is_possessive(doc[start - 1]):
        owner = around.state_to.get(start - 1) or around.actor_to.get(start - 1)
        if owner and owner.sense == "capital" and not capital:
            return None  # "the ball is in Riyadh's court"
    if owner is not None and owner.start > 0 and _is_hyphen(doc[owner.start - 1]):
        return None  # "the Iran-Russia Joint Committee" is not Russia's
    known = around.actor_to.get(token.i + 1)
    if known is not None and known.start == start and owner is not None and owner.sense != "adjective":
        return None  # "Iran's Fars News Agency", which the lexicon knows without its state
    end, after = _of_phrase(doc, token.i + 1, around, knowledge)
    named = capital and (start < token.i or end > token.i + 1)
    named = named or (start < token.i and _has_head(doc, start, token.i + 1, knowledge))
    if not named and not owner and not after:
        return None
    if not capital and any(i in around.media_from for i in range(start, token.i)):
        return None  # "Yemen's official Saba news agency" is Saba
    first = owner.start if owner else start
    text = doc[first:end].text
    if owner and owner.sense != "adjective":
        text = text.replace(" 's", "'s")
    state = owner or after
    label = str(state.known.label) if state and state.known else ""
    core = doc[start : token.i + 1 if after else end].text
    return Name(first, end, Kind.ORGANISATION, text, state=label, core=core)


def _is_hyphen(token: Token) -> bool:
    return token.text in ("-", "–") and not token.whitespace_


def _has_head(doc: Doc, start: int, end: int, knowledge: Knowledge) -> bool:
    """Whether a body in small letters is one that somebody heads: "head of the elections committee"."""
    before = start - 1
    while before > 0 and (doc[before].lower_ == "the" or is_possessive(doc[before])):
        before -= 2 if is_possessive(doc[before]) else 1
    heads = ("head", "ruler")
    if before > 0 and doc[before].lower_ == "of" and knowledge.roles.get(doc[before - 1].lower_) in heads:
        return True
    placed = doc[start].text[0].isupper() and before < start - 1
    if placed and before > 0 and doc[before].lower_ in ("of", "at") and doc[before - 1].ent_type_ == "PERSON":
        return True  # "Judge Lövgren of the Malmö district court"
    if placed and doc[before].lemma_.lower() in knowledge.words["heading_verbs"]:
        return True  # "who chairs the Senate foreign relations committee"
    after = doc[end].lower_ if end < len(doc) else ""
    if knowledge.roles.get(after) == "spokesperson" and doc[end - 1].lower_ in ("ministry", "department"):
        before_it = doc[start : end - 1]
        plain = not any(t.lower_ in knowledge.body_heads or t.lower_ in knowledge.groups for t in before_it)
        return (
            plain and end + 1 < len(doc) and doc[end + 1].ent_type_ == "PERSON"
        )  # "defence ministry spokesman X"
    return doc[start - 1].lower_ == "the" and knowledge.roles.get(after) in heads


def _belongs(token: Token, capital: bool) -> bool:
    """Whether a token before an organisation's head noun is part of its name."""
    if token.ent_type_ in ("PERSON", "DATE", "CARDINAL", "ORDINAL") or token.is_space or token.is_sent_start:
        return token.is_sent_start is True and token.pos_ == "PROPN" and capital
    if capital:
        return (token.text[0].isupper() and token.pos_ in _NAMING) or _joins_capitals(token)
    if token.ent_type_ == "GPE" and token.dep_ in ("compound", "nmod"):
        return True  # "Northamptonshire police"
    if token.ent_type_ in ("LOC", "ORG") and token.i > 0 and token.nbor(-1).lower_ == "the":
        return token.dep_ in ("compound", "nmod")  # "the Senate foreign relations committee"
    return (
        token.dep_ in ("amod", "compound", "nmod")
        and token.text[0].islower()
        and token.pos_ in ("ADJ", "NOUN", "PROPN")
    )


def _joins_capitals(token: Token) -> bool:
    """Whether a token joins two parts of a name: "and" in "Defence and Interior Ministry"."""
    joiner = token.text in ("and", "&") or (token.text in ("-", "–") and not token.whitespace_)
    return joiner and token.i > 0 and token.nbor(-1).text[0].isupper() and token.nbor(-1).pos_ == "PROPN"


def _of_phrase(doc: Doc, i: int, around: _Around, knowledge: Knowledge) -> tuple[int, Name | None]:
    """What follows a head noun: (end of the name, the state after "of" if it is one)."""
    if i + 1 >= len(doc) or doc[i].lower_ not in ("of", "for", "on"):
        return i, None
    start = i + 2 if doc[i + 1].lower_ == "the" else i + 1
    for end in range(start + 1, min(start + 5, len(doc) + 1)):
        state = around.state_to.get(end)
        if state is not None and state.start == start:
            if end < len(doc) and is_possessive(doc[end]):
                return i, None  # "the Press Department of Azerbaijan's Foreign Ministry"
            return end, state if doc[i].lower_ == "of" else None
    end = start
    while (
        end < len(doc)
        and doc[end].ent_type_ not in ("PERSON", "DATE", "TIME")
        and (
            (doc[end].text[0].isupper() and doc[end].pos_ in _NAMING)
            or (end > start and doc[end].lower_ in _JOINERS)
        )
    ):
        end += 1
    while end > start and doc[end - 1].lower_ in _JOINERS:
        end -= 1
    if end > start:
        end = list_after(doc, end, around.tokens, knowledge)
        if end < len(doc) and doc[end].lower_ in knowledge.words["region_nouns"] and doc[end - 1].is_title:
            end += 1  # "the Sarallah Corps of Kerman province"
    return (end, None) if end > start else (i, None)
