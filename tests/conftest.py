"""What several tests share: the model and the knowledge, loaded once."""

from pathlib import Path

import pytest
from spacy.language import Language

from graphbuild.knowledge import Knowledge, load_knowledge
from graphbuild.language import load_language


@pytest.fixture(scope="session")
def root() -> Path:
    """The folder of the repository."""
    return Path(__file__).parent.parent


@pytest.fixture(scope="session")
def knowledge() -> Knowledge:
    """What ontology/ says."""
    return load_knowledge()


@pytest.fixture(scope="session")
def nlp() -> Language:
    """The default pipeline."""
    return load_language()
