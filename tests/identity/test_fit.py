"""Whether one name of a person may stand for another, by the names alone."""

import pytest

from graphbuild.identity.fit import Fit, find_fit
from graphbuild.spelling import may_be_spellings, name_words


@pytest.mark.parametrize(
    ("short", "full", "fit"),
    [
        ("Amir Mutaqqi", "Amir Khan Muttaqi", Fit.SHORTER),
        ("Zabihullah Mujahed", "Zabihullah Mujahid", Fit.SPELLING),
        ("Yoon Suk-yeol", "Suk-yeol Yoon", Fit.ORDER),
        ("J. Smith", "John Smith", Fit.INITIALS),
        ("John R. Bolton", "John Robert Bolton", Fit.INITIALS),
        ("Baradar", "Abdul Ghani Baradar", Fit.SURNAME),
        ("Yakoob", "Mohammad Yaqoob", Fit.SURNAME),
        ("Ismail", "Ismail Khan", Fit.FIRST_NAME),
        ("Massoud", "Massaod", Fit.SPELLING),
        ("Imran Khan", "Ismail Khan", None),
        ("Hafiz Zia Ahmad", "Ahmad Shah Massoud", None),
        ("Michelle Obama", "Barack Hussein Obama", None),
        ("Ghani", "Abdul Ghani Baradar", None),
    ],
)
def test_how_a_name_may_stand_for_a_fuller_one(short: str, full: str, fit: Fit | None) -> None:
    assert find_fit(name_words(short), name_words(full)) is fit


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("yaqoob", "yakoob"),
        ("araghchi", "araqchi"),
        ("sharif", "shareef"),
        ("masood", "massoud"),
        ("ebrahim", "ibrahim"),
        ("ghaani", "qa’ani"),
        ("shafeie", "shafe’i"),
    ],
)
def test_one_name_is_written_in_several_ways(one: str, other: str) -> None:
    assert may_be_spellings(one, other)
    assert may_be_spellings(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("karim", "karimi"),
        ("mario", "maria"),
        ("hassan", "hussein"),
        ("jackson", "johnson"),
        ("khan", "kahn"),  # too short to tell
    ],
)
def test_names_that_only_look_alike_are_two(one: str, other: str) -> None:
    assert not may_be_spellings(one, other)
    assert not may_be_spellings(other, one)
