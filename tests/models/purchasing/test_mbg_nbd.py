"""MBG/NBD against published values and against an independent series for its expectation."""
# ruff: noqa: N803  (R and A are the shape and the rate of the customers' purchase rates)

from __future__ import annotations

import numpy as np
import pytest
from scipy.special import betainc

from regulars.models.purchasing import MBGNBD, Histories, dropout, mbg_nbd


def test_the_cdnow_sample_gives_the_published_parameters(weeks):
    model = mbg_nbd.fit(weeks)
    assert model.parameters == pytest.approx((0.525, 6.183, 0.891, 1.614), rel=1e-3)
    assert (model.customers, model.rows, model.flat) == (2357, len(weeks), ())


def test_log_likelihoods_of_two_known_histories():
    model = MBGNBD(0.25, 4, 0.8, 2.5)
    assert model.log_likelihoods(Histories.of([0, 200], [0, 38], [40, 40])) == pytest.approx([-0.41792826, 100.7869], abs=5e-5)


def test_the_first_purchase_may_be_the_last():
    assert MBGNBD(0.25, 4, 0.8, 2.5).p_alive([0], [0], [0]) == pytest.approx(1 - 0.8 / 3.3)


def by_counts(a, b, R, A, days):
    """E[purchases] as Σ P(at least n): a gamma-Poisson tail times the chance not to have dropped out after n − 1."""
    n = np.arange(1, 200_001)
    stayed = np.exp(np.concatenate([[0.0], np.cumsum(np.log1p(-a / (a + b + np.arange(n[-1] - 1))))]))
    return float((betainc(n, R, days / (A + days)) * stayed).sum())


@pytest.mark.parametrize("a", [1e-4, 0.05, 0.9, 40.0, 9_000.0])
@pytest.mark.parametrize("b", [1e-4, 0.7, 30.0, 3_000.0])
@pytest.mark.parametrize(("R", "A", "days"), [(1e-3, 0.5, 800), (0.5, 6, 39), (250, 40, 52), (900, 7_000, 365), (3, 100, 1e-3)])
def test_expected_purchases_agree_with_the_sum_over_counts(a, b, R, A, days):
    found = dropout.expected(a, *(np.array([value], dtype=float) for value in (b, R, A, days)))[0]
    assert found == pytest.approx(by_counts(a, b, R, A, days), rel=1e-8)
