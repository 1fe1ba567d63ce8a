"""What several tests do with an open page."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from playwright.sync_api import Page

WIDE, PHONE = (1400, 950), (400, 800)

Open = Callable[..., "Page"]


def labels(page: Page) -> list[dict[str, Any]]:
    """The names that are written on the canvas, with their boxes in pixels."""
    found: list[dict[str, Any]] = page.evaluate("() => graphbuild.labels()")
    return found


def click_node(page: Page, label: str) -> None:
    [node] = [one["id"] for one in labels(page) if one["text"] == label]
    place = page.evaluate("id => graphbuild.placeOf(id)", node)
    page.locator("#network canvas").click(position=place)


def lines(page: Page) -> list[str]:
    """What is written on each drawn line, or would be if there were room."""
    found: list[str] = page.evaluate("() => graphbuild.lines().map(line => line.label)")
    return found


def drawn(page: Page) -> int:
    """How many entities are drawn."""
    count: int = page.evaluate("() => graphbuild.nodes().length")
    return count


def panel(page: Page) -> str:
    return page.locator("#panel").inner_text()


def look_up(page: Page, name: str) -> None:
    """Search for a name by keyboard and take the first suggestion."""
    page.locator("#search").fill(name)
    page.locator("#search").press("Enter")
