"""The maximum of a log-likelihood of a few positive parameters: Newton in their logarithms, held back by a trust region.

The step is exact in the eigenvectors of the Hessian, with the absolute values of its eigenvalues (so that a saddle repels). Nothing is
random. A parameter beyond 1e4 or below 1e-4 marks a **flat** optimum (one-time buyers only, all alike, nobody lost…): the data do not bound
it. Then, and only then, the fit is repeated with a weak log-normal prior (median 1, sd 3 of the logarithm) on every parameter.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

FLAT = math.log(1e4)
BEYOND = math.log(2e4)
"""So far out it is clear that a parameter is flat, and the way along the ridge would be long."""
FURTHEST = math.log(1e6)
SPREAD = 3.0
MOST_STEPS = 200
CLOSE = 1e-12
WIDEST = 4.0
NARROWEST = 1e-9

Slope = tuple[float, np.ndarray, np.ndarray]
"""A value, its gradient and its Hessian."""


@dataclass(frozen=True)
class Maximum:
    """The place of the maximum, the log-likelihood there (without any prior), and which parameters (by position) ran flat."""

    parameters: np.ndarray
    log_likelihood: float
    flat: tuple[int, ...]


def maximum(slope: Callable[[np.ndarray], Slope], start: np.ndarray, flat: tuple[int, ...] = ()) -> Maximum:
    """The best parameters found uphill of `start`; `slope` tells value, gradient and Hessian at positive parameters.

    Parameters should be of the order of 1: times and money are told in a unit of the data's own. `flat`: the parameters that ran flat on a coarser
    picture of the same data; the long way out along the ridge is not gone again. Never raises, never NaN.
    """

    def plain(logs: np.ndarray) -> Slope:
        return in_logs(slope(np.exp(logs)), np.exp(logs))

    def held(logs: np.ndarray) -> Slope:
        return with_prior(plain(logs), logs)

    logs, value = (np.log(start), 0.0) if flat else _climb(plain, np.log(start), BEYOND)
    flat = flat or tuple(int(place) for place in np.flatnonzero(np.abs(logs) > FLAT))
    if flat:
        logs, _ = _climb(held, np.clip(logs, -FLAT, FLAT), FURTHEST)
        value = plain(logs)[0]
    return Maximum(np.exp(logs), float(value), flat)


def in_logs(slope: Slope, parameters: np.ndarray) -> Slope:
    """The slope by the logarithms of the parameters, from that by the parameters."""
    value, gradient, hessian = slope
    inner = gradient * parameters
    return value, inner, hessian * np.outer(parameters, parameters) + np.diag(inner)


def with_prior(slope: Slope, logs: np.ndarray) -> Slope:
    """The slope with the logarithm of the weak prior added (its constant left out)."""
    value, gradient, hessian = slope
    precision = SPREAD**-2
    return value - precision * float(logs @ logs) / 2, gradient - precision * logs, hessian - precision * np.eye(len(logs))


def _climb(slope: Callable[[np.ndarray], Slope], at: np.ndarray, furthest: float) -> tuple[np.ndarray, float]:
    """The last place reached, no logarithm beyond `furthest`, and the value there; the last step, too short to tell, is taken without looking."""
    value, gradient, hessian = slope(at)
    radius = 1.0
    for _ in range(MOST_STEPS):
        step, gain = _step(gradient, hessian, radius)
        if gain <= CLOSE * (1 + abs(value)) or radius < NARROWEST:
            return (at + step, value + gain) if np.abs(step).max() < 0.01 else (at, value)
        there = np.clip(at + step, -furthest, furthest)
        found = slope(there)
        ratio = _ratio(found, value, gain)
        length = float(np.linalg.norm(step))
        radius = length / 4 if ratio < 0.25 else min(WIDEST, max(radius, 2 * length)) if ratio > 0.75 else radius
        if ratio > 0:
            at, (value, gradient, hessian) = there, found
            if np.abs(at).max() >= furthest:
                break
    return at, value


def _ratio(found: Slope, value: float, gain: float) -> float:
    """What was gained over what was promised; −1 where the place cannot be told."""
    if not all(np.isfinite(part).all() for part in found):
        return -1.0
    noise = 1e-14 * abs(value)
    return (found[0] - value + noise) / (gain + noise)


def _step(gradient: np.ndarray, hessian: np.ndarray, radius: float) -> tuple[np.ndarray, float]:
    """The step uphill of at most `radius`, and the gain that the second-order picture promises."""
    curvature, directions = np.linalg.eigh(hessian)
    along = directions.T @ gradient
    bend = np.maximum(np.abs(curvature), 1e-14 * np.abs(curvature).max() + 1e-300)
    step = directions @ (along / (bend + _damping(along, bend, radius)))
    return step, float(gradient @ step + step @ hessian @ step / 2)


def _damping(along: np.ndarray, bend: np.ndarray, radius: float) -> float:
    """The smallest μ ≥ 0 for which along / (bend + μ) is no longer than `radius`, by bisection."""
    if np.linalg.norm(along / bend) <= radius:
        return 0.0
    low, high = 0.0, float(np.linalg.norm(along)) / radius
    for _ in range(60):
        middle = (low + high) / 2
        if np.linalg.norm(along / (bend + middle)) > radius:
            low = middle
        else:
            high = middle
    return high
