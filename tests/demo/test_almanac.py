"""The demo's calendar keeps Tết, pay days, sales and opening days."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pytest

from regulars.demo import almanac

CALENDAR = almanac.calendar(dt.date(2023, 11, 21), dt.date(2026, 11, 20))


def at(day: dt.date) -> int:
    return (day - CALENDAR.start).days


def test_tet_is_vietnams():
    assert almanac.tet_days(range(2024, 2027)) == [dt.date(2024, 2, 10), dt.date(2025, 1, 29), dt.date(2026, 2, 17)]


def test_a_calendar_without_a_tet_or_a_june_still_works():
    short = almanac.calendar(dt.date(2025, 9, 1), dt.date(2025, 10, 1))
    assert short.days == 31
    assert np.isfinite(short.pace).all()


def test_every_pace_has_mean_one_and_the_shop_rests_at_tet():
    assert CALENDAR.pace.mean(1) == pytest.approx(1.0)
    assert CALENDAR.pace[almanac.RESIDENT, at(dt.date(2025, 1, 29))] == 0
    assert CALENDAR.pace[almanac.STUDENT, at(dt.date(2025, 7, 15))] == 0
    assert CALENDAR.pace[almanac.OFFICE, at(dt.date(2025, 11, 16))] == 0


def test_every_year_has_its_sales_of_double_days():
    for year in (2024, 2025, 2026):
        assert CALENDAR.on_sale[at(dt.date(year, 9, 9))]
    assert not CALENDAR.on_sale[at(dt.date(2025, 8, 19))]


def test_the_next_purchase_is_later_on_an_open_day_or_after_the_end():
    rng = np.random.default_rng(3)
    day, kind = rng.integers(0, CALENDAR.days, 5_000), rng.integers(0, 3, 5_000)
    after = CALENDAR.later(day, rng.exponential(20, 5_000), kind)
    inside = after < CALENDAR.days
    assert (after > day).all()
    assert (after <= CALENDAR.days).all()
    assert (CALENDAR.pace[almanac.RESIDENT, after[inside]] > 0).all()
    waited = (after - day)[inside & (kind == almanac.RESIDENT) & (day < CALENDAR.days - 200)]
    assert waited.mean() == pytest.approx(20, rel=0.06)
