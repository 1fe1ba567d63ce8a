"""What several tests share: the model, the knowledge and a browser, each started once."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from spacy.language import Language

from graphbuild.knowledge import Knowledge, load_knowledge
from graphbuild.language import load_language
from tests.tools import require

if TYPE_CHECKING:
    from playwright.sync_api import Browser

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
# No sandbox, because tests run as root in containers; no background traffic of Chromium's own.
FLAGS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]


@pytest.fixture(scope="session")
def root() -> Path:
    """The folder of the repository."""
    return Path(__file__).parent.parent


@pytest.fixture(scope="session")
def knowledge() -> Knowledge:
    """What ontology/ says."""
    return load_knowledge()


@pytest.fixture(scope="session")
def nlp(knowledge: Knowledge) -> Language:
    """The default pipeline."""
    return load_language(abbreviations=knowledge.abbreviations)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A real Chromium."""
    require(find_spec("playwright") is not None, "Playwright")
    require(CHROMIUM is not None, "Chromium")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()
