"""Means over a beta-distributed dropout probability, by the trapezoid rule in its logit.

In the logit the beta weight is smooth, and decays exponentially on both sides, where the rest of the sum is geometric and is added in closed
form: so tiny shape parameters, whose tails reach very far, cost nothing. Hypergeometric series do worse here: they lose digits, or give NaN, at
just those parameters.
"""
# ruff: noqa: N803  (R and A are the shape and the rate of the customers' purchase rates)

from __future__ import annotations

import numpy as np

STEP = 0.4
STEPS_IN_SD = 0.5
NEGLIGIBLE = 1e-10
DEPTH = 45.0
CHUNK = 1 << 19


def expected(a: float, b: np.ndarray, R: np.ndarray, A: np.ndarray, days: np.ndarray) -> np.ndarray:
    """E[(1 − (1 + p·days/A)^−R) / p] for p ~ Beta(a, b), per row: purchases within `days` by who drops out after each with probability p,
    and buys at a rate that is Gamma(R, A)."""
    levels, place = np.unique(b, return_inverse=True)
    reach = float(np.max((R + 1) * days / A, initial=0.0))
    dropout, weight = _nodes(a, levels, reach)
    found = np.empty(len(b))
    rows = max(1, CHUNK // dropout.shape[1])
    for begin in range(0, len(b), rows):
        here = slice(begin, begin + rows)
        p = dropout[place[here]]
        bought = -np.expm1(-R[here, None] * np.log1p(p * (days[here] / A[here])[:, None]))
        found[here] = (weight[place[here]] * bought / p).sum(axis=1)
    return found


def _nodes(a: float, b: np.ndarray, reach: float) -> tuple[np.ndarray, np.ndarray]:
    """For each b: probabilities, evenly spaced in the logit, and their weights, which add up to 1 (one row per b)."""
    from scipy.special import polygamma

    step = np.minimum(STEP, STEPS_IN_SD * np.sqrt(polygamma(1, a) + polygamma(1, b)))
    low = np.maximum(_edge(a, b, -1), np.log(NEGLIGIBLE / (1 + b + reach)))
    high = np.maximum(np.minimum(_edge(a, b, 1), np.log((1 + a) / NEGLIGIBLE)), low + step)
    count = int(np.ceil((high - low) / step).max()) + 1
    logit = low[:, None] + step[:, None] * np.arange(count)
    log_weight = _log_weight(a, b[:, None], logit)
    weight = np.exp(log_weight - log_weight.max(axis=1, keepdims=True))
    weight[:, 0] *= 1 + 1 / np.expm1(np.minimum(a * step, 700))
    weight[:, -1] *= 1 + 1 / np.expm1(np.minimum(b * step, 700))
    return np.exp(-np.logaddexp(0, -logit)), weight / weight.sum(axis=1, keepdims=True)


def _log_weight(a: float, b: np.ndarray, logit: np.ndarray) -> np.ndarray:
    return -a * np.logaddexp(0, -logit) - b * np.logaddexp(0, logit)


def _edge(a: float, b: np.ndarray, side: int) -> np.ndarray:
    """The logit on one side of the mode where the weight has sunk by e^−45, by bisection."""
    mode = np.log(a / b)
    floor = _log_weight(a, b, mode) - DEPTH
    near, far = mode, mode + side * (60 + DEPTH / np.minimum(np.minimum(a, b), 1))
    for _ in range(60):
        middle = (near + far) / 2
        inside = _log_weight(a, b, middle) > floor
        near, far = np.where(inside, middle, near), np.where(inside, far, middle)
    return far
