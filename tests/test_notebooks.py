"""The notebooks run as they stand, and each .ipynb is its .py."""

from pathlib import Path

import jupytext
import nbformat
import pytest
from nbclient import NotebookClient

# What a reader who runs a notebook must see in it.
PRINTED = {
    "quickstart": ("KnowledgeGraph(5 articles", "'graph.ttl', 'graph.html'"),
    "sparql": ("Turkmenistan", "Aleksey Maksimov", "Abdul Ghani Baradar"),
    "network": ("entities,", "Aleksey Maksimov -", "'graph.graphml', 'graph.gexf', 'nodes.csv', 'edges.csv'"),
}
NOTEBOOKS = sorted((Path(__file__).parent.parent / "notebooks").glob("*.ipynb"))


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_is_its_script_without_outputs(path: Path) -> None:
    notebook = nbformat.read(path, as_version=4)
    script = jupytext.read(path.with_suffix(".py"))
    assert [(cell.cell_type, cell.source) for cell in notebook.cells] == [
        (cell.cell_type, cell.source) for cell in script.cells
    ]
    assert not any(cell.get("outputs") for cell in notebook.cells)


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_runs(path: Path) -> None:
    notebook = nbformat.read(path, as_version=4)
    client = NotebookClient(notebook, timeout=300, resources={"metadata": {"path": str(path.parent)}})
    client.execute()
    printed = "".join(
        output.get("text", "") + output.get("data", {}).get("text/plain", "")
        for cell in notebook.cells
        for output in cell.get("outputs", ())
    )
    for expected in PRINTED[path.stem]:
        assert expected in printed
