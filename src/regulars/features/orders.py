"""Orders: which documents count, on which day, and what they brought; the bases every other family reads.

Base 1, `order_states`: what each document is worth from which day to which, as goods come back or it is cancelled; the same whatever day
is asked about. `order_base` is its rows of one day. Base 2, `customer_days`: one row per customer, day and whether they bought on it (days
on which goods only came back are kept apart, so that they never interrupt a rhythm).
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


def line_sums(lines: ir.Table, by: tuple[str, ...] = ("order_id",)) -> ir.Table:
    """One row per document: what its lines add up to once all that was to come back has. `cost` columns only where the lines carry `cost`.

    `gross` is what was paid before returns. `list_sum` and `discount_sum` are of sold lines whose list price is known. Where lines carry
    `from_day` (and `by` names it) only what had come back by then is taken off; a return without a day holds from the beginning.
    """
    lines = in_force(lines)
    is_sold = sold(lines)
    back = lines.returned_on.isnull() | (lines.returned_on <= lines.from_day) if "from_day" in by else ibis.literal(True)
    sums = {
        "is_sale": is_sold.any(),
        "gross": lines.net_amount.sum(where=lines.quantity > 0).fill_null(0),
        "net": lines.net_amount.sum().fill_null(0),
        "refused": (-lines.net_amount).sum(where=lines.quantity < 0).fill_null(0),
        "returned": lines.returned_amount.sum(where=back).fill_null(0),
        "lines": is_sold.cast("int64").sum(),
        "list_sum": lines.list_amount.sum(where=is_sold & lines.discount.notnull()),
        "discount_sum": lines.discount.sum(where=is_sold & lines.list_amount.notnull()),
    }
    if "cost" in lines.columns:
        here = back | (lines.quantity > 0)
        sums["cost"] = lines.cost.sum(where=here)
        sums["costed"] = lines.cost.notnull().all(where=here)
    return lines.group_by(*by).aggregate(**sums)


def later_returns(orders: ir.Table, lines: ir.Table) -> ir.Table:
    """One row per document and day on which its worth changes: its own day, and every later day on which goods came back: order_id, from_day,
    to_day (null for the last). Only documents of which something came back after their day."""
    told = in_force(orders).select("order_id", day=in_force(orders).ordered_on)
    back = in_force(lines).filter(in_force(lines).returned_on.notnull()).select("order_id", from_day=in_force(lines).returned_on).distinct()
    back = back.join(told, "order_id")
    back = back.filter(back.from_day > back.day)
    begun = back.select("order_id", from_day=back.day).distinct()
    every = begun.union(back.select("order_id", "from_day"))
    own = ibis.window(group_by=every.order_id, order_by=every.from_day)
    return every.mutate(to_day=every.from_day.lead().over(own))


def with_later_returns(sums: ir.Table, lines: ir.Table, moments: ir.Table) -> ir.Table:
    """`line_sums` with a row per state of a document, from_day to to_day, for the documents of `later_returns`; null both for all others."""
    changing = in_force(lines).join(moments, "order_id")
    states = line_sums(changing, by=("order_id", "from_day", "to_day"))
    steady = sums.anti_join(moments, "order_id").mutate(from_day=ibis.null("date"), to_day=ibis.null("date"))
    return steady.union(states.select(steady.columns))


def order_states(orders: ir.Table, sums: ir.Table, deep: ir.Table | None = None) -> ir.Table:
    """One row per document and state: order_id, customer_id, day, from_day, to_day (exclusive, null while it lasts), counts, net, and what price
    and basket need of it.

    `sums` are `line_sums`, with states or without. `net` is after returns that name the document. `counts` is false for returns and for orders
    wholly returned. `promoted` is null where neither a coupon nor a list price is known. `deep` lists the orders unusually discounted. A
    cancellation without a date holds from the beginning: such a document has no row.
    """
    told = in_force(orders)
    told = told.filter(told.cancelled_on.notnull() | ~(told.status == "cancelled").fill_null(False))
    told = told.select("order_id", "customer_id", "channel", "coupon_code", "cancelled_on", day=told.ordered_on)
    base = told.join(sums, "order_id")
    if deep is None:
        base = base.mutate(is_deep=ibis.literal(False))
    else:
        marked = deep.select(deep_id=deep.order_id)
        base = base.left_join(marked, base.order_id == marked.deep_id)
        base = base.mutate(is_deep=base.deep_id.notnull()).drop("deep_id")
    has_coupon = (base.coupon_code != "").fill_null(False)
    known = base.coupon_code.notnull() | base.discount_sum.notnull()
    wholly_returned = (base.returned > 0) & (base.returned >= base.gross)
    begun, ended = (base[name] if name in base.columns else ibis.null("date") for name in ("from_day", "to_day"))
    columns = ["order_id", "customer_id", "day", "channel", "gross", "lines"]
    columns += [name for name in ("cost", "costed") if name in base.columns]
    states = base.select(
        *columns,
        from_day=begun.fill_null(base.day),
        to_day=ibis.least(ended.fill_null(base.cancelled_on), base.cancelled_on.fill_null(ended)),
        counts=base.is_sale & ~wholly_returned,
        net=base.net - base.returned,
        given_back=base.returned + base.refused,
        promoted=ibis.ifelse(known, has_coupon | base.is_deep, None),
    )
    return states.filter(states.to_day.isnull() | (states.to_day > states.from_day))


def at(states: ir.Table, day: ir.DateValue) -> ir.BooleanValue:
    """Which rows of `order_states` hold on a day."""
    return (states.from_day <= day) & (states.to_day.isnull() | (states.to_day > day))


def order_base(states: ir.Table, as_of: dt.date) -> ir.Table:
    """One row per document in force on the day, as it stood then: `order_states` without its days of change."""
    return states.filter(at(states, ibis.literal(as_of))).drop("from_day", "to_day")


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
    since_start = days_from(ibis.literal(start), profile.first_day)
    return (since_start - profile.moved if "moved" in profile.columns else since_start) > real(2 * base_gap)
