"""Graph file → a store elsewhere, by the SPARQL 1.1 Graph Store Protocol: whole, or not at all."""

from __future__ import annotations

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
_TIMEOUT = (10, 600)  # seconds to connect, and between two parts of an answer
_BUSY = (429, 502, 503, 504)


def push(path: Path, to: str, *, graph: str | None = None) -> int:
    """A graph file and the address of a Graph Store → how many triples stand there now.

    What the store's graph held before (`graph` names it; None: the default graph) is replaced. The
    file is sent in one PUT, which a conforming store takes as a whole or not at all, and which is
    sent again where the connection breaks or the store is busy; then it is read back and counted.
    Credentials are those of the address or of ~/.netrc. Raises InputError on what cannot be sent,
    OutputError where it did not arrive.
    """
    if urlsplit(to).scheme not in ("http", "https") or not urlsplit(to).hostname:
        raise InputError(f"{to!r} is no http or https address of a Graph Store")
    source = open_source(path)
    if graph is not None:
        try:
            ox.NamedNode(graph)
        except ValueError as error:
            raise InputError(f"{graph!r} is no IRI of a graph: {error}") from error
    # As N-Triples, the form that every store reads fastest; named graphs become one.
    body = source.store.dump(format=ox.RdfFormat.N_TRIPLES, from_graph=ox.DefaultGraph()) or b""
    where = {"default": ""} if graph is None else {"graph": graph}
    with requests.Session() as session:
        tries = Retry(
            total=_TRIES,
            allowed_methods=None,  # PUT and GET alone are used, and either may be repeated
            status_forcelist=_BUSY,
            backoff_factor=_WAIT,
            raise_on_status=False,
        )
        for scheme in ("http://", "https://"):
            session.mount(scheme, HTTPAdapter(max_retries=tries))
        headers = {"Content-Type": "application/n-triples"}
        with _ask(session, "PUT", to, where, headers, body):
            pass
        with _ask(session, "GET", to, where, {"Accept": "application/n-triples"}) as answer:
            answer.raw.decode_content = True
            try:
                landed = sum(1 for _ in ox.parse(answer.raw, format=ox.RdfFormat.N_TRIPLES))
            except (SyntaxError, OSError, requests.RequestException) as error:
                raise OutputError(
                    f"{_named(to)} has the graph, but it could not be read back: {error}"
                ) from error
    if landed != len(source.store):
        raise OutputError(f"{_named(to)} holds {landed:,} triples of {len(source.store):,}: push again")
    return landed


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
