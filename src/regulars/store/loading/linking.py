"""Who it was: visitors who once gave their name, and people known by their phone, e-mail, name or order instead of their id."""

from __future__ import annotations

from regulars.store.duckdb import Store
from regulars.tables import TABLES

ALWAYS = "TIMESTAMP '1900-01-01'"


def columns_of(store: Store, table: str) -> frozenset[str]:
    """The columns of a temporary table."""
    return frozenset(name for (name,) in store.sql("SELECT column_name FROM duckdb_columns() WHERE table_name = ?", [table]))


def recognise(store: Store, stage: str) -> int:
    """Give rows that name a phone, an e-mail, a name or an order the id of the one customer who is known by it, as the column
    `known`; how many rows. A phone or a name that several customers share tells nobody apart."""
    columns = columns_of(store, stage)
    tests = [
        ("who", f"SELECT {name} AS word, customer_id FROM customers WHERE replaced_at IS NULL AND {name} IS NOT NULL")
        for name in ("phone", "email", "name")
    ]
    tests += [("said_email", tests[1][1])] if "said_email" in columns else []
    ordered = "SELECT order_id AS word, customer_id FROM orders WHERE replaced_at IS NULL AND customer_id IS NOT NULL"
    tests += [("order_id", ordered)] if "order_id" in columns else []
    store.execute(f"ALTER TABLE temp.{stage} ADD COLUMN known VARCHAR")
    for column, known in tests:
        once = f"SELECT word, min(customer_id) AS customer FROM ({known}) GROUP BY word HAVING count(*) = 1"
        unsure = "TRUE" if column == "order_id" else "s.who NOT IN (SELECT customer_id FROM customers WHERE replaced_at IS NULL)"
        unsure = f"({unsure} OR s.who IS NULL)" if column != "order_id" else "s.who IS NULL"
        store.execute(
            f"UPDATE temp.{stage} AS s SET known = k.customer FROM ({once}) AS k WHERE s.{column} = k.word AND s.known IS NULL AND {unsure}"
        )
    return store.sql(f"SELECT count(*) FROM {stage} WHERE known IS NOT NULL")[0][0]


def link(store: Store, stage: str, batch: int, now: str) -> None:
    """Give events of a visitor without a customer to the customer that the visitor named last before, or first after, as the
    column `known`; events of former batches likewise, the old row replaced."""
    if not {"visitor_id", "who"} <= columns_of(store, stage):
        return
    own = "coalesce(known, who)" if "known" in columns_of(store, stage) else "who"
    if "known" not in columns_of(store, stage):
        store.execute(f"ALTER TABLE temp.{stage} ADD COLUMN known VARCHAR")
    if _runs(store, stage, own):
        given = (
            f"SELECT s.rowid AS place, r.customer_id FROM {stage} AS s ASOF JOIN runs AS r "
            "ON s.visitor_id = r.visitor_id AND s.occurred_at >= r.since WHERE s.who IS NULL"
        )
        store.execute(f"UPDATE temp.{stage} AS s SET known = f.customer_id FROM ({given}) AS f WHERE s.rowid = f.place")
        _relink(store, batch, now)
    store.drop("runs")


def _runs(store: Store, stage: str, own: str) -> int:
    """The table `runs`: from when on a visitor is which customer, one row per change; the first holds for all time before, too."""
    both = "visitor_id IS NOT NULL AND customer_id IS NOT NULL"
    mine = f"SELECT visitor_id, {own} AS customer_id, occurred_at FROM {stage}"
    former = "SELECT visitor_id, customer_id, occurred_at FROM events WHERE replaced_at IS NULL AND linked IS NOT TRUE"
    nameless = f"SELECT visitor_id FROM {stage} WHERE who IS NULL UNION SELECT visitor_id FROM events WHERE replaced_at IS NULL AND (customer_id IS NULL OR linked)"
    asked = f"SELECT visitor_id FROM {stage} WHERE visitor_id IS NOT NULL"
    named = (
        f"SELECT visitor_id, occurred_at, min(customer_id) AS customer_id FROM (FROM ({mine}) UNION ALL FROM ({former})) "
        f"WHERE {both} AND visitor_id IN ({nameless}) AND visitor_id IN ({asked}) GROUP BY ALL"
    )
    order = "OVER (PARTITION BY visitor_id ORDER BY occurred_at)"
    store.execute(
        f"CREATE OR REPLACE TEMP TABLE runs AS SELECT visitor_id, customer_id, CASE WHEN nth = 1 THEN {ALWAYS} ELSE occurred_at END AS since "
        f"FROM (SELECT *, row_number() {order} AS nth, lag(customer_id) {order} AS before FROM ({named})) WHERE nth = 1 OR before <> customer_id"
    )
    return store.sql("SELECT count(*) FROM runs")[0][0]


def _relink(store: Store, batch: int, now: str) -> None:
    """Events of former batches whose visitor is somebody else than was known: replaced, not overwritten."""
    store.execute(
        "CREATE OR REPLACE TEMP TABLE relinked AS SELECT e.* EXCLUDE (customer_id, linked, batch_id, recorded_at, replaced_at), r.customer_id, true AS linked "
        "FROM (FROM events WHERE replaced_at IS NULL AND (customer_id IS NULL OR linked)) AS e ASOF JOIN runs AS r "
        "ON e.visitor_id = r.visitor_id AND e.occurred_at >= r.since WHERE e.customer_id IS DISTINCT FROM r.customer_id"
    )
    if store.sql("SELECT count(*) FROM relinked")[0][0]:
        names = ", ".join(column.name for column in TABLES["events"].columns)
        store.execute(
            f"UPDATE events SET replaced_at = TIMESTAMP '{now}' WHERE replaced_at IS NULL AND event_id IN (SELECT event_id FROM relinked)"
        )
        store.execute(f"INSERT INTO events ({names}, batch_id, recorded_at) SELECT {names}, {batch}, TIMESTAMP '{now}' FROM relinked")
    store.drop("relinked")
