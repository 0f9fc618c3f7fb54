"""Climbing and slipping, period by period: bars up, bars down, the last period speaking."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from regulars.charts.figure import Figure, nothing
from regulars.charts.option import CLEAR, FRAME, NARROW, TOOLTIP, Option, bare, named_axis, text
from regulars.charts.tidy import days, numbers, tidy
from regulars.charts.written import Written
from regulars.words import NBSP, Words, day

COLUMNS = (*days("until"), *numbers("up", "down"))
UP, DOWN = Words("leo lên", "climbed"), Words("tụt xuống", "slipped")
LOOKS = {"up": ("well", "past-up", "accent", "top"), "down": ("leaving", "past-down", "bad", "bottom")}  # last, earlier, its name, label
ROOM = 96  # px right of the last bar for the names


@dataclass(frozen=True)
class Period:
    """What happened by one day: how many went up and down; null where that is not known."""

    name: str
    up: float | None
    down: float | None


def moves(
    table: object,
    *,
    lang: str = "vi",
    currency: str = "VND",
    title: str | None = None,
    last: int = 12,
    names: tuple[Words, Words] = (UP, DOWN),
) -> Figure:
    """Draw the last so many periods from left to right: who climbed above the line, who slipped below it.

    Columns: `until` (the last day of the period), `up`, `down`; rows of the same day are added up, null is a gap. Periods that all end with a
    month are named by it. `names` are what the two directions are called.
    """
    written = Written(lang, currency)
    shown = _periods(table, written)[-last:]
    said_names = {"up": written.said(names[0]), "down": written.said(names[1])}
    heads = (written.said(Words("Đến ngày", "Until")), *(name[:1].upper() + name[1:] for name in said_names.values()))
    said = title or written.said(Words("Khách leo lên và tụt xuống theo kỳ", "Customers who climbed and slipped, by period"))
    if not shown:
        return nothing(said, heads, lang)
    cells = tuple((each.name, written.count(each.up), written.count(each.down)) for each in shown)
    listed = "; ".join(f"{name}: {up} {said_names['up']}, {down} {said_names['down']}" for name, up, down in cells)
    return Figure(said, f"{said}. {listed}.", _option(shown, said_names, written), heads, cells, height=250, narrow=250, lang=lang)


def _periods(table: object, written: Written) -> list[Period]:
    summed: dict[dt.date, dict[str, float | None]] = {}
    for row in tidy(table, COLUMNS):
        if row["until"] is not None:
            own = summed.setdefault(row["until"], {"up": None, "down": None})
            own |= {way: (own[way] or 0) + row[way] for way in ("up", "down") if row[way] is not None}
    by_month = all((end + dt.timedelta(days=1)).day == 1 for end in summed)
    return [Period(_named(end, by_month, written), each["up"], each["down"]) for end, each in sorted(summed.items())]


def _named(on: dt.date, by_month: bool, written: Written) -> str:
    """`11/2026`, or `20/11` (vi) and `20 Nov` (en)."""
    return written.month(on) if by_month else day(on, written.lang)[: -len("/2026")]


def _option(shown: Sequence[Period], names: dict[str, str], written: Written) -> Option:
    every, ends = set(range(len(shown))), {0, len(shown) - 1}
    wide = {
        "title": [{"text": ""}, {"text": ""}],
        "grid": {"left": 4, "right": ROOM, "top": 26, "bottom": 46},
        "series": _series(shown, names, written, every, beside=True),
    }
    slim = {
        "title": [_key(names[way], way, at) for at, way in enumerate(LOOKS)],
        "grid": {"left": 4, "right": 4, "top": 62, "bottom": 46},
        "series": _series(shown, names, written, ends, beside=False),
    }
    across = named_axis(
        [each.name for each in shown], axisLabel={**text("ink2", 12), "hideOverlap": True, "showMaxLabel": True, "margin": 10 + CLEAR}
    )
    return {
        "baseOption": {**FRAME, "tooltip": TOOLTIP, "xAxis": across, "yAxis": bare(type="value"), **wide},
        "media": [{"query": {"maxWidth": NARROW}, "option": slim}, {"option": wide}],
    }


def _series(shown: Sequence[Period], names: dict[str, str], written: Written, spoken: set[int], *, beside: bool) -> list[Option]:
    """Bars both ways with the numbers of the `spoken` periods, and their names `beside` the last."""
    drawn = [_bars(shown, way, names[way], written, spoken) for way in LOOKS]
    return [*drawn, *(_name(shown, way, names[way], beside) for way in LOOKS)]


def _bars(shown: Sequence[Period], way: str, name: str, written: Written, spoken: set[int]) -> Option:
    data = [_bar(each, way, name, written, at == len(shown) - 1, at in spoken) for at, each in enumerate(shown)]
    return {"id": way, "type": "bar", "barGap": "-100%", "barCategoryGap": "46%", "barMaxWidth": 40, "data": data, "cursor": "default"}


def _bar(each: Period, way: str, name: str, written: Written, last: bool, spoken: bool) -> Option:
    value = getattr(each, way)
    speaking, quiet, _, side = LOOKS[way]
    weight = text("ink" if last else "ink3", 12, 600 if last else 400)
    return {
        "value": value if value is None or way == "up" else -value,
        "name": f"{each.name} · {name}",
        "exact": written.count(value),
        "itemStyle": {"color": f"var(--{speaking if last else quiet})", "borderRadius": [2, 2, 0, 0] if way == "up" else [0, 0, 2, 2]},
        "label": {"show": spoken and value is not None, "position": side, "formatter": written.count(value), **weight},
    }


def _name(shown: Sequence[Period], way: str, name: str, beside: bool) -> Option:
    """A point without a mark, half way up the last bar, that carries the name to its right."""
    height = (getattr(shown[-1], way) or 0) / 2
    label = {"show": beside, "position": "right", "distance": 28, "formatter": name, **text(LOOKS[way][2], 12, 600)}
    return {
        "id": f"name-{way}",
        "type": "scatter",
        "silent": True,
        "symbolSize": 1,
        "itemStyle": {"color": "transparent", "opacity": 1},
        "label": label,
        "data": [[len(shown) - 1, height if way == "up" else -height]],
    }


def _key(name: str, way: str, at: int) -> Option:
    """A name above the bars, on a phone, after a square in its colour."""
    rich = {"mark": text(LOOKS[way][0], 12)}
    return {
        "text": f"{{mark|■}}{NBSP}{name}",
        "left": 0,
        "top": 2 + 20 * at,
        "padding": 0,
        "textStyle": {"rich": rich, **text("ink", 12, 500)},
    }
