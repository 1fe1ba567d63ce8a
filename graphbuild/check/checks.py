"""A graph → its report: the shapes asked of Oxigraph, the OWL profile and consistency of the real OWL API."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from pathlib import Path

import pyoxigraph as ox

from graphbuild.answer import shorten
from graphbuild.check.owl_api import OWL_API, OwlVerdict, owl_api_present, owl_verdicts
from graphbuild.check.report import Check, Finding, Report, Verdict
from graphbuild.check.shapes import Node, Question, find_offenders, read_questions
from graphbuild.knowledge import ontology_path
from graphbuild.query import Source, open_source

_SHOWN = 10  # places told of each broken promise; the rest are counted
_VALUE_LIMIT = 120

_SHAPES, _PROFILE, _REASONER = "shapes", "OWL 2 DL", "reasoner"


def check_file(path: Path, *, ontology: Path | None = None, seconds: float = 600) -> Report:
    """A built graph, in any RDF syntax → its report.

    `ontology` is a folder like `ontology/` whose shapes are taken (None: the packaged one),
    `seconds` what the OWL API may take. Where Java or the OWL API are missing, its checks are left
    out, and the report says so. Raises InputError on a file that cannot be read, KnowledgeError on
    broken shapes.
    """
    source = open_source(path)
    shapes = check_shapes(source, ontology)
    return Report(path.name, len(source.store), (shapes, *_check_owl(path, source, seconds)))


def check_shapes(source: Source, ontology: Path | None = None) -> Check:
    """A graph → whether it keeps the promises of `shapes.ttl`. Raises KnowledgeError."""
    questions = read_questions((ontology or ontology_path()) / "shapes.ttl")
    places: dict[str, set[str]] = {}
    for question in questions:
        places.setdefault(question.message, set()).update(_places(source, question))
    findings = tuple(
        Finding(promise, len(found), tuple(sorted(found)[:_SHOWN]))
        for promise, found in places.items()
        if found
    )
    verdict = Verdict.VIOLATED if findings else Verdict.CONFORMS
    return Check(_SHAPES, verdict, f"{len(places)} promises", findings)


def _places(source: Source, question: Question) -> set[str]:
    """What breaks a promise, as people read it: a node, the property and the value."""
    prefixes = source.prefixes
    path = shorten(ox.NamedNode(question.path.strip("^<>")), prefixes) if question.path else ""
    if question.path.startswith("^"):
        path = f"is not the {path} of anything"
    places = set()
    for one in find_offenders(source.store, question):
        at = path if one.path is None else shorten(one.path, prefixes)
        value = "" if one.value is None else _short(one.value, prefixes)
        places.add(" ".join(part for part in (shorten(one.focus, prefixes), at, value) if part))
    return places


def _short(term: Node, prefixes: Mapping[str, str]) -> str:
    text = shorten(term, prefixes) if isinstance(term, ox.NamedNode) else str(term)
    return text if len(text) <= _VALUE_LIMIT else text[:_VALUE_LIMIT] + "..."


def _check_owl(path: Path, source: Source, seconds: float) -> tuple[Check, Check]:
    if not owl_api_present():
        return left_out(f"needs {OWL_API}")
    try:
        with tempfile.TemporaryDirectory() as folder:
            turtle = path
            if path.suffix != ".ttl":
                turtle = Path(folder) / "graph.ttl"
                source.store.dump(str(turtle), ox.RdfFormat.TURTLE, from_graph=ox.DefaultGraph())
            (verdict,) = owl_verdicts([turtle.resolve()], seconds=seconds)
    except (RuntimeError, TimeoutError) as error:
        return left_out(" ".join(str(error).split())[-300:])
    return _profile(verdict), _reasoner(verdict)


def left_out(why: str) -> tuple[Check, Check]:
    """Why the checks of OWL are not made → what stands for them in a report."""
    return Check(_PROFILE, Verdict.LEFT_OUT, why), Check(_REASONER, Verdict.LEFT_OUT, why)


def _profile(verdict: OwlVerdict) -> Check:
    if not verdict.violations:
        if verdict.error:
            return _violated(_PROFILE, "The OWL API reads the file.", (verdict.error,))
        return Check(_PROFILE, Verdict.CONFORMS, f"{verdict.axioms:,} axioms")
    return _violated(_PROFILE, "The file is OWL 2 DL.", verdict.violations)


def _reasoner(verdict: OwlVerdict) -> Check:
    if verdict.error:
        return _violated(_REASONER, "HermiT reads the file.", (verdict.error,))
    if not verdict.consistent:
        return _violated(_REASONER, "The graph is consistent.", ("HermiT finds a contradiction",))
    if verdict.unsatisfiable:
        return _violated(_REASONER, "Every class can have members.", verdict.unsatisfiable)
    return Check(_REASONER, Verdict.CONFORMS, "HermiT: consistent")


def _violated(name: str, promise: str, places: tuple[str, ...]) -> Check:
    return Check(name, Verdict.VIOLATED, "", (Finding(promise, len(places), places[:_SHOWN]),))
