"""Graph file → an Oxigraph store on disk, made once for each content of the file."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from graphbuild.errors import InputError
from graphbuild.rdf import DEFAULT_BASE, PREFIXES, Namespaces

_ONTOLOGY = ox.NamedNode(PREFIXES["owl"] + "Ontology")
_TYPE = ox.NamedNode(PREFIXES["rdf"] + "type")
_FORM = "1"  # of the stored statements: a store of another form is made anew


@dataclass(frozen=True, slots=True)
class Served:
    """A graph as it is served: its file, its store, and what its IRIs begin with."""

    file: Path
    database: Path
    base: str

    @property
    def prefixes(self) -> Mapping[str, str]:
        """Those that a query need not declare."""
        return Namespaces(self.base).prefixes


def make_store(path: Path) -> Served:
    """A graph file, in any RDF syntax → its store, in a hidden folder beside it. Raises InputError.

    The store is used again until the file changes; where the folder cannot be written, it is made
    in a temporary one. Statements of named graphs stand in the default graph as well, so that a plain
    query finds them.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        raise InputError(f"cannot read {path}: {error.strerror or error}; build a graph first") from error
    made_of = {"form": _FORM, "oxigraph": ox.__version__, "sha256": hashlib.sha256(content).hexdigest()}
    folder = path.resolve().parent / f".{path.name}.store"
    try:
        known = json.loads((folder / "made-of.json").read_bytes())
    except (OSError, ValueError):
        known = {}
    if {name: known.get(name) for name in made_of} != made_of:
        folder, known = _make(path, content, folder, made_of)
    return Served(path, folder / "database", known["base"])


def _make(path: Path, content: bytes, folder: Path, made_of: dict[str, str]) -> tuple[Path, dict[str, str]]:
    try:
        part = Path(tempfile.mkdtemp(dir=folder.parent, prefix=f"{folder.name}-"))
    except OSError:
        part = folder = Path(tempfile.mkdtemp(prefix="graphbuild-store-"))
    try:
        base = _load(path, content, part / "database")
        (part / "made-of.json").write_text(json.dumps({**made_of, "base": base}), encoding="utf-8")
        if part != folder:
            shutil.rmtree(folder, ignore_errors=True)
            os.replace(part, folder)
    except BaseException:
        shutil.rmtree(part, ignore_errors=True)
        raise
    return folder, {**made_of, "base": base}


def _load(path: Path, content: bytes, database: Path) -> str:
    """The statements of a file → a new database; what the graph's IRIs begin with."""
    rdf_format = ox.RdfFormat.from_extension(path.suffix.lstrip(".")) or ox.RdfFormat.TURTLE
    store = ox.Store(str(database))
    try:
        store.bulk_load(content, format=rdf_format)
        if rdf_format.supports_datasets:
            store.bulk_extend(
                ox.Quad(q.subject, q.predicate, q.object) for q in ox.parse(content, rdf_format)
            )
    except (SyntaxError, ValueError) as error:
        raise InputError(
            f"{path}: not valid {rdf_format.name}: {' '.join(str(error).split())[:200]}"
        ) from error
    store.optimize()
    store.flush()
    headers = (q.subject.value for q in store.quads_for_pattern(None, _TYPE, _ONTOLOGY, ox.DefaultGraph())
               if isinstance(q.subject, ox.NamedNode))  # fmt: skip
    return next(
        (iri.removesuffix("graph") for iri in sorted(headers) if iri.endswith("/graph")), DEFAULT_BASE
    )
