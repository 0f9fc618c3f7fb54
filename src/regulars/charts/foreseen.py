"""What was foreseen against what was seen: bars for what happened, a short line across each where it was expected."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from regulars.charts.figure import Figure
from regulars.charts.option import FRAME, NARROW, TOOLTIP, Option, named_axis, read_axis, text
from regulars.words import NBSP

LOW, PLOT = 0.14, 204  # below this part of the plot's height a bar holds no text; that height in px
ROOM = 104  # px at the right for the names of the series


@dataclass(frozen=True)
class Pair:
    """One group: its name, how many are in it, the two numbers (`seen` null where the group is too small to say), and all as texts."""

    name: str
    seen: float | None
    predicted: float
    count_text: str
    seen_text: str
    predicted_text: str


@dataclass(frozen=True)
class Names:
    """The axis, the columns and the two series, in words."""

    axis: str
    group: str
    count: str
    predicted: str
    seen: str

    @property
    def columns(self) -> tuple[str, ...]:
        return self.group, self.count, self.predicted, self.seen


def drawn(title: str, pairs: Sequence[Pair], names: Names, scale: dict[str, Any], lang: str) -> Figure:
    """The figure of some pairs, from left to right; `scale`: the upper end of the axis (`max`), its `interval` and the `formatter` of its labels."""
    cells = tuple((pair.name, pair.count_text, pair.predicted_text, pair.seen_text) for pair in pairs)
    label = f"{title}. " + "; ".join(f"{pair.name}: {pair.predicted_text}, {pair.seen_text}" for pair in pairs) + "."
    return Figure(title, label, _option(pairs, names, scale), names.columns, cells, height=260, narrow=250, lang=lang)


def _option(pairs: Sequence[Pair], names: Names, scale: dict[str, Any]) -> Option:
    """Each series is named beside its last point, above the chart on a phone."""
    return {
        "baseOption": {
            **FRAME,
            "tooltip": TOOLTIP,
            "title": [{"text": ""}, {"text": ""}],
            "grid": {"left": 48, "right": ROOM, "top": 12, "bottom": 44},
            "xAxis": named_axis(
                [pair.name for pair in pairs], name=names.axis, nameLocation="middle", nameGap=26, nameTextStyle=text("ink2", 12)
            ),
            "yAxis": read_axis(
                min=0, max=scale["max"], interval=scale["interval"], axisLabel={**text("ink2", 12), "formatter": scale["formatter"]}
            ),
            "series": [_seen(pairs, scale["max"]), _predicted(pairs), *_named(pairs, names)],
        },
        "media": [{"query": {"maxWidth": NARROW}, "option": _narrow(names)}, {"option": _wide()}],
    }


def _wide() -> Option:
    series = [{"id": "seen", "label": {"show": True}}, {"id": "predicted", "symbolSize": [34, 3]}]
    shown = [{"id": f"name-{which}", "label": {"show": True}} for which in ("seen", "predicted")]
    return {"title": [{"text": ""}, {"text": ""}], "grid": {"right": ROOM, "top": 12}, "series": [*series, *shown]}


def _narrow(names: Names) -> Option:
    series = [{"id": "seen", "label": {"show": False}}, {"id": "predicted", "symbolSize": [16, 3]}]
    hidden = [{"id": f"name-{which}", "label": {"show": False}} for which in ("seen", "predicted")]
    keys = [_key("■", names.seen, "r3", 3), _key("▬", names.predicted, "ink", 26)]
    return {"title": keys, "grid": {"right": 4, "top": 52}, "series": [*series, *hidden]}


def _key(mark: str, name: str, colour: str, top: int) -> Option:
    """A series named above the chart, after its own mark."""
    style = {"rich": {"mark": text(colour, 12)}, **text("ink", 12, 500)}
    return {"text": f"{{mark|{mark}}}{NBSP}{name}", "left": 48, "top": top, "padding": 0, "textStyle": style}


def _named(pairs: Sequence[Pair], names: Names) -> list[Option]:
    """Points without a mark that carry the series' names to the right of the last group."""
    last = pairs[-1]
    seen = last.seen if last.seen is not None else last.predicted
    heights = {"seen": (min(seen, last.predicted) / 2, names.seen, "ink2"), "predicted": (last.predicted, names.predicted, "ink")}
    return [
        {
            "id": f"name-{which}",
            "type": "scatter",
            "silent": True,
            "symbolSize": 1,
            "itemStyle": {"color": "transparent"},
            "label": {"show": True, "position": "right", "distance": 42, "formatter": name, **text(colour, 12, 500)},
            "data": [[len(pairs) - 1, height]],
        }
        for which, (height, name, colour) in heights.items()
    ]


def _seen(pairs: Sequence[Pair], top: float) -> Option:
    data = [{"value": pair.seen, "name": pair.name, "exact": pair.seen_text, "label": _seen_label(pair, top)} for pair in pairs]
    style = {"color": "var(--r3)", "borderRadius": 2}
    return {
        "id": "seen",
        "type": "bar",
        "barCategoryGap": "34%",
        "itemStyle": style,
        "label": {"show": True, "fontSize": 12},
        "data": data,
        "cursor": "default",
    }


def _seen_label(pair: Pair, top: float) -> Option:
    """Inside the foot of the bar; above it, and above the line of what was foreseen, where the bar is too low for words."""
    if min(pair.seen or 0, pair.predicted) >= LOW * top:
        return {"formatter": pair.seen_text, "position": "insideBottom", "distance": 6, "color": "var(--on-r3)"}
    above = max(pair.predicted - (pair.seen or 0), 0) / top * PLOT
    return {"formatter": pair.seen_text, "position": "top", "distance": 6 + above, "color": "var(--ink)"}


def _predicted(pairs: Sequence[Pair]) -> Option:
    data = [{"value": pair.predicted, "name": pair.name, "exact": pair.predicted_text} for pair in pairs]
    style = {"color": "var(--ink)", "opacity": 1}
    return {
        "id": "predicted",
        "type": "scatter",
        "symbol": "rect",
        "symbolSize": [34, 3],
        "itemStyle": style,
        "data": data,
        "z": 3,
        "cursor": "default",
    }
