"""A sentence → whether it tells what its writer does not hold to be so.

Stories, jokes, games of war, hearsay and errors put right are told in plain sentences ("the season
opens with the president signing a pact"): what gives them away stands anywhere in the sentence.
"""

from __future__ import annotations

from spacy.tokens import Span, Token

from graphbuild.knowledge import Knowledge

_SUBJECTS = ("nsubj", "nsubjpass")
_LABEL = 10  # tokens before a colon that may be no more than a label
_ANOTHER = frozenset(["another", "alternative", "different", "ideal", "parallel", "perfect"])
_WAR = frozenset(["war"])
_OLDER = frozenset(["earlier", "original", "previous", "prior"])


def is_told_only(sent: Span, knowledge: Knowledge) -> bool:
    """Whether a sentence tells a story, a joke, hearsay, or an error that it puts right."""
    words = knowledge.words
    fiction, labels, games = words["fiction"], words["untrue_labels"], words["simulations"]
    spoofing, crediting, showing = words["spoofing"], words["crediting_verbs"], words["showing_verbs"]
    for token in sent:
        lemma = token.lemma_.lower()
        if (
            (lemma in fiction and (_is_inside(token) or _is_label(token, sent)))
            or (lemma in labels and _is_label(token, sent))
            or (lemma == "world" and _is_inside(token) and _has(token, _ANOTHER))
            or (lemma in spoofing and _is_of_teller(token, knowledge))
            or (lemma in games and token.dep_ in _SUBJECTS)
            or (lemma == "game" and token.dep_ in _SUBJECTS and _has(token, _WAR))
            or (lemma == "version" and token.dep_ in _SUBJECTS and _has(token, _OLDER))
            or (token.lower_ == "according" and _is_doubtful(token, knowledge))
            or (lemma in crediting and _is_doubting(token))
            or (lemma in showing and token.tag_ == "VBZ" and _has_plot(token, knowledge))
        ):
            return True
    text = sent.text
    return any(name in text for name in words["satirists"])


def _has(noun: Token, words: frozenset[str]) -> bool:
    return any(c.lower_ in words for c in noun.children)


def _is_inside(noun: Token) -> bool:
    """ "In the film"."""
    return noun.dep_ == "pobj" and noun.head.lower_ == "in"


def _has_plot(verb: Token, knowledge: Knowledge) -> bool:
    """ "The season opens with", "the novel imagines that": plots are told in the present tense."""
    plots = knowledge.words["fiction"] | knowledge.words["plots"]
    return any(c.dep_ == "nsubj" and c.lemma_.lower() in plots for c in verb.children)


def _is_label(word: Token, sent: Span) -> bool:
    """ "True or false: …", "Claim: …": what follows the colon is only put up to be judged."""
    return (
        word.pos_ not in ("VERB", "AUX")
        and word.i - sent.start < _LABEL
        and any(t.text == ":" for t in sent.doc[word.i + 1 : min(sent.start + _LABEL, sent.end)])
    )


def _is_of_teller(word: Token, knowledge: Knowledge) -> bool:
    """ "The satirical site wrote", "fake videos claiming": it is told for fun, or to deceive."""
    noun = word.head if word.dep_ in ("amod", "compound", "nmod") else word
    verbs = [noun.head] if noun.dep_ == "nsubj" else []
    verbs += [c for c in noun.children if c.dep_ in ("acl", "relcl")]
    return any(
        knowledge.reporting.get(verb) in ("say", "believe") or verb in knowledge.words["showing_verbs"]
        for verb in (v.lemma_.lower() for v in verbs)
    )


def _is_doubtful(according: Token, knowledge: Knowledge) -> bool:
    """ "According to an unsourced post", "according to legend"."""
    tellers = [t for to in according.children if to.lower_ == "to" for t in to.children]
    return any(
        t.lemma_.lower() in knowledge.words["hearsay"]
        or any(knowledge.attitudes.get((c.lower_, "adj")) == "hypothetical" for c in t.children)
        for t in tellers
    )


def _is_doubting(verb: Token) -> bool:
    """ "To believe the brochure, …", "to hear him tell it, …", "if the report is to be believed, …"."""
    if verb.lemma_ == "hear" and not any(t.lemma_ in ("say", "talk", "tell") for t in verb.subtree):
        return False  # "to hear the case, the judge flew in"
    if verb.tag_ == "VBN":
        to_be = any(c.lower_ == "be" for c in verb.children)
        return to_be and any(c.lower_ == "if" for c in (*verb.children, *verb.head.children))
    fronted = verb.dep_ == "advcl" and verb.i < verb.head.i
    return fronted and any(c.tag_ == "TO" for c in verb.children)
