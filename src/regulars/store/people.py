"""People: who a shop knows by an id, and who by one like it."""

from __future__ import annotations

import datetime as dt

from regulars.errors import NotFound
from regulars.store.duckdb import Store
from regulars.words import Words
from regulars.words import day as written

_LIKE = "SELECT customer_id FROM customers WHERE replaced_at IS NULL ORDER BY jaro_winkler_similarity(customer_id, ?) DESC, 1 LIMIT 3"


def no_customer(store: Store, customer_id: str, day: dt.date) -> NotFound:
    """The error of an id that nobody has, with those most like it."""
    close = ", ".join(row[0] for row in store.sql(_LIKE, [customer_id])) or "–"
    return NotFound(
        Words(
            f"Không có khách nào mã “{customer_id}” tính đến hết {written(day, 'vi')}.",
            f"There is no customer with the id “{customer_id}” as of {written(day, 'en')}.",
        ),
        seen=customer_id,
        todo=Words(f"Mã gần giống: {close}.", f"Ids most like it: {close}."),
    )
