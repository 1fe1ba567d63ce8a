"""What one takes away from the page: CSV, SVG, PNG."""

from __future__ import annotations

import csv
import io
import struct
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree

from tests.view.browsing import Open, labels, look_up
from tests.view.sample import hostile_graph, seeds_graph

if TYPE_CHECKING:
    from playwright.sync_api import Page

SVG = "{http://www.w3.org/2000/svg}"


def saved(page: Page, what: str) -> bytes:
    page.locator("#take summary").press("Enter")
    with page.expect_download() as download:
        page.get_by_role("button", name=what).press("Enter")
    assert page.locator("#take").get_attribute("open") is None
    return Path(download.value.path()).read_bytes()


def test_the_table_as_csv_has_every_row_and_its_sentences(open_page: Open) -> None:
    page = open_page(seeds_graph())
    page.get_by_label("Show denied, planned and disputed").check()
    content = saved(page, "Table as CSV").decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(content)))
    assert len(rows) == 52
    [meeting] = [
        row for row in rows if row["whom or what"] == "Aleksey Maksimov" and row["relation"] == "met"
    ]
    assert meeting["who"] == "Abdul Ghani Baradar"
    assert meeting["where"] == "Doha"
    assert meeting["according to"] == "Mohammad Naeem"
    assert meeting["addresses"] == "https://example.org/ossetia"
    assert "met with Aleksey Maksimov" in meeting["sentences"]


def test_a_spreadsheet_takes_nothing_in_the_csv_for_a_formula(open_page: Open) -> None:
    page = open_page(hostile_graph())
    written: str = page.evaluate("() => graphbuild.toCsv([['=1+1', '@x', '-2', '+a', 'a,\"b', 'c\\nd']])")
    assert next(csv.reader(io.StringIO(written.lstrip("\ufeff")))) == [
        "'=1+1",
        "'@x",
        "-2",
        "'+a",
        'a,"b',
        "c\nd",
    ]
    rows = list(csv.DictReader(io.StringIO(saved(page, "Table as CSV").decode("utf-8-sig"), newline="")))
    assert len(rows) == 9


def test_the_network_as_svg_is_one_picture_with_the_names_in_view(open_page: Open) -> None:
    page = open_page(seeds_graph())
    picture = ElementTree.fromstring(saved(page, "Network as SVG"))
    texts = {text.text for text in picture.iter(f"{SVG}text")}
    assert {one["text"] for one in labels(page)} <= texts
    assert {"People", "States", "Diplomatic", "Who did what to whom"} <= texts
    assert len(list(picture.iter(f"{SVG}line"))) > page.evaluate("() => graphbuild.lines().length")
    assert not [
        name for one in picture.iter() for name in one.attrib if "href" in name or name.startswith("on")
    ]


def test_hostile_names_are_text_in_the_svg_and_what_is_chosen_stands_out(open_page: Open) -> None:
    page = open_page(hostile_graph())
    look_up(page, "script")
    picture = ElementTree.fromstring(saved(page, "Network as SVG"))
    assert {one.tag.removeprefix(SVG) for one in picture.iter()} <= {
        "svg", "title", "rect", "g", "line", "polygon", "circle", "text",
    }  # fmt: skip
    assert [one for one in picture.iter(f"{SVG}g") if one.get("opacity") == "0.2"]


def test_the_network_as_png_is_twice_as_fine_as_the_screen(open_page: Open) -> None:
    page = open_page(seeds_graph())
    content = saved(page, "Network as PNG")
    assert content.startswith(b"\x89PNG")
    width, height = struct.unpack(">II", content[16:24])
    box = page.locator("#network").bounding_box()
    assert box is not None
    assert width == 2 * round(box["width"])
    assert height > 2 * round(box["height"])  # a title above it, a legend below
    assert len(content) > 20_000


def test_the_link_to_a_view_is_copied_and_it_says_so(open_page: Open) -> None:
    page = open_page(seeds_graph())
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    look_up(page, "Russia")
    page.locator("#take summary").click()
    page.get_by_role("button", name="Copy link to this view").click()
    page.get_by_text("Link copied").wait_for()
    assert page.evaluate("() => navigator.clipboard.readText()") == page.url
    assert page.url.endswith("#entity=state%2Frussia")


def test_what_is_not_on_the_screen_has_no_picture(open_page: Open) -> None:
    page = open_page(seeds_graph(), fragment="#view=table")
    page.locator("#take summary").click()
    assert page.get_by_role("button", name="Network as PNG").is_disabled()
    page.locator("#show-network").click()
    page.locator("#take summary").click()
    assert page.get_by_role("button", name="Network as PNG").is_enabled()
    page.wait_for_timeout(400)
    box = page.locator("#network").bounding_box()
    assert box is not None
    places = [page.evaluate("id => graphbuild.placeOf(id)", one["id"]) for one in labels(page)]
    assert len(places) > 30
    assert all(0 <= at["x"] <= box["width"] and 0 <= at["y"] <= box["height"] for at in places)
