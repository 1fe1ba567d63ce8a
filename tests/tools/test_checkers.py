"""That the checkers find what they are there to find."""

from pathlib import Path

import pytest
import rdflib

from tests.tools import require
from tests.tools.jena import JENA, jena_present, jena_verdicts
from tests.tools.owl_api import OWL_API, owl_api_present, owl_verdicts
from tests.tools.rdf4j import RDF4J, rdf4j_present, rdf4j_verdicts

HEADER = """\
@prefix : <https://example.org/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
<https://example.org/onto> a owl:Ontology .
:Person a owl:Class .
"""


def write(folder: Path, name: str, turtle: str) -> Path:
    path = folder / name
    path.write_text(HEADER + turtle, encoding="utf-8")
    return path


def test_the_owl_api_does_not_take_broken_turtle_for_another_format(tmp_path: Path) -> None:
    """Without a format named it would "load" this with its OBO parser, as valid OWL 2 DL."""
    require(owl_api_present(), OWL_API)
    (verdict,) = owl_verdicts([write(tmp_path, "broken.ttl", ":leila a :Person ;;; oops\n")])
    assert verdict.error
    assert not verdict.ok


def test_the_owl_api_finds_what_is_not_owl_2_dl(tmp_path: Path) -> None:
    require(owl_api_present(), OWL_API)
    day = ':born a owl:DatatypeProperty . :leila a :Person ; :born "1990-02-03"^^xsd:date .'
    sound, dated, undeclared = owl_verdicts(
        [
            write(tmp_path, "sound.ttl", ":leila a :Person ."),
            write(tmp_path, "dated.ttl", day),
            write(tmp_path, "undeclared.ttl", ":leila a :Person ; :knows :marek ."),
        ]
    )
    assert sound.ok
    assert "datatype" in str(dated.violations)
    assert "undeclared" in str(undeclared.violations)


def test_hermit_finds_contradictions_and_values_that_it_cannot_read(tmp_path: Path) -> None:
    require(owl_api_present(), OWL_API)
    both = ":Place a owl:Class ; owl:disjointWith :Person . :x a :Person , :Place ."
    finer = ':at a owl:DatatypeProperty . :x a :Person ; :at "2022-03-01T10:00:00.123456Z"^^xsd:dateTime .'
    contradiction, microseconds = owl_verdicts(
        [write(tmp_path, "a.ttl", both), write(tmp_path, "b.ttl", finer)]
    )
    assert not contradiction.consistent
    assert "2022-03-01" in microseconds.error


def test_rdf4j_rejects_what_rdflib_lets_through(tmp_path: Path) -> None:
    require(rdf4j_present(), RDF4J)
    iris = ("https://example.org/has space", "https://example.org/a|b", "https://example.org/{x}")
    paths = [write(tmp_path, f"{number}.ttl", f"<{iri}> a :Person .") for number, iri in enumerate(iris)]
    for path, verdict in zip(paths, rdf4j_verdicts(paths), strict=True):
        assert len(rdflib.Graph().parse(path)) == 3
        assert verdict.error


def test_jena_rejects_what_others_let_through(tmp_path: Path) -> None:
    require(jena_present(), JENA)
    bad = ("<https://example.org/has space> a :Person .", ':x :name "hi"@en_US .', ":100\\% a :Person .",
           ':x :born "2020-13-45"^^xsd:date .', "<https://example.org/{x}> a :Person .")  # fmt: skip
    paths = [write(tmp_path, f"{number}.ttl", turtle) for number, turtle in enumerate(bad)]
    sound = write(tmp_path, "sound.ttl", ":leila a :Person .")
    *refused, taken = jena_verdicts([*paths, sound])
    assert all(verdict.error for verdict in refused), refused
    assert (taken.error, taken.statements) == ("", 3)


def test_rdf4j_reads_queries(tmp_path: Path) -> None:
    require(rdf4j_present(), RDF4J)
    good, bad = tmp_path / "good.rq", tmp_path / "bad.rq"
    good.write_text("SELECT * { ?s ?p ?o }", encoding="utf-8")
    bad.write_text("SELECT * { ?s ?p", encoding="utf-8")
    verdicts = rdf4j_verdicts([good, bad])
    assert [bool(verdict.error) for verdict in verdicts] == [False, True]


def test_a_missing_tool_skips_the_test_on_a_users_machine_only(monkeypatch: pytest.MonkeyPatch) -> None:
    require(True, "a tool")
    monkeypatch.delenv("CI", raising=False)
    with pytest.raises(pytest.skip.Exception, match="needs a tool"):
        require(False, "a tool")
    monkeypatch.setenv("CI", "true")
    with pytest.raises(pytest.fail.Exception, match="needs a tool"):
        require(False, "a tool")
