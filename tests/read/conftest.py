from pathlib import Path

import pytest

from graphbuild.read import Boilerplate, load_boilerplate


@pytest.fixture(scope="session")
def boilerplate() -> Boilerplate:
    return load_boilerplate(Path(__file__).parents[2] / "ontology" / "boilerplate.toml")
