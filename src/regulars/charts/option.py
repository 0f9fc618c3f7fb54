"""What the options of all charts share: styles by token, axes without ornament, a tooltip that says the exact value.

Colours are written `var(--name)`, axis formats `format:percent`, `format:hundredths` or `format:short`, shapes of our own `draw:cell`;
`static/figures.js` reads them when it draws, in a page and out of it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol

Option = dict[str, Any]

NARROW = 560  # px: below this a chart draws its narrow form
WIDTH = 760  # px: as wide as a picture is made where nothing else is asked for
RAMP = ("r1", "r2", "r3", "r4", "r5", "r6")
EDGED = {"r1", "r2"}  # the palest steps of the ramp carry an inner edge


class Shown(Protocol):
    """What a picture or a page reads of a figure."""

    @property
    def title(self) -> str: ...
    @property
    def label(self) -> str: ...
    @property
    def option(self) -> Mapping[str, Any]: ...
    @property
    def columns(self) -> tuple[str, ...]: ...
    @property
    def rows(self) -> tuple[tuple[str, ...], ...]: ...
    @property
    def height(self) -> int: ...
    @property
    def narrow(self) -> int: ...
    @property
    def lang(self) -> str: ...


def text(colour: str = "ink", size: int = 13, weight: int = 400) -> Option:
    """The style of a text in a chart: a token, px, weight."""
    return {"color": f"var(--{colour})", "fontSize": size, "fontWeight": weight}


def heading(words: str, **place: Any) -> Option:
    """A column head at a place of the chart (`left`, `right`, `top`, `textAlign`)."""
    return {"text": words, "padding": 0, "top": 3, "textStyle": text("ink2", 12), **place}


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


# px between the zero line and the labels beneath it: those of the other axis reach below the line in fonts with tall lines.
CLEAR = 12


def named_axis(names: list[str], **axis: Any) -> Option:
    """A category axis on the zero line."""
    return {
        "type": "category",
        "data": names,
        "axisLine": {"lineStyle": {"color": "var(--line2)"}},
        "axisTick": {"show": False},
        "axisLabel": {**text("ink2", 12), "margin": CLEAR},
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
