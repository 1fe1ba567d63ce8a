"""The lexicon's ids: well formed, each for one thing, and a broken row is named by file and line."""

import csv
import shutil
from pathlib import Path

import pytest

from graphbuild.errors import KnowledgeError
from graphbuild.gazetteer import GEONAMES, read_cities
from graphbuild.knowledge import Knowledge, load_knowledge, ontology_path

LEXICON = ontology_path() / "lexicon"


def rows(name: str) -> list[dict[str, str]]:
    with (LEXICON / name).open(encoding="utf-8", newline="") as table:
        return list(csv.DictReader(table))


def write(path: Path, *lines: str) -> Path:
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def lexicon(folder: Path, *cities: str) -> Path:
    write(folder / "states.csv", "label", "Norland", "Sudria")
    write(folder / "cities.csv", "label,aliases,state,population,geonames", *cities)
    return folder


def test_a_city_is_found_by_each_of_its_names(tmp_path: Path) -> None:
    cities = read_cities(lexicon(tmp_path, "Nörd,Port Nord;Nord,Norland;Sudria,12,34", "Nord,,Sudria,5,35"))
    assert [(c.label, c.states, c.population, c.link) for c in cities["nord"]] == [
        ("Nörd", ("Norland", "Sudria"), 12, f"{GEONAMES}34/"),
        ("Nord", ("Sudria",), 5, f"{GEONAMES}35/"),
    ]
    assert cities["port-nord"] == cities["nord"][:1]


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("Nord,,Westmark,12,34", "not a state of states.csv: 'Westmark'"),
        ("Nord,,,12,34", "not a state of states.csv: ''"),
        ("Nord,,Norland,many,34", "the population is no number: 'many'"),
        ("Nord,,Norland,-1,34", "the population is no number"),
        ("Nord,,Norland,12,Q34", "'Q34' is no id like 2988507"),
        ("Nord,,Norland,12,34> <x:y", "is no id like"),
        ("Nord,,Norland,12,٣٤", "is no id like"),
        ("Nord,,Norland,12,", "a city needs one geonames id, not ''"),
        ("Nord,,Norland,12,34;35", "a city needs one geonames id"),
        ("Nord,,Norland,12,7", "/7/ stands in line 2 too"),
        ("Nord,,Norland,12", "more or fewer cells"),
        (",,Norland,12,34", "label is empty"),
    ],
)
def test_a_broken_row_of_cities_is_named(line: str, message: str, tmp_path: Path) -> None:
    folder = lexicon(tmp_path, "First,,Norland,1,7", line)
    with pytest.raises(KnowledgeError, match=rf"cities\.csv:3: .*{message}"):
        read_cities(folder)


@pytest.mark.parametrize(
    ("table", "old", "new", "message"),
    [
        ("states.csv", ",Q794,", ",P794,", "'P794' is no id like Q90"),
        ("states.csv", ",Q794,", ",Q796,", "Q796 stands in line"),
        ("states.csv", ",IRQ,", ",IRN,", "IRN stands in line"),
        ("regions.csv", "1140043", "0", "'0' is no id like 2988507"),
        ("regions.csv", "1140043", "5815135", "5815135/ stands in line"),
        ("bodies.csv", ",Q1065\n", ",Q1065x\n", "'Q1065x' is no id like Q90"),
    ],
)
def test_a_broken_id_is_named(table: str, old: str, new: str, message: str, tmp_path: Path) -> None:
    folder = shutil.copytree(ontology_path(), tmp_path / "ontology")
    path = folder / "lexicon" / table
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(KnowledgeError, match=rf"{table}:\d+: .*{message}"):
        load_knowledge(folder)


def test_a_city_stands_once_in_a_state_under_one_size_and_the_file_stays_small() -> None:
    cities = rows("cities.csv")
    assert len({row["geonames"] for row in cities}) == len(cities) > 5000
    assert (LEXICON / "cities.csv").stat().st_size < 450_000
    large = [row for row in cities if int(row["population"]) >= 100_000]
    assert len(large) > 0.9 * len(cities)


def test_states_of_today_have_codes_and_links_and_former_ones_no_codes(knowledge: Knowledge) -> None:
    by_label = {k.label: k for senses in knowledge.names.values() for k in senses if k.sense == "name"}
    for row in rows("states.csv"):
        known = by_label[row["label"]]
        if row["iso2"] and not row["former"]:
            assert known.codes == (row["iso2"], row["iso3"])
            assert any(link.startswith(GEONAMES) for link in known.links)
        else:
            assert known.codes == ()


def test_a_body_and_an_id_stand_for_each_other() -> None:
    qids = [row["wikidata"] for row in rows("bodies.csv") if row["wikidata"]]
    assert len(qids) == len(set(qids)) > 100


def test_two_people_share_an_id_only_as_two_names_of_one_office_holder() -> None:
    people: dict[str, set[tuple[str, str]]] = {}
    for row in rows("people.csv"):
        if row["wikidata"]:
            people.setdefault(row["wikidata"], set()).add((row["state"], row["office"]))
    assert len(people) > 300
    assert all(len(offices) == 1 for offices in people.values())
