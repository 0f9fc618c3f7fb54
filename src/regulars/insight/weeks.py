"""What did each whole week bring, in the shop, in each category, from each class?

Weeks are the shop's own days from Monday to Sunday. The first and the last that the data begins or ends in the middle of are left out.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import ibis
import ibis.expr.types as ir
import numpy as np

from regulars.arithmetic import EPOCH, day_number
from regulars.insight.baskets import labelled, level_of

WEEK = dt.timedelta(days=7)


@dataclass(frozen=True)
class Sums:
    """Orders that count and net revenue (minor units), week by week."""

    orders: np.ndarray
    revenue: np.ndarray


@dataclass(frozen=True)
class Span:
    """The whole weeks from the first document to a day: the first Monday, how many, and the Monday of the week that is not over (null without)."""

    first: dt.date
    count: int
    unfinished: dt.date | None

    @property
    def mondays(self) -> np.ndarray:
        return np.datetime64(self.first) + 7 * np.arange(self.count)

    @property
    def end(self) -> dt.date:
        """The Monday after the last whole week: the first that is looked ahead to."""
        return self.first + self.count * WEEK


def span(first_day: dt.date, as_of: dt.date) -> Span:
    """The whole weeks of a shop whose first document is of a day."""
    first = first_day + dt.timedelta(days=-first_day.weekday() % 7)
    end = as_of + dt.timedelta(days=1)
    end -= dt.timedelta(days=end.weekday())
    return Span(first, max((end - first).days // 7, 0), end if end <= as_of else None)


def whole(sales: ir.Table, weeks: Span) -> Sums:
    """Of the whole shop, unknown buyers included."""
    told = _within(sales, weeks)
    found = told.group_by(week=told.week).agg(orders=told.counts.cast("int64").sum(), revenue=_total(told.net))
    return _sums(found.to_pyarrow().to_pylist(), weeks)


def by_category(sales: ir.Table, lines: ir.Table, products: ir.Table, weeks: Span, level: int, as_of: dt.date) -> dict[str | None, Sums]:
    """Of each category of a level; under null of products of no known category. An order counts in every category that it buys from."""
    told = _within(sales, weeks).select("order_id", "week", "counts")
    sold = lines.filter(lines.replaced_at.isnull()).join(told, "order_id").left_join(labelled(products, level_of(level)), "product_id")
    back = sold.returned_on.isnull() | (sold.returned_on <= ibis.literal(as_of))
    net = sold.net_amount.fill_null(0) - ibis.ifelse(back, sold.returned_amount.fill_null(0), 0)
    bought = (sold.counts & (sold.quantity > 0)).fill_null(False)
    found = sold.group_by(group=sold.label, week=sold.week).agg(orders=sold.order_id.nunique(where=bought), revenue=_total(net))
    return _by_group(found.to_pyarrow().to_pylist(), weeks)


def by_class(sales: ir.Table, members: ir.Table, weeks: Span) -> dict[str | None, Sums]:
    """Of each class: `members` has a `customer_id` and a `group`. Under null of unknown buyers and of customers who are no members."""
    told = _within(sales, weeks).left_join(members, "customer_id")
    found = told.group_by(group=told.group, week=told.week).agg(orders=told.counts.cast("int64").sum(), revenue=_total(told.net))
    return _by_group(found.to_pyarrow().to_pylist(), weeks)


def _within(sales: ir.Table, weeks: Span) -> ir.Table:
    """The documents of whole weeks, each with the place of its own, from 0."""
    here = sales.filter((sales.day >= ibis.literal(weeks.first)) & (sales.day < ibis.literal(weeks.end)))
    return here.mutate(week=(day_number(here.day) - (weeks.first - EPOCH).days) // 7)


def _total(net: ir.Value) -> ir.Value:
    """A sum as float64, exact below 2⁵³ minor units: engines disagree on the type of a sum of int64."""
    return net.sum().cast("float64").fill_null(0.0)


def nothing(weeks: Span) -> Sums:
    """Weeks in which nothing was sold."""
    return Sums(np.zeros(weeks.count), np.zeros(weeks.count))


def _by_group(rows: Iterable[Mapping], weeks: Span) -> dict[str | None, Sums]:
    by_group: dict[str | None, list[Mapping]] = {}
    for row in rows:
        by_group.setdefault(row["group"], []).append(row)
    return {group: _sums(by_group[group], weeks) for group in sorted(by_group, key=lambda group: (group is None, group or ""))}


def _sums(rows: Iterable[Mapping], weeks: Span) -> Sums:
    """One value a week, 0 where nothing was sold."""
    found = nothing(weeks)
    for row in rows:
        at = int(row["week"])
        found.orders[at], found.revenue[at] = row["orders"], row["revenue"]
    return found
