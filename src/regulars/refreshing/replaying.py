"""Replaying: the classes that would have been told at the ends of past months, before the shop was first computed, with the causes in between.

Bars are cut at each month's end from what was known by then, as they would have been. Kept in the file, in the shape of the change log.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import ibis.expr.types as ir

from regulars import profile as profiles
from regulars.history.spells import LOG
from regulars.models.bars import Bars
from regulars.refreshing import log
from regulars.refreshing.given import Given
from regulars.refreshing.looking import series
from regulars.refreshing.standing import Standing
from regulars.store.engine import Engine

TABLES = {"replayed": LOG, "replayed_days": {"day": "date", "replayed_at": "timestamp"}}
MONTHS = 13
Tell = Callable[[float], None]


@dataclass(frozen=True)
class Replay:
    """What a replay told: the days, ascending; the last is the day on which the shop was first computed. `moved`: customers by cause, over all days."""

    days: tuple[dt.date, ...]
    moved: dict[str, int]


def month_ends(first: dt.date, last: dt.date, most: int = MONTHS) -> list[dt.date]:
    """The last days of the months that end on or after one day and before another, at most so many, the latest."""
    found, day = [], first.replace(day=1)
    while (end := _next_month(day) - dt.timedelta(days=1)) < last:
        if end >= first:
            found.append(end)
        day = _next_month(day)
    return found[-most:] if most else []


def week_ends(first: dt.date, last: dt.date, most: int) -> list[dt.date]:
    """The days whole weeks before a day, at most so many, none before the first."""
    days = (last - dt.timedelta(weeks=back) for back in range(most, 0, -1))
    return [day for day in days if day >= first]


def _next_month(day: dt.date) -> dt.date:
    return (day.replace(day=1) + dt.timedelta(days=32)).replace(day=1)


def first_told(store: Engine) -> dt.date | None:
    """The first day of the change log; null where there is none yet."""
    return store.table("membership_first").valid_from.min().to_pyarrow().as_py() if store.has("membership_first") else None


def replayed_days(store: Engine) -> list[dt.date]:
    """The days of the replay in the file, ascending; none where there is none."""
    return [day for (day,) in store.sql("SELECT day FROM main.replayed_days ORDER BY 1")]


def days_before(store: Engine, months: int, weeks: int = 0) -> list[dt.date]:
    """The days that a replay tells, ascending, the last being that of the first publication; none where there is none before it."""
    until = first_told(store)
    begun = _begun(store) if until else None
    if until is None or begun is None:
        return []
    days = sorted({*month_ends(begun, until, months), *week_ends(begun, until, weeks), until})
    return days if len(days) > 1 else []


def _begun(store: Engine) -> dt.date | None:
    states = store.table("order_states")
    return states.filter(states.counts).day.min().to_pyarrow().as_py()


def replay(given: Given[Engine], now: dt.datetime, *, months: int = MONTHS, weeks: int = 0, tell: Tell | None = None) -> Replay:
    """Tell the months, and weeks, before the first publication, inside a transaction of the caller; what was replayed before gives way.

    The documents in the file must be those of the facts now.
    """
    store = given.store
    store.publish("replayed", store.keep("none_replayed", LOG, []))
    store.execute("DELETE FROM main.replayed_days")
    days = days_before(store, months, weeks)
    moved = _told(given, days, now, tell or (lambda _: None)) if days else {}
    rows = [{"day": day, "replayed_at": now.replace(tzinfo=None)} for day in days]
    store.insert("replayed_days", TABLES["replayed_days"], rows)
    return Replay(tuple(row["day"] for row in rows), moved)


@dataclass(frozen=True)
class _Day:
    day: dt.date
    bars: Bars
    classes: ir.Table


def _told(given: Given[Engine], days: list[dt.date], now: dt.datetime, tell: Tell) -> dict[str, int]:
    held, total = profiles.holdings(given.store.tables()), {}  # type: ignore[var-annotated]
    before: _Day | None = None
    for place, here in enumerate(_days(given, days)):
        schemes = tuple(given.schemes(here.bars.needs))
        if before is None:
            log.begin_replay(given, here.classes, schemes, here.day, now)
        else:
            stood = Standing(before.day, now, 0, {}, {}, given.choices(before.day), 0, tuple(given.schemes(before.bars.needs)))
            move = log.Move(stood, here.day, before.bars, here.bars, schemes, before.classes, here.classes)
            for cause, people in log.append(given, move, held, now, into="replayed").items():
                total[cause] = total.get(cause, 0) + people
        before = _Day(here.day, here.bars, given.store.materialise("replay_before", here.classes))
        tell((place + 1) / len(days))
    return total


def _days(given: Given[Engine], days: list[dt.date]) -> Iterator[_Day]:
    for day, bars, classes in series(given, days, current=True):
        yield _Day(day, bars, classes)
