"""Posts: who holds which position, of what body, and what that makes of the two."""

import pytest
from spacy.language import Language

from graphbuild.extract.claims import Post
from graphbuild.extract.posts import find_posts
from graphbuild.knowledge import Knowledge
from tests.stages import Stages, read_stages

# A sentence and the claims in it, as predicate: agent | recipient; a post is "words @ body".
POSTS = [
    (
        "Jordanian Foreign Minister Karim Haddad spoke.",
        ["holdsPosition: Karim Haddad | Foreign Minister @ Jordan", "affiliatedWith: Karim Haddad | Jordan"],
    ),
    (
        "Karim Haddad, a spokesman for the Taliban, denied it.",
        ["holdsPosition: Karim Haddad | spokesman @ Taliban", "spokespersonOf: Karim Haddad | Taliban"],
    ),
    (
        "Presidents Karim Haddad of Jordan and Omar Saleh of Yemen met.",
        [
            "holdsPosition: Karim Haddad | president @ Jordan",
            "leads: Karim Haddad | Jordan",
            "holdsPosition: Omar Saleh | president @ Yemen",
            "leads: Omar Saleh | Yemen",
        ],
    ),
    (
        "Karim Haddad, a member of Hamas, was arrested.",
        ["holdsPosition: Karim Haddad | member @ Hamas", "memberOf: Karim Haddad | Hamas"],
    ),
    ("Karim Haddad, the founder of Hamas, spoke.", ["founded: Karim Haddad | Hamas"]),
    (
        "Deputy Taliban leader Karim Haddad spoke.",
        ["holdsPosition: Karim Haddad | Deputy leader @ Taliban", "affiliatedWith: Karim Haddad | Taliban"],
    ),
    (
        "Republican Governor Karim Haddad spoke.",
        [
            "memberOf: Karim Haddad | Republican Party",
            "holdsPosition: Karim Haddad | Governor",
        ],
    ),
    (
        "Karim Haddad was appointed ambassador to Iran on Monday.",
        ["holdsPosition: Karim Haddad | ambassador to Iran"],
    ),
    (
        "Austria's president is Karim Haddad.",
        ["holdsPosition: Karim Haddad | president @ Austria", "leads: Karim Haddad | Austria"],
    ),
    (
        "TEHRAN – Foreign Minister Karim Haddad spoke on Monday.",
        ["holdsPosition: Karim Haddad | Foreign Minister @ Iran", "affiliatedWith: Karim Haddad | Iran"],
    ),
    ("The leader, Karim Haddad, spoke.", []),
    (
        "An aide to Jordan's president Karim Haddad spoke.",
        ["holdsPosition: Karim Haddad | president @ Jordan", "leads: Karim Haddad | Jordan"],
    ),
    (
        "Omar Saleh, an adviser to President Karim Haddad, spoke.",
        [
            "holdsPosition: Omar Saleh | adviser to President",
            "holdsPosition: Karim Haddad | President",
        ],
    ),
    (
        "The foreign minister and deputy leader Karim Haddad spoke.",
        ["holdsPosition: Karim Haddad | foreign minister", "holdsPosition: Karim Haddad | deputy leader"],
    ),
]


def recipient(stages: Stages, value: int | Post) -> str:
    if isinstance(value, int):
        return stages.referents.drafts[value].label
    body = [] if value.body is None else stages.labels([value.body])
    return " @ ".join([value.words, *body])


@pytest.mark.parametrize(("text", "expected"), POSTS)
def test_a_role_makes_a_post_and_a_tie(
    text: str, expected: list[str], nlp: Language, knowledge: Knowledge
) -> None:
    stages = read_stages(text, nlp, knowledge)
    found = [
        f"{c.predicate}: {stages.labels(c.agents)[0]} | {recipient(stages, c.recipients[0])}"
        for c in find_posts(stages.doc, stages.roles, stages.referents, knowledge)
    ]
    assert found == expected


@pytest.mark.parametrize(
    ("text", "modality"),
    [
        ("Karim Haddad is prime minister of Jordan.", "Actual"),
        ("Karim Haddad will become prime minister of Jordan.", "Planned"),
    ],
)
def test_a_post_to_come_is_planned(text: str, modality: str, nlp: Language, knowledge: Knowledge) -> None:
    stages = read_stages(text, nlp, knowledge)
    claims = find_posts(stages.doc, stages.roles, stages.referents, knowledge)
    assert {str(c.factuality.modality) for c in claims} == {modality}
