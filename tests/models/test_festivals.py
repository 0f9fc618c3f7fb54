"""Tết by Vietnam's calendar, and the weeks that are compared with each other because of it."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pytest

from regulars.models.festivals import SPANS, feasts, from_tet, tet_days, tet_parts, year_before

from .weekly import mondays


@pytest.mark.parametrize(
    ("year", "day"),
    [
        (1985, dt.date(1985, 1, 21)),  # China's fell a month later
        (2007, dt.date(2007, 2, 17)),  # China's a day later
        (2024, dt.date(2024, 2, 10)),
        (2026, dt.date(2026, 2, 17)),
        (2030, dt.date(2030, 2, 2)),  # China's a day later
    ],
)
def test_tet_is_vietnams_and_not_chinas(year, day):
    assert tet_days(range(year, year + 1)) == [day]


def test_every_day_is_counted_from_the_nearest_tet():
    days = np.array(["2026-02-16", "2026-02-17", "2026-03-01", "2025-12-31"], dtype="datetime64[D]")
    assert from_tet(days).tolist() == [-1, 0, 12, -48]


def test_the_week_of_tet_lies_in_the_days_before_and_the_days_at_home():
    (week,) = tet_parts(mondays("2026-02-16", 1))  # Monday is the eve of Tết, Sunday its sixth day
    assert dict(zip(SPANS, week.round(3).tolist(), strict=True)) == {
        (-35, -22): 0.0,
        (-21, -8): 0.0,
        (-7, -2): 0.0,
        (-1, 4): 0.857,
        (5, 18): 0.143,
    }


def test_a_year_of_weeks_holds_every_day_of_every_span_once():
    parts = tet_parts(mondays("2025-07-07", 52))
    assert (7 * parts.sum(0)).round(6).tolist() == [last - first + 1 for first, last in SPANS]


def test_holidays_days_of_giving_and_days_of_sales_are_counted_apart():
    found = dict(zip(mondays("2026-03-02", 40).astype(str), feasts(mondays("2026-03-02", 40)).tolist(), strict=True))
    assert found["2026-03-02"] == [0, 4, 0]  # 5 to 8 March
    assert found["2026-04-27"] == [3, 0, 0]  # the day after the Kings' day on a Sunday, 30 April and 1 May
    assert found["2026-09-07"] == [0, 0, 1]  # 9 September
    assert found["2026-11-16"] == [0, 4, 0]  # 17 to 20 November


def test_the_days_of_tet_are_no_other_holidays():
    assert feasts(mondays("2026-02-16", 1))[0, 0] == 0


def test_weeks_near_tet_are_compared_with_those_as_far_from_the_tet_before():
    weeks = mondays("2026-02-16", 1)
    assert year_before(weeks, lunar=True).astype(str).tolist() == ["2025-01-27"]  # Tết on a Wednesday then, on a Tuesday now
    assert year_before(weeks, lunar=False).astype(str).tolist() == ["2025-02-17"]


def test_weeks_far_from_tet_are_compared_by_the_calendar():
    weeks = mondays("2026-05-04", 20)
    assert (year_before(weeks, lunar=True) == year_before(weeks, lunar=False)).all()
    assert ((weeks - year_before(weeks, lunar=True)).astype(int) == 364).all()


def test_a_year_before_is_always_a_monday_48_to_55_weeks_back():
    weeks = mondays("1990-01-01", 52 * 60)
    back = (weeks - year_before(weeks, lunar=True)).astype(int)
    assert set(back.tolist()) <= {7 * count for count in range(48, 57)}
