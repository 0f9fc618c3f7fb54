"""What was foreseen against what followed: by hand, against other libraries' figures, on buyers whose truth is known, and on a real shop."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from sklearn.metrics import brier_score_loss, mean_absolute_error, roc_auc_score, root_mean_squared_error

from regulars.models.backtest import Backtest, Band, Group
from regulars.models.hindsight import (
    OWN_GAP,
    RETURN_CHANCE,
    SILENT,
    STATUS_QUO,
    at_the_same_pace,
    backtest,
    deciles,
    errors,
    foresee,
    groups,
    judged,
    origins,
    ranking,
)
from regulars.models.purchasing import Unfitted

from .pasts import ORIGIN, past, simulated

AS_OF = dt.date(2025, 6, 30)


@pytest.fixture(scope="module")
def buyers():
    return simulated(12_000, 180, seed=7)


@pytest.fixture(scope="module")
def tried(buyers):
    return backtest(AS_OF, 180, [buyers])


def of(found, method):
    return next(each for each in found if each.method == method)


def test_errors_of_four_customers_by_hand():
    found = errors("any", np.array([1.0, 2.0, 0.5, 0.5]), np.array([1.0, 4.0, 0.0, 1.0]))
    assert (found.mae, found.rmse) == (0.75, pytest.approx(np.sqrt(4.5 / 4)))
    assert (found.predicted, found.seen, found.off) == (4.0, 6.0, pytest.approx(-1 / 3))


def test_errors_are_those_of_other_libraries():
    rng = np.random.default_rng(1)
    predicted, seen = rng.gamma(1, 1, 500), rng.poisson(1, 500).astype(float)
    found = errors("any", predicted, seen)
    assert found.mae == pytest.approx(mean_absolute_error(seen, predicted))
    assert found.rmse == pytest.approx(root_mean_squared_error(seen, predicted))
    assert found.correlation == pytest.approx(pd.Series(predicted).corr(pd.Series(seen)))


def test_ranks_and_chances_of_who_is_gone_are_judged_as_other_libraries_do():
    rng = np.random.default_rng(2)
    chance = np.round(rng.random(400), 1)
    gone = rng.random(400) < chance
    found = ranking("any", chance, chance, gone)
    assert found.auc == pytest.approx(roc_auc_score(gone, chance))
    assert found.brier == pytest.approx(brier_score_loss(gone, chance))


def test_nothing_bought_has_no_error_in_per_cent_and_numbers_all_alike_no_correlation():
    found = errors("any", np.array([0.5, 0.2]), np.array([0.0, 0.0]))
    assert (found.off, found.correlation) == (None, None)
    assert errors("any", np.array([0.5, 0.5]), np.array([0.0, 1.0])).correlation is None


def test_equal_numbers_share_a_decile_and_all_are_in_one():
    predicted = np.array([0.1] * 15 + [0.5] * 2 + [1.0, 2.0, 3.0])
    found = deciles(predicted, np.ones(20))
    assert [(each.id, each.customers) for each in found] == [("1", 15), ("8", 2), ("9", 1), ("10", 2)]
    assert sum(each.predicted for each in found) == pytest.approx(predicted.sum())
    assert [each.customers for each in deciles(np.arange(100.0), np.ones(100))] == [10] * 10


def test_a_group_has_its_customers_and_both_totals():
    found = groups(np.array(["rebuy", "first_buy", "rebuy"]), np.array([1.0, 0.25, 2.0]), np.array([0.0, 1.0, 3.0]))
    assert found == (Group("first_buy", 1, 0.25, 1.0), Group("rebuy", 2, 3.0, 3.0))


def test_at_the_same_pace_is_repeats_a_day_and_nothing_on_the_first_day():
    told = past([{"repeats": 2, "active_days": 80, "age_days": 100}, {"age_days": 0}])
    assert at_the_same_pace(told).tolist() == [pytest.approx(1.8), 0.0]


def test_origins_hide_windows_that_never_overlap_and_keep_as_much_before_each():
    day = dt.timedelta(days=1)
    assert origins(AS_OF, AS_OF - 800 * day, 180) == [AS_OF - 180 * day, AS_OF - 360 * day, AS_OF - 540 * day]
    assert origins(AS_OF, AS_OF - 720 * day, 180) == [AS_OF - 180 * day, AS_OF - 360 * day, AS_OF - 540 * day]
    assert origins(AS_OF, AS_OF - 719 * day, 180) == [AS_OF - 180 * day, AS_OF - 360 * day]
    assert origins(AS_OF, AS_OF - 359 * day, 180) == []


def test_too_few_repeaters_are_a_reason_and_no_error():
    found = backtest(AS_OF, 90, [past([{}] * 50)])
    assert (found.trials, found.pooled, found.band, found.promised()) == ((), None, None, None)
    assert found.reason == foresee(past([{}] * 50)).reason
    assert isinstance(foresee(past([{}] * 50)), Unfitted)
    assert backtest(AS_OF, 90, []).reason.en.startswith("At least 180 days")


def test_of_buyers_as_the_model_supposes_the_total_is_right_within_three_standard_errors(buyers, tried):
    chosen = of(tried.pooled.orders, tried.chosen)
    noise = buyers.orders.std() * np.sqrt(len(buyers)) / chosen.seen
    assert abs(chosen.off) < 3 * noise + 0.02
    assert abs(of(tried.pooled.spend, tried.chosen).off) < 0.08
    assert abs(chosen.off) < abs(of(tried.pooled.orders, STATUS_QUO).off)
    assert chosen.rmse < of(tried.pooled.orders, STATUS_QUO).rmse


def test_of_buyers_as_the_model_supposes_as_many_return_as_their_chances_said(tried):
    for tenths in tried.pooled.chances.values():
        assert sum(each.customers for each in tenths) == 12_000
        for each in tenths:
            error = np.sqrt(each.predicted * (1 - each.predicted) / each.customers)
            assert abs(each.predicted - each.seen) < 4 * error + 0.01, each


def test_every_decile_holds_as_many_purchases_as_foreseen_of_it(buyers, tried):
    assert sum(each.customers for each in tried.pooled.deciles) == len(buyers)
    for each in tried.pooled.deciles:
        if each.customers > 500:
            assert each.predicted == pytest.approx(each.seen, abs=5 * np.sqrt(each.seen) + 20)
    assert tried.pooled.deciles[-1].seen > 10 * tried.pooled.deciles[0].seen


def test_the_outlook_ranks_who_stays_away_better_than_plain_rules(tried):
    found = {each.method: each for each in tried.pooled.churn.rankings}
    assert set(found) == {tried.chosen, OWN_GAP, SILENT}
    assert found[tried.chosen].auc > max(found[OWN_GAP].auc, found[SILENT].auc)
    assert found[tried.chosen].brier < min(found[OWN_GAP].brier, found[SILENT].brier)


def test_the_chance_of_return_is_judged_only_where_it_is_known_of_everybody(buyers):
    known = replace(buyers, return_chance=np.full(len(buyers), 0.25))
    found = {each.method: each for each in backtest(AS_OF, 180, [known]).pooled.churn.rankings}
    assert found[RETURN_CHANCE].auc == 0.5
    gone = ~buyers.bought_within(90)
    assert found[RETURN_CHANCE].brier == pytest.approx(np.mean((0.75 - gone) ** 2))


def test_who_stayed_away_is_not_told_while_the_return_window_lasts(buyers):
    assert backtest(AS_OF, 180, [replace(buyers, window=365)]).pooled.churn is None


def test_the_same_day_told_twice_is_the_same_day_and_its_data_comes_back_whole(buyers, tried):
    assert backtest(AS_OF, 180, [buyers]) == tried
    assert Backtest.from_data(tried.to_data()) == tried
    assert tried.pooled == replace(tried.trials[0], origin=None)


def test_several_windows_are_judged_one_by_one_and_together(buyers):
    earlier = replace(simulated(6_000, 180, seed=8), origin=ORIGIN - dt.timedelta(days=180))
    found = backtest(AS_OF, 180, [buyers, earlier])
    assert [trial.origin for trial in found.trials] == [buyers.origin, earlier.origin]
    parts = [of(trial.orders, found.chosen) for trial in found.trials]
    whole = of(found.pooled.orders, found.chosen)
    assert whole.seen == sum(each.seen for each in parts)
    assert whole.mae == pytest.approx((parts[0].mae * 12_000 + parts[1].mae * 6_000) / 18_000)
    assert whole.log_score == pytest.approx((parts[0].log_score * 12_000 + parts[1].log_score * 6_000) / 18_000)
    assert found.band == Band(min(each.off for each in parts), max(each.off for each in parts), 2)


def test_the_model_in_force_is_kept_at_every_window_and_else_the_best_of_the_first_is_taken(buyers, tried):
    told = foresee(buyers, "mbg_nbd")
    assert told.chosen == "mbg_nbd"
    assert backtest(AS_OF, 180, [buyers], "mbg_nbd").chosen == "mbg_nbd"
    assert tried.chosen == max(told.scores, key=told.scores.get)
    assert judged([(buyers, told)]).deciles == deciles(told.orders["mbg_nbd"], buyers.orders)


def test_predictions_are_never_moved_by_an_error_seen(buyers, tried):
    told = foresee(buyers, tried.chosen)
    assert of(tried.pooled.orders, tried.chosen).predicted == told.orders[tried.chosen].sum()


# A real shop: the CD shop, known to the end of September 1997, and the 39 weeks after.


@pytest.fixture(scope="module")
def cd_shop(data):
    days = pd.read_parquet(data / "cdnow" / "cdnow_sample.parquet").groupby(["sample_id", "date"], as_index=False)["dollar_value"].sum()
    days["at"] = (pd.to_datetime(days["date"]) - pd.Timestamp("1997-09-30")).dt.days
    rows = []
    for _, own in days.groupby("sample_id"):
        known, later = own[own["at"] <= 0], own[own["at"] > 0]
        bought = later["at"]
        rows.append(
            {
                "repeats": len(known) - 1,
                "active_days": known["at"].max() - known["at"].min(),
                "age_days": -known["at"].min(),
                "spend": known["dollar_value"].sum() * 100,
                "orders": (bought <= 273).sum(),
                "spent": later["dollar_value"][bought <= 273].sum() * 100,
                "next_day": bought.min() if len(bought) else np.nan,
            }
        )
    return backtest(dt.date(1998, 6, 30), 273, [past(rows, days=273, window=273, known=273, origin=dt.date(1997, 9, 30))])


@pytest.mark.parametrize(
    ("method", "mae", "rmse", "correlation", "off"),
    [
        ("status_quo", 1.0237, 2.2119, 0.5839, 0.5569),
        ("mbg_nbd", 0.7648, 1.6072, 0.6273, -0.1622),
        ("pareto_nbd", 0.7545, 1.6028, 0.6302, -0.1150),
    ],
)
def test_the_cd_shop_is_foreseen_with_the_errors_reckoned_by_themselves_elsewhere(cd_shop, method, mae, rmse, correlation, off):
    found = of(cd_shop.pooled.orders, method)
    assert found.seen == 1882
    told = (found.mae, found.rmse, found.correlation, found.off)
    assert told == pytest.approx((mae, rmse, correlation, off), abs=2e-4)


def test_in_the_cd_shop_the_chance_of_no_order_ranks_best_and_chances_to_order_are_about_right(cd_shop):
    found = {each.method: each for each in cd_shop.pooled.churn.rankings}
    assert found[cd_shop.chosen].auc == pytest.approx(0.760, abs=0.002)
    assert found[cd_shop.chosen].auc > found[OWN_GAP].auc
    for days, predicted, seen in ((30, 0.0702, 172), (60, 0.1145, 305), (90, 0.1460, 398)):
        tenths = cd_shop.pooled.chances[days]
        assert sum(each.predicted * each.customers for each in tenths) / 2357 == pytest.approx(predicted, abs=2e-4)
        assert sum(each.seen * each.customers for each in tenths) == pytest.approx(seen)
