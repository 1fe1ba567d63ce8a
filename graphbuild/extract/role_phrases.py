"""The prepositional phrases behind a role noun: "for foreign affairs", "of the Taliban"."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from spacy.tokens import Doc

from graphbuild.extract.lists import list_after
from graphbuild.extract.name import Name, is_possessive
from graphbuild.extract.role_nouns import role_noun_at
from graphbuild.knowledge import Knowledge
from graphbuild.model import Kind

TIMES = ("DATE", "TIME")  # entities that end a role
_RANKS = frozenset(["senior", "chief", "special", "deputy", "former", "acting", "vice"])
_DETERMINERS = frozenset(["the", "a", "an", "its", "their", "his", "her", "our"])
_SEATED = (["-", "based"], ["-", "headquartered"], ["-", "backed"], ["-", "affiliated"], ["-", "run"])
_PREPOSITIONS = frozenset(["of", "at", "with", "from", "in", "for", "to", "on"])


@dataclass(frozen=True, slots=True)
class Phrase:
    """A prepositional phrase that ends before token `end`; `whole` if its last name ends it."""

    preposition: str
    end: int
    name: Name | None
    whole: bool


def phrase_at(doc: Doc, i: int, name_at: Mapping[int, Name], knowledge: Knowledge) -> Phrase | None:
    """The prepositional phrase that begins at token `i`, if one does."""
    if i + 1 >= len(doc) or doc[i].lower_ not in _PREPOSITIONS:
        return None
    begin = i + 2 if doc[i + 1].lower_ in _DETERMINERS else i + 1
    last: Name | None = None
    k = begin
    while k < len(doc) and not doc[k].is_space and doc[k].ent_type_ not in TIMES:
        name = name_at.get(k)
        if name and name.start < i:
            name = None  # "Secretary of State for Tourism", which the pipeline took in part for a body
        if name and [t.lower_ for t in doc[name.end : name.end + 2]] in _SEATED:
            k = name.end + 2  # "at the Tel Aviv-based Institute for Border Studies"
        elif name:
            if name.kind is Kind.PERSON or (
                last
                and last.end == k
                and "adjective" not in (name.sense, last.sense)
                and not is_possessive(doc[k - 1])
            ):
                break
            last, k = name, name.end
        elif _goes_on(doc, k, begin, last, name_at, knowledge):
            k += 1
        elif doc[k].text == "," and last is None and k > begin and list_after(doc, k, name_at, knowledge) > k:
            k = list_after(doc, k, name_at, knowledge)
        else:
            break
    while k > begin and doc[k - 1].lower_ in ("and", "&"):
        k -= 1
    holder = role_noun_at(doc, k, knowledge) if k < len(doc) and last and is_possessive(doc[k - 1]) else None
    if holder is not None:
        return Phrase(doc[i].lower_, holder.end, last, False)  # "the envoy of Iran's foreign minister"
    other = last is not None and last.sense == "adjective" and last.end == k and k < len(doc)
    if other and role_noun_at(doc, k, knowledge) is not None:
        return None  # "an aide to Iraqi cleric Hadi al-Mousawi"
    if k == begin or is_possessive(doc[k - 1]) or doc[k - 1].lower_ in ("-", "&"):
        return None
    if [t.lower_ for t in doc[k - 2 : k]] in _SEATED:
        return None  # "of the Beirut-based, Saudi-funded institute"
    if k - 1 not in name_at and doc[k - 1].pos_ == "ADJ":
        return None
    whole = last is not None and last.sense != "adjective" and last.end == k
    return Phrase(doc[i].lower_, k, last, whole)


def _goes_on(
    doc: Doc, k: int, begin: int, last: Name | None, name_at: Mapping[int, Name], knowledge: Knowledge
) -> bool:
    """Whether a phrase that began at `begin` goes on with token `k`, which is in no name."""
    token = doc[k]
    if token.text[0].isupper() and token.text.rstrip(".") in knowledge.personal_titles:
        return False
    if is_possessive(token) and k > begin:
        return True
    if token.tag_ in ("VBG", "VBN") and token.dep_ == "amod" and last is None:
        return True  # "for the ruling National Action Front"
    if token.pos_ in ("NOUN", "PROPN", "ADJ") or token.lower_ in ("-", "&"):
        whole = k > begin and doc[k - 1].lower_ not in knowledge.role_modifiers  # "to the Supreme" "Leader"
        new_role = whole and (token.text[0].isupper() or last) and role_noun_at(doc, k, knowledge)
        return not new_role
    return (
        token.lower_ == "and"
        and last is None
        and begin < k < len(doc) - 1
        and joins_words(doc, k, name_at)
        and k + 1 not in name_at
        and role_noun_at(doc, k + 1, knowledge) is None
    )


def joins_words(doc: Doc, i: int, name_at: Mapping[int, Name]) -> bool:
    """Whether "and" at token `i` joins two words of one post: "Trade and Industry Minister"."""
    return (
        i > 0
        and doc[i - 1].text[0].isupper() == doc[i + 1].text[0].isupper()
        and i - 1 not in name_at
        and doc[i - 1].ent_type_ != "PERSON"
        and doc[i - 1].pos_ in ("NOUN", "PROPN", "ADJ")
        and doc[i + 1].text.lower() not in _RANKS
    )
