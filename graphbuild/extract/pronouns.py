"""Pronouns → who is meant, sentence by sentence; and who speaks in each sentence."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from spacy.tokens import Doc, Span, Token

from graphbuild.extract.clauses import SUBJECTS, is_passive, subject_of
from graphbuild.extract.noun_phrases import described
from graphbuild.extract.referents import Referents
from graphbuild.knowledge import Knowledge
from graphbuild.model import Kind

_HE = frozenset(["he", "him", "his", "himself"])
_SHE = frozenset(["she", "her", "hers", "herself"])
_IT = frozenset(["it", "its", "itself"])
_THEY = frozenset(["they", "their", "them"])
_SPEAKER = frozenset(["i", "me", "my", "we", "us", "our"])
_QUOTES = frozenset(['"', "“", "”"])
_OPENING = frozenset(['"', "“"])
_DEMAND = frozenset(["ask", "demand", "insist", "propose", "recommend", "request", "suggest", "urge"])
_ON_OTHERS = frozenset(["sanctioned", "designatedTerrorist"])
_LONG = 12  # sentences of a quotation
_RECENT = 60  # tokens before a sentence in which a person, if there is only one, may be meant
_SHORT = 12  # a sentence of fewer tokens does not change what the text is about


def tie_pronouns(
    doc: Doc, referents: Referents, meant: dict[int, tuple[int, ...]], knowledge: Knowledge
) -> dict[int, tuple[int, ...]]:
    """Adds to `meant`, which is that of `referents`; returns who speaks, by their sentence's start."""
    speakers: dict[int, tuple[int, ...]] = {}
    topic: tuple[int, ...] = ()
    speaker_before: tuple[int, ...] = ()
    open_quote = False
    since = 0  # behind the last sentence about somebody of whom nothing is known
    for sent in doc.sents:
        reopened = False
        if sent.start and "\n" in doc[sent.start - 1].text_with_ws + sent[0].text:
            reopened = open_quote = open_quote and sent[0].text in _QUOTES
        quoted = frozenset(t.i for t in sent if t.i in referents.quoted)
        told = _speaker(sent, referents, knowledge) or speaker_before if quoted else ()
        for token in sent:
            if token.pos_ in ("PRON", "DET") and token.i not in meant:
                found = _spoken_of(token, quoted, sent, referents, knowledge) or _meant(
                    token, sent, referents, topic, since, knowledge
                )
                if found and not (token.i in quoted and set(found) & set(told)):
                    meant[token.i] = found
        speaker = _speaker(sent, referents, knowledge)
        if not speaker and sent[0].text in _QUOTES and not open_quote:
            speaker = _speaker_ahead(sent, speaker_before, referents, knowledge)
        elif not speaker and open_quote:
            speaker = speaker_before
        if speaker:
            speakers[sent.start] = speaker
            own = (t.i for t in sent if t.lower_ in _SPEAKER and t.pos_ == "PRON")
            meant.update(dict.fromkeys(own, speaker))
        if (sum(token.text in _QUOTES for token in sent) - reopened) % 2:
            open_quote = not open_quote
        speaker_before = speaker or (speaker_before if open_quote else ())
        if any(_is_somebody(t, knowledge) and not referents.at(t) for t in sent):
            since = sent.end
        topic = _main_subject(sent, referents) or _still_meant(topic, sent, referents, knowledge)
    return speakers


def _meant(
    token: Token, sent: Span, referents: Referents, topic: tuple[int, ...], since: int, knowledge: Knowledge
) -> tuple[int, ...]:
    word = token.lower_
    if word == "whose":
        return _whose(token, referents)
    if word in _HE or word in _SHE:
        return _person_meant(token, sent, referents, topic, since, "m" if word in _HE else "f")
    if word in _IT or word in _THEY:
        found = _body_meant(token, sent, referents, topic, word in _THEY)
        return () if _is_punished(token, found, referents, knowledge) else found
    return ()


def _spoken_of(
    token: Token, quoted: frozenset[int], sent: Span, referents: Referents, knowledge: Knowledge
) -> tuple[int, ...]:
    """Whom a quotation is about by what follows it: "“He lied,” Starmer said of Johnson"."""
    if token.i not in quoted or token.lower_ not in _HE | _SHE | _IT | _THEY:
        return ()
    for of in sent:
        if of.dep_ != "prep" or of.lower_ not in ("of", "about") or of.i < token.i or of.i in quoted:
            continue
        if knowledge.reporting.get(of.head.lemma_.lower()) == "say":
            found = tuple(i for t in of.children if t.dep_ == "pobj" for i in referents.at(t))
            person = token.lower_ in _HE | _SHE
            if len(found) == 1 and (referents.drafts[found[0]].kind is Kind.PERSON) == person:
                return found
    return ()


def _is_punished(token: Token, meant: tuple[int, ...], referents: Referents, knowledge: Knowledge) -> bool:
    """Whether somebody would put sanctions on his own: "having blacklisted its attorney general"."""
    noun = token.head
    if token.dep_ != "poss" or noun.dep_ != "dobj":
        return False
    patterns = knowledge.patterns.get(("verb", noun.head.lemma_.lower()), ())
    doers = {i for t in subject_of(noun.head) for i in referents.all_at(t)}
    return not doers.isdisjoint(meant) and any(
        p.predicate in _ON_OTHERS and any(s.path == "object" and s.role == "R" for s in p.slots)
        for p in patterns
    )


def _whose(token: Token, referents: Referents) -> tuple[int, ...]:
    """ "Guyana, whose border with Venezuela": the noun before the clause, if only one is named there."""
    clause = token.head
    while clause.dep_ != "relcl" and clause.head != clause:
        clause = clause.head
    found = referents.at(described(clause.head)) if clause.dep_ == "relcl" else ()
    return found if len(found) == 1 else ()


def _main_subject(sent: Span, referents: Referents) -> tuple[int, ...]:
    """Whom a sentence is about: the subject of its main verb."""
    root = sent.root
    passive = is_passive(root)
    subjects = (c for c in root.children if c.dep_ == "nsubjpass") if passive else subject_of(root)
    return tuple(i for token in subjects for i in referents.all_at(token))


def _still_meant(
    topic: tuple[int, ...], sent: Span, referents: Referents, knowledge: Knowledge
) -> tuple[int, ...]:
    """Whom the text is still about after a sentence with a subject that is nobody known.

    A short one changes nothing. After a longer one it is the same person, unless somebody else
    is in it who may be meant next.
    """
    if len(sent) < _SHORT:
        unknown = any(_is_somebody(t, knowledge) and not referents.at(t) for t in sent)
        return () if unknown else topic
    if len(topic) != 1 or referents.drafts[topic[0]].kind is not Kind.PERSON:
        return ()
    for token in sent:
        others = (i for i in referents.at(token) if i not in topic)
        if any(referents.drafts[i].kind is Kind.PERSON for i in others) or _is_somebody(token, knowledge):
            return ()
    return topic


def _is_somebody(noun: Token, knowledge: Knowledge) -> bool:
    """Whether a subject is one person of whom nothing is known: "a customs agent", "her lawyer"."""
    if noun.dep_ not in SUBJECTS:
        return False
    word, many = noun.lemma_.lower(), knowledge.groups.get(f"{noun.lemma_.lower()}s")
    named = noun.ent_type_ == "PERSON" or noun.lower_ in ("latter", "former")
    human = word in knowledge.roles or word in knowledge.kinship or many in ("people", "agent")
    human = human or knowledge.groups.get(word) == "people"
    return named or noun.lower_ in _HE | _SHE or (noun.tag_ in ("NN", "NNP") and human)


def _person_meant(
    token: Token, sent: Span, referents: Referents, topic: tuple[int, ...], since: int, gender: str
) -> tuple[int, ...]:
    """The person of "he" or "she": a subject before it, the only person before it, the last topic."""

    # "sent Zarif a message, congratulating him": nobody does it to himself without saying so
    doers = {i for t in subject_of(token.head) for i in referents.at(t)} if token.dep_ == "dobj" else set()
    if token.dep_ == "nsubj":  # "she thanked Mulilo"
        doers = {i for c in token.head.children if c.dep_ == "dobj" for i in referents.named.get(c.i, ())}
    if _is_asked(token):  # "wrote to Sunak, demanding that he resign"
        doers = {i for t in subject_of(token.head.head) for i in referents.at(t)}

    def fits(index: int) -> bool:
        draft = referents.drafts[index]
        return draft.kind is Kind.PERSON and draft.gender in ("", gender) and index not in doers

    joined = _joined_before(token, referents)
    if joined and fits(joined[0]):
        return joined
    ahead = _subject_ahead(token, referents)
    if ahead and fits(ahead[0]):
        return ahead
    subjects, people = _people_before(token, sent, referents, fits)
    adjunct = token.dep_ == "poss" and token.head.dep_ == "pobj"
    near = _beside_in_clause(token, referents, fits) if adjunct else ()
    if near:
        return near
    if token.dep_ in ("dobj", "dative") and len(subjects) > 1:
        return _subject_above(token, referents, fits) or subjects[:1]
    if subjects:
        return subjects[:1]
    for candidates in (people, tuple(i for i in topic if fits(i))):
        if candidates:
            return candidates if len(candidates) == 1 else ()
    recent = {
        index
        for i in range(max(sent.start - _RECENT, since), sent.start)
        for index in referents.named.get(i, ()) or referents.meant.get(i, ())
        if fits(index) or (token.dep_ == "nsubj" and index in doers)
    }
    return tuple(recent) if len(recent) == 1 and recent.isdisjoint(doers) else ()


def _subject_above(token: Token, referents: Referents, fits: Callable[[int], bool]) -> tuple[int, ...]:
    """The subject of the nearest clause around a pronoun's: "said that X was called in, where Y met him"."""
    own = _clause_head(token)
    for verb in token.ancestors:
        if verb.i != own and verb.pos_ in ("VERB", "AUX"):
            found = tuple(i for t in verb.children if t.dep_ in SUBJECTS for i in referents.at(t) if fits(i))
            if found:
                return found[:1]
    return ()


def _is_asked(token: Token) -> bool:
    """Whether a pronoun is whoever has to do what somebody else demands: "demanded that he resign"."""
    clause = token.head
    return (
        token.dep_ == "nsubj"
        and clause.dep_ == "ccomp"
        and clause.tag_ in ("VB", "VBP")
        and clause.head.lemma_ in _DEMAND
        and not any(c.dep_ == "aux" for c in clause.children)
    )


def _joined_before(token: Token, referents: Referents) -> tuple[int, ...]:
    """ "They accused Joe Biden and his son": a possessive in what is joined to a person means that person."""
    if token.dep_ != "poss" or token.head.dep_ != "conj":
        return ()
    first = token.head.head
    between = token.doc[first.i + 1 : token.i]
    return referents.at(first) if len(between) == 1 and between[0].lower_ in ("and", "&") else ()


def _beside_in_clause(token: Token, referents: Referents, fits: Callable[[int], bool]) -> tuple[int, ...]:
    """Whom a possessive means within its clause: the subject, or else the only person named in it.

    "Bahman said that Zarif discussed it on his visit", "those who sided with Hussein in his war".
    """
    verb = token
    while verb.head != verb and not any(c.dep_ in SUBJECTS for c in verb.children):
        verb = verb.head
    own = tuple(i for t in subject_of(verb) if t.i < token.i for i in referents.at(t) if fits(i))
    if own or verb.dep_ == "ROOT":
        return own if len(own) == 1 else ()
    named = {
        i for t in verb.subtree if verb.i < t.i < token.i for i in referents.named.get(t.i, ()) if fits(i)
    }
    return tuple(named) if len(named) == 1 else ()


def _people_before(
    token: Token, sent: Span, referents: Referents, fits: Callable[[int], bool]
) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Those whom a pronoun may mean in its own sentence: (the subjects among them, all)."""
    inside = [
        (index, other.dep_ in SUBJECTS)
        for other in sent
        if other.i < token.i
        for index in referents.at(other)
        if fits(index) and not _are_coarguments(other, token) and other.dep_ != "compound"
    ]
    subjects = dict.fromkeys(index for index, is_subject in inside if is_subject)
    return tuple(subjects), tuple(dict.fromkeys(index for index, _ in inside))


def _subject_ahead(token: Token, referents: Referents) -> tuple[int, ...]:
    """ "During his meeting with Abe, Rouhani said": a pronoun in a fronted phrase means the subject."""
    if token.dep_ != "poss":
        return ()
    phrase = token
    while phrase.head != phrase and (phrase.dep_ != "prep" or phrase.head.pos_ in ("NOUN", "PROPN")):
        if phrase.dep_ == "advcl":
            break
        phrase = phrase.head
    if phrase.dep_ not in ("prep", "advcl") or phrase.head.pos_ not in ("VERB", "AUX"):
        return ()
    subjects = [c for c in phrase.head.children if c.dep_ in SUBJECTS and c.i > token.i >= phrase.left_edge.i]
    found = tuple(i for c in subjects for i in referents.at(c))
    return found if len(found) == 1 else ()


def _are_coarguments(first: Token, second: Token) -> bool:
    """Whether two phrases are arguments of one verb: then a pronoun cannot mean the other."""
    return second.dep_ != "poss" and _clause_head(first) == _clause_head(second)


def _clause_head(token: Token) -> int:
    while token.head != token and token.pos_ not in ("VERB", "AUX"):
        token = token.head
    return token.i


def _body_meant(
    token: Token, sent: Span, referents: Referents, topic: tuple[int, ...], plural: bool
) -> tuple[int, ...]:
    """The state or body of "it" or "they": a subject before it, the only object before it, the last topic."""
    if token.dep_ not in ("nsubj", "nsubjpass", "poss"):
        return ()

    def fits(indices: Iterable[int]) -> tuple[int, ...]:
        found = tuple(i for i in indices if _may_be_it(i, referents))
        return found if plural or len(found) == 1 else ()

    own = _subject_of_own_clause(token) if token.dep_ == "poss" else None
    if own is not None:
        return fits(referents.all_at(own) or _in_apposition(own, referents))
    before = [other for other in sent if other.i < token.i]
    subjects = [
        t
        for t in before
        if t.dep_ in SUBJECTS and fits(referents.all_at(t)) and (plural or not _is_joined(t))
    ]
    if len({fits(referents.all_at(t)) for t in subjects}) > 1:
        # Of several the main clause's; where none is, nothing.
        subjects = [t for t in subjects if t.head == sent.root]
    if subjects:
        return fits(referents.all_at(subjects[0]))
    ahead = fits(_subject_ahead(token, referents))
    if ahead:
        return ahead
    objects = dict.fromkeys(
        i for t in before if t.dep_ in ("dobj", "pobj") for i in referents.at(t) if fits([i])
    )
    if objects:
        return tuple(objects) if len(objects) == 1 else ()
    return fits(topic)


def _is_joined(noun: Token) -> bool:
    """Whether a noun is one of several, named or not: "the US and other powers" are no "it"."""
    return any(c.dep_ == "conj" for c in noun.children)


def _subject_of_own_clause(token: Token) -> Token | None:
    """The subject before a possessive in its subordinate clause: "X said that Y was dissolved after its"."""
    verb = token.head
    while (verb.pos_ not in ("VERB", "AUX") or verb.dep_ == "prep") and verb.head != verb:
        verb = verb.head
    if verb.dep_ == "ROOT" or verb.pos_ not in ("VERB", "AUX"):
        return None
    return next((c for c in verb.children if c.dep_ in SUBJECTS and c.i < token.i and c.pos_ != "PRON"), None)


def _in_apposition(noun: Token, referents: Referents) -> tuple[int, ...]:
    """Those named in apposition to a noun: "its parent group, Jundullah"."""
    return tuple(i for c in noun.children if c.dep_ == "appos" for i in referents.at(c))


def _may_be_it(index: int, referents: Referents) -> bool:
    """Whether "it" may mean an entity: a state or a body, but not the medium that reports."""
    draft = referents.drafts[index]
    medium = draft.known is not None and draft.known.type == "media"
    return draft.kind in (Kind.STATE, Kind.ORGANISATION) and not medium


def _speaker(sent: Span, referents: Referents, knowledge: Knowledge) -> tuple[int, ...]:
    """Whoever says or denies something in a sentence, the main clause first."""
    verbs = [
        t for t in sent if t.pos_ == "VERB" and knowledge.reporting.get(t.lemma_.lower()) in ("say", "deny")
    ]
    outside = [t for t in verbs if t.i not in referents.quoted]
    introducer = () if outside else _introducer(sent, referents)
    for verb in () if introducer else sorted(outside or verbs, key=lambda t: (t.dep_ != "ROOT", t.i)):
        subjects = () if is_passive(verb) else subject_of(verb)
        found = tuple(i for t in subjects for i in referents.at(t)) or tuple(
            i for t in subjects if t.lemma_.lower() in knowledge.words["texts"] for i in referents.owner(t)
        )
        if found:
            return found
    return introducer


def _introducer(sent: Span, referents: Referents) -> tuple[int, ...]:
    """Whoever a clause before a colon or a comma and a quotation is about: "X defended it: “As I …”"."""
    for token in sent[2:-1]:
        if token.text in _OPENING and token.nbor(-1).text in (",", ":") and token.nbor(1).text[0].isupper():
            label = sent.doc[sent.start : token.i - 1]
            if token.nbor(-1).text == ":" and not any(t.pos_ in ("VERB", "AUX") for t in label):
                heads = (i for t in label for i in referents.named.get(t.i, ()))  # "Minister X: “We …”"
                people = tuple(dict.fromkeys(i for i in heads if referents.drafts[i].kind is Kind.PERSON))
                return people if len(people) == 1 else ()
            verb = sent.root if sent.root.i < token.i else token.nbor(-2)
            while verb.pos_ not in ("VERB", "AUX") and verb.head != verb:
                verb = verb.head
            subjects = [t for t in subject_of(verb) if t.i < verb.i < token.i]
            return tuple(i for t in subjects for i in referents.at(t)) if not is_passive(verb) else ()
    return ()


def _speaker_ahead(
    sent: Span, before: tuple[int, ...], referents: Referents, knowledge: Knowledge
) -> tuple[int, ...]:
    """Who speaks where a quotation opens: whoever is named where it closes, or who spoke before."""
    marks = sum(token.text in _QUOTES for token in sent)
    for _ in range(_LONG):
        if marks % 2 == 0 or sent.end >= len(sent.doc) or "\n" in sent.doc[sent.end - 1].text_with_ws:
            return before
        sent = sent.doc[sent.end].sent
        if "\n" in sent[0].text:
            return before
        marks += sum(token.text in _QUOTES for token in sent)
        found = _speaker(sent, referents, knowledge)
        if found:
            return found
        if marks % 2 == 0 and any(
            c.dep_ == "nsubj" and c.pos_ != "PRON"
            for t in sent
            if knowledge.reporting.get(t.lemma_.lower()) == "say"
            for c in t.children
        ):
            return ()  # somebody of whom nothing is known
    return before
