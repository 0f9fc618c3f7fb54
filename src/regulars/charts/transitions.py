"""From which class to which: a row per class before, a column per class after, the share that went there in each cell."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from regulars.charts.figure import Figure, nothing
from regulars.charts.option import EDGED, FRAME, NARROW, RAMP, TOOLTIP, Option, heading, named_axis, text
from regulars.charts.sides import broken
from regulars.charts.tidy import has, numbers, texts, tidy
from regulars.charts.written import Written
from regulars.words import NBSP, Words

COLUMNS = (*texts("name", "other_name"), *numbers("customers"), *numbers("share", needed=False), *texts("class", needed=False))
LINE = 16  # px of a line of a name
BESIDE, AT_HEAD = 168, 84  # px for the name of a row, of a column
SLIM = 132  # px for the name of a row on a phone
NAMED = 7  # columns that have room for their names; more are numbered
CUTS = (0.02, 0.05, 0.1, 0.2, 0.35)  # shares at which the ramp steps


@dataclass(frozen=True)
class Matrix:
    """The names of rows and columns, and for each pair the people and their share of the row (null: not said)."""

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    cells: Mapping[tuple[str, str], tuple[float, float | None]]
    written: Written

    def told(self, row: str, column: str) -> tuple[str, str]:
        """People and share of a pair as texts; an en dash where no share is said."""
        people, share = self.cells[row, column]
        return self.written.count(people), self.written.share(share, 0)

    @property
    def numbered(self) -> bool:
        return len(self.columns) > NAMED

    def number(self, name: str) -> int:
        return self.columns.index(name) + 1 if name in self.columns else 0


def transitions(table: object, *, lang: str = "vi", currency: str = "VND", title: str | None = None) -> Figure:
    """Draw the share of each class that stayed (quiet, on the diagonal) and that went to each other class (the deeper, the larger).

    Columns: `name` and `other_name`, `customers`; if there, `share` (of 1, of the first class; null: too few to say) and `class`: a row
    without one came from nowhere and is left out. Rows of the same two names are added up. On a phone the columns are numbered as the rows are.
    """
    written = Written(lang, currency)
    matrix = _matrix(table, written)
    columns = tuple(
        written.said(words)
        for words in (
            Words("Từ", "From"),
            Words("Đến", "To"),
            Words("Số khách", "Customers"),
            Words("Phần của nhóm đầu", "Share of the first"),
        )
    )
    said = title or written.said(Words("Khách từ nhóm nào sang nhóm nào", "From which class to which"))
    if not matrix.rows:
        return nothing(said, columns, lang)
    pairs = [(row, column) for row in matrix.rows for column in matrix.columns if (row, column) in matrix.cells]
    cells = tuple((*pair, *matrix.told(*pair)) for pair in pairs)
    listed = "; ".join(f"{row} → {column}: {people} ({share})" for row, column, people, share in cells if row != column)
    option, height, narrow = _option(matrix)
    return Figure(said, f"{said}. {listed}." if listed else f"{said}.", option, columns, cells, height, narrow, lang)


def _matrix(table: object, written: Written) -> Matrix:
    told = [row for row in tidy(table, COLUMNS) if row["name"] and row["other_name"] and row["customers"] is not None]
    told = [row for row in told if row["class"] is not None] if has(table, "class") else told
    rows = tuple(dict.fromkeys(row["name"] for row in told))
    columns = tuple(dict.fromkeys([*rows, *(row["other_name"] for row in told)]))
    cells: dict[tuple[str, str], tuple[float, float | None]] = {}
    for row in told:
        pair = row["name"], row["other_name"]
        people, share = cells.get(pair, (0, None))
        cells[pair] = people + row["customers"], share if row["share"] is None else (share or 0) + row["share"]
    return Matrix(rows, columns, cells, written)


def _option(matrix: Matrix) -> tuple[Option, int, int]:
    slim_tall, tall = (LINE * max(broken(_named(matrix, row), room).count("\n") + 1 for row in matrix.rows) for room in (SLIM, BESIDE))
    heads = (
        [broken(name, AT_HEAD) for name in matrix.columns] if not matrix.numbered else [str(at + 1) for at in range(len(matrix.columns))]
    )
    top = 30 + LINE * max(head.count("\n") + 1 for head in heads)
    cell, slim_cell = max(34, tall + 8), max(34, slim_tall + 8)
    unlisted = [name for name in matrix.columns if name not in matrix.rows]
    foot = 22 * len(unlisted)
    wide = _form(matrix, heads, BESIDE, top, foot if matrix.numbered else 2, slim=False)
    narrow = _form(matrix, [str(at + 1) for at in range(len(matrix.columns))], SLIM, 48, foot + 2, slim=True)
    option = {
        "baseOption": {**FRAME, "tooltip": TOOLTIP, **wide},
        "media": [{"query": {"maxWidth": NARROW}, "option": narrow}, {"option": wide}],
    }
    wide_foot = foot if matrix.numbered else 0
    return option, top + cell * len(matrix.rows) + wide_foot + 4, 48 + slim_cell * len(matrix.rows) + foot + 4


def _named(matrix: Matrix, name: str) -> str:
    return f"{matrix.number(name)}{NBSP}{NBSP}{name}"


def _form(matrix: Matrix, heads: list[str], beside: int, top: int, foot: int, *, slim: bool) -> Option:
    numbered = slim or matrix.numbered
    names = [broken(_named(matrix, row) if numbered else row, beside) for row in matrix.rows]
    unlisted = [name for name in matrix.columns if name not in matrix.rows]
    keys = [_key(_named(matrix, name) if numbered else "", foot - 22 * at) for at, name in enumerate(unlisted)]
    head = matrix.written.said(
        Words("phần khách của nhóm bên trái sang nhóm phía trên", "share of the class at the left that went to the class above")
    )
    return {
        "title": [heading(("%, " if slim else "") + head, left=0, top=0), *keys],
        "grid": {"left": beside + 12, "right": 0, "top": top, "bottom": foot},
        "xAxis": named_axis(
            heads, position="top", axisLine={"show": False}, axisLabel={**text("ink2", 12), "interval": 0, "lineHeight": LINE, "margin": 6}
        ),
        "yAxis": named_axis(
            names,
            inverse=True,
            axisLine={"show": False},
            axisLabel={**text("ink", 12), "interval": 0, "lineHeight": LINE, "align": "left", "margin": beside + 12},
        ),
        "series": [_cells(matrix, slim)],
    }


def _key(words: str, bottom: int) -> Option:
    """A column without a row of its own, named beneath the cells where columns are numbered."""
    return {"text": words, "left": 0, "top": None, "bottom": bottom - 20, "padding": 0, "textStyle": text("ink", 12)}


def _cells(matrix: Matrix, slim: bool) -> Option:
    places = [(x, y, row, column) for y, row in enumerate(matrix.rows) for x, column in enumerate(matrix.columns)]
    data = [_cell(matrix, *place, slim) for place in places if place[2:] in matrix.cells]
    return {"id": "cells", "type": "custom", "renderItem": "draw:cell", "data": data, "encode": {"x": 0, "y": 1}, "cursor": "default"}


def _cell(matrix: Matrix, x: int, y: int, row: str, column: str, slim: bool) -> Option:
    _, share = matrix.cells[row, column]
    people, words = matrix.told(row, column)
    step = "paper" if share is None else RAMP[sum(share >= cut for cut in CUTS)]
    fill = "sunk" if row == column and share is not None else step  # most stay: no finding
    return {
        "value": [x, y],
        "name": f"{row} → {column}" if row != column else row,
        "exact": f"{people} ({words})",
        "fill": f"var(--{fill})",
        "text": words.rstrip(f"%{NBSP}") if slim else words,
        **({"edge": "var(--edge)"} if fill in EDGED else {}),
    }
