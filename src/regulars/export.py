"""Tables as files for other programs: CSV, Parquet and XLSX, safe to open in a spreadsheet, whole or not there at all."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pyarrow
import pyarrow.compute
import pyarrow.csv
import pyarrow.parquet

from regulars.answers import Table
from regulars.errors import InputError, Where
from regulars.freshness import Freshness
from regulars.words import Words, language, number

# A text that begins with one of these would be taken for a formula.
RISKY = "^[=+\\-@\\t\\r\\n＝＋－＠]"
SHEET_ROWS = 1_048_576
SHEET_COLUMNS = 16_384
ABOUT = Words("Về tệp này", "About")
KEY = b"regulars"  # of the metadata of a Parquet file
KINDS = (".csv", ".parquet", ".xlsx")
BOM = b"\xef\xbb\xbf"


def write(table: Table, path: Path | str, lang: str | None = None) -> int:
    """Write a table to a .csv, .parquet or .xlsx file, under another name until it is whole; returns the number of rows.

    CSV is UTF-8 with a byte order mark; a text that a spreadsheet would take for a formula gets an apostrophe in front. In XLSX every
    text is a text. Not known is an empty cell. A table that knows its freshness tells it: a second sheet of XLSX (in `lang`, the language of this
    process unless given), the key `regulars` in the metadata of Parquet, beside a CSV the file `<name>.about.json`.
    Raises `InputError` for another kind of file, or more rows than a sheet has.
    """
    target = Path(path)
    kind = kind_of(target)
    if kind == ".xlsx":
        _refuse_more_than_a_sheet(len(table), len(table.columns), target)
    if kind == ".csv":
        return _csv_and_about(table, target)
    with _in_one_step(target) as fresh:
        return _xlsx(table, fresh, lang or language()) if kind == ".xlsx" else _parquet(table, fresh)


def about_file(path: Path | str) -> Path:
    """Where it is told how fresh a CSV is: a file beside it, since other programs would read a line of prose in it as data."""
    return Path(f"{path}.about.json")


def about(table: Table) -> dict[str, object] | None:
    """How fresh the rows of a table are, and their currency, as plain data with texts in both languages; null where nobody told."""
    return {"currency": table.currency, **table.freshness.to_data()} if table.freshness else None


def kind_of(path: Path) -> str:
    """The kind of file that a name asks for, by its suffix; `InputError` for any other."""
    kind = path.suffix.lower()
    if kind in KINDS:
        return kind
    raise InputError(
        Words("Chỉ ghi được tệp CSV, Parquet hay XLSX.", "Only CSV, Parquet and XLSX files can be written."),
        seen=path.name,
        todo=Words("Đặt tên tệp có đuôi .csv, .parquet hay .xlsx.", "Let the file's name end in .csv, .parquet or .xlsx."),
        where=Where(file=path.name),
        code="kind_of_file",
    )


def _nothing() -> None:
    return None


@contextmanager
def _in_one_step(target: Path, before: Callable[[], None] = _nothing) -> Iterator[Path]:
    """A name to write to; what was written takes the place of the file only when it is whole. `before` is done just before that."""
    target.parent.mkdir(parents=True, exist_ok=True)
    fresh = target.with_name(f".{target.stem}.{os.getpid()}{target.suffix}")
    try:
        yield fresh
        before()
        if fresh.exists():
            fresh.replace(target)
    finally:
        fresh.unlink(missing_ok=True)


def _batches(table: Table) -> pyarrow.RecordBatchReader:
    return table.ibis.to_pyarrow_batches()


def _csv_and_about(table: Table, target: Path) -> int:
    """Both files under other names until both are whole; in between there is rather no word about the rows than a wrong one."""
    told, beside = about(table), about_file(target)
    with _in_one_step(beside) as note, _in_one_step(target, before=lambda: beside.unlink(missing_ok=True)) as fresh:
        rows = _csv(table, fresh)
        if told:
            whole = {"file": target.name, "rows": rows, "columns": list(table.columns), **told}
            note.write_text(json.dumps(whole, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return rows


def _csv(table: Table, path: Path) -> int:
    rows = 0
    with path.open("wb") as file, _batches(table) as batches:
        file.write(BOM)
        with pyarrow.csv.CSVWriter(file, batches.schema) as writer:
            for batch in batches:
                writer.write(_harmless(batch))
                rows += batch.num_rows
    return rows


def _harmless(batch: pyarrow.RecordBatch) -> pyarrow.RecordBatch:
    """The same rows with an apostrophe before every text that would be taken for a formula."""
    columns = [_quoted(column) if _is_text(column.type) else column for column in batch.columns]
    return pyarrow.RecordBatch.from_arrays(columns, schema=batch.schema)


def _is_text(kind: pyarrow.DataType) -> bool:
    return pyarrow.types.is_string(kind) or pyarrow.types.is_large_string(kind)


def _quoted(column: pyarrow.Array) -> pyarrow.Array:
    risky = pyarrow.compute.match_substring_regex(column, RISKY)
    marked = pyarrow.compute.binary_join_element_wise("'", column, "")
    return pyarrow.compute.if_else(risky, marked, column).cast(column.type)


def _parquet(table: Table, path: Path) -> int:
    rows = 0
    with _batches(table) as batches, pyarrow.parquet.ParquetWriter(path, _telling(table, batches.schema), compression="zstd") as writer:
        for batch in batches:
            writer.write_batch(batch)
            rows += batch.num_rows
    return rows


def _telling(table: Table, schema: pyarrow.Schema) -> pyarrow.Schema:
    """A schema that tells how fresh the rows are."""
    told = about(table)
    return schema.with_metadata({**(schema.metadata or {}), KEY: json.dumps(told, ensure_ascii=False).encode()}) if told else schema


def _xlsx(table: Table, path: Path, lang: str) -> int:
    import xlsxwriter

    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "nan_inf_to_errors": False}
    rows = 0
    with xlsxwriter.Workbook(str(path), options | {"default_date_format": "yyyy-mm-dd"}) as book, _batches(table) as batches:
        sheet = book.add_worksheet()
        sheet.freeze_panes(1, 1)
        for at, name in enumerate(table.columns):
            sheet.write_string(0, at, name)
        for batch in batches:
            for row in zip(*(column.to_pylist() for column in batch.columns), strict=True):
                rows += 1
                _cells(sheet, rows, row)
        if table.freshness:
            _about_sheet(book.add_worksheet(ABOUT.of(lang)), table.freshness, lang)
    return rows


def _about_sheet(sheet: Any, freshness: Freshness, lang: str) -> None:
    """A line a fact: the warning where there is one, day, moment, versions, then the imports with their files."""
    sheet.set_column(0, 0, 100)
    warning = freshness.warning(lang)
    lines = [*([warning] if warning else []), *freshness.parts(lang), "", *(one.line(lang, freshness.zone) for one in freshness.imports)]
    for row, text in enumerate(lines):
        sheet.write_string(row, 0, text)


def _cells(sheet: Any, row: int, values: Sequence[object]) -> None:
    for at, value in enumerate(values):
        if isinstance(value, bool):
            sheet.write_boolean(row, at, value)
        elif isinstance(value, int | float) and value == value and abs(value) < 1e300:
            sheet.write_number(row, at, value)
        elif hasattr(value, "year"):
            sheet.write_datetime(row, at, value)
        elif value is not None and value == value:
            sheet.write_string(row, at, str(value))


def _refuse_more_than_a_sheet(rows: int, columns: int, path: Path) -> None:
    if rows < SHEET_ROWS and columns <= SHEET_COLUMNS:
        return
    raise InputError(
        Words("Một trang Excel không chứa hết ngần ấy khách.", "A sheet of Excel does not hold so many customers."),
        seen=Words(
            f"{number(rows, 'vi')} khách; một trang chứa nhiều nhất {number(SHEET_ROWS - 1, 'vi')}",
            f"{number(rows, 'en')} customers; a sheet holds {number(SHEET_ROWS - 1, 'en')} at most",
        ),
        todo=Words(
            "Ghi ra CSV hay Parquet, hoặc chọn bớt khách bằng --rule.", "Write CSV or Parquet, or choose fewer customers with --rule."
        ),
        where=Where(file=path.name),
        code="sheet_rows",
    )
