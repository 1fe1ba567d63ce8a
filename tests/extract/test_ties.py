"""Ties beside posts: members, borders, whose and where bodies are, family, and the names that bear them."""

import pytest
from spacy.language import Language

from graphbuild.knowledge import Knowledge
from tests.triples import Triple, asserted, find_asserted, read_graphs, show

# A text and the claims in it.
TIES = [
    (
        "Trade with the EAEU members (Russia, Belarus and Armenia) fell.",
        ["memberOf: Russia | Eurasian Economic Union", "memberOf: Armenia | Eurasian Economic Union"],
    ),
    ("NATO member Turkey agreed.", ["memberOf: Turkey | NATO"]),
    ("Turkey, a NATO member, agreed.", ["memberOf: Turkey | NATO"]),
    ("EU member states Poland and Hungary agreed.", ["memberOf: Hungary | European Union"]),
    ("Fighting broke out near the Syrian-Turkish border.", ["borders: Syria | Turkey"]),
    (
        "Border clashes between Armenia and Azerbaijan went on.",
        ["borders: Armenia | Azerbaijan"],
    ),
    (
        "UAE-based Sky News Arabia and Al Arabiya said so.",
        ["locatedIn: Sky News Arabia | United Arab Emirates", "locatedIn: Al Arabiya | United Arab Emirates"],
    ),
    ("The al-Qaeda-affiliated Jundallah did it.", ["affiliatedWith: Jundallah | al-Qaeda"]),
    ("Yemen's official Saba news agency said so.", ["affiliatedWith: Saba News Agency | Yemen"]),
    (
        "Steve Peers from the University of Essex spoke.",
        ["affiliatedWith: Steve Peers | University of Essex"],
    ),
    (
        "His parents were farmers. Tom Hunter is survived by wife Maureen.",
        ["relativeOf: Tom Hunter | Maureen"],
    ),
    (
        "Tom Hunter spoke. His parents, Robert Hunter and Ruth Hunter, were farmers.",
        ["childOf: Tom Hunter | Robert Hunter", "childOf: Tom Hunter | Ruth Hunter"],
    ),
]
# A text and what must not be read into it.
NO_TIES = [
    ("Ukraine, not a NATO member, asked for help.", "memberOf: Ukraine | NATO"),
    ("Former EU member Britain bought less.", "memberOf: United Kingdom | European Union"),
    ("James Comey was dismissed from the FBI in London by men from Iran.", "affiliatedWith: * | Iran"),
    ("NASA's James Webb telescope saw it.", "affiliatedWith: James Webb | NASA"),
]


@pytest.mark.parametrize(("text", "claims"), TIES, ids=[text for text, _ in TIES])
def test_ties_are_read(text: str, claims: list[str], nlp: Language, knowledge: Knowledge) -> None:
    found = asserted(read_graphs([text], nlp, knowledge)[0])
    missing = [claim for claim in claims if not find_asserted(Triple.parse(claim), found, knowledge)]
    assert not missing, show(found)


@pytest.mark.parametrize(("text", "claim"), NO_TIES, ids=[text for text, _ in NO_TIES])
def test_no_tie_is_read_into_a_text(text: str, claim: str, nlp: Language, knowledge: Knowledge) -> None:
    found = asserted(read_graphs([text], nlp, knowledge)[0])
    assert not find_asserted(Triple.parse(claim), found, knowledge)
