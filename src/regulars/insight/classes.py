"""How many people, how much revenue, how many orders and how much margin does each class of each scheme hold?"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

import ibis
from ibis.expr.types import Table

from regulars.arithmetic import since
from regulars.insight.spoken import FEWEST, people, ratio, share
from regulars.scheme import Class, Scheme
from regulars.words import Words

KNOWN_ENOUGH = 0.95  # a margin is told where it is known of so many of the class's buyers
COLUMNS = {
    "class": "string",
    "name": "string",
    "colour": "string",
    "customers": "int64",
    "customers_share": "float64",
    "revenue": "int64",
    "revenue_share": "float64",
    "spend_per_customer": "float64",
    "orders": "int64",
    "orders_share": "float64",
    "margin": "int64",
    "margin_share": "float64",
}


@dataclass(frozen=True)
class ClassSize:
    """One class: its people, those of them with a purchase in 365 days, and of the same days their net spend (minor units), orders and margin.

    `margin` is null where it is known of fewer than 95 % of the class's buyers; else it is that of the customers of whom it is known.
    """

    id: str
    people: int
    active: int
    spend: int
    orders: int = 0
    margin: int | None = None

    @property
    def per_person(self) -> float | None:
        """Mean spend of 365 days over everyone in the class; null for an empty class."""
        return ratio(self.spend, self.people)


@dataclass(frozen=True)
class Sizes:
    """The classes of one scheme in the order of `shown`, empty ones included."""

    scheme: str
    rows: tuple[ClassSize, ...]

    @property
    def people(self) -> int:
        return sum(row.people for row in self.rows)

    @property
    def active(self) -> int:
        return sum(row.active for row in self.rows)

    @property
    def spend(self) -> int:
        return sum(row.spend for row in self.rows)

    @property
    def orders(self) -> int:
        return sum(row.orders for row in self.rows)

    @property
    def margin(self) -> int | None:
        """Of all classes; null where that of one with buyers is not known."""
        told = [row.margin for row in self.rows if row.active]
        return None if None in told else sum(row.margin or 0 for row in self.rows)

    def named(self, id: str) -> ClassSize:
        """The class of that id; one of nobody where the scheme has none such."""
        return next((row for row in self.rows if row.id == id), ClassSize(id, 0, 0, 0))

    def share_of_spend(self, row: ClassSize) -> float | None:
        """Of the known buyers' spend of 365 days; null where fewer than 20 people bought in them or nothing was spent."""
        return ratio(row.spend, self.spend) if self.active >= FEWEST else None

    def share_of_orders(self, row: ClassSize) -> float | None:
        """Of the known buyers' orders of 365 days; null where fewer than 20 people bought in them."""
        return ratio(row.orders, self.orders) if self.active >= FEWEST else None

    def share_of_margin(self, row: ClassSize) -> float | None:
        """Of the known buyers' margin of 365 days; null below 20 buyers, and where costs are not known."""
        return ratio(row.margin, self.margin) if self.active >= FEWEST else None

    def share_of_people(self, row: ClassSize) -> float | None:
        """Of everyone the scheme classes; null below 20."""
        return ratio(row.people, self.people) if self.people >= FEWEST else None


def shown(scheme: Scheme) -> tuple[str, ...]:
    """Class ids as people read them: the declared order best first, then the others; those set aside or not known at the end."""
    ranked = {id for chain in scheme.better for id in chain}
    best_first = iter([id for id in reversed(scheme.class_ids) if id in ranked])
    slots = [next(best_first) if id in ranked else id for id in scheme.class_ids]
    return tuple(sorted(slots, key=lambda id: _is_apart(scheme, id, ranked)))


def _is_apart(scheme: Scheme, id: str, ranked: set[str]) -> bool:
    named = scheme.class_named(id)
    return named.aside or (named.colour == "slight" and id not in ranked)


def orders_of_year(sales: Table, as_of: dt.date) -> Table:
    """One row per buyer of the last 365 days: `customer_id`, `orders_365d`, the documents that count in the profile's `order_base`."""
    within = sales.filter(sales.customer_id.notnull() & sales.counts & (sales.day >= ibis.literal(since(as_of, 365))))
    return within.group_by("customer_id").agg(orders_365d=within.count())


def class_sizes(profile: Table, classes: Table, schemes: Iterable[Scheme]) -> dict[str, Sizes]:
    """Sizes of every scheme that has a column in `classes`, in the order given; orders are not counted."""
    read = [name for name in ("customer_id", "spend_365d", "purchases_365d", "margin_365d") if name in profile.columns]
    members = classes.join(profile.select(*read), "customer_id").cache()
    try:
        return sizes_of(members, schemes)
    finally:
        members.release()


def sizes_of(members: Table, schemes: Iterable[Scheme]) -> dict[str, Sizes]:
    """The same of one table of customers with their classes, in the engine already; one aggregate per scheme.

    Orders are counted where it has `orders_365d` (`orders_of_year`), margins where it has `margin_365d`.
    """
    return {scheme.id: _sizes(members, scheme) for scheme in schemes if scheme.id in members.columns}


def _sizes(members: Table, scheme: Scheme) -> Sizes:
    active = members.purchases_365d > 0
    counted = {"people": members.count(), "active": active.sum(), "spend": members.spend_365d.sum().cast("float64")}
    if "orders_365d" in members.columns:
        counted["orders"] = members.orders_365d.sum().cast("float64")
    if "margin_365d" in members.columns:
        told = members.margin_365d.notnull()
        counted |= {"margin": members.margin_365d.sum().cast("float64"), "told": (active & told).sum()}
    found = {row["id"]: row for row in members.group_by(id=members[scheme.id]).agg(**counted).to_pyarrow().to_pylist()}
    nobody = {"margin": 0.0} if any(row.get("margin") is not None for row in found.values()) else {}
    return Sizes(scheme.id, tuple(_size(id, found.get(id, nobody)) for id in shown(scheme)))


def _size(id: str, row: dict[str, float]) -> ClassSize:
    people, active, spend, orders, told = (int(row.get(name) or 0) for name in ("people", "active", "spend", "orders", "told"))
    margin = row.get("margin")
    known = margin is not None and told >= KNOWN_ENOUGH * active
    return ClassSize(id, people, active, spend, orders, int(margin) if known and margin is not None else None)


def table(scheme: Scheme, sizes: Sizes, lang: str) -> list[dict[str, object]]:
    """One row per class, in the order people read them (`COLUMNS`): of the last 365 days, shares of 1, money in minor units."""
    return [_row(scheme.class_named(row.id), row, sizes, lang) for row in sizes.rows]


def _row(named: Class, row: ClassSize, sizes: Sizes, lang: str) -> dict[str, object]:
    return {
        "class": row.id,
        "name": named.name.of(lang),
        "colour": named.colour,
        "customers": row.people,
        "customers_share": sizes.share_of_people(row),
        "revenue": row.spend,
        "revenue_share": sizes.share_of_spend(row),
        "spend_per_customer": row.per_person if row.active else None,
        "orders": row.orders,
        "orders_share": sizes.share_of_orders(row),
        "margin": row.margin,
        "margin_share": sizes.share_of_margin(row),
    }


def notes(sizes: Sizes) -> tuple[Words, ...]:
    """What the shares are of, and why a margin is missing."""
    said = Words(
        "Phần trăm tính trên khách biết tên, trong 365 ngày; chưa đến 20 người mua thì không tính.",
        "Shares are of customers known by name, in 365 days; none are told below 20 buyers.",
    )
    return (said,) if sizes.margin is not None else (said, _NO_MARGIN)


_NO_MARGIN = Words(
    "Chưa có lợi nhuận: giá vốn chưa biết của đủ hàng đã bán.", "No margin is told: the cost of what was sold is not known of enough goods."
)


def leading_class(scheme: Scheme, sizes: Sizes) -> Class | None:
    """The class that brings most of the revenue, those set aside and the unknown left out; null where nothing was spent."""
    rows = [row for row in sizes.rows if row.id != "unknown" and not scheme.class_named(row.id).aside]
    top = max(rows, key=lambda row: row.spend, default=None)
    return scheme.class_named(top.id) if top and top.spend > 0 else None


def sentence(scheme: Scheme, sizes: Sizes, about: str | None = None) -> Words:
    """What the scheme found, in one sentence: one class by people and revenue, the weightiest unless another is asked about."""
    top = scheme.class_named(about) if about and sizes.named(about).people else leading_class(scheme, sizes)
    if top is None:
        return Words("Chưa có doanh thu để xếp các nhóm này.", "There is no revenue to set these classes against yet.")
    row = sizes.named(top.id)
    part = sizes.share_of_spend(row)
    if part is None:
        return Words("{name}: {people}", "{name}: {people}").filled(name=top.name, people=people(row.people))
    return Words("{name}: {people}, {share} doanh thu", "{name}: {people}, {share} of revenue").filled(
        name=top.name, people=people(row.people), share=share(part)
    )
