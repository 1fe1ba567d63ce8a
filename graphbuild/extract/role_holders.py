"""Roles → who holds them: the person beside the role, or somebody named in that role elsewhere."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from spacy.tokens import Doc, Token

from graphbuild.extract.drafts import Drafts, Ties
from graphbuild.extract.name import Name
from graphbuild.extract.noun_phrases import conjuncts
from graphbuild.extract.roles import Role
from graphbuild.knowledge import Knowledge
from graphbuild.model import Kind

Holder = tuple[Role, int]
_POINTING = frozenset(["the", "this"])
_SENTENCES = 3  # before it, in which whoever "the diplomat" is was spoken of


def tie_named_roles(
    doc: Doc, roles: Sequence[Role], entity_of: Mapping[Name, int], ties: Ties, knowledge: Knowledge
) -> list[Holder]:
    """Tokens of a role → its person; returns the roles of named people, for later references."""
    holders: list[Holder] = []
    for role in roles:
        person = entity_of.get(role.person) if role.person else None
        if role.person is None or person is None:
            continue
        holders.append((role, person))
        gender = _gender(role.noun, knowledge)
        if gender:
            ties.drafts.all[person].gender = gender
        if role.link == "plural title":
            first = doc[role.person.start : role.person.end].root
            people = dict.fromkeys(i for head in conjuncts(first) for i in ties.named.get(head.i, ()))
            ties.named[role.head] = tuple(people) or (person,)
            continue
        for token in doc[role.start : role.end]:
            of_body = token.i > role.head and token.is_lower and token.lower_ in knowledge.body_heads
            if token.pos_ in ("NOUN", "PROPN", "ADJ") and not of_body:  # "the head of the party"
                ties.named.setdefault(token.i, (person,))
    return holders


def _gender(noun: str, knowledge: Knowledge) -> str:
    if noun.endswith("woman") or noun in knowledge.words["female_roles"]:
        return "f"
    if noun.endswith("man") or noun in knowledge.words["male_roles"]:
        return "m"
    return ""


def tie_unnamed_roles(
    doc: Doc,
    roles: Sequence[Role],
    holders: Sequence[Holder],
    entity_of: Mapping[Name, int],
    ties: Ties,
    knowledge: Knowledge,
) -> None:
    """Roles with no name beside them → who is meant: their holder, else the body they act for."""
    counterparts = knowledge.words["counterparts"]
    for role in roles:
        if role.person is not None or role.head in ties.named:
            continue
        if role.plural and role.noun in counterparts:
            # "his Turkish and Iranian counterparts"
            states = dict.fromkeys(
                i for k in range(role.start, role.head) for i in ties.adjectives.get(k, ())
            )
            if states:
                ties.meant[role.head] = tuple(states)
            continue
        if role.plural and knowledge.groups.get(doc[role.head].lower_) in ("agent", "member"):
            continue
        held = _held_by_state(doc[role.head], ties) if not role.plural else ()
        if held:
            ties.meant[role.head] = held
            continue
        body = _body(role, entity_of, ties.drafts)
        person = _holder(role, body, holders, entity_of, ties.drafts)
        if person is None and body is not None and role.noun == "president":
            person = _known_president(role, body, holders, ties.drafts, knowledge)
        if person is None:
            person = _in_view(doc, role, body, roles, holders, entity_of, ties, knowledge)
        if person is not None:
            ties.meant[role.head] = (person,)
        elif body is not None and _acts_for_body(role, knowledge):
            state = ties.drafts.all[body].kind is Kind.STATE
            if not (state and role.noun in knowledge.words["irregulars"]):
                ties.meant[role.head] = (body,)


def _body(role: Role, entity_of: Mapping[Name, int], drafts: Drafts) -> int | None:
    if role.body is None:
        return None
    return drafts.state_of(role.body) if role.body.sense == "adjective" else entity_of.get(role.body)


def _acts_for_body(role: Role, knowledge: Knowledge) -> bool:
    """Whether somebody in a role stands for its body: "the Russian envoy", but no former one, no singer."""
    if role.noun in knowledge.words["private_roles"]:
        return False
    holds_office = role.sense not in ("relation", "founder") or role.noun in knowledge.words["counterparts"]
    return holds_office and not role.modifiers & {"former", "prospective"}


def _holder(
    role: Role,
    body: int | None,
    holders: Sequence[Holder],
    entity_of: Mapping[Name, int],
    drafts: Drafts,
) -> int | None:
    """The person named elsewhere in this role: "the Russian envoy" after "Russian special envoy Kabulov"."""
    if role.plural or role.modifiers & {"prospective", "former"} or (not role.definite and body is None):
        return None
    found: dict[int, int] = {}
    for other, person in holders:
        if _office(other) != _office(role) or (other.head > role.head and found):
            continue
        if "deputy" in other.modifiers - role.modifiers:
            continue  # a vice president is not "the president"
        other_body = _body(other, entity_of, drafts)
        if body is None or other_body is None:
            same = body is None
        elif role.definite:
            same = _same_body(body, other_body, drafts)
        else:
            same = body == other_body
        if same and "former" not in other.modifiers:
            found[person] = other.head
    if len(found) == 1:
        return next(iter(found))
    if body is None and found:
        # of several the one named last before
        before = [(head, person) for person, head in found.items() if head < role.head]
        return max(before)[1] if before else None
    return None


def _held_by_state(head: Token, ties: Ties) -> tuple[int, ...]:
    """The state that holds a post, named behind it: "its current chair, Indonesia, has urged"."""
    if head.dep_ not in ("nsubj", "nsubjpass") or head.i + 1 >= len(head.doc) or head.nbor().text != ",":
        return ()
    states = (c for c in head.children if c.dep_ == "appos" and not any(j.dep_ == "conj" for j in c.children))
    return tuple(ties.named_by(states, Kind.STATE))


def _in_view(
    doc: Doc,
    role: Role,
    body: int | None,
    roles: Sequence[Role],
    holders: Sequence[Holder],
    entity_of: Mapping[Name, int],
    ties: Ties,
    knowledge: Knowledge,
) -> int | None:
    """Whoever of a fitting office was spoken of last: "the diplomat", after an ambassador or envoy.

    Of several in one sentence its subject; nobody where the sentence has somebody unnamed who fits.
    """
    offices = knowledge.general_offices.get(role.noun)
    head = doc[role.head]
    if offices is None or role.plural or not any(c.lower_ in _POINTING for c in head.children):
        return None
    if role.modifiers & {"former", "prospective"} or (body is None and _is_of(head)):
        return None
    fitting: set[int] = set()
    elsewhere: set[int] = set()
    for other, person in holders:
        if other.modifiers & {"former", "prospective"}:
            continue
        if other.head < role.head and other.noun in offices:
            fitting.add(person)
        whose = _body(other, entity_of, ties.drafts)
        if body is not None and whose is not None and not _same_body(body, whose, ties.drafts):
            elsewhere.add(person)
    if body is not None:
        drafts = ties.drafts.all
        elsewhere |= {i for i in fitting if (known := drafts[i].figure) and known.state != drafts[body].label}
    fitting -= elsewhere
    sent = head.sent
    beside = {i for t in doc[sent.start : role.head] for i in _people_at(t.i, ties)}
    for _ in range(_SENTENCES if fitting - beside else 0):
        if sent.start == 0:
            break
        sent = doc[sent.start - 1].sent
        spoken_of = {i for t in sent for i in _people_at(t.i, ties) if i in fitting}
        unnamed = (r for r in roles if sent.start <= r.head < sent.end and r.noun in offices | {role.noun})
        if any(not set(_people_at(r.head, ties)) and not r.plural for r in unnamed):
            return None
        if len(spoken_of) > 1 and head.dep_ == "nsubj":
            spoken_of = {i for t in sent if t.dep_ == "nsubj" for i in _people_at(t.i, ties) if i in fitting}
        if spoken_of:
            found = next(iter(spoken_of))
            return found if len(spoken_of) == 1 and found not in beside else None
    return None


def _people_at(index: int, ties: Ties) -> tuple[int, ...]:
    found = ties.named.get(index) or ties.meant.get(index, ())
    return tuple(i for i in found if ties.drafts.all[i].kind is Kind.PERSON)


def _is_of(head: Token) -> bool:
    """Whether a post is said to be one of somebody: "the leader of the strike"."""
    return any(
        c.dep_ == "poss" or (c.dep_ == "prep" and c.lower_ in ("of", "for", "to")) for c in head.children
    )


def _known_president(
    role: Role, body: int, holders: Sequence[Holder], drafts: Drafts, knowledge: Knowledge
) -> int | None:
    """Whom "the U.S. president" means: the only ruler of that state whom the article names.

    Not one whom it also calls a former ruler; and of no state that has rulers of another name.
    """
    state = drafts.all[body].label
    if state not in knowledge.words["presidential_states"]:
        return None
    if role.plural or not role.definite or role.modifiers - {"current"}:
        return None
    past = {person for other, person in holders if other.modifiers & {"former", "prospective"}}
    rulers = [
        i
        for i, draft in enumerate(drafts.all)
        if draft.figure and draft.figure.office == "ruler" and draft.figure.state == state and draft.names
    ]
    return rulers[0] if len(rulers) == 1 and rulers[0] not in past else None


def _office(role: Role) -> str:
    """What a role is compared by: "the chief diplomat" is the foreign minister."""
    last = role.noun.split()[-1]
    first = role.post.lower().split()[0]
    return "minister" if last == "diplomat" and first in ("chief", "top") else last


def _same_body(first: int, second: int, drafts: Drafts) -> bool:
    """Whether a post of one body may be named as one of another: a ministry's as its state's."""
    if first == second:
        return True
    mine, theirs = drafts.all[first], drafts.all[second]
    return mine.label in (theirs.state, theirs.label) or theirs.label == mine.state
