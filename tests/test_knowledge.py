"""A broken ontology/ is told with the file and the key or line, before any article is read."""

import shutil
from pathlib import Path

import pytest

from graphbuild.errors import KnowledgeError
from graphbuild.knowledge import load_knowledge, ontology_path


@pytest.mark.parametrize(
    ("file", "old", "new", "message"),
    [
        ("relations.toml", "[met]", "[met]\nreplaces = ['urgd']", r"\[met\] no such property: urgd"),
        ("relations.toml", "[met]", "[met]\nspeech = 'no'", r"\[met\] speech is neither"),
        ("relations.toml", "[met]", "[met]\npromises = []", r"\[met\] has promises or promise_of without"),
        ("relations.toml", "[met]", "[met]\nnot_deeds = 'war'", r"\[met\] not_deeds is not a list"),
        ("relations.toml", "[met]", "[met]\nnouns_ = []", r"\[met\] has an unknown key: nouns_"),
        ("lexicon/people.csv", ",ruler,", ",emperor,", r"people\.csv:\d+: office 'emperor' is none of ruler"),
    ],
)  # fmt: skip
def test_a_broken_file_is_named(file: str, old: str, new: str, message: str, tmp_path: Path) -> None:
    folder = tmp_path / "ontology"
    shutil.copytree(ontology_path(), folder)
    path = folder / file
    path.write_text(path.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
    with pytest.raises(KnowledgeError, match=message):
        load_knowledge(folder)
