"""What was and what is expected, row by row: a bar for what is to come, a thin one beneath for what was, the change at the far right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from regulars.charts.figure import Figure, nothing
from regulars.charts.measures import MEASURES
from regulars.charts.option import EDGED, FRAME, NARROW, TOOLTIP, Option, bare, heading, text
from regulars.charts.sides import BODY, HEAD, LINE, ON_PHONE, broken, lines, standing
from regulars.charts.tidy import COLOUR, Row, numbers, texts, tidy
from regulars.charts.written import NOTHING, Written
from regulars.words import NBSP, Words

COLUMNS = (*texts("name"), COLOUR, *numbers("spend_365d", "expected_spend"), *numbers("expected_share", "change", needed=False))
WIDE = ({"left": 0, "right": "70%", **BODY}, {"left": "32%", "right": "26%", **BODY}, {"left": "86%", "right": 0, **BODY})
SLIM = ({"left": 0, "right": 0, **BODY}, {"left": 0, "right": "42%", **BODY}, {"left": "78%", "right": 0, **BODY})
ROW, SLIM_ROW, SLIM_HEAD = 46, 68, 18  # px of a row; of one whose name stands above its bars; of the second line of heads on a phone
BESIDE = 190  # px for a name left of its bars
SLOTS = {"name": 20, "coming": 15, "was": 7}  # px of a name above its bars, of a bar to come, of one that was
GRIDS = range(3)


@dataclass(frozen=True)
class Line:
    """One row: name, colour token, what was and what is expected (null draws nothing) with their texts, and the change."""

    name: str
    colour: str
    was: float | None
    coming: float | None
    was_text: str
    coming_text: str
    was_exact: str
    coming_exact: str
    change: str


def expected(table: object, *, lang: str = "vi", currency: str = "VND", title: str | None = None) -> Figure:
    """Draw one row per class, in the order of the table: what is expected of it, what it spent, and the change.

    Columns: `name`, `spend_365d` and `expected_spend` (minor units; null: not known); if there, `colour` (a token), `expected_share` and `change` (of 1).
    """
    written = Written(lang, currency)
    rows = tidy(table, COLUMNS)
    said = title or written.said(Words("Chi tiêu đã có và dự kiến, theo nhóm", "Spend so far and expected, by class"))
    name, share, change = (written.said(words) for words in (NAME, SHARE, CHANGE))
    was, coming = (MEASURES[each].title(written) for each in ("spend_365d", "expected_spend"))
    columns = (name, coming, share, was, change)
    if not rows:
        return nothing(said, columns, lang)
    drawn = [_line(row, written) for row in rows]
    option, height, narrow = _drawn(drawn, (name, coming, was, change))
    shares = [written.share(row["expected_share"]) for row in rows]
    cells = tuple((line.name, line.coming_exact, part, line.was_exact, line.change) for line, part in zip(drawn, shares, strict=True))
    listed = "; ".join(f"{line.name}: {line.coming_text}, {line.change}" for line in drawn)
    return Figure(said, f"{said}. {listed}.", option, columns, cells, height, narrow, lang)


NAME, SHARE, CHANGE = Words("Nhóm", "Class"), Words("Phần dự kiến", "Share of expected"), Words("Thay đổi", "Change")


def _line(row: Row, written: Written) -> Line:
    was, coming, change = row["spend_365d"], row["expected_spend"], row["change"]
    return Line(
        name=row["name"] or written.said(Words("không rõ", "not known")),
        colour=row["colour"] or "r4",
        was=was,
        coming=coming,
        was_text=written.amount(was),
        coming_text=written.amount(coming),
        was_exact=written.exact(was),
        coming_exact=written.exact(coming),
        change=NOTHING if change is None else ("+" if change > 0 else "") + written.share(change, 0),
    )


def _drawn(rows: Sequence[Line], heads: tuple[str, str, str, str]) -> tuple[Option, int, int]:
    """The option, its height in px and its height on a phone; all bars start at 0 and share one scale."""
    wraps = max(lines(row.name, BESIDE) for row in rows)
    slim = max(lines(row.name, ON_PHONE) for row in rows)
    option: Option = {
        "baseOption": {
            **FRAME,
            "tooltip": TOOLTIP,
            "xAxis": [_scale(rows, grid) for grid in GRIDS],
            "yAxis": [bare(type="category", data=[row.name for row in rows], inverse=True, gridIndex=grid) for grid in GRIDS],
            **_wide(rows, heads),
        },
        "media": [{"query": {"maxWidth": NARROW}, "option": _narrow(rows, heads)}, {"option": _wide(rows, heads)}],
    }
    low = HEAD + SLIM_HEAD + (SLIM_ROW + LINE * (slim - 1)) * len(rows)
    return option, HEAD + max(ROW, LINE * wraps + 10) * len(rows), low


def _scale(rows: Sequence[Line], grid: int) -> Option:
    values = [value or 0 for row in rows for value in (row.was, row.coming)] if grid == 1 else [1]
    lowest, highest = min(0, *values), max(0, *values)
    return bare(type="value", min=lowest, max=highest if highest > lowest else 1, gridIndex=grid)


def _wide(rows: Sequence[Line], heads: tuple[str, str, str, str]) -> Option:
    name, coming, was, change = heads
    keys = heading(f"{_key('coming', coming)}{NBSP * 4}{_key('was', was)}", left="32%")
    shown = [heading(name, left=0), _rich(keys), {"text": ""}, heading(change, left="100%", textAlign="right")]
    return {"title": shown, "grid": list(WIDE), "series": _series(rows, above=False)}


def _narrow(rows: Sequence[Line], heads: tuple[str, str, str, str]) -> Option:
    _, coming, was, change = heads
    keys = [_rich(heading(_key("coming", coming), left=0)), _rich(heading(_key("was", was), left=0, top=3 + SLIM_HEAD))]
    below = [{**grid, "top": BODY["top"] + SLIM_HEAD} for grid in SLIM]
    return {
        "title": [{"text": ""}, *keys, heading(change, left="100%", top=3 + SLIM_HEAD, textAlign="right")],
        "grid": below,
        "series": _series(rows, above=True),
    }


def _key(which: str, name: str) -> str:
    """What a bar stands for, after its own mark."""
    return f"{{{which}|{'■' if which == 'coming' else '▬'}}}{NBSP}{name}"


def _rich(title: Option) -> Option:
    marks = {"coming": text("r5", 12), "was": text("past-up", 12)}
    return {**title, "textStyle": {**title["textStyle"], "rich": marks}}


def _series(rows: Sequence[Line], *, above: bool) -> list[Option]:
    """Every row has a slot for its name, for what is to come and for what was; the name stands above its bars on a phone."""
    filled = {
        (0, "name"): standing([broken(row.name, ON_PHONE if above else BESIDE) for row in rows], 0, "insideLeft", 500),
        (1, "coming"): _bars(rows, "coming", 13, 600, "ink"),
        (2, "coming"): standing([row.change for row in rows], 2, "insideRight", 400),
        (1, "was"): _bars(rows, "was", 12, 400, "ink2"),
    }
    return [{**filled.get((grid, slot), _blank(grid, slot)), **_place(grid, slot, above=above)} for slot in SLOTS for grid in GRIDS]


def _place(grid: int, slot: str, *, above: bool) -> Option:
    """The slot and its height in px; on a desk name and change stand in the middle of their row, which has two slots for the bars only."""
    own = slot if above or (grid == 1 and slot != "name") else "coming"
    return {"stack": f"{grid}-{own}", "barWidth": SLOTS[own], "barGap": "36%"}


def _blank(grid: int, slot: str) -> Option:
    return {"id": f"blank-{slot}-{grid}", "type": "bar", "xAxisIndex": grid, "yAxisIndex": grid, "silent": True, "data": []}


def _bars(rows: Sequence[Line], which: str, size: int, weight: int, colour: str) -> Option:
    label = {"show": True, "position": "right", "distance": 8, **text(colour, size, weight)}
    data = [_bar(row, which) for row in rows]
    return {"id": which, "type": "bar", "xAxisIndex": 1, "yAxisIndex": 1, "label": label, "data": data, "cursor": "default"}


def _bar(row: Line, which: str) -> Option:
    value = row.coming if which == "coming" else row.was
    colour = row.colour if which == "coming" else "past-up"
    edge = {"borderColor": "var(--edge)", "borderWidth": 1} if colour in EDGED and value else {}
    style = {"color": f"var(--{colour})", "borderRadius": 2, **edge}
    said, exact = (row.coming_text, row.coming_exact) if which == "coming" else (row.was_text, row.was_exact)
    return {"value": value or 0, "name": row.name, "exact": exact, "itemStyle": style, "label": {"formatter": said}}
