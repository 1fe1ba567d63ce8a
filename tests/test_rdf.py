"""Graph ⇄ RDF: what every graph file promises, and that nothing is lost on the way there and back."""

import difflib
import os
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graphbuild.errors import InputError, KnowledgeError
from graphbuild.knowledge import Knowledge
from graphbuild.model import (
    Article,
    Entity,
    Graph,
    Kind,
    Mention,
    Modality,
    Polarity,
    Relation,
    Span,
    TimeSpan,
    entity_id,
    slug,
)
from graphbuild.rdf import (
    DEFAULT_BASE,
    PREFIXES,
    Namespaces,
    Provenance,
    from_turtle,
    to_rdflib,
    to_triples,
    to_turtle,
)
from graphbuild.rdf.names import decode, encode
from tests import sample
from tests.tools import require
from tests.tools.owl_api import OWL_API, owl_api_present, owl_verdicts
from tests.tools.rdf4j import RDF4J, rdf4j_present, rdf4j_verdicts

HOSTILE = (
    'He said: "no".', "O'Neil\\", 'ends in "', '"""', '""', "\\", "a\nb", "\n", "a\r\nb\rc",
    "\t\x00\x1f\x7f\x85", "\u202egnirts\u2066", "\ufeff\ufffe\uffff", "\u2028", "🕊️ 👩\u200d👧",
    "كابول دیدار", "คำ", "東京", "<b>&amp;</b>",
    "# not a comment", " . ent:a gb:met ent:b .", "${x}{{y}}", "%20%", "a/b#c?d", "x" * 10_000, "",
)  # fmt: skip
SAMPLE_PREDICATES = ("met", "recognises", "attacked", "holdsPosition", "childOf", "locatedIn", "killed")
RELAXED = settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[
        HealthCheck.function_scoped_fixture,
        HealthCheck.too_slow,
        HealthCheck.data_too_large,
    ],
)


def storable(text: str) -> str:
    """What comes back of a text: each character that xsd:string cannot hold is replaced."""
    return "".join(c if c in "\t\n\r" or (c >= " " and c not in "\ufffe\uffff") else "\ufffd" for c in text)


def id_of(named: tuple[Kind, str]) -> str:
    return entity_id(*named)


any_texts = st.sampled_from(HOSTILE) | st.text(max_size=40)
moments = st.datetimes(timezones=st.just(UTC)).map(
    lambda m: m.replace(microsecond=m.microsecond // 1000 * 1000)
)


@st.composite
def graphs(draw: st.DrawFn, texts: st.SearchStrategy[str] = any_texts) -> Graph:
    """Any graph: whatever stands in its texts and names, and whatever relates to whatever."""
    optional_texts = st.none() | texts
    articles = draw(
        st.lists(
            st.builds(
                Article, texts, texts, optional_texts, st.none() | moments,
                optional_texts | st.just("https://example.org/a?b=c#d"), optional_texts, optional_texts,
            ),
            max_size=3,
        )
    )  # fmt: skip
    named = draw(st.lists(st.tuples(st.sampled_from(Kind), texts), max_size=6, unique_by=id_of))
    ids = [entity_id(kind, name) for kind, name in named]
    bodies = st.none() | st.sampled_from(ids) if ids else st.none()
    links = st.sets(st.sampled_from(["http://www.wikidata.org/entity/Q7", "https://sws.geonames.org/1/"]))
    entities = [
        Entity(
            entity_id(kind, name), kind, name,
            names=tuple(sorted(draw(st.sets(texts, max_size=3)))), links=tuple(sorted(draw(links))),
            position_in=draw(bodies), codes=draw(st.sampled_from([(), ("IR", "IRN")])),
        )
        for kind, name in named
    ]  # fmt: skip
    if not (articles and entities):
        return Graph.of(articles, entities)

    def several(least: int) -> st.SearchStrategy[tuple[str, ...]]:
        return st.sets(st.sampled_from(ids), min_size=least, max_size=3).map(
            lambda chosen: tuple(sorted(chosen))
        )

    spans = st.tuples(st.integers(0, 10**6), st.integers(1, 10**4)).map(lambda s: Span(s[0], s[0] + s[1]))
    mentions = st.builds(
        Mention, st.sampled_from([article.key for article in articles]), spans, texts, texts,
        st.sampled_from(Polarity), st.sampled_from(Modality), several(0), st.floats(0, 1),
    )  # fmt: skip
    relations = st.builds(
        Relation, st.sampled_from(SAMPLE_PREDICATES), several(1), several(1),
        st.sets(mentions, min_size=1, max_size=3).map(lambda chosen: tuple(sorted(chosen))),
        bodies, st.none() | st.builds(TimeSpan, texts, st.none() | moments, st.none() | moments),
    )  # fmt: skip
    return Graph.of(articles, entities, draw(st.lists(relations, max_size=4)))


def gb(name: str) -> ox.NamedNode:
    return ox.NamedNode(PREFIXES["gb"] + name)


def ent(name: str) -> ox.NamedNode:
    return ox.NamedNode(PREFIXES["ent"] + name)


def parse(turtle: bytes) -> ox.Store:
    store = ox.Store()
    store.load(turtle, format=ox.RdfFormat.TURTLE)
    return store


def direct_triples(store: ox.Store, knowledge: Knowledge) -> set[ox.Triple]:
    return {
        quad.triple for name in knowledge.predicates for quad in store.quads_for_pattern(None, gb(name), None)
    }


@pytest.fixture(scope="module")
def store(knowledge: Knowledge) -> ox.Store:
    return parse(to_turtle(sample.GRAPH, knowledge=knowledge))


class TestRoundTrip:
    @RELAXED
    @given(graph=graphs(any_texts.map(storable)))
    def test_every_graph_comes_back_from_its_turtle(self, knowledge: Knowledge, graph: Graph) -> None:
        assert from_turtle(to_turtle(graph, knowledge=knowledge)) == graph

    @RELAXED
    @given(graph=graphs())
    def test_two_parsers_read_the_triples_that_were_written(self, knowledge: Knowledge, graph: Graph) -> None:
        triples = list(to_triples(graph, knowledge=knowledge))
        turtle = to_turtle(graph, knowledge=knowledge)
        assert len(set(triples)) == len(triples)
        assert {quad.triple for quad in ox.parse(turtle, format=ox.RdfFormat.TURTLE)} == set(triples)
        assert len(rdflib.Graph().parse(data=turtle, format="turtle")) == len(triples)

    def test_what_a_file_cannot_hold_is_replaced(self, knowledge: Knowledge) -> None:
        graph = Graph.of([Article("odd.txt", "half a \ud83d pair\x00", title="\x1f\uffff")])
        (article,) = from_turtle(to_turtle(graph, knowledge=knowledge)).articles
        assert (article.text, article.title) == ("half a \ufffd pair\ufffd", "\ufffd\ufffd")

    def test_another_base_is_read_back_too(self, knowledge: Knowledge) -> None:
        turtle = to_turtle(sample.GRAPH, knowledge=knowledge, base="https://example.org/news#")
        assert DEFAULT_BASE + "entity" not in turtle.decode()
        assert b"@prefix ent: <https://example.org/news#entity/> ." in turtle
        assert from_turtle(turtle) == sample.GRAPH

    def test_rdflib_gets_the_same_triples_in_the_same_form(self, knowledge: Knowledge) -> None:
        rdf = to_rdflib(sample.GRAPH, knowledge=knowledge)
        lines = rdf.serialize(format="nt").encode()
        triples = {quad.triple for quad in ox.parse(lines, format=ox.RdfFormat.N_TRIPLES)}
        assert triples == set(to_triples(sample.GRAPH, knowledge=knowledge))
        assert [str(date) for date in rdf.objects(None, rdflib.DCTERMS.date)] == ["2021-05-04T00:00:00Z"]
        assert dict(rdf.namespaces())["ent"] == rdflib.URIRef(PREFIXES["ent"])


class TestWhatCannotBeReadBack:
    @pytest.mark.parametrize(
        ("turtle", "message"),
        [
            (b"<a> <b> .", "line 1: not valid Turtle"),
            (b"\xff\xfe", "not valid Turtle"),
            (
                b"@prefix gb: <https://w3id.org/graphbuild/ontology#> . <http://e/x> a gb:Person .",
                "no rdfs:label",
            ),
        ],
    )
    def test_is_refused_in_one_line(self, turtle: bytes, message: str) -> None:
        with pytest.raises(InputError, match=message):
            from_turtle(turtle)

    def test_a_graph_without_its_texts(self, knowledge: Knowledge) -> None:
        turtle = to_turtle(sample.GRAPH, knowledge=knowledge, include_text=False)
        assert sample.TEXT.encode() not in turtle
        with pytest.raises(InputError, match="no gb:text"):
            from_turtle(turtle)

    @pytest.mark.parametrize(
        ("old", "new"),
        [
            ("gb:polarity gb:Negative", "gb:polarity gb:Neither"),
            ("gb:beginIndex 0 ;", "gb:beginIndex 900 ;"),
            ("gb:agent ent:norland", "gb:agent ent:nobody"),
            ('"2021-05-03T00:00:00Z"', '"in May"'),
            ("gb:status gb:Affirmed ;", "gb:predicate gb:met , gb:fought ;"),
        ],
    )
    def test_a_graph_that_was_tampered_with(self, knowledge: Knowledge, old: str, new: str) -> None:
        turtle = to_turtle(sample.GRAPH, knowledge=knowledge).decode()
        assert old in turtle
        with pytest.raises(InputError):
            from_turtle(turtle.replace(old, new).encode())


class TestDirectTriples:
    def test_stand_for_what_is_stated_as_actual(self, store: ox.Store, knowledge: Knowledge) -> None:
        assert direct_triples(store, knowledge) == {
            ox.Triple(ent("leila-haddad"), gb("met"), ent("marek-novak")),
            ox.Triple(ent("marek-novak"), gb("met"), ent("leila-haddad")),
            ox.Triple(ent("norland"), gb("recognises"), ent("sudria")),
            ox.Triple(ent("norland"), gb("attacked"), ent("sudria")),  # disputed: stated once, denied once
            ox.Triple(ent("leila-haddad"), gb("holdsPosition"), ent("foreign-minister-of-norland")),
        }

    @RELAXED
    @given(graph=graphs())
    def test_are_the_pairs_of_relations_with_a_mention_that_asserts(
        self, knowledge: Knowledge, graph: Graph
    ) -> None:
        store = parse(to_turtle(graph, knowledge=knowledge))
        backed = set()
        for solution in store.query(
            "SELECT DISTINCT ?a ?p ?r { ?relation gb:predicate ?p ; gb:agent ?a ; gb:recipient ?r ; "
            "gb:mention [ gb:polarity gb:Positive ; gb:modality gb:Actual ] }",
            prefixes=dict(PREFIXES),
        ):  # type: ignore[union-attr]
            agent, predicate, recipient = solution["a"], solution["p"], solution["r"]
            backed.add(ox.Triple(agent, predicate, recipient))
            if knowledge.predicates[predicate.value.removeprefix(PREFIXES["gb"])].symmetric:
                backed.add(ox.Triple(recipient, predicate, agent))
        assert direct_triples(store, knowledge) == backed


class TestLayers:
    def test_a_relation_has_its_class_and_those_above(self, store: ox.Store) -> None:
        met = next(store.quads_for_pattern(None, gb("predicate"), gb("met"))).subject
        held = next(store.quads_for_pattern(None, gb("predicate"), gb("holdsPosition"))).subject
        types = {
            one: {quad.object for quad in store.quads_for_pattern(one, ox.NamedNode(rdflib.RDF.type), None)}
            - {ox.NamedNode(rdflib.OWL.NamedIndividual)}
            for one in (met, held)
        }  # fmt: skip
        assert types == {met: {gb("Meeting"), gb("Event"), gb("Relation")}, held: {gb("Relation")}}

    @RELAXED
    @given(graph=graphs())
    def test_no_node_is_blank_and_every_term_is_declared(self, knowledge: Knowledge, graph: Graph) -> None:
        store = parse(to_turtle(graph, knowledge=knowledge))
        rdf_type = ox.NamedNode(rdflib.RDF.type)
        declared = {quad.subject for quad in store.quads_for_pattern(None, rdf_type, None)}
        built_in = tuple(PREFIXES[prefix] for prefix in ("owl", "rdf", "rdfs", "xsd"))
        for quad in store:
            assert isinstance(quad.subject, ox.NamedNode)
            assert isinstance(quad.object, ox.NamedNode | ox.Literal)
            assert quad.subject in declared
            assert quad.predicate in declared or quad.predicate.value.startswith(built_in)
            if isinstance(quad.object, ox.NamedNode) and quad.object.value.startswith(
                DEFAULT_BASE + "ontology#"
            ):
                assert quad.object in declared
            if isinstance(quad.object, ox.NamedNode) and quad.object.value.startswith(PREFIXES["ent"]):
                assert quad.object in declared

    def test_only_datatypes_of_the_owl_2_map_are_used(self, store: ox.Store) -> None:
        used = {
            q.object.datatype.value
            for q in store
            if isinstance(q.object, ox.Literal) and not q.object.language
        }
        xsd = PREFIXES["xsd"]
        assert used == {xsd + name for name in ("string", "integer", "decimal", "dateTime")}

    def test_the_file_is_one_ontology(self, store: ox.Store) -> None:
        rdf_type, ontology = ox.NamedNode(rdflib.RDF.type), ox.NamedNode(rdflib.OWL.Ontology)
        (header,) = (quad.subject for quad in store.quads_for_pattern(None, rdf_type, ontology))
        assert header == ox.NamedNode(DEFAULT_BASE + "graph")

    def test_times_are_utc_to_the_second_or_millisecond(self, knowledge: Knowledge) -> None:
        finest = datetime(2022, 3, 1, 23, 59, 59, 999_999, UTC)
        turtle = to_turtle(Graph.of([Article("a.txt", "A.", date=finest)]), knowledge=knowledge)
        assert b'dcterms:date "2022-03-01T23:59:59.999Z"^^xsd:dateTime' in turtle

    def test_a_url_that_is_no_address_stays_text(self, knowledge: Knowledge) -> None:
        articles = [
            Article("a", "A.", url="https://example.org/a?b=%20c"),
            Article("b", "B.", url="http://e/a b|{c}"),
        ]
        turtle = to_turtle(Graph.of(articles), knowledge=knowledge)
        assert b"dcterms:source <https://example.org/a?b=%20c> ;" in turtle
        assert b'dcterms:source "http://e/a b|{c}" ;' in turtle


class TestNames:
    def test_iris_are_readable(self, store: ox.Store) -> None:
        met = next(store.quads_for_pattern(None, gb("predicate"), gb("met")))
        mention = next(store.quads_for_pattern(met.subject, gb("mention"), None))
        assert str(met.subject).startswith(f"<{PREFIXES['rel']}leila-haddad-met-marek-novak-")
        assert str(mention.object).startswith(
            f"<{PREFIXES['art']}{sample.ARTICLE.key}_0-{len(sample.SENTENCES[0])}_"
        )

    def test_a_name_that_kinds_share_goes_to_the_first_of_them(self) -> None:
        entities = [
            Entity(entity_id(kind, "Georgia"), kind, "Georgia")
            for kind in (Kind.PLACE, Kind.STATE, Kind.PERSON)
        ]
        entities.append(Entity(entity_id(Kind.PLACE, "Georgia Person"), Kind.PLACE, "Georgia Person"))
        iris = Namespaces().entity_iris(entities)
        assert {one: iri.removeprefix(PREFIXES["ent"]) for one, iri in iris.items()} == {
            "state/georgia": "georgia",
            "person/georgia": "georgia_person",
            "place/georgia": "georgia_place",
            "place/georgia-person": "georgia-person",
        }

    @given(st.lists(any_texts | st.text("-_.~%ab"), unique=True))
    def test_different_texts_never_share_a_name(self, names: list[str]) -> None:
        encoded = [encode(name) for name in names]
        assert len(set(encoded)) == len(encoded)
        assert [decode(name) for name in encoded] == names

    def test_a_slug_is_its_own_name(self) -> None:
        assert encode(slug("Abdul Ghani Baradar")) == "abdul-ghani-baradar"
        assert encode(slug("Талибан")) == "талибан"

    @pytest.mark.parametrize(
        "base",
        ["http://e/", "https://example.org/news/", "https://example.org/x#", "http://localhost:8000/", "https://москва.рф/",
         "http://[::1]/x/", "https://example.org/a%20b/"],
    )  # fmt: skip
    def test_a_base_is_an_absolute_web_address(self, base: str, knowledge: Knowledge) -> None:
        turtle = to_turtle(sample.GRAPH, knowledge=knowledge, base=base)
        assert len(list(ox.parse(turtle, format=ox.RdfFormat.TURTLE))) > 700

    @pytest.mark.parametrize(
        "base",
        ["", "example.org/", "/news/", "https://example.org/news", "ftp://example.org/", "https:///x/",
         "http://e/a b/", "http://e/<x>/", "http://e/a|b/", "http://e/%zz/", "http://e/#a#", "urn:x:", "http://e/\n/",
         "http://e/{x}/", "https://example.org/x/\n"],
    )  # fmt: skip
    def test_what_is_no_base_is_refused(self, base: str) -> None:
        with pytest.raises(InputError, match="base of IRIs"):
            Namespaces(base)


class TestUnknownThings:
    def test_a_predicate_that_the_ontology_lacks(self, knowledge: Knowledge) -> None:
        relation = replace(sample.GRAPH.relations[0], predicate="greeted")
        with pytest.raises(KnowledgeError, match="gb:greeted"):
            to_turtle(replace(sample.GRAPH, relations=(relation,)), knowledge=knowledge)

    def test_an_entity_or_article_that_the_graph_lacks(self, knowledge: Knowledge) -> None:
        for part in ("entities", "articles"):
            with pytest.raises(ValueError, match="does not hold it"):
                to_turtle(replace(sample.GRAPH, **{part: ()}), knowledge=knowledge)

    def test_an_id_of_another_kind(self) -> None:
        with pytest.raises(ValueError, match="begins with 'person/'"):
            Namespaces().entity_iris([Entity("state/x", Kind.PERSON, "X")])


class TestForm:
    def test_the_order_of_input_does_not_show(self, knowledge: Knowledge) -> None:
        turtle = to_turtle(sample.GRAPH, knowledge=knowledge)
        graph = sample.GRAPH
        turned = Graph(graph.articles, graph.entities[::-1], graph.relations[3:] + graph.relations[:3])
        assert turned != graph
        assert to_turtle(turned, knowledge=knowledge) == turtle

    def test_the_seed_of_hashes_does_not_show(self) -> None:
        program = (
            "import sys; from graphbuild.knowledge import load_knowledge; "
            "from graphbuild.rdf import to_turtle; from tests.sample import GRAPH; "
            "sys.stdout.buffer.write(to_turtle(GRAPH, knowledge=load_knowledge()))"
        )
        written = [
            subprocess.run(
                [sys.executable, "-c", program],
                env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(Path(__file__).parent.parent)},
                capture_output=True,
                check=True,
            ).stdout
            for seed in ("1", "2")
        ]
        assert written[0] == written[1] != b""

    def test_a_new_triple_is_a_new_line(self, knowledge: Knowledge) -> None:
        entities = tuple(
            replace(e, names=("The Herald",)) if e.id == sample.HERALD.id else e
            for e in sample.GRAPH.entities
        )
        before = to_turtle(sample.GRAPH, knowledge=knowledge).decode().splitlines()
        after = to_turtle(replace(sample.GRAPH, entities=entities), knowledge=knowledge).decode().splitlines()
        changes = [line for line in difflib.ndiff(before, after) if line[0] in "+-"]
        assert changes == ['+     skos:altLabel "The Herald" ;']

    def test_is_what_people_would_write(self, knowledge: Knowledge) -> None:
        turtle = to_turtle(sample.GRAPH, knowledge=knowledge).decode()
        headings = [line.strip("# ") for line in turtle.splitlines() if line.startswith("########")]
        assert headings == ["Graph", "Ontology", "Entities", "Relations", "Mentions", "Articles"]
        assert (
            "ent:leila-haddad a gb:Person , owl:NamedIndividual ;\n"
            '    rdfs:label "Leila Haddad" ;\n'
            '    skos:altLabel "Haddad" ;\n'
            "    gb:holdsPosition ent:foreign-minister-of-norland ;\n"
            "    gb:met ent:marek-novak ;\n"
            ".\n"
            "\n"
            "ent:marek-novak a gb:Person"
        ) in turtle
        assert "    gb:confidence 0.90 ;\n" in turtle
        assert '    gb:notBefore "2021-05-03T00:00:00Z"^^xsd:dateTime ;\n' in turtle

    def test_hidden_characters_are_shown(self, knowledge: Knowledge) -> None:
        # as \uXXXX: the OWL API would read \r as r
        article = Article("a.txt", 'Line "one"\nline\u202e two\r\x85"', title="safe\u2066 \ufeff")
        turtle = to_turtle(Graph.of([article]), knowledge=knowledge).decode()
        assert 'gb:text """Line "one"\nline\\u202E two\\u000D\\u0085\\"""" ;' in turtle
        assert 'dcterms:title "safe\\u2066 \\uFEFF" ;' in turtle


def hostile_graph() -> Graph:
    """A graph in which every relation is of fitting kinds, and every text is trouble."""
    text = "\n".join(HOSTILE)
    article = Article(
        "a b/c#d?.txt", text, HOSTILE[0], datetime(1, 1, 1, 0, 0, 0, 123456, UTC), "http://e/{x}", "|"
    )
    people = [
        Entity(entity_id(Kind.PERSON, f"{n} {i}"), Kind.PERSON, n, HOSTILE) for i, n in enumerate(HOSTILE)
    ]
    beyond = [Entity(entity_id(Kind.PERSON, n), Kind.PERSON, n) for n in ("𐌰𐌱", "Ⅷ", "ℵ٣", "a\u0308ö", "०१")]
    states = [Entity(entity_id(kind, "Georgia"), kind, "Georgia") for kind in (Kind.STATE, Kind.PLACE)]
    times = [TimeSpan(expression, datetime(9999, 12, 31, 23, 59, 59, 999_999, UTC)) for expression in HOSTILE]
    relations = [
        Relation(
            "met",
            (one.id,),
            (people[0].id, states[0].id),
            (Mention(article.key, Span(0, 5), quote, rule=quote, attributed_to=(one.id,), confidence=1e-9),),
            states[1].id,
            time,
        )
        for one, quote, time in zip(people, HOSTILE, times, strict=True)
    ]
    relations.append(
        Relation("met", tuple(sorted(e.id for e in beyond)), (states[0].id,), relations[0].mentions)
    )
    return Graph.of([article], [*people, *beyond, *states], relations)


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory, knowledge: Knowledge) -> list[Path]:
    folder = tmp_path_factory.mktemp("graphs")
    for name, graph in {"sample": sample.GRAPH, "hostile": hostile_graph(), "empty": Graph()}.items():
        made_with = Provenance("0.1.0", "en_model 1.0 <&\x00>")
        (folder / f"{name}.ttl").write_bytes(to_turtle(graph, knowledge=knowledge, provenance=made_with))
    turtle = to_turtle(sample.GRAPH, knowledge=knowledge, base="https://москва.рф/x%20y#", include_text=False)
    (folder / "other-base.ttl").write_bytes(turtle)
    return sorted(folder.iterdir())


class TestOtherPeoplesTools:
    """The files open in what users open them with, whatever the articles hold."""

    def test_protege_opens_them_as_consistent_owl_2_dl(self, files: list[Path]) -> None:
        require(owl_api_present(), OWL_API)
        for verdict in owl_verdicts(files):
            assert verdict.ok, verdict

    def test_graphdb_reads_every_statement(self, files: list[Path]) -> None:
        require(rdf4j_present(), RDF4J)
        for path, verdict in zip(files, rdf4j_verdicts(files), strict=True):
            assert not verdict.error, verdict
            assert verdict.statements == len(list(ox.parse(path=path)))
