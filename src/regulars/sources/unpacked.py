"""How large a packed file is once unpacked, measured rather than believed: a few kilobytes can be made to fill a machine."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from regulars.errors import InputError, Where
from regulars.sources import refusals
from regulars.words import Words, number

WORKBOOK = 1 << 30  # bytes that all sheets of a workbook may have: more than the million rows that one may hold
ENTRIES = 10_000
PIECE = 1 << 20
_LOCAL_HEADER = 30


def check(path: Path, most: int) -> None:
    """Raise `InputError` where a workbook unpacks to over `WORKBOOK` bytes, or a gzip file to over `most`; other files are as large as they look."""
    with path.open("rb") as file:
        start = file.read(4)
        file.seek(0)
        if start == b"PK\x03\x04":
            _check_sum(path, _of_zip(path, file), WORKBOOK)
        elif start[:2] == b"\x1f\x8b":
            _check_sum(path, _inflated(_pieces(file), 31), most)


def _check_sum(path: Path, sizes: Iterator[int], most: int) -> None:
    total = 0
    try:
        for size in sizes:
            total += size
            if total > most:
                raise _too_much(path, most)
    except zlib.error as error:
        raise refusals.cut_off(path, str(error)) from error


def _of_zip(path: Path, file: BinaryIO) -> Iterator[int]:
    """The sizes of what every entry really holds: the size that an entry states for itself may be a lie."""
    try:
        with zipfile.ZipFile(path) as archive:
            entries = archive.infolist()
    except zipfile.BadZipFile as error:
        raise refusals.cut_off(path, Words("tệp Excel (zip) không có phần kết", "an Excel (zip) file without its end")) from error
    if len(entries) > ENTRIES:
        raise _too_much(path, WORKBOOK)
    for entry in entries:
        file.seek(entry.header_offset)
        head = file.read(_LOCAL_HEADER)
        file.seek(int.from_bytes(head[26:28], "little") + int.from_bytes(head[28:30], "little"), 1)
        pieces = _pieces(file, entry.compress_size)
        yield from _inflated(pieces, -15) if entry.compress_type == zipfile.ZIP_DEFLATED else map(len, pieces)


def _pieces(file: BinaryIO, most: int | None = None) -> Iterator[bytes]:
    left = most
    while left is None or left > 0:
        piece = file.read(PIECE if left is None else min(PIECE, left))
        if not piece:
            return
        left = None if left is None else left - len(piece)
        yield piece


def _inflated(pieces: Iterator[bytes], window: int) -> Iterator[int]:
    """The sizes of what a compressed stream holds, a megabyte at a time; of a gzip file all its members."""
    inflating = zlib.decompressobj(window)
    for piece in pieces:
        left = piece
        while left:
            yield len(inflating.decompress(left, PIECE))
            left = inflating.unconsumed_tail
            if inflating.eof:
                left, inflating = inflating.unused_data, zlib.decompressobj(window)
                if window < 0:
                    return
                left = left.lstrip(b"\x00")


def _too_much(path: Path, most: int) -> InputError:
    mega = number(most // (1 << 20), "vi"), number(most // (1 << 20), "en")
    return InputError(
        Words("Tệp này bung ra quá lớn để đọc.", "This file unpacks to more than can be read."),
        seen=Words(f"trên {mega[0]} MB khi giải nén", f"over {mega[1]} MB once unpacked"),
        todo=Words("Xuất lại thành tệp CSV, hoặc chia thành từng năm.", "Export it as CSV, or one file a year."),
        where=Where(file=path.name),
        code="unpacks_too_large",
    )
