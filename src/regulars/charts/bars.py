"""Rows with one bar each: the name, the bar with its number, a share at the far right; refunds and losses run left of the zero line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from regulars.charts.option import EDGED, FRAME, NARROW, TOOLTIP, Option, bare, heading, text
from regulars.charts.sides import BODY, HEAD, LINE, ON_PHONE, broken, lines, standing

WIDE = ({"left": 0, "right": "66%", **BODY}, {"left": "36%", "right": "26%", **BODY}, {"left": "88%", "right": 0, **BODY})
SLIM = ({"left": 0, "right": 0, **BODY}, {"left": 0, "right": "38%", **BODY}, {"left": "72%", "right": 0, **BODY})
ROW, SLIM_ROW = 30, 50  # px of a row; of one whose name stands above its bar
BESIDE = 200  # px for a name left of its bar


@dataclass(frozen=True)
class Bar:
    """One row: name, colour token, value (null draws nothing) and its texts; what stands at the far right."""

    name: str
    colour: str
    value: float | None
    value_text: str
    exact: str
    far_text: str = ""


def bars(rows: Sequence[Bar], head: str, far: str, name: str) -> tuple[Option, int, int]:
    """The option, its height in px and its height on a phone; all bars start at 0 and share one scale."""
    wraps = max(lines(row.name, BESIDE) for row in rows)
    slim = max(lines(row.name, ON_PHONE) for row in rows)
    wide, narrow = _wide(rows, head, far, name), _narrow(rows, head, far)
    option: Option = {
        "baseOption": {
            **FRAME,
            "tooltip": TOOLTIP,
            "xAxis": [_scale(rows, index) for index in range(3)],
            "yAxis": [bare(type="category", data=[row.name for row in rows], inverse=True, gridIndex=index) for index in range(3)],
            **wide,
        },
        "media": [{"query": {"maxWidth": NARROW}, "option": narrow}, {"option": wide}],
    }
    return option, HEAD + (ROW + LINE * (wraps - 1)) * len(rows), HEAD + (SLIM_ROW + LINE * (slim - 1)) * len(rows)


def _scale(rows: Sequence[Bar], grid: int) -> Option:
    values = [row.value or 0 for row in rows] if grid == 1 else [1]
    lowest, highest = min(0, *values), max(0, *values)
    return bare(type="value", min=lowest, max=highest if highest > lowest else 1, gridIndex=grid)


def _wide(rows: Sequence[Bar], head: str, far: str, name: str) -> Option:
    heads = [heading(name, left=0), heading(head, left="36%"), heading(far, left="100%", textAlign="right")]
    return {"title": heads, "grid": list(WIDE), "series": _series(rows, above=False)}


def _narrow(rows: Sequence[Bar], head: str, far: str) -> Option:
    heads = [{"text": ""}, heading(head, left=0), heading(far, left="100%", textAlign="right")]
    return {"title": heads, "grid": list(SLIM), "series": _series(rows, above=True)}


def _series(rows: Sequence[Bar], *, above: bool) -> list[Option]:
    slot = {"barWidth": 14, "barGap": "60%"} if above else {"barWidth": 16, "barGap": "-100%"}
    blank = [
        {"id": f"blank{grid}", "type": "bar", "xAxisIndex": grid, "yAxisIndex": grid, "silent": True, "data": [], **slot}
        for grid in range(3)
    ]
    names = standing([broken(row.name, ON_PHONE if above else BESIDE) for row in rows], 0, "insideLeft", 500)
    far = standing([row.far_text for row in rows], 2, "insideRight", 400)
    label = {"show": True, "position": "right", "distance": 8, **text("ink", 13, 600)}
    drawn = {"id": "bars", "type": "bar", "xAxisIndex": 1, "yAxisIndex": 1, "label": label, "data": [_bar(row) for row in rows]}
    return [{**series, **slot} for series in (names, blank[1], blank[2], blank[0], {**drawn, "cursor": "default"}, far)]


def _bar(row: Bar) -> Option:
    edge = {"borderColor": "var(--edge)", "borderWidth": 1} if row.colour in EDGED and row.value else {}
    style = {"color": f"var(--{row.colour})", "borderRadius": 2, **edge}
    return {"value": row.value or 0, "name": row.name, "exact": row.exact, "itemStyle": style, "label": {"formatter": row.value_text}}
