"""A shop's folder as one file, and back: what goes in, and what is asked of a file before anything is taken from it."""

from __future__ import annotations

import os
import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from regulars.errors import InputError, Where
from regulars.settings import FILE as SETTINGS
from regulars.shop import ANALYTICS
from regulars.store.books import FILE as BOOKS
from regulars.words import Words
from regulars.working.kind import Progress

FOLDER = "backups"
# Made anew, or of one machine alone. The books go in as a copy of their own.
LEFT_OUT = {FOLDER, "editions", "uploads", BOOKS, f"{BOOKS}-wal", f"{BOOKS}-shm", "web.key"}
TAKING = Words("Đang lấy ra từ bản sao lưu", "Taking it out of the back-up")
PIECE = 4 * 1024 * 1024


def written(folder: Path, target: Path, books: Path | None) -> None:
    """Write a shop's folder into a zip file, readable by its owner alone; complete on the disk when this returns."""
    target.touch(mode=0o600)
    with target.open("r+b") as file:
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
            for path in _kept(folder):
                archive.write(path, path.relative_to(folder).as_posix())
            if books is not None:
                archive.write(books, BOOKS)
        file.flush()
        os.fsync(file.fileno())


def _kept(folder: Path) -> Iterator[Path]:
    for top in sorted(folder.iterdir()):
        if top.name in LEFT_OUT or top.name.startswith((".", "regulars-import-")) or top.suffix == ".tmp" or top.is_symlink():
            continue
        yield from sorted(path for path in ([top] if top.is_file() else top.rglob("*")) if path.is_file() and not path.is_symlink())


def taken_out(file: Path, target: Path, progress: Progress) -> None:
    """Take everything out of a back-up into an empty folder; `InputError` where it is none, is broken, or does not fit on the disk."""
    try:
        with zipfile.ZipFile(file) as archive:
            members = _checked(archive, file, target)
            total, done = sum(member.file_size for member in members) or 1, 0
            for member in members:
                done += _extract(archive, member, target)
                progress(TAKING, done / total)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, FileNotFoundError) as error:
        raise _broken(file, str(error)) from error


def _checked(archive: zipfile.ZipFile, file: Path, target: Path) -> list[zipfile.ZipInfo]:
    members = [member for member in archive.infolist() if not member.is_dir()]
    names = {member.filename for member in members}
    if not {SETTINGS, ANALYTICS} <= names:
        raise _broken(file, ", ".join(sorted({SETTINGS, ANALYTICS} - names)))
    strange = [name for name in names if not _is_inside(name)]
    if strange:
        raise _broken(file, strange[0])
    size = sum(member.file_size for member in members)
    if size > shutil.disk_usage(target).free:
        raise InputError(
            Words("Đĩa không đủ chỗ cho bản sao lưu này.", "There is not enough space on the disk for this back-up."),
            seen=f"{size / 1e6:,.0f} MB",
            todo=Words("Dọn bớt ổ đĩa rồi khôi phục lại.", "Free some space, then restore it again."),
            code="disk_full",
        )
    return members


def _is_inside(name: str) -> bool:
    path = PurePosixPath(name)
    return (
        not path.is_absolute()
        and ".." not in path.parts
        and "\\" not in name
        and ":" not in name
        and path.parts[0] not in LEFT_OUT - {BOOKS}
    )


def _extract(archive: zipfile.ZipFile, member: zipfile.ZipInfo, target: Path) -> int:
    """Whatever the archive says it is, a plain file is written, of the size it said."""
    path = target / member.filename
    path.parent.mkdir(parents=True, exist_ok=True)
    with archive.open(member) as source, path.open("wb") as file:
        shutil.copyfileobj(source, file, PIECE)
    return member.file_size


def _broken(file: Path, seen: str) -> InputError:
    return InputError(
        Words("Tệp này không phải bản sao lưu dùng được.", "This file is no back-up that can be used."),
        seen=seen,
        todo=Words("Chọn một tệp khác trong backups/.", "Choose another file of backups/."),
        where=Where(file=file.name),
        code="backup",
    )
