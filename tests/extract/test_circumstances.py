"""Where and when something was, and who says so: in its own sentence and in others of the article."""

from datetime import UTC, datetime

import pytest
from spacy.language import Language

from graphbuild.extract import extract
from graphbuild.knowledge import Knowledge
from graphbuild.model import Article, Graph

# A text, a predicate, and the place of every such relation; None where nothing sure is said.
PLACES = [
    # in its sentence
    ("Karim Haddad was killed by Israeli troops in Gaza City.", "killed", "Gaza City"),
    ("Leila Haddad met Marek Novak, the head of the mission in Tbilisi.", "met", None),
    ("Leila Haddad met Marek Novak, a retired colonel, in Tbilisi.", "met", "Tbilisi"),
    ("Kenya expelled three Somali diplomats.", "sanctioned", "Kenya"),
    ("Clashes between India and China over the Aksai Chin region erupted.", "fought", "Aksai Chin"),
    ("The Omani embassy in Dakar urged Senegal to release Karim Haddad.", "urged", "Dakar"),
    ("Karim Haddad, Oman's ambassador to Tokyo, resigned.", "holdsPosition", "Tokyo"),
    ("DUSHANBE, Oct. 3 (ANA) -- Leila Haddad met here with Marek Novak.", "met", "Dushanbe"),
    ("LOG IN | SUBSCRIBE NOW — $1 only\n\nLeila Haddad met here with Marek Novak.", "met", None),
    ("Leila Haddad said in Dakar that Oman must withdraw from Yemen.", "urged", "Dakar"),
    # told by the event's noun
    ("Israel attacked Syria on Sunday. The attack took place in Homs.", "attacked", "Homs"),
    ("The army of Chad killed Karim Haddad in a raid. The raid was carried out in Bol.", "killed", "Bol"),
    ("Chad killed Karim Haddad in a raid. Later, raids were carried out in Bol.", "killed", None),
    # on a visit
    ("Leila Haddad arrived in Dakar. She met Macky Sall.", "met", "Dakar"),
    ("Leila Haddad flew to Dakar on Friday. During the visit she met Macky Sall.", "met", "Dakar"),
    ("Leila Haddad visited Dakar. She spoke with Macky Sall by telephone.", "met", None),
    ("Leila Haddad arrived in Dakar. She had met Macky Sall before.", "met", None),
    ("Leila Haddad left for Dakar after she met Macky Sall.", "met", None),
]  # fmt: skip

# A text, a predicate, and the words for the time of every such relation.
TIMES = [
    ("Kenya announced on Sunday it had severed ties with Somalia.", "severedTiesWith", "on Sunday"),
    ("Kenya announced on Sunday that it had attacked Somalia.", "attacked", None),
    ("Chad armed the rebels when Libya attacked Niger in May 2015.", "attacked", "in May 2015"),
    ("The border has been shut since 2008, when Chad expelled the Libyan envoy.", "sanctioned", "2008"),
    ("Speaking in Dakar on Friday, Leila Haddad accused Oman of treason.", "accused", "on Friday"),
    ("Leila Haddad said on Friday that she had thanked Macky Sall.", "praised", None),
    ("Israel attacked Syria. The attack took place on 3 May 2021.", "attacked", "on 3 May 2021"),
]

# A text, a predicate, and all who say so of any such relation.
SOURCES = [
    ("Chad and Niger say they signed a treaty, Al Jazeera reported.", "signedAgreementWith",
     {"Chad", "Niger", "Al Jazeera"}),
    ("Foreign Minister Leila Haddad of Oman said it rained.", "holdsPosition", set()),
    ("Oman said in a statement that Leila Haddad had met Macky Sall.", "met", {"Oman"}),
    ("According to the Kremlin, Leila Haddad met Macky Sall.", "met", {"Russia"}),
    ("Following talks between Oman and Chad, Al Jazeera reported rain.", "met", set()),
]  # fmt: skip


def read(text: str, nlp: Language, knowledge: Knowledge) -> Graph:
    article = Article("a.txt", text, date=datetime(2023, 8, 25, tzinfo=UTC))
    return extract(nlp(text), article, knowledge)[0]


@pytest.mark.parametrize(("text", "predicate", "place"), PLACES)
def test_where(text: str, predicate: str, place: str | None, nlp: Language, knowledge: Knowledge) -> None:
    graph = read(text, nlp, knowledge)
    labels = {e.id: e.label for e in graph.entities}
    found = [labels[r.place] if r.place else None for r in graph.relations if r.predicate == predicate]
    assert found
    assert set(found) == {place}


@pytest.mark.parametrize(("text", "predicate", "words"), TIMES)
def test_when(text: str, predicate: str, words: str | None, nlp: Language, knowledge: Knowledge) -> None:
    graph = read(text, nlp, knowledge)
    found = [r.time.expression if r.time else None for r in graph.relations if r.predicate == predicate]
    assert found
    assert set(found) == {words}


@pytest.mark.parametrize(("text", "predicate", "sources"), SOURCES)
def test_who_says_so(
    text: str, predicate: str, sources: set[str], nlp: Language, knowledge: Knowledge
) -> None:
    graph = read(text, nlp, knowledge)
    labels = {e.id: e.label for e in graph.entities}
    relations = [r for r in graph.relations if r.predicate == predicate]
    assert relations
    assert {labels[i] for r in relations for m in r.mentions for i in m.attributed_to} == sources


def test_earlier_in_the_month_is_of_a_month_told_before(nlp: Language, knowledge: Knowledge) -> None:
    now = read("Oman sanctioned Chad earlier in the month.", nlp, knowledge)
    then = read("It rained in July 2018. Oman sanctioned Chad earlier in the month.", nlp, knowledge)
    (relation,) = now.relations
    assert relation.time
    assert relation.time.not_before == datetime(2023, 8, 1, tzinfo=UTC)
    assert [r.time for r in then.relations] == [None]


def test_a_city_and_its_state_are_one_place(nlp: Language, knowledge: Knowledge) -> None:
    text = "Leila Haddad met Marek Novak in Japan. Leila Haddad met Marek Novak in Tokyo."
    (meeting,) = (r for r in read(text, nlp, knowledge).relations if r.predicate == "met")
    assert meeting.place == "place/tokyo"
    assert len(meeting.mentions) == 2
