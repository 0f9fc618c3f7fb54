"""What is said of a whole order, or of some of its lines, brought to its lines: totals, discounts, refunds, units cancelled and returned."""

from __future__ import annotations

from dataclasses import replace

from regulars.store.duckdb import Store
from regulars.store.loading.assembling import Shape
from regulars.store.loading.batch import Batch
from regulars.store.loading.meanings import CANCELLED, RETURNED
from regulars.store.loading.staging import ORDER_MONEY
from regulars.words import Words, number


def allotted(batch: Batch, shape: Shape) -> Shape:
    """The stage with what belongs to whole orders spread over their lines; nothing is done where the files say nothing of it."""
    store = batch.store
    places = [place for place, one in batch.orders if one.file.habits.by_line]
    if places and "status" in shape.columns:
        _cancel_lines(batch, shape, places)
    if batch.mends:
        _already_allotted(store, shape)
    if shape.columns & set(ORDER_MONEY):
        shape = _with_returns(store, shape)
        _spread(store, shape)
    if "returned_quantity" in shape.columns:
        shape = _with_returns(store, shape)
        store.execute(
            "UPDATE stage SET returned_amount = round(net_amount * least(returned_quantity / quantity, 1))::BIGINT "
            f"WHERE {shape.kept} AND returned_amount IS NULL AND returned_quantity > 0 AND quantity > 0 AND net_amount > 0"
        )
    if "status" in shape.columns and store.sql(f"SELECT count(*) FROM (FROM stage WHERE status = '{RETURNED}' LIMIT 1)")[0][0]:
        shape = _with_returns(store, shape)
        store.execute(
            f"UPDATE stage SET returned_amount = net_amount WHERE {shape.kept} AND status = '{RETURNED}' AND returned_amount IS NULL AND net_amount > 0"
        )
    for name in (*ORDER_MONEY, "returned_quantity"):
        if name in shape.columns:
            store.execute(f"ALTER TABLE temp.stage DROP COLUMN {name}")
    return replace(shape, columns=shape.columns - {*ORDER_MONEY, "returned_quantity"})


def _already_allotted(store: Store, shape: Shape) -> None:
    """The lines that stand bear the discount and the refund of their order already: mended lines that join them bring neither again."""
    twice = [f"{name} = NULL" for name in ORDER_MONEY[1:] if name in shape.columns]
    if twice:
        standing = "SELECT order_id FROM orders WHERE replaced_at IS NULL"
        store.execute(f"UPDATE stage SET {', '.join(twice)} WHERE order_id IN ({standing})")


def _with_returns(store: Store, shape: Shape) -> Shape:
    store.execute("ALTER TABLE temp.stage ADD COLUMN IF NOT EXISTS returned_amount BIGINT")
    return replace(shape, columns=shape.columns | {"returned_amount"})


def _cancel_lines(batch: Batch, shape: Shape, places: list[int]) -> None:
    """Lines cancelled in an order that otherwise stands count as nothing; an order all of whose lines are cancelled is cancelled."""
    cancelled, of_these = f"coalesce(status, '') = '{CANCELLED}'", f"file_no IN ({', '.join(map(str, places))}) AND {shape.kept}"
    mixed = f"SELECT order_key FROM stage WHERE {of_these} GROUP BY order_key HAVING bool_or({cancelled}) AND NOT bool_and({cancelled})"
    where = f"{of_these} AND {cancelled} AND order_key IN ({mixed})"
    many = batch.store.sql(f"SELECT count(*) FROM stage WHERE {where}")[0][0]
    if not many:
        return
    zero = [name for name in ("quantity", "net_amount", "list_amount", "discount") if name in shape.columns]
    null = [name for name in ("status", "cancelled_at") if name in shape.columns]
    values = ", ".join([*(f"{name} = 0" for name in zero), *(f"{name} = NULL" for name in null)])
    batch.store.execute(f"UPDATE stage SET {values} WHERE {where}")
    batch.notes.append(
        Words(
            f"{number(many, 'vi')} món bị huỷ trong đơn còn hiệu lực: không tính tiền.",
            f"{number(many, 'en')} lines are cancelled in orders that otherwise stand: they count as nothing.",
        )
    )


def _spread(store: Store, shape: Shape) -> None:
    """Where the order's own total, discount or refund differs from what its lines say, the lines take their parts of it, in proportion to
    what they are worth (to their quantities where no line has a price); the parts add up to the whole exactly."""
    store.execute(f"CREATE OR REPLACE TEMP TABLE owed AS {_owed(shape)}")
    if store.sql("SELECT count(*) FROM owed")[0][0]:
        store.execute(f"CREATE OR REPLACE TEMP TABLE parts AS {_parts(shape)}")
        less = ", discount = list_amount - p.net" if {"discount", "list_amount"} <= shape.columns else ""
        store.execute(
            f"UPDATE stage SET net_amount = p.net, returned_amount = coalesce(p.back, returned_amount){less} FROM parts AS p WHERE stage.rowid = p.place"
        )
    store.drop("owed", "parts")


def _owed(shape: Shape) -> str:
    total, less, back = (f"max({shape.of(name, 'BIGINT')})" for name in ORDER_MONEY)
    returned = f"sum({shape.of('returned_quantity', 'DOUBLE')})"
    return (
        f"SELECT order_key, {total} AS total, {less} AS less, nullif({back}, 0) AS back, coalesce({returned}, 0) > 0 AS by_pieces, "
        "sum(net_amount) FILTER (net_amount > 0) AS positive, coalesce(sum(net_amount) FILTER (net_amount < 0), 0) AS negative, "
        "count(net_amount) = 0 AS unpriced, "
        "CASE WHEN total IS NOT NULL THEN total - negative WHEN less <> 0 THEN greatest(coalesce(positive, 0) - less, 0) END AS goal "
        f"FROM stage WHERE {shape.kept} GROUP BY order_key "
        "HAVING (goal IS NOT NULL AND (unpriced OR goal <> coalesce(positive, 0))) OR back IS NOT NULL"
    )


def _parts(shape: Shape) -> str:
    """The lines of such orders with their part of the net amount and of the refund."""
    pieces = shape.of("returned_quantity", "DOUBLE")
    weighed = (
        f"SELECT stage.rowid AS place, order_key, row_hash, net_amount, quantity, {pieces} AS pieces, goal, o.back AS whole, by_pieces, "
        "CASE WHEN unpriced THEN round(greatest(quantity, 0) * 1000)::HUGEINT ELSE greatest(coalesce(net_amount, 0), 0)::HUGEINT END AS weight "
        f"FROM stage JOIN owed AS o USING (order_key) WHERE {shape.kept}"
    )
    netted = f"SELECT *, CASE WHEN goal IS NULL OR net_amount < 0 THEN net_amount ELSE {_share('goal', 'weight')} END::BIGINT AS net FROM ({weighed})"
    part = "CASE WHEN by_pieces THEN CASE WHEN quantity > 0 THEN greatest(net, 0) * coalesce(pieces, 0) / quantity ELSE 0 END ELSE greatest(net, 0) END"
    returned = f"SELECT *, round({part})::HUGEINT AS given_back FROM ({netted})"
    return f"SELECT place, net, nullif(CASE WHEN whole IS NOT NULL THEN {_share('whole', 'given_back')} END::BIGINT, 0) AS back FROM ({returned})"


def _share(whole: str, weight: str) -> str:
    """One line's part of a whole: what the lines up to it have together, less what those before it have; all on the first where none weighs."""
    by = "PARTITION BY order_key"
    running = f"sum({weight}) OVER ({by} ORDER BY row_hash, place ROWS UNBOUNDED PRECEDING)"
    every = f"sum({weight}) OVER ({by})"
    alone = f"CASE WHEN row_number() OVER ({by} ORDER BY row_hash, place) = 1 THEN {whole} ELSE 0 END"
    return f"CASE WHEN {every} = 0 THEN {alone} ELSE ({whole}::HUGEINT * {running}) // {every} - ({whole}::HUGEINT * ({running} - {weight})) // {every} END"
