"""What happened over time and what may come: one dot a happening, its area the amount; today, a span of days, and days on which something turns."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from regulars.charts.figure import Figure, nothing
from regulars.charts.option import FRAME, NARROW, TOOLTIP, Option, bare, text
from regulars.charts.tidy import days, numbers, tidy
from regulars.charts.written import Written
from regulars.words import Words, day, minor_digits, number

COLUMNS = (*days("day"), *numbers("amount"))
SHOWN, LONGEST, SHORTEST = 14, 540, 120  # dots at most; days back at most and at least
SLIM_SHOWN, SLIM_SHORTEST = 6, 75  # the same on a phone
ROOM = dt.timedelta(days=45)  # at least so much after the last day, for its name
APART, SLIM_APART = 0.06, 0.14  # of the width: dots nearer than this do not both say their amount
DOT = (7, 22)  # px across, the smallest and the largest
LINE, TOP, DEPTH = 34.0, 100.0, 5  # where dots stand, of 100; steps by which names of turns are set lower
NEAR, SLIM_NEAR = 0.13, 0.24  # of the width: turns nearer than this would have their names on each other
TODAY = Words("hôm nay", "today")
EARLIER = Words("{n} lần trước {month}", "{n} before {month}")
UNITS = {1000: Words("mỗi chấm một lần mua, số là nghìn {coin}", "a dot is a purchase, in thousands of {coin}")}
WHOLE = Words("mỗi chấm một lần mua, số là {coin}", "a dot is a purchase, in {coin}")
MONTHS, SLIM_MONTHS = 8, 3  # names of months beneath the axis, at most
BREAK = "\n"
CLEAR: Option = {"color": "transparent", "opacity": 1}  # of a point that only carries a name
HEADS = Words("Ngày", "Day"), Words("Số tiền", "Amount")


@dataclass(frozen=True)
class Span:
    """Days between which something is likely, with what is said of them."""

    first: dt.date
    last: dt.date
    name: Words


@dataclass(frozen=True)
class Turn:
    """A day on which something turns: what into, and the token of its colour (`watch`, `bad`)."""

    on: dt.date
    name: Words
    tone: str = "watch"


@dataclass(frozen=True)
class _Drawn:
    dots: list[tuple[dt.date, float]]
    today: dt.date
    span: Span | None
    turns: Sequence[Turn]
    earlier: int
    written: Written
    shortest: int = SHORTEST
    apart: float = APART
    near: float = NEAR

    @property
    def is_slim(self) -> bool:
        return self.near == SLIM_NEAR

    @property
    def slim(self) -> _Drawn:
        """The same for a phone: fewer dots, of not so long ago."""
        ends = [self.today, *(turn.on for turn in self.turns), *([self.span.last] if self.span else [])]
        since = self.today - max(dt.timedelta(days=SLIM_SHORTEST), (max(ends) - self.today) * 1.2)
        kept = [each for each in self.dots[-SLIM_SHOWN:] if each[0] > since] or self.dots[-1:]
        return replace(
            self, dots=kept, earlier=self.earlier + len(self.dots) - len(kept), shortest=SLIM_SHORTEST, apart=SLIM_APART, near=SLIM_NEAR
        )

    @property
    def first(self) -> dt.date:
        least = self.today - dt.timedelta(days=self.shortest)
        return min([least, *(on for on, _ in self.dots)]) - dt.timedelta(days=8)

    @property
    def last(self) -> dt.date:
        ends = [self.today + dt.timedelta(days=30), *(turn.on for turn in self.turns), *([self.span.last] if self.span else [])]
        return max(ends) + max((max(ends) - self.first) // 8, ROOM)

    def across(self, on: dt.date) -> float:
        return (on - self.first).days / max((self.last - self.first).days, 1)

    @property
    def unit(self) -> int:
        digits = minor_digits(self.written.currency)
        usual = median(amount for _, amount in self.dots) / 10**digits if self.dots else 0
        return 1000 if usual >= 10_000 else 1

    def amount(self, minor: float) -> str:
        return number(minor / 10 ** minor_digits(self.written.currency) / self.unit, self.written.lang)


def timeline(
    table: object,
    *,
    today: dt.date,
    span: Span | None = None,
    turns: Sequence[Turn] = (),
    lang: str = "vi",
    currency: str = "VND",
    title: str | None = None,
) -> Figure:
    """Draw one dot per row from left to right, up to today; beyond it the `span` and the `turns` to come.

    Columns: `day`, `amount` (minor units); rows of a day are added up. Of many only the last are drawn, the others are counted at the left.
    """
    written = Written(lang, currency)
    every = _summed(table)
    shown = [each for each in every[-SHOWN:] if each[0] > today - dt.timedelta(days=LONGEST)]
    drawn = _Drawn(shown, today, span, sorted(turns, key=lambda turn: turn.on), len(every) - len(shown), written)
    columns = tuple(written.said(head) for head in HEADS)
    said = title or written.said(Words("Các lần mua và những ngày sắp tới", "Purchases, and the days to come"))
    if not every:
        return nothing(said, columns, lang)
    rows = tuple((day(on, lang), written.exact(round(amount))) for on, amount in reversed(every))
    ahead = tuple((when, name) for when, name in _ahead(drawn))
    label = f"{said}. " + "; ".join(f"{when}: {name}" for when, name in [*ahead, *rows[:SHOWN]]) + "."
    return Figure(said, label, _option(drawn), columns, (*ahead, *rows), height=196, narrow=212, lang=lang)


def note(figure_table: object, lang: str, currency: str) -> str:
    """What the numbers beneath the dots are, to be said beside the title."""
    written = Written(lang, currency)
    drawn = _Drawn(_summed(figure_table)[-SHOWN:], dt.date.min, None, (), 0, written)
    return written.said(UNITS.get(drawn.unit, WHOLE), coin=written.coin().lstrip(", "))


def _summed(table: object) -> list[tuple[dt.date, float]]:
    found: dict[dt.date, float] = {}
    for row in tidy(table, COLUMNS):
        if row["day"] is not None:
            found[row["day"]] = found.get(row["day"], 0) + (row["amount"] or 0)
    return sorted(found.items())


def _ahead(drawn: _Drawn) -> list[tuple[str, str]]:
    """The days to come as rows of the table, the latest first."""
    lang = drawn.written.lang
    turns = [(day(turn.on, lang), turn.name.of(lang)) for turn in reversed(drawn.turns)]
    span = [(f"{day(drawn.span.first, lang)}–{day(drawn.span.last, lang)}", drawn.span.name.of(lang))] if drawn.span else []
    return [*turns, *span]


def _option(drawn: _Drawn) -> Option:
    return {
        "baseOption": {
            **FRAME,
            "tooltip": TOOLTIP,
            "yAxis": bare(type="value", min=0, max=TOP),
            **_form(drawn, MONTHS),
        },
        "media": [{"query": {"maxWidth": NARROW}, "option": _form(drawn.slim, SLIM_MONTHS)}, {"option": _form(drawn, MONTHS)}],
    }


def _form(drawn: _Drawn, months: int) -> Option:
    """What differs between a wide chart and a narrow one."""
    axis = {
        "type": "value",
        "min": 0,
        "max": _x(drawn, drawn.last),
        "splitLine": {"show": False},
        "axisTick": {"show": False},
        "axisLabel": {"show": False},
        "axisLine": {"lineStyle": {"color": "var(--line2)"}},
    }
    series = [*_span(drawn), _today(drawn), *_turns(drawn), _dots(drawn), _earlier(drawn), _months(drawn, months)]
    return {"grid": {"left": 16, "right": 8, "top": 26 if drawn.is_slim else 8, "bottom": 28}, "xAxis": axis, "series": series}


def _x(drawn: _Drawn, on: dt.date) -> int:
    return (on - drawn.first).days


def _dots(drawn: _Drawn) -> Option:
    most = max((amount for _, amount in drawn.dots), default=0) or 1
    told = _told(drawn)
    least, widest = DOT
    data = [
        {
            "value": [_x(drawn, on), LINE],
            "name": day(on, drawn.written.lang),
            "exact": drawn.written.exact(round(amount)),
            "symbolSize": round(max(least, widest * (max(amount, 0) / most) ** 0.5), 1),
            "label": {"show": on in told, "formatter": drawn.amount(amount)},
        }
        for on, amount in drawn.dots
    ]
    label = {"show": True, "position": "bottom", "distance": 8, **text("ink2", 12)}
    return {
        "id": "dots",
        "type": "scatter",
        "data": data,
        "label": label,
        "itemStyle": {"color": "var(--well)", "opacity": 1},
        "cursor": "default",
        "z": 4,
    }


def _told(drawn: _Drawn) -> set[dt.date]:
    """The dots that say their amount: the last, and back from it those far enough from the one before."""
    told: list[dt.date] = []
    for on, _ in reversed(drawn.dots):
        if not told or drawn.across(told[-1]) - drawn.across(on) >= drawn.apart:
            told.append(on)
    return set(told)


def _pole(id: str, x: int, height: float, colour: str, width: float, label: Option) -> Option:
    """A line that stands on the axis, with its name at its head."""
    quiet = {"value": [x, 0], "symbolSize": 0, "label": {"show": False}}
    return {
        "id": id,
        "type": "line",
        "silent": True,
        "symbol": "circle",
        "symbolSize": 0.1,
        "showAllSymbol": True,
        "lineStyle": {"color": f"var(--{colour})", "width": width},
        "itemStyle": CLEAR,
        "data": [quiet, {"value": [x, height], "label": {"show": True, **label}}],
        "z": 3,
    }


def _today(drawn: _Drawn) -> Option:
    label = {"formatter": drawn.written.said(TODAY), "position": "left", "distance": 8, **text("ink", 12, 600)}
    return _pole("today", _x(drawn, drawn.today), 78, "ink", 1.5, label)


def _turns(drawn: _Drawn) -> list[Option]:
    """Each turn lower than the one before it where their names would meet."""
    found, depth = [], 0
    for at, turn in enumerate(drawn.turns):
        near = at and drawn.across(turn.on) - drawn.across(drawn.turns[at - 1].on) < drawn.near
        depth = depth + 1 if near else 0
        right = drawn.across(turn.on) < 1 - NEAR or drawn.is_slim
        said = f"{day(turn.on, drawn.written.lang)[:-5]}\n{turn.name.of(drawn.written.lang)}"
        label = {
            "formatter": said,
            "position": "right" if right else "left",
            "align": "left" if right else "right",
            "distance": 6,
            "lineHeight": 15,
            **text(turn.tone, 12, 600),
        }
        fill = {"watch": "watch-fill", "bad": "bad-fill"}.get(turn.tone, turn.tone)
        found.append(_pole(f"turn-{at}", _x(drawn, turn.on), 68 - 26 * (depth % DEPTH), fill, 2, label))
    return found


def _span(drawn: _Drawn) -> list[Option]:
    """The likely days as a wash from the axis up, their name above it."""
    if drawn.span is None:
        return []
    span, lang = drawn.span, drawn.written.lang
    first, last = _x(drawn, span.first), max(_x(drawn, span.last), _x(drawn, span.first) + 1)
    said = f"{_short(span, lang)}{BREAK if drawn.is_slim else ' '}{span.name.of(lang)}"
    right = 1 - drawn.across(span.first) > drawn.across(span.last)  # to where there is more room
    label = {
        "show": True,
        "formatter": said,
        "position": "right" if right else "left",
        "distance": 2,
        "lineHeight": 15,
        **text("accent-strong", 12, 600),
    }
    wash = {
        "id": "span",
        "type": "line",
        "silent": True,
        "symbol": "none",
        "lineStyle": {"width": 0},
        "areaStyle": {"color": "var(--accent-wash)", "opacity": 1},
        "data": [[first, 84], [last, 84]],
        "z": 1,
    }
    at = first if right else last
    name = {
        "id": "span-name",
        "type": "scatter",
        "silent": True,
        "symbolSize": 1,
        "itemStyle": CLEAR,
        "data": [{"value": [at, 94], "label": label}],
        "z": 5,
    }
    return [wash, name]


def _short(span: Span, lang: str) -> str:
    first, last = (day(on, lang)[:-5] for on in (span.first, span.last))
    return first if first == last else f"{first}–{last}"


def _earlier(drawn: _Drawn) -> Option:
    """How many are not drawn, said at the left."""
    begun = drawn.dots[0][0] if drawn.dots else drawn.today
    said = drawn.written.said(EARLIER, n=drawn.earlier, month=f"{begun:%m/%Y}") if drawn.earlier else ""
    label = {"show": bool(said), "formatter": said, "position": "right", "distance": 0, **text("ink2", 12)}
    return {
        "id": "earlier",
        "type": "scatter",
        "silent": True,
        "symbolSize": 1,
        "itemStyle": CLEAR,
        "data": [{"value": [0, 60], "label": label}],
    }


def _months(drawn: _Drawn, most: int) -> Option:
    """Beginnings of months beneath the axis, so many at most."""
    begun = [on for on in _firsts(drawn.first, drawn.last) if 0.03 < drawn.across(on) < 0.97]
    step = -(-len(begun) // most) or 1
    data = [{"value": [_x(drawn, on), 0], "label": {"formatter": f"{on:%m/%Y}"}} for on in begun[::step]]
    label = {"show": True, "position": "bottom", "distance": 8, **text("ink2", 12)}
    return {"id": "months", "type": "scatter", "silent": True, "symbolSize": 1, "itemStyle": CLEAR, "label": label, "data": data}


def _firsts(first: dt.date, last: dt.date) -> list[dt.date]:
    every = [first + dt.timedelta(days=n) for n in range((last - first).days + 1)]
    return [after for before, after in pairwise(every) if before.month != after.month]
