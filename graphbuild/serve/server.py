"""The HTTP side of `graphbuild serve`: routes, content negotiation, limits. HTTP itself is Starlette's.

The server listens on this machine only. It reads, never writes; it answers to its own name only, so
that no web page elsewhere can ask it through the browser; a query that takes too long dies with the
process that it runs in.
"""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator, Callable, Iterable
from concurrent.futures import TimeoutError as FutureTimeoutError
from contextlib import asynccontextmanager
from importlib.resources import files
from multiprocessing import get_context
from pathlib import Path
from urllib.parse import parse_qs

import pyoxigraph as ox
import uvicorn
from pebble import ProcessExpired, ProcessPool
from starlette.applications import Starlette
from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from webob.acceptparse import create_accept_header

from graphbuild.errors import GraphbuildError, InputError, QueryError
from graphbuild.knowledge import ontology_path
from graphbuild.query import read_queries
from graphbuild.rdf.names import as_minted
from graphbuild.serve import answers, pages
from graphbuild.serve.description import service_description
from graphbuild.serve.store import Served, make_store

BODY_LIMIT = 1024 * 1024  # bytes of a query
HOSTS = ["127.0.0.1", "localhost"]
_WORKERS = 2
_VIEW_SECONDS = 600.0  # drawn once, however large the graph is
_WAITING = 8  # requests that may wait for a worker; more are sent away
_HTML = "text/html"
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
    "font-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)


def serve(path: Path, *, port: int, seconds: float, started: Callable[[str], None]) -> None:
    """A graph file → its server on this machine, until it is interrupted. Raises InputError.

    `port` 0 is any that is free; `started` is told the address; `seconds` is what a query may take.
    """
    served = make_store(path)
    listener = socket.socket()
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind(("127.0.0.1", port))
        listener.listen()  # now, so that whoever is told the address may come at once
    except OSError as error:
        raise InputError(
            f"cannot listen on port {port}: {error.strerror}; choose another with --port"
        ) from error
    started(f"http://127.0.0.1:{listener.getsockname()[1]}/")
    config = uvicorn.Config(
        make_app(served, seconds), log_level="error", server_header=False, timeout_graceful_shutdown=2
    )
    uvicorn.Server(config).run(sockets=[listener])


def make_app(served: Served, seconds: float = 30) -> Starlette:
    """A graph → the application that serves it."""
    graph = _Graph(served, seconds)
    return Starlette(
        routes=[
            Route("/", graph.query_page),
            Route("/sparql", graph.sparql, methods=["GET", "POST"]),
            Route("/queries", graph.queries),
            Route("/view", graph.view),
            Mount("/static", StaticFiles(directory=str(files("graphbuild.serve") / "static"))),
            Route("/{path:path}", graph.resource),
        ],
        middleware=[
            Middleware(TrustedHostMiddleware, allowed_hosts=HOSTS),
            Middleware(_Guard),
        ],
        exception_handlers={HTTPException: _error, GraphbuildError: _error},
        lifespan=graph.lifespan,
    )


class _Graph:
    """The endpoints about one graph, and the processes that answer for them."""

    def __init__(self, served: Served, seconds: float) -> None:
        self._served, self._seconds = served, seconds
        self._addresses = pages.Addresses(served.base, served.prefixes)
        self._queue = asyncio.Semaphore(_WAITING)
        self._view: str | None = None

    @asynccontextmanager
    async def lifespan(self, app: Starlette) -> AsyncIterator[None]:
        # A fresh interpreter for each: a fork of a server may hang.
        self._pool = ProcessPool(
            _WORKERS, context=get_context("spawn"), initializer=answers.start, initargs=[self._served]
        )
        try:
            yield
        finally:
            self._pool.stop()  # type: ignore[no-untyped-call]
            self._pool.join()

    async def query_page(self, request: Request) -> Response:
        return HTMLResponse(pages.query_page(self._served.file.name))

    async def queries(self, request: Request) -> Response:
        named = read_queries(ontology_path() / "queries").values()
        return JSONResponse([{"name": q.name, "title": q.title, "text": q.standalone} for q in named])

    async def view(self, request: Request) -> Response:
        if self._view is None:
            try:
                self._view = await self._ask(answers.view, seconds=_VIEW_SECONDS)
            except InputError as error:
                raise HTTPException(404, f"no network can be drawn: {error}") from error
        return HTMLResponse(self._view)

    async def sparql(self, request: Request) -> Response:
        """SPARQL 1.1 Protocol, section 2.1; without a query, the service's description."""
        fields = await _fields(request)
        if "update" in fields:
            raise HTTPException(403, "updates are refused: the graph is read only")
        if "query" not in fields:
            return self._description(request)
        if len(fields["query"]) > 1:
            raise HTTPException(400, "give one query, not several")
        try:
            query = answers.Query(
                fields["query"][0],
                _negotiated(request, answers.RESULTS),
                _negotiated(request, answers.STATEMENTS),
                tuple(ox.NamedNode(iri).value for iri in fields.get("default-graph-uri", ())),
                tuple(ox.NamedNode(iri).value for iri in fields.get("named-graph-uri", ())),
            )
        except ValueError as error:
            raise HTTPException(400, f"not the IRI of a graph: {error}") from error
        media, content = await self._ask(answers.answer, query)
        return Response(content, media_type=media)

    def _description(self, request: Request) -> Response:
        if request.method == "POST":
            raise HTTPException(
                400, "no query given: send it as the field query, or as application/sparql-query"
            )
        media = _negotiated(request, (*answers.STATEMENTS, _HTML))
        if media == _HTML:
            return RedirectResponse("/")
        if media is None:
            raise HTTPException(406, "the service is described in " + ", ".join(answers.STATEMENTS))
        described = service_description(str(request.url.replace(query="")), answers.STATEMENTS[media])
        return Response(described, media_type=media)

    async def resource(self, request: Request) -> Response:
        """Any IRI that begins as the graph's do → what the graph says of it."""
        local = as_minted(request.scope["raw_path"].decode("ascii", "replace").removeprefix("/"))
        is_ontology = local == "ontology"
        iri = pages.GB if is_ontology else self._served.base + local
        media = _negotiated(request, (_HTML, *answers.STATEMENTS))
        if media is None:
            raise HTTPException(406, f"there are {_HTML}, {', '.join(answers.STATEMENTS)}")
        try:
            node = str(ox.NamedNode(iri))
        except ValueError as error:
            raise HTTPException(404, "not an IRI of this graph") from error
        if media != _HTML:
            content = await self._ask(answers.statements_about, iri, media, is_ontology)
            if content is None:
                raise HTTPException(404, f"the graph says nothing of {iri}")
            return Response(content, media_type=media, headers={"Vary": "Accept"})
        if is_ontology:
            terms = await self._ask(answers.rows, pages.query_for_terms())
            return HTMLResponse(pages.ontology_page(terms, self._addresses), headers={"Vary": "Accept"})
        about, pointing = [await self._ask(answers.rows, query) for query in pages.queries_about(node)]
        if not (about or pointing):
            raise HTTPException(404, f"the graph says nothing of {iri}")
        page = pages.resource_page(iri, about, pointing, self._addresses)
        return HTMLResponse(page, headers={"Vary": "Accept"})

    async def _ask[*A, T](self, work: Callable[[*A], T], *arguments: *A, seconds: float | None = None) -> T:
        """Work for a worker → what it comes to, within the time limit."""
        limit = seconds or self._seconds
        if self._queue.locked():
            raise HTTPException(503, "too many queries are waiting: try again")
        async with self._queue:
            future = self._pool.schedule(work, args=arguments, timeout=limit)
            try:
                answered: T = await asyncio.wrap_future(future)
            except (FutureTimeoutError, TimeoutError) as error:
                message = f"no answer within {limit:g} s: make the query narrower"
                raise HTTPException(503, message) from error
            except ProcessExpired as error:
                raise HTTPException(503, "the query ended its process, perhaps for want of memory") from error
            return answered


async def _fields(request: Request) -> dict[str, list[str]]:
    """The parameters of a SPARQL request, from its address and its body."""
    fields = parse_qs(request.url.query, keep_blank_values=True, max_num_fields=100)
    if request.method == "GET":
        return fields
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > BODY_LIMIT:
            raise HTTPException(413, f"a query of more than {BODY_LIMIT // 1024} KB is refused")
    media = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    try:
        text = body.decode("utf-8")
        match media:
            case "application/sparql-query":
                return {**fields, "query": [*fields.get("query", ()), text]}
            case "application/x-www-form-urlencoded":
                sent = parse_qs(text, keep_blank_values=True, max_num_fields=100)
                return {name: [*fields.get(name, ()), *sent.get(name, ())] for name in {**fields, **sent}}
            case "application/sparql-update":
                return {"update": [text]}
    except ValueError as error:
        raise HTTPException(400, f"cannot read the request: {error}") from error
    raise HTTPException(415, "send application/sparql-query or application/x-www-form-urlencoded")


def _negotiated(request: Request, offers: Iterable[str]) -> str | None:
    """Of media types, the one that the client likes best; None where it takes none of them."""
    accepted = create_accept_header(request.headers.get("accept")).acceptable_offers(list(offers))
    return accepted[0][0] if accepted else None


class _Guard:
    """No other site's page may ask; no answer may be taken for, or framed by, anything else."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or refuse it; add to its answer what browsers are to hold to."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        asked = Headers(scope=scope)
        if asked.get("origin") not in (None, f"http://{asked.get('host')}"):
            refusal = PlainTextResponse("pages of other sites may not ask this server\n", 403)
            await refusal(scope, receive, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers["X-Content-Type-Options"] = "nosniff"
                headers["Referrer-Policy"] = "no-referrer"
                headers["Cross-Origin-Resource-Policy"] = "same-origin"
                if scope["path"] != "/view":  # which brings a stricter one of its own
                    headers["Content-Security-Policy"] = _POLICY
            await send(message)

        await self._app(scope, receive, send_with_headers)


async def _error(request: Request, error: Exception) -> Response:
    status = (
        error.status_code
        if isinstance(error, HTTPException)
        else 400
        if isinstance(error, QueryError)
        else 406
    )
    message = error.detail if isinstance(error, HTTPException) else str(error)
    if request.url.path != "/sparql" and _negotiated(request, (_HTML, "text/plain")) == _HTML:
        return HTMLResponse(pages.error_page(status, message), status)
    return PlainTextResponse(message + "\n", status)
