"""Where customers live: Vietnam as a mosaic of provinces, any other land as points; the ramp cut on round numbers, the largest named."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import cos, radians, sqrt

from regulars.charts import vietnam
from regulars.charts.bars import Bar, bars
from regulars.charts.figure import Figure, nothing
from regulars.charts.measures import Measure, measure_named
from regulars.charts.option import EDGED, FRAME, NARROW, TOOLTIP, Option, bare, heading, text
from regulars.charts.rounds import cuts
from regulars.charts.sides import HEAD, broken, standing
from regulars.charts.tidy import Row, has, numbers, texts, tidy
from regulars.charts.written import Written
from regulars.intake.places import province_of
from regulars.words import NBSP, Words

AMONG = ("customers", "buyers", "revenue")
STEPS = ("r1", "r2", "r3", "r4", "r6")
HEIGHT, LISTED, ROW = 600, 10, 48  # px of the map; rows of the list beside it, and px of each
NAMED, NAMED_SLIM, APART = 3, 5, 4  # names on the mosaic, on a phone; lines between two names
NAMED_POINTS = 8
POINTS = (100, 100)  # the frame in which points stand
LARGEST, SMALLEST = 22, 4  # px of a point's radius
OTHERS = Words("{n} nơi khác", "{n} other places")


@dataclass(frozen=True)
class Place:
    """One place: its name, its value, the province of the mosaic that it is, or where its point stands (longitude, latitude)."""

    name: str
    value: float | None
    province: str | None
    at: tuple[float, float] | None
    known: bool = True


def region_map(table: object, *, lang: str = "vi", currency: str = "VND", title: str | None = None, measure: str = "customers") -> Figure:
    """Draw places by `measure`: `customers`, `buyers` or `revenue` (minor units).

    Columns: `province` (or `place`) and the measure; if there, `latitude` and `longitude` (degrees). Where any row names a province of Vietnam, by today's
    name or a former one, the land is Vietnam; else rows with coordinates are points; without either it is a list. What is on no map is in
    the list and in the table.
    """
    written = Written(lang, currency)
    chosen = measure_named(measure, AMONG)
    named = has(table, "province", "place") or "province"
    places = _places(
        tidy(table, (*texts(named), *numbers(chosen.name), *numbers("latitude", "longitude", needed=False))), named, chosen, written
    )
    said = title or written.said(Words("{head} theo nơi ở", "{head} by place"), head=chosen.head.of(lang))
    part = written.said(Words("Phần của cả bảng", "Of the whole table"))
    columns = (written.said(Words("Tỉnh, thành", "Province")), chosen.title(written), part)
    if not places:
        return nothing(said, columns, lang)
    whole = sum(max(place.value or 0, 0) for place in places)
    cells = tuple((place.name, chosen.exact(place.value, written), written.share(chosen.part(place.value, whole))) for place in places)
    label = f"{said}. " + "; ".join(f"{cell[0]}: {cell[1]}" for cell in cells) + "."
    if not any(place.province or place.at for place in places):
        listed = [_bar(place, chosen, written, cell[2]) for place, cell in zip(places, cells, strict=True)]
        option, height, narrow = bars(listed, columns[1], columns[2], columns[0])
        return Figure(said, label, option, columns, cells, height, narrow, lang)
    return Figure(said, label, _option(places, chosen, written), columns, cells, HEIGHT, HEIGHT, lang)


def _places(rows: Sequence[Row], named: str, measure: Measure, written: Written) -> list[Place]:
    """Largest first, those whose place is not known last; former provinces that are one today are one place."""
    found: dict[str, Place] = {}
    for row in rows:
        name = province_of(row[named])
        shown = name or written.said(Words("không rõ", "not known"))
        before = found.get(shown, Place(shown, None, name if name in vietnam.cells() else None, None, name is not None))
        values = [value for value in (before.value, row[measure.name]) if value is not None]
        at = None if None in (row["longitude"], row["latitude"]) else (row["longitude"], row["latitude"])
        found[shown] = Place(shown, sum(values) if values else None, before.province, before.at or at, before.known)
    return sorted(found.values(), key=lambda place: (not place.known, -(place.value or 0), place.name))


def _bar(place: Place, measure: Measure, written: Written, far: str = "") -> Bar:
    return Bar(
        place.name,
        "r4" if place.known else "slight",
        place.value,
        measure.short(place.value, written),
        measure.exact(place.value, written),
        far,
    )


def _option(places: Sequence[Place], measure: Measure, written: Written) -> Option:
    """Map left and list right; on a phone the map alone, its largest places named with their numbers."""
    vietnamese = any(place.province for place in places)
    steps = cuts([place.value or 0 for place in places if (place.province if vietnamese else place.at)])
    shown = _provinces(places, steps, measure, written) if vietnamese else _points(places, steps, measure, written)
    listed = _listed(places, measure, written)
    steps_said, low = _scale(steps, measure, written), 0.5 if vietnamese else 0.84
    span = vietnam.size() if vietnamese else POINTS
    drawn = {"type": "custom", "coordinateSystem": "none", "cursor": "default", "span": span, "down": 1 if vietnamese else 0.8}
    islands = _islands() if vietnamese else []
    layers = [
        {"id": "land", "renderItem": "draw:province" if vietnamese else "draw:point", **drawn, "data": [item for item, _ in shown]},
        {"id": "scale", "renderItem": "draw:scale", **drawn, "data": [{"value": [0], "steps": steps_said, "at": [0, low]}]},
    ]
    names = {"id": "names", "renderItem": "draw:name", **drawn}
    counts = (NAMED, NAMED_SLIM) if vietnamese else (NAMED_POINTS, NAMED_POINTS)
    wide = [*layers, {**names, "data": [*_named(shown, counts[0], said=False), *islands]}]
    slim = [*layers, {**names, "data": [*_named(shown, counts[1], said=True), *islands]}]
    wide, slim = [{**layer, "across": 0.5} for layer in wide] + _rows(listed), [{**layer, "across": 1} for layer in slim] + _rows([])
    head = heading(measure.title(written), left="54%")
    return {
        "baseOption": {
            **FRAME,
            "tooltip": TOOLTIP,
            "title": [head],
            "grid": {"left": "54%", "right": "14%", "top": HEAD - 2, "height": ROW * len(listed)},
            "xAxis": bare(type="value", min=0, max=max((bar.value or 0 for bar in listed), default=0) or 1),
            "yAxis": bare(type="category", data=[bar.name for bar in listed], inverse=True),
            "series": wide,
        },
        "media": [
            {"query": {"maxWidth": NARROW}, "option": {"title": [{"text": ""}], "series": slim}},
            {"option": {"title": [head], "series": wide}},
        ],
    }


def _listed(places: Sequence[Place], measure: Measure, written: Written) -> list[Bar]:
    """The largest places, then all others together, then those whose place is not known."""
    known = [place for place in places if place.known]
    rest = known[LISTED:]
    others = Place(written.said(OTHERS, n=len(rest)), sum(place.value or 0 for place in rest), None, None, known=False)
    last = [place for place in places if not place.known]
    return [_bar(place, measure, written) for place in (*known[:LISTED], *([others] if rest else []), *last)]


def _rows(listed: Sequence[Bar]) -> list[Option]:
    """Two slots per row: the name above its bar."""
    slot = {"barWidth": 14, "barGap": "60%"}
    names = {**standing([broken(bar.name, 300) for bar in listed], 0, "insideLeft", 500), "id": "list-names"}
    label = {"show": True, "position": "right", "distance": 8, **text("ink", 13, 600)}
    data = [
        {
            "value": max(bar.value or 0, 0),
            "name": bar.name,
            "exact": bar.exact,
            "itemStyle": {"color": f"var(--{bar.colour})", "borderRadius": 2},
            "label": {"formatter": bar.value_text},
        }
        for bar in listed
    ]
    return [{**names, **slot}, {"id": "list-bars", "type": "bar", "label": label, "data": data, "cursor": "default", **slot}]


def _scale(steps: Sequence[float], measure: Measure, written: Written) -> list[Option]:
    """The steps of the ramp from the top, each with what it holds."""
    said = [measure.short(cut, written) for cut in steps]
    texts = [written.said(Words("từ {low}", "{low} and more"), low=said[-1])] if said else []
    texts += [f"{low}–{high}" for low, high in reversed(list(pairwise(said)))]
    texts += [written.said(Words("dưới {high}", "under {high}"), high=said[0])] if said else []
    fills = [_fill(step) for step in reversed(range(len(texts)))]
    return [{**_filled(fill), "text": words} for fill, words in zip(fills, texts, strict=True)]


def _fill(step: int) -> str:
    return STEPS[min(step, len(STEPS) - 1)]


def _filled(fill: str) -> Option:
    border = {"sunk": "line2"}.get(fill, "edge" if fill in EDGED else "paper")
    return {"fill": f"var(--{fill})", "edge": f"var(--{border})"}


def _coloured(value: float | None, steps: Sequence[float]) -> Option:
    return _filled(_fill(sum(value >= cut for cut in steps)) if value and value > 0 else "sunk")


Shown = tuple[Option, tuple[float, float, str, str]]  # an item of the map; where its name stands (across, down), the name and the number


def _provinces(places: Sequence[Place], steps: Sequence[float], measure: Measure, written: Written) -> list[Shown]:
    """Every province of the mosaic, those of the table first."""
    by_name = {place.province: place for place in places if place.province}
    nobody = [Place(name, None, name, None) for name in vietnam.cells() if name not in by_name]
    shown = []
    for place in (*by_name.values(), *nobody):
        cells = vietnam.cells()[place.province or ""]
        line = sorted(line for _, line in cells)[len(cells) // 2]
        across = max(column for column, row in cells if row == line) + 1.4
        exact = measure.exact(place.value, written)
        item = {"value": [0], "name": place.name, "exact": exact, "cells": cells, **_coloured(place.value, steps)}
        shown.append((item, (across, line + 0.5, place.name, measure.short(place.value, written) if place.value else "")))
    return shown


def _points(places: Sequence[Place], steps: Sequence[float], measure: Measure, written: Written) -> list[Shown]:
    """Every place with coordinates, its area by its value, in a frame that keeps their proportions."""
    put = [(place, place.at) for place in places if place.at]
    squeeze = cos(radians(sum(at[1] for _, at in put) / len(put)))
    xs, ys = [at[0] * squeeze for _, at in put], [-at[1] for _, at in put]
    wide = max(max(xs) - min(xs), max(ys) - min(ys)) or 1
    most = max((place.value or 0 for place, _ in put), default=0) or 1
    shown = []
    for (place, _), x, y in zip(put, xs, ys, strict=True):
        across, down = (8 + 84 * ((at - min(axis)) + (wide - max(axis) + min(axis)) / 2) / wide for at, axis in ((x, xs), (y, ys)))
        radius = max(SMALLEST, LARGEST * sqrt(max(place.value or 0, 0) / most))
        exact = measure.exact(place.value, written)
        item = {"value": [0], "name": place.name, "exact": exact, "at": [across, down], "radius": radius, **_coloured(place.value, steps)}
        shown.append((item, (across, down, place.name, measure.short(place.value, written) if place.value else "")))
    return shown


def _named(shown: Sequence[Shown], count: int, *, said: bool) -> list[Option]:
    """The names of the largest, each kept apart from those before it."""
    kept: list[Option] = []
    for item, (across, down, name, value) in shown:
        if value and len(kept) < count and all(abs(down - other["at"][1]) >= APART for other in kept):
            words = f"{name}{NBSP * 2}{value}" if said else name
            kept.append({"value": [0], "at": [across, down], "text": words, "aside": item.get("radius", 0), "colour": "var(--ink)"})
    return kept


def _islands() -> list[Option]:
    return [
        {"value": [0], "at": [across, down], "text": name, "centred": True, "colour": "var(--ink3)"}
        for name, across, down in vietnam.ISLANDS
    ]
