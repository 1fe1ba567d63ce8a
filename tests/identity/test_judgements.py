"""The ledger of judgements, as a file that people edit."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graphbuild.errors import InputError
from graphbuild.identity import Judgement, Verdict, read_judgements, write_judgements

HEADER = "verdict,one,other,by,why\n"


def written(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "judgements.csv"
    path.write_text(text, encoding="utf-8")
    return path


def test_no_file_is_no_judgement(tmp_path: Path) -> None:
    assert read_judgements(tmp_path / "judgements.csv") == ()


def test_the_order_of_the_names_says_nothing(tmp_path: Path) -> None:
    path = written(tmp_path, HEADER + "same,Zed,Adam,me,\nsame,Adam,Zed,me,\n")
    assert read_judgements(path) == (Judgement.of("Adam", "Zed", Verdict.SAME, "me"),)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("one,other\n", "judgements.csv:1: no column 'verdict'"),
        (HEADER + "equal,A B,C D,,\n", "judgements.csv:2: unknown verdict 'equal'"),
        (HEADER + "same,A B,A B,,\n", "judgements.csv:2: 'A B' and 'A B' are one name"),
        (HEADER + "same,,A B,,\n", "judgements.csv:2: '' is no name"),
        (HEADER + "same,A B @ ,C D,,\n", "judgements.csv:2: 'A B @ ' is no name"),
        (
            HEADER + "same,A B,C D,,\ndifferent,C D,A B,,\n",
            "judgements.csv:3: A B and C D are same in line 2",
        ),
    ],
)
def test_a_broken_line_is_named(text: str, message: str, tmp_path: Path) -> None:
    with pytest.raises(InputError) as error:
        read_judgements(written(tmp_path, text))
    assert message in str(error.value)


TEXTS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=20)
NAMED = TEXTS.filter(lambda text: text.strip() and " @ " not in f" {text} ")


@settings(max_examples=50, deadline=None)
@given(NAMED, NAMED, st.sampled_from(Verdict), TEXTS, TEXTS)
def test_what_is_written_is_read_back(
    tmp_path_factory: pytest.TempPathFactory, one: str, other: str, verdict: Verdict, by: str, why: str
) -> None:
    if one.strip() == other.strip():
        return
    path = tmp_path_factory.mktemp("ledger") / "judgements.csv"
    judgement = Judgement.of(one, other, verdict, by, why)
    path.write_bytes(write_judgements([judgement]))
    assert read_judgements(path) == (judgement,)
