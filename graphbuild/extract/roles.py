"""Names in a Doc → the roles around them: who is what, of which body.

A role is a noun of the lexicon ("foreign minister") with the words that belong to it on both
sides: "former Vice President of the previous Afghan government". It is read from left to right,
not off the parse, because parsers break such groups more often than clauses.
"""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from spacy.tokens import Doc

from graphbuild.extract.lists import portfolio_before
from graphbuild.extract.name import Name, by_token, is_dash, is_opposed, is_possessive
from graphbuild.extract.role_nouns import RoleNoun, role_noun_at
from graphbuild.extract.role_phrases import TIMES, Phrase, joins_words, phrase_at
from graphbuild.knowledge import Knowledge
from graphbuild.model import Kind

_DEFINITE = frozenset(["the", "its", "his", "her", "their", "our", "this", "that", "whose"])
_INDEFINITE = frozenset(["a", "an", "another", "one"])
_KEPT_MODIFIERS = ("rank", "deputy", "portfolio")
_BODIES = (Kind.STATE, Kind.ORGANISATION)


@dataclass(frozen=True, slots=True)
class Role:
    """Tokens `start` to `end` that say what somebody is; `noun` and `sense` are the lexicon's.

    `head` is the token of the noun. `post` is the post in words, without the body, `body` the
    name of the body it is a post of, `parent` of what that is a part of, `place` of the place before
    it ("the Maryland governor"), `loose` whether only a part of that body is meant ("head of a
    Russian delegation"). `modifiers` are senses of the lexicon (`former`, `acting`, `prospective`,
    …). `person` is whom it describes; `link` how it is tied to the name (both are given by
    `role_links`); `people` are all whom a plural
    role describes, each with the body that the text gives him.
    """

    start: int
    end: int
    head: int
    noun: str
    sense: str
    post: str
    body: Name | None = None
    parent: Name | None = None
    place: Name | None = None
    loose: bool = False
    modifiers: frozenset[str] = frozenset()
    definite: bool = False
    indefinite: bool = False
    plural: bool = False
    owner: int | None = None
    person: Name | None = None
    link: str = ""
    people: tuple[tuple[Name, Name | None], ...] = ()


def find_roles(doc: Doc, names: Sequence[Name], knowledge: Knowledge) -> tuple[Role, ...]:
    """A Doc and its names → its roles, in order, not yet tied to anybody."""
    name_at = by_token(names)
    roles: list[Role] = []
    i = floor = 0
    while i < len(doc):
        noun = role_noun_at(doc, i, knowledge)
        if noun is None or _inside_name(i, name_at) or _ends_name(doc, i, noun, name_at, knowledge):
            i += 1
            continue
        named = name_at.get(noun.end - 1)
        if (
            named is not None
            and i < named.start
            and noun.end < named.end
            and doc[i].lower_ in knowledge.roles
        ):
            noun = RoleNoun(doc[i].lower_, i + 1, False)  # "head" "of Department of Environment"
        previous = roles[-1] if roles else None
        if previous is not None and i < previous.end and _is_portfolio(doc, i, previous, knowledge):
            i += 1  # "the Minister of Justice Omar Bey"
            continue
        start = min(i, max(portfolio_before(doc, noun.end - 1, name_at, knowledge), floor))
        roles.append(
            _of_holder(doc, _read_role(doc, start, noun, name_at, floor, knowledge), previous, knowledge)
        )
        if previous is not None and _shares_body(doc, previous, roles[-1]):
            roles[-2] = replace(previous, body=roles[-1].body)
        i = floor = noun.end
    return tuple(roles)


def _is_portfolio(doc: Doc, i: int, previous: Role, knowledge: Knowledge) -> bool:
    """Whether what else is a role noun is what the minister before it is of."""
    office = previous.noun.split()[-1] in knowledge.words["portfolio_offices"]
    return office and doc[i].lower_ in knowledge.words["portfolios"]


def _shares_body(doc: Doc, previous: Role, role: Role) -> bool:
    """Whether two posts are of the body behind the second: "chair and CEO of General Motors"."""
    heads = all(r.sense in ("head", "ruler", "founder") and not r.plural for r in (previous, role))
    bare = previous.body is None and previous.owner is None and not previous.modifiers - {"former"}
    behind = role.body is not None and role.body.kind is Kind.ORGANISATION and role.body.start > role.head
    return heads and bare and behind and [t.lower_ for t in doc[previous.end : role.start]] == ["and"]


def _of_holder(doc: Doc, role: Role, previous: Role | None, knowledge: Knowledge) -> Role:
    """A role that is somebody's in a role before it: "the Iranian president's chief of staff"."""
    if previous is None or previous.end != role.start or not is_possessive(doc[role.start]):
        return role
    serves = role.noun.split()[-1] in knowledge.words["serving_roles"]
    body = role.body or (previous.body if serves else None)
    return replace(role, start=previous.start, body=body, loose=True, definite=True)


def _inside_name(i: int, name_at: Mapping[int, Name]) -> bool:
    """Whether a role noun is only a part of somebody's or something's name."""
    name = name_at.get(i)
    if name is None or name.sense == "group":
        return False
    last_of_known = name.known is not None and name.start < i  # "the House of Representatives"
    return name.end > i + 1 or name.kind is Kind.PERSON or last_of_known


def _ends_name(doc: Doc, i: int, noun: RoleNoun, name_at: Mapping[int, Name], knowledge: Knowledge) -> bool:
    """Whether a role noun begins with the last word of a body's name: "Manchester City" "manager"."""
    name = name_at.get(i)
    if name is None or name.kind is not Kind.ORGANISATION or not name.start < i or name.end != i + 1:
        return False
    ranked = doc[name.start].lower_ in knowledge.role_modifiers  # "the deputy police chief"
    return noun.end > i + 1 and not ranked


def _read_role(
    doc: Doc, start: int, noun: RoleNoun, name_at: Mapping[int, Name], floor: int, knowledge: Knowledge
) -> Role:
    """A role noun at token `start` → the role; nothing before token `floor` belongs to it."""
    before = _read_before(doc, start, floor, name_at, knowledge)
    first, plural = before.first, noun.plural
    if plural and [t.lower_ for t in doc[max(first - 2, 0) : first + 1]] == ["one", "of", "the"]:
        plural, before.definite, first = False, True, first - 2
    own = [noun.noun] if plural else [noun.post or doc[start : noun.end].text]
    words = " ".join([doc[k].text for k in sorted(before.kept)] + own).replace(" - ", "-")
    local = noun.noun.split()[-1] in knowledge.words["local_offices"]
    bodies = [
        n
        for n in before.names
        if n.kind in _BODIES and n.sense != "people" and not (local and _is_town(doc, n, knowledge))
    ]
    if any(b.end == a.start and a.sense == b.sense == "adjective" for a, b in pairwise(bodies)):
        bodies = []  # "the Bosnian Serb leader" is neither Bosnia's nor Serbia's
    nearest = next((n for n in bodies if n.kind is Kind.ORGANISATION), bodies[0] if bodies else None)
    owned = nearest is not None and nearest.kind is Kind.ORGANISATION
    after = _read_after(doc, noun, name_at, owned, knowledge)
    return Role(
        start=first,
        end=after.end,
        head=doc[start : noun.end].root.i,
        noun=noun.noun,
        sense=knowledge.roles[noun.noun],
        post=words + after.words,
        body=after.body or nearest,
        parent=after.parent or (nearest if after.body and _is_party(nearest) else None),
        place=next((n for n in before.names if n.kind is Kind.PLACE or local), None),
        loose=after.loose if after.body else nearest is not None and nearest.sense == "group",
        modifiers=frozenset({*before.modifiers, "prospective"} if after.to_come else before.modifiers),
        definite=before.definite or bool(before.names),
        indefinite=before.indefinite,
        plural=plural,
        owner=before.owner,
    )


def _is_town(doc: Doc, name: Name, knowledge: Knowledge) -> bool:
    """Whether what stands before a local office is its town, whatever the pipeline took it for."""
    plain = name.kind is Kind.ORGANISATION and name.known is None
    headed = any(t.lower_ in knowledge.body_heads for t in doc[name.start : name.end])
    return name.sense in ("capital", "seat") or (plain and not headed)


def _is_party(name: Name | None) -> bool:
    """ "The Conservative chairman of the foreign affairs committee" is a Conservative too."""
    return name is not None and name.known is not None and name.known.type == "party"


@dataclass(slots=True)
class _Before:
    """What stands before a role noun: from token `first`, with the tokens `kept` in the post."""

    first: int
    names: list[Name] = field(default_factory=list)
    kept: list[int] = field(default_factory=list)
    modifiers: set[str] = field(default_factory=set)
    definite: bool = False
    indefinite: bool = False
    owner: int | None = None


def _read_before(
    doc: Doc, start: int, floor: int, name_at: Mapping[int, Name], knowledge: Knowledge
) -> _Before:
    """Leftwards from a role noun: "the" "Taliban" "'s" "acting" "deputy" before "foreign minister"."""
    found = _Before(start)
    i = start - 1
    while i >= floor and not doc[i].is_space and doc[i].ent_type_ not in TIMES and not is_dash(doc[i]):
        token, name = doc[i], name_at.get(i)
        modifier = knowledge.role_modifiers.get(token.lower_)
        hyphenated = knowledge.role_modifiers.get(doc[max(i - 2, 0) : i + 1].text.lower())
        if token.text == ")" and (opened := _bracket_before(doc, i, floor, name_at)) is not None:
            i = opened - 1  # "the International Atomic Energy Agency (IAEA) chief"
        elif name:
            if name.kind is Kind.PERSON:
                break
            if _is_part_of_post(doc, name, start, knowledge.body_heads):
                found.kept.extend(range(name.start, i + 1))
            else:
                found.names.append(name)
            i = name.start - 1
        elif is_possessive(token):
            found.definite = True
            named = name_at.get(i - 1)
            if named and named.kind is Kind.PERSON:
                found.owner = named.start
                break
            i -= 1
            if not named:
                break
        elif token.text == "-" and i > floor and knowledge.role_modifiers.get(f"{doc[i - 1].lower_}-"):
            found.modifiers.add(knowledge.role_modifiers[f"{doc[i - 1].lower_}-"])
            i -= 2  # "ex-guerrilla"
        elif hyphenated and doc[i - 1].text == "-" and i - 2 >= floor:
            found.modifiers.add(hyphenated)  # "self-proclaimed"
            i -= 3
        elif token.tag_[:2] == "VB" and token.dep_ not in ("amod", "compound", "nmod"):
            break  # "Biden, leading President Trump", "who ousted President Kéré"
        elif modifier:
            found.modifiers.add(modifier)
            if modifier in _KEPT_MODIFIERS:
                found.kept.append(i)
            i -= 1
        elif token.lower_ in _DEFINITE or token.lower_ in _INDEFINITE:
            found.definite = token.lower_ in _DEFINITE
            found.indefinite = not found.definite
            if token.tag_ == "PRP$":
                found.owner = i
            i -= 1
            break
        elif is_opposed(doc, i):
            i -= 3
        elif knowledge.titles.get(token.text) == "courtesy":
            break
        elif token.is_lower and token.pos_ == "NOUN" and token.dep_ in ("dobj", "pobj", "nsubj", "npadvmod"):
            break  # "in his speech President Ouattara"
        elif token.pos_ in ("NOUN", "PROPN") or (
            token.pos_ == "ADJ"
            and token.text[0].isupper()
            and token.lower_ not in knowledge.words["measures"]
        ):
            found.kept.append(i)
            i -= 1
        elif _only_qualifies(doc, i, start):
            i -= 1
        elif (
            i > floor
            and token.lower_ in ("and", "&")
            and found.kept == [i + 1]
            and joins_words(doc, i, name_at)
        ):
            found.kept.append(i)
            i -= 1
        else:
            break
    found.first = i + 1
    return found


def _bracket_before(doc: Doc, close: int, floor: int, name_at: Mapping[int, Name]) -> int | None:
    """The bracket that opens what is added to a body's name before a role: "(IAEA)", "(Unified Front)"."""
    opened = next((t.i for t in reversed(doc[max(close - 5, floor) : close]) if t.text == "("), None)
    if opened is None or opened <= floor or opened + 1 == close:
        return None
    words = doc[opened + 1 : close]
    people = any((name := name_at.get(t.i)) and name.kind is Kind.PERSON for t in words)
    return opened if all(t.text[0].isupper() for t in words) and not people else None


def _is_part_of_post(doc: Doc, name: Name, noun: int, body_heads: Container[str]) -> bool:
    """ "Defence" in "Defence Minister" names no body, whatever the pipeline says."""
    unknown = not name.known and name.kind is Kind.ORGANISATION
    if not unknown or name.end != noun or not doc[noun].text[0].isupper():
        return False
    return not name.text.isupper() and not any(t.lower_ in body_heads for t in doc[name.start : name.end])


def _only_qualifies(doc: Doc, i: int, noun: int) -> bool:
    """Whether a word before a role says no more than "new", "outgoing", "then-", "highly respected"."""
    token = doc[i]
    return (
        token.pos_ in ("ADJ", "NUM")
        or (token.tag_ in ("VBN", "VBG") and token.dep_ == "amod")
        or token.lower_ in ("-", "then")
        or (token.pos_ == "ADV" and i + 1 < noun and doc[i + 1].pos_ in ("ADJ", "VERB", "PUNCT"))
    )


@dataclass(slots=True)
class _After:
    """What stands behind a role noun, up to token `end`: words of the post, and the body."""

    end: int
    words: str = ""
    body: Name | None = None
    parent: Name | None = None
    loose: bool = False
    to_come: bool = False


def _read_after(
    doc: Doc, noun: RoleNoun, name_at: Mapping[int, Name], owned: bool, knowledge: Knowledge
) -> _After:
    """Rightwards from a role noun, three phrases at most: "for foreign affairs" "of the Taliban".

    `owned` says that an organisation before the noun has the post: "the agency's director for Gaza".
    """
    trailing, to_come = _trailing(doc, noun.end)
    found = _After(noun.end + trailing, to_come=to_come)
    last_word = noun.noun.split()[-1]
    speaks = knowledge.roles.get(noun.noun) == "spokesperson"
    for n in range(3):
        phrase = phrase_at(doc, found.end, name_at, knowledge)
        if phrase is None:
            break
        name = phrase.name
        if (
            phrase.preposition == "in"
            and name
            and name.kind in (Kind.PLACE, Kind.STATE)
            and last_word not in knowledge.words["posted_roles"]
        ):
            break  # where somebody is, not what
        actor = name if name and name.kind in _BODIES and name.sense != "people" else None
        owns = actor is not None and _owns(doc, phrase, actor, noun.noun, knowledge)
        owns = owns and not (owned and phrase.preposition == "for" and not speaks)
        takes = found.body is None and owns and (n == 0 or phrase.preposition != "with")
        if takes and actor:
            found.body, found.loose = actor, not phrase.whole or actor.sense == "group"
        if phrase.preposition == "with" and not takes:
            break  # "a businessman with interests in oil"
        if any(t.tag_ == "PRP$" for t in doc[found.end : phrase.end]) and not takes:
            break  # "slammed the president for his remarks"
        if _is_parent(found, phrase, actor):
            found.parent = actor
        elif not takes or found.loose:
            found.words += doc[found.end - 1].whitespace_ + doc[found.end : phrase.end].text
        found.end = phrase.end
        if name:
            found.end = _after_brackets(doc, phrase.end, name_at)
    return found


def _is_parent(found: _After, phrase: Phrase, actor: Name | None) -> bool:
    """Whether a phrase names what the body before it is a part of: "of the Foreign Ministry"."""
    if found.body is None or found.loose or found.parent or actor is None or not phrase.whole:
        return False
    organisations = found.body.kind is Kind.ORGANISATION and actor.kind is Kind.ORGANISATION
    return organisations and phrase.preposition == "of" and actor.sense == "name" and actor != found.body


def _after_brackets(doc: Doc, i: int, name_at: Mapping[int, Name]) -> int:
    """The token behind what brackets add to the name of a body: "(EFF)", "(Maoist Centre)", no holder."""
    if i + 2 >= len(doc) or doc[i].text != "(":
        return i
    close = next((t.i for t in doc[i + 2 : i + 5] if t.text == ")"), None)
    if close is None or not all(t.text[0].isupper() for t in doc[i + 1 : close]):
        return i
    named = [name.kind for k in range(i + 1, close) if (name := name_at.get(k))]
    after = name_at.get(close + 1)
    goes_on = close + 1 < len(doc) and doc[close + 1].pos_ == "PROPN"  # "the IRGC (...) Aerospace Force"
    if Kind.PERSON in named or (goes_on and not (after and after.kind is Kind.PERSON)):
        return i
    return close + 1


def _trailing(doc: Doc, i: int) -> tuple[int, bool]:
    """How many words behind a role noun only qualify it, and whether they say that it is yet to be held.

    "professor emeritus of", "president pro tempore", "president-elect".
    """
    hyphen = 1 if i + 1 < len(doc) and doc[i].text == "-" else 0
    word = doc[i + hyphen].lower_ if i < len(doc) else ""
    if word.removeprefix("-") in ("designate", "elect"):
        return hyphen + 1, True
    return (2 if word == "pro" else int(word in ("emeritus", "emerita"))) if not hyphen else 0, False


def _owns(doc: Doc, phrase: Phrase, actor: Name, noun: str, knowledge: Knowledge) -> bool:
    """Whether an actor after a preposition is the body of the post: "of Iran", "with the BBC"."""
    preposition = phrase.preposition
    if noun.split()[-1] in knowledge.words["local_offices"] and actor.kind is Kind.ORGANISATION:
        words = doc[actor.start : actor.end]
        if actor.known is None and not any(t.lower_ in knowledge.body_heads for t in words):
            return False  # "the mayor of South Bend", which the pipeline took for a body
    if actor.kind is Kind.STATE and is_possessive(doc[actor.start - 1]):
        return False  # "director of the Foreign Ministry's Oman and Yemen Office"
    if preposition == "with":
        return noun.split()[-1] not in knowledge.words["dealing_roles"]
    if preposition == "for":
        works = phrase.whole and actor.kind is Kind.ORGANISATION and actor.sense == "name"
        works = works and noun.split()[-1] not in knowledge.words["sought_roles"]
        return works or knowledge.roles[noun] == "spokesperson"
    if preposition == "in":
        return actor.kind is Kind.ORGANISATION
    return preposition in ("of", "at", "from")
