from __future__ import annotations

import shutil
import subprocess

import pytest

from graphbuild.errors import KnowledgeError
from graphbuild.view.bundle import bundle
from tests.tools import require


def run(modules: dict[str, str], *entries: str) -> str:
    """Modules by name → what they print when the bundle of them runs."""
    node = shutil.which("node")
    require(node is not None, "Node.js")
    script = bundle(entries or ("main.js",), modules.__getitem__)
    done = subprocess.run([str(node), "-e", script], capture_output=True, text=True, check=True)
    return done.stdout


def test_each_module_runs_once_after_those_it_imports() -> None:
    modules = {
        "main.js": 'import { a } from "./a.js";\nimport "./b.js";\nconsole.log("main", a);\n',
        "a.js": 'import { b } from "./b.js";\nconsole.log("a");\nexport const a = b() + 1;\n',
        "b.js": 'console.log("b");\nlet hidden = 1;\nexport function b() {\n  return hidden;\n}\n',
    }
    assert run(modules) == "b\na\nmain 2\n"
    assert run(modules, "a.js", "main.js") == "b\na\nmain 2\n"


def test_names_of_different_modules_never_meet() -> None:
    modules = {
        "main.js": 'import { x } from "./a-b.js";\nimport { y } from "./b.js";\n'
        "const inner = 3;\nconsole.log(x, y, inner);\n",
        "a-b.js": "const inner = 1;\nexport const { x } = { x: inner };\n",
        "b.js": "const inner = 2;\nconst y = inner;\nexport { y };\n",
    }
    assert run(modules) == "1 2 3\n"


def test_what_it_cannot_do_is_refused_by_name() -> None:
    circle = {"main.js": 'import "./a.js";\n', "a.js": 'import "./main.js";\n'}
    with pytest.raises(KnowledgeError, match=r"main\.js → a\.js → main\.js"):
        bundle(("main.js",), circle.__getitem__)
    with pytest.raises(KnowledgeError, match=r"main\.js: cannot be bundled: export default"):
        bundle(("main.js",), {"main.js": "export default 1;\n"}.__getitem__)
