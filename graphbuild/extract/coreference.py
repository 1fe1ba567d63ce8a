"""Names and roles in a Doc → who is meant at each token, within one article.

Names are grouped first ("Baradar" with "Abdul Ghani Baradar"), then roles without a name ("the
Russian envoy"), nouns for bodies ("the group") and pronouns are tied to what was named before.
Where nothing fits well nothing is tied: a wrong link costs more than a missing one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from spacy.tokens import Doc

from graphbuild.extract.drafts import Draft, Drafts, Ties
from graphbuild.extract.grouping import group_names
from graphbuild.extract.home import place_written_from, state_acting, state_written_about, state_written_from
from graphbuild.extract.name import Name
from graphbuild.extract.nominals import tie_nouns
from graphbuild.extract.noun_phrases import conjuncts
from graphbuild.extract.pronouns import tie_pronouns
from graphbuild.extract.quotations import find_quoted
from graphbuild.extract.referents import Referents
from graphbuild.extract.role_holders import tie_named_roles, tie_unnamed_roles
from graphbuild.extract.roles import Role
from graphbuild.knowledge import Figure, Knowledge
from graphbuild.model import Kind, fullness
from graphbuild.spelling import name_words


def resolve_names(doc: Doc, names: Sequence[Name], roles: Sequence[Role], knowledge: Knowledge) -> Referents:
    """A Doc, its names and roles → its referents."""
    ties = Ties(Drafts())
    drafts = ties.drafts
    entity_of = group_names(doc, names, drafts, knowledge)
    _recognise_figures(drafts, knowledge)
    _tell_genders(drafts, knowledge)
    dateline, subject = state_written_from(doc, knowledge), state_written_about(names, drafts)
    own = dateline or subject or state_acting(doc, names)
    home = drafts.state(own) if own else None
    _tie_names(doc, names, entity_of, ties, knowledge)
    holders = tie_named_roles(doc, roles, entity_of, ties, knowledge)
    tie_unnamed_roles(doc, roles, holders, entity_of, ties, knowledge)
    _tie_nationals(doc, roles, ties)
    _tie_joined(doc, ties, knowledge)
    tie_nouns(doc, ties, home, knowledge)
    governments = {
        i: drafts.state(knowledge.capitals[draft.label])
        for i, draft in enumerate(tuple(drafts.all))
        if draft.kind is Kind.PLACE and draft.label in knowledge.capitals
    }
    dateline_place = place_written_from(doc, names, drafts)
    referents = Referents(
        tuple(drafts.all),
        ties.named,
        ties.meant,
        ties.adjectives,
        collective=frozenset(i for n in names if n.sense == "group" for i in range(n.start, n.end)),
        home=home,
        dateline=dateline_place,
        subject=drafts.state(subject) if subject else None,
        governments=governments,
        quoted=find_quoted(doc),
        event_nouns=knowledge.event_nouns,
        measures=knowledge.words["measures"],
        delegations=knowledge.words["delegations"],
    )
    return replace(referents, speakers=tie_pronouns(doc, referents, ties.meant, knowledge))


def _recognise_figures(drafts: Drafts, knowledge: Knowledge) -> None:
    """People whom the lexicon knows get their figure, and its state becomes an entity."""
    for draft in tuple(drafts.all):
        if draft.kind is Kind.PERSON:
            draft.figure = _figure(draft, knowledge)
            if draft.figure:
                drafts.state(draft.figure.state)


def _tell_genders(drafts: Drafts, knowledge: Knowledge) -> None:
    """People get the gender that their given name tells, until a title tells better."""
    for draft in drafts.all:
        if draft.kind is Kind.PERSON and " " in draft.label:
            draft.gender = knowledge.given_names.get(draft.label.split()[0], "")


def _figure(draft: Draft, knowledge: Knowledge) -> Figure | None:
    """The well-known person that all the names of a draft allow; a longer name decides first."""
    for name in sorted(draft.names, key=fullness, reverse=True):
        figure = knowledge.figures.get(name)
        if figure:
            return figure
        if len(name_words(name)) > 1 and name.split()[0].rstrip(".") not in knowledge.title_words:
            return None  # "Melania Trump" is not the figure whose surname she bears
    return None


def _tie_names(
    doc: Doc, names: Sequence[Name], entity_of: Mapping[Name, int], ties: Ties, knowledge: Knowledge
) -> None:
    """Every token of a name → what it names; a title tells whether a person is a man or a woman."""
    for name in names:
        tokens = range(name.start, name.end)
        entity = entity_of.get(name)
        if name.sense == "adjective":
            ties.adjectives.update(dict.fromkeys(tokens, (ties.drafts.state_of(name),)))
        elif name.sense == "people" and name.known and _acts_as_one(doc, name):
            ties.named.update(dict.fromkeys(tokens, (ties.drafts.state(name.known.label),)))
        elif name.sense == "people" and name.known and _shares_noun(doc, name, knowledge):
            ties.meant.update(dict.fromkeys(tokens, (ties.drafts.state(name.known.label),)))
        elif entity is not None:
            ties.named.update(dict.fromkeys(tokens, (entity,)))
            draft = ties.drafts.all[entity]
            draft.gender = _gender(name.title, knowledge) or _kin_gender(doc, name, knowledge) or draft.gender


def _tie_nationals(doc: Doc, roles: Sequence[Role], ties: Ties) -> None:
    """ "The Iranian foreign minister in the OIC meeting" acts for Iran, not for the OIC."""
    for role in roles:
        posted = any(c.dep_ == "poss" for c in doc[role.head].children)  # "Iran's UN ambassador"
        if not (role.loose or posted) or role.head in ties.named or not ties.meant.get(role.head):
            continue
        states = [
            i for c in doc[role.head].children if c.dep_ == "amod" for i in ties.adjectives.get(c.i, ())
        ] or ties.named_by((c for c in doc[role.head].children if c.dep_ == "poss"), Kind.STATE)
        bodies = all(ties.drafts.all[i].kind is Kind.ORGANISATION for i in ties.meant[role.head])
        if bodies and len(states) == 1:
            ties.meant.update(
                {
                    i: tuple(states)
                    for i in range(role.start, role.end)
                    if i not in ties.named and i in ties.meant
                }
            )


def _tie_joined(doc: Doc, ties: Ties, knowledge: Knowledge) -> None:
    """ "American and NATO forces", "the Turkish and Russian presidents": those of both."""
    for head in doc:
        if head.tag_ not in ("NNS", "NNPS"):
            continue
        acting = knowledge.groups.get(head.lower_) in ("agent", "member")
        office = (
            head.lemma_.lower() in knowledge.roles or head.lemma_.lower() in knowledge.words["counterparts"]
        )
        if not acting and not office:
            continue
        if head.i + 1 < len(doc) and ties.named_by([doc[head.i + 1]], Kind.PERSON):
            continue  # who they are is said
        for first in head.children:
            joined = [c for c in first.children if c.dep_ in ("cc", "conj") and c.i < head.i]
            if first.i > head.i or first.dep_ not in ("nmod", "amod", "compound") or not joined:
                continue
            if not any(c.dep_ == "cc" and c.lower_ == "and" for c in joined):
                continue
            owners = [
                first,
                *(c for c in joined if c.dep_ == "conj"),
                *(c for c in head.children if first.i < c.i < head.i),
            ]
            states = dict.fromkeys(
                i
                for owner in owners
                for i in ties.adjectives.get(owner.i) or ties.named.get(owner.i, ())
                if ties.drafts.all[i].kind in (Kind.STATE, Kind.ORGANISATION)
            )
            if len(states) > 1:
                ties.named.pop(head.i, None)
                ties.meant[head.i] = tuple(states)
            break
        else:
            whose = [t for p in head.children if p.lower_ == "of" for c in p.children for t in conjuncts(c)]
            states = dict.fromkeys(ties.named_by(whose, Kind.STATE))
            if len(states) > 1 and len(states) == len(whose):
                ties.meant[head.i] = tuple(states)  # "the presidents of Russia and Turkey"


def _acts_as_one(doc: Doc, people: Name) -> bool:
    """ "Shelled by the Russians": a nation's people who do something together act for it."""
    token = people.head(doc)
    doing = token.dep_ in ("nsubj", "dobj") or (token.dep_ == "pobj" and token.head.lower_ == "by")
    bare = not any(c.dep_ in ("relcl", "acl", "amod", "nummod", "prep") for c in token.children)
    return doing and bare and any(c.lower_ == "the" for c in token.children) and token.tag_ in ("NNPS", "NNS")


def _shares_noun(doc: Doc, people: Name, knowledge: Knowledge) -> bool:
    """ "Clashes between Azerbaijani and Armenian forces": the first has the noun of the second."""
    return any(
        c.dep_ == "conj"
        and c.tag_ in ("NNS", "NNPS")
        and knowledge.groups.get(c.lower_) == "agent"
        and any(m.dep_ in ("amod", "compound") and m.i == people.end + 1 for m in c.children)
        for c in people.head(doc).children
    )


def _gender(title: str, knowledge: Knowledge) -> str:
    """ "m" or "f" by the last word of a title that tells, else nothing."""
    for word in reversed(title.lower().rstrip(".").split()):
        if word in knowledge.words["male_titles"]:
            return "m"
        if word in knowledge.words["female_titles"]:
            return "f"
    return ""


def _kin_gender(doc: Doc, name: Name, knowledge: Knowledge) -> str:
    """ "m" or "f" by the relative whom a name explains: "his wife, Carmen Dávalos"."""
    head = name.head(doc)
    relative = head.head if head.dep_ == "appos" else doc[name.start - 1] if name.start else head
    if relative.i >= name.start or name.kind is not Kind.PERSON:
        return ""
    if relative.lower_ in knowledge.words["male_kin"]:
        return "m"
    return "f" if relative.lower_ in knowledge.words["female_kin"] else ""
