"""The two-sided funnel: names in the middle, how many to the left, how much each to the right, the share of the whole at the far right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from regulars.charts.figure import FRAME, NARROW, TOOLTIP, Figure, Option, bare, heading, text

EDGED = {"r1", "r2"}  # the palest steps of the ramp carry an inner edge
WIDE = ({"left": "9%", "right": "66%"}, {"left": "34%", "right": "42%"}, {"left": "58%", "right": "21%"}, {"left": "88%", "right": 0})
SLIM = ({"left": "18%", "right": "51%"}, {"left": 0, "right": "40%"}, {"left": "51%", "right": "29%"}, {"left": "70%", "right": 0})


@dataclass(frozen=True)
class Rung:
    """One row: its name and colour token, the two values, the three texts that say them, and `climbed`, which only the table shows."""

    name: str
    colour: str
    left: float
    right: float
    left_text: str
    right_text: str
    share_text: str
    climbed: str


@dataclass(frozen=True)
class Heads:
    """The column heads, and a shorter one for the right side on a phone."""

    left: str
    name: str
    right: str
    share: str
    right_narrow: str
    climbed: str


def ladder(rungs: Sequence[Rung], heads: Heads, title: str, label: str) -> Figure:
    """Draw rows from the top down; bars of each side start at 0 and share one scale."""
    names = [rung.name for rung in rungs]
    option: Option = {
        "baseOption": {
            **FRAME,
            "tooltip": TOOLTIP,
            "title": _heads(heads),
            "grid": [{"top": 22, "bottom": 0, **place} for place in WIDE],
            "xAxis": [_scale(index, _longest(rungs, index)) for index in range(4)],
            "yAxis": [bare(type="category", data=names, inverse=True, gridIndex=index) for index in range(4)],
            "series": _series(rungs, wide=True),
        },
        "media": [
            {"query": {"maxWidth": NARROW}, "option": _narrow(rungs, heads)},
            {"option": {"title": _heads(heads), "grid": list(WIDE), "series": _series(rungs, wide=True)}},
        ],
    }
    rows = tuple((rung.name, rung.left_text, rung.right_text, rung.share_text, rung.climbed) for rung in rungs)
    columns = (heads.name, heads.left, heads.right, heads.share, heads.climbed)
    return Figure(title, label, option, columns, rows, height=24 + 36 * len(rungs), narrow=24 + 54 * len(rungs))


def _longest(rungs: Sequence[Rung], grid: int) -> float:
    side = {0: "left", 2: "right"}.get(grid)
    return max((getattr(rung, side) for rung in rungs), default=0) or 1 if side else 1


def _scale(grid: int, longest: float) -> Option:
    return bare(type="value", min=0, max=longest, inverse=grid == 0, gridIndex=grid)


def _heads(heads: Heads) -> list[Option]:
    return [
        heading(heads.left, left="34%", textAlign="right"),
        heading(heads.name, left="46%", textAlign="center"),
        heading(heads.right, left="58%", textAlign="left"),
        heading(heads.share, left="100%", textAlign="right"),
    ]


def _narrow(rungs: Sequence[Rung], heads: Heads) -> Option:
    shown = [
        heading(heads.left, left="49%", textAlign="right"),
        {"text": ""},
        heading(heads.right_narrow, left="51%", textAlign="left"),
        {"text": ""},
    ]
    return {"title": shown, "grid": list(SLIM), "series": _series(rungs, wide=False)}


def _series(rungs: Sequence[Rung], *, wide: bool) -> list[Option]:
    """Two slots per row: one above the other on a phone (name, then bars), one over the other elsewhere."""
    slot = {"barWidth": 22, "barGap": "-100%"} if wide else {"barWidth": 18, "barGap": "30%"}
    blank = [
        {"id": f"blank{index}", "type": "bar", "xAxisIndex": index, "yAxisIndex": index, "silent": True, "data": [], **slot}
        for index in range(4)
    ]
    names = _texts([rung.name for rung in rungs], 1, "inside" if wide else "insideLeft", 500)
    shares = _texts([rung.share_text for rung in rungs], 3, "insideRight", 400)
    left, right = _bars(rungs, "left", 0), _bars(rungs, "right", 2)
    upper = [blank[0], names, blank[2], shares]
    lower = [left, blank[1], right, blank[3]]
    return [{**series, **slot} for series in (*upper, *lower)]


def _texts(texts: list[str], grid: int, position: str, weight: int) -> Option:
    """Texts that stand in their rows: bars without colour that carry a label."""
    label = {"show": True, "position": position, "distance": 0, **text("ink", 13, weight)}
    data = [{"value": 1, "label": {"formatter": words}} for words in texts]
    unseen = {"silent": True, "itemStyle": {"color": "transparent"}}
    return {"id": f"text{grid}", "type": "bar", "xAxisIndex": grid, "yAxisIndex": grid, "label": label, "data": data, **unseen}


def _bars(rungs: Sequence[Rung], side: str, grid: int) -> Option:
    data = [_bar(rung, getattr(rung, side), getattr(rung, f"{side}_text")) for rung in rungs]
    label = {"show": True, "position": side, "distance": 9, **text("ink", 13, 600)}
    return {"id": side, "type": "bar", "xAxisIndex": grid, "yAxisIndex": grid, "label": label, "data": data, "cursor": "default"}


def _bar(rung: Rung, value: float, words: str) -> Option:
    edge = {"borderColor": "var(--edge)", "borderWidth": 1} if rung.colour in EDGED and value > 0 else {}
    style = {"color": f"var(--{rung.colour})", "borderRadius": 2, **edge}
    return {"value": max(value, 0), "name": rung.name, "exact": words, "itemStyle": style, "label": {"formatter": words}}
