"""The beta-geometric family: buyers at a gamma-distributed rate who drop out, after a purchase, with a beta-distributed probability.

Two members: MBG/NBD (Batislam, Denizel, Filiztekin 2007), where the first purchase may be the last, and BG/NBD (Fader, Hardie, Lee 2005), where
only repeat purchases are followed by the chance to drop out. They differ in `chances(x)`, how often somebody alive has had that chance; all else
is written here once, as functions of a model that become its methods.
"""
# ruff: noqa: N803, N806  (x, t_x and T are the names of the literature)

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

import numpy as np
from numpy.typing import ArrayLike

from regulars.models.purchasing import dropout
from regulars.models.purchasing.histories import Histories
from regulars.models.purchasing.maximum import Slope

PARAMETERS = ("r", "alpha", "a", "b")
FARTHEST = float(np.log(1e12))
"""The most that a waiting time may exceed the customer's own scale, as a logarithm: numbers stay finite."""
LEAST = 1e-300
PIECE = 8_192
"""Rows that are summed at once: they stay near the processor, and no sum is divided among threads, which would change its last digits."""


class BetaGeometric(Protocol):
    """The parameters of either model: purchase rates are Gamma(r, alpha) per unit of time, dropout probabilities Beta(a, b)."""

    @property
    def r(self) -> float: ...
    @property
    def alpha(self) -> float: ...
    @property
    def a(self) -> float: ...
    @property
    def b(self) -> float: ...
    def chances(self, x: np.ndarray) -> np.ndarray: ...


def columns(*values: ArrayLike) -> tuple[np.ndarray, ...]:
    """The values as float64 columns of one length."""
    return tuple(np.array(one) for one in np.broadcast_arrays(*(np.atleast_1d(np.asarray(one, dtype=np.float64)) for one in values)))


def starts(mean_x: float) -> tuple[tuple[float, ...], ...]:
    """Parameters to start a fit from where the mean T is 1: customers who differ mildly, and such as leave at once or never."""
    return (0.7, 0.7 / (1.5 * mean_x), 0.7, 1.8), (3.0, 1 / mean_x, 0.2, 0.1)


def log_likelihoods(model: BetaGeometric, histories: Histories) -> np.ndarray:
    """The log-likelihood of one customer of each row."""
    from scipy.special import gammaln

    x, t_x, T = histories.x, histories.t_x, histories.T
    r, alpha, a, b = model.r, model.alpha, model.a, model.b
    chances = model.chances(x)
    bought = gammaln(r + x) - gammaln(r) - r * np.log1p(T / alpha) - x * np.log(alpha + T)
    stayed = gammaln(b + chances) - gammaln(b) + gammaln(a + b) - gammaln(a + b + chances)
    return bought + stayed + np.logaddexp(0, log_odds_left(model, x, t_x, T))


def log_odds_left(model: BetaGeometric, x: np.ndarray, t_x: np.ndarray, T: np.ndarray) -> np.ndarray:
    """The logarithm of the odds of having dropped out at the last purchase, against being alive at T; −∞ where there was no chance to."""
    chances = model.chances(x)
    survived = np.where(chances > 0, model.b + chances - 1, 1.0)
    odds = np.log(model.a / survived) + (model.r + x) * np.log1p((T - t_x) / (model.alpha + t_x))
    return np.where(chances > 0, odds, -np.inf)


def p_alive(model: BetaGeometric, x: ArrayLike, t_x: ArrayLike, T: ArrayLike) -> np.ndarray:
    """The probability (0–1) of still being a customer at T, per row."""
    from scipy.special import expit

    return expit(-log_odds_left(model, *columns(x, t_x, T)))


def expected_if_alive(model: BetaGeometric, x: ArrayLike, T: ArrayLike, days: ArrayLike) -> np.ndarray:
    """Expected purchases in the next `days` of who is alive at T, per row; times `p_alive`, those of anybody."""
    x, T, days = columns(x, T, days)
    return dropout.expected(model.a, model.b + model.chances(x), model.r + x, model.alpha + T, days)


def p_order_if_alive(model: BetaGeometric, x: ArrayLike, T: ArrayLike, days: ArrayLike) -> np.ndarray:
    """The probability (0–1) that who is alive at T buys at least once within `days`, per row: nobody drops out before buying."""
    x, T, days = columns(x, T, days)
    return -np.expm1(-(model.r + x) * np.log1p(days / (model.alpha + T)))


def next_order(model: BetaGeometric, x: ArrayLike, T: ArrayLike, share: float) -> np.ndarray:
    """The time by which `share` (0–1) of those who return have returned, per row; cut off at 1e12 scales of the customer's own."""
    x, T = columns(x, T)
    return (model.alpha + T) * np.expm1(np.minimum(-np.log1p(-share) / (model.r + x), FARTHEST))


def counts_if_alive(model: BetaGeometric, x: ArrayLike, T: ArrayLike, days: ArrayLike, most: int) -> np.ndarray:
    """Probabilities of n = 0 … `most` purchases in the next `days` of who is alive at T; the last column is of `most` and more."""
    from scipy.special import gammaln, xlogy

    x, T, days = (column[:, None] for column in columns(x, T, days))
    n, R, A, stay = np.arange(most + 1), model.r + x, model.alpha + T, model.b + model.chances(x)
    log_bought = gammaln(R + n) - gammaln(R) - gammaln(n + 1) - R * np.log1p(days / A) + xlogy(n, days / (A + days))
    at_least = 1 - np.cumsum(np.hstack([np.zeros_like(x), np.exp(log_bought)]), axis=1)[:, :-1]
    survived = np.cumprod(np.hstack([np.ones_like(x), (stay + n[:-1]) / (model.a + stay + n[:-1])]), axis=1)
    reached = np.hstack([np.ones_like(x), np.clip(at_least[:, 1:], 0, 1) * survived[:, :-1]])
    return np.hstack([reached[:, :-1] - reached[:, 1:], reached[:, -1:]])


def rates(
    model: BetaGeometric, x: ArrayLike, t_x: ArrayLike, T: ArrayLike, draws: int, rng: np.random.Generator
) -> tuple[np.ndarray, np.ndarray]:
    """Draws of each customer's own purchase rate per unit of time and dropout probability, given the whole history; shape (rows, draws)."""
    x, t_x, T = (column[:, None] for column in columns(x, t_x, T))
    chances = model.chances(x)
    left = rng.random((len(x), draws)) >= p_alive(model, x[:, 0], t_x[:, 0], T[:, 0])[:, None]
    rate = rng.standard_gamma(np.broadcast_to(model.r + x, left.shape)) / (model.alpha + np.where(left, t_x, T))
    quits = rng.standard_gamma(model.a + left)
    stays = rng.standard_gamma(np.maximum(model.b + chances - left, LEAST))
    return rate, quits / np.maximum(quits + stays, LEAST)


def replicates(
    model: BetaGeometric, x: ArrayLike, t_x: ArrayLike, T: ArrayLike, draws: int, rng: np.random.Generator
) -> tuple[np.ndarray, np.ndarray]:
    """The window (0, T] lived again by customers with rates drawn given their history: repeat purchases, and the time of the last (0 where none).

    Shape (rows, draws). Purchases without dropout are Poisson; how many come before dropout is geometric; the last of `again` among `possible`
    uniform moments is a beta order statistic.
    """
    rate, quits = rates(model, x, t_x, T, draws, rng)
    x, t_x, T = (column[:, None] for column in columns(x, t_x, T))
    possible = rng.poisson(rate * T)
    again = np.minimum(possible, _before_dropout(model, quits, rng))
    last = T * rng.beta(np.maximum(again, 1), possible - again + 1)
    return again, np.where(again > 0, last, 0.0)


def _before_dropout(model: BetaGeometric, quits: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """How many repeat purchases are made up to the one after which they drop out."""
    kept = np.floor(rng.standard_exponential(quits.shape) / -np.log1p(-np.clip(quits, 1e-17, 1 - 1e-16)))
    at_first = model.chances(np.zeros(1))[0] > 0
    return kept.astype(np.int64) + (0 if at_first else 1)


def slopes(chances: Callable[[np.ndarray], np.ndarray]) -> Callable[[Histories], Callable[[np.ndarray], Slope]]:
    """The log-likelihood of weighted rows by (r, alpha, a, b), with gradient and Hessian: a mixture of the alive and those who left."""

    def of(histories: Histories) -> Callable[[np.ndarray], Slope]:
        levels, place = np.unique(histories.x, return_inverse=True)
        people = np.bincount(place, weights=histories.customers)

        def slope(parameters: np.ndarray) -> Slope:
            value, gradient, hessian = _counts(parameters, levels, chances(levels), people)
            for piece in histories.pieces(PIECE):
                part = _times(parameters, piece, chances(piece.x))
                value, gradient, hessian = value + part[0], gradient + part[1], hessian + part[2]
            return value, gradient, hessian

        return slope

    return of


def _counts(parameters: np.ndarray, x: np.ndarray, chances: np.ndarray, people: np.ndarray) -> Slope:
    """The part that depends on the number of purchases alone, by distinct number."""
    from scipy.special import gammaln, polygamma, psi

    r, _, a, b = parameters
    total = people.sum()
    value = people @ (gammaln(r + x) + gammaln(b + chances) - gammaln(a + b + chances)) + total * (gammaln(a + b) - gammaln(r) - gammaln(b))
    by_r = people @ psi(r + x) - total * psi(r)
    by_ab = total * psi(a + b) - people @ psi(a + b + chances)
    by_b = people @ psi(b + chances) - total * psi(b)
    bend_r = people @ polygamma(1, r + x) - total * polygamma(1, r)
    bend_ab = total * polygamma(1, a + b) - people @ polygamma(1, a + b + chances)
    bend_b = people @ polygamma(1, b + chances) - total * polygamma(1, b)
    hessian = np.zeros((4, 4))
    hessian[2:, 2:] = bend_ab
    hessian[0, 0], hessian[3, 3] = bend_r, bend_ab + bend_b
    return float(value), np.array([by_r, 0.0, by_ab, by_ab + by_b]), hessian


def _times(parameters: np.ndarray, histories: Histories, chances: np.ndarray) -> Slope:
    """The part that depends on when they bought: the gamma rate up to T, and the odds of having left at t_x."""
    from scipy.special import expit

    r, alpha, a, b = parameters
    x, t_x, T, people = histories.x, histories.t_x, histories.T, histories.customers
    R, survived = r + x, np.where(chances > 0, b + chances - 1, 1.0)
    until, since = 1 / (alpha + T), 1 / (alpha + t_x)
    longer = np.log1p((T - t_x) * since)
    odds = np.where(chances > 0, np.log(a / survived) + R * longer, -np.inf)
    left = people * expit(odds)
    spread = left * expit(-odds)
    slope = (longer, R * (until - since), np.full_like(x, 1 / a), -1 / survived)
    gradient = np.array([left @ one for one in slope])
    hessian = np.array([[(spread * one) @ other for other in slope] for one in slope])
    hessian[0, 1] += left @ (until - since)
    hessian[1, 1] -= left @ (R * (until**2 - since**2))
    hessian[2, 2] -= left.sum() / a**2
    hessian[3, 3] += left @ survived**-2
    log_shrunk = np.log1p(T / alpha)
    gradient[0] -= people @ log_shrunk
    gradient[1] += people @ ((r * T / alpha - x) * until)
    hessian[0, 1] += people @ (T * until) / alpha
    hessian[1, 1] += people @ ((x - r * T * (2 * alpha + T) / alpha**2) * until**2)
    hessian[1, 0] = hessian[0, 1]
    value = people @ (np.logaddexp(0, odds) - r * log_shrunk - x * np.log(alpha + T))
    return float(value), gradient, hessian
