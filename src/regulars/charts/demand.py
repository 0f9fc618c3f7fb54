"""Weeks over and weeks ahead: what came, what is expected, the band it should lie in, and the same weeks a year before behind it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from regulars.charts.figure import Figure, nothing
from regulars.charts.measures import Measure, measure_named
from regulars.charts.option import CLEAR, FRAME, NARROW, TOOLTIP, Option, named_axis, read_axis, text
from regulars.charts.tidy import Row, days, numbers, tidy
from regulars.charts.written import NOTHING, Written
from regulars.words import NBSP, Words, day

AMONG = ("revenue", "orders")
BESIDE = 0.8  # from so far across on, a value stands left of its point
SIDE = 42  # px right of the last week for its name
TALL, TOP, SLIM_TOP = 290, 34, 74  # px of the chart; above the lines, wide and on a phone
LINES = {
    "seen": ("■", "accent"),
    "expected": ("▬", "accent-strong"),
    "band": ("■", "r2"),
    "before": ("▬", "ink3"),
}  # mark and token of each name
NAMES = {
    "seen": Words("đã về", "came"),
    "expected": Words("dự kiến", "expected"),
    "band": Words("8 trong 10 lần", "8 times in 10"),
    "before": Words("cùng tuần năm trước", "a year before"),
}
HEADS = (
    Words("Tuần từ", "Week from"),
    Words("Đã về", "Came"),
    Words("Dự kiến", "Expected"),
    Words("Thấp", "Low"),
    Words("Cao", "High"),
    Words("Cùng tuần năm trước", "A year before"),
)


@dataclass(frozen=True)
class Week:
    """One week by its name: what came, what is expected with its two ends, what came a year before; null where not known."""

    name: str
    seen: float | None
    expected: float | None
    low: float | None
    high: float | None
    before: float | None


def demand(table: object, *, lang: str = "vi", currency: str = "VND", title: str | None = None, measure: str = "revenue") -> Figure:
    """Draw one row per week from left to right, by `measure`: `revenue` or `orders`.

    Columns: `week` (its Monday), the measure (null ahead), `expected_revenue` or `expected_orders` (null of weeks over); if there, the ends
    `revenue_low` and `revenue_high` (or of orders), and with revenue `same_week_before`. Money in minor units; null is a gap.
    """
    written = Written(lang, currency)
    chosen = measure_named(measure, AMONG)
    weeks = _weeks(table, chosen.name, written)
    columns = tuple(written.said(words) for words in HEADS)
    said = title or written.said(Words("{head} từng tuần", "{head} by week"), head=chosen.head.of(lang))
    if not weeks:
        return nothing(said, columns, lang)
    cells = tuple(_cells(week, chosen, written) for week in weeks)
    listed = "; ".join(f"{cell[0]} {cell[2]}" for cell in cells if cell[2] != NOTHING)
    return Figure(said, f"{said}. {listed}.", _option(weeks, chosen, written), columns, cells, TALL, TALL + SLIM_TOP - TOP, lang)


def _weeks(table: object, measure: str, written: Written) -> list[Week]:
    ends = (f"{measure}_low", f"{measure}_high")
    before = numbers("same_week_before", needed=False) if measure == "revenue" else ()
    rows = tidy(table, (*days("week"), *numbers(measure, f"expected_{measure}"), *numbers(*ends, needed=False), *before))
    told = sorted((row for row in rows if row["week"] is not None), key=lambda row: row["week"])
    years = len({row["week"].year for row in told}) > 1
    return [_week(row, measure, ends, written, years=years) for row in told]


def _week(row: Row, measure: str, ends: tuple[str, str], written: Written, *, years: bool) -> Week:
    name = day(row["week"], written.lang)
    name = name if years else name[: -len("/2026")]
    return Week(name, row[measure], row[f"expected_{measure}"], row[ends[0]], row[ends[1]], row.get("same_week_before"))


def _cells(week: Week, measure: Measure, written: Written) -> tuple[str, ...]:
    values = (week.seen, week.expected, week.low, week.high, week.before)
    return (week.name, *(measure.exact(None if value is None else round(value), written) for value in values))


def _option(weeks: Sequence[Week], measure: Measure, written: Written) -> Option:
    there = _there(weeks)
    return {
        "baseOption": {
            **FRAME,
            "tooltip": TOOLTIP,
            "title": _keys(there, written, across=True),
            "grid": {"left": 60, "right": SIDE, "top": TOP, "bottom": 28},
            "xAxis": named_axis(
                [week.name for week in weeks], boundaryGap=False, axisLabel={**text("ink2", 12), "hideOverlap": True, "margin": CLEAR}
            ),
            "yAxis": read_axis(axisLabel={**text("ink2", 12), "formatter": "format:short"}, splitNumber=4),
            "series": _series(weeks, measure, written),
        },
        "media": [
            {
                "query": {"maxWidth": NARROW},
                "option": {"title": _keys(there, written, across=False), "grid": {"left": 54, "top": SLIM_TOP}},
            },
            {"option": {"title": _keys(there, written, across=True), "grid": {"left": 60, "top": TOP}}},
        ],
    }


def _there(weeks: Sequence[Week]) -> list[str]:
    """The lines of which there is anything."""
    known = {name: any(getattr(week, name) is not None for week in weeks) for name in ("seen", "expected", "before")}
    known["band"] = any(week.low is not None and week.high is not None for week in weeks)
    return [name for name in LINES if known[name]]


def _keys(there: Sequence[str], written: Written, *, across: bool) -> list[Option]:
    """The names of the lines above them, each after its own mark: in a row, or two by two on a phone; those of lines that are not there are blank."""
    made = []
    for at, name in enumerate(LINES):
        mark, colour = LINES[name]
        words = f"{{mark|{mark}}}{NBSP}{written.said(NAMES[name])}" if name in there else ""
        place = {"left": f"{at * 25}%", "top": 2} if across else {"left": f"{at % 2 * 50}%", "top": 2 + at // 2 * 20}
        made.append({"text": words, "padding": 0, "textStyle": {"rich": {"mark": text(colour, 12)}, **text("ink", 12, 500)}, **place})
    return made


def _series(weeks: Sequence[Week], measure: Measure, written: Written) -> list[Option]:
    """The band first, what came and what is expected on top of it; both begin where what came ends."""
    last = max((at for at, week in enumerate(weeks) if week.seen is not None), default=None)
    seen = {at: week.seen for at, week in enumerate(weeks)}
    expected = {at: week.seen if at == last else week.expected for at, week in enumerate(weeks)}
    return [
        *_band(weeks, last, measure, written),
        _line("before", {at: week.before for at, week in enumerate(weeks)}, weeks, measure, written, type="dotted", width=1.5),
        _line("seen", seen, weeks, measure, written, width=2),
        _line("expected", expected, weeks, measure, written, type="dashed", width=2),
        _spoken(weeks, measure, written),
    ]


def _band(weeks: Sequence[Week], last: int | None, measure: Measure, written: Written) -> list[Option]:
    """Two lines one on top of the other: the low end, which is not seen, and what lies between it and the high end."""
    ends = [(week.low, week.high) for week in weeks]
    if last is not None:
        ends[last] = (weeks[last].seen, weeks[last].seen)
    low = [_drawn(low, measure, written) if high is not None else None for low, high in ends]
    between = [_drawn(high - low, measure, written) if low is not None and high is not None else None for low, high in ends]
    unseen = {"type": "line", "stack": "band", "silent": True, "symbol": "none", "lineStyle": {"opacity": 0}}
    return [
        {"id": "low", "data": low, **unseen},
        {"id": "band", "data": between, "areaStyle": {"color": "var(--r2)", "opacity": 0.7}, **unseen},
    ]


def _drawn(value: float | None, measure: Measure, written: Written) -> float | None:
    """A value as the axis counts it."""
    return written.major(value) if measure.kind == "money" else value


def _line(
    name: str, values: Mapping[int, float | None], weeks: Sequence[Week], measure: Measure, written: Written, **style: object
) -> Option:
    colour = f"var(--{LINES[name][1]})"
    data = [
        {
            "value": _drawn(value, measure, written),
            "name": f"{weeks[at].name} · {written.said(NAMES[name])}",
            "exact": measure.exact(value, written),
        }
        for at, value in values.items()
    ]
    look = {"lineStyle": {"color": colour, **style}, "itemStyle": {"color": colour, "opacity": 1}}
    return {
        "id": name,
        "type": "line",
        "symbol": "circle",
        "showAllSymbol": True,
        "symbolSize": 3 if name == "before" else 5,
        "data": data,
        "cursor": "default",
        **look,
    }


def _spoken(weeks: Sequence[Week], measure: Measure, written: Written) -> Option:
    """The liveliest week ahead says its value."""
    ahead = [(week.expected, at) for at, week in enumerate(weeks) if week.expected is not None]
    value, at = max(ahead, default=(None, 0))
    label = {
        "show": True,
        "position": "left" if at >= len(weeks) * BESIDE else "top",
        "distance": 8,
        "formatter": measure.short(value, written),
        **text("ink", 12, 600),
    }
    data = [] if value is None else [{"value": [at, _drawn(value, measure, written)], "label": label}]
    return {"id": "spoken", "type": "scatter", "silent": True, "symbolSize": 1, "itemStyle": {"color": "transparent"}, "data": data}
