"""What the extraction must not fall for, and what it must find all the same: traps.toml."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from spacy.language import Language

from graphbuild.knowledge import Knowledge
from tests.triples import ANYONE, Asserted, Triple, asserted, find_asserted, read_graphs, show

KINDS = frozenset(
    [
        "negation", "plan", "promise", "call", "condition", "hypothesis", "question", "rumour", "denial",
        "history", "passive", "namesake", "accusation-of", "threat", "purpose", "failed", "quote", "nominal",
        "control", "role", "place-not-actor", "metaphor",
    ]
)  # fmt: skip
FILE = Path(__file__).with_name("traps.toml")


@dataclass(frozen=True, slots=True)
class Trap:
    """A text, why it tempts, what it must not give and what it must."""

    kind: str
    text: str
    never: tuple[Triple, ...]
    always: tuple[Triple, ...] = ()


def read_traps(path: Path = FILE) -> tuple[float, tuple[Trap, ...]]:
    """traps.toml → `always_floor` and the traps; ValueError or TypeError at a malformed one."""
    document = tomllib.loads(path.read_text(encoding="utf-8"))
    return document["always_floor"], tuple(
        Trap(
            **trap | {key: tuple(map(Triple.parse, trap[key])) for key in ("never", "always") if key in trap}
        )
        for trap in document["trap"]
    )


FLOOR, TRAPS = read_traps()


@pytest.fixture(scope="module")
def readings(nlp: Language, knowledge: Knowledge) -> list[tuple[Trap, list[Asserted]]]:
    """Every trap with what is asserted of it."""
    graphs = read_graphs([trap.text for trap in TRAPS], nlp, knowledge)
    return [(trap, asserted(graph)) for trap, graph in zip(TRAPS, graphs, strict=True)]


def sprung(
    readings: list[tuple[Trap, list[Asserted]]], knowledge: Knowledge
) -> Iterator[tuple[Trap, Triple, list[Asserted]]]:
    """Each `never` triple that is asserted, with the claims that do so."""
    for trap, claims in readings:
        for triple in trap.never:
            if false := find_asserted(triple, claims, knowledge):
                yield trap, triple, false


def missed(
    readings: list[tuple[Trap, list[Asserted]]], knowledge: Knowledge
) -> Iterator[tuple[Trap, Triple, list[Asserted]]]:
    """Each `always` triple that is not asserted, with what is."""
    for trap, claims in readings:
        for triple in trap.always:
            if not find_asserted(triple, claims, knowledge):
                yield trap, triple, claims


def test_every_trap_is_well_formed(knowledge: Knowledge) -> None:
    wrong = [
        f"{problem}: {trap.text}"
        for trap in TRAPS
        for problem, applies in {
            f"no such kind as {trap.kind}": trap.kind not in KINDS,
            "it tempts to nothing": not trap.never,
            "a triple stands twice": len({*trap.never, *trap.always}) < len(trap.never + trap.always),
            "it demands anyone": any(ANYONE in (t.agent, t.recipient) for t in trap.always),
            "the predicate is not declared": any(
                t.predicate not in knowledge.predicates for t in trap.never + trap.always
            ),
        }.items()
        if applies
    ]
    assert not wrong, "\n".join(wrong)


def test_the_set_is_large_and_covers_every_property_and_kind(knowledge: Knowledge) -> None:
    assert len({trap.text for trap in TRAPS}) == len(TRAPS) >= 850
    assert sum(bool(trap.always) for trap in TRAPS) >= 260
    assert {trap.kind for trap in TRAPS} == KINDS
    assert {t.predicate for trap in TRAPS for t in trap.never} == set(knowledge.predicates)
    assert {t.predicate for trap in TRAPS for t in trap.always} == set(knowledge.predicates)


def test_no_trap_springs(readings: list[tuple[Trap, list[Asserted]]], knowledge: Knowledge) -> None:
    lines = [
        f"[{trap.kind}] {trap.text}\n    must not give {triple}; gives {show(false)}"
        for trap, triple, false in sprung(readings, knowledge)
    ]
    assert not lines, f"{len(lines)} false assertions\n" + "\n".join(lines)


def test_silence_does_not_win(readings: list[tuple[Trap, list[Asserted]]], knowledge: Knowledge) -> None:
    demanded = sum(len(trap.always) for trap in TRAPS)
    lines = [
        f"[{trap.kind}] {trap.text}\n    must give {triple}; gives {show(claims)}"
        for trap, triple, claims in missed(readings, knowledge)
    ]
    found = 1 - len(lines) / demanded
    assert found >= FLOOR, f"{found:.3f} of {demanded} found, not {FLOOR}\n" + "\n".join(lines)
