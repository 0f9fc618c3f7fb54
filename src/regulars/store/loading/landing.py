"""Getting at the rows of a file: the SQL that scans it, its columns named c0, c1… whatever it calls them."""

from __future__ import annotations

import gzip
import re
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

import duckdb

from regulars.errors import InputError, Where
from regulars.intake.plan import FURTHER, FoundFile, Nested, Reading
from regulars.store.duckdb import Store
from regulars.store.loading.casting import quoted
from regulars.store.loading.making import with_made
from regulars.words import Words

CHUNK = 1 << 22
LONGEST = 2_000_000
BATCH = 65_536
TYPED = ("json", "lines", "parquet")


@dataclass(frozen=True)
class Landed:
    """A file ready to be scanned: `scan` goes after FROM and gives c0, c1…; `kinds` are the engine's types of those;
    `path` is the file itself or its conversion to UTF-8; `plain` is the scan without the columns that a known format adds."""

    file: FoundFile
    path: Path
    scan: str
    kinds: tuple[str, ...]
    plain: str = ""

    @property
    def numbered(self) -> str:
        """The same scan with the number `n` of each record of the file in front."""
        return with_made(self.file, self.plain or self.scan, "row_number() OVER () AS n")

    def cell(self, position: int) -> tuple[str, str]:
        """The expression of a column and its type."""
        return f"c{position}", self.kinds[position if position < FURTHER else len(self.file.columns) + position - FURTHER]


@contextmanager
def in_order(store: Store) -> Iterator[None]:
    """Scan files in the order of their rows, which is slower and only needed to number them."""
    store.execute("SET preserve_insertion_order = true")
    try:
        yield
    finally:
        store.execute("SET preserve_insertion_order = false")


def landed(store: Store, file: FoundFile, scratch: Path, place: int) -> Landed:
    """Make a file scannable, converting it first where the engine refuses its letters."""
    path = converted(file, scratch / f"{place}.csv") if needs_conversion(file.reading) else file.path
    plain = _empty_as_nothing(store, file, _scan(store, file, path, place))
    scan = with_made(file, plain)
    try:
        described = store.sql(f"DESCRIBE SELECT * FROM {scan}")
    except duckdb.Error as error:
        raise unreadable(file, error) from error
    return Landed(file, path, scan, tuple(_plain(row[1]) for row in described), plain)


def _empty_as_nothing(store: Store, file: FoundFile, scan: str) -> str:
    """Files that tell an empty text from nothing mean nothing by either."""
    if file.reading.kind not in TYPED:
        return scan
    try:
        texts = [name for name, kind, *_ in store.sql(f"DESCRIBE SELECT * FROM {scan}") if kind == "VARCHAR"]
    except duckdb.Error as error:
        raise unreadable(file, error) from error
    replaced = ", ".join(f"nullif({name}, '') AS {name}" for name in texts)
    return f"(SELECT * REPLACE ({replaced}) FROM {scan})" if texts else scan


def _plain(kind: str) -> str:
    return "TIMESTAMP" if kind.startswith("TIMESTAMP_") else kind


def needs_conversion(reading: Reading) -> bool:
    return reading.kind == "csv" and bool(reading.encoding or reading.mend)


def _scan(store: Store, file: FoundFile, path: Path, place: int) -> str:
    reading, width = file.reading, len(file.columns)
    if reading.kind == "csv":
        return csv_scan(file, path, place)
    if reading.kind == "xlsx":
        return _workbook(store, file, place)
    if reading.kind == "parquet":
        renamed = ", ".join(f'"{name.replace(chr(34), chr(34) * 2)}" AS c{i}' for i, name in enumerate(file.columns))
        return f"(SELECT {renamed} FROM read_parquet({quoted(str(path))}))"
    if reading.nested:
        return _nested_scan(reading, reading.nested, path)
    names = ", ".join(f"{quoted(name)}: 'VARCHAR'" for name in file.columns)
    shape = "newline_delimited" if reading.kind == "lines" else "array"
    zipped = ", compression = 'gzip'" if reading.gzip else ""
    columns = ", ".join(f'"{name.replace(chr(34), chr(34) * 2)}" AS c{i}' for i, name in enumerate(file.columns[:width]))
    options = f"columns = {{{names}}}, format = '{shape}', maximum_object_size = 33554432{zipped}"
    return f"(SELECT {columns} FROM read_json({quoted(str(path))}, {options}))"


def _nested_scan(reading: Reading, nested: Nested, path: Path) -> str:
    """Nested JSON laid flat by the engine: a row per item, or per record without items."""
    shape = "unstructured" if nested.inside else ("newline_delimited" if reading.kind == "lines" else "array")
    most = max(33_554_432, path.stat().st_size * (40 if reading.gzip else 1)) if nested.inside else 33_554_432
    zipped = ", compression = 'gzip'" if reading.gzip else ""
    records = f"(SELECT json AS r FROM read_json_objects({quoted(str(path))}, format = '{shape}', maximum_object_size = {min(most, 2**31)}{zipped}))"
    if nested.inside:
        records = f"(SELECT unnest(json_extract(r, {quoted(f'{_step(nested.inside)}[*]')})) AS r FROM {records})"
    if nested.items:
        held = f"json_extract(r, {quoted(_step(nested.items))})"
        several = f"CASE WHEN json_array_length({held}) > 0 THEN json_extract({held}, '$[*]') ELSE [{held}] END"
        records = f"(SELECT r, unnest({several}) AS item FROM {records})"
    cells = [
        f"json_extract_string({'item' if path[0] == nested.items else 'r'}, {quoted(_step(*path[path[0] == nested.items :]))}) AS c{i}"
        for i, path in enumerate(nested.paths)
    ]
    return f"(SELECT {', '.join(cells)} FROM {records})"


def _step(*path: str) -> str:
    """A path within JSON as the engine writes it."""
    return "$" + "".join(f'."{step}"' for step in path)


def csv_scan(file: FoundFile, path: Path, place: int) -> str:
    """The engine's own reader, told everything, guessing nothing; rows it cannot part go to a table of rejects."""
    reading = file.reading
    names = ", ".join(f"'c{i}': 'VARCHAR'" for i in range(len(file.columns)))
    zipped = ", compression = 'gzip'" if reading.gzip and path == file.path else ""
    return (
        f"read_csv({quoted(str(path))}, columns = {{{names}}}, auto_detect = false, header = false, skip = {reading.first_row - 1}, "
        f"delim = {quoted(reading.delimiter)}, quote = '\"', escape = '\"', nullstr = '', max_line_size = {LONGEST}, store_rejects = true, "
        f"rejects_table = 'rejects_{place}', rejects_scan = 'scans_{place}'{zipped})"
    )


def _workbook(store: Store, file: FoundFile, place: int) -> str:
    import pyarrow as pa

    batch = (file.rows if isinstance(file.rows, pa.RecordBatch) else _rows(file)).slice(file.reading.first_row - 1)
    columns = [batch.column(i) if i < batch.num_columns else pa.nulls(batch.num_rows, pa.string()) for i in range(len(file.columns))]
    name = f"workbook_{place}"
    cells = pa.record_batch({f"c{i}": column for i, column in enumerate(columns)})
    # The engine scans one batch on one thread.
    store.connection.register(name, pa.Table.from_batches([cells.slice(at, BATCH) for at in range(0, max(1, len(cells)), BATCH)]))
    return name


def _rows(file: FoundFile) -> Any:
    """All rows of a sheet, where the plan does not have them in hand."""
    import fastexcel

    book = fastexcel.read_excel(file.path)
    return book.load_sheet(file.reading.sheet or 0, header_row=None, skip_rows=0, dtypes="string").to_arrow()


def converted(file: FoundFile, target: Path) -> Path:
    """The file rewritten as UTF-8 with composed letters, in a stream; white-space columns parted by tabs, ends of lines made one."""
    target.parent.mkdir(parents=True, exist_ok=True)
    with (gzip.open if file.reading.gzip else open)(file.path, "rb") as source, target.open("w", encoding="utf-8", newline="") as out:
        for part in _parts(source, file.reading.encoding or "utf-8-sig"):  # type: ignore[arg-type]
            out.write(_mended(part, file.reading.mend))
    return target


def _parts(source: IO[bytes], encoding: str) -> Iterator[str]:
    """Whole lines, some megabytes at a time; what cannot be a letter becomes the replacement mark."""
    import codecs

    decoder, rest = codecs.getincrementaldecoder(encoding)("replace"), ""
    while chunk := source.read(CHUNK):
        text = rest + decoder.decode(chunk)
        cut = text.rfind("\n") + 1
        if text[:cut].endswith("\r\n") or cut:
            yield unicodedata.normalize("NFC", text[:cut])
        rest = text[cut:]
    yield unicodedata.normalize("NFC", rest + decoder.decode(b"", final=True)).lstrip("\ufeff")


def _mended(text: str, mend: str | None) -> str:
    text = text.lstrip("\ufeff") if text.startswith("\ufeff") else text
    if mend == "whitespace":
        return re.sub(r"[ \t\r]+", "\t", re.sub(r"(?m)^[ \t]+|[ \t\r]+$", "", text))
    return text.replace("\r\n", "\n").replace("\r", "\n") if mend else text


def unreadable(file: FoundFile, error: Exception) -> InputError:
    """The engine's complaint about a file, as ours."""
    message = str(error).splitlines()[0]
    if "No space left" in str(error) or ("disk" in message.lower() and "full" in message.lower()):
        return full_disk(file.name)
    cut = any(sign in str(error) for sign in ("footer", "truncated", "unexpected end", "Unexpected end", "Invalid gzip", "magic bytes"))
    what = (
        Words("Tệp này bị đứt giữa chừng hoặc hỏng.", "This file is cut off or broken.")
        if cut
        else Words("Không đọc được tệp này.", "This file cannot be read.")
    )
    return InputError(
        what, seen=message[:300], where=Where(file=file.name), code="cut_off" if cut else "unreadable",
        todo=Words("Xuất hoặc tải lại tệp rồi nhập lại.", "Export or download the file again and import that."),
    )  # fmt: skip


def full_disk(name: str | None) -> InputError:
    return InputError(
        Words(
            "Ổ đĩa đã đầy: không nhập gì cả, dữ liệu cũ còn nguyên.",
            "The disk is full: nothing was imported, what was there is untouched.",
        ),
        todo=Words("Dọn bớt ổ đĩa rồi nhập lại.", "Free some space and import again."), where=Where(file=name), code="disk_full",
    )  # fmt: skip


def clear(store: Store, files: int) -> None:
    """Forget what scanning left behind."""
    for place in range(files):
        with suppress(duckdb.Error):
            store.connection.unregister(f"workbook_{place}")
        store.drop(f"rejects_{place}", f"scans_{place}")
