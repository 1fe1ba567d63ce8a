"""Names and roles in a Doc → who is meant at each token, within one article.

Names are grouped first ("Baradar" with "Abdul Ghani Baradar"), then roles without a name ("the
Russian envoy"), nouns for bodies ("the group") and pronouns are tied to what was named before.
Where nothing fits well nothing is tied: a wrong link costs more than a missing one.
"""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from spacy.tokens import Doc, Span, Token

from graphbuild.extract.clauses import SUBJECTS, conjuncts, is_passive, subject_of
from graphbuild.extract.name import Name
from graphbuild.extract.roles import Role
from graphbuild.knowledge import Figure, Knowledge, Known
from graphbuild.model import Kind, fullness
from graphbuild.spelling import name_words, same_words, spelled_alike

_HE = frozenset(["he", "him", "his", "himself"])
_SHE = frozenset(["she", "her", "hers", "herself"])
_IT = frozenset(["it", "its", "itself"])
_THEY = frozenset(["they", "their", "them"])
_SPEAKER = frozenset(["i", "me", "my", "we", "us", "our"])
_MALE = frozenset(
    [
        "mr",
        "king",
        "prince",
        "emir",
        "sultan",
        "sheikh",
        "sir",
        "lord",
        "mullah",
        "ayatollah",
        "father",
        "pope",
    ]
)
_FEMALE = frozenset(["mrs", "ms", "miss", "queen", "princess", "lady", "dame", "madam"])
_REPRESENTING = frozenset(["from", "of"])
_COUNTERPARTS = frozenset(["counterpart", "opposite number", "homologue"])
_SIDES = frozenset(
    ["country", "nation", "side", "state", "government", "neighbour", "neighbor", "republic", "capital"]
)
_PLACES = frozenset(["city", "town", "province", "territory", "island", "village", "district", "peninsula"])
_QUOTES = frozenset(['"', "“", "”"])


@dataclass(slots=True)
class Draft:
    """An entity of this article while it is being put together."""

    kind: Kind
    label: str
    names: set[str] = field(default_factory=set)
    known: Known | None = None
    state: str = ""
    core: str = ""
    gender: str = ""
    figure: Figure | None = None


@dataclass(frozen=True, slots=True)
class Referents:
    """Who is meant where: indices into `drafts` by token index.

    `named` maps the tokens of names and roles, `meant` those of pronouns and other nouns;
    `adjectives` maps a nationality ("Russian") to its state; `speakers` each sentence's start to
    whoever speaks in it. `collective` are the tokens of people who only act for an entity,
    `home` the state that the article is written from, `governments` the states of capitals that are
    named as places, `event_nouns` the nouns whose "of" is not their owner.
    """

    drafts: tuple[Draft, ...]
    named: Mapping[int, tuple[int, ...]]
    meant: Mapping[int, tuple[int, ...]]
    adjectives: Mapping[int, tuple[int, ...]]
    speakers: Mapping[int, tuple[int, ...]]
    collective: frozenset[int] = frozenset()
    home: int | None = None
    governments: Mapping[int, int] = field(default_factory=dict)
    event_nouns: frozenset[str] = frozenset()
    measures: frozenset[str] = frozenset()

    def at(self, token: Token) -> tuple[int, ...]:
        """The entities that a noun phrase's head stands for, without those joined to it."""
        return self.named.get(token.i) or self.meant.get(token.i) or ()

    def all_at(self, token: Token) -> tuple[int, ...]:
        """The entities of a noun phrase and of those joined to it by "and"."""
        found = dict.fromkeys(i for head in conjuncts(token) for i in self.at(head) or self._examples(head))
        return tuple(found)

    def _examples(self, token: Token) -> Iterator[int]:
        """Those named as some of many: "12 of 34 capitals, including Kandahar and Herat"."""
        for child in token.children:
            if (
                (
                    child.dep_ == "prep"
                    and child.lower_ == "of"
                    and (token.like_num or token.lemma_ in self.measures)
                )
                or child.lower_ in ("including", "like")
                or (child.lower_ == "as" and any(t.lower_ == "such" for t in child.children))
            ):
                yield from (i for t in child.children if t.dep_ == "pobj" for i in self.all_at(t))

    def owner(self, noun: Token) -> tuple[int, ...]:
        """Whoever stands behind a thing: "Israel's attack", "the Israeli attack", "the attack by Israel"."""
        for child in noun.children:
            if child.dep_ == "poss":
                return self.all_at(child)
        for child in noun.children:
            if child.dep_ in ("prep", "agent") and child.lower_ == "by":
                found = tuple(i for t in child.children if t.dep_ == "pobj" for i in self.all_at(t))
                if found:
                    return found
        for child in noun.children:
            if child.dep_ in ("amod", "compound", "nmod"):
                found = self.adjectives.get(child.i) or self.at(child)
                if found:
                    return found
        of = [c for c in noun.children if c.dep_ == "prep" and c.lower_ in ("of", "from")]
        inner = [
            c for p in of for t in p.children for c in t.children if c.lower_ == "by" or c.dep_ == "agent"
        ]
        made = [
            c
            for v in noun.children
            if v.dep_ == "acl" and v.tag_ == "VBN"
            for c in v.children
            if c.dep_ == "agent"
        ]
        for by in [*inner, *made]:
            # "the occupation of Palestine by Israel", "sanctions imposed by the US"
            found = tuple(i for t in by.children if t.dep_ == "pobj" for i in self.all_at(t))
            if found:
                return found
        if noun.lemma_.lower() in self.event_nouns:
            return ()  # "of" names whom it is done to
        for child in noun.children:
            if child.dep_ == "prep" and child.lower_ in ("of", "from"):
                return tuple(i for t in child.children if t.dep_ == "pobj" for i in self.all_at(t))
        return ()


class _Drafts:
    """Entities of one article under construction, found again by name."""

    def __init__(self, knowledge: Knowledge) -> None:
        self.knowledge = knowledge
        self.all: list[Draft] = []
        self.by_label: dict[tuple[Kind, str], int] = {}

    def known(self, known: Known, text: str = "") -> int:
        key = (known.kind, known.label)
        if key not in self.by_label:
            self.by_label[key] = len(self.all)
            self.all.append(Draft(known.kind, known.label, known=known, state=known.state))
        index = self.by_label[key]
        if text:
            self.all[index].names.add(text)
        return index

    def state(self, label: str) -> int:
        return self.known(Known(label, Kind.STATE, "name"))

    def new(self, kind: Kind, label: str, state: str = "", core: str = "") -> int:
        key = (kind, label)
        if key not in self.by_label:
            self.by_label[key] = len(self.all)
            self.all.append(Draft(kind, label, state=state, core=core))
        index = self.by_label[key]
        self.all[index].names.add(label)
        return index


def resolve_names(doc: Doc, names: Sequence[Name], roles: Sequence[Role], knowledge: Knowledge) -> Referents:
    """A Doc, its names and roles → its referents."""
    drafts = _Drafts(knowledge)
    entity_of = _group_names(doc, names, drafts)
    for draft in tuple(drafts.all):
        if draft.kind is Kind.PERSON:
            draft.figure = _figure(draft, knowledge)
            if draft.figure:
                drafts.state(draft.figure.state)
    home = _home(doc, names, knowledge)
    if home:
        drafts.state(home)
    named: dict[int, tuple[int, ...]] = {}
    adjectives: dict[int, tuple[int, ...]] = {}
    for name in names:
        entity = entity_of.get(name)
        if name.sense == "adjective":
            adjectives.update(
                dict.fromkeys(
                    range(name.start, name.end), (drafts.state(str(name.known and name.known.label)),)
                )
            )
        elif name.sense == "people" and name.known and _collective_people(doc, name):
            named.update(dict.fromkeys(range(name.start, name.end), (drafts.state(name.known.label),)))
        elif entity is not None:
            named.update(dict.fromkeys(range(name.start, name.end), (entity,)))
            for word in name.title.lower().rstrip(".").split():
                drafts.all[entity].gender = (
                    "m" if word in _MALE else "f" if word in _FEMALE else drafts.all[entity].gender
                )
    people_by_role = _tie_roles(doc, roles, entity_of, named, drafts)
    meant: dict[int, tuple[int, ...]] = {}
    _tie_nouns(doc, named, adjectives, meant, roles, people_by_role, drafts, entity_of)
    for draft in tuple(drafts.all):
        if draft.kind is Kind.PLACE and draft.label in knowledge.capitals:
            drafts.state(knowledge.capitals[draft.label])
    referents = Referents(
        tuple(drafts.all), named, meant, adjectives, {}, measures=knowledge.words["measures"]
    )
    speakers = _tie_pronouns(doc, referents, meant, knowledge)
    collective = frozenset(i for name in names if name.sense == "group" for i in range(name.start, name.end))
    return Referents(
        tuple(drafts.all),
        named,
        meant,
        adjectives,
        speakers,
        collective,
        drafts.state(home) if home else None,
        {
            i: drafts.state(knowledge.capitals[d.label])
            for i, d in enumerate(drafts.all)
            if d.kind is Kind.PLACE and d.label in knowledge.capitals
        },
        frozenset(lemma for pos, lemma in knowledge.patterns if pos == "noun"),
        knowledge.words["measures"],
    )


def _group_names(doc: Doc, names: Sequence[Name], drafts: _Drafts) -> dict[Name, int]:
    entity_of: dict[Name, int] = {}
    people = sorted(
        (n for n in names if n.kind is Kind.PERSON and not n.known),
        key=lambda n: (-len(n.text.split()), n.start),
    )
    for name in people:
        # Two full names in one sentence that are not the same words are two people.
        beside = {
            doc[other.start].sent.start
            for other in people
            if " " in name.text and same_words(name_words(other.text), name_words(name.text))
        }
        apart = {
            entity_of[other]
            for other in people
            if other in entity_of
            and " " in other.text
            and doc[other.start].sent.start in beside
            and not same_words(name_words(other.text), name_words(name.text))
        }
        index = _same_person(name, people, entity_of, apart)
        if index is None:
            index = drafts.new(Kind.PERSON, name.text)
        drafts.all[index].names.add(name.text)
        if name.title:
            drafts.all[index].names.add(f"{name.title} {name.text}")
        entity_of[name] = index
    bodies = sorted(
        (n for n in names if n.kind is not Kind.PERSON and n.sense not in ("adjective", "people", "event")),
        key=lambda n: n.start,
    )
    acronyms = _acronyms(names)
    for name in bodies:
        if name.known:
            entity_of[name] = drafts.known(name.known, name.text)
            continue
        entity_of[name] = _same_body(name, acronyms, drafts)
    return entity_of


def _collective_people(doc: Doc, name: Name) -> bool:
    """ "shelled by the Russians": a nation's people who do something together act for it."""
    token = name.head(doc)
    doing = token.dep_ == "nsubj" or (token.dep_ == "pobj" and token.head.lower_ == "by")
    bare = not any(c.dep_ in ("relcl", "acl", "amod", "nummod", "prep") for c in token.children)
    return doing and bare and any(c.lower_ == "the" for c in token.children) and token.tag_ in ("NNPS", "NNS")


def _figure(draft: Draft, knowledge: Knowledge) -> Figure | None:
    """The well-known person that all the names of a draft allow; a longer name decides first."""
    for name in sorted(draft.names, key=fullness, reverse=True):
        figure = knowledge.figures.get(name)
        if figure:
            return figure
        if len(name_words(name)) > 1 and name.split()[0].rstrip(".") not in knowledge.title_words:
            return None  # "Melania Trump" is not the figure whose surname she bears
    return None


def _home(doc: Doc, names: Sequence[Name], knowledge: Knowledge) -> str:
    """The state whose capital the dateline names: "TEHRAN –", "Kabul, Mar 24 (EFE)"."""
    for name in names:
        if name.start > 40:
            break
        state = knowledge.capitals.get(name.text) or knowledge.capitals.get(name.text.title())
        after = doc[name.end : name.end + 8]
        dash = any(t.text in ("-", "–", "—", "--") or ("-" in t.text and not t.is_alpha) for t in after)
        if (
            state
            and doc[name.start].is_sent_start
            and dash
            and not any(t.pos_ in ("VERB", "AUX") for t in after[:3])
        ):
            return state
    return ""


def _same_person(
    name: Name, people: Sequence[Name], entity_of: Mapping[Name, int], apart: Container[int]
) -> int | None:
    """The person already named whom this name means: a part of the full name, or a spelling of it."""
    words = name_words(name.text)
    best: tuple[int, int] | None = None
    for other in people:
        index = entity_of.get(other)
        if index is None:
            continue
        full = name_words(other.text)
        if words == full:
            return index
        if index in apart:
            continue
        rank = 0
        if len(words) == 1 and len(full) > 1:
            if full[-1] == words[0]:
                rank = 4
            elif words[0] in full:
                rank = 2 if full[0] != words[0] else 1
            elif spelled_alike(words[0], full[-1]):
                rank = 1
        elif len(words) == 1:
            rank = 1 if spelled_alike(words[0], full[0]) else 0
        elif _initials(words) and _initials(words) != _initials(full):
            rank = 0  # George W. Bush and George H. W. Bush
        elif set(words) < set(full) and (words[-1] == full[-1] or words[0] == full[0]):
            rank = 4 if full[-len(words) :] == words else 2
        elif same_words(words, full):
            rank = 3
        if rank and other.start > name.start:
            rank -= 1
        if rank > 0 and (best is None or rank >= best[0]):
            best = (rank, index)
    return best[1] if best else None


def _initials(words: Sequence[str]) -> tuple[str, ...]:
    return tuple(word for word in words if len(word) == 1)


def _acronyms(names: Sequence[Name]) -> dict[str, Name]:
    """Acronyms that stand right behind the name they shorten: "Syrian Democratic Forces (SDF)"."""
    found: dict[str, Name] = {}
    for first, second in itertools.pairwise(names):
        if (
            second.start - first.end <= 2
            and second.text.isupper()
            and len(second.text) > 1
            and first.kind is not Kind.PERSON
        ):
            initials = "".join(word[0] for word in first.text.split() if word[0].isupper())
            letters = second.text.replace(".", "")
            if letters == initials or (
                letters[0] == initials[:1] and set(letters) <= set(first.text.upper())
            ):
                found[second.text] = first
    return found


def _same_body(name: Name, acronyms: Mapping[str, Name], drafts: _Drafts) -> int:
    full = acronyms.get(name.text)
    if full is not None and full is not name:
        index = (
            drafts.known(full.known)
            if full.known
            else drafts.new(full.kind, full.text, full.state, full.core)
        )
        drafts.all[index].names.add(name.text)
        return index
    plain = _bare(name.text)
    for index, draft in enumerate(drafts.all):
        if draft.kind is not Kind.PERSON and any(_bare(known) == plain for known in draft.names):
            draft.names.add(name.text)
            return index
        if (
            name.core
            and draft.core
            and _bare(draft.core) == _bare(name.core)
            and (draft.state == name.state or not name.state)
        ):
            draft.names.add(name.text)
            return index
    return drafts.new(name.kind, name.text, name.state, name.core or name.text)


def _bare(text: str) -> str:
    return text.lower().removeprefix("the ").replace("’s", "").replace("'s", "").replace("-", " ").strip()


def _tie_roles(
    doc: Doc,
    roles: Sequence[Role],
    entity_of: Mapping[Name, int],
    named: dict[int, tuple[int, ...]],
    drafts: _Drafts,
) -> list[tuple[Role, int]]:
    """Tokens of a role → its person; returns the roles of named people, for later references."""
    people: list[tuple[Role, int]] = []
    for role in roles:
        if role.person is None:
            continue
        person = entity_of.get(role.person)
        if person is None:
            continue
        people.append((role, person))
        noun = role.noun
        if noun.endswith("woman") or noun in ("queen", "princess", "actress"):
            drafts.all[person].gender = "f"
        elif noun.endswith("man") or noun in ("king", "emir", "prince", "sultan"):
            drafts.all[person].gender = "m"
        if role.link == "plural title":
            named[role.head] = tuple(
                dict.fromkeys(
                    i
                    for head in conjuncts(doc[role.person.start : role.person.end].root)
                    for i in named.get(head.i, ())
                )
            ) or (person,)
            continue
        for token in doc[role.start : role.end]:
            if token.pos_ in ("NOUN", "PROPN", "ADJ"):
                named.setdefault(token.i, (person,))
    return people


def _tie_nouns(
    doc: Doc,
    named: dict[int, tuple[int, ...]],
    adjectives: Mapping[int, tuple[int, ...]],
    meant: dict[int, tuple[int, ...]],
    roles: Sequence[Role],
    people: Sequence[tuple[Role, int]],
    drafts: _Drafts,
    entity_of: Mapping[Name, int],
) -> None:
    """Roles with no name beside them, and nouns for people and bodies → who is meant."""
    knowledge = drafts.knowledge
    for role in roles:
        if role.person is not None or role.head in named:
            continue
        if role.noun in _COUNTERPARTS and role.plural:
            states = {i: None for k in range(role.start, role.head) for i in adjectives.get(k, ())}
            if states:
                meant[role.head] = tuple(states)
            continue
        if role.plural and knowledge.groups.get(doc[role.head].lower_) in ("agent", "member"):
            continue
        body = entity_of.get(role.body) if role.body else None
        if role.body and role.body.sense == "adjective":
            body = drafts.state(str(role.body.known and role.body.known.label))
        person = _person_in_role(role, body, people, entity_of, drafts)
        if person is not None:
            meant[role.head] = (person,)
        elif (
            body is not None
            and (role.sense not in ("relation", "founder") or role.noun in _COUNTERPARTS)
            and not role.modifiers & {"former", "prospective"}
        ):
            meant[role.head] = (body,)
    for token in doc:
        if token.i in named or token.i in meant or token.pos_ not in ("NOUN", "PROPN"):
            continue
        noun = token.lower_ if token.lower_ in knowledge.groups else token.lemma_.lower()
        if knowledge.groups.get(noun) in ("agent", "member"):
            found = [
                i
                for prep in token.children
                if prep.dep_ == "prep"
                and (
                    prep.lower_ in _REPRESENTING
                    or (prep.lower_ == "in" and knowledge.groups[noun] == "agent")
                )
                for t in prep.children
                if t.dep_ == "pobj"
                for head in conjuncts(t)
                for i in named.get(head.i, ())
                if drafts.all[i].kind in (Kind.STATE, Kind.ORGANISATION)
            ]
            owner = [
                i
                for c in token.children
                if c.dep_ in ("poss", "amod", "compound")
                for i in adjectives.get(c.i, named.get(c.i, ()))
            ]
            fighters = (
                []
                if found or owner or knowledge.groups[noun] != "member"
                else _only_armed_group(named, drafts)
            )
            if fighters:
                meant[token.i] = tuple(fighters)
                continue
            if found or owner:
                meant[token.i] = tuple(
                    dict.fromkeys(
                        found or [i for i in owner if drafts.all[i].kind in (Kind.STATE, Kind.ORGANISATION)]
                    )
                )
                continue
        if noun in _SIDES and any(c.lower_ in ("two", "both") for c in token.children):
            pair = _last_pair(doc, token, named, drafts)
            if pair:
                meant[token.i] = pair
            continue
        if noun in _PLACES:
            inside = [
                i
                for c in token.children
                if c.dep_ in ("compound", "nmod", "appos")
                for i in named.get(c.i, ())
                if drafts.all[i].kind in (Kind.PLACE, Kind.STATE)
            ]
            if len(inside) == 1:
                meant[token.i] = (inside[0],)  # "the Western Sahara region"
                continue
        if (
            noun in _PLACES
            and any(c.lower_ in ("the", "this") for c in token.children)
            and not any(c.dep_ in ("compound", "amod", "poss", "prep", "nmod") for c in token.children)
        ):
            last_place = _last_place(doc, token, named, drafts)
            if last_place is not None:
                meant[token.i] = (last_place,)
            continue
        if noun in knowledge.body_heads and token.is_lower:
            named_bodies = [
                i
                for c in token.children
                if c.dep_ in ("compound", "nmod") and c.i == token.i - 1
                for i in named.get(c.i, ())
                if drafts.all[i].kind is Kind.ORGANISATION
            ]
            if len(named_bodies) == 1:
                meant[token.i] = (named_bodies[0],)  # "the Georgian Dream party"
                continue
        for child in token.children:
            # "the group, Hamas": a noun takes the name that explains it
            if (
                child.dep_ == "appos"
                and child.i in named
                and drafts.all[named[child.i][0]].kind is not Kind.PLACE
            ):
                meant[token.i] = tuple(
                    dict.fromkeys(i for head in conjuncts(child) for i in named.get(head.i, ()))
                )
                break
        else:
            type_ = knowledge.body_heads.get(noun)
            bare = not any(
                c.dep_ in ("compound", "poss", "nmod") or (c.dep_ == "amod" and c.text[0].isupper())
                for c in token.children
            )
            if (
                type_
                and type_ not in ("place", "event")
                and bare
                and any(c.lower_ in ("the", "this") for c in token.children)
            ):
                last = _last_body(token, noun, type_, named, drafts)
                if last is not None:
                    meant[token.i] = (last,)


def _only_armed_group(named: Mapping[int, tuple[int, ...]], drafts: _Drafts) -> list[int]:
    """The armed group that "the insurgents" are, where the article names only one."""
    groups = {
        index
        for indices in named.values()
        for index in indices
        if (known := drafts.all[index].known) and known.type in ("armed-group", "movement")
    }
    return list(groups) if len(groups) == 1 else []


def _office(role: Role) -> str:
    """What a role is compared by: "the chief diplomat" is the foreign minister."""
    last = role.noun.split()[-1]
    first = role.post.lower().split()[0]
    return "minister" if last == "diplomat" and first in ("chief", "top") else last


def _person_in_role(
    role: Role,
    body: int | None,
    people: Sequence[tuple[Role, int]],
    entity_of: Mapping[Name, int],
    drafts: _Drafts,
) -> int | None:
    """The person named elsewhere in this role: "the Russian envoy" after "Russian special envoy Kabulov"."""
    if role.plural or role.modifiers & {"prospective", "former"} or (not role.definite and body is None):
        return None
    found: dict[int, int] = {}
    for other, person in people:
        if _office(other) != _office(role) or (other.head > role.head and found):
            continue
        other_body = entity_of.get(other.body) if other.body else None
        if other.body and other.body.sense == "adjective":
            other_body = drafts.state(str(other.body.known and other.body.known.label))
        if body is not None and other_body is not None and body != other_body:
            mine, theirs = drafts.all[body], drafts.all[other_body]
            if mine.label not in (theirs.state, theirs.label) and theirs.label != mine.state:
                continue
        if (body is not None and other_body is None) or (not role.definite and body != other_body):
            continue
        if "former" in other.modifiers:
            continue
        found[person] = other.head
    if len(found) == 1:
        return next(iter(found))
    if body is None and found:
        before = [(head, person) for person, head in found.items() if head < role.head]
        return max(before)[1] if before else None
    return None


def _last_pair(
    doc: Doc, token: Token, named: Mapping[int, tuple[int, ...]], drafts: _Drafts
) -> tuple[int, ...] | None:
    """The two states that "the two countries" are: those named most often before, if the last
    sentence to name exactly two names these.
    """
    counts = Counter(i for k in range(token.i) for i in named.get(k, ()) if drafts.all[i].kind is Kind.STATE)
    most = [i for i, _ in counts.most_common(2)]
    if len(most) < 2:
        return None
    sent = token.sent
    for _ in range(4):
        states = dict.fromkeys(
            i
            for k in range(sent.start, min(sent.end, token.i))
            for i in named.get(k, ())
            if drafts.all[i].kind is Kind.STATE
        )
        if len(states) == 2:
            return tuple(states) if set(states) == set(most) else None
        if (states and len(states) > 2) or sent.start == 0:
            return None
        sent = doc[sent.start - 1].sent
    return None


def _last_place(doc: Doc, token: Token, named: Mapping[int, tuple[int, ...]], drafts: _Drafts) -> int | None:
    """The only place named in this sentence so far, or in the one before: "the city", "the province"."""
    sent = token.sent
    before = doc[sent.start - 1].sent.start if sent.start else 0
    for start, end in ((sent.start, token.i), (before, sent.start)):
        places = {i for k in range(start, end) for i in named.get(k, ()) if drafts.all[i].kind is Kind.PLACE}
        if len(places) == 1:
            return next(iter(places))
        if places:
            return None
    return None


def _last_body(
    token: Token, noun: str, type_: str, named: Mapping[int, tuple[int, ...]], drafts: _Drafts
) -> int | None:
    """The body named last before `token` that the noun fits: "the ministry", "the group"."""
    generic = noun in (
        "group",
        "organisation",
        "organization",
        "movement",
        "militia",
        "bloc",
        "body",
        "alliance",
    )
    for i in range(token.i - 1, max(token.i - 150, -1), -1):
        for index in named.get(i, ()):
            draft = drafts.all[index]
            if draft.kind is not Kind.ORGANISATION:
                continue
            last_word = _bare(draft.label).split()[-1] if _bare(draft.label) else ""
            if last_word == noun or (draft.core and noun in _bare(draft.core).split()):
                return index
            if (
                generic
                and draft.known
                and draft.known.type in ("armed-group", "movement", "party", "international", "union")
            ):
                return index
    return None


def _tie_pronouns(
    doc: Doc, referents: Referents, meant: dict[int, tuple[int, ...]], knowledge: Knowledge
) -> dict[int, tuple[int, ...]]:
    """Ties pronouns sentence by sentence; returns who speaks in each sentence."""
    speakers: dict[int, tuple[int, ...]] = {}
    subject_before: tuple[int, ...] = ()
    speaker_before: tuple[int, ...] = ()
    open_quote = False
    for sent in doc.sents:
        if sent.start and "\n" in doc[sent.start - 1].text_with_ws + sent[0].text:
            open_quote = open_quote and sent[0].text in _QUOTES
        for token in sent:
            word = token.lower_
            if token.pos_ not in ("PRON", "DET") or token.i in meant:
                continue
            found: tuple[int, ...] = ()
            if word in _HE or word in _SHE:
                found = _person_meant(token, sent, referents, subject_before, "m" if word in _HE else "f")
            elif word in _IT or word in _THEY:
                found = _body_meant(token, sent, referents, subject_before, word in _THEY)
            if found:
                meant[token.i] = found
        speaker = _speaker(sent, referents, knowledge)
        quotes = sum(token.text in _QUOTES for token in sent)
        if not speaker and (open_quote or sent[0].text in _QUOTES):
            speaker = speaker_before
        if speaker:
            speakers[sent.start] = speaker
            for token in sent:
                if token.lower_ in _SPEAKER and token.pos_ == "PRON":
                    meant[token.i] = speaker
        if quotes % 2:
            open_quote = not open_quote
        speaker_before = speaker or (speaker_before if open_quote else ())
        subject_before = _main_subject(sent, referents) or (subject_before if len(sent) < 12 else ())
    return speakers


def _main_subject(sent: Span, referents: Referents) -> tuple[int, ...]:
    root = sent.root
    subjects = (
        subject_of(root) if not is_passive(root) else tuple(c for c in root.children if c.dep_ == "nsubjpass")
    )
    return tuple(i for token in subjects for i in referents.all_at(token))


def _person_meant(
    token: Token, sent: Span, referents: Referents, subject_before: tuple[int, ...], gender: str
) -> tuple[int, ...]:
    def fits(index: int) -> bool:
        draft = referents.drafts[index]
        return draft.kind is Kind.PERSON and draft.gender in ("", gender)

    inside = [
        (other.i, index, other.dep_ in SUBJECTS)
        for other in sent
        if other.i < token.i
        for index in referents.at(other)
        if fits(index) and not _coarguments(other, token) and other.dep_ != "compound"
    ]
    ahead = _subject_ahead(token, sent, referents)
    if ahead and fits(ahead[0]):
        return ahead
    subjects = dict.fromkeys(index for _, index, is_subject in inside if is_subject)
    if subjects:
        return (next(iter(subjects)),)
    people = dict.fromkeys(index for _, index, _ in inside)
    if len(people) == 1:
        return (next(iter(people)),)
    if people:
        return ()
    before = [index for index in subject_before if fits(index)]
    if len(before) == 1:
        return (before[0],)
    if before:
        return ()
    recent = {
        index
        for previous in range(max(sent.start - 60, 0), sent.start)
        for index in referents.named.get(previous, ()) or referents.meant.get(previous, ())
        if fits(index)
    }
    return (recent.pop(),) if len(recent) == 1 else ()


def _subject_ahead(token: Token, sent: Span, referents: Referents) -> tuple[int, ...]:
    """ "During his meeting with Abe, Rouhani said": a pronoun in a fronted phrase means the subject."""
    if token.dep_ != "poss":
        return ()
    phrase = token
    while phrase.head != phrase and phrase.dep_ not in ("prep", "advcl"):
        phrase = phrase.head
    if phrase.dep_ not in ("prep", "advcl") or phrase.head.pos_ not in ("VERB", "AUX"):
        return ()
    subjects = [
        c for c in phrase.head.children if c.dep_ in SUBJECTS and c.i > token.i > phrase.left_edge.i - 1
    ]
    found = tuple(i for c in subjects for i in referents.at(c))
    return found if len(found) == 1 else ()


def _coarguments(first: Token, second: Token) -> bool:
    """Whether two phrases are arguments of one verb: then a pronoun cannot mean the other."""
    if second.dep_ == "poss":
        return False
    return _clause_head(first) == _clause_head(second)


def _clause_head(token: Token) -> int:
    while token.head != token and token.pos_ not in ("VERB", "AUX"):
        token = token.head
    return token.i


def _body_meant(
    token: Token, sent: Span, referents: Referents, subject_before: tuple[int, ...], plural: bool
) -> tuple[int, ...]:
    if token.dep_ not in ("nsubj", "nsubjpass", "poss"):
        return ()

    def fits(indices: Iterable[int]) -> tuple[int, ...]:
        kinds = (Kind.STATE, Kind.ORGANISATION)
        drafts = referents.drafts
        found = tuple(
            i
            for i in indices
            if drafts[i].kind in kinds and not ((known := drafts[i].known) and known.type == "media")
        )
        return found if plural or len(found) == 1 else ()

    subjects = [
        other
        for other in sent
        if other.i < token.i and other.dep_ in SUBJECTS and fits(referents.all_at(other))
    ]
    if len({fits(referents.all_at(other)) for other in subjects}) > 1:
        # Of several the main clause's; where none is, nothing.
        subjects = [other for other in subjects if other.head == sent.root]
    if subjects:
        return fits(referents.all_at(subjects[0]))
    inside = [
        i
        for other in sent
        if other.i < token.i and other.dep_ in ("dobj", "pobj")
        for i in referents.at(other)
    ]
    bodies = tuple(dict.fromkeys(i for i in inside if fits([i])))
    if bodies:
        return bodies if len(bodies) == 1 else ()
    return fits(subject_before)


def _speaker(sent: Span, referents: Referents, knowledge: Knowledge) -> tuple[int, ...]:
    for token in _verbs_of_saying(sent, knowledge):
        subjects = subject_of(token) if not is_passive(token) else ()
        found = tuple(i for t in subjects for i in referents.at(t))
        if found:
            return found
    return ()


def _verbs_of_saying(sent: Span, knowledge: Knowledge) -> Iterator[Token]:
    verbs = [
        t for t in sent if t.pos_ == "VERB" and knowledge.reporting.get(t.lemma_.lower()) in ("say", "deny")
    ]
    yield from sorted(verbs, key=lambda t: (t.dep_ != "ROOT", t.i))
