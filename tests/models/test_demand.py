"""The way that missed least on the past tells what is expected, with a band made of its own misses."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as some

from regulars.models.demand import CALENDAR, LUNAR, MEAN, MODEL, WAYS, expected, origins_of
from regulars.models.seasons import Past

from .weekly import missed, mondays, poisson, tet_shop

TET = dt.date(2024, 2, 10)  # nineteen days later than the year before


@pytest.fixture(scope="module")
def before_tet():
    """Four years of a shop with a Tết of its own, up to forty days before one that moved, and what the eight weeks around it brought."""
    whole = tet_shop("2020-02-03", TET + dt.timedelta(days=30))
    return whole.until(len(whole) - 8), whole.values[-8:]


def test_where_tet_moved_the_model_beats_the_same_week_of_last_year(before_tet):
    past, came = before_tet
    told = {way: WAYS[way](past, 8).values for way in (MODEL, CALENDAR, LUNAR)}
    assert missed(told[MODEL], came) < 0.15
    assert missed(told[CALENDAR], came) > 0.5
    assert missed(told[MODEL], came) < missed(told[LUNAR], came)


def test_the_backtest_finds_it_too(before_tet):
    found = expected(before_tet[0])
    assert found.way == MODEL
    assert found.missed(MODEL) < found.missed(LUNAR) < found.missed(CALENDAR)
    assert found.origins[0] < found.origins[-1] == len(before_tet[0]) - 8


def test_the_first_day_that_is_tried_lies_as_far_from_tet_as_today(before_tet):
    past, _ = before_tet
    first = past.weeks[origins_of(past, 8)[0]]
    today = past.after(1)[0]
    assert abs((today - np.datetime64("2024-02-10")) - (first - np.datetime64("2023-01-22"))).astype(int) <= 3


def test_where_the_past_only_repeats_itself_last_year_wins_and_is_what_is_expected():
    year = np.random.default_rng(3).integers(10, 200, 52).astype(float)
    found = expected(Past(mondays("2023-01-02", 104 + 26), np.tile(year, 3)[:130], festive=False))
    assert (found.way, found.missed(CALENDAR)) == (CALENDAR, 0.0)
    assert found.values.tolist() == np.tile(year, 3)[130:138].tolist()
    assert found.parts == ()


def test_a_short_past_is_told_without_the_year_before():
    found = expected(poisson("2024-01-01", np.full(30, 60.0)))
    assert found.missed(CALENDAR) is None
    assert found.missed(MEAN) is not None
    assert found.low is not None


def test_fewer_than_eight_weeks_are_told_nothing():
    found = expected(Past(mondays("2024-01-01", 7), np.full(7, 5.0)))
    assert (found.values, found.way, found.tried) == (None, None, ())


def test_a_past_too_short_to_try_has_no_band():
    found = expected(poisson("2024-01-01", np.full(12, 60.0)))
    assert found.values == pytest.approx(np.full(8, 60.0), rel=0.2)
    assert (found.low, found.high, found.origins) == (None, None, ())


def test_what_has_ended_is_expected_no_more():
    found = expected(Past(mondays("2022-01-03", 120), np.r_[np.full(60, 40.0), np.zeros(60)]))
    assert found.ended
    assert found.values.tolist() == [0.0] * 8


def test_gifts_that_sell_before_tet_alone_have_not_ended_in_autumn():
    shop = tet_shop("2020-02-03", dt.date(2023, 12, 1))
    gifts = np.where(shop.values > 320, shop.values, 0.0)
    found = expected(Past(shop.weeks, gifts), 13)
    assert not found.ended
    assert found.values.sum() > 500


def test_the_error_is_all_misses_over_all_that_came():
    values = np.r_[np.full(60, 10.0), np.full(8, 20.0)]
    found = expected(Past(mondays("2023-01-02", 68), values, festive=False))
    mean = next(each for each in found.tried if each.way == MEAN)
    seen = [values[at : at + 8] for at in found.origins]
    told = [np.full(8, values[at - 4 : at].mean()) for at in found.origins]
    assert mean.error == pytest.approx(np.abs(np.array(told) - seen).sum() / np.sum(seen))
    assert mean.bias == pytest.approx((np.array(told) - seen).sum() / np.sum(seen))


def test_eight_in_ten_weeks_fall_into_the_band():
    inside = []
    for seed in range(12):
        whole = poisson("2022-01-03", 60 * (1 + 0.3 * np.sin(np.arange(90) / 8)), seed)
        found = expected(whole.until(82))
        inside.append((found.low <= whole.values[82:]) & (whole.values[82:] <= found.high))
    assert 0.65 <= np.mean(inside) <= 0.95


def test_the_same_past_is_told_the_same(before_tet):
    one, other = (expected(before_tet[0]) for _ in range(2))
    assert one.values.tolist() == other.values.tolist()
    assert one.low.tolist() == other.low.tolist()


AMOUNTS = some.one_of(some.just(0.0), some.integers(0, 10).map(float), some.floats(0, 1e13))


@given(some.lists(AMOUNTS, max_size=40), some.integers(1, 4), some.integers(0, 60), some.integers(1, 26), some.booleans())
def test_whatever_the_past_is_the_answer_is_a_number_and_not_below_nothing(values, times, silent, ahead, festive):
    past = np.array([0.0] * silent + values * times)
    found = expected(Past(mondays("2023-01-02", len(past)), past, festive), ahead)
    if len(past) < 8:
        assert found.values is None
        return
    assert len(found.values) == ahead
    assert np.isfinite(found.values).all() and (found.values >= 0).all()
    if found.low is not None:
        assert np.isfinite(found.low).all() and np.isfinite(found.high).all()
        assert (found.low >= 0).all() and (found.low <= found.values * (1 + 1e-9)).all() and (found.values <= found.high * (1 + 1e-9)).all()
