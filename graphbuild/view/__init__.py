"""Graph → one offline HTML file with the network, the sentences behind it, and a table."""

from __future__ import annotations

from graphbuild.knowledge import Knowledge
from graphbuild.model import Graph
from graphbuild.view.page import to_page
from graphbuild.view.scene import to_scene

__all__ = ["to_html"]


def to_html(graph: Graph, knowledge: Knowledge, *, title: str = "Who did what to whom") -> str:
    """A graph → an HTML page that draws it and shows the sentences behind each relation.

    The page needs no network, its bytes depend on the arguments alone, and it is to be written in
    UTF-8. Raises InputError where a relation names an entity or article that the graph lacks.
    """
    return to_page(to_scene(graph, knowledge, title))
