"""SPARQL in the page: the engine that the page brings, over the graph that it shows."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from graphbuild.knowledge import Knowledge
from graphbuild.query import read_queries, read_source, run_query
from graphbuild.rdf import to_turtle
from tests.view.browsing import Open, drawn, labels, panel
from tests.view.sample import hostile_graph, seeds_graph

if TYPE_CHECKING:
    from playwright.sync_api import Page


def ask(page: Page, query: str) -> str:
    """A question by keyboard alone → what the page says of its answer."""
    page.locator("#question").fill(query)
    page.locator("#question").press("Control+Enter")
    page.locator("#ask-run:not([disabled])").wait_for()
    return page.locator("#ask-status").inner_text()


def cells(page: Page) -> list[list[str]]:
    found: list[list[str]] = page.locator("#answer tbody tr").evaluate_all(
        "rows => rows.map(row => [...row.cells].map(cell => cell.textContent))"
    )
    return found


def test_select_ask_and_construct_are_answered_with_no_network(open_page: Open, knowledge: Knowledge) -> None:
    page = open_page(seeds_graph(), under=knowledge, sparql=True)
    page.locator("#show-ask").press("Enter")
    said = ask(page, "SELECT ?state { ?state gb:recognises ent:south-ossetia } ORDER BY ?state")
    assert said.startswith("5 rows")
    assert [row[0] for row in cells(page)] == ["Nauru", "Nicaragua", "Russia", "Syria", "Venezuela"]
    assert ask(page, "ASK { ent:nauru gb:recognises ent:south-ossetia }").startswith("Answered")
    assert page.locator("#answer").inner_text() == "Yes"
    ask(page, "CONSTRUCT WHERE { ?a gb:met ?b }")
    page.get_by_role("button", name="in the network").press("Enter")
    assert page.locator("#network-view").is_visible()
    assert {"Aleksey Maksimov", "Abdul Ghani Baradar"} <= {one["text"] for one in labels(page)}
    assert "of an answer" in page.locator("#scope").inner_text()
    assert drawn(page) < 20


def test_named_queries_answer_as_they_do_on_the_command_line(
    open_page: Open, knowledge: Knowledge, root: Path
) -> None:
    graph = seeds_graph()
    page = open_page(graph, under=knowledge, sparql=True)
    page.locator("#show-ask").click()
    source = read_source(to_turtle(graph, knowledge=knowledge))
    for query in read_queries(root / "ontology" / "queries").values():
        page.locator("#example").select_option(query.name)
        text = page.locator("#question").input_value()
        foremost = {
            one.name: one.default if one.default is not None else "Taliban" for one in query.parameters
        }
        answer = run_query(source, query.text, values=foremost)
        said = ask(page, text)
        assert said.split(" row")[0] == f"{len(answer.rows):,}", (query.name, said)  # type: ignore[union-attr]
        assert len(cells(page)[0]) == len(answer.variables)  # type: ignore[union-attr]


def test_an_entity_of_an_answer_leads_to_its_proof_and_rows_are_saved(
    open_page: Open, knowledge: Knowledge
) -> None:
    page = open_page(seeds_graph(), under=knowledge, sparql=True)
    page.locator("#show-ask").click()
    ask(page, "SELECT ?state ?name { ?state gb:recognises ent:abkhazia ; rdfs:label ?name }")
    with page.expect_download() as download:
        page.get_by_role("button", name="Save as CSV").click()
    rows = list(csv.reader(io.StringIO(Path(download.value.path()).read_text(encoding="utf-8-sig"))))
    assert rows == [["state", "name"], ["https://w3id.org/graphbuild/entity/russia", "Russia"]]
    page.locator("#answer tbody button").first.click()
    assert "recognises" in panel(page)


def test_bad_questions_say_what_is_wrong_and_nothing_is_changed_or_fetched(
    open_page: Open, knowledge: Knowledge
) -> None:
    page = open_page(seeds_graph(), under=knowledge, sparql=True)
    page.locator("#show-ask").click()
    assert "No answer" in ask(page, "SELECT ?a WHERE { ?a gb:met }")
    assert "No answer" in ask(page, "DELETE WHERE { ?a ?b ?c }")
    assert "No answer" in ask(page, "SELECT * { SERVICE <https://example.org/sparql> { ?a ?b ?c } }")
    assert ask(page, "SELECT (COUNT(*) AS ?n) { ?a ?b ?c }").startswith("1 row")
    assert int(cells(page)[0][0]) > 500


def test_a_question_that_takes_too_long_can_be_stopped(open_page: Open, knowledge: Knowledge) -> None:
    page = open_page(seeds_graph(), under=knowledge, sparql=True)
    page.locator("#show-ask").click()
    page.locator("#question").fill("SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }")
    page.locator("#ask-run").press("Enter")
    page.get_by_role("button", name="Stop").press("Enter")
    page.get_by_text("No answer: stopped").wait_for()
    assert ask(page, "ASK { ?a gb:met ?b }").startswith("Answered")


def test_a_question_stopped_before_the_engine_has_started_stays_stopped(
    open_page: Open, knowledge: Knowledge
) -> None:
    page = open_page(seeds_graph(), under=knowledge, sparql=True)
    said = page.evaluate("""async () => {
        const said = [], status = document.getElementById("ask-status");
        new MutationObserver(() => said.push(status.textContent)).observe(status, { childList: true });
        document.getElementById("show-ask").click();
        document.getElementById("ask-run").click();
        document.getElementById("ask-stop").click();
        await new Promise((done) => setTimeout(done, 2000)); // longer than the engine takes to start
        return said;
    }""")
    assert said[-1] == "No answer: stopped", said
    assert ask(page, "ASK { ?a gb:met ?b }").startswith("Answered")


def test_hostile_text_is_only_text_in_answers(open_page: Open, knowledge: Knowledge) -> None:
    graph = hostile_graph()
    graph = replace(graph, entities=tuple(replace(one, links=()) for one in graph.entities))
    page = open_page(graph, under=knowledge, sparql=True)
    page.locator("#show-ask").click()
    ask(page, "SELECT * { ?a ?b ?c FILTER(ISLITERAL(?c)) }")
    assert page.locator("#answer script, #answer img, #answer iframe").count() == 0
    ask(page, 'SELECT ("<img src=x onerror=window.broken=1>" AS ?x) (<javascript:window.broken=2> AS ?y) {}')
    assert page.locator("#answer a").count() == 0
    assert page.evaluate("() => window.broken") is None


def test_without_article_text_the_graph_in_the_page_has_none_either(
    open_page: Open, knowledge: Knowledge
) -> None:
    page = open_page(seeds_graph(), under=knowledge, sparql=True, article_text=False)
    page.locator("#show-ask").click()
    ask(page, "SELECT * { ?article gb:text ?text }")
    assert cells(page) == []
