"""The little language of `relations.toml`: "accuse R of" → slots of a verb or a noun.

A pattern is a trigger with its arguments in the order of a plain active sentence:

    verbs:  "meet R"   "meet with R"   "A+ meet"   "call on R"   "sign deal|treaty with R"
            "R join A"   "condemn R's"   "expel R's diplomat|envoy"   "tell R to do"
            "charge R with"   "A:Person be in R"   "_ restore tie between A+"   "demand that R"
            "A's troop|force enter R"   "donate @goods|@money to R"   "call on R not to do"
            "_:talk|summit bring together A+"
    nouns:  "recognition of R"   "attack on|against R"   "talk between A+"

`A` is the agent, `R` the recipient, `A+` several agents who stand to each other, `R's` whoever
stands behind the thing named there ("condemn Israel's attack", "condemn the Israeli attack"), and
`_` a subject or an object that takes no part ("A+ discuss _"), or any thing of R's ("R's _ win praise").
`:Person` allows entities of that kind only; `_:talk|summit` is a subject that is one of these words.
Words are lemmas, `|` parts alternatives, `@goods` stands for the words of that family in
`lexicon/word_families.csv`, a hyphen
joins a noun to the one before it ("house-arrest" is "house arrest" too); a preposition at the end
asks for any phrase with it, "to do" for an infinitive, "to do:leave|go" for one of these; "not for"
and "not to do" forbid them. A verb's subject is the agent unless the
pattern says otherwise; a noun's agent is its possessor, its "by" phrase, the adjective before it or
the subject of the light verb that governs it. Passives, relative clauses, participles and
conjunctions need no patterns of their own: they are read off the clause.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import product

from graphbuild.model import Kind

PREPOSITIONS = frozenset(
    [
        "about", "across", "after", "against", "along", "alongside", "among", "around", "as", "at", "before",
        "behind",
        "between", "by", "for", "from", "in", "inside", "into", "near", "of", "off", "on", "onto", "out",
        "outside", "over", "that", "through", "to", "toward", "towards", "under", "until", "upon", "with",
        "within", "without",
    ]
)  # fmt: skip
PARTICLES = frozenset(
    ["out", "up", "down", "off", "over", "away", "back", "aside", "together", "forward", "dead"]
)
_FAMILY = re.compile(r"@([\w-]+)")
_SLOT = re.compile(r"([AR])(\+|'s)?(?::([A-Z][a-z]+))?")


@dataclass(frozen=True, slots=True)
class Slot:
    """One argument: `path` is `subject`, `object`, `second object`, `owner`, `infinitive` or a preposition.

    `role` is `A` or `R`, or empty for a noun that has to stand there (`words`: lemmas; none: any).
    `several` asks for at least two entities, `owner` for whoever stands behind the noun (one of
    `words`, if there are any), `kind` for entities of that kind; `absent` forbids the path.
    """

    path: str
    role: str = ""
    words: frozenset[str] = frozenset()
    several: bool = False
    owner: bool = False
    kind: Kind | None = None
    absent: bool = False


@dataclass(frozen=True, slots=True)
class Pattern:
    """A trigger (lemma and `verb` or `noun`), the slots around it and the text it was read from.

    `wanted` is the first slot for a noun that has to stand there, `forbidden` the paths that may not.
    """

    predicate: str
    text: str
    pos: str
    trigger: str
    slots: tuple[Slot, ...]
    particle: str = ""
    wanted: Slot | None = field(init=False, compare=False, repr=False)
    forbidden: tuple[str, ...] = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        nouns = (slot for slot in self.slots if not slot.role and not slot.absent)
        object.__setattr__(self, "wanted", next(nouns, None))
        object.__setattr__(self, "forbidden", tuple(slot.path for slot in self.slots if slot.absent))


def spell_out(text: str, families: Mapping[str, frozenset[str]]) -> str:
    """A pattern → the same with the words of each family in place of its name ("@goods").

    Raises ValueError where there is no such family.
    """

    def words(match: re.Match[str]) -> str:
        if match[1] not in families:
            raise ValueError(f"no such family: {match[0]}")
        return "|".join(sorted(families[match[1]]))

    return _FAMILY.sub(words, text)


def parse_verb_pattern(predicate: str, text: str) -> tuple[Pattern, ...]:
    """A verb pattern → one `Pattern` for each alternative trigger and preposition.

    Raises ValueError saying what is wrong with it.
    """
    words = _words(text)
    subject = words.pop(0) if words[0].startswith("_") or _is_slot(words[0]) else "A"
    owned = frozenset(words.pop(0).split("|")) if subject.endswith("'s") and words else frozenset()
    owned -= {"_"}  # whatever it is
    if not words or _is_slot(words[0]):
        raise ValueError("no verb")
    triggers = words.pop(0).split("|")
    particle = ""
    if (
        words
        and words[0] in PARTICLES
        and (words[0] not in PREPOSITIONS or len(words) == 1 or not _is_slot(words[1]))
    ):
        particle = words.pop(0)
    if subject.startswith("_:"):
        first: tuple[Slot, ...] = (Slot("subject", words=frozenset(subject[2:].split("|"))),)
    else:
        first = () if subject == "_" else (_slot("subject", subject, owned),)
    return tuple(
        Pattern(predicate, text, "verb", trigger, (*first, *slots), particle)
        for trigger, slots in product(triggers, _arguments(words, "object"))
    )


def parse_noun_pattern(predicate: str, text: str) -> tuple[Pattern, ...]:
    """A noun pattern → one `Pattern` for each alternative trigger and preposition.

    Raises ValueError saying what is wrong with it.
    """
    words = _words(text)
    owner = (_slot("owner", words.pop(0).removesuffix("'s")),) if _is_slot(words[0]) else ()
    if not words or _is_slot(words[0]):
        raise ValueError("no noun")
    triggers = words.pop(0).split("|")
    if words and not set(words[0].split("|")) <= PREPOSITIONS:
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


def _is_slot(word: str) -> bool:
    return _SLOT.fullmatch(word) is not None


def _slot(path: str, word: str, words: frozenset[str] = frozenset()) -> Slot:
    match = _SLOT.fullmatch(word)
    if match is None:
        return Slot(path, words=frozenset(word.split("|")))
    role, mark, kind = match.groups()
    if kind is not None and kind not in set(Kind):
        raise ValueError(f"no such kind: {kind}")
    return Slot(path, role, words, mark == "+", mark == "'s", Kind(kind) if kind else None)


def _arguments(words: list[str], path: str) -> list[tuple[Slot, ...]]:
    """The words after the trigger → the slots, once for each choice of prepositions."""
    choices: list[list[Slot]] = []
    paths = [path]
    infinitive = words[-2:-1] == ["to"] and words[-1].split(":")[0] == "do"
    deeds = frozenset(words[-1].split(":")[1].split("|")) if infinitive and ":" in words[-1] else frozenset()
    rest = words[:-2] if infinitive else list(words)
    forbidden = infinitive and rest[-1:] == ["not"]
    rest = rest[:-1] if forbidden else rest
    while rest:
        word = rest.pop(0)
        if word == "not" and rest:
            choices.append([Slot(rest.pop(0), absent=True)])
            continue
        if set(word.split("|")) <= PREPOSITIONS:
            if paths and set(paths) <= PREPOSITIONS:
                raise ValueError(f"nothing stands between {'|'.join(paths)!r} and {word!r}")
            paths = word.split("|")
            continue
        if not PREPOSITIONS.isdisjoint(word.split("|")):
            raise ValueError(f"{word!r} mixes prepositions with other words")
        if not paths or paths == [""]:
            raise ValueError(f"{word!r} needs a preposition before it")
        if word == "_":
            choices.append([Slot(path) for path in paths])
            paths = []
            continue
        owned: frozenset[str] = frozenset()
        if (
            word.endswith("'s")
            and rest
            and not _is_slot(rest[0])
            and not set(rest[0].split("|")) <= PREPOSITIONS
        ):
            owned = frozenset(rest.pop(0).split("|"))
        choices.append([_slot(path, word, owned) for path in paths])
        paths = ["second object"] if paths == ["object"] else []
    if paths and set(paths) <= PREPOSITIONS:
        choices.append([Slot(path) for path in paths])
    if infinitive:
        choices.append([Slot("infinitive", words=deeds, absent=forbidden)])
    return list(product(*choices))
