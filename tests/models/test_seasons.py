"""The model of a weekly series: what it reads of the calendar, and that it always answers with numbers that can be."""

from __future__ import annotations

import datetime as dt
import sys

import numpy as np
import pytest

from regulars.errors import InputError
from regulars.models.seasons import LONGEST, Past, fitted, installed

from .weekly import lively, missed, mondays, poisson, tet_shop

TET = dt.date(2024, 2, 10)


def test_tet_that_moved_by_nineteen_days_is_found_where_it_is_now():
    past = tet_shop("2020-07-06", TET - dt.timedelta(days=40))
    ahead = past.after(8)
    found = fitted(past, 8)
    assert "tet" in found.parts
    came = found.values.mean() / lively(ahead).mean() * lively(ahead)
    assert missed(found.values, came) < 0.12
    assert found.values.argmin() == lively(ahead).argmin()


def test_a_shop_that_has_seen_no_tet_makes_nothing_of_one():
    past = tet_shop("2023-03-06", TET - dt.timedelta(days=40))
    found = fitted(past, 8)
    assert "tet" not in found.parts
    assert np.ptp(found.values) < 0.3 * found.values.mean()


def test_a_shop_elsewhere_keeps_no_feast_of_vietnam():
    past = tet_shop("2020-07-06", TET - dt.timedelta(days=40))
    found = fitted(Past(past.weeks, past.values, festive=False), 8)
    assert not {"tet", "feasts"} & set(found.parts)


@pytest.mark.parametrize(("weeks", "parts"), [(20, {"level"}), (40, {"level", "month"}), (110, {"level", "month", "year"})])
def test_the_season_of_the_year_is_known_from_two_years_on_and_short_pasts_are_a_level(weeks, parts):
    found = fitted(poisson("2023-01-02", np.full(weeks, 80.0)), 8)
    assert set(found.parts) - {"trend"} == parts


def test_the_season_of_the_year_returns():
    season = 100 * (1 + 0.6 * np.sin(2 * np.pi * np.arange(164) / 52.18))
    past = poisson("2021-01-04", season[:156])
    assert missed(fitted(past, 8).values, season[156:]) < 0.1


def test_a_trend_dies_down_instead_of_running_on():
    found = fitted(poisson("2024-01-01", 50.0 + 4 * np.arange(60)), 26)
    steps = np.diff(found.values)
    assert found.values[0] > 270
    assert found.values[-1] < 50 + 4 * 86
    assert abs(steps[-5:].mean()) < 4


def test_a_constant_series_stays_what_it_is():
    for length in (8, 30, 120):
        found = fitted(Past(mondays("2022-01-03", length), np.full(length, 7.0)), 8)
        assert found.values == pytest.approx(np.full(8, 7.0), rel=0.02)


@pytest.mark.parametrize("length", [0, 7])
def test_fewer_than_eight_weeks_are_no_past(length):
    assert fitted(Past(mondays("2024-01-01", length), np.full(length, 5.0)), 8) is None


def test_a_series_that_mostly_sells_nothing_is_not_modelled():
    values = (np.arange(100) % 3 == 0) * 5.0
    assert fitted(Past(mondays("2022-01-03", 100), values), 8) is None


def test_what_begins_late_is_read_from_its_beginning():
    late = np.r_[np.zeros(90), np.full(30, 12.0)]
    assert fitted(Past(mondays("2022-01-03", 120), late), 4).values == pytest.approx(np.full(4, 12.0), rel=0.05)


def test_only_six_years_are_read():
    past = Past(mondays("1990-01-01", 1500), np.r_[1e9, np.zeros(900), np.full(599, 10.0)])
    assert len(past.begun()) == LONGEST
    assert fitted(past, 4).values == pytest.approx(np.full(4, 10.0), rel=0.05)


def test_nothing_is_expected_above_twice_the_best_week():
    found = fitted(Past(mondays("2024-01-01", 40), np.exp(np.arange(40) / 3.0)), 26)
    assert found.values.max() <= 2 * np.exp(39 / 3.0)


def test_without_the_extra_it_says_what_to_install(monkeypatch):
    for name in [name for name in sys.modules if name.split(".")[0] == "statsmodels"]:
        monkeypatch.setitem(sys.modules, name, None)
    monkeypatch.setitem(sys.modules, "statsmodels", None)
    assert not installed()
    with pytest.raises(InputError) as raised:
        fitted(poisson("2024-01-01", np.full(30, 20.0)), 8)
    assert raised.value.code == "not_installed"
    assert "pip install 'regulars[ml]'" in raised.value.todo.vi
