"""Basket: what they buy, at the level of category the shop chose."""

from __future__ import annotations

import ibis
import ibis.expr.types as ir

from regulars.features.orders import in_force

LEVELS = ("category_1", "category_2", "category_3")


def customer_categories(lines: ir.Table, base: ir.Table, totals: ir.Table, products: ir.Table, level: int) -> ir.Table:
    """One row per customer and category of counted orders: spend, spend on the first day of purchase, lines.

    Lines of no known category are under null.
    """
    first = totals.select("customer_id", "first_day")
    orders = base.filter(base.counts, base.customer_id.notnull()).join(first, "customer_id")
    orders = orders.select("order_id", "customer_id", is_first=orders.day == orders.first_day)
    kinds = in_force(products).select("product_id", category=products[LEVELS[level - 1]])
    lines = in_force(lines)
    lines = lines.filter(lines.quantity > 0).select("order_id", "product_id", "net_amount")
    bought = lines.join(orders, "order_id").left_join(kinds, "product_id")
    return bought.group_by("customer_id", "category").aggregate(
        spend=bought.net_amount.sum(),
        first_spend=bought.net_amount.sum(where=bought.is_first),
        lines=bought.count(),
    )


def columns(categories: ir.Table) -> ir.Table:
    """One row per customer: categories, top_category (most spend; the first by name among equals), its share, first_category."""
    known = categories.filter(categories.category.notnull())
    whole = ibis.window(group_by=known.customer_id)
    placed = known.mutate(most=known.spend.max().over(whole), first_most=known.first_spend.max().over(whole))
    positive = placed.spend.clip(lower=0)
    summed = placed.group_by("customer_id").aggregate(
        categories=placed.count(),
        top_category=placed.category.min(where=placed.spend == placed.most),
        first_category=placed.category.min(where=placed.first_spend == placed.first_most),
        most=positive.max(),
        total=positive.sum(),
    )
    return summed.mutate(top_category_share=summed.most / summed.total.nullif(0)).drop("most", "total")
