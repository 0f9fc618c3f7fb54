"""Which first purchase leads to a customer worth having?"""

from __future__ import annotations

from dataclasses import dataclass

import ibis.expr.types as ir

from regulars.insight.baskets import counts, labelled
from regulars.insight.categories import BEST
from regulars.insight.spoken import FEWEST, people, ratio, share
from regulars.words import Words

Z = 1.959964  # 95 %
GOALS = ("premium", "again")
COLUMNS = {
    "first": "string",
    "buyers": "int64",
    "premium": "int64",
    "premium_share": "float64",
    "low": "float64",
    "high": "float64",
    "lift": "float64",
}


@dataclass(frozen=True)
class First:
    """Customers whose first purchase included one thing: how many, and how many of them became what is asked for."""

    name: str
    buyers: int
    reached: int


@dataclass(frozen=True)
class FirstPurchases:
    """First purchases of 20 customers or more, the best first. `goal`: `premium` (premium or elite today) or `again` (bought on a second day).

    `buyers` and `reached` are of everybody compared; `left_out` are the buyers it would not be fair to compare.
    """

    goal: str
    rows: tuple[First, ...]
    buyers: int
    reached: int
    left_out: int

    @property
    def whole(self) -> float | None:
        """The share of all that reached the goal; null below 20."""
        return ratio(self.reached, self.buyers) if self.buyers >= FEWEST else None

    def lift(self, row: First) -> float | None:
        """How many times the share of all; null where that is not known or 0."""
        return ratio(ratio(row.reached, row.buyers), self.whole)


def wilson(reached: int, people: int) -> tuple[float, float] | None:
    """The 95 % interval of a share after Wilson (1927), honest in small samples; null of nobody."""
    if not people:
        return None
    part, spread = reached / people, Z * Z / people
    middle = (part + spread / 2) / (1 + spread)
    half = Z / (1 + spread) * (part * (1 - part) / people + spread / (4 * people)) ** 0.5
    return max(0.0, middle - half), min(1.0, middle + half)


def first_purchases(firsts: ir.Table, products: ir.Table, people: ir.Table, window: int, by: str, goal: str = "premium") -> FirstPurchases:
    """Read from `Baskets.firsts`, the canonical products (`by` a category level or `name`) and customers.

    Fair: only customers whose first known purchase is their first, and who have had a whole return window since.
    """
    buyers = people.filter(people.purchases > 0)
    mature = buyers.first_is_first.fill_null(False) & (buyers.days_since_first >= window)
    members = buyers.select("customer_id", fair=mature, hit=_reached(buyers, goal))
    fair = members.filter(members.fair).select("customer_id", "hit")
    kinds = labelled(products, by)
    own = firsts.join(kinds.filter(kinds.label.notnull()), "product_id").select("customer_id", "label").distinct().join(fair, "customer_id")
    rows = own.group_by("label").agg(buyers=own.count(), reached=own.hit.sum())
    rows = rows.filter(rows.buyers >= FEWEST).to_pyarrow().to_pylist()
    listed = [First(row["label"], *counts(row, "buyers", "reached")) for row in rows]
    listed.sort(key=lambda row: (-row.reached / row.buyers, -row.buyers, row.name))
    whole = members.agg(all=members.count(), buyers=members.fair.sum(), reached=(members.fair & members.hit).sum())
    every, compared, reached = counts(whole.to_pyarrow().to_pylist()[0], "all", "buyers", "reached")
    return FirstPurchases(goal, tuple(listed), compared, reached, every - compared)


def _reached(people: ir.Table, goal: str) -> ir.BooleanValue:
    if goal == "again" or "premium" not in people.columns:
        return people.purchases >= 2
    return people.premium.isin(BEST).fill_null(False)


def table(found: FirstPurchases) -> list[dict[str, object]]:
    """One row per first purchase of 20 customers or more, the best first (`COLUMNS`): `low` and `high` are Wilson's 95 % interval."""
    return [_row(found, row) for row in found.rows]


def _row(found: FirstPurchases, row: First) -> dict[str, object]:
    low, high = wilson(row.reached, row.buyers) or (None, None)
    share = ratio(row.reached, row.buyers)
    said: dict[str, object] = {"first": row.name, "buyers": row.buyers, "premium": row.reached, "premium_share": share}
    return said | {"low": low, "high": high, "lift": found.lift(row)}


BECAME = {
    "premium": Words("thành khách cao cấp", "became premium customers"),
    "again": Words("đã mua lại", "bought again"),
}


def leading(found: FirstPurchases) -> First | None:
    """The first purchase that leads most, of those whose whole interval lies above the share of all; null where chance explains them all."""
    sure = [row for row in found.rows if found.whole is not None and (wilson(row.reached, row.buyers) or (0, 0))[0] > found.whole]
    return max(sure, key=lambda row: (row.reached / row.buyers, row.buyers), default=None)


def sentence(found: FirstPurchases) -> Words:
    """The first purchase that leads to the goal more surely than others; else that none does."""
    best = leading(found)
    if not found.rows or found.whole is None:
        return Words("Chưa món nào có đủ 20 khách mua lần đầu để so.", "Nothing has been the first purchase of 20 customers yet.")
    if best is None:
        return Words(
            "Chưa thấy món mua lần đầu nào dẫn đến khách cao cấp nhiều hơn hẳn những món khác"
            if found.goal == "premium"
            else "Chưa thấy món mua lần đầu nào dẫn đến lần mua thứ hai nhiều hơn hẳn những món khác",
            "No first purchase stands out clearly from the others",
        )
    return Words(
        "{part} người mua lần đầu có “{name}” {became}; tính mọi khách là {whole}",
        "{part} of those whose first purchase included “{name}” {became}; of all, {whole}",
    ).filled(part=share(ratio(best.reached, best.buyers)), name=best.name, became=BECAME[found.goal], whole=share(found.whole))


def notes(found: FirstPurchases) -> tuple[Words, ...]:
    """Who is compared, and what the interval and the lift mean."""
    who = Words(
        "So {n}; bỏ ra {out} có thể đã mua trước khi dữ liệu bắt đầu, hoặc mới mua lần đầu chưa trọn một kỳ mua lại.",
        "Of {n}; left out are {out} who may have bought before the data begins, or have not had a whole return window since.",
    ).filled(n=people(found.buyers), out=people(found.left_out))
    how = Words(
        "Khoảng là khoảng tin cậy Wilson 95 %. Số lần là so với {whole} của mọi khách. Một lần mua đầu có thể gồm nhiều món. Đi trước chưa phải là nguyên nhân.",
        "The interval is Wilson's, at 95%. Lift is against {whole} of all. One first purchase may hold several things. What comes before need not be the cause.",
    ).filled(whole=share(found.whole, of=found.buyers))
    return (who, how)
