"""A small graph made by hand, with one of everything that a query can be asked for."""

from datetime import UTC, datetime

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

SENTENCES = (
    "Leila Haddad met Marek Novak in Geneva on 3 May 2021.",
    "Norland recognises Sudria.",
    "No state has recognised Westmark, Novak said.",
    "Norland attacked Sudria, the Herald reported.",
    "Norland denied that it had attacked Sudria.",
    "Leila Haddad is the foreign minister of Norland.",
    "Marek Novak plans to visit Norland.",
)
TEXT = " ".join(SENTENCES)
ARTICLE = Article("talks.txt", TEXT, title="Talks in Geneva", date=datetime(2021, 5, 4, tzinfo=UTC))

HADDAD = Entity(entity_id(Kind.PERSON, "Leila Haddad"), Kind.PERSON, "Leila Haddad", names=("Haddad",))
NOVAK = Entity(entity_id(Kind.PERSON, "Marek Novak"), Kind.PERSON, "Marek Novak", names=("Novak",))
NORLAND = Entity(entity_id(Kind.STATE, "Norland"), Kind.STATE, "Norland")
SUDRIA = Entity(entity_id(Kind.STATE, "Sudria"), Kind.STATE, "Sudria")
WESTMARK = Entity(entity_id(Kind.STATE, "Westmark"), Kind.STATE, "Westmark")
HERALD = Entity(entity_id(Kind.ORGANISATION, "Herald"), Kind.ORGANISATION, "Herald")
GENEVA = Entity(entity_id(Kind.PLACE, "Geneva"), Kind.PLACE, "Geneva")
MINISTER = Entity(
    entity_id(Kind.POSITION, "foreign minister of Norland"),
    Kind.POSITION,
    "foreign minister of Norland",
    position_in=NORLAND.id,
)


def mention(
    number: int,
    polarity: Polarity = Polarity.POSITIVE,
    modality: Modality = Modality.ACTUAL,
    source: Entity | None = None,
) -> Mention:
    """The number of a sentence → a mention that quotes it."""
    quote = SENTENCES[number]
    start = TEXT.index(quote)
    return Mention(
        ARTICLE.key,
        Span(start, start + len(quote)),
        quote,
        "by-hand",
        polarity,
        modality,
        (source.id,) if source else (),
        0.9,
    )


MEETING_DAY = TimeSpan(
    "on 3 May 2021", datetime(2021, 5, 3, tzinfo=UTC), datetime(2021, 5, 3, 23, 59, 59, tzinfo=UTC)
)
GRAPH = Graph.of(
    [ARTICLE],
    [HADDAD, NOVAK, NORLAND, SUDRIA, WESTMARK, HERALD, GENEVA, MINISTER],
    [
        Relation("met", (HADDAD.id,), (NOVAK.id,), (mention(0),), GENEVA.id, MEETING_DAY),
        Relation("recognises", (NORLAND.id,), (SUDRIA.id,), (mention(1),)),
        Relation("recognises", (SUDRIA.id,), (WESTMARK.id,), (mention(2, Polarity.NEGATIVE, source=NOVAK),)),
        Relation(
            "attacked",
            (NORLAND.id,),
            (SUDRIA.id,),
            (mention(3, source=HERALD), mention(4, Polarity.NEGATIVE, source=NORLAND)),
        ),
        Relation("holdsPosition", (HADDAD.id,), (MINISTER.id,), (mention(5),)),
        Relation("visited", (NOVAK.id,), (NORLAND.id,), (mention(6, modality=Modality.PLANNED),)),
    ],
)
