"""Revenue concentration against curves that can be worked out by hand."""

from __future__ import annotations

import datetime as dt
import random

import numpy as np
import pytest

from regulars.insight.concentration import concentration, sentence, thumbs
from regulars.insight.revenue import Year


def test_when_all_spend_alike_nothing_is_concentrated(spenders):
    found = concentration(spenders(*[100] * 50))
    assert found.gini == pytest.approx(0)
    assert found.top(20) == pytest.approx(0.20)
    assert found.top_tenth_over_mean == pytest.approx(1)


def test_when_one_spends_everything_the_curve_is_steep_and_gini_near_one(spenders):
    found = concentration(spenders(1_000_000, *[0] * 99))
    assert found.top(1) == pytest.approx(1)
    assert found.gini == pytest.approx(0.99)


def test_the_curve_and_gini_agree_with_numpy(spenders):
    spends = sorted((int(value) for value in np.random.default_rng(1).lognormal(10, 1.2, 400)), reverse=True)
    found = concentration(spenders(*spends))
    whole = np.array(spends)
    expected = np.cumsum(whole) / whole.sum()
    assert found.top(10) == pytest.approx(expected[39])
    assert found.top(20) == pytest.approx(expected[79])
    rising = whole[::-1]
    gini = (2 * (np.arange(1, 401) * rising).sum() / (400 * rising.sum())) - 401 / 400
    assert found.gini == pytest.approx(gini)


def test_equal_spenders_share_alike_whatever_their_order(spenders):
    spends = [10] * 15 + [50] * 10 + [200] * 3
    shuffled = random.Random(5).sample(spends, len(spends))
    assert concentration(spenders(*spends)) == concentration(spenders(*shuffled))


def test_a_buyer_whose_returns_outweigh_purchases_counts_as_nothing_not_as_less(spenders):
    found = concentration(spenders(-500, *[100] * 49))
    assert found.top(100) == 1
    assert max(found.curve) <= 1


def test_fewer_than_twenty_buyers_have_no_curve(spenders):
    found = concentration(spenders(*[100] * 19))
    assert (found.curve, found.gini, found.top(20), found.top_tenth_over_mean) == (None, None, None, None)
    assert sentence(found).vi == "Chưa đến 20 khách mua, chưa xếp hạng được."


def test_people_who_bought_nothing_this_year_are_left_out(spenders):
    table = spenders(*[100] * 30).mutate(purchases_365d=0)
    assert concentration(table).buyers == 0


def test_rules_of_thumb_stand_beside_the_shops_own_figures(spenders):
    found = concentration(spenders(*[1000] * 10, *[100] * 90))
    year = Year(dt.date(2026, 11, 20), 19_000, 19_000, 9_500, 100)
    rows = {thumb.about.en: (thumb.own.en, thumb.quoted and thumb.quoted.en) for thumb in thumbs(found, year)}
    assert rows["Revenue from the top 20%"] == ("58%", "80%")
    assert rows["Top 10% against the average"] == ("5.3×", "3×")
    assert rows["Revenue after the first purchase"] == ("50%", "65%")
    assert rows["Losing one of the top 10%"] == ("5.3 customers", None)
