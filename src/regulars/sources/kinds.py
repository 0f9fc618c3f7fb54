"""What kind of file this is, by its first bytes and never by its name."""

from __future__ import annotations

import gzip
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path

from regulars.errors import InputError
from regulars.sources import refusals
from regulars.words import Words

HEAD = 1 << 20

_FOREIGN: tuple[tuple[bytes, Words], ...] = (
    (b"%PDF", Words("tệp PDF", "a PDF")),
    (b"\x89PNG", Words("ảnh PNG", "a PNG picture")),
    (b"\xff\xd8\xff", Words("ảnh JPEG", "a JPEG picture")),
    (b"GIF8", Words("ảnh GIF", "a GIF picture")),
    (b"Rar!", Words("tệp nén RAR", "a RAR archive")),
    (b"7z\xbc\xaf", Words("tệp nén 7z", "a 7z archive")),
    (b"\x28\xb5\x2f\xfd", Words("tệp nén zstd", "a zstd archive")),
    (b"SQLite format 3", Words("cơ sở dữ liệu SQLite", "an SQLite database")),
    (b"<!DOCTYPE", Words("trang web", "a web page")),
    (b"<html", Words("trang web", "a web page")),
    (b"\x7fELF", Words("chương trình máy tính", "a program")),
)


@dataclass(frozen=True)
class Head:
    """The first megabyte of a file, unpacked where it is gzip, and the kind of file it opens: text, json, parquet, xlsx."""

    path: Path
    kind: str
    start: bytes
    gzip: bool
    whole: bool


def head(path: Path) -> Head:
    """Look into a file. Raises `InputError` for one that is empty, cut off, locked, or no table at all."""
    raw = _raw(path)
    if not raw:
        raise refusals.empty(path)
    zipped = raw[:2] == b"\x1f\x8b"
    start = _unpacked(path) if zipped else raw
    if not start.strip(b"\x00 \r\n\t\xef\xbb\xbf\xff\xfe"):
        raise refusals.empty(path) if not start.strip() else refusals.not_a_table(path, Words("toàn số 0", "nothing but zeros"))
    return Head(path, _kind(path, start, zipped), start, zipped, len(start) < HEAD)


def _raw(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(HEAD)
    except PermissionError as error:
        raise refusals.forbidden(path) from error
    except OSError as error:
        raise refusals.unreadable(path, str(error)) from error


def _unpacked(path: Path) -> bytes:
    try:
        with gzip.open(path) as file:
            return file.read(HEAD)
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise refusals.cut_off(path, str(error)) from error


def _kind(path: Path, start: bytes, zipped: bool) -> str:
    foreign = next((words for magic, words in _FOREIGN if start[: len(magic)].lower() == magic.lower()), None)
    if foreign:
        raise refusals.not_a_table(path, foreign)
    if start[:8] == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
        raise _old(path)
    if start[:4] == b"PAR1":
        return _whole_parquet(path)
    if start[:4] == b"PK\x03\x04" and not zipped:
        return _workbook(path)
    opening = start.lstrip(b"\xef\xbb\xbf \r\n\t")[:1]
    return "json" if opening in (b"{", b"[") else "text"


def _old(path: Path) -> InputError:
    everything = path.read_bytes()[: 8 * HEAD]
    return refusals.locked(path) if "EncryptedPackage".encode("utf-16-le") in everything else refusals.old_excel(path)


def _whole_parquet(path: Path) -> str:
    with path.open("rb") as file:
        file.seek(-4, 2)
        if file.read(4) != b"PAR1":
            raise refusals.cut_off(path, Words("tệp Parquet không có phần kết", "a Parquet file without its footer"))
    return "parquet"


def _workbook(path: Path) -> str:
    try:
        with zipfile.ZipFile(path) as archive:
            if "xl/workbook.xml" in archive.namelist() or "xl/workbook.bin" in archive.namelist():
                return "xlsx"
    except zipfile.BadZipFile as error:
        raise refusals.cut_off(path, Words("tệp Excel (zip) không có phần kết", "an Excel (zip) file without its end")) from error
    raise refusals.not_a_table(path, Words("tệp nén ZIP không phải bảng tính", "a ZIP archive that is no workbook"))
