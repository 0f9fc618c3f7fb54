"""BG/BB against the donations of Fader, Hardie and Shang 2010, and against rounds simulated one by one."""
# ruff: noqa: N806  (x, t_x and T are the names of the literature)

from __future__ import annotations

import json

import numpy as np
import pytest

from regulars.errors import InputError
from regulars.models.purchasing import Histories, Unfitted, bg_bb
from regulars.models.purchasing.bg_bb import BGBB

# Fader, Hardie, Shang 2010, table 1: 11,104 supporters who first gave in 1995, by years with a gift in 1996–2001, the last of them, and how many.
DONATIONS = """0 0 3464, 1 1 1091, 1 2 277, 1 3 129, 1 4 78, 1 5 119, 1 6 129, 2 2 613, 2 3 255, 2 4 155, 2 5 173, 2 6 234, 3 3 322, 3 4 181,
 3 5 225, 3 6 357, 4 4 240, 4 5 284, 4 6 512, 5 5 335, 5 6 728, 6 6 1203"""


@pytest.fixture(scope="module")
def donations() -> Histories:
    x, t_x, customers = np.array([row.split() for row in DONATIONS.split(",")], dtype=float).T
    return Histories.of(x, t_x, np.full(22, 6), customers)


@pytest.fixture(scope="module")
def model(donations) -> BGBB:
    return bg_bb.fit(donations)


def test_the_donations_give_the_published_parameters(donations, model):
    assert donations.total == 11_104
    assert model.parameters == pytest.approx((1.204, 0.750, 0.657, 2.783), rel=1e-3)
    assert model.log_likelihood == pytest.approx(-33_225.6, abs=0.05)
    assert (model.customers, model.rows, model.flat) == (11_104, 22, ())


def test_the_next_five_years_bring_what_was_published(donations, model):
    expected = model.p_alive(donations.x, donations.t_x, donations.T) * model.expected_if_alive(donations.x, donations.T, 5)
    assert expected @ donations.customers == pytest.approx(12_884.2, abs=1)


def test_gradient_and_hessian_are_those_of_the_log_likelihood(donations):
    slope, at = bg_bb.slopes(donations), np.array([1.2, 0.75, 0.66, 2.8])
    value, gradient, hessian = slope(at)
    assert value == pytest.approx(BGBB(*at).log_likelihoods(donations) @ donations.customers, rel=1e-12)
    for place, size in enumerate(at):
        step = np.zeros(4)
        step[place] = size * 1e-3
        near, far = (slope(at + step), slope(at - step)), (slope(at + 2 * step), slope(at - 2 * step))
        for part, exact in ((0, gradient[place]), (1, hessian[place])):
            difference = (8 * (near[0][part] - near[1][part]) - (far[0][part] - far[1][part])) / (12 * step[place])
            assert difference == pytest.approx(exact, rel=1e-6, abs=1e-6 * np.abs(hessian).max())


def test_the_chances_of_all_that_can_be_seen_in_four_rounds_add_up(model):
    """Every pattern of four rounds: one likelihood per (x, t_x), counted as often as purchases can lie before the last."""
    patterns = np.array([[(seen >> place) & 1 for place in range(4)] for seen in range(16)])
    x, t_x = patterns.sum(axis=1), (patterns * np.arange(1, 5)).max(axis=1)
    single = Histories(x.astype(float), t_x.astype(float), np.full(16, 4.0), np.ones(16))
    assert np.exp(model.log_likelihoods(single)).sum() == pytest.approx(1, rel=1e-12)


def lived(model: BGBB, rounds: int, customers: int, rng: np.random.Generator):
    """Rounds with a purchase (customers, rounds), one after the other."""
    buys, quits = rng.beta(model.alpha, model.beta, customers), rng.beta(model.gamma, model.delta, customers)
    alive, seen = np.ones(customers, dtype=bool), np.zeros((customers, rounds), dtype=bool)
    for at in range(rounds):
        alive &= rng.random(customers) >= quits
        seen[:, at] = alive & (rng.random(customers) < buys)
    return seen


def told(seen: np.ndarray) -> Histories:
    rounds = seen.shape[1]
    return Histories.of(seen.sum(axis=1), (seen * np.arange(1, rounds + 1)).max(axis=1), np.full(len(seen), rounds))


def test_what_is_expected_is_what_simulated_rounds_bring(model):
    seen = lived(model, 9, 400_000, np.random.default_rng(1))
    x, t_x = seen[:, :6].sum(axis=1), (seen[:, :6] * np.arange(1, 7)).max(axis=1)
    for history in ((0, 0), (2, 3), (2, 6), (6, 6)):
        after = seen[(x == history[0]) & (t_x == history[1]), 6:].sum(axis=1)
        expected = model.p_alive(*history, 6) * model.expected_if_alive(history[0], 6, 3)
        assert after.mean() == pytest.approx(expected[0], abs=4 * after.std() / np.sqrt(len(after)))


@pytest.mark.parametrize("seed", range(3))
def test_simulated_parameters_are_found_within_four_standard_errors(seed):
    truth = BGBB(1.2, 0.75, 0.66, 2.8)
    histories = told(lived(truth, 12, 20_000, np.random.default_rng(seed)))
    found = bg_bb.fit(histories)
    for value, true, error in zip(found.parameters, truth.parameters, found.standard_errors(histories).values(), strict=True):
        assert abs(value - true) < 4 * error


@pytest.mark.parametrize(
    "histories",
    [
        Histories.of([3], [5], [9], [50]),
        Histories.of([9], [9], [9], [50]),
        Histories.of([0, 1], [0, 1], [400, 400], [90_000, 20]),
        Histories.of([1], [1], [1], [30]),
        Histories.of(np.arange(1, 30), np.arange(1, 30), np.full(29, 29)),
    ],
)
@pytest.mark.filterwarnings("error")
def test_data_that_bound_nothing_still_give_a_model(histories):
    model = bg_bb.fit(histories)
    assert isinstance(model, BGBB)
    alive = model.p_alive(histories.x, histories.t_x, histories.T)
    assert ((alive >= 0) & (alive <= 1)).all()
    assert np.isfinite(model.expected_if_alive(histories.x, histories.T, 12)).all()
    assert not np.isnan(list(model.standard_errors(histories).values())).any()


def test_too_little_is_unfitted_and_what_are_no_rounds_is_refused():
    assert isinstance(bg_bb.fit(Histories.of([0], [0], [5], [400])), Unfitted)
    for x, t_x, T in ((3, 2, 9), (1, 1.5, 9), (1, 1, 9.5)):
        with pytest.raises(InputError) as refused:
            bg_bb.fit(Histories.of([x], [t_x], [T], [30]))
        assert f"x = {x}" in str(refused.value.seen)


def test_a_model_is_kept_and_read_back_as_it_was(model):
    assert BGBB.from_data(json.loads(json.dumps(model.to_data()))) == model
