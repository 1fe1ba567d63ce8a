"""A spaCy Doc → the names in it: spans of tokens with what they name.

Three sources are weighed: the lexicon (states, their people and capitals, bodies, regions), the
pipeline's named entities, and the form of the words (an organisation's head noun, capitals after
a title). A longer reading beats a shorter one, the lexicon beats the pipeline.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from spacy.tokens import Doc, Token

from graphbuild.knowledge import Knowledge, Known
from graphbuild.model import Kind

_NER_KINDS = {
    "PERSON": Kind.PERSON,
    "ORG": Kind.ORGANISATION,
    "GPE": Kind.PLACE,
    "LOC": Kind.PLACE,
    "FAC": Kind.PLACE,
}
_POSSESSIVE = frozenset(["'s", "’s", "'", "’", "ʼs"])
# After these a capital is the city, not its government. "of" is left out on purpose where a
# government is possessed ("the position of Moscow"); see `_is_place`.
_LOCATIVE = frozenset(
    [
        "in",
        "at",
        "near",
        "from",
        "to",
        "through",
        "into",
        "toward",
        "towards",
        "outside",
        "inside",
        "around",
        "across",
        "via",
        "of",
    ]
)
_JOINERS = frozenset(["of", "for", "and", "the", "&", "on", "-", "–", "to"])
_PARTICLES = frozenset(
    [
        "al",
        "bin",
        "ibn",
        "bint",
        "de",
        "van",
        "von",
        "der",
        "da",
        "di",
        "la",
        "el",
        "ul",
        "du",
        "del",
        "dos",
        "abu",
        "ben",
        "Al",
        "bin-",
    ]
) | {"-"}
_FIRST_RUN = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Name:
    """Tokens `start` to `end` (half-open) that name something.

    `text` is the bare name, with no article, title or possessive mark. `known` is the lexicon's
    entry. `sense` is the lexicon's (`name`, `adjective`, `people`, `capital`, `seat`), or `group`
    for people who act for `known` ("the Syrian government"). `state` is the label of the state
    that an organisation's own name mentions, `core` the name without it.
    """

    start: int
    end: int
    kind: Kind
    text: str
    known: Known | None = None
    sense: str = "name"
    state: str = ""
    core: str = ""
    title: str = ""

    def head(self, doc: Doc) -> Token:
        """The token through which the rest of the sentence sees this name."""
        return doc[self.start : self.end].root


def find_names(doc: Doc, knowledge: Knowledge) -> tuple[Name, ...]:
    """A parsed Doc → its names, in order, none overlapping."""
    lexical = _lexical(doc, knowledge)
    adjectives = {n.start: n for n in lexical if n.sense == "adjective"}
    states = {n.end: n for n in lexical if n.kind is Kind.STATE and n.sense in ("name", "capital", "seat")}
    bodies = _bodies(doc, knowledge, lexical, adjectives, states)
    entities = [
        name
        for ent in doc.ents
        if ent.label_ in _NER_KINDS
        for name in _from_entity(doc, ent.start, ent.end, _NER_KINDS[ent.label_], knowledge, adjectives)
    ]
    people = [*_after_titles(doc, knowledge), *_after_commas(doc, knowledge)]
    taken: dict[int, Name] = {}
    ranked = sorted(
        [*lexical, *people, *bodies, *entities],
        key=lambda n: (-(n.end - n.start) - 0.5 * (n.known is not None), n.start),
    )
    for name in ranked:
        if not any(i in taken for i in range(name.start, name.end)):
            taken.update(dict.fromkeys(range(name.start, name.end), name))
    names = sorted(set(taken.values()), key=lambda n: n.start)
    return _with_surnames(
        doc,
        _agree(_by_role(doc, _coordinated(doc, [_settle(doc, name) for name in names]), knowledge)),
        knowledge.single_figures,
    )


def is_possessive(token: Token) -> bool:
    """Whether a token is the mark of a possessive."""
    return token.tag_ == "POS" or (token.text in _POSSESSIVE and token.dep_ == "case")


@lru_cache(maxsize=8)
def _by_first_run(names: frozenset[str]) -> dict[str, tuple[str, ...]]:
    """Names by their first run of letters, the longest first: what may begin at a token."""
    found: dict[str, list[str]] = {}
    for name in names:
        match = _FIRST_RUN.search(name)
        if match and match.start() == 0:
            found.setdefault(match[0], []).append(name)
    return {run: tuple(sorted(group, key=lambda n: (-len(n), n))) for run, group in found.items()}


def _lexical(doc: Doc, knowledge: Knowledge) -> list[Name]:
    """Every place where a name or a nationality of the lexicon stands, the longest at each token."""
    index = _by_first_run(knowledge.all_names)
    text = doc.text
    ends = {token.idx + len(token): token.i + 1 for token in doc}
    found: list[Name] = []
    for token in doc:
        run = _FIRST_RUN.match(token.text)
        if not run or is_opposed(doc, token.i):
            continue
        party = f"{token.text} Party"
        if (
            party in knowledge.names
            and token.i + 1 < len(doc)
            and doc[token.i + 1].lower_ in knowledge.office_nouns
        ):
            # "the new Conservative leader", "a Republican senator"
            known = knowledge.names[party][0]
            found.append(Name(token.i, token.i + 1, known.kind, token.text, known, known.sense))
            continue
        for name in index.get(run[0], ()):
            end = ends.get(token.idx + len(name))
            if end is None or not text.startswith(name, token.idx):
                continue
            if end == token.i + 1 and token.is_lower:
                continue
            state = knowledge.adjectives.get(name)
            senses = knowledge.names.get(name, ())
            if state and (not senses or _modifies(doc[end - 1])):
                found.append(
                    Name(token.i, end, Kind.STATE, name, Known(state, Kind.STATE, "adjective"), "adjective")
                )
            elif senses:
                known = senses[0]
                found.append(Name(token.i, end, known.kind, name, known, known.sense))
            break
    return found


def is_opposed(doc: Doc, i: int) -> bool:
    """Whether a name only says what others are against or for: "anti-Taliban", "non-Taliban"."""
    return (
        i > 1
        and doc[i - 1].text in ("-", "–")
        and doc[i - 2].lower_ in ("anti", "non", "pro", "ex", "post", "pre")
    )


def _modifies(token: Token) -> bool:
    return (
        token.dep_ in ("amod", "compound", "nmod")
        and token.head.i > token.i
        and token.tag_.startswith(("JJ", "NN"))
    )


def _from_entity(
    doc: Doc, start: int, end: int, kind: Kind, knowledge: Knowledge, adjectives: dict[int, Name]
) -> Iterator[Name]:
    """A named entity of the pipeline, freed of articles, titles, marks and what does not belong."""
    while start < end and (doc[start].lower_ in ("the", "a", "an") or not _FIRST_RUN.match(doc[start].text)):
        start += 1
    while end > start and (
        is_possessive(doc[end - 1])
        or (not doc[end - 1].text[-1:].isalnum() and doc[end - 1].text[-1:] not in ".)")
    ):
        end -= 1
    title = ""
    if kind in (Kind.PERSON, Kind.ORGANISATION) and any(t.text == "," for t in doc[start:end]):
        at = next(t.i for t in doc[start:end] if t.text == ",")
        yield from _from_entity(doc, start, at, kind, knowledge, adjectives)
        yield from _from_entity(doc, at + 1, end, kind, knowledge, adjectives)
        return
    if kind is Kind.ORGANISATION:
        for token in doc[start : end - 1]:
            # "Leaders of the African Union", "Officials from Hamas": the body begins after the preposition
            noun = token.lemma_.lower()
            if (
                token.nbor().lower_ in ("of", "from", "at")
                and (noun in knowledge.groups or noun in knowledge.roles)
                and noun not in knowledge.body_heads
            ):
                yield from _from_entity(doc, token.i + 2, end, kind, knowledge, adjectives)
                return
    if kind is Kind.ORGANISATION and end < len(doc) and doc[end].lower_ in knowledge.office_nouns:
        while end - start > 1 and doc[end - 1].lower_ in knowledge.role_modifiers:
            end -= 1  # "Taliban Supreme" before "Commander"
        if end - start > 1 and is_possessive(doc[end - 1]):
            end -= 1
    if kind is Kind.PERSON:
        while start > 0 and _given_name(doc[start - 1], doc[end - 1], knowledge):
            start -= 1
        while (
            end + 1 < len(doc)
            and doc[end].text.lower() in _PARTICLES
            and doc[end].text != "-"
            and (
                doc[end + 1].text[0].isupper()
                or (doc[end + 1].text == "-" and end + 2 < len(doc) and doc[end + 2].text[0].isupper())
            )
        ):
            end += 3 if doc[end + 1].text == "-" else 2
        while end - start > 1 and _is_title(doc[start], knowledge):
            title = doc[start].text
            start += 1
        for i in range(start, end):
            if is_possessive(doc[i]) or doc[i].text in (",", "\n"):
                yield from _from_entity(doc, i + 1, end, kind, knowledge, adjectives)
                end = i
                break
    if start >= end or not any(t.text[0].isupper() for t in doc[start:end]):
        return
    if doc[start].lower_ in ("anti", "non", "pro") or is_opposed(doc, start):
        return
    text = doc[start:end].text
    if "\n" in text or len(text) > 80 or (kind is Kind.PERSON and any(c.isdigit() for c in text)):
        return
    if kind is Kind.PERSON and len(text) < 2:
        return
    if end - start == 1 and (
        text in knowledge.roles or text.lower() in knowledge.roles or text.lower() in knowledge.titles
    ):
        return
    if kind is Kind.ORGANISATION:
        yield _body(doc, start, end, adjectives, knowledge)
    else:
        yield Name(start, end, kind, text, title=title)


def _given_name(token: Token, last: Token, knowledge: Knowledge) -> bool:
    """Whether a token before a person's name, as the pipeline saw it, is part of the name."""
    if token.pos_ != "PROPN" or token.dep_ != "compound" or token.ent_type_ or not token.is_alpha:
        return False
    return (
        token.head == last
        and token.is_title
        and not _is_title(token, knowledge)
        and token.text not in knowledge.all_names
    )


def _is_title(token: Token, knowledge: Knowledge) -> bool:
    word = token.text.rstrip(".")
    return word in knowledge.title_words or token.lower_ in knowledge.roles


def _body(doc: Doc, start: int, end: int, adjectives: dict[int, Name], knowledge: Knowledge) -> Name:
    """An organisation's tokens → its name, with the state it mentions."""
    text, state, core_start = doc[start:end].text, "", start
    if start in adjectives:
        known, core_start = adjectives[start].known, adjectives[start].end
        state = known.label if known else ""
    core = doc[core_start:end].text if core_start < end else text
    if knowledge.body_heads.get(doc[end - 1].lower_) == "place":
        return Name(start, end, Kind.PLACE, text)
    if knowledge.body_heads.get(doc[end - 1].lower_) == "event":
        return Name(start, end, Kind.PLACE, text, sense="event")
    return Name(start, end, Kind.ORGANISATION, text, state=state, core=core)


def _bodies(
    doc: Doc,
    knowledge: Knowledge,
    lexical: Sequence[Name],
    adjectives: dict[int, Name],
    states: dict[int, Name],
) -> Iterator[Name]:
    """Organisations and groups told by their head noun: "the Iraqi Foreign Ministry", "Turkish forces"."""
    adjective_at = {n.end: n for n in adjectives.values()}
    actors = {
        n.end: n for n in lexical if n.sense != "adjective" and n.kind in (Kind.STATE, Kind.ORGANISATION)
    }
    for token in doc:
        if token.pos_ not in ("NOUN", "PROPN"):
            continue
        noun = token.lower_ if token.lower_ in knowledge.body_heads else token.lemma_.lower()
        capital = token.text[0].isupper() and token.i != token.sent.start
        if noun in knowledge.roles and token.tag_ in ("NN", "NNP"):
            continue  # one person in a role, not people who act for a body
        of_person = token.i > 0 and token.nbor(-1).ent_type_ == "PERSON" and token.dep_ != "compound"
        if noun in knowledge.groups and not of_person and not (capital and noun in knowledge.body_heads):
            owner = _owner_before(doc, token.i, adjective_at, actors)
            between = doc[owner.end : token.i] if owner else ()
            if noun in knowledge.body_heads and any(t.pos_ in ("NOUN", "PROPN", "ADJ") for t in between):
                owner = None  # "the Taliban's leadership council" is a body of its own
            if owner and owner.known and _acts(knowledge.groups[noun], owner):
                start = owner.start
                yield Name(start, token.i + 1, owner.known.kind, owner.known.label, owner.known, "group")
            if owner or noun not in knowledge.body_heads:
                continue
        if knowledge.body_heads.get(noun, "place") in ("place", "event"):
            continue
        if (
            token.lower_ in ("administration", "government", "cabinet")
            and token.i > 0
            and token.nbor(-1).ent_type_ == "PERSON"
        ):
            pair = doc[token.i - 1 : token.i + 1]
            yield Name(pair.start, pair.end, Kind.ORGANISATION, pair.text, core=token.text)
            continue
        start = token.i
        while (
            start > 0
            and _belongs(doc[start - 1], capital)
            and start - 1 not in adjectives
            and start not in states
        ):
            start -= 1
        if start > 0 and doc[start].text[0].islower() is False and doc[start - 1].lower_ == "the" and False:
            start -= 1
        owner = adjective_at.get(start)
        if owner is None and start in states and doc[start - 1].dep_ in ("compound", "nmod", "poss", "amod"):
            owner = states[start]
        if owner is None and start > 1 and is_possessive(doc[start - 1]):
            owner = states.get(start - 1) or actors.get(start - 1)
            if owner and owner.sense == "capital" and not capital:
                continue  # "the ball is in Riyadh's court"
        end, after = _of_phrase(doc, token.i + 1, states)
        named = capital and (start < token.i or end > token.i + 1)
        if not named and not owner and not after:
            continue
        core = doc[start : token.i + 1 if after else end].text
        first = owner.start if owner else start
        state = owner or after
        label = str(state.known.label) if state and state.known else ""
        text = doc[first:end].text
        if owner and owner.sense != "adjective":
            text = text.replace(" 's", "'s")
        yield Name(first, end, Kind.ORGANISATION, text, state=label, core=core)


def _acts(sense: str, owner: Name) -> bool:
    """Whether people of this kind act for their owner: officials always, fighters for a movement."""
    return sense == "agent" or (sense == "member" and owner.kind is Kind.ORGANISATION)


def _owner_before(doc: Doc, i: int, adjective_at: dict[int, Name], actors: dict[int, Name]) -> Name | None:
    """The nationality or actor that stands before a noun, with at most three words between."""
    for start in range(i, max(i - 4, 0), -1):
        if start in adjective_at:
            return adjective_at[start]
        if start in actors:
            return actors[start]
        if is_possessive(doc[start - 1]):
            return actors.get(start - 1)
        if doc[start - 1].pos_ not in ("ADJ", "NOUN", "PROPN") or doc[start - 1].ent_type_ == "PERSON":
            return None
    return None


def _belongs(token: Token, capital: bool) -> bool:
    """Whether a token before an organisation's head noun is part of its name."""
    if token.ent_type_ in ("PERSON", "DATE", "CARDINAL", "ORDINAL") or token.is_space or token.is_sent_start:
        return token.is_sent_start is True and token.pos_ == "PROPN" and capital
    if capital:
        return (token.text[0].isupper() and token.pos_ in ("PROPN", "ADJ", "NOUN")) or (
            (token.text in ("and", "&") or (token.text in ("-", "–") and not token.whitespace_))
            and token.i > 0
            and token.nbor(-1).text[0].isupper()
            and token.nbor(-1).pos_ == "PROPN"
        )
    if token.ent_type_ == "GPE" and token.dep_ in ("compound", "nmod"):
        return True  # "Northamptonshire police"
    return (
        token.dep_ in ("amod", "compound", "nmod")
        and token.text[0].islower()
        and token.pos_ in ("ADJ", "NOUN")
    )


def _of_phrase(doc: Doc, i: int, states: dict[int, Name]) -> tuple[int, Name | None]:
    """What follows a head noun: (end of the name, the state after "of" if it is one)."""
    if i + 1 >= len(doc) or doc[i].lower_ not in ("of", "for", "on"):
        return i, None
    j = i + 2 if doc[i + 1].lower_ == "the" else i + 1
    for end in range(j + 1, min(j + 5, len(doc) + 1)):
        if end in states and states[end].start == j:
            return end, states[end] if doc[i].lower_ == "of" else None
    k = j
    while (
        k < len(doc)
        and doc[k].ent_type_ != "PERSON"
        and (
            (doc[k].text[0].isupper() and doc[k].pos_ in ("PROPN", "ADJ", "NOUN"))
            or (k > j and doc[k].lower_ in _JOINERS)
        )
    ):
        k += 1
    while k > j and doc[k - 1].lower_ in _JOINERS:
        k -= 1
    return (k, None) if k > j else (i, None)


def _after_titles(doc: Doc, knowledge: Knowledge) -> Iterator[Name]:
    """People whom the pipeline missed: capitals that follow a title ("Mullah Yaqoob")."""
    for token in doc:
        office = (
            token.lower_ in knowledge.office_nouns or token.lower_ in knowledge.kinship
        ) and token.ent_type_ != "PERSON"
        if (office or token.text.rstrip(".") in knowledge.personal_titles) and token.i + 1 < len(doc):
            start = end = token.i + 1
            if token.lower_ in knowledge.kinship and doc[start].lower_ == "of" and start + 1 < len(doc):
                start = end = start + 1
            while start < len(doc) and _is_title(doc[start], knowledge):
                start += 1
            end = start
            while end < len(doc) and (
                (
                    doc[end].text[0].isupper()
                    and (doc[end].pos_ in ("PROPN", "NOUN", "ADJ") or (office and doc[end].is_alpha))
                )
                or (
                    end > start
                    and doc[end].text in _PARTICLES
                    and end + 1 < len(doc)
                    and doc[end + 1].text[0].isupper()
                )
            ):
                end += 1
            words = doc[start:end]
            if office and any(
                t.lower_ in knowledge.body_heads
                or t.lower_ in knowledge.office_nouns
                or t.ent_type_ in ("GPE", "NORP", "DATE")
                for t in words
            ):
                continue
            if office and (
                len(words) > 4
                or not token.sent.text.endswith((".", ".”", '."', "\n"))
                or any(t.tag_ in ("VBZ", "VBD", "VBP", "IN") and k > 0 for k, t in enumerate(words))
            ):
                continue
            if (
                end > start
                and not doc[start].is_space
                and not doc[start].is_sent_start
                and doc[start].pos_ != "PRON"
                and len(words.text) > 1
            ):
                yield Name(start, end, Kind.PERSON, doc[start:end].text, title="" if office else token.text)


def _after_commas(doc: Doc, knowledge: Knowledge) -> Iterator[Name]:
    """People whom the pipeline missed between commas: "the ambassador to Russia, Tanju Bilgic, was"."""
    for comma in doc:
        if comma.text != "," or not any(
            t.lower_ in knowledge.office_nouns for t in doc[max(comma.i - 6, 0) : comma.i]
        ):
            continue
        start = end = comma.i + 1
        while end < len(doc) and doc[end].is_title and doc[end].is_alpha and doc[end].pos_ == "PROPN":
            end += 1
        words = doc[start:end]
        closed = end < len(doc) and (doc[end].text in (",", ")") or doc[end].pos_ in ("VERB", "AUX"))
        unknown = not any(
            t.ent_type_ or t.lower_ in knowledge.body_heads or t.lower_ in knowledge.office_nouns
            for t in words
        )
        if 2 <= len(words) <= 4 and closed and unknown:
            yield Name(start, end, Kind.PERSON, words.text)


def _settle(doc: Doc, name: Name) -> Name:
    """A capital or a seat of government → the place or the state, by what stands around it."""
    if name.sense in ("capital", "seat") and _is_place(name.head(doc)):
        label = name.text
        return replace(name, kind=Kind.PLACE, known=Known(label, Kind.PLACE, "name"), sense="name")
    return name


def _is_place(token: Token) -> bool:
    head = token.head
    while token.dep_ in ("conj", "appos") and head.i < token.i and head.ent_type_ in ("GPE", "LOC"):
        token, head = head, head.head
    if token.dep_ == "pobj":
        return head.lower_ in _LOCATIVE
    if token.dep_ in ("compound", "nmod"):
        return head.pos_ == "PROPN" or head.lower_ in (
            "airport",
            "embassy",
            "province",
            "summit",
            "court",
            "residents",
        )
    if token.dep_ in ("ROOT", "dep", "npadvmod", "nsubjpass", "appos"):
        return True
    return token.dep_ == "dobj" and head.lemma_ in (
        "visit",
        "leave",
        "reach",
        "enter",
        "tour",
        "capture",
        "seize",
    )


def _coordinated(doc: Doc, names: list[Name]) -> list[Name]:
    """A name of no known kind that is joined to a place is a place: "Kandahar, Herat and Ghazni"."""
    at = {i: name for name in names for i in range(name.start, name.end)}
    settled: list[Name] = []
    for name in names:
        head = name.head(doc)
        first = at.get(head.head.i) if head.dep_ == "conj" else None
        if (
            first
            and first.kind is Kind.PLACE
            and name.known is None
            and name.kind is Kind.ORGANISATION
            and not name.state
        ):
            name = replace(name, kind=Kind.PLACE)
        settled.append(name)
    return settled


def _by_role(doc: Doc, names: list[Name], knowledge: Knowledge) -> list[Name]:
    """ "a State Department spokesperson, Morgan Ortagus, said": what stands there is a person."""

    def is_person(name: Name) -> bool:
        if (
            name.known
            or name.kind is Kind.PERSON
            or name.state
            or not 2 <= name.end - name.start <= 4
            or name.start < 2
        ):
            return False
        words = doc[name.start : name.end]
        if any(t.lower_ in knowledge.body_heads or not t.text[0].isupper() for t in words):
            return False
        before = doc[name.start - 2 : name.start]
        closed = name.end < len(doc) and (
            doc[name.end].text in (",", ")") or doc[name.end].pos_ in ("VERB", "AUX")
        )
        return before[1].text == "," and before[0].lower_ in knowledge.office_nouns and closed

    return [
        replace(name, kind=Kind.PERSON, core="")
        if is_person(name) or (name.known is None and name.text in knowledge.figures)
        else name
        for name in names
    ]


def _with_surnames(doc: Doc, names: tuple[Name, ...], single_figures: frozenset[str]) -> tuple[Name, ...]:
    """The names and the bare surnames, overlooked so far, of people who are named in full elsewhere."""
    full = {n.text.split()[-1] for n in names if n.kind is Kind.PERSON and " " in n.text} | single_figures
    taken = {i for n in names for i in range(n.start, n.end)}
    common = {t.text.capitalize() for t in doc if t.is_lower}
    overlooked = [
        Name(t.i, t.i + 1, Kind.PERSON, t.text)
        for t in doc
        if t.text in full
        and t.i not in taken
        and t.text not in common
        and len(t) > 2
        and t.pos_ in ("PROPN", "NOUN", "ADJ", "VERB")
        and not (
            t.dep_ == "compound" and t.head.pos_ == "PROPN" and t.head.i == t.i + 1 and t.head.i not in taken
        )
    ]
    return tuple(sorted([*names, *overlooked], key=lambda n: n.start)) if overlooked else names


def _agree(names: list[Name]) -> tuple[Name, ...]:
    """One kind for one name throughout an article; a surname takes its owner's kind."""
    votes: dict[str, Counter[Kind]] = {}
    for name in names:
        if name.known is None:
            votes.setdefault(name.text, Counter())[name.kind] += 1
    full = {n.text for n in names if n.kind is Kind.PERSON and " " in n.text}
    surnames = {text.split()[-1] for text in full}

    def kind(name: Name) -> Kind:
        if " " not in name.text and name.text in surnames and name.kind is not Kind.STATE:
            return Kind.PERSON
        return max(votes[name.text].items(), key=lambda vote: (vote[1], vote[0]))[0]

    return tuple(name if name.known else replace(name, kind=kind(name)) for name in names)
