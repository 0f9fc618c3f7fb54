"""When a customer of the Pareto/NBD may have died: the likelihood of a history as a mixture over the moment of death, and draws of that moment."""
# ruff: noqa: N803, N806  (x, t_x and T are the names of the literature; R = r + x and A, B are the customer's own shape and rates)

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np

from regulars.models.purchasing import log_time
from regulars.models.purchasing.geometric import LEAST
from regulars.models.purchasing.histories import Histories
from regulars.models.purchasing.maximum import Slope

CHUNK = 1 << 15
"""How many numbers are held at once, so that they stay near the processor."""
EDGES = 64


def chunks(rows: int, width: int) -> Iterator[slice]:
    size = max(1, CHUNK // width)
    return (slice(begin, begin + size) for begin in range(0, rows, size))


@dataclass(frozen=True)
class Deaths:
    """When each row's customers may have died since the last purchase: (rows, times), the last column the alive, at T − t_x.

    `mass` is relative to the density of what was seen up to t_x; `shape` is what of the death rate's shape counts in each column.
    """

    until: np.ndarray
    since: np.ndarray
    longer: np.ndarray
    longer_by_death: np.ndarray
    mass: np.ndarray
    shape: np.ndarray

    @classmethod
    def of(cls, parameters: np.ndarray | tuple[float, ...], x: np.ndarray, t_x: np.ndarray, T: np.ndarray) -> Deaths:
        r, alpha, s, beta = parameters
        R, A, B, span = r + x, alpha + t_x, beta + t_x, T - t_x
        time, weight = log_time.nodes(R, s + 1, A, B, span)
        time, weight = np.hstack([time, span[:, None]]), np.hstack([weight * (s / B)[:, None], np.ones((len(x), 1))])
        shape = np.full(time.shape[1], s + 1.0)
        shape[-1] = s
        until, since = A[:, None] + time, B[:, None] + time
        longer, longer_by_death = np.log(until / A[:, None]), np.log(since / B[:, None])
        mass = weight * np.exp(-R[:, None] * longer - shape * longer_by_death)
        return cls(until, since, longer, longer_by_death, mass, shape)


def slopes(histories: Histories) -> Callable[[np.ndarray], Slope]:
    """The log-likelihood of weighted rows by (r, alpha, s, beta), with gradient and Hessian."""
    levels, place = np.unique(histories.x, return_inverse=True)
    people = np.bincount(place, weights=histories.customers)

    def slope(parameters: np.ndarray) -> Slope:
        value, gradient, hessian = _counted(parameters, levels, people)
        for piece in histories.pieces(CHUNK // log_time.NODES):
            part = _piece(parameters, piece.x, piece.t_x, piece.T, piece.customers)
            value, gradient, hessian = value + part[0], gradient + part[1], hessian + part[2]
        return value, gradient, hessian

    return slope


def _counted(parameters: np.ndarray, x: np.ndarray, people: np.ndarray) -> Slope:
    """The part that depends on the number of purchases alone, by distinct number."""
    from scipy.special import gammaln, polygamma, psi

    r, total = parameters[0], people.sum()
    hessian = np.zeros((4, 4))
    hessian[0, 0] = people @ polygamma(1, r + x) - total * polygamma(1, r)
    gradient = np.array([people @ psi(r + x) - total * psi(r), 0.0, 0.0, 0.0])
    return float(people @ gammaln(r + x) - total * gammaln(r)), gradient, hessian


def _piece(parameters: np.ndarray, x: np.ndarray, t_x: np.ndarray, T: np.ndarray, people: np.ndarray) -> Slope:
    """The part that depends on when they bought: a mixture over the time of death, whose Hessian is the mean bend and the spread of the slopes."""
    r, alpha, s, beta = parameters
    deaths = Deaths.of(parameters, x, t_x, T)
    total = deaths.mass.sum(axis=1)
    share = deaths.mass / total[:, None]
    by_s = -deaths.longer_by_death
    by_s[:, :-1] += 1 / s
    parts = (-deaths.longer, -(r + x)[:, None] / deaths.until, by_s, -deaths.shape / deaths.since)
    weighted = [share * people[:, None] * part for part in parts]
    means = np.stack([np.einsum("ij,ij->i", share, part) for part in parts])
    spread = np.array([[np.einsum("ij,ij->", one, other) for other in parts] for one in weighted]) - (means * people) @ means.T
    n, since_first, since_first_by_death = people.sum(), np.log1p(t_x / alpha), np.log1p(t_x / beta)
    seen = np.log(total) - r * since_first - s * since_first_by_death - x * np.log(alpha + t_x)
    before = np.array([-(people @ since_first), n * r / alpha, -(people @ since_first_by_death), n * s / beta])
    bends = np.zeros((4, 4))
    bends[0, 1] = bends[1, 0] = n / alpha + people @ (means[1] / (r + x))
    bends[1, 1] = np.einsum("ij,ij->", weighted[1], parts[1] / (r + x)[:, None]) - n * r / alpha**2
    bends[2, 2] = -(people @ (1 - share[:, -1])) / s**2
    bends[2, 3] = bends[3, 2] = n / beta + (weighted[3] / deaths.shape).sum()
    bends[3, 3] = np.einsum("ij,ij->", weighted[3], parts[3] / deaths.shape) - n * s / beta**2
    return float(people @ seen), before + means @ people, spread + bends


def quantiles(R: np.ndarray, S: float, A: np.ndarray, B: np.ndarray, span: np.ndarray, chance: np.ndarray) -> np.ndarray:
    """Times up to `span` at quantiles of the density (1 + δ/A)^−R · (1 + δ/B)^−S, shape (rows, draws)."""
    from scipy.special import exprel

    steepness = np.maximum(R, 1) / A + S / B
    edge = np.log1p(steepness * span)[:, None] * np.linspace(0, 1, EDGES + 1)
    time = np.expm1(edge) / steepness[:, None]
    height = edge - R[:, None] * np.log1p(time / A[:, None]) - S * np.log1p(time / B[:, None])
    rise = np.diff(height, axis=1)
    mass = np.exp(height[:, :-1]) * exprel(rise)
    reached = np.cumsum(mass, axis=1)
    reached /= reached[:, -1:]
    cell = np.minimum((chance[:, :, None] > reached[:, None, :]).sum(axis=2), EDGES - 1)
    before = np.take_along_axis(np.hstack([np.zeros((len(R), 1)), reached]), cell, axis=1)
    held = np.take_along_axis(reached, cell, axis=1) - before
    share = np.clip((chance - before) / np.maximum(held, LEAST), 0, 1)
    steep = np.take_along_axis(rise, cell, axis=1)
    within = np.where(np.abs(steep) < 1e-6, share, np.log1p(share * np.expm1(steep)) / np.where(steep == 0, 1, steep))
    at = (cell + within) * (edge[:, 1] - edge[:, 0])[:, None]
    return np.minimum(np.expm1(at) / steepness[:, None], span[:, None])
