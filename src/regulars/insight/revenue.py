"""How much came in, from whom, and how that compares with the year before?

The table `sales` is the profile's `order_base`, one row per document up to the day: `customer_id` (null: unknown buyer), `day` (the
shop's), `net` (minor units; a return that names no order is below 0) and `counts` (false for a document that is only a return).
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import ibis
from ibis.expr.types import Table

from regulars.insight.spoken import ratio, share, sum_of
from regulars.words import MONTHS, Words

YEAR = dt.timedelta(days=365)
COLUMNS = {"month": "date", "revenue": "int64", "unknown_revenue": "int64", "year_before": "int64"}


@dataclass(frozen=True)
class Year:
    """The 365 days that end on `ends`. Money in minor units; `repeat` is what known buyers paid after the day of their first purchase."""

    ends: dt.date
    revenue: int
    known: int
    repeat: int
    buyers: int

    @property
    def per_buyer(self) -> float | None:
        return ratio(self.known, self.buyers)

    @property
    def repeat_share(self) -> float | None:
        return ratio(self.repeat, self.known)

    @property
    def unknown_share(self) -> float | None:
        return ratio(self.revenue - self.known, self.revenue)


@dataclass(frozen=True)
class Month:
    """One whole calendar month by its last day; revenue in minor units, `unknown` the part from unknown buyers."""

    ends: dt.date
    revenue: int
    unknown: int


def first_days(sales: Table) -> Table:
    """One row per known buyer: `customer_id`, `first_day` of a purchase."""
    bought = sales.filter(sales.customer_id.notnull() & sales.counts)
    return bought.group_by("customer_id").agg(first_day=bought.day.min())


def span(sales: Table, as_of: dt.date) -> tuple[dt.date, int]:
    """The first day with a document (the day itself where there is none) and the number of orders that count."""
    row = sales.agg(first=sales.day.min(), orders=sales.counts.sum()).to_pyarrow().to_pylist()[0]
    return row["first"] or as_of, int(row["orders"] or 0)


def year(sales: Table, ends: dt.date) -> Year:
    """The figures of the 365 days ending on a day; zeros where nothing was sold."""
    within = sales.filter(sales.day.between(ibis.literal(ends - YEAR + dt.timedelta(days=1)), ibis.literal(ends)))
    joined = within.left_join(first_days(sales), "customer_id").select("customer_id", "day", "net", "counts", "first_day")
    known = joined.customer_id.notnull()
    row = joined.agg(
        revenue=_total(joined.net),
        known=_total(joined.net, known),
        repeat=_total(joined.net, known & (joined.day > joined.first_day)),
        buyers=joined.customer_id.nunique(where=known & joined.counts),
    ).execute()
    return Year(ends, *(int(row[name].iloc[0] or 0) for name in ("revenue", "known", "repeat", "buyers")))


def year_before(sales: Table, as_of: dt.date, first_day: dt.date) -> Year | None:
    """The 365 days before the last 365; null where the shop's history does not reach back that far."""
    return year(sales, as_of - YEAR) if first_day <= as_of - 2 * YEAR + dt.timedelta(days=1) else None


def months(sales: Table, as_of: dt.date, first_day: dt.date, count: int = 36) -> list[Month]:
    """The last whole months, oldest first; a month that the data begins or ends in the middle of is left out."""
    after = as_of + dt.timedelta(days=1)
    begin = first_day if first_day.day == 1 else _next_month(first_day)
    whole = sales.filter((sales.day >= ibis.literal(begin)) & (sales.day < ibis.literal(after.replace(day=1))))
    rows = (
        whole.group_by(month=whole.day.truncate("M"))
        .agg(revenue=_total(whole.net), unknown=_total(whole.net, whole.customer_id.isnull()))
        .order_by("month")
        .to_pyarrow()
        .to_pylist()
    )
    return [Month(_last_day(row["month"]), int(row["revenue"]), int(row["unknown"])) for row in rows[-count:]]


def every_month(found: list[Month]) -> list[tuple[dt.date, Month | None]]:
    """Every month from the first to the last of those found by its last day; null for one without a single document."""
    by_end = {month.ends: month for month in found}
    ends = [found[0].ends] if found else []
    while ends and ends[-1] < found[-1].ends:
        ends.append(_last_day(ends[-1] + dt.timedelta(days=1)))
    return [(end, by_end.get(end)) for end in ends]


def year_ago(found: list[Month], month: Month) -> Month | None:
    """The same month a year before, where it is among those found."""
    return next((each for each in found if (each.ends.year, each.ends.month) == (month.ends.year - 1, month.ends.month)), None)


def month_name(day: dt.date) -> Words:
    """`10/2026` (vi), `Oct 2026` (en)."""
    return Words(f"{day:%m/%Y}", f"{MONTHS[day.month - 1]} {day.year}")


def months_sentence(found: list[Month], currency: str) -> Words:
    """What the last whole month brought, beside the same month a year before or else the best month."""
    if not found:
        return Words("Chưa có tháng nào trọn vẹn để so.", "There is no whole month to compare yet.")
    last, best = found[-1], max(found, key=lambda month: month.revenue)
    before = year_ago(found, last)
    change = ratio(last.revenue - before.revenue, before.revenue) if before else None
    said = {"month": month_name(last.ends), "revenue": sum_of(last.revenue, currency)}
    if change is not None:
        how = Words("tăng {by}", "{by} more than") if change > 0 else Words("giảm {by}", "{by} less than")
        words = Words("Tháng {month} thu {revenue}, {how} so với cùng tháng năm trước", "{month} brought {revenue}, {how} a year before")
        return words.filled(how=how.filled(by=share(abs(change))), **said)
    if last is best:
        words = Words("Tháng {month} thu {revenue}, cao nhất trong {n} tháng", "{month} brought {revenue}, the most in {n} months")
        return words.filled(n=len(found), **said)
    words = Words("Tháng {month} thu {revenue}; cao nhất là tháng {top}, {most}", "{month} brought {revenue}; the most was {most} in {top}")
    return words.filled(top=month_name(best.ends), most=sum_of(best.revenue, currency), **said)


def table(found: list[Month]) -> list[dict[str, object]]:
    """One row per whole month by its last day (`COLUMNS`), null where nothing was sold or a year before is not known; minor units."""
    return [_row(end, month, found) for end, month in every_month(found)]


def _row(end: dt.date, month: Month | None, found: list[Month]) -> dict[str, object]:
    before = year_ago(found, Month(end, 0, 0))
    return {
        "month": end,
        "revenue": month.revenue if month else None,
        "unknown_revenue": month.unknown if month else None,
        "year_before": before.revenue if before else None,
    }


def _total(net: ibis.Value, where: ibis.Value | None = None) -> ibis.Value:
    """A sum as float64, exact below 2⁵³ minor units: engines disagree on the type of a sum of int64."""
    return net.sum(where=where).cast("float64").fill_null(0.0)


def _next_month(day: dt.date) -> dt.date:
    return (day.replace(day=1) + dt.timedelta(days=32)).replace(day=1)


def _last_day(day: dt.date) -> dt.date:
    return _next_month(day) - dt.timedelta(days=1)
