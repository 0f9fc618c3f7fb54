"""The climb to a maximum: on surfaces whose top is known, on ridges, and where the data bound nothing."""

from __future__ import annotations

import numpy as np
import pytest

from regulars.models.purchasing.maximum import maximum


def gamma_sample(shape: float, rate: float, people: float):
    """The slope of a gamma log-likelihood at its own expectations: its top is (shape, rate)."""
    from scipy.special import gammaln, polygamma, psi

    log_mean, mean = psi(shape) - np.log(rate), shape / rate

    def slope(parameters):
        k, beta = parameters
        value = people * (k * np.log(beta) - gammaln(k) + (k - 1) * log_mean - beta * mean)
        gradient = people * np.array([np.log(beta) - psi(k) + log_mean, k / beta - mean])
        return value, gradient, people * np.array([[-polygamma(1, k), 1 / beta], [1 / beta, -k / beta**2]])

    return slope


@pytest.mark.parametrize("top", [(0.05, 0.3), (1.0, 1.0), (300.0, 40.0), (9_000.0, 9_900.0)])
@pytest.mark.parametrize("start", [(1.0, 1.0), (1e-3, 50.0), (200.0, 0.01)])
def test_the_top_of_a_known_surface_is_found_from_anywhere(top, start):
    found = maximum(gamma_sample(*top, people=5_000), np.array(start))
    assert found.parameters == pytest.approx(np.array(top), rel=1e-7)
    assert found.flat == ()


def test_a_parameter_that_the_data_do_not_bound_is_named_and_held():
    def rising(parameters):
        a, b = parameters
        return (
            -1 / a - (np.log(b) ** 2) * 50,
            np.array([1 / a**2, -100 * np.log(b) / b]),
            np.diag([-2 / a**3, -100 * (1 - np.log(b)) / b**2]),
        )

    found = maximum(rising, np.array([1.0, 3.0]))
    assert found.flat == (0,)
    assert 1 < found.parameters[0] < 1e4 and found.parameters[1] == pytest.approx(1.0, rel=1e-2)


@pytest.mark.parametrize("value", [np.nan, np.inf, -np.inf, 0.0])
def test_a_surface_that_tells_nothing_ends_where_it_began(value):
    found = maximum(lambda at: (value, np.full_like(at, value), np.full((2, 2), value)), np.array([1.0, 2.0]))
    assert np.isfinite(found.parameters).all()
