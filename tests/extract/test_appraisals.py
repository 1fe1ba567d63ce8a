"""Blame, praise, calls and threats that are told only by what somebody says of others."""

import pytest
from spacy.language import Language

from graphbuild.knowledge import Knowledge
from tests.triples import ANYONE, Triple, asserted, find_asserted, read_graphs, show

TOLD = [
    ("Sergei Lavrov said Georgia had violated the ceasefire.", "accused: Sergei Lavrov | Georgia"),
    ("“Georgia has broken its word,” said Sergei Lavrov.", "accused: Sergei Lavrov | Georgia"),
    ("Georgia, according to Sergei Lavrov, is a threat to the region.", "accused: Sergei Lavrov | Georgia"),
    (
        "Sergei Lavrov spoke out, saying that Georgia had fuelled tensions.",
        "accused: Sergei Lavrov | Georgia",
    ),
    ("Sergei Lavrov said Georgia was the main source of insecurity.", "accused: Sergei Lavrov | Georgia"),
    ("Sergei Lavrov said Georgia was responsible for the crisis.", "accused: Sergei Lavrov | Georgia"),
    ("Sergei Lavrov said Georgia's illegal measures had failed.", "accused: Sergei Lavrov | Georgia"),
    ("Sergei Lavrov said Georgia had not honoured the accord.", "accused: Sergei Lavrov | Georgia"),
    ("Sergei Lavrov said Georgia was trying to destroy the truce.", "accused: Sergei Lavrov | Georgia"),
    ("Sergei Lavrov called Georgia's decision illegal.", "accused: Sergei Lavrov | Georgia"),
    ("Sergei Lavrov said Georgia has played a constructive role.", "praised: Sergei Lavrov | Georgia"),
    ("Sergei Lavrov said Nelson Mandela was a great man.", "praised: Sergei Lavrov | Nelson Mandela"),
    ("Sergei Lavrov said Georgia must return to the talks.", "urged: Sergei Lavrov | Georgia"),
    ("“Georgia needs to stop the attacks,” Sergei Lavrov said.", "urged: Sergei Lavrov | Georgia"),
    ("Sergei Lavrov said he hoped that Georgia would stop.", "urged: Sergei Lavrov | Georgia"),
    ("Sergei Lavrov said Georgia will pay a price for the attack.", "threatened: Sergei Lavrov | Georgia"),
    ("Sergei Lavrov warned that Russia could attack Georgia.", "threatened: Sergei Lavrov | Georgia"),
    ("Sergei Lavrov said Georgia was involved in the massacre.", "accused: Sergei Lavrov | Georgia"),
    ("Sergei Lavrov said Georgia was to blame for the crisis.", "accused: Sergei Lavrov | Georgia"),
    ("Sergei Lavrov said it was shameful that Georgia had left.", "accused: Sergei Lavrov | Georgia"),
    ("Sergei Lavrov said Georgia continues to play with fire.", "accused: Sergei Lavrov | Georgia"),
    ("Sergei Lavrov branded Zurab Zhvania a coward.", "accused: Sergei Lavrov | Zurab Zhvania"),
    ("“He lied,” Sergei Lavrov said of Zurab Zhvania.", "accused: Sergei Lavrov | Zurab Zhvania"),
    ("Sergei Lavrov criticised the role that Georgia plays.", "accused: Sergei Lavrov | Georgia"),
    ("Armenia denounced Sergei Lavrov's anti-Armenian speech.", "accused: Sergei Lavrov | Armenia"),
    ("Georgia left the talks, a step condemned by Sergei Lavrov.", "accused: Sergei Lavrov | Georgia"),
    ("Sergei Lavrov phoned Zurab Zhvania to thank him.", "praised: Sergei Lavrov | Zurab Zhvania"),
    ("Sergei Lavrov said the onus was on Georgia.", "urged: Sergei Lavrov | Georgia"),
]
NOT_TOLD = [
    "Sergei Lavrov said Georgia had not violated the ceasefire.",
    "Sergei Lavrov did not say that Georgia had violated the ceasefire.",
    "Sergei Lavrov denied that Georgia had violated the ceasefire.",
    "Georgia violated the ceasefire, and Sergei Lavrov left for Minsk.",
    "Sergei Lavrov said Georgia would never be a source of insecurity.",
    "Sergei Lavrov said Georgia might be responsible for the crisis.",
    "Sergei Lavrov said Georgia should be proud and could have waited.",
    "Sergei Lavrov warned that Armenia could attack Georgia.",
    "Sergei Lavrov said Georgia was not to blame for the crisis.",
    "Sergei Lavrov said Georgia might be behind the attack.",
    "Sergei Lavrov said it was shameful that Georgia had been attacked.",
    "Sergei Lavrov criticised the sanctions that Georgia faces.",
    "Armenia left Georgia. Azerbaijan did not rule it out. Sergei Lavrov condemned the move.",
    "Sergei Lavrov welcomed the deal, which Georgia refused to sign.",
]


@pytest.mark.parametrize(("text", "triple"), TOLD)
def test_it_is_read_off_what_is_said(text: str, triple: str, nlp: Language, knowledge: Knowledge) -> None:
    (graph,) = read_graphs([text], nlp, knowledge)
    claims = asserted(graph)
    assert find_asserted(Triple.parse(triple), claims, knowledge), show(claims)


@pytest.mark.parametrize("text", NOT_TOLD)
def test_nothing_is_said_of_georgia(text: str, nlp: Language, knowledge: Knowledge) -> None:
    (graph,) = read_graphs([text], nlp, knowledge)
    claims = asserted(graph)
    for predicate in ("accused", "praised", "urged", "threatened"):
        assert not find_asserted(Triple(predicate, ANYONE, "Georgia"), claims, knowledge), show(claims)


def test_a_quotation_is_of_whoever_is_named_where_it_ends(nlp: Language, knowledge: Knowledge) -> None:
    text = (
        "Sergei Lavrov came to Minsk. “Georgia has violated the truce. It has to stop. "
        "The attacks are a crime,” said Karim Haddad."
    )
    (graph,) = read_graphs([text], nlp, knowledge)
    claims = asserted(graph)
    assert find_asserted(Triple.parse("accused: Karim Haddad | Georgia"), claims, knowledge), show(claims)
    assert not find_asserted(Triple.parse("accused: Sergei Lavrov | *"), claims, knowledge), show(claims)
