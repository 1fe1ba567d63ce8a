"""Where names stand in a text, and where its sentences end."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from graphbuild.passages import find_names, find_sentences


def test_names_are_found_as_whole_words_the_longest_first() -> None:
    text = "Iran’s Revolutionary Guard, unlike Iranian diplomats, told Iran-backed groups."
    found = [span.of(text) for span in find_names(text, ("Iran", "Iran's Revolutionary Guard"))]
    assert found == ["Iran’s Revolutionary Guard", "Iran"]


def test_case_matters_unless_the_name_has_none() -> None:
    assert find_names("They told us so.", ("US",)) == ()
    assert len(find_names("Prime Minister and prime minister", ("prime minister",))) == 2
    assert find_names("No name", ("", " ")) == ()


def test_sentences_end_at_stops_and_lines_and_not_after_initials_or_titles() -> None:
    text = (
        "Talks begin\n\nGen. J. Smith of the U.S. Army met Mr. Novak. “Good,” he said. It cost 1.5 million.\n"
    )
    assert [span.of(text) for span in find_sentences(text)] == [
        "Talks begin",
        "Gen. J. Smith of the U.S. Army met Mr. Novak.",
        "“Good,” he said.",
        "It cost 1.5 million.",
    ]


@given(st.text(alphabet='aB. !?\n"”’', max_size=60))
def test_sentences_keep_every_character_but_white_space_in_order(text: str) -> None:
    spans = list(find_sentences(text))
    assert all(one.end <= other.start for one, other in pairwise(spans))
    assert "".join("".join(span.of(text).split()) for span in spans) == "".join(text.split())
