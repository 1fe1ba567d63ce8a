"""One parsed article → its graph: names, roles, coreference, claims, circumstances, relations."""

from graphbuild.extract.article import extract

__all__ = ["extract"]
