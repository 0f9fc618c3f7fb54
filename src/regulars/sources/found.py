"""From what the user names (a file, several, a folder, a pattern) to the files themselves."""

from __future__ import annotations

import glob
import os
from collections.abc import Iterable
from difflib import get_close_matches
from pathlib import Path

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
    files = dict.fromkeys(file for path in paths for file in _meant(Path(path).expanduser()))
    for file in files:
        if not os.access(file, os.R_OK):
            raise refusals.forbidden(file)
    return tuple(files)


def _meant(path: Path) -> list[Path]:
    if path.is_dir():
        return _in_folder(path)
    if path.exists():
        return [path]
    matches = sorted(Path(match) for match in glob.glob(str(path), recursive=True)) if glob.has_magic(str(path)) else []
    if not matches:
        near = (
            get_close_matches(path.name, os.listdir(path.parent), cutoff=0.5)
            if path.parent.is_dir() and os.access(path.parent, os.R_OK)
            else []
        )
        raise refusals.missing(path, near)
    return [file for match in matches for file in (_in_folder(match) if match.is_dir() else [match])]


def _in_folder(folder: Path) -> list[Path]:
    if not os.access(folder, os.R_OK | os.X_OK):
        raise refusals.forbidden(folder)
    files = sorted(file for file in folder.iterdir() if file.is_file() and not file.name.startswith((".", "~$")))
    files = [file for file in files if file.suffix.lower() not in PASSED_OVER]
    if not files:
        raise refusals.nothing_in(folder)
    return files
