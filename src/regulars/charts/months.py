"""Revenue over months: one bar each, the last one speaking, earlier ones quiet; a month without data is a gap."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from regulars.charts.figure import Figure, nothing
from regulars.charts.option import CLEAR, FRAME, NARROW, TOOLTIP, Option, named_axis, read_axis, text
from regulars.charts.tidy import Row, days, numbers, tidy
from regulars.charts.written import Written
from regulars.words import Words

COLUMNS = (*days("month"), *numbers("revenue"), *numbers("unknown_revenue", "year_before", needed=False))
HEADS = (
    Words("Tháng", "Month"),
    Words("Doanh thu", "Revenue"),
    Words("Cùng tháng năm trước", "The same month a year before"),
    Words("Thay đổi", "Change"),
    Words("Từ người mua không rõ", "From unknown buyers"),
)
BLANK: Row = {"revenue": None, "unknown_revenue": None, "year_before": None}


def months(table: object, *, lang: str = "vi", currency: str = "VND", title: str | None = None, last: int = 24) -> Figure:
    """Draw the last so many months from left to right from 0; the highest and the last carry their value.

    Columns: `month` (any day of it), `revenue`; if there, `unknown_revenue` (the part from unknown buyers) and `year_before`. Minor units; null
    is a gap.
    """
    written = Written(lang, currency)
    rows = _every_month([row for row in tidy(table, COLUMNS) if row["month"]])[-last:]
    columns = tuple(written.said(words) for words in HEADS)
    said = title or written.said(Words("Doanh thu từng tháng", "Revenue by month"))
    if not rows:
        return nothing(said, columns, lang)
    first, final = (written.month(row["month"]) for row in (rows[0], rows[-1]))
    spoken = written.said(Words("Doanh thu từng tháng, {first}–{last}", "Revenue by month, {first}–{last}"), first=first, last=final)
    cells = tuple(_cells(row, written) for row in rows)
    label = f"{spoken}. {said}." if title else f"{spoken}: " + "; ".join(f"{cell[0]} {cell[1]}" for cell in cells) + "."
    return Figure(said, label, _option(rows, written), columns, cells, height=220, narrow=200, lang=lang)


def _every_month(rows: Sequence[Row]) -> list[Row]:
    """The months from the first to the last, in order, each once; those the table leaves out are blank."""
    by_month = {row["month"].replace(day=1): row for row in rows}
    found: list[Row] = []
    month = min(by_month, default=dt.date.max)
    while month <= max(by_month, default=dt.date.min):
        found.append({**by_month.get(month, BLANK), "month": month})
        month = (month + dt.timedelta(days=32)).replace(day=1)
    return found


def _cells(row: Row, written: Written) -> tuple[str, ...]:
    now, before = row["revenue"], row["year_before"]
    change = (now - before) / before if now is not None and before is not None and before > 0 else None
    sign = "+" if change is not None and change > 0 else ""
    exact = (written.exact(row[name]) for name in ("revenue", "year_before", "unknown_revenue"))
    revenue, year_before, unknown = exact
    return written.month(row["month"]), revenue, year_before, sign + written.share(change), unknown


def _option(rows: Sequence[Row], written: Written) -> Option:
    return {
        "baseOption": {
            **FRAME,
            "tooltip": TOOLTIP,
            "grid": {"left": 60, "right": 24, "top": 26, "bottom": 26},
            "xAxis": _across([written.month(row["month"]) for row in rows], [row["revenue"] for row in rows]),
            "yAxis": read_axis(axisLabel={**text("ink2", 12), "formatter": "format:short"}, splitNumber=4),
            "series": [_series(rows, written)],
        },
        "media": [{"query": {"maxWidth": NARROW}, "option": {"grid": {"left": 58, "right": 40}}}],
    }


def _across(names: list[str], values: Sequence[float | None]) -> Option:
    """Month names at the foot of the chart, below the bars of refunds too."""
    below = any(value is not None and value < 0 for value in values)
    line = {"onZero": True, "lineStyle": {"color": "var(--line2)"}}
    return named_axis(names, axisLine=line, offset=0, axisLabel={**text("ink2", 12), "hideOverlap": True, "margin": 24 if below else CLEAR})


def _series(rows: Sequence[Row], written: Written) -> Option:
    highest = max(range(len(rows)), key=lambda index: rows[index]["revenue"] or 0, default=0)
    spoken = {highest, len(rows) - 1}
    data = [_bar(row, written, at in spoken, at == len(rows) - 1, at < len(rows) / 8) for at, row in enumerate(rows)]
    return {"id": "months", "type": "bar", "barCategoryGap": "28%", "barMaxWidth": 48, "data": data, "cursor": "default"}


def _bar(row: Row, written: Written, spoken: bool, last: bool, early: bool) -> Option:
    value = written.major(row["revenue"])
    below = value is not None and value < 0
    label = {
        "show": spoken and value is not None,
        "position": "bottom" if below else "top",
        "formatter": written.amount(row["revenue"]),
        **({"align": "left", "offset": [-8, 0]} if early else {}),
        **text("ink" if last else "ink2", 12, 600 if last else 400),
    }
    style = {"color": "var(--accent)" if last else "var(--past-up)", "borderRadius": [0, 0, 2, 2] if below else [2, 2, 0, 0]}
    return {"value": value, "name": written.month(row["month"]), "exact": written.exact(row["revenue"]), "itemStyle": style, "label": label}
