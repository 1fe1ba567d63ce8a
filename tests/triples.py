"""Triples as the tests write them ("met: Kabulov | Muttaqi") and how a graph is asked for them."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import product

from spacy.language import Language

from graphbuild.extract import extract
from graphbuild.knowledge import Knowledge
from graphbuild.model import Article, Entity, Graph, Kind

ANYONE = "*"
# First words that do not count when names are compared: the label of "Pope Leo" may be either.
TITLES = frozenset(
    [
        "ambassador", "ayatollah", "chairman", "chancellor", "colonel", "dr", "emir", "general", "king",
        "lady", "lord", "minister", "mother", "mr", "mrs", "ms", "mullah", "pope", "president", "prime",
        "prince", "princess", "queen", "senator", "sheikh", "sir", "the",
    ]
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Triple:
    """A predicate's name and both sides: a name, several parted by " / ", or `ANYONE`."""

    predicate: str
    agent: str
    recipient: str

    @classmethod
    def parse(cls, text: str) -> "Triple":
        """`predicate: agent | recipient` → the triple; ValueError when it is not one."""
        predicate, colon, sides = text.partition(": ")
        agent, bar, recipient = sides.partition(" | ")
        if not (colon and bar and predicate and agent and recipient) or "|" in recipient:
            raise ValueError(f"not a triple: {text!r}")
        return cls(predicate, agent, recipient)

    def __str__(self) -> str:
        return f"{self.predicate}: {self.agent} | {self.recipient}"


@dataclass(frozen=True, slots=True)
class Asserted:
    """One agent-recipient pair that a graph asserts."""

    predicate: str
    agent: Entity
    recipient: Entity


def read_graphs(texts: Iterable[str], nlp: Language, knowledge: Knowledge) -> list[Graph]:
    """Texts, each an article of its own → their graphs, in one pass of the pipeline."""
    texts = list(texts)
    docs = nlp.pipe(texts)
    return [extract(doc, Article("t", text), knowledge)[0] for doc, text in zip(docs, texts, strict=True)]


def asserted(graph: Graph) -> list[Asserted]:
    """A graph → what becomes a direct triple: pairs of relations with a positive, actual mention."""
    entity_by_id = {entity.id: entity for entity in graph.entities}
    return [
        Asserted(relation.predicate, entity_by_id[agent], entity_by_id[recipient])
        for relation in graph.relations
        if any(mention.asserts for mention in relation.mentions)
        for agent, recipient in product(relation.agents, relation.recipients)
    ]


def find_asserted(triple: Triple, claims: Iterable[Asserted], knowledge: Knowledge) -> list[Asserted]:
    """Those of `claims` that `triple` describes, by its predicate or a sub-property."""
    symmetric = knowledge.predicates[triple.predicate].symmetric
    return [
        claim
        for claim in claims
        if triple.predicate in (claim.predicate, knowledge.predicates[claim.predicate].parent)
        and (
            (_is(claim.agent, triple.agent) and _is(claim.recipient, triple.recipient))
            or (symmetric and _is(claim.recipient, triple.agent) and _is(claim.agent, triple.recipient))
        )
    ]


def show(claims: Iterable[Asserted]) -> str:
    """Claims → one line of text, as the traps write them."""
    return "; ".join(f"{c.predicate}: {c.agent.label} | {c.recipient.label}" for c in claims) or "nothing"


def _is(entity: Entity, name: str) -> bool:
    if name == ANYONE:
        return True
    if entity.kind is Kind.POSITION:
        return _is_post(entity, name)
    known = {_plain(n) for n in (entity.label, *entity.names)}
    return not known.isdisjoint(map(_plain, name.split(" / ")))


def _is_post(position: Entity, post: str) -> bool:
    """Whether a position is the post named: the same head noun, and one has the other's words."""
    return any(
        head == known_head and (words <= known or known <= words)
        for head, words in map(_post, post.split(" / "))
        for known_head, known in map(_post, (position.label, *position.names))
    )


def _post(name: str) -> tuple[str, frozenset[str]]:
    words = re.sub(r"[^a-z ]+", " ", _ascii(name)).split()
    head = re.split(r" (?:of|to|for|in|at|on) ", " ".join(words))[0].split()
    return head[-1] if head else "", frozenset(words) - {"the"}


def _plain(name: str) -> str:
    words = re.sub(r"[^a-z0-9 ]+", " ", _ascii(name)).split()
    while len(words) > 1 and words[0] in TITLES:
        words.pop(0)
    return " ".join(words)


def _ascii(name: str) -> str:
    straight = name.replace("\N{RIGHT SINGLE QUOTATION MARK}", "'").removesuffix("'s")
    return unicodedata.normalize("NFKD", straight).encode("ascii", "ignore").decode().lower()
