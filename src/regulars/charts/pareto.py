"""The concentration curve: the share of the whole that the top so many percent hold."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from regulars.charts.figure import FRAME, TOOLTIP, Figure, Option, read_axis, text


@dataclass(frozen=True)
class Names:
    """The x axis, the two columns of the table, and the points said on the curve (percent -> text)."""

    axis: str
    columns: tuple[str, str]
    marks: Mapping[int, str]


def pareto(curve: Sequence[float], names: Names, rows: Sequence[tuple[str, str]], title: str, label: str) -> Figure:
    """Draw a curve read at 0…100 percent; `rows` are its heights as texts, for the table."""
    points = [[index, height] for index, height in enumerate(curve)]
    option: Option = {
        **FRAME,
        "tooltip": TOOLTIP,
        "grid": {"left": 48, "right": 18, "top": 12, "bottom": 48},
        "xAxis": _across(names.axis),
        "yAxis": read_axis(min=0, max=1, interval=0.2, axisLabel={**text("ink2", 12), "formatter": "format:percent"}),
        "series": [_even(), _curve(points), _marks(curve, names.marks)],
    }
    return Figure(title, label, option, names.columns, tuple(rows), height=270, narrow=250)


def _across(name: str) -> Option:
    return read_axis(
        min=0,
        max=100,
        interval=20,
        name=name,
        nameLocation="middle",
        nameGap=28,
        nameTextStyle=text("ink2", 12),
        axisLabel={**text("ink2", 12), "formatter": "format:hundredths"},
        axisLine={"show": True, "lineStyle": {"color": "var(--line2)"}},
        splitLine={"show": False},
    )


def _even() -> Option:
    """What an even sharing would look like."""
    style = {"color": "var(--line2)", "width": 1, "type": "dashed"}
    return {"id": "even", "type": "line", "silent": True, "symbol": "none", "lineStyle": style, "data": [[0, 0], [100, 1]]}


def _curve(points: list[list[float]]) -> Option:
    return {
        "id": "curve",
        "type": "line",
        "silent": True,
        "symbol": "none",
        "lineStyle": {"color": "var(--accent)", "width": 2},
        "data": points,
    }


def _marks(curve: Sequence[float], marks: Mapping[int, str]) -> Option:
    label = {
        "show": True,
        "position": "right",
        "distance": 10,
        **text("ink", 12, 600),
        "backgroundColor": "var(--paper)",
        "padding": [2, 4],
    }
    data = [{"value": [at, curve[at]], "name": words, "exact": "", "label": {"formatter": words}} for at, words in marks.items()]
    style = {"color": "var(--accent)", "borderColor": "var(--paper)", "borderWidth": 1, "opacity": 1}
    return {"id": "marks", "type": "scatter", "symbolSize": 10, "itemStyle": style, "label": label, "data": data, "cursor": "default"}
