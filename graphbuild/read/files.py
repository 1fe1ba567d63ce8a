"""Paths, folders and globs → the files to read, in a fixed order, and what stands in the way."""

from __future__ import annotations

import glob
import os
import stat
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from graphbuild.model import Issue
from graphbuild.read.characters import shown

EXTENSIONS = (".txt", ".md", ".html", ".htm", ".jsonl", ".jsonl.gz", ".csv")
_KNOWN = ", ".join(EXTENSIONS)


def find_files(paths: Iterable[str | Path]) -> Iterator[Path | Issue]:
    """Paths, folders and globs → regular files with a known extension, each once, and issues.

    Paths keep their order; files of a folder (searched to any depth, links to folders not
    followed) or a glob come sorted. Names that begin with a dot are passed over in folders.
    Files of other kinds are one issue per folder or glob, but one each where named directly.
    """
    seen: set[str] = set()
    for path in paths:
        for found in _find(str(path)):
            if isinstance(found, Path):
                place = os.path.abspath(found)
                if place in seen:
                    continue
                seen.add(place)
            yield found


def extension(path: Path) -> str:
    """A path → the extension that decides how it is read (".jsonl.gz" is one), in lower case."""
    name = path.name.lower()
    return next((ext for ext in (".jsonl.gz",) if name.endswith(ext)), path.suffix.lower())


def trouble(path: Path, error: OSError | ValueError) -> Issue:
    """What the system says about a path → an issue that says what to do."""
    if isinstance(error, PermissionError):
        message = "cannot be read: permission denied; allow it with chmod, or leave it out"
    elif isinstance(error, FileNotFoundError):
        message = "does not exist; check the spelling and the current folder"
        if path.is_symlink():
            message = f"is a broken link to {shown(os.readlink(path))}; mend or remove it"
    else:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        message = f"cannot be read: {shown(reason)}; check the path, or leave it out"
    return Issue(shown(str(path)), message)


def _find(name: str) -> Iterator[Path | Issue]:
    path = Path(name)
    if not name:
        yield Issue("''", "is an empty path; name a file, a folder or a glob")
    elif glob.has_magic(name) and not os.path.lexists(name):
        try:
            matches = sorted(map(Path, glob.iglob(name, recursive=True)), key=lambda match: match.parts)
        except (OSError, ValueError) as error:
            yield trouble(path, error)
            return
        if matches:
            yield from _find_all(matches, name)
        else:
            yield Issue(shown(name), "matches no file; check the pattern and the current folder")
    else:
        kind = _kind(path)
        if isinstance(kind, Issue):
            yield kind
        elif kind == "folder":
            yield from _in_folder(path)
        elif extension(path) in EXTENSIONS:
            yield path
        else:
            yield Issue(shown(name), f"is of a kind that is not read ({_ending(path)}); use one of {_KNOWN}")


def _in_folder(folder: Path) -> Iterator[Path | Issue]:
    files: list[Path] = []
    issues: list[Issue] = []

    def note(error: OSError) -> None:
        issues.append(trouble(Path(error.filename), error))

    for place, folders, names in os.walk(folder, onerror=note):
        folders[:] = [name for name in folders if not name.startswith(".")]
        files += [Path(place, name) for name in names if not name.startswith(".")]
    yield from issues
    if files or issues:
        yield from _find_all(sorted(files, key=lambda file: file.parts), str(folder))
    else:
        yield Issue(shown(str(folder)), f"holds no files to read; put in some of {_KNOWN}")


def _find_all(matches: Iterable[Path], source: str) -> Iterator[Path | Issue]:
    passed_over: Counter[str] = Counter()
    for path in matches:
        kind = _kind(path)
        if isinstance(kind, Issue):
            yield kind
        elif kind == "folder":
            yield from _in_folder(path)
        elif extension(path) in EXTENSIONS:
            yield path
        else:
            passed_over[_ending(path)] += 1
    if passed_over:
        counts = ", ".join(f"{count} {ending}" for ending, count in sorted(passed_over.items()))
        message = f"holds files of kinds that are not read ({counts}); convert them to one of {_KNOWN}"
        yield Issue(shown(source), message)


def _kind(path: Path) -> str | Issue:
    """A path → "folder" or "file", or why it is neither; devices and pipes are never opened."""
    try:
        mode = path.stat().st_mode
    except (OSError, ValueError) as error:
        return trouble(path, error)
    if stat.S_ISDIR(mode):
        return "folder"
    if stat.S_ISREG(mode):
        return "file"
    return Issue(shown(str(path)), "is a pipe, socket or device, not a file; save its content as one first")


def _ending(path: Path) -> str:
    return shown(path.suffix.lower()) or "no extension"
