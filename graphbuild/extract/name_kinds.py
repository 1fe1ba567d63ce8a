"""Names → the same names with the kind that their surroundings and the rest of the article give them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Mapping, Sequence
from dataclasses import replace

from spacy.tokens import Doc, Token

from graphbuild.extract.name import Name, by_token
from graphbuild.extract.people import closes, surnames_of
from graphbuild.knowledge import Knowledge, Known
from graphbuild.model import Kind

# After these a capital is the city, not its government.
_LOCATIVE = frozenset(
    [
        "in", "at", "near", "from", "to", "through", "into", "toward", "towards", "outside", "inside",
        "around", "across", "via", "of",
    ]
)  # fmt: skip


def settle_kinds(doc: Doc, names: Sequence[Name], knowledge: Knowledge) -> tuple[Name, ...]:
    """Names in order → the same, one kind for one name."""
    names = [_as_place(n) if _is_dateline(doc, n) else _as_thing(doc, n, knowledge) for n in names]
    settled = [_city(name) if _is_city(doc, name, knowledge) else name for name in names]
    settled = [_told(doc, name, knowledge) for name in settled]
    at = by_token(settled)
    settled = [_as_place(n) if _is_joined_to_place(doc, n, at, knowledge) else n for n in settled]
    settled = [replace(n, kind=Kind.ORGANISATION) if _is_club(doc, n, knowledge) else n for n in settled]
    surnames = {n.text.split()[-1].upper() for n in settled if n.kind is Kind.PERSON and " " in n.text}
    settled = [_unperson(n) if _is_acronym(n, surnames) else n for n in settled]
    placed = {n.text for n in settled if _is_placed(doc, n, knowledge)}
    settled = [replace(n, kind=Kind.PLACE) if n.text in placed else n for n in settled]
    settled = [_shortened(n, settled, knowledge) for n in settled]
    headed = {n.text for n in settled if _is_headed(doc, n, knowledge)}
    settled = [replace(n, kind=Kind.ORGANISATION) if n.text in headed else n for n in settled]
    return _agree([_person(n) if _is_person(doc, n, knowledge) else n for n in settled])


def _as_place(name: Name) -> Name:
    return replace(name, kind=Kind.PLACE, state="", core="")


def _is_dateline(doc: Doc, name: Name) -> bool:
    """Whether an article begins with a name in capitals and a dash: "JOHANNESBURG - The African Workers'"."""
    first = name.start == 0 or doc[name.start - 1].is_space or doc[name.start - 1].text == "."
    dash = name.end < len(doc) and doc[name.end].text in ("-", "–", "—", "--")
    apart = dash and bool(doc[name.end - 1].whitespace_)
    return first and apart and name.known is None and len(name.text) > 3 and name.text.isupper()


def _as_thing(doc: Doc, name: Name, knowledge: Knowledge) -> Name:
    """A person's name that a thing bears → the thing, a place at most: "the USS Ronald Reagan"."""
    if name.kind is not Kind.PERSON:
        return name
    start = next((i for i in range(max(name.start - 2, 0), name.end) if _is_ship(doc[i], knowledge)), None)
    if start is None and (name.title or not _is_no_person(doc, name, knowledge)):
        return name
    start = name.start if start is None else min(start, name.start)
    text = doc[start : name.end].text
    return Name(start, name.end, Kind.PLACE, text, known=Known(text, Kind.PLACE, "name"))


def _is_ship(token: Token, knowledge: Knowledge) -> bool:
    return token.text in knowledge.words["ship_prefixes"]


def _is_no_person(doc: Doc, name: Name, knowledge: Knowledge) -> bool:
    """ "The Charles de Gaulle left Toulon", but "the Joe Biden administration"."""
    if name.end - name.start < 2 or name.start == 0 or doc[name.start].text not in knowledge.given_names:
        return False
    qualifies = name.end < len(doc) and (
        doc[name.end].pos_ in ("NOUN", "PROPN", "ADJ", "NUM") or doc[name.end].text[0] in "-–/"
    )
    return doc[name.start - 1].lower_ == "the" and not qualifies


def _city(capital: Name) -> Name:
    """A capital that stands for the place → the place."""
    return replace(capital, kind=Kind.PLACE, known=Known(capital.text, Kind.PLACE, "name"), sense="name")


def _is_city(doc: Doc, name: Name, knowledge: Knowledge) -> bool:
    """Whether a capital or a seat of government is the place, not the state: "in Moscow"."""
    if name.sense not in ("capital", "seat"):
        return False
    if name.end + 1 < len(doc) and doc[name.end].text == "-" and doc[name.end + 1].lower_ == "based":
        return True
    token = name.head(doc)
    if _is_called_place(token, knowledge):
        return True
    head = token.head
    while token.dep_ in ("conj", "appos") and head.i < token.i and head.ent_type_ in ("GPE", "LOC"):
        token, head = head, head.head
    if token.dep_ == "pobj":
        return head.lower_ in _LOCATIVE and head.head.lower_ != "according"
    if token.dep_ in ("compound", "nmod"):
        return head.pos_ == "PROPN" or head.lower_ in knowledge.words["city_nouns"]
    if token.dep_ in ("ROOT", "dep", "npadvmod", "nsubjpass", "appos"):
        return True
    return token.dep_ == "dobj" and head.lemma_ in knowledge.words["city_verbs"]


def _told(doc: Doc, name: Name, knowledge: Knowledge) -> Name:
    """A name that the lexicon does not know → the same, of the kind that a noun or a verb beside it tells."""
    if name.known is not None or name.kind not in (Kind.PERSON, Kind.ORGANISATION) or name.title:
        return name
    token = name.head(doc)
    strange = not any(
        t.text in knowledge.given_names or t.lower_ in knowledge.body_heads
        for t in doc[name.start : name.end]
    )
    if strange and (_is_called_place(token, knowledge) or _is_taken(token, name.kind, knowledge)):
        return replace(name, kind=Kind.PLACE, state="", core="")
    noun = doc[name.start - 1] if name.start else token
    if strange and name.kind is Kind.PERSON and _is_played_for(token):
        return replace(name, kind=Kind.ORGANISATION, core=name.text)
    called = name.kind is Kind.PERSON and noun.is_lower and noun.pos_ in ("NOUN", "PROPN")
    called = called and (strange or (token.dep_ == "appos" and token.head == noun))
    if called and knowledge.body_heads.get(noun.text, "place") not in ("place", "event"):
        return replace(name, kind=Kind.ORGANISATION, core=name.text)  # "the party Vente Venezuela"
    return name


def _is_played_for(token: Token) -> bool:
    """ "Etoundi, who plays for Galatasaray"."""
    played = token.dep_ == "pobj" and token.head.lower_ == "for" and token.head.head.lemma_ == "play"
    return played and not any(c.dep_ == "det" for c in token.children)


def _is_called_place(token: Token, knowledge: Knowledge) -> bool:
    """Whether a name is called a town or the like behind it: "Goma, a city in Congo"."""
    return any(
        c.dep_ == "appos"
        and c.i > token.i
        and c.lower_ in knowledge.words["located_places"]
        and any(d.lower_ in ("a", "an", "the") or d.dep_ == "poss" for d in c.children)
        for c in token.children
    )


def _is_taken(token: Token, kind: Kind, knowledge: Knowledge) -> bool:
    """Whether what is done to a name is done to towns: "retook Kasumbalesa"."""
    verb = token.head
    if (
        token.dep_ not in ("dobj", "nsubjpass")
        or token.is_upper
        or any(c.dep_ in ("det", "amod", "poss", "appos") for c in token.children)
    ):
        return False
    doer = verb.head if verb.dep_ == "conj" else verb
    alone = any(c.dep_ == "nsubj" and c.ent_type_ == "PERSON" for t in (verb, doer) for c in t.children)
    if alone or verb.lemma_ not in knowledge.words["town_verbs"]:
        return False  # a cyclist captures no town
    return kind is Kind.ORGANISATION or verb.lemma_ not in knowledge.words["capturing_verbs"]


def _is_joined_to_place(doc: Doc, name: Name, at: Mapping[int, Name], knowledge: Knowledge) -> bool:
    """Whether what the pipeline took for a body is joined to a place: "Kandahar, Herat and Ghazni".

    What it took for a person too, where they are what something is in: "in Dushanbe and Bokhtar".
    """
    if name.known is not None or name.state or name.title:
        return False
    head = name.head(doc)
    first = at.get(head.head.i) if head.dep_ == "conj" else None
    if first is None or first.kind is not Kind.PLACE:
        return False
    if name.kind is not Kind.PERSON:
        return name.kind is Kind.ORGANISATION
    top = head
    while top.dep_ == "conj":
        top = top.head
    alone = name.end - name.start == 1 and head.text not in knowledge.given_names
    return alone and top.dep_ == "pobj" and top.head.lower_ in ("in", "near", "around", "outside")


def _is_placed(doc: Doc, name: Name, knowledge: Knowledge) -> bool:
    """Whether a noun makes a name that of a place: "the town of Soledar", "Kunduz province"."""
    if name.known is not None or name.kind is Kind.PLACE or name.title:
        return False
    of = name.start > 1 and doc[name.start - 1].lower_ == "of"
    before = doc[name.start - 2].lower_ if of else ""
    after = doc[name.end].lower_ if name.end < len(doc) and doc[name.end - 1].head.i == name.end else ""
    words = knowledge.words
    called = before in words["places"] or before in words["region_nouns"]  # "the town of Soledar"
    return called or after in words["places"] or after in ("region", "governorate")


def _is_club(doc: Doc, name: Name, knowledge: Knowledge) -> bool:
    """Whether a place of several words stands before a post of a club: "Manchester City manager X"."""
    plain = name.known is None and name.kind is Kind.PLACE and name.sense == "name" and " " in name.text
    return plain and name.end < len(doc) and doc[name.end].text in knowledge.words["club_offices"]


def _shortened(name: Name, names: Sequence[Name], knowledge: Knowledge) -> Name:
    """A word that the pipeline took for a person → the body that it stands for: "Mahan", for "Mahan Air"."""
    plain = name.kind is Kind.PERSON and name.known is None and not name.title and " " not in name.text
    if not plain or name.text in knowledge.given_names or name.text in knowledge.figures:
        return name
    if any(name.text in n.text.split() for n in names if n.kind is Kind.PERSON and " " in n.text):
        return name
    bodies = [n for n in names if n.kind is Kind.ORGANISATION and n.known and n.text.split()[0] == name.text]
    labels = {n.known.label for n in bodies if n.known and " " in n.text}
    return replace(bodies[0], start=name.start, end=name.end, text=name.text) if len(labels) == 1 else name


def _unperson(acronym: Name) -> Name:
    return replace(acronym, kind=Kind.ORGANISATION, core=acronym.text)


def _is_acronym(name: Name, surnames: Container[str]) -> bool:
    """Whether what the pipeline took for a person is the short name of a body: "the broadcaster NRK"."""
    plain = name.kind is Kind.PERSON and name.known is None and not name.title
    return (
        plain
        and name.text.isalpha()
        and name.text.isupper()
        and 2 < len(name.text) < 6
        and (name.text not in surnames)
    )


def _is_headed(doc: Doc, name: Name, knowledge: Knowledge) -> bool:
    """Whether what the pipeline took for a person has a head: "the general manager of Harper Lane"."""
    if name.known or name.kind is not Kind.PERSON or name.title or name.start < 2:
        return False
    if doc[name.start].text in knowledge.given_names or name.text in knowledge.figures:
        return False
    i = name.start - (2 if doc[name.start - 1].lower_ == "the" else 1)
    office = doc[i - 1].lower_ if i > 0 and doc[i].lower_ == "of" else ""
    return office in knowledge.words["company_offices"]


def _person(name: Name) -> Name:
    return replace(name, kind=Kind.PERSON, core="")


def _is_person(doc: Doc, name: Name, knowledge: Knowledge) -> bool:
    """Whether only a person can stand there ("a State Department spokesperson, Morgan Ortagus, said"),
    or the lexicon knows the name as a person's.
    """
    if name.known is None and name.text in knowledge.figures:
        return True
    plain = not name.known and name.kind is not Kind.PERSON and not name.state
    if plain and name.start > 2 and _is_relative(doc, name, knowledge):
        return True
    if not plain or not 2 <= len(name.text.split()) <= 4:
        return False
    words = doc[name.start : name.end]
    if any(t.lower_ in knowledge.body_heads or not (t.text[0].isupper() or t.text == "-") for t in words):
        return False
    if name.kind is Kind.ORGANISATION and words[0].text in knowledge.given_names:
        return True
    if _is_told_as_person(doc, name, knowledge):
        return True
    if name.start < 2:
        return False
    office, comma = doc[name.start - 2], doc[name.start - 1]
    return comma.text == "," and office.lower_ in knowledge.office_nouns and closes(doc, name.end)


def _is_relative(doc: Doc, name: Name, knowledge: Knowledge) -> bool:
    """ "His wife, Comfort, said"."""
    noun, comma = doc[name.start - 2], doc[name.start - 1]
    whose = doc[name.start - 3].tag_ in ("PRP$", "POS")
    return whose and comma.text == "," and noun.lower_ in knowledge.kinship and closes(doc, name.end)


def _is_told_as_person(doc: Doc, name: Name, knowledge: Knowledge) -> bool:
    """Whether what stands around a name is said of people: "X, who", "X, 34,", "the front is led by X"."""
    head, behind = name.head(doc), doc[name.end : name.end + 3]
    if name.start and doc[name.start - 1].lower_ in ("the", "a", "an"):
        return False
    if len(behind) == 3 and behind[0].text == ",":
        if behind[1].lower_ == "who" and behind[2].lower_ not in ("are", "have", "were"):
            return True
        if behind[1].text.isdigit() and len(behind[1]) == 2 and behind[2].text == ",":
            return True
    by = head.dep_ == "pobj" and head.head.lower_ == "by"
    led = by and head.head.head.tag_ == "VBN" and head.head.head.lemma_ in knowledge.words["heading_verbs"]
    return led and name.kind is Kind.ORGANISATION and not head.is_upper


def _agree(names: Sequence[Name]) -> tuple[Name, ...]:
    """One kind for one name throughout an article; a surname takes its owner's kind."""
    votes: dict[str, Counter[Kind]] = {}
    for name in names:
        if name.known is None:
            votes.setdefault(name.text, Counter())[name.kind] += 1
    surnames = {s for n in names if n.kind is Kind.PERSON for s in surnames_of(n.text)}

    def kind(name: Name) -> Kind:
        if " " not in name.text and name.text in surnames and name.kind is not Kind.STATE:
            return Kind.PERSON
        return max(votes[name.text].items(), key=lambda vote: (vote[1], vote[0]))[0]

    return tuple(name if name.known else replace(name, kind=kind(name)) for name in names)
