"""Looking back: a shop's numbers as of other days than the published one, computed for this process only."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import ibis
import ibis.expr.types as ir

from regulars import profile as profiles
from regulars.features import orders
from regulars.models.bars import Bars
from regulars.models.needs import Needs
from regulars.profile import Bases, Holdings
from regulars.refreshing.given import AS_READ, Given, Seen, marked, scored, tell
from regulars.scheme import Scheme
from regulars.store.engine import Engine
from regulars.store.refresh_history import naive

Recorded = dt.datetime | None


def look_back(given: Given[Engine], day: dt.date, now: dt.datetime, *, current: bool, recorded: Recorded = None) -> Seen:
    """The shop as of a day. `current`: the documents in the file are those of the facts now. `recorded`: as known at a moment (UTC).

    With the bars that were in force on the day; before the first were cut, with bars fitted to what was known by then.
    """
    store, mark = given.store, day.strftime("_%Y%m%d") + (f"_{recorded:%Y%m%d%H%M%S%f}" if recorded else "")
    keep = marked(store.materialise, mark)
    tables = _known(store.tables(), recorded)
    held = profiles.holdings(tables)
    own = current and recorded is None
    states = store.table("order_states") if own else profiles.documents(tables, keep, held, store.median)
    base = keep("order_base", orders.order_base(states, day))
    staged = profiles.bases(tables, base, day, keep, held, given.choices(day))
    bars = bars_on(given, day, recorded) or _fitted(given, staged, day)
    schemes = tuple(given.schemes(bars.needs))
    told = tell(given, tables, staged, bars, schemes, day, held, store.materialise, mark)
    store.drop(*(name + mark for name in profiles.STAGES if name not in ("customer_days", "order_base")))
    return Seen(day, bars, told.read, told.classes, base, staged.days, now, schemes, told.stored)


def _fitted(given: Given[Engine], staged: Bases, day: dt.date) -> Bars:
    """Bars and models by what was known on a day."""
    store = given.store
    return profiles.fit(staged, day, 0, latest_needs(store), lambda bars, buyers: scored(store, bars, buyers, day, "_fit"))


def _known(tables: dict[str, ir.Table], recorded: Recorded) -> dict[str, ir.Table]:
    """The tables as they were known at a moment; what has no moment was always known."""
    if recorded is None:
        return tables
    return {name: _by(table, naive(recorded)) for name, table in tables.items()}


def _by(table: ir.Table, moment: dt.datetime) -> ir.Table:
    said = table.filter(
        table.recorded_at.isnull() | (table.recorded_at <= moment), table.replaced_at.isnull() | (table.replaced_at > moment)
    )
    return said.mutate(replaced_at=ibis.null("timestamp"))


def bars_on(given: Given[Engine], day: dt.date, recorded: Recorded = None) -> Bars | None:
    """The bars in force on a day: those of the last publication as of it or of a day before; null before the first. `recorded`: by what was published
    at a moment."""
    found = given.store.sql(
        "SELECT b.data FROM refreshes AS r JOIN bars AS b ON b.version = r.bars_version WHERE r.as_of <= ? AND r.computed_at <= ? "
        "ORDER BY r.as_of DESC, r.computed_at DESC LIMIT 1",
        [day, naive(recorded or dt.datetime.now(dt.UTC))],
    )
    return Bars.from_data(json.loads(found[0][0])) if found else None


def latest_needs(store: Engine) -> Needs | None:
    """The need clusters of the bars cut last, whose names others keep; null where none were found."""
    found = store.sql("SELECT data->'needs' FROM bars ORDER BY version DESC LIMIT 1")
    data = json.loads(found[0][0]) if found and found[0][0] else None
    return data and Needs.from_data(data)


@dataclass(frozen=True)
class Reading:
    """A shop read as of one of several days: its bars and schemes of that day, the profile as read (computed whenever it is asked), and the documents
    (`orders.order_states`). What is temporary in it is gone when the next day comes."""

    day: dt.date
    bars: Bars
    schemes: tuple[Scheme, ...]
    read: ir.Table
    states: ir.Table


def series(given: Given[Engine], days: Sequence[dt.date], *, current: bool) -> Iterator[tuple[dt.date, Bars, ir.Table]]:
    """The classes (wide) of every customer as of several days, the documents read once: each day, its bars, and a temporary table.

    Each is what `look_back` says of that day; the table is gone when the next one comes.
    """
    for each in readings(given, days, current=current):
        yield each.day, each.bars, given.store.materialise("classes_series", profiles.classified(each.read, each.schemes))


def readings(given: Given[Engine], days: Sequence[dt.date], *, current: bool, whose: ir.Table | None = None) -> Iterator[Reading]:
    """A shop as of several days, the documents read once, the bars by what was known on each; profiles only of some customers where `whose` lists them.

    Only the features that are asked for are ever computed.
    """
    store = given.store
    tables = store.tables()
    held = profiles.holdings(tables)
    states = (
        store.table("order_states") if current else profiles.documents(tables, marked(store.materialise, "_series"), held, store.median)
    )
    people = tables if whose is None else {**tables, "customers": tables["customers"].semi_join(whose, "customer_id")}
    for day in days:
        keep = marked(store.materialise, "_series")
        base = keep("order_base", orders.order_base(states, day))
        staged = profiles.bases(tables, base, day, keep, held, given.choices(day))
        bars = bars_on(given, day) or _fitted(given, staged, day)
        yield Reading(day, bars, tuple(given.schemes(bars.needs)), _read(given, people, staged, bars, day, held), states)
    store.drop(*(f"{name}_series" for name in (*profiles.STAGES, "order_base")))


def _read(given: Given[Engine], tables: Mapping[str, ir.Table], staged: Bases, bars: Bars, day: dt.date, held: Holdings) -> ir.Table:
    """The profile as read, without a stored one."""
    choices = given.choices(day)
    profile = given.store.view("profile_series", profiles.profile(tables, staged, bars, day, held, choices))
    scores = scored(given.store, bars, staged.totals, day, "_series")
    read = profiles.read(profile, bars, given.chances(bars, "_series"), day, choices.portrait, scores)
    return given.store.view(f"{AS_READ}_series", read)
