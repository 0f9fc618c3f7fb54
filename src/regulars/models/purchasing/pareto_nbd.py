"""Pareto/NBD: who buys at a steady rate may stop at any moment, whether they have just bought or not.

Schmittlein, Morrison, Colombo 1987, Counting your customers: who are they and what will they do next? The death time is integrated out in log
time (`log_time`); every history is a mixture of the alive and of those who died between the last purchase and T.
"""
# ruff: noqa: N803, N806  (x, t_x and T are the names of the literature; R = r + x and A, B are the customer's own shape and rates)

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import ClassVar

import numpy as np
from numpy.typing import ArrayLike

from regulars.models.purchasing import fitting, log_time
from regulars.models.purchasing.dying import EDGES, Deaths, chunks, quantiles, slopes
from regulars.models.purchasing.geometric import FARTHEST, LEAST, columns
from regulars.models.purchasing.histories import Histories
from regulars.models.purchasing.unfitted import Unfitted

STEP = 0.35
ROUNDS = 30


@dataclass(frozen=True)
class ParetoNBD:
    """Purchase rates per unit of time are Gamma(r, alpha), death rates Gamma(s, beta); then the facts of the fit."""

    r: float
    alpha: float
    s: float
    beta: float
    log_likelihood: float | None = None
    customers: int = 0
    rows: int = 0
    flat: tuple[str, ...] = ()
    name: ClassVar[str] = "pareto_nbd"

    @property
    def parameters(self) -> tuple[float, float, float, float]:
        return self.r, self.alpha, self.s, self.beta

    def log_likelihoods(self, histories: Histories) -> np.ndarray:
        """The log-likelihood of one customer of each row."""
        from scipy.special import gammaln

        x, t_x = histories.x, histories.t_x
        counted = gammaln(self.r + x) - gammaln(self.r) - self.r * np.log1p(t_x / self.alpha) - self.s * np.log1p(t_x / self.beta)
        return counted - x * np.log(self.alpha + t_x) + np.log(self._masses(x, t_x, histories.T).sum(axis=1))

    def p_alive(self, x: ArrayLike, t_x: ArrayLike, T: ArrayLike) -> np.ndarray:
        """The probability (0–1) of still being a customer at T, per row."""
        masses = self._masses(*columns(x, t_x, T))
        return masses[:, 0] / masses.sum(axis=1)

    def _masses(self, x: np.ndarray, t_x: np.ndarray, T: np.ndarray) -> np.ndarray:
        """Alive at T, and dead by T, relative to the density of what was seen up to t_x: two columns."""
        found = np.empty((len(x), 2))
        for here in chunks(len(x), log_time.NODES):
            mass = Deaths.of(self.parameters, x[here], t_x[here], T[here]).mass
            found[here] = np.stack([mass[:, -1], mass[:, :-1].sum(axis=1)], axis=1)
        return found

    def expected_if_alive(self, x: ArrayLike, T: ArrayLike, days: ArrayLike) -> np.ndarray:
        """Expected purchases in the next `days` of who is alive at T, per row; times `p_alive`, those of anybody."""
        from scipy.special import exprel

        x, T, days = columns(x, T, days)
        longer = np.log1p(days / (self.beta + T))
        return (self.r + x) / (self.alpha + T) * (self.beta + T) * longer * exprel((1 - self.s) * longer)

    def p_order_if_alive(self, x: ArrayLike, T: ArrayLike, days: ArrayLike) -> np.ndarray:
        """The probability (0–1) that who is alive at T buys at least once within `days`, per row."""
        x, T, days = columns(x, T, days)
        found = np.empty(len(x))
        for here in chunks(len(x), 2 * log_time.NODES):
            R, A, B = self.r + x[here], self.alpha + T[here], self.beta + T[here]
            time, weight = log_time.nodes(R + 1, self.s, A, B, days[here])
            found[here] = (self._first(R, A, B, time) * weight).sum(axis=1)
        return np.minimum(found, 1.0)

    def _first(self, R: np.ndarray, A: np.ndarray, B: np.ndarray, time: np.ndarray) -> np.ndarray:
        """The density of the next purchase of who is alive, at times of shape (rows, times)."""
        fall = (R[:, None] + 1) * np.log1p(time / A[:, None]) + self.s * np.log1p(time / B[:, None])
        return (R / A)[:, None] * np.exp(-fall)

    def next_order(self, x: ArrayLike, T: ArrayLike, share: float) -> np.ndarray:
        """The time by which `share` (0–1) of those who return have returned, per row; cut off at 1e12 scales of the customer's own.

        Newton's steps in log time, from where it would be if nobody died: below it, and never beyond, since the chance is log-concave there.
        """
        x, T = columns(x, T)
        A, goal = self.alpha + T, np.log(share) + np.log(self._ever(x, T))
        farthest = np.log(A) + FARTHEST
        at = np.minimum(np.log(A) + np.log(np.expm1(np.minimum(-np.log1p(-np.exp(goal)) / (self.r + x), FARTHEST))), farthest)
        for _ in range(ROUNDS):
            reached = np.maximum(self.p_order_if_alive(x, T, np.exp(at)), LEAST)
            slope = self._first(self.r + x, A, self.beta + T, np.exp(at)[:, None])[:, 0] * np.exp(at) / reached
            step = np.clip((goal - np.log(reached)) / np.maximum(slope, 1e-12), -1.0, 4.0)
            at = np.minimum(at + step, farthest)
            if np.abs(step[at < farthest]).max(initial=0.0) < 1e-9:
                break
        return np.exp(at)

    def _ever(self, x: np.ndarray, T: np.ndarray) -> np.ndarray:
        """The probability that who is alive at T returns at all."""
        R, A, B = self.r + x, self.alpha + T, self.beta + T
        found = np.empty(len(x))
        for here in chunks(len(x), 4 * log_time.NODES):
            fastest = R[here] + self.s + 1
            time, factors = log_time.steps(A[here], B[here], fastest, R[here] + self.s, STEP)
            found[here] = (self._first(R[here], A[here], B[here], time) * time * factors).sum(axis=1)
        return np.minimum(found, 1.0)

    def counts_if_alive(self, x: ArrayLike, T: ArrayLike, days: ArrayLike, most: int) -> np.ndarray:
        """Probabilities of n = 0 … `most` purchases in the next `days` of who is alive at T; the last column is of `most` and more."""
        x, T, days = columns(x, T, days)
        found = np.empty((len(x), most + 1))
        for here in chunks(len(x), 2 * log_time.NODES):
            found[here, :most] = self._counts(self.r + x[here], self.alpha + T[here], self.beta + T[here], days[here], most)
        found[:, most] = np.maximum(1 - found[:, :most].sum(axis=1), 0.0)
        return found

    def _counts(self, R: np.ndarray, A: np.ndarray, B: np.ndarray, days: np.ndarray, most: int) -> np.ndarray:
        """Negative binomial counts up to the death, or up to the last day for those who outlive it."""
        finest = float(np.sqrt(1 / max(most, 1) + 1 / R.max(initial=1.0)))
        time, weight = log_time.nodes(np.full_like(R, 1.0), self.s + 1, A, B, days, finest)
        time, weight = np.hstack([time, days[:, None]]), np.hstack([weight * (self.s / B)[:, None], np.ones((len(R), 1))])
        weight *= np.exp(-np.where(np.arange(time.shape[1]) < time.shape[1] - 1, self.s + 1, self.s) * np.log1p(time / B[:, None]))
        log_count = -R[:, None] * np.log1p(time / A[:, None])
        with np.errstate(divide="ignore"):
            log_odds = np.log(time / (A[:, None] + time))
        found = np.empty((len(R), most))
        for n in range(most):
            found[:, n] = (weight * np.exp(log_count)).sum(axis=1)
            log_count += np.log((R[:, None] + n) / (n + 1)) + log_odds
        return found

    def rates(self, x: ArrayLike, t_x: ArrayLike, T: ArrayLike, draws: int, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
        """Draws of each customer's own purchase rate and death rate per unit of time, given the whole history; shape (rows, draws)."""
        x, t_x, T = columns(x, t_x, T)
        dead = rng.random((len(x), draws)) >= self.p_alive(x, t_x, T)[:, None]
        until = np.where(dead, self._deaths(x, t_x, T, rng.random(dead.shape)), T[:, None])
        rate = rng.standard_gamma(np.broadcast_to((self.r + x)[:, None], dead.shape)) / (self.alpha + until)
        return rate, rng.standard_gamma(self.s + dead) / (self.beta + until)

    def _deaths(self, x: np.ndarray, t_x: np.ndarray, T: np.ndarray, chance: np.ndarray) -> np.ndarray:
        """The moment of death of who died by T, at the quantiles `chance`: exact at 64 edges in log time, log-linear between them."""
        found = np.empty_like(chance)
        for here in chunks(len(x), EDGES * (1 + chance.shape[1] // 8)):
            A, B = self.alpha + t_x[here], self.beta + t_x[here]
            R, span = self.r + x[here], T[here] - t_x[here]
            found[here] = t_x[here, None] + quantiles(R, self.s + 1, A, B, span, chance[here])
        return np.minimum(found, T[:, None])

    def replicates(self, x: ArrayLike, t_x: ArrayLike, T: ArrayLike, draws: int, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
        """The window (0, T] lived again by customers with rates drawn given their history: repeat purchases, and the time of the last (0 where none).

        Shape (rows, draws). Purchases up to death or T are Poisson; the last of them is the largest of so many uniform moments.
        """
        rate, death = self.rates(x, t_x, T, draws, rng)
        lived = np.minimum(columns(x, t_x, T)[2][:, None], rng.standard_exponential(death.shape) / np.maximum(death, LEAST))
        again = rng.poisson(rate * lived)
        last = lived * rng.random(death.shape) ** (1 / np.maximum(again, 1))
        return again, np.where(again > 0, last, 0.0)

    def standard_errors(self, histories: Histories) -> dict[str, float]:
        """Of each parameter, from the Hessian at these histories; infinite where they tell nothing."""
        return fitting.standard_errors(KIND, self.parameters, bool(self.flat), histories)

    def to_data(self) -> dict[str, object]:
        return fitting.to_data(self.name, asdict(self))

    @classmethod
    def from_data(cls, data: dict) -> ParetoNBD:
        return cls(**fitting.from_data(data))


def fit(histories: Histories, start: ParetoNBD | None = None) -> ParetoNBD | Unfitted:
    """Exact maximum likelihood on weighted rows; `start`, usually the last fit, only saves steps."""
    found = fitting.fitted(KIND, histories, start.parameters if start else None)
    return found if isinstance(found, Unfitted) else ParetoNBD(*found[0].parameters.tolist(), **found[1])


def starts(mean_x: float) -> tuple[tuple[float, ...], ...]:
    """Parameters to start a fit from where the mean T is 1: customers who differ mildly, and such as leave at once or never."""
    return (0.7, 0.7 / (1.5 * mean_x), 0.7, 0.5), (3.0, 1 / mean_x, 0.2, 1e-3)


KIND = fitting.Kind(("r", "alpha", "s", "beta"), ("alpha", "beta"), slopes, starts)
