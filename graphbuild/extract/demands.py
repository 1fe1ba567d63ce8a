"""What somebody says that others must do, or will suffer → calls on them and threats against them.

"Said Israel must stop", "the US should return to the deal", he said: a call. "Said they would
regret it", "warned that Iran would strike Israel": a threat.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from spacy.tokens import Doc, Token

from graphbuild.extract.claims import Claim
from graphbuild.extract.clauses import is_passive, verb_arguments
from graphbuild.extract.factuality import is_question
from graphbuild.extract.readings import is_infinitive
from graphbuild.extract.referents import Referents
from graphbuild.extract.sides import Sides
from graphbuild.extract.speech import Saying, is_actor, said_with, saying_of
from graphbuild.knowledge import Knowledge
from graphbuild.model import Modality, Polarity

_CONFIDENCE = 0.75
_MUST = frozenset(["should", "must", "ought"])
_WILL = frozenset(["will", "wo", "shall", "'ll", "’ll", "would", "'d", "’d"])
_PENALTIES = frozenset(["sanctioned", "severedTiesWith"])
_MODALS = _MUST | _WILL
_MAY = frozenset(["may", "might", "could", "can"])
_VIOLENCE = frozenset(["attacked", "killed", "captured"])
_WH = frozenset(["WRB", "WP", "WDT"])


def find_demands(
    doc: Doc, claims: Iterable[Claim], sides: Sides, referents: Referents, knowledge: Knowledge
) -> Iterator[Claim]:
    """A Doc, the events in it and its referents → the calls and threats that are told by what was said."""
    boons = knowledge.words["boons"]
    for token in _told_to(doc):
        hoping = _hoping(token, boons)
        demanded = hoping is not None or _demanded(token, boons)
        doomed = not demanded and _is_doomed(token, knowledge)
        if not demanded and not doomed:
            continue
        if hoping is not None:
            saying: Saying | None = said_with(hoping, referents)
        else:
            saying = saying_of(token, referents, knowledge)
        if saying is None or is_question(token.sent):
            continue
        subjects = verb_arguments(token).at("subject")
        indices = [referents.governments.get(i, i) for head in subjects for i in referents.all_at(head)]
        actors = [i for i in dict.fromkeys(indices) if is_actor(i, referents)]
        whom = sides.others(saying.speakers, actors)
        if len(whom) < len(actors) or any(
            t.pos_ == "PRON" for t in subjects if doomed or token.lemma_ == "be"
        ):
            continue  # "the two of us should" is no call on the other
        predicate = "urged" if demanded else "threatened"
        rule = f"said to {token.lemma_.lower()}" if demanded else f"will {token.lemma_.lower()}"
        yield from _claims(predicate, saying, whom, token, rule, referents, knowledge)
    for verb, held in _put_to(doc, knowledge):
        turn = saying_of(verb, referents, knowledge)
        if turn is not None and not is_question(verb.sent):
            own = referents.named.get(held.i, ())  # "the U.S.'s court", taken for a court's name
            owed = referents.all_at(held) if held.lemma_ != "court" else referents.owner(held)
            owed = tuple(i for i in owed if held.lemma_ != "court" or i not in own)
            indices = [referents.governments.get(i, i) for i in owed]
            whom = sides.others(turn.speakers, [i for i in indices if is_actor(i, referents)])
            if not _is_of_ill(verb, knowledge):
                continue
            blamed = (
                next(c for c in verb.children if c.dep_ == "nsubj").lower_ in knowledge.words["blame_nouns"]
            )
            predicate, rule = ("accused", "blame lies with") if blamed else ("urged", "it is their turn")
            yield from _claims(predicate, turn, whom, verb, rule, referents, knowledge)
    for verb in doc:
        if verb.lemma_.lower() in knowledge.words["ruin_verbs"] and _is_vowed(verb, knowledge):
            threat, told = verb.head, verb_arguments(verb)
            agents = tuple(i for t in verb_arguments(threat).at("subject") for i in referents.all_at(t))
            heads = (*told.at("object"), *told.at("against"))
            whom = tuple(i for t in heads for i in referents.all_at(t) if is_actor(i, referents))
            rule = f"{threat.lemma_.lower()} to {verb.lemma_.lower()}"
            saying = Saying(agents, threat)
            whom = sides.others(agents, whom)
            yield from _claims("threatened", saying, whom, threat, rule, referents, knowledge)
    for verb, warned in _unless(doc, knowledge):
        word = saying_of(verb, referents, knowledge)
        if word is None or is_question(verb.sent):
            continue
        doers = {i for t in verb_arguments(verb).at("subject") for i in referents.all_at(t)}
        theirs = all(any(sides.acts_for(s, i) or sides.acts_for(i, s) for i in doers) for s in word.speakers)
        whom = tuple(i for i in referents.all_at(warned) if is_actor(i, referents) and i not in doers)
        whom = sides.others(word.speakers, whom)
        if doers and theirs:
            yield from _claims("threatened", word, whom, verb, "or else", referents, knowledge)
    for claim in claims:
        if _is_threatened(claim):
            threat = claim.trigger.head
            whom = tuple(i for i in claim.recipients if isinstance(i, int) and is_actor(i, referents))
            saying = Saying(claim.agents, threat)
            yield from _claims("threatened", saying, whom, threat, claim.rule, referents, knowledge)
        elif claim.predicate in _VIOLENCE and _is_announced(claim):
            saying = saying_of(claim.trigger, referents, knowledge)
            if saying is None or not _may_announce(claim, saying, sides, knowledge):
                continue
            whom = tuple(i for i in claim.recipients if isinstance(i, int) and is_actor(i, referents))
            whom = sides.others(saying.speakers, whom)
            yield from _claims("threatened", saying, whom, claim.trigger, claim.rule, referents, knowledge)


def _told_to(doc: Doc) -> Iterator[Token]:
    """The verbs that may say what is to be done, or will be suffered: those under "must", "will", "hope"."""
    found: set[int] = set()
    for token in doc:
        if token.lower_ in _MODALS and token.dep_ == "aux":
            found.add(token.head.i)
        elif token.lemma_ in ("need", "have", "ought") and token.dep_ not in ("aux", "auxpass"):
            found.add(token.i)
        elif token.lemma_ == "hope":
            found.update(c.i for c in token.children if c.dep_ == "ccomp")
    return (doc[i] for i in sorted(found) if doc[i].pos_ in ("VERB", "AUX"))


def _unless(doc: Doc, knowledge: Knowledge) -> Iterator[tuple[Token, Token]]:
    """What will be done, and who can still prevent it: "if Armenia does not withdraw, we will strike"."""
    for token in doc:
        if token.lower_ not in ("if", "unless") or token.dep_ != "mark" or token.head.dep_ != "advcl":
            continue
        clause, verb = token.head, token.head.head
        subject = next((c for c in clause.children if c.dep_ == "nsubj"), None)
        if subject is None or not any(c.dep_ == "aux" and c.lower_ in _WILL for c in verb.children):
            continue
        if any(c.dep_ == "neg" for c in verb.children) or is_passive(verb):
            continue
        violent = knowledge.patterns.get(("verb", verb.lemma_.lower()), ())
        hits = any(verb.lemma_.lower() in knowledge.words[name] for name in ("ruin_verbs", "reacting_verbs"))
        refused = token.lower_ == "unless" or any(c.dep_ == "neg" for c in clause.children)
        hostile = any(
            p.predicate in _VIOLENCE for p in knowledge.patterns.get(("verb", clause.lemma_.lower()), ())
        )
        if (refused or hostile) and (hits or any(p.predicate in _VIOLENCE for p in violent)):
            yield verb, subject


def _is_of_ill(verb: Token, knowledge: Knowledge) -> bool:
    """Whether it is no mere duty that rests with somebody: "responsibility for the schools"."""
    bearing = next(c for c in verb.children if c.dep_ == "nsubj")
    ills = (t for p in bearing.children if p.dep_ == "prep" for t in p.children if t.dep_ == "pobj")
    return bearing.lower_ != "responsibility" or any(
        knowledge.appraisals.get((t.lemma_.lower(), "noun")) in ("ill", "blame", "blame name") for t in ills
    )


def _put_to(doc: Doc, knowledge: Knowledge) -> Iterator[tuple[Token, Token]]:
    """Whose turn, or fault, it is said to be: "the ball is in Riyadh's court", "the blame lies with Iran"."""
    bearing = knowledge.words["turn_nouns"] | knowledge.words["blame_nouns"]
    for token in doc:
        if token.dep_ != "nsubj" or token.lower_ not in bearing:
            continue
        verb = token.head
        if verb.lemma_ not in ("be", "fall", "lie", "rest", "remain") or any(
            c.dep_ == "neg" for c in verb.children
        ):
            continue
        for preposition in verb.children:
            if preposition.i and preposition.nbor(-1).lower_ == "not":
                continue  # "with Chile, not with Peru"
            for held in preposition.children if preposition.dep_ == "prep" else ():
                court = token.lower_ == "ball" and preposition.lower_ == "in" and held.lemma_ == "court"
                if court or (token.lower_ != "ball" and preposition.lower_ in ("on", "upon", "with")):
                    yield verb, held


def _claims(
    predicate: str, saying: Saying, whom: tuple[int, ...], trigger: Token, rule: str,
    referents: Referents, knowledge: Knowledge,
) -> Iterator[Claim]:  # fmt: skip
    speakers = tuple(i for i in saying.speakers if is_actor(i, referents, no_media=True))
    if speakers and whom:
        yield Claim(
            predicate, speakers, whom, saying.verb or trigger, rule, saying.factuality(knowledge), _CONFIDENCE
        )


def _demanded(verb: Token, boons: frozenset[str]) -> bool:
    """Whether a clause says what its subject has to do: "must stop", "needs to stop"."""
    if any(c.tag_ in _WH or (c.dep_ == "mark" and c.lower_ != "that") for c in verb.children):
        return False
    if is_passive(verb) or any(c.dep_ == "aux" and c.lemma_ == "have" for c in verb.children):
        return False
    subject = next((c for c in verb.children if c.dep_ == "nsubj"), None)
    if subject is None or subject.i > verb.i:
        return False
    if any(c.dep_ == "aux" and c.lower_ in _MUST and subject.i < c.i for c in verb.children):
        if any(
            t.pos_ in ("NOUN", "PROPN", "DET") for t in verb.doc[subject.i + 1 : verb.i] if t.head == verb
        ):
            return False  # "help Iran should a disaster occur"
        if verb.lemma_ == "be":
            return any(c.dep_ == "acomp" and c.lemma_.lower() not in boons for c in verb.children)
        return verb.lemma_.lower() not in boons
    if any(c.dep_ == "aux" for c in verb.children):
        return False  # "they will have to"
    return verb.lemma_ in ("need", "have", "ought") and any(
        c.dep_ == "xcomp" and c.i == verb.i + 2 and c.tag_ == "VB" and c.lemma_ != "be" for c in verb.children
    )


def _hoping(verb: Token, boons: frozenset[str]) -> Token | None:
    """The verb by which somebody hopes that others will do something: "hopes that Israel will stop"."""
    hope = verb.head
    if verb.dep_ != "ccomp" or hope.lemma_ != "hope" or verb.i < hope.i or is_passive(verb):
        return None
    will = any(c.dep_ == "aux" and c.lower_ in _WILL for c in verb.children)
    will = will or verb.tag_ in ("VBZ", "VBP")
    return hope if will and verb.lemma_ != "be" and verb.lemma_.lower() not in boons else None


def _is_doomed(verb: Token, knowledge: Knowledge) -> bool:
    """Whether a clause says what its subject will suffer: "will regret", "will pay a price"."""
    if not any(c.dep_ == "aux" and c.lower_ in _WILL for c in verb.children) or is_passive(verb):
        return False
    if any(c.dep_ == "neg" for c in verb.children):
        return False
    lemma = verb.lemma_.lower()
    beside = (c for c in verb.children if c.dep_ in ("dobj", "advmod"))
    words = [lemma, *(f"{lemma} {c.lemma_.lower()}" for c in beside)]
    return any(knowledge.appraisals.get((word, "verb")) == "doom" for word in words)


def _is_vowed(verb: Token, knowledge: Knowledge) -> bool:
    """Whether somebody threatens or vows to do something: "vowed to crush Hamas"."""
    vow = verb.head.lemma_.lower()
    return verb.dep_ == "xcomp" and is_infinitive(verb) and vow in knowledge.words["threatening_verbs"]


def _is_threatened(claim: Claim) -> bool:
    """Whether somebody threatens or vows to do what is claimed: "threatened to sanction Turkey"."""
    verb = claim.trigger
    if verb.dep_ != "xcomp" or not is_infinitive(verb):
        return False
    threat = verb.head.lemma_.lower()
    return (threat == "threaten" and claim.predicate in _VIOLENCE | _PENALTIES) or (
        threat in ("vow", "swear") and claim.predicate in _VIOLENCE
    )


def _is_announced(claim: Claim) -> bool:
    """Whether violence is said to come."""
    told = claim.factuality
    return told.polarity is Polarity.POSITIVE and told.modality is not Modality.ACTUAL


def _may_announce(claim: Claim, saying: Saying, sides: Sides, knowledge: Knowledge) -> bool:
    """Whether those who would do it, or who act for them, say so themselves, and say "will"."""
    auxiliaries = {c.lower_ for c in claim.trigger.children if c.dep_ == "aux"}
    warning = saying.verb is not None and saying.verb.lemma_.lower() in knowledge.words["threatening_verbs"]
    if not auxiliaries & _WILL and not (warning and auxiliaries & _MAY):
        return False
    return all(
        any(sides.acts_for(s, a) or sides.acts_for(a, s) for a in claim.agents) for s in saying.speakers
    )
