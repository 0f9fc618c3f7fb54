"""Mended rows join the orders they belong to: the lines those already have are put back beside them, and all is judged again."""

from __future__ import annotations

from regulars.store.loading.assembling import Shape, line_content, order_hash
from regulars.store.loading.batch import Batch
from regulars.store.loading.recording import RETURN
from regulars.store.loading.staging import TEXTS

ORDER = {
    "customer_id": "VARCHAR", "ordered_at": "TIMESTAMP", "cancelled_at": "TIMESTAMP", "currency": "VARCHAR", **dict.fromkeys(TEXTS, "VARCHAR"),
}  # fmt: skip
LINE = {
    "product_id": "VARCHAR", "quantity": "DOUBLE", "list_amount": "BIGINT", "discount": "BIGINT", "net_amount": "BIGINT",
    "returned_amount": "BIGINT", "returned_at": "TIMESTAMP",
}  # fmt: skip


def rejoined(batch: Batch, shape: Shape) -> Shape:
    """The stage with the lines that stand already. Rows of orders which a later batch has said anew leave it, for the table
    `superseded` (order_id, about): what the file said is past."""
    store, mends = batch.store, batch.mends or 0
    missing = {name: kind for name, kind in (ORDER | LINE).items() if name not in shape.columns}
    missing |= {name: kind for name, kind in (("order_id", "VARCHAR"), ("order_key", "UBIGINT")) if name not in shape.columns}
    widened = "".join(f", NULL::{kind} AS {name}" for name, kind in missing.items())
    store.execute(f"CREATE OR REPLACE TEMP TABLE stage AS SELECT *{widened} FROM stage")
    _who_said(batch)
    store.execute(f"CREATE OR REPLACE TEMP TABLE superseded AS SELECT order_id, about FROM sayers WHERE about > {mends}")
    store.execute("DELETE FROM stage WHERE flags = 0 AND order_id IN (SELECT order_id FROM superseded)")
    columns = shape.columns | set(missing)
    whole = Shape(columns, shape.refused)
    per_order, spread = "per_order" in columns, "order_total" in shape.columns and "discount" not in _mapped(batch)
    whole_rows = [str(place) for place, one in batch.orders if one.file.unrolled]
    own = "channel, store_id, coupon_code, customer_id, ordered_at"
    store.execute(
        f"CREATE OR REPLACE TEMP TABLE stage AS SELECT *, hash(order_id) AS order_key, hash({line_content(whole)}, {own}) AS row_hash, "
        f"{order_hash(columns)} AS order_hash FROM (SELECT * EXCLUDE (row_hash, order_hash, order_key) FROM stage "
        f"UNION ALL BY NAME {_standing(per_order, spread, mends, whole_rows)} UNION ALL BY NAME {_alike(per_order, mends)})"
    )
    store.drop("sayers")
    return whole


def _who_said(batch: Batch) -> None:
    """The table `sayers`: the orders of the stage that stand, and which batch (or whose mended rows) was the last to say them so."""
    batch.store.execute(
        "CREATE OR REPLACE TEMP TABLE sayers AS SELECT o.order_id, max(coalesce(i.mends, i.batch_id)) AS about FROM orders AS o "
        "LEFT JOIN repeats AS r ON r.table_name = 'orders' AND r.key = o.order_id AND r.of_batch = o.batch_id "
        "JOIN imports AS i ON i.batch_id IN (o.batch_id, r.batch_id) "
        "WHERE o.replaced_at IS NULL AND o.order_id IN (SELECT order_id FROM stage WHERE flags = 0) GROUP BY o.order_id"
    )


def _lines(per_order: bool, order_id: str, *, spread: bool = False) -> str:
    """Lines that stand, as rows of the stage; where each line repeats the order's total, each has it again, and where the order's own
    total was `spread` over its lines they are worth again what they were before."""
    order = ", ".join(f"o.{name}" for name in ORDER)
    net = "coalesce(l.list_amount, l.net_amount)" if spread else "l.net_amount"
    total = "sum(l.net_amount) OVER (PARTITION BY o.order_id)::BIGINT" if per_order else net
    line = ", ".join(f"{total if name == 'net_amount' else 'l.' + name} AS {name}" for name in LINE)
    once = ", true AS per_order" if per_order else ""
    return (
        f"SELECT 0::UTINYINT AS file_no, 0::INTEGER AS flags, {order_id} AS order_id, {order}, {line}{once} "
        f"FROM orders AS o JOIN order_lines AS l USING (order_id) WHERE o.replaced_at IS NULL AND l.replaced_at IS NULL "
        f"AND NOT coalesce({RETURN}, false)"
    )


def _mapped(batch: Batch) -> set[str]:
    return {one.field for _, landed in batch.orders for one in landed.file.mapped}


def _standing(per_order: bool, spread: bool, mends: int, whole_rows: list[str]) -> str:
    """The lines of the orders that the mended batch was the last to say; where a row is a whole order, it has them all itself."""
    own = f"SELECT order_id FROM sayers WHERE about = {mends}"
    if whole_rows:
        own += f" AND order_id NOT IN (SELECT order_id FROM stage WHERE order_id IS NOT NULL AND file_no IN ({', '.join(whole_rows)}))"
    return f"{_lines(per_order, 'o.order_id', spread=spread)} AND o.order_id IN ({own})"


def _alike(per_order: bool, mends: int) -> str:
    """Rows without an order id that are alike in customer, time and amount to one that comes in: their ids count them."""
    alike = (
        "SELECT 1 FROM stage AS s WHERE s.flags = 0 AND s.order_id IS NULL AND s.customer_id IS NOT DISTINCT FROM o.customer_id "
        "AND s.ordered_at = o.ordered_at AND s.net_amount = l.net_amount"
    )
    theirs = f"SELECT batch_id FROM imports WHERE coalesce(mends, batch_id) = {mends} AND undone_at IS NULL"
    said = f"SELECT key FROM repeats WHERE table_name = 'orders' AND batch_id IN ({theirs})"
    return f"{_lines(per_order, 'NULL::VARCHAR')} AND (o.batch_id IN ({theirs}) OR o.order_id IN ({said})) AND EXISTS ({alike})"
