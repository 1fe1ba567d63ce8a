"""A Doc → the places in it that the pipeline missed or mistook: cities of the lexicon, and what towns suffer.

The names of small towns are taken for people, bodies or nothing. What troops do to one, and what it
is in, near or of, tell it from them: "rebels overran Nyabiondo", "clashes near Vorukh", "residents of
Amuda". Told so once, a name is a place wherever it stands alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spacy.tokens import Doc, Token

from graphbuild.extract.clauses import is_passive, verb_arguments
from graphbuild.extract.name import Name
from graphbuild.gazetteer import read_cities
from graphbuild.knowledge import Knowledge
from graphbuild.model import Kind, slug

_INSIDE = frozenset(["in", "into", "inside"])
_BESIDE = frozenset(["near", "outside", "around"])
_ALONG = frozenset(["to", "from", "toward", "towards", "on", "at", "through"])
_STRANGE = frozenset(["", "ORG", "PERSON", "NORP", "PRODUCT", "EVENT", "FAC"])  # no place to the pipeline
_GROUPED = frozenset(["", "ORG", "PRODUCT", "EVENT"])
_MISTAKABLE = frozenset(["dobj", "pobj", "nsubj", "nsubjpass", "conj"])
_LONGEST = 3  # words of a town's name


def town_names(doc: Doc, known: Sequence[Name], knowledge: Knowledge) -> Iterator[Name]:
    """A Doc and the lexicon's names in it → the names of towns, wherever they stand alone."""
    taken = {i for name in known for i in range(name.start, name.end)}
    yield from _sites(doc, {n.start for n in known if n.kind is Kind.PLACE}, taken, knowledge)
    people = {e[-1].text for e in doc.ents if e.label_ == "PERSON" and len(e) > 1}
    yield from _armed_groups(doc, taken, knowledge)
    stand = [c for c in _candidates(doc, taken, knowledge) if doc[c[1] - 1].text not in people]
    named = {name.text for name in known} | knowledge.single_figures
    towns = {
        doc[start:end].text
        for start, end in stand
        if doc[start:end].text not in named and _is_town(doc, start, end, known, knowledge)
    }
    for start, end in stand if towns else ():
        if doc[start:end].text in towns:
            yield Name(start, end, Kind.PLACE, doc[start:end].text)


def _armed_groups(doc: Doc, taken: set[int], knowledge: Knowledge) -> Iterator[Name]:
    """Names before the noun of fighters, which nobody else knows: "CODECO fighters"."""
    for token in doc:
        if token.tag_ != "NNS" or token.lemma_.lower() not in knowledge.words["irregulars"]:
            continue
        start = token.i
        while start > 0 and doc[start - 1].pos_ == "PROPN" and doc[start - 1].dep_ == "compound":
            start -= 1
        words = doc[start : token.i]
        named = 0 < len(words) <= _LONGEST and all(t.is_title or t.is_upper for t in words)
        if not named or any(t.i in taken or t.ent_type_ not in _GROUPED for t in words):
            continue
        if any(_is_common(t, knowledge) or t.text in knowledge.given_names for t in words):
            continue
        yield Name(start, token.i, Kind.ORGANISATION, words.text, core=words.text)


def _sites(doc: Doc, places: set[int], taken: set[int], knowledge: Knowledge) -> Iterator[Name]:
    """Names with the noun of a building or a camp behind: "the Sasoli police station"."""
    sites = knowledge.words["sites"]
    for token in doc:
        if token.pos_ != "NOUN" or not token.is_lower:
            continue
        first = token.i
        if first and f"{doc[first - 1].lower_} {token.lower_}" in sites:
            first -= 1
        elif token.lower_ not in sites:
            continue
        start = first
        while start > 0 and doc[start - 1].pos_ == "PROPN" and doc[start - 1].dep_ == "compound":
            start -= 1
        words = doc[start:first]
        if not 0 < len(words) <= _LONGEST or not all(t.is_title and t.is_alpha for t in words):
            continue
        known = {t.i for t in words} & taken
        people = any(t.ent_type_ in ("PERSON", "NORP") or t.text in knowledge.given_names for t in words)
        if people or any(_is_common(t, knowledge) for t in words) or (known and start not in places):
            continue
        yield Name(start, token.i + 1, Kind.PLACE, doc[start : token.i + 1].text)


def _candidates(doc: Doc, taken: set[int], knowledge: Knowledge) -> Iterator[tuple[int, int]]:
    """Where one to three capitalised words stand alone that nobody else knows."""
    for token in doc:
        if token.pos_ != "PROPN" or token.dep_ not in _MISTAKABLE or token.ent_type_ not in _STRANGE:
            continue
        start, end = token.i, token.i + 1
        while start > 0 and doc[start - 1].dep_ == "compound" and doc[start - 1].head == token:
            start -= 1
        words = doc[start:end]
        if end - start > _LONGEST or not all(t.is_title and t.is_alpha for t in words):
            continue
        if any(t.i in taken or _is_common(t, knowledge) for t in words):
            continue
        given = any(t.text in knowledge.given_names for t in words)
        if given and (end - start > 1 or slug(token.text) not in read_cities(knowledge.lexicon)):
            continue
        around = [*doc[max(start - 1, 0) : start], *doc[end : end + 1]]
        if any(t.ent_type_ and t.ent_type_ == token.ent_type_ and t.ent_iob_ == "I" for t in around[-1:]):
            continue
        if any(t.is_title and t.pos_ == "PROPN" and t.i in taken for t in around[:1]):
            continue
        if any(c.dep_ in ("det", "poss", "amod", "nummod") for t in words for c in t.children):
            continue
        if doc[end : end + 1].text.lower() == "of":
            continue  # "a place in Round of 16"
        yield start, end


def _is_common(token: Token, knowledge: Knowledge) -> bool:
    """Whether a word is one of offices, titles or bodies, or a nationality."""
    word = token.lower_
    return (
        word in knowledge.body_heads
        or word in knowledge.roles
        or token.text in knowledge.title_words
        or token.text in knowledge.adjectives
    )


def _is_town(doc: Doc, start: int, end: int, known: Sequence[Name], knowledge: Knowledge) -> bool:
    head = doc[end - 1]
    while head.dep_ == "conj" and head.head.pos_ == "PROPN":
        head = head.head
    verb = head.head
    listed = slug(doc[start:end].text) in read_cities(knowledge.lexicon)
    if head.dep_ == "pobj":
        given = head.text in knowledge.given_names  # "soldiers left Goma", but "faith in Victoria"
        return not given and _is_of_place(verb, listed, known, knowledge)
    if verb.pos_ != "VERB" or head.dep_ == "conj":
        return False
    lemma = verb.lemma_.lower()
    done_to = head.dep_ == ("nsubjpass" if is_passive(verb) else "dobj")
    if done_to and lemma in knowledge.words["town_verbs"] | knowledge.words["armed_verbs"]:
        return _is_done_by_troops(verb, known, knowledge)
    if done_to and listed:
        return lemma in knowledge.words["city_verbs"]
    return head.dep_ == "nsubj" and lemma == "fall" and any(c.lower_ == "to" for c in verb.children)


def _is_of_place(preposition: Token, listed: bool, known: Sequence[Name], knowledge: Knowledge) -> bool:
    """Whether a preposition makes its object a place, for what it hangs from."""
    word, above = preposition.lower_, preposition.head
    if word in _BESIDE or (listed and word in _INSIDE):
        return True
    lemma = above.lemma_.lower()
    if word == "of" and above.pos_ == "NOUN" and above.lower_ != "out":
        if lemma == "control":
            return above.dep_ == "dobj" and _is_done_by_troops(above.head, known, knowledge)
        return lemma in knowledge.words["town_nouns"]
    if word in _INSIDE and above.head.dep_ == "agent":
        above = above.head.head  # "slain by commandos in Rutba"
    if word in _INSIDE and above.pos_ == "NOUN" and above.dep_ in ("dobj", "nsubjpass") and above.is_lower:
        # "damaged a school in Chartar"
        return _happens(above, knowledge) or _happens(above.head, knowledge)
    if word in _INSIDE:
        return _happens(above, knowledge) or (above.pos_ == "VERB" and _moves(above, known, knowledge))
    if word == "of" and above.lower_ == "out":
        above, word = above.head, "from"
    return word in _ALONG and above.pos_ == "VERB" and _moves(above, known, knowledge)


def _happens(word: Token, knowledge: Knowledge) -> bool:
    """Whether a word is that of an event: "a firefight in Sulu", "met in Solwezi"."""
    pos = "verb" if word.pos_ == "VERB" else "noun"
    patterns = knowledge.patterns.get((pos, word.lemma_.lower()), ())
    return any(knowledge.predicates[p.predicate].event for p in patterns)


def _moves(verb: Token, known: Sequence[Name], knowledge: Knowledge) -> bool:
    """Whether troops go where a verb says that somebody goes."""
    return verb.lemma_.lower() in knowledge.words["march_verbs"] and _is_done_by_troops(
        verb, known, knowledge
    )


def _is_done_by_troops(verb: Token, known: Sequence[Name], knowledge: Knowledge) -> bool:
    """Whether the doers of a verb, or those whom it sends, are people under arms or a state."""
    arguments = verb_arguments(verb)
    if verb.lemma_.lower() in knowledge.words["march_verbs"]:
        heads = (*arguments.at("subject"), *arguments.at("object"))
    else:
        heads = arguments.at("subject") or ((verb,) if is_passive(verb) else ())
    at = {n.head(verb.doc).i: n for n in known} if heads else {}
    for head in heads:
        if head == verb:  # "was shelled", by nobody who is named
            lemma = verb.lemma_.lower()
            return lemma in knowledge.words["town_verbs"] and lemma not in knowledge.words["capturing_verbs"]
        if knowledge.groups.get(head.lower_, knowledge.groups.get(head.lemma_.lower())) in (
            "agent",
            "member",
        ):
            return True
        name = at.get(head.i)
        if name is not None and (
            name.kind is Kind.STATE
            or (name.known is not None and name.known.type in knowledge.words["armed_or_united"])
        ):
            return True
    return False
