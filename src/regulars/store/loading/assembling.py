"""From staged rows to orders and their lines: one order per id, whatever the order of rows or files."""

from __future__ import annotations

from dataclasses import dataclass

from regulars.store.duckdb import Store
from regulars.store.loading.casting import Zone, quoted
from regulars.store.loading.staging import TEXTS

NEVER = "TIMESTAMP '9999-01-01'"


@dataclass(frozen=True)
class Shape:
    """Which columns the stage has, and whether any row was refused."""

    columns: frozenset[str]
    refused: bool = False

    def of(self, name: str, kind: str) -> str:
        return name if name in self.columns else f"NULL::{kind}"

    @property
    def kept(self) -> str:
        return "flags = 0" if self.refused else "true"


def tidied(store: Store, shape: Shape, *, drop_duplicates: bool) -> Shape:
    """Give every row an order id and a key, drop duplicates where asked; nothing is copied where nothing is to be done."""
    columns = set(shape.columns)
    lone = "order_id" not in columns or store.sql(f"SELECT count(*) FROM stage WHERE order_id IS NULL AND {shape.kept}")[0][0] > 0
    if lone:
        _give_ids(store, shape)
        columns.add("order_id")
    if drop_duplicates:
        store.execute(
            "CREATE OR REPLACE TEMP TABLE stage AS SELECT * FROM stage "
            f"QUALIFY flags <> 0 OR row_number() OVER (PARTITION BY flags, {_alike(columns)} ORDER BY file_no) = 1"
        )
    return Shape(frozenset(columns), shape.refused)


def _alike(columns: set[str] | frozenset[str]) -> str:
    return "order_id, row_hash, order_hash" if "order_id" in columns else "row_hash"


def _give_ids(store: Store, shape: Shape) -> None:
    """A row without an order id is an order; its id is a fingerprint of customer, time, amount and how often they occurred before."""
    cells = (shape.of("customer_id", "VARCHAR"), "epoch_us(ordered_at)::VARCHAR", "net_amount::VARCHAR")
    what = ", ".join(f"coalesce({cell}, '')" for cell in cells)
    given = "order_id" if "order_id" in shape.columns else "NULL::VARCHAR"
    again = f"row_number() OVER (PARTITION BY flags, {given}, {what} ORDER BY row_hash)"
    made = f"coalesce({given}, left(md5(concat_ws('|', {what}, {again})), 20))"
    if "order_id" in shape.columns:
        store.execute(f"CREATE OR REPLACE TEMP TABLE stage AS SELECT * REPLACE ({made} AS order_id) FROM stage")
    else:
        store.execute(f"CREATE OR REPLACE TEMP TABLE stage AS SELECT *, {made} AS order_id FROM stage")
    rest = "* EXCLUDE (order_key)" if "order_key" in shape.columns else "*"
    store.execute(f"CREATE OR REPLACE TEMP TABLE stage AS SELECT {rest}, hash(order_id) AS order_key FROM stage")


def count_once(store: Store) -> None:
    """Where lines repeat the total of their order, leave it on one of them."""
    first = "row_number() OVER (PARTITION BY order_key ORDER BY net_amount IS NULL, row_hash) = 1"
    store.execute(
        "CREATE OR REPLACE TEMP TABLE stage AS "
        f"SELECT * REPLACE (CASE WHEN per_order AND NOT {first} THEN 0 ELSE net_amount END AS net_amount) FROM stage"
    )


def duplicates(store: Store, shape: Shape) -> int:
    """How many lines are exact repetitions of another.

    Lines of one order set a bit each in two words of 64: where they set as many bits as they are, all differ, and only the
    remaining orders are looked at closely (table `doubtful`)."""
    if "order_id" not in shape.columns:
        return store.sql(f"SELECT count(*) - count(DISTINCT row_hash) FROM stage WHERE {shape.kept}")[0][0]
    words = [f"bit_count(bit_or(1::UBIGINT << ((row_hash >> {shift}) & 63)::UBIGINT)) < count(*)" for shift in (0, 20)]
    store.execute(
        "CREATE OR REPLACE TEMP TABLE doubtful AS SELECT order_key FROM stage "
        f"WHERE {shape.kept} GROUP BY order_key HAVING count(*) > 1 AND {' AND '.join(words)}"
    )
    whole = "hash(order_key, row_hash, order_hash)"
    found = store.sql(f"SELECT count(*) - count(DISTINCT {whole}) FROM stage WHERE {shape.kept} AND order_key IN (FROM doubtful)")[0][0]
    store.drop("doubtful")
    return found


def dateless(store: Store, shape: Shape, bit: int) -> int:
    """Refuse the lines of orders none of whose lines has a date; how many."""
    if not store.sql(f"SELECT count(*) FROM stage WHERE ordered_at IS NULL AND {shape.kept}")[0][0]:
        return 0
    store.execute(
        f"UPDATE stage SET flags = {bit} WHERE {shape.kept} AND order_key IN "
        f"(SELECT order_key FROM stage WHERE {shape.kept} GROUP BY order_key HAVING count(ordered_at) = 0)"
    )
    return store.sql(f"SELECT count(*) FROM stage WHERE flags = {bit}")[0][0]


def disagreeing(store: Store, shape: Shape) -> int:
    """How many orders have lines that do not agree on the order's own columns; their keys go to the table `at_odds`."""
    store.execute(
        f"CREATE OR REPLACE TEMP TABLE at_odds AS SELECT order_key FROM stage WHERE {shape.kept} GROUP BY order_key "
        "HAVING min(order_hash) <> max(order_hash)"
    )
    return store.sql("SELECT count(*) FROM at_odds")[0][0]


def settle(store: Store, shape: Shape) -> int:
    """Give the lines of orders at odds the customer and, where they have none, the date of their order; how many orders "
    "named several customers."""
    if "customer_id" not in shape.columns:
        return 0
    earliest = f"arg_min(customer_id, (coalesce(ordered_at, {NEVER}), customer_id)) FILTER (customer_id IS NOT NULL)"
    store.execute(
        f"CREATE OR REPLACE TEMP TABLE settled AS SELECT order_key, {earliest} AS customer, min(ordered_at) AS earliest, "
        "min(customer_id) <> max(customer_id) AS several "
        f"FROM stage WHERE order_key IN (FROM at_odds) AND {shape.kept} GROUP BY order_key"
    )
    store.execute(
        "UPDATE stage SET customer_id = s.customer, ordered_at = coalesce(ordered_at, s.earliest) FROM settled AS s "
        "WHERE stage.order_key = s.order_key"
    )
    several = store.sql("SELECT count(*) FROM settled WHERE several")[0][0]
    store.drop("settled")
    return several


def orders_select(shape: Shape, zone: Zone, *, currency: str, source: str | None, status: str, odd: bool) -> str:
    """One row per order. `status` is the expression of a row's regular status; `odd` where some orders are at odds with themselves."""
    plain = _orders(shape, zone, currency, source, status, careful=False)
    if not odd:
        return plain
    careful = _orders(shape, zone, currency, source, status, careful=True)
    agreed = plain.replace("GROUP BY", "AND order_key NOT IN (FROM at_odds) GROUP BY")
    return f"{agreed} UNION ALL BY NAME {careful.replace('GROUP BY', 'AND order_key IN (FROM at_odds) GROUP BY')}"


def _orders(shape: Shape, zone: Zone, currency: str, source: str | None, status: str, *, careful: bool) -> str:
    """At odds: the earliest line that knows decides, the smaller where two are as early; an order is cancelled when all of it is."""

    def one(name: str, kind: str = "VARCHAR") -> str:
        if name not in shape.columns:
            return f"NULL::{kind}"
        if not careful:
            return f"any_value({name})"
        return f"arg_min({name}, (coalesce(ordered_at, {NEVER}), {name})) FILTER ({name} IS NOT NULL)"

    coupon = "max(coupon_code)" if "coupon_code" in shape.columns else "NULL::VARCHAR"
    cancelled = "max(cancelled_at)" if "cancelled_at" in shape.columns else "NULL::TIMESTAMP"
    return (
        f"SELECT any_value(order_id) AS order_id, {one('customer_id')} AS customer_id, min(ordered_at) AS ordered_at, "
        f"{zone.day('min(ordered_at)')} AS ordered_on, "
        f"{status} AS status, {cancelled} AS cancelled_at, {zone.day(cancelled)} AS cancelled_on, {one('channel')} AS "
        f"channel, {one('store_id')} AS store_id, "
        f"{coupon} AS coupon_code, coalesce({one('currency')}, {quoted(currency)}) AS currency, "
        f"{quoted(source) if source else 'NULL::VARCHAR'} AS source "
        f"FROM stage WHERE {shape.kept} GROUP BY order_key"
    )


def status_of(shape: Shape, meanings: dict[str, object]) -> str:
    """The regular status of an order: cancelled by its word, or by a date of cancelling."""
    cases = "".join(f" WHEN {quoted(word)} THEN {quoted(str(meaning))}" for word, meaning in meanings.items() if meaning)
    worded = f"max(CASE status{cases} END)" if cases and "status" in shape.columns else "NULL::VARCHAR"
    return f"CASE WHEN max(cancelled_at) IS NOT NULL THEN 'cancelled' ELSE {worded} END" if "cancelled_at" in shape.columns else worded


def lines_select(shape: Shape, zone: Zone) -> str:
    """One row per line, numbered within the order by content, so that neither the order of rows nor of files matters."""
    number = "row_number() OVER (PARTITION BY order_key ORDER BY row_hash)"
    returned = shape.of("returned_amount", "BIGINT")
    moment = "coalesce(returned_at, ordered_at)" if "returned_at" in shape.columns else "ordered_at"
    at = f"CASE WHEN {returned} IS NOT NULL THEN {moment} END"
    at = at if "returned_amount" in shape.columns else "NULL::TIMESTAMP"
    return (
        f"SELECT order_id, {number} AS line_no, {shape.of('product_id', 'VARCHAR')} AS product_id, quantity, "
        f"{shape.of('list_amount', 'BIGINT')} AS list_amount, "
        f"{shape.of('discount', 'BIGINT')} AS discount, coalesce(net_amount, 0) AS net_amount, {returned} AS returned_amount, {at} AS "
        f"returned_at, {zone.day(at)} AS returned_on, "
        f"ordered_at FROM stage WHERE {shape.kept}"
    )


def order_hash(columns: frozenset[str] | set[str]) -> str:
    """A fingerprint of the order's own columns within a row."""
    own = [name for name in ("ordered_at", "customer_id", "cancelled_at", "currency", *TEXTS) if name in columns]
    return f"hash({', '.join(own)})"
