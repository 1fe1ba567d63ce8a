"""The command line: arguments, printing, exit codes; a module for each group of commands."""

from __future__ import annotations

import sys
import traceback

from graphbuild.cli import (  # each adds its commands to the application
    build,
    check,
    evaluate,
    identity,
    query,
)
from graphbuild.cli.app import FAILED, app

__all__ = ["app", "build", "check", "evaluate", "identity", "main", "query"]


def main() -> None:
    """Run the command line; a failure of the program itself also ends with 2."""
    try:
        app()
    except Exception:
        traceback.print_exc()
        sys.exit(FAILED)
