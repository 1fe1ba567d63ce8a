"""States named as members of a body → claims of membership.

"The EAEU members (Russia, Belarus and Armenia)", "members of NATO including Greece and Turkey",
"NATO member Turkey", "Turkey, a NATO member", "the G7 is a group of seven countries: Canada, ...".
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from graphbuild.extract.claims import Claim
from graphbuild.extract.clauses import subject_of
from graphbuild.extract.factuality import Factuality, read_factuality
from graphbuild.extract.name import Name, by_token, is_possessive
from graphbuild.extract.noun_phrases import conjuncts
from graphbuild.extract.referents import Referents
from graphbuild.knowledge import Knowledge
from graphbuild.model import Kind

_LEADING = frozenset(
    ["the", ":", "(", ",", "-", "–", "—", "including", "namely", "like", "such", "as", "both"]
)
_OPENING = frozenset([",", "–", "—", "(", "is"])
_BETWEEN = frozenset([",", "and", "as", "well", "plus", "the", "&"])
_CONFIDENCE = 0.9


def find_members(
    doc: Doc, names: Sequence[Name], referents: Referents, knowledge: Knowledge
) -> Iterator[Claim]:
    """A Doc, its names and referents → which states it names as members of which bodies."""
    at = by_token(names)
    for token in doc:
        if token.lemma_.lower() != "member" or token.pos_ not in ("NOUN", "PROPN"):
            continue
        phrase = _phrase(doc, token, at, referents, knowledge)
        if phrase is None:
            continue
        members = _listed(doc, phrase.end, at) or _described(doc, phrase.start, at) or _told(token, at)
        if members and not _is_denied(doc, phrase, knowledge):
            states = tuple(dict.fromkeys(i for n in members for i in referents.named.get(n.start, ())))
            stated = token.dep_ == "attr"  # "is a member since 2017"
            said = read_factuality(token.head, knowledge) if stated else Factuality()
            yield Claim("memberOf", states, (phrase.body,), token, "member (body)", said, _CONFIDENCE, stated)
    yield from _groups(doc, at, referents, knowledge)
    yield from _bracketed(doc, names, at, referents)


def _bracketed(
    doc: Doc, names: Sequence[Name], at: Mapping[int, Name], referents: Referents
) -> Iterator[Claim]:
    """The party that stands behind a name: "Ahsan Iqbal (PML-N)", "Debbie Dingell (D-Mich.)".

    In brackets any body or state, which is but somebody's own: "Ana Reis (EPP, Portugal)".
    """
    for name in names:
        i = name.end + 1
        if name.kind is not Kind.PERSON or i >= len(doc) or doc[i - 1].text not in ("(", ","):
            continue
        party = at.get(i)
        if party is None or party.known is None or party.known.type != "party" or party.sense != "name":
            yield from _owned(doc, name, at, referents)
            continue
        behind = doc[party.end].text if party.end < len(doc) else ""
        letter = "-" in doc[i].text or (len(doc[i]) == 1 and behind in ("-", "–"))
        person, found = referents.named.get(name.start), referents.named.get(i)
        if person and found and (letter or (doc[i - 1].text == "(" and behind in (")", ","))):
            yield Claim("memberOf", person, found, doc[i], "party (body)", Factuality(), _CONFIDENCE)


def _owned(doc: Doc, person: Name, at: Mapping[int, Name], referents: Referents) -> Iterator[Claim]:
    """The bodies and states that alone stand in the bracket behind a person's full name → whose he is."""
    i, found = person.end, list[int]()
    if doc[i].text != "(" or " " not in person.text:
        return
    while i + 1 < len(doc) and doc[i].text in ("(", ",", "/", "-", "–"):
        name = at.get(i + 1)
        if name is None or name.start != i + 1 or name.kind is Kind.PERSON or name.sense == "event":
            return
        body = referents.named.get(name.start, ()) if name.sense == "name" else ()
        found += [k for k in body if referents.drafts[k].kind in (Kind.ORGANISATION, Kind.STATE)]
        i = name.end
    initials = "".join(t.text[0] for t in doc[max(person.start - 3, 0) : person.end]).upper()
    if i < len(doc) and doc[i].text == ")" and doc[person.end + 1].text.upper() not in initials:
        for owner in found:
            member = referents.named.get(person.start, ())
            yield Claim("affiliatedWith", member, (owner,), doc[i - 1], "bracket (body)", Factuality(), 0.85)


def _groups(doc: Doc, at: Mapping[int, Name], referents: Referents, knowledge: Knowledge) -> Iterator[Claim]:
    """ "The G7 is a group of seven countries: Canada, France, ..." """
    for token in doc:
        if (
            token.lemma_.lower() not in knowledge.words["state_nouns"]
            or token.dep_ != "pobj"
            or token.head.lower_ != "of"
        ):
            continue
        group = token.head.head
        if group.lemma_.lower() not in knowledge.words["general_bodies"] or group.dep_ != "attr":
            continue
        members = _listed(doc, token.i + 1, at)
        subjects = [c for c in group.head.children if c.dep_ == "nsubj"]
        bodies = tuple(
            i
            for subject in subjects
            for i in referents.named.get(subject.i, ())
            if referents.drafts[i].kind is Kind.ORGANISATION
        )
        if len(members) > 1 and len(bodies) == 1:
            states = tuple(dict.fromkeys(i for n in members for i in referents.named.get(n.start, ())))
            said = read_factuality(group.head, knowledge)
            yield Claim(
                "memberOf", states, bodies, token, "group of states (body)", said, _CONFIDENCE, timed=False
            )


@dataclass(frozen=True, slots=True)
class _Phrase:
    """Tokens `start` to `end` of a phrase for the members of `body`: "members of the union (EAEU)"."""

    start: int
    end: int
    body: int


def _phrase(
    doc: Doc, member: Token, at: Mapping[int, Name], referents: Referents, knowledge: Knowledge
) -> _Phrase | None:
    start, end = member.i, member.i + 1
    if end < len(doc) and doc[end].lemma_.lower() in knowledge.words["state_nouns"]:
        end += 1
    body: Name | None = None
    if end + 1 < len(doc) and doc[end].lower_ == "of":
        first = end + 2 if doc[end + 1].lower_ == "the" else end + 1
        body = at.get(first)
        end = _after_acronym(doc, body.end) if body else end
    while start > 0 and body is None:
        body = at.get(start - 1)
        if body is None and not is_possessive(doc[start - 1]) and doc[start - 1].pos_ != "ADJ":
            break
        start = body.start if body else start - 1
    found = referents.named.get(body.start) if body and body.kind is Kind.ORGANISATION else None
    return _Phrase(start, end, found[0]) if found else None


def _after_acronym(doc: Doc, i: int) -> int:
    """The token after an acronym in brackets, if one begins at token `i`."""
    acronym = i + 2 < len(doc) and doc[i].text == "(" and doc[i + 1].is_upper and doc[i + 2].text == ")"
    return i + 3 if acronym else i


def _listed(doc: Doc, i: int, at: Mapping[int, Name]) -> list[Name]:
    """The states listed from token `i` on."""
    found: list[Name] = []
    while i < len(doc) and doc[i].lower_ in _LEADING and i not in at:
        i += 1
    while i < len(doc):
        name = at.get(i)
        if name is not None and name.kind is Kind.STATE and name.sense == "name":
            found.append(name)
            i = name.end
        elif found and name is None and doc[i].lower_ in _BETWEEN:
            i += 1
        else:
            break
    ends = i >= len(doc) or doc[i].text in (")", ".", ";", "–", "—", ",") or doc[i].pos_ in ("VERB", "AUX")
    between = doc[found[0].start - 1].lower_ if found else ""
    comma = between == "," and not ends  # "the members, Russia said"
    return [] if comma or (len(found) == 1 and between == ",") else found


def _described(doc: Doc, i: int, at: Mapping[int, Name]) -> list[Name]:
    """The state that a phrase from token `i` on describes: "Turkey, a NATO member,".

    A possessive needs no article: "Bolivia, Mercosur's newest member".
    """
    name = at.get(i - 2) if i > 1 and doc[i - 1].text in _OPENING else None
    if name and at.get(i) and any(is_possessive(t) for t in doc[at[i].end : at[i].end + 1]):
        return [name] if name.kind is Kind.STATE and name.sense == "name" else []
    while i > 0 and (doc[i - 1].pos_ in ("ADJ", "NOUN") or doc[i - 1].lower_ == "fellow"):
        i -= 1
    if i < 3 or doc[i - 1].lower_ not in ("a", "another") or doc[i - 2].text not in _OPENING:
        return []
    name = at.get(i - 3)
    return [name] if name and name.kind is Kind.STATE and name.sense == "name" else []


def _told(member: Token, at: Mapping[int, Name]) -> list[Name]:
    """The states that a sentence says are members: "Ghana and Togo are both members of ECOWAS"."""
    if member.dep_ != "attr" or member.head.lemma_ != "be":
        return []
    joined = [t for subject in subject_of(member.head) for t in conjuncts(subject)]
    found = [
        name for t in joined if (name := at.get(t.i)) and name.kind is Kind.STATE and name.sense == "name"
    ]
    return found if len(found) == len(joined) else []


def _is_denied(doc: Doc, phrase: _Phrase, knowledge: Knowledge) -> bool:
    """Whether membership is only wished for, past or denied: "non-member", "former", "candidate"."""
    before = doc[max(phrase.start - 3, 0) : phrase.end]
    return any(t.lower_ in knowledge.words["not_members"] for t in before)
