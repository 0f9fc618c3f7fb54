"""Text files of rows and columns: where the columns part and where the header is."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from regulars.intake.dates import decide_date
from regulars.intake.numbers import CANDIDATES, reads
from regulars.intake.plan import Reading
from regulars.intake.words import plainly
from regulars.sources import refusals
from regulars.sources.aliases import ALIASES
from regulars.sources.encodings import encoding_of
from regulars.sources.kinds import HEAD, Head
from regulars.sources.sheet import SAMPLE_ROWS, Sheet
from regulars.words import Words

DELIMITERS = (",", ";", "\t", "|")
RARE = ("~", "^", "¦", "§", "\x01", "#", ":")
WHITESPACE = "whitespace"
_KNOWN = {plainly(name).replace(" ", "") for table in ALIASES.values() for names in table.values() for name in names}

csv.field_size_limit(1 << 30)


def sheet_of(head: Head) -> Sheet:
    """The table of a text file. Raises `InputError` for what is binary, has one column only, or a header and nothing else."""
    encoding = encoding_of(head, _further(head))
    text = _text(head, encoding)
    delimiter = delimiter_of(text)
    if delimiter is None:
        raise refusals.one_column(head.path, text.splitlines()[0])
    rows = split(text, delimiter)
    mend = WHITESPACE if delimiter == WHITESPACE else ("lines" if _mixed_ends(text) else None)
    reading = Reading("csv", "\t" if mend == WHITESPACE else delimiter, encoding, gzip=head.gzip, mend=mend)
    return headed(Sheet(head.path, reading, (), tuple(tuple(row) for row in rows)))


def _further(head: Head) -> bytes:
    """Some bytes from the middle and the end of a long plain file: its letters may begin late."""
    if head.gzip or head.whole:
        return b""
    size, parts = head.path.stat().st_size, []
    with head.path.open("rb") as file:
        for at in (size // 2, max(0, size - HEAD // 4)):
            file.seek(at)
            parts.append(file.read(HEAD // 4).split(b"\n", 1)[-1].rsplit(b"\n", 1)[0])
    return b"\n".join(parts)


def _text(head: Head, encoding: str | None) -> str:
    text = head.start.decode(encoding or "utf-8-sig", "replace").lstrip("\ufeff")
    odd = len(re.findall(r"[\x00-\x08\x0e-\x1f\ufffd]", text[:65_536]))
    if odd > 0.01 * len(text[:65_536]) + 5:
        raise refusals.not_a_table(head.path, Words("dữ liệu nhị phân, không phải chữ", "binary data, no text"))
    if not text.strip():
        raise refusals.empty(head.path)
    return text if head.whole or "\n" not in text else text[: text.rindex("\n")].removesuffix("\r")


def _mixed_ends(text: str) -> bool:
    windows = text.count("\r\n")
    return bool(windows) and bool(re.search(r"(?<!\r)\n|\r(?!\n)", re.sub(r'"[^"]*"', "", text)))


def split(text: str, delimiter: str, limit: int = SAMPLE_ROWS) -> list[list[str]]:
    """The first rows of a text, blank lines kept as empty rows."""
    if delimiter == WHITESPACE:
        return [line.split() for line in text.splitlines()[:limit]]
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    return [row for row, _ in zip(reader, range(limit), strict=False)]


def delimiter_of(text: str) -> str | None:
    """What parts the columns: the candidate that gives most rows the same number of columns; null where none gives two."""
    sample = text[:262_144]
    best = max(((_agreement(sample, delimiter), delimiter) for delimiter in DELIMITERS), key=lambda pair: pair[0])
    if best[0] > (0.0, 0):
        return best[1]
    if _is_columned(sample):
        return WHITESPACE
    rare = max(((_agreement(sample, delimiter), delimiter) for delimiter in RARE), key=lambda pair: pair[0])
    return rare[1] if rare[0] > (0.8, 0) else None


def _agreement(sample: str, delimiter: str) -> tuple[float, int]:
    """The share of rows with the usual number of columns (two at least; zero below half), and that number."""
    widths = Counter(len(row) for row in split(sample, delimiter, 300) if row)
    if not widths:
        return 0.0, 0
    width, count = max(widths.items(), key=lambda pair: (pair[1] * (pair[0] > 1), pair[0]))
    share = count / widths.total()
    return (round(share, 1), width) if width > 1 and share >= 0.3 else (0.0, 0)


def _is_columned(sample: str) -> bool:
    rows = [line.split() for line in sample.splitlines()[:300] if line.strip()]
    widths = Counter(len(row) for row in rows)
    width, count = widths.most_common(1)[0]
    body = [row for row in rows[1:] or rows if len(row) == width]
    return width >= 3 and count >= 0.95 * len(rows) and any(all(reads(row[i], CANDIDATES[0]) for row in body[:20]) for i in range(width))


def headed(sheet: Sheet) -> Sheet:
    """Find the header among the first rows: titles above it and a row of descriptions beneath it are passed over."""
    rows = [list(row) for row in sheet.rows]
    filled = [i for i, row in enumerate(rows) if any(cell and cell.strip() for cell in row)]
    if not filled:
        raise refusals.empty(sheet.path)
    at = _header_at(rows, filled)
    if at is None:
        width = max(len(row) for row in rows)
        names = tuple(f"column {i + 1}" for i in range(width))
        return _body(sheet, names, rows, filled[0], named=False)
    names = _names(rows[at], max(len(row) for row in rows[at : at + 50]))
    begin = next((i for i in filled if i > at), None)
    if begin is None:
        raise refusals.header_only(sheet.path, [name for name in rows[at] if name])
    above = tuple(tuple(cell or "" for cell in rows[i]) for i in filled if i < at)
    passed = begin if _describes(rows, begin, filled) else None
    begin = begin + 1 if passed is not None else begin
    found = _body(sheet, names, rows, begin, named=True)
    return replace(found, above=above, passed=tuple(cell or "" for cell in rows[passed]) if passed is not None else ())


def _body(sheet: Sheet, names: tuple[str, ...], rows: Sequence[Sequence[str | None]], begin: int, *, named: bool) -> Sheet:
    body = tuple(tuple(row) for row in rows[begin:] if any(cell and cell.strip() for cell in row))
    if not body:
        raise refusals.header_only(sheet.path, names)
    return replace(sheet, columns=names, rows=body, named=named, reading=replace(sheet.reading, first_row=begin + 1))


def _names(row: Sequence[str | None], width: int) -> tuple[str, ...]:
    cells = [" ".join((cell or "").split()) for cell in row] + [""] * (width - len(row))
    while len(cells) > len(row) and not cells[-1]:
        cells.pop()
    return tuple(cell or f"column {i + 1}" for i, cell in enumerate(cells))


def known(cell: str | None) -> bool:
    """Whether a cell reads like the name of a column we know."""
    return bool(cell) and plainly(cell or "").replace(" ", "") in _KNOWN


def _is_value(cell: str) -> bool:
    return any(reads(cell, format) for format in CANDIDATES) or decide_date([cell.strip()]) is not None


def _header_at(rows: Sequence[Sequence[str | None]], filled: Sequence[int]) -> int | None:
    first = filled[:15]
    best = max(first, key=lambda i: (sum(known(cell) for cell in rows[i]), -i))
    if sum(known(cell) for cell in rows[best]) >= 2:
        return best
    top = next((i for i in first if sum(bool(cell and cell.strip()) for cell in rows[i]) > 1), first[0])
    cells = [cell for cell in rows[top] if cell and cell.strip()]
    return top if not any(_is_value(cell) for cell in cells) or any(known(cell) for cell in cells) else None


def _describes(rows: Sequence[Sequence[str | None]], at: int, filled: Sequence[int]) -> bool:
    """Whether the row under the header explains the columns: words where all that follow are numbers or dates."""
    below = [rows[i] for i in filled if at < i <= at + 20]
    if not below:
        return False

    def cell(row: Sequence[str | None], i: int) -> str:
        return (row[i] or "").strip() if i < len(row) else ""

    typed = [i for i in range(len(rows[at])) if (given := [c for row in below if (c := cell(row, i))]) and all(_is_value(c) for c in given)]
    worded = [i for i in typed if (c := cell(rows[at], i)) and not _is_value(c) and len(c) > 1]
    filled_there = [i for i in typed if cell(rows[at], i)]
    return len(worded) >= 2 and len(worded) == len(filled_there)
