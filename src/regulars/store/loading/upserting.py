"""Customers, products and rates: later knowledge wins over earlier, silence never wipes out what is known."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from regulars.store.duckdb import SQL_TYPES, Store
from regulars.store.loading import changing, folding
from regulars.tables import EVERY_TABLE, TABLES


@dataclass(frozen=True)
class Upserted:
    """Rows that are new, rows that say more or otherwise than before, and in how many of those each column differs."""

    added: int
    changed: int
    columns: Mapping[str, int] = field(default_factory=dict)


def upsert(store: Store, table: str, incoming: str, batch: int, now: str, *, first: bool) -> Upserted:
    """Enter the temporary table `incoming` (one row per key; `recorded_at` where the shop is new) into a canonical table."""
    names = [column.name for column in TABLES[table].columns]
    key = TABLES[table].key[0]
    if first and not store.sql(f"SELECT count(*) FROM {table}")[0][0]:
        return Upserted(_add(store, table, names, f"SELECT * FROM {incoming}", batch, "recorded_at"), 0)
    merged = ", ".join([f"n.{key}", *(f"{_merge(name)} AS {name}" for name in names if name != key)])
    differs = " OR ".join(f"m.{name} IS DISTINCT FROM o.{name}" for name in names if name != key)
    store.execute(
        f"CREATE OR REPLACE TEMP TABLE merged AS WITH o AS (FROM {table} WHERE replaced_at IS NULL), m AS (SELECT "
        f"{merged} FROM {incoming} AS n JOIN o USING ({key})) "
        f"SELECT m.* FROM m JOIN o USING ({key}) WHERE {differs}"
    )
    known = f"(FROM {incoming} SEMI JOIN (FROM {table} WHERE replaced_at IS NULL) USING ({key}))"
    folding.keep_said(store, table, known, batch, f"TIMESTAMP '{now}'")
    changed = store.sql("SELECT count(*) FROM merged")[0][0]
    columns = changing.changed_columns(store, table) if changed else {}
    if changed:
        store.execute(
            f"UPDATE {table} SET replaced_at = TIMESTAMP '{now}' WHERE replaced_at IS NULL AND {key} IN (SELECT {key} FROM merged)"
        )
        _add(store, table, names, "SELECT * FROM merged", batch, f"TIMESTAMP '{now}'")
    added = _add(
        store,
        table,
        names,
        f"SELECT * FROM {incoming} ANTI JOIN (FROM {table} WHERE replaced_at IS NULL) USING ({key})",
        batch,
        f"TIMESTAMP '{now}'",
    )
    store.drop("merged")
    return Upserted(added, changed, columns)


def _merge(name: str) -> str:
    if name == "attributes":
        both = "WHEN n.attributes IS NOT NULL AND o.attributes IS NOT NULL THEN json_merge_patch(o.attributes, n.attributes)::VARCHAR"
        return f"CASE {both} ELSE coalesce(n.attributes, o.attributes) END"
    return f"coalesce(n.{name}, o.{name})"


def _add(store: Store, table: str, names: list[str], source: str, batch: int, recorded: str) -> int:
    listed = ", ".join(names)
    before = store.sql(f"SELECT count(*) FROM {table}")[0][0]
    store.execute(f"INSERT INTO {table} ({listed}, batch_id, recorded_at) SELECT {listed}, {batch}, {recorded} FROM ({source})")
    return store.sql(f"SELECT count(*) FROM {table}")[0][0] - before


def blended(store: Store, table: str, name: str, parts: list[str]) -> None:
    """Make the temporary table `name` of one or two others with the columns of a canonical table: what the first says goes
    before what the second says, one row per key, recorded at the earlier moment."""
    if len(parts) == 1:
        store.execute(f"CREATE OR REPLACE TEMP TABLE {name} AS SELECT * FROM {parts[0]}")
    else:
        key = TABLES[table].key[0]
        others = ", ".join(
            f"coalesce(a.{column.name}, b.{column.name}) AS {column.name}" for column in TABLES[table].columns if column.name != key
        )
        store.execute(
            f"CREATE OR REPLACE TEMP TABLE {name} AS SELECT {key}, {others}, least(a.recorded_at, b.recorded_at) AS recorded_at "
            f"FROM {parts[0]} AS a FULL JOIN {parts[1]} AS b USING ({key})"
        )
    store.drop(*parts)


def shaped(store: Store, table: str, name: str, columns: dict[str, str], source: str, *, by: str | None = None) -> None:
    """Make the temporary table `name` with all columns of a canonical table, null where `columns` has no expression."""
    every = {column.name: SQL_TYPES[column.type] for column in TABLES[table].columns}
    fixed = {column.name for column in EVERY_TABLE}
    shown = [
        f"({columns[column]})::{kind} AS {column}" if column in columns else f"NULL::{kind} AS {column}"
        for column, kind in every.items()
        if column not in fixed
    ]
    recorded = columns.get("recorded_at", "NULL::TIMESTAMP")
    grouped = f" GROUP BY {by}" if by else ""
    store.execute(f"CREATE OR REPLACE TEMP TABLE {name} AS SELECT {', '.join(shown)}, {recorded} AS recorded_at FROM {source}{grouped}")
