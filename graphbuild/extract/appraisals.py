"""What is said of others in a Doc → who blames or praises whom: "said Israel has committed crimes".

A quotation or a clause under a verb of saying blames whoever does what only the bad do
(`appraisals.csv`): the subject of a verb ("the US has violated the deal"), the owner of a deed
("Israel's aggression"), whoever is called a name ("is a terrorist state") or given a quality
("the US sanctions are illegal"), whoever brings about an ill ("the source of insecurity"), and
whoever is denied a virtue ("there is no honesty in their words"). Praise is read likewise.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from spacy.tokens import Doc, Token

from graphbuild.extract.claims import Claim
from graphbuild.extract.clauses import SUBJECTS, is_passive, is_verbless, verb_arguments
from graphbuild.extract.factuality import is_question
from graphbuild.extract.judged import deed_reading, verb_reading
from graphbuild.extract.readings import Reading, is_infinitive
from graphbuild.extract.referents import Referents
from graphbuild.extract.sides import Sides
from graphbuild.extract.speech import Saying, is_actor, saying_of
from graphbuild.knowledge import Knowledge
from graphbuild.model import Kind, Modality

_CONFIDENCE = 0.75
_BROUGHT = ("object", "second object", "into", "to")  # where the ill stands that somebody causes
_MET = ("in", "on", "with", "for", "from", "of", "behind")  # without an object: "engage in", "resort to"
_GROUPS = frozenset([Kind.ORGANISATION, Kind.STATE])


def find_appraisals(doc: Doc, sides: Sides, referents: Referents, knowledge: Knowledge) -> Iterator[Claim]:
    """A Doc, the posts in it and its referents → accusations and praise that are told by what was said."""
    first_words = frozenset(word.split()[0] for word, _ in knowledge.appraisals)
    for token in doc:
        if token.lemma_.lower() not in first_words and token.lower_ not in first_words:
            continue
        judged = _judged(token, referents, knowledge)
        if judged is None or is_question(token.sent):
            continue
        predicate, rule, targets = judged
        verb = _naming_verb(token, knowledge)
        saying = saying_of(token, referents, knowledge) if verb is None else _naming(verb, referents)
        if saying is None:
            continue
        speakers = tuple(i for i in saying.speakers if is_actor(i, referents, no_media=True))
        targets = sides.others(saying.speakers, targets)
        if speakers and targets:
            trigger = saying.verb or token
            yield Claim(
                predicate, speakers, targets, trigger, rule, saying.factuality(knowledge), _CONFIDENCE
            )


def _naming_verb(word: Token, knowledge: Knowledge) -> Token | None:
    """The verb by which a word, or the noun after it, is said of somebody: "calls it a crime"."""
    top = word.head if word.dep_ == "amod" and word.head.lower_ != "as" else word
    if top.dep_ in ("pobj", "amod") and top.head.lower_ == "as":
        verb = top.head.head
        if verb.pos_ == "NOUN" and verb.dep_ == "dobj":  # "described the policies as fascist"
            verb = verb.head
    elif (
        top.dep_ in ("oprd", "acomp")
        or (top.dep_ == "ccomp" and is_verbless(top))
        or (top.dep_ == "dobj" and any(c.dep_ == "dobj" and c.i < top.i for c in top.head.children))
    ):
        verb = top.head
    elif top.dep_ == "appos" and any(c.lower_ in ("a", "an") for c in top.children):
        name = top.head.head if top.head.dep_ == "appos" else top.head
        if name.dep_ != "dobj" or name.head.lemma_.lower() not in knowledge.words["dubbing_verbs"]:
            return None
        verb = name.head  # "branded the leader, Haji Ismail, a murderer"
    else:
        return None
    return verb if verb.lemma_.lower() in knowledge.words["naming_verbs"] else None


def _naming(verb: Token, referents: Referents) -> Saying | None:
    """Whoever calls somebody a name."""
    speakers = tuple(i for t in verb_arguments(verb).at("subject") for i in referents.all_at(t))
    return Saying(speakers, verb) if speakers else None


def _called(
    word: Token, sense: str, referents: Referents, knowledge: Knowledge
) -> tuple[str, str, tuple[int, ...]] | None:
    """What calling somebody by a word amounts to."""
    verb = _naming_verb(word, knowledge)
    sense = sense.removesuffix(" name")
    if verb is None or sense not in ("blame", "praise"):
        return None
    targets = _whose(verb_arguments(verb).at("object"), referents, knowledge)
    predicate = "praised" if sense == "praise" else "accused"
    return (predicate, f"{verb.lemma_.lower()} {word.lemma_.lower()}", targets) if targets else None


def _judged(
    token: Token, referents: Referents, knowledge: Knowledge
) -> tuple[str, str, tuple[int, ...]] | None:
    """What a word says of whom: the predicate, the rule and those judged."""
    if token.lower_ == "blame" and token.dep_ in ("xcomp", "relcl") and is_infinitive(token):
        return _to_blame(token, referents, knowledge)
    if knowledge.appraisals.get((token.lower_, "adj")) == "causes" and token.pos_ != "ADJ":
        if token.tag_ == "VBN" and is_passive(token):  # "was involved in the massacre"
            return _causing(token, token, referents, knowledge)
        if token.dep_ == "prep" and token.head.lemma_ == "be":  # "was behind the attack"
            return _causing(token, token.head, referents, knowledge)
    if token.pos_ in ("VERB", "AUX"):
        return _judged_by_verb(token, referents, knowledge)
    if token.pos_ == "NOUN":
        return _judged_by_noun(token, referents, knowledge)
    if token.pos_ == "ADJ" or (token.pos_ == "ADV" and token.dep_ == "oprd"):
        return _judged_by_adjective(token, referents, knowledge)
    return None


def _sense(token: Token, pos: str, knowledge: Knowledge) -> str:
    return knowledge.appraisals.get((token.lemma_.lower(), pos)) or knowledge.appraisals.get(
        (token.lower_, pos), ""
    )


def _judged_by_verb(
    verb: Token, referents: Referents, knowledge: Knowledge
) -> tuple[str, str, tuple[int, ...]] | None:
    arguments = verb_arguments(verb)
    sense = word = ""
    objects = [
        t for path, tokens in arguments.by_path.items() if path not in ("subject", "by") for t in tokens
    ]
    lemma = verb.lemma_.lower()
    for noun in objects:
        word = f"{lemma} {noun.lemma_.lower()}"
        sense = knowledge.appraisals.get((word, "verb"), "")
        if sense:
            break
    for path in () if sense else arguments.by_path:  # "fired at our fishermen"
        word = f"{lemma} {path}"
        sense = knowledge.appraisals.get((word, "verb"), "")
        if sense:
            break
    if not sense:
        word, sense = lemma, knowledge.appraisals.get((lemma, "verb"), "")
    if sense == "causes":
        paths = [*_BROUGHT, *(() if arguments.at("object") else _MET)]  # no "helped Iraq in the war"
        ills = [
            o for path in paths for o in arguments.at(path)
            if _sense(o, "noun", knowledge) in ("ill", "blame", "blame name")
            and not referents.owner(o)
            and not any(c.lower_ in knowledge.words["unreal_modifiers"] for c in o.children)
        ]  # fmt: skip
        if not ills:
            return None
        word, sense = f"{lemma} {ills[0].lemma_.lower()}", "blame"
    if sense not in ("blame", "harm", "duty", "praise"):
        return None
    targets = _whose(arguments.at("subject"), referents, knowledge)
    done_to = {i for o in objects for i in referents.all_at(o)}
    targets = tuple(i for i in targets if i not in done_to)  # "they", tied to whom they do it to
    if sense == "harm":
        targets = tuple(i for i in targets if referents.drafts[i].kind in _GROUPS)
    if not targets:
        return None
    return _verdict(sense, word, targets, verb_reading(verb, knowledge))


def _causing(
    word: Token, verb: Token, referents: Referents, knowledge: Knowledge
) -> tuple[str, str, tuple[int, ...]] | None:
    """Whoever is said to be responsible for, involved in or behind an ill."""
    phrases = [word] if word.pos_ == "ADP" else [c for c in word.children if c.lower_ in ("for", "in")]
    ills = [
        t for p in phrases for t in p.children
        if _sense(t, "noun", knowledge) in ("ill", "blame", "blame name")
    ]  # fmt: skip
    if not ills:
        return None
    targets = _whose((c for c in verb.children if c.dep_ in SUBJECTS), referents, knowledge)
    rule = f"be {word.lower_} {ills[0].lemma_.lower()}"
    return _verdict("blame", rule, targets, verb_reading(verb, knowledge))


def _to_blame(
    blame: Token, referents: Referents, knowledge: Knowledge
) -> tuple[str, str, tuple[int, ...]] | None:
    """Whoever is said to be to blame, or the one to blame."""
    verb = blame.head if blame.dep_ == "xcomp" else blame.head.head
    if verb.lemma_ != "be" or any(c.dep_ in ("dobj", *SUBJECTS) for c in blame.children):
        return None
    return _verdict(
        "blame", "be to blame", _subjects(verb, referents, knowledge), verb_reading(verb, knowledge)
    )


def _judged_by_noun(
    noun: Token, referents: Referents, knowledge: Knowledge
) -> tuple[str, str, tuple[int, ...]] | None:
    sense, word = _sense(noun, "noun", knowledge), noun.lemma_.lower()
    if sense == "causes":
        ills = [
            t for p in noun.children if p.dep_ == "prep" and p.lower_ in ("of", "behind", "for", "in")
            for c in p.children for t in ([c] if c.dep_ == "pobj" else c.children)
            if t.dep_ in ("pobj", "dobj") and _sense(t, "noun", knowledge) in ("ill", "blame")
        ]  # fmt: skip
        if not ills:
            return None
        word, sense = f"{word} of {ills[0].lemma_.lower()}", "blame name"
        if noun.dep_ == "dobj" and noun.head.lemma_ in ("have", "play"):
            targets = _subjects(noun.head, referents, knowledge)
            return _verdict("blame", word, targets, verb_reading(noun.head, knowledge))
        if any(c.dep_ == "poss" for c in noun.children):
            sense = "blame"
    if sense in ("", "ill", "conduct"):
        return None
    called = _called(noun, sense, referents, knowledge)
    if called is not None:
        return called
    there = any(c.dep_ == "expl" for c in noun.head.children)
    if noun.dep_ == "attr" and noun.head.lemma_ in ("be", "become", "remain") and not there:
        if sense == "praise":
            return None
        targets = _subjects(noun.head, referents, knowledge)
        if targets:
            return _verdict(
                sense.removesuffix(" name"), f"be {word}", targets, verb_reading(noun.head, knowledge)
            )
    if sense.endswith("name"):
        return None
    bare = not any(c.dep_ in ("det", "poss") for c in noun.children)
    owned = noun.head if noun.dep_ == "conj" and bare else noun
    targets = tuple(
        i
        for i in _owners(noun, referents, knowledge) or _owners(owned, referents, knowledge)
        if is_actor(i, referents)
    )
    reading = deed_reading(noun, knowledge)
    if sense == "praise":  # a people's resilience, a state's integrity are no praise of it
        whose = [c for n in (noun, owned) for c in n.children if c.dep_ == "poss" and c.pos_ != "PRON"]
        targets = tuple(i for i in targets if whose and referents.drafts[i].kind is Kind.PERSON)
    if sense == "duty":
        for preposition in noun.children:
            if preposition.dep_ == "prep" and preposition.lower_ in ("in", "from", "by", "on"):
                targets += _whose((t for t in preposition.children if t.dep_ == "pobj"), referents, knowledge)
    return _verdict(sense, f"{word} of", targets, reading)


def _judged_by_adjective(
    adjective: Token, referents: Referents, knowledge: Knowledge
) -> tuple[str, str, tuple[int, ...]] | None:
    sense, head = _sense(adjective, "adj", knowledge), adjective.head
    if not sense:
        return None
    called = _called(adjective, sense, referents, knowledge)
    if called is not None:
        return called
    if adjective.dep_ == "acomp" and head.lemma_ in ("be", "become", "remain"):
        if sense == "causes":
            return _causing(adjective, head, referents, knowledge)
        if _is_to_do(adjective):
            return None
        targets = _subjects(_judged_clause(head) if sense == "blame" else head, referents, knowledge)
        return _verdict(sense, f"be {adjective.lower_}", targets, verb_reading(head, knowledge))
    if adjective.dep_ != "amod" or adjective.i > head.i or sense not in ("blame", "praise"):
        return None
    word = f"{adjective.lower_} {head.lemma_.lower()}"
    if head.dep_ == "attr" and head.head.lemma_ == "be" and not referents.owner(head):
        targets = _subjects(head.head, referents, knowledge)
        if sense == "praise":  # "was a great man"
            targets = tuple(i for i in targets if referents.drafts[i].kind is Kind.PERSON)
        return _verdict(sense, f"be {word}", targets, verb_reading(head.head, knowledge))
    judged = _sense(head, "noun", knowledge)
    if judged == "conduct" and head.dep_ == "dobj" and not referents.owner(head):
        # "plays a destructive role", "has taken illegal measures"
        verb = head.head
        lemma = verb.lemma_.lower()
        if lemma in knowledge.light_verbs or _sense(verb, "verb", knowledge) == "causes":
            targets = _subjects(verb, referents, knowledge)
            return _verdict(sense, f"{lemma} {word}", targets, verb_reading(verb, knowledge))
    if judged != "conduct" and not (sense == "blame" and judged in ("ill", "blame")):
        return None
    targets = tuple(
        i for i in _owners(head, referents, knowledge)
        if is_actor(i, referents) and (judged != "ill" or referents.drafts[i].kind in _GROUPS)
    )  # fmt: skip
    return _verdict(sense, word, targets, deed_reading(head, knowledge))


def _is_to_do(adjective: Token) -> bool:
    """Whether it is a deed of nobody in particular that is judged: "it is wrong to wait"."""
    verb = adjective.head
    return any(c.lower_ in ("it", "'s") and c.dep_ == "nsubj" for c in verb.children) and any(
        c.dep_ in ("xcomp", "advcl", "ccomp") and c.i > adjective.i and is_infinitive(c)
        and not any(s.dep_ == "nsubj" for s in c.children)
        for c in (*adjective.children, *verb.children)
    )  # fmt: skip


def _judged_clause(verb: Token) -> Token:
    """The clause that "it" stands for: "it is outrageous that Iran jailed her", "wrong for Iran to do"."""
    if not any(c.lower_ in ("it", "'s") and c.dep_ == "nsubj" for c in verb.children):
        return verb
    clauses = (c for c in verb.children if c.dep_ in ("ccomp", "advcl", "csubj") and c.i > verb.i)
    for clause in clauses:
        if any(c.dep_ == "mark" and c.lower_ in ("that", "for") for c in clause.children):
            return clause if not is_passive(clause) else verb
    return verb


def _verdict(
    sense: str, word: str, targets: tuple[int, ...], reading: Reading | None
) -> tuple[str, str, tuple[int, ...]] | None:
    """Blame and praise are given where a thing is said to be so, blame also where a virtue is denied."""
    if not targets or reading is None or reading.modality is Modality.HYPOTHETICAL:
        return None
    if sense in ("duty", "praise") and reading.negative:
        return "accused", f"not {word}", targets
    if reading.negative or sense == "duty" or (sense == "praise" and reading.modality is not Modality.ACTUAL):
        return None
    return ("praised" if sense == "praise" else "accused"), word, targets


def _subjects(verb: Token, referents: Referents, knowledge: Knowledge) -> tuple[int, ...]:
    return _whose(verb_arguments(verb).at("subject"), referents, knowledge)


def _whose(heads: Iterable[Token], referents: Referents, knowledge: Knowledge) -> tuple[int, ...]:
    """Those whom noun phrases name, or whose they are: "the US", "the US sanctions"."""
    found: dict[int, None] = {}
    for head in heads:
        if not _is_vague(head, referents, knowledge):
            indices = referents.all_at(head) or _owners(head, referents, knowledge)
            found.update((referents.governments.get(i, i), None) for i in indices)
    return tuple(i for i in found if is_actor(i, referents))


def _owners(noun: Token, referents: Referents, knowledge: Knowledge) -> tuple[int, ...]:
    """Whose a deed or a quality is, where that is said plainly enough to blame them for it."""
    if noun.lemma_.lower() in knowledge.words["not_doing"]:
        return ()  # what Iran's enemies do is not done by Iran
    vague = any(_is_vague(t, referents, knowledge) for t in noun.subtree if t != noun)
    if vague or _is_mutual(noun, referents) or _is_where(noun, referents, knowledge):
        return ()
    found = referents.owner(noun, of=noun.lemma_.lower() not in knowledge.words["done_to"])
    if noun.lemma_.lower() in knowledge.words["suffered"]:
        by = any(c.dep_ in ("prep", "agent") and c.lower_ == "by" for c in noun.children)
        found = found if by else tuple(i for i in found if referents.drafts[i].kind is not Kind.PERSON)
    return found


def _is_where(noun: Token, referents: Referents, knowledge: Knowledge) -> bool:
    """Whether what stands before a bad thing says where it is: "the Syrian war", "Tehran's bombings"."""
    if noun.lemma_.lower() not in knowledge.words["located_ills"]:
        return False
    before = [c for c in noun.children if c.i < noun.i]
    return not any(c.lower_ == "by" for c in noun.children) and any(
        c.i in referents.adjectives
        or (c.dep_ in ("poss", "compound") and c.text in knowledge.capitals)
        or (c.dep_ == "compound" and c.i in referents.named)
        for c in before
    )


def _is_mutual(noun: Token, referents: Referents) -> bool:
    """Whether a noun is of two, and so no more of one than of the other: "the Saudi-Iranian animosity"."""
    return any(
        child.i > 1
        and child.nbor(-1).text in ("-", "–")
        and child.i in referents.adjectives
        and child.i - 2 in referents.adjectives
        for child in noun.lefts
    )


def _is_vague(noun: Token, referents: Referents, knowledge: Knowledge) -> bool:
    """Whether a noun may mean somebody else than the one it is tied to: "terrorists", "the president"."""
    if noun.pos_ != "NOUN" or noun.i not in referents.meant:
        return False
    bare_role = noun.lemma_.lower() in knowledge.roles and all(c.dep_ == "det" for c in noun.children)
    return bare_role or knowledge.groups.get(noun.lower_) == "member"
