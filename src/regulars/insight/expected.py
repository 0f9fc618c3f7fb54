"""What is expected of groups of customers in the next 365 days, how far such forecasts missed before, and why nothing may be expected."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import ibis
from ibis.expr.types import Table

from regulars.insight.spoken import FEWEST, days, people, ratio, sum_of
from regulars.models.backtest import Band
from regulars.words import LANGUAGES, Words


@dataclass(frozen=True)
class Expected:
    """A group of customers: its people, those of them who ever bought, and of how many of these it is known what to expect.

    `expected`: the sum of `expected_spend_365d`, `spend`: the sum of `spend_365d`, both in minor units and of those `known`.
    """

    id: str
    people: int
    buyers: int
    known: int
    expected: int
    spend: int

    @property
    def unforeseen(self) -> int:
        """Buyers of whom nothing is known."""
        return self.buyers - self.known

    @property
    def total(self) -> int | None:
        """The money expected: 0 of those who never bought, null where buyers are there and nothing is known of any."""
        return self.expected if self.known or not self.buyers else None

    @property
    def per_person(self) -> float | None:
        """The money expected of one: those of whom nothing is known left out, those who never bought counted with 0; null where nobody is left."""
        return ratio(self.total, self.people - self.unforeseen)

    @property
    def change(self) -> float | None:
        """How much more is expected than the same people spent, as a share of it; null below 20 of them, or where they spent nothing."""
        return ratio(self.expected - self.spend, self.spend) if self.known >= FEWEST else None


def expected_of(id: str, customers: Table) -> Expected:
    """Read one group from the profile (`purchases`, `spend_365d`, `expected_spend_365d`)."""
    return _expected(id, customers.agg(**_sums(customers)).to_pyarrow().to_pylist()[0])


def expected_by(customers: Table, scheme: str, ids: Iterable[str]) -> tuple[Expected, ...]:
    """The classes of a scheme that has a column there, in the order given, empty ones included."""
    rows = customers.group_by(id=customers[scheme]).agg(**_sums(customers)).to_pyarrow().to_pylist()
    found = {row["id"]: row for row in rows}
    return tuple(_expected(id, found.get(id, {})) for id in ids)


def newcomers(customers: Table, window: int) -> Table:
    """New first-time buyers: one purchase, made within half a return window (as *new* in the lifecycle)."""
    return customers.filter(customers.purchases == 1, customers.days_since_first * 2 <= window)


def whole(parts: Iterable[Expected], id: str = "") -> Expected:
    """Groups without a customer in common as one."""
    found = tuple(parts)
    sums = (sum(getattr(part, name) for part in found) for name in ("people", "buyers", "known", "expected", "spend"))
    return Expected(id, *sums)


def _sums(customers: Table) -> dict[str, ibis.Value]:
    bought = customers.purchases > 0
    known = bought & customers.expected_spend_365d.notnull()
    return {
        "people": customers.count(),
        "buyers": bought.sum(),
        "known": known.sum(),
        "expected": customers.expected_spend_365d.sum(where=known).cast("float64"),
        "spend": customers.spend_365d.sum(where=known).cast("float64"),
    }


def _expected(id: str, row: dict[str, float]) -> Expected:
    return Expected(id, *(int(row.get(name) or 0) for name in ("people", "buyers", "known", "expected", "spend")))


NO_BUYER = Words("Chưa có ai mua, nên chưa dự kiến được gì.", "Nobody has bought yet, so nothing can be expected.")
TODO = Words(
    "Nên làm: xuất thêm đơn của những năm trước rồi nhập vào, hoặc chờ thêm vài tháng bán hàng.",
    "What to do: export the orders of earlier years and import them, or wait for some more months of sales.",
)


NOT_CUT = Words(
    "Các ngưỡng đang dùng được cắt trước khi có mô hình dự báo. Nên làm: cắt lại ngưỡng bằng lệnh regulars recut.",
    "The bars in force were cut before there were models. What to do: cut them anew with regulars recut.",
)


def unforeseen(reasons: Iterable[Words] | None) -> Words:
    """Why nothing is expected of anybody, and what to do; `reasons` as the models give them, null where the bars in force come without models."""
    if reasons is None:
        return NOT_CUT
    said = tuple(dict.fromkeys(reasons)) or (NO_BUYER,)
    return Words(*(" ".join(words.of(lang) for words in (*said, TODO)) for lang in LANGUAGES))


def tried(band: Band | None, expected: float, currency: str) -> Words:
    """The forecast beside what past ones missed by; that it was not tried where it was not."""
    if band is None:
        return Words(
            "Dự kiến này chưa được thử lại trên quá khứ của tiệm.",
            "This expectation has not been tested on the shop's own past yet.",
        )
    low, high = (sum_of(each, currency) for each in band.around(expected))
    return Words(
        "Nếu lệch như những lần thử trên quá khứ của tiệm, tổng số sẽ từ {low} đến {high}.",
        "Were it to miss as it did when tested on the shop's own past, the total would be between {low} and {high}.",
    ).filled(low=low, high=high)


def of_newcomers(window: int) -> Words:
    """Who the new first-time buyers are."""
    return Words(
        "Khách mới mua lần đầu: đã mua đúng một lần, trong {days} qua.",
        "New first-time buyers: bought once, within the last {days}.",
    ).filled(days=days(window // 2))


def left_out(found: Expected) -> tuple[Words, ...]:
    """How many buyers are counted apart, since nothing is known of them; nothing where there are none."""
    if not found.unforeseen:
        return ()
    said = Words(
        "{people} từng mua chưa dự kiến được, đếm riêng.", "Of {people} who bought nothing can be expected yet; they are counted apart."
    )
    return (said.filled(people=people(found.unforeseen)),)
