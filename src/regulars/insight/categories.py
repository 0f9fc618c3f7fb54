"""Which categories bring the customers worth having, and is the level of category too fine or too coarse to say?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import ibis.expr.types as ir

from regulars.insight.baskets import counts, labelled, level_of
from regulars.insight.spoken import FEWEST, figure, ratio, share, sum_of
from regulars.words import Words

BEST = ("elite", "premium")
FEW, MANY = 4, 40  # below so many categories the level is coarse, above so many it is fine
TOO_BIG = 0.6  # one category with so much of the revenue hides what is inside it
SPREAD = 0.8  # so much of the revenue must lie in categories of 20 buyers or more
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
    members = _members(people)
    told = own.join(members, "customer_id")
    rows = told.group_by("label").agg(
        buyers=told.bought.sum(),
        spend=told.spend_365d.sum(where=told.bought).cast("float64"),
        revenue=told.revenue.sum().cast("float64"),
        premium=(told.best & told.bought).sum(),
    )
    active = members.filter(members.active)
    whole = active.agg(buyers=active.count(), spend=active.spend_365d.sum().cast("float64"), premium=active.best.sum())
    listed = [Category(row["label"], *counts(row, "buyers", "spend", "revenue", "premium")) for row in rows.to_pyarrow().to_pylist()]
    listed.sort(key=lambda row: (row.name is None, -row.revenue, row.name or ""))
    return Categories(level, tuple(listed), *counts(whole.to_pyarrow().to_pylist()[0], "buyers", "spend", "premium"))


def _members(people: ir.Table) -> ir.Table:
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


@dataclass(frozen=True)
class Level:
    """How one level divides the shop: categories with buyers, the largest's share of revenue, the revenue in those of 20 buyers or more."""

    level: int
    categories: int
    largest: float | None
    in_enough: float | None

    @property
    def fits(self) -> bool:
        """Neither so coarse that one category hides the rest, nor so fine that most are too small to say anything."""
        coarse = self.categories < FEW or (self.largest or 0) > TOO_BIG
        return not coarse and self.categories <= MANY and (self.in_enough or 0) >= SPREAD


def level_figures(found: Categories) -> Level:
    """The figures by which a level is judged."""
    bought = [row for row in found.known if row.buyers]
    revenue = sum(max(row.revenue, 0) for row in bought)
    in_enough = sum(max(row.revenue, 0) for row in bought if row.buyers >= FEWEST)
    largest = max((row.revenue for row in bought), default=0)
    return Level(found.level, len(bought), ratio(largest, revenue), ratio(in_enough, revenue))


def recommended(levels: Sequence[Level], chosen: int) -> int | None:
    """The fitting level nearest to the chosen one; where none fits, that with nearest to a dozen categories; null where none has any."""
    there = [level for level in levels if level.categories]
    fitting = [level.level for level in there if level.fits]
    dozen = min(there, key=lambda level: abs(level.categories - 12), default=None)
    return min(fitting, key=lambda level: abs(level - chosen), default=dozen.level if dozen else None)


def advice(levels: Sequence[Level], chosen: int) -> Words | None:
    """Whether the level in use is too fine or too coarse, by its figures, and which to choose; null where nothing is known of it."""
    here = next((level for level in levels if level.level == chosen and level.categories), None)
    best = recommended(levels, chosen)
    if here is None or best is None:
        return None
    figures = Words(
        "Cấp {level} có {n} nhóm hàng có người mua; nhóm lớn nhất giữ {largest} doanh thu, {enough} doanh thu nằm ở nhóm có từ 20 người mua.",
        "Level {level} has {n} categories with buyers; the largest holds {largest} of revenue, and {enough} lies in those of 20 buyers or more.",
    ).filled(level=figure(chosen), n=figure(here.categories), largest=share(here.largest), enough=share(here.in_enough))
    if best == chosen:
        rest = Words(" Giữ cấp này.", " Keep this level.")
    elif best > chosen:
        rest = Words(" Quá thô: nên dùng cấp {best}.", " Too coarse: use level {best}.").filled(best=figure(best))
    else:
        rest = Words(" Quá nhỏ: nên dùng cấp {best}.", " Too fine: use level {best}.").filled(best=figure(best))
    return Words(figures.vi + rest.vi, figures.en + rest.en)


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
