"""How much money does each cohort still bring, beside what it brought in its first period?"""

from __future__ import annotations

import datetime as dt

import ibis.expr.types as ir

from regulars.insight.cohorts import COHORT, PERIODS, SAID_AT, Cohort, Cohorts, first_day, index_of, period_of
from regulars.insight.spoken import FEWEST, figure, ratio, share
from regulars.words import Words

COLUMNS = {"cohort": "date", "size": "int64", "period": "int64", "revenue": "int64", "revenue_retention": "float64"}


def cohort_revenue(days: ir.Table, as_of: dt.date, grain: str = "month") -> Cohorts:
    """Read from `customer_days` (with `net`): net revenue of each cohort in each period, minor units, null for one that is not over.

    Goods that came back in a period reduce it; what came back before a first purchase is in none.
    """
    firsts = days.filter(days.bought & (days.nth == 1)).select("customer_id", cohort=period_of(days.day, grain))
    money = days.select("customer_id", "net", at=period_of(days.day, grain)).join(firsts, "customer_id")
    money = money.filter(money["at"] >= money.cohort)
    sums = money.group_by("cohort", k=money["at"] - money.cohort).agg(net=money.net.sum().cast("float64")).to_pyarrow().to_pylist()
    sizes = {row["cohort"]: row["n"] for row in firsts.group_by("cohort").agg(n=firsts.count()).to_pyarrow().to_pylist()}
    found = {(row["cohort"], row["k"]): int(row["net"]) for row in sums}
    over, begun = index_of(as_of + dt.timedelta(days=1), grain), index_of(as_of, grain)
    return Cohorts(grain, "classic", tuple(_cohort(starts, size, found, over, begun, grain) for starts, size in sorted(sizes.items())))


def _cohort(starts: int, size: int, found: dict[tuple[int, int], int], over: int, begun: int, grain: str) -> Cohort:
    brought = (found.get((starts, k), 0) if starts + k < over else None for k in range(begun - starts + 1))
    return Cohort(first_day(starts, grain), size, tuple(brought))


def table(found: Cohorts) -> list[dict[str, object]]:
    """One row per cohort and period (`COLUMNS`): the share is of the cohort's revenue in period 0, null below 20 people."""
    return [_row(cohort, period, brought) for cohort in found.cohorts for period, brought in enumerate(cohort.retained)]


def _row(cohort: Cohort, period: int, brought: int | None) -> dict[str, object]:
    part = ratio(brought, cohort.retained[0]) if cohort.size >= FEWEST else None
    return {"cohort": cohort.starts, "size": cohort.size, "period": period, "revenue": brought, "revenue_retention": part}


def average(found: Cohorts, period: int) -> float | None:
    """Revenue so many periods on over revenue of period 0, of all cohorts that have lived so long; null below 20 people."""
    lived = [cohort for cohort in found.cohorts if period < len(cohort.retained) and cohort.retained[period] is not None]
    first, later = (sum(cohort.retained[at] or 0 for cohort in lived) for at in (0, period))
    return ratio(later, first) if sum(cohort.size for cohort in lived) >= FEWEST else None


def sentence(found: Cohorts) -> Words:
    """What cohorts bring some periods on, beside their first period."""
    for period in range(SAID_AT[found.grain], 0, -1):
        part = average(found, period)
        if part is not None:
            return Words(
                "{period} thứ {k} sau lần mua đầu, mỗi lứa mang về {share} số tiền của {small} đầu",
                "{period} {k} after the first purchase brings {share} of what the first {small} brought",
            ).filled(period=_capital(PERIODS[found.grain]), small=PERIODS[found.grain], k=figure(period), share=share(part))
    return Words("Chưa đủ lâu để biết mỗi lứa khách còn mang về bao nhiêu.", "It is too early to tell what cohorts still bring.")


def _capital(words: Words) -> Words:
    return Words(words.vi.capitalize(), words.en.capitalize())


def notes(found: Cohorts) -> tuple[Words, ...]:
    """The definition, and what a cohort is."""
    said = Words(
        "Doanh thu giữ lại: doanh thu thuần của một lứa trong đúng {period} ấy, so với {period} đầu.",
        "Revenue retention: the net revenue of a cohort in exactly that {period}, beside its first {period}.",
    )
    return said.filled(period=PERIODS[found.grain]), COHORT.filled(period=PERIODS[found.grain])
