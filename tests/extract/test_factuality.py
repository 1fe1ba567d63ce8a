"""Factuality: what a sentence claims of its trigger, and on whose word."""

import pytest
from spacy.language import Language

from graphbuild.extract.factuality import read_factuality
from graphbuild.knowledge import Knowledge
from tests.stages import token_of

# What is claimed | trigger | source | sentence; `-` where nobody but the article says so.
CLAIMED = """
positive actual       | attacked  | -         | Iran attacked Iraq.
positive actual       | met       | -         | Karim Haddad, who met the envoy, left.
positive actual       | meet      | -         | Karim Haddad managed to meet the envoy.
positive actual       | met       | -         | Karim Haddad arrived and met the envoy.
positive actual       | visit     | -         | Karim Haddad was the first president to visit Iran.
positive actual       | meeting   | -         | During the meeting with Iran, Karim Haddad refused to leave.
positive actual       | talks     | -         | The talks with Iran began on Monday.
positive actual       | attacked  | Haddad    | Karim Haddad said that Iran attacked Iraq.
positive actual       | attacked  | -         | Iran is said to have attacked Iraq.
negative actual       | attack    | -         | Iran did not attack Iraq.
negative actual       | attacked  | -         | Iran never attacked Iraq.
negative actual       | attacked  | -         | No country attacked Iraq.
negative actual       | attacked  | -         | Neither Iran nor Turkey attacked Iraq.
negative actual       | attack    | -         | At no point did Iran attack Iraq.
negative actual       | meet      | -         | Karim Haddad refused to meet the envoy.
negative actual       | meeting   | -         | Karim Haddad left without meeting the envoy.
negative actual       | meeting   | -         | Karim Haddad denied meeting the envoy.
negative actual       | attacked  | Haddad    | Karim Haddad denied that Iran attacked Iraq.
negative hypothetical | meeting   | -         | Karim Haddad did not deny meeting the envoy.
positive planned      | attack    | -         | Iran will attack Iraq.
positive planned      | meet      | -         | Karim Haddad will arrive and meet the envoy.
positive planned      | meet      | -         | Karim Haddad plans to meet the envoy.
positive planned      | meets     | -         | Karim Haddad meets the envoy next week.
positive planned      | attack    | -         | The decision to attack Iraq was criticised.
positive planned      | visit     | -         | The deal was signed before the visit.
positive hypothetical | attack    | -         | Iran may attack Iraq.
positive hypothetical | attacks   | -         | If Iran attacks Iraq, oil prices will rise.
positive hypothetical | attacked  | -         | Had Iran attacked Iraq, the war would have spread.
positive hypothetical | attack    | -         | Did Iran attack Iraq?
positive hypothetical | attacks   | -         | In the film, Iran attacks Iraq.
positive hypothetical | Visit     | -         | Visit Iran.
positive hypothetical | visit     | -         | A visit to Iran would help.
positive hypothetical | attack    | -         | The alleged attack on Iraq was discussed.
positive hypothetical | meeting   | -         | Karim Haddad called for a meeting with Iran.
positive hypothetical | attack    | -         | Karim Haddad threatened to attack Iraq.
positive hypothetical | attack    | -         | Karim Haddad urged Iran to attack Iraq.
positive hypothetical | attacking | -         | Karim Haddad was accused of attacking the envoy.
positive hypothetical | attacked  | -         | The claim that Iran attacked Iraq spread.
positive hypothetical | attacked  | Officials | Officials believe that Iran attacked Iraq.
"""
ROWS = [tuple(cell.strip() for cell in line.split("|")) for line in CLAIMED.strip().splitlines()]


@pytest.mark.parametrize(("claimed", "trigger", "source", "text"), ROWS, ids=[row[-1] for row in ROWS])
def test_what_a_sentence_claims(
    claimed: str, trigger: str, source: str, text: str, nlp: Language, knowledge: Knowledge
) -> None:
    found = read_factuality(token_of(nlp(text), trigger), knowledge)
    assert f"{found.polarity} {found.modality}".lower() == claimed
    assert [token.text for token in found.sources] == ([] if source == "-" else [source])
