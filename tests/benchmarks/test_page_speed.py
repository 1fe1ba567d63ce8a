"""How large the page is and how fast it opens and answers: `make bench` prints it and holds nothing to it."""

import time
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from graphbuild.view import to_html
from tests.view.sample import knowledge, large_graph

FRAMES = 30
PAN = f"""() => new Promise(done => {{
    const {{ network }} = graphbuild;
    const {{ x, y }} = network.getViewPosition();
    const started = performance.now();
    let frame = 0;
    const step = () => {{
        network.moveTo({{ position: {{ x: x + 4 * ++frame, y }} }});
        frame < {FRAMES} ? requestAnimationFrame(step) : done((performance.now() - started) / {FRAMES});
    }};
    step();
}})"""


@pytest.mark.bench
@pytest.mark.parametrize("count", [100, 1_000, 10_000])
def test_page_size_and_speed(count: int, tmp_path: Path, browser: Browser) -> None:
    graph = large_graph(count)
    started = time.perf_counter()
    html = to_html(graph, knowledge())
    made = time.perf_counter() - started
    file = tmp_path / "graph.html"
    file.write_text(html, encoding="utf-8")
    page = browser.new_page(viewport={"width": 1400, "height": 900})

    def timed(act: Callable[[], object]) -> float:
        begun = time.perf_counter()
        act()
        drawn(page)
        return time.perf_counter() - begun

    opened = timed(lambda: page.goto(file.as_uri()))
    page.locator("#search").fill("Elena")
    found = timed(lambda: page.locator("#search").press("Enter"))
    focused = timed(lambda: page.get_by_role("button", name="2 steps away").click())
    page.get_by_role("button", name="Show all again").click()
    filtered = timed(lambda: page.locator("#kinds input").first.uncheck())
    frame = page.evaluate(PAN)
    table = timed(lambda: page.locator("#show-table").click())
    page.close()
    print(
        f"\n{count:,} entities, {len(graph.relations):,} relations:"
        f" {len(html) / 1e6:.1f} MB made in {made:.1f} s;"
        f" opened {opened:.2f} s, looked up {found:.2f} s, focus of two steps {focused:.2f} s,"
        f" filter {filtered:.2f} s, table {table:.2f} s, a frame while panning {frame:.0f} ms"
    )


def drawn(page: Page) -> None:
    """Waits until what was asked for is on the screen."""
    page.evaluate("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
