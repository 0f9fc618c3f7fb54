"""What did each customer buy, product by product: in the last 365 days, and on the day of the first purchase?"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

import ibis
import ibis.expr.types as ir

from regulars.arithmetic import since
from regulars.insight.revenue import first_days

LEVELS = ("category_1", "category_2", "category_3")


@dataclass(frozen=True, eq=False)
class Baskets:
    """`year`: one row per known customer and product with lines in the last 365 days: `revenue` (minor units, after returns), `units` (less those that
    came back as lines of their own) and `bought` (false where goods only came back).

    `firsts`: one row per buyer and product bought on the day of their first purchase.
    """

    year: ir.Table
    firsts: ir.Table


def baskets(sales: ir.Table, lines: ir.Table, as_of: dt.date) -> Baskets:
    """Read from `sales` (see `revenue`, with `order_id`) and the canonical `order_lines`."""
    known = sales.filter(sales.customer_id.notnull())
    lines = lines.filter(lines.replaced_at.isnull())
    recent = known.filter(known.day >= ibis.literal(since(as_of, 365))).select("order_id", "customer_id", "counts")
    year = _year(lines.join(recent, "order_id"), as_of)
    return Baskets(year, _firsts(known, lines))


def _year(bought: ir.Table, as_of: dt.date) -> ir.Table:
    back = bought.returned_on.isnull() | (bought.returned_on <= ibis.literal(as_of))
    returned = ibis.ifelse(back, bought.returned_amount.fill_null(0), 0)
    return bought.group_by("customer_id", "product_id").aggregate(
        revenue=(bought.net_amount.fill_null(0) - returned).sum().cast("int64"),
        units=bought.quantity.fill_null(0).sum().cast("float64"),
        bought=(bought.counts & (bought.quantity > 0)).fill_null(False).any(),
    )


def _firsts(known: ir.Table, lines: ir.Table) -> ir.Table:
    dated = known.filter(known.counts).select("order_id", "customer_id", "day").join(first_days(known), "customer_id")
    orders = dated.filter(dated.day == dated.first_day).select("order_id", "customer_id")
    sold = lines.filter(lines.quantity > 0).select("order_id", "product_id")
    return sold.join(orders, "order_id").select("customer_id", "product_id").distinct()


def labelled(products: ir.Table, by: str) -> ir.Table:
    """The products in force by what they are called on a level (`category_1` to `category_3`, or `name`): product_id, label."""
    products = products.filter(products.replaced_at.isnull())
    label = products.name.fill_null(products.product_id) if by == "name" else products[by]
    return products.select("product_id", label=label)


def level_of(level: int) -> str:
    """The column of a category level from 1 to 3."""
    return LEVELS[level - 1]


def counts(row: Mapping[str, object], *names: str) -> tuple[int, ...]:
    """Whole numbers of a row; 0 for null."""
    return tuple(int(row[name] or 0) for name in names)  # type: ignore[call-overload]
