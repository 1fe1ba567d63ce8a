from __future__ import annotations

import base64
import gzip
import hashlib
import json
import os
import re
import subprocess
import sys
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphbuild.errors import InputError
from graphbuild.knowledge import load_knowledge
from graphbuild.model import Graph, Kind
from graphbuild.view import to_html
from graphbuild.view.page import to_json
from graphbuild.view.scene import to_scene, visible
from tests.view.sample import hostile_graph, knowledge, large_graph, seeds_graph

KNOWLEDGE = knowledge()
# web.js and web_bg.wasm of the npm package oxigraph 0.5.11, as .ci/vendor-oxigraph prints them.
ENGINE = {
    "oxigraph.js": "2fcfdcadc79c9146cee98028a273aebc93df3282eb0299c248595bc529deca41",
    "oxigraph.wasm": "b95b15accb6b789667b8d8b0b8f139d5de588e572499672ff37ce9ba01c4a428",
}


class Elements(HTMLParser):
    """The elements of a page with their attributes, and the text (and type) of its scripts and styles."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[tuple[str, str, str | None]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))
        if tag in ("script", "style"):
            self.texts.append((tag, "", dict(attrs).get("type")))

    def handle_data(self, data: str) -> None:
        if self.cdata_elem:
            tag, text, kind = self.texts[-1]
            self.texts[-1] = (tag, text + data, kind)


@pytest.fixture(scope="module", params=["seeds", "hostile", "sparql"])
def elements(request: pytest.FixtureRequest) -> Elements:
    if request.param == "sparql":
        return Elements(to_html(seeds_graph(), load_knowledge(), sparql=True))
    return Elements(to_html(seeds_graph() if request.param == "seeds" else hostile_graph(), KNOWLEDGE))


def test_the_page_names_no_resource_outside_itself(elements: Elements) -> None:
    for tag, attributes in elements.found:
        assert tag not in ("link", "img", "iframe", "object", "embed", "base", "form")
        assert "src" not in attributes
        assert not [name for name in attributes if name.startswith("on")]
        assert "style" not in attributes
        assert (attributes.get("href") or "#").startswith("#")


def test_the_policy_lets_run_what_the_page_brings_and_nothing_else(elements: Elements) -> None:
    [policy] = [
        attributes["content"]
        for tag, attributes in elements.found
        if tag == "meta" and attributes.get("http-equiv") == "Content-Security-Policy"
    ]
    rules = dict(rule.split(" ", 1) for rule in str(policy).split("; "))
    assert rules["default-src"] == "'none'"
    assert "http" not in str(policy)
    # Only the page that brings an engine may compile it, and start it in a worker.
    engine = [attributes for tag, attributes in elements.found if attributes.get("id") == "engine"]
    own = {"'wasm-unsafe-eval'"} if engine else set()
    assert rules.pop("worker-src", None) == ("blob:" if engine else None)
    assert str(policy).count("unsafe") == len(own)

    def names(tag: str) -> set[str]:
        texts = [text for one, text, kind in elements.texts if one == tag and kind is None]
        return {f"'sha256-{base64.b64encode(hashlib.sha256(t.encode()).digest()).decode()}'" for t in texts}

    assert set(rules["script-src"].split()) == names("script") | own
    assert set(rules["style-src"].split()) == names("style")


def test_the_engine_is_the_one_that_was_published(root: Path) -> None:
    folder = root / "graphbuild/view/oxigraph"
    digests = {
        "oxigraph.js": hashlib.sha256((folder / "oxigraph.js").read_bytes()).hexdigest(),
        "oxigraph.wasm": hashlib.sha256(
            gzip.decompress((folder / "oxigraph.wasm.gz").read_bytes())
        ).hexdigest(),
    }
    assert digests == ENGINE


def test_the_page_is_the_same_under_any_hash_seed(root: Path) -> None:
    program = (
        "import hashlib; from graphbuild.view import to_html; from tests.view import sample as s;"
        "pages = [to_html(g, s.knowledge()) for g in (s.seeds_graph(), s.large_graph(120))];"
        "print(hashlib.sha256(''.join(pages).encode()).hexdigest())"
    )
    digests = {
        subprocess.run(
            [sys.executable, "-c", program],
            cwd=root,
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(root)},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(digests) == 1


@given(st.text())
def test_json_survives_between_script_tags(text: str) -> None:
    written = to_json({"text": visible(text)})
    assert not re.search("[<>&\u2028\u2029]", written)
    assert json.loads(written) == {"text": visible(text)}
    written.encode("utf-8")


@given(st.text())
def test_visible_text_keeps_its_length_and_loses_only_what_hides(text: str) -> None:
    shown = visible(text)
    assert len(shown) == len(text)
    assert visible(shown) == shown
    assert all(a == b or b == "\ufffd" for a, b in zip(text, shown, strict=True))


def test_persian_keeps_its_joiners_and_overrides_are_shown_as_such() -> None:
    wants = "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u062f"
    assert visible(wants) == wants
    assert visible("a\u202eb\x00c") == "a\ufffdb\ufffdc"


def test_a_title_is_text() -> None:
    page = to_html(Graph(), KNOWLEDGE, title="</title><script>alert(1)</script> {{scene}}")
    assert "<script>alert" not in page
    assert page.count("&lt;/title&gt;&lt;script&gt;alert(1)&lt;/script&gt; {{scene}}") == 2


def test_a_sentence_that_many_relations_quote_is_stored_once() -> None:
    scene = to_scene(seeds_graph(), KNOWLEDGE, "")
    quotes = [sentence["quote"] for sentence in scene["sentences"]]
    assert len(scene["sentences"]) == len(
        {(s["article"], s["begin"], s["quote"]) for s in scene["sentences"]}
    )
    for relation in scene["relations"]:
        for mention in relation["mentions"]:
            assert quotes[mention["sentence"]]


def test_one_line_stands_for_all_relations_of_a_pair() -> None:
    graph = seeds_graph()
    scene = to_scene(graph, KNOWLEDGE, "")
    pairs = [frozenset((edge["from"], edge["to"])) for edge in scene["edges"]]
    assert len(pairs) == len(set(pairs))
    label = [entity["label"] for entity in scene["entities"]]
    [line] = [
        edge
        for edge, pair in zip(scene["edges"], pairs, strict=True)
        if {label[n] for n in pair} == {"Russia", "Taliban"}
    ]
    predicates = {scene["relations"][number]["predicate"] for number in line["relations"]}
    assert predicates == {"met", "designatedTerrorist", "recognises", "signedAgreementWith"}


def test_every_entity_and_each_pair_of_each_relation_is_in_the_scene() -> None:
    graph = large_graph(80)
    scene = to_scene(graph, KNOWLEDGE, "")
    assert [node["id"] for node in scene["nodes"]] == list(range(len(graph.entities)))
    drawn = {(number, edge["from"], edge["to"]) for edge in scene["edges"] for number in edge["relations"]}
    number_of = {entity.id: number for number, entity in enumerate(graph.entities)}
    for number, relation in enumerate(graph.relations):
        a, b = sorted((number_of[relation.agents[0]], number_of[relation.recipients[0]]))
        assert (number, a, b) in drawn


def test_better_connected_entities_are_drawn_larger() -> None:
    scene = to_scene(seeds_graph(), KNOWLEDGE, "")
    size = {scene["entities"][node["id"]]["label"]: node["size"] for node in scene["nodes"]}
    assert size["Taliban"] > size["Zamir Kabulov"] > size["Nauru"]
    assert size["Foreign Minister"] == min(size.values())


def test_a_graph_that_lacks_an_entity_is_refused_by_name() -> None:
    graph = seeds_graph()
    torn = replace(graph, entities=tuple(e for e in graph.entities if e.label != "Doha"))
    with pytest.raises(InputError, match="place/doha"):
        to_html(torn, KNOWLEDGE)


def palettes(root: Path) -> list[dict[str, str]]:
    """The colours of the style sheet by name: light, then dark."""
    style = (root / "graphbuild/view/style.css").read_text(encoding="utf-8")
    return [dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", part)) for part in style.split("@media", 2)[:2]]


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours, as WCAG 2.2 defines it."""

    def luminance(colour: str) -> float:
        parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("mode", [0, 1])
def test_text_figures_and_lines_stand_out_in_light_and_dark(root: Path, mode: int) -> None:
    colour = palettes(root)[mode]
    for name in ("ink", "quiet", "accent", "denied", "planned", "disputed"):
        for ground in ("paper", "sheet", "wash"):
            assert contrast(colour[name], colour[ground]) >= 4.5, (name, ground)
    groups = ("diplomatic", "conflict", "office", "family", "place", "other")
    for name in (*(f"kind-{kind.value}" for kind in Kind), *(f"group-{group}" for group in groups)):
        assert contrast(colour[name], colour["paper"]) >= 3, name
    assert contrast(colour["ink"], colour["mark"]) >= 4.5
