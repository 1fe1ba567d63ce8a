"""Roles and names of a Doc → the roles with the people whom they describe.

A role belongs to a person who stands right after it ("President Putin"), before it between commas
("Lavrov, the foreign minister, …") or after it between commas ("the Uzbek envoy, Ismatulla
Irgashev, …").
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Doc, Token

from graphbuild.extract.name import Name, by_token, is_possessive, is_title, name_end_before
from graphbuild.extract.role_lists import people_behind_bodies, people_with_bodies
from graphbuild.extract.roles import Role
from graphbuild.knowledge import Knowledge
from graphbuild.model import Kind

_OPEN = frozenset([",", "(", "–", "—", "-", "--", "["])
_CLOSE = frozenset([",", ")", ".", "–", "—", "-", "--", ";", ":", "]"])
_BETWEEN = frozenset(["and", "&", "of", ",", "(", ")"])
_CONTINUING = (["and"], [","], [",", "and"], ["as", "well", "as"], ["&"])
_STANDING = frozenset(
    [
        "today",
        "currently",
        "presently",
        "until",
        "recently",
        "still",
        "already",
        "formerly",
        "previously",
        "once",
        "then",
        "now",
        "himself",
        "herself",
        "also",
        "both",
    ]
)
_RETIRED = frozenset(["retd", "ret", "ret'd", "rtd", "retired"])
_ALIASES = frozenset(["alias", "aka", "a.k.a", "a.k.a.", "dubbed", "nicknamed"])
_JOINING: tuple[list[str], ...] = (["and"], ["&"], ["/"], [])


def link_roles(
    doc: Doc, roles: Sequence[Role], names: Sequence[Name], knowledge: Knowledge
) -> tuple[tuple[Role, ...], tuple[Name, ...]]:
    """Roles in order → the same, each with its person where one is named beside it.

    The names come back too: what stands where only a person can is a person.
    """
    people = _People.of(doc, names, knowledge)
    linked: list[Role] = []
    for n, role in enumerate(roles):
        previous = linked[-1] if linked else None
        following = roles[n + 1] if n + 1 < len(roles) else None
        role = _link(doc, role, previous, following, people, knowledge)
        named = _name_after(doc, role.end, people) if role.plural and not role.person else None
        if previous and named and _is_of_previous(doc, role, previous, named, people):
            linked[-1] = replace(previous, person=named, link="title")
        if previous and _shares_name(doc, previous, role):
            linked[-1] = replace(previous, person=role.person, link="title")
            if role.body is None and not role.post.count(" ") and role.modifiers == previous.modifiers:
                role = replace(role, body=previous.body)  # "PG&E President and CEO Andy Vesey"
        linked.append(role)
    found = {role.person.start: role.person for role in linked if role.person}
    return tuple(linked), tuple(found.get(name.start, name) for name in names)


@dataclass(frozen=True, slots=True)
class _People:
    """Every name by token; and those that are people, or may be, by where they start and end."""

    name_at: Mapping[int, Name]
    starting: Mapping[int, Name]
    ending: Mapping[int, Name]

    @classmethod
    def of(cls, doc: Doc, names: Sequence[Name], knowledge: Knowledge) -> _People:
        people = [
            name if name.kind is Kind.PERSON else replace(name, kind=Kind.PERSON, core="")
            for name in names
            if name.kind is Kind.PERSON or _may_be_person(doc, name, knowledge)
        ]
        return cls(by_token(names), {n.start: n for n in people}, {n.end: n for n in people})


def _may_be_person(doc: Doc, name: Name, knowledge: Knowledge) -> bool:
    """Whether a name that the pipeline took for something else could be a person's full name."""
    words = doc[name.start : name.end]
    plain = name.known is None and not name.state and 2 <= len(words) <= 4
    return plain and all(t.is_title and t.is_alpha and t.lower_ not in knowledge.body_heads for t in words)


def _link(
    doc: Doc, role: Role, previous: Role | None, following: Role | None, people: _People, knowledge: Knowledge
) -> Role:
    """A role → the same with its person, as it was if none is named beside it."""
    if role.end < len(doc) and is_possessive(doc[role.end]):
        return role  # "Vaezi, the president's chief of staff"
    if _is_played(doc[role.head], knowledge):
        return role
    after = _name_after(doc, role.end, people)
    last = doc[role.end - 1]
    if after and last.i > role.head and last.dep_ == "amod" and after.start <= last.head.i < after.end:
        after = None  # "a spokeswoman for the police of nearby Cullinan"
    if after and previous and _is_of_previous(doc, role, previous, after, people):
        return role
    if after and role.indefinite and after.end < len(doc) and doc[after.end].tag_ in ("VBD", "VBN"):
        after = after if " " in after.text else None  # "a fundraiser Trump appointed to the post"
    if after and not (following and _is_of_following(doc, role, following, after)):
        if role.plural:
            return _of_several(doc, role, after, people) if _goes_on(doc, after) else role
        body = (
            role.body
            or _body_behind(doc, after, people.name_at)
            or _shared_body(doc, role, previous, knowledge)
        )
        return replace(role, person=after, link="title", body=body)
    example = _first_example(doc, role, people) if role.plural else None
    if example:
        return _of_several(doc, role, example, people)
    if role.plural and role.body:
        first = people_behind_bodies(doc, role.start, role.head, role.end, people.name_at)
        if first:
            return _of_several(doc, role, first, people)
    if previous and previous.link == "named apposition" and role.definite:
        next_ = _name_explaining(doc, role, previous, following, people, knowledge)
        if next_ and doc[role.end + 1].text.rstrip(".") in knowledge.personal_titles:
            # "the State Secretary, Mr. Kol, the Ambassador to Kosovo, Ms. Pejović"
            return replace(role, person=next_, link="named apposition")
    if previous and previous.person and previous.link == "apposition" and _continues(doc, previous, role):
        return replace(role, person=previous.person, link="apposition")
    before = _name_before(doc, role, people, knowledge) or _name_of_joined(doc, role, people)
    before = before or _name_of_second(doc, role, people)
    if before:
        body = role.body or _body_between_commas(doc, role, people.name_at, knowledge)
        return replace(role, person=before, link="apposition", body=body)
    explained = _name_explaining(doc, role, previous, following, people, knowledge)
    if explained:
        return replace(role, person=explained, link="named apposition")
    body = _body_between_commas(doc, role, people.name_at, knowledge, role.definite)
    explained = _behind_titles(doc, body.end + 1, people, knowledge) if body else None
    if body and explained and doc[body.end].text == ",":
        # "the Chairman, Senate Committee on Diaspora, Senator Ekaette Umoren"
        return replace(role, person=explained, link="named apposition", body=body)
    return role


def _of_several(doc: Doc, role: Role, first: Name, people: _People) -> Role:
    """A plural role → the same with all its people: "Presidents X of A and Y of B"."""
    pairs = tuple(people_with_bodies(doc, role.start, first.start, people.name_at))
    return replace(role, person=first, link="plural title", people=pairs or ((first, None),))


def _first_example(doc: Doc, role: Role, people: _People) -> Name | None:
    """The first of those who are named among many: "lawmakers, including X and Y", no "leaders such as X"."""
    if role.body is None and role.sense != "office" and role.sense != "member":
        return None
    i = role.end + 1 if role.end < len(doc) and doc[role.end].text == "," else role.end
    words = [t.lower_ for t in doc[i : i + 2]]
    if words[:1] != ["including"] and words != ["such", "as"]:
        return None
    return people.starting.get(i + (1 if words[0] == "including" else 2))


def _is_played(noun: Token, knowledge: Knowledge) -> bool:
    """ "The actor who plays the president, Eduardo Salgado", "posing as the ambassador, Marc Vidal"."""
    played = noun.head.head if noun.dep_ == "pobj" and noun.head.lower_ == "as" else noun.head
    return noun.dep_ in ("dobj", "pobj") and played.lemma_ in knowledge.words["portraying_verbs"]


def _body_between_commas(
    doc: Doc, role: Role, name_at: Mapping[int, Name], knowledge: Knowledge, definite: bool = False
) -> Name | None:
    """The body that follows a bare role: "Riaz Ahmad, president, FPCCI, said"."""
    if role.body or (doc[role.start].lower_ in ("a", "an", "the") and not definite):
        return None
    before, _, after = role.post.lower().partition(role.noun)
    if after or any(word not in knowledge.role_modifiers for word in before.split()):
        return None
    body = name_at.get(role.end + 1) if role.end < len(doc) and doc[role.end].text == "," else None
    closed = body is not None and (body.end >= len(doc) or doc[body.end].text in _CLOSE)
    return body if body and closed and body.kind is Kind.ORGANISATION and body.sense == "name" else None


def _name_after(doc: Doc, i: int, people: _People) -> Name | None:
    """The person's name that begins right after token `i`, titles and marks of respect skipped."""
    if 1 < i < len(doc) - 1 and doc[i].text == ")" and "(" in [t.text for t in doc[max(i - 8, 0) : i]]:
        return people.starting.get(i + 1)  # "(Indian Prime Minister) Narendra Modi"
    if i + 3 < len(doc) and doc[i].text == "(" and doc[i + 1].lower_.rstrip(".") in _RETIRED:
        i = next((t.i + 1 for t in doc[i + 2 : i + 4] if t.text == ")"), i)  # "Lt Gen (retd) Asim Durrani"
    for k in range(i, min(i + 4, len(doc))):
        if k in people.starting:
            return people.starting[k]
        skipped = (doc[k].pos_ == "PROPN" and k not in people.name_at) or doc[k].text in ("(", "-")
        if not skipped or doc[k].is_sent_start:
            return None
    return None


def _is_of_previous(doc: Doc, role: Role, previous: Role, name: Name, people: _People) -> bool:
    """ "Special Rapporteur on the independence of judges Marta Kovač": the name is the rapporteur's."""
    behind = role.plural and previous.person is None and doc[role.start - 1].lower_ in ("of", "on", "for")
    words = doc[previous.head + 1 : role.start]
    plain = all(t.pos_ in ("ADP", "DET", "NOUN", "PROPN", "ADJ", "CCONJ") for t in words)
    return behind and plain and not _goes_on_listing(name, people)


def _goes_on_listing(name: Name, people: _People) -> bool:
    """Whether another person follows a name right away: "of judges Marta Kovač and Ivo Kos"."""
    return any(name.end + 1 + k in people.starting for k in (0, 1))


def _is_of_following(doc: Doc, role: Role, following: Role, name: Name) -> bool:
    """ "A spokeswoman for EU foreign policy chief Mogherini": the name is the chief's."""
    if role.head < following.head < role.end and following.end == name.start:
        return True  # "an adviser to President Rouhani"
    return (
        role.end <= following.head < name.start
        and following.start <= role.end
        and bool(doc[role.head].is_lower)
    )


def _goes_on(doc: Doc, first: Name) -> bool:
    """Whether more people may follow the first: "Presidents X of A and Y of B", not "justices X likes"."""
    after = doc[first.end] if first.end < len(doc) else None
    return after is not None and (after.lower_ in _BETWEEN or after.ent_type_ == "PERSON")


def _body_behind(doc: Doc, person: Name, name_at: Mapping[int, Name]) -> Name | None:
    """The body that follows a name: "President el-Sisi of Egypt", "Professor Butler at Clark University"."""
    i = person.end
    if i + 1 >= len(doc) or doc[i].lower_ not in ("of", "from", "at"):
        return None
    name = name_at.get(i + 1)
    if name is None and doc[i + 1].lower_ == "the":
        name = name_at.get(i + 2)
    if name is None or name.sense == "adjective":
        return None
    if doc[i].lower_ == "of":
        return name if name.kind in (Kind.STATE, Kind.ORGANISATION) else None
    beside = person.start <= doc[i].head.i < person.end
    return name if name.kind is Kind.ORGANISATION and beside else None


def _shared_body(doc: Doc, role: Role, previous: Role | None, knowledge: Knowledge) -> Name | None:
    """The body of "the Taliban's deputy premier Baradar and the defence minister Yaqoob", for both."""
    if previous is None or previous.person is None or previous.link != "title":
        return None
    if role.sense != "office" or "former" in role.modifiers:
        return None
    last = role.noun.split()[-1]
    if not (role.definite or last in knowledge.words["serving_roles"] or last.endswith("minister")):
        return None  # "the party's nominee X and rapper Y"
    gap = [t.lower_ for t in doc[previous.person.end : role.start]]
    return previous.body if gap in (["and"], [",", "and"]) else None


def _continues(doc: Doc, previous: Role, role: Role) -> bool:
    """Whether a role goes on where another apposition of the same person ended."""
    titles = role.end < len(doc) and doc[role.end].is_title and doc[role.end].pos_ == "PROPN"
    joined = [t.lower_ for t in doc[previous.end : role.start]] in _CONTINUING
    return joined and not role.plural and not titles


def _name_before(doc: Doc, role: Role, people: _People, knowledge: Knowledge) -> Name | None:
    """The person named right before a role, between a comma or a bracket."""
    i = role.start - 1
    while i > 1 and doc[i].lower_ in _STANDING:
        i -= 1  # "Tom Frieden, formerly the director of the CDC"
    if i < 1:
        return None
    if doc[i].lower_ == "as" and doc[i].dep_ == "prep" and doc[i].head.pos_ in ("NOUN", "PROPN"):
        return people.ending.get(i)  # "the tenure of Aminian as envoy"
    if doc[i].text not in _OPEN or not _is_closed(doc, role):
        return None
    name = people.ending.get(name_end_before(doc, i))
    if name and name.start > 2 and doc[name.start - 1].lower_ in _ALIASES:
        comma = name.start - 2
        name = people.ending.get(comma if doc[comma].text == "," else comma + 1, name)
    if name and role.plural and not (name.start > 0 and doc[name.start - 1].lower_ in ("and", "&")):
        return None  # "to lose Anya, the producers agreed"
    return None if name and (_begins_clause(doc, name, role.end) or _speaks(doc, role, knowledge)) else name


def _speaks(doc: Doc, role: Role, knowledge: Knowledge) -> bool:
    """Whether a role says what stands before it: "They will meet Ali Khan, the minister said"."""
    head = doc[role.head]
    verb = head.head
    if head.dep_ not in ("nsubj", "nsubjpass") or verb.lemma_.lower() not in knowledge.reporting:
        return False
    bare = not any(c.dep_ in ("det", "poss") for c in head.children)  # "Zohrabi, deputy DOE chief said"
    said = [c for c in verb.children if c.dep_ in ("advcl", "ccomp")]
    if verb.dep_ == "conj" and verb.head.pos_ in ("VERB", "AUX"):
        said.append(verb.head)  # tied by the parser to what is said
    return not bare and role.end <= verb.i and any(c.i < role.start for c in said)


def _name_of_joined(doc: Doc, role: Role, people: _People) -> Name | None:
    """The person before an apposition that a role goes on: "X, his wife and the chairwoman of the MDC"."""
    head = doc[role.head]
    if role.plural or head.dep_ != "conj" or doc[role.start - 1].lower_ not in ("and", ","):
        return None
    if role.end < len(doc) and doc[role.end].text not in _CLOSE:
        return None  # "Dahl, his brother and the chairwoman met": three people
    first = head.head
    if first.dep_ != "appos" or first.i in people.name_at:
        return None
    return next((name for end, name in people.ending.items() if end - 1 == first.head.i), None)


def _name_of_second(doc: Doc, role: Role, people: _People) -> Name | None:
    """The person of whom two things are said, the second a role: "X, the emir's brother and his minister"."""
    head = doc[role.head]
    name = people.name_at.get(head.head.i) if head.dep_ == "appos" else None
    if name is None or name.kind is not Kind.PERSON or role.plural or not name.end < role.start - 1:
        return None
    gap = doc[name.end : role.start]
    clean = not any((n := people.name_at.get(t.i)) and n.kind is Kind.PERSON for t in gap)
    joined = gap[0].text == "," and gap[-1].lower_ == "and" and clean
    closed = role.end >= len(doc) or doc[role.end].text in _CLOSE
    return name if joined and closed and all(t.text != "," for t in gap[1:]) else None


def _is_closed(doc: Doc, role: Role) -> bool:
    """Whether a role between commas ends where the commas do."""
    if doc[role.start].lower_ in ("a", "an", "the") or role.end >= len(doc):
        return True
    after = doc[role.end]
    return (
        after.text in _CLOSE
        or after.lower_ in ("and", "who", "as")
        or after.pos_ in ("VERB", "AUX", "ADP")
        or bool(after.is_space)
    )


def _begins_clause(doc: Doc, first: Name | Role, end: int) -> bool:
    """Whether what follows a fronted phrase is the subject of its clause, not an apposition to a name in it.

    "In a message to Raisi, the Azerbaijani president said"; "According to the official, Guterres said".
    """
    if end >= len(doc) or doc[end].pos_ not in ("VERB", "AUX"):
        return False
    i, opening = first.start, doc[first.start].sent.start
    while i > opening and doc[i - 1].text != ",":
        i -= 1
    fronting = ("ADP", "SCONJ") if i == opening else ("ADP",)
    participle = i == opening and doc[i].tag_ in ("VBG", "VBN")
    return participle or doc[i].lower_ == "according" or doc[i].pos_ in fronting


def _name_explaining(
    doc: Doc,
    role: Role,
    previous: Role | None,
    following: Role | None,
    people: _People,
    knowledge: Knowledge,
) -> Name | None:
    """The person named after a role, between commas: "the Uzbek envoy, Ismatulla Irgashev, said"."""
    joined = previous and previous.end == role.start - 1 and doc[previous.end].lower_ == "and"
    definite = role.definite or (joined and previous and previous.definite)  # "the premier and minister, X"
    if following and _is_nested(doc, role, following):
        definite, role = True, replace(role, end=following.end)  # "military aide to the Iranian leader, X"
    role = replace(role, end=_behind_place(doc, role.end, people.name_at))
    if not (definite or role.body) or role.plural or role.end + 1 >= len(doc):
        return None
    if doc[role.end].text not in _OPEN or _is_of_somebody(doc, role, knowledge):
        return None
    name = people.starting.get(role.end + 1)
    if name is None and doc[role.end + 1].pos_ not in ("VERB", "AUX", "ADP", "CCONJ", "PUNCT"):
        name = people.starting.get(role.end + 2)
    if name is None:
        name = _behind_titles(doc, role.end + 1, people, knowledge)
    past = following and "former" in following.modifiers  # "the mediator, former Beninese leader X"
    if name is None and following and following.start == role.end + 1 and (following.body is None or past):
        titled = not following.plural and following.end > following.head
        name = people.starting.get(following.end) if titled else None  # "its head, the former keeper X"
    if name is None or (following and following.start == name.start):
        return None
    closed = name.end >= len(doc) or doc[name.end].text in _CLOSE or doc[name.end].pos_ in ("VERB", "AUX")
    said = doc[name.end].children if name.end < len(doc) else ()
    if any(c.dep_ == "ccomp" and doc[role.head] in c.subtree for c in said):
        return None  # "He met his Ukrainian counterpart, Fars reported"
    return name if closed and not _begins_clause(doc, role, name.end) else None


def _behind_place(doc: Doc, i: int, name_at: Mapping[int, Name]) -> int:
    """The token behind where a post is held: "the spokesperson for SAPS" "in Gauteng", "envoy" "here"."""
    if i < len(doc) and doc[i].lower_ in ("here", "there"):
        return i + 1
    place = name_at.get(i + 1) if i + 2 < len(doc) and doc[i].lower_ == "in" else None
    there = place is not None and place.kind in (Kind.PLACE, Kind.STATE) and place.end < len(doc)
    return place.end if place and there and doc[place.end].text == "," else i


def _behind_titles(doc: Doc, i: int, people: _People, knowledge: Knowledge) -> Name | None:
    """The person named behind titles that begin at token `i`: "H.E. Mr. X", "Lt Gen (retd) X"."""
    for k in range(i, min(i + 7, len(doc))):
        if k in people.starting:
            return people.starting[k]
        word = doc[k].text.rstrip(".")
        titled = is_title(doc[k], knowledge) or word in knowledge.personal_titles or word in "()-"
        if not (titled or word in knowledge.short_offices or word.lower() in _RETIRED):
            return None
    return None


def _is_nested(doc: Doc, role: Role, following: Role) -> bool:
    """Whether a role is one to whoever is in the next: "Military aide" "to the Iranian Leader"."""
    first = role.head + 1 < len(doc) and doc[role.head + 1].lower_ in ("of", "to")
    opening = role.start == doc[role.start].sent.start or role.definite
    end = role.end + int(role.end < len(doc) and doc[role.end].lower_ in ("of", "to"))
    behind = following.start <= end <= following.head and following.person is None
    return bool(first) and opening and behind and not (role.plural or following.plural)


def _is_of_somebody(doc: Doc, role: Role, knowledge: Knowledge) -> bool:
    """ "The son of the prime minister, Yair Netanyahu": the name is not the minister's."""
    i = role.start - 1
    if i < 1 or doc[i].lower_ not in ("of", "to", "for"):
        return False
    noun = doc[i - 1].lemma_.lower()
    own = doc[i - 1].head if doc[i - 1].dep_ == "conj" else doc[i - 1]
    told = noun in knowledge.kinship and own.dep_ == "appos" and own.head.i < own.left_edge.i
    return not told and (noun in knowledge.kinship or noun in knowledge.roles)


def _shares_name(doc: Doc, previous: Role, role: Role) -> bool:
    """ "Foreign minister and deputy leader X": the first of two joined roles takes the same name."""
    if role.person is None or role.link != "title" or role.noun in ("candidate", "nominee"):
        return False
    if previous.person is not None or previous.plural or is_possessive(doc[role.start]):
        return False
    if role.start < previous.end:
        return False  # "an aide to Turkey's President X"
    if role.owner is not None:
        return False  # "the Iranian president and his American counterpart Trump"
    if previous.start > 0 and doc[previous.start - 1].lower_ == "for":
        return False  # "Carroll for president and teacher Patel for vice president"
    return [t.lower_ for t in doc[previous.end : role.start]] in _JOINING
