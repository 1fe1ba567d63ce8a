"""Names: what they name, by the lexicon, the pipeline and what stands around them."""

import pytest
from spacy.language import Language

from graphbuild.extract.name import Name
from graphbuild.extract.names import find_names
from graphbuild.extract.people import repeated_names
from graphbuild.knowledge import Knowledge
from graphbuild.model import Kind

# A sentence, a name in it, and: its kind, what the lexicon knows it as, and in which sense.
NAMES = [
    ("Moscow condemned the attack on the embassy.", "Moscow", "State", "Russia", "capital"),
    ("Talks were held in Moscow on Friday.", "Moscow", "Place", "Moscow", "name"),
    ("The minister visited Ankara and Doha.", "Doha", "Place", "Doha", "name"),
    ("The Riyadh airport was closed.", "Riyadh", "Place", "Riyadh", "name"),
    ("The Syrian government rejected the offer.", "Syria", "State", "Syria", "group"),
    ("Russian forces entered the town.", "Russia", "State", "Russia", "group"),
    ("The Afghans fled.", "Afghans", "State", "Afghanistan", "people"),
    ("Turkish Foreign Minister Hakan Fidan met the delegation.", "Turkish", "State", "Turkey", "adjective"),
    ("A Republican senator opposed the deal.", "Republican", "Organisation", "Republican Party", "name"),
    (
        "The Syrian Democratic Forces (SDF) left.", "SDF", "Organisation", "Syrian Democratic Forces", "name",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("text", "name", "kind", "label", "sense"), NAMES)
def test_the_lexicon_and_the_clause_tell_what_is_named(
    text: str, name: str, kind: str, label: str, sense: str, nlp: Language, knowledge: Knowledge
) -> None:
    found = {n.text: n for n in find_names(nlp(text), knowledge)}[name]
    assert found.known is not None
    assert (str(found.kind), found.known.label, found.sense) == (kind, label, sense)


@pytest.mark.parametrize(
    ("text", "body", "state"),
    [
        ("The Iraqi Foreign Ministry summoned the ambassador.", "Iraqi Foreign Ministry", "Iraq"),
        ("The Taliban's leadership council met.", "Taliban's leadership council", "Taliban"),
    ],
)
def test_a_body_is_told_by_its_head_noun_and_carries_whose_it_is(
    text: str, body: str, state: str, nlp: Language, knowledge: Knowledge
) -> None:
    (found,) = find_names(nlp(text), knowledge)
    assert (str(found.kind), found.text, found.state) == ("Organisation", body, state)


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("Mullah Yaqoob spoke in Kandahar.", ["Yaqoob"]),
        ("The new ambassador to Russia, Tarin Belgit, was received.", ["Tarin Belgit"]),
        ("Karim Haddad arrived on Monday. Haddad then left.", ["Karim Haddad", "Haddad"]),
        ("The man was Obinna Ezenwa-Obi. Ezenwa-Obi denied it.", ["Obinna Ezenwa-Obi", "Ezenwa-Obi"]),
        ("Foreign ministry spokesman Tan Jielin told the MPs so.", ["Tan Jielin"]),
        ("Foreign Minister Datuk Seri Hanafiah Zain left.", ["Hanafiah Zain"]),
        ("She was contradicted by President Nebojša Tadin.", ["Nebojša Tadin"]),
        ("The secretary, Amb. Ndidi Kalu, met Lt. Col. Musa Danladi.", ["Ndidi Kalu", "Musa Danladi"]),
    ],
)
def test_people_are_found_without_their_titles(
    text: str, people: list[str], nlp: Language, knowledge: Knowledge
) -> None:
    assert [n.text for n in find_names(nlp(text), knowledge) if str(n.kind) == "Person"] == people


def test_whom_others_are_against_is_not_named(nlp: Language, knowledge: Knowledge) -> None:
    assert find_names(nlp("The anti-Taliban fighters fled."), knowledge) == ()


def test_of_two_names_that_begin_alike_the_longer_is_repeated(nlp: Language) -> None:
    doc = nlp("Ali Khan met Ali Khan Durrani. Ali Khan Durrani left.")
    told = [Name(0, 2, Kind.PERSON, "Ali Khan"), Name(3, 6, Kind.PERSON, "Ali Khan Durrani")]
    assert [n.text for n in repeated_names(doc, told)] == ["Ali Khan Durrani"]
