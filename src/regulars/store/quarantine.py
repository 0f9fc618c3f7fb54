"""The quarantine: rows that could not be accepted, as they wait, as they are given out to be corrected, and as they come back."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import ibis.expr.types as ir

from regulars.errors import InputError, Where
from regulars.intake.mending import ROW_ID, Cells, Mend, Waiting, Which
from regulars.intake.outcome import REASONS
from regulars.intake.plan import FoundFile, Plan
from regulars.intake.words import told_apart
from regulars.store import history_of_imports as history
from regulars.store.duckdb import Store
from regulars.store.loading import landing
from regulars.store.loading.refused import Row
from regulars.words import Words, number

# The columns of a file to be corrected, before those of the original files.
ID, FILE, ROW, REASON = ROW_ID, "quarantine_file", "quarantine_row", "quarantine_reason"
TABLE = {
    "id": "id", "batch": "batch_id", "file": "file", "row": "row_number", "column": "column_name", "value": "value", "reason": "reason",
    "reason_vi": "reason_vi", "reason_en": "reason_en", "cells": "raw", "state": "state", "mended_in": "settled_in",
}  # fmt: skip
ALL = Which()
RISKY = ("=", "+", "@", "\t")


@dataclass(frozen=True)
class Held:
    """Waiting rows of one file refused for one column and reason: how many, where the first stands and what it says."""

    batch: int
    file: str
    column: str | None
    reason: str
    rows: int
    row: int
    example: str | None

    def sentence(self) -> Words:
        """“312 rows of “Sale date” are not dates. For example row 48: “31/02/2026”.”"""
        why = REASONS[self.reason].words
        many = Words(number(self.rows, "vi"), number(self.rows, "en"))
        what = _COLUMN if self.column else _FILE
        said = what.filled(column=self.column or "", file=self.file, n=many, why=why)
        example = _EXAMPLE.filled(row=self.row, value=self.example) if self.example else _PLACE.filled(row=self.row)
        return Words(f"{said.vi} {example.vi}", f"{said.en} {example.en}")


_COLUMN = Words("Cột “{column}” có {n} dòng {why}.", "“{column}”: {n} rows are refused: {why}.")
_FILE = Words("Tệp “{file}” có {n} dòng {why}.", "“{file}”: {n} rows are refused: {why}.")
_EXAMPLE = Words("Ví dụ dòng {row}: “{value}”.", "For example row {row}: “{value}”.")
_PLACE = Words("Ví dụ dòng {row}.", "For example row {row}.")


def summary(store: Store, which: Which = ALL) -> list[Held]:
    """Waiting rows by batch, file, column and reason, most first."""
    history.prepare(store)
    conditions, values = _asked(which)
    rows = store.sql(
        "SELECT batch_id, file, column_name, reason, count(*), min(row_number), arg_min(value, row_number) FROM quarantine "
        f"WHERE state = 'open'{conditions} GROUP BY ALL ORDER BY count(*) DESC, batch_id, file, column_name, reason",
        values,
    )
    return [Held(*row) for row in rows]


def table(store: Store, batch: int | None = None) -> ir.Table:
    """Every refused row, those mended and dropped included: `cells` is JSON, `mended_in` the batch that brought a mended row."""
    history.prepare(store)
    kept = store.table("quarantine")
    chosen = kept if batch is None else kept.filter(kept.batch_id == batch)
    return chosen.select(**{name: chosen[column] for name, column in TABLE.items()}).order_by("batch", "file", "row", "id")


def _asked(which: Which) -> tuple[str, list[object]]:
    asked = {"batch_id": which.batch, "file": which.file, "reason": which.reason, "column_name": which.column}
    given = {name: value for name, value in asked.items() if value is not None}
    return "".join(f" AND {name} = ?" for name in given), list(given.values())


def rows(store: Store, which: Which = ALL, *, limit: int | None = None, past: int = 0, every: bool = False) -> list[dict[str, Any]]:
    """The rows themselves, in the order of batches and rows: those that wait, or all of them, from after so many on. `cells` maps column to text."""
    history.prepare(store)
    conditions, values = _asked(which)
    shown = ", ".join(f'{column} AS "{name}"' for name, column in TABLE.items())
    state, cut = "true" if every else "state = 'open'", (f" LIMIT {limit}" if limit else "") + (f" OFFSET {past}" if past else "")
    found = store.sql(f"SELECT {shown} FROM quarantine WHERE {state}{conditions} ORDER BY batch_id, file, row_number, id{cut}", values)
    return [dict(zip(TABLE, row, strict=True)) | {"cells": json.loads(row[list(TABLE).index("cells")])} for row in found]


def waiting(store: Store, wanted: Mend) -> list[Waiting]:
    """The waiting rows that a mend means, by batch."""
    conditions, values = _asked(wanted.which)
    found = store.sql(
        "SELECT id, batch_id, coalesce(file_no, 0), file, row_number, column_name, value, reason, raw FROM quarantine "
        f"WHERE state = 'open'{conditions} ORDER BY batch_id, file_no, row_number, id",
        values,
    )
    plans: dict[int, Plan | None] = {}
    made = []
    for id, batch, place, file, row, column, value, reason, raw in found:
        if wanted.kind == "file" and id not in wanted.given:
            continue
        if batch not in plans:
            plans[batch] = history.plan_of(store, batch)
        made.append(Waiting(id, batch, place, file, row, column, value, reason, _cells(json.loads(raw), plans[batch], place)))
    return made


def _cells(raw: object, plan: Plan | None, place: int) -> Cells | None:
    """The cells of a row; one that the engine could not part is parted here where that gives as many as there are columns."""
    if isinstance(raw, dict):
        return tuple(raw.values())
    if plan is None:
        return None
    cells = _parted(raw, plan.files[place])
    return cells if len(cells) == len(plan.files[place].columns) else None


def _parted(raw: object, file: FoundFile) -> Cells:
    text = str(raw[0]) if isinstance(raw, list) and raw and raw[0] else ""
    return tuple(cell or None for cell in next(csv.reader(io.StringIO(text), delimiter=file.reading.delimiter), []))


def settle(store: Store, settled: Mapping[int, int | None], state: str) -> None:
    """Rows that have come in with a batch, or were dropped."""
    import pyarrow as pa

    if not settled:
        return
    given = pa.table({"id": pa.array(list(settled), pa.int64()), "batch": pa.array(list(settled.values()), pa.int64())})
    store.connection.register("settled", given)
    store.execute(f"UPDATE quarantine SET state = '{state}', settled_in = s.batch FROM settled AS s WHERE quarantine.id = s.id")
    store.connection.unregister("settled")


def refuse_again(store: Store, still: Mapping[int, Row]) -> None:
    """Rows that are still bad: as they are now, with their new reason."""
    import pyarrow as pa

    if not still:
        return
    words = [REASONS[row.reason].words for row in still.values()]
    given = pa.table({
        "id": pa.array(list(still), pa.int64()),
        "column_name": pa.array([row.column for row in still.values()], pa.string()),
        "value": pa.array([row.value for row in still.values()], pa.string()),
        "reason": pa.array([row.reason for row in still.values()], pa.string()),
        "reason_vi": pa.array([one.vi for one in words], pa.string()),
        "reason_en": pa.array([one.en for one in words], pa.string()),
        "raw": pa.array([row.raw for row in still.values()], pa.string()),
    })  # fmt: skip
    changed = ", ".join(f"{name} = s.{name}" for name in given.column_names[1:])
    store.connection.register("still_bad", given)
    store.execute(f"UPDATE quarantine SET {changed} FROM still_bad AS s WHERE quarantine.id = s.id")
    store.connection.unregister("still_bad")


# Given out and given back


def given_out(store: Store, which: Which, lang: str) -> tuple[list[str], Iterator[list[str | None]]]:
    """A table to be corrected: what each row is, why it was refused, and the cells by the original files' columns; header and rows."""
    found = waiting(store, Mend("retry", which))
    plans = {row.batch: history.plan_of(store, row.batch) for row in found}
    columns = {name: None for row in found if (plan := plans[row.batch]) for name in told_apart(plan.files[row.place].columns)}

    def made() -> Iterator[list[str | None]]:
        for row in found:
            plan = plans[row.batch]
            own = _by_name(store, row, plan.files[row.place]) if plan else {}
            why = " · ".join(part for part in (row.column, REASONS[row.reason].words.of(lang)) if part)
            yield [str(row.id), row.file, str(row.row), why, *(own.get(name) for name in columns)]

    return [ID, FILE, ROW, REASON, *columns], made()


def _by_name(store: Store, row: Waiting, file: FoundFile) -> dict[str, str | None]:
    """The cells of a row; what could not be parted is parted as well as can be, the rest in the last column."""
    names = told_apart(file.columns)
    if row.cells is not None:
        return dict(zip(names, row.cells, strict=False))
    raw = store.sql("SELECT raw FROM quarantine WHERE id = ?", [row.id])[0][0]
    cells = _parted(json.loads(raw), file)
    last = file.reading.delimiter.join(cell or "" for cell in cells[len(names) - 1 :]) or None
    return dict(zip(names, [*cells[: len(names) - 1], last], strict=False))


def write(target: Path, header: Sequence[str], rows: Iterator[list[str | None]]) -> int:
    """Write the table as CSV or XLSX, all cells as text; how many rows."""
    target.parent.mkdir(parents=True, exist_ok=True)
    return (_write_workbook if target.suffix.lower() == ".xlsx" else _write_text)(target, header, rows)


def _write_text(target: Path, header: Sequence[str], rows: Iterator[list[str | None]]) -> int:
    with target.open("w", encoding="utf-8-sig", newline="") as out:
        writer = csv.writer(out)
        writer.writerow(header)
        written = [writer.writerow([f"'{cell}" if cell and cell.startswith(RISKY) else cell for cell in row]) for row in rows]
    return len(written)


def _write_workbook(target: Path, header: Sequence[str], rows: Iterator[list[str | None]]) -> int:
    import xlsxwriter

    with xlsxwriter.Workbook(target, {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        sheet, text = book.add_worksheet(), book.add_format({"num_format": "@"})
        sheet.set_column(0, len(header) - 1, 16, text)
        sheet.write_row(0, 0, header)
        count = 0
        for count, row in enumerate(rows, 1):
            for place, cell in enumerate(row):
                sheet.write_string(count, place, cell or "", text)
    return count


def given_back(store: Store, file: FoundFile, scratch: Path) -> dict[int, dict[str, str | None]]:
    """The corrected rows of a file, by row id: cells by column. Raises `InputError` where it does not say which rows they are."""
    if ID not in file.columns:
        raise InputError(
            Words(f"Tệp này không có cột “{ID}” nên không biết dòng nào là dòng nào.", f"This file has no column “{ID}”: nothing says which row is which."),
            seen=", ".join(file.columns)[:300],
            todo=Words(
                "Xuất lại các dòng rồi sửa trong tệp đó: regulars quarantine export TỆP",
                "Export the rows again and correct that file: regulars quarantine export FILE",
            ),
            where=Where(file=file.name), code="no_ids",
        )  # fmt: skip
    landed = landing.landed(store, file, scratch, 0)
    cells = ", ".join(f"c{place}::VARCHAR" for place in range(len(file.columns)))
    found = store.sql(f"SELECT {cells} FROM {landed.scan}")
    landing.clear(store, 1)
    at = file.columns.index(ID)
    names = {place: name for place, name in enumerate(file.columns) if name not in (ID, FILE, ROW, REASON)}
    return {id: {name: _bare(row[place]) for place, name in names.items()} for row in found if (id := _id(row[at])) is not None}


def _bare(cell: str | None) -> str | None:
    """A cell without the mark that keeps a spreadsheet from running it."""
    return (cell[1:] if cell and cell[0] == "'" and cell[1:].startswith(RISKY) else cell) or None


def _id(cell: str | None) -> int | None:
    text = (cell or "").strip().removesuffix(".0")
    return int(text) if text.isdigit() else None
