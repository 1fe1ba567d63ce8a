"""Rendered files → a folder, each of them whole or not there."""

from __future__ import annotations

import os
from collections.abc import Mapping
from contextlib import ExitStack
from pathlib import Path

from graphbuild.errors import OutputError


def check_folder(folder: Path) -> None:
    """Make `folder` where it is missing, and raise OutputError where nothing can be written in it.

    To be called before hours of work, not after.
    """
    probe = folder / f".graphbuild-{os.getpid()}.tmp"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        probe.touch()
        probe.unlink()
    except OSError as error:
        raise OutputError(_cannot_write(folder, error)) from error


def write_files(folder: Path, content_by_name: Mapping[str, bytes]) -> tuple[Path, ...]:
    """File names and their bytes → the written paths, in the order given.

    Every file is first written in full under a temporary name in the same folder, then all
    are renamed: whoever interrupts this, or reads at the same time, finds whole files.
    Raises OutputError, and leaves what was there before as it was.
    """
    check_folder(folder)
    with ExitStack() as leftovers:
        parts: list[tuple[Path, Path]] = []
        try:
            for name, content in content_by_name.items():
                part = folder / f".{name}.{os.getpid()}.tmp"
                leftovers.callback(part.unlink, missing_ok=True)
                part.write_bytes(content)
                parts.append((part, folder / name))
            for part, path in parts:
                os.replace(part, path)
        except OSError as error:
            raise OutputError(_cannot_write(folder, error)) from error
    return tuple(path for _, path in parts)


def _cannot_write(folder: Path, error: OSError) -> str:
    return f"cannot write in {folder}: {error.strerror or error}; choose another folder with --out"
