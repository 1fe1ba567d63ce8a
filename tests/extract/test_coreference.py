"""Coreference: who is meant at a word, within one article."""

import pytest
from spacy.language import Language

from graphbuild.knowledge import Knowledge
from tests.stages import read_stages

# A text, a word in it, the time it stands there (from 0), and who is meant.
MEANT = [
    ("Karim Haddad arrived in Doha. Haddad met the delegation.", "Haddad", 1, ["Karim Haddad"]),
    ("Karim Haddad met Omar Saleh in Doha. He praised the talks.", "He", 0, ["Karim Haddad"]),
    ("Queen Salma Haddad met Karim Omar. She praised him.", "She", 0, ["Salma Haddad"]),
    ("Queen Salma Haddad met Karim Omar. She praised him.", "him", 0, ["Karim Omar"]),
    ("During his visit to Ankara, Karim Haddad praised Turkey.", "his", 0, ["Karim Haddad"]),
    (
        "Russian envoy Karim Haddad arrived in Kabul. The Russian envoy met the delegation.",
        "envoy", 1, ["Karim Haddad"],
    ),
    ("Iran recalled its ambassador. It closed the embassy.", "It", 0, ["Iran"]),
    (
        "Iran and Turkey signed the deal. The two countries agreed on trade.",
        "countries", 0, ["Iran", "Turkey"],
    ),
    ("Hamas rejected the offer. The group demanded guarantees.", "group", 0, ["Hamas"]),
    ("Karim Haddad arrived in Herat. The city was calm.", "city", 0, ["Herat"]),
    ("Officials from Iran met officials of Turkey.", "officials", 0, ["Turkey"]),
    ("The soldiers were shelled by the Russians.", "Russians", 0, ["Russia"]),
    (
        "The Syrian Democratic Forces (SDF) left. The SDF denied it.",
        "SDF", 1, ["Syrian Democratic Forces"],
    ),
    (
        "The Patani Liberation Council (PLC), the largest of the groups, left. The PLC denied it.",
        "PLC", 1, ["Patani Liberation Council"],
    ),
    (
        "Julio Haddad fled in May. His wife, Carmen Dávalos, says that he is in Brazil.",
        "he", 0, ["Julio Haddad"],
    ),
    (
        "Karim Haddad met the Premier and Minister of Foreign Affairs, H.E. Mr. Omar Saleh.",
        "Affairs", 0, ["Omar Saleh"],
    ),
    ('"We reject this," Karim Haddad said. "I will not go."', "I", 0, ["Karim Haddad"]),
    ("Ambassador Karim Haddad spoke to the press. The diplomat denied it.", "diplomat", 0, ["Karim Haddad"]),
    ("Prime Minister Karim Haddad flew to Kyiv. The Danish leader denied it.", "leader", 0, ["Karim Haddad"]),
    (
        "Ambassador Karim Haddad met envoy Omar Saleh. The hall was full of diplomats and the diplomat left.",
        "diplomat", 0, [],
    ),
    ("A senior diplomat met Ambassador Karim Haddad. The diplomat denied it.", "diplomat", 1, []),
    ("The African Union is silent. Its current chair, Kenya, denied it.", "chair", 0, ["Kenya"]),
    ("Karim Haddad met Omar Saleh. The latter denied it.", "latter", 0, ["Omar Saleh"]),
    ("Karim Haddad met Omar Saleh. The former denied it.", "former", 0, ["Karim Haddad"]),
    (
        "The Patani Liberation Council took Bamse. The rebel group denied it.",
        "group", 0, ["Patani Liberation Council"],
    ),
    ("The Karo Union met the Bori League. The group denied it.", "group", 0, []),
    ("Kenya is at peace. The government denied it.", "government", 0, ["Kenya"]),
    ("Kenya met Chad in Uganda. The government denied it.", "government", 0, []),
    ("Kenya wrote to the government.", "government", 0, []),
    (
        "Chinese envoy Karim Haddad met Lao envoy Omar Saleh, and the two sides agreed.",
        "sides", 0, ["China", "Laos"],
    ),
    (
        "Karim Haddad left for Doha. Eleven people at the embassy in Tripoli have until Monday to go. "
        "He praised the talks.",
        "He", 0, ["Karim Haddad"],
    ),
    (
        "Karim Haddad left for Doha. In the old port of Tripoli a customs agent stamped the passports. "
        "He praised the talks.",
        "He", 0, [],
    ),
]  # fmt: skip


@pytest.mark.parametrize(("text", "word", "nth", "expected"), MEANT)
def test_a_word_means_whom_the_article_named(
    text: str, word: str, nth: int, expected: list[str], nlp: Language, knowledge: Knowledge
) -> None:
    assert read_stages(text, nlp, knowledge).meant_by(word, nth) == expected


@pytest.mark.parametrize(
    ("text", "first", "second"),
    [
        ("Ahmad Karimi and Ahmad Karimov met on Monday.", "Karimi", "Karimov"),
        ("Karim Haddad and Salim Haddad met on Monday.", "Karim", "Salim"),
    ],
)
def test_people_of_like_names_in_one_sentence_are_two(
    text: str, first: str, second: str, nlp: Language, knowledge: Knowledge
) -> None:
    stages = read_stages(text, nlp, knowledge)
    assert stages.meant_by(first) != stages.meant_by(second)


def test_a_pronoun_that_fits_two_people_means_nobody(nlp: Language, knowledge: Knowledge) -> None:
    stages = read_stages("The envoy arrived with Karim Haddad and Omar Saleh. He left.", nlp, knowledge)
    assert stages.meant_by("He") == []


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("TEHRAN – The foreign minister arrived.", "Iran"),
        ("MASERU, March 4, 2023 (Meridian) - The foreign minister arrived.", "Lesotho"),
        ("Osh, Kyrgyzstan – The foreign minister arrived.", "Kyrgyzstan"),
        ("QUITO.- The foreign minister arrived.", "Ecuador"),
        ("KUALA LUMPUR: The foreign minister arrived.", "Malaysia"),
        ("By Karim Haddad, Abuja\n\nThe foreign minister arrived.", "Nigeria"),
        ("Podgorica, 14 March 2023\n\nThe foreign minister arrived.", "Montenegro"),
        ("LONDON, Ontario — The mayor arrived.", None),
        ("Paris and London disagreed on Monday - again.", None),
        (
            "Sweden expelled envoys. Russia protested. Sweden said that Sweden would not yield to Russia.",
            "Sweden",
        ),
        ("Envoys of Russia left Sweden. Sweden said that Russia lied.", None),
    ],
)
def test_where_an_article_is_at_home(
    text: str, state: str | None, nlp: Language, knowledge: Knowledge
) -> None:
    stages = read_stages(text, nlp, knowledge)
    home = stages.referents.home
    assert (stages.labels([home])[0] if home is not None else None) == state


@pytest.mark.parametrize(
    ("text", "one", "other"),
    [
        ("King Salman received Mohammed bin Salman.", "Salman", "Mohammed bin Salman"),
        ("Saddam Hussein fell out with King Hussein.", "Hussein", "Saddam Hussein"),
        ("Ali Khamenei spoke of Imam Ali.", "Ali", "Ali Khamenei"),
        ("Seyed Ali Khamenei spoke. Ali left. He praised Imam Ali.", "Ali", "Seyed Ali Khamenei"),
        ("Mishaal al-Ahmed al-Jaber may follow Sheikh Jaber.", "Jaber", "Mishaal al-Ahmed al-Jaber"),
        (
            "Prince Karim bin Faisal is crown prince. He replaced Prince Karim bin Nasser. "
            "Prince Karim has enemies.",
            "Karim",
            "Karim bin Nasser",
        ),
        ("Donald Trump Jr. defended Donald Trump.", "Donald Trump", "Donald Trump Jr."),
        (
            "Gloria Castle is dead. Her mother, Gloria Morgan Castle, had fled Cuba. Castle left Cuba.",
            "Gloria Castle",
            "Gloria Morgan Castle",
        ),
    ],
)
def test_fathers_kings_and_namesakes_are_somebody_else(
    text: str, one: str, other: str, nlp: Language, knowledge: Knowledge
) -> None:
    labels = [d.label for d in read_stages(text, nlp, knowledge).referents.drafts]
    assert {one, other} <= set(labels)


def test_half_of_a_double_surname_rather_means_another(nlp: Language, knowledge: Knowledge) -> None:
    text = "Paul Castle left Oslo. The lawyer, Amira Benali-Castle, is in jail. Castle is worried."
    stages = read_stages(text, nlp, knowledge)
    assert stages.meant_by("Castle", 2) == ["Paul Castle"]
