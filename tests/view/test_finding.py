"""Filters, focus, paths, the address: finding one's way, by mouse and by keyboard."""

from __future__ import annotations

import pytest

from tests.view.browsing import Open, drawn, labels, lines, look_up, panel
from tests.view.sample import hostile_graph, large_graph, seeds_graph


def rows(open_table: object) -> int:
    count: int = open_table.locator("#rows tr").count()  # type: ignore[attr-defined]
    return count


def test_filters_by_article_source_and_confidence(open_page: Open) -> None:
    page = open_page(seeds_graph())
    page.locator("#show-table").click()
    everything = rows(page)
    page.get_by_label("Article", exact=True).select_option(index=1)
    of_one = rows(page)
    assert 0 < of_one < everything
    page.get_by_label("Article", exact=True).select_option("")
    page.get_by_label("Publisher").select_option("Example Agency")
    assert 0 < rows(page) < everything
    page.get_by_label("Publisher").select_option("")
    page.get_by_label("According to").select_option(label="Mohammad Naeem (1)")
    assert rows(page) == 1
    assert "Aleksey Maksimov" in page.locator("#rows").inner_text()
    page.get_by_role("button", name="Reset all filters").click()
    assert rows(page) == everything
    slider = page.get_by_label("Confidence")
    slider.focus()
    page.keyboard.press("End")
    for _ in range(2):
        page.keyboard.press("ArrowLeft")
    assert slider.get_attribute("aria-valuetext") == "at least 90 of 100"
    kinds = set(page.locator("#rows td:nth-child(2)").all_inner_texts())
    assert kinds == {"met"}  # the sample is sure of meetings alone


def test_the_time_slider_by_keyboard_leaves_out_what_happened_before(open_page: Open) -> None:
    page = open_page(seeds_graph())
    page.locator("#show-table").click()
    everything = rows(page)
    assert page.locator("#histogram rect").count() > 5
    first, last = page.get_by_label("From", exact=True), page.get_by_label("Until")
    assert "before" in str(first.get_attribute("aria-valuetext"))
    first.focus()
    page.keyboard.press("ArrowRight")
    assert 0 < rows(page) < everything
    assert not [cell for cell in page.locator("#rows td:nth-child(4)").all_inner_texts() if "1989" in cell]
    assert "with no known time left out" in page.locator("#time-note").inner_text()
    # One slider pushes the other along, and all that is left is the latest.
    page.keyboard.press("End")
    assert last.evaluate("slider => slider.value") == first.evaluate("slider => slider.max")
    latest = rows(page)
    assert 0 < latest < everything / 2
    last.focus()
    page.keyboard.press("Home")
    assert first.evaluate("slider => slider.value") == "0"
    years = {cell.split()[-1] for cell in page.locator("#rows td:nth-child(4)").all_inner_texts() if cell}
    assert years
    assert years <= {"1989", "2003", "2008"}
    page.get_by_role("button", name="Reset all filters").click()
    assert rows(page) == everything


def test_focus_shows_neighbours_to_a_depth_and_gives_way_again(open_page: Open) -> None:
    page = open_page(seeds_graph())
    everyone = drawn(page)
    look_up(page, "Nauru")
    page.get_by_role("button", name="1 step away").press("Enter")
    assert {one["text"] for one in labels(page)} == {"Nauru", "South Ossetia"}
    one_step = drawn(page)
    page.get_by_role("button", name="2 steps away").press("Enter")
    assert page.evaluate("() => document.activeElement.getAttribute('aria-pressed')") == "true"
    assert one_step < drawn(page) < everyone
    assert "2 steps away" in page.locator("#scope").inner_text()
    page.locator("#show-both").click()
    assert rows(page) < 46
    page.get_by_role("button", name="Show all again").click()
    assert drawn(page) == everyone


def test_the_path_between_two_entities_tells_each_step(open_page: Open) -> None:
    page = open_page(seeds_graph())
    look_up(page, "Nauru")
    page.get_by_label("Path to another entity").fill("taliban")
    page.keyboard.press("Enter")
    text = panel(page)
    assert "Shortest path: 3 steps" in text
    assert [
        part
        for part in ("Nauru – South Ossetia", "South Ossetia – Russia", "Russia – Taliban")
        if part in text
    ]
    assert page.evaluate("() => document.activeElement.tagName") == "H2"
    shown = {one["text"]: one["left"] for one in labels(page)}
    assert {"Nauru", "South Ossetia", "Russia", "Taliban"} <= set(shown)
    assert shown["Nauru"] < shown["Taliban"]
    page.get_by_role("button", name="recognises South Ossetia").first.click()
    assert "recognises" in page.locator("#panel .claim").first.inner_text()


def test_no_path_is_said_to_be_none(open_page: Open) -> None:
    page = open_page(seeds_graph())
    look_up(page, "Nauru")
    page.get_by_label("Path to another entity").fill("Georgian Dream")
    page.keyboard.press("Enter")
    assert "No path to Georgian Dream under these filters" in panel(page)


def test_a_view_is_in_the_address_and_comes_back_from_it(open_page: Open) -> None:
    page = open_page(seeds_graph())
    look_up(page, "Russia")
    page.get_by_role("button", name="1 step away").click()
    page.get_by_label("Show denied, planned and disputed").check()
    page.locator("#kinds").get_by_label("Places").uncheck()
    page.locator("#show-both").click()
    page.get_by_role("button", name="Whom or what").click()
    page.wait_for_timeout(400)
    fragment = "#" + page.url.partition("#")[2]
    assert "entity=state%2Frussia" in fragment
    assert "around=state%2Frussia" in fragment
    seen = (sorted(lines(page)), panel(page), page.locator("#rows").inner_text())
    again = open_page(seeds_graph(), fragment=fragment)
    assert (sorted(lines(again)), panel(again), again.locator("#rows").inner_text()) == seen
    assert again.get_by_label("Show denied, planned and disputed").is_checked()
    assert not again.locator("#kinds").get_by_label("Places").is_checked()
    assert again.locator("#show-both").get_attribute("aria-pressed") == "true"


def test_an_open_article_and_a_path_are_in_the_address_too(open_page: Open) -> None:
    page = open_page(seeds_graph(), fragment="#path-from=state%2Fnauru&path-to=organisation%2Ftaliban")
    assert "Shortest path: 3 steps" in panel(page)
    look_up(page, "Maksimov")
    page.get_by_role("button", name="met Abdul Ghani Baradar").click()
    page.get_by_role("button", name="Read it in the article").first.click()
    marked = page.locator("mark.asked").inner_text()
    page.wait_for_timeout(400)
    again = open_page(seeds_graph(), fragment="#" + page.url.partition("#")[2])
    assert again.locator("mark.asked").inner_text() == marked


@pytest.mark.parametrize(
    "fragment",
    [
        "#entity=nobody&from=x&to=y&around=%00&depth=999&article=?&since=never&confidence=7&sort=99&view=none",
        "#read=%3Cscript%3Ewindow.broken%3D1%3C/script%3E&hide=__proto__,constructor&without=toString&window=NaN,1,1",
        "#%%%&&&===&only=%25%25,%E0%A4%A",
        "#window=1e999,0,-5&path-from=state/nauru",
    ],
)
def test_a_broken_address_opens_the_page_all_the_same(open_page: Open, fragment: str) -> None:
    page = open_page(seeds_graph(), fragment=fragment)
    assert drawn(page) > 30
    assert page.evaluate("() => window.broken") is None


def test_hostile_names_survive_the_address(open_page: Open) -> None:
    page = open_page(hostile_graph())
    look_up(page, "nirts")
    page.wait_for_timeout(400)
    title = page.locator("#panel h2").inner_text()
    again = open_page(hostile_graph(), fragment="#" + page.url.partition("#")[2])
    assert again.locator("#panel h2").inner_text() == title


def test_a_large_graph_opens_with_its_foremost_part_and_brings_the_rest_when_asked(open_page: Open) -> None:
    page = open_page(large_graph(1000))
    first = drawn(page)
    assert first <= 260
    assert f"The {first} best connected of" in page.locator("#limit").inner_text()
    name = page.evaluate(
        """() => {
            const scene = JSON.parse(document.getElementById("scene").textContent);
            return scene.entities[scene.nodes.findIndex(node => node.weight === 1)].label;
        }"""
    )
    assert name not in {one["text"] for one in labels(page)}
    look_up(page, name)
    assert name in {one["text"] for one in labels(page)}
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Draw all").press("Enter")
    assert drawn(page) > 900
    assert page.locator("#limit").is_hidden()


def test_keys_walk_from_one_entity_to_the_next_best_connected(open_page: Open) -> None:
    page = open_page(seeds_graph())
    page.keyboard.press("/")
    assert page.evaluate("() => document.activeElement.id") == "search"
    page.locator("#network").focus()
    page.keyboard.press("n")
    first = page.locator("#panel h2").inner_text()
    page.keyboard.press("n")
    second = page.locator("#panel h2").inner_text()
    assert first != second
    page.keyboard.press("p")
    assert page.locator("#panel h2").inner_text() == first
    page.keyboard.press("Enter")
    assert page.evaluate("() => document.activeElement.tagName") == "H2"
