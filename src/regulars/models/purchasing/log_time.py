"""Integrals over the time since some moment, by Gauss and Legendre's rule in the logarithm of that time.

What is integrated falls like (1 + δ/A)^−R · (1 + δ/B)^−S. In w = ln(1 + c·δ), with c near the steepness of the fall at the start, it is smooth on a
scale of 1 whatever the parameters, so that 32 nodes reach ten digits where the difference of two hypergeometric functions loses all of them.
"""
# ruff: noqa: N803  (R, S and A, B are shapes and rates of purchase rates and death rates)

from __future__ import annotations

from functools import cache

import numpy as np

NODES = 32
WIDTH = 13.0
MOST_NODES = 512
DEPTH = 45.0


@cache
def _rule(count: int) -> tuple[np.ndarray, np.ndarray]:
    """Nodes and weights of the rule of Gauss and Legendre between 0 and 1."""
    nodes, weights = np.polynomial.legendre.leggauss(count)
    return (nodes + 1) / 2, weights / 2


def nodes(R: np.ndarray, S: float, A: np.ndarray, B: np.ndarray, span: np.ndarray, finest: float = np.inf) -> tuple[np.ndarray, np.ndarray]:
    """Times δ between 0 and `span`, and their weights, of shape (rows, nodes); `finest` is the scale in w of what else is in the integral.

    Of a steep fall only the first 45 logarithms are looked at: what comes after does not count.
    """
    steepness = np.maximum(R, 1) / A + max(S, 1) / B
    seen = np.minimum(np.minimum(span, A * np.expm1(np.minimum(DEPTH / R, 600.0))), B * np.expm1(min(DEPTH / S, 600.0)))
    width = np.log1p(steepness * seen)
    widest = float(width.max(initial=0.0))
    count = NODES * int(np.ceil(max(widest / WIDTH, 2 * widest / (finest * NODES), 1)))
    at, share = _rule(min(count, MOST_NODES))
    grown = np.exp(width[:, None] * at)
    return (grown - 1) / steepness[:, None], grown * (share * (width / steepness)[:, None])


def steps(A: np.ndarray, B: np.ndarray, fastest: np.ndarray, slowest: np.ndarray, step: float) -> tuple[np.ndarray, np.ndarray]:
    """Times from 0 to ∞, evenly spaced in their logarithm by `step`, of shape (rows, times); and the factors (1 between them) that make their sum
    that of the endless series, if what is summed grows like the time at first and falls like time^−slowest at last."""
    low = np.log(np.minimum(A, B) / fastest) - 23
    high = np.log(np.maximum(A, B) * fastest) + 23
    count = int(np.ceil(float(((high - low) / step).max(initial=1.0)))) + 1
    factors = np.full((len(low), count), step)
    factors[:, 0] *= 1 + 1 / np.expm1(step)
    factors[:, -1] *= 1 + 1 / np.expm1(np.minimum(slowest * step, 700.0))
    return np.exp(low[:, None] + step * np.arange(count)), factors
