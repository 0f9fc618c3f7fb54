"""Which categories bring the customers worth having?"""

from __future__ import annotations

from dataclasses import dataclass

import ibis.expr.types as ir

from regulars.insight.baskets import counts, labelled, level_of
from regulars.insight.spoken import FEWEST, ratio, share, sum_of
from regulars.words import Words

BEST = ("elite", "premium")
COLUMNS = {
    "category": "string",
    "buyers": "int64",
    "spend_per_buyer": "float64",
    "revenue": "int64",
    "revenue_share": "float64",
    "premium_share": "float64",
}


@dataclass(frozen=True)
class Category:
    """One category in the last 365 days: its buyers, what they spent in the whole shop, what the category took; money in minor units.

    `premium`: how many of its buyers are premium or elite. `name` is null for products of no known category.
    """

    name: str | None
    buyers: int
    spend: int
    revenue: int
    premium: int

    @property
    def per_buyer(self) -> float | None:
        """Mean spend of its buyers in the whole shop; null without buyers."""
        return ratio(self.spend, self.buyers)


@dataclass(frozen=True)
class Categories:
    """The categories of a level, by revenue, and what all known buyers of the 365 days are: how many, their spend, the premium among them."""

    level: int
    rows: tuple[Category, ...]
    buyers: int
    spend: int
    premium: int

    @property
    def known(self) -> tuple[Category, ...]:
        """The categories with a name."""
        return tuple(row for row in self.rows if row.name is not None)

    @property
    def revenue(self) -> int:
        """Of everything that known buyers bought, products of no known category included."""
        return sum(row.revenue for row in self.rows)


def categories(year: ir.Table, products: ir.Table, people: ir.Table, level: int) -> Categories:
    """Read from `Baskets.year`, the canonical products, and customers with `purchases_365d`, `spend_365d` and the class `premium`."""
    kinds = labelled(products, level_of(level))
    own = year.left_join(kinds, "product_id")
    own = own.group_by("customer_id", "label").agg(revenue=own.revenue.sum().cast("int64"), bought=own.bought.any())
    everybody = members(people)
    told = own.join(everybody, "customer_id")
    rows = told.group_by("label").agg(
        buyers=told.bought.sum(),
        spend=told.spend_365d.sum(where=told.bought).cast("float64"),
        revenue=told.revenue.sum().cast("float64"),
        premium=(told.best & told.bought).sum(),
    )
    active = everybody.filter(everybody.active)
    whole = active.agg(buyers=active.count(), spend=active.spend_365d.sum().cast("float64"), premium=active.best.sum())
    listed = [Category(row["label"], *counts(row, "buyers", "spend", "revenue", "premium")) for row in rows.to_pyarrow().to_pylist()]
    listed.sort(key=lambda row: (row.name is None, -row.revenue, row.name or ""))
    return Categories(level, tuple(listed), *counts(whole.to_pyarrow().to_pylist()[0], "buyers", "spend", "premium"))


def members(people: ir.Table) -> ir.Table:
    """Customers with what they spent in 365 days, whether they are premium or elite (`best`) and whether they bought then (`active`)."""
    best = people.premium.isin(BEST) if "premium" in people.columns else people.purchases_365d < 0
    return people.select("customer_id", "spend_365d", best=best.fill_null(False), active=people.purchases_365d > 0)


def table(found: Categories) -> list[dict[str, object]]:
    """One row per category with a name, by revenue (`COLUMNS`): shares of 1, null for fewer than 20 buyers; money in minor units."""
    return [_row(found, row) for row in found.known]


def _row(found: Categories, row: Category) -> dict[str, object]:
    return {
        "category": row.name,
        "buyers": row.buyers,
        "spend_per_buyer": row.per_buyer,
        "revenue": row.revenue,
        "revenue_share": ratio(row.revenue, found.revenue) if found.buyers >= FEWEST else None,
        "premium_share": ratio(row.premium, row.buyers) if row.buyers >= FEWEST else None,
    }


def sentence(found: Categories, currency: str) -> Words:
    """The category with the most revenue beside the one whose buyers spend most in the shop."""
    enough = [row for row in found.known if row.buyers >= FEWEST]
    if not found.known:
        return Words("Chưa biết nhóm hàng của sản phẩm nào.", "No product has a known category.")
    if not enough:
        return Words("Chưa nhóm hàng nào có đủ 20 người mua.", "No category has 20 buyers yet.")
    top, dear = enough[0], max(enough, key=lambda row: row.per_buyer or 0)
    said = {"top": _name(top), "part": share(ratio(top.revenue, found.revenue)), "each": sum_of(dear.per_buyer, currency)}
    if top is dear:
        words = Words(
            "{top} mang về {part} doanh thu, và người mua của nhóm này chi nhiều nhất: {each} mỗi người",
            "{top} brings {part} of revenue, and its buyers spend most: {each} each",
        )
        return words.filled(**said)
    return Words(
        "{top} mang về {part} doanh thu; người mua {dear} chi nhiều nhất, {each} mỗi người",
        "{top} brings {part} of revenue; buyers of {dear} spend most, {each} each",
    ).filled(dear=_name(dear), **said)


def _name(row: Category) -> Words:
    return Words(f"“{row.name}”", f"“{row.name}”")


NOTE = Words(
    "Tính trên khách biết tên, trong 365 ngày. Chi mỗi người là mọi món họ mua ở tiệm, không riêng nhóm hàng này. Cao cấp là 20\u00a0% khách chi nhiều nhất.",
    "Of customers known by name, in 365 days. Spend per buyer is everything they bought here, not of this category alone. Premium is the top 20%.",
)
UNKNOWN = Words(
    "{part} doanh thu là hàng chưa rõ nhóm, không có trong bảng.",
    "{part} of revenue is of products without a category and not in the table.",
)


def notes(found: Categories) -> tuple[Words, ...]:
    """How it is counted, and how much is of products without a category."""
    other = sum(row.revenue for row in found.rows if row.name is None)
    part = ratio(other, found.revenue)
    return (NOTE, UNKNOWN.filled(part=share(part, 1))) if part and part >= 0.001 and found.buyers >= FEWEST else (NOTE,)
