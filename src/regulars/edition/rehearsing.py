"""Trying a change on a copy of an edition: what it would do, said by the very code that would do it, while the shop's own file stays as it is."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from regulars.edition.reading import Edition
from regulars.shop import Shop
from regulars.store import editions

PREFIX = ".tried-"
_one_at_a_time = threading.Lock()


@contextmanager
def rehearsal(edition: Edition) -> Iterator[Shop]:
    """A shop that may be changed, as of an edition; nothing done to it is seen by anybody. One rehearsal at a time; what is done stays in the copy
    until the next edition, so only try (`dry_run`) what others may try after."""
    with _one_at_a_time, Shop(_copied(edition.shop.path), create=False) as shop:
        yield shop


def forget(home: Path) -> None:
    """Remove the copies that were made for rehearsals in a shop's folder."""
    for left in (home / editions.FOLDER).glob(f"{PREFIX}*"):
        shutil.rmtree(left, ignore_errors=True)


def _copied(folder: Path) -> Path:
    """The copy of an edition, made where there is none; those of former editions are removed."""
    place, unfinished = folder.parent / f"{PREFIX}{folder.name}", folder.parent / f"{PREFIX}new"
    if not place.is_dir():
        forget(folder.parent.parent)
        shutil.copytree(folder, unfinished)
        unfinished.rename(place)
    return place
