"""The RFM map: 5 × 5 squares, recency to the right, frequency up, people in each, the class they belong to at the edge."""

from __future__ import annotations

from collections.abc import Sequence

from regulars.charts.figure import Figure, nothing
from regulars.charts.measures import MEASURES
from regulars.charts.option import FRAME, NARROW, RAMP, TOOLTIP, Option, named_axis, text
from regulars.charts.sides import ON_PHONE, broken
from regulars.charts.tidy import COLOUR, Row, numbers, texts, tidy
from regulars.charts.written import Written
from regulars.words import NBSP, Words

COLUMNS = (
    *numbers("recency_score", "frequency_score", "customers"),
    *texts("name", needed=False),
    COLOUR,
    *numbers("revenue", needed=False),
)
SCORES = (1, 2, 3, 4, 5)
CELL, SLIM_CELL, KEY = 76, 58, 20  # px of a square's height; on a phone; of a line that names a colour


def rfm_map(table: object, *, lang: str = "vi", currency: str = "VND", title: str | None = None) -> Figure:
    """Draw the squares of a table with one row per pair of scores; deeper is more people, the strip at the edge is the class.

    Columns: `recency_score` and `frequency_score` (1–5), `customers`; if there, `revenue` (minor units), `name` and `colour` of the class that
    most people of the square belong to. A pair that is not in the table is an empty square.
    """
    written = Written(lang, currency)
    rows = [row for row in tidy(table, COLUMNS) if row["recency_score"] in SCORES and row["frequency_score"] in SCORES]
    columns = (
        written.said(Words("Gần đây (R), thường xuyên (F)", "Recency (R), frequency (F)")),
        MEASURES["customers"].title(written),
        written.said(Words("Nhóm", "Class")),
        MEASURES["revenue"].title(written),
    )
    said = title or written.said(Words("Khách theo độ gần đây và độ thường xuyên", "Customers by recency and frequency"))
    if not rows:
        return nothing(said, columns, lang)
    keys = _keys(rows)
    ordered = sorted(rows, key=lambda row: (-row["frequency_score"], -row["recency_score"]))
    cells = tuple((_pair(r), written.count(r["customers"]), r["name"] or "–", written.exact(r["revenue"])) for r in ordered)
    label = f"{said}. " + "; ".join(f"{cell[0]}: {cell[1]}, {cell[2]}" for cell in cells) + "."
    narrow = 62 + SLIM_CELL * 5 + KEY * sum(_tall(names) for _, names in keys) + 8
    return Figure(said, label, _option(rows, keys, written), columns, cells, 62 + CELL * 5, narrow, lang)


def _pair(row: Row) -> str:
    return f"R{row['recency_score']} F{row['frequency_score']}"


def _keys(rows: Sequence[Row]) -> list[tuple[str, str]]:
    """Each colour with the names of its classes, for where a square is too small to hold its own."""
    named: dict[str, dict[str, None]] = {}
    for row in sorted(rows, key=lambda row: (-row["recency_score"] - row["frequency_score"], -row["recency_score"])):
        if row["name"] and row["colour"]:
            named.setdefault(row["colour"], {})[row["name"]] = None
    return [(colour, broken(", ".join(names), ON_PHONE)) for colour, names in named.items()]


def _option(rows: Sequence[Row], keys: list[tuple[str, str]], written: Written) -> Option:
    across = {"nameLocation": "middle", "nameTextStyle": text("ink2", 12), "axisLine": {"show": False}}
    recent = written.said(Words("R: mua càng gần đây càng sang phải", "R: the more recent, the further right"))
    often = written.said(Words("F: mua càng nhiều càng lên cao", "F: the more often, the higher up"))
    blank = [{"text": ""} for _ in keys]
    wide = {"grid": {"bottom": 46}, "title": blank}
    return {
        "baseOption": {
            **FRAME,
            "tooltip": TOOLTIP,
            "title": blank,
            "grid": {"left": 46, "right": 2, "top": 8, "bottom": 46},
            "xAxis": named_axis([str(score) for score in SCORES], name=recent, nameGap=26, **across),
            "yAxis": named_axis([str(score) for score in SCORES], name=often, nameGap=26, **across),
            "series": [_series(rows, written)],
        },
        "media": [{"query": {"maxWidth": NARROW}, "option": _narrow(keys)}, {"option": wide}],
    }


def _narrow(keys: list[tuple[str, str]]) -> Option:
    """On a phone the classes are named beneath the squares, by their colours."""
    named = [
        {
            "text": f"{{mark|■}}{NBSP}{names}",
            "left": 0,
            "top": None,
            "bottom": KEY * sum(_tall(names) for _, names in keys[at + 1 :]),
            "padding": 0,
            "textStyle": {"rich": {"mark": text(colour, 13)}, **text("ink", 12), "lineHeight": KEY},
        }
        for at, (colour, names) in enumerate(keys)
    ]
    return {"grid": {"bottom": 54 + KEY * sum(_tall(names) for _, names in keys)}, "title": named}


def _tall(names: str) -> int:
    return names.count("\n") + 1


def _series(rows: Sequence[Row], written: Written) -> Option:
    most = max((row["customers"] or 0 for row in rows), default=0) or 1
    data = [_cell(row, most, written) for row in rows]
    return {"id": "cells", "type": "custom", "renderItem": "draw:cell", "data": data, "encode": {"x": 0, "y": 1}, "cursor": "default"}


def _cell(row: Row, most: float, written: Written) -> Option:
    people = row["customers"] or 0
    step = RAMP[min(int(people / most * len(RAMP)), len(RAMP) - 1)] if people else "sunk"
    name = row["name"] or ""
    strip = {"strip": f"var(--{row['colour']})"} if row["colour"] else {}
    revenue = "" if row["revenue"] is None else f" · {written.exact(row['revenue'])}"
    return {
        "value": [row["recency_score"] - 1, row["frequency_score"] - 1],
        "name": f"{_pair(row)} · {name}" if name else _pair(row),
        "exact": written.count(row["customers"]) + revenue,
        "fill": f"var(--{step})",
        "text": written.count(row["customers"]),
        "bold": True,
        "words": name,
        "edge": "var(--edge)",
        **strip,
    }
