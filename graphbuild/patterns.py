"""The little language of `relations.toml`: "accuse R of" → slots of a verb or a noun.

A pattern is a trigger with its arguments in the order of a plain active sentence:

    verbs:  "meet R"   "meet with R"   "A+ meet"   "call on R"   "sign deal|treaty with R"
            "R join A"   "condemn R's"   "withdraw from R"   "withdraw troop|force from R"
    nouns:  "recognition of R"   "attack on|against R"   "talk between A+"

`A` is the agent, `R` the recipient, `A+` several agents who stand to each other, `R's` whoever
stands behind the thing named there ("condemn Israel's attack", "condemn the Israeli attack").
Words are lemmas, `|` parts alternatives; a preposition at the end asks for any phrase with it,
"to do" for an infinitive. A verb's subject is the agent unless the pattern says
otherwise; a noun's agent is its possessor, its "by" phrase, the adjective before it or the
subject of the light verb that governs it. Passives, relative clauses, participles and
conjunctions need no patterns of their own: they are read off the clause.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product

PREPOSITIONS = frozenset(
    "about after against among around as at before behind between by for from in inside into near of off on "
    "onto out over outside through to toward towards under upon with within without".split()
)
PARTICLES = frozenset("out up down off over away back aside together forward".split())
SLOTS = frozenset(["A", "R", "A+", "R's", "A's"])


@dataclass(frozen=True, slots=True)
class Slot:
    """One argument: `path` is `subject`, `object`, `second object` or a preposition.

    `role` is `A` or `R`, or empty for a noun that has to stand there (`words`: lemmas; none: any).
    `several` asks for at least two entities, `owner` for whoever stands behind the noun.
    """

    path: str
    role: str = ""
    words: frozenset[str] = frozenset()
    several: bool = False
    owner: bool = False


@dataclass(frozen=True, slots=True)
class Pattern:
    """A trigger (lemma and `verb` or `noun`), the slots around it and the text it was read from."""

    predicate: str
    text: str
    pos: str
    trigger: str
    slots: tuple[Slot, ...]
    particle: str = ""

    def fills(self, role: str) -> bool:
        """Whether a slot of this pattern gives the agent (`A`) or the recipient (`R`)."""
        return any(slot.role == role for slot in self.slots)


def parse_verb_pattern(predicate: str, text: str) -> tuple[Pattern, ...]:
    """A verb pattern → one `Pattern` for each alternative trigger and preposition.

    Raises ValueError saying what is wrong with it.
    """
    words = _words(text)
    subject = words.pop(0) if words[0] in SLOTS else "A"
    if not words or words[0] in SLOTS:
        raise ValueError("no verb")
    triggers = words.pop(0).split("|")
    particle = ""
    if words and words[0] in PARTICLES and (len(words) == 1 or words[1] not in SLOTS or words[0] not in PREPOSITIONS):
        particle = words.pop(0)
    return tuple(
        Pattern(predicate, text, "verb", trigger, (_slot("subject", subject), *slots), particle)
        for trigger, slots in product(triggers, _arguments(words, "object"))
    )


def parse_noun_pattern(predicate: str, text: str) -> tuple[Pattern, ...]:
    """A noun pattern → one `Pattern` for each alternative trigger and preposition.

    Raises ValueError saying what is wrong with it.
    """
    words = _words(text)
    owner = (_slot("owner", words.pop(0).removesuffix("'s")),) if words[0] in SLOTS else ()
    if not words or words[0] in SLOTS:
        raise ValueError("no noun")
    triggers = words.pop(0).split("|")
    if words and words[0] not in PREPOSITIONS and "|" not in words[0]:
        raise ValueError(f"a noun is followed by a preposition, not by {words[0]!r}")
    return tuple(
        Pattern(predicate, text, "noun", trigger, (*owner, *slots))
        for trigger, slots in product(triggers, _arguments(words, ""))
    )


def _words(text: str) -> list[str]:
    words = text.split()
    if not words:
        raise ValueError("is empty")
    return words


def _slot(path: str, word: str) -> Slot:
    if word in SLOTS:
        return Slot(path, word[0], several=word.endswith("+"), owner=word.endswith("'s"))
    return Slot(path, words=frozenset(word.split("|")))


def _arguments(words: list[str], path: str) -> list[tuple[Slot, ...]]:
    """The words after the trigger → the slots, once for each choice of prepositions."""
    choices: list[list[Slot]] = []
    paths = [path]
    if words[-2:] == ["to", "do"]:
        words = words[:-2]
        infinitive = [[Slot("infinitive")]]
    else:
        infinitive = []
    for word in words:
        alternatives = word.split("|")
        if set(alternatives) <= PREPOSITIONS and word not in SLOTS:
            paths = alternatives
            continue
        if not paths or paths == [""]:
            raise ValueError(f"{word!r} needs a preposition before it")
        choices.append([_slot(path, word) for path in paths])
        paths = ["second object"] if paths == ["object"] else []
    if paths and set(paths) <= PREPOSITIONS:
        choices.append([Slot(path) for path in paths])
    return list(product(*choices, *infinitive))
