"""Retention by cohort: a row per month of first purchase, a column per period since, the percent still buying in each cell."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import ceil

from regulars.charts.figure import Figure, nothing
from regulars.charts.option import EDGED, FRAME, NARROW, RAMP, TOOLTIP, Option, heading, named_axis, text
from regulars.charts.tidy import Row, days, numbers, tidy
from regulars.charts.written import FEWEST, NOTHING, Written
from regulars.words import NBSP, Words

COLUMNS = (*days("cohort"), *numbers("size", "period", "retention"), *numbers("retained", needed=False))
CELL = 30  # px of a row
WIDEST = 640  # px: from here on more columns fit
MOST = (8, 12, 14)  # columns that fit with their percent in them: on a phone, wide, and from WIDEST on
GRID: Option = {"left": 108, "right": 0, "top": 44, "bottom": 2}
SINCE = {
    1: Words("tháng kể từ lần mua đầu", "months since the first purchase"),
    3: Words("quý kể từ lần mua đầu", "quarters since the first purchase"),
    12: Words("năm kể từ lần mua đầu", "years since the first purchase"),
}
PERIOD = {1: Words("Tháng {n}", "Month {n}"), 3: Words("Quý {n}", "Quarter {n}"), 12: Words("Năm {n}", "Year {n}")}
FIRST = Words("Mua lần đầu", "First bought")
EVERY: Option = {**text("ink2", 12), "interval": 0}
CUTS = (0.05, 0.1, 0.2, 0.35, 0.5)  # shares at which the ramp steps


@dataclass(frozen=True)
class Lives:
    """What is drawn: cohorts from the earliest, periods, the row of each pair, and how many months a period has (1, 3 or 12)."""

    cohorts: tuple[dt.date, ...]
    periods: tuple[int, ...]
    rows: Mapping[tuple[dt.date, int], Row]
    months: int
    written: Written

    def named(self, cohort: dt.date) -> str:
        """`10/2026`, `Q4/2026` or `2026`."""
        return {1: self.written.month(cohort), 3: f"Q{(cohort.month + 2) // 3}/{cohort.year}", 12: str(cohort.year)}[self.months]

    def period(self, period: int) -> str:
        return self.written.said(PERIOD[self.months], n=period)

    def size(self, cohort: dt.date) -> str:
        return self.written.count(next(row["size"] for (first, _), row in self.rows.items() if first == cohort))

    def said(self, cohort: dt.date, period: int) -> str:
        """A cell as a text: blank where the period is not complete, an en dash where the cohort is too small."""
        row = self.rows.get((cohort, period))
        if row is None or (row["retention"] is None and row["retained"] is None):
            return ""
        return self.written.share(row["retention"] if (row["size"] or 0) >= FEWEST else None, 0)


def cohorts(table: object, *, lang: str = "vi", currency: str = "VND", title: str | None = None) -> Figure:
    """Draw one row per cohort and one cell per period, coloured by the share retained; a period not complete (null) is left blank.

    Columns: `cohort` (first day of a month, quarter or year; which of them is told by the smallest step between two), `size`, `period`
    (0, 1, 2…), `retention` (share of 1); if there, `retained` (people). Of a cohort of fewer than 20 no share is said. Where more periods
    are there than fit, every second, third… is drawn, beginning with the first that follows, and the table has all.
    """
    written = Written(lang, currency)
    lives = _lives([row for row in tidy(table, COLUMNS) if row["cohort"] and row["period"] is not None], written)
    columns = (written.said(FIRST), written.said(Words("Khách", "Customers")), *(lives.period(period) for period in lives.periods))
    said = title or written.said(Words("Phần khách còn mua lại, theo lần mua đầu", "Share of customers still buying, by first purchase"))
    if not lives.cohorts:
        return nothing(said, columns, lang)
    cells = tuple((lives.named(first), lives.size(first), *(lives.said(first, at) for at in lives.periods)) for first in lives.cohorts)
    spoken = written.said(
        Words("{said}. {first} đến {last}.", "{said}. {first} to {last}."), said=said, first=cells[0][0], last=cells[-1][0]
    )
    height = GRID["top"] + GRID["bottom"] + CELL * len(lives.cohorts)
    return Figure(said, spoken, _option(lives), columns, cells, height, height, lang)


def _lives(rows: Sequence[Row], written: Written) -> Lives:
    firsts = tuple(sorted({row["cohort"] for row in rows}))
    step = min(((after.year - before.year) * 12 + after.month - before.month for before, after in pairwise(firsts)), default=1)
    months = 12 if step >= 12 else 3 if step >= 3 else 1
    cells = {(row["cohort"], int(row["period"])): row for row in rows}
    return Lives(firsts, tuple(sorted({period for _, period in cells})), cells, months, written)


def _option(lives: Lives) -> Option:
    slim, wide, widest = (_form(lives, most) for most in MOST)
    return {
        "baseOption": {**FRAME, "tooltip": TOOLTIP, "grid": GRID, "yAxis": _cohorts(lives), **wide},
        "media": [
            {"query": {"maxWidth": NARROW}, "option": slim},
            {"query": {"minWidth": WIDEST}, "option": widest},
            {"option": wide},
        ],
    }


def _cohorts(lives: Lives) -> Option:
    """The cohort, and how many began in it, in two columns left of the cells."""
    names = [f"{{month|{lives.named(first)}}}{{size|{lives.size(first)}}}" for first in lives.cohorts]
    rich = {"month": {**text("ink", 12), "width": 54, "align": "left"}, "size": {**text("ink2", 12), "width": 42, "align": "right"}}
    return named_axis(names, inverse=True, axisLine={"show": False}, axisLabel={"rich": rich, "margin": 8, "interval": 0})


def _form(lives: Lives, most: int) -> Option:
    """The cells of as many periods as fit; on a phone the sign of percent stands once, in the head."""
    slim = most == MOST[0]
    begun, later = lives.periods[:1], lives.periods[1:]
    shown = [*begun, *later[:: max(1, ceil(len(later) / (most - 1)))]]
    head = ("%, " if slim else "") + SINCE[lives.months].of(lives.written.lang)
    places = [(x, y, first, period) for y, first in enumerate(lives.cohorts) for x, period in enumerate(shown)]
    data = [_cell(lives, x, y, lives.rows[first, period], slim) for x, y, first, period in places if lives.said(first, period)]
    return {
        "title": [heading(head, left=GRID["left"])],
        "xAxis": named_axis([str(period) for period in shown], position="top", axisLine={"show": False}, axisLabel=EVERY),
        "series": [
            {"id": "cells", "type": "custom", "renderItem": "draw:cell", "data": data, "encode": {"x": 0, "y": 1}, "cursor": "default"}
        ],
    }


def _cell(lives: Lives, x: int, y: int, row: Row, slim: bool) -> Option:
    first, period = row["cohort"], int(row["period"])
    words = lives.said(first, period)
    step = "paper" if words == NOTHING else RAMP[sum(row["retention"] >= cut for cut in CUTS)]
    fill = "sunk" if period == 0 and words != NOTHING else step  # everyone is there at the beginning: no finding
    people = "" if row["retained"] is None else f" ({lives.written.count(row['retained'])})"
    return {
        "value": [x, y],
        "name": f"{lives.named(first)} · {lives.period(period)}",
        "exact": words + people,
        "fill": f"var(--{fill})",
        "text": words.rstrip(f"%{NBSP}") if slim else words,
        **({"edge": "var(--edge)"} if fill in EDGED else {}),
    }
