"""Pareto/NBD against published values and against adaptive quadrature."""
# ruff: noqa: N803, N806  (x, t_x and T are the names of the literature)

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from scipy.integrate import quad
from scipy.special import gammaln

from regulars.models.purchasing import Histories, ParetoNBD, pareto_nbd

CDNOW = (0.55315, 10.57633, 0.60625, 11.67150)


def test_the_cdnow_sample_gives_the_published_parameters_and_errors(weeks):
    model = pareto_nbd.fit(weeks)
    assert model.parameters == pytest.approx(CDNOW, rel=1e-3)
    assert model.log_likelihood == pytest.approx(-9594.976, abs=5e-3)
    errors = model.standard_errors(weeks)
    assert list(errors.values()) == pytest.approx([0.0476264, 0.8427222, 0.1872594, 6.2105448], rel=1e-3)


def test_a_known_customer_is_foreseen_as_published():
    model = ParetoNBD(*CDNOW)
    assert model.p_alive(26, 30.86, 31) == pytest.approx(0.9979, abs=5e-5)
    assert model.p_alive(26, 30.86, 31) * model.expected_if_alive(26, 31, 52) == pytest.approx(25.46, abs=5e-3)


def test_many_purchases_up_to_the_end_are_finite_and_rise():
    model = ParetoNBD(*CDNOW)
    x = np.array([132.0, 133, 161, 200, 254])
    histories = Histories.of(x, np.full(5, 38.8), np.full(5, 38.86))
    assert np.isfinite(model.log_likelihoods(histories)).all() and (np.diff(model.log_likelihoods(histories)) > 0).all()
    expected = model.p_alive(x, 38.8, 38.86) * model.expected_if_alive(x, 38.86, 39)
    assert np.isfinite(expected).all() and (np.diff(expected) > 0).all()


def piecewise(density, end):
    """∫ from 0 to `end`, adaptively, in pieces even in log time."""
    edges = np.linspace(np.log(1e-13 * min(1.0, end)), np.log(end), 80)
    pieces = (quad(lambda w: density(np.exp(w)) * np.exp(w), *ends, epsabs=0, epsrel=1e-12)[0] for ends in pairwise(edges))
    return sum(pieces) + density(0.0) * np.exp(edges[0])


def log_likelihood(r, alpha, s, beta, x, t_x, T):
    R, A, B, span = r + x, alpha + t_x, beta + t_x, T - t_x
    alive = np.exp(-R * np.log1p(span / A) - s * np.log1p(span / B))
    dead = s / B * piecewise(lambda time: np.exp(-R * np.log1p(time / A) - (s + 1) * np.log1p(time / B)), span)
    start = gammaln(R) - gammaln(r) - r * np.log1p(t_x / alpha) - s * np.log1p(t_x / beta) - x * np.log(A)
    return start + np.log(alive + dead)


HARD = [
    (parameters, history)
    for parameters in [CDNOW, (1e-3, 0.1, 1e-3, 50), (40, 6_000, 0.02, 1e-2), (2, 1e-2, 90, 4e4), (150, 3e3, 1e-3, 9e3)]
    for history in [(0, 0, 7_300), (1, 1, 7_300), (26, 30.86, 31), (200, 100, 1_000), (3_000, 2_000, 2_400), (6, 1e-3, 40)]
]


@pytest.mark.parametrize(("parameters", "history"), HARD)
def test_log_likelihoods_agree_with_adaptive_quadrature(parameters, history):
    found = ParetoNBD(*parameters).log_likelihoods(Histories.of(*([value] for value in history)))[0]
    assert found == pytest.approx(log_likelihood(*parameters, *history), rel=1e-9, abs=1e-8)


@pytest.mark.parametrize(("parameters", "history"), HARD)
@pytest.mark.parametrize("days", [0.5, 90, 3_650])
def test_chances_of_an_order_agree_with_adaptive_quadrature(parameters, history, days):
    r, alpha, s, beta = parameters
    x, _, T = history
    R, A, B = r + x, alpha + T, beta + T
    expected = piecewise(lambda time: R / A * np.exp(-(R + 1) * np.log1p(time / A) - s * np.log1p(time / B)), days)
    assert ParetoNBD(*parameters).p_order_if_alive(x, T, days)[0] == pytest.approx(expected, rel=1e-7)


@pytest.mark.parametrize("s", [1e-4, 0.3, 1 - 1e-9, 1.0, 1 + 1e-9, 7, 1e4])
def test_the_expectation_is_smooth_where_its_closed_form_divides_by_nothing(s):
    model = ParetoNBD(0.6, 10, s, 12)
    expected = piecewise(lambda time: 3.6 / 49 * np.exp(-s * np.log1p(time / 51)), 39)
    assert model.expected_if_alive(3, 39, 39)[0] == pytest.approx(expected, rel=1e-9)
