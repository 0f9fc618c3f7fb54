"""Which regulars are due: those whose usual gap since their last purchase ends within the next days."""

from __future__ import annotations

from dataclasses import dataclass

import ibis
import ibis.expr.types as ir

from regulars.insight.leaving import LIFECYCLE
from regulars.insight.spoken import people, sum_of
from regulars.words import Words

DAYS = 7
COLUMNS = {"days": "int64", "customers": "int64", "spend": "int64", "zalo": "int64"}
NOTE = Words(
    "Đến kỳ mua: khách đang mua, đã mua từ 2 lần, mà khoảng cách mua thường lệ kết thúc trong 7 ngày tới. Tiền là số họ thường mua mỗi lần.",
    "Due: those buying now, after 2 purchases or more, whose usual gap ends within the next 7 days. Money is what they usually spend at a time.",
)


@dataclass(frozen=True)
class Due:
    """Those due: how many, what they usually spend on a purchase in total (minor units), and how many of them agreed to Zalo; null where it is
    known of nobody."""

    people: int
    spend: int
    zalo: int | None


def is_due(row: ir.Table, within: int = DAYS) -> ir.BooleanValue:
    """Whether somebody is due, from the profile and the class of `lifecycle`."""
    buying = row[LIFECYCLE].isin(("new", "active")) if LIFECYCLE in row.columns else ibis.literal(True)
    soon = (row.gap_days > row.days_since_last) & (row.gap_days <= row.days_since_last + within)
    return ((row.purchases >= 2) & soon & buying).fill_null(False)


def due(profile: ir.Table, classes: ir.Table, within: int = DAYS) -> Due:
    """Count those due within so many days."""
    names = ("customer_id", "purchases", "gap_days", "days_since_last", "average_order_value", "zalo_allowed")
    told = profile.select(*names)
    if LIFECYCLE in classes.columns:
        told = told.join(classes.select("customer_id", LIFECYCLE), "customer_id")
    soon = told.filter(is_due(told, within))
    row = soon.agg(people=soon.count(), spend=soon.average_order_value.sum(), zalo=soon.zalo_allowed.sum())
    told_row = row.to_pyarrow().to_pylist()[0]
    return Due(int(told_row["people"]), round(told_row["spend"] or 0), None if told_row["zalo"] is None else int(told_row["zalo"]))


def sentence(found: Due, within: int, currency: str) -> Words:
    """How many are due, and what they usually bring."""
    if not found.people:
        return Words("Không khách quen nào đến kỳ mua trong {n} ngày tới.", "No regular is due within {n} days.").filled(n=within)
    return Words(
        "{people} quen đến kỳ mua trong {n} ngày tới, thường mang về khoảng {money}.",
        "{people} due within {n} days usually bring about {money}.",
    ).filled(people=people(found.people), n=within, money=sum_of(found.spend, currency))


def table(found: Due, within: int) -> list[dict[str, object]]:
    """One row (`COLUMNS`); `spend` in minor units, `zalo` null where it is known of nobody."""
    return [{"days": within, "customers": found.people, "spend": found.spend, "zalo": found.zalo}]
