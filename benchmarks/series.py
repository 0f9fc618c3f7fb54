"""Twelve month ends in one pass beside twelve separate looks back: the same classes of the same customers.

Sizes are `BENCH_LINES` of the environment (1 and 10 million).
"""

from __future__ import annotations

from benchmarks.child import run
from benchmarks.refresh import SIZES, Row, copied


def main() -> list[Row]:
    return [side_by_side(lines) for lines in SIZES]


def side_by_side(lines: int) -> Row:
    with copied(lines) as shop:
        run("day_before", shop)
        series, separate = run("month_ends", shop, "series"), run("month_ends", shop, "separate")
        if series.told["told"] != separate.told["told"]:
            raise AssertionError(f"the month ends differ: {series.told} {separate.told}")
    note = f"wall {series.wall:.0f} / {separate.wall:.0f} s, peak {series.peak_mb:,.0f} / {separate.peak_mb:,.0f} MB"
    what = f"12 month ends of {lines / 1e6:g} M lines beside 12 separate runs"
    return {"what": what, "ours": series.cpu, "theirs": separate.cpu, "unit": "CPU s", "bar": 0.5, "note": note}
