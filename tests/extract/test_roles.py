"""Roles: the post in words, its holder, its body, and how the two are tied."""

import pytest
from spacy.language import Language

from graphbuild.extract.role_nouns import role_noun_at
from graphbuild.knowledge import Knowledge
from tests.stages import read_stages

# A sentence, and the roles in it: post, person, body, link.
ROLES = [
    ("President Karim Haddad spoke.", [("President", "Karim Haddad", None, "title")]),
    ("Defence Minister Karim Haddad resigned.", [("Defence Minister", "Karim Haddad", None, "title")]),
    ("President Karim Haddad of Jordan spoke.", [("President", "Karim Haddad", "Jordan", "title")]),
    (
        "Karim Haddad, the foreign minister of Jordan, spoke.",
        [("foreign minister", "Karim Haddad", "Jordan", "apposition")],
    ),
    (
        "The Jordanian foreign minister, Karim Haddad, spoke.",
        [("foreign minister", "Karim Haddad", "Jordanian", "named apposition")],
    ),
    (
        "A spokesman for the Taliban, Zabi Karimi, denied it.",
        [("spokesman", "Zabi Karimi", "Taliban", "named apposition")],
    ),
    (
        "Iran's acting ambassador in Kabul, Karim Haddad, left.",
        [("ambassador in Kabul", "Karim Haddad", "Iran", "named apposition")],
    ),
    (
        "Karim Haddad, the defence minister and a former ambassador to Iran, spoke.",
        [
            ("defence minister", "Karim Haddad", None, "apposition"),
            ("ambassador to Iran", "Karim Haddad", None, "apposition"),
        ],
    ),
    (
        "Presidents Karim Haddad of Jordan and Omar Saleh of Yemen met.",
        [("president", "Karim Haddad", None, "plural title")],
    ),
    ("The son of the prime minister, Yusuf Haddad, was arrested.", [("prime minister", None, None, "")]),
]


@pytest.mark.parametrize(("text", "expected"), ROLES)
def test_a_role_belongs_to_the_person_beside_it(
    text: str, expected: list[tuple[str, ...]], nlp: Language, knowledge: Knowledge
) -> None:
    found = [
        (r.post, r.person and r.person.text, r.body and r.body.text, r.link)
        for r in read_stages(text, nlp, knowledge).roles
    ]
    assert found == expected


@pytest.mark.parametrize(
    ("text", "modifiers"),
    [
        ("Former deputy foreign minister Karim Haddad spoke.", {"former", "deputy"}),
        ("Iran's acting ambassador in Kabul, Karim Haddad, left.", {"acting"}),
        ("President Karim Haddad spoke.", set()),
    ],
)
def test_words_before_a_role_modify_it(
    text: str, modifiers: set[str], nlp: Language, knowledge: Knowledge
) -> None:
    (role,) = read_stages(text, nlp, knowledge).roles
    assert role.modifiers == modifiers


@pytest.mark.parametrize(
    ("text", "noun", "plural"),
    [
        ("Foreign ministers met.", "foreign minister", True),
        ("The foreign minister left.", "foreign minister", False),
        ("Secretaries of state met.", "secretary of state", True),
        ("Spokeswomen declined to comment.", "spokeswoman", True),
    ],
)
def test_role_nouns_are_known_in_both_numbers(
    text: str, noun: str, plural: bool, nlp: Language, knowledge: Knowledge
) -> None:
    doc = nlp(text)
    found = [r for i in range(len(doc)) if (r := role_noun_at(doc, i, knowledge))]
    assert (found[0].noun, found[0].plural) == (noun, plural)
