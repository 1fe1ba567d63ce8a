"""Invitations that somebody followed or answered → claims that the host invited the guest.

"Xi arrived in Riyadh at the invitation of King Salman", "Modi accepted Macron's invitation". Who
comes by an invitation, or will, was invited; who refuses one was invited too.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from spacy.tokens import Doc, Token

from graphbuild.extract.claims import Claim
from graphbuild.extract.clauses import is_passive, subject_of
from graphbuild.extract.factuality import is_in_earnest, read_factuality
from graphbuild.extract.noun_phrases import phrase_objects
from graphbuild.extract.referents import Referents
from graphbuild.knowledge import Knowledge
from graphbuild.model import Modality, Polarity

_BY = frozenset(["at", "on", "upon"])
_ANSWERS = frozenset(["accept", "decline", "reject", "refuse", "welcome"])
_CONFIDENCE = 0.85


def find_invitations(doc: Doc, referents: Referents, knowledge: Knowledge) -> Iterator[Claim]:
    """A Doc and its referents → who invited whom, told by what became of an invitation."""
    for token in doc:
        if token.lemma_.lower() != "invitation":
            continue
        behind = (t for word in ("from", "of") for t in phrase_objects(token, word))
        hosts = referents.owner(token) or tuple(i for t in behind for i in referents.all_at(t))
        guests = _guests(token, referents, knowledge)
        guests = tuple(i for i in guests if i not in hosts)
        if hosts and guests and is_in_earnest(token.sent, knowledge):
            said = read_factuality(token, knowledge)
            real = replace(said, polarity=Polarity.POSITIVE, modality=Modality.ACTUAL)
            yield Claim("invited", hosts, guests, token, "invitation (followed)", real, _CONFIDENCE)


def _guests(invitation: Token, referents: Referents, knowledge: Knowledge) -> tuple[int, ...]:
    above = invitation.head
    if invitation.dep_ == "dobj" and above.lemma_.lower() in _ANSWERS:
        said = read_factuality(above, knowledge)
        answered = said.polarity is Polarity.POSITIVE and said.modality is Modality.ACTUAL
        return _doers(above, referents) if answered else ()
    if invitation.dep_ != "pobj" or above.lower_ not in _BY:
        return ()
    above = above.head
    while above.pos_ not in ("VERB", "AUX"):
        found = referents.owner(above) if above.pos_ == "NOUN" else ()
        if found or above.head == above:
            return found  # "Xi's visit at the invitation of King Salman"
        above = above.head
    return () if is_passive(above) else _doers(above, referents)


def _doers(verb: Token, referents: Referents) -> tuple[int, ...]:
    return tuple(i for t in subject_of(verb) for i in referents.all_at(t))
