"""The clock: once in every day of the shop, from its midnight on, the numbers are brought to date."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

from apscheduler.schedulers.background import BackgroundScheduler

from regulars import settings
from regulars.errors import Regulars
from regulars.store.books import Books, Job

LOOK = 20  # seconds between two looks at the clock: a machine that slept is late by so much at most
KIND = "refresh"


def started(folder: Path, books: Books, now: Callable[[], dt.datetime] = lambda: dt.datetime.now(dt.UTC)) -> BackgroundScheduler:
    """A clock that runs beside whatever else this process does; shut it down when that ends.

    It looks often and lets the books tell whether the day has its refresh: no alarm is missed while the machine sleeps, and none rings twice.
    """
    clock = BackgroundScheduler(timezone=dt.UTC)
    at_once = dt.datetime.now(dt.UTC)
    clock.add_job(lambda: put_if_due(folder, books, now()), "interval", seconds=LOOK, next_run_time=at_once, coalesce=True, max_instances=1)
    clock.start()
    return clock


def put_if_due(folder: Path, books: Books, now: dt.datetime) -> Job | None:
    """The refresh of the shop's day, put unless that day has one; null where it has, or the settings cannot be read."""
    try:
        today = now.astimezone(settings.read(folder).zone).date()
    except Regulars:  # whoever opens the shop is told
        return None
    return books.jobs.put_once(f"{KIND} {today.isoformat()}", KIND, {"if_any": True})
