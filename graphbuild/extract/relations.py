"""Verbs and event nouns in a Doc → claims, by the patterns of `relations.toml`."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from functools import cache, lru_cache

from spacy.tokens import Doc, Token

from graphbuild.extract.claims import Claim
from graphbuild.extract.clauses import Arguments, is_passive, noun_arguments, subject_of, verb_arguments
from graphbuild.extract.contests import find_contests
from graphbuild.extract.drafts import Draft
from graphbuild.extract.factuality import Factuality, read_factuality
from graphbuild.extract.noun_phrases import compound, measured, paired, phrase_objects
from graphbuild.extract.owners import owner_at
from graphbuild.extract.referents import Referents
from graphbuild.extract.stand_ins import (
    does_for,
    executor,
    fighters,
    issuer,
    named_to_post,
    promised,
    their_state,
    unnamed_speaker,
    where,
)
from graphbuild.knowledge import Knowledge, Predicate
from graphbuild.model import Kind
from graphbuild.patterns import Pattern, Slot

_NOUN_PLACES = frozenset(["nsubj", "nsubjpass", "dobj", "pobj"])
_WE = frozenset(["we", "us", "our", "ours"])
_VERB_CONFIDENCE, _NOUN_CONFIDENCE = 0.85, 0.8


def find_relations(doc: Doc, referents: Referents, knowledge: Knowledge) -> Iterator[Claim]:
    """A Doc and its referents → the claims that its verbs and event nouns make."""
    contests = find_contests(doc, knowledge)
    for token in doc:
        if token.i in contests:
            continue
        is_verb = token.pos_ in ("VERB", "AUX") or token.tag_.startswith("VB")
        if not is_verb and token.pos_ not in ("NOUN", "PROPN"):
            continue
        patterns = knowledge.patterns.get(("verb" if is_verb else "noun", token.lemma_.lower()), ())
        if not is_verb:
            patterns += knowledge.patterns.get(("noun", compound(token)), ())
        elif token.tag_ == "VBG" and token.dep_ in _NOUN_PLACES:
            # "fighting between": a noun that the parser takes for a verb
            named = knowledge.patterns.get(("noun", token.lower_), ())
            as_noun = noun_arguments(token, knowledge.words["measures"])
            yield from _match(token, named, as_noun, referents, knowledge)
        if patterns:
            arguments = (
                verb_arguments(token) if is_verb else noun_arguments(token, knowledge.words["measures"])
            )
            claims = list(_match(token, patterns, arguments, referents, knowledge))
            replaced = {name for c in claims for name in knowledge.predicates[c.predicate].replaces}
            yield from (c for c in claims if c.predicate not in replaced)


def _match(
    token: Token,
    patterns: tuple[Pattern, ...],
    arguments: Arguments,
    referents: Referents,
    knowledge: Knowledge,
) -> Iterator[Claim]:
    seen: set[tuple[object, ...]] = set()
    deciding: dict[str, tuple[Pattern, tuple[int, ...]]] = {}
    light = _light_verb(token, knowledge) if patterns and patterns[0].pos == "noun" else None
    for pattern in patterns:
        wanted = pattern.wanted
        if wanted is not None and light is None and not _stands(_heads(arguments, wanted), wanted):
            continue  # the words of most patterns are not there, which is told faster than who takes part
        predicate = knowledge.predicates[pattern.predicate]
        if predicate.not_with and _qualified(token, predicate.not_with):
            continue
        if pattern.pos == "verb" and _taken_up(pattern, arguments, predicate):
            continue
        if pattern.particle and not _has_particle(token, pattern.particle):
            continue
        if any(_phrases(arguments, path) for path in pattern.forbidden):
            continue
        sides = _sides(token, pattern, light, predicate, arguments, referents, knowledge)
        for agents, recipients in sides:
            key = (predicate.name, agents, recipients)
            first, decided = deciding.setdefault(predicate.name, (pattern, agents))
            other_agent = pattern.pos == "verb" and pattern is not first and agents != decided
            if key in seen or other_agent:
                continue  # of two patterns that see two agents the first one decides
            seen.add(key)
            promise = knowledge.promises.get(predicate.name)
            if promise:
                yield from _promise(promise, token, pattern, agents, recipients, referents, knowledge)
            granted = predicate.speech and pattern.pos == "noun" and _is_denied(token, knowledge)
            confidence = _VERB_CONFIDENCE if pattern.pos == "verb" else _NOUN_CONFIDENCE
            yield Claim(
                predicate.name, agents, recipients, token, pattern.text,
                Factuality() if granted else read_factuality(token, knowledge), confidence,
            )  # fmt: skip


def _promise(
    promise: tuple[str, frozenset[str]],
    verb: Token,
    pattern: Pattern,
    agents: tuple[int, ...],
    recipients: tuple[int, ...],
    referents: Referents,
    knowledge: Knowledge,
) -> Iterator[Claim]:
    """A deed that is promised → that promise: "vowed to send aid", "will send aid"."""
    if verb.dep_ in ("xcomp", "ccomp") and verb.head.lemma_.lower() in promise[1]:
        trigger, said = verb.head, read_factuality(verb.head, knowledge)
    else:
        foretold = promised(verb, agents, referents, knowledge)
        if foretold is None:
            return
        trigger, said = verb, foretold
    yield Claim(promise[0], agents, recipients, trigger, pattern.text, said, _NOUN_CONFIDENCE)


def _has_particle(verb: Token, particle: str) -> bool:
    """Whether a particle is the verb's, or stands behind it: "shot dead Ahmad Khan" (dead → Khan)."""
    behind = verb.i + 1 < len(verb.doc) and verb.nbor().lower_ == particle
    return behind or any(c.lower_ == particle for c in verb.children)


def _qualified(trigger: Token, words: frozenset[str]) -> bool:
    """Whether a word beside the trigger makes it something else ("a trade war")."""
    for child in trigger.children:
        if child.lemma_.lower() in words:
            return True
        if child.dep_ in ("oprd", "attr", "dobj", "prep", "xcomp", "npadvmod"):
            for inner in (child, *child.children):
                if inner.lemma_.lower() in words or any(
                    c.lemma_.lower() in words for c in inner.children if c.dep_ != "relcl"
                ):
                    return True
    return False


def _sides(
    token: Token,
    pattern: Pattern,
    light: Token | None,
    predicate: Predicate,
    arguments: Arguments,
    referents: Referents,
    knowledge: Knowledge,
) -> list[tuple[tuple[int, ...], tuple[int, ...]]]:
    """The agents and recipients of a match; several pairs where several stand to each other."""
    filled: dict[str, tuple[int, ...]] = {}
    noun: Token | None = None
    together: tuple[int, ...] | None = None
    for slot in pattern.slots:
        if slot.absent:
            continue
        heads = _heads(arguments, slot)
        if noun is not None and slot.path not in ("subject", "object"):
            heads += noun_arguments(noun, knowledge.words["measures"]).at(slot.path)
            if not heads:
                heads += _behind_last(noun, slot.path, knowledge.words["measures"])
        if light is not None and slot.path not in ("subject", "object", "owner"):
            heads += verb_arguments(light).at(slot.path)
        if slot.role == "R" and pattern.pos == "verb" and slot.path not in ("subject", "object"):
            heads = [head for head in heads if not _is_fronted(head, token)]
        if not slot.role:
            if not slot.words:
                if not heads:
                    return []
                if slot.path == "object" and heads[0].pos_ == "NOUN":
                    noun = heads[0]
                continue
            noun = _literal(heads, slot)
            if noun is None:
                return []
            continue
        if slot.several and slot.path == "owner":
            heads = paired(token)
        found = _entities(token, heads, slot, predicate, slot.role, referents, knowledge)
        if slot.owner and slot.words and slot.path == "object":
            noun = noun or _literal(heads, slot)  # "restored Sudan's ties with R"
        if not heads and slot.path == "subject" and not slot.several and not slot.owner:
            found = unnamed_speaker(token, predicate, referents)
        if slot.several and len(heads) > 1 and slot.path != "owner":
            # those who stand to each other are joined in one phrase
            found = max(
                (_entities(token, [h], slot, predicate, slot.role, referents, knowledge) for h in heads),
                key=len,
            )
        if slot.several:
            together = found
            continue
        if (
            not found
            and slot.role == "R"
            and any(_reciprocal(h) for h in heads)
            and len(filled.get("A", ())) > 1
        ):
            return [((a,), tuple(b for b in filled["A"] if b != a)) for a in filled["A"]]
        if not found:
            return []
        filled[slot.role] = found
    if (
        together is not None
        and pattern.pos == "verb"
        and _has_counterpart(arguments, pattern, noun, knowledge.words["measures"])
    ):
        return []  # "A and B held talks with C": nothing says that A met B
    if together is not None:
        return [((a,), together[n + 1 :]) for n, a in enumerate(together[:-1])]
    if "A" not in filled:
        agent = _noun_agent(token, pattern, arguments, light, predicate, referents, knowledge)
        if not agent and noun is not None:
            # "the withdrawal of American troops": they act for whose they are
            whose = referents.at(noun) or referents.owner(noun)
            agent = tuple(i for i in whose if referents.drafts[i].kind in predicate.agent_kinds)
        if not agent:
            return []
        filled["A"] = agent
    if "R" not in filled:
        return []
    recipients = tuple(i for i in filled["R"] if i not in filled["A"])
    return [(filled["A"], recipients)] if recipients else []


def _heads(arguments: Arguments, slot: Slot) -> list[Token]:
    """The heads at a slot's path; of a word that a pattern asks for, also behind a named object.

    "Relieved Aminata Kouyaté of her duties": the parser ties the phrase to the name.
    """
    if slot.words and not slot.role and slot.path not in ("subject", "object"):
        return _phrases(arguments, slot.path)
    return list(arguments.at(slot.path))


def _phrases(arguments: Arguments, path: str) -> list[Token]:
    named = (t for t in arguments.at("object") if t.pos_ == "PROPN")
    return list(arguments.at(path)) or [t for name in named for t in phrase_objects(name, path)]


def _behind_last(noun: Token, path: str, measures: Container[str]) -> Iterator[Token]:
    """What stands behind the last noun of an object: "a freeze and a ban on R", "10 million in aid for R"."""
    for child in noun.children:
        if child.pos_ == "NOUN" and child.dep_ == "conj":
            yield from noun_arguments(child, measures).at(path)
        elif child.dep_ in ("prep", "amod", "acl") and child.lower_ in ("in", "of", "worth", "totalling"):
            yield from phrase_objects(child, path)
            for inner in (t for t in child.children if t.pos_ in ("NOUN", "NUM")):
                yield from noun_arguments(inner, measures).at(path)


def _is_fronted(head: Token, verb: Token) -> bool:
    """Whether a phrase before a verb only says where or with whom: "On Syria, he called for talks"."""
    if head.dep_ != "pobj" or head.tag_ in ("WDT", "WP"):
        return False
    preposition = head.head
    while preposition.head.dep_ == "prep":
        preposition = preposition.head  # "along with Laos"
    return preposition.head == verb and preposition.i < verb.i


def _stands(heads: Sequence[Token], slot: Slot) -> bool:
    """Whether what a slot wants beside the trigger is there."""
    return _literal(heads, slot) is not None if slot.words else bool(heads)


def _entities(
    trigger: Token,
    heads: list[Token],
    slot: Slot,
    predicate: Predicate,
    role: str,
    referents: Referents,
    knowledge: Knowledge,
) -> tuple[int, ...]:
    kinds = predicate.agent_kinds if role == "A" else predicate.recipient_kinds
    found: dict[int, None] = {}
    for head in heads:
        if slot.owner:
            if slot.words and not {head.lemma_.lower(), head.lower_.removesuffix("s")} & slot.words:
                continue
            if slot.path == "subject" and any(c.dep_ == "amod" and c.tag_ == "VBN" for c in head.children):
                continue  # "wounded Ukrainian soldiers", "the US-led forces"
            if head.lemma_.lower() in predicate.not_deeds:
                continue  # who welcomes somebody's defeat does not praise him
            if not slot.words and (referents.at(head) or head.lemma_.lower() in knowledge.roles):
                continue  # "his former rival" is somebody, not something of his
            subject = slot.path == "subject"
            indices = referents.owner(head) if subject else owner_at(head, referents, knowledge)
            if subject and slot.words:
                indices = indices or referents.all_at(head)  # "the troops", "the Syrian Army" by name
            if head.lemma_.lower() in knowledge.words["irregulars"]:
                indices = tuple(i for i in indices if referents.drafts[i].kind is not Kind.STATE)
        elif slot.path == "owner":
            indices = referents.adjectives.get(head.i) or referents.all_at(head)
        else:
            # of "strikes that killed X, and Y" only what stands before the verb does it
            joined_before = trigger if slot.path == "subject" and head.i < trigger.i else None
            indices = referents.person_beside(head) or referents.all_at(head, joined_before)
            if head.lower_ in _WE and (
                predicate.group == "conflict" or Kind.PERSON not in predicate.agent_kinds
            ):
                indices = their_state(indices, referents)
            if not indices and slot.path == "subject" and head.dep_ == "npadvmod":
                indices = referents.adjectives.get(head.i, ())  # "Iranian-backed"
        if role == "A" and head.lemma_.lower() in predicate.not_agents:
            continue
        if not indices and slot.path == "subject" and does_for(head, predicate, knowledge):
            indices = referents.owner(head)
            if not indices and (predicate.speech or head.head.lemma_ in knowledge.words["doing_verbs"]):
                indices = issuer(head, referents)
            indices = indices or executor(head, referents, knowledge)
        if predicate.group == "office" and role == "R" and not _names_body(head, referents):
            # who leads a delegation of a body does not lead that body
            person = kinds == {Kind.PERSON}
            if not (person and head.pos_ == "PRON"):
                indices = named_to_post(head, referents, knowledge) if person else ()
        if not indices and role == "R" and Kind.PLACE in kinds and predicate.group == "conflict":
            # "attacked Iranian positions in the Gulf" attacked what is Iran's, not the Gulf
            indices = () if referents.owner(head) else where(head, trigger, referents, knowledge)
        if Kind.PLACE not in kinds:
            indices = tuple(referents.governments.get(i, i) for i in indices)
        found.update((i, None) for i in indices if _allowed(referents.drafts[i], slot, kinds, predicate))
    return tuple(found)


def _is_denied(noun: Token, knowledge: Knowledge) -> bool:
    """Whether said words are denied: "rejected the Navy's allegations" grants that they were made."""
    top = measured(noun, knowledge.words["measures"])
    return top.dep_ in ("dobj", "nsubjpass") and knowledge.reporting.get(top.head.lemma_.lower()) == "deny"


def _has_counterpart(
    arguments: Arguments, pattern: Pattern, noun: Token | None, measures: Container[str]
) -> bool:
    """Whether those joined in a subject stand on one side, with somebody else on the other."""
    if noun is None:
        known = any(slot.path == "object" for slot in pattern.slots)
        return bool(arguments.at("with") or (arguments.at("object") and not known))
    return bool(arguments.at("with") or noun_arguments(noun, measures).at("with"))


def _reciprocal(token: Token) -> bool:
    """ "each other", "one another"."""
    return token.lower_ in ("other", "another") and any(c.lower_ in ("each", "one") for c in token.children)


def _taken_up(pattern: Pattern, arguments: Arguments, predicate: Predicate) -> bool:
    """Whether a verb of motion has an object that its pattern knows nothing of: "left the path open for"."""
    knows = any(slot.path in ("object", "second object") for slot in pattern.slots)
    return not knows and Kind.PLACE in predicate.recipient_kinds and bool(arguments.at("object"))


def _names_body(head: Token, referents: Referents) -> bool:
    """Whether a noun phrase names a body itself, not people who act for it."""
    named = head.i in referents.named or any(
        c.dep_ == "appos" and c.i in referents.named for c in head.children
    )
    if (
        head.dep_ == "pobj"
        and head.head.lower_ == "of"
        and referents.meant.get(head.head.head.i) == referents.named.get(head.i)
    ):
        return False  # "a delegation of the Taliban led by Baradar", tied by the parser to the Taliban
    return named and head.i not in referents.collective


def _allowed(draft: Draft, slot: Slot, kinds: frozenset[Kind], predicate: Predicate) -> bool:
    if draft.known is not None and draft.known.type in predicate.not_types:
        return False
    return draft.kind in kinds and slot.kind in (None, draft.kind)


def _literal(heads: Sequence[Token], slot: Slot) -> Token | None:
    """The argument that is one of the words a pattern asks for; through "a series of"."""
    for head in heads:
        for word in (
            head,
            *(t for p in head.children if p.lower_ == "of" for t in p.children if t.dep_ == "pobj"),
        ):
            if not slot.words.isdisjoint(_forms(word.lemma_, word.lower_)):
                return word
            if "money" in slot.words and word.ent_type_ == "MONEY":
                return word  # "sent $500,000"
            if _has_compounds(slot.words) and compound(word) in slot.words:
                return word
    return None


@lru_cache(maxsize=10_000)
def _forms(lemma: str, text: str) -> frozenset[str]:
    return frozenset([lemma.lower(), text, text.removesuffix("s")])


@cache
def _has_compounds(words: frozenset[str]) -> bool:
    return any("-" in word for word in words)


def _light_verb(noun: Token, knowledge: Knowledge) -> Token | None:
    """The verb that only carries an event noun: "held talks", "talks were held", "clashes erupted"."""
    top = measured(noun, knowledge.words["measures"])
    while top.dep_ == "conj" and top.head.pos_ == "NOUN":
        top = top.head
    if top.dep_ == "pobj" and top.head.lower_ == "to" and top.head.head.lemma_ in ("party", "signatory"):
        top = top.head.head  # "is a signatory to the treaty with"
    if top.dep_ in ("dobj", "nsubjpass", "attr") and top.head.lemma_.lower() in knowledge.light_verbs:
        return top.head
    if top.dep_ == "nsubj" and top.head.lemma_.lower() in knowledge.words["happening_verbs"]:
        return top.head
    if top.dep_ == "pobj" and top.head.dep_ == "prep" and top.head.lower_ in ("in", "on", "at"):
        verb = top.head.head
        return verb if verb.lemma_.lower() in knowledge.words["taking_part_verbs"] else None
    if top.dep_ == "dobj" and top.head.lemma_.lower() in ("attend", "join"):
        return top.head
    return None


def _clause_of_phrase(noun: Token, behind: Container[str], knowledge: Knowledge) -> Token | None:
    """The verb of a clause in which an event is only a circumstance: "said in a call with Putin"."""
    top = measured(noun, knowledge.words["measures"])
    if top.dep_ != "pobj" or top.head.lower_ not in behind:
        return None
    verb = top.head.head
    if top.head.lower_ == "under" and verb.lemma_ in knowledge.reporting:
        return None  # "under the treaty with Iran, he said"
    if verb.dep_ in ("nsubj", "nsubjpass"):
        verb = verb.head  # "Zelensky, on a visit to Warsaw, thanked Poland"
    while verb.pos_ not in ("VERB", "AUX") and top.head.lower_ != "under":
        if verb.head == verb or verb.dep_ not in ("dobj", "prep", "pobj", "attr", "nmod"):
            return None
        verb = verb.head
    if verb.pos_ not in ("VERB", "AUX"):
        return None
    going = knowledge.words["arrival_verbs"] | knowledge.words["visit_verbs"]
    return verb if top.head.lower_ != "for" or verb.lemma_.lower() in going else None


def _noun_agent(
    noun: Token,
    pattern: Pattern,
    arguments: Arguments,
    light: Token | None,
    predicate: Predicate,
    referents: Referents,
    knowledge: Knowledge,
) -> tuple[int, ...]:
    def fit(indices: tuple[int, ...]) -> tuple[int, ...]:
        return tuple(dict.fromkeys(i for i in indices if referents.drafts[i].kind in predicate.agent_kinds))

    owners = list(arguments.at("owner"))
    for head in sorted(owners, key=lambda h: h.dep_ != "poss"):
        found = fit(referents.adjectives.get(head.i) or referents.all_at(head))
        if found:
            return found
    taken = {slot.path for slot in pattern.slots}
    for path in (p for p in ("by", "from") if p not in taken):
        found = fit(tuple(i for head in arguments.at(path) for i in referents.all_at(head)))
        if found:
            return found
    if light is None and predicate.circumstance:
        light = _clause_of_phrase(noun, predicate.circumstance, knowledge)
    if light is None and predicate.group == "conflict" and not predicate.speech:
        at_war = fighters(noun, predicate, knowledge)
        at = (i for t in at_war for i in referents.all_at(t) if referents.drafts[i].kind is not Kind.PERSON)
        return fit(tuple(at))
    if light is not None:
        # "on arrival in Baku she was met by him": she arrived
        beside = measured(noun, knowledge.words["measures"]).dep_ == "pobj" and is_passive(light)
        readings = (subject_of(light) if beside else (), verb_arguments(light).at("subject"))
        named = (fit(tuple(i for head in heads for i in referents.all_at(head))) for heads in readings)
        return next((found for found in named if found), ())
    return ()
