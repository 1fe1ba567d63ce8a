"""Articles as their graphs, made by hand, for tests of what several articles tell together."""

from collections.abc import Iterable, Mapping, Sequence
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

KINDS = {"P": Kind.PERSON, "O": Kind.ORGANISATION, "S": Kind.STATE, "L": Kind.PLACE, "T": Kind.POSITION}


def entity(text: str) -> Entity:
    """`P:Abdul Ghani Baradar/Mullah Baradar` → a person of that label and other names."""
    kind, _, names = text.partition(":")
    label, *others = names.split("/")
    return Entity(entity_id(KINDS[kind], label), KINDS[kind], label, tuple(sorted(others)))


def day(text: str) -> TimeSpan:
    """`2021-05-03` → that day; `2021-05-03/2021-05-09` → those days."""
    first, _, last = text.partition("/")
    begin, end = datetime.fromisoformat(first), datetime.fromisoformat(last or first)
    return TimeSpan(text, begin.replace(tzinfo=UTC), end.replace(hour=23, minute=59, second=59, tzinfo=UTC))


def reading(
    article: str,
    claims: Iterable[str],
    *,
    date: str | None = None,
    text: str | None = None,
    also: Sequence[str] = (),
    posts: Mapping[str, tuple[str, str]] | None = None,
) -> Graph:
    """An article's name and what it says → its graph.

    A claim is `agent | predicate | recipient`, the sides as `entity` takes them, and after it, each behind
    a semicolon: `not`, `planned`, a day, or a place as `in L:Doha`. `also` are entities that are only named;
    `posts` tells of a person `(title, body)`.
    """
    claims = list(claims)
    body = text or f"{article}. " + " ".join(f"{claim}." for claim in claims) + " End."
    made = Article(article, body, date=datetime.fromisoformat(date).replace(tzinfo=UTC) if date else None)
    entities = [entity(name) for name in also]
    relations: list[Relation] = []
    for number, claim in enumerate(claims):
        sides, *marks = (part.strip() for part in claim.split(";"))
        agent, predicate, recipient = (part.strip() for part in sides.split("|"))
        one, other = entity(agent), entity(recipient)
        place = next((entity(m.removeprefix("in ")) for m in marks if m.startswith("in ")), None)
        time = next((day(m) for m in marks if m[:1].isdigit()), None)
        entities += [one, other, *([place] if place else [])]
        mention = Mention(
            made.key,
            Span(number, number + 5),
            body[number : number + 5],
            f"{predicate}: by hand",
            Polarity.NEGATIVE if "not" in marks else Polarity.POSITIVE,
            Modality.PLANNED if "planned" in marks else Modality.ACTUAL,
            confidence=0.9,
        )
        sides_ = (one.id,), (other.id,)
        relations.append(Relation(predicate, *sides_, (mention,), place.id if place else None, time))
    for holder, (title, owner) in (posts or {}).items():
        person, where = entity(holder), entity(owner)
        post = Entity(
            entity_id(Kind.POSITION, f"{title} of {where.label}"),
            Kind.POSITION,
            f"{title} of {where.label}",
            (title,),
            position_in=where.id,
        )
        entities += [person, where, post]
        mention = Mention(made.key, Span(0, 5), body[:5], "holdsPosition: by hand", confidence=0.9)
        relations.append(Relation("holdsPosition", (person.id,), (post.id,), (mention,)))
    return Graph.of([made], entities, relations)
