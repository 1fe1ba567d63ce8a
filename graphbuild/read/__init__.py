"""Paths, folders, HTML, JSONL, CSV and strings → articles; and what is wrong with the rest."""

from graphbuild.read.articles import MAX_BYTES, read_articles, read_text
from graphbuild.read.boilerplate import Boilerplate, load_boilerplate
from graphbuild.read.clean import clean

__all__ = ["MAX_BYTES", "Boilerplate", "clean", "load_boilerplate", "read_articles", "read_text"]
