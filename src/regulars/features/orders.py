"""Orders: which documents count, on which day, and what they brought; the two bases every other family reads.

Base 1, `order_base`: one row per document in force on the day. Base 2, `customer_days`: one row per customer, day and
whether they bought on it (days on which goods only came back are kept apart, so that they never interrupt a rhythm).
"""

from __future__ import annotations

import datetime as dt

import ibis
import ibis.expr.types as ir

from regulars.arithmetic import days_from, real, since


def in_force(table: ir.Table) -> ir.Table:
    """The rows that nothing has replaced."""
    return table.filter(table.replaced_at.isnull())


def sold(lines: ir.Table) -> ir.BooleanValue:
    """A line that makes a document an order: a quantity above 0 and, where lines have prices, a list amount above 0."""
    return ((lines.quantity > 0) & (lines.list_amount.isnull() | (lines.list_amount > 0))).fill_null(False)


def cancelled(orders: ir.Table, as_of: dt.date) -> ir.BooleanValue:
    """Cancelled by what was known on the day; a cancellation without a date holds from the beginning."""
    dated = (orders.cancelled_on <= as_of).fill_null(False)
    undated = orders.cancelled_on.isnull() & (orders.status == "cancelled").fill_null(False)
    return dated | undated


def documents(orders: ir.Table, as_of: dt.date) -> ir.Table:
    """Orders, and returns that are documents of their own, in force and not cancelled on the day."""
    orders = in_force(orders)
    kept = orders.filter(orders.ordered_on <= as_of, ~cancelled(orders, as_of))
    return kept.select("order_id", "customer_id", "channel", "coupon_code", day=kept.ordered_on)


def line_sums(lines: ir.Table, as_of: dt.date) -> ir.Table:
    """One row per document: what its lines add up to as of the day. `cost` columns only where the lines carry `cost`.

    `gross` is what was paid before returns; one without a day holds from the beginning, like such a cancellation. `list_sum` and
    `discount_sum` are of sold lines whose list price is known.
    """
    lines = in_force(lines)
    is_sold = sold(lines)
    sums = {
        "is_sale": is_sold.any(),
        "gross": lines.net_amount.sum(where=lines.quantity > 0).fill_null(0),
        "net": lines.net_amount.sum().fill_null(0),
        "refused": (-lines.net_amount).sum(where=lines.quantity < 0).fill_null(0),
        "returned": lines.returned_amount.sum(where=lines.returned_on.isnull() | (lines.returned_on <= as_of)).fill_null(0),
        "lines": is_sold.cast("int64").sum(),
        "list_sum": lines.list_amount.sum(where=is_sold & lines.discount.notnull()),
        "discount_sum": lines.discount.sum(where=is_sold & lines.list_amount.notnull()),
    }
    if "cost" in lines.columns:
        here = lines.returned_on.isnull() | (lines.returned_on <= as_of) | (lines.quantity > 0)
        sums["cost"] = lines.cost.sum(where=here)
        sums["costed"] = lines.cost.notnull().all(where=here)
    return lines.group_by("order_id").aggregate(**sums)


def order_base(orders: ir.Table, sums: ir.Table, as_of: dt.date, deep: ir.Table | None = None) -> ir.Table:
    """One row per document in force: order_id, customer_id, day, counts, net, and what price and basket need of it.

    `sums` are `line_sums`.

    `net` is after returns that name the document. `counts` is false for returns and for orders wholly returned.
    `promoted` is null where neither a coupon nor a list price is known. `deep` lists the orders unusually discounted.
    """
    base = documents(orders, as_of).join(sums, "order_id")
    if deep is None:
        base = base.mutate(is_deep=ibis.literal(False))
    else:
        marked = deep.select(deep_id=deep.order_id)
        base = base.left_join(marked, base.order_id == marked.deep_id)
        base = base.mutate(is_deep=base.deep_id.notnull()).drop("deep_id")
    has_coupon = (base.coupon_code != "").fill_null(False)
    known = base.coupon_code.notnull() | base.discount_sum.notnull()
    wholly_returned = (base.returned > 0) & (base.returned >= base.gross)
    columns = ["order_id", "customer_id", "day", "channel", "gross", "lines"]
    columns += [name for name in ("cost", "costed") if name in base.columns]
    return base.select(
        *columns,
        counts=base.is_sale & ~wholly_returned,
        net=base.net - base.returned,
        given_back=base.returned + base.refused,
        promoted=ibis.ifelse(known, has_coupon | base.is_deep, None),
    )


def customer_days(base: ir.Table) -> ir.Table:
    """One row per customer, day and whether they bought: orders, money and counts of that day."""
    base = base.filter(base.customer_id.notnull())
    sums = {
        "orders": base.counts.cast("int64").sum(),
        "net": base.net.sum(),
        "gross": base.gross.sum(),
        "given_back": base.given_back.sum(),
        "lines": base.lines.sum(where=base.counts).fill_null(0),
        "promo_orders": (base.promoted & base.counts).cast("int64").sum().fill_null(0),
        "promo_known": base.promoted.count(where=base.counts),
        "channels": base.channel.count(),
    }
    if "cost" in base.columns:
        sums |= {"cost": base.cost.sum(), "costed": base.costed.all()}
    return base.group_by("customer_id", "day", bought=base.counts).aggregate(**sums)


def order_sums(days: ir.Table, as_of: dt.date) -> dict[str, ir.Value]:
    """Aggregates over `customer_days`: orders, purchases, their windows and the first and last day."""
    bought = days.bought
    return {
        "orders": days.orders.sum(),
        "purchases": bought.cast("int64").sum(),
        "purchases_365d": (bought & (days.day >= since(as_of, 365))).cast("int64").sum(),
        "purchases_90d": (bought & (days.day >= since(as_of, 90))).cast("int64").sum(),
        "first_day": days.day.min(where=bought),
        "last_day": days.day.max(where=bought),
        "channels": days.channels.sum(),
    }


def sliding(profile: ir.Table, as_of: dt.date) -> dict[str, ir.Value]:
    """`days_since_first`, `days_since_last`: in days, null for those who never bought."""
    today = ibis.literal(as_of)
    return {
        "days_since_first": days_from(profile.first_day, today),
        "days_since_last": days_from(profile.last_day, today),
    }


def first_is_first(profile: ir.Table, start: dt.date | None, base_gap: float) -> ir.BooleanValue:
    """False where the first known purchase lies within two base gaps of the start of the history; null without one."""
    if start is None:
        return ibis.null("boolean")
    return days_from(ibis.literal(start), profile.first_day) > real(2 * base_gap)
