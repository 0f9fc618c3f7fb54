"""The concentration curve: the share of the whole that the top so many percent hold."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from regulars.charts.figure import Figure, nothing
from regulars.charts.option import CLEAR, FRAME, TOOLTIP, Option, read_axis, text
from regulars.charts.tidy import numbers, tidy
from regulars.charts.written import NOTHING, Written
from regulars.words import NBSP, Words

COLUMNS = numbers("buyers_percent", "revenue_share")
SAID = {20: Words("20 %: {share}", "20%: {share}"), 10: Words("10 % người mua: {share} doanh thu", "10% of buyers: {share} of revenue")}
Points = Sequence[tuple[float, float]]


def pareto(table: object, *, lang: str = "vi", currency: str = "VND", title: str | None = None) -> Figure:
    """Draw the share of revenue (`revenue_share`, of 1) that the top `buyers_percent` (0–100) of the buyers hold.

    The curve is said at 10 and 20 percent and tabled at every tenth, read between two points where there is none.
    """
    written = Written(lang, currency)
    rows = tidy(table, COLUMNS)
    points = sorted((row["buyers_percent"], row["revenue_share"]) for row in rows if None not in row.values())
    columns = (
        written.said(Words("Người mua chi nhiều nhất", "Top buyers")),
        written.said(Words("Phần doanh thu", "Share of revenue")),
    )
    said = title or _finding(points, written)
    if not points:
        return nothing(said, columns, lang)
    tenths = tuple((written.share(at / 100, 0), written.share(height_at(points, at), 0)) for at in range(10, 101, 10))
    listed = "; ".join(f"{top}: {share}" for top, share in tenths if share != NOTHING)
    return Figure(said, f"{said}. {listed}.", _option(points, written), columns, tenths, height=270, narrow=250, lang=lang)


def height_at(points: Points, at: float) -> float | None:
    """The height of the curve at a percent, on the straight line between its neighbours; null beyond its ends."""
    place = bisect_left(points, (at, float("-inf")))
    if place < len(points) and points[place][0] == at:
        return points[place][1]
    if place in (0, len(points)):
        return None
    (left, low), (right, high) = points[place - 1 : place + 1]
    return low + (high - low) * (at - left) / (right - left)


def _finding(points: Points, written: Written) -> str:
    share = height_at(points, 20)
    if share is None:
        return written.said(Words("Doanh thu tập trung đến đâu", "How concentrated revenue is"))
    words = Words("20 % người mua mang về {share} doanh thu", "20% of buyers bring {share} of revenue")
    return written.said(words, share=written.share(share, 0)).replace("20 %", f"20{NBSP}%")


def _option(points: Points, written: Written) -> Option:
    whole = [share for _, share in points]
    return {
        **FRAME,
        "tooltip": TOOLTIP,
        "grid": {"left": 48, "right": 18, "top": 12, "bottom": 48},
        "xAxis": _across(written.said(Words("người mua, từ chi nhiều nhất", "buyers, highest spend first"))),
        "yAxis": read_axis(
            min=0, max=max(1, *whole), interval=0.2, axisLabel={**text("ink2", 12), "formatter": "format:percent", "showMaxLabel": True}
        ),
        "series": [_even(), _curve(points), _marks(points, written)],
    }


def _across(name: str) -> Option:
    return read_axis(
        min=0,
        max=100,
        interval=20,
        name=name,
        nameLocation="middle",
        nameGap=28,
        nameTextStyle=text("ink2", 12),
        axisLabel={**text("ink2", 12), "formatter": "format:hundredths", "margin": CLEAR},
        axisLine={"show": True, "lineStyle": {"color": "var(--line2)"}},
        splitLine={"show": False},
    )


def _even() -> Option:
    """What an even sharing would look like."""
    style = {"color": "var(--line2)", "width": 1, "type": "dashed"}
    return {"id": "even", "type": "line", "silent": True, "symbol": "none", "lineStyle": style, "data": [[0, 0], [100, 1]]}


def _curve(points: Points) -> Option:
    return {
        "id": "curve",
        "type": "line",
        "silent": True,
        "symbol": "none",
        "lineStyle": {"color": "var(--accent)", "width": 2},
        "data": [list(point) for point in points],
    }


def _marks(points: Points, written: Written) -> Option:
    """The two points that are spoken of, on the right of the curve; left of it where it runs too high for that."""
    label = {
        "show": True,
        "position": "right",
        "distance": 10,
        **text("ink", 12, 600),
        "backgroundColor": "var(--paper)",
        "padding": [2, 4],
    }
    data = []
    for at, words in SAID.items():
        if (height := height_at(points, at)) is not None:
            said = written.said(words, share=written.share(height, 0)).replace("10 %", f"10{NBSP}%").replace("20 %", f"20{NBSP}%")
            data.append({"value": [at, height], "name": said, "exact": "", "label": {"formatter": said}})
    style = {"color": "var(--accent)", "borderColor": "var(--paper)", "borderWidth": 1, "opacity": 1}
    return {"id": "marks", "type": "scatter", "symbolSize": 10, "itemStyle": style, "label": label, "data": data, "cursor": "default"}
