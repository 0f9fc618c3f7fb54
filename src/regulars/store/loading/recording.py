"""Entering orders: into an empty shop straight away, later only what is new or has changed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from regulars.intake.changes import Changes
from regulars.store.duckdb import Store
from regulars.store.loading import changing, repeating
from regulars.store.loading.assembling import Shape

ORDER = ("customer_id", "ordered_at", "status", "cancelled_at", "channel", "store_id", "coupon_code", "currency")
LINE = ("product_id", "quantity", "list_amount", "discount", "net_amount", "returned_amount", "returned_at")
ORDER_COLUMNS = (
    "order_id",
    "customer_id",
    "ordered_at",
    "ordered_on",
    "status",
    "cancelled_at",
    "cancelled_on",
    "channel",
    "store_id",
    "coupon_code",
    "currency",
    "source",
)
LINE_COLUMNS = (
    "order_id",
    "line_no",
    "product_id",
    "quantity",
    "list_amount",
    "discount",
    "net_amount",
    "returned_amount",
    "returned_at",
    "returned_on",
)
# Returns that name their order stand among its lines, but are facts of their own.
RETURN = "quantity < 0 AND net_amount = 0 AND list_amount = 0 AND returned_amount > 0"


@dataclass(frozen=True)
class Entered:
    """How many orders the batch holds, how many were added, how many took the place of a former version, the lines that went in,
    the revenue by which the shop's grew, and what was changed."""

    held: int
    orders: int
    replaced: int
    lines: int
    revenue: int
    changes: Changes = Changes()


def enter_first(store: Store, shape: Shape, orders: str, lines: str, batch: int) -> Entered:
    """Into an empty shop: everything counts as recorded when it happened. The stage gives up its columns as they are done with."""
    line = {*LINE, "order_id", "order_key", "ordered_at"} | ({"flags"} if shape.refused else set())
    _give_up(store, shape.columns - line - set(ORDER))
    _insert(store, "orders", ORDER_COLUMNS, f"({orders})", batch, "ordered_at")
    _give_up(store, (shape.columns & set(ORDER)) - line)
    _insert(store, "order_lines", LINE_COLUMNS, f"({lines})", batch, "ordered_at")
    counts = [store.sql(f"SELECT count(*) FROM {table} WHERE batch_id = ?", [batch])[0][0] for table in ("orders", "order_lines")]
    return Entered(counts[0], counts[0], 0, counts[1], _entered_revenue(store, batch))


def _entered_revenue(store: Store, batch: int) -> int:
    """What the orders of a batch come to; returns entered for orders of others are no part of it yet."""
    lines = f"SELECT coalesce(sum(net_amount - coalesce(returned_amount, 0)), 0)::BIGINT FROM order_lines WHERE batch_id = {batch}"
    cancelled = f"SELECT order_id FROM orders WHERE batch_id = {batch} AND status = 'cancelled'"
    every, many = store.sql(f"SELECT ({lines}), (SELECT count(*) FROM ({cancelled}))")[0]
    return every - (store.sql(f"{lines} AND order_id IN ({cancelled})")[0][0] if many else 0)


def _give_up(store: Store, columns: Iterable[str]) -> None:
    """Free the memory of columns that are not needed any more: a large file would else not fit."""
    for name in sorted(columns):
        store.execute(f'ALTER TABLE temp.stage DROP COLUMN "{name}"')


def enter_more(store: Store, orders: str, lines: str, batch: int, now: str, *, whole: bool = True) -> Entered:
    """Into a shop with history: an order whose content differs takes the place of its former version whole. `whole`: the batch
    is a file as it is, so that orders which are not in it are missing."""
    store.execute(f"CREATE OR REPLACE TEMP TABLE new_orders AS {orders}")
    store.execute(f"CREATE OR REPLACE TEMP TABLE new_lines AS {lines}")
    store.execute(
        "CREATE OR REPLACE TEMP TABLE standing AS SELECT * FROM orders SEMI JOIN new_orders USING (order_id) WHERE replaced_at IS NULL"
    )
    store.execute(
        "CREATE OR REPLACE TEMP TABLE standing_lines AS SELECT * FROM order_lines SEMI JOIN standing USING (order_id) "
        "WHERE replaced_at IS NULL"
    )
    store.execute(
        f"CREATE OR REPLACE TEMP TABLE changed AS SELECT a.order_id FROM ({_content('new_orders', 'new_lines')}) AS a "
        f"JOIN ({_content('standing', 'standing_lines')}) AS b USING (order_id) WHERE a.content <> b.content"
    )
    replaced, held = store.sql("SELECT count(*), (SELECT count(*) FROM new_orders) FROM changed")[0]
    changes = changing.changed_orders(store) if replaced else Changes()
    changes = changing.missing_orders(store, changes) if whole else changes
    repeating.note(store, "orders", batch, "(FROM standing WHERE order_id NOT IN (FROM changed))")
    if replaced:
        _replace(store, now)
    store.execute(
        "CREATE OR REPLACE TEMP TABLE entering AS SELECT order_id FROM new_orders WHERE order_id IN (FROM changed) OR "
        "order_id NOT IN (SELECT order_id FROM standing)"
    )
    moment = f"TIMESTAMP '{now}'"
    _insert(store, "orders", ORDER_COLUMNS, "(FROM new_orders SEMI JOIN entering USING (order_id))", batch, moment)
    _insert(store, "order_lines", LINE_COLUMNS, "(FROM new_lines SEMI JOIN entering USING (order_id))", batch, moment)
    entering = store.sql("SELECT count(*), (SELECT count(*) FROM new_lines SEMI JOIN entering USING (order_id)) FROM entering")[0]
    store.drop("new_orders", "new_lines", "standing", "standing_lines", "changed", "entering")
    revenue = _entered_revenue(store, batch) - changes.before
    return Entered(held, entering[0] - replaced, replaced, entering[1], revenue, changes)


def _content(orders: str, lines: str) -> str:
    """One number per order for all that it says; the numbering of lines and returns entered later do not matter."""
    cells = ", ".join(f"l.{name}" for name in LINE)
    heads = ", ".join(f"any_value(o.{name})" for name in ORDER)
    return (
        f"SELECT o.order_id, hash({heads}, sum(hash({cells}))) AS content FROM {orders} AS o "
        f"JOIN (FROM {lines} WHERE NOT coalesce({RETURN}, false)) AS l USING (order_id) GROUP BY o.order_id"
    )


def _replace(store: Store, now: str) -> None:
    for table, kept in (("orders", ""), ("order_lines", f" AND NOT coalesce({RETURN}, false)")):
        store.execute(f"UPDATE {table} SET replaced_at = TIMESTAMP '{now}' WHERE replaced_at IS NULL AND order_id IN (FROM changed){kept}")


def _insert(store: Store, table: str, columns: tuple[str, ...], source: str, batch: int, recorded: str) -> None:
    names = ", ".join(columns)
    store.execute(f"INSERT INTO {table} ({names}, batch_id, recorded_at) SELECT {names}, {batch}, {recorded} FROM {source}")


def enter_returns(store: Store, batch: int, now: str, *, first: bool) -> int:
    """Add the returns that name their order (table `returns`) to its lines, those already there left out; how many."""
    same = "order_id, product_id, quantity, returned_amount, returned_at"
    again = f"row_number() OVER (PARTITION BY {same}) AS occurrence"
    store.execute(
        f"CREATE OR REPLACE TEMP TABLE news AS SELECT r.* EXCLUDE (occurrence) FROM (SELECT *, {again} FROM returns) AS r ANTI JOIN "
        f"(SELECT {same}, {again} FROM order_lines WHERE replaced_at IS NULL AND {RETURN}) AS l "
        "ON r.order_id = l.order_id AND r.product_id IS NOT DISTINCT FROM l.product_id AND r.quantity = l.quantity "
        "AND r.returned_amount = l.returned_amount AND r.returned_at = l.returned_at AND r.occurrence = l.occurrence"
    )
    same_return = " AND ".join(f"r.{name} IS NOT DISTINCT FROM l.{name}" for name in (*same.split(", "), "occurrence"))
    repeating.note(
        store, repeating.RETURNS, batch,
        f"(SELECT l.order_id, l.line_no, l.batch_id FROM (SELECT *, {again} FROM returns) AS r JOIN "
        f"(SELECT *, {again} FROM order_lines WHERE replaced_at IS NULL AND {RETURN}) AS l ON {same_return})",
    )  # fmt: skip
    recorded = "returned_at" if first else f"TIMESTAMP '{now}'"
    store.execute(
        "INSERT INTO order_lines (order_id, line_no, product_id, quantity, list_amount, discount, net_amount, "
        "returned_amount, returned_at, returned_on, batch_id, recorded_at) "
        "SELECT n.order_id, last + row_number() OVER (PARTITION BY n.order_id ORDER BY n.row_hash), product_id, "
        "quantity, 0, 0, 0, returned_amount, returned_at, returned_on, "
        f"{batch}, {recorded} FROM news AS n JOIN (SELECT order_id, max(line_no) AS last FROM order_lines SEMI JOIN news "
        "USING (order_id) GROUP BY order_id) USING (order_id)"
    )
    count = store.sql("SELECT count(*) FROM news")[0][0]
    store.drop("news", "returns")
    return count


def part_returns(store: Store, columns: frozenset[str], kept: str, day: str) -> int:
    """Take the rows that return goods of a known order out of the stage, into the table `returns`; how many."""
    known = f"(SELECT order_id FROM stage WHERE return_of IS NULL AND {kept} UNION SELECT order_id FROM orders WHERE replaced_at IS NULL)"
    goods = "product_id" if "product_id" in columns else "NULL::VARCHAR"
    given = "greatest(coalesce(returned_amount, 0), abs(net_amount))" if "returned_amount" in columns else "abs(net_amount)"
    store.execute(
        f"CREATE OR REPLACE TEMP TABLE returns AS SELECT return_of AS order_id, {goods} AS product_id, -abs(quantity) AS "
        f"quantity, {given} AS returned_amount, "
        f"ordered_at AS returned_at, {day} AS returned_on, row_hash FROM stage WHERE return_of IN {known} AND {kept}"
    )
    count = store.sql("SELECT count(*) FROM returns")[0][0]
    if count:
        store.execute(
            f"CREATE OR REPLACE TEMP TABLE stage AS SELECT * FROM stage WHERE return_of IS NULL OR NOT ({kept}) OR return_of NOT IN {known}"
        )
    return count


def revive_returns(store: Store) -> None:
    """Returns whose order an undone import took away come back with their order."""
    if not store.sql("SELECT count(*) FROM imports WHERE undone_at IS NOT NULL")[0][0]:
        return
    store.execute(
        f"UPDATE order_lines SET replaced_at = NULL WHERE replaced_at IS NOT NULL AND {RETURN} "
        "AND order_id IN (SELECT order_id FROM orders WHERE replaced_at IS NULL)"
    )


def park_returns(store: Store, now: str) -> None:
    """Returns of orders that are gone wait until the orders come back."""
    store.execute(
        f"UPDATE order_lines SET replaced_at = TIMESTAMP '{now}' WHERE replaced_at IS NULL AND {RETURN} "
        "AND order_id NOT IN (SELECT order_id FROM orders WHERE replaced_at IS NULL)"
    )
