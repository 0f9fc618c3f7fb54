"""What is new on this day: the figures of the last days beside those before, who climbed, who began to leave, who is due, and what waits to be done."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import ibis
import ibis.expr.types as ir

from regulars.insight import due
from regulars.insight.facts import Facts
from regulars.insight.leaving import LIFECYCLE, SLIPPING
from regulars.insight.moves import Move, directions, moves
from regulars.insight.revenue import Year, first_days
from regulars.insight.spoken import figure, people
from regulars.words import NBSP, Words

WEEK, LADDER = 7, "ladder"
BUYING = ("new", "active")  # the classes of lifecycle who are buying now
COLUMNS = {"figure": "string", "name": "string", "value": "float64", "before": "float64", "unit": "string", "rising": "string"}
NAMES = {
    "days": ("count", None, Words("Số ngày được so", "Days compared")),
    "revenue": ("money", "good", Words("Doanh thu 7 ngày", "Revenue, 7 days")),
    "buying": ("customers", "good", Words("Khách đang mua", "Customers buying")),
    "repeat_share": ("share", "good", Words("Doanh thu từ khách mua lại", "Revenue from repeat purchases")),
    "at_risk": ("money", "bad", Words("Có thể mất, 90 ngày tới", "Revenue at risk, 90 days")),
    "climbed": ("customers", "good", Words("Khách leo bậc", "Customers who climbed")),
    "climbed_to_top": ("customers", "good", Words("Lên bậc cao nhất", "Reached the top rung")),
    "began_leaving": ("customers", "bad", Words("Khách bắt đầu rời", "Customers who began to leave")),
    "top_began_leaving": ("customers", "bad", Words("Khách bậc cao nhất bắt đầu rời", "Of the top rung, began to leave")),
    "top_began_leaving_spend": ("money", "bad", Words("Họ đã mua trong 365 ngày", "They spent in 365 days")),
    "top_slipping": ("customers", "bad", Words("Khách bậc cao nhất đang rời", "Of the top rung, slipping")),
    "top_slipping_spend": ("money", "bad", Words("Họ đã mua trong 365 ngày", "They spent in 365 days")),
    "top_silent_from": ("days", None, Words("Im lặng ít nhất", "Silent at least")),
    "top_silent_to": ("days", None, Words("Im lặng nhiều nhất", "Silent at most")),
    "due": ("customers", "good", Words("Khách quen đến kỳ mua trong 7 ngày tới", "Regulars due within 7 days")),
    "due_spend": ("money", "good", Words("Họ thường mua mỗi lần", "They usually spend on a visit")),
    "due_zalo": ("customers", None, Words("Trong đó đồng ý nhận Zalo", "Of them, agreed to Zalo")),
    "complaints": ("customers", "bad", Words("Khách có khiếu nại còn mở", "Customers with an open complaint")),
    "complaints_top": ("customers", "bad", Words("Trong đó ở bậc cao nhất", "Of them, on the top rung")),
}


@dataclass(frozen=True)
class Span:
    """The told days compared: the last at least a week before the day, and the one as long before that (null: not told)."""

    earlier: dt.date | None
    since: dt.date
    until: dt.date

    @property
    def days(self) -> int:
        return (self.until - self.since).days


def span(told: Sequence[dt.date], as_of: dt.date) -> Span | None:
    """What can be compared with the day; null where classes were not told so early."""
    by = [each for each in told if each <= as_of - dt.timedelta(days=WEEK)]
    if not by or not told or told[-1] != as_of:
        return None
    earlier = by[-1] - (as_of - by[-1])
    return Span(earlier if earlier in by else None, by[-1], as_of)


@dataclass(frozen=True, eq=False)
class Today:
    """The figures of the day, by name; null where not known. Money in minor units, shares between 0 and 1."""

    facts: Facts

    @cached_property
    def span(self) -> Span | None:
        return span(self.facts.history.days, self.facts.as_of)

    @cached_property
    def values(self) -> dict[str, tuple[float | None, float | None]]:
        """Every figure with what it was before."""
        return dict([*self._money(), *self._moved(), *self._waiting()])

    def _money(self) -> Iterator[tuple[str, tuple[float | None, float | None]]]:
        week = dt.timedelta(days=WEEK)
        now, before = week_of(self.facts.sales, self.facts.as_of), week_of(self.facts.sales, self.facts.as_of - week)
        known = self.facts.span[0] <= self.facts.as_of - 2 * week + dt.timedelta(days=1)
        yield "days", (self.span.days if self.span else None, None)
        yield "revenue", (now.revenue, before.revenue if known else None)
        yield "buying", self._buying
        yield "repeat_share", (now.repeat_share, before.repeat_share if known else None)
        yield "at_risk", (self.facts.leaving.at_risk, self.facts.remembered("at_risk", self.span.since) if self.span else None)

    @property
    def _buying(self) -> tuple[float | None, float | None]:
        sizes = self.facts.sizes.get(LIFECYCLE)
        if sizes is None:
            return None, None
        now = sum(row.people for row in sizes.rows if row.id in BUYING)
        held = held_on(self.facts.stays(LIFECYCLE), self.span.since) if self.span else None
        return now, None if held is None else sum(held.get(id, 0) for id in BUYING)

    def _moved(self) -> Iterator[tuple[str, tuple[float | None, float | None]]]:
        ladder = self.facts.scheme(LADDER)
        ways = directions(ladder) if ladder else {}
        up = self._counted(LADDER, lambda move: ways.get((move.source or "", move.target or "")) == "up")
        yield "climbed", up
        yield "climbed_to_top", self._counted(LADDER, lambda move: move.target == self.top and move.source is not None)
        yield "began_leaving", self._counted(LIFECYCLE, lambda move: move.target == SLIPPING and move.source is not None)
        new = self._totals(self._top_slipping.semi_join(self._began(), "customer_id")) if self.span and self._both else {}
        yield "top_began_leaving", (new.get("people"), None)
        yield "top_began_leaving_spend", (new.get("spend"), None)

    def _counted(self, scheme: str, meant: object) -> tuple[float | None, float | None]:
        if self.span is None or self.facts.scheme(scheme) is None:
            return None, None
        found = self._moves(scheme)
        last = 2 if self.span.earlier else 1
        counts = [sum(move.people for move in found if move.at == at and meant(move)) for at in (last, 1)]  # type: ignore[operator]
        return counts[0], counts[1] if self.span.earlier else None

    def _moves(self, scheme: str) -> list[Move]:
        days = [each for each in (self.span.earlier, self.span.since, self.span.until) if each] if self.span else []
        return moves(self.facts.stays(scheme), days)

    @property
    def top(self) -> str | None:
        """The top rung of the ladder."""
        ladder = self.facts.scheme(LADDER)
        return ladder.better[0][-1] if ladder and ladder.better else None

    @property
    def _both(self) -> bool:
        return {LADDER, LIFECYCLE} <= set(self.facts.classes.columns)

    @property
    def _top_slipping(self) -> ir.Table:
        told = self.facts.classes
        mine = told.filter((told[LADDER] == self.top) & (told[LIFECYCLE] == SLIPPING)).select("customer_id")
        return self.facts.profile.select("customer_id", "spend_365d", "days_since_last").semi_join(mine, "customer_id")

    def _began(self) -> ir.Table:
        stays, since = self.facts.stays(LIFECYCLE), self.span.since if self.span else self.facts.as_of
        return stays.filter((stays["class"] == SLIPPING) & stays.valid_to.isnull() & (stays.valid_from > ibis.literal(since))).select(
            "customer_id"
        )

    def _totals(self, table: ir.Table) -> Mapping[str, float | None]:
        silent = table.days_since_last
        return (
            table.agg(people=table.count(), spend=table.spend_365d.sum(), least=silent.min(), most=silent.max()).to_pyarrow().to_pylist()[0]
        )

    def _waiting(self) -> Iterator[tuple[str, tuple[float | None, float | None]]]:
        slipping = self._totals(self._top_slipping) if self._both else {}
        names = ("top_slipping", "top_slipping_spend", "top_silent_from", "top_silent_to")
        yield from ((name, (slipping.get(key), None)) for name, key in zip(names, ("people", "spend", "least", "most"), strict=True))
        soon = due.due(self.facts.profile, self.facts.classes)
        yield from (("due", (soon.people, None)), ("due_spend", (soon.spend, None)), ("due_zalo", (soon.zalo, None)))
        told = self.facts.profile.select("customer_id", "open_complaints").join(self.facts.classes, "customer_id")
        open_now = told.filter(told.open_complaints > 0)
        top = open_now[LADDER] == self.top if LADDER in told.columns else ibis.literal(False)
        row = open_now.agg(people=open_now.count(), top=top.sum()).to_pyarrow().to_pylist()[0]
        yield from (("complaints", (row["people"], None)), ("complaints_top", (row["top"] or 0, None)))


def week_of(sales: ir.Table, ends: dt.date) -> Year:
    """The figures of the seven days ending on a day; a purchase is a repeat after the day of the buyer's first."""
    within = sales.filter(sales.day.between(ibis.literal(ends - dt.timedelta(days=WEEK - 1)), ibis.literal(ends)))
    joined = within.left_join(first_days(sales), "customer_id").select("customer_id", "day", "net", "counts", "first_day")
    known = joined.customer_id.notnull()
    row = joined.agg(
        revenue=joined.net.sum(),
        known=joined.net.sum(where=known),
        repeat=joined.net.sum(where=known & (joined.day > joined.first_day)),
        buyers=joined.customer_id.nunique(where=known & joined.counts),
    )
    told = row.to_pyarrow().to_pylist()[0]
    return Year(ends, *(int(told[name] or 0) for name in ("revenue", "known", "repeat", "buyers")))


def held_on(stays: ir.Table, day: dt.date) -> dict[str, int]:
    """How many stood in each class at the end of a told day, from the stays of a scheme."""
    on = ibis.literal(day)
    here = stays.filter((stays.valid_from <= on) & (stays.valid_to.isnull() | (stays.valid_to > on)))
    counted = here.group_by("class").agg(customers=here.count()).to_pyarrow().to_pylist()
    return {row["class"]: row["customers"] for row in counted}


def sentence(found: Today) -> Words:
    """How many climbed and how many began to leave."""
    climbed, leaving = (found.values[name][0] for name in ("climbed", "began_leaving"))
    if found.span is None or climbed is None or leaving is None:
        return Words(
            "Chưa đủ ngày xếp nhóm để biết ai leo bậc, ai bắt đầu rời.", "Too few days told to know who climbed and who began to leave."
        )
    told = {"n": figure(found.span.days), "up": people(int(climbed)), "down": people(int(leaving))}
    return Words(
        f"{{n}}{NBSP}ngày qua, {{up}} leo{NBSP}bậc và {{down}} bắt đầu rời.", "In {n} days {up} climbed, and {down} began to leave."
    ).filled(**told)


def table(found: Today, lang: str) -> list[dict[str, object]]:
    """One row per figure (`COLUMNS`). `rising`: whether more of it is `good` or `bad`; null where neither."""
    return [
        {"figure": id, "name": words.of(lang), "value": value, "before": before, "unit": unit, "rising": rising}
        for id, (unit, rising, words) in NAMES.items()
        for value, before in [found.values[id]]
    ]


NOTES = (
    Words(
        "Bắt đầu rời: sang nhóm Đang rời của vòng đời. Đang mua: nhóm Mới mua và Đang mua. Mua lại: mua sau ngày đầu tiên. So với cùng số ngày liền trước.",
        "Began to leave: entered Slipping in their lifecycle. Buying: New and Active. Repeat: after the day of the first purchase. Compared with as many days before.",
    ),
    due.NOTE,
)
