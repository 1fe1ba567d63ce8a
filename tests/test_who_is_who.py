"""Who is who in real articles: the seeds name by name, and the whole gold pair by pair."""

from itertools import combinations

import networkx
import pytest

from graphbuild.evaluate import read_gold
from graphbuild.evaluate.gold import GoldEntity
from graphbuild.evaluate.names import normalise
from graphbuild.kg import KnowledgeGraph
from graphbuild.model import Kind
from tests import scores
from tests.tools import require

PRECISION, RECALL = 0.98, 0.92  # of pairs of names that are taken for one entity
# Names that every state has a bearer of say nothing across articles, and mean another in each.
GENERAL = {"foreign", "ministry", "of", "parliament", "house", "senate", "supreme", "court", "party"}


@pytest.mark.parametrize(
    "names",
    [
        ["Abdul Ghani Baradar", "Mullah Baradar", "Mullah Abdul Ghani Baradar", "Baradar"],
        ["Muttaqi", "Amir Mutaqqi", "Amir Khan Muttaqi"],
        ["Yaqoob", "Yakoob"],
        ["Ismail Khan", "Ismal Khan"],
        ["Massoud", "Ahmad Massaod", "Ahmad Massoud"],
    ],
)
def test_one_person_of_the_seeds_is_one_node(names: list[str]) -> None:
    assert len({bearer for name in names for bearer in bearers(name)}) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ahmad Massoud", "Ahmad Shah Massoud"),
        ("Hafiz Zia Ahmad", "Ahmad Shah Massoud"),
        ("Hafiz Zia Ahmad", "Ahmad Massoud"),
        ("Ismail Khan", "Amir Khan Muttaqi"),
        ("Sirajuddin Haqqani", "Haqqani Network"),
    ],
)
def test_two_people_of_the_seeds_are_two_nodes(one: str, other: str) -> None:
    assert bearers(one)
    assert not bearers(one) & bearers(other)


def bearers(name: str) -> set[str]:
    graph = scores.built(scores.SEEDS).graph
    return {entity.id for entity in graph.entities if name in (entity.label, *entity.names)}


@pytest.mark.gold
def test_names_of_the_gold_are_one_where_the_gold_says_so() -> None:
    require(scores.HAS_GOLD, "the gold in ../shared")
    kg = scores.built(scores.SEEDS, scores.GOLD / "articles")
    uses = gold_uses(kg)
    right = found = true = 0
    for (truth, ours), (other_truth, other_ours) in combinations(uses, 2):
        right += truth == other_truth and ours == other_ours
        found += ours == other_ours
        true += truth == other_truth
    print(f"{len(uses)} names, {true} pairs: precision {right / found:.3f}, recall {right / true:.3f}")
    assert right / found >= PRECISION
    assert right / true >= RECALL


def gold_uses(kg: KnowledgeGraph) -> list[tuple[int, str]]:
    """A graph of the gold's articles → for each name of the gold in it who it is, and whom we took it for."""
    assert kg.identity is not None
    ids = kg.identity.id_by_use
    readings = {reading.articles[0].id: reading for reading in kg.readings}
    truth: networkx.Graph = networkx.Graph()
    named: list[tuple[object, str]] = []
    for gold in read_gold(scores.GOLD):
        reading = readings[gold.article]
        for entity in gold.entities:
            bearer = (gold.article, entity.key)
            truth.add_node(bearer)
            truth.add_edges_from((bearer, shared) for shared in shared_names(entity))
            wanted = {normalise(name) for name in entity.names}
            named += [
                (bearer, ids[reading.articles[0].key, e.id])
                for e in reading.entities
                if e.kind is entity.kind is not Kind.POSITION
                for name in wanted & {normalise(n) for n in (e.label, *e.names)}
            ]
    people = {node: n for n, nodes in enumerate(networkx.connected_components(truth)) for node in nodes}
    return [(people[bearer], ours) for bearer, ours in named]


def shared_names(entity: GoldEntity) -> set[tuple[str, str, str]]:
    """What tells an entity of one article from all others, so that two that share it are one.

    A name in full (of two words or more for a person; none that every state has a bearer of), and the
    gold's own key of a state, or of a person with the letters that the surname begins with: the gold
    spells a name as its article does.
    """
    names = [normalise(name).split() for name in entity.names]
    shared = {
        (entity.kind, "name", " ".join(words))
        for words in names
        if not {*words} <= GENERAL
        and "embassy" not in words
        and (len(words) > 1 or entity.kind is not Kind.PERSON)
    }
    if entity.kind is Kind.STATE:
        shared.add((entity.kind, "key", entity.key))
    if entity.kind is Kind.PERSON:
        shared.add((entity.kind, "key", f"{entity.key} {names[0][-1][:3]}"))
    return shared
