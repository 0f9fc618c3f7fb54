"""Executing an import plan: everything of one batch or nothing, and what came of it."""

from __future__ import annotations

import datetime as dt
import json
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import duckdb

from regulars.intake.outcome import FileOutcome, Outcome
from regulars.intake.plan import Plan
from regulars.store.duckdb import Store
from regulars.store.loading import assembling, goods, landing, people, recording, refused
from regulars.store.loading.assembling import Shape
from regulars.store.loading.batch import NODATE, Batch, Progress, decide_money, land, nothing_left, shape_of, stage, understand_status
from regulars.store.loading.casting import zone_of
from regulars.store.loading.refused import Row
from regulars.store.loading.staging import Check
from regulars.store.loading.upserting import Upserted, upsert
from regulars.words import Words

IMPORTS = (
    "CREATE TABLE IF NOT EXISTS imports (batch_id BIGINT, loaded_at TIMESTAMP, source VARCHAR, currency VARCHAR, files VARCHAR, mapping VARCHAR, "
    "rows_read BIGINT, lines_added BIGINT, orders_added BIGINT, orders_replaced BIGINT, customers_added BIGINT, duplicates BIGINT, refused BIGINT)"
)
SCRATCH = "regulars-import-"
READING = Words("Đọc tệp", "Reading the files")
JUDGING = Words("Ghép đơn hàng", "Putting orders together")
ENTERING = Words("Ghi vào sổ", "Entering them")
KEEPING = Words("Ghi lại dòng không nhận", "Keeping refused rows aside")


def prepare(store: Store) -> None:
    """Create the tables that imports keep: `imports`, a row per batch, and `quarantine`, a row per refused row."""
    store.execute(IMPORTS)
    store.execute(refused.SCHEMA)


def load(store: Store, plan: Plan, *, now: dt.datetime, quarantine_dir: Path, progress: Progress | None = None) -> Outcome:
    """Read the files of a plan and enter what they hold; `now` is UTC, naive or not.

    One transaction: a kill or a full disk at any moment leaves the former state. Raises `InputError` where a file is broken,
    a column is not what it was taken for, or amounts are finer than the currency allows."""
    began, moment = time.monotonic(), now.astimezone(dt.UTC).replace(tzinfo=None) if now.tzinfo else now
    say = progress or (lambda step, share: None)
    prepare(store)
    with _scratch(store) as scratch, _errors(plan):
        batch = Batch(store, plan, zone_of(plan.timezone), moment, scratch)
        try:
            say(READING, 0.0)
            land(batch)
            outcome, rows, unfinished = _entered(batch, quarantine_dir, say)
        finally:
            landing.clear(store, len(plan.files))
            store.drop("stage", "at_odds", "people", "goods", "returns", "raw_people", "said_people", "bought_people")
    kept = unfinished.replace(unfinished.with_suffix("")) if unfinished else None
    say(KEEPING, 1.0)
    return replace(outcome, quarantine=kept, seconds=time.monotonic() - began)


@contextmanager
def _scratch(store: Store) -> Iterator[Path]:
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
        if _is_full(error):
            raise landing.full_disk(None) from error
        raise landing.unreadable(plan.files[0], error) from error


def _is_full(error: Exception) -> bool:
    signs = (
        "No space left",
        "disk is full",
        "File too large",
        "failed to offload",
        "Could not write",
        "max_temp_directory_size",
        "Quota exceeded",
    )
    return getattr(error, "errno", None) in (27, 28, 122) or any(sign in str(error) for sign in signs)


def _entered(batch: Batch, quarantine_dir: Path, say: Progress) -> tuple[Outcome, list[Row], Path | None]:
    """Everything within the one transaction."""
    store, number = batch.store, _next(batch.store)
    with store.transaction():
        first = not store.sql("SELECT count(*) FROM (FROM orders LIMIT 1)")[0][0]
        rates = goods.rates(store, batch.of("rates"), batch.zone, number, _text(batch.now))
        decide_money(batch)
        facts: dict[str, Any] = {"rates_added": rates}
        shape, rows = _staged(batch, say, facts) if batch.orders else (None, [])
        say(ENTERING, 0.5)
        facts |= _enter_orders(batch, shape, number, first=first) if shape else {}
        rows += _enter_people(batch, shape, number, facts, first=first)
        _enter_goods(batch, shape, number, facts, first=first)
        fresh = any(facts.get(name) for name in _NEWS)
        unfinished = _keep(batch, number, rows, facts, quarantine_dir) if fresh else None
        outcome = _outcome(batch, number, rows, facts, known=not fresh)
    return outcome, rows, unfinished


_NEWS = (
    "orders_added",
    "orders_replaced",
    "returns_added",
    "customers_added",
    "customers_changed",
    "products_added",
    "products_changed",
    "rates_added",
)


def _next(store: Store) -> int:
    return store.sql("SELECT coalesce(max(batch_id), 0) + 1 FROM imports")[0][0]


def _text(moment: dt.datetime) -> str:
    return moment.isoformat(" ")


def _staged(batch: Batch, say: Progress, facts: dict[str, Any]) -> tuple[Shape, list[Row]]:
    """Order rows typed and judged; the refused ones apart."""
    stage(batch)
    say(JUDGING, 0.3)
    store, shape = batch.store, shape_of(batch)
    facts["read"] = dict(store.sql("SELECT file_no, count(*) FROM stage GROUP BY file_no"))
    shape = assembling.tidied(store, shape, drop_duplicates=False)
    if assembling.dateless(store, shape, NODATE):
        shape = Shape(shape.columns, True)
    rows, facts["blank"] = _refused(batch, shape)
    facts["duplicates"] = assembling.duplicates(store, shape)
    if batch.plan.drop_duplicates and facts["duplicates"]:
        shape = assembling.tidied(store, shape, drop_duplicates=True)
    if "return_of" in shape.columns:
        facts["returns"] = recording.part_returns(store, shape.columns, shape.kept, batch.zone.day("ordered_at"))
    if not store.sql(f"SELECT count(*) FROM (FROM stage WHERE {shape.kept} LIMIT 1)")[0][0] and not facts.get("returns"):
        raise nothing_left(batch)
    understand_status(batch, shape)
    return shape, rows


def _refused(batch: Batch, shape: Shape) -> tuple[list[Row], dict[int, int]]:
    """The refused rows of all order files, and how many rows of each were blank."""
    rows: list[Row] = []
    blank: dict[int, int] = {}
    for (place, one), typed in zip(batch.orders, batch.staged, strict=True):
        found = batch.store.sql("SELECT bit_or(flags) FROM stage WHERE file_no = ? AND flags <> 0", [place])[0][0] or 0
        checks = [check for check in typed.checks if check.refuses and check.bit & found]
        if found & NODATE:
            checks.append(_dateless_check(batch, typed))
        mine = (
            refused.refused_rows(batch.store, typed, place, batch.money, checks, phones=batch.phones)
            if shape.refused or _rejects(batch, place)
            else []
        )
        solid = [row for row in mine if not _is_blank(row)]
        blank[place] = len(mine) - len(solid)
        rows += solid
    return rows, blank


def _dateless_check(batch: Batch, typed: Any) -> Check:
    """Lines of orders without any date: found again by their order ids."""
    mapped = typed.landed.file.of("ordered_at")
    batch.store.execute(f"CREATE OR REPLACE TEMP TABLE dateless AS SELECT DISTINCT order_id FROM stage WHERE flags & {NODATE} <> 0")
    check = Check(
        NODATE,
        "no_date",
        "ordered_at",
        mapped.columns if mapped else (),
        mapped.positions if mapped else (),
        f"({typed.columns['order_id']}) IN (FROM dateless)",
    )
    typed.checks.append(check)
    return check


def _rejects(batch: Batch, place: int) -> int:
    return refused.reject_count(batch.store, batch.landed[place].file, place)


def _is_blank(row: Row) -> bool:
    cells = json.loads(row.raw)
    return isinstance(cells, dict) and not any(cell and cell.strip() for cell in cells.values())


def _enter_orders(batch: Batch, shape: Shape, number: int, *, first: bool) -> dict[str, Any]:
    store = batch.store
    odd = assembling.disagreeing(store, shape)
    if odd and (several := assembling.settle(store, shape)):
        batch.notes.append(
            Words(
                f"{several} đơn ghi nhiều khách khác nhau: lấy khách của dòng sớm nhất.",
                f"{several} orders name several customers: the one on the earliest line is taken.",
            )
        )
    facts = _counts(store, shape)
    status = assembling.status_of(shape, batch.statuses)
    orders = assembling.orders_select(
        shape, batch.zone, currency=batch.money.currency, source=batch.plan.source, status=status, odd=bool(odd)
    )
    lines = assembling.lines_select(shape, batch.zone, once="per_order" in shape.columns)
    done = (
        recording.enter_first(store, orders, lines, number)
        if first
        else recording.enter_more(store, orders, lines, number, _text(batch.now))
    )
    returned = store.sql("SELECT count(*) FROM duckdb_tables() WHERE table_name = 'returns'")[0][0]
    added = recording.enter_returns(store, number, _text(batch.now), first=first) if returned else 0
    return facts | {
        "orders": done.held,
        "orders_added": done.orders,
        "orders_replaced": done.replaced,
        "lines_added": done.lines + added,
        "returns_added": added,
    }


def _counts(store: Store, shape: Shape) -> dict[str, Any]:
    """What the batch holds, whether it is new or not."""
    customer = shape.of("customer_id", "VARCHAR")
    names = ("lines", "customers", "unknown_lines", "unknown_revenue", "revenue", "first", "last")
    row = store.sql(
        f"SELECT count(*), count(DISTINCT {customer}), count(*) FILTER ({customer} IS NULL), "
        f"coalesce(sum(net_amount) FILTER ({customer} IS NULL), 0)::BIGINT, coalesce(sum(net_amount), 0)::BIGINT, min(ordered_at), max(ordered_at) FROM stage WHERE {shape.kept}"
    )[0]
    return dict(zip(names, row, strict=True))


def _enter_people(batch: Batch, shape: Shape | None, number: int, facts: dict[str, Any], *, first: bool) -> list[Row]:
    store, files = batch.store, batch.of("customers")
    rows: list[Row] = []
    if files:
        facts["people_rows"] = people.raw_people(store, files, batch.zone)
        if lost := people.from_files(store, batch.now):
            batch.notes.append(
                Words(
                    f"{lost} dòng khách không có mã, điện thoại, e-mail hay tên: bỏ qua.",
                    f"{lost} customer rows have no id, phone, e-mail or name: passed over.",
                )
            )
    bought = shape is not None and "customer_id" in shape.columns
    if bought:
        people.from_orders(store, shape, batch.now)  # type: ignore[arg-type]
    if files or bought:
        people.united(store, said=bool(files), bought=bought, origin=_text(facts.get("first") or batch.now))
        done = upsert(store, "customers", "people", number, _text(batch.now), first=first)
        facts |= {"customers_added": done.added, "customers_changed": done.changed}
    return rows


def _enter_goods(batch: Batch, shape: Shape | None, number: int, facts: dict[str, Any], *, first: bool) -> None:
    store, files, origin = batch.store, batch.of("products"), _text(facts.get("first") or batch.now)
    done = Upserted(0, 0)
    if shape is not None and goods.from_orders(store, shape, origin):
        done = upsert(store, "products", "goods", number, _text(batch.now), first=first)
    if files:
        facts["goods_rows"] = goods.from_files(store, files, batch.money, origin)
        more = upsert(store, "products", "goods", number, _text(batch.now), first=first)
        done = Upserted(done.added + more.added, done.changed + more.changed)
    facts |= {"products_added": done.added, "products_changed": done.changed}


def _keep(batch: Batch, number: int, rows: list[Row], facts: dict[str, Any], folder: Path) -> Path | None:
    """Enter the batch itself, and its refused rows."""
    store, plan = batch.store, batch.plan
    files = json.dumps(
        [{"name": file.name, "table": file.table, "bytes": file.path.stat().st_size} for file in plan.files], ensure_ascii=False
    )
    row = {
        "batch_id": number, "loaded_at": batch.now, "source": plan.source, "currency": batch.money.currency, "files": files,
        "mapping": json.dumps(plan.remembered(), ensure_ascii=False), "rows_read": _rows_read(batch, facts), "lines_added": facts.get("lines_added", 0),
        "orders_added": facts.get("orders_added", 0), "orders_replaced": facts.get("orders_replaced", 0), "customers_added": facts.get("customers_added", 0),
        "duplicates": facts.get("duplicates", 0), "refused": len(rows),
    }  # fmt: skip
    store.execute(f"INSERT INTO imports ({', '.join(row)}) VALUES ({', '.join('?' * len(row))})", list(row.values()))
    if not rows:
        return None
    refused.keep(store, number, rows)
    return refused.write(folder, number, rows)


def _rows_read(batch: Batch, facts: dict[str, Any]) -> int:
    read = (
        sum(facts.get("read", {}).values())
        + sum(_rejects(batch, place) for place, _ in batch.orders)
        - sum(facts.get("blank", {}).values())
    )
    return read + facts.get("people_rows", 0) + facts.get("goods_rows", 0)


def _outcome(batch: Batch, number: int, rows: list[Row], facts: dict[str, Any], *, known: bool) -> Outcome:
    numbers = {name: facts[name] for name in (
        "lines", "lines_added", "orders", "orders_added", "orders_replaced", "customers", "customers_added", "customers_changed", "products_added", "products_changed",
        "rates_added", "returns_added", "duplicates", "unknown_lines", "unknown_revenue", "revenue",
    ) if name in facts}  # fmt: skip
    first, last = (batch.store.sql(f"SELECT {batch.zone.day('?::TIMESTAMP')}", [facts.get(name)])[0][0] for name in ("first", "last"))
    return Outcome(
        plan=batch.plan, batch_id=number, currency=batch.money.currency, currency_decided=batch.decided, files=_files(batch, rows, facts), rows_read=_rows_read(batch, facts),
        first_day=first, last_day=last, refused=refused.summed(rows), refused_rows=len(rows), already_loaded=known, notes=tuple(batch.notes), **numbers,
    )  # fmt: skip


def _files(batch: Batch, rows: list[Row], facts: dict[str, Any]) -> tuple[FileOutcome, ...]:
    found = []
    for place, one in enumerate(batch.landed):
        blank = facts.get("blank", {}).get(place, 0)
        if one.file.table == "orders":
            read = facts["read"].get(place, 0) + _rejects(batch, place) - blank
        else:
            read = batch.store.sql(f"SELECT count(*) FROM {one.scan}")[0][0]
        found.append(FileOutcome(one.file.name, one.file.table, read, sum(row.file == one.file.name for row in rows), blank))
    return tuple(found)
