"""Lists of capitals that are one name: "Industry, Mining and Trade" before or behind "Minister"."""

from __future__ import annotations

from collections.abc import Collection

from spacy.tokens import Doc, Token

from graphbuild.knowledge import Knowledge

_AND = frozenset(["and", "&"])
_OTHERS = frozenset(["PERSON", "GPE", "NORP", "DATE", "TIME", "CARDINAL", "ORDINAL"])


def list_before(doc: Doc, head: int, taken: Collection[int], knowledge: Knowledge) -> int:
    """The token where a list that ends before token `head` begins; `head` where there is none.

    A list has an "and" before its last part; `taken` are tokens that name something else. An acronym
    in brackets may follow it: "Information and Communications Technology (ICT) Minister".
    """
    end = head
    if end > 3 and doc[end - 1].text == ")" and doc[end - 3].text == "(" and doc[end - 2].is_upper:
        end -= 3
    start = _words_before(doc, end, taken, knowledge)
    joined = start - 1
    if start == end or joined < 1 or doc[joined].lower_ not in _AND:
        return head
    if doc[joined - 1].text == ",":
        joined -= 1
    start = _words_before(doc, joined, taken, knowledge)
    if start == joined:
        return head
    while start > 1 and doc[start - 1].text == ",":
        before = _words_before(doc, start - 1, taken, knowledge)
        if before == start - 1:
            break
        start = before
    return start


def portfolio_before(doc: Doc, office: int, taken: Collection[int], knowledge: Knowledge) -> int:
    """The token where the list of portfolios before an office begins; `office` where there is none."""
    word = doc[office].lower_
    if word not in knowledge.words["portfolio_offices"]:
        return office
    return list_before(doc, office, taken, knowledge)


def portfolio_after(doc: Doc, office: int, taken: Collection[int], knowledge: Knowledge) -> int:
    """The token where the portfolios behind an office end; `office` where there are none.

    "Minister of Cooperatives, Labour and Social Welfare", "the Secretary of Transportation".
    """
    word = doc[office].lower_
    if word not in knowledge.words["portfolio_offices"] or office + 2 >= len(doc):
        return office
    if doc[office + 1].lower_ not in ("of", "for"):
        return office
    start = office + (3 if doc[office + 2].lower_ == "the" else 2)
    end = _words_after(doc, start, taken, knowledge)
    listed = list_after(doc, end, taken, knowledge)
    if listed == end and word.startswith("secretar"):
        # of a state's department, not of a party or a club
        end = start + 1 if end > start and f"{doc[start].lower_} secretary" in knowledge.roles else start
    return max(end, listed) if end > start else office


def list_after(doc: Doc, i: int, taken: Collection[int], knowledge: Knowledge) -> int:
    """The token where a list ends whose second part is joined on at token `i` by a comma; `i` if none is."""
    end = i
    while end < len(doc) and doc[end].text == ",":
        after = _words_after(doc, end + 1, taken, knowledge)
        if after == end + 1:
            break
        end = after
    joint = end + 1 if end < len(doc) and doc[end].text == "," else end
    if end == i or joint >= len(doc) or doc[joint].lower_ not in _AND:
        return i
    last = _words_after(doc, joint + 1, taken, knowledge)
    return last if last > joint + 1 else i


def _words_before(doc: Doc, end: int, taken: Collection[int], knowledge: Knowledge) -> int:
    start = end
    while start > 0 and start - 1 not in taken and _is_word(doc[start - 1], knowledge):
        start -= 1
    return start


def _words_after(doc: Doc, start: int, taken: Collection[int], knowledge: Knowledge) -> int:
    end = start
    while end < len(doc) and end not in taken and _is_word(doc[end], knowledge):
        end += 1
    return end


def _is_word(token: Token, knowledge: Knowledge) -> bool:
    """Whether a token can be a word of a list: a capital that names nobody, no place, no other office."""
    return (
        token.text[0].isupper()
        and token.pos_ in ("NOUN", "PROPN", "ADJ")
        and token.ent_type_ not in _OTHERS
        and knowledge.role_modifiers.get(token.lower_, "portfolio") == "portfolio"
        and knowledge.body_heads.get(token.lower_, "place") in ("place", "event")
        and token.lower_ not in knowledge.office_nouns
        and token.text.rstrip(".") not in knowledge.personal_titles
    )
