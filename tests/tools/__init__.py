"""The tools that users open a graph with, run on what we write: Protégé's OWL API and GraphDB's RDF4J.

Neither is needed to use graphbuild, so on a machine without one the tests that need it are
skipped; in CI they fail instead, so that no check is lost unnoticed.
"""

import os

import pytest


def require(tool_present: bool, what: str) -> None:
    """Skip the running test where a tool is missing, or fail it where the variable CI is `true`."""
    if tool_present:
        return
    reason = f"needs {what}, which this machine does not have"
    if os.environ.get("CI") == "true":
        pytest.fail(reason)
    pytest.skip(reason)
