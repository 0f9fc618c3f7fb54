"""A series over months: one bar each, the last one speaking, earlier ones quiet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from regulars.charts.figure import FRAME, NARROW, TOOLTIP, Figure, Option, named_axis, read_axis, text


@dataclass(frozen=True)
class Bar:
    """One month: its name on the axis, its value (null: no data, a gap), the value short and exact, and what else the table says of it."""

    name: str
    value: float | None
    short: str
    exact: str
    cells: tuple[str, ...] = ()


def months(bars: Sequence[Bar], columns: tuple[str, ...], title: str, label: str) -> Figure:
    """Draw months from left to right from 0; the first, the highest and the last carry their value."""
    option: Option = {
        "baseOption": {
            **FRAME,
            "tooltip": TOOLTIP,
            "grid": {"left": 60, "right": 24, "top": 26, "bottom": 26},
            "xAxis": named_axis([bar.name for bar in bars], axisLabel={**text("ink2", 12), "hideOverlap": True}),
            "yAxis": read_axis(axisLabel={**text("ink2", 12), "formatter": "format:short"}, splitNumber=4),
            "series": [_series(bars)],
        },
        "media": [{"query": {"maxWidth": NARROW}, "option": {"grid": {"left": 58, "right": 40}}}],
    }
    return Figure(title, label, option, columns, tuple((bar.name, bar.exact, *bar.cells) for bar in bars), height=220, narrow=200)


def _series(bars: Sequence[Bar]) -> Option:
    highest = max(range(len(bars)), key=lambda index: bars[index].value or 0, default=0)
    spoken = {highest, len(bars) - 1}
    data = [_bar(bar, index in spoken, index == len(bars) - 1) for index, bar in enumerate(bars)]
    return {"id": "months", "type": "bar", "barCategoryGap": "28%", "data": data, "cursor": "default"}


def _bar(bar: Bar, spoken: bool, last: bool) -> Option:
    label = {"show": spoken, "position": "top", "formatter": bar.short, **text("ink" if last else "ink2", 12, 600 if last else 400)}
    style = {"color": "var(--accent)" if last else "var(--past-up)", "borderRadius": [2, 2, 0, 0]}
    return {"value": bar.value, "name": bar.name, "exact": bar.exact, "itemStyle": style, "label": label}
