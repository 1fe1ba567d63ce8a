"""Nouns with no name of their own → who is meant: "the group", "the two countries", "the city"."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container

from spacy.tokens import Doc, Span, Token

from graphbuild.extract.body_nouns import body_before
from graphbuild.extract.drafts import Ties
from graphbuild.extract.noun_phrases import beside, conjuncts, is_pointing
from graphbuild.knowledge import Knowledge
from graphbuild.model import Kind

_ARMED = ("armed-group", "movement")
_ARGUMENTS = ("nsubj", "nsubjpass", "dobj", "pobj")
_BARE = ("det", "punct", "case", "cc", "conj")
_FAR = 150  # tokens; what was named longer ago is no longer "the group"


def tie_nouns(doc: Doc, ties: Ties, home: int | None, knowledge: Knowledge) -> None:
    """Nouns for people, states, places and bodies that are not yet tied → whom they mean.

    `home` is the state that the article is written from or about, if there is one.
    """
    left: list[Token] = []
    for token in doc:
        if token.lower_ in ("latter", "former") and token.dep_ in _ARGUMENTS:
            ties.meant[token.i] = _one_of_two(doc, token, ties)
        elif token.pos_ in ("NOUN", "PROPN") and not _tie(doc, token, ties, home, knowledge):
            left.append(token)
        elif token.lower_ == "both" and token.dep_ in _ARGUMENTS and not _of_people(doc, token, ties):
            ties.meant[token.i] = _last_pair(doc, token, ties) or ()
    for token in left:
        if token.tag_ in ("NNS", "NNPS"):  # "the leaders of the two countries"
            _tie(doc, token, ties, home, knowledge)


def _tie(doc: Doc, token: Token, ties: Ties, home: int | None, knowledge: Knowledge) -> bool:
    """Ties a noun, unless it is tied already; tells whether it is then."""
    if token.i in ties.named or token.i in ties.meant:
        return True
    noun = token.lower_ if token.lower_ in knowledge.groups else token.lemma_.lower()
    found = _meant(doc, token, noun, ties, home, knowledge)
    if found is not None:
        ties.meant[token.i] = found
    return found is not None


def _meant(
    doc: Doc, token: Token, noun: str, ties: Ties, home: int | None, knowledge: Knowledge
) -> tuple[int, ...] | None:
    """Whom a noun means; None where it says nothing."""
    if knowledge.groups.get(noun) in ("agent", "member"):
        people = _people_of(token, knowledge.groups[noun], knowledge.words["unofficial"], ties)
        if people and token.lemma_.lower() in knowledge.words["irregulars"]:
            people = tuple(i for i in people if ties.drafts.all[i].kind is not Kind.STATE)
        seated = None if people else _seated(token, ties, knowledge)
        forces = None if people or seated else _last_forces(doc, token, ties, knowledge)
        if people is not None or seated is not None or forces is not None:
            return seated or people or forces
        governs = token.lower_ in knowledge.words["governing"]
        own = _own_government(doc, token, ties, home) if governs else None
        if own is not None:
            return own
    named = _called(token, ties)
    if named is not None:
        return named
    if (
        (noun in knowledge.words["sides"] or token.lemma_.lower() in knowledge.words["sides"])
        and _explained(token, ties) is None
        and (any(c.lower_ in ("two", "both") for c in token.children) or _are_sides(token))
    ):
        if any(
            c.lower_ not in knowledge.words["plain_adjectives"]
            for c in token.children
            if c.dep_ in ("compound", "amod", "nmod")
        ):
            return None  # "the two South Caucasus nations" may be others
        return _last_pair(doc, token, ties)
    if noun == "capital":
        return _capital(token, ties, knowledge)
    if noun in knowledge.words["located_places"] and (town := _town_of(token, ties)) is not None:
        return (town,)
    if noun in knowledge.words["places"] or noun in knowledge.words["region_nouns"]:
        inside = ties.named_by(beside(token, "compound", "nmod", "appos"), Kind.PLACE, Kind.STATE)
        if len(inside) == 1:
            return (inside[0],)  # "the Western Sahara region"
        of = [t for p in beside(token, "prep") if p.lower_ == "of" for c in p.children for t in conjuncts(c)]
        parts = ties.named_by(of, Kind.PLACE)
        if parts and len(parts) == len(of):
            return tuple(parts)  # "the provinces of Syunik and Gegharkunik"
        told = [c for c in beside(token, "amod") if c.lower_ not in knowledge.words["place_adjectives"]]
        if is_pointing(token) and not told and not beside(token, "compound", "poss", "prep", "nmod"):
            plain = noun in knowledge.words["places"]  # "the region" alone may be any
            return _last_place(doc, token, ties) if plain or beside(token, "amod") else None
    if noun in knowledge.body_heads and token.is_lower:
        before = [c for c in beside(token, "compound", "nmod") if c.i == token.i - 1]
        bodies = ties.named_by(before, Kind.ORGANISATION)
        if len(bodies) == 1:
            return (bodies[0],)  # "the Georgian Dream party"
    explained = _explained(token, ties)
    if explained is not None:
        return explained
    if noun == "country" and token.tag_ == "NN":
        return _own_government(doc, token, ties, None)
    if noun in knowledge.words["realms"] and is_pointing(token) and not beside(token, "compound", "poss"):
        return _only_realm(noun, ties, knowledge)
    return body_before(doc, token, noun, ties, knowledge)


def _town_of(token: Token, ties: Ties) -> int | None:
    """The one place that "the Syrian port of Latakia" is."""
    of = [c for p in beside(token, "prep") if p.lower_ == "of" for c in p.children]
    places = ties.named_by(of, Kind.PLACE)
    return places[0] if len(places) == 1 == len(of) else None


def _people_of(token: Token, sense: str, unofficial: Container[str], ties: Ties) -> tuple[int, ...] | None:
    """Those whom people act for: "officials from Iran", "Iran's officials", "the insurgents"."""
    behind = token.nbor() if token.i + 1 < len(token.doc) else token
    if behind.is_quote and behind.i + 1 < len(token.doc):
        behind = behind.nbor()
    tied_above = [behind] if behind.dep_ == "prep" and behind.head == token.head else []
    from_whom = [
        head
        for preposition in (*beside(token, "prep"), *tied_above)
        if preposition.lower_ in ("from", "of") or (preposition.lower_ == "in" and sense == "agent")
        for t in beside(preposition, "pobj")
        for head in conjuncts(t)
    ]
    found = ties.named_by(from_whom, Kind.STATE, Kind.ORGANISATION)
    found = found or [i for t in from_whom if t.tag_ in ("NNS", "NNPS") for i in ties.meant.get(t.i, ())]
    if any(c.text in unofficial for c in beside(token, "compound", "amod")):
        return ()  # "Haitian gang leaders" do not act for Haiti
    owners = [
        i
        for c in beside(token, "poss", "amod", "compound", "nmod")
        for joined in conjuncts(c)
        for i in ties.adjectives.get(joined.i, ties.named.get(joined.i, ()))
    ]
    if found or owners:
        actors = [i for i in owners if ties.drafts.all[i].kind in (Kind.STATE, Kind.ORGANISATION)]
        return tuple(dict.fromkeys(found or actors))
    others = token.tag_ == "NNS" and beside(token, "acl", "relcl") and not beside(token, "det")
    told = (t.i in ties.adjectives or t.i in ties.named for c in beside(token, "amod") for t in c.subtree)
    others = others or any(told)
    # "militias opposed to the group", "Saudi-backed militants" are others
    return _only_armed_group(ties) if sense == "member" and not others else None


def _seated(token: Token, ties: Ties, knowledge: Knowledge) -> tuple[int, ...] | None:
    """The state of those who govern in its capital: "the government in Kinshasa"."""
    if token.lower_ not in knowledge.words["governing"]:
        return None
    capitals = [
        t.text
        for p in beside(token, "prep")
        if p.lower_ == "in"
        for t in beside(p, "pobj")
        if ties.named_by([t], Kind.PLACE) and t.text in knowledge.capitals
    ]
    return (ties.drafts.state(knowledge.capitals[capitals[0]]),) if len(capitals) == 1 else None


def _last_forces(doc: Doc, token: Token, ties: Ties, knowledge: Knowledge) -> tuple[int, ...] | None:
    """The state whose troops or police were named before, if only one's were: "the troops", "police"."""
    words = knowledge.words
    kind = next((w for w in (words["armies"], words["constables"]) if token.lower_ in w), None)
    if kind is None or any(c.lower_ != "the" for c in token.children if c.i < token.i):
        return None
    if (
        any(c.dep_ in ("prep", "acl", "relcl", "appos", "conj") for c in token.children)
        or token.dep_ == "conj"
    ):
        return None
    found: set[int] = set()
    for i in range(token.i - 1, max(token.i - _FAR, -1), -1):
        if doc[i].lower_ in kind:
            found.update(ties.named.get(i, ()) or ties.meant.get(i, ()))
    return tuple(found) if len(found) == 1 else None


def _only_armed_group(ties: Ties) -> tuple[int, ...] | None:
    """The armed group that "the insurgents" are, where the article names only one."""
    groups = {
        index
        for indices in ties.named.values()
        for index in indices
        if (known := ties.drafts.all[index].known) and known.type in _ARMED
    }
    return tuple(groups) if len(groups) == 1 else None


def _of_people(doc: Doc, both: Token, ties: Ties) -> bool:
    """Whether "both" may be people: two are named in its sentence so far and the one before."""
    start = both.sent.start
    before = doc[start - 1].sent.start if start else 0
    return any(c.dep_ == "prep" for c in both.children) or (
        len(set(ties.named_by(doc[before : both.i], Kind.PERSON))) > 1
    )


def _one_of_two(doc: Doc, token: Token, ties: Ties) -> tuple[int, ...]:
    """The second or the first of the two people, bodies or states named last: "the latter"."""
    sent = token.sent
    before = doc[sent.start - 1].sent.start if sent.start else 0
    for words in (doc[sent.start : token.i], doc[before : sent.start]):
        for kind in (Kind.PERSON, Kind.STATE, Kind.ORGANISATION):
            two = tuple(dict.fromkeys(ties.named_by(words, kind)))
            if len(two) == 2:
                return two[1:] if token.lower_ == "latter" else two[:1]
    return ()


def _are_sides(token: Token) -> bool:
    """Whether a noun means both sides without saying so: "urged the sides to pull back"."""
    return (
        token.lemma_.lower() == "side"
        and token.tag_ == "NNS"
        and all(c.lower_ == "the" for c in token.children)
        and any(True for _ in token.children)
    )


def _last_pair(doc: Doc, token: Token, ties: Ties) -> tuple[int, ...] | None:
    """The two states that "the two countries" are: those named most often before, if the last
    sentence to name exactly two names these, or the last ones to name any name these in turn.
    """
    most = [i for i, _ in Counter(_states_in(doc[: token.i], ties)).most_common(2)]
    if len(most) < 2:
        return None
    sent = token.sent
    turns: dict[int, None] = {}
    for _ in range(4):
        states = dict.fromkeys(_states_in(doc[sent.start : min(sent.end, token.i)], ties))
        if len(states) == 2:
            return tuple(states) if set(states) == set(most) else None
        turns |= states
        if set(turns) == set(most):
            return tuple(turns)
        if len(states) > 2 or sent.start == 0:
            return None
        sent = doc[sent.start - 1].sent
    return None


def _capital(token: Token, ties: Ties, knowledge: Knowledge) -> tuple[int, ...] | None:
    """The city that is somebody's capital: "arrived in the Tajik capital"."""
    if token.tag_ != "NN" or token.dep_ not in ("pobj", "dobj") or beside(token, "appos"):
        return None
    whose = beside(token, "amod", "poss", "nmod", "compound")
    states = [i for c in whose for i in ties.adjectives.get(c.i, ties.named.get(c.i, ()))]
    if len(whose) != 1 or len(states) != 1 or ties.drafts.all[states[0]].kind is not Kind.STATE:
        return None
    label = ties.drafts.all[states[0]].label
    cities = [city for city, state in knowledge.capitals.items() if state == label]
    named = [i for i, d in enumerate(ties.drafts.all) if d.kind is Kind.PLACE and d.label in cities]
    if named or not cities:
        return tuple(named[:1]) or None
    return (ties.drafts.new(Kind.PLACE, cities[0]),)


def _states_in(words: Span, ties: Ties) -> list[int]:
    """The states that words name, by themselves or by a nationality: "the Chinese vice premier"."""
    return [
        i for t in words for i in ties.adjectives.get(t.i) or ties.named.get(t.i, ())
        if ties.drafts.all[i].kind is Kind.STATE
    ]  # fmt: skip


def _last_place(doc: Doc, token: Token, ties: Ties) -> tuple[int, ...] | None:
    """The only place named in this sentence so far, or in the one before: "the city", "the province"."""
    sent = token.sent
    before = doc[sent.start - 1].sent.start if sent.start else 0
    for words in (doc[sent.start : token.i], doc[before : sent.start]):
        places = set(ties.named_by(words, Kind.PLACE))
        if places:
            return tuple(places) if len(places) == 1 else None
    return None


def _only_realm(noun: str, ties: Ties, knowledge: Knowledge) -> tuple[int, ...] | None:
    """The only state named in the article that is one: "the kingdom", for Saudi Arabia."""
    named = {i for indices in ties.named.values() for i in indices}
    realms = [
        i
        for i in named | {i for indices in ties.adjectives.values() for i in indices}
        if ties.drafts.all[i].kind is Kind.STATE
        and f"{noun.title()} of {ties.drafts.all[i].label}" in knowledge.names
    ]
    return tuple(realms) if len(realms) == 1 else None


def _explained(token: Token, ties: Ties) -> tuple[int, ...] | None:
    """The name that explains a noun: "the group, Hamas"."""
    for child in beside(token, "appos"):
        if any(p.lower_ == "with" for p in beside(token, "prep")) and ties.named_by([child], Kind.PERSON):
            continue  # "talks with the minister, Ali Asadov"
        if _is_acronym_of(child, token):
            continue
        if child.i in ties.named and ties.drafts.all[ties.named[child.i][0]].kind is not Kind.PLACE:
            return tuple(dict.fromkeys(i for head in conjuncts(child) for i in ties.named.get(head.i, ())))
    return None


def _is_acronym_of(short: Token, noun: Token) -> bool:
    """ "An unmanned aerial vehicle (UAV)": a thing's short name, which is nobody's."""
    words = noun.doc[noun.i + 1 - len(short) : noun.i + 1]
    return (
        len(words) > 1 and short.is_upper and "".join(t.text[0] for t in words if t.is_lower) == short.lower_
    )


def _called(token: Token, ties: Ties) -> tuple[int, ...] | None:
    """Who is introduced by name: "a woman named Heather Heyer"."""
    for child in beside(token, "acl"):
        if child.lower_ in ("named", "called"):
            for name in beside(child, "oprd", "dobj", "attr"):
                if name.i in ties.named:
                    return ties.named[name.i]
    return None


def _own_government(doc: Doc, token: Token, ties: Ties, home: int | None) -> tuple[int, ...] | None:
    """The state of "the government" or "the country": the one at home, or the only one named just before.

    Nobody's where others than the one at home are named, or where that state itself speaks to it.
    """
    if not is_pointing(token) or any(c.dep_ not in _BARE for c in token.children):
        return None  # "the government of national unity", "the provincial government"
    start = token.sent.start
    for _ in range(2):
        start = doc[start - 1].sent.start if start else 0
    states = tuple(dict.fromkeys(_states_in(doc[start : token.i], ties)))
    if home is not None:
        if states and home not in states:
            return None
        states = (home,)
    if len(states) != 1:
        return None
    verb = token.head
    while verb.pos_ not in ("VERB", "AUX") and verb.head != verb:
        verb = verb.head
    beside = {i for c in verb.children if c.i < token.i for i in _states_in(doc[c.i : c.i + 1], ties)}
    return states if beside.isdisjoint(states) else None
