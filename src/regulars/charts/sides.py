"""Rows with a bar to each side: names in the middle, how many to the left, how much each to the right, a share at the far right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from textwrap import wrap

from regulars.charts.option import EDGED, FRAME, NARROW, TOOLTIP, Option, bare, heading, text

HEAD = 24  # px of the column heads
BODY = {"top": HEAD - 2, "bottom": 0}
WIDE = (
    {"left": "9%", "right": "66%", **BODY},
    {"left": "34%", "right": "42%", **BODY},
    {"left": "58%", "right": "21%", **BODY},
    {"left": "88%", "right": 0, **BODY},
)
SLIM = (
    {"left": "18%", "right": "51%", **BODY},
    {"left": 0, "right": 0, **BODY},
    {"left": "51%", "right": "29%", **BODY},
    {"left": "70%", "right": 0, **BODY},
)
ROW, STEPPED, LINE = 36, 48, 17  # px of a row, of one with a step beneath, of each further line of a name
LETTER = 7.2  # px of a letter of a name, on the safe side
IN_MIDDLE, ON_PHONE = 152, 320  # px for a name between the bars; above them on the narrowest phone


@dataclass(frozen=True)
class Side:
    """One row: name, colour token, the two values (null draws nothing), the texts that say them, and what stands beneath the name."""

    name: str
    colour: str
    left: float | None
    right: float | None
    left_text: str
    right_text: str
    far_text: str
    left_exact: str
    right_exact: str
    under: str = ""


@dataclass(frozen=True)
class Heads:
    """The column heads, and a shorter one for the right side on a phone."""

    left: str
    name: str
    right: str
    far: str
    right_narrow: str


def sides(rows: Sequence[Side], heads: Heads) -> tuple[Option, int, int]:
    """The option, its height in px and its height on a phone. Bars of a side start at 0 and share one scale."""
    above = any(lines(row.name, IN_MIDDLE) > 2 for row in rows)
    wide = _stacked(rows, heads, 640) if above else _beside(rows, heads)
    narrow = _stacked(rows, heads, ON_PHONE)
    row = ROW if not any(row.under for row in rows) else STEPPED
    low = HEAD + _height(rows, ON_PHONE) * len(rows)
    option: Option = {
        "baseOption": {
            **FRAME,
            "tooltip": TOOLTIP,
            "xAxis": [_scale(index, _longest(rows, index)) for index in range(4)],
            "yAxis": [bare(type="category", data=[row.name for row in rows], inverse=True, gridIndex=index) for index in range(4)],
            **wide,
        },
        "media": [{"query": {"maxWidth": NARROW}, "option": narrow}, {"option": wide}],
    }
    return option, HEAD + _height(rows, 640) * len(rows) if above else HEAD + row * len(rows), low


def broken(name: str, room: float) -> str:
    """A name in as many lines as it needs in so many px, on the safe side; a brace in it stays a brace, and no place to fill."""
    shown = name.replace("{", "{\u200b")
    return "\n".join(wrap(shown, int(room / LETTER), break_on_hyphens=False)) or shown


def lines(name: str, room: float) -> int:
    """How many lines that are."""
    return broken(name, room).count("\n") + 1


def _height(rows: Sequence[Side], room: float) -> int:
    """px of a row whose name stands above its bars, wrapped where it must be."""
    return 54 + LINE * (max((lines(row.name, room) for row in rows), default=1) - 1)


def _longest(rows: Sequence[Side], grid: int) -> float:
    side = {0: "left", 2: "right"}.get(grid)
    return max((getattr(row, side) or 0 for row in rows), default=0) or 1 if side else 1


def _scale(grid: int, longest: float) -> Option:
    return bare(type="value", min=0, max=max(longest, 0) or 1, inverse=grid == 0, gridIndex=grid)


def _beside(rows: Sequence[Side], heads: Heads) -> Option:
    shown = [
        heading(heads.left, left="34%", textAlign="right"),
        heading(heads.name, left="46%", textAlign="center"),
        heading(heads.right, left="58%", textAlign="left"),
        heading(heads.far, left="100%", textAlign="right"),
    ]
    return {"title": shown, "grid": list(WIDE), "series": _series(rows, above=False, room=IN_MIDDLE)}


def _stacked(rows: Sequence[Side], heads: Heads, room: int) -> Option:
    shown = [
        heading(heads.left, left="49%", textAlign="right"),
        {"text": ""},
        heading(heads.right_narrow, left="51%", textAlign="left"),
        {"text": ""},
    ]
    return {"title": shown, "grid": list(SLIM), "series": _series(rows, above=True, room=room)}


def _series(rows: Sequence[Side], *, above: bool, room: int) -> list[Option]:
    """Two slots per row: one above the other (name, then bars) where names need it, one over the other elsewhere."""
    slot = {"barWidth": 18, "barGap": "30%"} if above else {"barWidth": 22, "barGap": "-100%"}
    blank = [
        {"id": f"blank{index}", "type": "bar", "xAxisIndex": index, "yAxisIndex": index, "silent": True, "data": [], **slot}
        for index in range(4)
    ]
    names = standing([_named(row, above, room) for row in rows], 1, "insideLeft" if above else "inside", 500)
    far = standing([row.far_text for row in rows], 3, "insideRight", 400)
    left, right = _bars(rows, "left", 0), _bars(rows, "right", 2)
    upper = [blank[0], names, blank[2], far]
    lower = [left, blank[1], right, blank[3]]
    return [{**series, **slot} for series in (*upper, *lower)]


def _named(row: Side, above: bool, room: int) -> str:
    beneath = "  " if above and lines(row.name, room) == 1 else "\n"
    return broken(row.name, room) + (row.under and f"{beneath}{{step|{row.under}}}")


def standing(texts: list[str], grid: int, position: str, weight: int) -> Option:
    """Texts that stand in their rows: bars without colour that carry a label."""
    step = {"rich": {"step": text("ink3", 12)}, "lineHeight": LINE}
    label = {"show": True, "position": position, "distance": 0, **text("ink", 13, weight), **step}
    data = [{"value": 1, "label": {"formatter": words}} for words in texts]
    unseen = {"silent": True, "itemStyle": {"color": "transparent"}}
    return {"id": f"text{grid}", "type": "bar", "xAxisIndex": grid, "yAxisIndex": grid, "label": label, "data": data, **unseen}


def _bars(rows: Sequence[Side], side: str, grid: int) -> Option:
    data = [_bar(row, side) for row in rows]
    label = {"show": True, "position": side, "distance": 9, **text("ink", 13, 600)}
    return {"id": side, "type": "bar", "xAxisIndex": grid, "yAxisIndex": grid, "label": label, "data": data, "cursor": "default"}


def _bar(row: Side, side: str) -> Option:
    value = max(getattr(row, side) or 0, 0)
    edge = {"borderColor": "var(--edge)", "borderWidth": 1} if row.colour in EDGED and value > 0 else {}
    style = {"color": f"var(--{row.colour})", "borderRadius": 2, **edge}
    words = getattr(row, f"{side}_text")
    return {"value": value, "name": row.name, "exact": getattr(row, f"{side}_exact"), "itemStyle": style, "label": {"formatter": words}}
