"""A graph as large as asked for, made of news-like values: for measurements, and for limits."""

from datetime import UTC, datetime, timedelta

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

PREDICATES = ("met", "accused", "praised", "supports", "invited", "urged", "threatened", "sanctioned")
SENTENCE = "Person {a} of Norland met Person {b} of Sudria in Geneva in week {n}, the Herald reported. "
PER_ARTICLE = 8
TRIPLES_AN_ARTICLE = 220  # what an article with its eight relations and their mentions comes to


def large_graph(triples: int) -> Graph:
    """A number of triples → a graph of about as many (the vocabulary's 900 not counted)."""
    count = max(1, triples // TRIPLES_AN_ARTICLE)
    people = [
        Entity(entity_id(Kind.PERSON, f"Person {n}"), Kind.PERSON, f"Person {n}", (f"Mr {n}",))
        for n in range(count * 3)
    ]
    place = Entity(entity_id(Kind.PLACE, "Geneva"), Kind.PLACE, "Geneva")
    herald = Entity(entity_id(Kind.ORGANISATION, "Herald"), Kind.ORGANISATION, "Herald")
    start = datetime(2001, 1, 1, tzinfo=UTC)
    articles, relations = [], []
    for number in range(count):
        pairs = [
            (people[(number * 7 + k) % len(people)], people[(number * 11 + 3 * k + 1) % len(people)])
            for k in range(PER_ARTICLE)
        ]
        sentences = [SENTENCE.format(a=a.label, b=b.label, n=number + k) for k, (a, b) in enumerate(pairs)]
        text = "".join(sentences)
        article = Article(
            f"story-{number}.txt", text, f"Story {number}", start + timedelta(days=number % 9000)
        )
        articles.append(article)
        begin = 0
        for k, ((a, b), sentence) in enumerate(zip(pairs, sentences, strict=True)):
            mention = Mention(
                article.key,
                Span(begin, begin + len(sentence) - 1),
                sentence[:-1],
                "met by phone",
                Polarity.NEGATIVE if k == 3 else Polarity.POSITIVE,
                Modality.PLANNED if k == 5 else Modality.ACTUAL,
                (herald.id,),
                0.93,
            )
            begin += len(sentence)
            moment = start + timedelta(days=number % 9000 + k)
            time = TimeSpan(f"in week {number + k}", moment, moment + timedelta(days=7))
            relations.append(Relation(PREDICATES[k], (a.id,), (b.id,), (mention,), place.id, time))
    return Graph.of(articles, [*people, place, herald], relations)
