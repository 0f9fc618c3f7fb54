"""What is one point more of conversion worth on each rung of a ladder?

0.01 · the customers on the rung · (the mean `expected_spend_365d` of the rung above − that of this rung). Below the first purchase: 0.01 · the customers
on the rung · (what is expected of a new first-time buyer + what their first purchase brought). It is a difference between groups, not a promise. Null,
with the reason, where fewer than 20 people stand on either side.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass

from ibis.expr.types import Table

from regulars.insight.classes import shown
from regulars.insight.expected import Expected, expected_by, expected_of, newcomers, of_newcomers
from regulars.insight.spoken import FEWEST, ratio, sum_of
from regulars.scheme import Scheme
from regulars.words import NBSP, Words

POINT = 0.01
COLUMNS = {
    "class": "string",
    "name": "string",
    "colour": "string",
    "other_class": "string",
    "other_name": "string",
    "customers": "int64",
    "expected_per_customer": "float64",
    "other_customers": "int64",
    "other_expected": "float64",
    "one_point": "float64",
    "reason": "string",
}
FEW = Words("Một trong hai bậc chưa đến 20 khách.", "Fewer than 20 customers on one of the two rungs.")
FEW_NEW = Words("Bậc này hoặc khách mới mua lần đầu chưa đến 20.", "Fewer than 20 on this rung, or fewer than 20 new first-time buyers.")
NOT_BOUGHT = Words("Cả hai bậc đều chưa mua, chưa có gì để so.", "Neither rung has bought, so there is nothing to compare.")


@dataclass(frozen=True)
class Newcomers:
    """New first-time buyers: what is expected of them, and what their first purchases brought together, in minor units."""

    expected: Expected
    first_purchases: int

    @property
    def worth(self) -> float | None:
        """What is expected of one, and what the first purchase brought; null where nobody is known."""
        per, first = self.expected.per_person, ratio(self.first_purchases, self.expected.people)
        return None if per is None or first is None else per + first


@dataclass(frozen=True)
class Step:
    """From one class to the one above: how many stand below, and so many above of whom one brings `above` (minor units).

    `below` is what one of the lower class brings; `reason` says why `one_point` is null.
    """

    lower: str
    upper: str
    customers: int
    below: float | None
    others: int
    above: float | None
    reason: Words | None = None

    @property
    def one_point(self) -> float | None:
        if self.reason is not None or self.below is None or self.above is None:
            return None
        return POINT * self.customers * (self.above - self.below)


def one_point(customers: Table, scheme: Scheme, window: int) -> list[Step]:
    """One step per class that has one above it in the scheme's own order, lowest first, rungs on which nobody stands passed over; none without an order.

    Reads the profile with its classes (`purchases`, `days_since_first`, `spend`, `spend_365d`, `expected_spend_365d`, and the scheme's column).
    """
    chain = scheme.better[0] if scheme.better else ()
    found = {row.id: row for row in expected_by(customers, scheme.id, shown(scheme))}
    new = newcomers(customers, window)
    first = new.agg(first=new.spend.sum().cast("float64")).to_pyarrow().to_pylist()[0]["first"]
    arrived = Newcomers(expected_of("newcomer", new), int(first or 0))
    rungs = [found[id] for id in chain if found[id].people]
    return [_step(lower, upper, arrived) for lower, upper in itertools.pairwise(rungs)]


def _step(lower: Expected, upper: Expected, arrived: Newcomers) -> Step:
    if lower.buyers:
        few = min(lower.known, upper.known) < FEWEST
        return Step(lower.id, upper.id, lower.people, lower.per_person, upper.people, upper.per_person, FEW if few else None)
    if not upper.buyers:
        return Step(lower.id, upper.id, lower.people, 0.0, upper.people, None, NOT_BOUGHT)
    few = min(lower.people, arrived.expected.known) < FEWEST
    return Step(lower.id, upper.id, lower.people, 0.0, arrived.expected.people, arrived.worth, FEW_NEW if few else None)


def best(found: list[Step]) -> Step | None:
    """The step on which one point is worth most; null where it is worth nothing anywhere."""
    top = max(found, key=lambda step: step.one_point or 0.0, default=None)
    return top if top and (top.one_point or 0.0) > 0 else None


def sentence(found: list[Step], scheme: Scheme, currency: str) -> Words:
    """The step on which one point more is worth most."""
    if not found:
        return Words("Không có hai bậc nào có khách để so.", "There are no two rungs with customers to compare.")
    top = best(found)
    if top is None:
        return Words("Chưa thấy bậc nào mà lên thêm một bậc thì mang về nhiều hơn.", "On no rung is one step up seen to bring more.")
    lower, upper = (scheme.class_named(id).name for id in (top.lower, top.upper))
    return Words(
        f"Bước đáng công nhất: thêm 1{NBSP}% khách từ “{{lower}}” lên “{{upper}}” đi cùng {{money}} trong 365 ngày",
        "The step most worth the effort: one point more from “{lower}” to “{upper}” goes with {money} over 365 days",
    ).filled(lower=lower, upper=upper, money=sum_of(top.one_point, currency))


def notes(window: int) -> tuple[Words, ...]:
    """How it is worked out, of whom, and that it is no promise."""
    return (CAUTION, METHOD, of_newcomers(window))


CAUTION = Words(
    "Đây là chênh lệch giữa hai nhóm khách, không phải lời hứa: người được đẩy lên một bậc chưa chắc chi như người đã tự lên.",
    "This is a difference between two groups, not a promise: those who are helped up a rung need not spend like those who climbed by themselves.",
)
METHOD = Words(
    f"Cách tính: 1{NBSP}% số khách của bậc × (chi tiêu dự kiến 365 ngày tới mỗi khách của bậc trên − của bậc này). Với người chưa mua: chi tiêu dự kiến của một "
    "khách mới mua lần đầu, cộng số tiền của lần mua đầu ấy.",
    "Worked out as 1% of the customers on the rung × (expected spend over the next 365 days per customer of the rung above − of this rung). For those who "
    "have not bought: what is expected of a new first-time buyer, plus what that first purchase brought.",
)


def table(found: list[Step], scheme: Scheme, lang: str) -> list[dict[str, object]]:
    """One row per step, highest first (`COLUMNS`): money in minor units; below the first purchase `other_customers` are the new first-time buyers."""
    return [_row(step, scheme, lang) for step in reversed(found)]


def _row(step: Step, scheme: Scheme, lang: str) -> dict[str, object]:
    lower, upper = scheme.class_named(step.lower), scheme.class_named(step.upper)
    return {
        "class": step.lower,
        "name": lower.name.of(lang),
        "colour": lower.colour,
        "other_class": step.upper,
        "other_name": upper.name.of(lang),
        "customers": step.customers,
        "expected_per_customer": step.below,
        "other_customers": step.others,
        "other_expected": step.above,
        "one_point": step.one_point,
        "reason": step.reason.of(lang) if step.reason else None,
    }
