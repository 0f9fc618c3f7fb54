"""The shop's calendar: lunar Tết, pay days, week days, holidays, sale days, and how lively every day is for whom."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import numpy as np

from regulars.demo.season import Season
from regulars.models.festivals import tet_days

RESIDENT, STUDENT, OFFICE, EVERY_DAY = range(4)
CLOSED_FROM_TET, CLOSED_TO_TET = -1, 3
# Days on which people give, besides Tết: (month, day).
GIFT_DAYS = ((3, 8), (10, 20), (11, 20), (12, 24))


@dataclass(frozen=True)
class Sale:
    """One sale: first and last day (days from the shop's start), percent off, and of which categories (none = all)."""

    first: int
    last: int
    percent: int
    categories: tuple[str, ...]


@dataclass(frozen=True)
class Almanac:
    """Every day of the shop, 0 = its first. `pace` is (4, days): mean 1, 0 where nobody of that kind comes; `clock` its running sum."""

    start: dt.date
    days: int
    month: np.ndarray
    year: np.ndarray
    to_tet: np.ndarray
    pace: np.ndarray
    clock: np.ndarray
    open_from: np.ndarray
    sales: tuple[Sale, ...]
    on_sale: np.ndarray
    gift_days: np.ndarray
    festive: np.ndarray
    rises: np.ndarray

    def later(self, day: np.ndarray, wait: np.ndarray, kind: np.ndarray) -> np.ndarray:
        """The open day on which `wait` days of mean liveliness have passed since `day`; at least the next; `days` = after the end."""
        flat = (self.clock + self._lift[:, None]).ravel()
        until = self.clock[kind, day] - self.pace[kind, day] / 2 + np.maximum(wait, 0.0)
        found = np.searchsorted(flat, np.minimum(until, self.clock[:, -1][kind] + 1) + self._lift[kind]) - kind * self.days
        return self.open_from[np.clip(np.maximum(found, day + 1), 0, self.days)]

    @property
    def _lift(self) -> np.ndarray:
        return np.arange(len(self.clock)) * 4.0 * (self.days + 1)


def _festivals(start: dt.date, days: int) -> tuple[np.ndarray, np.ndarray, list[dt.date]]:
    """Days to the nearest Tết; whether a day is a public holiday; the Tết days."""
    import holidays

    years = range(start.year - 1, start.year + days // 365 + 3)
    tets = tet_days(years)
    number = np.array([(tet - start).days for tet in tets])
    away = np.arange(days)[:, None] - number
    nearest = away[np.arange(days), np.abs(away).argmin(1)]
    calendar = holidays.country_holidays("VN", years=years, language="vi")
    free = np.array([start + dt.timedelta(days=int(at)) in calendar for at in range(days)])
    return nearest, free, tets


def _sales(start: dt.date, days: int, tets: list[dt.date], season: Season) -> tuple[Sale, ...]:
    found = []
    for year in range(start.year, start.year + days // 365 + 2):
        for month, day, before, after, percent, categories in season.sales:
            at = (dt.date(year, month, day) - start).days
            found.append(Sale(at - before, at + after, percent, categories))
        birthday = (dt.date(year, start.month, min(start.day, 28)) - start).days
        found.append(Sale(birthday, birthday + 2, season.birthday, ()))
    first, last, percent, categories = season.tet_sale
    for tet in tets:
        at = (tet - start).days
        found.append(Sale(at + first, at + last, percent, categories))
    return tuple(sorted((sale for sale in found if sale.first >= 0 and sale.last < days), key=lambda sale: sale.first))


def _pace(
    start: dt.date, month: np.ndarray, dates: np.ndarray, to_tet: np.ndarray, free: np.ndarray, lively: np.ndarray, season: Season
) -> np.ndarray:
    """How lively every day is for residents, students, offices and plans that run by themselves; each with mean 1."""
    day_of_month = (dates - dates.astype("datetime64[M]")).astype(int) + 1
    weekday = (np.arange(len(dates)) + start.weekday()) % 7
    tet = 1 + season.tet * np.clip((to_tet + 30) / 22, 0, 1) * (to_tet < 0) - 0.35 * ((to_tet > 3) & (to_tet <= 18))
    pay = np.array([season.pay.get(int(day), season.pay_less) for day in day_of_month])
    base = np.array(season.week)[weekday] * pay * np.array(season.months)[month - 1] * tet * lively
    shut = (to_tet >= CLOSED_FROM_TET) & (to_tet <= CLOSED_TO_TET)
    resident = np.where(shut, 0.0, base)
    summer = ((month == 6) & (day_of_month > 14)) | (month == 7) | ((month == 8) & (day_of_month < 26))
    student = np.where(summer | (np.abs(to_tet) <= 11), 0.0, base / tet)
    office = np.where((weekday >= 5) | free | shut, 0.0, tet)
    return np.stack([pace / pace.mean() for pace in (resident, student, office, np.ones(len(dates)))])


def calendar(start: dt.date, ends: dt.date, season: Season | None = None) -> Almanac:
    """The calendar from the shop's first day to its last, both included; the coffee shop's year unless said."""
    year_round = season or Season()
    days = (ends - start).days + 1
    dates = np.datetime64(start) + np.arange(days)
    month, year = dates.astype("datetime64[M]").astype(int) % 12 + 1, dates.astype("datetime64[Y]").astype(int) + 1970
    to_tet, free, tets = _festivals(start, days)
    sales = _sales(start, days, tets, year_round)
    on_sale, lively = np.zeros(days, dtype=bool), np.ones(days)
    for sale in sales:
        on_sale[sale.first : sale.last + 1] = True
        lively[sale.first : sale.last + 1] *= 1.15 + sale.percent / 100
    gift_days = np.array([(dt.date(y, m, d) - start).days for y in np.unique(year) for m, d in GIFT_DAYS])
    gift_days = gift_days[(gift_days >= 0) & (gift_days < days)]
    festive = np.where((to_tet >= -32) & (to_tet < 0), 1, 0)
    for day in gift_days:
        festive[max(0, day - 4) : day + 1] = 2
        lively[max(0, day - 3) : day + 1] *= 1.25
    pace = _pace(start, month, dates, to_tet, free, lively, year_round)
    opening = np.append(np.where(pace[RESIDENT] > 0, np.arange(days), days), days)
    open_from = np.minimum.accumulate(opening[::-1])[::-1]
    rises = np.array([round(days * 0.40), round(days * 0.72)])
    return Almanac(start, days, month, year, to_tet, pace, pace.cumsum(1), open_from, sales, on_sale, gift_days, festive, rises)
