"""What a chart can count in each row: how a column reads beside a bar and in a table, and how its head is called."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from regulars.charts.written import FEWEST, Written
from regulars.errors import InputError
from regulars.words import Words

PEOPLE = ("customers", "buyers")


@dataclass(frozen=True)
class Measure:
    """One column of numbers: its head, a shorter head for a phone, and whether it is a `count`, `money`, a `share` of 1 or `times`."""

    name: str
    head: Words
    kind: str
    slim: Words | None = None

    def short(self, value: float | None, written: Written) -> str:
        """As it stands beside a bar."""
        return _SHORT[self.kind](written, value)

    def exact(self, value: float | None, written: Written) -> str:
        """As it stands in the table and under the pointer."""
        return written.exact(value) if self.kind == "money" else self.short(value, written)

    def part(self, value: float | None, whole: float) -> float | None:
        """The share of a whole; null where that is nothing, or fewer than 20 people."""
        least = FEWEST if self.name in PEOPLE else 0
        return value / whole if value is not None and whole > 0 and whole >= least else None

    def title(self, written: Written, *, slim: bool = False) -> str:
        """The head of its column, with the unit of money."""
        words = self.slim if slim and self.slim else self.head
        return written.said(words) + (written.coin() if self.kind == "money" else "")


_SHORT: Mapping[str, Callable[[Written, float | None], str]] = {
    "count": Written.count,
    "money": Written.amount,
    "share": Written.share,
    "times": Written.times,
}

MEASURES: dict[str, Measure] = {
    measure.name: measure
    for measure in (
        Measure("customers", Words("Số khách", "Customers"), "count"),
        Measure("buyers", Words("Người mua", "Buyers"), "count"),
        Measure("orders", Words("Số đơn", "Orders"), "count"),
        Measure("premium", Words("Thành khách cao cấp", "Became premium"), "count"),
        Measure("revenue", Words("Doanh thu", "Revenue"), "money"),
        Measure("margin", Words("Lợi nhuận gộp", "Gross margin"), "money"),
        Measure("spend_365d", Words("Chi tiêu 365 ngày qua", "Spent, last 365 days"), "money"),
        Measure("expected_spend", Words("Dự kiến 365 ngày tới", "Expected, next 365 days"), "money"),
        Measure("expected_per_customer", Words("Dự kiến mỗi khách", "Expected per customer"), "money"),
        Measure("spend_at_risk", Words("Có thể không lặp lại", "May not come again"), "money"),
        Measure("one_point", Words("Thêm 1 % khách leo bậc", "One point more"), "money"),
        Measure(
            "spend_per_customer",
            Words("Chi tiêu mỗi khách, 365 ngày", "Spend per customer, 365 days"),
            "money",
            Words("Chi tiêu mỗi khách", "Spend per customer"),
        ),
        Measure("spend_per_buyer", Words("Chi tiêu mỗi người mua", "Spend per buyer"), "money", Words("Chi mỗi người", "Spend per buyer")),
        Measure("customers_share", Words("Phần khách", "Share of customers"), "share"),
        Measure("revenue_share", Words("Doanh thu", "Revenue"), "share"),
        Measure("orders_share", Words("Phần đơn", "Share of orders"), "share"),
        Measure("margin_share", Words("Phần lợi nhuận", "Share of margin"), "share"),
        Measure("premium_share", Words("Thành khách cao cấp", "Became premium"), "share", Words("Thành cao cấp", "Became premium")),
        Measure("low", Words("Ít nhất", "At least"), "share"),
        Measure("high", Words("Nhiều nhất", "At most"), "share"),
        Measure("lift", Words("So với chung", "Against all"), "times"),
        Measure("climbed", Words("Leo từ bậc dưới", "Climbed from below"), "share"),
    )
}


def measure_named(name: str, among: tuple[str, ...]) -> Measure:
    """The measure of that name; `InputError` naming those a chart can draw where it is none of them."""
    if name not in among:
        raise InputError(
            Words("Hình này không vẽ theo “{name}”", "This chart cannot draw “{name}”").filled(name=name),
            seen=name,
            todo=Words("Chọn một trong: {names}", "Choose one of: {names}").filled(names=", ".join(among)),
        )
    return MEASURES[name]
