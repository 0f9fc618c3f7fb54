"""Spend: net money in integer minor units; null only where it cannot be known."""

from __future__ import annotations

import datetime as dt

import ibis
import ibis.expr.types as ir

from regulars.arithmetic import since
from regulars.features.orders import in_force


def with_costs(lines: ir.Table, products: ir.Table, costs: ir.Table | None = None, orders: ir.Table | None = None) -> ir.Table:
    """Lines with `cost`, in minor units: quantity × the unit cost on the day, by the product where no dated cost is known."""
    own = in_force(products).select(cost_product=products.product_id, product_cost=products.unit_cost)
    priced = lines.left_join(own, lines.product_id == own.cost_product).drop("cost_product")
    if costs is None or orders is None:
        return priced.mutate(cost=(priced.quantity * priced.product_cost).round().cast("int64")).drop("product_cost")
    dated = _dated(in_force(costs))
    day = in_force(orders).select(dated_order=orders.order_id, cost_day=orders.ordered_on)
    priced = priced.left_join(day, priced.order_id == day.dated_order).drop("dated_order")
    found = priced.left_join(
        dated,
        (priced.product_id == dated.dated_product)
        & (priced.cost_day >= dated.valid_from)
        & (dated.valid_to.isnull() | (priced.cost_day < dated.valid_to)),
    )
    unit = found.dated_cost.fill_null(found.product_cost)
    whole = found.mutate(cost=(found.quantity * unit).round().cast("int64"))
    return whole.drop("product_cost", "cost_day", "dated_product", "valid_from", "valid_to", "dated_cost")


def _dated(costs: ir.Table) -> ir.Table:
    own = ibis.window(group_by=costs.product_id, order_by=costs.valid_from)
    return costs.select(
        "valid_from", dated_product=costs.product_id, dated_cost=costs.unit_cost, valid_to=costs.valid_from.lead().over(own)
    )


def sums(days: ir.Table, as_of: dt.date) -> dict[str, ir.Value]:
    """Aggregates over `customer_days`: spend, its windows, what was bought and given back, and the margin's parts."""
    year, quarter, half = (since(as_of, n) for n in (365, 90, 180))
    amounts = {
        "spend": days.net.sum(),
        "spend_365d": days.net.sum(where=days.day >= year).fill_null(0),
        "spend_90d": days.net.sum(where=days.day >= quarter).fill_null(0),
        "spend_prev_90d": days.net.sum(where=(days.day >= half) & (days.day < quarter)).fill_null(0),
        "bought_value": days.gross.sum(),
        "returned_value": days.given_back.sum(),
    }
    if "cost" in days.columns:
        amounts["cost_365d"] = days.cost.sum(where=days.day >= year)
        amounts["costed_365d"] = days.costed.all(where=days.day >= year)
    return amounts


def columns(totals: ir.Table) -> dict[str, ir.Value]:
    """`average_order_value` and `return_share` from the totals of one customer."""
    return {
        "average_order_value": (totals.spend / totals.orders.nullif(0)).round().cast("int64"),
        "return_share": (totals.returned_value / totals.bought_value.nullif(0)).clip(lower=0.0, upper=1.0),
    }


def with_margin(totals: ir.Table) -> ir.Table:
    """Totals with `margin_365d`, where they know costs: null as soon as one line of those days has no known cost."""
    if "cost_365d" not in totals.columns:
        return totals
    margin = totals.spend_365d - totals.cost_365d.fill_null(0)
    found = totals.mutate(margin_365d=ibis.ifelse(totals.costed_365d.fill_null(True), margin, None))
    return found.drop("cost_365d", "costed_365d")
