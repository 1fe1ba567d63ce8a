"""A verb or an event noun in a parsed Doc → its arguments, as a plain active sentence would have them.

Passives, relative clauses, participles, infinitives and conjunctions are undone here, so that
everything after this module sees "who did what to whom" only.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass, field

from spacy.tokens import Token

from graphbuild.extract.noun_phrases import described, measured, phrase_objects

SUBJECTS = frozenset(["nsubj", "nsubjpass", "csubj", "csubjpass"])
_ACTORS = frozenset(["GPE", "NORP", "ORG", "PERSON"])
_DASHES = ("-", "–", "—", "--")
_NTH = frozenset(["first", "last", "only", "latest", "second", "third", "fourth", "one"])
_CALL = frozenset(["call", "consider", "deem", "label", "say", "term"])
_ANSWER = frozenset(["answer", "appear", "attend", "clarify", "explain", "give", "provide", "testify"])
_OWN_ENDS = frozenset(  # who does so does what stands after "to": "phoned him to thank him"
    ["contact", "have", "meet", "phone", "promise", "ring", "telephone", "use", "visit"]
)
_WRITE = frozenset(["address", "cable", "send", "submit", "text", "tweet", "write"])
_RESOLVES = frozenset(
    ["attempt", "bid", "decision", "effort", "move", "offer", "plan", "pledge", "refusal", "threat"]
)
_SPEAK = frozenset(
    [
        "accuse", "add", "advise", "appeal", "argue", "ask", "blame", "call", "caution", "condemn",
        "criticise", "criticize", "demand", "denounce", "describe", "emphasise", "emphasize", "hail",
        "hope", "insist", "note", "praise", "remind", "say", "stress", "suggest", "thank", "urge", "vow",
        "warn",
    ]
)  # fmt: skip
_CAPTIVE = frozenset(["captive", "hostage", "prisoner"])
_RELATIVE = frozenset(["who", "which", "that", "whom"])


@dataclass(frozen=True, slots=True)
class Arguments:
    """The arguments of one trigger: heads of noun phrases by path (see `patterns.Slot`)."""

    trigger: Token
    by_path: Mapping[str, tuple[Token, ...]] = field(default_factory=dict)

    def at(self, path: str) -> tuple[Token, ...]:
        """The heads at a path, none if there are none."""
        return self.by_path.get(path, ())


def verb_arguments(verb: Token) -> Arguments:
    """A verb → its subject, objects and prepositional arguments."""
    found: dict[str, list[Token]] = {}
    complements: list[Token] = []
    passive = is_passive(verb)
    for child in verb.children:
        if child.dep_ in ("dobj", "attr") or (child.dep_ == "dative" and child.pos_ != "ADP"):
            found.setdefault("object", []).append(_antecedent(child))
            # "took the soldier hostage", read by the parser as what the soldier is
            complements += [c for c in child.children if c.dep_ == "appos" and c.lower_ in _CAPTIVE]
        elif child.dep_ == "npadvmod" and child.lower_ == "face":  # "came face to face"
            found.setdefault("object", []).append(child)
        elif child.dep_ == "xcomp" and child.lower_ == "visiting":
            # "met visiting Polish Foreign Minister Rau", read by the parser as a clause
            found.setdefault("object", []).extend(c for c in child.children if c.dep_ == "dobj")
        elif child.dep_ in ("xcomp", "ccomp", "advcl") and any(c.tag_ == "TO" for c in child.children):
            found.setdefault("infinitive", []).append(child)
            if any(c.dep_ == "mark" and c.lower_ == "for" for c in child.children):
                # "called for G7 action to end the fires"
                found.setdefault("for", []).extend(c for c in child.children if c.dep_ == "nsubj")
            if child.dep_ == "ccomp":
                # "told Iran to leave", read by the parser as a clause with a subject of its own
                found.setdefault("object", []).extend(c for c in child.children if c.dep_ == "nsubj")
        elif child.dep_ == "ccomp" and is_verbless(child):
            # "holds Iran responsible", "declared it a terrorist group", read by the parser as a clause
            found.setdefault("object", []).extend(c for c in child.children if c.dep_ == "nsubj")
            complements.append(child)
        elif child.dep_ == "ccomp" and (called := called_in(child)) is not None:
            found.setdefault("object", []).append(called)
        elif child.dep_ == "ccomp":
            found.setdefault("that", []).extend(_doers(child))
        elif child.dep_ in ("oprd", "acomp"):
            if child.dep_ == "oprd":  # "called his remarks absurd", where "absurd" has the subject
                found.setdefault("object", []).extend(c for c in child.children if c.dep_ == "nsubj")
            complements.append(child)
    _collect_prepositions(verb, found)
    if verb.dep_ == "amod" and verb.tag_ == "VBN":
        # "the Algeria-backed Polisario Front"
        doers = tuple(c for c in verb.children if c.pos_ in ("PROPN", "ADJ") and c.i < verb.i)
        if not doers:
            return Arguments(verb)
        if verb.head.dep_ == "appos":  # "the PMF, an Iranian-backed militia"
            backed = {"object": (verb.head.head,), "second object": (verb.head,)}
            return Arguments(verb, {"subject": doers, **backed})
        return Arguments(verb, {"subject": doers, "object": (verb.head,)})
    subject = subject_of(verb)
    if passive:
        done_to = subject or ((described(_just_named(verb)),) if verb.dep_ in ("acl", "amod") else ())
        found["object"] = [*done_to, *found.get("object", [])]
        found["subject"] = list(found.get("by") or _late_agent(verb))
    else:
        found["subject"] = list(subject)
    for child in verb.children:
        # "recognised by Nicaragua and, recently, Syria": the parser ties the last one to the verb
        if child.dep_ == "conj" and child.pos_ == "PROPN":
            if passive and found["subject"]:
                found["subject"].append(child)
            elif found.get("object"):
                found["object"].append(child)
    for child in verb.children:
        if child.dep_ == "prt":
            # "took over Kirkuk": the parser's particle is the pattern's preposition
            found.setdefault(child.lower_, []).extend(found.get("object", []))
    objects = [*found.get("object", []), *complements]
    if len(objects) == 1:
        found["object"] = objects
    elif objects:
        found["object"], found["second object"] = objects[:1], objects[1:]
    return Arguments(verb, {path: tuple(tokens) for path, tokens in found.items()})


def _just_named(participle: Token) -> Token:
    """Whom a participle behind a comma describes: the person named just before, whoever the parser says."""
    head, i = participle.head, participle.i
    near = participle.doc[i - 2] if i > 1 else head
    apart = i > 1 and participle.nbor(-1).text == "," and near.ent_type_ == "PERSON" and near.i > head.i
    return near if apart and near.head != head else head


def is_verbless(clause: Token) -> bool:
    """Whether what the parser takes for a clause is only what somebody is called or held to be."""
    if clause.lower_ == "persona":  # "declared the envoy persona non grata", a verb to the parser
        return True
    return clause.pos_ in ("ADJ", "NOUN", "PROPN") and not any(
        c.dep_ in ("aux", "cop", "mark", "auxpass") for c in clause.children
    )


def _doers(clause: Token) -> Iterator[Token]:
    """Who does what a clause says; "demanded that Russia be punished" asks nothing of Russia."""
    doing = ("nsubj", "nsubjpass") if clause.lower_ in ("involved", "implicated") else ("nsubj",)
    return (c for c in clause.children if c.dep_ in doing)


def called_in(clause: Token) -> Token | None:
    """What a thing is called instead of its name: "condemned what it called the aggression of Israel"."""
    if not any(c.lower_ == "what" and c.dep_ in ("dobj", "nsubj") for c in clause.children):
        return None
    for child in clause.children:
        if child.i > clause.i and child.dep_ in ("oprd", "dobj", "attr") and child.pos_ in ("NOUN", "PROPN"):
            return child if clause.lemma_ in _CALL else None
        if child.dep_ == "prep" and child.lower_ == "as":
            return next((t for t in child.children if t.dep_ == "pobj"), None)
    return None


def _late_agent(verb: Token) -> list[Token]:
    """The "by" phrase that the parser tied to another argument: "appointed as envoy by the king"."""
    for token in verb.subtree:
        if token.i > verb.i and token.lower_ == "by" and token.head.pos_ in ("NOUN", "PROPN", "VERB"):
            between = [a for a in token.ancestors if a.i > verb.i]
            # "accused of arming the Houthis by the United States": a gerund may stand between
            clauses = [a for a in between if a.pos_ in ("VERB", "AUX") and a.tag_ != "VBG"]
            if not clauses and any(a.dep_ in ("pobj", "oprd", "dobj", "attr", "pcomp") for a in between):
                return [t for t in token.children if t.dep_ == "pobj"]
    return []


def noun_arguments(noun: Token, measures: Container[str]) -> Arguments:
    """An event noun → its owner ("Russia's", "Russian"), and its prepositional arguments."""
    found: dict[str, list[Token]] = {}
    for child in noun.children:
        if child.dep_ == "poss" or (
            child.dep_ in ("amod", "compound", "nmod") and child.pos_ in ("PROPN", "ADJ", "NOUN")
        ):
            found.setdefault("owner", []).append(child)
    # of "killed by US forces in Pakistan" the place is the deed's
    _collect_prepositions(noun, found, skip="in" if noun.head.dep_ == "agent" else "")
    for done_to in found.get("of", ()):
        # "the arrest of X in Y by Z", where the parser ties Z to X
        found.setdefault("by", []).extend(phrase_objects(done_to, "by"))
    _share_joined(noun, found)
    top = measured(noun, measures)
    if top != noun:
        _collect_prepositions(top, found, skip="of")
    for child in noun.children:
        if child.dep_ in ("acl", "relcl", "ccomp") and any(
            c.lower_ == "that" and c.dep_ == "mark" for c in child.children
        ):
            # "the allegation that Iran attempted"
            found.setdefault("that", []).extend(_doers(child))
        elif child.dep_ in ("advcl", "acl", "relcl") and any(
            c.lower_ == "for" and c.dep_ == "mark" for c in child.children
        ):
            # "joined calls for Israel to stop"
            found.setdefault("for", []).extend(c for c in child.children if c.dep_ == "nsubj")
            found.setdefault("infinitive", []).append(child)
        elif child.dep_ == "acl" and child.tag_ == "VBN":
            # "talks held with", "the accusations levelled against"
            _collect_prepositions(child, found)
        elif child.dep_ == "acl" and child.lower_ in ("involving", "including"):
            found.setdefault("between", []).extend(t for t in child.children if t.dep_ == "dobj")
    return Arguments(noun, {path: tuple(tokens) for path, tokens in found.items()})


def _share_joined(noun: Token, found: dict[str, list[Token]]) -> None:
    """What stands before or after two nouns belongs to both: "US pressures and sanctions on Iran"."""
    bare = not any(c.dep_ in ("det", "poss") for c in noun.children)
    if noun.dep_ == "conj" and noun.head.pos_ == "NOUN" and bare and "owner" not in found:
        whose = [c for c in noun.head.children if c.dep_ == "poss" or c.ent_type_ in _ACTORS]
        found["owner"] = [c for c in whose if c.dep_ in ("poss", "amod", "compound", "nmod")]
    joined = [c for c in noun.children if c.dep_ == "conj" and c.pos_ == "NOUN"]
    if joined and set(found) <= {"owner"} and not any(c.dep_ in ("det", "poss") for c in joined[0].children):
        _collect_prepositions(joined[0], found)


def joined_to(verb: Token) -> Token:
    """The verb that a joined one stands on a level with.

    "urged the embassy to reconsider and spoke with Pompeo": a finite verb is never joined to an
    infinitive, whatever the parser says.
    """
    head = verb.head
    if (
        verb.tag_ == "VBD"
        and head.tag_ in ("VBZ", "VBP")
        and head.dep_ == "ccomp"
        and head.head.tag_ == "VBD"
    ):
        return head.head  # "said that Iran is ready but noted that": the speaker goes on
    while (
        verb.tag_ in ("VBD", "VBZ", "VBP")
        and head.tag_ in ("VB", "VBG")
        and head.dep_ in ("xcomp", "ccomp", "advcl", "acl", "conj", "pcomp")
    ):
        above = head.head
        while above.pos_ == "ADP":
            above = above.head
        if above.pos_ not in ("VERB", "AUX") or above == head:
            break
        head = above
    return head


def is_passive(verb: Token) -> bool:
    """Whether a verb's subject is what it is done to."""
    if verb.tag_ != "VBN":
        return False
    if any(child.dep_ in ("nsubjpass", "auxpass") for child in verb.children):
        return True
    if any(child.dep_ == "aux" and child.lemma_ in ("have", "'ve") for child in verb.children):
        return False
    if verb.dep_ in ("acl", "amod", "advcl"):
        return True
    return (
        verb.dep_ in ("conj", "relcl")
        and verb.head.pos_ == "VERB"
        and is_passive(verb.head)
        and not any(child.dep_ in ("nsubj", "aux") for child in verb.children)
    )


def subject_of(verb: Token, depth: int = 0) -> tuple[Token, ...]:
    """The grammatical subject, read through relative pronouns, participles and shared subjects."""
    own = tuple(
        _antecedent(_after_dateline(child))
        for child in verb.children
        if child.dep_ in SUBJECTS and child.pos_ != "VERB"
    )
    if own or verb.dep_ == "advcl":
        own = (*own, *(t for t in one_of_a_row(verb) if t not in own))
    own = own or _before_participle(verb)
    if own:
        return own
    head = verb.head
    if head == verb or depth > 6:
        return ()
    if verb.dep_ == "relcl":
        return () if verb.tag_ in ("VBG",) else one_of_a_row(verb) or (described(head),)
    if verb.dep_ == "acl":
        writing = _writing_to(head) if verb.tag_ == "VBG" else None
        if writing is not None:
            return subject_of(writing, depth + 1)
        if verb.tag_ == "VBG" or verb.tag_ == "VB":
            return (described(head),)
        return ()
    if verb.dep_ == "conj" and head.pos_ in ("VERB", "AUX"):
        return subject_of(joined_to(verb), depth + 1)
    if (noun := resolving(verb)) is not None:
        return tuple(c for c in noun.children if c.dep_ == "poss")
    if verb.dep_ in ("xcomp", "ccomp") and head.pos_ in ("VERB", "AUX", "ADJ"):
        controlled = tuple(
            child for child in head.children if child.dep_ in ("dobj", "dative") and child.pos_ != "ADP"
        )
        own_purpose = head.lemma_ == "summon" and verb.lemma_ not in _ANSWER
        if verb.dep_ == "ccomp" and head.lemma_ in _CALL and verb.tag_ == "VBG":
            return ()  # "“What they do is bombing cities,” he said"
        if controlled and verb.dep_ == "xcomp" and head.lemma_ not in _OWN_ENDS and not own_purpose:
            return tuple(_antecedent(t) for t in controlled)
        return subject_of(head, depth + 1)
    if verb.dep_ == "advcl" and _goes_on_saying(verb):
        return subject_of(head.head, depth + 1)
    if verb.dep_ == "xcomp" or verb.dep_ == "advcl":
        return subject_of(head, depth + 1) if head.pos_ in ("VERB", "AUX", "ADJ") else ()
    if verb.dep_ == "pcomp":
        governor = head.head
        if governor.pos_ in ("VERB", "AUX"):
            done_to = [t for t in governor.children if t.dep_ == "dobj"]
            about_them = head.lower_ in ("of", "from", "for", "as") or (
                head.lower_ == "on" and governor.lemma_ in ("congratulate", "compliment")
            )
            if governor.lemma_ == "join" and head.lower_ == "in":  # "joined Spain in recognising"
                return (*subject_of(governor, depth + 1), *(_antecedent(t) for t in done_to))
            fronted = verb.i < governor.i  # "Instead of condemning Iran, Oman praised Qatar"
            if about_them and done_to and not fronted:
                return tuple(_antecedent(t) for t in done_to)
            return subject_of(governor, depth + 1)
        if governor.pos_ in ("NOUN", "PROPN"):
            return tuple(t for t in governor.children if t.dep_ == "poss")
    if verb.dep_ in ("aux", "auxpass"):
        return subject_of(head, depth + 1)
    return ()


def resolving(verb: Token) -> Token | None:
    """The noun whose infinitive the parser ties to the verb: "slammed Chad's threat on Friday to quit"."""
    if verb.dep_ not in ("advcl", "xcomp") or not any(c.tag_ == "TO" for c in verb.children):
        return None
    nouns = (c for c in verb.head.children if c.dep_ == "dobj" and c.i < verb.i and c.lemma_ in _RESOLVES)
    return next((noun for noun in nouns if any(c.dep_ == "poss" for c in noun.children)), None)


def _goes_on_saying(participle: Token) -> bool:
    """Whether it is the speaker who goes on: "said that Chad had armed rebels, urging Mali to protest"."""
    said = participle.head
    return (
        participle.tag_ == "VBG"
        and participle.lemma_ in _SPEAK
        and said.dep_ == "ccomp"
        and said.head.i < said.i < participle.i
        and participle.i > 0
        and participle.nbor(-1).text == ","
    )


def _before_participle(verb: Token) -> tuple[Token, ...]:
    """The subject that the parser gives to a participle: "Navalny, held since May, accused Putin"."""
    for clause in verb.children:
        if clause.i > verb.i or clause.dep_ != "advcl" or clause.tag_ not in ("VBN", "VBG"):
            continue
        before = [c for c in clause.children if c.i < clause.i]
        parted = any(t.text == "," for t in verb.doc[clause.i : verb.i])
        if parted and all(c.dep_ not in ("aux", "auxpass", "mark", "advmod") for c in before):
            return tuple(_antecedent(c) for c in before if c.dep_ in ("nsubj", "nsubjpass"))
    return ()


def _writing_to(name: Token) -> Token | None:
    """The verb of writing to somebody, by whose subject a thing is asked: "wrote to X demanding that"."""
    if name.dep_ != "pobj" or name.pos_ != "PROPN" or name.head.lower_ != "to":
        return None
    above = name.head.head
    while above.pos_ == "NOUN" and above.dep_ in ("dobj", "pobj") and above.head != above:
        above = above.head
    return above if above.pos_ == "VERB" and above.lemma_.lower() in _WRITE else None


def _after_dateline(subject: Token) -> Token:
    """A place and a dash at the start of a sentence are no subject: "TEHRAN – Minister Zarif has gone"."""
    if not subject.is_sent_start:
        return subject
    dash = next((t.i for t in subject.doc[subject.i + 1 : subject.i + 5] if t.text in _DASHES), None)
    if dash is None or any(t.text != "," and not t.text[0].isupper() for t in subject.doc[subject.i : dash]):
        return subject
    return next((c for c in subject.children if c.dep_ == "appos" and c.i > dash), subject)


def one_of_a_row(verb: Token) -> tuple[Token, ...]:
    """An infinitive → those who did it in turn: "A is the third state, after B and C, to recognise D"."""
    if not any(c.dep_ == "aux" and c.tag_ == "TO" for c in verb.children):
        return ()
    if verb.dep_ == "relcl":
        nth = verb.head
    else:
        nth = next((c for c in verb.head.children if c.dep_ in ("attr", "oprd", "ccomp")), verb)
    if verb.dep_ not in ("relcl", "advcl") or not is_nth(nth):
        return ()
    if nth.dep_ == "attr":
        first = subject_of(nth.head, 1)
    elif nth.dep_ == "appos":
        first = (nth.head,)
    else:
        first = tuple(c for c in nth.children if c.dep_ == "nsubj")
    before = [t for t in verb.doc[nth.i + 1 : verb.i] if t.dep_ == "prep" and t.lower_ == "after"]
    # "the first state to recognise it, followed by Romania and Pakistan"
    then = [c for c in (*nth.children, *verb.children) if c.lower_ == "followed" and c.i > verb.i]
    return (
        *first,
        *(t for after in before for t in after.children if t.dep_ == "pobj"),
        *(t for followed in then for t in phrase_objects(followed, "by")),
    )


def is_nth(noun: Token) -> bool:
    """Whether a noun is one of a row, all of whom did so: "the third state to recognise"."""
    return noun.lower_ in _NTH or any(c.lower_ in _NTH or c.ent_type_ == "ORDINAL" for c in noun.children)


def _antecedent(token: Token) -> Token:
    """A relative pronoun → the noun it stands for; any other token → itself."""
    if token.lower_ not in _RELATIVE or token.tag_ not in ("WDT", "WP", "IN"):
        return token
    verb = token.head
    for _ in range(5):
        if verb.dep_ in ("relcl", "acl"):
            return described(verb.head)
        if verb.dep_ not in ("conj", "ccomp", "xcomp", "prep"):
            return token
        verb = verb.head
    return token


def _is_joined_phrase(preposition: Token) -> bool:
    """ "With X, and with Y", where the parser joined the second phrase to the verb."""
    verb = preposition.head
    return (
        preposition.dep_ == "conj"
        and preposition.pos_ == "ADP"
        and verb.pos_ == "VERB"
        and any(c.dep_ == "prep" and c.lower_ == preposition.lower_ for c in verb.children)
    )


def _collect_prepositions(head: Token, found: dict[str, list[Token]], skip: str = "") -> None:
    for child in head.children:
        if (
            (child.dep_ in ("prep", "agent", "dative") or _is_joined_phrase(child))
            and child.pos_ in ("ADP", "SCONJ", "VERB")
            and child.lower_ not in (skip, "according", "due", "owing", "thanks", "because")
            and (child.is_sent_start or child.nbor(-1).lower_ != "not")  # "by them, not by us"
        ):
            tokens = [_antecedent(t) for t in child.children if t.dep_ == "pobj"]
            for gerund in (t for t in child.children if t.dep_ == "pcomp"):
                called = called_in(gerund)
                if called is not None:
                    tokens.append(called)
                    continue
                # "with visiting Polish Foreign Minister Rau", read by the parser as a clause
                guests = (
                    [t for t in gerund.children if t.dep_ == "dobj"] if gerund.lower_ == "visiting" else []
                )
                tokens += guests or [gerund]
            found.setdefault(child.lower_, []).extend(tokens)
            for other in child.children:
                # "met with X, and with Y"
                if other.dep_ == "conj" and other.pos_ == "ADP" and other.nbor(-1).lower_ != "not":
                    objects = (t for t in other.children if t.dep_ == "pobj")
                    found.setdefault(other.lower_, []).extend(objects)
            # "from behind X", "in talks with X": prepositions may stack
            for inner in child.children:
                if inner.dep_ == "prep":
                    found.setdefault(inner.lower_, []).extend(t for t in inner.children if t.dep_ == "pobj")
