"""What is read off a backtest: the band beside a forecast, and of those said to return how many did."""

from __future__ import annotations

import datetime as dt

import pytest

from regulars.models.backtest import Backtest, Band, Errors, Trial
from regulars.models.calibration import Tenth
from regulars.words import Words

AS_OF = dt.date(2025, 6, 30)
TENTHS = (Tenth(0, 900, 0.05, 0.06), Tenth(4, 25, 0.45, 0.44), Tenth(5, 30, 0.55, 0.6), Tenth(7, 10, 0.75, 0.9))


def trial(origin: dt.date | None, predicted: float, seen: float = 100.0, spend: bool = True) -> Trial:
    orders = (Errors("pareto_nbd", 1.0, 2.0, 0.5, predicted, seen, -1.0), Errors("status_quo", 1.5, 3.0, None, 150.0, seen))
    priced = (Errors("pareto_nbd", 10.0, 20.0, 0.5, predicted * 3, seen * 2),) if spend else ()
    return Trial(origin, 965, orders, priced, (), {}, {30: TENTHS, 60: TENTHS, 90: TENTHS}, None)


def backtest(*predicted: float, **told) -> Backtest:
    trials = tuple(trial(AS_OF - dt.timedelta(days=180 * place), each, **told) for place, each in enumerate(predicted, start=1))
    return Backtest(AS_OF, 180, "pareto_nbd", trials, trial(None, sum(predicted) / len(predicted), **told))


def test_the_band_is_the_range_of_the_errors_of_the_total_of_the_model_in_force():
    assert backtest(86.0, 103.0, 98.0).band == Band(pytest.approx(-0.14), pytest.approx(0.03), 3)
    assert backtest(86.0).band == Band(pytest.approx(-0.14), pytest.approx(-0.14), 1)
    assert backtest(100.0).spend_band == Band(pytest.approx(0.5), pytest.approx(0.5), 1)
    assert backtest(100.0, spend=False).spend_band is None
    assert backtest(86.0, seen=0.0).band is None


def test_a_forecast_may_be_off_as_far_as_ever_to_either_side():
    assert Band(-0.2, 0.03, 3).around(120.0) == (pytest.approx(96.0), pytest.approx(150.0))
    assert Band(-0.1, 1.5, 2).around(120.0) == (pytest.approx(48.0), pytest.approx(300.0))
    assert Band(0.0, 0.0).around(120.0) == (120.0, 120.0)


def test_those_said_to_return_are_those_more_likely_to_than_not():
    said = backtest(100.0).promised(30)
    assert (said.customers, said.chance_from, said.chance_to) == (40, 0.5, 0.8)
    assert said.predicted == pytest.approx((30 * 0.55 + 10 * 0.75) / 40)
    assert said.seen == pytest.approx((30 * 0.6 + 10 * 0.9) / 40)


def test_the_likeliest_are_the_highest_tenth_that_holds_enough():
    assert backtest(100.0).likeliest(30, 20).chance_from == 0.5
    assert backtest(100.0).likeliest(30, 40).customers == 900
    assert backtest(100.0).likeliest(30, 1_000) is None


def test_its_data_come_back_whole_and_name_the_errors_and_the_bands():
    found = backtest(86.0, 103.0)
    assert Backtest.from_data(found.to_data()) == found
    data = found.to_data()
    assert data["band"]["windows"] == 2
    assert data["trials"][0]["orders"][0]["error"] == pytest.approx(-0.14)
    untried = Backtest(AS_OF, reason=Words("Chưa đủ", "Not enough"))
    assert Backtest.from_data(untried.to_data()) == untried
