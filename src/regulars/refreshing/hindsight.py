"""The outlook put to the test: the buyers of past days as they were known then, and what each did after, brought from the engine to the models.

Bars on a past day are those that were in force; before the first were cut, they are cut from what was known by then.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import ibis
import ibis.expr.types as ir
import numpy as np

from regulars import profile as profiles
from regulars.arithmetic import days_from
from regulars.features import orders, outlook
from regulars.models import bars as bar_models
from regulars.models import hindsight
from regulars.models.backtest import Backtest
from regulars.models.bars import Bars
from regulars.models.hindsight import Past
from regulars.models.outlook import hidden_window
from regulars.profile import Bases, Holdings
from regulars.refreshing.given import AS_READ, Given, Progress, Seen, marked
from regulars.refreshing.looking import bars_on
from regulars.refreshing.publishing import last_told
from regulars.store.engine import Engine
from regulars.words import Words

MARK = "_hindsight"
SCHEMES = ("ladder", "lifecycle")
TRYING = Words("Đang thử lại dự báo trên quá khứ của tiệm", "Putting the outlook to the test on the shop's past")


def backtest(given: Given[Engine], seen: Seen, state: Callable[[], str], say: Progress) -> Backtest:
    """Hide what followed past days, foresee it from what was known then, and compare, as of the day of `seen`.

    `state` gives a fingerprint of all that published numbers depend on. In shops of more than 100,000 buyers a share of about so many is tried.
    """
    start = seen.bars.history_start
    days = hidden_window((seen.as_of - start).days) if start else None
    if start is None or days is None:
        return Backtest(seen.as_of, reason=hindsight.TOO_SHORT)
    model = seen.bars.outlook.purchase_model if seen.bars.outlook else None
    asked, last = hindsight.origins(seen.as_of, start, days), last_told(given.store)
    current = not seen.changed_since and last is not None and last[1] == state()
    return hindsight.backtest(seen.as_of, days, pasts(given, seen, days, asked, say, current=current), model.name if model else None)


@dataclass(frozen=True)
class _Looking:
    """What every past day is looked at with."""

    given: Given[Engine]
    seen: Seen
    days: int


def pasts(given: Given[Engine], seen: Seen, days: int, asked: Sequence[dt.date], say: Progress, *, current: bool) -> Iterator[Past]:
    """The buyers of past days as they were known then, and what each did in so many days after.

    `current`: the documents in the file are those of the facts now.
    """
    store, tables = given.store, given.store.tables()
    held = profiles.holdings(tables)
    with store.scratch():
        looking = _Looking(given, seen, days)
        states = store.table("order_states") if current else profiles.documents(tables, _keep(looking), held, store.median)
        for place, origin in enumerate(asked):
            say(TRYING, place / len(asked))
            yield _past(looking, tables, states, origin, _bought_only(held))
        say(TRYING, 1.0)


def _keep(looking: _Looking) -> profiles.Materialise:
    return marked(looking.given.store.materialise, MARK)


def _bought_only(held: Holdings) -> Holdings:
    """Nothing but orders: no class of a buyer that is asked here needs more."""
    return replace(held, discounts=False, costs=False, dated_costs=False, categories=False, places=False, strangers=False, heard={})


def _past(looking: _Looking, tables: Mapping[str, ir.Table], states: ir.Table, origin: dt.date, held: Holdings) -> Past:
    given, store, keep = looking.given, looking.given.store, _keep(looking)
    choices = given.choices(origin)
    base = orders.order_base(states, origin)
    buyers = keep("tried", _tried(base, looking.seen.bars.buyers))
    tables = {**tables, "customers": tables["customers"].semi_join(buyers, "customer_id")}
    base = keep("order_base", base.semi_join(buyers, "customer_id"))
    staged = profiles.bases(tables, base, origin, keep, held, choices)
    bars = bars_on(given, origin) or _cut(looking, staged, origin)
    profile = store.view(f"profile{MARK}", profiles.profile(tables, staged, bars, origin, held, choices))
    read = store.view(f"{AS_READ}{MARK}", profiles.read(profile, bars, given.chances(bars, MARK), origin))
    known = keep("past", read.filter(read.purchases > 0))
    classes = profiles.classified(known, [scheme for scheme in looking.seen.schemes if scheme.id in SCHEMES])
    return _rows(looking, origin, bars, known.join(classes, "customer_id"))


def _tried(base: ir.Table, buyers: int) -> ir.Table:
    """The customers who had bought by the day of a base, or a share of them."""
    bought = base.filter(base.counts, base.customer_id.notnull())
    firsts = bought.group_by("customer_id").aggregate(first_of=bought.day.min())
    return outlook.tried(firsts, buyers).select("customer_id")


def _cut(looking: _Looking, staged: Bases, origin: dt.date) -> Bars:
    """Bars by what was known on a day of those who are tried; nothing that is asked here needs clusters or models."""
    return bar_models.fit(profiles.fit_rhythm(staged.days, origin), staged.totals, origin, 0, looking.seen.bars.history_start)


def _rows(looking: _Looking, origin: dt.date, bars: Bars, known: ir.Table) -> Past:
    after = followed(looking.seen.days, origin, looking.days, looking.seen.as_of)
    told = known.left_join(after, known.customer_id == after.followed_id).order_by("customer_id")
    today = ibis.literal(origin)
    rows = told.select(
        *(name for name in SCHEMES if name in told.columns),
        repeats=told.purchases - 1,
        active_days=days_from(told.first_day, told.last_day),
        age_days=days_from(told.first_day, today),
        spend=told.spend,
        return_chance=told.return_chance,
        orders=told.later_orders.fill_null(0),
        spent=told.later_spend.fill_null(0),
        next_day=days_from(today, told.next_day),
    ).to_pyarrow()
    columns = {name: rows[name].to_numpy(zero_copy_only=False) for name in rows.column_names}
    classes = {name: columns.pop(name) for name in SCHEMES if name in columns}
    numbers = {name: column.astype(np.float64) for name, column in columns.items()}
    known_days = (looking.seen.as_of - origin).days
    return Past(origin, looking.days, bars.window, bars.base_gap, known_days, classes=classes, **numbers)


def followed(days: ir.Table, origin: dt.date, hidden: int, until: dt.date) -> ir.Table:
    """What each customer did after a day: followed_id, purchase days and net spend within so many days, and the day of the next purchase known."""
    after = days.filter(days.day > origin, days.day <= until)
    within = after.day <= origin + dt.timedelta(days=hidden)
    return after.group_by(followed_id=after.customer_id).aggregate(
        later_orders=(after.bought & within).cast("int64").sum(),
        later_spend=after.net.sum(where=within),
        next_day=after.day.min(where=after.bought),
    )
