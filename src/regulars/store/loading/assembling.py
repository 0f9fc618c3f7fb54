"""From staged rows to orders and their lines: one order per id, whatever the order of rows or files."""

from __future__ import annotations

from collections.abc import Callable
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


def identified(store: Store, shape: Shape) -> Shape:
    """Give every row an order id and a key; nothing is copied where all have one."""
    if "order_id" in shape.columns and not store.sql(f"SELECT count(*) FROM stage WHERE order_id IS NULL AND {shape.kept}")[0][0]:
        return shape
    _give_ids(store, shape)
    return Shape(shape.columns | {"order_id"}, shape.refused)


def drop_repeated(store: Store, keys: str) -> None:
    """Leave one of the rows that are alike in `keys`; refused rows are not looked at."""
    once = f"row_number() OVER (PARTITION BY flags, {keys} ORDER BY file_no) = 1"
    store.execute(f"CREATE OR REPLACE TEMP TABLE stage AS SELECT * FROM stage QUALIFY flags <> 0 OR {once}")


def _give_ids(store: Store, shape: Shape) -> None:
    """A row without an order id is an order; its id is a fingerprint of customer, time, amount and how often they occurred before."""
    cells = (shape.of("customer_id", "VARCHAR"), "epoch_us(ordered_at)::VARCHAR", "net_amount::VARCHAR")
    what = ", ".join(f"coalesce({cell}, '')" for cell in cells)
    given = "order_id" if "order_id" in shape.columns else "NULL::VARCHAR"
    own = ", ".join(shape.of(name, "VARCHAR") for name in ("channel", "store_id", "coupon_code"))
    again = f"row_number() OVER (PARTITION BY flags, {given}, {what} ORDER BY hash({line_content(shape)}, {own}))"
    made = f"coalesce({given}, left(md5(concat_ws('|', {what}, {again})), 20))"
    if "order_id" in shape.columns:
        store.execute(f"CREATE OR REPLACE TEMP TABLE stage AS SELECT * REPLACE ({made} AS order_id) FROM stage")
    else:
        store.execute(f"CREATE OR REPLACE TEMP TABLE stage AS SELECT *, {made} AS order_id FROM stage")
    rest = "* EXCLUDE (order_key)" if "order_key" in shape.columns else "*"
    store.execute(f"CREATE OR REPLACE TEMP TABLE stage AS SELECT {rest}, hash(order_id) AS order_key FROM stage")


def count_once(store: Store, shape: Shape) -> None:
    """Where lines repeat the total of their order, leave it on one of them."""
    content = line_content(shape, but="net_amount")
    first = f"row_number() OVER (PARTITION BY order_key ORDER BY net_amount IS NULL, hash({content})) = 1"
    store.execute(
        "CREATE OR REPLACE TEMP TABLE stage AS "
        f"SELECT * REPLACE (CASE WHEN per_order AND NOT {first} THEN 0 ELSE net_amount END AS net_amount) FROM stage"
    )


def looked_over(store: Store, shape: Shape) -> None:
    """Go over all orders once, for three tables: `heads`, one row of each order whose lines agree on the order's own columns;
    `at_odds`, the orders whose lines do not; `doubtful`, those that may hold exact duplicates.

    Lines of one order set a bit each in two words of 64: where they set as many bits as they are, all of them differ."""
    bits = [f"bit_count(bit_or(1::UBIGINT << ((row_hash >> {shift}) & 63)::UBIGINT)) < count(*)" for shift in (0, 20)]
    store.execute(
        "CREATE OR REPLACE TEMP TABLE looked AS SELECT order_key, min(rowid) AS head, min(order_hash) <> max(order_hash) AS odd, "
        f"{' AND '.join(bits)} AS doubt FROM stage WHERE {shape.kept} GROUP BY order_key"
    )
    for name, column, kept in (("heads", "head", "NOT odd"), ("at_odds", "order_key", "odd"), ("doubtful", "order_key", "doubt")):
        store.execute(f"CREATE OR REPLACE TEMP TABLE {name} AS SELECT {column} FROM looked WHERE {kept}")
    store.drop("looked")


def duplicates(store: Store, shape: Shape, keys: str) -> int:
    """How many lines are alike in `keys` to another."""
    near = " AND order_key IN (FROM doubtful)" if "order_key" in keys else ""
    return store.sql(f"SELECT count(*) - count(DISTINCT hash({keys})) FROM stage WHERE {shape.kept}{near}")[0][0]


def dateless(store: Store, shape: Shape, bit: int) -> int:
    """Refuse the lines of orders none of whose lines has a date; how many."""
    if not store.sql(f"SELECT count(*) FROM stage WHERE ordered_at IS NULL AND {shape.kept}")[0][0]:
        return 0
    store.execute(
        f"UPDATE stage SET flags = {bit} WHERE {shape.kept} AND order_key IN "
        f"(SELECT order_key FROM stage WHERE {shape.kept} GROUP BY order_key HAVING count(ordered_at) = 0)"
    )
    return store.sql(f"SELECT count(*) FROM stage WHERE flags = {bit}")[0][0]


def settle(store: Store, shape: Shape) -> int:
    """Give the lines of orders at odds the customer and, where they have none, the date of their order; how many orders
    named several customers."""
    if "customer_id" not in shape.columns or not store.sql("SELECT count(*) FROM at_odds")[0][0]:
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


def orders_select(shape: Shape, zone: Zone, *, currency: str, source: str | None, statuses: dict[str, object], odd: bool) -> str:
    """One row per order: a row of it where its lines agree, else what `_settled` makes of them."""
    rest = (zone, currency, source, statuses)
    agreed = f"{_orders(shape, _plain, *rest)} FROM stage WHERE rowid IN (FROM heads)"
    if not odd:
        return agreed
    return f"{agreed} UNION ALL BY NAME {_orders(shape, _settled, *rest)} FROM stage WHERE {shape.kept} AND order_key IN (FROM at_odds) GROUP BY order_key"


def _plain(expression: str, _how: str) -> str:
    return expression


def _settled(expression: str, how: str) -> str:
    """The earliest line that knows decides, the smaller where two are as early; an order is cancelled when all of it is."""
    if how != "earliest":
        return f"{how}({expression})"
    return f"arg_min({expression}, (coalesce(ordered_at, {NEVER}), {expression})) FILTER ({expression} IS NOT NULL)"


def _orders(
    shape: Shape, of: Callable[[str, str], str], zone: Zone, currency: str, source: str | None, statuses: dict[str, object]
) -> str:  # fmt: skip
    def one(name: str, how: str = "earliest", kind: str = "VARCHAR") -> str:
        return of(name, how) if name in shape.columns else f"NULL::{kind}"

    cancelled = one("cancelled_at", "max", "TIMESTAMP")
    columns = {
        "order_id": of("order_id", "min"),
        "customer_id": one("customer_id"),
        "ordered_at": of("ordered_at", "min"),
        "ordered_on": zone.day(of("ordered_at", "min")),
        "status": _status(shape, of, statuses, cancelled),
        "cancelled_at": cancelled,
        "cancelled_on": zone.day(cancelled),
        "channel": one("channel"),
        "store_id": one("store_id"),
        "coupon_code": one("coupon_code", "max"),
        "currency": f"coalesce({one('currency')}, {quoted(currency)})",
        "source": quoted(source) if source else "NULL::VARCHAR",
    }
    return f"SELECT {', '.join(f'{sql} AS {name}' for name, sql in columns.items())}"


def _status(shape: Shape, of: Callable[[str, str], str], statuses: dict[str, object], cancelled: str) -> str:
    """The regular status of an order: cancelled by its word, or by a date of cancelling."""
    cases = "".join(f" WHEN {quoted(word)} THEN {quoted(str(meaning))}" for word, meaning in statuses.items() if meaning)
    worded = of(f"CASE status{cases} END", "max") if cases and "status" in shape.columns else "NULL::VARCHAR"
    return f"CASE WHEN {cancelled} IS NOT NULL THEN 'cancelled' ELSE {worded} END" if "cancelled_at" in shape.columns else worded


def lines_select(shape: Shape, zone: Zone) -> str:
    """One row per line, numbered within the order by content, so that neither the order of rows nor of files matters."""
    number = f"row_number() OVER (PARTITION BY order_key ORDER BY hash({line_content(shape)}))"
    returned, at = shape.of("returned_amount", "BIGINT"), _returned_at(shape)
    return (
        f"SELECT order_id, {number} AS line_no, {shape.of('product_id', 'VARCHAR')} AS product_id, quantity, "
        f"{shape.of('list_amount', 'BIGINT')} AS list_amount, "
        f"{shape.of('discount', 'BIGINT')} AS discount, coalesce(net_amount, 0) AS net_amount, {returned} AS returned_amount, {at} AS "
        f"returned_at, {zone.day(at)} AS returned_on, "
        f"ordered_at FROM stage WHERE {shape.kept}"
    )


def _returned_at(shape: Shape) -> str:
    moment = "coalesce(returned_at, ordered_at)" if "returned_at" in shape.columns else "ordered_at"
    return f"CASE WHEN returned_amount IS NOT NULL THEN {moment} END" if "returned_amount" in shape.columns else "NULL::TIMESTAMP"


def line_content(shape: Shape, *, but: str | None = None) -> str:
    """What a line says, as it will stand in `order_lines`: lines are numbered by it alone, so that an order may be put together
    again from its lines. The same whichever of the columns the file has."""
    cells = {
        "product_id": shape.of("product_id", "VARCHAR"), "quantity": "quantity", "list_amount": shape.of("list_amount", "BIGINT"),
        "discount": shape.of("discount", "BIGINT"), "net_amount": "coalesce(net_amount, 0)",
        "returned_amount": shape.of("returned_amount", "BIGINT"), "returned_at": _returned_at(shape),
    }  # fmt: skip
    return ", ".join(sql for name, sql in cells.items() if name != but)


def order_hash(columns: frozenset[str] | set[str]) -> str:
    """A fingerprint of the order's own columns within a row."""
    own = [name for name in ("ordered_at", "customer_id", "cancelled_at", "currency", *TEXTS) if name in columns]
    return f"hash({', '.join(own)})"
