"""The pattern language of relations.toml, and the example sentences that stand beside the patterns."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st
from spacy.language import Language

from graphbuild.knowledge import Knowledge, ontology_path
from graphbuild.lexicon import read_groups
from graphbuild.patterns import PREPOSITIONS, Pattern, Slot, parse_noun_pattern, parse_verb_pattern, spell_out
from tests.triples import ANYONE, Triple, asserted, find_asserted, read_graphs, show

# Examples of relations.toml that the extraction does not yet satisfy. The list only ever gets
# shorter: a line that holds again has to be taken out.
KNOWN_FAILURES: frozenset[str] = frozenset()

AGENT = Slot("subject", "A")


def verb(text: str) -> tuple[Pattern, ...]:
    return parse_verb_pattern("met", text)


def noun(text: str) -> tuple[Pattern, ...]:
    return parse_noun_pattern("met", text)


@pytest.mark.parametrize(
    ("text", "slots"),
    [
        ("meet R", (AGENT, Slot("object", "R"))),
        ("meet with R", (AGENT, Slot("with", "R"))),
        ("A+ meet", (Slot("subject", "A", several=True),)),
        ("R join A", (Slot("subject", "R"), Slot("object", "A"))),
        ("condemn R's", (AGENT, Slot("object", "R", owner=True))),
        ("appoint R as", (AGENT, Slot("object", "R"), Slot("as"))),
        ("call on R to do", (AGENT, Slot("on", "R"), Slot("infinitive"))),
        ("call on R not to do", (AGENT, Slot("on", "R"), Slot("infinitive", absent=True))),
        ("call on R not for", (AGENT, Slot("on", "R"), Slot("for", absent=True))),
        (
            "_:talk|summit involve R",
            (Slot("subject", words=frozenset(["talk", "summit"])), Slot("object", "R")),
        ),
        ("give R aid", (AGENT, Slot("object", "R"), Slot("second object", words=frozenset(["aid"])))),
        ("sign deal with R", (AGENT, Slot("object", words=frozenset(["deal"])), Slot("with", "R"))),
    ],
)
def test_a_verb_pattern_gives_the_slots_of_a_plain_sentence(text: str, slots: tuple[Slot, ...]) -> None:
    (pattern,) = verb(text)
    assert pattern.slots == slots
    assert (pattern.predicate, pattern.pos, pattern.text, pattern.particle) == ("met", "verb", text, "")


@pytest.mark.parametrize(
    ("text", "slots"),
    [
        ("recognition of R", (Slot("of", "R"),)),
        ("talk between A+", (Slot("between", "A", several=True),)),
        ("criticism of R's", (Slot("of", "R", owner=True),)),
        ("exit of troop|force from R", (Slot("of", words=frozenset(["troop", "force"])), Slot("from", "R"))),
        ("R's arrest by A", (Slot("owner", "R"), Slot("by", "A"))),
    ],
)
def test_a_noun_pattern_gives_the_slots_around_the_noun(text: str, slots: tuple[Slot, ...]) -> None:
    (pattern,) = noun(text)
    assert pattern.slots == slots
    assert pattern.pos == "noun"


@pytest.mark.parametrize(
    ("text", "trigger", "particle", "path"),
    [
        ("pull out of R", "pull", "out", "of"),
        ("break off tie with R", "break", "off", "with"),
        ("set up R", "set", "up", "object"),
        ("gun down R", "gun", "down", "object"),
        ("take over R", "take", "", "over"),
        ("preside over R", "preside", "", "over"),
    ],
)
def test_a_particle_is_told_from_a_preposition(text: str, trigger: str, particle: str, path: str) -> None:
    (pattern,) = verb(text)
    assert (pattern.trigger, pattern.particle, pattern.slots[-1].path) == (trigger, particle, path)


def test_alternatives_of_verb_and_preposition_become_patterns_those_of_an_argument_stay_one_slot() -> None:
    patterns = verb("sever|cut tie|link with|to R")
    assert [(p.trigger, p.slots[-1].path) for p in patterns] == [
        ("sever", "with"), ("sever", "to"), ("cut", "with"), ("cut", "to"),
    ]  # fmt: skip
    assert {p.slots[1] for p in patterns} == {Slot("object", words=frozenset(["tie", "link"]))}


def test_a_family_stands_for_its_words() -> None:
    families = {"goods": frozenset(["wheat", "tent"]), "aid": frozenset(["aid"])}
    assert spell_out("send @aid|@goods to R", families) == "send aid|tent|wheat to R"
    with pytest.raises(ValueError, match=r"^no such family: @good$"):
        spell_out("send @good to R", families)


def test_every_family_is_used_by_a_pattern() -> None:
    text = (ontology_path() / "relations.toml").read_text(encoding="utf-8")
    families = read_groups(ontology_path() / "lexicon" / "word_families.csv", "family", "word")
    assert {name for name in families if f"@{name}" not in text} == set()


@given(
    triggers=st.lists(st.sampled_from(["talk", "speak", "negotiate", "confer"]), min_size=1, unique=True),
    prepositions=st.lists(st.sampled_from(sorted(PREPOSITIONS)), min_size=1, max_size=4, unique=True),
    role=st.sampled_from(["R", "A+", "R's"]),
)
def test_each_choice_of_alternatives_is_one_pattern(
    triggers: list[str], prepositions: list[str], role: str
) -> None:
    patterns = noun(f"{'|'.join(triggers)} {'|'.join(prepositions)} {role}")
    assert [(p.trigger, p.slots[0].path) for p in patterns] == list(product(triggers, prepositions))
    assert {slot.role for p in patterns for slot in p.slots} == {role[0]}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "is empty"),
        ("   ", "is empty"),
        ("R", "no verb"),
        ("A+ R", "no verb"),
        ("give R aid money", "'money' needs a preposition before it"),
        ("talk with R Iran", "'Iran' needs a preposition before it"),
        ("rally round|around R", r"'round\|around' mixes prepositions with other words"),
        ("bring troop out of R", "nothing stands between 'out' and 'of'"),
    ],
)
def test_a_verb_pattern_that_is_none_says_why(text: str, message: str) -> None:
    with pytest.raises(ValueError, match=f"^{message}$"):
        verb(text)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "is empty"),
        ("R's", "no noun"),
        ("R's A", "no noun"),
        ("recognition R", "a noun is followed by a preposition, not by 'R'"),
        ("talk peace with R", "a noun is followed by a preposition, not by 'peace'"),
    ],
)
def test_a_noun_pattern_that_is_none_says_why(text: str, message: str) -> None:
    with pytest.raises(ValueError, match=f"^{message}$"):
        noun(text)


def test_every_pattern_of_the_ontology_names_a_second_side(knowledge: Knowledge) -> None:
    lame = [
        pattern.text
        for patterns in knowledge.patterns.values()
        for pattern in patterns
        if not any(slot.role == "R" or slot.several for slot in pattern.slots)
    ]
    assert not lame


def test_every_example_of_the_ontology_holds(nlp: Language, knowledge: Knowledge) -> None:
    graphs = read_graphs([example.text for example in knowledge.examples], nlp, knowledge)
    failures: dict[str, str] = {}
    for example, graph in zip(knowledge.examples, graphs, strict=True):
        claims = asserted(graph)
        if example.triples:
            triples = [Triple.parse(f"{example.predicate}: {triple}") for triple in example.triples]
            absent = [str(t) for t in triples if not find_asserted(t, claims, knowledge)]
            if absent:
                failures[example.line] = f"lacks {'; '.join(absent)}; gives {show(claims)}"
        elif false := find_asserted(Triple(example.predicate, ANYONE, ANYONE), claims, knowledge):
            failures[example.line] = f"must not give {show(false)}"
    fresh = [f"{line}\n    {failures[line]}" for line in sorted(failures.keys() - KNOWN_FAILURES)]
    assert not fresh, f"{len(fresh)} examples do not hold\n" + "\n".join(fresh)
    assert not KNOWN_FAILURES - failures.keys(), "holds again: take it out of KNOWN_FAILURES"
