"""The program on one screen: paths or texts → articles → relations → one graph."""

from __future__ import annotations

import os
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from functools import cache, partial
from itertools import batched
from pathlib import Path
from typing import TYPE_CHECKING

from graphbuild.errors import GraphbuildError, InputError
from graphbuild.gazetteer import read_cities
from graphbuild.kg import KnowledgeGraph
from graphbuild.knowledge import load_knowledge, ontology_path
from graphbuild.model import Article, Graph, Issue
from graphbuild.rdf import DEFAULT_BASE, Namespaces, Provenance
from graphbuild.version import VERSION

if TYPE_CHECKING:
    from spacy.language import Language

    from graphbuild.identity import Judgement

type Batch = tuple[Article | Issue, ...]
type Extracted = tuple[list[Graph], list[Issue]]

# Articles parsed at a time: few enough for an even progress bar, many enough for the model.
_BATCH = 16


def build(
    *paths: Path | str,
    model: str | None = None,
    ontology: Path | str | None = None,
    base_iri: str = DEFAULT_BASE,
    judgements: Iterable[Judgement] = (),
    processes: int = 1,
    progress: Callable[[int], None] | None = None,
) -> KnowledgeGraph:
    """Files, folders and globs of articles → their knowledge graph.

    `model` names a spaCy pipeline and `ontology` a folder like `ontology/` (None: the ones
    that come with the package); `judgements` are what people said of names (see
    `read_judgements`). With `processes` over 1 the articles are shared out; the
    graph is the same. `progress` is called with the number of articles done so far. What is
    doubtful in an article becomes an issue of the graph; raises InputError, ModelError or
    KnowledgeError before the first article is read.
    """
    from graphbuild.read import load_boilerplate, read_articles

    folder = Path(ontology) if ontology else ontology_path()
    sources = read_articles(paths, boilerplate=load_boilerplate(folder / "boilerplate.toml"))
    return _build(sources, model, folder, base_iri, processes, progress, judgements)


def build_texts(
    texts: Iterable[str | Article],
    *,
    model: str | None = None,
    ontology: Path | str | None = None,
    base_iri: str = DEFAULT_BASE,
    judgements: Iterable[Judgement] = (),
    processes: int = 1,
    progress: Callable[[int], None] | None = None,
) -> KnowledgeGraph:
    """Texts in memory → their knowledge graph; see `build` for the options and errors.

    A string is cleaned like a file and becomes the article `text-1`, `text-2`, ...; an
    `Article` is taken as it is, with its id, title and date (against which "last week" is read).
    """
    from graphbuild.read import load_boilerplate, read_text

    folder = Path(ontology) if ontology else ontology_path()
    boilerplate = load_boilerplate(folder / "boilerplate.toml")
    sources = (
        text if isinstance(text, Article) else read_text(text, id=f"text-{number}", boilerplate=boilerplate)
        for number, text in enumerate(texts, start=1)
    )
    return _build(sources, model, folder, base_iri, processes, progress, judgements)


def _build(
    sources: Iterable[Article | Issue],
    model: str | None,
    ontology: Path,
    base_iri: str,
    processes: int,
    progress: Callable[[int], None] | None,
    judgements: Iterable[Judgement],
) -> KnowledgeGraph:
    if processes < 1:
        raise InputError(f"processes must be 1 or more, not {processes}")
    Namespaces(base_iri)  # raises where it is no base
    knowledge = load_knowledge(ontology)
    read_cities(knowledge.lexicon)  # here too, so that a broken table is known before any work
    nlp = _load_language(model, knowledge.abbreviations)  # and a missing model
    extract_batch = partial(_extract_batch, model, ontology)
    batches: Iterator[Batch] = batched(sources, _BATCH)
    extracted = map(extract_batch, batches) if processes == 1 else _share(extract_batch, batches, processes)

    graphs: list[Graph] = []
    issues: list[Issue] = []
    for batch_graphs, batch_issues in extracted:
        graphs += batch_graphs
        issues += batch_issues
        if progress:
            progress(len(graphs))
    # By name and version, never by folder: a graph says nothing about the machine it was built on.
    named = "{}_{} {}".format(*(nlp.meta.get(key, "unknown") for key in ("lang", "name", "version")))
    provenance = Provenance(VERSION, named)
    return KnowledgeGraph.of(
        graphs, knowledge, judgements=judgements, issues=issues, base_iri=base_iri, provenance=provenance
    )


def _extract_batch(model: str | None, ontology: Path, batch: Batch) -> Extracted:
    from graphbuild.extract import extract
    from graphbuild.language import parse

    knowledge = load_knowledge(ontology)
    nlp = _load_language(model, knowledge.abbreviations)
    graphs: list[Graph] = []
    issues = [source for source in batch if isinstance(source, Issue)]
    for parsed in parse(nlp, (source for source in batch if isinstance(source, Article))):
        if isinstance(parsed, Issue):
            issues.append(parsed)
            continue
        doc, article = parsed
        try:
            graph, article_issues = extract(doc, article, knowledge)
        except Exception as error:  # a fault of ours over one article must not cost the others
            fault = f"{type(error).__name__}: {error}"
            issues.append(Issue(article.id, f"left out: reading it failed ({fault}); please report it"))
            continue
        graphs.append(graph)
        issues += article_issues
    return graphs, issues


def _share(
    work: Callable[[Batch], Extracted], batches: Iterable[Batch], processes: int
) -> Iterator[Extracted]:
    """Batches → what `work` makes of each, in order, with a few batches in memory at a time."""
    from concurrent.futures import Future, ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool
    from multiprocessing import get_context

    # A fresh interpreter for each: a fork of a program with threads (a progress bar) may hang.
    pool = ProcessPoolExecutor(processes, get_context("spawn"), initializer=_start_worker)
    with pool:
        waiting: deque[Future[Extracted]] = deque()
        try:
            for batch in batches:
                waiting.append(pool.submit(work, batch))
                if len(waiting) > 2 * processes:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        except BrokenProcessPool as error:
            raise GraphbuildError("a process ended early, perhaps for want of memory: use fewer") from error
        finally:
            pool.shutdown(wait=False, cancel_futures=True)


def _start_worker() -> None:
    """Ctrl-C is for the parent to answer; and processes that all compute in threads slow each other down."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
        os.environ.setdefault(variable, "1")


@cache
def _load_language(model: str | None, abbreviations: frozenset[str]) -> Language:
    from graphbuild.language import load_language

    return load_language(model, abbreviations=abbreviations)
