"""Rows that could not be accepted: kept with row, column, value and reason, in a table and in a file."""

from __future__ import annotations

import csv
import json
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from regulars.errors import InputError, Where
from regulars.intake.outcome import REASONS, Refused
from regulars.intake.plan import FoundFile
from regulars.intake.words import told_apart
from regulars.store.duckdb import Store
from regulars.store.loading.casting import quoted
from regulars.store.loading.landing import Landed, in_order
from regulars.store.loading.staging import Check, Money, Staged, select
from regulars.words import Words

COLUMNS = ("batch_id", "file", "row_number", "column_name", "value", "reason", "reason_vi", "reason_en", "raw")
# `state` is open, mended or dropped; `settled_in` the batch in which a mended row came in; `file_no` the file's place in its batch.
KEPT = (*COLUMNS, "id", "state", "settled_in", "file_no")
NUMBERS = ("batch_id", "row_number", "id", "settled_in", "file_no")
KINDS = {name: "BIGINT" if name in NUMBERS else "VARCHAR" for name in KEPT}
LONGEST = 200
LONGEST_CELL = 32_767
ENGINE_REASONS = {
    "MISSING COLUMNS": "too_few_columns", "TOO MANY COLUMNS": "too_many_columns", "LINE SIZE OVER MAXIMUM": "too_long",
    "INVALID ENCODING": "bad_letters",
    "UNQUOTED VALUE": "bad_quotes",
}  # fmt: skip


@dataclass(frozen=True)
class Row:
    """One refused row."""

    file: str
    number: int
    column: str | None
    value: str | None
    reason: str
    raw: str
    place: int = 0


def example_of(store: Store, one: Staged, check: Check, money: Money, *, phones: bool) -> tuple[str | None, int | None]:
    """The value and row number of the first row with a fault, by a scan in order: only called where something is wrong."""
    row = next(faulty(store, one, [check], money, phones=phones, limit=1), None)
    return (row.value, row.number) if row else (None, None)


def refused_rows(store: Store, one: Staged, place: int, money: Money, checks: list[Check], *, phones: bool) -> list[Row]:
    """The refused rows of a file: those the engine could not part into columns, and those with faults."""
    rows = list(engine_rows(store, one.landed.file, place))
    rows += list(faulty(store, one, checks, money, phones=phones)) if checks else []
    return [replace(row, place=place) for row in rows]


def engine_rows(store: Store, file: FoundFile, place: int) -> Iterator[Row]:
    """Rows of a text file with too few or too many columns, or otherwise unreadable."""
    if file.reading.kind != "csv" or not _has_rejects(store, place):
        return
    found = store.sql(f"SELECT DISTINCT line, error_type::VARCHAR, left(csv_line, 8000) FROM rejects_{place} ORDER BY line")
    for number in {line: (kind, text) for line, kind, text in reversed(found)}.items():
        (line, (kind, text)) = number
        yield Row(
            file.name,
            int(line),
            None,
            (text or "")[:LONGEST],
            ENGINE_REASONS.get(kind, "bad_quotes"),
            json.dumps([text], ensure_ascii=False),
            place,
        )


def _has_rejects(store: Store, place: int) -> bool:
    return bool(store.sql("SELECT count(*) FROM duckdb_tables() WHERE table_name = ?", [f"rejects_{place}"])[0][0])


def reject_count(store: Store, file: FoundFile, place: int) -> int:
    if file.reading.kind != "csv" or not _has_rejects(store, place):
        return 0
    return store.sql(f"SELECT count(DISTINCT line) FROM rejects_{place}")[0][0]


def check_cut_off(store: Store, landed: Landed, place: int) -> None:
    """Raises `InputError` where the last row breaks off, or an open quote swallows the rest: the file is not whole."""
    if not reject_count(store, landed.file, place):
        return
    size = landed.path.stat().st_size
    last = store.sql(
        "SELECT line, line_byte_position, error_type::VARCHAR, strlen(csv_line), left(csv_line, 120) FROM "
        f"rejects_{place} ORDER BY line DESC LIMIT 1"
    )[0]
    line, begins, kind, length, text = last
    with landed.path.open("rb") as file:
        file.seek(-1, 2)
        ended = file.read(1) in (b"\n", b"\r")
    zipped = landed.file.reading.gzip and landed.path == landed.file.path
    to_end = not zipped and begins is not None and length and begins - 1 + length >= size - 2
    if (kind == "UNQUOTED VALUE" and to_end) or (kind == "MISSING COLUMNS" and to_end and not ended):
        raise InputError(
            Words("Tệp này bị đứt giữa chừng: dòng cuối không trọn.", "This file is cut off: its last row is not whole."), seen=text,
            todo=Words("Chép hoặc tải lại tệp cho trọn rồi nhập lại.", "Copy or download the whole file again and import that."),
            where=Where(file=landed.file.name, row=int(line)), code="cut_off",
        )  # fmt: skip


def faulty(store: Store, one: Staged, checks: list[Check], money: Money, *, phones: bool, limit: int | None = None) -> Iterator[Row]:
    """The rows with any of the faults, numbered as a spreadsheet numbers them."""
    file, wanted = one.landed.file, sum(check.bit for check in checks)
    cut = f" LIMIT {limit}" if limit else ""
    with in_order(store):
        query = f"SELECT * FROM ({select(one, money, phones=phones, number=True)}) WHERE flags & {wanted} <> 0 ORDER BY n{cut}"
        cursor = store.connection.execute(query)
        names = [column[0] for column in cursor.description]
        flags, n = names.index("flags"), names.index("n")
        cells = [names.index(f"c{i}") for i in range(len(file.columns))]
        found = cursor.fetchall()
    numbering, shown = Numbering(one.landed, store), told_apart(file.columns)
    seen: set[int] = set()
    for row in found:
        if row[n] in seen:  # the items of one row are several lines
            continue
        seen.add(row[n])
        check = next(check for check in checks if row[flags] & check.bit)
        raw = {name: None if row[i] is None else str(row[i])[:LONGEST_CELL] for name, i in zip(shown, cells, strict=True)}
        places = dict.fromkeys(source for position in check.positions for source in file.sources(position))
        value = " ".join(raw[shown[place]] or "" for place in places).strip() or None
        yield Row(
            file.name,
            numbering.of(row[n]),
            ", ".join(check.columns) or None,
            (value or "")[:LONGEST],
            _reason(check, value),
            json.dumps(raw, ensure_ascii=False),
        )


def _reason(check: Check, value: str | None) -> str:
    """A number that is too large for an amount is said to be that."""
    if check.code != "not_a_number" or not value:
        return check.code
    plain = value.replace(",", "").replace(".", "").replace(" ", "")
    return (
        "too_large"
        if plain.lstrip("-+").isdigit()
        or ("e" in plain.lower() and plain.lower().replace("e", "", 1).lstrip("-+").replace("+", "").isdigit())
        else check.code
    )


class Numbering:
    """From the number of a record to its row in a spreadsheet: rows refused by the engine and blank rows in between are counted in."""

    def __init__(self, landed: Landed, store: Store) -> None:
        self.first = landed.file.reading.first_row
        self.gaps = _gaps(landed, store)

    def of(self, record: int) -> int:
        number = record + self.first - 1
        for gap in self.gaps:
            if gap > number:
                break
            number += 1
        return number


def _gaps(landed: Landed, store: Store) -> list[int]:
    """The rows of a text file that the engine did not give: refused ones, and blank ones."""
    if landed.file.reading.kind != "csv":
        return []
    tables = [name for (name,) in store.sql("SELECT table_name FROM duckdb_tables() WHERE table_name LIKE 'rejects_%'")]
    refused = {
        int(line)
        for name in tables
        for (line,) in store.sql(
            f"SELECT DISTINCT line FROM {name} WHERE scan_id IN (SELECT scan_id FROM {name.replace('rejects', 'scans')} "
            f"WHERE file_path = {quoted(str(landed.path))})"
        )
    }
    return sorted(refused | blank_rows(landed))


def blank_rows(landed: Landed) -> set[int]:
    """The numbers of rows without anything in them, which the engine passes over."""
    import gzip

    opener = gzip.open if landed.file.reading.gzip and landed.path == landed.file.path else open
    with opener(landed.path, "rb") as file:
        if not any(b"\n\n" in part or b"\r\n\r\n" in part for part in iter(lambda: file.read(1 << 22), b"")):
            return set()
    with opener(landed.path, "rt", encoding="utf-8-sig", errors="replace", newline="") as text:
        reader = csv.reader(text, delimiter=landed.file.reading.delimiter)
        return {number for number, row in enumerate(reader, 1) if not row and number >= landed.file.reading.first_row}


def keep(store: Store, batch: int, rows: list[Row]) -> None:
    """Enter refused rows into the quarantine table."""
    import pyarrow as pa

    last = store.sql("SELECT coalesce(max(id), 0) FROM quarantine")[0][0]
    values = [(*_values(batch, row), last + i, "open", None, row.place) for i, row in enumerate(rows, 1)]
    kinds = [pa.int64() if name in NUMBERS else pa.string() for name in KEPT]
    table = pa.table({name: pa.array(cells, kind) for name, cells, kind in zip(KEPT, zip(*values, strict=True), kinds, strict=True)})
    store.connection.register("refused", table)
    store.execute(f"INSERT INTO quarantine ({', '.join(KEPT)}) SELECT {', '.join(KEPT)} FROM refused")
    store.connection.unregister("refused")


def are_new(store: Store, rows: list[Row]) -> bool:
    """Whether any of the refused rows is not in quarantine already, by its cells or by where it stands."""
    import pyarrow as pa

    if not rows:
        return False
    cells = {"file": [row.file for row in rows], "row_number": [row.number for row in rows], "raw": [row.raw for row in rows]}
    store.connection.register("refused", pa.table(cells))
    news = "refused ANTI JOIN quarantine USING (raw) ANTI JOIN quarantine AS placed USING (file, row_number)"
    found = store.sql(f"SELECT count(*) FROM {news}")[0][0]
    store.connection.unregister("refused")
    return bool(found)


def _values(batch: int, row: Row) -> tuple[object, ...]:
    words = REASONS[row.reason].words
    return (batch, row.file, row.number, row.column, row.value, row.reason, words.vi, words.en, row.raw)


def write(folder: Path, batch: int, rows: list[Row]) -> Path:
    """The refused rows as a CSV file, under a temporary name until the batch is in."""
    folder.mkdir(parents=True, exist_ok=True)
    unfinished = folder / f"batch-{batch:04d}.csv.part"
    with unfinished.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(COLUMNS)
        writer.writerows(_values(batch, row) for row in rows)
    return unfinished


def summed(rows: list[Row]) -> tuple[Refused, ...]:
    """Refused rows by file, column and reason, most first."""
    groups: dict[tuple[str, str | None, str], list[Row]] = defaultdict(list)
    for row in rows:
        groups[row.file, row.column, row.reason].append(row)
    found = [Refused(file, column, reason, len(same), same[0].number, same[0].value) for (file, column, reason), same in groups.items()]
    return tuple(sorted(found, key=lambda one: (-one.rows, one.file, one.row or 0)))
