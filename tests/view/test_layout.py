from __future__ import annotations

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graphbuild.view.layout import lay_out


@st.composite
def networks(draw: st.DrawFn) -> nx.Graph:
    count = draw(st.integers(0, 40))
    network = nx.Graph()
    network.add_nodes_from(range(count))
    if count:
        node = st.integers(0, count - 1)
        pairs = draw(st.lists(st.tuples(node, node), max_size=90))
        network.add_edges_from((a, b) for a, b in pairs if a != b)
    return network


def overlaps(
    places: dict[int, tuple[int, int]], boxes: dict[int, tuple[float, float]]
) -> list[tuple[int, int]]:
    """Pairs of nodes whose boxes share more than the two pixels that rounding may cost."""
    return [
        (a, b)
        for a in places
        for b in places
        if a < b
        and abs(places[a][0] - places[b][0]) + 2 < (boxes[a][0] + boxes[b][0]) / 2
        and abs(places[a][1] - places[b][1]) + 2 < (boxes[a][1] + boxes[b][1]) / 2
    ]


@settings(max_examples=40, deadline=None)
@given(networks(), st.data())
def test_every_node_has_a_place_and_no_two_boxes_overlap(network: nx.Graph, data: st.DataObject) -> None:
    side = st.tuples(st.floats(10, 180), st.floats(10, 60))
    boxes = {node: data.draw(side) for node in network}
    satellites = [node for node in network if node % 5 == 4]
    places = lay_out(network, boxes, satellites)
    assert set(places) == set(network)
    assert not overlaps(places, boxes)


@settings(max_examples=20, deadline=None)
@given(networks())
def test_the_order_of_nodes_and_lines_does_not_matter(network: nx.Graph) -> None:
    boxes = dict.fromkeys(network, (60.0, 30.0))
    turned = nx.Graph()
    turned.add_nodes_from(reversed(list(network)))
    turned.add_edges_from((b, a) for a, b in reversed(list(network.edges)))
    assert lay_out(network, boxes) == lay_out(turned, boxes)


def test_satellites_move_nobody_and_stand_by_their_neighbours() -> None:
    network = nx.path_graph(6)
    boxes = dict.fromkeys(range(7), (80.0, 40.0))
    alone = lay_out(network, boxes)
    network.add_edge(0, 6)
    together = lay_out(network, boxes, [6])
    assert {node: place for node, place in together.items() if node != 6} == alone

    def far(a: int, b: int) -> float:
        return float(((together[a][0] - together[b][0]) ** 2 + (together[a][1] - together[b][1]) ** 2) ** 0.5)

    assert min(range(6), key=lambda node: far(node, 6)) == 0


def test_a_chain_is_drawn_along_the_page_and_in_its_order() -> None:
    places = lay_out(nx.path_graph(9), dict.fromkeys(range(9), (20.0, 20.0)))
    across = [places[node][0] for node in range(9)]
    assert across in (sorted(across), sorted(across, reverse=True))
    assert max(x for x, _ in places.values()) > 3 * max(abs(y) for _, y in places.values())


@pytest.mark.parametrize("count", [300, 1200])
def test_large_networks_keep_the_best_connected_near_the_middle(count: int) -> None:
    network = nx.Graph((node, 0 if node % 3 else node // 3) for node in range(1, count))
    boxes = dict.fromkeys(network, (20.0, 20.0))
    places = lay_out(network, boxes)
    assert not overlaps(places, boxes)
    reach = sorted((x * x + y * y) ** 0.5 for x, y in places.values())
    hub = (places[0][0] ** 2 + places[0][1] ** 2) ** 0.5
    assert hub < reach[len(reach) // 2]
