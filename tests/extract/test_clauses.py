"""Clauses: the arguments of a trigger as a plain active sentence would have them."""

import pytest
from spacy.language import Language

from graphbuild.extract.clauses import is_passive, noun_arguments, verb_arguments
from graphbuild.extract.noun_phrases import measured
from graphbuild.knowledge import Knowledge
from tests.stages import token_of

# A sentence, the verb in it, its subject and its object.
VERBS = [
    ("Iran attacked Iraq.", "attacked", "Iran", "Iraq"),
    ("Iraq was attacked by Iran.", "attacked", "Iran", "Iraq"),
    ("Karim Haddad, who met the envoy, left.", "met", "Haddad", "envoy"),
    ("The envoy whom Karim Haddad met left.", "met", "Haddad", "envoy"),
    ("The envoy appointed by Iran left.", "appointed", "Iran", "envoy"),
    ("The Algeria-backed Polisario Front left.", "backed", "Algeria", "Front"),
    ("Karim Haddad arrived and met the envoy.", "met", "Haddad", "envoy"),
    ("Karim Haddad wants to meet the envoy.", "meet", "Haddad", "envoy"),
    ("Iran urged Turkey to attack Iraq.", "attack", "Turkey", "Iraq"),
    ("Karim Haddad promised Iran to visit Iraq.", "visit", "Haddad", "Iraq"),
    ("Iran accused Turkey of attacking Iraq.", "attacking", "Turkey", "Iraq"),
    ("Karim Haddad left without meeting the envoy.", "meeting", "Haddad", "envoy"),
]


@pytest.mark.parametrize(("text", "verb", "subject", "done_to"), VERBS)
def test_every_clause_tells_who_did_what_to_whom(
    text: str, verb: str, subject: str, done_to: str, nlp: Language
) -> None:
    found = verb_arguments(token_of(nlp(text), verb))
    assert [t.text for t in found.at("subject")] == [subject]
    assert [t.text for t in found.at("object")] == [done_to]


@pytest.mark.parametrize(
    ("text", "noun", "path", "expected"),
    [
        ("Russia's attack on Georgia was condemned.", "attack", "owner", ["Russia"]),
        ("Russia's attack on Georgia was condemned.", "attack", "on", ["Georgia"]),
        ("The talks held with Iran failed.", "talks", "with", ["Iran"]),
    ],
)
def test_a_noun_has_owners_and_prepositions(
    text: str, noun: str, path: str, expected: list[str], nlp: Language, knowledge: Knowledge
) -> None:
    found = noun_arguments(token_of(nlp(text), noun), knowledge.words["measures"])
    assert [t.text for t in found.at(path)] == expected


def test_what_is_measured_is_what_happens(nlp: Language, knowledge: Knowledge) -> None:
    meetings = token_of(nlp("A series of meetings with Iran followed."), "meetings")
    assert measured(meetings, knowledge.words["measures"]).text == "series"
    assert measured(meetings, ()) == meetings


def test_a_perfect_is_no_passive(nlp: Language) -> None:
    assert is_passive(token_of(nlp("Iraq has been attacked."), "attacked"))
    assert not is_passive(token_of(nlp("Iran has attacked Iraq."), "attacked"))
