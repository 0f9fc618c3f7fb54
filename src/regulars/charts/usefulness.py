"""How much each way of sorting foretold: a bar for the scheme, a short line across where the best sorting into as many groups would end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from regulars.charts.bars import Bar, bars
from regulars.charts.figure import Figure, nothing
from regulars.charts.option import Option, text
from regulars.charts.tidy import Row, numbers, texts, tidy
from regulars.charts.written import Written
from regulars.words import Words

LOWER = 11  # px from the middle of a row down to its bar, where the name stands above it
COLUMNS = (*texts("name"), *numbers("explained", "tree", "usefulness"), *numbers("usefulness_low", "usefulness_high", needed=False))


@dataclass(frozen=True)
class _Scored:
    """One scheme: its bar, where the best sorting ends, and all as texts; `both`: what bar and line say, the percent sign only once."""

    bar: Bar
    tree: float
    tree_text: str
    range_text: str
    both: str

    @property
    def end(self) -> float:
        return max(self.bar.value or 0, self.tree)


def usefulness(table: object, *, lang: str = "vi", currency: str = "VND", title: str | None = None) -> Figure:
    """Draw one row per scheme, in the order of the table: the share it foretold as a bar, that of the best sorting as a line across, and at the far right
    the first over the second.

    Columns, shares of 1: `name`, `explained`, `tree`, `usefulness`; if there, `usefulness_low` and `usefulness_high`, its interval, for the table. A row
    that foretold less than nothing has no bar, one of which it is not known is left out.
    """
    written = Written(lang, currency)
    rows = [row for row in tidy(table, COLUMNS) if row["explained"] is not None]
    name, head, best, far = (written.said(words) for words in (NAME, FORETOLD, BEST, USEFUL))
    said = title or written.said(Words("Mỗi cách phân loại nói trước được bao nhiêu", "How much each way of sorting foretold"))
    columns = (name, head, best, far, written.said(BETWEEN))
    if not rows:
        return nothing(said, columns, lang)
    scored = [_scored(row, written) for row in rows]
    option, height, narrow = bars([each.bar for each in scored], written.said(HEAD), far, name)
    cells = tuple((each.bar.name, each.bar.exact, each.tree_text, each.bar.far_text, each.range_text) for each in scored)
    listed = "; ".join(f"{each.bar.name}: {each.bar.exact}, {each.bar.far_text}" for each in scored)
    return Figure(said, f"{said}. {listed}.", _with_lines(option, scored), columns, cells, height, narrow, lang)


NAME = Words("Cách phân loại", "Scheme")
FORETOLD, BEST, USEFUL = Words("Nói trước được", "Foretold"), Words("Cây tốt nhất", "Best tree"), Words("Hữu ích", "Usefulness")
HEAD = Words("Nói trước được / vạch: cách chia tốt nhất", "Foretold / the line: the best sorting")
BETWEEN = Words("Khoảng 95 %", "95% interval")


def _scored(row: Row, written: Written) -> _Scored:
    low, high = (written.share(row[f"usefulness_{end}"], 0) for end in ("low", "high"))
    bar = Bar(
        name=row["name"] or written.said(Words("không rõ", "not known")),
        colour="r4",
        value=max(row["explained"], 0),
        value_text="",
        exact=written.share(row["explained"]),
        far_text=written.share(row["usefulness"], 0),
    )
    known = row["usefulness_low"] is not None and row["usefulness_high"] is not None
    both = f"{_short(row['explained'], written).rstrip('%').rstrip()} / {_short(row['tree'], written)}"
    return _Scored(bar, max(row["tree"] or 0, 0), written.share(row["tree"]), f"{low} – {high}" if known else "–", both)


def _short(part: float | None, written: Written) -> str:
    """A share in two digits."""
    return written.share(part, 0 if part is None or abs(part) >= 0.1 else 1)


def _with_lines(option: Option, scored: Sequence[_Scored]) -> Option:
    """Bars with the lines across, on one scale; what a bar says stands behind both, so that nothing lies over it."""
    wide, (slim, form) = _lines(scored, 0), option["media"]
    below = {**slim, "option": {**slim["option"], "series": [*slim["option"]["series"], *_lines(scored, LOWER)]}}
    beside = {**form, "option": {**form["option"], "series": [*form["option"]["series"], *wide]}}
    base = {**option["baseOption"], "series": [*option["baseOption"]["series"], *wide]}
    base["xAxis"] = [{**axis, "max": max(each.end for each in scored) or 1} if axis["gridIndex"] == 1 else axis for axis in base["xAxis"]]
    return {"baseOption": base, "media": [below, beside]}


def _lines(scored: Sequence[_Scored], lower: int) -> list[Option]:
    point = {"type": "scatter", "xAxisIndex": 1, "yAxisIndex": 1, "symbol": "rect", "symbolOffset": [0, lower], "z": 3, "cursor": "default"}
    at = [
        {"value": [each.tree, place], "name": each.bar.name, "exact": each.tree_text, "symbolSize": [3, 22] if each.tree_text != "–" else 0}
        for place, each in enumerate(scored)
    ]
    label = {"show": True, "position": "right", "distance": 8, **text("ink", 13, 600)}
    ends = [{"value": [each.end, place], "label": {"formatter": each.both}} for place, each in enumerate(scored)]
    unseen = {"silent": True, "symbolSize": 1, "itemStyle": {"color": "transparent", "opacity": 1}, "label": label}
    return [
        {**point, "id": "best", "itemStyle": {"color": "var(--ink)", "opacity": 1}, "data": at},
        {**point, **unseen, "id": "said", "data": ends},
    ]
