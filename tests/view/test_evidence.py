"""Every edge proves itself: the panel, and whole articles with the sentence marked in them."""

from __future__ import annotations

from graphbuild.model import Article, Entity, Graph, Kind, Mention, Relation, Span, entity_id
from tests.view.browsing import PHONE, Open, look_up, panel
from tests.view.sample import HOSTILE, hostile_graph, seeds_graph


def test_a_sentence_opens_its_article_and_is_marked_and_in_sight(open_page: Open) -> None:
    page = open_page(seeds_graph())
    look_up(page, "Russia")
    page.get_by_role("button", name="met Taliban").first.click()
    page.get_by_role("button", name="Read it in the article").last.click()
    reader = page.get_by_role("dialog")
    asked = reader.locator("mark.asked")
    asked.wait_for()
    assert asked.count() == 1
    assert asked.inner_text() in page.locator("#panel").inner_text()
    box, frame = asked.bounding_box(), reader.bounding_box()
    assert box is not None
    assert frame is not None
    assert frame["y"] <= box["y"]
    assert box["y"] + box["height"] <= frame["y"] + frame["height"]
    # Marks are whole sentences although the text begins with a character of two UTF-16 units.
    text = reader.locator(".text").inner_text()
    assert text.startswith("\U0001f54a")
    for mark in reader.locator("mark").all_inner_texts():
        assert mark[0].isalnum() or mark[0] in "‘“"
        assert mark[-1] in ".!?’”"


def test_an_article_is_opened_and_closed_by_keyboard_and_gives_the_focus_back(open_page: Open) -> None:
    page = open_page(seeds_graph())
    look_up(page, "Maksimov")
    page.get_by_role("button", name="met Abdul Ghani Baradar").press("Enter")
    opener = page.get_by_role("button", name="Read it in the article").first
    opener.press("Enter")
    reader = page.get_by_role("dialog")
    assert "South Ossetian official meets Taliban leader in Doha" in reader.inner_text()
    assert "15 October 2021" in reader.inner_text()
    page.keyboard.press("Escape")
    assert reader.count() == 0
    assert opener.evaluate("button => button === document.activeElement")
    assert "Aleksey Maksimov" in panel(page)


def test_from_an_article_to_its_relations_alone(open_page: Open) -> None:
    page = open_page(seeds_graph())
    look_up(page, "Maksimov")
    page.get_by_role("button", name="met Abdul Ghani Baradar").click()
    page.get_by_role("button", name="Read it in the article").first.click()
    page.get_by_role("button", name="Show only these").click()
    assert page.get_by_role("dialog").count() == 0
    assert "South Ossetian official" in page.locator("#article option:checked").inner_text()
    assert page.evaluate("() => graphbuild.nodes().length") < 20


def test_the_words_of_the_relation_are_marked_in_its_sentence(open_page: Open) -> None:
    page = open_page(seeds_graph())
    look_up(page, "Maksimov")
    page.get_by_role("button", name="met Abdul Ghani Baradar").click()
    marked = page.locator("#panel blockquote b").all_inner_texts()
    assert {"Baradar", "Aleksey Maksimov", "Doha", "Thursday evening"} <= set(marked)


def test_without_article_text_the_sentences_stay_and_the_texts_are_gone(open_page: Open) -> None:
    page = open_page(seeds_graph(), article_text=False)
    look_up(page, "Maksimov")
    page.get_by_role("button", name="met Abdul Ghani Baradar").click()
    assert "met with Aleksey Maksimov" in panel(page)
    assert page.get_by_role("button", name="Read it in the article").count() == 0
    assert page.locator("script[id^=texts]").count() == 0


def test_hostile_articles_are_text_too(open_page: Open) -> None:
    page = open_page(hostile_graph(), PHONE)
    page.locator("#show-table").click()
    for number in range(0, len(HOSTILE), 2):
        page.locator("#rows button").nth(number).click()
        page.get_by_role("button", name="Read it in the article").first.click()
        reader = page.get_by_role("dialog")
        assert reader.locator(".text").inner_text().strip()
        assert reader.locator("script, img, iframe, style").count() == 0
        addresses = page.evaluate("() => [...document.links].map(link => link.protocol)")
        assert set(addresses) <= {"https:", "http:", "file:"}
        page.keyboard.press("Escape")
    assert page.evaluate("() => window.broken") is None
    assert page.evaluate("() => document.documentElement.scrollWidth <= window.innerWidth")


def test_reprints_are_articles_but_no_independent_texts(open_page: Open) -> None:
    text = (
        "Ambassadors of eleven countries gathered on Tuesday in the old harbour town to talk about grain. "
        "Norway recognised Abkhazia on the same afternoon, its foreign minister told reporters there. "
        "The decision surprised many in the room, who had expected nothing before the spring session."
    )
    articles = [
        Article("one", text),
        Article("two", f"Oslo. {text} More follows."),
        Article("three", "Else."),
    ]
    quote = text.split(". ")[1] + "."
    states = [Entity(entity_id(Kind.STATE, name), Kind.STATE, name) for name in ("Norway", "Abkhazia")]
    mentions = [
        Mention(one.key, Span(one.text.index(quote), one.text.index(quote) + len(quote)), quote, "sample")
        for one in articles[:2]
    ]
    mentions.append(Mention(articles[2].key, Span(0, 5), "Else.", "sample"))
    relation = Relation("recognises", (states[0].id,), (states[1].id,), tuple(mentions))
    page = open_page(Graph.of(articles, states, [relation]))
    look_up(page, "Norway")
    page.get_by_role("button", name="recognises Abkhazia").click()
    assert "3 sentences in 3 articles, 2 independent texts" in panel(page)
