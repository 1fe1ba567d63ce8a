"""Gold as people write it: what is read, and which file and key a mistake is reported at."""

import json
from pathlib import Path
from typing import Any

import pytest

from graphbuild.errors import InputError
from graphbuild.evaluate import read_gold
from graphbuild.evaluate.gold import Event, Fact
from graphbuild.model import Kind

GOOD: dict[str, Any] = {
    "article": "talks.txt",
    "entities": {
        "haddad": {"type": "Person", "names": ["Leila Haddad", "Haddad"]},
        "norland": {"type": "State", "names": ["Norland"]},
    },
    "facts": [["haddad", "visited", "norland"], ["haddad", "holdsPosition", ["minister", "envoy"]]],
    "negative": [["*", "recognises", "norland"]],
    "events": [
        {"fact": ["haddad", "visited", "norland"], "place": "norland", "date": "2021-05", "by": ["haddad"]}
    ],
}


def write(folder: Path, gold: object, name: str = "talks.json") -> Path:
    (folder / name).write_text(json.dumps(gold), encoding="utf-8")
    return folder


def test_a_file_is_read_whole(tmp_path: Path) -> None:
    (gold,) = read_gold(write(tmp_path, GOOD))
    visit = Fact("haddad", "visited", "norland")
    assert gold.article == "talks.txt"
    assert [(entity.key, entity.kind) for entity in gold.entities] == [
        ("haddad", Kind.PERSON),
        ("norland", Kind.STATE),
    ]
    assert gold.facts == (visit, Fact("haddad", "holdsPosition", "minister", ("minister", "envoy")))
    assert gold.optional == ()
    assert gold.negative == (Fact("*", "recognises", "norland"),)
    assert gold.events == (Event(visit, "norland", "2021-05", ("haddad",)),)
    assert gold.names("haddad") == ("Leila Haddad", "Haddad")


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"article": None}, "article is missing"),
        ({"entities": []}, "entities is not an object"),
        (
            {"entities": {"x": {"type": "Dog", "names": ["Rex"]}}, "facts": []},
            "entities.x.type is none of State",
        ),
        ({"entities": {"x": {"type": "Person", "names": []}}, "facts": []}, "entities.x.names is empty"),
        ({"facts": None}, "facts is missing"),
        ({"facts": [["haddad", "visited"]]}, "facts[0] is not agent, predicate and recipient"),
        (
            {"facts": [["haddad", "visited", "sudria"]]},
            "facts[0] names 'sudria', which is no key of entities",
        ),
        ({"facts": [["haddad", 3, "norland"]]}, "facts[0] is not a text"),
        ({"negative": [["haddad", "holdsPosition", []]]}, "negative[0] is empty"),
        (
            {"events": [{"fact": ["haddad", "visited", "norland"], "by": "haddad"}]},
            "events[0].by is not a list",
        ),
        ({"events": [{"place": "norland"}]}, "events[0].fact is missing"),
    ],
)
def test_a_mistake_is_named_by_file_and_key(change: dict[str, Any], message: str, tmp_path: Path) -> None:
    kept: dict[str, Any] = {"negative": [], "events": []} if "entities" in change else {}
    with pytest.raises(InputError) as raised:
        read_gold(write(tmp_path, {**GOOD, **kept, **change}))
    assert str(tmp_path / "talks.json") in str(raised.value)
    assert message in str(raised.value)


def test_no_json_no_gold_and_two_for_one_article_are_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"holds no \.json file"):
        read_gold(tmp_path)
    write(tmp_path, GOOD)
    write(tmp_path, GOOD, "twice.json")
    with pytest.raises(
        InputError, match=r"twice\.json: article is 'talks\.txt', which .*talks\.json is about"
    ):
        read_gold(tmp_path)
    (tmp_path / "broken.json").write_text("{", encoding="utf-8")
    with pytest.raises(InputError, match=r"broken\.json: cannot be read as JSON"):
        read_gold(tmp_path)
