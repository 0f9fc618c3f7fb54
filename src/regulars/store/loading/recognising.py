"""Who it was: people known by their phone, e-mail, name or order instead of their id."""

from __future__ import annotations

from regulars.store.duckdb import Store


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
