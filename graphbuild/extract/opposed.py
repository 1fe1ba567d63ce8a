"""Words that are against somebody by their name in a Doc → accusations: "Trump's anti-Iran remarks"."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from graphbuild.extract.claims import Claim
from graphbuild.extract.clauses import verb_arguments
from graphbuild.extract.factuality import Factuality, read_factuality
from graphbuild.extract.name import is_opposed
from graphbuild.extract.referents import Referents
from graphbuild.extract.sides import Sides
from graphbuild.extract.speech import is_actor
from graphbuild.knowledge import Knowledge
from graphbuild.model import Kind

_CONFIDENCE = 0.75
_ACTED_ON = frozenset([Kind.STATE, Kind.ORGANISATION])


def find_opposed(doc: Doc, sides: Sides, referents: Referents, knowledge: Knowledge) -> Iterator[Claim]:
    """A Doc, the posts in it and its referents → whoever says what is against somebody accuses him."""
    for token in doc:
        if token.lower_ != "anti" or token.i + 2 >= len(doc) or not is_opposed(doc, token.i + 2):
            continue
        noun = next((t for t in (token.head, doc[token.i + 2].head) if t.pos_ == "NOUN"), None)
        if noun is None or noun.lemma_.lower() not in knowledge.words["words_against"]:
            continue
        if any(c.lower_ in knowledge.words["unreal_modifiers"] for c in noun.children):
            continue
        agents, factuality = _said_by(noun, referents, knowledge)
        agents = tuple(i for i in agents if is_actor(i, referents, no_media=True))
        whom = _named(doc[token.i + 2], referents, knowledge)
        recipients = sides.others(agents, whom)
        if agents and recipients:
            rule = f"anti-{doc[token.i + 2].text} {noun.lemma_.lower()}"
            yield Claim("accused", agents, recipients, noun, rule, factuality, _CONFIDENCE)


def _said_by(noun: Token, referents: Referents, knowledge: Knowledge) -> tuple[tuple[int, ...], Factuality]:
    """Whose the words are, or who utters them, and whether the text says that they were uttered."""
    owner, verb = referents.owner(noun), noun.head
    uttered = noun.dep_ == "dobj" and verb.lemma_.lower() in (
        knowledge.words["doing_verbs"] | knowledge.light_verbs
    )
    if not uttered:
        return owner, Factuality()
    subjects = verb_arguments(verb).at("subject")
    return owner or tuple(i for t in subjects for i in referents.all_at(t)), read_factuality(verb, knowledge)


def _named(name: Token, referents: Referents, knowledge: Knowledge) -> tuple[int, ...]:
    """Whom a name behind "anti-" means, if the text speaks of him elsewhere: "Iran", "Iranian", "Tehran"."""
    senses = knowledge.names.get(name.text, ())
    labels = {known.label for known in senses} | {knowledge.capitals.get(name.text, "")}
    return tuple(
        i
        for i, draft in enumerate(referents.drafts)
        if draft.kind in _ACTED_ON and (draft.label in labels or name.text in draft.names)
    )[:1]
