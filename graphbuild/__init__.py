"""News articles in → an RDF knowledge graph with evidence out.

import graphbuild
kg = graphbuild.build("seeds")
kg.save("output")
"""

from graphbuild.build import build, build_texts
from graphbuild.errors import GraphbuildError
from graphbuild.kg import KnowledgeGraph
from graphbuild.model import Article, Entity, Graph, Issue, Mention, Relation
from graphbuild.version import VERSION

__version__ = VERSION

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
