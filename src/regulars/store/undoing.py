"""Undoing an import: afterwards the tables are what importing all the other batches would have made of them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

from regulars.errors import InputError
from regulars.intake.undone import Undone
from regulars.store import history_of_imports as history
from regulars.store.duckdb import Store
from regulars.store.loading import changing, folding, guests, recording, repeating
from regulars.store.loading.recording import RETURN
from regulars.tables import TABLES
from regulars.words import Words

_IN_FORCE = "WHERE replaced_at IS NULL"
_OWN_LINES = f"NOT coalesce({RETURN}, false)"
_IS_RETURN = f"coalesce({RETURN}, false)"


def undo(store: Store, number: int, *, now: dt.datetime, quarantine_dir: Path, dry: bool = False) -> Undone:
    """Take back what a batch brought, in one transaction; with `dry` only say what that would be.

    Its own mended rows (later batches) go with it; its quarantine leaves; the history keeps it as undone. Raises `NotFound`, and
    `InputError` where it is undone already or an older version did not keep what is needed."""
    history.prepare(store)
    found = history.one(store, number)
    _check(store, found)
    moment = now.astimezone(dt.UTC).replace(tzinfo=None) if now.tzinfo else now
    with store.transaction(keep=not dry):
        done = _undone(store, found, moment, dry)
    if not dry:
        (quarantine_dir / f"batch-{number:04d}.csv").unlink(missing_ok=True)
    return done


def _check(store: Store, found: history.Import) -> None:
    if found.undone_at:
        raise InputError(
            Words(f"Lần nhập {found.batch_id} đã được hoàn tác rồi.", f"Import {found.batch_id} is undone already."),
            seen=found.undone_at.isoformat(" ", "minutes"),
            todo=Words("Muốn có lại thì nhập lại tệp.", "To have it back, import the files again."),
            code="undone",
        )
    older = store.sql("SELECT min(batch_id) FROM imports WHERE plan IS NULL AND undone_at IS NULL AND batch_id > 1")[0][0]
    if older:
        raise InputError(
            Words(f"Lần nhập {older} do bản cũ thực hiện, chưa ghi đủ để hoàn tác.", f"Import {older} was made by an older version, which kept too little."),
            todo=Words("Tạo tiệm mới rồi nhập lại các tệp cần giữ.", "Make a new shop and import the files that are to stay."),
            code="older_import",
        )  # fmt: skip


def currency_was_only_guessed(store: Store) -> bool:
    """Whether no import is left in force and the shop's currency came from one of those undone."""
    left, guessed = store.sql("SELECT count(*) FILTER (undone_at IS NULL), coalesce(bool_or(currency_decided), false) FROM imports")[0]
    return guessed and not left


@dataclass(frozen=True)
class _Counts:
    orders: int
    lines: int
    customers: int
    products: int
    others: int
    revenue: int

    @staticmethod
    def of(store: Store) -> _Counts:
        counts = {name: store.sql(f"SELECT count(*) FROM {name} {_IN_FORCE}")[0][0] for name in TABLES}
        orders, lines, customers, products = (counts.pop(name) for name in ("orders", "order_lines", "customers", "products"))
        money = changing.revenue(store, f"(FROM orders {_IN_FORCE})", f"(FROM order_lines {_IN_FORCE})")
        return _Counts(orders, lines, customers, products, sum(counts.values()), money)


def _undone(store: Store, found: history.Import, now: dt.datetime, dry: bool) -> Undone:
    number = found.batch_id
    replays = [id for (id,) in store.sql("SELECT batch_id FROM imports WHERE mends = ? AND undone_at IS NULL ORDER BY 1", [number])]
    group = ", ".join(map(str, (number, *replays)))
    before = _Counts.of(store)
    store.execute(
        f"CREATE OR REPLACE TEMP TABLE theirs AS SELECT DISTINCT order_id FROM orders WHERE replaced_at IS NULL AND batch_id IN ({group})"
    )
    for batch in reversed((number, *replays)):
        take_back(store, batch, now)
    after = _Counts.of(store)
    restored = store.sql(f"SELECT count(*) FROM theirs SEMI JOIN (FROM orders {_IN_FORCE}) USING (order_id)")[0][0]
    store.drop("theirs")
    refused = store.sql("SELECT count(*) FROM quarantine WHERE batch_id = ?", [number])[0][0]
    store.execute("DELETE FROM quarantine WHERE batch_id = ?", [number])
    reopened = store.sql(f"SELECT count(*) FROM quarantine WHERE settled_in IN ({group})")[0][0]
    store.execute(f"UPDATE quarantine SET state = 'open', settled_in = NULL WHERE settled_in IN ({group})")
    store.execute(f"UPDATE imports SET undone_at = ? WHERE batch_id IN ({group})", [now])
    less = {
        name: getattr(before, name) - getattr(after, name) for name in ("orders", "lines", "customers", "products", "others", "revenue")
    }
    return Undone(
        number, found.files, found.loaded_at, found.currency, orders_restored=restored, refused=refused, reopened=reopened,
        with_it=tuple(replays), orders_left=after.orders, dry=dry, **less,
    )  # fmt: skip


def take_back(store: Store, batch: int, now: dt.datetime) -> None:
    """Every canonical table without what a batch said."""
    _whole(store, "orders", batch)
    _returns(store, batch)
    for table in TABLES:
        if table in folding.FOLDED:
            folding.take_back(store, table, batch)
        elif table not in ("orders", "order_lines"):
            _whole(store, table, batch)
    guests.part_again(store, batch)
    repeating.forget(store, batch)
    recording.park_returns(store, now.isoformat(" "))


def _whole(store: Store, table: str, batch: int) -> None:
    """A table whose rows are replaced whole: what others said as well becomes theirs, before all else its former version is in force."""
    key = repeating.key_of(table)
    if not _heirs(store, table, f"SELECT {key} AS key, replaced_at FROM {table} WHERE batch_id = {batch}", batch):
        return
    for name, of_row in _rows_of(table):
        store.execute(
            f"UPDATE {name} SET batch_id = h.heir, recorded_at = h.heard_at FROM heirs AS h WHERE h.heir IS NOT NULL AND {key} = h.key "
            f"AND {name}.batch_id = {batch} AND {of_row}"
        )
        store.execute(f"DELETE FROM {name} WHERE batch_id = {batch} AND {of_row}")
    store.execute(
        f"CREATE OR REPLACE TEMP TABLE formers AS SELECT key, max(batch_id) AS former, any_value(until) AS until FROM "
        f"(SELECT {key} AS key, batch_id FROM {table} WHERE batch_id < {batch}) "
        f"JOIN (SELECT key, coalesce(heard_at, replaced_at) AS until FROM heirs) USING (key) GROUP BY key"
    )
    if store.sql("SELECT count(*) FROM formers")[0][0]:
        for name, of_row in _rows_of(table):
            store.execute(
                f"UPDATE {name} SET replaced_at = f.until FROM formers AS f WHERE {key} = f.key AND {name}.batch_id = f.former AND {of_row}"
            )
    store.drop("heirs", "formers")


def _rows_of(table: str) -> tuple[tuple[str, str], ...]:
    """The tables in which a row of a table stands, with the condition for its own rows: an order stands with its lines."""
    return (("orders", "true"), ("order_lines", _OWN_LINES)) if table == "orders" else ((table, "true"),)


def _heirs(store: Store, table: str, gone: str, batch: int) -> bool:
    """The table `heirs`: every row of a batch (`gone`: key, replaced_at) with the first batch that repeated it, null where none did;
    those that repeated it later repeat the heir's word from now on. False where the batch has no row."""
    store.execute(
        f"CREATE OR REPLACE TEMP TABLE heirs AS SELECT g.key, g.replaced_at, r.heir, i.loaded_at AS heard_at FROM ({gone}) AS g LEFT JOIN "
        f"(SELECT key, min(batch_id) AS heir FROM repeats WHERE table_name = '{table}' AND of_batch = {batch} GROUP BY key) AS r USING (key) "
        "LEFT JOIN imports AS i ON i.batch_id = r.heir"
    )
    rows, inherited = store.sql("SELECT count(*), count(heir) FROM heirs")[0]
    if inherited:
        of_it = f"repeats.table_name = '{table}' AND repeats.of_batch = {batch} AND repeats.key = h.key"
        store.execute(f"DELETE FROM repeats USING heirs AS h WHERE {of_it} AND repeats.batch_id = h.heir")
        store.execute(f"UPDATE repeats SET of_batch = h.heir FROM heirs AS h WHERE {of_it} AND h.heir IS NOT NULL")
    return bool(rows)


def _returns(store: Store, batch: int) -> None:
    """Returns that name their order are facts of their own: nobody's former version comes back in their place."""
    key = repeating.key_of(repeating.RETURNS)
    gone = f"SELECT {key} AS key, replaced_at FROM order_lines WHERE batch_id = {batch} AND {_IS_RETURN}"
    if _heirs(store, repeating.RETURNS, gone, batch):
        store.execute(
            f"UPDATE order_lines SET batch_id = h.heir, recorded_at = h.heard_at FROM heirs AS h WHERE h.heir IS NOT NULL AND {key} = h.key "
            f"AND order_lines.batch_id = {batch} AND {_IS_RETURN}"
        )
        store.execute(f"DELETE FROM order_lines WHERE batch_id = {batch} AND {_IS_RETURN}")
        store.drop("heirs")
