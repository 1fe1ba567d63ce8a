"""Each module imports only those above it, so the package can be read from top to bottom."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import graphbuild

PACKAGE = Path(__file__).parent.parent / "graphbuild"

# From the nouns down to the command line.
LAYERS = (
    "version",
    "model",
    "errors",
    "patterns",
    "spelling",
    "passages",
    "lexicon",
    "gazetteer",
    "knowledge",
    "read",
    "language",
    "extract",
    "component",
    "identity",
    "merge",
    "links",
    "resolve",
    "reprints",
    "rdf",
    "export",
    "network_files",
    "answer",
    "query",
    "push",
    "check",
    "view",
    "serve",
    "evaluate",
    "explain",
    "write",
    "kg",
    "build",
    "__init__",
    "cli",
)
# The same within the largest room, from a name down to an article.
EXTRACT = (
    "name",
    "lists",
    "known_names",
    "noun_phrases",
    "clauses",
    "towns",
    "entity_names",
    "bodies",
    "parents",
    "people",
    "name_kinds",
    "names",
    "role_nouns",
    "role_phrases",
    "roles",
    "role_lists",
    "role_links",
    "drafts",
    "home",
    "grouping",
    "referents",
    "quotations",
    "role_holders",
    "body_nouns",
    "nominals",
    "pronouns",
    "coreference",
    "date_words",
    "date_fields",
    "date_rules",
    "dates",
    "readings",
    "clause_marks",
    "noun_steps",
    "governors",
    "tales",
    "factuality",
    "claims",
    "post_bodies",
    "post_clauses",
    "posts",
    "affiliations",
    "memberships",
    "parts",
    "borders",
    "locations",
    "kin",
    "invitations",
    "stand_ins",
    "owners",
    "contests",
    "relations",
    "sides",
    "spine",
    "guests",
    "speech",
    "judged",
    "appraisals",
    "opposed",
    "demands",
    "places",
    "sources",
    "times",
    "settings",
    "visits",
    "article",
    "__init__",
)
SOURCES = sorted(PACKAGE.rglob("*.py"))


def layer_of(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imported_layers(path: Path) -> Iterator[str]:
    """A source file → the layers that it imports, inside functions too."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        names: list[str] = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: a relative import"
            names = [node.module or ""]
            if node.module == "graphbuild":
                names = [f"graphbuild.{alias.name}" for alias in node.names]
        for name in names:
            package, _, rest = name.partition(".")
            if package == "graphbuild":
                layer = rest.split(".")[0]
                yield layer if layer in LAYERS else "__init__"


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_a_module_imports_only_those_above_it(path: Path) -> None:
    assert layer_of(path) in LAYERS, f"give {path.name} its place in LAYERS"
    above = LAYERS[: LAYERS.index(layer_of(path)) + 1]
    below = sorted(set(imported_layers(path)) - set(above))
    assert not below, f"{path.name} imports {below}, which stand below it"


def test_the_modules_of_extract_stand_in_order() -> None:
    room = PACKAGE / "extract"
    assert sorted(EXTRACT) == sorted(path.stem for path in room.glob("*.py"))
    for n, module in enumerate(EXTRACT):
        tree = ast.parse((room / f"{module}.py").read_text(encoding="utf-8"))
        imported = {
            (node.module or "").removeprefix("graphbuild.extract.")
            for node in ast.walk(tree)
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("graphbuild.extract.")
        }
        below = sorted(imported - set(EXTRACT[:n]))
        assert not below, f"{module}.py imports {below}, which stand below it"


def test_only_the_rdf_layer_mints_iris() -> None:
    minting = {layer_of(path) for path in SOURCES if "quote(" in path.read_text(encoding="utf-8")}
    assert minting <= {"rdf"}


def test_the_public_names_are_sorted_and_documented() -> None:
    assert list(graphbuild.__all__) == sorted(graphbuild.__all__)
    assert all(getattr(graphbuild, name).__doc__ for name in graphbuild.__all__)


def test_asking_for_help_loads_no_heavy_library() -> None:
    heavy = ("spacy", "rdflib", "pyvis", "pandas", "networkx", "trafilatura")
    code = f"import sys, graphbuild.cli; print(*(name for name in {heavy} if name in sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""
