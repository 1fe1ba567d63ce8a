"""The step from a word to the word that governs it: what that one makes of the clause below it.

"Will meet" is planned, "refused to meet" denied, "denied meeting" denied by whoever denied it,
"called for a meeting" merely wished for. What is not known to leave a clause real makes it unreal.
"""

from __future__ import annotations

from spacy.tokens import Token

from graphbuild.extract.clauses import called_in, is_nth, is_passive, joined_to, one_of_a_row, resolving
from graphbuild.extract.noun_steps import gerund_step, noun_step
from graphbuild.extract.readings import Reading, effect_of, has, is_infinitive, is_verb
from graphbuild.knowledge import Knowledge
from graphbuild.model import Modality

_FINITE = ("VBD", "VBZ", "VBP")
_CLAUSES = frozenset(["xcomp", "ccomp", "advcl", "csubj", "csubjpass"])
_NOUNS = frozenset(
    [
        "pobj", "dobj", "nsubj", "nsubjpass", "attr", "oprd", "appos", "compound", "poss", "nmod", "npadvmod",
        "dep",
    ]
)  # fmt: skip


def step_up(token: Token, reading: Reading, knowledge: Knowledge) -> Token | None:
    """One step towards the root: the governor's effect on `token`; None where the climb ends."""
    if token.dep_ == "conj":
        return _joined_step(token, reading, knowledge)
    if token.dep_ == "relcl" and _is_content(token):
        return _content_step(token, reading, knowledge)
    if token.dep_ == "relcl" and not is_infinitive(token):
        _read_relative(token, reading, knowledge)
        return None
    if token.dep_ in ("acl", "relcl"):
        return _adnominal_step(token, token.head, reading, knowledge)
    if (noun := resolving(token)) is not None:
        return _adnominal_step(token, noun, reading, knowledge)
    if token.dep_ in _CLAUSES:
        return _clause_step(token, reading, knowledge)
    if token.dep_ == "pcomp":
        return gerund_step(token, reading, knowledge)
    if token.dep_ in _NOUNS:
        return noun_step(token, reading, knowledge)
    return token.head


def _joined_step(token: Token, reading: Reading, knowledge: Knowledge) -> Token | None:
    """From a joined word to the first: what governs one governs both, but each has its own modals."""
    if not is_verb(token) or not is_verb(token.head):
        return token.head
    head = joined_to(token)
    if is_infinitive(token) and is_infinitive(head):
        return head  # "threatened to leave and to sue"
    bare = token.tag_ == "VB" and not is_infinitive(token)
    own_clause = has(token, "nsubj", "nsubjpass", "aux", "auxpass")
    if bare or (not own_clause and (token.tag_ == head.tag_ or _shares_auxiliary(token, head))):
        return head
    while head.dep_ == "conj" and is_verb(head.head):
        head = head.head
    if token.tag_ == "VBG" and has(token, "nsubj"):
        # "imagine Mexico invading Texas, or Canada bombing Maine", tied by the parser to "imagine"
        head = next((c for c in head.children if c.dep_ == "ccomp" and c.tag_ == "VBG"), head)
    if is_infinitive(head):
        return None
    if head.dep_ == "ccomp":
        return _clause_step(head, reading, knowledge)
    if _is_content(head):
        return _content_step(head, reading, knowledge)
    if head.dep_ == "advcl" and not has(token, "nsubj", "nsubjpass"):
        reading.under(head)  # "as if X had invaded Y and then accused it"
    return None


def _shares_auxiliary(verb: Token, head: Token) -> bool:
    """Whether what may be a participle is one: "would have met X and praised Y"."""
    perfect = head.tag_ == "VBN" and any(c.lemma_ == "have" and c.dep_ == "aux" for c in head.children)
    contrast = any(c.lower_ in ("but", "yet") for c in head.children if head.i < c.i < verb.i)
    return perfect and verb.tag_ == "VBD" and verb.lower_.endswith("ed") and not contrast


def _read_relative(verb: Token, reading: Reading, knowledge: Knowledge) -> None:
    """A relative clause is true of its noun, unless the noun is only wished for or alleged."""
    noun = verb.head
    any_one = any(c.lower_ in ("a", "an", "any", "another") for c in noun.children)
    bare = noun.tag_ == "NNS" and not has(noun, "det", "poss", "nummod")
    if (any_one or bare) and _is_wanted(noun, knowledge):
        reading.unreal(Modality.HYPOTHETICAL)  # "imagine a country that …", "look for ways in which …"
    if any_one and (noun.lemma_ == "world" or noun.lemma_.lower() in knowledge.words["fiction"]):
        reading.unreal(Modality.HYPOTHETICAL)  # "a world in which", "a film in which"
    before = [c for c in verb.subtree if c.i < verb.i]
    by_it = any(c.lower_ == "according" for c in before)  # "a hoax, according to which"
    if by_it or not any(c.tag_ in ("WDT", "WP", "WRB") for c in before):
        # "the allegation he assaulted her": no relative clause but what is alleged
        reading.apply(effect_of(noun, "noun", knowledge))


def _is_wanted(noun: Token, knowledge: Knowledge) -> bool:
    """Whether a noun is of what somebody wants, and may not be there."""
    if noun.dep_ == "dobj":
        return effect_of(noun.head, "verb", knowledge) in ("hypothetical", "planned")
    looking = noun.head.head
    return (
        noun.dep_ == "pobj"
        and noun.head.lower_ == "for"
        and is_verb(looking)
        and looking.lemma_ in knowledge.words["wishing_verbs"]
    )


def _is_content(clause: Token) -> bool:
    """Whether a clause tells what its noun says, whatever the parser says: "a report that it did"."""
    return clause.dep_ in ("acl", "relcl") and any(
        c.dep_ == "mark" and c.lower_ == "that" for c in clause.children
    )


def _content_step(clause: Token, reading: Reading, knowledge: Knowledge) -> Token | None:
    """From what a noun says to the noun: the claim, rumour or lie that it is so."""
    noun = clause.head
    reading.apply(effect_of(noun, "noun", knowledge))
    if noun.pos_ != "NOUN":
        return None
    reading.claimed_in(noun)
    return noun


def _adnominal_step(verb: Token, noun: Token, reading: Reading, knowledge: Knowledge) -> Token | None:
    """ "The decision to withdraw", "the claim that they met"; participles are true of their noun."""
    effect = effect_of(noun, "noun", knowledge)
    if is_infinitive(verb):
        if is_nth(noun):
            return noun  # "the first president to visit"
        headline = noun.dep_ == "ROOT"  # "Special envoy for the Middle East to visit Iran"
        reading.apply(effect or ("planned" if headline else "hypothetical"))
        return noun if noun.pos_ == "NOUN" else None
    if verb.tag_ == "VBG" and noun.dep_ == "dobj" and noun.head.lemma_ in knowledge.words["footage_verbs"]:
        return noun.head  # "the video does not show tanks entering the city"
    finite = verb.tag_ not in ("VBG", "VBN") or has(verb, "aux", "nsubj", "nsubjpass")
    if not finite or noun.pos_ != "NOUN":
        return None
    reading.apply(effect)
    reading.claimed_in(noun)
    return noun


def _clause_step(clause: Token, reading: Reading, knowledge: Knowledge) -> Token | None:
    """From a clause to the verb, adjective or noun that governs it."""
    head, relation = clause.head, clause.dep_
    pos = "verb" if is_verb(head) else "adj" if head.pos_ == "ADJ" else "noun"
    effect = effect_of(head, pos, knowledge)
    kind = knowledge.reporting.get(head.lemma_.lower()) if pos == "verb" else None
    marks = {c.lower_ for c in clause.children if c.dep_ == "mark"}
    if is_infinitive(clause):
        if knowledge.attitudes.get((f"{head.lemma_.lower()} to", "verb")) == "actual":
            return head  # "phoned to thank him"
        if relation == "advcl" and (one_of_a_row(clause) or effect == "actual"):
            return head
        if relation == "advcl":
            reading.unreal(Modality.PLANNED)
            return None if reading.modality is Modality.HYPOTHETICAL else head
        if effect or not kind or not is_passive(head):  # "is said to have met": someone says so
            reading.apply(effect or "hypothetical")
        return head
    if relation == "ccomp" and called_in(clause) is not None:
        return None  # "rejected what it called lies": called they were
    if relation in ("ccomp", "csubj") and _is_denied(head) and _asks(clause):
        return None  # "it was not clear what they discussed": that they did is not in question
    if relation == "advcl":
        if marks & {"before", "until", "till"}:
            reading.unreal(Modality.HYPOTHETICAL)
        if "as" in marks and head.lemma_ in knowledge.words["portraying_verbs"]:
            reading.unreal(Modality.HYPOTHETICAL)  # "a man posing as Putin spoke", read as a clause
        if "that" in marks and _is_wrong(head, knowledge):
            reading.negate()  # "were quick to claim, falsely, that": tied by the parser to "were"
        return None if marks or clause.tag_ in _FINITE else head
    if relation in ("csubj", "csubjpass"):
        return head
    if relation == "xcomp" and clause.tag_ == "VBG":
        reading.apply(effect)
    elif not kind and effect is None and _stands_beside(clause, marks):
        return step_up(head, reading, knowledge)  # what is said of one is not of the other
    elif kind:
        _said(clause, kind, effect, marks, reading, knowledge)
    elif effect:
        reading.apply(effect)
    elif relation == "ccomp" and head.lemma_ == "be":
        _apply_predicate(head, reading, knowledge)
    elif relation == "ccomp" and head.pos_ != "AUX":
        # Not a verb of saying, not a known attitude: "fear that", "ensure that".
        if clause.i < head.i and head.lemma_ in knowledge.reporting:
            reading.told_by(head)
        elif clause.i > head.i or "that" in marks:
            reading.unreal(Modality.HYPOTHETICAL)
    return head


def _asks(clause: Token) -> bool:
    """Whether a clause asks for more of what it takes to be so: what, when, how; not whether."""
    return any(c.tag_ in ("WP", "WRB") and c.i < clause.i for c in clause.children)


def _is_denied(word: Token) -> bool:
    """Whether a verb, or the verb by which an adjective is said, stands with a "not"."""
    verb = word.head if word.dep_ == "acomp" else word
    return has(verb, "neg")


def _stands_beside(clause: Token, marks: set[str]) -> bool:
    """Whether a clause stands beside its governor, whatever the parser says: "They met, he left"."""
    head = clause.head
    return (
        clause.dep_ == "ccomp"
        and clause.i < head.i
        and "that" not in marks
        and any(c.dep_ in ("nsubj", "nsubjpass") and c.i > clause.i for c in head.children)
    )


def _is_wrong(verb: Token, knowledge: Knowledge) -> bool:
    """Whether what is said with a verb is said "falsely" or "in error"."""
    return any(
        c.lower_ in knowledge.words["wrongly"] or (c.lower_ == "error" and c.head.lower_ == "in")
        for c in verb.subtree
        if c.head == verb or c.dep_ == "pobj"
    )


def _said(
    clause: Token, kind: str, effect: str | None, marks: set[str], reading: Reading, knowledge: Knowledge
) -> None:
    """A clause under a verb of saying: said, believed, denied, or ordered ("said that he go")."""
    if kind == "deny" or _is_wrong(clause.head, knowledge):
        reading.negate()
    elif any(
        c.dep_ == "nsubj" and c.lemma_.lower() in knowledge.words["hearsay"] for c in clause.head.children
    ):
        reading.unreal(Modality.HYPOTHETICAL)  # "legend says that"
    elif is_passive(clause.head) and clause.head.lemma_.lower() in knowledge.words["claiming_verbs"]:
        if not has(clause.head, "agent"):
            reading.unreal(Modality.HYPOTHETICAL)  # "it has been claimed that"
    elif kind == "believe":
        reading.unreal(Modality.HYPOTHETICAL)
    elif effect != "planned" or ("that" not in marks and clause.tag_ == "VB"):
        reading.apply(effect)
    reading.told_by(clause.head)


def _apply_predicate(verb: Token, reading: Reading, knowledge: Knowledge) -> None:
    """ "The charge was that …", "it is a lie that …": what the subject or the complement is decides."""
    for child in verb.children:
        if child.dep_ == "nsubj" and child.i < verb.i:
            one_of_some = child.lower_ in ("one", "other", "another")
            reading.apply(effect_of(child, "noun", knowledge) or ("hypothetical" if one_of_some else None))
        elif child.dep_ in ("attr", "acomp"):
            reading.apply(effect_of(child, "noun" if child.dep_ == "attr" else "adj", knowledge))
