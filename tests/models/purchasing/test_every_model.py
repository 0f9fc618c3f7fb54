"""What holds of every purchase model: one contract, whichever the kind."""
# ruff: noqa: N803, N806  (x, t_x and T are the names of the literature)

from __future__ import annotations

import json

import numpy as np
import pytest
from scipy import special, stats

from regulars.models.purchasing import MODELS, Histories, Unfitted, fitting, from_data
from regulars.models.purchasing import __name__ as home

KNOWN = {
    "bg_nbd": (0.2426, 4.4136, 0.7929, 2.4259),
    "mbg_nbd": (0.525, 6.183, 0.891, 1.614),
    "pareto_nbd": (0.55315, 10.57633, 0.60625, 11.6715),
}
LIKELY = Histories.of([0, 0, 1, 3, 12, 40, 400], [0, 0, 9, 30, 38, 20, 38.9], [0, 39, 30, 31, 39, 39, 39])
EXTREME = Histories.of(
    [0, 0, 1, 1, 5_000, 5_000, 2, 200], [0, 0, 1, 7_300, 7_300, 6_000, 1, 1], [0, 7_300, 7_300, 7_300, 7_300, 7_300, 7_300, 7_300]
)


@pytest.fixture(params=sorted(MODELS))
def name(request):
    return request.param


@pytest.fixture
def model(name):
    """The parameters of the CDNOW sample, in weeks."""
    return MODELS[name].model(*KNOWN[name])


def kind(name) -> fitting.Kind:
    import importlib

    return importlib.import_module(f"{home}.{name}").KIND


def test_gradient_and_hessian_are_those_of_the_log_likelihood(name, model, weeks):
    slope = kind(name).slopes(weeks)
    at = np.array(KNOWN[name])
    value, gradient, hessian = slope(at)
    assert value == pytest.approx(model.log_likelihoods(weeks) @ weeks.customers, rel=1e-12)
    for place, size in enumerate(at):
        step = np.zeros(len(at))
        step[place] = size * 1e-4
        up, down = slope(at + step), slope(at - step)
        far_up, far_down = slope(at + 2 * step), slope(at - 2 * step)
        for part, exact in ((0, gradient[place]), (1, hessian[place])):
            difference = (8 * (up[part] - down[part]) - (far_up[part] - far_down[part])) / (12 * step[place])
            assert difference == pytest.approx(exact, rel=1e-6, abs=1e-6 * np.abs(hessian).max())


def test_merged_rows_give_what_single_customers_give(name, weeks, raw):
    merged, single = MODELS[name].fit(weeks), MODELS[name].fit(raw)
    assert merged.parameters == pytest.approx(single.parameters, rel=1e-9)
    assert merged.log_likelihood == pytest.approx(single.log_likelihood, rel=1e-12)


def test_the_unit_of_time_does_not_matter(name, weeks):
    once, again = MODELS[name].fit(weeks), MODELS[name].fit(weeks.scaled(1 / 7))
    in_days = np.array(once.parameters) * kind(name).units(7.0)
    assert again.parameters == pytest.approx(in_days, rel=1e-7)
    assert again.p_order_if_alive(3, 7 * 31, 90) == pytest.approx(once.p_order_if_alive(3, 31, 90 / 7), rel=1e-7)


def test_a_start_changes_the_way_and_not_the_end(name, weeks):
    first = MODELS[name].fit(weeks)
    assert MODELS[name].fit(weeks, start=first).parameters == pytest.approx(first.parameters, rel=1e-8)


def test_the_log_likelihood_of_a_fit_is_that_of_its_rows(name, weeks):
    model = MODELS[name].fit(weeks)
    assert model.log_likelihood == pytest.approx(model.log_likelihoods(weeks) @ weeks.customers, rel=1e-10)


def test_standard_errors_are_those_of_the_curvature(name, weeks):
    errors = MODELS[name].fit(weeks).standard_errors(weeks)
    assert list(errors) == list(kind(name).parameters)
    assert all(0 < error < np.inf for error in errors.values())


@pytest.mark.parametrize("days", [1e-6, 13, 39, 400])
def test_the_chances_of_counts_add_up_and_their_mean_is_the_expectation(model, days):
    x, T = np.array([0, 0, 1, 12, 40]), np.array([0, 39, 30, 39, 39])
    chances = model.counts_if_alive(x, T, days, 4_000)
    assert chances.sum(axis=1) == pytest.approx(np.ones(5), abs=1e-9)
    assert chances.min() > -1e-12
    assert chances @ np.arange(4_001) == pytest.approx(model.expected_if_alive(x, T, days), rel=1e-8)
    assert 1 - chances[:, 0] == pytest.approx(model.p_order_if_alive(x, T, days), rel=1e-8, abs=1e-13)


def test_the_last_column_of_counts_holds_all_that_are_more(model):
    few, many = model.counts_if_alive(3, 39, 39, 3), model.counts_if_alive(3, 39, 39, 500)
    assert few[0, :3] == pytest.approx(many[0, :3], rel=1e-9)
    assert few[0, 3] == pytest.approx(many[0, 3:].sum(), rel=1e-9)


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9])
def test_by_the_quantile_that_share_of_the_returning_has_returned(model, share):
    x, T = np.array([0.0, 2, 30]), np.array([38.0, 30, 39])
    by_then = model.p_order_if_alive(x, T, model.next_order(x, T, share))
    ever = model.p_order_if_alive(x, T, 1e60)
    assert by_then == pytest.approx(share * ever, rel=1e-6)


def test_expectations_grow_with_time_and_with_purchases(model):
    more_days = model.expected_if_alive(2, 39, np.array([0, 1, 10, 100, 1_000]))
    assert more_days[0] == 0 and (np.diff(more_days) > 0).all()
    assert (np.diff(model.expected_if_alive(np.arange(100, 400), 39, 39)) > 0).all()


def finite_answers(model, histories):
    x, t_x, T = histories.x, histories.t_x, histories.T
    rng = np.random.default_rng(5)
    yield model.log_likelihoods(histories)
    yield model.p_alive(x, t_x, T)
    for days in (0, 1, 365):
        yield model.expected_if_alive(x, T, days)
        yield model.p_order_if_alive(x, T, days)
        yield model.counts_if_alive(x, T, days, 10)
    yield model.next_order(x, T, 0.9)
    yield from model.rates(x, t_x, T, 20, rng)
    yield from model.replicates(x, t_x, T, 20, rng)


@pytest.mark.parametrize("histories", [LIKELY, EXTREME])
@pytest.mark.parametrize("scale", [(1, 1, 1, 1), (1e-4, 1e-4, 1e-4, 1e-4), (1e4, 1e4, 1e4, 1e4), (1e-4, 1e4, 1e4, 1e-4), (1e3, 1, 1e-4, 1)])
@pytest.mark.filterwarnings("error")
def test_every_answer_is_a_finite_number(name, histories, scale):
    model = MODELS[name].model(*scale)
    for answer in finite_answers(model, histories):
        assert np.isfinite(answer).all()
        assert (answer >= 0).all() or answer.ndim == 1


DEGENERATE = {
    "all alike": Histories.of([3], [30], [60], [50]),
    "all bought on the last day": Histories.of([3, 0], [60, 0], [60, 60], [50, 1_000]),
    "nearly all once": Histories.of([0, 1], [0, 10], [10, 10], [1_000_000, 20]),
    "nobody ever stops": Histories.of(np.arange(1, 60), np.full(59, 99.0), np.full(59, 100.0)),
    "everybody stops at once": Histories.of(np.full(59, 3), np.arange(3, 62), np.full(59, 7_300.0)),
    "a few thousand purchases each": Histories.of([3_000, 0, 1], [7_000, 0, 3], [7_300, 100, 8], [30, 5, 1]),
    "first bought today": Histories.of([0, 2], [0, 1], [0, 1], [5_000, 25]),
}


@pytest.mark.parametrize("case", DEGENERATE)
@pytest.mark.filterwarnings("error")
def test_data_that_bound_nothing_still_give_a_model(name, case):
    model = MODELS[name].fit(DEGENERATE[case])
    assert not isinstance(model, Unfitted)
    assert all(0 < parameter < 1e9 for parameter in model.parameters)
    for answer in finite_answers(model, DEGENERATE[case]):
        assert np.isfinite(answer).all()
    assert not any(np.isnan(error) for error in model.standard_errors(DEGENERATE[case]).values())


def test_merged_rows_give_what_single_customers_give_where_the_top_is_flat(name):
    merged = Histories.of([0, 3, 3], [0, 30, 50], [60, 60, 60], [40, 30, 10])
    single = Histories(*(np.repeat(column, [40, 30, 10]) for column in (merged.x, merged.t_x, merged.T)), np.ones(80))
    found = MODELS[name].fit(merged)
    assert found.flat
    assert MODELS[name].fit(single).parameters == pytest.approx(found.parameters, rel=3e-6)


@pytest.mark.parametrize("histories", [Histories.of([], [], []), Histories.of([0], [0], [9], [99]), Histories.of([1], [5], [9])])
def test_too_little_is_unfitted_and_not_an_error(name, histories):
    assert isinstance(MODELS[name].fit(histories), Unfitted)


def test_a_model_is_kept_and_read_back_as_it_was(name, days):
    model = MODELS[name].fit(days)
    assert from_data(json.loads(json.dumps(model.to_data()))) == model


def test_a_large_base_is_begun_from_cells_and_ends_where_it_would_anyhow(name, days, monkeypatch):
    plain = MODELS[name].fit(days)
    monkeypatch.setattr(fitting, "FEW_ROWS", 50)
    monkeypatch.setattr(fitting, "MANY_ROWS", 100)
    assert MODELS[name].fit(days).parameters == pytest.approx(plain.parameters, rel=1e-7)


def geometric(at_first):
    """The prior density of (rate, dropout) and the likelihood of a history given both; dropout is a probability per purchase."""

    def density(model, rate, drop, x, t_x, T):
        chances = x + at_first
        gone = drop * (1 - drop) ** (chances - 1) * np.exp(-rate * t_x) if chances else 0.0
        likelihood = rate**x * ((1 - drop) ** chances * np.exp(-rate * T) + gone)
        return stats.gamma.pdf(rate, model.r, scale=1 / model.alpha) * stats.beta.pdf(drop, model.a, model.b) * likelihood

    return density


def dying(model, rate, drop, x, t_x, T):
    """The same where dropout is a death rate per unit of time."""
    both = rate + drop
    likelihood = rate**x * (drop / both * np.exp(-both * t_x) + rate / both * np.exp(-both * T))
    return stats.gamma.pdf(rate, model.r, scale=1 / model.alpha) * stats.gamma.pdf(drop, model.s, scale=1 / model.beta) * likelihood


DENSITIES = {"bg_nbd": geometric(0), "mbg_nbd": geometric(1), "pareto_nbd": dying}


@pytest.mark.parametrize(("x", "t_x", "T"), [(0, 0, 38), (2, 10, 38), (12, 30, 39)])
def test_drawn_rates_have_the_moments_of_the_posterior(name, model, x, t_x, T):
    """Against prior times likelihood on a fine grid, within four standard errors."""
    rate = np.exp(np.linspace(-22, 4, 1_500))[:, None]
    drop = special.expit(np.linspace(-30, 30, 1_500))[None, :] if name.endswith("g_nbd") else np.exp(np.linspace(-30, 5, 1_500))[None, :]
    weight = DENSITIES[name](model, rate, drop, x, t_x, T) * rate * (drop * (1 - drop) if name.endswith("g_nbd") else drop)
    drawn = model.rates(x, t_x, T, 100_000, np.random.default_rng(11))
    for draws, grid in zip(drawn, (rate, drop), strict=True):
        for power in (1, 2):
            expected, values = float((weight * grid**power).sum() / weight.sum()), draws[0] ** power
            assert values.mean() == pytest.approx(expected, abs=4 * values.std() / np.sqrt(values.size))


def lived(name, rate, drop, T, rng):
    """One window lived purchase by purchase, at given rates: purchases and time of the last (0 where none)."""
    at, alive = np.zeros_like(rate), np.ones(rate.shape, dtype=bool)
    x, last = np.zeros(rate.shape, dtype=int), np.zeros_like(rate)
    death = rng.exponential(1 / drop) if name == "pareto_nbd" else np.full_like(rate, np.inf)
    alive &= rng.random(rate.shape) >= drop if name == "mbg_nbd" else True
    while alive.any():
        at = at + rng.exponential(1 / rate)
        alive &= (at <= T) & (at <= death)
        x, last = x + alive, np.where(alive, at, last)
        alive &= rng.random(rate.shape) >= drop if name != "pareto_nbd" else True
    return x, last


def test_replicates_are_windows_lived_again_purchase_by_purchase(name, model):
    x, t_x, T = np.array([0.0, 2, 12]), np.array([0.0, 10, 30]), np.array([38.0, 38, 39])
    again, last = model.replicates(x, t_x, T, 20_000, np.random.default_rng(7))
    rng = np.random.default_rng(8)
    slowly = lived(name, *model.rates(x, t_x, T, 20_000, rng), T[:, None], rng)
    for quick, slow in zip((again, last), slowly, strict=True):
        for row in range(3):
            assert stats.ks_2samp(quick[row], slow[row]).statistic < 1.95 * np.sqrt(2 / 20_000)


def test_replicates_of_nothing_observed_are_empty(model):
    again, last = model.replicates([0], [0], [0], 50, np.random.default_rng(1))
    assert not again.any() and not last.any()


def test_replicates_lie_within_their_window_and_repeat_themselves(model):
    x, t_x, T = LIKELY.x, LIKELY.t_x, LIKELY.T
    again, last = model.replicates(x, t_x, T, 300, np.random.default_rng(3))
    assert again.shape == last.shape == (len(x), 300)
    assert (last <= T[:, None]).all() and ((again > 0) == (last > 0)).all()
    same, _ = model.replicates(x, t_x, T, 300, np.random.default_rng(3))
    assert (again == same).all()


HELD_OUT = {"bg_nbd": (0.785, 1.608, 0.626, -0.121), "mbg_nbd": (0.765, 1.607, 0.627, -0.162), "pareto_nbd": (0.755, 1.603, 0.630, -0.115)}


def test_what_the_held_out_weeks_bring_is_foreseen_as_well_as_measured(name, days, people):
    """CDNOW, 39 weeks after 39: mean and root mean square error, correlation, error of the total, in purchase days.

    Fader, Hardie and Lee 2005 give correlations of 0.626 (BG/NBD) and 0.630 (Pareto/NBD).
    """
    model = MODELS[name].fit(days)
    x, t_x, T, seen = (people[column].to_numpy(dtype=float) for column in ("x", "t_x", "T", "seen"))
    foreseen = model.p_alive(x, t_x, T) * model.expected_if_alive(x, T, 273)
    error = foreseen - seen
    figures = (np.abs(error).mean(), np.sqrt((error**2).mean()), np.corrcoef(foreseen, seen)[0, 1], foreseen.sum() / seen.sum() - 1)
    assert figures == pytest.approx(HELD_OUT[name], abs=2e-3)


def shop(name, parameters, customers, seed, longest=900):
    """Customers of known parameters over whole days, lived purchase by purchase; several purchases on a day are one."""
    model, rng = MODELS[name].model(*parameters), np.random.default_rng(seed)
    T = rng.integers(1, longest, customers).astype(float)
    rate = rng.gamma(model.r, 1 / model.alpha, customers)
    drop = rng.gamma(model.s, 1 / model.beta, customers) if name == "pareto_nbd" else rng.beta(model.a, model.b, customers)
    x, last = lived(name, np.maximum(rate, 1e-12), np.maximum(drop, 1e-12), T, rng)
    return Histories.of(x, last, T)


TRUTHS = {
    "bg_nbd": [(0.6, 60, 0.8, 2.5), (2.0, 90, 0.3, 1.1)],
    "mbg_nbd": [(0.6, 60, 0.8, 2.5), (2.0, 90, 0.3, 1.1)],
    "pareto_nbd": [(0.6, 60, 0.7, 90), (2.0, 90, 1.4, 400)],
}


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("truth", [0, 1])
def test_simulated_parameters_are_found_within_four_standard_errors(name, truth, seed):
    true = TRUTHS[name][truth]
    histories = shop(name, true, 20_000, seed)
    model = MODELS[name].fit(histories)
    assert model.flat == ()
    for found, value, error in zip(model.parameters, true, model.standard_errors(histories).values(), strict=True):
        assert abs(found - value) < 4 * error


@pytest.mark.parametrize("seed", range(6))
def test_of_two_tops_the_higher_one_is_found(name, seed):
    """Small shops whose customers leave at once or never: the top for those who differ mildly is near, and lower."""
    true = (3.0, 600.0, 0.15, 0.1)
    histories = shop(name, true, 300, seed, 500)
    found = MODELS[name].fit(histories)
    assert found.log_likelihood > MODELS[name].fit(histories, start=MODELS[name].model(*true)).log_likelihood - 1e-4
