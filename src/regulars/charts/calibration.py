"""What was foreseen against what was seen: bars for what happened, a short line across each where it was expected."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from regulars.charts.figure import Figure, nothing
from regulars.charts.option import FRAME, NARROW, TOOLTIP, Option, named_axis, read_axis, text
from regulars.charts.tidy import Row, numbers, tidy
from regulars.charts.written import FEWEST, Written
from regulars.words import NBSP, Words

LOW, PX_PER_SHARE = 0.14, 204  # below this share a bar holds no text; height of the plot
ROOM = 104  # px at the right for the names of the series
COLUMNS = numbers("chance_from", "chance_to", "customers", "predicted", "seen")


@dataclass(frozen=True)
class Pair:
    """One group: its name, how many are in it, the two shares (`seen` null where the group is too small to say), and all as texts."""

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


def calibration(table: object, *, lang: str = "vi", currency: str = "VND", title: str | None = None) -> Figure:
    """Draw groups by the chance foreseen, from left to right: who did return as bars, who was expected to as a line across each.

    Columns, all shares of 1 but the count: `chance_from`, `chance_to`, `customers`, `predicted`, `seen` (null, or of fewer than 20
    customers: not said). A group without a prediction is left out.
    """
    written = Written(lang, currency)
    rows = [row for row in tidy(table, COLUMNS) if row["predicted"] is not None]
    names = _names(written)
    said = title or written.said(Words("Khả năng mua lại: đoán trước và thực tế", "Chance of return: foreseen and seen"))
    columns = (names.group, names.count, names.predicted, names.seen)
    if not rows:
        return nothing(said, columns, lang)
    pairs = [_pair(row, written) for row in rows]
    cells = tuple((pair.name, pair.count_text, pair.predicted_text, pair.seen_text) for pair in pairs)
    label = f"{said}. " + "; ".join(f"{pair.name}: {pair.predicted_text}, {pair.seen_text}" for pair in pairs) + "."
    return Figure(said, label, _option(pairs, names), columns, cells, height=260, narrow=250, lang=lang)


def _names(written: Written) -> Names:
    return Names(
        axis=written.said(Words("khả năng mua lại đã đoán", "chance of return foreseen")),
        group=written.said(Words("Khả năng đã đoán", "Chance foreseen")),
        count=written.said(Words("Khách", "Customers")),
        predicted=written.said(Words("Đoán trước", "Foreseen")),
        seen=written.said(Words("Đã mua lại", "Bought again")),
    )


def _pair(row: Row, written: Written) -> Pair:
    seen = row["seen"] if (row["customers"] or 0) >= FEWEST else None
    low = written.count(round((row["chance_from"] or 0) * 100))
    return Pair(
        name=f"{low}–{written.share(row['chance_to'], 0)}",
        seen=seen,
        predicted=row["predicted"],
        count_text=written.count(row["customers"]),
        seen_text=written.share(seen, 0),
        predicted_text=written.share(row["predicted"], 0),
    )


def _option(pairs: Sequence[Pair], names: Names) -> Option:
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
            "yAxis": read_axis(min=0, max=1, interval=0.2, axisLabel={**text("ink2", 12), "formatter": "format:percent"}),
            "series": [_seen(pairs), _predicted(pairs), *_named(pairs, names)],
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


def _seen(pairs: Sequence[Pair]) -> Option:
    data = [{"value": pair.seen, "name": pair.name, "exact": pair.seen_text, "label": _seen_label(pair)} for pair in pairs]
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


def _seen_label(pair: Pair) -> Option:
    """Inside the foot of the bar; above it, and above the line of what was foreseen, where the bar is too low for words."""
    if min(pair.seen or 0, pair.predicted) >= LOW:
        return {"formatter": pair.seen_text, "position": "insideBottom", "distance": 6, "color": "var(--on-r3)"}
    above = max(pair.predicted - (pair.seen or 0), 0) * PX_PER_SHARE
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
