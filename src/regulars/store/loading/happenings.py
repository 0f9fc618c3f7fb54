"""Visits, contacts, answers, referrals, consents, stores and costs: their files staged and judged, one temporary table each."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

import duckdb

from regulars.intake.fields import HAPPENINGS
from regulars.intake.people import phone_of
from regulars.intake.plan import Mapped
from regulars.store.duckdb import Store
from regulars.store.loading import flags, refused
from regulars.store.loading.batch import TRIES, Batch, nothing_left, retry_converted
from regulars.store.loading.cells import MEANINGS, SCORED, Ways, typed, word_of
from regulars.store.loading.judging import is_blank
from regulars.store.loading.landing import Landed, in_order
from regulars.store.loading.meanings import understand
from regulars.store.loading.refused import Row
from regulars.store.loading.staging import Money, Staged, select

# Tables whose files may have ten million rows: which of several rows with one id was said last is told by their content.
VAST = ("events",)


@dataclass(frozen=True)
class Judged:
    """One further table of the batch: rows read by place, rows that were blank, and the refused rows and cells."""

    table: str
    read: dict[int, int]
    blank: dict[int, int]
    rows: tuple[Row, ...]


def judged(batch: Batch) -> list[Judged]:
    """The tables `stage_events`, `stage_contacts`… of what is accepted, and what was refused.

    Raises `InputError` where a column cannot be what it was taken for, or no row can be accepted."""
    return [_judged(batch, table) for table in HAPPENINGS if batch.placed(table)]


def _judged(batch: Batch, table: str) -> Judged:
    store, stage, money = batch.store, f"stage_{table}", Money(batch.money.currency, batch.money.digits)
    _understand(batch, table)
    for _ in range(TRIES):
        ones, faults = _staged(batch, table, money)
        if batch.mends or not _better(batch, table, ones, faults, money):
            break
    phones = _has_phones(batch, table)
    read = dict(store.sql(f"SELECT file_no, count(*) FROM {stage} GROUP BY file_no"))
    rows, blank = list[Row](), dict[int, int]()
    for (place, landed), one, found in zip(batch.placed(table), ones, faults, strict=True):
        if not batch.mends:
            refused.check_cut_off(store, landed, place)
            flags.check_wrong(store, one, found, read.get(place, 0), money, phones=phones)
        mine = _refused(store, one, place, found, money, phones)
        solid = [row for row in mine if not is_blank(row)]
        blank[place] = len(mine) - len(solid)
        rows += solid
        refusing = sum(check.bit for check in one.checks if check.refuses)
        store.execute(f"DELETE FROM {stage} WHERE file_no = {place} AND flags & {refusing} <> 0")
    if not batch.mends and not store.sql(f"SELECT count(*) FROM (FROM {stage} LIMIT 1)")[0][0]:
        raise nothing_left(batch.of(table)[0].file.name)
    return Judged(table, read, blank, tuple(rows))


def _understand(batch: Batch, table: str) -> None:
    """What the words of the files mean, and their phones."""
    for name, (meaning, kind) in {**MEANINGS, **SCORED, "phone": (phone_of, "VARCHAR")}.items():
        found = [(landed, mapped) for landed in batch.of(table) if (mapped := landed.file.of(name))]
        if found:
            sources = [f"SELECT {_word(landed, mapped)} AS word FROM {landed.scan}" for landed, mapped in found]
            understand(batch.store, name, sources, meaning, kind)


def _word(landed: Landed, mapped: Mapped) -> str:
    return f"c{mapped.positions[0]}::VARCHAR" if mapped.field == "phone" else word_of(landed, mapped)


def _has_phones(batch: Batch, table: str) -> bool:
    return any(landed.file.of("phone") for landed in batch.of(table))


def _staged(batch: Batch, table: str, money: Money) -> tuple[list[Staged], list[dict]]:
    """All files of the table in the temporary table `stage_…`, in the order of their rows where that matters."""
    store, stage, phones = batch.store, f"stage_{table}", _has_phones(batch, table)
    latest = (batch.now + dt.timedelta(days=1)).isoformat(" ")
    ones = [typed(landed, Ways(batch.zone, money, batch.plan.source, latest, phones)) for landed in batch.of(table)]
    selects = [
        f"SELECT {place}::UTINYINT AS file_no, {_columns(one, table)} FROM ({select(one, money, phones=phones, number=table not in VAST)})"
        for (place, _), one in zip(batch.placed(table), ones, strict=True)
    ]
    try:
        _create(store, stage, selects, [place for place, _ in batch.placed(table)], in_rows=table not in VAST)
    except duckdb.Error as error:
        retry_converted(batch, error, batch.placed(table))
        return _staged(batch, table, money)
    return ones, [flags.counted(store, one, place, stage) for (place, _), one in zip(batch.placed(table), ones, strict=True)]


def _columns(one: Staged, table: str) -> str:
    said = [] if table in VAST else ["n AS said"]
    return ", ".join(["flags", *said, *one.columns])


def _create(store: Store, stage: str, selects: list[str], places: list[int], *, in_rows: bool) -> None:
    store.drop(stage)
    for place in places:
        store.drop(f"rejects_{place}", f"scans_{place}")
    statement = f"CREATE OR REPLACE TEMP TABLE {stage} AS {' UNION ALL BY NAME '.join(selects)}"
    if not in_rows:
        store.execute(statement)
        return
    with in_order(store):
        store.execute(statement)


def _better(batch: Batch, table: str, ones: list[Staged], faults: list[dict], money: Money) -> bool:
    """Decide the formats again that fail; true where anything changed."""
    changed = False
    for (place, _), one, found in zip(batch.placed(table), ones, faults, strict=True):
        failing = {check: many for check, many in found.items() if check.refuses}
        better = flags.redecided(batch.store, one, failing, batch.zone, money, phones=_has_phones(batch, table))
        if better:
            batch.landed[place], changed = better, True
    return changed


def _refused(store: Store, one: Staged, place: int, found: dict, money: Money, phones: bool) -> list[Row]:
    """Rows that are left out; then the cells of other rows that are left empty."""
    hard = [check for check in one.checks if check.refuses and check in found]
    rows = refused.refused_rows(store, one, place, money, hard, phones=phones)
    out = {row.number for row in rows}
    for check in (check for check in one.checks if not check.refuses and check in found):
        rows += [replace(row, place=place) for row in refused.faulty(store, one, [check], money, phones=phones) if row.number not in out]
    return rows
