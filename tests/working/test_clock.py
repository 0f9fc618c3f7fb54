"""The clock: one refresh a day of the shop, from its midnight on, however long the machine slept."""

from __future__ import annotations

import datetime as dt

from regulars import settings
from regulars.working.clock import put_if_due, started

from .conftest import until


def at(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(text).replace(tzinfo=dt.UTC)


def test_each_day_of_the_shop_has_one_refresh_from_its_midnight_on(folder, books):
    settings.write(folder, timezone="Asia/Ho_Chi_Minh")
    assert put_if_due(folder, books, at("2026-11-20 16:59")) is not None
    assert put_if_due(folder, books, at("2026-11-20 16:59:59")) is None
    assert put_if_due(folder, books, at("2026-11-20 17:00")) is not None
    assert put_if_due(folder, books, at("2026-11-21 16:59")) is None


def test_days_slept_through_are_made_up_for_by_one(folder, books):
    put_if_due(folder, books, at("2026-11-20 10:00"))
    put_if_due(folder, books, at("2026-11-27 10:00"))
    assert [job.kind for job in books.jobs.recent()] == ["refresh", "refresh"]


def test_settings_that_cannot_be_read_stop_no_clock(folder, books):
    (folder / settings.FILE).write_text("colour = 1", "utf-8")
    assert put_if_due(folder, books, at("2026-11-20 10:00")) is None


def test_a_started_clock_looks_at_once(folder, books):
    clock = started(folder, books, lambda: at("2026-11-20 10:00"))
    try:
        assert until(books.jobs.waiting)[0].arguments == {"if_any": True}
    finally:
        clock.shutdown(wait=False)
