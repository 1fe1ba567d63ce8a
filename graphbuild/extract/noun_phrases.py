"""A noun phrase in a parsed Doc → its parts: what is joined to it, what measures or describes it."""

from __future__ import annotations

from collections.abc import Container, Iterator

from spacy.tokens import Token


def measured(noun: Token, measures: Container[str]) -> Token:
    """A noun → the noun that measures it, if there is one ("a series of meetings"), else itself."""
    while noun.dep_ == "pobj" and noun.head.lower_ == "of" and noun.head.head.lemma_.lower() in measures:
        noun = noun.head.head
    return noun


def paired(noun: Token) -> list[Token]:
    """The two names that a dash joins before a noun: "the US-Taliban talks"."""
    pointed = any(c.lower_ in ("the", "this", "that", "these", "those") for c in noun.children)
    if not pointed and (noun.tag_ != "NNS" or any(c.dep_ == "det" for c in noun.children)):
        return []  # "a Serbia-Kosovo deal is out of reach"
    found: list[Token] = []
    for dash in noun.subtree:
        if dash.text in ("-", "–", "/") and 0 < dash.i < noun.i:
            left, right = dash.nbor(-1), dash.nbor(1)
            while right.dep_ == "compound" and right.i + 1 < noun.i and right.head.i < noun.i:
                right = right.head
            if left.pos_ in ("PROPN", "ADJ") and right.pos_ in ("PROPN", "ADJ"):
                found += [left, right]
    return found if len(found) == 2 else []


def compound(noun: Token) -> str:
    """A noun with the noun before it: "phone-call" for "a phone call"."""
    before = noun.nbor(-1) if noun.i > noun.sent.start else noun
    if before.dep_ != "compound" or before.head != noun:
        return ""
    return f"{before.lower_}-{noun.lemma_.lower()}"


def conjuncts(token: Token) -> Iterator[Token]:
    """A noun phrase's head → itself and the heads joined to it on its right."""
    yield token
    for child in token.children:
        if child.dep_ == "conj" and child.pos_ not in ("VERB", "AUX"):
            if any(t.lower_ == "between" for t in token.doc[token.i : child.i]):
                return  # "between Israel and Bahrain and between Serbia and Kosovo"
            if token.dep_ in ("dobj", "pobj") and _begins_clause(child):
                return  # "withdrew from the bloc and Iran stayed"
            yield from conjuncts(child)
        elif (
            child.ent_type_ == token.ent_type_
            and child.dep_ in ("nmod", "compound")
            and child.pos_ == "PROPN"
            and any(c.dep_ == "cc" and c.lower_ == "and" for c in child.children)
        ):
            # "President Trump and Turkish President Erdoğan spoke": the first tied before the second
            yield child
        elif child.dep_ == "appos":
            # "Massoud, the leader of the front, and Saleh": tied by the parser to the leader
            for joined in child.children:
                named = any(c.dep_ == "appos" and c.pos_ == "PROPN" for c in joined.children)
                if joined.dep_ == "conj" and (joined.pos_ == "PROPN" or named):
                    yield from conjuncts(joined)


def _begins_clause(joined: Token) -> bool:
    """Whether what the parser joins to an object is the subject of the verb right behind it."""
    i = joined.i + 1
    while i < len(joined.doc) and joined.doc[i].pos_ == "ADV":
        i += 1
    behind = joined.doc[i] if i < len(joined.doc) else joined
    before = any(c.dep_ in ("nsubj", "nsubjpass") and c.i < behind.i for c in behind.children)
    return behind.tag_ in ("VBZ", "VBD", "VBP", "MD") and not before and joined.pos_ == "PROPN"


def described(noun: Token) -> Token:
    """A common noun in apposition → the name that it describes: "Machado, an engineer who founded the party".

    Behind "of" a person may be named for the sake of somebody else: "the widow of X, a poet who".
    """
    if noun.lower_ in ("himself", "herself", "itself", "themselves") and noun.i and noun.head.i < noun.i:
        return noun.head if noun.head.pos_ in ("PROPN", "NOUN") else noun.nbor(-1)
    name = noun.head
    if noun.dep_ != "appos" or name.pos_ != "PROPN" or noun.i < name.i:
        return noun
    if noun.tag_ != "NN" and not any(c.lower_ in ("a", "an") for c in noun.children):
        return noun  # "a Social Democrat" is no name either
    of = name.dep_ == "pobj" and name.head.lower_ == "of"
    of = of and (name.ent_type_ == "PERSON" or any(t.lower_ == "who" for t in noun.subtree))
    another = any(t.text == "," for t in noun.doc[name.i : max(noun.left_edge.i - 1, name.i)])
    return noun if of or another else name


def phrase_objects(token: Token, word: str) -> Iterator[Token]:
    """The objects of a preposition behind a word."""
    for preposition in token.children:
        if preposition.lower_ == word and preposition.dep_ in ("prep", "agent"):
            yield from (t for t in preposition.children if t.dep_ == "pobj")


def beside(token: Token, *relations: str) -> list[Token]:
    return [c for c in token.children if c.dep_ in relations]


def is_pointing(token: Token) -> bool:
    """Whether a noun points to what was named before: "the city", "this group"."""
    return any(c.lower_ in ("the", "this") for c in token.children)
