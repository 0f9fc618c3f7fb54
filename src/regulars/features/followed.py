"""What followed a past day: who bought again, for how much, what they bought first and where. It looks ahead of that day, so no profile may read it."""

from __future__ import annotations

import datetime as dt

import ibis
import ibis.expr.types as ir

from regulars.features.basket import columns, customer_categories
from regulars.features.orders import in_force, order_base


def within(states: ir.Table, origin: dt.date, days: int) -> ir.Table:
    """The documents of known customers of so many days after a day, as they stood at the end of the last of them (`orders.order_states`)."""
    base = order_base(states, origin + dt.timedelta(days=days))
    return base.filter(base.customer_id.notnull(), base.day > ibis.literal(origin))


def brought(documents: ir.Table) -> ir.Table:
    """One row per customer with documents: `spend` (net, minor units; below 0 where more came back than was bought), `bought` (at least one order
    counts), `first_day` of those that count (null without one)."""
    return documents.group_by("customer_id").aggregate(
        spend=documents.net.sum(), bought=documents.counts.any(), first_day=documents.day.min(where=documents.counts)
    )


def first_documents(documents: ir.Table, found: ir.Table) -> ir.Table:
    """The orders that count of the first day of purchase of each customer (`brought`)."""
    first = found.select(buyer_id=found.customer_id, first_day=found.first_day)
    joined = documents.filter(documents.counts).join(first, documents.customer_id == first.buyer_id)
    return joined.filter(joined.day == joined.first_day).drop("buyer_id", "first_day")


def next_category(firsts: ir.Table, found: ir.Table, lines: ir.Table, products: ir.Table, level: int) -> ir.Table:
    """One row per customer: the `category` that most was spent on the first day they bought again, as `first_category` is told."""
    kinds = columns(customer_categories(lines, firsts, found, products, level))
    return kinds.select("customer_id", category=kinds.first_category)


def next_place(firsts: ir.Table, orders: ir.Table, column: str) -> ir.Table:
    """One row per customer: the `place` of their first order, a column of the orders (`store_id` or `channel`); the first by name of several that day."""
    written = in_force(orders)
    told = firsts.select("order_id", "customer_id").join(written.select("order_id", place=written[column]), "order_id")
    return told.group_by("customer_id").aggregate(place=told.place.min())


def place_column(orders: ir.Table) -> str | None:
    """What tells where people buy: the store where the shop has several, else the channel where it has several; null where it sells in one place."""
    counts = in_force(orders).aggregate(**{name: ibis._[name].nunique() for name in ("store_id", "channel")}).to_pyarrow().to_pylist()[0]
    return next((name for name, several in counts.items() if several > 1), None)
