"""A shop that lives from day to day: facts come in batches, some late, some mended, and it is refreshed in between."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pyarrow as pa

from regulars import profile as profiles
from regulars.features import orders
from regulars.models.bars import Bars
from regulars.profile import Choices
from regulars.refreshing.given import CHANCES, chance_rows, scored
from regulars.scheme import Scheme
from regulars.shop import Shop
from regulars.store.duckdb import Store
from regulars.tables import TABLES

from ..reference import Facts
from ..small_shops import ARROW, DAY, FILLED, Chance, random_shop

DATED = {"orders": "ordered_on", "events": "occurred_at", "contacts": "occurred_at", "answers": "occurred_at", "consents": "occurred_at"}
DATED |= {"referrals": "occurred_at", "customers": "created_at"}


@dataclass
class Lived:
    """What a shop has been told: rows by the batch that brought them; `mended` rows give way to others in a later batch."""

    rows: dict[int, list[tuple[str, dict]]] = field(default_factory=dict)
    replaced: dict[int, list[tuple[str, dict]]] = field(default_factory=dict)

    def by(self, batch: int) -> Facts:
        """The facts in force after a batch."""
        gone = {id(row) for number, rows in self.replaced.items() if number <= batch for _, row in rows}
        facts = Facts()
        for number in sorted(self.rows):
            if number <= batch:
                for table, row in self.rows[number]:
                    if id(row) not in gone and row["replaced_at"] is None:
                        getattr(facts, table).append(row)
        return facts


def lived(seed: int, days: Sequence[dt.date], **made: object) -> Lived:
    """A random shop told in batches, one before each of the days: most facts on their day, some late, some mended later."""
    chance, facts, told = Chance(seed + 1000), random_shop(seed, **made), Lived()  # type: ignore[arg-type]
    heard: dict[str, int] = {}
    for table in FILLED:
        for row in getattr(facts, table):
            if row["replaced_at"] is not None:
                continue
            batch = heard.get(row.get("order_id", "")) if table == "order_lines" else None
            batch = _batch(row, table, days, chance) if batch is None else batch
            if table == "orders":
                heard[row["order_id"]] = batch
            told.rows.setdefault(batch, []).append((table, row))
            if table in ("orders", "contacts", "customers", "answers") and batch + 1 < len(days) and chance(0.04):
                later = batch + 1 + chance.whole(0, len(days) - batch - 2)
                told.replaced.setdefault(later, []).append((table, row))
                told.rows.setdefault(later, []).append((table, _mended(row, table, chance)))
    return told


def _batch(row: dict, table: str, days: Sequence[dt.date], chance: Chance) -> int:
    """The batch before the first day by which the row has happened, or a later one; what is not dated, or not yet past, in the first."""
    moment = row[DATED[table]] if table in DATED else None
    if moment is None:
        return 0
    day = moment.date() if isinstance(moment, dt.datetime) else moment
    first = next((place for place, each in enumerate(days) if day <= each), 0)
    return min(first + (chance.whole(1, 2) if chance(0.1) else 0), len(days) - 1)


def _mended(row: dict, table: str, chance: Chance) -> dict:
    if table == "orders":
        return row | {"status": "cancelled", "cancelled_on": None} if chance(0.5) else row | {"ordered_on": row["ordered_on"] - 40 * DAY}
    if table == "customers":
        return row | {"province": "Huế", "name": "Bình"}
    return row | ({"score": 3.0} if table == "answers" else {"rating": 5.0, "status": "resolved"})


def put(shop: Shop, told: Lived, batch: int) -> None:
    """Let a batch come in, as an import does: rows under its number, recorded now, replaced rows marked."""
    now = dt.datetime.now(dt.UTC).replace(tzinfo=None)
    for table, row in told.replaced.get(batch, []):
        key = [name for name in TABLES[table].key if row.get(name) is not None]
        where = " AND ".join(f"{name} = ?" for name in key)
        shop.store.execute(f"UPDATE {table} SET replaced_at = ? WHERE replaced_at IS NULL AND {where}", [now, *(row[name] for name in key)])
    for table in FILLED:
        rows = [row | {"batch_id": batch + 1, "recorded_at": now} for name, row in told.rows.get(batch, []) if name == table]
        insert(shop.store, table, rows)
    shop._forget()


def insert(store: Store, table: str, rows: list[dict]) -> None:
    if rows:
        schema = pa.schema([(column, ARROW[kind]) for column, kind in TABLES[table].schema().items()])
        store.connection.register("given", pa.Table.from_pylist(rows, schema))
        store.execute(f"INSERT INTO {table} BY NAME SELECT * FROM given")
        store.connection.unregister("given")


def recomputed(
    folder: Path, facts: Facts, day: dt.date, bars: Bars, schemes: Sequence[Scheme], choices: Choices
) -> tuple[dict[str, dict], dict[str, dict]]:
    """Profile and classes by a full computation of its own, from the facts alone and with given bars."""
    with Store(folder / "again.duckdb") as store:
        for table in FILLED:
            store.execute(f"DELETE FROM {table}")
            insert(store, table, getattr(facts, table))
        tables = store.tables()
        held = profiles.holdings(tables)
        base = store.materialise("order_base", orders.order_base(profiles.documents(tables, store.materialise, held, store.median), day))
        staged = profiles.bases(tables, base, day, store.materialise, held, choices)
        stored = store.materialise("profile", profiles.profile(tables, staged, bars, day, held, choices))
        chances = store.keep("chances", CHANCES, chance_rows(bars.rhythm, 0))
        read = store.materialise("as_read", profiles.read(stored, bars, chances, day, choices.portrait, scored(store, bars, stored, day)))
        classes = profiles.classified(read, schemes)
        return _by_customer(read), _by_customer(classes)


def _by_customer(table: object) -> dict[str, dict]:
    return {row["customer_id"]: row for row in table.to_pyarrow().to_pylist()}  # type: ignore[attr-defined]


def until(facts: Facts, day: dt.date, end: dt.datetime) -> Facts:
    """Only what had happened by the end of a day; whatever comes later has not happened."""
    cut = Facts(**{name: list(getattr(facts, name)) for name in FILLED if name not in ("orders", "order_lines", *DATED)})
    cut.orders = [row if not row["cancelled_on"] or row["cancelled_on"] <= day else row | NOT_YET for row in facts.orders]
    cut.orders = [row for row in cut.orders if row["ordered_on"] <= day]
    cut.order_lines = [
        row if not row["returned_on"] or row["returned_on"] <= day else row | {"returned_on": dt.date(2999, 1, 1)}
        for row in facts.order_lines
    ]
    for name, column in DATED.items():
        if name not in ("orders", "customers"):
            rows = [row for row in getattr(facts, name) if row[column] is None or row[column] < end]
            setattr(cut, name, rows)
    cut.contacts = [row if not row["resolved_at"] or row["resolved_at"] < end else row | LATER for row in cut.contacts]
    dated = {row["customer_id"] for row in facts.orders}
    cut.customers = [row for row in facts.customers if _known(row, end, cut, dated)]
    return cut


NOT_YET = {"cancelled_on": dt.date(2999, 1, 1)}
LATER = {"resolved_at": dt.datetime(2999, 1, 1)}


def _known(person: dict, end: dt.datetime, cut: Facts, dated: set[str]) -> bool:
    bought = any(row["customer_id"] == person["customer_id"] for row in cut.orders)
    created = person["created_at"]
    return bought or (created is not None and created < end) or (created is None and person["customer_id"] not in dated)


def refreshed(shop: Shop, told: Lived, days: Sequence[dt.date]) -> Iterator[tuple[int, dt.date]]:
    """Live through the days: a batch, then a refresh."""
    for batch, day in enumerate(days):
        put(shop, told, batch)
        yield batch, day
