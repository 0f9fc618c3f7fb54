"""The days that move a shop's weeks, as Vietnam keeps them: Tết by the lunar calendar, public holidays, days of giving and of sales."""

from __future__ import annotations

import datetime as dt
from functools import cache

import numpy as np

Weeks = np.ndarray  # of datetime64[D]: Mondays

# Days from the first of the lunar year, both ends included: early, busy and last days before it, the days at home, the quiet after it.
SPANS = ((-35, -22), (-21, -8), (-7, -2), (-1, 4), (5, 18))
NEAR = (-42, 28)  # a week whose middle lies so many days from Tết is compared with the week as far from the Tết before
GIVING = ((3, 8), (10, 20), (11, 20))  # International Women's Day, Vietnamese Women's Day, Teachers' Day: (month, day)
ERRANDS = 3  # days before a day of giving on which people buy
DOUBLES = (9, 10, 11, 12)  # months whose day of the same number is a day of sales: 9/9 to 12/12
YEAR = 364  # days: whole weeks
MIDDLE = 3  # days from a Monday to the middle of its week


@cache
def _calendar(year: int) -> dict[dt.date, str]:
    import holidays

    return dict(holidays.country_holidays("VN", years=year, language="vi").items())


def tet_days(years: range) -> list[dt.date]:
    """The first days of the lunar years, as Vietnam keeps them."""
    return sorted(day for year in years for day, name in _calendar(year).items() if "Tết Nguyên Đán" in name.split("; "))


def from_tet(days: np.ndarray) -> np.ndarray:
    """Days from the nearest Tết to each day, negative before it; of any shape."""
    return (days - _tets(days)[_nearest(days)]).astype(int)


def _tets(days: np.ndarray) -> np.ndarray:
    """The Tết days from the year before the first of these days to the year after the last."""
    return np.array(tet_days(range(_year(days.min()) - 1, _year(days.max()) + 2)), dtype="datetime64[D]")


def _year(day: np.datetime64) -> int:
    return day.astype("datetime64[Y]").astype(int) + 1970


def _nearest(days: np.ndarray) -> np.ndarray:
    return np.abs((days[..., None] - _tets(days)).astype(int)).argmin(-1)


def days_of(weeks: Weeks) -> np.ndarray:
    """The seven days of each week: (weeks, 7)."""
    return weeks[:, None] + np.arange(7)


def tet_parts(weeks: Weeks) -> np.ndarray:
    """Of each week, the share of its days in each of `SPANS`: (weeks, 5)."""
    away = from_tet(days_of(weeks))
    return np.stack([((away >= first) & (away <= last)).mean(1) for first, last in SPANS], axis=1)


def feasts(weeks: Weeks) -> np.ndarray:
    """Of each week, how many days are public holidays other than Tết, days of giving or the errands before them, and days of sales: (weeks, 3)."""
    every = days_of(weeks)
    found = np.array([_kinds(day) for day in every.ravel().astype(object)], dtype=float)
    return found.reshape(*every.shape, 3).sum(1)


@cache
def _kinds(day: dt.date) -> tuple[bool, bool, bool]:
    name = _calendar(day.year).get(day, "")
    ahead = {((day + dt.timedelta(days=wait)).month, (day + dt.timedelta(days=wait)).day) for wait in range(ERRANDS + 1)}
    return bool(name) and "Nguyên Đán" not in name, bool(ahead & set(GIVING)), day.month == day.day and day.month in DOUBLES


def year_before(weeks: Weeks, *, lunar: bool) -> Weeks:
    """The same weeks a year before: 52 weeks back, or near Tết (`lunar`) those as far from the Tết before, to the nearest whole week."""
    back = np.full(len(weeks), YEAR)
    if lunar:
        middles, tets = weeks + MIDDLE, _tets(weeks + MIDDLE)
        nearest = _nearest(middles)
        away = (middles - tets[nearest]).astype(int)
        apart = np.round((tets[nearest] - tets[np.maximum(nearest - 1, 0)]).astype(int) / 7).astype(int) * 7
        back = np.where((away >= NEAR[0]) & (away <= NEAR[1]) & (nearest > 0), apart, YEAR)
    return weeks - back
