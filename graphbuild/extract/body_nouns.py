"""A noun for a body → the body named before that it means: "the ministry", "the party", "the group"."""

from __future__ import annotations

from spacy.tokens import Doc, Token

from graphbuild.extract.drafts import Draft, Ties
from graphbuild.extract.grouping import bare
from graphbuild.extract.noun_phrases import beside, is_pointing
from graphbuild.knowledge import Knowledge
from graphbuild.model import Kind

_ARGUMENTS = ("nsubj", "nsubjpass", "dobj", "pobj")
_TELLING = ("party", "company", "university", "media")  # types of which a text seldom has two
_NEAR = 80  # tokens back in which the only body of such a type is meant
_NOWHERE = ("place", "event")
_GROUPS = ("armed-group", "movement", "party", "ngo")
_OFFICES = ("agency", "company", "event", "government", "media", "military", "place", "university")
_VIEW = 2  # sentences back in which "the group" was named
_FAR = 150  # tokens; what was named longer ago is no longer "the ministry"


def body_before(
    doc: Doc, token: Token, noun: str, ties: Ties, knowledge: Knowledge
) -> tuple[int, ...] | None:
    """A noun → the body that it means; None where it means none, or none that can be told."""
    if not _means_body(token, noun, knowledge):
        return None
    general = noun in knowledge.words["general_bodies"]
    of_name = _of_its_name(token, noun, general, ties, knowledge)
    if of_name is not None:
        return of_name
    return (
        _group_in_view(doc, token, ties, knowledge) if general else _of_its_type(token, noun, ties, knowledge)
    )


def _means_body(token: Token, noun: str, knowledge: Knowledge) -> bool:
    """Whether a noun means a body that was named before: "the ministry", no "Iraqi ministry"."""
    general = noun in knowledge.words["general_bodies"]
    known = general or knowledge.body_heads.get(noun, "place") not in _NOWHERE
    if not known or not is_pointing(token) or token.tag_ == "NNS":
        return False
    told = (c.lower_ in knowledge.words["body_kinds"] for c in beside(token, "compound", "nmod"))
    own = any(c.text[0].isupper() for c in beside(token, "amod", "compound"))
    return all(told) and not beside(token, "poss") and not own


def _of_its_name(
    token: Token, noun: str, general: bool, ties: Ties, knowledge: Knowledge
) -> tuple[int, ...] | None:
    """The body named last before whose name has the noun: "the ministry", for the Foreign Ministry."""
    for i in range(token.i - 1, max(token.i - _FAR, -1), -1):
        for index in ties.named.get(i, ()):
            draft = ties.drafts.all[index]
            if draft.kind is not Kind.ORGANISATION:
                continue
            if _head(draft) == noun or noun in bare(draft.core).split():
                return (index,)
            if general and draft.known and draft.known.type in knowledge.words["armed_or_united"]:
                return (index,)
    return None


def _of_its_type(token: Token, noun: str, ties: Ties, knowledge: Knowledge) -> tuple[int, ...] | None:
    """The only body near before of the noun's type: "the party", for the Rally for Progress."""
    type_ = knowledge.body_heads.get(noun, "")
    if type_ not in _TELLING:
        return None
    near = range(max(token.i - _NEAR, 0), token.i)
    bodies = {index for i in near for index in ties.named.get(i, ())}
    fits = [i for i in bodies if _type(ties.drafts.all[i], knowledge) == type_]
    return (fits[0],) if len(fits) == 1 else None


def _group_in_view(doc: Doc, token: Token, ties: Ties, knowledge: Knowledge) -> tuple[int, ...] | None:
    """The only group of the sentence before, where it names any: "the group", for the Free Brigades."""
    if token.dep_ not in _ARGUMENTS or beside(token, "prep", "appos", "acl", "relcl"):
        return None  # "the group of experts"

    def fits(index: int) -> bool:
        draft = ties.drafts.all[index]
        own = _type(draft, knowledge)
        return own in _GROUPS or (not draft.known and (own not in _OFFICES or _head(draft) == "council"))

    sent = token.sent
    around = set(ties.named_by(doc[sent.start : token.i], Kind.ORGANISATION))
    for _ in range(_VIEW):
        if sent.start == 0:
            return None
        sent = doc[sent.start - 1].sent
        found = {i for i in ties.named_by(sent, Kind.ORGANISATION) if fits(i)}
        if found:
            return tuple(found) if len(found) == 1 and found.isdisjoint(around) else None
    return None


def _type(draft: Draft, knowledge: Knowledge) -> str:
    """What type of body a draft is, as the lexicon or the head of its name tells; empty if neither does."""
    if draft.kind is not Kind.ORGANISATION:
        return ""
    if draft.known:
        return draft.known.type
    words = bare(draft.label).split()
    heads = (_head(draft), *words[-1:], *words[:1])
    return next((type_ for head in heads if (type_ := knowledge.body_heads.get(head, ""))), "")


def _head(draft: Draft) -> str:
    """The noun of a body's name: "ministry", in "Ministry of Foreign Affairs"."""
    return next(reversed(bare(draft.label).partition(" of ")[0].split()), "")
