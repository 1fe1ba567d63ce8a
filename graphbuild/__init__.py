"""News articles in → an RDF knowledge graph with evidence out.

    import graphbuild
    kg = graphbuild.build("seeds")
    kg.save("output")
"""

from importlib.metadata import PackageNotFoundError, version

from graphbuild.build import build, build_texts
from graphbuild.errors import GraphbuildError
from graphbuild.kg import KnowledgeGraph
from graphbuild.model import Article, Entity, Graph, Issue, Mention, Relation

try:
    __version__ = version("graphbuild")
except PackageNotFoundError:  # run from its source, not installed
    __version__ = "0+source"

__all__ = [
    "Article",
    "Entity",
    "Graph",
    "GraphbuildError",
    "Issue",
    "KnowledgeGraph",
    "Mention",
    "Relation",
    "build",
    "build_texts",
]
