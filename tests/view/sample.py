"""A believable graph made by hand from the seeds' sentences, and generators of larger ones."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import cast

from graphbuild.knowledge import Knowledge, Predicate
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
)

STATE, BODY, PERSON, PLACE, POST = Kind.STATE, Kind.ORGANISATION, Kind.PERSON, Kind.PLACE, Kind.POSITION

_PREDICATES = """
met|met|diplomatic|yes
visited|visited|diplomatic|
recognises|recognises|diplomatic|
signedAgreementWith|signed an agreement with|diplomatic|yes
heldJointExerciseWith|held a joint exercise with|diplomatic|yes
praised|praised|diplomatic|
pledgedAidTo|pledged aid to|diplomatic|
designatedTerrorist|designated as terrorist|conflict|
sanctioned|sanctioned|conflict|
attacked|attacked|conflict|
fought|fought|conflict|yes
captured|captured|conflict|
accused|accused|conflict|
detained|detained|conflict|
withdrewFrom|withdrew from|conflict|
deployedTo|deployed troops to|conflict|
appointed|appointed|office|
holdsPosition|holds the position of|office|
affiliatedWith|is affiliated with|office|
leads|leads|office|
spokespersonOf|is spokesperson of|office|
founded|founded|office|
childOf|is a child of|family|
borders|borders|place|yes
locatedIn|lies in|place|
"""


def knowledge() -> Knowledge:
    """What the view asks of the knowledge: its predicates."""
    rows = [row.split("|") for row in _PREDICATES.strip().splitlines()]
    every = frozenset(Kind)
    predicates = {
        name: Predicate(name, label, every, every, bool(symmetric), None, "Relation", False, group)
        for name, label, group, symmetric in rows
    }
    return cast(Knowledge, SimpleNamespace(predicates=predicates))


# What is known about the articles; their texts are the quotes of claims.psv.
_ABOUT = {
    "ossetia": Article(
        "000.txt",
        "",
        "South Ossetian official meets Taliban leader in Doha",
        datetime(2021, 10, 15, tzinfo=UTC),
        "https://example.org/ossetia",
        "Example Caucasus Review",
    ),
    "moscow": Article(
        "001.txt",
        "",
        "Taliban ministers meet their rivals in Moscow",
        datetime(2022, 1, 25, tzinfo=UTC),
    ),
    "kabulov": Article(
        "002.txt",
        "",
        "Russian special envoy visits Afghanistan to meet Taliban officials",
        datetime(2022, 3, 24, tzinfo=UTC),
        "https://example.org/kabulov",
        "Example Agency",
    ),
    "qatar": Article(
        "003.txt",
        "",
        "Turkmen, Uzbek, Russian officials hold talks with Taliban in Qatar",
        datetime(2021, 8, 13, tzinfo=UTC),
        publisher="Example Weekly",
    ),
    "talks": Article("004.txt", ""),
}

_LINES = Path(__file__).with_name("claims.psv").read_text(encoding="utf-8").splitlines()
_CLAIMS = [line.split("|") for line in _LINES if not line.startswith("#")]
# Before each text stands a character beyond U+FFFF: one for Python, two for JavaScript.
ARTICLES = {
    name: replace(
        article,
        text="\n\n".join(
            dict.fromkeys(["\U0001f54a", *(row[4] for row in _CLAIMS if row[0].rpartition(":")[2] == name)])
        ),
    )
    for name, article in _ABOUT.items()
}

_ENTITIES: dict[str, tuple[Kind, str, tuple[str, ...]]] = {
    "taliban": (BODY, "Taliban", ("the Taliban", "Islamic Emirate", "Taliban regime")),
    "baradar": (PERSON, "Abdul Ghani Baradar", ("Baradar", "Mullah Baradar")),
    "maksimov": (PERSON, "Aleksey Maksimov", ("Maksimov",)),
    "naeem": (PERSON, "Mohammad Naeem", ("Naeem",)),
    "russia": (STATE, "Russia", ("Russian Federation", "Moscow", "Kremlin")),
    "ossetia": (STATE, "South Ossetia", ("South Ossetian",)),
    "abkhazia": (STATE, "Abkhazia", ()),
    "nicaragua": (STATE, "Nicaragua", ()),
    "venezuela": (STATE, "Venezuela", ()),
    "nauru": (STATE, "Nauru", ()),
    "syria": (STATE, "Syria", ()),
    "afghanistan": (STATE, "Afghanistan", ("Afghan",)),
    "tajikistan": (STATE, "Tajikistan", ()),
    "uzbekistan": (STATE, "Uzbekistan", ("Uzbek",)),
    "turkmenistan": (STATE, "Turkmenistan", ("Turkmen",)),
    "volski": (PERSON, "Gia Volski", ("Volski",)),
    "dream": (BODY, "Georgian Dream", ()),
    "kabulov": (PERSON, "Zamir Kabulov", ("Kabulov",)),
    "muttaqi": (PERSON, "Amir Khan Muttaqi", ("Muttaqi", "Amir Mutaqqi")),
    "wang": (PERSON, "Wang Yi", ()),
    "massoud": (PERSON, "Ahmad Massoud", ("Massoud",)),
    "shah": (PERSON, "Ahmad Shah Massoud", ("Lion of Panjshir",)),
    "saleh": (PERSON, "Amrullah Saleh", ()),
    "yaqoob": (PERSON, "Mullah Yaqoob", ("Yakoob",)),
    "front": (BODY, "Resistance Front", ()),
    "haqqani": (PERSON, "Sirajuddin Haqqani", ()),
    "network": (BODY, "Haqqani Network", ()),
    "shaheen": (PERSON, "Suhail Shaheen", ("Shaheen",)),
    "hajiev": (PERSON, "Vepa Hajiev", ("Hajiev",)),
    "lavrov": (PERSON, "Sergei Lavrov", ("Lavrov",)),
    "putin": (PERSON, "Vladimir Putin", ("Putin",)),
    "soviet": (STATE, "Soviet Union", ()),
    "alam": (PERSON, "Makhdoom Alam", ()),
    "doha": (PLACE, "Doha", ()),
    "kabul": (PLACE, "Kabul", ()),
    "kandahar": (PLACE, "Kandahar", ()),
    "tehran": (PLACE, "Tehran", ()),
    "deputy-pm": (POST, "Deputy Prime Minister", ("First Deputy Prime Minister",)),
    "envoy": (POST, "Special Envoy for Afghanistan", ()),
    "foreign-minister": (POST, "Foreign Minister", ()),
    "president": (POST, "President", ()),
}

_TIMES = {
    "in 2008": (datetime(2008, 1, 1, tzinfo=UTC), datetime(2008, 12, 31, 23, 59, 59, tzinfo=UTC)),
    "in 2003": (datetime(2003, 1, 1, tzinfo=UTC), datetime(2003, 12, 31, 23, 59, 59, tzinfo=UTC)),
    "in 1989": (datetime(1989, 1, 1, tzinfo=UTC), datetime(1989, 12, 31, 23, 59, 59, tzinfo=UTC)),
    "on Thursday": (datetime(2022, 3, 24, tzinfo=UTC), datetime(2022, 3, 24, 23, 59, 59, tzinfo=UTC)),
    "On Wednesday": (datetime(2021, 8, 11, tzinfo=UTC), datetime(2021, 8, 11, 23, 59, 59, tzinfo=UTC)),
    "last week": (datetime(2022, 1, 17, tzinfo=UTC), datetime(2022, 1, 23, 23, 59, 59, tzinfo=UTC)),
}


def entity(name: str) -> Entity:
    """A short name of this file → the entity."""
    kind, label, names = _ENTITIES[name]
    links = ("https://www.wikidata.org/entity/Q159",) if name == "russia" else ()
    body = entity("taliban").id if name == "deputy-pm" else None
    return Entity(entity_id(kind, label), kind, label, tuple(sorted(names)), links, body)


def seeds_graph() -> Graph:
    """Some forty entities and fifty relations, with denied, planned and disputed ones."""
    relations = []
    for source, agents, predicate, recipients, quote, place, time, by in _CLAIMS:
        way, _, name = source.rpartition(":")
        article = ARTICLES[name]
        start = article.text.index(quote)
        mention = Mention(
            article.key,
            Span(start, start + len(quote)),
            quote,
            f"sample-{predicate}",
            Polarity.NEGATIVE if way == "n" else Polarity.POSITIVE,
            {"p": Modality.PLANNED, "h": Modality.HYPOTHETICAL}.get(way, Modality.ACTUAL),
            (entity(by).id,) if by else (),
            0.95 if predicate == "met" else 0.8,
        )
        relations.append(
            Relation(
                predicate,
                tuple(entity(name).id for name in agents.split(",")),
                tuple(entity(name).id for name in recipients.split(",")),
                (mention,),
                entity(place).id if place else None,
                TimeSpan(time, *_TIMES.get(time, (None, None))) if time else None,
            )
        )
    return Graph.of(ARTICLES.values(), map(entity, _ENTITIES), relations)


def large_graph(count: int, *, relations_per_entity: float = 3.0) -> Graph:
    """`count` entities joined as news joins them: a few are in everything, most in one line."""
    chance = random.Random(count)
    first = ["Amina", "Boris", "Chen", "Dara", "Elena", "Farid", "Goran", "Hana", "Ivan", "Jomo", "Karim"]
    last = ["Abadi", "Belov", "Castro", "Duarte", "Eriksen", "Faruk", "Gomez", "Haddad", "Ito", "Kovač"]
    kinds = [PERSON] * 11 + [BODY] * 5 + [PLACE] * 2 + [STATE] * 2
    entities = []
    for number in range(count):
        kind = kinds[number % len(kinds)]
        name = f"{chance.choice(first)} {chance.choice(last)}"
        surname = name.split()[1]
        forms = {
            PERSON: name,
            BODY: f"{surname} Institute",
            PLACE: f"Port {surname}",
            STATE: f"{surname}land",
        }
        label = f"{forms[kind]} {number}"
        entities.append(Entity(entity_id(kind, label), kind, label))
    articles = [
        Article(f"{n}.txt", f"Article {n}", f"Report {n}", datetime(2024, 1 + n % 12, 1 + n % 28, tzinfo=UTC))
        for n in range(max(count // 10, 1))
    ]
    names = [row.split("|")[0] for row in _PREDICATES.strip().splitlines()]
    relations = []
    for number in range(int(count * relations_per_entity)):
        # A power law: most relations have one side among the first few entities.
        a = int(count * chance.random() ** 3)
        b = number % count if number < count else int(count * chance.random())
        if a == b:
            continue
        quote = f"{entities[a].label} and {entities[b].label} were both named in the report of that day."
        doubt = chance.random()
        mention = Mention(
            articles[number % len(articles)].key,
            Span(number, number + len(quote)),
            quote,
            "sample",
            Polarity.NEGATIVE if doubt < 0.05 else Polarity.POSITIVE,
            Modality.PLANNED if doubt > 0.95 else Modality.ACTUAL,
        )
        relations.append(Relation(chance.choice(names), (entities[a].id,), (entities[b].id,), (mention,)))
    return Graph.of(articles, entities, relations)


# Each sets window.broken if the page ever runs it.
HOSTILE = (
    "<script>window.broken = 1</script>",
    "</script><script>window.broken = 2</script>",
    '"><img src=x onerror="window.broken = 3">',
    "<!--<script>",
    "\u202egnirts desrever\u202c \u2066isolate",
    "NUL \x00 and \x1b[31m escape \ud800 half",
    "{{scene}} {{policy}} ${title} &lt;b&gt;",
    "line\u2028separator\u2029 </style> ]]> --> '",
    "long " * 2_000,
)


def hostile_graph() -> Graph:
    """Every hostile text as name, alias, article, quote, title, publisher, time and URL."""
    addresses = ("javascript:window.broken = 4", "https://example.org/{}", "data:text/html,<script>", "{}")
    articles = [
        Article(
            f"{text}{n}",
            text,
            text,
            datetime(2024, 1, 1, tzinfo=UTC),
            addresses[n % 4].replace("{}", text),
            text,
            text[:20],
        )
        for n, text in enumerate(HOSTILE)
    ]
    entities = [
        Entity(f"person/{n}", PERSON, text, (f"{text} again",), ("javascript:window.broken = 5", text))
        for n, text in enumerate(HOSTILE)
    ]
    hub = Entity("organisation/hub", BODY, "Hub")
    relations = []
    for person, article, text in zip(entities, articles, HOSTILE, strict=True):
        says = Mention(article.key, Span(0, 5), text, text)
        denies = Mention(article.key, Span(5, 9), text, text, Polarity.NEGATIVE, attributed_to=(person.id,))
        relations += [
            Relation("met", (hub.id,), (person.id,), (says,), None, TimeSpan(text)),
            Relation("accused", (hub.id,), (person.id,), (denies, says), None, TimeSpan(text)),
        ]
    return Graph.of(articles, [hub, *entities], relations)
