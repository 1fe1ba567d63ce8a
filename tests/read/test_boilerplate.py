import tomllib
from pathlib import Path

import pytest

from graphbuild.errors import KnowledgeError
from graphbuild.read import Boilerplate, clean, load_boilerplate

TABLE = Path(__file__).parents[2] / "ontology" / "boilerplate.toml"
BEFORE = "The foreign ministers of Iran and Russia met in Doha on Monday."
AFTER = "They agreed to meet again in Moscow next week."


def examples(kind: str) -> list[object]:
    table = tomllib.loads(TABLE.read_text(encoding="utf-8"))
    return [
        pytest.param(scope, rule["patterns"], example, id=f"{scope}: {example[:40]}")
        for scope in ("line", "block", "tail")
        for rule in table[scope]
        for example in rule.get(kind, ())
    ]


def pages(scope: str, patterns: list[str], example: str) -> list[str]:
    if scope != "tail":
        return [f"{BEFORE}\n\n{example}\n\n{AFTER}", f"{BEFORE}\n{example}\n{AFTER}"]
    alone = all(pattern.startswith("^") for pattern in patterns)
    return [f"{BEFORE}\n\n{AFTER}\n\n{example}", *([] if alone else [f"{BEFORE}\n\n{AFTER} {example}"])]


@pytest.mark.parametrize(("scope", "patterns", "example"), examples("drop"))
def test_what_a_rule_should_drop_goes_and_the_prose_around_it_stays(
    scope: str, patterns: list[str], example: str, boilerplate: Boilerplate
) -> None:
    for page in pages(scope, patterns, example):
        assert clean(page, boilerplate) == f"{BEFORE}\n\n{AFTER}"


@pytest.mark.parametrize(("scope", "patterns", "example"), examples("keep"))
def test_prose_that_looks_like_a_rule_stays(
    scope: str, patterns: list[str], example: str, boilerplate: Boilerplate
) -> None:
    for page in pages(scope, patterns, example):
        assert example in clean(page, boilerplate)


def test_every_rule_has_examples_both_ways() -> None:
    table = tomllib.loads(TABLE.read_text(encoding="utf-8"))
    for scope in ("line", "block", "tail"):
        for rule in table[scope]:
            assert rule.get("drop"), rule["name"]
            assert rule.get("keep"), rule["name"]


@pytest.mark.parametrize(
    ("content", "names"),
    [
        ("[[line]\n", "not valid TOML"),
        ("[[footer]]\nname = 'x'\n", "footer"),
        ("[[line]]\npatterns = ['x']\n", "line[1].name"),
        ("[[line]]\nname = 'menu'\n", 'line[1] "menu".patterns'),
        ("[[line]]\nname = 'menu'\npatterns = 'home'\n", 'line[1] "menu".patterns'),
        ("[[line]]\nname = 'menu'\npatterns = ['home', 'a(b']\n", 'line[1] "menu".patterns[2]'),
        ("[[tail]]\nname = 'end'\npatterns = ['x*']\n", 'tail[1] "end".patterns[1]'),
        ("[[line]]\nname = 'menu'\npatterns = ['(a)\\1']\n", 'line[1] "menu".patterns[1]'),
        ("[[line]]\nname = 'menu'\npatterns = ['a)|(b']\n", 'line[1] "menu".patterns[1]'),
        ("[[line]]\nname = 'menu'\npatterns = ['%agency%']\n", "words.agency"),
        ("[[line]]\nname = 'menu'\npatterns = ['a']\ndrops = ['a']\n", 'line[1] "menu".drops'),
        ("words = 3\n", "words"),
        ("[words]\nagency = []\n", "words.agency"),
        ("unsplit = 'Com'\n", "unsplit"),
        ("line = 3\n", "line"),
        ("line = [3]\n", "line[1]"),
    ],
)
def test_broken_knowledge_names_the_file_and_the_key(tmp_path: Path, content: str, names: str) -> None:
    path = tmp_path / "boilerplate.toml"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(KnowledgeError) as raised:
        load_boilerplate(path)
    assert str(raised.value).startswith(f"{path}: ")
    assert names in str(raised.value)


def test_missing_and_undecodable_files_are_broken_knowledge(tmp_path: Path) -> None:
    with pytest.raises(KnowledgeError, match=r"missing\.toml"):
        load_boilerplate(tmp_path / "missing.toml")
    (tmp_path / "latin.toml").write_bytes(b"# caf\xe9\n")
    with pytest.raises(KnowledgeError, match=r"latin\.toml"):
        load_boilerplate(tmp_path / "latin.toml")


def test_words_stand_for_any_of_a_list(tmp_path: Path) -> None:
    path = tmp_path / "boilerplate.toml"
    path.write_text("[words]\nday = ['Mon', 'Monday']\n[[line]]\nname = 'd'\npatterns = ['%day%!']\n")
    rules = load_boilerplate(path)
    assert clean("Monday!\nTalks went on.\nmon!\nTuesday!", rules) == "Talks went on.\n\nTuesday!"
