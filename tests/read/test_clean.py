import textwrap
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from graphbuild.read import Boilerplate, clean, load_boilerplate

RULES = load_boilerplate(Path(__file__).parents[2] / "ontology" / "boilerplate.toml")
NO_RULES = Boilerplate()

# Pieces that the rules and repairs react to, so that random pages exercise them together.
PIECES = (
    "Lavrov met Muttaqi in Doha.", "the talks in Moscow went on without", "Talks begin in Doha",
    "Related Articles", "Also Read: A story", "SP/PA", "EFE", " EFE", "END", "(Source: Agency)", "\n",
    "\n\n", "\r\r\n", "\u2028", " ", "\xa0", "&amp;", "&lt;p&gt;", "&nbsp;", "&#8217;", "<p>", "</p>",
    "<script>", "</script>", "<!--", "-->", "<", "&", ";", "president.The", "in.U.S.", "U.S.The",
    "Booking.Com", "a.b@c.De", "”", "“", "\u2019", "\u200b", "\x00", "\ud800", "\x92", "e\u0301",
    "وزیر خارجه", "Министр", "© 2022 Agency", "* * *", "- ", "1. ", "January 24, 2022", "\u037e", "#x26;",
    "amp;", "The envoy, who had arrived in Kabul the day before, said on",
    "that no date had been set for another round of",
)  # fmt: skip
page_texts = st.one_of(st.text(max_size=300), st.lists(st.sampled_from(PIECES), max_size=40).map("".join))


@given(page_texts)
@example("&am&am&#8203;p;p;lt;b&gt;" * 9)
@example("<" * 40 + "b>" * 40)
def test_cleaning_a_clean_text_changes_nothing(text: str) -> None:
    cleaned = clean(text, RULES)
    assert clean(cleaned, RULES) == cleaned


@given(page_texts)
def test_a_clean_text_is_plain_lines_in_paragraphs(text: str) -> None:
    cleaned = clean(text, RULES)
    cleaned.encode("utf-8")
    assert all(c == "\n" or c.isprintable() or c in "\u200c\u200d" or not c.isascii() for c in cleaned)
    for paragraph in cleaned.split("\n\n") if cleaned else ():
        assert paragraph == paragraph.strip()
        assert paragraph
        assert "\n" not in paragraph


SENTENCE = "In {year} the envoy of {place} met the delegation and signed the agreement on trade."
places = st.sampled_from(["Iran", "the U.S.", "Côte d\u2019Ivoire", "the UN"])
sentences = st.builds(SENTENCE.format, year=st.integers(1900, 2100), place=places)
newlines = st.sampled_from(["\n", "\n\n", "\r\n", "\r\r\n "])


@given(st.lists(sentences, min_size=1, max_size=6, unique=True), newlines)
def test_prose_is_never_lost_or_moved(prose: list[str], newline: str) -> None:
    assert clean(newline.join(prose), RULES).split("\n\n") == prose


WIRE_COPY = (
    "The foreign minister arrived in Doha late on Sunday. He met the emir, who had returned from "
    "Ankara a day before, and handed him a letter from the president. Neither side said what it "
    "contained. Diplomats in the city believe that it concerns the prisoners whom both governments "
    "have promised to free since the ceasefire of last spring; three rounds of talks have failed so "
    "far. A fourth will open in Muscat on Thursday, the ministry said."
)


@pytest.mark.parametrize("width", range(50, 91))
def test_wrapping_a_paragraph_at_a_fixed_width_is_undone(width: int) -> None:
    wrapped = textwrap.fill(WIRE_COPY, width)
    assert clean(f"{wrapped}\n\n{wrapped[:-1]}!", NO_RULES).split("\n\n") == [WIRE_COPY, f"{WIRE_COPY[:-1]}!"]


@pytest.mark.parametrize(
    ("given_text", "expected"),
    [
        ("Talks began.\r\nThey went on.\rThey ended.", "Talks began.\n\nThey went on.\n\nThey ended."),
        ("Talks began.\r\r\n They went on.", "Talks began.\n\nThey went on."),
        ("Talks began.\u2028They went on.", "Talks began.\n\nThey went on."),
        ("Iran&apos;s &quot;red line&quot; &amp; its&nbsp;limits.", 'Iran\'s "red line" & its limits.'),
        ("AT&amp;amp;T said so.", "AT&T said so."),
        ("Cafe\u0301 talks\u200b in\x00 Doha\x07.", "Café talks in Doha."),
        ("Iran\x92s \x93red line\x94.", "Iran\u2019s “red line”."),
        ("Iran\u2019s “red line” stays.", "Iran\u2019s “red line” stays."),
        (
            "<p>Talks <b>began</b>.</p><script>a = 1;</script><p>They ended.</p>",
            "Talks began.\n\nThey ended.",
        ),
        ("Turnout was < 5 percent & falling > 2 points.", "Turnout was < 5 percent & falling > 2 points."),
        ("A \ud800 lone surrogate came.", "A \ufffd lone surrogate came."),
    ],
)
def test_characters_are_normalised(given_text: str, expected: str) -> None:
    assert clean(given_text, NO_RULES) == expected


@pytest.mark.parametrize(
    ("glued", "separate"),
    [
        ("He met the president.The talks went well.", "He met the president. The talks went well."),
        ("It is on the rise.U.S. officials agreed.", "It is on the rise. U.S. officials agreed."),
        ("Troops went to the U.S.They stayed.", "Troops went to the U.S. They stayed."),
        ("It was “the time”.He left.", "It was “the time”. He left."),
        ("He said “no.”She agreed.", "He said “no.” She agreed."),
        ("The deal dates from 2003.Article 4 is new.", "The deal dates from 2003. Article 4 is new."),
        ("They live in Kabul,Afghanistan.", "They live in Kabul, Afghanistan."),
        ("What does he say?Q: He says no.", "What does he say? Q: He says no."),
    ],
)
def test_sentences_run_together_are_separated(glued: str, separate: str) -> None:
    assert clean(glued, RULES) == separate


@pytest.mark.parametrize(
    "text",
    [
        "The U.S. and the U.K. agreed, e.g. on S.p.A. rules.",
        "Dr. Smith, Ph.D., spoke at 10 a.m. in Washington, D.C.",
        "It was booked on Booking.Com by an agency.",
        "See https://example.org/News.The/Story for more, he said.",
        "Write to press.Office@example.org for details.",
        "Pi is 3.14 and inflation 12.5 percent, J.R.R. Tolkien said.",
    ],
)
def test_abbreviations_and_addresses_stay_whole(text: str) -> None:
    assert clean(text, RULES) == text


def test_a_cable_broken_at_a_fixed_width_gets_its_paragraphs_back() -> None:
    cable = """C O N F I D E N T I A L KABUL 000123
SIPDIS
E.O. 12958: DECL: 01/01/2020

1. (C) The minister told the Ambassador on January 3 that talks with the
northern governors had begun, and that he would travel to Balkh in the
coming week to meet them.
2. (C) He added that the police chief had been replaced by a deputy
from the same district, who had served under the former governor until
2008.

Outlook
The change will please the governors.
"""
    assert clean(cable, RULES).split("\n\n") == [
        "1. (C) The minister told the Ambassador on January 3 that talks with the northern governors "
        "had begun, and that he would travel to Balkh in the coming week to meet them.",
        "2. (C) He added that the police chief had been replaced by a deputy from the same district, "
        "who had served under the former governor until 2008.",
        "Outlook",
        "The change will please the governors.",
    ]


def test_headlines_and_short_lines_are_not_taken_for_wrapped_prose() -> None:
    page = "Talks on trade open in the Qatari capital\nEnvoys of six states attend\nThey arrived on Monday."
    assert clean(page, RULES).split("\n\n") == page.split("\n")


def test_a_line_broken_at_a_link_is_joined() -> None:
    page = "The foreign minister travelled to Doha, according to\nthe agency\n, which cited two officials."
    assert clean(page, RULES) == page.replace("\n, ", ", ").replace("\n", " ")


def test_lines_in_another_script_go_from_an_english_article_and_stay_in_another() -> None:
    tweet = "منابع تأیید کردند که احمد مسعود به روسیه رفته است"
    english = "Massoud travelled to Russia, sources in Kabul said on Monday."
    assert clean(f"{english}\n{tweet}\nHe met officials in Moscow.", RULES).split("\n\n") == [
        english,
        "He met officials in Moscow.",
    ]
    assert clean(f"{tweet}\nAP\n{tweet} امروز", NO_RULES).count("روسیه") == 2
    assert clean("He met 习近平 (Xi Jinping) in Beijing.", RULES) == "He met 习近平 (Xi Jinping) in Beijing."


def test_a_headline_said_twice_is_kept_once_but_short_sentences_may_repeat() -> None:
    page = "Talks begin in Doha\n\nA: Yes.\n\nTalks begin in Doha\n\nThey met.\n\nA: Yes."
    assert clean(page, RULES).split("\n\n") == ["Talks begin in Doha", "A: Yes.", "They met.", "A: Yes."]


LEAD = "Russia and Iran signed a trade agreement in Moscow on Monday, their foreign ministries said."
END = "A second round is planned for next month."
OUTLETS = {
    "wire with credits": f"""MOSCOW, March 3 (Reuters) - {LEAD}
{END}
(Reporting by Jane Doe in Moscow; Additional reporting by John Roe; Editing by Ann Poe)
Our Standards: The Thomson Reuters Trust Principles.""",
    "wire with contributors": f"""By JANE DOE
MOSCOW (AP) — {LEAD}
ADVERTISEMENT
{END}
___
Associated Press writer John Roe in Tehran contributed to this report.
Copyright 2022 The Associated Press. All rights reserved. This material may not be published.""",
    "broadcaster": f"""Skip to content
Home | News | Sport | Weather
Published
3 hours ago
Share
Image source, Getty Images
{LEAD}
You may also like:
Why the rouble fell
What happens next in Tehran
{END}
Related Topics
Iran
Russia""",
    "newspaper": f"""Iran and Russia sign deal
Jane Doe in Moscow
Thu 24 Mar 2022 18.05 GMT
Last modified on Thu 24 Mar 2022 18.30 GMT
{LEAD}
Sign up to our free morning newsletter
{END}
Topics: Iran, Russia
Reuse this content""",
    "channel": f"""The ministers in Moscow [File: Jane Doe/Reuters]
By Al Jazeera Staff
{LEAD}
Keep reading
list of 3 items
{END}
SOURCE: AL JAZEERA AND NEWS AGENCIES""",
    "radio": f"""{LEAD}
{END}
With reporting by Reuters, AFP, and TASS""",
    "state agency": f"""TEHRAN, Mar. 24 (Xinhua) -- {LEAD}
{END} Enditem
Source: Xinhua | 2022-03-24 10:20:11 | Editor: huaxia""",
    "agency with slashes": f"""MOSCOW, March 24. /TASS/. {LEAD}
{END}""",
    "daily": f"""Published in The Daily, March 24th, 2022
{LEAD}
ALSO READ | Tehran hopes for a pipeline
{END}
(This story has not been edited by our staff and is auto-generated from a syndicated feed.)
Subscribe to our daily newsletter
Comments
0 Comments""",
    "aggregator": f"""!-- Google tag (gtag.js) -->
window.dataLayer = window.dataLayer || [];
{LEAD}
Share on Facebook
Share on Twitter
Tweet
{END} EFE
Related Articles
Tehran hopes for a pipeline
Back to top button""",
    "sports page": f"""Home > Sports > Football
Updated: 24 Mar 2022, 10:15 PM IST
{LEAD}
Follow us on Instagram and Facebook
{END}
Tags: football, Iran
Read More
© 2022 The Sports Page""",
    "opinion": f"""{LEAD}
{END}
The views expressed in this article are the author\u2019s own and do not reflect our editorial policy.
The author can be reached at jane@example.org""",
}


LEFT_IN_DOUBT = {
    "Iran and Russia sign deal",
    "Jane Doe in Moscow",
    "Thu 24 Mar 2022 18.05 GMT",
    "Reuse this content",
}


@pytest.mark.parametrize("name", OUTLETS)
def test_furniture_of_many_kinds_of_outlets_goes_and_their_prose_stays(name: str) -> None:
    kept = clean(OUTLETS[name], RULES).split("\n\n")
    assert [paragraph for paragraph in kept if paragraph.endswith(LEAD)]
    assert END in kept
    assert {paragraph for paragraph in kept if not paragraph.endswith((LEAD, END))} <= LEFT_IN_DOUBT
