"""How long they stay: one curve a class, in steps, each named at its end."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from regulars.charts.figure import Figure, nothing
from regulars.charts.option import CLEAR, EDGED, FRAME, NARROW, TOOLTIP, Option, read_axis, text
from regulars.charts.sides import broken
from regulars.charts.tidy import COLOUR, Row, numbers, texts, tidy
from regulars.charts.written import Written
from regulars.words import NBSP, Words

COLUMNS = (*texts("name"), *numbers("days", "staying"), COLOUR)
SAID = (30, 90, 180, 365)  # days at which the table says the share
ROOM, SLIM_ROOM = 168, 120  # px for the names right of the curves
TALL, LINE = 270, 15  # px of the chart; of a line of a name
TOP, BOTTOM = 12, 48
DASHES = {"r1": "dotted", "r2": "dashed"}  # curves too pale to be seen as they are


@dataclass(frozen=True)
class Curve:
    """One class: its name, its colour token, and the share that stays longer than each number of days, from day 0."""

    name: str
    colour: str
    points: tuple[tuple[float, float], ...]

    @property
    def half(self) -> float | None:
        """The first day by which half have left; null while it is not known."""
        return next((day for day, _ in self.halved), None)

    @property
    def halved(self) -> tuple[tuple[float, float], ...]:
        """The first point at which half have left, or none."""
        return tuple(point for point in self.points if point[1] <= 0.5)[:1]

    def at(self, day: float) -> float | None:
        """The share on a day; null beyond the last that is known."""
        known = [share for at, share in self.points if at <= day]
        return known[-1] if known and day <= self.points[-1][0] else None


def staying(table: object, *, lang: str = "vi", currency: str = "VND", title: str | None = None) -> Figure:
    """Draw the share still there after so many days, from 1 downwards in steps; a share that is not known (null) ends its curve.

    Columns: `name`, `days`, `staying` (share of 1); if there, `colour` (a token). The table says each curve at 30, 90, 180 and 365 days.
    """
    written = Written(lang, currency)
    curves = _curves(tidy(table, COLUMNS), written)
    days = [f"{day}{NBSP}{written.said(Words('ngày', 'days'))}" for day in SAID]
    half = written.said(Words("Một nửa đã đi sau (ngày)", "Half have left after (days)"))
    columns = (written.said(Words("Nhóm", "Class")), half, *days)
    said = title or written.said(Words("Phần khách còn ở lại theo thời gian", "Share still there, by time"))
    if not curves:
        return nothing(said, columns, lang)
    cells = tuple((each.name, written.count(each.half), *(written.share(each.at(day), 0) for day in SAID)) for each in curves)
    listed = "; ".join(f"{cell[0]}: {cell[1]}" for cell in cells)
    low = LINE * sum(broken(each.name, SLIM_ROOM - 18).count("\n") + 1.4 for each in curves)
    tall = max(TALL, int(TOP + BOTTOM + low))
    return Figure(said, f"{said}. {half}: {listed}.", _option(curves, tall, written), columns, cells, tall, tall, lang)


def _curves(rows: Sequence[Row], written: Written) -> list[Curve]:
    found: dict[str, list[Row]] = {}
    for row in rows:
        found.setdefault(row["name"] or written.said(Words("không rõ", "not known")), []).append(row)
    return [_curve(name, own) for name, own in found.items()]


def _curve(name: str, rows: Sequence[Row]) -> Curve:
    points: list[tuple[float, float]] = []
    for row in sorted((row for row in rows if row["days"] is not None), key=lambda row: row["days"]):
        if row["staying"] is None:
            break
        points.append((row["days"], row["staying"]))
    return Curve(name, rows[0]["colour"] or "r4", tuple(points))


def _option(curves: Sequence[Curve], tall: int, written: Written) -> Option:
    wide, slim = (_form(curves, tall, room, written) for room in (ROOM, SLIM_ROOM))
    return {
        "baseOption": {**FRAME, "tooltip": TOOLTIP, **wide},
        "media": [{"query": {"maxWidth": NARROW}, "option": slim}, {"option": wide}],
    }


def _form(curves: Sequence[Curve], tall: int, room: int, written: Written) -> Option:
    drawn = [each for each in curves if each.points]
    last = max((each.points[-1][0] for each in drawn), default=1) or 1
    across = read_axis(
        min=0,
        max=last,
        name=written.said(Words("ngày kể từ khi vào nhóm", "days since entering the class")),
        nameLocation="middle",
        nameGap=28,
        nameTextStyle=text("ink2", 12),
        axisLabel={**text("ink2", 12), "margin": CLEAR, "showMaxLabel": False},
        axisLine={"show": True, "lineStyle": {"color": "var(--line2)"}},
        splitLine={"show": False},
        splitNumber=4,
    )
    down = read_axis(min=0, max=1, interval=0.25, axisLabel={**text("ink2", 12), "formatter": "format:percent"})
    heights = _kept_apart(drawn, tall, room)
    return {
        "grid": {"left": 48, "right": room, "top": TOP, "bottom": BOTTOM},
        "xAxis": across,
        "yAxis": down,
        "series": [*(_line(each, at) for at, each in enumerate(drawn)), _names(drawn, heights, last, room), _ends(drawn, written)],
    }


def _line(curve: Curve, at: int) -> Option:
    pale = curve.colour in EDGED
    style = {"color": f"var(--{'edge' if pale else curve.colour})", "width": 2, "type": DASHES.get(curve.colour, "solid")}
    points = [list(point) for point in curve.points]
    return {"id": f"curve{at}", "type": "line", "step": "end", "silent": True, "symbol": "none", "lineStyle": style, "data": points}


def _kept_apart(curves: Sequence[Curve], tall: int, room: int) -> Mapping[str, float]:
    """The height of each name: that of the end of its curve, moved until no two touch and none leaves the chart."""
    share = {each.name: LINE * (broken(each.name, room - 18).count("\n") + 1.4) / (tall - TOP - BOTTOM) for each in curves}
    placed: dict[str, float] = {}
    floor = 0.0
    for each in sorted(curves, key=lambda each: each.points[-1][1]):
        placed[each.name] = max(each.points[-1][1], floor + share[each.name] / 2)
        floor = placed[each.name] + share[each.name] / 2
    ceiling = 1 + LINE / (tall - TOP - BOTTOM)
    for name in reversed(placed):
        placed[name] = min(placed[name], ceiling - share[name] / 2)
        ceiling = placed[name] - share[name] / 2
    return placed


def _names(curves: Sequence[Curve], heights: Mapping[str, float], last: float, room: int) -> Option:
    """Points without a mark at the right edge that carry the names, each after a square in the colour of its curve."""
    data = [{"value": [last, heights[each.name]], "label": _name(each, room)} for each in curves]
    unseen = {"silent": True, "symbolSize": 1, "itemStyle": {"color": "transparent", "opacity": 1}}
    return {"id": "names", "type": "scatter", "label": {"show": True, "position": "right", "distance": 8}, "data": data, **unseen}


def _name(curve: Curve, room: int) -> Option:
    mark = text("edge" if curve.colour in EDGED else curve.colour, 12)
    words = broken(curve.name, room - 18).replace("\n", f"\n{NBSP * 4}")
    return {"formatter": f"{{mark|■}}{NBSP}{words}", "rich": {"mark": mark}, "lineHeight": LINE, **text("ink", 12, 500)}


def _ends(curves: Sequence[Curve], written: Written) -> Option:
    """A dot where half have left, and at the end of each curve."""
    data = [_dot(each, day, share, written) for each in curves for day, share in sorted({*each.halved, each.points[-1]})]
    return {"id": "ends", "type": "scatter", "symbolSize": 6, "data": data, "cursor": "default"}


def _dot(curve: Curve, day: float, share: float, written: Written) -> Option:
    colour = "edge" if curve.colour in EDGED else curve.colour
    after = written.said(Words("{name}, sau {day} ngày", "{name}, after {day} days"), name=curve.name, day=written.count(day))
    return {
        "value": [day, share],
        "name": after,
        "exact": written.share(share, 0),
        "itemStyle": {"color": f"var(--{colour})", "opacity": 1},
    }
