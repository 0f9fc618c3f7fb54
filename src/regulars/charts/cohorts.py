"""Retention by cohort: a row per month of first purchase, a column per period since, the percent still buying in each cell."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
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
HEAD = Words("tháng kể từ lần mua đầu", "months since the first purchase")
SLIM_HEAD = Words("% còn mua, tháng từ lần mua đầu", "% buying, months since the first")
CUTS = (0.05, 0.1, 0.2, 0.35, 0.5)  # shares at which the ramp steps


def cohorts(table: object, *, lang: str = "vi", currency: str = "VND", title: str | None = None) -> Figure:
    """Draw one row per cohort and one cell per period, coloured by the share retained; a period not complete (null) is left blank.

    Columns: `cohort` (first day of the month), `size`, `period` (0, 1, 2…), `retention` (share of 1); if there, `retained` (people). Of a
    cohort of fewer than 20 no share is said. Where more periods are there than fit, every second, third… is drawn, and the table has all.
    """
    written = Written(lang, currency)
    rows = [row for row in tidy(table, COLUMNS) if row["cohort"] and row["period"] is not None]
    periods = sorted({int(row["period"]) for row in rows})
    months = sorted({row["cohort"] for row in rows})
    cells = {(row["cohort"], int(row["period"])): row for row in rows}
    columns = (
        written.said(Words("Mua lần đầu", "First bought")),
        written.said(Words("Khách", "Customers")),
        *(_period(period, written) for period in periods),
    )
    said = title or written.said(
        Words("Phần khách còn mua lại, theo tháng mua lần đầu", "Share of customers still buying, by month of first purchase")
    )
    if not rows:
        return nothing(said, columns, lang)
    sizes = {row["cohort"]: row["size"] for row in rows}
    table_rows = tuple(
        (written.month(month), written.count(sizes[month]), *(_said(cells.get((month, p)), written) for p in periods)) for month in months
    )
    height = 46 + CELL * len(months)
    option = _option(months, periods, cells, written)
    label = f"{said}. " + "; ".join(f"{row[0]}: " + ", ".join(cell for cell in row[2:] if cell) for row in table_rows) + "."
    return Figure(said, label, option, columns, table_rows, height, height, lang)


def _period(period: int, written: Written) -> str:
    return written.said(Words("Tháng {n}", "Month {n}"), n=period)


def _said(row: Row | None, written: Written) -> str:
    """A cell as a text: blank where the period is not complete, an en dash where the cohort is too small."""
    if row is None or row["retention"] is None:
        return ""
    return written.share(row["retention"], 0) if (row["size"] or 0) >= FEWEST else NOTHING


def _option(months: Sequence[dt.date], periods: Sequence[int], cells: dict[tuple[dt.date, int], Row], written: Written) -> Option:
    slim, wide, widest = (_form(months, _every(periods, most), cells, written, slim=most == MOST[0]) for most in MOST)
    return {
        "baseOption": {**FRAME, "tooltip": TOOLTIP, "grid": GRID, "yAxis": _cohorts(months, cells, written), **wide},
        "media": [
            {"query": {"maxWidth": NARROW}, "option": slim},
            {"query": {"minWidth": WIDEST}, "option": widest},
            {"option": wide},
        ],
    }


def _every(periods: Sequence[int], most: int) -> list[int]:
    """Every period where they fit, else every second, third… beginning with the first."""
    return list(periods[:: ceil(len(periods) / most)])


def _cohorts(months: Sequence[dt.date], cells: dict[tuple[dt.date, int], Row], written: Written) -> Option:
    """The month, and how many began in it, in two columns left of the cells."""
    sizes = {month: row["size"] for (month, _), row in cells.items()}
    names = [f"{{month|{written.month(month)}}}{{size|{written.count(sizes[month])}}}" for month in months]
    rich = {"month": {**text("ink", 12), "width": 54, "align": "left"}, "size": {**text("ink2", 12), "width": 42, "align": "right"}}
    return named_axis(names, inverse=True, axisLine={"show": False}, axisLabel={"rich": rich, "margin": 8, "interval": 0})


def _form(months: Sequence[dt.date], periods: list[int], cells: dict[tuple[dt.date, int], Row], written: Written, *, slim: bool) -> Option:
    data = []
    for y, month in enumerate(months):
        for x, period in enumerate(periods):
            if words := _said(cells.get((month, period)), written):
                data.append(_cell(x, y, cells[month, period], words, written, slim))
    return {
        "title": [heading(written.said(SLIM_HEAD if slim else HEAD), left=GRID["left"])],
        "xAxis": named_axis(
            [str(period) for period in periods], position="top", axisLine={"show": False}, axisLabel={**text("ink2", 12), "interval": 0}
        ),
        "series": [
            {"id": "cells", "type": "custom", "renderItem": "draw:cell", "data": data, "encode": {"x": 0, "y": 1}, "cursor": "default"}
        ],
    }


def _cell(x: int, y: int, row: Row, words: str, written: Written, slim: bool) -> Option:
    step = RAMP[sum(row["retention"] >= cut for cut in CUTS)]
    fill = step if words != NOTHING else "paper"
    people = "" if row["retained"] is None else f" ({written.count(row['retained'])})"
    drawn = {
        "fill": f"var(--{fill})",
        "text": words.rstrip(f"%{NBSP}") if slim else words,
        **({"edge": "var(--edge)"} if fill in EDGED else {}),
    }
    return {
        "value": [x, y],
        "name": f"{written.month(row['cohort'])} · {_period(int(row['period']), written)}",
        "exact": words + people,
        **drawn,
    }
