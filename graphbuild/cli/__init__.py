"""The command line: arguments, printing, exit codes; a module for each group of commands."""

from __future__ import annotations

import sys
import traceback

# Each adds its commands to the application.
from graphbuild.cli import build, check, evaluate, identity, push, query, serve
from graphbuild.cli.app import FAILED, app

__all__ = ["app", "build", "check", "evaluate", "identity", "main", "push", "query", "serve"]


def main() -> None:
    """Run the command line; a failure of the program itself also ends with 2."""
    try:
        app()
    except Exception:
        traceback.print_exc()
        sys.exit(FAILED)
