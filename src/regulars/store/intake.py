"""Executing an import plan: everything of one batch or nothing, and what came of it."""

from __future__ import annotations

import datetime as dt
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import duckdb

from regulars.intake.changes import Changes
from regulars.intake.fields import HAPPENINGS
from regulars.intake.outcome import REASONS, FileOutcome, Outcome, TableOutcome
from regulars.intake.plan import Plan
from regulars.store import history_of_imports as history
from regulars.store.duckdb import Store
from regulars.store.failing import is_full
from regulars.store.loading import adding, folding, goods, happenings, landing, refused, repeating, unread
from regulars.store.loading.assembling import Shape
from regulars.store.loading.batch import Batch, Progress, decide_money, land
from regulars.store.loading.casting import zone_of
from regulars.store.loading.entering import enter_goods, enter_orders, enter_people, read_people
from regulars.store.loading.judging import judged, rejects
from regulars.store.loading.refused import Row
from regulars.words import Words

TEMPORARY = (
    "stage", "said_rates", "rates_now", "heads", "at_odds", "doubtful", "people", "goods", "returns", "raw_people", "said_people",
    "bought_people", *adding.SCRATCH,
)  # fmt: skip
SCRATCH = "regulars-import-"
READING = Words("Đọc tệp", "Reading the files")
ENTERING = Words("Ghi vào sổ", "Entering them")
KEEPING = Words("Ghi lại dòng không nhận", "Keeping refused rows aside")


def load(store: Store, plan: Plan, *, now: dt.datetime, quarantine_dir: Path, progress: Progress | None = None) -> Outcome:
    """Read the files of a plan and enter what they hold; `now` is UTC, naive or not.

    One transaction: a kill or a full disk at any moment leaves the former state. Raises `InputError` where a file is broken,
    a column is not what it was taken for, or amounts are finer than the currency allows."""
    began, moment = time.monotonic(), now.astimezone(dt.UTC).replace(tzinfo=None) if now.tzinfo else now
    say = progress or _silent
    history.prepare(store)
    for left in quarantine_dir.glob("*.part"):
        left.unlink()
    with scratch(store) as folder, _errors(plan):
        batch = Batch(store, plan, zone_of(plan.timezone), moment, folder)
        try:
            say(READING, 0.0)
            land(batch)
            outcome, unfinished = _entered(batch, quarantine_dir, say)
        finally:
            landing.clear(store, len(plan.files))
            store.drop(*TEMPORARY)
    kept = unfinished.replace(unfinished.with_suffix("")) if unfinished else None
    say(KEEPING, 1.0)
    return replace(outcome, quarantine=kept, seconds=time.monotonic() - began)


def _silent(_step: Words, _share: float | None) -> None:
    """Nobody watches."""


@contextmanager
def scratch(store: Store) -> Iterator[Path]:
    """A folder for converted files beside the shop; what a killed import left there is cleared away."""
    for left in store.path.parent.glob(f"{SCRATCH}*"):
        shutil.rmtree(left, ignore_errors=True)
    with tempfile.TemporaryDirectory(prefix=SCRATCH, dir=store.path.parent) as folder:
        yield Path(folder)


@contextmanager
def _errors(plan: Plan) -> Iterator[None]:
    """The engine's and the system's complaints, as ours."""
    try:
        yield
    except (duckdb.IOException, duckdb.OutOfMemoryException, duckdb.FatalException, OSError) as error:
        if is_full(error):
            raise landing.full_disk(None) from error
        raise landing.unreadable(plan.files[0], error) from error


def _entered(batch: Batch, quarantine_dir: Path, say: Progress) -> tuple[Outcome, Path | None]:
    """First everything in temporary tables, then what came of it in one transaction."""
    store, number, facts = batch.store, history.following(batch.store), dict[str, Any]()
    first = not store.sql("SELECT count(*) FROM (FROM orders LIMIT 1)")[0][0]
    goods.said_rates(store, batch.of("rates"), batch.zone)
    decide_money(batch)
    read_people(batch, facts)
    shape, rows = judged(batch, say, facts) if batch.orders else (None, [])
    rows += [row for one in judged_further(batch, facts) for row in one.rows]
    say(ENTERING, 0.5)
    with store.transaction():
        enter(batch, shape, number, facts, first=first)
        rows += _unparted(batch) + unread.cells(batch)
        brought = any(facts.get(name) for name in _NEWS) or any(one.added or one.replaced for one in facts["tables"].values())
        fresh = brought or refused.are_new(store, rows)
        outcome = _outcome(batch, number, rows, facts, known=not fresh)
        unfinished = _keep(batch, outcome, rows, quarantine_dir) if fresh else _forget(store, number)
    return outcome, unfinished


def _unparted(batch: Batch) -> list[Row]:
    """The rows of lists of people, goods and rates that the engine could not part into columns; raises where such a file is cut off."""
    found = list[Row]()
    for place, one in enumerate(batch.landed):
        if one.file.table not in ("orders", *HAPPENINGS):
            refused.check_cut_off(batch.store, one, place)
            found += refused.engine_rows(batch.store, one.file, place)
    return found


def judged_further(batch: Batch, facts: dict[str, Any]) -> list[happenings.Judged]:
    """The rows of visits, contacts, answers… typed and judged."""
    further = happenings.judged(batch)
    for one in further:
        facts.setdefault("read", {}).update(one.read)
        facts.setdefault("blank", {}).update(one.blank)
    return further


def enter(batch: Batch, shape: Shape | None, number: int, facts: dict[str, Any], *, first: bool) -> None:
    """Into the canonical tables with everything that has been judged fit."""
    facts["rates_added"] = goods.enter_rates(batch.store, number, _text(batch.now))
    facts |= enter_orders(batch, shape, number, first=first) if shape else {}
    enter_people(batch, number, facts, first=first)
    enter_goods(batch, number, facts, first=first)
    facts["tables"] = adding.add(batch, number, facts)


def enter_mended(batch: Batch, shape: Shape | None, facts: dict[str, Any], rows: int) -> Outcome:
    """Enter rows of an earlier batch that have been mended, as a batch of their own."""
    number = history.following(batch.store)
    enter(batch, shape, number, facts, first=False)
    outcome = replace(_outcome(batch, number, [], facts, known=False), rows_read=rows)
    history.enter(batch.store, outcome, batch.now, batch.mends)
    return outcome


def _forget(store: Store, number: int) -> None:
    """A batch that brings nothing new is no batch."""
    repeating.forget(store, number)
    for table in folding.FOLDED:
        folding.forget(store, table, number)


_NEWS = (
    "orders_added",
    "orders_replaced",
    "returns_added",
    "customers_added",
    "customers_changed",
    "products_added",
    "products_changed",
    "rates_added",
    "guests_known",
)


def _text(moment: dt.datetime) -> str:
    return moment.isoformat(" ")


def _keep(batch: Batch, outcome: Outcome, rows: list[Row], folder: Path) -> Path | None:
    """Enter the batch itself, and its refused rows."""
    plan = replace(batch.plan, files=tuple(one.file for one in batch.landed))
    history.enter(batch.store, replace(outcome, plan=plan), batch.now)
    if not rows:
        return None
    refused.keep(batch.store, outcome.batch_id, rows)
    return refused.write(folder, outcome.batch_id, rows)


def _rows_read(batch: Batch, files: tuple[FileOutcome, ...]) -> int:
    """The rows of all files; those of one that two tables are read from count once."""
    rows = {(one.file.path, one.file.reading.sheet): file.rows for one, file in reversed(list(zip(batch.landed, files, strict=True)))}
    return sum(rows.values())


def _outcome(batch: Batch, number: int, rows: list[Row], facts: dict[str, Any], *, known: bool) -> Outcome:
    numbers = {name: facts[name] for name in (
        "lines", "lines_added", "orders", "orders_added", "orders_replaced", "customers", "customers_added",
        "customers_changed", "products_added", "products_changed",
        "rates_added", "returns_added", "guests_known", "duplicates", "unknown_lines", "unknown_revenue", "revenue", "revenue_added",
    ) if name in facts}  # fmt: skip
    first, last = (batch.store.sql(f"SELECT {batch.zone.day('?::TIMESTAMP')}", [facts.get(name)])[0][0] for name in ("first", "last"))
    files = _files(batch, rows, facts)
    kept = sum(REASONS[row.reason].keeps for row in rows)
    return Outcome(
        plan=batch.plan, batch_id=number, currency=batch.money.currency, currency_decided=batch.decided,
        files=files, tables=_tables(files, facts), rows_read=_rows_read(batch, files),
        first_day=first, last_day=last, refused=refused.summed(rows), refused_rows=len(rows) - kept, emptied_cells=kept,
        already_loaded=known, notes=tuple(batch.notes), changes=facts.get("changes", Changes()), **numbers,
    )  # fmt: skip


def _files(batch: Batch, rows: list[Row], facts: dict[str, Any]) -> tuple[FileOutcome, ...]:
    found = []
    for place, one in enumerate(batch.landed):
        table, known, blank = one.file.table, one.file.format, facts.get("blank", {}).get(place, 0)
        given = batch.store.sql(f"SELECT count(*) FROM {one.scan}")[0][0] if table == "rates" else facts["read"].get(place, 0)
        read = given + rejects(batch, place) - blank
        out = sum(row.place == place and not REASONS[row.reason].keeps for row in rows)
        added, replaced = _brought(batch, facts, table, place)
        certain = bool(known and known.certain)
        found.append(FileOutcome(one.file.name, table, read, out, blank, added, replaced, known.id if known else None, certain))
    return tuple(found)


_COUNTED = {
    "orders": ("orders_added", "orders_replaced"),
    "customers": ("customers_added", "customers_changed"),
    "products": ("products_added", "products_changed"),
    "rates": ("rates_added", ""),
}


def _brought(batch: Batch, facts: dict[str, Any], table: str, place: int) -> tuple[int | None, int | None]:
    """What a file added to its table and replaced there; of people and goods, orders bring some, too."""
    if table in facts["tables"]:
        return facts["tables"][table].by_place.get(place, (0, 0))
    alone = len(batch.placed(table)) == 1 and (table in ("orders", "rates") or len(batch.landed) == 1)
    return tuple(facts.get(name, 0) for name in _COUNTED[table]) if alone else (None, None)  # type: ignore[return-value]


def _tables(files: tuple[FileOutcome, ...], facts: dict[str, Any]) -> tuple[TableOutcome, ...]:
    """The tables that files were read for, and those that gained from them."""
    gained = {table: (facts.get(added, 0), facts.get(replaced, 0)) for table, (added, replaced) in _COUNTED.items()}
    gained |= {table: (one.added, one.replaced) for table, one in facts["tables"].items()}
    read = {file.table for file in files}
    return tuple(
        TableOutcome(
            table,
            sum(file.rows for file in files if file.table == table),
            sum(file.refused for file in files if file.table == table),
            *many,
        )
        for table, many in gained.items()
        if table in read or any(many)
    )
