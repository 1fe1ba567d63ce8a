"""The page in a real Chromium with the network cut, used by mouse and by keyboard."""

from __future__ import annotations

import pytest

from graphbuild.model import Graph
from tests.view.browsing import PHONE, WIDE, Open, click_node, labels, lines, panel
from tests.view.sample import HOSTILE, hostile_graph, large_graph, seeds_graph


@pytest.mark.parametrize("size", [WIDE, PHONE])
@pytest.mark.parametrize("dark", [False, True])
def test_first_sight_shows_the_network_with_names_that_do_not_overlap(
    open_page: Open, size: tuple[int, int], dark: bool
) -> None:
    page = open_page(seeds_graph(), size, dark)
    assert page.locator("#counts").inner_text() == "5 articles · 41 entities · 52 relations"
    shown = labels(page)
    assert {"Taliban", "Russia", "Abdul Ghani Baradar"} <= {one["text"] for one in shown}
    assert len(shown) >= (30 if size == WIDE else 15)
    for a in shown:
        for b in shown:
            apart = a["right"] <= b["left"] or b["right"] <= a["left"]
            assert a is b or apart or a["bottom"] <= b["top"] or b["bottom"] <= a["top"], (a, b)
    # No horizontal scrolling, and ink on the canvas.
    assert page.evaluate("() => document.documentElement.scrollWidth <= window.innerWidth")
    colours = page.evaluate(
        """() => {
            const canvas = document.querySelector("#network canvas");
            const pixels = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data;
            return new Set(new Uint32Array(pixels.buffer)).size;
        }"""
    )
    assert colours > 100


def test_nothing_moves_by_itself(open_page: Open) -> None:
    page = open_page(seeds_graph())
    before = page.evaluate("() => JSON.stringify(graphbuild.network.getPositions())")
    page.wait_for_timeout(600)
    assert page.evaluate("() => JSON.stringify(graphbuild.network.getPositions())") == before


def test_a_click_on_a_node_tells_who_it_is_and_what_it_did(open_page: Open) -> None:
    page = open_page(seeds_graph())
    click_node(page, "Abdul Ghani Baradar")
    text = panel(page)
    assert "Also: Baradar, Mullah Baradar" in text
    assert "holds the position of Deputy Prime Minister" in text
    assert "met Aleksey Maksimov" in text
    page.get_by_role("button", name="met Aleksey Maksimov").click()
    text = panel(page)
    assert "met with Aleksey Maksimov, a South Ossetian security official, presumably" in text
    assert "Thursday evening" in text
    assert "Doha" in text
    assert "Mohammad Naeem" in text
    assert "South Ossetian official meets Taliban leader in Doha" in text
    assert "15 October 2021" in text


def test_a_click_on_a_line_shows_every_sentence_and_marks_those_that_deny(open_page: Open) -> None:
    page = open_page(seeds_graph())
    middle = page.evaluate(
        """() => {
            const name = id => graphbuild.network.body.nodes[id].options.group;
            const text = new Map(graphbuild.labels().map(label => [label.id, label.text]));
            const line = graphbuild.lines().find(
                line => [text.get(line.from), text.get(line.to)].sort().join() === "Russia,Taliban");
            const [a, b] = [graphbuild.placeOf(line.from), graphbuild.placeOf(line.to)];
            return {x: a.x + 0.42 * (b.x - a.x), y: a.y + 0.42 * (b.y - a.y)};
        }"""
    )
    page.locator("#network canvas").click(position=middle)
    assert "4 relations" in panel(page)
    claims = page.locator("#panel .claim")
    disputed = claims.filter(has_text="Disputed")
    assert disputed.locator("figure").count() == 2
    assert disputed.locator("figure").nth(0).get_attribute("class") == "states"
    assert "Sergei Lavrov" not in disputed.locator("dl").inner_text()
    denial = disputed.locator("figure").nth(1)
    assert "According to Sergei Lavrov" in denial.inner_text()
    assert denial.get_attribute("class") == "denies"
    assert "Denies it" in denial.inner_text()
    assert "There were no talks" in denial.inner_text()
    assert "Planned or possible" in claims.filter(has_text="sign bilateral agreements").inner_text()


def test_search_finds_any_name_by_keyboard_alone(open_page: Open) -> None:
    page = open_page(seeds_graph())
    page.locator("#search").focus()
    page.keyboard.type("lion of pan")
    found = page.locator("#suggestions [role=option] bdi").all_inner_texts()
    assert found == ["Ahmad Shah Massoud", "Lion of Panjshir"]
    page.keyboard.press("Enter")
    assert page.evaluate("() => document.activeElement.tagName") == "H2"
    assert page.locator("#panel h2").inner_text() == "Ahmad Shah Massoud"
    for _ in range(5):  # three steps of focus, the path field, then the first relation
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert "Lion of Panjshir" in page.locator("#panel blockquote").inner_text()
    page.keyboard.press("Escape")
    assert "Who says so?" in panel(page)


def test_arrow_keys_choose_among_suggestions(open_page: Open) -> None:
    page = open_page(seeds_graph())
    page.locator("#search").fill("massoud")
    options = page.locator("#suggestions [role=option]")
    assert options.count() == 2
    page.keyboard.press("ArrowDown")
    assert options.nth(1).get_attribute("aria-selected") == "true"
    assert page.locator("#search").get_attribute("aria-activedescendant") == options.nth(1).get_attribute(
        "id"
    )
    second = options.nth(1).locator("bdi").first.inner_text()
    page.keyboard.press("Enter")
    assert page.locator("#panel h2").inner_text() == second
    page.locator("#search").fill("nobody of that name")
    assert "No such name" in page.locator("#suggestions").inner_text()


def test_denied_and_planned_relations_are_drawn_only_when_asked_for(open_page: Open) -> None:
    page = open_page(seeds_graph())
    assert not [line for line in lines(page) if ":" in line]
    page.get_by_label("Show denied, planned and disputed").check()
    shown = lines(page)
    assert "denied: recognises" in shown
    assert "planned: deployed troops to" in shown
    page.get_by_role("button", name="Reset all filters").click()
    assert not [line for line in lines(page) if ":" in line]


def test_one_line_tells_how_many_relations_it_stands_for(open_page: Open) -> None:
    page = open_page(seeds_graph())
    assert "met (2)" in lines(page)
    assert "recognises · signed an agreement with (2)" in lines(page)


def test_the_legend_filters_by_kind_and_by_relation(open_page: Open) -> None:
    page = open_page(seeds_graph())
    nodes = "() => graphbuild.nodes().length"
    everyone = page.evaluate(nodes)
    page.locator("#kinds").get_by_label("People").uncheck()
    assert page.evaluate(nodes) < everyone
    assert "Abdul Ghani Baradar" not in {one["text"] for one in labels(page)}
    page.locator("#kinds").get_by_label("People").check()
    assert page.evaluate(nodes) == everyone
    page.locator("#kinds").get_by_label("Positions").check()
    assert page.evaluate(nodes) > everyone
    page.locator("#groups").get_by_label("Diplomatic").uncheck()
    assert not [line for line in lines(page) if "met" in line or "recognises" in line]
    assert "detained" in " ".join(lines(page))
    for group in ("Conflict", "Office", "Family", "Place"):
        page.locator("#groups").get_by_label(group).first.uncheck()
    assert page.get_by_text("Nothing to draw under these filters").is_visible()


def test_who_is_looked_up_is_drawn_even_if_filtered_away(open_page: Open) -> None:
    page = open_page(seeds_graph())
    page.locator("#kinds").get_by_label("People").uncheck()
    page.locator("#search").fill("Baradar")
    page.keyboard.press("Enter")
    assert "Abdul Ghani Baradar" in {one["text"] for one in labels(page)}


def test_the_table_says_the_same_sorts_and_opens_by_keyboard(open_page: Open) -> None:
    page = open_page(seeds_graph())
    page.get_by_role("button", name="Table", exact=True).click()
    rows = page.locator("#rows tr")
    assert rows.count() == 46
    page.get_by_label("Show denied, planned and disputed").check()
    assert rows.count() == 52
    page.get_by_role("button", name="Whom or what").click()
    recipients = [cell.strip() for cell in page.locator("#rows tr td:nth-child(3)").all_inner_texts()]
    assert recipients[0] == "Abdul Ghani Baradar"
    page.get_by_role("button", name="Whom or what").click()
    turned = [cell.strip() for cell in page.locator("#rows tr td:nth-child(3)").all_inner_texts()]
    assert turned[0] == recipients[-1] != recipients[0]
    assert page.locator("th[aria-sort=descending]").inner_text().startswith("Whom or what")
    first = page.locator("#rows tr button").first
    first.focus()
    page.keyboard.press("Enter")
    assert page.locator("#panel blockquote").count() >= 1
    assert page.locator("#rows tr.chosen").count() == 1


def test_keys_move_and_zoom_the_network(open_page: Open) -> None:
    page = open_page(seeds_graph())
    page.locator("#network").focus()
    scale = "() => graphbuild.network.getScale()"
    before, view = page.evaluate(scale), page.evaluate("() => graphbuild.network.getViewPosition().x")
    page.keyboard.press("+")
    assert page.evaluate(scale) > before
    page.keyboard.press("ArrowRight")
    assert page.evaluate("() => graphbuild.network.getViewPosition().x") > view
    page.keyboard.press("0")
    assert page.evaluate(scale) == pytest.approx(before, rel=0.01)


def test_the_network_follows_the_window(open_page: Open) -> None:
    page = open_page(seeds_graph())
    for size in (PHONE, WIDE, (700, 500)):
        page.set_viewport_size({"width": size[0], "height": size[1]})
        page.wait_for_timeout(400)
        box = page.locator("#network").bounding_box()
        assert box is not None
        for label in labels(page):
            place = page.evaluate("id => graphbuild.placeOf(id)", label["id"])
            assert 0 <= place["x"] <= box["width"]
            assert 0 <= place["y"] <= box["height"]


def test_a_change_to_dark_changes_the_network_too(open_page: Open) -> None:
    page = open_page(seeds_graph())
    colour = "() => graphbuild.network.body.nodes[0].options.color.background"
    light = page.evaluate(colour)
    page.emulate_media(color_scheme="dark")
    page.wait_for_timeout(200)
    assert page.evaluate(colour) != light


def test_hostile_text_is_shown_and_never_run(open_page: Open) -> None:
    page = open_page(hostile_graph())
    page.get_by_label("Show denied, planned and disputed").check()
    tags = "() => document.querySelectorAll('#panel script, #panel img, #panel iframe, table script').length"
    for number in range(len(HOSTILE)):
        page.locator("#search").fill(
            ("Hub", "script", "img", "nirts", "nul", "scene", "line", "long")[number % 8]
        )
        page.keyboard.press("Enter")
        assert page.evaluate(tags) == 0
        rows = page.locator("#panel .row")
        rows.nth(number % rows.count()).click()
        assert page.locator("#panel blockquote").count() >= 1
        assert page.evaluate(tags) == 0
    page.get_by_role("button", name="Table", exact=True).click()
    assert page.locator("#rows tr").count() == 18
    addresses = page.evaluate("() => [...document.links].map(link => link.protocol)")
    assert set(addresses) <= {"https:", "http:", "file:"}
    assert page.evaluate("() => window.broken") is None
    assert page.evaluate("() => document.documentElement.scrollWidth <= window.innerWidth")


def test_a_link_leads_to_the_article_and_tells_it_nothing(open_page: Open) -> None:
    page = open_page(seeds_graph())
    page.locator("#search").fill("Maksimov")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="met Abdul Ghani Baradar").click()
    link = page.locator("#panel figcaption a").first
    assert link.get_attribute("href") == "https://example.org/ossetia"
    assert "noopener" in str(link.get_attribute("rel"))
    assert "noreferrer" in str(link.get_attribute("rel"))


def test_an_empty_graph_says_so(open_page: Open) -> None:
    page = open_page(Graph())
    assert page.get_by_text("Nothing to draw under these filters").is_visible()
    assert page.locator("#counts").inner_text() == "0 articles · 0 entities · 0 relations"


def test_a_thousand_entities_open_with_the_foremost_named(open_page: Open) -> None:
    page = open_page(large_graph(1000))
    weights = page.evaluate(
        "() => JSON.parse(document.getElementById('scene').textContent).nodes.map(n => n.weight)"
    )
    named = {one["id"] for one in labels(page)}
    foremost = sorted(range(1000), key=lambda node: -weights[node])[:20]
    assert len(named & set(foremost)) >= 15
    page.get_by_role("button", name="Table", exact=True).click()
    page.get_by_role("button", name="more of").click()
    assert page.locator("#rows tr").count() == 800
