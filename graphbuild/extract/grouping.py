"""Names of one article → its entities: which names are the same person's or the same body's."""

from __future__ import annotations

import itertools
from collections.abc import Container, Mapping, Sequence

from spacy.tokens import Doc

from graphbuild.extract.drafts import Drafts
from graphbuild.extract.name import Name, is_title
from graphbuild.knowledge import Knowledge
from graphbuild.model import Kind
from graphbuild.spelling import name_words, same_words, spelled_alike

_SON_OF = frozenset(["bin", "ibn", "bint"])
_GENERATIONS = frozenset(["jr", "sr"])


def group_names(doc: Doc, names: Sequence[Name], drafts: Drafts, knowledge: Knowledge) -> dict[Name, int]:
    """Names → the index in `drafts` of each that names an entity; fills `drafts`."""
    entity_of = _group_people(doc, names, drafts, knowledge)
    acronyms = _acronyms(names)
    for name in sorted(names, key=lambda n: n.start):
        if name.kind is Kind.PERSON or name.sense in ("adjective", "people", "event"):
            continue
        if name.parent:
            drafts.known(name.parent)
        if name.known:
            entity_of[name] = drafts.known(name.known, name.text)
            if name.state:
                drafts.state(name.state)
        else:
            entity_of[name] = _same_body(name, acronyms, drafts)
    return entity_of


def _group_people(doc: Doc, names: Sequence[Name], drafts: Drafts, knowledge: Knowledge) -> dict[Name, int]:
    """People, the longest names first: "Baradar" means the "Abdul Ghani Baradar" of the article."""
    people = sorted(
        (n for n in names if n.kind is Kind.PERSON and not n.known),
        key=lambda n: (-len(n.text.split()), n.start),
    )
    relatives = {n.text for n in people if _is_relative(doc, n, knowledge)}
    words = {name.text: name_words(name.text, knowledge.words["name_honours"]) for name in people}
    entity_of: dict[Name, int] = {}
    for name in people:
        apart = _told_apart(doc, name, people, words, entity_of)
        index = _same_person(name, people, words, entity_of, apart, relatives, knowledge)
        if index is None:
            index = drafts.new(Kind.PERSON, name.text)
        drafts.all[index].names.add(name.text)
        if name.title:
            drafts.all[index].names.add(f"{name.title} {name.text}")
        entity_of[name] = index
    return entity_of


def _is_relative(doc: Doc, name: Name, knowledge: Knowledge) -> bool:
    """Whether somebody is only named as a relative: "his son Abhijit", "the man's wife, Dr (Mrs) Obi"."""
    i = name.start - 1
    while i > 0 and (doc[i].text in "()" or is_title(doc[i], knowledge)):
        i -= 1
    if " " not in name.text or i < 1:
        return False
    noun = doc[i - 1] if doc[i].text == "," else doc[i]
    return noun.lemma_.lower() in knowledge.kinship and any(
        c.dep_ == "poss" for c in (*noun.children, *noun.head.children)
    )


def _told_apart(
    doc: Doc,
    name: Name,
    people: Sequence[Name],
    words: Mapping[str, tuple[str, ...]],
    entity_of: Mapping[Name, int],
) -> set[int]:
    """Those named in full, in other words, in one sentence with a full name: they are somebody else."""
    if " " not in name.text:
        return set()
    alike = {text: same_words(other, words[name.text]) for text, other in words.items()}
    beside = {doc[other.start].sent.start for other in people if alike[other.text]}
    others = (other for other in entity_of if " " in other.text and not alike[other.text])
    return {entity_of[other] for other in others if doc[other.start].sent.start in beside}


def _same_person(
    name: Name,
    people: Sequence[Name],
    words: Mapping[str, tuple[str, ...]],
    entity_of: Mapping[Name, int],
    apart: Container[int],
    relatives: Container[str],
    knowledge: Knowledge,
) -> int | None:
    """The person already named whom this name means: a part of the full name, or a spelling of it."""
    title = knowledge.titles.get(name.title, "")
    namesakes = {
        index
        for other, index in entity_of.items()
        if title
        and len(words[name.text]) == 1
        and " " in other.text
        and not _likeness(words[name.text], words[other.text], title)
    }
    best, fitting = 1, list[Name]()
    for other in people:
        index = entity_of.get(other)
        if index is None:
            continue
        if words[name.text] == words[other.text] and index not in namesakes:
            return index
        if index in apart or (other.text in relatives and other.start > name.start):
            continue  # "Gloria Vanderbilt" is not "her mother, Gloria Morgan Vanderbilt", named later
        rank = _likeness(words[name.text], words[other.text], title)
        surname = words[name.text] == words[other.text][-len(words[name.text]) :]
        if rank and (other.start > name.start or (surname and _is_less_sure(name, other, relatives))):
            rank -= 1
        if rank >= best:
            fitting = [*fitting, other] if rank == best else [other]
            best = rank
    begin_alike = all(words[other.text][0] == words[name.text][0] for other in fitting)
    if begin_alike and len({entity_of[other] for other in fitting}) > 1:
        return None  # a given name that two people of the article have
    return entity_of[fitting[-1]] if fitting else None


def _is_less_sure(name: Name, other: Name, relatives: Container[str]) -> bool:
    """Whether a surname rather means another of that surname: a relative's, half of Zaghari-Ratcliffe's."""
    return other.text in relatives or other.text.endswith(f"-{name.text}")


def _likeness(words: Sequence[str], full: Sequence[str], title: str) -> int:
    """How surely `words` are a shorter or another form of the name `full`: 4 a surname, 0 not at all.

    `title` is the sense of the title before `words`.
    """
    if len(words) == 1 and len(full) > 1:
        given = full[0] == words[0]
        if title == "royal":
            return 4 if given else 0  # King Salman is not Mohammed bin Salman, nor Saddam King Hussein
        if not given and words[0] in _fathers(full):
            return 0
        if title == "clerical" and given and full[-1] != words[0]:
            return 0  # Imam Ali is not Ali Khamenei
        if title == "courtesy" and not given and full.count("al") > 1:
            return 0  # Sheikh Jaber is not Mishaal al-Ahmed al-Jaber, whose grandfather he may be
        if full[-1] == words[0]:
            return 4
        if words[0] in full:
            return 2 if full[0] != words[0] else 1
        return 1 if spelled_alike(words[0], full[-1]) else 0
    if len(words) == 1:
        return 1 if spelled_alike(words[0], full[0]) else 0
    if (set(words) ^ set(full)) & _GENERATIONS:
        return 0  # Donald Trump and Donald Trump Jr.
    if _initials(words) and _initials(words) != _initials(full):
        return 0  # George W. Bush and George H. W. Bush
    if set(words) < set(full) and (words[-1] == full[-1] or words[0] == full[0]):
        return 4 if full[-len(words) :] == words else 2
    return 3 if same_words(words, full) else 0


def _fathers(full: Sequence[str]) -> set[str]:
    """The words of a name that name somebody's father: Salman, in "Mohammed bin Salman"."""
    found: set[str] = set()
    for particle, *after in zip(full, full[1:], (*full[2:], ""), strict=False):
        if particle in _SON_OF:
            found.add(after[1] if after[0] == "al" else after[0])
    return found


def _initials(words: Sequence[str]) -> tuple[str, ...]:
    return tuple(word for word in words if len(word) == 1)


def _acronyms(names: Sequence[Name]) -> dict[str, Name]:
    """Acronyms that stand right behind the name they shorten: "Syrian Democratic Forces (SDF)"."""
    return {
        second.text: first
        for first, second in itertools.pairwise(names)
        if second.start - first.end <= 2
        and first.kind is not Kind.PERSON
        and _shortens(second.text, first.text)
    }


def _shortens(acronym: str, name: str) -> bool:
    """Whether capitals are a name's initials, or begin with its first and are all letters of it."""
    if not acronym.isupper() or len(acronym) < 2:
        return False
    initials = "".join(word[0] for word in name.split() if word[0].isupper())
    letters = acronym.replace(".", "")
    return letters == initials or (letters[0] == initials[:1] and set(letters) <= set(name.upper()))


def _same_body(name: Name, acronyms: Mapping[str, Name], drafts: Drafts) -> int:
    """The body that a name means: the one its acronym shortens, one of the same words, or a new one."""
    full = acronyms.get(name.text)
    if full is not None and full is not name:
        known = full.known
        index = drafts.known(known) if known else drafts.new(full.kind, full.text, full.state, full.core)
        drafts.all[index].names.add(name.text)
        return index
    plain = bare(name.text)
    for index, draft in enumerate(drafts.all):
        same_name = draft.kind is not Kind.PERSON and any(bare(known) == plain for known in draft.names)
        same_core = name.core and draft.core and bare(draft.core) == bare(name.core)
        if same_name or (same_core and name.state in ("", draft.state)):
            draft.names.add(name.text)
            return index
    return drafts.new(name.kind, name.text, name.state, name.core or name.text)


def bare(text: str) -> str:
    """A body's name → its words in small letters, with no article, possessive or hyphen."""
    return text.lower().removeprefix("the ").replace("’s", "").replace("'s", "").replace("-", " ").strip()
