"""Articles → which of them print one text: reprints of an agency, second editions, excerpts.

Texts are compared by their runs of six words, a sample of them that is the same in every text
(A. Z. Broder, "On the resemblance and containment of documents", 1997). The time grows with the
number of articles, as only texts that share a sampled run are compared at all.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from zlib import crc32

from graphbuild.model import Article

_RUN = 6  # words
_SAMPLED = 4  # one run in so many
_CONTAINED = 0.7  # of the shorter text's runs that the longer one has, for the two to be one text
_FEWEST = 6  # sampled runs in common; fewer are a quotation, or a short notice
_COMMON = 50  # a run in more texts than this is a house's boilerplate
_WORD = re.compile(r"\w+")


def group_reprints(articles: Iterable[Article]) -> Mapping[str, str]:
    """Articles → for each key the key of the first article (by key) that prints the same text."""
    runs = {article.key: _runs(article.text) for article in articles}
    keys_by_run: dict[int, list[str]] = defaultdict(list)
    for key in sorted(runs):
        for run in runs[key]:
            keys_by_run[run].append(key)
    shared: Counter[tuple[str, str]] = Counter()
    for keys in keys_by_run.values():
        if 1 < len(keys) <= _COMMON:
            shared.update((a, b) for n, a in enumerate(keys) for b in keys[n + 1 :])
    first = {key: key for key in runs}
    for (a, b), count in sorted(shared.items()):
        if count >= max(_FEWEST, _CONTAINED * min(len(runs[a]), len(runs[b]))):
            one, other = sorted((_root(first, a), _root(first, b)))
            first[other] = one
    return {key: _root(first, key) for key in first}


def _runs(text: str) -> frozenset[int]:
    words = _WORD.findall(text.lower())
    hashes = (crc32(" ".join(words[n : n + _RUN]).encode("utf-8")) for n in range(len(words) - _RUN + 1))
    return frozenset(value for value in hashes if value % _SAMPLED == 0)


def _root(first: Mapping[str, str], key: str) -> str:
    while first[key] != key:
        key = first[key]
    return key
