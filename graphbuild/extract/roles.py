"""Names in a Doc → the roles around them: who is what, of which body.

A role is a noun of the lexicon ("foreign minister") with the words that belong to it on both
sides: "former Vice President of the previous Afghan government". It is read from left to right,
not off the parse, because parsers break such groups more often than clauses. It belongs to a
person who stands right after it ("President Putin"), before it between commas ("Lavrov, the
foreign minister, …") or after it between commas ("the Uzbek envoy, Ismatulla Irgashev, …").
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from spacy.tokens import Doc

from graphbuild.extract.name import Name, is_opposed, is_possessive
from graphbuild.knowledge import Knowledge
from graphbuild.model import Kind

_WORDS = re.compile(r"\w+|[^\w\s]")
_DEFINITE = frozenset(["the", "its", "his", "her", "their", "our", "this", "that"])
_BODY_PREPOSITIONS = frozenset(["of", "at", "with", "from", "in", "for"])
_PREPOSITIONS = _BODY_PREPOSITIONS | {"to", "on"}
_POSTED = frozenset(["ambassador", "envoy", "representative", "correspondent", "consul", "attaché"])
_DEALING = frozenset(["negotiator", "mediator", "envoy", "contact", "talks"])
_OPEN = frozenset([",", "(", "–", "—", "-", "--", "["])
_CLOSE = frozenset([",", ")", ".", "–", "—", "-", "--", ";", ":", "]"])


@dataclass(frozen=True, slots=True)
class Role:
    """Tokens `start` to `end` that say what somebody is; `noun` and `sense` are the lexicon's.

    `head` is the token of the noun. `post` is the post in words, without the body, `body` the
    name of the body it is a post of, `loose` whether only a part of that body is meant ("head of
    a Russian delegation"). `modifiers` are senses of the lexicon (`former`, `acting`,
    `prospective`, …). `person` is whom it describes; `link` how it is tied to the name.
    """

    start: int
    end: int
    head: int
    noun: str
    sense: str
    post: str
    body: Name | None = None
    loose: bool = False
    modifiers: frozenset[str] = frozenset()
    definite: bool = False
    indefinite: bool = False
    plural: bool = False
    owner: int | None = None
    person: Name | None = None
    link: str = ""


def find_roles(
    doc: Doc, names: Sequence[Name], knowledge: Knowledge
) -> tuple[tuple[Role, ...], tuple[Name, ...]]:
    """A Doc and its names → its roles, in order, each with its person where one is named beside it.

    The names come back too: what stands where only a person can is a person.
    """
    name_at = {i: name for name in names for i in range(name.start, name.end)}
    roles: list[Role] = []
    i = 0
    while i < len(doc):
        found = _noun_at(doc, i, knowledge)
        inside = name_at.get(i)
        if not found or (
            inside and inside.sense != "group" and (inside.end > i + 1 or inside.kind is Kind.PERSON)
        ):
            i += 1
            continue
        noun, end, plural = found
        role = _read_role(doc, i, end, noun, plural, name_at, knowledge, roles[-1].head + 1 if roles else 0)
        roles.append(role)
        i = max(end, i + 1)
    linked = tuple(_link(doc, roles, names, name_at, knowledge))
    people = {role.person.start: role.person for role in linked if role.person}
    return linked, tuple(people.get(name.start, name) for name in names)


@lru_cache(maxsize=4)
def _index(nouns: tuple[str, ...]) -> Mapping[str, tuple[tuple[tuple[str, ...], str, bool], ...]]:
    """Role nouns, singular and plural, by their first word: (words, noun, plural), longest first."""
    index: dict[str, list[tuple[tuple[str, ...], str, bool]]] = {}
    for noun in nouns:
        words = tuple(_WORDS.findall(noun.lower()))
        head = (
            next(
                (k for k, word in enumerate(words) if word in ("of", "in", "to", "-", "general", "in")),
                len(words),
            )
            - 1
        )
        for plural in (False, True):
            forms = list(words)
            if plural:
                at = head if head >= 0 else len(words) - 1
                forms[at] = _plural(forms[at])
            index.setdefault(forms[0], []).append((tuple(forms), noun, plural))
    return {first: tuple(sorted(group, key=lambda g: -len(g[0]))) for first, group in index.items()}


def _plural(word: str) -> str:
    if word.endswith("man"):
        return word[:-3] + "men"
    if word.endswith("y") and word[-2:-1] not in "aeiou":
        return word[:-1] + "ies"
    return word + ("es" if word.endswith(("s", "ch", "sh", "x")) else "s")


def _noun_at(doc: Doc, i: int, knowledge: Knowledge) -> tuple[str, int, bool] | None:
    for words, noun, plural in _index(tuple(knowledge.roles)).get(doc[i].lower_, ()):
        end = i + len(words)
        if end <= len(doc) and all(doc[i + k].lower_ == word for k, word in enumerate(words)):
            if doc[end - 1].pos_ in ("VERB", "AUX", "ADV"):
                continue
            if (
                noun in knowledge.role_modifiers
                and end < len(doc)
                and doc[end].pos_ in ("NOUN", "PROPN", "ADJ")
            ):
                continue  # "deputy" before a longer role only qualifies it
            return noun, end, plural
    return None


def _read_role(
    doc: Doc,
    start: int,
    end: int,
    noun: str,
    plural: bool,
    name_at: Mapping[int, Name],
    knowledge: Knowledge,
    floor: int,
) -> Role:
    modifiers: set[str] = set()
    before: list[Name] = []
    kept: list[int] = []
    definite, indefinite, owner = False, False, None
    i = start - 1
    while i >= floor and not doc[i].is_space and doc[i].ent_type_ not in ("DATE", "TIME"):
        token = doc[i]
        name = name_at.get(i)
        modifier = knowledge.role_modifiers.get(token.lower_)
        if name and name.kind is Kind.PERSON:
            break
        if name and _part_of_post(doc, name, start, knowledge.body_heads):
            kept.extend(range(name.start, i + 1))
            i = name.start - 1
        elif name:
            before.append(name)
            i = name.start - 1
        elif is_possessive(token):
            named = name_at.get(i - 1)
            if named and named.kind is Kind.PERSON:
                owner, definite = named.start, True
                break
            definite = True
            i -= 1
            if not named:
                break
        elif modifier:
            modifiers.add(modifier)
            if modifier in ("rank", "deputy", "portfolio"):
                kept.append(i)
            i -= 1
        elif token.lower_ in _DEFINITE or token.lower_ in ("a", "an", "another", "one"):
            definite = token.lower_ in _DEFINITE
            indefinite = not definite
            if token.tag_ == "PRP$":
                owner = i
            i -= 1
            break
        elif is_opposed(doc, i):
            i -= 3
        elif token.pos_ in ("NOUN", "PROPN") or (token.pos_ == "ADJ" and token.text[0].isupper()):
            kept.append(i)
            i -= 1
        elif (
            token.pos_ in ("ADJ", "NUM")
            or (token.tag_ in ("VBN", "VBG") and token.dep_ == "amod")
            or token.lower_ in ("-", "then")
            or (token.pos_ == "ADV" and i + 1 < start and doc[i + 1].pos_ in ("ADJ", "VERB", "PUNCT"))
        ):
            i -= 1
        elif (
            token.lower_ in ("and", "&") and kept == [i + 1] and i > 0 and _alike(doc, i - 1, i + 1, name_at)
        ):
            kept.append(i)
            i -= 1
        else:
            break
    if plural and [t.lower_ for t in doc[max(i - 1, 0) : i + 2]] == ["one", "of", "the"]:
        plural, definite, i = False, True, i - 2
    first = i + 1
    own = [noun] if plural else [t.text for t in doc[start:end]]
    words = [doc[k].text for k in sorted(kept)] + own
    post, j = " ".join(words).replace(" - ", "-"), end
    body, loose = None, False
    for _ in range(3):
        phrase = _phrase_after(doc, j, name_at, knowledge)
        if not phrase:
            break
        preposition, k, last, whole = phrase
        actor = (
            last if last and last.kind in (Kind.STATE, Kind.ORGANISATION) and last.sense != "people" else None
        )
        if (
            preposition == "in"
            and last
            and last.kind in (Kind.PLACE, Kind.STATE)
            and noun.split()[-1] not in _POSTED
        ):
            break  # where somebody is, not what
        if (
            actor
            and body is None
            and (
                preposition in ("of", "at", "from")
                or (preposition == "with" and noun.split()[-1] not in _DEALING)
                or (preposition == "for" and knowledge.roles[noun] == "spokesperson")
                or (preposition == "in" and actor.kind is Kind.ORGANISATION)
            )
        ):
            body, loose = actor, not whole
            if not whole:
                post += doc[j - 1].whitespace_ + doc[j:k].text
        else:
            post += doc[j - 1].whitespace_ + doc[j:k].text
        j = k
    if body is None:
        bodies = [n for n in before if n.kind in (Kind.STATE, Kind.ORGANISATION) and n.sense != "people"]
        body = next((n for n in bodies if n.kind is Kind.ORGANISATION), bodies[0] if bodies else None)
    return Role(
        first, j, end - 1, noun, knowledge.roles[noun], post, body, loose, frozenset(modifiers),
        definite or bool(before), indefinite, plural, owner,
    )  # fmt: skip


def _part_of_post(doc: Doc, name: Name, noun: int, body_heads: Container[str]) -> bool:
    """ "Defence" in "Defence Minister" names no body, whatever the pipeline says."""
    if (
        name.known
        or name.kind is not Kind.ORGANISATION
        or name.end != noun
        or not doc[noun].text[0].isupper()
    ):
        return False
    return not name.text.isupper() and not any(t.lower_ in body_heads for t in doc[name.start : name.end])


def _alike(doc: Doc, i: int, j: int, name_at: Mapping[int, Name]) -> bool:
    same_case = doc[i].text[0].isupper() == doc[j].text[0].isupper()
    return (
        same_case
        and i not in name_at
        and doc[i].ent_type_ != "PERSON"
        and doc[i].pos_ in ("NOUN", "PROPN", "ADJ")
    )


def _phrase_after(
    doc: Doc, i: int, name_at: Mapping[int, Name], knowledge: Knowledge
) -> tuple[str, int, Name | None, bool] | None:
    """A prepositional phrase at token `i` → (preposition, its end, its last name, whether that ends it)."""
    if i + 1 >= len(doc) or doc[i].lower_ not in _PREPOSITIONS:
        return None
    k = i + 1
    if doc[k].lower_ in ("the", "a", "an", "its", "their", "his", "her", "our"):
        k += 1
    last: Name | None = None
    begin = k
    while k < len(doc) and not doc[k].is_space and doc[k].ent_type_ not in ("DATE", "TIME"):
        name = name_at.get(k)
        if name is None and doc[k].pos_ == "PROPN" and doc[k].text.rstrip(".") in knowledge.personal_titles:
            break
        if name:
            if name.kind is Kind.PERSON or (
                last and last.end == k and name.sense != "adjective" and not is_possessive(doc[k - 1])
            ):
                break
            last, k = name, name.end
        elif is_possessive(doc[k]) and k > begin:
            k += 1
        elif doc[k].pos_ in ("NOUN", "PROPN", "ADJ") or doc[k].lower_ in ("-", "&"):
            if _noun_at(doc, k, knowledge) and k > begin and (doc[k].text[0].isupper() or last):
                break
            k += 1
        elif (
            doc[k].lower_ == "and"
            and last is None
            and k + 1 < len(doc)
            and k > begin
            and _alike(doc, k - 1, k + 1, name_at)
            and (k + 1) not in name_at
            and not _noun_at(doc, k + 1, knowledge)
        ):
            k += 1
        else:
            break
    if k == begin or is_possessive(doc[k - 1]) or doc[k - 1].lower_ in ("-", "&"):
        return None
    if k - 1 not in name_at and doc[k - 1].pos_ == "ADJ":
        return None
    named = last if last and last.sense != "adjective" else None
    loose_name = last
    return doc[i].lower_, k, named or loose_name, bool(named and named.end == k)


def _link(
    doc: Doc, roles: list[Role], names: Sequence[Name], name_at: Mapping[int, Name], knowledge: Knowledge
) -> Iterator[Role]:
    people = [
        name if name.kind is Kind.PERSON else replace(name, kind=Kind.PERSON, core="")
        for name in names
        if name.kind is Kind.PERSON or _may_be_person(doc, name, knowledge)
    ]
    starts = {name.start: name for name in people}
    ends = {name.end: name for name in people}
    previous: Role | None = None
    for n, role in enumerate(roles):
        linked = role
        following = roles[n + 1] if n + 1 < len(roles) else None
        after = _title_gap(doc, role.end, starts, name_at)
        if (
            after
            and following
            and role.end <= following.head < after
            and following.start <= role.end
            and doc[role.head].is_lower
        ):
            after = None  # "a spokeswoman for EU foreign policy chief Mogherini"
        if after and not role.plural:
            body = role.body or _of_body(doc, starts[after].end, name_at)
            if (
                body is None
                and previous
                and previous.person
                and previous.link == "title"
                and not role.modifiers & {"former"}
            ):
                # "the Taliban's deputy premier Baradar and the defence minister Yaqoob"
                gap = [t.lower_ for t in doc[previous.person.end : role.start]]
                body = previous.body if gap in (["and"], [",", "and"]) and role.sense == "office" else None
            linked = replace(role, person=starts[after], link="title", body=body)
        elif after and role.plural:
            linked = replace(role, person=starts[after], link="plural title")
        elif (
            previous
            and previous.person
            and previous.link in ("apposition",)
            and _continues(doc, previous, role)
        ):
            linked = replace(role, person=previous.person, link="apposition")
        else:
            before = _name_before(doc, role, ends)
            if before:
                linked = replace(role, person=before, link="apposition")
            elif (
                (role.definite or role.body)
                and not role.plural
                and role.end + 1 < len(doc)
                and doc[role.end].text in _OPEN
                and not _of_somebody(doc, role, knowledge)
            ):
                name = starts.get(role.end + 1) or starts.get(role.end + 2)
                if (
                    name
                    and (
                        name.end >= len(doc)
                        or doc[name.end].text in _CLOSE
                        or doc[name.end].pos_ in ("VERB", "AUX")
                    )
                    and not (following and following.start == name.start)
                ):
                    linked = replace(role, person=name, link="named apposition")
        # "foreign minister and deputy leader X": the first of two joined roles takes the same name.
        if (
            linked.person
            and linked.link == "title"
            and previous
            and previous.person is None
            and _joined(doc, previous, role)
            and role.noun not in ("candidate", "nominee")
        ):
            yield replace(previous, person=linked.person, link="title")
        elif previous:
            yield previous
        previous = linked
    if previous:
        yield previous


def _of_body(doc: Doc, i: int, name_at: Mapping[int, Name]) -> Name | None:
    """The body that follows a name: "President el-Sisi of Egypt"."""
    if i + 1 < len(doc) and doc[i].lower_ == "of":
        name = name_at.get(i + 1) or name_at.get(i + 2) if doc[i + 1].lower_ == "the" else name_at.get(i + 1)
        return name if name and name.kind in (Kind.STATE, Kind.ORGANISATION) else None
    return None


def _may_be_person(doc: Doc, name: Name, knowledge: Knowledge) -> bool:
    """Whether a name that the pipeline took for something else could be a person's full name."""
    words = doc[name.start : name.end]
    plain = name.known is None and not name.state and 2 <= len(words) <= 4
    return plain and all(t.is_title and t.is_alpha and t.lower_ not in knowledge.body_heads for t in words)


def _title_gap(doc: Doc, i: int, starts: Mapping[int, Name], name_at: Mapping[int, Name]) -> int | None:
    """Where a person's name begins right after token `i`, titles and marks of respect skipped."""
    for k in range(i, min(i + 4, len(doc))):
        if k in starts:
            return k
        if (
            not ((doc[k].pos_ == "PROPN" and k not in name_at) or doc[k].text in ("(", "-"))
            or doc[k].is_sent_start
        ):
            return None
    return None


def _of_somebody(doc: Doc, role: Role, knowledge: Knowledge) -> bool:
    """ "the son of the prime minister, Yair Netanyahu": the name is not the minister's."""
    i = role.start - 1
    if i < 1 or doc[i].lower_ not in ("of", "to", "for"):
        return False
    noun = doc[i - 1].lemma_.lower()
    return noun in knowledge.kinship or noun in knowledge.roles


def _name_before(doc: Doc, role: Role, ends: Mapping[int, Name]) -> Name | None:
    """The person named right before a role, between a comma or a bracket."""
    i = role.start - 1
    if i < 1:
        return None
    if doc[i].lower_ == "as" and doc[i].dep_ == "prep" and doc[i].head.pos_ in ("NOUN", "PROPN"):
        return ends.get(i)  # "the tenure of Aminian as envoy"
    if doc[i].text in _OPEN:
        name = ends.get(i)
        closed = (
            doc[role.start].lower_ in ("a", "an", "the")
            or role.end >= len(doc)
            or doc[role.end].text in _CLOSE
            or doc[role.end].lower_ in ("and", "who", "as")
            or doc[role.end].pos_ in ("VERB", "AUX")
            or doc[role.end].is_space
        )
        return name if name and closed else None
    return None


def _continues(doc: Doc, previous: Role, role: Role) -> bool:
    """Whether a role goes on where another apposition of the same person ended."""
    gap = [t.lower_ for t in doc[previous.end : role.start]]
    return gap in (["and"], [","], [",", "and"], ["as", "well", "as"], ["&"]) and not role.plural


def _joined(doc: Doc, previous: Role, role: Role) -> bool:
    if is_possessive(doc[role.start]):
        return False
    return [t.lower_ for t in doc[previous.end : role.start]] in (
        ["and"],
        ["&"],
        ["/"],
        [],
    ) and not previous.plural
