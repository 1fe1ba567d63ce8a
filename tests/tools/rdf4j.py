"""Turtle and SPARQL files → what GraphDB makes of them: the real RDF4J parsers, from librdf4j-java.

Runs in a process of its own, because a Java machine started in a test would stay in it:

    python tests/tools/rdf4j.py FILE...       .rq files are queries; one JSON object a line, one for each file
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

RDF4J = "RDF4J (Java, apt-get install librdf4j-java, and pip install jpype1)"
_JAVA = Path("/usr/share/java")
_NEEDED = ("slf4j-api", "slf4j-nop", "guava", "commons-io", "commons-text", "commons-lang3", "jaxb-api")


@dataclass(frozen=True, slots=True)
class Rdf4jVerdict:
    """How many statements RDF4J read from a file, and the error that stopped it, if any."""

    file: str
    error: str = ""
    statements: int = 0


def rdf4j_present() -> bool:
    """Whether Java and the jars are on this machine."""
    jar = _JAVA / "rdf4j-rio-turtle.jar"
    return bool(shutil.which("java") and jar.exists() and importlib.util.find_spec("jpype"))


def rdf4j_verdicts(files: Iterable[Path]) -> list[Rdf4jVerdict]:
    """Turtle files and SPARQL queries → a verdict for each."""
    command = [sys.executable, __file__, *(str(file) for file in files)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
    if done.returncode:
        raise RuntimeError(f"the RDF4J checker failed: {done.stderr[-2000:]}")
    return [Rdf4jVerdict(**json.loads(line)) for line in done.stdout.splitlines()]


def _check(file: str) -> Rdf4jVerdict:
    from java.io import BufferedInputStream, FileInputStream  # type: ignore[import-not-found]
    from java.util import ArrayList  # type: ignore[import-not-found]
    from jpype import JException  # type: ignore[import-untyped]
    from org.eclipse.rdf4j.query.parser.sparql import SPARQLParser  # type: ignore[import-not-found]
    from org.eclipse.rdf4j.rio import RDFFormat, Rio  # type: ignore[import-not-found]
    from org.eclipse.rdf4j.rio.helpers import BasicParserSettings, StatementCollector  # type: ignore[import-not-found]

    found = ArrayList()
    try:
        if file.endswith(".rq"):
            SPARQLParser().parseQuery(Path(file).read_text(encoding="utf-8"), None)
        else:
            parser = Rio.createParser(RDFFormat.TURTLE)
            settings = parser.getParserConfig()
            # The defaults of GraphDB's import page, and stricter in the last.
            for name in ("URI_SYNTAX", "RELATIVE_URIS", "LANGUAGE_TAGS", "DATATYPE_VALUES"):
                settings.set(getattr(BasicParserSettings, f"VERIFY_{name}"), True)
            parser.setRDFHandler(StatementCollector(found))
            stream = BufferedInputStream(FileInputStream(file))
            try:
                parser.parse(stream, "")
            finally:
                stream.close()
    except JException as error:
        return Rdf4jVerdict(file, " ".join(str(error.message()).split())[:500], int(found.size()))
    return Rdf4jVerdict(file, statements=int(found.size()))


if __name__ == "__main__":
    import jpype

    names = [*(jar.name for jar in _JAVA.glob("rdf4j-*.jar")), *(f"{name}.jar" for name in _NEEDED)]
    jars = [str(_JAVA / name) for name in names if name.rpartition("-")[2][0] not in "0123456789"]
    jpype.startJVM("-Xmx2g", classpath=jars)
    import jpype.imports  # type: ignore[import-untyped]

    for argument in sys.argv[1:]:
        print(json.dumps(asdict(_check(argument))))
