"""Tables of the lexicon: what is broken in them is named by file and line."""

from pathlib import Path

import pytest

from graphbuild.errors import KnowledgeError
from graphbuild.knowledge import Knowledge
from graphbuild.lexicon import (
    APPRAISALS,
    WORD_LISTS,
    cells,
    read_appraisals,
    read_groups,
    read_map,
    read_word_lists,
)


def complete(path: Path, *more: str) -> Path:
    """A table with one word in every list, and more lines."""
    lines = ["list,word", *(f"{name},word" for name in WORD_LISTS), *more]
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def test_every_list_has_words_and_they_are_plain(knowledge: Knowledge) -> None:
    assert set(knowledge.words) == set(WORD_LISTS)
    assert "series" in knowledge.words["measures"]
    assert all(word == word.strip() for words in knowledge.words.values() for word in words)


def test_a_table_of_lists_is_read_list_by_list(tmp_path: Path) -> None:
    words = read_word_lists(complete(tmp_path / "words.csv", "fiction,film", "fiction,novel"))
    assert words["fiction"] == {"word", "film", "novel"}
    assert words["sides"] == {"word"}


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("fictoin,film", "no such list: 'fictoin'"),
        ("fiction,word", "stands twice: 'word'"),
        ("fiction,", "empty"),
        ("fiction,film,novel", "more or fewer cells"),
        (",film", "list is empty"),
    ],
)
def test_a_broken_line_is_named(line: str, message: str, tmp_path: Path) -> None:
    path = complete(tmp_path / "words.csv", line)
    with pytest.raises(KnowledgeError, match=rf"words\.csv:{len(WORD_LISTS) + 2}: .*{message}"):
        read_word_lists(path)


def test_a_table_of_families_is_read_family_by_family(tmp_path: Path) -> None:
    path = tmp_path / "families.csv"
    path.write_text("family,word\ngoods,wheat\ngoods,tent\naid,wheat\n", encoding="utf-8")
    assert read_groups(path, "family", "word") == {"goods": {"wheat", "tent"}, "aid": {"wheat"}}
    path.write_text("family,word\ngoods,wheat\ngoods,wheat\n", encoding="utf-8")
    with pytest.raises(KnowledgeError, match=r"families\.csv:3: .*stands twice: 'wheat'"):
        read_groups(path, "family", "word")


def test_a_missing_list_is_named(tmp_path: Path) -> None:
    path = complete(tmp_path / "words.csv")
    path.write_text(path.read_text(encoding="utf-8").replace("sides,word\n", ""), encoding="utf-8")
    with pytest.raises(KnowledgeError, match=r"words\.csv: the list 'sides' is missing"):
        read_word_lists(path)


def test_a_key_of_a_map_stands_once(tmp_path: Path) -> None:
    path = tmp_path / "map.csv"
    path.write_text("verb,kind\nsay,say\nsay,deny\n", encoding="utf-8")
    with pytest.raises(KnowledgeError, match=r"map\.csv:3: 'say' stands twice"):
        read_map(path, "verb", "kind")


def test_a_cell_holds_several_values() -> None:
    assert cells(" one; two ;; ") == ["one", "two"]


def test_appraisals_are_read_by_word_and_part_of_speech(knowledge: Knowledge) -> None:
    assert knowledge.appraisals["violate", "verb"] == "blame"
    assert set(knowledge.appraisals.values()) == set(APPRAISALS)


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("betray,VERB,blmae", "no such appraisal: 'blmae'"),
        ("betray,VRB,blame", "no such part of speech: 'VRB'"),
        ("war crime,NOUN,ill", "only a verb has a second word, not 'war crime'"),
        ("lie,VERB,blame", "'lie' stands twice as a verb"),
    ],
)
def test_a_broken_appraisal_is_named(line: str, message: str, tmp_path: Path) -> None:
    path = tmp_path / "appraisals.csv"
    path.write_text(f"word,pos,appraisal\nlie,VERB,blame\n{line}\n", encoding="utf-8")
    with pytest.raises(KnowledgeError, match=rf"appraisals\.csv:3: {message}"):
        read_appraisals(path)
