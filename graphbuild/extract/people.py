"""People whom the pipeline overlooks: after a title, between commas, by surname alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spacy.tokens import Doc, Span, Token

from graphbuild.extract.name import Name, is_title
from graphbuild.knowledge import Knowledge
from graphbuild.model import Kind

_PORTFOLIO_JOINERS = frozenset(["and", ",", "&", "the", "of"])
_SENTENCE_ENDS = (".", ".”", '."', "\n")


def people_after_titles(doc: Doc, knowledge: Knowledge) -> Iterator[Name]:
    """Capitals that follow a title or a role: "Mullah Yaqoob", "his brother Ali"."""
    particles = knowledge.words["name_particles"]
    for token in doc:
        role = token.lower_ in knowledge.office_nouns or token.lower_ in knowledge.kinship
        office = role and token.ent_type_ != "PERSON"
        office = office or token.text.rstrip(".") in knowledge.short_offices
        title = token.text.rstrip(".") in knowledge.personal_titles
        if not (office or title) or token.i + 1 >= len(doc):
            continue
        start = token.i + 1
        if token.lower_ in knowledge.kinship and doc[start].lower_ == "of" and start + 1 < len(doc):
            start += 1
        while start < len(doc) and is_title(doc[start], knowledge):
            start += 1
        if doc[start - 1].lower_ == "of" and token.lower_ not in knowledge.kinship:
            continue  # "the Secretary of Transportation"
        end = start
        while end < len(doc) and (
            _is_capital(doc[end], office) or (end > start and _joins(doc, end, particles))
        ):
            end += 1
        if office and _is_no_holder(token, doc[start:end], knowledge):
            continue
        if end > start and _may_begin(doc[start]) and len(doc[start:end].text) > 1:
            yield Name(start, end, Kind.PERSON, doc[start:end].text, title="" if office else token.text)


def people_after_portfolios(doc: Doc, knowledge: Knowledge) -> Iterator[Name]:
    """Capitals behind the last word of a portfolio: "Minister of Works and Transport Bounmy Keosavang"."""
    portfolios, offices = knowledge.words["portfolios"], knowledge.words["portfolio_offices"]
    for token in doc:
        i = token.i + 1
        if token.lower_ not in offices or i + 3 >= len(doc) or doc[i].lower_ not in ("of", "for"):
            continue
        start = i + 1
        while start < len(doc) and (
            doc[start].lower_ in portfolios or doc[start].lower_ in _PORTFOLIO_JOINERS
        ):
            start += 1
        end = start
        while end < len(doc) and doc[end].is_title and doc[end].is_alpha and doc[end].pos_ == "PROPN":
            end += 1
        told = doc[start - 1].lower_ in portfolios and start > i + 1
        unknown = not any(
            t.text in knowledge.all_names or t.lower_ in knowledge.office_nouns for t in doc[start:end]
        )
        if told and unknown and 2 <= end - start <= 4 and not is_title(doc[start], knowledge):
            yield Name(start, end, Kind.PERSON, doc[start:end].text)


def _is_capital(token: Token, office: bool) -> bool:
    return token.text[0].isupper() and (token.pos_ in ("PROPN", "NOUN", "ADJ") or (office and token.is_alpha))


def _joins(doc: Doc, i: int, particles: frozenset[str]) -> bool:
    """Whether a token is a particle inside a name: "bin" in "Tamim bin Hamad"."""
    return doc[i].text in particles and i + 1 < len(doc) and doc[i + 1].text[0].isupper()


def _may_begin(token: Token) -> bool:
    return not token.is_space and not token.is_sent_start and token.pos_ != "PRON"


def _is_no_holder(office: Token, words: Span, knowledge: Knowledge) -> bool:
    """Whether capitals after an office name no person: a body, a headline, a clause of their own."""
    if any(
        t.lower_ in knowledge.body_heads
        or t.lower_ in knowledge.office_nouns
        or (t.ent_type_ in ("GPE", "NORP", "DATE") and not _is_given_name(t, knowledge))
        for t in words
    ):
        return True
    return (
        len(words) > 4
        or not office.sent.text.endswith(_SENTENCE_ENDS)
        or any(t.tag_ in ("VBZ", "VBD", "VBP", "IN") for t in words[1:])
    )


def _is_given_name(token: Token, knowledge: Knowledge) -> bool:
    """Whether a word is somebody's given name, and no name of the lexicon's: "Yoweri", not "Jordan"."""
    return token.text in knowledge.given_names and token.text not in knowledge.all_names


def people_by_given_name(doc: Doc, knowledge: Knowledge) -> Iterator[Name]:
    """Capitals after a given name that the pipeline saw nothing in: "Elijah Cummings"."""
    for token in doc:
        if token.text not in knowledge.given_names or token.ent_type_ or token.pos_ != "PROPN":
            continue
        start = end = token.i
        while end < len(doc) and end - start < 4 and _may_be_part(doc[end], knowledge):
            end += 1
        whole = end >= len(doc) or not (doc[end].text[0].isupper() and doc[end].pos_ == "PROPN")
        first = start == 0 or not (doc[start - 1].pos_ == "PROPN" and doc[start - 1].dep_ == "compound")
        if end - start > 1 and whole and first:
            yield Name(start, end, Kind.PERSON, doc[start:end].text)


def _may_be_part(token: Token, knowledge: Knowledge) -> bool:
    return (
        token.pos_ == "PROPN"
        and token.is_title
        and not token.ent_type_
        and token.lower_ not in knowledge.body_heads
        and token.lower_ not in knowledge.office_nouns
        and token.text not in knowledge.all_names
    )


def people_between_commas(doc: Doc, knowledge: Knowledge) -> Iterator[Name]:
    """Capitals between commas after an office: "the ambassador to Russia, Tanju Bilgic, was"."""
    for comma in doc:
        if comma.text != "," or not any(
            t.lower_ in knowledge.office_nouns for t in doc[max(comma.i - 6, 0) : comma.i]
        ):
            continue
        start = end = comma.i + 1
        while end < len(doc) and doc[end].is_title and doc[end].is_alpha and doc[end].pos_ == "PROPN":
            end += 1
        words = doc[start:end]
        unknown = not any(
            t.ent_type_ or t.lower_ in knowledge.body_heads or t.lower_ in knowledge.office_nouns
            for t in words
        )
        if 2 <= len(words) <= 4 and closes(doc, end) and unknown:
            yield Name(start, end, Kind.PERSON, words.text)


def closes(doc: Doc, i: int) -> bool:
    """Whether what stands between commas ends before token `i`."""
    return i < len(doc) and (doc[i].text in (",", ")") or doc[i].pos_ in ("VERB", "AUX"))


def repeated_names(doc: Doc, names: Sequence[Name]) -> Iterator[Name]:
    """The full names, overlooked so far, of people whom the pipeline saw elsewhere in the article."""
    taken = {i for n in names for i in range(n.start, n.end)}
    full = {
        tuple(t.text for t in doc[n.start : n.end]) for n in names if n.kind is Kind.PERSON and " " in n.text
    }
    by_first: dict[str, list[tuple[str, ...]]] = {}
    for words in sorted(full, key=lambda words: (-len(words), words)):
        by_first.setdefault(words[0], []).append(words)
    for token in doc:
        for words in by_first.get(token.text, ()):
            span = doc[token.i : token.i + len(words)]
            if tuple(t.text for t in span) == words and taken.isdisjoint(range(span.start, span.end)):
                taken.update(range(span.start, span.end))
                yield Name(span.start, span.end, Kind.PERSON, span.text)


def surnames_of(name: str) -> Iterator[str]:
    """A person's full name → what it may be shortened to: "Amir-Abdollahian", "Abdollahian"."""
    if " " in name:
        surname = name.split()[-1]
        yield surname
        _, _, last = surname.rpartition("-")
        if last != surname and last[:1].isupper() and len(last) > 3:
            yield last


def bare_surnames(
    doc: Doc, names: Sequence[Name], single_figures: frozenset[str], ship_prefixes: frozenset[str]
) -> Iterator[Name]:
    """The bare surnames, overlooked so far, of people who are named in full elsewhere."""
    full = {s for n in names if n.kind is Kind.PERSON for s in surnames_of(n.text)} | single_figures
    taken = {i for n in names for i in range(n.start, n.end)}
    common = {t.text.capitalize() for t in doc if t.is_lower}
    hyphened = {surname.partition("-")[0] for surname in full if "-" in surname}
    for token in doc:
        if token.i in taken:
            continue
        whole = doc[token.i : token.i + 3] if token.text in hyphened else None
        if whole and whole.text in full and whole[-1].i not in taken:
            taken.update(t.i for t in whole)
            yield Name(whole.start, whole.end, Kind.PERSON, whole.text)
        elif (
            token.text in full
            and token.text not in common
            and len(token) > 2
            and token.pos_ in ("PROPN", "NOUN", "ADJ", "VERB")
            and not _is_given(token, taken)
            and not _is_of_ship(token, ship_prefixes)
        ):
            yield Name(token.i, token.i + 1, Kind.PERSON, token.text)


def _is_of_ship(token: Token, ship_prefixes: frozenset[str]) -> bool:
    """ "The USS Ronald Reagan"."""
    return any(t.text in ship_prefixes for t in token.doc[max(token.i - 3, 0) : token.i])


def _is_given(token: Token, taken: set[int]) -> bool:
    """Whether a word is the given name of somebody else, right before a name that is not known."""
    head = token.head
    return token.dep_ == "compound" and head.pos_ == "PROPN" and head.i == token.i + 1 and head.i not in taken
