"""Which products of a category are bought most, by whom, and how worthwhile are those buyers?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import ibis.expr.types as ir

from regulars.errors import NotFound
from regulars.insight.baskets import LEVELS, counts
from regulars.insight.categories import members
from regulars.insight.spoken import FEWEST, people, ratio, share
from regulars.vocabulary import nearest
from regulars.words import Words

MOST = 20
COLUMNS = {
    "product": "string",
    "name": "string",
    "buyers": "int64",
    "units": "float64",
    "revenue": "int64",
    "revenue_share": "float64",
    "spend_per_buyer": "float64",
    "premium_share": "float64",
}


@dataclass(frozen=True)
class Product:
    """One product in the last 365 days, among customers known by name; `revenue` and `spend` (of its buyers, in the whole shop) in minor units.

    `categories`: its category on each level, null where not known. `units` are less those that came back as lines of their own.
    """

    id: str
    name: str
    categories: tuple[str | None, ...]
    buyers: int
    units: float
    revenue: int
    spend: int
    premium: int


def products(year: ir.Table, catalogue: ir.Table, everybody: ir.Table) -> list[Product]:
    """Every product with lines in `Baskets.year`, by revenue; of customers as `categories` reads them."""
    listed = catalogue.filter(catalogue.replaced_at.isnull()).select("product_id", "name", *LEVELS)
    told = year.filter(year.product_id.notnull()).join(members(everybody), "customer_id")
    sums = told.group_by("product_id").agg(
        buyers=told.bought.sum(),
        units=told.units.sum(),
        revenue=told.revenue.sum().cast("float64"),
        spend=told.spend_365d.sum(where=told.bought).cast("float64"),
        premium=(told.best & told.bought).sum(),
    )
    rows = sums.left_join(listed, "product_id").drop("product_id_right").to_pyarrow().to_pylist()
    return sorted(map(_product, rows), key=lambda each: (-each.revenue, each.id))


def _product(row: dict) -> Product:
    buyers, revenue, spend, premium = counts(row, "buyers", "revenue", "spend", "premium")
    kinds = tuple(row[level] for level in LEVELS)
    return Product(row["product_id"], row["name"] or row["product_id"], kinds, buyers, row["units"] or 0.0, revenue, spend, premium)


def within(every: Iterable[Product], category: str | None, level: int) -> list[Product]:
    """The products of a category of a level, or all; `NotFound` with the nearest names where no product sold is of it."""
    every = list(every)
    found = [each for each in every if category is None or each.categories[level - 1] == category]
    if category is not None and not found:
        there = sorted({name for each in every if (name := each.categories[level - 1]) is not None})
        close = ", ".join(nearest(category, tuple(there)) or there[:5]) or "–"
        raise NotFound(
            Words("Không có nhóm hàng “{name}” ở cấp {level}.", "There is no category “{name}” on level {level}.").filled(
                name=category, level=level
            ),
            seen=category,
            todo=Words("Gần giống: {close}.", "Most like it: {close}.").filled(close=close),
            code="category",
        )
    return found


def table(found: Sequence[Product], most: int) -> list[dict[str, object]]:
    """One row per product, by revenue (`COLUMNS`): `revenue_share` of all in question; shares null for fewer than 20 buyers."""
    whole = sum(each.revenue for each in found)
    return [_row(each, whole) for each in found[:most]]


def _row(each: Product, whole: int) -> dict[str, object]:
    return {
        "product": each.id,
        "name": each.name,
        "buyers": each.buyers,
        "units": each.units,
        "revenue": each.revenue,
        "revenue_share": ratio(each.revenue, whole),
        "spend_per_buyer": ratio(each.spend, each.buyers),
        "premium_share": ratio(each.premium, each.buyers) if each.buyers >= FEWEST else None,
    }


def sentence(found: Sequence[Product], category: str | None) -> Words:
    """The product that brings most, and the one whose buyers are premium most often."""
    if not found:
        return Words("Chưa bán sản phẩm nào trong 365 ngày.", "No product was sold in 365 days.")
    whole, top = sum(each.revenue for each in found), found[0]
    said = {
        "top": top.name,
        "part": share(ratio(top.revenue, whole)),
        "of": Words(f"doanh thu của “{category}”", f"the revenue of “{category}”") if category else Words("doanh thu", "revenue"),
        "n": people(top.buyers),
    }
    return Words("“{top}” mang về {part} {of}, từ {n}", "“{top}” brings {part} of {of}, from {n}").filled(**said)


NOTE = Words(
    "Tính trên khách biết tên, trong 365 ngày. Chi mỗi người là mọi món họ mua ở tiệm. Số lượng đã trừ hàng trả lại ghi thành dòng riêng.",
    "Of customers known by name, in 365 days. Spend per buyer is everything they bought here. Units are less those returned as lines of their own.",
)
