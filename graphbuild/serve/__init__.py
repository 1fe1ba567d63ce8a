"""A built graph → a SPARQL 1.1 endpoint, a query page, the network and a page for every IRI."""

from graphbuild.serve.server import serve

__all__ = ["serve"]
