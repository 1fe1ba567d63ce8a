from __future__ import annotations

import sys
from dataclasses import replace

import networkx as nx
import pytest

from graphbuild.errors import InputError
from graphbuild.export import to_networkx, to_pandas
from graphbuild.model import Graph, Status
from tests.view.sample import ARTICLES, entity, knowledge, seeds_graph

KNOWLEDGE = knowledge()
GRAPH = seeds_graph()


def edges(network: nx.MultiDiGraph, agent: str, recipient: str) -> list[dict[str, object]]:
    return list((network.get_edge_data(entity(agent).id, entity(recipient).id) or {}).values())


def test_nodes_are_all_entities_with_what_is_known_of_them() -> None:
    network = to_networkx(GRAPH, KNOWLEDGE)
    assert set(network) == {one.id for one in GRAPH.entities}
    assert network.nodes["state/russia"] == {
        "label": "Russia",
        "kind": "State",
        "names": ["Kremlin", "Moscow", "Russian Federation"],
        "links": ["https://www.wikidata.org/entity/Q159"],
    }


def test_a_relation_becomes_an_edge_between_each_agent_and_each_recipient() -> None:
    network = to_networkx(GRAPH, KNOWLEDGE)
    for agent in ("baradar", "yaqoob"):
        for recipient in ("massoud", "saleh"):
            [edge] = edges(network, agent, recipient)
            assert edge["predicate"] == "met"
            assert edge["label"] == "met"
            assert edge["symmetric"] is True
            assert edge["expression"] == "last week"
            assert edge["not_before"] == "2022-01-17T00:00:00+00:00"
            assert edge["not_after"] == "2022-01-23T23:59:59+00:00"
            assert "had a series of meetings" in str(edge["quotes"])


def test_an_edge_tells_where_and_who_says_so() -> None:
    [edge] = edges(to_networkx(GRAPH, KNOWLEDGE), "baradar", "maksimov")
    assert edge["place"] == entity("doha").id
    assert edge["attributed_to"] == [entity("naeem").id]
    assert edge["not_before"] is None
    assert edge["articles"] == [ARTICLES["ossetia"].key]


def test_what_no_text_states_as_fact_is_left_out_unless_asked_for() -> None:
    asserted, everything = to_networkx(GRAPH, KNOWLEDGE), to_networkx(GRAPH, KNOWLEDGE, asserted_only=False)
    assert not edges(asserted, "uzbekistan", "taliban")
    [denied] = edges(everything, "uzbekistan", "taliban")
    assert denied["status"] == "Denied"
    # Stated by one and denied by another: stated all the same.
    assert {edge["status"] for edge in edges(asserted, "russia", "taliban")} == {"Affirmed", "Disputed"}
    assert {status for *_, status in everything.edges(data="status")} == {status.value for status in Status}


def test_two_claims_about_one_pair_stay_two_edges() -> None:
    met = edges(to_networkx(GRAPH, KNOWLEDGE), "kabulov", "baradar")
    assert sorted(str(edge["expression"]) for edge in met) == ["Thursday", "Wednesday"]


def test_edge_keys_do_not_depend_on_the_rest_of_the_graph() -> None:
    half = Graph.of(GRAPH.articles, GRAPH.entities, GRAPH.relations[::2])
    assert set(to_networkx(half, KNOWLEDGE).edges(keys=True)) <= set(
        to_networkx(GRAPH, KNOWLEDGE).edges(keys=True)
    )


def test_a_predicate_that_the_knowledge_lacks_keeps_its_name() -> None:
    odd = replace(GRAPH.relations[0], predicate="danced")
    network = to_networkx(replace(GRAPH, relations=(odd,)), KNOWLEDGE)
    assert {label for *_, label in network.edges(data="label")} == {"danced"}


def test_the_table_has_a_row_for_each_mention() -> None:
    table = to_pandas(GRAPH, KNOWLEDGE)
    assert len(table) == sum(len(relation.mentions) for relation in GRAPH.relations)
    disputed = table[(table.predicate == "met") & (table.agent == "Russia") & (table.recipient == "Taliban")]
    assert sorted(disputed.polarity) == ["Negative", "Positive"]
    assert set(disputed.status) == {"Disputed"}


def test_a_row_of_the_table_answers_who_when_where_and_who_says_so() -> None:
    table = to_pandas(GRAPH, KNOWLEDGE)
    row = table[table.recipient == "Aleksey Maksimov"].iloc[0]
    assert row.agent == "Abdul Ghani Baradar"
    assert row.relation == "met"
    assert row.agent_id == "person/abdul-ghani-baradar"
    assert row.place == "Doha"
    assert row.time == "Thursday evening"
    assert row.attributed_to == "Mohammad Naeem"
    assert row.end - row.begin == len(row.quote)
    recognised = table[table.quote.str.contains("recognition of South Ossetia")].iloc[0]
    assert recognised.not_before.isoformat() == "2008-01-01T00:00:00+00:00"
    assert recognised.recipient_id == "state/south-ossetia; state/abkhazia"


def test_an_empty_graph_gives_an_empty_table_of_the_same_columns() -> None:
    empty, full = to_pandas(Graph(), KNOWLEDGE), to_pandas(GRAPH, KNOWLEDGE)
    assert list(empty.columns) == list(full.columns)
    assert empty.not_before.dtype == full.not_before.dtype
    assert not len(empty)


def test_without_pandas_the_table_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(InputError, match="pip install pandas"):
        to_pandas(GRAPH, KNOWLEDGE)
