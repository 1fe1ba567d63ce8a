"""Nouns of kinship in a Doc → claims of family."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spacy.tokens import Doc, Token

from graphbuild.extract.claims import Claim
from graphbuild.extract.clauses import subject_of
from graphbuild.extract.factuality import Factuality
from graphbuild.extract.name import Name, name_end_before
from graphbuild.extract.noun_phrases import conjuncts
from graphbuild.extract.referents import Referents
from graphbuild.knowledge import Knowledge
from graphbuild.model import Kind

_PLURAL = ("NNS", "NNPS")


def find_kin(doc: Doc, names: Sequence[Name], referents: Referents, knowledge: Knowledge) -> Iterator[Claim]:
    """Nouns of kinship with two people around them → claims of family."""
    starts = {n.start: n for n in names if n.kind is Kind.PERSON}
    ends = {n.end: n for n in names if n.kind is Kind.PERSON}
    for token in doc:
        kin = knowledge.kinship.get(token.lemma_.lower()) or knowledge.kinship.get(token.lower_)
        if not kin or token.pos_ not in ("NOUN", "PROPN"):
            continue
        end, joined = _joined(doc, token)
        kin = knowledge.kinship.get(joined, kin)
        relative = _kin_named(doc, token, end, starts, ends, referents)
        owner = _kin_owner(token, knowledge, referents) or _owner_behind(doc, token, starts, referents)
        if not owner and len(relative) > 1 and token.lower_ in knowledge.words["siblings"]:
            owner, relative = relative[:1], relative[1:]  # "the brothers Issa and Lamine"
        if not owner or not relative or set(owner) & set(relative):
            continue
        predicate, direction = kin
        agents, recipients = (owner, relative) if direction == "inverse" else (relative, owner)
        yield Claim(
            predicate,
            agents,
            recipients,
            token,
            f"{token.lemma_.lower()} (kinship)",
            Factuality(),
            0.9,
            timed=False,
        )


def _joined(doc: Doc, token: Token) -> tuple[int, str]:
    """The token behind a noun of kinship and the whole of it: "son-in-law", "half-brother"."""
    start, end = token.i, token.i + 1
    if start > 1 and doc[start - 1].text == "-":
        start -= 2
    if doc[end : end + 4].text.lower() == "-in-law":
        end += 4
    return end, doc[start:end].text.lower()


def _together(doc: Doc, first: Name, starts: dict[int, Name], referents: Referents) -> tuple[int, ...]:
    """The people of a list that begins with a name: "his parents, Robert and Ruth Cummings"."""
    people: dict[int, None] = {}
    name: Name | None = first
    while name is not None:
        people.update(dict.fromkeys(referents.named.get(name.start, ())))
        i = name.end
        while i < len(doc) and doc[i].lower_ in (",", "and", "&"):
            i += 1
        name = starts.get(i) if i > name.end else None
    return tuple(people)


def _kin_owner(token: Token, knowledge: Knowledge, referents: Referents) -> tuple[int, ...]:
    named = [c for c in token.head.children if c.i < token.i] if token.dep_ in ("compound", "nmod") else []
    for child in (*token.children, *named):
        if child.tag_ == "WP$" and child.i > 1 and child.nbor(-1).text == ",":
            whose = name_end_before(token.doc, child.i - 1)  # "Ana Kos, whose father, Ivo Kos, was"
            return tuple(i for i in referents.named.get(whose - 1, ()) if _is_person(i, referents))
        tokens = [child] if child.dep_ == "poss" else []
        if child.dep_ == "prep" and child.lower_ == "of":
            tokens = [t for t in child.children if t.dep_ == "pobj"]
        people = tuple(
            i
            for t in tokens
            for head in conjuncts(t)
            for i in referents.at(head)
            if referents.drafts[i].kind is Kind.PERSON
        )
        if people:
            return people
    noun = token.head if token.dep_ == "compound" else token
    if noun.dep_ == "pobj" and noun.head.lower_ == "by" and noun.head.head.lower_ == "survived":
        subjects = [c for c in noun.head.head.children if c.dep_ == "nsubjpass"]
        return tuple(i for t in subjects for i in referents.at(t) if _is_person(i, referents))
    alike = noun.dep_ == "conj" and knowledge.kinship.get(noun.head.lemma_.lower())
    return _kin_owner(noun.head, knowledge, referents) if alike else ()  # "by her husband and two sons"


def _is_person(entity: int, referents: Referents) -> bool:
    return referents.drafts[entity].kind is Kind.PERSON


def _owner_behind(doc: Doc, token: Token, starts: dict[int, Name], referents: Referents) -> tuple[int, ...]:
    """Who is named behind what he is called: "X, son of the first president, Jomo Kenyatta".

    Only where the relative stands before the noun: "the son of the premier, Y, said" names the son.
    """
    before = token.left_edge.i - 1
    joined = token.dep_ == "conj" and token.head.dep_ == "appos" and doc[before].lower_ == "and"
    if (
        token.dep_ != "attr"
        and not joined
        and not (token.dep_ == "appos" and before > 0 and doc[before].text == ",")
    ):
        return ()
    of = next((c for c in token.children if c.dep_ == "prep" and c.lower_ == "of"), None)
    noun = next((c for c in of.children if c.dep_ == "pobj"), None) if of is not None else None
    if noun is None:
        return ()
    for i in range(noun.i + 1, min(noun.i + 6, len(doc) - 1)):
        if doc[i].text in (",", ".", ";") or doc[i].pos_ in ("VERB", "AUX"):
            return referents.named.get(i + 1, ()) if doc[i].text == "," and i + 1 in starts else ()
    return ()


def _kin_named(
    doc: Doc, token: Token, end: int, starts: dict[int, Name], ends: dict[int, Name], referents: Referents
) -> tuple[int, ...]:
    i = end
    title = i + 1 if i < len(doc) and doc[i].text == "," else i
    while title + 1 < len(doc) and title not in starts and doc[title].is_title:
        title += 1  # "his sister, Senator Lourdes Macaraeg"
    for k in (i, title):
        if k in starts:
            return (
                _together(doc, starts[k], starts, referents)
                if token.tag_ in _PLURAL
                else referents.named.get(k, ())
            )
    left = token.left_edge.i
    if left >= 2 and doc[left - 1].text in (",", "(", "–", "—"):
        named = ends.get(name_end_before(doc, left - 1))
        if named is not None:
            return referents.named.get(named.end - 1, ())
    if token.dep_ == "conj" and token.head.dep_ == "appos":
        named = ends.get(token.head.head.i + 1)  # "X, an assemblyman and father of the mayor, Y"
        if named is not None:
            return referents.named.get(named.end - 1, ())
    if token.dep_ == "attr" and token.head.lemma_ == "be":
        people = [i for t in subject_of(token.head) for i in referents.at(t)]
        return tuple(i for i in people if _is_person(i, referents))
    told = [
        t
        for c in token.children
        if c.dep_ == "appos" and c.i > token.i and all(t.text != "and" for t in doc[end : c.left_edge.i])
        for t in conjuncts(c)
    ]
    several = token.tag_ in _PLURAL or len(told) == 1
    return tuple(i for t in told for i in referents.named.get(t.i, ()) if _is_person(i, referents)) * several
