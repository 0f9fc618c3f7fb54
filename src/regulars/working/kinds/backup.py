"""`backup`: a consistent copy of the shop's folder as one file in `backups/`. No arguments."""

from __future__ import annotations

import datetime as dt
import multiprocessing
import tempfile
from pathlib import Path

from regulars.errors import Regulars
from regulars.store.books import FILE as BOOKS
from regulars.words import Words, number
from regulars.working.archive import FOLDER, written
from regulars.working.kind import Kind, Result, Work

COPYING = Words("Đang sao lưu", "Backing up")
DONE = Words("Đã sao lưu vào {path} ({size} MB).", "Backed up to {path} ({size} MB).")
TICK = 0.2


def run(work: Work) -> Result:
    """The file has its name once it is whole; one that was begun and left is cleared away."""
    folder = work.folder / FOLDER
    folder.mkdir(exist_ok=True)
    for left in folder.glob(".*.part"):
        left.unlink()
    target = _free(folder, f"{dt.datetime.now(work.shop.settings.zone):%Y-%m-%d-%H%M}")
    work.progress(COPYING, None)
    work.shop.store.execute("CHECKPOINT")
    with tempfile.TemporaryDirectory(prefix=".backup-", dir=work.folder) as scratch:
        books = Path(scratch) / BOOKS
        _copy(work, target, books if work.books.database.copy_to(books) else None)
    size = target.stat().st_size
    text = {lang: DONE.of(lang, path=f"{FOLDER}/{target.name}", size=number(size / 1e6, lang, 1)) for lang in ("vi", "en")}
    return Result(Words(**text), lambda _: {"path": str(target.resolve()), "bytes": size})


def _free(folder: Path, name: str) -> Path:
    every = (folder / f"{name}{mark}.zip" for mark in ("", *(f"-{n}" for n in range(2, 1000))))
    return next(path for path in every if not path.exists())


def _copy(work: Work, target: Path, books: Path | None) -> None:
    """Another process reads the analytics file: to open and close it in this one would let go of the engine's lock on it."""
    part = target.with_name(f".{target.name}.part")
    copier = multiprocessing.get_context("spawn").Process(target=written, args=(work.folder, part, books))
    copier.start()
    try:
        while copier.is_alive():
            work.progress(COPYING, None)
            copier.join(TICK)
        if copier.exitcode:
            raise _not_written()
        part.replace(target)
    finally:
        copier.terminate()
        copier.join()
        part.unlink(missing_ok=True)


def _not_written() -> Regulars:
    return Regulars(
        Words("Không ghi được bản sao lưu.", "The back-up could not be written."),
        todo=Words("Xem chỗ trống trên đĩa rồi sao lưu lại.", "See that there is space on the disk, then back up again."),
        code="backup",
    )


KIND = Kind("backup", Words("Sao lưu", "Back up"), run)
