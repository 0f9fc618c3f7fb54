"""Files that know their own columns: Parquet, JSON, JSON lines and workbooks."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from regulars.errors import InputError
from regulars.intake.plan import Reading
from regulars.sources import refusals
from regulars.sources.kinds import Head
from regulars.sources.nested import flat, shape_of, wrapped
from regulars.sources.sheet import SAMPLE_ROWS, Sheet
from regulars.sources.text_files import headed, known
from regulars.words import Words


def parquet_sheet(head: Head) -> Sheet:
    """The table of a Parquet file. Raises `InputError` where the file is broken or has no rows."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        file = pq.ParquetFile(head.path)
        names = tuple(str(name) for name in file.schema_arrow.names)
        batch = next(file.iter_batches(SAMPLE_ROWS), None)
    except (pa.ArrowException, OSError, ValueError) as error:
        raise refusals.cut_off(head.path, str(error)[:200]) from error
    if batch is None or not file.metadata.num_rows:
        raise refusals.header_only(head.path, names)
    types = tuple(_type(kind) for kind in file.schema_arrow.types)
    columns = [[None if cell is None else str(cell) for cell in column.to_pylist()] for column in _shown(batch)]
    return Sheet(head.path, Reading("parquet", first_row=2, types=types), names, tuple(zip(*columns, strict=True)))


def _shown(batch: object) -> list:
    """The columns of a batch in types that Python can hold: nanoseconds become microseconds."""
    import pyarrow as pa

    def plain(column: pa.Array) -> pa.Array:
        if pa.types.is_timestamp(column.type):
            return column.cast(pa.timestamp("us"), safe=False)
        return column

    return [plain(column) for column in batch.columns]  # type: ignore[attr-defined]


def _type(kind: object) -> str:
    from pyarrow import types

    tests = (
        (types.is_boolean, "flag"), (types.is_date, "day"), (types.is_time, "clock"),
        (types.is_integer, "number"), (types.is_floating, "number"), (types.is_decimal, "number"),
    )  # fmt: skip
    if types.is_timestamp(kind):
        return "zoned" if kind.tz else "time"  # type: ignore[attr-defined]
    return next((name for test, name in tests if test(kind)), "text")


def json_sheet(head: Head) -> Sheet:
    """The table of a JSON file: a list of records, or one record per line. Raises `InputError` for anything else."""
    text = head.start.decode("utf-8-sig", "replace").lstrip()
    held = wrapped(text) if text[:1] == "{" else None
    lines = text[:1] == "{" and not held
    try:
        found = list(_lines(text, head.whole) if lines else _listed(text[held[1] :] if held else text, head.whole))[:SAMPLE_ROWS]
    except (json.JSONDecodeError, _CutOffError) as error:
        if lines and _is_object(text, head.whole):
            raise refusals.not_a_table(head.path, NO_RECORDS) from error
        raise refusals.cut_off(head.path, str(error)) from error
    if not found:
        raise refusals.header_only(head.path, ())
    records = [record for record in found if isinstance(record, dict)]
    if len(records) < len(found):
        raise refusals.not_a_table(head.path, NO_RECORDS)
    _check_end(head, "lines" if lines else ("}" if held else "]"))
    reading = Reading("lines" if lines else "json", first_row=1, gzip=head.gzip)
    shape = shape_of(records, held[0] if held else None)
    if shape:
        return Sheet(head.path, replace(reading, nested=shape), shape.columns, tuple(flat(records, shape))[:SAMPLE_ROWS])
    names = tuple(dict.fromkeys(str(key) for record in records for key in record))
    return Sheet(head.path, reading, names, tuple(tuple(_cell(record.get(name)) for name in names) for record in records))


NO_RECORDS = Words("JSON không phải danh sách bản ghi", "JSON that is no list of records")


class _CutOffError(ValueError):
    pass


def _is_object(text: str, whole: bool) -> bool:
    """Whether a text that is no record per line is one object over several lines."""
    try:
        return isinstance(json.loads(text), dict)
    except json.JSONDecodeError:
        return not whole and text.splitlines()[0].strip() == "{"


def _lines(text: str, whole: bool) -> Iterator[object]:
    lines = text.splitlines()
    for line in lines if whole else lines[:-1]:
        if line.strip():
            yield json.loads(line)


def _listed(text: str, whole: bool) -> Iterator[object]:
    """The records of a JSON list, as many as the text holds."""
    decoder, at = json.JSONDecoder(), 1
    while True:
        while at < len(text) and text[at] in " \r\n\t,":
            at += 1
        if at < len(text) and text[at] == "]":
            return
        try:
            record, at = decoder.raw_decode(text, at)
        except json.JSONDecodeError as error:
            if not whole:
                return
            raise _CutOffError(str(error)) from error
        yield record


def _check_end(head: Head, end: str) -> None:
    if head.gzip or end == "lines":
        return
    with head.path.open("rb") as file:
        file.seek(max(0, head.path.stat().st_size - 64))
        if not file.read().rstrip().endswith(end.encode()):
            raise refusals.cut_off(head.path, Words(f"danh sách JSON không có dấu {end}", f"a JSON list without its {end}"))


def _cell(value: object) -> str | None:
    if value is None or isinstance(value, str):
        return value
    return json.dumps(value, ensure_ascii=False)


def workbook_sheets(head: Head, wanted: str | None) -> tuple[Sheet, ...]:
    """The sheet asked for, else every sheet with rows, those whose header we know best first. Raises `InputError` where none has rows."""
    import fastexcel

    try:
        book = fastexcel.read_excel(head.path)
    except Exception as error:
        raise refusals.unreadable(head.path, str(error)) from error
    if wanted and wanted not in book.sheet_names:
        raise refusals.unreadable(head.path, f"{wanted}? {', '.join(book.sheet_names)}")
    sheets, refused = [], []
    for name in [wanted] if wanted else book.sheet_names:
        try:
            sheets.append(_one_sheet(book, head.path, name))
        except InputError as error:
            refused.append(error)
    if not sheets:
        raise refused[0] if refused else refusals.empty(head.path)
    return tuple(sorted(sheets, key=lambda sheet: (sum(known(name) for name in sheet.columns), len(sheet.rows)), reverse=True))


def _one_sheet(book: object, path: Path, name: str) -> Sheet:
    held = book.load_sheet(name, header_row=None, skip_rows=0, dtypes="string").to_arrow()  # type: ignore[attr-defined]
    columns = [column.to_pylist() for column in held.slice(0, SAMPLE_ROWS).columns]
    if not columns:
        raise refusals.empty(path)
    return headed(Sheet(path, Reading("xlsx", sheet=name), (), tuple(zip(*columns, strict=True)), held=held))


def whole_gzip(path: Path) -> None:
    """Read a gzip file to its end; raises where it is cut off."""
    try:
        with gzip.open(path) as file:
            while file.read(1 << 22):
                pass
    except (EOFError, OSError) as error:
        raise refusals.cut_off(path, str(error)) from error
