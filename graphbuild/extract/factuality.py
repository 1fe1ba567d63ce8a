"""A trigger in a parsed Doc → whether the text says that it happened, and who says so.

The reading starts at the trigger and climbs to the root of the sentence. At each step negation,
modal verbs, conditions and the word that governs the clause may change what is claimed: "will
meet" is planned, "refused to meet" denied, "denied meeting" denied by whoever denied it, "called
for a meeting" merely wished for. Whatever is not known to leave a clause real makes it unreal.
"""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Token

from graphbuild.extract.clauses import is_passive, joined_to, measured, subject_of
from graphbuild.knowledge import Knowledge
from graphbuild.model import Modality, Polarity

_WILL = frozenset(["will", "wo", "shall", "'ll", "’ll", "gonna"])
_MAY = frozenset(
    ["would", "may", "might", "could", "should", "must", "can", "ca", "ought", "need", "'d", "’d"]
)
_IF = frozenset(
    ["if", "unless", "whether", "lest", "should", "supposing", "provided", "once", "until", "till"]
)
_NOT = frozenset(["not", "n't", "n’t", "never", "no", "neither", "nor", "hardly", "barely", "scarcely"])
_NOBODY = frozenset(["no", "none", "nobody", "neither", "nothing", "few", "no-one"])
_FICTION = frozenset(
    [
        "game",
        "film",
        "movie",
        "novel",
        "series",
        "thriller",
        "play",
        "simulation",
        "scenario",
        "episode",
        "comedy",
        "dream",
    ]
)
# A noun after these is a circumstance that is taken for granted, whatever governs it.
_BESIDE = frozenset(
    [
        "during",
        "after",
        "following",
        "since",
        "amid",
        "at",
        "in",
        "by",
        "from",
        "as",
        "with",
        "because",
        "upon",
    ]
    + ["through", "including", "between", "within", "under"]
)
_HAPPENING = frozenset(
    ["take", "happen", "occur", "begin", "start", "continue", "be", "resume", "break", "erupt", "go"]
)
_FIRST = frozenset(["first", "last", "only", "latest", "second", "third", "fourth", "one"])


@dataclass(frozen=True, slots=True)
class Factuality:
    """What the text claims of a trigger; `sources` are tokens of those who say so, innermost first."""

    polarity: Polarity = Polarity.POSITIVE
    modality: Modality = Modality.ACTUAL
    sources: tuple[Token, ...] = ()
    speech: Token | None = None


class _Reading:
    """The state of the climb; not kept."""

    def __init__(self) -> None:
        self.negative = False
        self.modality = Modality.ACTUAL
        self.sources: list[Token] = []
        self.speech: Token | None = None

    def negate(self) -> None:
        """One denial denies; of two ("did not deny meeting") nobody knows what is left."""
        if self.negative:
            self.unreal(Modality.HYPOTHETICAL)
        self.negative = True

    def unreal(self, modality: Modality) -> None:
        if self.modality is not Modality.HYPOTHETICAL:
            self.modality = modality

    def apply(self, effect: str) -> None:
        if effect == "negative":
            self.negate()
        elif effect == "planned":
            self.unreal(Modality.PLANNED)
        elif effect == "hypothetical":
            self.unreal(Modality.HYPOTHETICAL)


def read_factuality(trigger: Token, knowledge: Knowledge) -> Factuality:
    """A verb or an event noun → what the sentence claims of it."""
    reading = _Reading()
    token = trigger
    for _ in range(30):
        _own(token, reading, knowledge)
        if token.dep_ == "ROOT" or token.head == token:
            break
        above = _step(token, reading, knowledge)
        if above is None:
            break
        token = above
    if any(t.lemma_.lower() in _FICTION and t.dep_ == "pobj" and t.head.lower_ == "in" for t in trigger.sent):
        reading.unreal(Modality.HYPOTHETICAL)
    if trigger.sent[-1].text == "?" or trigger.sent.text.rstrip().endswith("?"):
        reading.unreal(Modality.HYPOTHETICAL)
    return Factuality(
        Polarity.NEGATIVE if reading.negative else Polarity.POSITIVE,
        reading.modality,
        tuple(reading.sources),
        reading.speech,
    )


def _denied_inside(token: Token) -> bool:
    """Whether an argument is "no country", "none of them" or "neither A nor B"."""
    if token.lower_ in _NOBODY:
        return True
    return any(
        c.dep_ in ("det", "neg", "preconj", "cc") and c.lower_ in _NOBODY and c.i < token.i
        for c in token.children
    )


def _never(token: Token) -> bool:
    """ "At no point", "under no circumstances", "nor has", "rather than": denial outside the verb group."""
    for child in token.children:
        if child.dep_ == "prep" and child.lower_ in ("at", "in", "under", "on", "by"):
            if any(t.dep_ == "pobj" and any(c.lower_ == "no" for c in t.children) for t in child.children):
                return True
    if token.dep_ == "conj":
        return any(c.lower_ == "nor" and c.i < token.i for c in token.head.children)
    return token.i > 1 and token.nbor(-1).text == "-" and token.nbor(-2).lower_ == "non"


def _unreal_clause(token: Token) -> Modality | None:
    """Inverted conditions, comparisons, stories, and the present tense for what is to come."""
    subject = next((c for c in token.children if c.dep_ in ("nsubj", "nsubjpass")), None)
    for child in token.children:
        if (
            child.dep_ in ("aux", "auxpass")
            and child.lower_ in ("had", "were", "should")
            and subject
            and child.i < subject.i
        ):
            return Modality.HYPOTHETICAL
        if child.dep_ in ("aux", "npadvmod", "tmod") and child.lower_ == "upcoming":
            return Modality.PLANNED
        if (
            token.tag_ in ("VBZ", "VBP")
            and child.lower_ in ("when", "whenever", "once", "until", "before")
            and child.i < token.i
        ):
            return Modality.HYPOTHETICAL
    if token.tag_ in ("VBZ", "VBP") and any(
        t.lower_ == "tomorrow" or (t.lower_ in ("next", "coming") and t.head.ent_type_ == "DATE")
        for t in token.subtree
    ):
        return Modality.PLANNED
    if (
        token.tag_ == "VB"
        and token.i > 0
        and any(t.lower_ == "than" for t in token.doc[max(token.i - 3, 0) : token.i])
    ):
        return Modality.HYPOTHETICAL
    return None


def _own(token: Token, reading: _Reading, knowledge: Knowledge) -> None:
    """What stands at the clause itself: negation, modals, conditions, empty subjects, imperatives."""
    if token.pos_ in ("VERB", "AUX"):
        has_to = False
        for child in token.children:
            if child.dep_ == "neg" or (
                child.dep_ in ("advmod", "preconj", "cc") and child.lower_ in _NOT and child.i < token.i
            ):
                reading.negate()
            elif child.dep_ == "aux":
                if child.lower_ in _WILL:
                    reading.unreal(Modality.PLANNED)
                elif child.lower_ in _MAY:
                    reading.unreal(Modality.HYPOTHETICAL)
                elif child.tag_ == "TO":
                    has_to = True
            elif child.dep_ in ("mark", "advmod") and child.lower_ in _IF and child.i < token.i:
                reading.unreal(Modality.HYPOTHETICAL)
            elif child.dep_ in ("nsubj", "nsubjpass", "dobj", "attr") and _denied_inside(child):
                reading.negate()
        if _never(token):
            reading.negate()
        unreal = _unreal_clause(token)
        if unreal:
            reading.unreal(unreal)
        if (
            token.lemma_ == "be"
            and has_to is False
            and any(c.dep_ == "xcomp" and c.tag_ == "VB" for c in token.children)
        ):
            reading.unreal(Modality.PLANNED)
        if (
            token.tag_ == "VB"
            and token.dep_ == "ROOT"
            and not has_to
            and not any(c.dep_ in ("nsubj", "nsubjpass", "aux") for c in token.children)
        ):
            reading.unreal(Modality.HYPOTHETICAL)
    elif token.pos_ in ("NOUN", "PROPN"):
        if token.i > 1 and token.nbor(-1).text == "-" and token.nbor(-2).lower_ == "non":
            reading.negate()
        for child in token.children:
            if child.dep_ in ("det", "neg") and child.lower_ in _NOBODY:
                reading.negate()
            elif child.dep_ == "amod":
                # "the planned visit", "an alleged attack"
                effect = knowledge.attitudes.get((child.lower_, "adj"))
                if effect and effect != "actual":
                    reading.apply(effect)


def _step(token: Token, reading: _Reading, knowledge: Knowledge) -> Token | None:
    """One step towards the root: the governor's effect on `token`; None where the climb ends."""
    head, dep = token.head, token.dep_
    infinitive = any(c.dep_ == "aux" and c.tag_ == "TO" for c in token.children)
    if dep == "conj":
        if token.pos_ in ("VERB", "AUX") and head.pos_ in ("VERB", "AUX"):
            head = joined_to(token)
            bare = token.tag_ == "VB" and not infinitive
            own_clause = any(c.dep_ in ("nsubj", "nsubjpass", "aux", "auxpass") for c in token.children)
            if bare or (not own_clause and token.tag_ == head.tag_):
                return head
            return _above(head, reading, knowledge)
        return head
    if dep == "relcl":
        # "imagine a country that …": what is only wished for does not exist
        if head.dep_ == "dobj" and any(c.lower_ in ("a", "an", "any") for c in head.children):
            if _effect(head.head, "verb", knowledge) == "hypothetical":
                reading.unreal(Modality.HYPOTHETICAL)
        if not any(c.tag_ in ("WDT", "WP", "WRB") for c in token.subtree if c.i < token.i):
            # "the allegation he assaulted her": no relative clause but what is alleged
            effect = _effect(head, "noun", knowledge)
            if effect and effect != "actual":
                reading.apply(effect)
        return None
    if dep == "acl":
        if infinitive:
            if any(c.lower_ in _FIRST for c in head.children) or head.lower_ in _FIRST:
                return None
            reading.apply(_effect(head, "noun", knowledge) or "hypothetical")
            return head if head.pos_ == "NOUN" else None
        finite = token.tag_ not in ("VBG", "VBN") or any(
            c.dep_ in ("aux", "nsubj", "nsubjpass") for c in token.children
        )
        if finite and head.pos_ == "NOUN":
            effect = _effect(head, "noun", knowledge)
            reading.apply(effect or "actual")
            _source_of_noun(head, reading, knowledge)
            return head
        return None
    if dep in ("xcomp", "ccomp", "advcl", "csubj", "csubjpass"):
        return _clause_step(token, head, dep, infinitive, reading, knowledge)
    if dep == "pcomp":
        preposition, governor = head, head.head
        if preposition.lower_ in ("without", "instead"):
            reading.negate()
            return governor
        if preposition.lower_ == "before":
            reading.unreal(Modality.HYPOTHETICAL)
        pos = "verb" if governor.pos_ in ("VERB", "AUX") else "noun" if governor.pos_ == "NOUN" else "adj"
        effect = _effect(governor, pos, knowledge)
        if effect:
            if effect == "negative" and preposition.lower_ not in ("from", "of", "in", "against", "at", "to"):
                return governor
            reading.apply(effect)
        elif preposition.lower_ == "from" and governor.lemma_ not in (
            "return",
            "come",
            "go",
            "benefit",
            "profit",
            "result",
            "range",
        ):
            reading.unreal(Modality.HYPOTHETICAL)
        elif preposition.lower_ in ("of", "for", "against", "about", "on", "towards", "toward", "to"):
            # "accused of attacking", "talks about recognising": nothing says that it happened
            reading.unreal(Modality.HYPOTHETICAL)
        return governor
    if dep in (
        "pobj",
        "dobj",
        "nsubj",
        "nsubjpass",
        "attr",
        "oprd",
        "appos",
        "compound",
        "poss",
        "nmod",
        "npadvmod",
        "dep",
    ):
        return _noun_step(token, head, dep, reading, knowledge)
    if dep in ("prep", "agent", "prt", "dative"):
        return head
    return head


def _above(verb: Token, reading: _Reading, knowledge: Knowledge) -> Token | None:
    """Past a clause that this one is only joined to: what governs both, without its own modals."""
    while verb.dep_ == "conj" and verb.head.pos_ in ("VERB", "AUX"):
        verb = verb.head
    if verb.dep_ == "ROOT":
        return None
    if verb.dep_ in ("ccomp",) and not any(c.dep_ == "aux" and c.tag_ == "TO" for c in verb.children):
        return _clause_step(verb, verb.head, verb.dep_, False, reading, knowledge)
    return None


def _clause_step(
    token: Token, head: Token, dep: str, infinitive: bool, reading: _Reading, knowledge: Knowledge
) -> Token | None:
    pos = "verb" if head.pos_ in ("VERB", "AUX") else "adj" if head.pos_ == "ADJ" else "noun"
    effect = _effect(head, pos, knowledge)
    kind = knowledge.reporting.get(head.lemma_.lower()) if pos == "verb" else None
    marks = {c.lower_ for c in token.children if c.dep_ == "mark"}
    if infinitive:
        if dep == "advcl":
            reading.unreal(Modality.PLANNED)
            return None if reading.modality is Modality.HYPOTHETICAL else head
        if kind and is_passive(head) and effect is None:
            # "is said to have met": someone says so
            return head
        reading.apply(effect or "hypothetical")
        return head
    if dep == "advcl":
        if marks & {"before", "until", "till"}:
            reading.unreal(Modality.HYPOTHETICAL)
        return None if marks or token.tag_ in ("VBD", "VBZ", "VBP") else head
    if dep in ("csubj", "csubjpass"):
        return head
    if token.tag_ == "VBG" and dep == "xcomp":
        if effect and effect != "actual":
            reading.apply(effect)
        return head
    beside = dep == "ccomp" and token.i < head.i and not kind and effect is None and "that" not in marks
    if beside and any(c.dep_ in ("nsubj", "nsubjpass") and c.i > token.i for c in head.children):
        return _step(
            head, reading, knowledge
        )  # two clauses side by side: what is said of one is not of the other
    if kind == "deny":
        reading.negate()
        _add_source(head, reading)
        return head
    if kind:
        if kind == "believe":
            reading.unreal(Modality.HYPOTHETICAL)
        elif (
            effect in ("planned", "hypothetical") and "that" not in marks and token.tag_ == "VB"
        ) or effect in ("negative", "hypothetical"):
            reading.apply(effect)
        _add_source(head, reading)
        return head
    if effect:
        reading.apply(effect)
        return head
    if head.lemma_ == "be" and dep == "ccomp":
        # "the charge was that …": what the subject is decides
        for subject in head.children:
            if subject.dep_ == "nsubj" and subject.i < head.i:
                of = _effect(subject, "noun", knowledge)
                reading.apply(
                    of or ("hypothetical" if subject.lower_ in ("one", "other", "another") else "actual")
                )
            elif subject.dep_ in ("attr", "acomp"):
                # "it is a lie that", "it is untrue that"
                reading.apply(
                    _effect(subject, "noun" if subject.dep_ == "attr" else "adj", knowledge) or "actual"
                )
        return head
    if head.pos_ == "AUX" or dep == "xcomp":
        return head
    if "that" in marks or dep == "ccomp":
        # Not a verb of saying, not a known attitude: "fear that", "ensure that".
        if token.i < head.i and head.lemma_ in knowledge.reporting:
            _add_source(head, reading)
        elif not ("that" not in marks and token.i < head.i):
            reading.unreal(Modality.HYPOTHETICAL)
    return head


def _noun_step(token: Token, head: Token, dep: str, reading: _Reading, knowledge: Knowledge) -> Token | None:
    """A noun under its governor: the object of a wish is not real, the topic of a talk need not be."""
    if dep == "pobj":
        preposition, governor = head, head.head
        top = measured(token, knowledge.words["measures"])
        if top != token:
            return top
        if preposition.lower_ in ("without",):
            reading.negate()
            return governor
        if preposition.dep_ not in ("prep", "agent", "dative"):
            return governor
        if preposition.lower_ == "of" and governor.lower_ == "ahead":
            reading.unreal(Modality.PLANNED)
            return governor
        if preposition.lower_ in _BESIDE:
            pos = "verb" if governor.pos_ in ("VERB", "AUX") else "noun"
            effect = _effect(governor, pos, knowledge)
            if (
                preposition.lower_ in ("from", "in", "with", "by")
                and effect == "negative"
                and preposition.lower_ == "from"
            ):
                reading.apply(effect)
            return (
                governor
                if governor.pos_ in ("VERB", "AUX") and preposition.lower_ in ("in", "with", "at", "by")
                else None
            )
        pos = (
            "verb"
            if governor.pos_ in ("VERB", "AUX")
            else "noun"
            if governor.pos_ in ("NOUN", "PROPN")
            else "adj"
        )
        effect = _effect(governor, pos, knowledge)
        if effect and effect != "actual":
            reading.apply(effect)
        elif (
            preposition.lower_
            in ("before", "until", "for", "towards", "toward", "pending", "against", "about", "on", "to")
            and pos == "verb"
        ):
            if preposition.lower_ in ("before", "until", "towards", "toward", "pending"):
                reading.unreal(Modality.PLANNED)
            elif preposition.lower_ == "for" and governor.lemma_ in (
                "call",
                "ask",
                "push",
                "press",
                "hope",
                "wait",
                "prepare",
                "appeal",
                "look",
                "vote",
                "plan",
            ):
                reading.unreal(Modality.HYPOTHETICAL)
        elif preposition.lower_ in ("before", "until"):
            reading.unreal(Modality.PLANNED)
        return governor
    if head.pos_ in ("VERB", "AUX") and dep in ("dobj", "nsubjpass"):
        effect = _effect(head, "verb", knowledge)
        if head.lemma_.lower() in knowledge.light_verbs:
            return head
        if effect in ("negative", "planned", "hypothetical"):
            reading.apply(effect)
        return head
    if head.pos_ in ("VERB", "AUX") and dep == "nsubj" and head.lemma_ not in _HAPPENING:
        # "the withdrawal left no ally": what the verb denies is not the event; "a visit would help" is none
        for child in head.children:
            if child.dep_ == "aux" and child.lower_ in _MAY | _WILL:
                reading.unreal(Modality.HYPOTHETICAL)
        return None
    if head.pos_ in ("VERB", "AUX"):
        return head if dep in ("nsubj", "attr", "oprd", "npadvmod") else None
    if head.pos_ in ("NOUN", "PROPN") and dep in ("compound", "nmod"):
        effect = _effect(head, "noun", knowledge)
        if effect and effect != "actual":
            reading.apply(effect)
        return head
    return head if dep != "poss" else None


def _effect(word: Token, pos: str, knowledge: Knowledge) -> str | None:
    lemma = word.lemma_.lower()
    for child in word.children:
        if child.dep_ == "prt":
            found = knowledge.attitudes.get((f"{lemma} {child.lower_}", pos))
            if found:
                return found
    for child in word.children:
        if child.dep_ == "prep":
            found = knowledge.attitudes.get((f"{lemma} {child.lower_}", pos))
            if found:
                return found
    return knowledge.attitudes.get((lemma, pos))


def _add_source(verb: Token, reading: _Reading) -> None:
    if reading.speech is None:
        reading.speech = verb
    subjects = [c for c in verb.children if c.dep_ == "agent"]
    tokens = (
        [t for by in subjects for t in by.children if t.dep_ == "pobj"]
        if is_passive(verb)
        else list(subject_of(verb))
    )
    reading.sources.extend(tokens)


def _source_of_noun(noun: Token, reading: _Reading, knowledge: Knowledge) -> None:
    """Whoever makes the claim, report or statement that something is so."""
    reading.sources.extend(c for c in noun.children if c.dep_ == "poss")
    governor = noun.head
    if noun.dep_ == "dobj" and governor.pos_ == "VERB":
        reading.sources.extend(subject_of(governor))
