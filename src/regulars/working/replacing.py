"""One state of a shop put in the place of another, so that a kill at any moment leaves the one or the other whole."""

from __future__ import annotations

import json
import shutil
from contextlib import suppress
from pathlib import Path

from regulars import settings
from regulars.shop import ANALYTICS, Shop
from regulars.store.books import FILE as BOOKS
from regulars.store.books import Books
from regulars.words import Words
from regulars.working.archive import taken_out
from regulars.working.kind import Progress

PLACE, NEW, OLD, READY = ".restore", "new", "old", "ready"
# What is the shop: gone where the new state has none of it.
OWN = (settings.FILE, ANALYTICS, f"{ANALYTICS}.wal", "schemes", "quarantine")
CHECKING = Words("Đang kiểm tra bản sao lưu", "Checking the back-up")


def prepare(folder: Path, file: Path, progress: Progress) -> None:
    """Take a back-up out beside the shop and open it there; nothing of the shop is touched. `InputError` where it cannot be used."""
    forget(folder)
    place = folder / PLACE
    (place / NEW).mkdir(parents=True)
    try:
        taken_out(file, place / NEW, progress)
        progress(CHECKING, None)
        settings.write(place / NEW, database=settings.read(folder).database)
        with Shop(place / NEW, create=False) as shop:
            shop.versions()
        if (place / NEW / BOOKS).exists():
            Books.copied(place / NEW / BOOKS).close()
    except BaseException:
        shutil.rmtree(place, ignore_errors=True)
        raise
    fresh = sorted(path.name for path in (place / NEW).iterdir() if not path.name.startswith(BOOKS))
    (place / READY).write_text(json.dumps(fresh), "utf-8")


def carry_out(folder: Path, books: Books) -> None:
    """Put what was prepared in the place of the shop; from here on it is finished, whatever happens meanwhile (see `finish`)."""
    place = folder / PLACE
    (place / OLD).mkdir(exist_ok=True)
    fresh = json.loads((place / READY).read_text("utf-8"))
    for name in dict.fromkeys((*OWN, *fresh)):
        _swap(place, folder, name, comes=name in fresh)
    _take_words(place / NEW / BOOKS, books)
    shutil.rmtree(place)


def _swap(place: Path, folder: Path, name: str, *, comes: bool) -> None:
    """The old of a name out, the new in, where one comes; each step is left out where it was done before."""
    new, old, here = place / NEW / name, place / OLD / name, folder / name
    if comes and not new.exists():
        return
    if here.exists() and not old.exists():
        here.rename(old)
    if comes:
        new.rename(here)


def _take_words(file: Path, books: Books) -> None:
    """Audiences and notes as the back-up has them."""
    if file.exists():
        with Books.copied(file) as kept:
            books.take_words(kept)


def finish(folder: Path, books: Books) -> None:
    """What a killed worker left: a replacement that was begun is carried out, one that was only being prepared is forgotten."""
    if _is_ready(folder):
        carry_out(folder, books)
    else:
        forget(folder)


def _is_ready(folder: Path) -> bool:
    try:
        return isinstance(json.loads((folder / PLACE / READY).read_text("utf-8")), list)
    except (FileNotFoundError, ValueError):
        return False


def forget(folder: Path) -> None:
    with suppress(FileNotFoundError):
        shutil.rmtree(folder / PLACE)
