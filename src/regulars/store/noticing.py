"""Noticing: which facts are new, mended or gone since a moment, and whom they concern. Nothing is compared row by row."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Set
from dataclasses import dataclass

from regulars.store.duckdb import Store
from regulars.tables import TABLES

# Tables whose every change concerns all customers, or none by name.
WIDE = ("stores",)
UNREAD = ("rates",)  # used by imports only
NAMED = {
    "contacts": "customer_id",
    "answers": "customer_id",
    "consents": "customer_id",
    "referrals": "referrer_id",
    "events": "customer_id",
}


@dataclass(frozen=True)
class Counted:
    """One table at a moment: its last batch, its rows, and how many of them were replaced."""

    batch: int
    rows: int
    replaced: int

    @classmethod
    def of(cls, store: Store, table: str) -> Counted:
        return cls(*store.sql(f'SELECT coalesce(max(batch_id), 0), count(*), count(replaced_at) FROM main."{table}"')[0])


def counted(store: Store) -> dict[str, Counted]:
    """Every canonical table as it is now."""
    return {name: Counted.of(store, name) for name in TABLES}


@dataclass(frozen=True)
class Span:
    """The days after `then` up to `now`, and the moments (UTC) at which both are over."""

    then: dt.date
    now: dt.date
    then_end: dt.datetime
    now_end: dt.datetime

    def leaving(self, column: str, days: int) -> str:
        """A day that was among the last so many on the earlier day and is not on the later one."""
        first, last = self.then - dt.timedelta(days=days - 1), self.now - dt.timedelta(days=days)
        return f"{column} BETWEEN DATE '{first}' AND DATE '{last}'"

    def left(self, column: str, *hours: int) -> str:
        """A moment that leaves one of the spans of so many hours (0: that comes to pass)."""
        some = []
        for back in hours:
            begin, end = (moment - dt.timedelta(hours=back) for moment in (self.then_end, self.now_end))
            some.append(f"({column} >= TIMESTAMP '{begin}' AND {column} < TIMESTAMP '{end}')")
        return f"({' OR '.join(some)})"

    def comes(self, column: str) -> str:
        """A day after the earlier and up to the later one."""
        return f"{column} > DATE '{self.then}' AND {column} <= DATE '{self.now}'"


DAY = 24
# Spans (hours) at whose ends a moment of each table changes a feature; 0 is the end of the day itself.
SPANS = {
    "contacts": (0, 30 * DAY, 180 * DAY, 365 * DAY),
    "answers": (0, 180 * DAY, 365 * DAY),
    "consents": (0,),
    "referrals": (0,),
    "events": (0, DAY, 90 * DAY, 91 * DAY),
}


@dataclass(frozen=True)
class News:
    """What is new since a moment, as temporary tables of the store.

    `news_orders` (order_id): documents to be read anew. `fresh_orders` (order_id): those that came. `news_people` (customer_id): customers concerned
    otherwise. `late`: how many documents are dated on or before the earlier day. `earliest`: the first day of a document that came or was replaced
    (null: none). `mended`: not all of them are new and dated after that day.
    """

    orders: int
    late: int
    earliest: dt.date | None
    mended: bool = False


def facts_since(store: Store, then: Mapping[str, Counted], moment: dt.datetime, day: dt.date) -> News | None:
    """Documents and customers with rows that came, or were replaced, after a moment (UTC) at which the tables were as counted `then`.

    Null where that cannot be told, or concerns everybody: rows are gone or back, or places changed.
    """
    now = counted(store)
    if any(name not in then or not _only_grew(store, name, then[name], now[name], moment) for name in now):
        return None
    if any(now[name] != then[name] for name in WIDE):
        return None
    changed = {name for name in now if now[name] != then[name]}

    def newer(columns: str, name: str) -> str:
        return _newer(columns, name, then[name], moment)

    _orders(store, changed, newer)
    people = [newer("customer_id", "customers")] if "customers" in changed else []
    people += [newer(owner, name) for name, owner in NAMED.items() if name in changed]
    if "events" in changed:
        people.append(_by_visitor(newer("visitor_id", "events")))
    _people(store, people)
    orders = store.sql("SELECT count(*) FROM temp.news_orders")[0][0]
    store.execute(f"CREATE OR REPLACE TEMP TABLE fresh_orders AS {newer('order_id, customer_id, ordered_on, replaced_at', 'orders')}")
    lines = f"SELECT count(*) FROM ({newer('replaced_at', 'order_lines')}) WHERE replaced_at IS NOT NULL"
    earliest, late, mended = store.sql(
        f"SELECT min(ordered_on), count(*) FILTER (ordered_on <= DATE '{day}'), count(replaced_at) + ({lines}) FROM temp.fresh_orders"
    )[0]
    return News(orders, late, earliest, bool(late or mended))


def _newer(columns: str, name: str, then: Counted, moment: dt.datetime) -> str:
    """The rows that came or were replaced since: asked one condition at a time, so that the engine passes over the parts of a table without any."""
    at, names = moment.isoformat(" "), ", ".join(f"n.{column.strip()}" for column in columns.split(","))
    new = [f"batch_id > {then.batch}", f"recorded_at > TIMESTAMP '{at}'", f"replaced_at > TIMESTAMP '{at}'"]
    found = " UNION ".join(f"SELECT rowid AS place, {columns} FROM main.{name} WHERE {condition}" for condition in new)
    return f"SELECT {names} FROM ({found}) AS n"


def _only_grew(store: Store, name: str, then: Counted, now: Counted, moment: dt.datetime) -> bool:
    """Whether the rows that were there are all there, none of them replaced or back unnoticed."""
    if then == now:
        return True
    at = moment.isoformat(" ")
    old = f"coalesce(batch_id, 0) <= {then.batch} AND (recorded_at IS NULL OR recorded_at <= TIMESTAMP '{at}')"
    rows, replaced = store.sql(f"SELECT count(*), count(*) FILTER (replaced_at <= TIMESTAMP '{at}') FROM main.\"{name}\" WHERE {old}")[0]
    return (rows, replaced) == (then.rows, then.replaced)


def _orders(store: Store, changed: Set[str], newer: Callable[[str, str], str]) -> None:
    parts = [newer("order_id", name) for name in ("orders", "order_lines") if name in changed]
    goods = [newer("product_id", name) for name in ("products", "costs") if name in changed]
    if goods:
        parts.append(f"SELECT order_id FROM order_lines WHERE replaced_at IS NULL AND product_id IN ({' UNION '.join(goods)})")
    every = " UNION ALL ".join(parts) or "SELECT NULL::VARCHAR AS order_id"
    store.execute(f"CREATE OR REPLACE TEMP TABLE news_orders AS SELECT DISTINCT order_id FROM ({every}) WHERE order_id IS NOT NULL")


def _people(store: Store, parts: list[str]) -> None:
    every = " UNION ALL ".join(parts) or "SELECT NULL::VARCHAR"
    store.execute(
        f"CREATE OR REPLACE TEMP TABLE news_people AS SELECT DISTINCT customer_id FROM ({every}) AS t(customer_id) WHERE customer_id IS NOT NULL"
    )


def _by_visitor(visitors: str) -> str:
    """Everybody seen under one of these visitors: one name more, and nobody's visits are known."""
    return f"SELECT customer_id FROM events WHERE replaced_at IS NULL AND visitor_id IN ({visitors})"


def days_passed(store: Store, span: Span, heard: frozenset[str]) -> None:
    """Add to `news_people` those for whom facts come to pass in the days of the span, or facts besides orders leave a window. `heard`: their kinds."""
    parts = [
        "SELECT customer_id FROM temp.owners",
        f"SELECT customer_id FROM customers WHERE replaced_at IS NULL AND {span.left('created_at', 0)}",
    ]
    for name, owner in NAMED.items():
        if name in heard or (name == "contacts" and heard & {"complaints", "marketing"}):
            moments = ("occurred_at", "resolved_at") if name == "contacts" else ("occurred_at",)
            told = " OR ".join(span.left(moment, *SPANS[name]) for moment in moments)
            parts.append(f"SELECT {owner} FROM {name} WHERE replaced_at IS NULL AND ({told})")
            if name == "events":
                parts.append(_by_visitor(f"SELECT visitor_id FROM events WHERE replaced_at IS NULL AND ({told})"))
    parts.append("SELECT customer_id FROM temp.news_people")
    _people(store, parts)


def leaving(store: Store, span: Span) -> None:
    """The table `calm_people`: those of whom nothing is new, but a purchase or a return leaves one of the windows."""
    windows = " OR ".join(span.leaving("day", days) for days in (90, 180, 365))
    store.execute(
        f"CREATE OR REPLACE TEMP TABLE calm_people AS SELECT DISTINCT customer_id FROM main.customer_days WHERE ({windows}) "
        "AND customer_id NOT IN (FROM temp.news_people)"
    )


def concerned(store: Store) -> tuple[int, int, int]:
    """How many customers are concerned, of how many, and how many documents there are."""
    tables = ("temp.news_people", "temp.calm_people", "main.profile", "main.order_states")
    new, calm, customers, documents = (store.sql(f"SELECT count(*) FROM {name}")[0][0] for name in tables)
    return new + calm, customers, documents


def deep_from(store: Store, first: dt.date, rates: str) -> None:
    """Put the orders of `recent_deep` in the file's place of those from a day on; orders that are in one of both only have news. So with the
    discounts of the days from then on, which the temporary table `rates` has."""
    store.execute(
        f"CREATE OR REPLACE TEMP TABLE former_deep AS FROM main.deep_orders SEMI JOIN (FROM orders WHERE ordered_on >= DATE '{first}') "
        "USING (order_id)"
    )
    store.execute(
        "INSERT INTO temp.news_orders SELECT order_id FROM (SELECT order_id, count(*) AS times FROM (FROM temp.former_deep UNION ALL FROM "
        "temp.recent_deep) GROUP BY 1) WHERE times = 1 AND order_id NOT IN (FROM temp.news_orders)"
    )
    store.execute("DELETE FROM main.deep_orders WHERE order_id IN (FROM temp.former_deep) OR order_id IN (FROM temp.news_orders)")
    store.execute(
        "INSERT INTO main.deep_orders SELECT DISTINCT order_id FROM temp.recent_deep WHERE order_id NOT IN (FROM main.deep_orders)"
    )
    since = (first - dt.date(1970, 1, 1)).days
    store.execute(f"DELETE FROM main.discount_rates WHERE day_number >= {since}")
    store.execute(f"INSERT INTO main.discount_rates BY NAME FROM temp.{rates} WHERE day_number >= {since}")
    store.drop("former_deep")


def owners(store: Store, span: Span) -> None:
    """The table `owners` (customer_id): whose documents with news are, or were said to be, and whose documents come to pass or end in the days of the
    span: the days of all these change."""
    comes = " OR ".join(f"({span.comes(name)})" for name in ("from_day", "to_day"))
    store.execute(
        "CREATE OR REPLACE TEMP TABLE owners AS SELECT DISTINCT customer_id FROM (SELECT customer_id FROM main.order_states WHERE "
        f"order_id IN (FROM temp.news_orders) OR {comes} UNION ALL SELECT customer_id FROM temp.fresh_orders) WHERE customer_id IS NOT NULL"
    )


def own(store: Store) -> None:
    """The tables `own_orders` and `own_lines`: what is in force of the documents with news, and of all documents of those concerned by more than time."""
    store.execute(
        "CREATE OR REPLACE TEMP TABLE own_orders AS FROM main.orders WHERE replaced_at IS NULL AND "
        "(customer_id IN (FROM temp.news_people) OR order_id IN (FROM temp.news_orders))"
    )
    store.execute(
        "CREATE OR REPLACE TEMP TABLE own_lines AS FROM main.order_lines SEMI JOIN temp.own_orders USING (order_id) WHERE replaced_at IS NULL"
    )


def none_calm(store: Store) -> None:
    """Everybody concerned is read from their facts."""
    store.execute("INSERT INTO temp.news_people FROM temp.calm_people")
    store.execute("DELETE FROM temp.calm_people")


def with_referrers(store: Store, span: Span) -> None:
    """Add to `news_people` those who referred somebody whose first purchase may have changed, or leaves the year."""
    new = (
        "SELECT customer_id FROM temp.owners UNION ALL SELECT customer_id FROM temp.news_people UNION ALL "
        f"SELECT customer_id FROM main.profile WHERE {span.leaving('first_day', 365)}"
    )
    _people(
        store,
        [f"SELECT referrer_id FROM referrals WHERE replaced_at IS NULL AND referred_id IN ({new})", "SELECT customer_id FROM news_people"],
    )


def cells(store: Store, name: str, people: str, moves: str) -> None:
    """A table of cells of `people`, one for each of the `moves` (a column `cause`, and how facts are moved): under the cause between marks and
    their id; under their id alone where the cause is empty."""
    store.execute(
        f"CREATE OR REPLACE TEMP TABLE {name} AS SELECT CASE WHEN cause = '' THEN customer_id ELSE chr(31) || cause || chr(31) || customer_id END "
        f"AS cell_id, customer_id AS of, cutoff, cutoff_end, day, moved, seconds FROM temp.{people}, temp.{moves}"
    )
