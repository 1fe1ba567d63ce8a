"""Queries over a graph made by hand: the named ones, one's own, and those that are refused."""

import json
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graphbuild.answer import Rows, Triples, shorten, to_csv, to_json, to_turtle
from graphbuild.errors import InputError, KnowledgeError, QueryError
from graphbuild.knowledge import load_knowledge, ontology_path
from graphbuild.query import Source, find_query, open_source, read_queries, read_source, run_query
from graphbuild.rdf import to_turtle as graph_to_turtle
from tests.sample import GRAPH, SENTENCES

QUERIES = read_queries(ontology_path() / "queries")
TURTLE = graph_to_turtle(GRAPH, knowledge=load_knowledge())
SOURCE = read_source(TURTLE)


def ask(query: str, **values: str) -> list[dict[str, str]]:
    """The name of a query and its parameters → its rows, as text, without empty fields."""
    text, bound = find_query(query, values)
    answer = run_query(SOURCE, text, values=bound)
    assert isinstance(answer, Rows)
    return [
        {
            variable: shorten(term, SOURCE.prefixes)
            for variable, term in zip(answer.variables, row, strict=True)
            if term is not None
        }
        for row in answer.rows
    ]


def test_who_met_whom_tells_where_and_when() -> None:
    assert ask("who-met-whom") == [
        {
            "one": "Leila Haddad",
            "other": "Marek Novak",
            "place": "Geneva",
            "from": "2021-05-03",
            "to": "2021-05-03",
            "status": "Affirmed",
            "mentions": "1",
        }
    ]


@pytest.mark.parametrize(("name", "found"), [("haddad", 1), ("Novak", 1), ("Norland", 0)])
def test_a_parameter_narrows_to_either_side_in_any_case(name: str, found: int) -> None:
    assert len(ask("who-met-whom", name=name)) == found


def test_a_refused_recognition_is_told_from_a_given_one() -> None:
    rows = {(row["recogniser"], row["recognised"]): row["status"] for row in ask("who-recognises-whom")}
    assert rows == {("Norland", "Sudria"): "Affirmed", ("Sudria", "Westmark"): "Denied"}


def test_posts_name_the_body() -> None:
    (row,) = ask("posts", name="Norland")
    assert (row["person"], row["position"], row["body"]) == (
        "Leila Haddad",
        "foreign minister of Norland",
        "Norland",
    )


def test_about_finds_both_directions() -> None:
    rows = ask("about", name="novak")
    assert {(row["one"], row["other"], row["status"]) for row in rows} == {
        ("Leila Haddad", "Marek Novak", "Affirmed"),
        ("Marek Novak", "Norland", "Prospective"),
    }


def test_claims_by_gives_what_a_source_said() -> None:
    (row,) = ask("claims-by", name="herald")
    assert (row["source"], row["one"], row["other"], row["sentence"], row["article"]) == (
        "Herald",
        "Norland",
        "Sudria",
        SENTENCES[3],
        "talks.txt",
    )


def test_denied_and_disputed_come_with_the_sentences_of_both_sides() -> None:
    rows = ask("denied-or-disputed")
    assert {(row["status"], row["polarity"], row["sentence"]) for row in rows} == {
        ("Denied", "Negative", SENTENCES[2]),
        ("Disputed", "Positive", SENTENCES[3]),
        ("Disputed", "Negative", SENTENCES[4]),
    }


def test_a_dispute_tells_who_affirms_and_who_denies() -> None:
    rows = ask("disputes", name="sudria")
    assert {(row["stance"], row["source"], row["sentence"]) for row in rows} == {
        ("affirms", "Herald", SENTENCES[3]),
        ("denies", "Norland", SENTENCES[4]),
    }
    assert ask("disputes", name="Westmark") == []


def test_evidence_gives_every_sentence_in_the_order_of_the_text() -> None:
    rows = ask("evidence", name="Novak")
    assert [row["sentence"] for row in rows] == [SENTENCES[0], SENTENCES[6]]
    assert [row["modality"] for row in rows] == ["Actual", "Planned"]


def test_timeline_holds_what_has_a_date() -> None:
    (row,) = ask("timeline")
    assert (row["from"], row["words"], row["place"]) == ("2021-05-03", "on 3 May 2021", "Geneva")


def test_conflicts_hold_attacks_but_no_meetings() -> None:
    assert [(row["one"], row["other"], row["status"]) for row in ask("conflicts")] == [
        ("Norland", "Sudria", "Disputed")
    ]


def test_statistics_count_each_thing_once() -> None:
    counts = {(row["kind"], row["what"]): int(row["count"]) for row in ask("statistics")}
    assert counts["articles", "all"] == 1
    assert counts["entities", "State"] == 3
    assert sum(n for (kind, _), n in counts.items() if kind == "relations") == len(GRAPH.relations)
    assert sum(n for (kind, _), n in counts.items() if kind == "mentions") == 7


@pytest.mark.parametrize("name", QUERIES)
def test_a_named_query_says_what_it_answers_and_runs(name: str) -> None:
    query = QUERIES[name]
    assert query.title
    values = query.bind({p.name: "o" for p in query.parameters if p.default is None})
    answer = run_query(SOURCE, query.text, values=values)
    assert isinstance(answer, Rows)
    assert answer.rows
    assert not {p.name for p in query.parameters} & set(answer.variables)


@pytest.mark.parametrize("name", QUERIES)
def test_a_named_query_declares_its_prefixes_for_other_engines(name: str) -> None:
    assert ox.Store().query(
        QUERIES[name].text,
        substitutions={ox.Variable(p.name): ox.Literal("x") for p in QUERIES[name].parameters},
    )


@given(st.text(max_size=12))
@settings(max_examples=60, deadline=None)
def test_a_parameter_is_text_whatever_it_holds(name: str) -> None:
    rows = ask("posts", name=name)
    names = ("leila haddad", "haddad", "foreign minister of norland", "norland")
    assert bool(rows) == any(name.lower() in known for known in names)


def test_a_missing_or_unknown_parameter_is_named() -> None:
    with pytest.raises(QueryError, match="'about' needs a value for 'name'"):
        find_query("about", {})
    with pytest.raises(QueryError, match="no parameter 'nome'; it takes: name"):
        find_query("about", {"nome": "Novak"})
    with pytest.raises(QueryError, match="no query is named 'who-knows'; there are: about, claims-by"):
        find_query("who-knows", {})


def test_standard_prefixes_need_no_declaration() -> None:
    answer = run_query(SOURCE, "SELECT ?who { ?who gb:met ent:marek-novak ; rdfs:label ?name }")
    assert answer == Rows(("who",), ((ox.NamedNode("https://w3id.org/graphbuild/entity/leila-haddad"),),))


def test_prefixes_follow_the_base_of_the_file() -> None:
    base = "https://example.org/news/"
    source = read_source(graph_to_turtle(GRAPH, knowledge=load_knowledge(), base=base))
    assert run_query(source, "ASK { ent:leila-haddad gb:met ent:marek-novak }") is True


def test_a_negated_relation_gives_no_plain_triple() -> None:
    assert run_query(SOURCE, "ASK { ent:sudria gb:recognises ent:westmark }") is False


def test_construct_gives_turtle_and_nothing_else() -> None:
    answer = run_query(SOURCE, "CONSTRUCT { ?b gb:met ?a } WHERE { ?a gb:met ?b }")
    assert isinstance(answer, Triples)
    turtle = to_turtle(answer, SOURCE.prefixes)
    assert set(ox.parse(turtle.encode(), format=ox.RdfFormat.TURTLE)) == {
        ox.Quad(t.subject, t.predicate, t.object) for t in answer.triples
    }
    assert "ent:marek-novak gb:met ent:leila-haddad" in " ".join(turtle.split())
    with pytest.raises(QueryError, match="ask for turtle or csv"):
        to_json(answer)


def test_csv_and_json_hold_the_same_values() -> None:
    answer = run_query(
        SOURCE,
        "SELECT ?name ?title { ?a a gb:Person ; rdfs:label ?name OPTIONAL { ?a dcterms:title ?title } } "
        "ORDER BY ?name",
    )
    assert to_csv(answer) == "name,title\nLeila Haddad,\nMarek Novak,\n"
    found = json.loads(to_json(answer))
    assert found["head"]["vars"] == ["name", "title"]
    assert [binding["name"]["value"] for binding in found["results"]["bindings"]] == [
        "Leila Haddad",
        "Marek Novak",
    ]
    assert json.loads(to_json(True)) == {"head": {}, "boolean": True}
    with pytest.raises(QueryError, match="only CONSTRUCT and DESCRIBE"):
        to_turtle(answer, SOURCE.prefixes)


NOWHERE = "http://127.0.0.1:9"


@pytest.mark.parametrize(
    "text",
    [
        f"SELECT * {{ SERVICE <{NOWHERE}/> {{ ?s ?p ?o }} }}",
        f"SELECT * {{ service silent <{NOWHERE}/> {{ ?s ?p ?o }} }}",
        f"SELECT * {{ ?a ?p ?b # don't\n SERVICE <{NOWHERE}/> {{ ?s ?p 'x' }} }}",
        f"SELECT * {{ ?a ?p 1e5SERVICE<{NOWHERE}/>{{ ?s ?p ?o }} }}",
        f"PREFIX x: <{NOWHERE}/> SELECT * {{ ?a ?p 1 SERVICEx:y{{ ?s ?p ?o }} }}",
        f"SELECT * {{ ?a ?p 'a\\'' SERVICE <{NOWHERE}/> {{ ?s ?p 'x' }} }}",
        f"PREFIX x: <{NOWHERE}/> SELECT * {{ ?a ?p x:O\\'N SERVICE <{NOWHERE}/> {{ ?s ?p 'x' }} }}",
    ],
)
def test_service_is_refused_however_it_is_written(text: str) -> None:
    with pytest.raises(QueryError, match="SERVICE is refused"):
        run_query(SOURCE, text)


@pytest.mark.parametrize(
    "text",
    [
        f"SELECT * {{ ?a ?p ?b FILTER(?a<?b)SERVICE#>\n<{NOWHERE}/> {{ ?s ?p ?o }} }}",
        f"SELECT * {{ ?a ?p ?b FILTER(?a<'>')SERVICE<{NOWHERE}/>{{ ?s ?p ?o }} FILTER('a'='a') }}",
        f'SELECT * {{ ?a ?p ?b FILTER(?a<?b#>"""\n)SERVICE <{NOWHERE}/> {{ ?s ?p ?o }} #"""\n}}',
    ],
)
def test_text_that_could_hide_a_service_is_refused(text: str) -> None:
    with pytest.raises(QueryError, match="unclear"):
        run_query(SOURCE, text)


@pytest.mark.parametrize(
    "text",
    [
        "SELECT ?service { ?service rdfs:label 'Foreign Intelligence Service' }",
        'ASK { ?a rdfs:label """the\nservice""" } # SERVICE',
        "ASK { <https://example.org/(x)#service'> gb:met ent:service }",
        "SELECT ?a { ?a gb:beginIndex ?n FILTER(?n<3) }",
    ],
)
def test_the_word_service_is_refused_only_as_a_keyword(text: str) -> None:
    run_query(SOURCE, text)


@pytest.mark.parametrize(
    "text",
    [
        "INSERT DATA { ent:a gb:met ent:b }",
        "PREFIX x: <http://x/> DELETE WHERE { ?s ?p ?o }",
        f"LOAD <{NOWHERE}/>",
    ],
)
def test_updates_are_refused(text: str) -> None:
    with pytest.raises(QueryError, match="is refused: queries only read"):
        run_query(SOURCE, text)


@pytest.mark.parametrize("text", ["", "SELECT", "SELECT ?a { ?a", "SELECT ?a { ?a nope:x ?b }", "\ud800"])
def test_a_bad_query_gives_one_line(text: str) -> None:
    with pytest.raises(QueryError) as caught:
        run_query(SOURCE, text)
    assert "\n" not in str(caught.value)


def test_a_value_for_a_variable_that_is_not_selected_is_refused() -> None:
    with pytest.raises(QueryError, match=r"name \?n there"):
        run_query(SOURCE, "SELECT ?a { ?a rdfs:label ?b FILTER(?b = ?n) }", values={"n": "x"})
    with pytest.raises(QueryError, match="SELECT queries only"):
        run_query(SOURCE, "CONSTRUCT { ?a rdfs:label ?n } WHERE { ?a rdfs:label ?n }", values={"n": "x"})


def test_an_endless_query_is_stopped() -> None:
    endless = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l FILTER(?c != ?i) }"
    with pytest.raises(QueryError, match=r"no answer within 0\.2 s"):
        run_query(SOURCE, endless, seconds=0.2)


def test_a_file_that_is_no_graph_is_named_with_its_line(tmp_path: Path) -> None:
    broken = tmp_path / "graph.ttl"
    broken.write_text("@prefix ent: <https://x.org/> .\nent:a ent:b .\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"graph\.ttl:2: not valid Turtle"):
        open_source(broken)
    with pytest.raises(InputError, match="build a graph first"):
        open_source(tmp_path / "none.ttl")


README = (Path(__file__).parent.parent / "README.md").read_text(encoding="utf-8")
SPARQL = [block.partition("```")[0] for block in README.split("```sparql\n")[1:]]


@pytest.mark.parametrize("text", SPARQL)
def test_the_queries_of_the_readme_run(text: str) -> None:
    answer = run_query(SOURCE, text.replace("000_6b1e5207453d07e9.txt", "talks.txt"))
    assert isinstance(answer, Rows)
    assert answer.rows


def test_a_built_file_opens(tmp_path: Path) -> None:
    path = tmp_path / "graph.ttl"
    path.write_bytes(TURTLE)
    assert isinstance(open_source(path), Source)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("SELECT * { ?a ?b ?c }", "begins with no '# title:' comment"),
        ("# title: x\n# param: name part of a name\nASK {}", r"x\.rq:2: expected # param"),
    ],
)
def test_a_broken_named_query_is_named(tmp_path: Path, text: str, message: str) -> None:
    (tmp_path / "x.rq").write_text(text, encoding="utf-8")
    with pytest.raises(KnowledgeError, match=message):
        read_queries(tmp_path)
