"""Graph file → a store elsewhere, by the SPARQL 1.1 Graph Store Protocol: whole, or not at all."""

from __future__ import annotations

import hashlib
from contextlib import suppress
from itertools import batched
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import pyoxigraph as ox
import requests
from requests.adapters import HTTPAdapter
from urllib3.util.retry import Retry

from graphbuild.errors import InputError, OutputError
from graphbuild.query import open_source

_TRIES = 5
_WAIT = 0.5  # seconds before the second try, doubled before each further one
_PART = 100_000  # triples sent at a time to a store that moves them to their place
_TIMEOUT = (10, 600)  # seconds to connect, and between two parts of an answer
_BUSY = (429, 502, 503, 504)


def push(path: Path, to: str, *, graph: str | None = None, update: str | None = None) -> int:
    """A graph file and the address of a Graph Store → how many triples stand there now.

    What the store's graph held before (`graph` names it; None: the default graph) is replaced. The
    file is sent in one PUT, which a conforming store takes as a whole or not at all. With `update`,
    the address of the store's SPARQL Update, it is sent in parts to a graph aside, and moved to its
    place in one step when it is all there: for graphs larger than the store takes at a time. Every
    request is sent again where the connection breaks or the store is busy; in the end the graph is
    read back and counted. Credentials are those of the address or of ~/.netrc. Raises InputError on
    what cannot be sent, OutputError where it did not arrive.
    """
    for address in filter(None, (to, update)):
        if urlsplit(address).scheme not in ("http", "https") or not urlsplit(address).hostname:
            raise InputError(f"{address!r} is no http or https address of a store")
    source = open_source(path)
    if graph is not None:
        try:
            ox.NamedNode(graph)
        except ValueError as error:
            raise InputError(f"{graph!r} is no IRI of a graph: {error}") from error
    # As N-Triples, the form that every store reads fastest; named graphs become one.
    body = source.store.dump(format=ox.RdfFormat.N_TRIPLES, from_graph=ox.DefaultGraph()) or b""
    store = _Store(to, len(source.store))
    with store.session:
        if update is None:
            store.send("PUT", graph, body)
            return store.count(graph)
        # Named after what it holds: a push that was broken off is taken up, not added to.
        aside = f"urn:graphbuild:incoming:{hashlib.sha256(body).hexdigest()[:16]}"
        try:
            lines = body.splitlines(keepends=True)
            for part in batched(lines, _PART):
                store.send("POST", aside, b"".join(part))
            store.count(aside)
            place = "DEFAULT" if graph is None else f"GRAPH <{graph}>"
            store.update(update, f"MOVE GRAPH <{aside}> TO {place}")
        except OutputError:
            with suppress(OutputError):
                store.update(update, f"DROP SILENT GRAPH <{aside}>")
            raise
        return store.count(graph)


class _Store:
    """A Graph Store that is to hold so many triples; requests to it are repeated where they break."""

    def __init__(self, to: str, triples: int) -> None:
        self._to = to
        self._triples = triples
        self.session = requests.Session()
        tries = Retry(
            total=_TRIES,
            allowed_methods=None,  # any may be repeated: triples that are there already stay the same
            status_forcelist=_BUSY,
            backoff_factor=_WAIT,
            raise_on_status=False,
        )
        for scheme in ("http://", "https://"):
            self.session.mount(scheme, HTTPAdapter(max_retries=tries))

    def send(self, method: str, graph: str | None, body: bytes) -> None:
        """Triples → a graph of the store (None: the default one)."""
        headers = {"Content-Type": "application/n-triples"}
        with _ask(self.session, method, self._to, _where(graph), headers, body):
            pass

    def update(self, to: str, text: str) -> None:
        """SPARQL Update → done by the store."""
        headers = {"Content-Type": "application/sparql-update"}
        with _ask(self.session, "POST", to, {}, headers, text.encode("utf-8")):
            pass

    def count(self, graph: str | None) -> int:
        """A graph of the store → how many triples it holds. Raises OutputError where it is not all."""
        accept = {"Accept": "application/n-triples"}
        with _ask(self.session, "GET", self._to, _where(graph), accept) as answer:
            answer.raw.decode_content = True
            try:
                landed = sum(1 for _ in ox.parse(answer.raw, format=ox.RdfFormat.N_TRIPLES))
            except (SyntaxError, OSError, requests.RequestException) as error:
                raise OutputError(
                    f"{_named(self._to)} has the graph, but it could not be read back: {error}"
                ) from error
        if landed != self._triples:
            raise OutputError(f"{_named(self._to)} holds {landed:,} triples of {self._triples:,}: push again")
        return landed


def _where(graph: str | None) -> dict[str, str]:
    return {"default": ""} if graph is None else {"graph": graph}


def _ask(
    session: requests.Session,
    method: str,
    to: str,
    where: dict[str, str],
    headers: dict[str, str],
    body: bytes | None = None,
) -> requests.Response:
    """A request → its answer, if it is one of success. Raises OutputError."""
    try:
        answer = session.request(
            method,
            to,
            params=where,
            headers=headers,
            data=body,
            timeout=_TIMEOUT,
            stream=True,
            allow_redirects=False,
        )
    except requests.RequestException as error:
        reason = " ".join(str(getattr(error.args[0], "reason", error) if error.args else error).split())
        raise OutputError(f"{_named(to)} cannot be reached: {reason[-200:]}") from error
    if not 200 <= answer.status_code < 300:
        said = " ".join(answer.text.split())[:200]
        raise OutputError(f"{_named(to)} answers {method} with {answer.status_code} {answer.reason}: {said}")
    return answer


def _named(to: str) -> str:
    """An address → the same without credentials and query."""
    parts = urlsplit(to)
    return urlunsplit((parts.scheme, parts.netloc.rpartition("@")[2], parts.path, "", ""))
