"""Editions: copies of the analytics file for many readers, in folders of their own; a pointer names the newest and is moved last."""

from __future__ import annotations

import re
import shutil
from collections.abc import Mapping
from pathlib import Path

from regulars.store.copying import copied
from regulars.store.duckdb import Store
from regulars.store.standing_in import settle_copy

FOLDER, POINTER = "editions", "current"
KEPT = 2  # the newest, and the one that pages may still be reading
NUMBERED = re.compile(r"\d{6,}")


def newest(shop: Path) -> Path | None:
    """The folder of the newest edition of a shop; null where none was printed."""
    try:
        found = shop / FOLDER / (shop / FOLDER / POINTER).read_text(encoding="ascii").strip()
    except OSError:
        return None
    return found if found.is_dir() else None


def new_folder(shop: Path) -> tuple[Path, int]:
    """A hidden folder for the next edition, and its number; what an interrupted one left is gone."""
    home = shop / FOLDER
    home.mkdir(exist_ok=True)
    for left in home.glob(".new-*"):
        shutil.rmtree(left, ignore_errors=True)
    number = 1 + max((int(each.name) for each in home.iterdir() if NUMBERED.fullmatch(each.name)), default=0)
    folder = home / f".new-{number:06d}"
    folder.mkdir()
    return folder, number


def copy(store: Store, target: Path, more: Mapping[str, str]) -> None:
    """Copy an open analytics file, outside of any transaction, and add tables to the copy: name to the statement that makes its rows."""
    store.execute("CHECKPOINT")
    copied(store.path, target)
    store.execute(f"ATTACH '{str(target).replace(chr(39), chr(39) * 2)}' AS edition")
    try:
        settle_copy(store, "edition")
        for name, rows in more.items():
            store.execute(f'CREATE OR REPLACE TABLE edition.main."{name}" AS {rows}')
    finally:
        store.execute("DETACH edition")


def issue(folder: Path, number: int) -> Path:
    """Give a finished edition its place and make it the newest; older ones than the last two are removed."""
    home, pointer = folder.parent, folder.parent / f".{POINTER}"
    place = home / f"{number:06d}"
    folder.rename(place)
    pointer.write_text(place.name, encoding="ascii")
    pointer.replace(home / POINTER)
    for old in sorted(each for each in home.iterdir() if NUMBERED.fullmatch(each.name))[:-KEPT]:
        shutil.rmtree(old, ignore_errors=True)
    return place


def withdraw(shop: Path) -> None:
    """Make none the newest, where there is nothing to show any more; whoever reads the last one reads on."""
    (shop / FOLDER / POINTER).unlink(missing_ok=True)
