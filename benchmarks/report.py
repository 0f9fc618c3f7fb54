"""Writing the report of a large shop, and opening it: seconds, bytes, and how long until a browser has drawn every chart.

Sizes are `BENCH_LINES` of the environment, ten lines a customer (1 and 10 million: a shop of 100,000 and one of 1,000,000 customers). The
shop is refreshed first; what is measured is the report alone, in a process of its own.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

from benchmarks.child import run
from benchmarks.refresh import SIZES, copied

from regulars.errors import NotFound
from regulars.report.readers import pdf

SECONDS, BYTES, OPENING = 60, 3_000_000, 2
Row = dict[str, object]


def main() -> list[Row]:
    return [row for lines in SIZES for row in measured(lines)]


def measured(lines: int) -> list[Row]:
    """What one report costs: to write, to keep, to open."""
    with copied(lines) as shop, tempfile.TemporaryDirectory() as folder:
        run("ours", shop)
        target = Path(folder) / "report.html"
        cost = run("reporting", shop, target)
        named = f"report, {lines // 10:,} customers"
        note = f"CPU {cost.cpu:.1f} s, peak {cost.peak_mb:,.0f} MB, with start-up"
        rows: list[Row] = [
            {"what": f"{named}, to write", "ours": cost.told["seconds"], "theirs": SECONDS, "unit": "s", "bar": 1, "note": note},
            {"what": f"{named}, size", "ours": target.stat().st_size, "theirs": BYTES, "unit": "bytes", "bar": 1},
        ]
        return [*rows, *opened(named, target)]


def opened(named: str, page: Path) -> list[Row]:
    """Seconds from asking for the page until every chart is drawn, the best of three; nothing where there is no browser."""
    try:
        chromium = pdf.find()
    except NotFound:
        return []
    seconds = run("opening", page, chromium).told["seconds"]
    return [{"what": f"{named}, to open", "ours": seconds, "theirs": OPENING, "unit": "s", "bar": 1, "note": "Chromium, every chart drawn"}]
