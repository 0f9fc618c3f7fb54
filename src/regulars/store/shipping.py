"""Shipping: the facts in a shop's file brought to its warehouse, only what came or changed since they were brought before."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from regulars.store.duckdb import Store
from regulars.tables import TABLES

LEDGER = {"shipped": {"name": "string", "batch": "int64", "rows": "int64", "replaced": "int64", "shipped_at": "timestamp"}}
KEYS = {"answers": "customer_id"}  # where the first column of the key is shared by too many rows
FILE_SIZE = "256MB"
PREFIX = ".shipping-"  # of folders beside the shop's file for what is on its way


@dataclass(frozen=True)
class Load:
    """Rows of one table on their way: the statement that gives them, and the one that gives the keys whose former rows they take the place of.

    `keys` is null where they only add; `whole`: they are all of the table.
    """

    table: str
    rows: str
    keys: str | None = None
    whole: bool = False


@dataclass(frozen=True)
class _Count:
    """A table as it was when it was shipped: its last batch, its rows, how many of them were replaced, and when that was (UTC)."""

    batch: int
    rows: int
    replaced: int
    at: dt.datetime


def clear(folder: Path) -> None:
    """Remove what was on its way when a process was killed."""
    for left in folder.glob(f"{PREFIX}*"):
        shutil.rmtree(left, ignore_errors=True)


def key_of(table: str) -> str:
    """The column by which later rows of a canonical table take the place of former ones."""
    return KEYS.get(table, TABLES[table].key[0])


def loads(store: Store) -> Iterator[Load]:
    """What of the canonical tables is not in the warehouse yet, as `note` wrote down what is."""
    former = {row[0]: _Count(*row[1:]) for row in store.sql("SELECT name, batch, rows, replaced, shipped_at FROM shipped")}
    for name in TABLES:
        if (load := _load(store, name, former.get(name))) is not None:
            yield load


def note(store: Store, moment: dt.datetime) -> None:
    """Write down that everything is in the warehouse now."""
    store.execute("DELETE FROM shipped")
    rows = [{"name": name, **_counted(store, name), "shipped_at": moment.replace(tzinfo=None)} for name in TABLES]
    store.insert("shipped", LEDGER["shipped"], rows)


def _counted(store: Store, name: str, where: str = "true") -> dict[str, int]:
    text = f'SELECT coalesce(max(batch_id), 0), count(*), count(replaced_at) FROM main."{name}" WHERE {where}'
    return dict(zip(("batch", "rows", "replaced"), store.sql(text)[0], strict=True))


def _load(store: Store, name: str, former: _Count | None) -> Load | None:
    columns = ", ".join(f'"{column}"' for column in TABLES[name].schema())
    every = f'SELECT {columns} FROM main."{name}"'
    if former is None:
        return Load(name, every, whole=True)
    at = former.at.isoformat(" ")
    old = f"coalesce(batch_id, 0) <= {former.batch} AND (recorded_at IS NULL OR recorded_at <= TIMESTAMP '{at}')"
    now, stood = _counted(store, name), _counted(store, name, old)
    if now == {"batch": former.batch, "rows": former.rows, "replaced": former.replaced} and stood["rows"] == former.rows:
        return None
    key, changed = key_of(name), f"({old}) AND replaced_at > TIMESTAMP '{at}'"
    many, nameless = store.sql(f'SELECT count(*), count(*) FILTER ("{key}" IS NULL) FROM main."{name}" WHERE {changed}')[0]
    if (stood["rows"], stood["replaced"] - many) != (former.rows, former.replaced) or nameless:
        return Load(name, every, whole=True)
    new = f"NOT ({old})"
    if not many:
        return Load(name, f"{every} WHERE {new}")
    keys = f'SELECT DISTINCT "{key}" FROM main."{name}" WHERE {changed}'
    return Load(name, f'{every} WHERE {new} OR "{key}" IN ({keys})', keys)


def written(store: Store, text: str, folder: Path) -> int:
    """The rows of a statement as Parquet files in a new folder; how many."""
    place = str(folder).replace("'", "''")
    return store.sql(f"COPY ({text}) TO '{place}' (FORMAT parquet, COMPRESSION zstd, FILE_SIZE_BYTES '{FILE_SIZE}')")[0][0]
