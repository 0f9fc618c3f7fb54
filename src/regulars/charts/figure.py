"""A figure: an ECharts option that is plain JSON, the sentence that says what it shows, and its numbers as a table.

Colours are written `var(--name)` and axis formats `format:percent`, `format:short` or `format:count`; `static/figures.js` reads both when it draws.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

Option = dict[str, Any]

NARROW = 560  # px: below this a chart draws its narrow form


@dataclass(frozen=True)
class Figure:
    """One chart in one language.

    `option` is an ECharts option (JSON); `label` the sentence read in its place; `columns` and `rows` the same numbers as texts, the first
    column naming the row; `height` and `narrow` the height in px, wide and on a phone.
    """

    title: str
    label: str
    option: Mapping[str, Any]
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    height: int
    narrow: int


def text(colour: str = "ink", size: int = 13, weight: int = 400) -> Option:
    """The style of a text in a chart: a token, px, weight."""
    return {"color": f"var(--{colour})", "fontSize": size, "fontWeight": weight}


def heading(words: str, **place: Any) -> Option:
    """A column head at a place of the chart (`left`, `right`, `top`, `textAlign`)."""
    return {"text": words, "padding": 0, "top": 0, "textStyle": text("ink2", 12), **place}


def bare(**axis: Any) -> Option:
    """An axis that is not seen."""
    return {"show": False, **axis}


def read_axis(**axis: Any) -> Option:
    """A value axis whose values are to be read: split lines, quiet labels, no line, no ticks."""
    return {
        "type": "value",
        "axisLine": {"show": False},
        "axisTick": {"show": False},
        "axisLabel": text("ink2", 12),
        "splitLine": {"lineStyle": {"color": "var(--line)"}},
        **axis,
    }


def named_axis(names: list[str], **axis: Any) -> Option:
    """A category axis on the zero line."""
    return {
        "type": "category",
        "data": names,
        "axisLine": {"lineStyle": {"color": "var(--line2)"}},
        "axisTick": {"show": False},
        "axisLabel": text("ink2", 12),
        **axis,
    }


TOOLTIP: Option = {
    "trigger": "item",
    "confine": True,
    "formatter": "format:exact",
    "backgroundColor": "var(--surface)",
    "borderColor": "var(--line2)",
    "borderWidth": 1,
    "padding": [6, 10],
    "textStyle": text(),
    "extraCssText": "box-shadow: none; border-radius: 6px",
}

FRAME: Option = {"animation": False, "aria": {"enabled": False}, "textStyle": {"fontFamily": "var(--font)"}}
