"""The noun `Referents`: who is meant at each token of a Doc, within one article."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from spacy.tokens import Token

from graphbuild.extract.drafts import Draft
from graphbuild.extract.noun_phrases import conjuncts
from graphbuild.model import Kind

_UPON = frozenset(["against", "on", "upon"])
_LEAD = frozenset(["chair", "front", "head", "lead"])


@dataclass(frozen=True, slots=True)
class Referents:
    """Who is meant where: indices into `drafts` by token index.

    `named` maps the tokens of names and roles, `meant` those of pronouns and other nouns;
    `adjectives` maps a nationality ("Russian") to its state; `speakers` each sentence's start to
    whoever speaks in it. `collective` are the tokens of people who only act for an entity,
    `home` the state that the article is written from, `subject` the one it is about, `governments`
    the states of capitals that are named as places, `quoted` the tokens inside quotation marks,
    `event_nouns` the nouns whose "of" is not their owner, `measures` those that only measure another,
    `delegations` those for people who are sent,
    `dateline` the place where the article says that it is written, if it speaks of it as "here".
    """

    drafts: tuple[Draft, ...]
    named: Mapping[int, tuple[int, ...]]
    meant: Mapping[int, tuple[int, ...]]
    adjectives: Mapping[int, tuple[int, ...]]
    speakers: Mapping[int, tuple[int, ...]] = field(default_factory=dict)
    collective: frozenset[int] = frozenset()
    home: int | None = None
    dateline: int | None = None
    subject: int | None = None
    governments: Mapping[int, int] = field(default_factory=dict)
    event_nouns: frozenset[str] = frozenset()
    quoted: frozenset[int] = frozenset()
    measures: frozenset[str] = frozenset()
    delegations: frozenset[str] = frozenset()

    def at(self, token: Token) -> tuple[int, ...]:
        """The entities that a noun phrase's head stands for, without those joined to it."""
        return self.named.get(token.i) or self.meant.get(token.i) or self._explaining(token)

    def _explaining(self, token: Token) -> tuple[int, ...]:
        """Whom a noun with an article only explains: "Al-Shabaab, a group that", "Hamas, the militia"."""
        if token.dep_ != "appos" or token.pos_ != "NOUN" or token.tag_ != "NN":
            return ()
        if not any(c.lower_ in ("a", "an") for c in token.children):
            return ()
        return self.named.get(token.head.i, ())

    def person_beside(self, token: Token) -> tuple[int, ...]:
        """Who a noun for somebody's man is, where his name follows: "an Iranian general, Soleimani"."""
        if token.i not in self.meant or token.pos_ == "PRON" or self._spelled_out(token):
            return ()
        for child in token.children:
            found = self.named.get(child.i, ()) if child.dep_ == "appos" else ()
            if found and all(self.drafts[i].kind is Kind.PERSON for i in found):
                return found
        return ()

    def all_at(self, token: Token, before: Token | None = None) -> tuple[int, ...]:
        """The entities of a noun phrase and of those joined to it by "and", if only `before` a token."""
        found = dict.fromkeys(
            i
            for head in conjuncts(token)
            if before is None or head.i < before.i
            for i in self._spelled_out(head)
            or self._listed(head)
            or self._led_by(head)
            or self.at(head)
            or self._examples(head)
        )
        return tuple(found)

    def _listed(self, token: Token) -> tuple[int, ...]:
        """The first two of a list of states, read as an apposition: "Ireland, Norway and Spain"."""
        for child in token.children:
            if child.dep_ == "appos" and any(c.dep_ == "cc" for c in child.children):
                pair = (*self.named.get(token.i, ()), *self.named.get(child.i, ()))
                if len(pair) == 2 and all(self.drafts[i].kind is Kind.STATE for i in pair):
                    return pair
        return ()

    def _led_by(self, token: Token) -> tuple[int, ...]:
        """Who is named as the head of those sent: "a delegation led by Baradar"."""
        if token.lemma_.lower() not in self.delegations:
            return ()
        clauses = [token, token.head] if token.dep_ == "nsubj" else [token]
        for clause in (c for word in clauses for c in word.children):
            if clause.tag_ != "VBN" or clause.dep_ not in ("acl", "relcl", "advcl"):
                continue
            if clause.lemma_ not in _LEAD:
                continue
            for by in clause.children:
                found = self._objects(by) if by.dep_ == "agent" else ()
                if found and all(self.drafts[i].kind is Kind.PERSON for i in found):
                    return found
        return ()

    def _spelled_out(self, token: Token) -> tuple[int, ...]:
        """Those whom a list after a noun names: "five members of the Council – China, France and Russia"."""
        if token.tag_ not in ("NNS", "NNPS") or (token.i in self.named and token.i not in self.collective):
            return ()
        for child in token.children:
            if child.dep_ == "appos" and child.i > token.i:
                listed = [i for head in conjuncts(child) for i in self.named.get(head.i, ())]
                kinds = {self.drafts[i].kind for i in listed}
                if len(listed) > 1 and kinds in ({Kind.STATE}, {Kind.PERSON}):
                    return tuple(listed)
        return ()

    def owner(self, noun: Token, *, of: bool = True) -> tuple[int, ...]:
        """Whoever stands behind a thing: "Israel's attack", "the Israeli attack", "the attack by Israel".

        `of` tells whether a phrase with "of" may name its owner: the betrayal of Kenya is not Kenya's.
        """
        for child in noun.children:
            if child.dep_ == "poss":
                return self.all_at(child)
        for found in self._doers(noun):
            if found:
                return found
        upon = any(c.dep_ == "prep" and c.lower_ in _UPON for c in noun.children)
        if not of or (noun.lemma_.lower() in self.event_nouns and not upon):
            return ()  # "of" names whom it is done to, unless they are named as well
        for child in noun.children:
            if child.dep_ == "prep" and child.lower_ in ("of", "from"):
                return self._objects(child)
        return ()

    def _examples(self, token: Token) -> Iterator[int]:
        """Those named as some of many: "12 of 34 capitals, including Kandahar and Herat"."""
        for child in token.children:
            if (
                child.lower_ in ("including", "like")
                or (child.lower_ == "as" and any(t.lower_ == "such" for t in child.children))
                or (child.dep_ == "prep" and child.lower_ == "of" and self._counts(token))
            ):
                yield from self._objects(child)
            elif child.dep_ == "relcl" and child.lemma_ == "include":  # "his critics, who include"
                yield from (i for t in child.children if t.dep_ == "dobj" for i in self.all_at(t))
        if token.dep_ == "nsubj" and token.head.lemma_ == "include" and token.tag_ == "NNS":
            # "the states that recognise it include Paraguay and Belize"
            yield from (i for t in token.head.children if t.dep_ == "dobj" for i in self.all_at(t))

    def _counts(self, token: Token) -> bool:
        return bool(token.like_num) or token.lemma_ in self.measures

    def _objects(self, preposition: Token) -> tuple[int, ...]:
        return tuple(i for t in preposition.children if t.dep_ == "pobj" for i in self.all_at(t))

    def _doers(self, noun: Token) -> Iterator[tuple[int, ...]]:
        """Those who do what a noun names, the surest first; some are nobody."""
        for child in noun.children:
            if child.dep_ in ("prep", "agent") and child.lower_ == "by":
                yield self._objects(child)
        for child in noun.children:
            if child.dep_ in ("amod", "compound", "nmod"):
                yield self.adjectives.get(child.i) or self.at(child)
        for child in noun.children:
            # "the occupation of Palestine by Israel"
            if child.dep_ == "prep" and child.lower_ in ("of", "from"):
                for token in child.children:
                    for by in token.children:
                        if by.lower_ == "by" or by.dep_ == "agent":
                            yield self._objects(by)
        for child in noun.children:
            # "sanctions imposed by the US"
            if child.dep_ == "acl" and child.tag_ == "VBN":
                for by in child.children:
                    if by.dep_ == "agent":
                        yield self._objects(by)
