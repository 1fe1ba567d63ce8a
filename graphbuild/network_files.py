"""Graph → files for those who draw and count: GraphML and GEXF, and CSV tables of nodes and edges.

An edge is what is stated as fact, as in `to_networkx`. Several values of one attribute become one
text (see `join`), an attribute without a value is left out, and characters that XML cannot hold
become U+FFFD.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Mapping
from typing import Any

import networkx as nx

from graphbuild.export import to_networkx
from graphbuild.knowledge import Knowledge
from graphbuild.model import Graph
from graphbuild.rdf import DEFAULT_BASE, Namespaces, storable

# The heads of the columns are those of Neo4j's importer; what stands before the colon is for people.
_NODE_COLUMNS = {
    "id:ID": "id", "label": "label", ":LABEL": "kind", "iri": "iri",
    "names:string[]": "names", "links:string[]": "links",
}  # fmt: skip
_EDGE_COLUMNS = {
    ":START_ID": "agent_id", ":END_ID": "recipient_id", ":TYPE": "predicate",
    "agent": "agent", "relation": "label", "recipient": "recipient",
    "status": "status", "confidence:double": "confidence", "symmetric:boolean": "symmetric",
    "place": "place", "time": "expression", "not_before:datetime": "not_before",
    "not_after:datetime": "not_after", "attributed_to:string[]": "attributed_to",
    "quotes:string[]": "quotes", "articles:string[]": "articles",
}  # fmt: skip

# What makes a spreadsheet take a cell for a formula (OWASP, "CSV injection"): at its start, or, where
# the file is opened with another separator, after one. The guard itself too, so that it can be undone.
_FORMULA = re.compile(r"(?:\A|(?<=[;\t\r\n]))(?=['=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20])")


def to_graphml(graph: Graph, knowledge: Knowledge) -> bytes:
    """A graph → GraphML, as Gephi, Cytoscape and yEd read it."""
    out = io.BytesIO()
    nx.write_graphml_lxml(_plain(to_networkx(graph, knowledge)), out, edge_id_from_attribute="id")
    return out.getvalue()


def to_gexf(graph: Graph, knowledge: Knowledge) -> bytes:
    """A graph → GEXF 1.2, as Gephi reads it."""
    writer = nx.readwrite.gexf.GEXFWriter(prettyprint=True, version="1.2draft")
    writer.add_graph(_plain(to_networkx(graph, knowledge)))
    for meta in writer.xml.iter("meta"):
        del meta.attrib["lastmodifieddate"]  # the same graph gives the same bytes on any day
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def to_csv_files(graph: Graph, knowledge: Knowledge, base: str = DEFAULT_BASE) -> dict[str, bytes]:
    """A graph → `nodes.csv` and `edges.csv`, which spreadsheets and Neo4j's importer read.

    In UTF-8 with a byte order mark, without which a spreadsheet takes it for something else; every
    cell is `guarded`. `iri` is the entity's in the graph's RDF.
    """
    network = to_networkx(graph, knowledge)
    iri_by_id = Namespaces(base).entity_iris(graph.entities)
    nodes = [{"id": one, "iri": iri_by_id[one], **held} for one, held in network.nodes(data=True)]
    label_by_id = {entity.id: entity.label for entity in graph.entities}
    edges = [
        {
            **held,
            "agent_id": agent,
            "recipient_id": recipient,
            "agent": label_by_id[agent],
            "recipient": label_by_id[recipient],
            "place": label_by_id[held["place"]] if held["place"] else None,
            "attributed_to": [label_by_id[one] for one in held["attributed_to"]],
        }
        for agent, recipient, held in network.edges(data=True)
    ]
    return {"nodes.csv": _table(_NODE_COLUMNS, nodes), "edges.csv": _table(_EDGE_COLUMNS, edges)}


def join(values: Iterable[str]) -> str:
    """Texts → one text, parted by `;`; in each of them `;` becomes `\\;` and a backslash two."""
    return ";".join(value.replace("\\", "\\\\").replace(";", "\\;") for value in values)


def guard(cell: str) -> str:
    """A text → a cell that no spreadsheet runs as a formula: an apostrophe stands before what starts one."""
    return _FORMULA.sub("'", cell)


def _plain(network: nx.MultiDiGraph) -> nx.MultiDiGraph:
    """The same network with attributes that a file can hold, and an id for each edge."""
    plain: nx.MultiDiGraph = nx.MultiDiGraph()
    for node, held in network.nodes(data=True):
        plain.add_node(node, **_attributes(held))
    for number, (agent, recipient, key, held) in enumerate(network.edges(keys=True, data=True)):
        plain.add_edge(agent, recipient, key=key, id=f"{number}-{key}", **_attributes(held))
    return plain


def _attributes(held: Mapping[str, Any]) -> dict[str, Any]:
    texts = {name: join(value) if isinstance(value, list) else value for name, value in held.items()}
    return {
        name: storable(value) if isinstance(value, str) else value
        for name, value in texts.items()
        if value not in (None, "")
    }


def _table(columns: Mapping[str, str], rows: Iterable[Mapping[str, Any]]) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(columns)
    for row in rows:
        writer.writerow([_cell(row[name]) for name in columns.values()])
    return out.getvalue().encode("utf-8-sig")


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    return guard(storable(join(value) if isinstance(value, list) else str(value)))
