"""The increment: what some days and new facts change, read for the customers they concern and put in place of what stood."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import ibis.expr.types as ir

from regulars import profile as profiles
from regulars.arithmetic import EPOCH
from regulars.cells import CELLS, Move, variant
from regulars.features import orders, price
from regulars.features.moments import Until
from regulars.features.price import BEFORE
from regulars.history import due
from regulars.history.changes import Step
from regulars.models.bars import Bars
from regulars.profile import Holdings
from regulars.refreshing import noticing
from regulars.refreshing.given import OUTLOOK, Given, marked, scored, tell
from regulars.refreshing.noticing import News, Span, count
from regulars.refreshing.staging import staged_cells
from regulars.refreshing.standing import Standing
from regulars.scheme import Scheme
from regulars.store.engine import Engine

MOST = 0.25  # of the customers: where more are concerned, all are read
MARK = "_part"


@dataclass(frozen=True)
class Increment:
    """What is new since a publication: facts (null: none), the span of days, how many customers are concerned of how many, and documents in all.

    `scores`: what the models say, on the later day, of the histories as they were; null where none is fitted, or no rule asks.
    """

    news: News | None
    span: Span
    concerned: int
    customers: int
    documents: int
    scores: ir.Table | None = None

    @property
    def small(self) -> bool:
        return self.concerned <= MOST * max(self.customers, 1)

    @property
    def late(self) -> int:
        return self.news.late if self.news else 0


@dataclass(frozen=True)
class Changed:
    """The classes (wide) before, and after every step, of everybody whose class may be another; and how many customers were read."""

    before: ir.Table
    steps: tuple[Step, ...]
    touched: int


def notice(given: Given[Engine], before: Standing, bars: Bars, schemes: Sequence[Scheme], day: dt.date, held: Holdings) -> Increment | None:
    """Look what is new and whom it concerns; null where it cannot be told. Documents with news are restated, in the file."""
    store = given.store
    news = noticing.facts_since(store, before.facts, before.computed_at.replace(tzinfo=None), before.as_of)
    if news is None:
        return None
    span = Span(before.as_of, day, given.end(before.as_of), given.end(day))
    if held.discounts and news.mended:
        _deep(given, news)
    noticing.owners(store, span)
    noticing.days_passed(store, span, held.told(Until(day, given.choices(day).utc_offset)))
    if "referrals" in held.heard:
        noticing.with_referrers(store, span)
    noticing.leaving(store, span)
    scores = _find_due(given, bars, schemes, before.as_of, day)
    if held.heard:
        noticing.none_calm(store)
    noticing.own(store)
    _restate(given, news, held)
    return Increment(news, span, *noticing.concerned(store), scores)


def _restate(given: Given[Engine], news: News, held: Holdings) -> None:
    """Read the documents of those concerned anew, as `own_states`; those with news take the place of what was said of them."""
    store, tables = given.store, _own(given.store)
    deep = None
    if held.discounts:
        deep = (
            store.table("deep_orders")
            if news.mended or not news.orders
            else _fresh_deep(given, news, tables["orders"], tables["order_lines"])
        )
    lines = profiles.costed(tables, held)
    sums = profiles.with_states(tables, orders.line_sums(lines), lines, store.materialise, held)
    states = store.materialise("own_states", orders.order_states(tables["orders"], sums, deep))
    if news.orders:
        store.materialise("new_states", states.semi_join(store.temporary("news_orders"), "order_id"))
        store.replace_rows("order_states", "new_states", "order_id", "news_orders")


def _own(store: Engine) -> dict[str, ir.Table]:
    """The canonical tables, of orders and their lines only those of the customers concerned."""
    return store.tables() | {"orders": store.temporary("own_orders"), "order_lines": store.temporary("own_lines")}


def _deep(given: Given[Engine], news: News) -> None:
    """The orders unusually discounted, found again from the first day with news on: later ones are measured against the lines of that day."""
    store, first = given.store, news.earliest
    if first is None:
        first = store.table("orders").semi_join(store.temporary("news_orders"), "order_id").ordered_on.min().to_pyarrow().as_py()
    if first is None:
        return
    tables = store.tables()
    recent = tables["orders"].filter(
        tables["orders"].ordered_on >= first - dt.timedelta(days=BEFORE), tables["orders"].replaced_at.isnull()
    )
    tables["orders"] = store.materialise("recent_orders", recent)
    own = tables["order_lines"].filter(tables["order_lines"].replaced_at.isnull()).semi_join(tables["orders"], "order_id")
    tables["order_lines"] = store.materialise("recent_lines", own)
    new = tables["orders"].filter(tables["orders"].ordered_on >= first)
    sums = store.materialise("recent_sums", orders.line_sums(tables["order_lines"].semi_join(new, "order_id")))
    store.materialise("recent_deep", profiles.deep_orders(tables, sums, marked(store.materialise, MARK), store.median))
    noticing.deep_from(store, first, f"discount_rates{MARK}")
    store.drop("recent_orders", "recent_lines", "recent_sums", "recent_deep")


def _fresh_deep(given: Given[Engine], news: News, orders_: ir.Table, lines: ir.Table) -> ir.Table:
    """The orders unusually discounted, where all with news are dated after what stood: nobody else is measured against them."""
    store = given.store
    new = store.temporary("fresh_orders")
    orders_, lines = orders_.semi_join(new, "order_id"), lines.semi_join(new, "order_id")
    store.materialise("new_rates", price.daily_rates(price.rated_lines(orders_, lines)))
    store.append("discount_rates", "new_rates")
    since = (news.earliest or EPOCH) - dt.timedelta(days=BEFORE)
    rates = store.table("discount_rates")
    rates = rates.filter(rates.day_number >= (since - EPOCH).days)
    candidates = price.candidates(orders_, lines, orders.line_sums(lines))
    store.materialise("recent_deep", profiles.deep_among(candidates, rates, marked(store.materialise, MARK)))
    store.append("deep_orders", "recent_deep")
    return store.table("deep_orders")


def apply(given: Given[Engine], bars: Bars, schemes: Sequence[Scheme], then: dt.date, day: dt.date, held: Holdings) -> Changed:
    """Put the profile, the days and the classes of the customers concerned in place of what stood.

    Those with news are read as they were (with late and mended facts), as time alone would have left them, and as they are, all in one run with the
    calm, for whom only days went by. What the calm have bought is as it was.
    """
    store = given.store
    variants = _cells(given, then, day)
    calm = store.temporary("calm_people")
    tables, staged = staged_cells(given, "part_cells", day, held, MARK, _own(store), store.temporary("own_states"), calm)
    told = tell(given, tables, staged, bars, schemes, day, held, store.materialise, MARK)
    people = store.materialise("part_people", calm.union(store.temporary("news_people")))
    store.materialise("part_profile", told.stored.drop("moved").semi_join(people, "customer_id"))
    store.replace_rows("profile", "part_profile", "customer_id", "part_people")
    for name in ("customer_days", *(["customer_categories"] if held.categories else [])):
        store.materialise("part_rows", store.temporary(f"{name}{MARK}").semi_join(store.temporary("owners"), "customer_id"))
        store.replace_rows(name, "part_rows", "customer_id", "owners")
    return _classes(store, told.classes, variants)


def _find_due(given: Given[Engine], bars: Bars, schemes: Sequence[Scheme], then: dt.date, day: dt.date) -> ir.Table | None:
    """Add to `calm_people` those for whom days alone may turn a rule; returns what the models say of everybody's history on the later day."""
    store, choices = given.store, given.choices(day)
    rules = [each.rule for scheme in schemes for each in scheme.classes] + ([] if choices.portrait is None else [choices.portrait])
    asked = due.sliding_leaves(rules)
    stored = store.table("profile")
    since = stored.last_day.min().to_pyarrow().as_py() or day
    turning = store.keep("turning", due.FLIPS, due.flips(bars, asked, then, day, since))
    scores = scored(store, bars, stored, day, "_due") if due.looks_ahead(asked) else None
    earlier = None if scores is None else store.table(OUTLOOK)
    found = due.due(stored, bars, turning, asked, (then, earlier), (day, scores))
    others = found.anti_join(store.temporary("news_people"), "customer_id")
    store.materialise("calm_people", store.temporary("calm_people").union(others, distinct=True))
    return scores


def _cells(given: Given[Engine], then: dt.date, day: dt.date) -> dict[str, Move]:
    """The table `part_cells`: everybody concerned by more than time, as of the day under their own id, and as of the causes before."""
    store, ends = given.store, {each: given.end(each) for each in (then, day)}
    variants = {"data": Move.to(then, then, day, ends)} | ({"time": Move.to(day, then, day, ends)} if day > then else {})
    kinds = {"cause": "string", **{name: kind for name, kind in CELLS.items() if name not in ("cell_id", "of")}}
    store.keep(
        "part_moves", kinds, [{"cause": cause, **vars(move)} for cause, move in {"": Move.to(day, day, day, ends), **variants}.items()]
    )
    noticing.cells(store, "part_cells", "news_people", "part_moves")
    return variants


def _classes(store: Engine, told: ir.Table, variants: Iterable[str]) -> Changed:
    """Put the classes in place; those of whom no fact is new are moved by time."""
    calm, who = store.temporary("calm_people"), store.temporary("part_people")
    before = store.materialise("part_before", store.table("classes").semi_join(who, "customer_id"))
    after = store.materialise("part_classes", told.semi_join(who, "customer_id"))
    store.replace_rows("classes", "part_classes", "customer_id", "part_people")
    steps = []
    for cause in variants:
        own = variant(told, cause)
        others = (before if cause == "data" else after).semi_join(calm, "customer_id")
        steps.append((cause, store.materialise(f"part_{cause}", own.union(others.select(own.columns)))))
    return Changed(before, (*steps, ("behaviour", after)), count(who))
