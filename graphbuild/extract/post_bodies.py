"""Roles → whose they are: the body that a post belongs to, said or unsaid."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping

from spacy.tokens import Doc, Span, Token

from graphbuild.extract.clauses import subject_of
from graphbuild.extract.name import is_possessive, name_end_before
from graphbuild.extract.referents import Referents
from graphbuild.extract.role_phrases import TIMES
from graphbuild.extract.roles import Role
from graphbuild.knowledge import Knowledge
from graphbuild.model import Kind

_OF = frozenset(["of", "in", "for", "at"])


def body_of(doc: Doc, role: Role, referents: Referents) -> int | None:
    """A role → the entity that the text says it is a post of, None if it says none."""
    if role.body is None:
        # "the group's leader", "its president"
        noun = doc[role.head]
        named = noun.head.children if noun.dep_ == "compound" else ()  # "its president Xi Jinping"
        for child in (*noun.children, *(c for c in named if c.i == role.start)):
            if child.tag_ == "WP$" and child.i > 1 and doc[child.i - 1].text == ",":
                # "the Eastern Organization (ESO), whose secretary-general, X"
                before = referents.named.get(name_end_before(doc, child.i - 1) - 1, ())
                if len(before) == 1 and referents.drafts[before[0]].kind in (Kind.STATE, Kind.ORGANISATION):
                    return before[0]
            if child.dep_ == "poss":
                whose = _antecedent(child) if child.tag_ == "WP$" else child
                found = [
                    i
                    for i in (() if whose.i in referents.collective else referents.at(whose))
                    if referents.drafts[i].kind in (Kind.STATE, Kind.ORGANISATION)
                ]
                return found[0] if len(found) == 1 else None
        return _meant_behind(noun, referents)
    bodies = referents.adjectives.get(role.body.start) or referents.named.get(role.body.start)
    return bodies[0] if bodies else None


def _meant_behind(noun: Token, referents: Referents) -> int | None:
    """The body that a noun behind a role means: "the head of the company", "an editor with the newspaper"."""
    for preposition in noun.children:
        if preposition.dep_ != "prep" or preposition.lower_ not in ("of", "with", "at"):
            continue
        for token in preposition.children:
            found = referents.meant.get(token.i, ()) if token.i not in referents.collective else ()
            alone = all(c.dep_ == "det" for c in token.children)  # no "political directorate"
            single = token.dep_ == "pobj" and token.tag_ == "NN" and alone and len(found) == 1
            if single and referents.drafts[found[0]].kind is Kind.ORGANISATION:
                return found[0]
    return None


def _antecedent(relative: Token) -> Token:
    """What "whose" stands for: the noun that its clause describes."""
    clause = next((t for t in relative.ancestors if t.dep_ == "relcl"), None)
    return clause.head if clause is not None else relative


def unsaid_body(
    doc: Doc,
    role: Role,
    person: int,
    referents: Referents,
    said: Mapping[int, set[int]],
    knowledge: Knowledge,
) -> tuple[int | None, float]:
    """Whose a post is that the text gives without saying so: (the state, how sure).

    "President Rouhani" is Iran's because the lexicon knows him; a "foreign minister" in an article
    from Tehran is Iran's unless the lexicon knows better.
    """
    figure = referents.drafts[person].figure
    noun = role.noun
    minister = noun.endswith(tuple(knowledge.words["national_offices"])) or noun.startswith("minister of")
    rest = f"{role.post} ".lower().partition(noun)[2]
    portfolio = minister and rest.startswith(" of ")
    elsewhere = role.place or (rest.startswith((" of ", " for ", " in ", " to ")) and not portfolio)
    if role.sense == "relation" or elsewhere:
        return None, 1.0
    if figure is not None:
        known = (
            minister
            or {
                "ruler": (role.sense == "ruler" and noun not in ("queen", "king"))
                or noun in ("king", "queen", "president"),
                "minister": noun in ("diplomat", "deputy minister"),
                "spokesperson": role.sense == "spokesperson",
                "other": noun.split()[-1] in knowledge.words["figures_offices"],
            }[figure.office]
        )
        state = next(
            (i for i, d in enumerate(referents.drafts) if d.kind is Kind.STATE and d.label == figure.state),
            None,
        )
        return (state, 0.95) if known and state is not None else (None, 1.0)
    before = f"{role.post} ".lower().partition(noun)[0].split()
    plain = all(word in knowledge.role_modifiers for word in before)  # no "Society President"
    ruler = role.link == "title" and noun in knowledge.words["national_rulers"] and plain
    if not (minister or ruler) or is_possessive(doc[role.start]):
        return None, 1.0  # "the country's foreign minister": which, is not known
    behind = doc[role.end : role.end + 2]
    if len(behind) == 2 and behind[0].lower_ in _OF and behind[1].ent_type_ not in TIMES:
        return None, 1.0
    bodies = said.get(person, set())
    states = [i for i in bodies if referents.drafts[i].kind is Kind.STATE]
    if bodies:
        return (states[0], 0.9) if len(bodies) == len(states) == 1 else (None, 1.0)
    at_home = (minister or "deputy" in role.modifiers) and "former" not in role.modifiers
    own = {referents.home, referents.subject} - {None}
    state = referents.home if at_home or len(own) == 1 else None
    if not at_home and referents.subject is None and not _is_named(state, referents):
        return None, 1.0  # a dateline alone does not tell of which state a president was
    if state is None or not _has_office(referents.drafts[state].label, noun, knowledge):
        return None, 1.0
    if _acts_on(doc[role.head], state, referents) or _is_of_others(doc, role, person, state, said, referents):
        return None, 1.0
    return state, 0.85


def served_state(
    role: Role,
    referents: Referents,
    said: Mapping[int, set[int]],
    past: Collection[int],
    knowledge: Knowledge,
) -> int | None:
    """The state of whoever is served in a role: Russia, for "Putin's spokesman Dmitry Peskov".

    `said` are the bodies of the posts that the article gives people, `past` those who hold none any more.
    """
    if role.owner is None or role.owner not in referents.named or role.body:
        return None
    if "deputy" not in role.modifiers and role.noun.split()[-1] not in knowledge.words["serving_roles"]:
        return None
    owners = referents.named[role.owner]
    if len(owners) != 1 or owners[0] in past or referents.drafts[owners[0]].kind is not Kind.PERSON:
        return None
    figure = referents.drafts[owners[0]].figure
    if figure is not None and figure.office in ("ruler", "minister"):
        labels = {figure.state}
    else:
        bodies = [referents.drafts[i] for i in said.get(owners[0], ())]
        labels = {d.label if d.kind is Kind.STATE else "" for d in bodies}
    states = [i for i, d in enumerate(referents.drafts) if d.kind is Kind.STATE and {d.label} == labels]
    return states[0] if states else None


def _is_named(state: int | None, referents: Referents) -> bool:
    return any(state in found for found in (*referents.named.values(), *referents.adjectives.values()))


def _has_office(state: str, noun: str, knowledge: Knowledge) -> bool:
    """Whether a state has an office of that name: a chancellor rules only some, others have secretaries."""
    if noun == "chancellor":
        return state in knowledge.words["chancellor_states"]
    return "secretary" not in noun.split() or state in knowledge.words["secretary_states"]


def _acts_on(noun: Token, state: int, referents: Referents) -> bool:
    """Whether a state does something to the holder of an office: "Iran warned President Trump"."""
    while noun.dep_ in ("compound", "nmod", "appos"):
        noun = noun.head
    verb = noun.head.head if noun.dep_ == "pobj" else noun.head
    return verb.pos_ == "VERB" and any(state in referents.at(t) for t in subject_of(verb) if t != noun)


def _is_of_others(
    doc: Doc, role: Role, person: int, state: int, said: Mapping[int, set[int]], referents: Referents
) -> bool:
    """Whether a post may be another state's than the article's own: one is named where it stands.

    Before it in its sentence, "the Iraqi premier, Minister X"; or else in the sentence before, if the
    state itself is not; or beside the full name of its holder earlier on.
    """
    sent = doc[role.head].sent
    before = _states_in(doc[sent.start : role.start], said, referents)
    if before - {referents.home, referents.subject}:
        return True
    if not before and sent.start:
        previous = doc[sent.start - 1].sent
        around = _states_in(_unplaced(previous), said, referents)
        if around and state not in around:
            return True
    words = referents.drafts[person].label.split()
    if role.person is None or words[0] in role.person.text.split():
        return False
    full = next(
        (i for i in range(role.start) if doc[i].text == words[0] and person in referents.named.get(i, ())),
        None,
    )
    if full is None:
        return False
    return bool(_states_in(doc[full].sent, said, referents) - {state})


def _unplaced(sent: Span) -> Iterator[Token]:
    """The tokens of a sentence but those that only say where: "left their camp outside Sarajevo"."""
    for token in sent:
        head = token
        while head.dep_ in ("compound", "nmod", "amod") and head.head != head:
            head = head.head
        if head.dep_ != "pobj" or head.head.lower_ in ("of", "by"):
            yield token


def _states_in(tokens: Iterable[Token], said: Mapping[int, set[int]], referents: Referents) -> set[int]:
    """The states that tokens name: their capitals and their people count too."""
    found: set[int] = set()
    for token in tokens:
        for index in referents.adjectives.get(token.i) or referents.named.get(token.i) or ():
            draft = referents.drafts[index]
            index = referents.governments.get(index, index)
            if draft.figure:
                found.update(k for k, d in enumerate(referents.drafts) if d.label == draft.figure.state)
            found.update(k for k in (index, *said.get(index, ())) if referents.drafts[k].kind is Kind.STATE)
    return found


def parent_of(role: Role, referents: Referents) -> int | None:
    """The organisation that a body is part of: the Taliban, for "the Taliban's political office"."""
    if role.parent is not None:
        return next(iter(referents.named.get(role.parent.start, ())), None)
    if role.body is None:
        return None
    label = role.body.parent.label if role.body.parent else role.body.state
    return next(
        (
            i
            for i, d in enumerate(referents.drafts)
            if d.kind is Kind.ORGANISATION and label and d.label == label
        ),
        None,
    )
