"""An accessibility checker (axe) over the page as readers meet it."""

from __future__ import annotations

from importlib.util import find_spec
from typing import TYPE_CHECKING

import pytest

from graphbuild.knowledge import Knowledge
from tests.tools import require
from tests.view.browsing import PHONE, WIDE, Open, look_up
from tests.view.sample import seeds_graph

if TYPE_CHECKING:
    from playwright.sync_api import Page


def check(page: Page, where: str) -> list[str]:
    """What the checker finds, as "where: rule (impact): elements"."""
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(page).response["violations"]
    return [
        f"{where}: {one['id']} ({one['impact']}): {[node['target'] for node in one['nodes']][:4]}"
        for one in found
    ]


@pytest.mark.parametrize(("size", "dark"), [(WIDE, False), (WIDE, True), (PHONE, False)])
def test_the_checker_finds_nothing(
    open_page: Open, knowledge: Knowledge, size: tuple[int, int], dark: bool
) -> None:
    require(find_spec("axe_playwright_python") is not None, "axe")
    page = open_page(seeds_graph(), size, dark, under=knowledge, sparql=True)
    page.locator("#filters").evaluate("details => details.open = true")
    page.get_by_label("Show denied, planned and disputed").check()
    found = check(page, "at first")
    page.locator("#search").fill("Ma")
    found += check(page, "suggestions")
    look_up(page, "Taliban")
    page.get_by_role("button", name="1 step away").click()
    found += check(page, "an entity")
    page.locator("#panel .row").first.click()
    page.locator("#show-both").click()
    found += check(page, "a line, network and table")
    page.get_by_role("button", name="Read it in the article").first.click()
    page.get_by_role("dialog").wait_for()
    found += check(page, "an article")
    page.keyboard.press("Escape")
    page.locator("#show-ask").click()
    page.locator("#question").press("Control+Enter")
    page.get_by_text("rows in").wait_for()
    page.locator("#take summary").click()
    found += check(page, "asking, menu")
    assert not found, "\n".join(found)


def test_focus_is_visible_on_everything_that_tab_reaches(open_page: Open) -> None:
    page = open_page(seeds_graph())
    reached = set()
    for _ in range(45):
        page.keyboard.press("Tab")
        element, outline = page.evaluate(
            """() => {
                const one = document.activeElement;
                const { outlineStyle, outlineWidth } = getComputedStyle(one);
                return [one.id || one.textContent.slice(0, 20), `${outlineStyle} ${outlineWidth}`];
            }"""
        )
        assert outline == "solid 3px", element
        reached.add(element)
    assert {"search", "show-table", "network", "zoom-fit", "unproven", "time-from", "by", "reset"} <= reached
