"""Noticing: which facts are new, mended or gone since a moment, and whom they concern. Nothing is compared row by row."""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import dataclass

import ibis
import ibis.expr.types as ir

from regulars.arithmetic import EPOCH
from regulars.cells import CELLS, MARK
from regulars.features.orders import in_force
from regulars.store.engine import Engine
from regulars.tables import TABLES

# Tables whose every change concerns all customers, or none by name.
WIDE = ("stores",)
UNREAD = ("rates",)  # used by imports only
NAMED = {
    "contacts": "customer_id",
    "answers": "customer_id",
    "consents": "customer_id",
    "referrals": "referrer_id",
    "events": "customer_id",
}


@dataclass(frozen=True)
class Counted:
    """One table at a moment: its last batch, its rows, and how many of them were replaced."""

    batch: int
    rows: int
    replaced: int


def counted(store: Engine) -> dict[str, Counted]:
    """Every canonical table as it is now."""
    return {name: Counted(*store.counted(name)) for name in TABLES}


@dataclass(frozen=True)
class Span:
    """The days after `then` up to `now`, and the moments (UTC) at which both are over."""

    then: dt.date
    now: dt.date
    then_end: dt.datetime
    now_end: dt.datetime

    def leaving(self, day: ir.DateValue, *days: int) -> ir.BooleanValue:
        """A day that was among the last so many on the earlier day and is not on the later one, for one of these numbers of days."""
        spans = ((self.then - dt.timedelta(days=back - 1), self.now - dt.timedelta(days=back)) for back in days)
        return ibis.or_(*(day.between(first, last) for first, last in spans))

    def left(self, moment: ir.TimestampValue, *hours: int) -> ir.BooleanValue:
        """A moment that leaves one of the spans of so many hours (0: that comes to pass)."""
        backs = [dt.timedelta(hours=back) for back in hours]
        return ibis.or_(*((moment >= self.then_end - back) & (moment < self.now_end - back) for back in backs))

    def comes(self, day: ir.DateValue) -> ir.BooleanValue:
        """A day after the earlier and up to the later one."""
        return (day > self.then) & (day <= self.now)


DAY = 24
# Spans (hours) at whose ends a moment of each table changes a feature; 0 is the end of the day itself.
SPANS = {
    "contacts": (0, 30 * DAY, 180 * DAY, 365 * DAY),
    "answers": (0, 180 * DAY, 365 * DAY),
    "consents": (0,),
    "referrals": (0,),
    "events": (0, DAY, 90 * DAY, 91 * DAY),
}


@dataclass(frozen=True)
class News:
    """What is new since a moment, as temporary tables of the store.

    `news_orders` (order_id): documents to be read anew. `fresh_orders` (order_id): those that came. `news_people` (customer_id): customers concerned
    otherwise. `late`: how many documents are dated on or before the earlier day. `earliest`: the first day of a document that came or was replaced
    (null: none). `mended`: not all of them are new and dated after that day.
    """

    orders: int
    late: int
    earliest: dt.date | None
    mended: bool = False


def facts_since(store: Engine, then: Mapping[str, Counted], moment: dt.datetime, day: dt.date) -> News | None:
    """Documents and customers with rows that came, or were replaced, after a moment (UTC) at which the tables were as counted `then`.

    Null where that cannot be told, or concerns everybody: rows are gone or back, or places changed.
    """
    now = counted(store)
    changed = {name for name in now if now[name] != then.get(name)}
    if any(name in WIDE or name not in then or not _only_grew(store.table(name), then[name], moment) for name in changed):
        return None

    @functools.cache
    def newer(name: str) -> ir.Table:
        return store.newer(name, then[name].batch, moment)

    _orders(store, changed, newer)
    people = [newer("customers").select("customer_id")] if "customers" in changed else []
    people += [newer(name).select(customer_id=owner) for name, owner in NAMED.items() if name in changed]
    if "events" in changed:
        people.append(_by_visitor(store, newer("events")))
    _listed(store, "news_people", "customer_id", people)
    return _news(store, newer, day)


def _news(store: Engine, newer: Callable[[str], ir.Table], day: dt.date) -> News:
    fresh = store.materialise("fresh_orders", newer("orders").select("order_id", "customer_id", "ordered_on", "replaced_at"))
    late = fresh.order_id.count(where=fresh.ordered_on <= day)
    told = _row(fresh.aggregate(earliest=fresh.ordered_on.min(), late=late, mended=fresh.replaced_at.count()))
    mended = told["mended"] + count(newer("order_lines").filter(ibis._.replaced_at.notnull()))
    return News(count(store.temporary("news_orders")), told["late"], told["earliest"], bool(told["late"] or mended))


def _only_grew(table: ir.Table, then: Counted, moment: dt.datetime) -> bool:
    """Whether the rows that were there are all there, none of them replaced or back unnoticed."""
    old = table.filter(table.batch_id.fill_null(0) <= then.batch, table.recorded_at.isnull() | (table.recorded_at <= moment))
    told = _row(old.aggregate(rows=old.count(), replaced=old.replaced_at.count(where=old.replaced_at <= moment)))
    return (told["rows"], told["replaced"]) == (then.rows, then.replaced)


def _orders(store: Engine, changed: Set[str], newer: Callable[[str], ir.Table]) -> None:
    parts = [newer(name).select("order_id") for name in ("orders", "order_lines") if name in changed]
    goods = [newer(name).select("product_id") for name in ("products", "costs") if name in changed]
    if goods:
        parts.append(in_force(store.table("order_lines")).semi_join(ibis.union(*goods), "product_id").select("order_id"))
    _listed(store, "news_orders", "order_id", parts)


def _listed(store: Engine, name: str, column: str, parts: Sequence[ir.Table]) -> None:
    """A temporary relation of what some relations of one column have, each value once. One of them may be what stood under the name."""
    if not parts:
        store.keep(name, {column: "string"}, [])
        return
    every = ibis.union(*parts)
    store.materialise(name, every.filter(every[column].notnull()).distinct())


def count(table: ir.Table) -> int:
    """The rows of a relation."""
    return table.count().to_pyarrow().as_py()


def _row(table: ir.Table) -> dict:
    return table.to_pyarrow().to_pylist()[0]


def _by_visitor(store: Engine, seen: ir.Table) -> ir.Table:
    """Everybody seen under a visitor of these events: one name more, and nobody's visits are known."""
    return in_force(store.table("events")).semi_join(seen.select("visitor_id"), "visitor_id").select("customer_id")


def days_passed(store: Engine, span: Span, heard: frozenset[str]) -> None:
    """Add to `news_people` those for whom facts come to pass in the days of the span, or facts besides orders leave a window. `heard`: their kinds."""
    customers = in_force(store.table("customers"))
    parts = [store.temporary("owners"), customers.filter(span.left(customers.created_at, 0)).select("customer_id")]
    for name, owner in NAMED.items():
        if name in heard or (name == "contacts" and heard & {"complaints", "marketing"}):
            moments = ("occurred_at", "resolved_at") if name == "contacts" else ("occurred_at",)
            told = in_force(store.table(name))
            told = told.filter(ibis.or_(*(span.left(told[moment], *SPANS[name]) for moment in moments)))
            parts.append(told.select(customer_id=owner))
            if name == "events":
                parts.append(_by_visitor(store, told))
    _listed(store, "news_people", "customer_id", [*parts, store.temporary("news_people")])


def leaving(store: Engine, span: Span) -> None:
    """The table `calm_people`: those of whom nothing is new, but a purchase or a return leaves one of the windows."""
    days = store.table("customer_days")
    left = days.filter(span.leaving(days.day, 90, 180, 365)).anti_join(store.temporary("news_people"), "customer_id")
    _listed(store, "calm_people", "customer_id", [left.select("customer_id")])


def concerned(store: Engine) -> tuple[int, int, int]:
    """How many customers are concerned, of how many, and how many documents there are."""
    new, calm = (count(store.temporary(name)) for name in ("news_people", "calm_people"))
    customers, documents = (count(store.table(name)) for name in ("profile", "order_states"))
    return new + calm, customers, documents


def deep_from(store: Engine, first: dt.date, rates: str) -> None:
    """Put the orders of `recent_deep` in the file's place of those from a day on; orders that are in one of both only have news. So with the
    discounts of the days from then on, which the temporary table `rates` has."""
    dated = store.table("orders").filter(ibis._.ordered_on >= first)
    former = store.materialise("former_deep", store.table("deep_orders").semi_join(dated, "order_id"))
    recent = store.temporary("recent_deep")
    both = former.union(recent).group_by("order_id").aggregate(times=ibis._.count())
    _listed(store, "news_orders", "order_id", [store.temporary("news_orders"), both.filter(both.times == 1).select("order_id")])
    gone = store.materialise("gone_deep", former.union(store.temporary("news_orders"), distinct=True))
    stays = store.table("deep_orders").anti_join(gone, "order_id")
    store.materialise("fresh_deep", recent.distinct().anti_join(stays, "order_id"))
    store.replace_rows("deep_orders", "fresh_deep", "order_id", "gone_deep")
    _rates_from(store, first, rates)
    store.drop("former_deep", "gone_deep", "fresh_deep")


def _rates_from(store: Engine, first: dt.date, rates: str) -> None:
    since = ibis._.day_number >= (first - EPOCH).days
    store.materialise("gone_rates", store.table("discount_rates").filter(since).select("day_number").distinct())
    store.materialise("fresh_rates", store.temporary(rates).filter(since))
    store.replace_rows("discount_rates", "fresh_rates", "day_number", "gone_rates")
    store.drop("gone_rates", "fresh_rates")


def owners(store: Engine, span: Span) -> None:
    """The table `owners` (customer_id): whose documents with news are, or were said to be, and whose documents come to pass or end in the days of the
    span: the days of all these change."""
    states, news = store.table("order_states"), store.temporary("news_orders")
    told = states.filter(states.order_id.isin(news.order_id) | span.comes(states.from_day) | span.comes(states.to_day))
    _listed(store, "owners", "customer_id", [told.select("customer_id"), store.temporary("fresh_orders").select("customer_id")])


def own(store: Engine) -> None:
    """The tables `own_orders` and `own_lines`: what is in force of the documents with news, and of all documents of those concerned by more than time."""
    orders, people, news = in_force(store.table("orders")), store.temporary("news_people"), store.temporary("news_orders")
    mine = store.materialise("own_orders", orders.filter(orders.customer_id.isin(people.customer_id) | orders.order_id.isin(news.order_id)))
    store.materialise("own_lines", in_force(store.table("order_lines")).semi_join(mine, "order_id"))


def none_calm(store: Engine) -> None:
    """Everybody concerned is read from their facts."""
    store.materialise("news_people", store.temporary("news_people").union(store.temporary("calm_people")))
    store.keep("calm_people", {"customer_id": "string"}, [])


def with_referrers(store: Engine, span: Span) -> None:
    """Add to `news_people` those who referred somebody whose first purchase may have changed, or leaves the year."""
    profile, people = store.table("profile"), store.temporary("news_people")
    begun = profile.filter(span.leaving(profile.first_day, 365)).select("customer_id")
    new = ibis.union(store.temporary("owners"), people, begun).select(referred_id="customer_id")
    named = in_force(store.table("referrals")).semi_join(new, "referred_id").select(customer_id="referrer_id")
    _listed(store, "news_people", "customer_id", [named, people])


def cells(store: Engine, name: str, people: str, moves: str) -> None:
    """A table of cells of `people`, one for each of the `moves` (a column `cause`, and how facts are moved): under the cause between marks and
    their id; under their id alone where the cause is empty."""
    every = store.temporary(people).select(of="customer_id").cross_join(store.temporary(moves))
    marked = ibis.literal(MARK).concat(every.cause, MARK, every.of)
    store.materialise(name, every.mutate(cell_id=ibis.ifelse(every.cause == "", every.of, marked)).select(*CELLS))
