"""A Doc → the names in it that the lexicon lists: states, their people and capitals, bodies, regions."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from spacy.tokens import Doc, Token

from graphbuild.extract.name import Name, is_opposed
from graphbuild.knowledge import Knowledge, Known
from graphbuild.model import Kind

_FIRST_RUN = re.compile(r"\w+")


def known_names(doc: Doc, knowledge: Knowledge) -> tuple[Name, ...]:
    """Every place where a name or a nationality of the lexicon stands, the longest at each token."""
    index = _by_first_run(knowledge.all_names)
    text, ends = doc.text, {token.idx + len(token): token.i + 1 for token in doc}
    found: list[Name] = []
    for token in doc:
        name = _party_letter(doc, token, knowledge)
        run = _FIRST_RUN.match(token.text)
        if (
            name is None
            and run
            and not is_opposed(doc, token.i)
            and not _is_part_of_acronym(doc, token.i, knowledge)
        ):
            name = (
                _party_member(doc, token, knowledge)
                or _first_of_two(doc, token, knowledge)
                or _longest_at(doc, text, token, index.get(run[0], ()), ends, knowledge)
            )
        if name is not None:
            found.append(name)
    return tuple(_as_region(doc, name, found, knowledge) or name for name in found)


def _as_region(doc: Doc, name: Name, found: Sequence[Name], knowledge: Knowledge) -> Name | None:
    """The region of another state that bears a state's name, where the text is about it: "Atlanta, Georgia".

    That is where something beside the name speaks for the region, and nothing in the text for the state.
    """
    region = next((k for k in knowledge.names.get(name.text, ()) if k.type == "region"), None)
    if region is None or name.known is None or name.known.kind is not Kind.STATE or name.sense != "name":
        return None
    alike = [n for n in found if n.text == name.text]
    others = [(n, _state_of(n, knowledge)) for n in found if n.text != name.text]
    if any(state == name.known.label for _, state in others):
        return None
    union = knowledge.region_states[region.label]
    beside = {i for n in alike for i in _beside(doc, n)}
    named = any(n.start in beside and state == union and n.kind is Kind.PLACE for n, state in others)
    if named or any(doc[i].lower_ in knowledge.words["regional_words"] for i in beside):
        return replace(name, kind=Kind.PLACE, known=region)
    return None


def _beside(doc: Doc, name: Name) -> range:
    """The tokens that may say whose office or what place a name tells: "Senator Jon Ossoff of Georgia"."""
    start = name.start
    if doc[max(start - 1, 0)].lower_ in ("of", "from", "in", ","):
        while start > max(name.start - 6, 0) and doc[start - 1].pos_ not in ("VERB", "AUX"):
            start -= 1
    return range(start, min(name.end + 3, len(doc)))


def _state_of(name: Name, knowledge: Knowledge) -> str:
    """The state that a name of the lexicon is of, or is."""
    if name.known is None:
        return ""
    if name.known.kind is Kind.STATE:
        return name.known.label
    return name.known.state or knowledge.region_states.get(name.known.label, "")


def _is_part_of_acronym(doc: Doc, i: int, knowledge: Knowledge) -> bool:
    """Whether a token is one half of a hyphened acronym whose other half says nothing: "CNDD-FDD"."""
    if not doc[i].is_upper:
        return False
    for joint, other in ((i - 1, i - 2), (i + 1, i + 2)):
        apart = 0 <= other < len(doc) and (doc[joint].whitespace_ or doc[joint - 1].whitespace_)
        if 0 <= other < len(doc) and not apart and doc[joint].text == "-" and doc[other].is_upper:
            return len(doc[other]) > 1 and doc[other].text not in knowledge.all_names
    return False


@lru_cache(maxsize=8)
def _by_first_run(names: frozenset[str]) -> dict[str, tuple[str, ...]]:
    """Names by their first run of letters, the longest first: what may begin at a token."""
    found: dict[str, list[str]] = {}
    for name in names:
        match = _FIRST_RUN.search(name)
        if match and match.start() == 0:
            found.setdefault(match[0], []).append(name)
    return {run: tuple(sorted(group, key=lambda n: (-len(n), n))) for run, group in found.items()}


def _party_letter(doc: Doc, token: Token, knowledge: Knowledge) -> Name | None:
    """The party whose letter stands behind a name: "Dingell (D-Mich.)", "Graham, R-S.C."."""
    letter, dash, state = token.text.partition("-")
    party = knowledge.party_letters.get(letter)
    if party is None or not 1 < token.i < len(doc) - 1 or doc[token.i - 2].pos_ != "PROPN":
        return None
    after = doc[token.i + 1]
    if not dash and after.text in ("-", "–") and not after.whitespace_ and after.i + 1 < len(doc):
        state = after.nbor().text
    if not state[:1].isupper() or doc[token.i - 1].text not in ("(", ","):
        return None  # "(R)" is whoever stands on the right of a photograph
    known = knowledge.names[party][0]
    return Name(token.i, token.i + 1, known.kind, known.label, known, known.sense)


def _party_member(doc: Doc, token: Token, knowledge: Knowledge) -> Name | None:
    """The party that an office holder is of: "the new Conservative leader", "a Republican senator"."""
    senses = knowledge.names.get(f"{token.text} Party")
    after = doc[token.i + 1].lower_ if token.i + 1 < len(doc) else ""
    if not senses or after not in knowledge.office_nouns or after in knowledge.role_modifiers:
        return None
    known = senses[0]
    return Name(token.i, token.i + 1, known.kind, token.text, known, known.sense)


def _first_of_two(doc: Doc, token: Token, knowledge: Knowledge) -> Name | None:
    """The first of two states that share a word: "North" in "North and South Korea"."""
    after = doc[token.i + 1 : token.i + 4]
    if len(after) < 3 or after[0].lower_ != "and" or after[1:].text not in knowledge.names:
        return None
    senses = knowledge.names.get(f"{token.text} {after[2].text}")
    if not senses:
        return None
    known = senses[0]
    return Name(token.i, token.i + 1, known.kind, f"{token.text} {after[2].text}", known, known.sense)


def _longest_at(
    doc: Doc, text: str, token: Token, names: tuple[str, ...], ends: dict[int, int], knowledge: Knowledge
) -> Name | None:
    """The first of `names`, which come longest first, that stands at a token and ends where one ends."""
    for name in names:
        end = ends.get(token.idx + len(name))
        if end is None or not text.startswith(name, token.idx):
            continue
        if end == token.i + 1 and token.is_lower:
            continue
        state = knowledge.adjectives.get(name)
        senses = knowledge.names.get(name, ())
        if state and (not senses or _modifies(doc[end - 1]) or _stands_before_office(doc, end, knowledge)):
            return Name(token.i, end, Kind.STATE, name, Known(state, Kind.STATE, "adjective"), "adjective")
        if not senses:
            return None
        known = senses[0]
        return Name(
            token.i, end, known.kind, name, known, known.sense, state=_named_state(name, known, knowledge)
        )
    return None


def _named_state(name: str, known: Known, knowledge: Knowledge) -> str:
    """The state of a known body whose own name says whose it is: "Saudi Press Agency"."""
    if known.kind is not Kind.ORGANISATION or not known.state:
        return ""
    says_it = any(
        word in known.state.split() or knowledge.adjectives.get(word) == known.state for word in name.split()
    )
    return known.state if says_it else ""


def _stands_before_office(doc: Doc, i: int, knowledge: Knowledge) -> bool:
    """Whether an office begins at token `i`: before one stands a nationality ("Omani Minister")."""
    after = doc[i : i + 2].text.lower()
    return after in knowledge.roles or (i < len(doc) and doc[i].lower_ in knowledge.roles)


def _modifies(token: Token) -> bool:
    """Whether a word that is both a name and a nationality stands before a noun, as a nationality does."""
    first = token.head if token.dep_ == "conj" else token  # "the Turkish and Russian presidents"
    if token.dep_ == "npadvmod" and token.i + 1 < len(token.doc) and token.nbor(1).text == "-":
        return True  # "an Iranian-backed militia"
    return (
        first.dep_ in ("amod", "compound", "nmod")
        and first.head.i > token.i
        and token.tag_.startswith(("JJ", "NN"))
    )
