"""What will the next weeks bring by category, and from each class?

Categories have a past of their own and are foretold from it, then brought to the whole. The classes of today have none: whoever is active today
has bought lately by definition, and whoever is lost has not. They divide what is expected of the whole as the people of each class did after an
earlier day on which classes were told.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace

import ibis
import ibis.expr.types as ir
import numpy as np

from regulars.insight.classes import shown
from regulars.insight.demand import AFTER, CATEGORY, Demand, Part, total
from regulars.insight.moves import colour_of, name_of, on
from regulars.insight.spoken import FEWEST, ratio
from regulars.insight.weeks import WEEK, Sums, nothing
from regulars.models.demand import Expected
from regulars.models.parts import parts_of, reconciled, rounded
from regulars.scheme import Scheme
from regulars.words import Words

LATEST = dt.timedelta(days=365)  # a told day further back says too little of today
NEWCOMERS = "not_yet_known"
NEW = Words("Khách mới", "Newcomers")
UNKNOWN_CATEGORY = Words("Chưa rõ nhóm hàng", "Category not known")
UNKNOWN_BUYERS = Words("Người mua không rõ", "Unknown buyers")


def by_category(found: Demand, categories: Mapping[str | None, Sums]) -> Demand:
    """The same by category, the largest first: money is brought to that of the whole; orders are not, since one may buy from several."""
    told: dict[str, dict[str, Expected]] = {}
    for measure, whole in found.whole.measured():
        values = {id or "": found.past(getattr(sums, measure)).values for id, sums in categories.items()}
        told[measure] = parts_of(found.past(getattr(found.whole.past, measure)), whole, values, found.ahead)
    money = _whole_numbers(found.whole.revenue, reconciled(found.whole.revenue, told["revenue"]))
    names = {id: Words(id, id) if id else UNKNOWN_CATEGORY for id in categories}
    parts = [Part(id, names[id], sums, told["orders"][id or ""], money[id or ""]) for id, sums in categories.items()]
    return replace(
        found, by=CATEGORY, parts=tuple(sorted(parts, key=lambda part: (part.id is None, -(total(part.revenue) or 0), part.id or "")))
    )


def _whole_numbers(whole: Expected, parts: Mapping[str, Expected]) -> dict[str, Expected]:
    """The parts in whole minor units that add up to those of the whole."""
    told = {key: each.values for key, each in parts.items() if each.values is not None}
    if whole.values is None or len(told) < len(parts):
        return dict(parts)
    return {key: _with(parts[key], values) for key, values in rounded(told, whole.values).items()}


def _with(part: Expected, values: np.ndarray) -> Expected:
    """The same with other values, its ends kept on their sides."""
    low = None if part.low is None else np.minimum(part.low, values)
    high = None if part.high is None else np.maximum(part.high, values)
    return replace(part, values=values, low=low, high=high)


@dataclass(frozen=True)
class Brought:
    """What the people of a class brought in the weeks after a told day, and how many they were then and are today (0 for those of no class)."""

    revenue: float
    orders: float
    people: int = 0
    today: int = 0

    def now(self, measure: str) -> float:
        """The same of as many people as there are today; of fewer than 20 then, as it was."""
        grown = ratio(self.today, self.people) if self.people >= FEWEST else 1.0
        return max(float(getattr(self, measure)), 0.0) * (grown or 0.0)


def told_before(days: tuple[dt.date, ...], as_of: dt.date, ahead: int) -> dt.date | None:
    """The latest told day that has so many weeks after it, and not more than a year more; null without one."""
    latest = as_of - ahead * WEEK
    return max((day for day in days if latest - LATEST <= day <= latest), default=None)


def brought(stays: ir.Table, sales: ir.Table, told: dt.date, ahead: int, today: Mapping[str, int]) -> dict[str | None, Brought]:
    """What each class of a told day brought in the weeks after it, from its stays (`moves.stays_in`); `today`: people by class.

    Under `NEWCOMERS` what those brought who were no customers on that day, under null unknown buyers.
    """
    there = stays.filter((stays.valid_from <= ibis.literal(told)) & (stays.valid_to.isnull() | (stays.valid_to > ibis.literal(told))))
    members = there.select("customer_id", group=there["class"])
    after = sales.filter((sales.day > ibis.literal(told)) & (sales.day <= ibis.literal(told + ahead * WEEK)))
    joined = after.left_join(members, "customer_id")
    joined = joined.mutate(group=ibis.ifelse(joined.customer_id.isnull(), ibis.null("string"), joined.group.fill_null(NEWCOMERS)))
    sums = joined.group_by("group").agg(revenue=joined.net.sum().cast("float64"), orders=joined.counts.cast("int64").sum())
    people = {row["group"]: row["n"] for row in members.group_by("group").agg(n=members.count()).to_pyarrow().to_pylist()}
    found = {row["group"]: (row["revenue"] or 0.0, row["orders"] or 0) for row in sums.to_pyarrow().to_pylist()}
    return {id: Brought(*found.get(id, (0.0, 0)), people.get(id, 0), today.get(id or "", 0)) for id in {**people, **found}}


def by_class(
    found: Demand, scheme: Scheme, past: Mapping[str | None, Sums], after: Mapping[str | None, Brought], told: dt.date | None
) -> Demand:
    """The same by the class that customers have today, as people read them; newcomers and unknown buyers last. Null where none was told (`after` empty)."""
    ids = [id for id in (*shown(scheme), NEWCOMERS, None) if id in after or id in past]
    nobody = Brought(0.0, 0)
    divided = {
        measure: _divided(whole, {id or "": after.get(id, nobody).now(measure) for id in ids}) for measure, whole in found.whole.measured()
    }
    money = _whole_numbers(found.whole.revenue, divided["revenue"])
    parts = [Part(id, *_named(found, scheme, id, past), divided["orders"][id or ""], money[id or ""], _colour(scheme, id)) for id in ids]
    return replace(found, by=scheme.id, parts=tuple(parts), told=told)


def _divided(whole: Expected, weights: Mapping[str, float]) -> dict[str, Expected]:
    together = sum(weights.values())
    if whole.values is None or together <= 0:
        return dict.fromkeys(weights, Expected(None))
    return {id: Expected(whole.values * (weight / together), way=AFTER) for id, weight in weights.items()}


def _named(found: Demand, scheme: Scheme, id: str | None, past: Mapping[str | None, Sums]) -> tuple[Words, Sums | None]:
    """What a class is called, and what those who are in it today brought; that is nothing where they never bought."""
    if id == NEWCOMERS:
        return NEW, None
    return (UNKNOWN_BUYERS if id is None else name_of(scheme, id)), past.get(id) or nothing(found.weeks)


def _colour(scheme: Scheme, id: str | None) -> str:
    return "slight" if id is None else "fresh" if id == NEWCOMERS else colour_of(scheme, id)


def notes(found: Demand) -> tuple[Words, ...]:
    """How the parts come to the whole, and what a class of today means."""
    if found.by == CATEGORY:
        return _SCALED, _SEVERAL
    return (_CLASSES.filled(day=on(found.told), n=found.ahead), _UNTRIED) if found.told else (_REPLAY,)


_SCALED = Words(
    "Mỗi nhóm hàng theo cách lệch ít nhất trên quá khứ của nó (nhóm nhỏ thường theo phần của cả tiệm), rồi chia lại theo tỷ lệ để từng tuần cộng đúng bằng doanh "
    "thu dự kiến của cả tiệm.",
    "Each category goes by the way that missed least on its own past (small ones mostly by their share of the whole); then all are scaled in proportion, so "
    "that each week adds up to the revenue expected of the whole shop.",
)
_SEVERAL = Words(
    "Một đơn mua nhiều nhóm hàng thì tính ở từng nhóm, nên số đơn không cộng lại thành của cả tiệm.",
    "An order that buys from several categories counts in each: orders do not add up to those of the shop.",
)
_CLASSES = Words(
    "Nhóm là nhóm hôm nay của khách. Doanh thu dự kiến của cả tiệm được chia theo những gì khách của mỗi nhóm, xếp ngày {day}, đã mua trong {n} tuần sau đó, nhân với "
    "số khách đổi từ bấy đến nay; khách mới và người mua không rõ đứng riêng.",
    "The class is the one customers have today. What is expected of the whole shop is divided by what the people of each class, as told on {day}, bought in the "
    "{n} weeks after it, times how their number has changed since; newcomers and unknown buyers stand apart.",
)
_UNTRIED = Words(
    "Cách chia theo nhóm chưa thử được trên quá khứ, nên không có khoảng thấp–cao.",
    "How it divides among classes could not be tried on the past: there is no low and high.",
)
UNTOLD = Words(
    "Chưa có lần xếp nhóm nào đủ {n} tuần trước để biết mỗi nhóm mua bao nhiêu sau đó.",
    "Classes have not been told {n} weeks ago yet: what each buys afterwards is not known.",
)
_REPLAY = Words("Xếp lại các tháng trước: regulars replay", "Tell the months before again: regulars replay")
