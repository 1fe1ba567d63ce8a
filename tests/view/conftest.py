"""A real Chromium with the network cut."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from graphbuild.knowledge import Knowledge
from graphbuild.model import Graph
from graphbuild.view import to_html
from tests.view.browsing import WIDE, Open
from tests.view.sample import knowledge as sample_knowledge

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

PAGES: dict[object, str] = {}  # of the same graph the same page, many times


@pytest.fixture
def open_page(browser: Browser, tmp_path: Path) -> Iterator[Open]:
    """Opens the page of a graph; afterwards nothing may have been requested, logged or thrown."""
    trouble: list[str] = []
    contexts = []

    def open_it(
        graph: Graph,
        size: tuple[int, int] = WIDE,
        dark: bool = False,
        fragment: str = "",
        under: Knowledge | None = None,
        **options: Any,
    ) -> Page:
        file = tmp_path / "graph.html"
        key = (graph, under is None, *sorted(options.items()))
        if key not in PAGES:
            PAGES[key] = to_html(graph, under or sample_knowledge(), **options)
        file.write_text(PAGES[key], encoding="utf-8")
        context = browser.new_context(
            viewport={"width": size[0], "height": size[1]},
            color_scheme="dark" if dark else "light",
            reduced_motion="reduce",
            offline=True,
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(30_000)
        # What the page makes itself, a picture or a worker, is no request to anywhere.
        page.on(
            "request",
            lambda request: (
                trouble.append(request.url)
                if request.url.partition("#")[0] != file.as_uri() and not request.url.startswith("blob:")
                else None
            ),
        )
        page.on("console", lambda message: trouble.append(message.text))
        page.on("pageerror", lambda error: trouble.append(str(error)))
        page.on("dialog", lambda dialog: trouble.append(dialog.message))
        page.goto(file.as_uri() + fragment)
        return page

    yield open_it
    for context in contexts:
        context.close()
    assert not trouble
