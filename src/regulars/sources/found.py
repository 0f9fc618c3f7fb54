"""From what the user names (a file, several, a folder, a pattern) to the files themselves."""

from __future__ import annotations

import glob
import os
from collections.abc import Iterable
from difflib import get_close_matches
from pathlib import Path

from regulars.intake.addresses import local
from regulars.sources import refusals

# What lies about in folders and is no data.
PASSED_OVER = {
    ".md",
    ".html",
    ".htm",
    ".log",
    ".toml",
    ".py",
    ".ipynb",
    ".duckdb",
    ".sqlite",
    ".tmp",
    ".part",
    ".png",
    ".jpg",
    ".jpeg",
    ".pdf",
    ".docx",
    ".pptx",
}


def found(paths: Iterable[str | Path]) -> tuple[Path, ...]:
    """The files meant, without repetition, in the order named; a folder stands for the files directly in it.

    Raises `InputError` where a name stands for nothing, or for what may not be read."""
    files = dict.fromkeys(file for path in paths for file in _meant(_here(path)))
    for file in files:
        if not os.access(file, os.R_OK):
            raise refusals.forbidden(file)
    return tuple(files)


def _here(given: str | Path) -> Path:
    path = local(given)
    if path is None:
        raise refusals.far(str(given))
    return Path(path).expanduser()


def _meant(path: Path) -> list[Path]:
    if path.is_dir():
        return _in_folder(path)
    if path.exists():
        return [path]
    matches = _matching(path) if glob.has_magic(str(path)) else []
    if not matches:
        readable = path.parent.is_dir() and os.access(path.parent, os.R_OK)
        names = [other.name for other in path.parent.iterdir()] if readable else []
        raise refusals.missing(path, get_close_matches(path.name, names, cutoff=0.5))
    return [file for match in matches for file in (_in_folder(match) if match.is_dir() else [match])]


def _matching(path: Path) -> list[Path]:
    """The files a pattern stands for, under the last folder above it that has none."""
    parts = path.parts
    fixed = next(i for i, part in enumerate(parts) if glob.has_magic(part))
    return sorted(Path(*parts[:fixed]).glob(str(Path(*parts[fixed:]))))


def _in_folder(folder: Path) -> list[Path]:
    if not os.access(folder, os.R_OK | os.X_OK):
        raise refusals.forbidden(folder)
    files = sorted(file for file in folder.iterdir() if file.is_file() and not file.name.startswith((".", "~$")))
    files = [file for file in files if file.suffix.lower() not in PASSED_OVER]
    if not files:
        raise refusals.nothing_in(folder)
    return files
