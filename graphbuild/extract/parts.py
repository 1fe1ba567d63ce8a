"""Bodies named as parts of others → claims of affiliation.

"The Qassam Brigades, the armed wing of Hamas", "the YPG is the main force of the SDF", "Hamas's armed
wing, the Qassam Brigades", "Etihad, the UAE's flag carrier", "the Mysore Division of the Railways".
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from spacy.tokens import Doc, Token

from graphbuild.extract.claims import Claim
from graphbuild.extract.factuality import Factuality, read_factuality
from graphbuild.extract.name import Name, by_token, is_possessive
from graphbuild.extract.referents import Referents
from graphbuild.knowledge import Knowledge
from graphbuild.model import Kind

_OPEN = frozenset([",", "(", "–", "—", "-", "--"])
_OWNERS = (Kind.STATE, Kind.ORGANISATION)
_UNREAL = ("former", "prospective", "purported")
_CONFIDENCE = 0.9


def find_parts(
    doc: Doc, names: Sequence[Name], referents: Referents, knowledge: Knowledge
) -> Iterator[Claim]:
    """A Doc, its names and referents → which bodies it names as parts of which others."""
    at = by_token(names)
    for token in doc:
        if token.lemma_.lower() not in knowledge.words["part_nouns"] or token.tag_ not in ("NN", "NNP"):
            continue
        if token.i in at and at[token.i].end > token.i + 1 and at[token.i].sense != "group":
            continue  # inside a name
        whole = _whole(token, at, referents)
        if whole is None or _is_unreal(token, knowledge):
            continue
        part, said = _part(doc, token, at, referents, knowledge)
        if part is not None and part != whole:
            yield _claim((part,), (whole,), token, said)
    yield from _named_parts(doc, names, at, referents, knowledge)


def _claim(
    part: tuple[int, ...], whole: tuple[int, ...], trigger: Token, said: Factuality | None = None
) -> Claim:
    return Claim("affiliatedWith", part, whole, trigger, "part (body)", said or Factuality(), _CONFIDENCE)


def _named_parts(
    doc: Doc, names: Sequence[Name], at: Mapping[int, Name], referents: Referents, knowledge: Knowledge
) -> Iterator[Claim]:
    """Names that tell a parent, and names with another body behind "of": "the Press Department of"."""
    indices = {draft.label: i for i, draft in enumerate(referents.drafts) if draft.kind is Kind.ORGANISATION}
    for name in names:
        if name.parent is not None:
            whole, part = indices.get(name.parent.label), referents.named.get(name.start)
            if part and whole is not None and part != (whole,):
                yield _claim(part, (whole,), doc[name.end - 1])
        i = name.end
        if name.kind is not Kind.ORGANISATION or name.known or i + 1 >= len(doc) or doc[i].lower_ != "of":
            continue
        head = doc[i - 1].lower_
        if not (head in knowledge.words["part_nouns"] or _is_office(head, knowledge)):
            continue
        owner = at.get(i + 2 if doc[i + 1].lower_ == "the" else i + 1)
        if owner is not None and owner.end + 1 < len(doc) and is_possessive(doc[owner.end]):
            owner = at.get(owner.end + 1)  # "of Azerbaijan's Foreign Ministry"
        if owner is None or owner.kind is not Kind.ORGANISATION or owner.sense != "name":
            continue
        part, owners = referents.named.get(name.start), referents.named.get(owner.start)
        if part and owners and part != owners:
            yield _claim(part, owners, doc[i - 1])


def _is_office(noun: str, knowledge: Knowledge) -> bool:
    return knowledge.body_heads.get(noun) in ("government", "military", "organisation", "university")


def _is_unreal(token: Token, knowledge: Knowledge) -> bool:
    """Whether a part is only said to be one, was one or is to be one: "the former armed wing"."""
    return any(knowledge.role_modifiers.get(c.lower_) in _UNREAL for c in token.children)


def _whole(noun: Token, at: Mapping[int, Name], referents: Referents) -> int | None:
    """Whose a part is: "of Hamas", "Hamas's", "a Revolutionary Guards Corps branch"."""
    behind = [t for c in noun.children if c.dep_ == "prep" and c.lower_ == "of" for t in c.children]
    before = [c for c in noun.lefts if c.dep_ in ("poss", "amod", "compound", "nmod") and c.pos_ != "PRON"]
    for token in behind or before:
        name = at.get(token.i)
        found = referents.adjectives.get(token.i) or referents.at(token)
        owners = [i for i in found if referents.drafts[i].kind in _OWNERS]
        if len(owners) == 1 and not (name is not None and name.sense == "people"):
            return owners[0]
    return None


def _part(
    doc: Doc, noun: Token, at: Mapping[int, Name], referents: Referents, knowledge: Knowledge
) -> tuple[int | None, Factuality]:
    """The body that a noun for a part describes, before or behind it or as the subject of its clause."""
    described = at.get(noun.head.i) if noun.dep_ == "appos" else None
    if described is not None and described.start < noun.i:
        return _body(described, referents), Factuality()
    if noun.dep_ == "attr" and noun.head.lemma_ == "be":
        subjects = [c for c in noun.head.children if c.dep_ == "nsubj"]
        found = [
            i
            for t in subjects
            for i in referents.at(t)
            if t.i not in referents.collective and referents.drafts[i].kind is Kind.ORGANISATION
        ]
        one = found[0] if len(subjects) == len(found) == 1 else None
        return one, read_factuality(noun.head, knowledge)
    for i in (noun.i + 1, noun.right_edge.i + 1):
        if i < len(doc) and doc[i].text in _OPEN:
            i += 1
        if i < len(doc) and doc[i].lower_ == "the":
            i += 1
        named = at.get(i)
        if named is None or named.start != i or named.sense != "name":
            continue
        head = named.head(doc)
        behind = head.head == noun and head.dep_ == "appos"
        if behind or (noun.head == head and noun.dep_ == "compound"):
            return _body(named, referents), Factuality()
    return None, Factuality()


def _body(name: Name, referents: Referents) -> int | None:
    found = referents.named.get(name.start)
    own = found is not None and name.sense == "name" and name.kind is Kind.ORGANISATION
    return found[0] if found and own else None
