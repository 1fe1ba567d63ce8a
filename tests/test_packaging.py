"""The wheel alone is enough: installed into an empty environment it builds a graph."""

import subprocess
import sys
import sysconfig
import tomllib
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


def run(*command: object, cwd: Path) -> str:
    done = subprocess.run(
        [str(part) for part in command], cwd=cwd, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "wheel", "-q", "--no-deps"]
    run(*pip, "--no-build-isolation", "--no-index", "--wheel-dir", folder, ROOT, cwd=folder)
    (path,) = folder.glob("*.whl")
    return path


def test_the_wheel_holds_the_package_and_the_whole_ontology(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    for source in ("graphbuild", "ontology"):
        for path in (ROOT / source).rglob("*"):
            if path.is_file() and "__pycache__" not in path.parts:
                inside = path.relative_to(ROOT).as_posix()
                assert (inside if source == "graphbuild" else f"graphbuild/{inside}") in names
    assert not [name for name in names if name.startswith(("tests", "seeds", "output", "notebooks"))]


def test_the_wheel_builds_a_graph_in_an_empty_environment(wheel: Path, tmp_path: Path) -> None:
    # The dependencies come from the running environment, to spare a download; the package does
    # not: its editable path is a .pth file, which is not read there.
    environment = tmp_path / "env"
    venv.create(environment, with_pip=False)
    scheme = sysconfig.get_paths(vars={"base": str(environment), "platbase": str(environment)})
    python = Path(scheme["scripts"]) / "python"
    target = scheme["purelib"]
    run(sys.executable, "-m", "pip", "--disable-pip-version-check", "--python", python, "install", "-q",
        "--no-deps", "--no-index", wheel, cwd=tmp_path)  # fmt: skip
    (Path(target) / "dependencies.pth").write_text(sysconfig.get_paths()["purelib"] + "\n", encoding="utf-8")

    where = run(python, "-c", "import graphbuild; print(graphbuild.__file__)", cwd=tmp_path).strip()
    assert Path(where).is_relative_to(environment)
    (seed, *_) = sorted((ROOT / "seeds").glob("*.txt"))
    run(Path(scheme["scripts"]) / "graphbuild", "build", seed, "--out", tmp_path / "out", cwd=tmp_path)
    assert "gb:met" in (tmp_path / "out" / "graph.ttl").read_text(encoding="utf-8")
    assert (tmp_path / "out" / "graph.html").stat().st_size > 10_000


def test_dependencies_are_exact() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"].values()
    for requirement in [*project["dependencies"], *(one for extra in extras for one in extra)]:
        assert "==" in requirement or requirement.startswith("graphbuild["), requirement


def test_a_python_that_is_too_old_is_told_from_a_good_one(tmp_path: Path) -> None:
    old = tmp_path / "python3.12"  # a shim, as version managers install them, with nothing behind it
    old.write_text("#!/bin/sh\nexit 127\n", encoding="utf-8")
    old.chmod(0o755)
    finder = ROOT / ".ci" / "find-python"
    path = f"{tmp_path}:{Path(sys.executable).parent}:/usr/bin:/bin"
    found = subprocess.run(
        [finder], env={"PATH": path, "HOME": str(tmp_path)}, capture_output=True, text=True
    )
    assert found.stdout.strip() == str(Path(sys.executable).parent / "python3")
    refused = subprocess.run([finder], env={"PATH": path, "PYTHON": str(old)}, capture_output=True, text=True)
    assert (refused.returncode, refused.stdout) == (1, "")
    assert "is not a Python 3.12 or newer" in refused.stderr
