"""Price: which orders were bought on promotion, by a coupon or by a discount unusual for these very products.

Discounts are compared in whole hundredths of a per cent and money in minor units, so every engine agrees to the last order.
"""

from __future__ import annotations

from collections.abc import Callable

import ibis
import ibis.expr.types as ir

from regulars.arithmetic import day_number
from regulars.features.orders import in_force, sold

DEEPER = 1_000  # ten points, in hundredths of a per cent
BEFORE = 90
Median = Callable[[ir.IntegerColumn], ir.IntegerScalar]


def rated_lines(orders: ir.Table, lines: ir.Table) -> ir.Table:
    """Sold lines whose list price is known: order_id, product_id, day_number, list_amount, discount, rate (0–10000)."""
    lines = in_force(lines)
    lines = lines.filter(sold(lines), lines.discount.notnull(), lines.list_amount > 0)
    days = in_force(orders).select("order_id", day_number=day_number(orders.ordered_on))
    rate = (lines.discount * 10_000 / lines.list_amount).round().cast("int64")
    return lines.select("order_id", "product_id", "list_amount", "discount", rate=rate).join(days, "order_id")


def candidates(orders: ir.Table, lines: ir.Table, sums: ir.Table) -> ir.Table:
    """Rated lines of the orders whose whole discount, too, reaches ten points: one dear line among many is no promotion."""
    deep = sums.filter(sums.discount_sum * 10_000 >= sums.list_sum * DEEPER, sums.list_sum > 0)
    return rated_lines(orders, lines.semi_join(deep, "order_id"))


def daily_rates(rated: ir.Table) -> ir.Table:
    """One row per product, day and rate: the number of rated lines, as `n`."""
    return rated.group_by("product_id", "day_number", "rate").aggregate(n=rated.count())


def days_before(rates: ir.Table, wanted: ir.Table) -> ir.Table:
    """For each wanted (product_id, day_number) with lines in the 90 days before it: whether at least half of them were at no discount."""
    daily = rates.group_by("product_id", "day_number").aggregate(more_plain=(rates.n * ibis.ifelse(rates.rate <= 0, 1, -1)).sum())
    span = ibis.range_window(group_by=daily.product_id, order_by=daily.day_number, preceding=(BEFORE, 1))
    before = daily.mutate(before=daily.more_plain.sum().over(span))
    asked = before.filter(before.before.notnull()).semi_join(wanted, ["product_id", "day_number"])
    return asked.select("product_id", "day_number", mostly_plain=asked.before >= 0)


def usual_discounts(before: ir.Table, medians: ir.Table) -> ir.Table:
    """For each product and day of `days_before`: the median rate of the product's lines over the 90 days before, as `usual`.

    The median is the smallest rate that at least half of the lines do not exceed. Most medians are 0 and need no more than a
    sum; only the others are looked up in `medians`. Where no line stands before a day, nothing is usual on it, and it has no row.
    """
    zero = before.filter(before.mostly_plain).select("product_id", "day_number", usual=ibis.literal(0, "int64"))
    return zero.union(medians)


def counted_medians(rates: ir.Table, pairs: ir.Table) -> ir.Table:
    """`usual` for each pair of product and day, from `daily_rates`, on any engine.

    Days are met by stretches of 90, of which a window touches two: no pair is held against a product's whole history.
    """
    here = pairs.select("product_id", "day_number", stretch=pairs.day_number // BEFORE)
    touched = here.union(here.mutate(stretch=here.stretch - 1))
    sold_at = rates.select("product_id", "rate", "n", on_day=rates.day_number, stretch=rates.day_number // BEFORE)
    near = touched.join(sold_at, ["product_id", "stretch"])
    near = near.filter(near.on_day < near.day_number, near.on_day >= near.day_number - BEFORE)
    grouped = near.group_by("product_id", "day_number", "rate").aggregate(n=near.n.sum())
    whole = ibis.window(group_by=[grouped.product_id, grouped.day_number])
    rising = ibis.window(group_by=[grouped.product_id, grouped.day_number], order_by=grouped.rate, preceding=None, following=0)
    summed = grouped.mutate(up_to=grouped.n.sum().over(rising), all=grouped.n.sum().over(whole))
    half = summed.filter(summed.up_to * 2 >= summed.all)
    return half.group_by("product_id", "day_number").aggregate(usual=half.rate.min())


def running_medians(rated: ir.Table, pairs: ir.Table, median: Median) -> ir.Table:
    """The same from `rated_lines`, on an engine that has such a median over a window: forty times faster where all is on offer."""
    span = ibis.range_window(group_by=rated.product_id, order_by=rated.day_number, preceding=(BEFORE, 1))
    usual = rated.select("product_id", "day_number", usual=median(rated.rate).over(span))
    usual = usual.filter(usual.usual.notnull())  # a step between: Ibis would take the next join into the window's own rows
    asked = usual.semi_join(pairs, ["product_id", "day_number"])
    return asked.group_by("product_id", "day_number").aggregate(usual=asked.usual.min())


def deep_orders(lines: ir.Table, usual: ir.Table) -> ir.Table:
    """The orders at least ten points deeper than usual for their products: order_id. Lines without a usual rate do not count."""
    known = lines.join(usual, ["product_id", "day_number"])
    sums = known.group_by("order_id").aggregate(
        list_sum=known.list_amount.sum(),
        discount_sum=known.discount.sum(),
        usual_sum=(known.usual * known.list_amount).sum(),
    )
    return sums.filter(sums.discount_sum * 10_000 - sums.usual_sum >= sums.list_sum * DEEPER).select("order_id")


def sums(days: ir.Table) -> dict[str, ir.Value]:
    """Aggregates over `customer_days`: orders on promotion, and orders of which that is known."""
    return {"promo_orders": days.promo_orders.sum(), "promo_known": days.promo_known.sum()}


def columns(totals: ir.Table) -> dict[str, ir.Value]:
    """`promo_order_share`: null where of no order coupon or list price is known."""
    return {"promo_order_share": totals.promo_orders / totals.promo_known.nullif(0)}
