"""Cells of customers and products files that say something, but nothing that can be read: the row is kept, the cell is listed."""

from __future__ import annotations

import json
from collections.abc import Iterator

from regulars.intake.dates import DateFormat
from regulars.intake.fields import FIELDS
from regulars.intake.numbers import NumberFormat
from regulars.intake.people import phone_of
from regulars.intake.plan import Mapped
from regulars.store.loading import refused
from regulars.store.loading.batch import Batch
from regulars.store.loading.casting import blank, number_of, quoted, text_of
from regulars.store.loading.landing import Landed, in_order
from regulars.store.loading.meanings import understand
from regulars.store.loading.refused import Row
from regulars.store.loading.staging import when

EMAIL = r"[^@\s*]+@[^@\s*]+\.[^@\s*]+"
# Most phones are plainly good: only the others are looked at one by one.
MOBILE = r"(\+?84|0)[35789][0-9]{8}"
UNDERSTOOD = "unread_phone"


def cells(batch: Batch) -> list[Row]:
    """The cells that were left empty, file by file in the order of their rows."""
    return [row for table in ("customers", "products") for place, landed in batch.placed(table) for row in _of(batch, landed, place)]


def _of(batch: Batch, landed: Landed, place: int) -> Iterator[Row]:
    tests = [(mapped, *found) for mapped in landed.file.mapped if (found := _test(batch, landed, mapped))]
    if not tests:
        return
    flags = ", ".join(f"({test}) AS bad_{i}" for i, (_, test, _) in enumerate(tests))
    faulty = " OR ".join(f"bad_{i}" for i in range(len(tests)))
    width = len(landed.file.columns)
    with in_order(batch.store):
        found = batch.store.sql(
            f"SELECT n, {', '.join(f'c{i}::VARCHAR' for i in range(width))}, {', '.join(f'bad_{i}' for i in range(len(tests)))} FROM "
            f"(SELECT *, {flags} FROM {landed.numbered}) WHERE {faulty} ORDER BY n"
        )
    batch.store.drop(f"meaning_{UNDERSTOOD}")
    numbering = refused.Numbering(landed, batch.store)
    for row in found:
        raw = dict(zip(refused.told_apart(landed.file.columns), row[1 : width + 1], strict=True))
        for (mapped, _, code), bad in zip(tests, row[width + 1 :], strict=True):
            if bad:
                value = " ".join(row[1 + source] or "" for i in mapped.positions for source in landed.file.sources(i)).strip()
                yield Row(
                    landed.file.name,
                    numbering.of(row[0]),
                    ", ".join(mapped.columns),
                    value[:200],
                    code,
                    json.dumps(raw, ensure_ascii=False),
                    place,
                )


def _test(batch: Batch, landed: Landed, mapped: Mapped) -> tuple[str, str] | None:
    """What is true of a cell that cannot be read, and the reason; null for a field that takes any text."""
    cell, kind = landed.cell(mapped.positions[0])
    said = f"NOT {blank(cell, kind)}"
    if isinstance(mapped.format, DateFormat):
        return f"{said} AND {_outside(batch, landed, mapped, mapped.format)}", "unread_date"
    if isinstance(mapped.format, NumberFormat):
        value = number_of(cell, kind, mapped.format)
        span = f" OR {value} NOT BETWEEN 1905 AND {batch.now.year}" if mapped.field == "birth_year" else ""
        return f"{said} AND ({value} IS NULL{span})", "unread_number"
    if kind != "VARCHAR" or FIELDS[mapped.field].level != "customer":
        return None
    word = text_of(cell, kind, apart=True)
    if mapped.field == "email":
        return f"{said} AND NOT contains({cell}, '*') AND NOT regexp_full_match(trim({word}), {quoted(EMAIL)})", "unread_email"
    return (f"{said} AND {word} IN ({_no_phones(batch, landed, word)})", "unread_phone") if mapped.field == "phone" else None


def _no_phones(batch: Batch, landed: Landed, word: str) -> str:
    """The words of a phone column that are none, masked ones left out."""
    digits = f"regexp_replace({word}, '[ .()-]', '', 'g')"
    doubtful = f"SELECT {word} AS word FROM {landed.scan} WHERE NOT regexp_full_match({digits}, {quoted(MOBILE)})"
    understand(batch.store, UNDERSTOOD, [doubtful], phone_of)
    return f"SELECT word FROM meaning_{UNDERSTOOD} WHERE meaning IS NULL AND NOT contains(word, '*')"


def _outside(batch: Batch, landed: Landed, mapped: Mapped, format: DateFormat) -> str:
    """No date, or one on which nobody living was born and no shop knew anybody."""
    value = when(landed, mapped, format, batch.zone)
    first = "1905-01-01" if mapped.field == "birth_date" else "1990-01-01"
    return f"coalesce({value} NOT BETWEEN TIMESTAMP '{first}' AND TIMESTAMP '{batch.now}' + INTERVAL 1 DAY, true)"
