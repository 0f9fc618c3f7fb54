"""What a batch changes of what was there, looked at while both are at hand."""

from __future__ import annotations

from dataclasses import replace

from regulars.intake.changes import BIGGEST, ChangedOrder, Changes
from regulars.store.duckdb import Store
from regulars.tables import TABLES

# Revenue: not of cancelled orders, less what was given back.
REVENUE = "CASE WHEN o.status IS DISTINCT FROM 'cancelled' THEN l.net_amount - coalesce(l.returned_amount, 0) ELSE 0 END"
_DIFFERS = {
    "status": "a.status, a.cancelled_at",
    "customer": "a.customer_id",
    "date": "a.ordered_at",
    "other": "a.channel, a.store_id, a.coupon_code, a.currency",
    "lines": "a.lines",
    "amounts": "a.amounts",
}


def revenue(store: Store, orders: str, lines: str) -> int:
    """The revenue of some orders, given with their lines, in minor units."""
    return store.sql(f"SELECT coalesce(sum({REVENUE}), 0)::BIGINT FROM {orders} AS o JOIN {lines} AS l USING (order_id)")[0][0]


def changed_orders(store: Store) -> Changes:
    """Beside each other: the orders in `changed` as they stood (`standing`, `standing_lines`) and as they come in."""
    for name, orders, lines in (("was", "standing", "standing_lines"), ("comes", "new_orders", "new_lines")):
        store.execute(f"CREATE OR REPLACE TEMP TABLE {name} AS {_summed(orders, lines)}")
    counts = ", ".join(f"count(*) FILTER (({cells}) IS DISTINCT FROM ({cells.replace('a.', 'b.')}))" for cells in _DIFFERS.values())
    row = store.sql(f"SELECT {counts}, sum(a.revenue)::BIGINT, sum(b.revenue)::BIGINT FROM was AS a JOIN comes AS b USING (order_id)")[0]
    parts = {name: many for name, many in zip(_DIFFERS, row, strict=False) if many}
    biggest = store.sql(
        "SELECT order_id, a.revenue, b.revenue FROM was AS a JOIN comes AS b USING (order_id) "
        f"ORDER BY abs(b.revenue - a.revenue) DESC, order_id LIMIT {BIGGEST}"
    )
    store.drop("was", "comes")
    return Changes(parts, row[-2], row[-1], tuple(ChangedOrder(*one) for one in biggest))


def _summed(orders: str, lines: str) -> str:
    """The orders in `changed`, one row each: their own columns, what their lines are, what they come to."""
    goods = "sum(hash(l.product_id, l.quantity))"
    amounts = "sum(hash(l.list_amount, l.discount, l.net_amount, l.returned_amount, l.returned_at))"
    return (
        f"SELECT o.*, t.lines, t.amounts, t.revenue FROM {orders} AS o JOIN (SELECT l.order_id, {goods} AS lines, {amounts} AS amounts, "
        f"sum({REVENUE})::BIGINT AS revenue FROM {lines} AS l JOIN {orders} AS o USING (order_id) WHERE l.order_id IN (FROM changed) "
        "GROUP BY l.order_id) AS t USING (order_id)"
    )


def missing_orders(store: Store, changes: Changes) -> Changes:
    """The orders that earlier files sharing orders with this one had within its days, and that it does not have."""
    if not store.sql("SELECT count(*) FROM (FROM standing LIMIT 1)")[0][0]:
        return changes
    store.execute(
        "CREATE OR REPLACE TEMP TABLE missing AS SELECT o.* FROM orders AS o, "
        "(SELECT min(ordered_at) AS first, max(ordered_at) AS last, min(ordered_on) AS first_on FROM new_orders) AS span "
        "WHERE o.replaced_at IS NULL AND o.ordered_at BETWEEN span.first AND span.last AND o.batch_id IN (SELECT DISTINCT batch_id FROM standing) "
        "AND o.order_id NOT IN (SELECT order_id FROM new_orders)"
    )
    many, first, last = store.sql("SELECT count(*), min(ordered_on), max(ordered_on) FROM missing")[0]
    if many:
        ids = store.sql(f"SELECT order_id FROM missing ORDER BY ordered_at, order_id LIMIT {BIGGEST}")
        lost = revenue(store, "missing", "(FROM order_lines WHERE replaced_at IS NULL)")
        changes = replace(changes, missing=many, missing_revenue=lost, missing_ids=tuple(id for (id,) in ids), first=first, last=last)
    store.drop("missing")
    return changes


def changed_columns(store: Store, table: str) -> dict[str, int]:
    """In how many of the rows in `merged` each column differs from the row in force, most first."""
    key = TABLES[table].key[0]
    names = [column.name for column in TABLES[table].columns if column.name != key]
    counts = ", ".join(f"count(*) FILTER (m.{name} IS DISTINCT FROM o.{name})" for name in names)
    row = store.sql(f"SELECT {counts} FROM merged AS m JOIN (FROM {table} WHERE replaced_at IS NULL) AS o USING ({key})")[0]
    return dict(sorted(((name, many) for name, many in zip(names, row, strict=True) if many), key=lambda pair: -pair[1]))
