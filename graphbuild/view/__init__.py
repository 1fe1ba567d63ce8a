"""Graph → one offline HTML file with the network, the sentences behind it, and a table."""

from __future__ import annotations

from graphbuild.knowledge import Knowledge, ontology_path
from graphbuild.model import Graph
from graphbuild.query import read_queries
from graphbuild.rdf import DEFAULT_BASE, Namespaces, to_turtle
from graphbuild.view.page import PageOptions, read_options, to_page
from graphbuild.view.questions import to_questions
from graphbuild.view.scene import to_scene, visible

__all__ = ["PageOptions", "read_options", "to_html"]


def to_html(
    graph: Graph,
    knowledge: Knowledge,
    *,
    title: str = "Who did what to whom",
    article_text: bool = True,
    sparql: bool = False,
    base_iri: str = DEFAULT_BASE,
) -> str:
    """A graph → an HTML page that draws it and shows the sentences behind each relation.

    Without `article_text` the page holds the quoted sentences only, not the articles they stand in.
    With `sparql` it also holds an engine that answers SPARQL, some 2 MB, over the graph as RDF under
    `base_iri`. The page needs no network, its bytes depend on the arguments alone, and it is to be
    written in UTF-8. Raises InputError where a relation names an entity or article that the graph lacks.
    """
    scene = to_scene(graph, knowledge, title)
    texts = [visible(article.text) for article in graph.articles] if article_text else []
    if not sparql:
        return to_page(scene, texts)
    namespaces = Namespaces(base_iri)
    scene["ask"] = to_questions(graph, namespaces, read_queries(ontology_path() / "queries"))
    turtle = to_turtle(graph, knowledge=knowledge, base=base_iri, include_text=article_text)
    return to_page(scene, texts, turtle)
