"""The history of imports: a row per batch with what it brought, what it changed and how it was read; undone ones stay in it."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import dataclass
from typing import Any

from regulars.errors import NotFound
from regulars.intake import kept_plan
from regulars.intake.changes import Changes
from regulars.intake.outcome import Outcome
from regulars.intake.plan import Plan
from regulars.store.duckdb import Store
from regulars.store.loading import folding, refused, repeating
from regulars.words import Words

# `mends`: the batch whose refused rows these were; `currency_decided`: the shop had no currency before.
IMPORTS = {
    "batch_id": "BIGINT", "loaded_at": "TIMESTAMP", "source": "VARCHAR", "currency": "VARCHAR", "files": "VARCHAR", "mapping": "VARCHAR",
    "rows_read": "BIGINT", "lines_added": "BIGINT", "orders_added": "BIGINT", "orders_replaced": "BIGINT", "customers_added": "BIGINT",
    "duplicates": "BIGINT", "refused": "BIGINT", "customers_changed": "BIGINT", "products_added": "BIGINT", "products_changed": "BIGINT",
    "revenue_added": "BIGINT", "first_day": "DATE", "last_day": "DATE", "currency_decided": "BOOLEAN", "plan": "VARCHAR", "changes": "VARCHAR",
    "mends": "BIGINT", "undone_at": "TIMESTAMP",
}  # fmt: skip
NUMBERS = (
    "rows_read", "orders_added", "orders_replaced", "lines_added", "customers_added", "customers_changed", "products_added", "products_changed",
    "revenue_added", "first_day", "last_day", "duplicates", "refused",
)  # fmt: skip


def prepare(store: Store) -> None:
    """Create the tables that imports keep, and the columns that an older version did not have. A copy to be read has them already."""
    if store.read_only:
        return
    tables = {"imports": IMPORTS, "quarantine": refused.KINDS, "repeats": repeating.SCHEMA}
    tables |= {f"said_{table}": folding.schema(table) for table in folding.FOLDED}
    found = store.sql("SELECT table_name, column_name FROM duckdb_columns() WHERE NOT internal AND schema_name = 'main'")
    for name, columns in tables.items():
        known = {column for table, column in found if table == name}
        if not known:
            shown = ", ".join(f"{column} {kind}" for column, kind in columns.items())
            store.execute(f"CREATE TABLE IF NOT EXISTS {name} ({shown})")
        for column in (column for column in columns if known and column not in known):
            store.execute(f"ALTER TABLE {name} ADD COLUMN {column} {columns[column]}")
    if not any(table == "quarantine" and column == "id" for table, column in found):
        store.execute("UPDATE quarantine SET id = rowid + 1, state = 'open' WHERE id IS NULL")


def following(store: Store) -> int:
    """The number of the next batch."""
    return store.sql("SELECT coalesce(max(batch_id), 0) + 1 FROM imports")[0][0]


def enter(store: Store, outcome: Outcome, now: dt.datetime, mends: int | None = None) -> None:
    """Enter a batch."""
    plan = outcome.plan
    files = [{"name": file.name, "table": file.table, "bytes": file.path.stat().st_size} for file in plan.files]
    row: dict[str, Any] = {name: getattr(outcome, name, None) for name in NUMBERS} | {
        "batch_id": outcome.batch_id, "loaded_at": now, "source": plan.source, "currency": outcome.currency,
        "files": _text(files), "mapping": _text(plan.remembered()), "refused": outcome.refused_rows,
        "currency_decided": outcome.currency_decided, "plan": _text(kept_plan.to_data(plan)),
        "changes": _text(outcome.changes.to_data()), "mends": mends,
    }  # fmt: skip
    store.execute(f"INSERT INTO imports ({', '.join(row)}) VALUES ({', '.join('?' * len(row))})", list(row.values()))


def _text(data: object) -> str:
    return json.dumps(data, ensure_ascii=False)


@dataclass(frozen=True)
class Import:
    """One batch as the history has it. Money in minor units of `currency`; numbers an older version did not count are null.

    `waiting`, `mended`, `dropped`: what became of its refused rows; `mends`: the batch whose refused rows these were."""

    batch_id: int
    loaded_at: dt.datetime
    files: tuple[str, ...]
    source: str | None
    currency: str
    rows_read: int
    orders_added: int
    orders_replaced: int
    lines_added: int
    customers_added: int
    customers_changed: int | None
    products_added: int | None
    products_changed: int | None
    revenue_added: int | None
    first_day: dt.date | None
    last_day: dt.date | None
    duplicates: int
    refused: int
    waiting: int
    mended: int
    dropped: int
    mends: int | None
    undone_at: dt.datetime | None


_STATES = ("open", "mended", "dropped")


def imports(store: Store) -> list[Import]:
    """Every batch, the latest first."""
    prepare(store)
    counts = ", ".join(f"count(*) FILTER (state = '{state}') AS {state}_rows" for state in _STATES)
    rows = store.sql(
        f"SELECT batch_id, loaded_at, files, source, currency, {', '.join(NUMBERS)}, coalesce(open_rows, 0), coalesce(mended_rows, 0), "
        f"coalesce(dropped_rows, 0), mends, undone_at FROM imports LEFT JOIN (SELECT batch_id, {counts} FROM quarantine GROUP BY batch_id) "
        "USING (batch_id) ORDER BY batch_id DESC"
    )
    names = ("batch_id", "loaded_at", "files", "source", "currency", *NUMBERS, "waiting", "mended", "dropped", "mends", "undone_at")
    return [_import(dict(zip(names, row, strict=True))) for row in rows]


def _import(row: dict[str, Any]) -> Import:
    return Import(**row | {"files": tuple(dict.fromkeys(file["name"] for file in json.loads(row["files"])))})


def one(store: Store, number: int) -> Import:
    """One batch. Raises `NotFound`."""
    every = imports(store)
    found = next((each for each in every if each.batch_id == number), None)
    if found is None:
        known = ", ".join(str(each.batch_id) for each in every[:10])
        raise NotFound(
            Words(f"Không có lần nhập số {number}.", f"There is no import number {number}."),
            seen=Words(f"các lần gần đây: {known or '–'}", f"the latest ones: {known or '–'}"),
            todo=Words("Xem các lần nhập: regulars imports", "See all imports: regulars imports"),
            code="no_import",
        )
    return found


def plan_of(store: Store, number: int) -> Plan | None:
    """How a batch was read; null where an older version did not keep it."""
    text, currency = store.sql("SELECT plan, currency FROM imports WHERE batch_id = ?", [number])[0]
    return kept_plan.from_data(json.loads(text), currency) if text else None


def changes_of(store: Store, number: int) -> Changes:
    """What a batch changed."""
    text = store.sql("SELECT changes FROM imports WHERE batch_id = ?", [number])[0][0]
    return Changes.from_data(json.loads(text)) if text else Changes()


def mapping_of(store: Store, number: int) -> dict[str, dict[str, str]]:
    """Which column of each file was read as what."""
    plan = plan_of(store, number)
    return plan.mapping() if plan else {}
