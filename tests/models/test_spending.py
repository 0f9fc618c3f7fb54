"""Gamma-Gamma: published values, binned rows against single customers, and spends that bound nothing."""

from __future__ import annotations

import json

import numpy as np
import pandas as pd
import pytest

from regulars.errors import InputError
from regulars.models import spending
from regulars.models.purchasing import Unfitted
from regulars.models.spending import GammaGamma, Spends


@pytest.fixture(scope="module")
def repeats(data) -> pd.DataFrame:
    """CDNOW customers who came back by 1997-09-30: their repeat purchase days, and the mean spent on them."""
    rows = pd.read_parquet(data / "cdnow" / "cdnow_sample.parquet")
    rows["date"] = pd.to_datetime(rows["date"])
    days = rows.groupby(["sample_id", "date"], as_index=False)["dollar_value"].sum()
    days = days[days["date"] <= "1997-09-30"]
    later = days[days["date"] > days.groupby("sample_id")["date"].transform("min")]
    return later.groupby("sample_id")["dollar_value"].agg(n="size", mean="mean")


@pytest.fixture(scope="module")
def single(repeats) -> Spends:
    return Spends.of(repeats["n"], repeats["mean"], binned=False)


def simulated(customers: int, seed: int, p=6.25, q=3.74, gamma=15.44):
    rng = np.random.default_rng(seed)
    n = rng.geometric(0.3, customers)
    return n, rng.gamma(p * n) * gamma / rng.gamma(q, size=customers) / n


def test_the_cdnow_repeaters_give_the_published_parameters(single):
    model = spending.fit(single)
    assert model.parameters == pytest.approx((6.25, 3.74, 15.44), rel=1.2e-3)
    assert model.log_likelihood == pytest.approx(-4055.9177, abs=1e-3)
    assert (model.customers, model.left_out, model.flat) == (946, 0, ())
    assert model.population_mean == pytest.approx(6.25 * 15.44 / 2.74, rel=2e-3)


def test_the_expected_spend_lies_between_the_own_mean_and_everybodys():
    model = GammaGamma(6.25, 3.74, 15.44)
    assert model.expected_value(2, 50.0) == pytest.approx(6.25 * (15.44 + 2 * 50) / (6.25 * 2 + 3.74 - 1))
    assert model.expected_value([0, 10_000], [np.nan, 50.0]) == pytest.approx([model.population_mean, 50.0], rel=1e-3)


def test_gradient_and_hessian_are_those_of_the_log_likelihood(repeats):
    for spends in (Spends.of(repeats["n"], repeats["mean"]), Spends.of(repeats["n"], repeats["mean"], binned=False)):
        slope, at = spending.slopes(spends), np.array([6.0, 4.0, 14.0])
        _, gradient, hessian = slope(at)
        for place, size in enumerate(at):
            step = np.zeros(3)
            step[place] = size * 1e-3
            near, far = (slope(at + step), slope(at - step)), (slope(at + 2 * step), slope(at - 2 * step))
            for part, exact in ((0, gradient[place]), (1, hessian[place])):
                difference = (8 * (near[0][part] - near[1][part]) - (far[0][part] - far[1][part])) / (12 * step[place])
                assert difference == pytest.approx(exact, rel=1e-6, abs=1e-6 * np.abs(hessian).max())


def test_bins_give_what_single_customers_give_and_need_the_variance_for_it():
    n, mean = simulated(40_000, 1)
    exact, binned = spending.fit(Spends.of(n, mean, binned=False)), Spends.of(n, mean)
    assert len(binned) < 4_000
    assert spending.fit(binned).parameters == pytest.approx(exact.parameters, rel=1e-5)
    assert spending.fit(binned).log_likelihood == pytest.approx(exact.log_likelihood, rel=1e-7)
    narrow = Spends(binned.n, binned.customers, binned.log_sum, binned.mean, np.zeros_like(binned.variance))
    off = np.array(spending.fit(narrow).parameters) / exact.parameters - 1
    assert np.abs(off).max() > 1e-4


def test_counted_rows_are_so_many_customers(repeats):
    once = Spends.of(repeats["n"], repeats["mean"], np.full(len(repeats), 3))
    thrice = Spends.of(np.tile(repeats["n"], 3), np.tile(repeats["mean"], 3))
    for name in ("n", "customers", "log_sum", "mean", "variance"):
        assert getattr(once, name) == pytest.approx(getattr(thrice, name), rel=1e-9, abs=1e-12)


def test_the_order_of_customers_never_matters():
    n, mean = simulated(3_000, 2)
    order = np.random.default_rng(3).permutation(3_000)
    assert spending.fit(Spends.of(n, mean)) == spending.fit(Spends.of(n[order], mean[order]))


@pytest.mark.parametrize("unit", [100, 26_000, 1e10])
def test_the_currency_does_not_matter(single, unit):
    model, other = spending.fit(single), spending.fit(single.scaled(1 / unit))
    assert other.parameters == pytest.approx((model.p, model.q, model.gamma * unit), rel=1e-8)
    assert other.expected_value(3, 40 * unit) == pytest.approx(unit * model.expected_value(3, 40), rel=1e-8)


def test_whole_minor_units_up_to_a_trillion_are_taken():
    n, mean = simulated(2_000, 4)
    dong = np.rint(mean * 1e10).astype(np.int64)
    assert dong.max() > 1e12
    assert spending.fit(Spends.of(n, dong)).p == pytest.approx(spending.fit(Spends.of(n, mean)).p, rel=1e-4)


def test_who_spent_nothing_or_less_is_left_out_and_counted():
    n, mean = simulated(500, 5)
    spends = Spends.of(np.append(n, [2, 1, 0, 0]), np.append(mean, [0.0, -8.0, 0.0, np.nan]))
    assert (spends.left_out, spends.total) == (2, 500)
    assert spending.fit(spends).left_out == 2


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize("truth", [(6.25, 3.74, 15.44), (1.2, 8, 500), (20, 1.8, 3)])
def test_simulated_parameters_are_found_within_four_standard_errors(truth, seed):
    spends = Spends.of(*simulated(20_000, seed, *truth))
    model = spending.fit(spends)
    for found, true, error in zip(model.parameters, truth, model.standard_errors(spends).values(), strict=True):
        assert abs(found - true) < 4 * error


def test_draws_have_the_mean_of_the_expectation_and_repeat_themselves():
    model = GammaGamma(6.25, 3.74, 15.44)
    n, mean = np.array([0, 1, 12]), np.array([0.0, 80.0, 22.0])
    draws = model.draws(n, mean, 40_000, np.random.default_rng(1))
    assert draws.shape == (3, 40_000)
    assert draws.mean(axis=1) == pytest.approx(model.expected_value(n, mean), rel=0.02)
    assert (draws == model.draws(n, mean, 40_000, np.random.default_rng(1))).all()


SPENDS = {
    "all alike": (np.ones(50), np.full(50, 7.0)),
    "all alike, many purchases": (np.arange(1, 60), np.full(59, 1e12)),
    "over thirty orders of magnitude": (np.ones(30), 10.0 ** np.arange(30)),
    "without a mean": (np.ones(5_000), (np.arange(5_000) + 0.5) ** -2.0),
    "thousands of purchases": (np.full(40, 5_000), np.linspace(1, 9, 40)),
    "two prices": (np.arange(1, 41), np.tile([1.0, 1e6], 20)),
}


@pytest.mark.parametrize("case", SPENDS)
@pytest.mark.filterwarnings("error")
def test_spends_that_bound_nothing_still_give_positive_answers(case):
    spends = Spends.of(*SPENDS[case])
    model = spending.fit(spends)
    assert isinstance(model, GammaGamma)
    values = model.expected_value([0, 1, 5, 1, 3], [0, 7, 100, -3, 1e12])
    draws = model.draws([0, 1, 5, 1, 3], [0, 7, 100, -3, 1e12], 30, np.random.default_rng(1))
    assert np.isfinite([*values, *draws.ravel(), model.population_mean]).all()
    assert min(*values, model.population_mean) > 0 and draws.min() > 0
    assert not np.isnan(list(model.standard_errors(spends).values())).any()


def test_where_all_spend_alike_everybody_is_expected_to():
    model = spending.fit(Spends.of(np.arange(1, 60), np.full(59, 5e6)))
    assert model.flat
    assert model.expected_value([0, 1, 30], [0, 5e6, 5e6]) == pytest.approx(np.full(3, 5e6), rel=1e-3)


@pytest.mark.parametrize("q", [1e-4, 0.4, 1.0, 1.0 + 1e-12, 1.04])
def test_without_a_mean_of_all_the_observed_one_is_leant_on(q):
    model = GammaGamma(3.0, q, 10.0, observed_mean=40.0)
    assert model.population_mean == 40
    assert 20 < model.expected_value(2, 20.0)[0] < 40
    assert GammaGamma(3.0, q, 10.0).population_mean > 0


@pytest.mark.parametrize("customers", [0, 19])
def test_too_few_spenders_are_unfitted_and_not_an_error(customers):
    why = spending.fit(Spends.of(*simulated(customers, 6)))
    assert isinstance(why, Unfitted) and str(customers) in why.reason.vi


@pytest.mark.parametrize(("n", "mean"), [([1, 2], [3.0]), ([-1], [3.0]), ([np.nan], [3.0]), ([1], [np.inf]), ([2], [np.nan])])
def test_what_is_no_spend_is_refused_with_what_was_seen(n, mean):
    with pytest.raises(InputError) as refused:
        Spends.of(n, mean)
    assert refused.value.seen


def test_a_model_is_kept_and_read_back_as_it_was(single):
    model = spending.fit(single)
    assert GammaGamma.from_data(json.loads(json.dumps(model.to_data()))) == model
