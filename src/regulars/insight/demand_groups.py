"""What will the next weeks bring together, part by part, beside the weeks just over and the same weeks a year before?"""

from __future__ import annotations

from regulars.insight.demand import WAYS, Demand, Part, total
from regulars.insight.spoken import ratio, share, sum_of
from regulars.words import Words

COLUMNS = {
    "group": "string",
    "name": "string",
    "colour": "string",
    "expected_orders": "float64",
    "expected_revenue": "int64",
    "expected_share": "float64",
    "weeks_before": "int64",
    "same_weeks_before": "int64",
    "growth": "float64",
    "way": "string",
    "error": "float64",
}


def table(found: Demand, lang: str) -> list[dict[str, object]]:
    """One row per part (`COLUMNS`), all weeks ahead together: `weeks_before` is the revenue of as many weeks just over, `same_weeks_before` that of
    the same weeks a year before (null where not all are known, and of classes), `growth` what is expected over that; `error` that of the `way`
    by which its revenue is told, null where it could not be tried."""
    return [_row(found, part, lang) for part in found.shown]


def _row(found: Demand, part: Part, lang: str) -> dict[str, object]:
    expected, before = total(part.revenue), _a_year_before(found, part)
    orders = part.orders.values
    way = part.revenue.way
    return {
        "group": part.id,
        "name": part.name.of(lang),
        "colour": part.colour,
        "expected_orders": None if orders is None else round(float(orders.sum()), 2),
        "expected_revenue": expected,
        "expected_share": ratio(expected, total(found.whole.revenue)),
        "weeks_before": int(part.past.revenue[-found.ahead :].sum()) if part.past and found.weeks.count >= found.ahead else None,
        "same_weeks_before": before,
        "growth": ratio(None if expected is None or before is None else expected - before, before),
        "way": WAYS[way].of(lang) if way else None,
        "error": part.revenue.missed(way) if way else None,
    }


def _a_year_before(found: Demand, part: Part) -> int | None:
    values = found.a_year_before(part, found.weeks.count)
    known = [each for each in values if each is not None]
    return sum(known) if len(known) == len(values) else None


def sentence(found: Demand, currency: str) -> Words:
    """The part that should bring most, and what share of the whole that is."""
    told = [(total(part.revenue) or 0, -at) for at, part in enumerate(found.shown) if part.id is not None]
    most, at = max(told, default=(0, 0))
    if most <= 0:
        return Words("Chưa dự kiến được doanh thu của nhóm nào.", "No part can be expected to bring anything.")
    return Words(
        "{n} tuần tới, “{name}” dự kiến mang về nhiều nhất: {revenue}, {part} của cả tiệm",
        "In the next {n} weeks “{name}” should bring most: {revenue}, {part} of the whole shop",
    ).filled(
        n=found.ahead,
        name=found.shown[-at].name,
        revenue=sum_of(most, currency),
        part=share(ratio(most, total(found.whole.revenue))),
    )
