"""The query page in a real Chromium: YASGUI from this machine alone, with the named queries."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Browser


def test_a_named_query_is_chosen_run_and_answered(server: str, browser: Browser) -> None:
    page = browser.new_page(viewport={"width": 1400, "height": 950})
    page.set_default_timeout(60_000)
    elsewhere: list[str] = []
    trouble: list[str] = []
    page.on(
        "request",
        lambda r: elsewhere.append(r.url) if not r.url.startswith((server, "data:", "blob:")) else None,
    )
    page.on("pageerror", lambda error: trouble.append(str(error)))
    page.on("console", lambda message: trouble.append(message.text) if message.type == "error" else None)
    page.goto(f"{server}/")
    page.locator("#named option").nth(1).wait_for(state="attached")
    label = page.locator("#named option", has_text="who-met-whom").text_content()
    page.locator("#named").select_option(label=label)
    page.get_by_text("Marek Novak").first.wait_for()
    assert "VALUES ?name" in page.locator(".CodeMirror").inner_text()
    assert (elsewhere, trouble) == ([], [])
    page.close()
