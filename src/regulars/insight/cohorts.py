"""Of those who first bought in one period, how many came back, and when?

Three definitions, since the choice moves the number a lot: *classic* (N-period), *rolling* (unbounded) and *bounded* (within).
Sources: returning rate, retention and repurchase rate as Peel and By the Numbers define them.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

import ibis.expr.types as ir

from regulars.insight.spoken import FEWEST, figure, ratio, share
from regulars.words import Words

MONTHS_IN = {"month": 1, "quarter": 3, "year": 12}
DEFINITIONS = ("classic", "rolling", "bounded")
COLUMNS = {"cohort": "date", "size": "int64", "period": "int64", "retained": "int64", "retention": "float64"}
SAID_AT = {"month": 3, "quarter": 2, "year": 1}  # the period that the sentence is about


@dataclass(frozen=True)
class Cohort:
    """Those whose first purchase lies in the period that begins on `starts`; `retained[k]` of them k periods on, null where that is not over."""

    starts: dt.date
    size: int
    retained: tuple[int | None, ...]


@dataclass(frozen=True)
class Cohorts:
    """All cohorts of a shop by one definition, oldest first; `unsure` is how many of them may have bought before the data begins."""

    grain: str
    definition: str
    cohorts: tuple[Cohort, ...]
    unsure: int = 0

    def average(self, period: int) -> float | None:
        """Retention so many periods on over all cohorts for which that is known, by people; null below 20 of them."""
        known = [(cohort.retained[period], cohort.size) for cohort in self.cohorts if _known(cohort, period)]
        people = sum(size for _, size in known)
        return ratio(sum(kept or 0 for kept, _ in known), people) if people >= FEWEST else None


def _known(cohort: Cohort, period: int) -> bool:
    return period < len(cohort.retained) and cohort.retained[period] is not None


def grain_of(window: int) -> str:
    """The period that suits a shop's return window in days: months, quarters from 365, years from 730."""
    return "year" if window >= 730 else "quarter" if window >= 365 else "month"


def cohorts(days: ir.Table, as_of: dt.date, grain: str = "month", definition: str = "classic", unsure: int = 0) -> Cohorts:
    """Read from `customer_days` (`customer_id`, `day`, `bought`, `nth`, `next_day`); three aggregates of the engine bring back counts."""
    bought = days.filter(days.bought)
    firsts = bought.filter(bought.nth == 1).select(
        "customer_id", cohort=period_of(bought.day, grain), second=period_of(bought.next_day, grain)
    )
    sizes = _counted(firsts.group_by("cohort").agg(n=firsts.count()), "cohort")
    last = index_of(as_of + dt.timedelta(days=1), grain)  # the first period that is not over
    found = _CELLS[definition](bought, firsts, grain)
    begun = index_of(as_of, grain)
    made = (
        _cohort(starts, size, {k: n for (at, k), n in found.items() if at == starts}, last, begun, grain, definition)
        for (starts,), size in sorted(sizes.items())
    )
    return Cohorts(grain, definition, tuple(made), unsure)


def period_of(day: ir.DateValue, grain: str) -> ir.IntegerValue:
    """Periods since the year 0, numbered one after another."""
    months = day.year() * 12 + day.month() - 1
    return (months // MONTHS_IN[grain]).cast("int64")


def index_of(day: dt.date, grain: str) -> int:
    """The number of the period that a day lies in."""
    return (day.year * 12 + day.month - 1) // MONTHS_IN[grain]


def first_day(index: int, grain: str) -> dt.date:
    """The first day of a period by its number."""
    months = index * MONTHS_IN[grain]
    return dt.date(months // 12, months % 12 + 1, 1)


def _counted(table: ir.Table, *keys: str) -> dict[tuple[int, ...], int]:
    return {tuple(row[key] for key in keys): row["n"] for row in table.to_pyarrow().to_pylist()}


def _classic(bought: ir.Table, firsts: ir.Table, grain: str) -> dict[tuple[int, ...], int]:
    """(cohort, k) -> people with a purchase in exactly that period."""
    seen = bought.select("customer_id", at=period_of(bought.day, grain)).distinct().join(firsts.drop("second"), "customer_id")
    return _counted(seen.group_by("cohort", k=seen["at"] - seen.cohort).agg(n=seen.count()), "cohort", "k")


def _rolling(bought: ir.Table, firsts: ir.Table, grain: str) -> dict[tuple[int, ...], int]:
    """(cohort, k) -> people whose last purchase lies in that period."""
    ends = bought.filter(bought.next_day.isnull()).select("customer_id", at=period_of(bought.day, grain))
    ends = ends.join(firsts.drop("second"), "customer_id")
    return _counted(ends.group_by("cohort", k=ends["at"] - ends.cohort).agg(n=ends.count()), "cohort", "k")


def _bounded(_: ir.Table, firsts: ir.Table, __: str) -> dict[tuple[int, ...], int]:
    """(cohort, k) -> people whose second day of purchase lies in that period."""
    again = firsts.filter(firsts.second.notnull())
    return _counted(again.group_by("cohort", k=again.second - again.cohort).agg(n=again.count()), "cohort", "k")


_CELLS = {"classic": _classic, "rolling": _rolling, "bounded": _bounded}


def _cohort(starts: int, size: int, cells: Mapping[int, int], over: int, begun: int, grain: str, definition: str) -> Cohort:
    reach = range(begun - starts + 1)
    summed = {
        "classic": lambda k: cells.get(k, 0),
        "rolling": lambda k: sum(n for at, n in cells.items() if at >= k),
        "bounded": lambda k: sum(n for at, n in cells.items() if at <= k),
    }[definition]
    return Cohort(first_day(starts, grain), size, tuple(summed(k) if starts + k < over else None for k in reach))


def table(found: Cohorts) -> list[dict[str, object]]:
    """One row per cohort and period (`COLUMNS`); null for a period that is not over, and no share of fewer than 20 people."""
    return [_row(cohort, period, kept) for cohort in found.cohorts for period, kept in enumerate(cohort.retained)]


def _row(cohort: Cohort, period: int, kept: int | None) -> dict[str, object]:
    retention = ratio(kept, cohort.size) if cohort.size >= FEWEST else None
    return {"cohort": cohort.starts, "size": cohort.size, "period": period, "retained": kept, "retention": retention}


PERIODS = {
    "month": Words("tháng", "month"),
    "quarter": Words("quý", "quarter"),
    "year": Words("năm", "year"),
}
DEFINED = {
    "classic": Words(
        "Giữ chân theo từng kỳ: phần khách của một lứa có mua trong đúng {period} ấy.",
        "Classic (N-period) retention: the share of a cohort that bought in exactly that {period}.",
    ),
    "rolling": Words(
        "Giữ chân mở: phần khách của một lứa có mua trong {period} ấy hoặc về sau. Số đã qua còn tăng khi khách cũ quay lại.",
        "Rolling (unbounded) retention: the share of a cohort that bought in that {period} or later. Past values rise as old customers return.",
    ),
    "bounded": Words(
        "Mua lại cộng dồn: phần khách của một lứa đã mua thêm ít nhất một ngày khác, tính đến hết {period} ấy.",
        "Bounded (within) retention, or repurchase rate: the share of a cohort that bought on at least one more day by the end of that {period}.",
    ),
}
COHORT = Words(
    "Lứa là những khách mua lần đầu trong cùng một {period}; kỳ 0 là chính {period} ấy. Kỳ chưa trọn thì để trống, không phải 0.",
    "A cohort first bought in the same {period}; period 0 is that {period} itself. A period that is not over is left empty, it is not 0.",
)
UNSURE = Words(
    "{n} khách trong những lứa đầu có thể đã mua trước khi dữ liệu bắt đầu.",
    "{n} customers of the first cohorts may have bought before the data begins.",
)


def definition(found: Cohorts) -> Words:
    """The definition in force, to be printed beside the numbers."""
    return DEFINED[found.definition].filled(period=PERIODS[found.grain])


def notes(found: Cohorts) -> tuple[Words, ...]:
    """The definition, what a cohort is, and what the beginning of the data does to the first of them."""
    said = (definition(found), COHORT.filled(period=PERIODS[found.grain]))
    return (*said, UNSURE.filled(n=figure(found.unsure))) if found.unsure else said


_SAID = {
    "classic": Words(
        "{share} khách mua lại đúng trong {period} thứ {k} sau lần đầu", "{share} bought in {period} {k} after the first purchase"
    ),
    "rolling": Words(
        "{share} khách còn mua trong {period} thứ {k} sau lần đầu hoặc về sau",
        "{share} bought in {period} {k} after the first purchase, or later",
    ),
    "bounded": Words(
        "{share} khách đã mua lại, tính đến hết {period} thứ {k} sau lần đầu",
        "{share} had bought again by the end of {period} {k} after the first purchase",
    ),
}


def sentence(found: Cohorts) -> Words:
    """Average retention some periods on, over all cohorts that have lived so long."""
    for period in range(SAID_AT[found.grain], 0, -1):
        part = found.average(period)
        if part is not None:
            return _SAID[found.definition].filled(share=share(part), period=PERIODS[found.grain], k=figure(period))
    return Words("Chưa đủ lâu để biết bao nhiêu khách quay lại.", "It is too early to tell how many come back.")
