"""Gamma-Gamma: what a customer spends at a purchase, from the mean of the few seen and what others spend.

Fader & Hardie 2013, The gamma-gamma model of monetary value. Purchases of one customer are Gamma(p, ν), and ν is Gamma(q, gamma) among
customers. The mean spend of different customers is never twice the same, so rows are made by binning its logarithm; each keeps its count, the sum
of logarithms, and the mean and the variance of the means in it, and enters the likelihood to second order (parameters within 1e-5).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass

import numpy as np
from numpy.typing import ArrayLike

from regulars.errors import InputError
from regulars.models.purchasing.fitting import errors, from_data, to_data
from regulars.models.purchasing.histories import LEAST_REPEATERS, runs
from regulars.models.purchasing.maximum import Slope, maximum
from regulars.models.purchasing.unfitted import Unfitted
from regulars.words import Words

BIN = 0.05
STEADY = 1.05
"""Below this q the mean spend of all customers is (nearly) infinite, or hangs on purchases that nobody has seen."""
LEAST = 1e-300
PARAMETERS = ("p", "q", "gamma")
FEW_SPENDERS = Words(
    "Mới có {customers} khách mua lại và có chi tiền, cần ít nhất {least} khách mới ước lượng được mức chi.",
    "Only {customers} customers have bought again and spent something; at least {least} are needed to estimate spending.",
)
NOT_FINITE = Words(
    "Số lần mua và mức chi trung bình phải là số; số lần mua và số khách không được âm.",
    "Purchases and their mean spend must be numbers; purchases and customers must not be negative.",
)


@dataclass(frozen=True, eq=False)
class Spends:
    """One row per number of purchases and bin of mean spend: `n` purchases, `customers`, the sum of the logarithms of their mean spends, and
    the mean and the variance of those mean spends (in money). `left_out`: customers whose mean spend is zero or less, of whom nothing is learnt.
    """

    n: np.ndarray
    customers: np.ndarray
    log_sum: np.ndarray
    mean: np.ndarray
    variance: np.ndarray
    left_out: int = 0

    @classmethod
    def of(cls, n: ArrayLike, mean: ArrayLike, customers: ArrayLike | None = None, binned: bool = True) -> Spends:
        """From the number of purchases that are averaged, and their mean, per customer (or per row of `customers`); who has none is passed over."""
        number, spend = np.asarray(n, dtype=np.float64).ravel(), np.asarray(mean, dtype=np.float64).ravel()
        count = np.ones_like(number) if customers is None else np.asarray(customers, dtype=np.float64).ravel()
        some = _some(number, spend, count)
        positive = some & (spend > 0)
        left_out = int(count[some & ~positive].sum())
        return _rows(number[positive], spend[positive], count[positive], left_out, binned)

    def __len__(self) -> int:
        return len(self.n)

    @property
    def total(self) -> float:
        return float(self.customers.sum())

    @property
    def observed_mean(self) -> float:
        """The mean over customers of their mean spend."""
        return float((self.customers * self.mean).sum() / self.total)

    def scaled(self, unit: float) -> Spends:
        """The same spends, told in another unit of money."""
        logs = self.log_sum - self.customers * np.log(unit)
        return Spends(self.n, self.customers, logs, self.mean / unit, self.variance / unit**2, self.left_out)


@dataclass(frozen=True)
class GammaGamma:
    """The parameters (`gamma` in money), then the facts of the fit; `observed_mean` stands in where the model's own mean does not exist."""

    p: float
    q: float
    gamma: float
    observed_mean: float | None = None
    log_likelihood: float | None = None
    customers: int = 0
    rows: int = 0
    left_out: int = 0
    flat: tuple[str, ...] = ()

    @property
    def parameters(self) -> tuple[float, float, float]:
        return self.p, self.q, self.gamma

    @property
    def population_mean(self) -> float:
        """The expected spend at a purchase of somebody of whom none is known, in money; always positive."""
        if self.q > STEADY:
            return self.p * self.gamma / (self.q - 1)
        return self.observed_mean or self.p * self.gamma / self.q

    @property
    def weight(self) -> float:
        """What the mean of all weighs beside a customer's own purchases, of which each weighs p; as if q were one more where it leaves no mean of all."""
        return self.q - 1 if self.q > STEADY else self.q

    def expected_value(self, n: ArrayLike, mean: ArrayLike) -> np.ndarray:
        """The expected spend at a purchase of who spent `mean` on average at `n`, per row, in money: between that mean and everybody's.

        Always positive and finite: a mean of zero or less counts as nothing spent, and where q leaves the mean of all infinite the observed one
        is leant on as if q were one more.
        """
        number, spent = _spent(n, mean)
        return (self.p * spent + self.weight * self.population_mean) / (self.p * number + self.weight)

    def draws(self, n: ArrayLike, mean: ArrayLike, draws: int, rng: np.random.Generator) -> np.ndarray:
        """Draws of each customer's own mean spend at a purchase, given what was seen; shape (rows, draws)."""
        number, spent = (column[:, None] for column in _spent(n, mean))
        rate = rng.standard_gamma(np.broadcast_to(self.p * number + self.q, (len(number), draws))) / (self.gamma + spent)
        return self.p / np.maximum(rate, LEAST)

    def standard_errors(self, spends: Spends) -> dict[str, float]:
        """Of each parameter, from the Hessian at these spends; infinite where they tell nothing."""
        return dict(zip(PARAMETERS, errors(slopes(spends), self.parameters, bool(self.flat)), strict=True))

    def to_data(self) -> dict[str, object]:
        return to_data("gamma_gamma", asdict(self))

    @classmethod
    def from_data(cls, data: dict) -> GammaGamma:
        return cls(**from_data(data))


def fit(spends: Spends) -> GammaGamma | Unfitted:
    """Maximum likelihood on weighted rows, in a unit of money of the data's own; the same for đồng and for cents."""
    if spends.total < LEAST_REPEATERS:
        return Unfitted(FEW_SPENDERS.filled(customers=int(spends.total), least=LEAST_REPEATERS))
    unit = float(np.exp(spends.log_sum.sum() / spends.total))
    found = maximum(slopes(spends.scaled(unit)), np.array([4.0, 3.5, 0.6]))
    p, q, gamma = found.parameters.tolist()
    return GammaGamma(
        p,
        q,
        gamma * unit,
        observed_mean=spends.observed_mean,
        log_likelihood=float(found.log_likelihood - spends.total * np.log(unit)),
        customers=int(spends.total),
        rows=len(spends),
        left_out=spends.left_out,
        flat=tuple(PARAMETERS[place] for place in found.flat),
    )


def slopes(spends: Spends) -> Callable[[np.ndarray], Slope]:
    """The log-likelihood of the rows by (p, q, gamma), with gradient and Hessian."""
    from scipy.special import gammaln, polygamma, psi

    n, people, log_sum = spends.n, spends.customers, spends.log_sum
    total, spread = people.sum(), spends.n**2 * spends.variance

    def slope(parameters: np.ndarray) -> Slope:
        p, q, gamma = parameters
        shape, spent = p * n + q, gamma + n * spends.mean
        logs = people * (np.log(spent) - spread / (2 * spent**2))
        by_gamma = people * (1 / spent + spread / spent**3)
        bend = people * (-1 / spent**2 - 3 * spread / spent**4)
        counted = people @ (gammaln(shape) - gammaln(p * n) + p * n * np.log(n)) + total * (q * np.log(gamma) - gammaln(q))
        value = counted + (p * n - 1) @ log_sum - shape @ logs
        by_p = n @ (people * (psi(shape) - psi(p * n) + np.log(n)) + log_sum - logs)
        by_q = people @ psi(shape) + total * (np.log(gamma) - psi(q)) - logs.sum()
        grown = people * polygamma(1, shape)
        hessian = np.empty((3, 3))
        hessian[0, 0] = n**2 @ (grown - people * polygamma(1, p * n))
        hessian[0, 1] = hessian[1, 0] = n @ grown
        hessian[1, 1] = grown.sum() - total * polygamma(1, q)
        hessian[0, 2] = hessian[2, 0] = -(n @ by_gamma)
        hessian[1, 2] = hessian[2, 1] = total / gamma - by_gamma.sum()
        hessian[2, 2] = -total * q / gamma**2 - shape @ bend
        return float(value), np.array([by_p, by_q, total * q / gamma - shape @ by_gamma]), hessian

    return slope


def _spent(n: ArrayLike, mean: ArrayLike) -> tuple[np.ndarray, np.ndarray]:
    number, spend = np.broadcast_arrays(np.atleast_1d(np.asarray(n, dtype=np.float64)), np.atleast_1d(np.asarray(mean, dtype=np.float64)))
    return number, np.where(number > 0, number * np.maximum(np.nan_to_num(spend), 0.0), 0.0)


def _some(n: np.ndarray, mean: np.ndarray, customers: np.ndarray) -> np.ndarray:
    """Which rows have purchases to average, once nothing in them is amiss."""
    if not len(n) == len(mean) == len(customers):
        raise InputError(NOT_FINITE, seen=f"n: {len(n)}, mean: {len(mean)}, customers: {len(customers)}")
    some = (n > 0) & (customers > 0)
    wrong = ~np.isfinite(n) | ~np.isfinite(customers) | (n < 0) | (customers < 0) | (some & ~np.isfinite(mean))
    if wrong.any():
        row = int(np.argmax(wrong))
        raise InputError(NOT_FINITE, seen=f"{row}: n = {n[row]:g}, mean = {mean[row]:g}, customers = {customers[row]:g}")
    return some


def _rows(n: np.ndarray, mean: np.ndarray, customers: np.ndarray, left_out: int, binned: bool) -> Spends:
    if not len(n):
        return Spends(*(np.empty(0) for _ in range(5)), left_out=left_out)
    cell = np.floor(np.log(mean) / BIN) if binned else mean
    order, starts = runs(n, cell, ties=(mean, customers))
    n, mean, customers = n[order], mean[order], customers[order]
    people, lengths = np.add.reduceat(customers, starts), np.diff(np.append(starts, len(order)))
    middle = np.add.reduceat(customers * mean, starts) / people
    variance = np.add.reduceat(customers * (mean - np.repeat(middle, lengths)) ** 2, starts) / people
    return Spends(n[starts], people, np.add.reduceat(customers * np.log(mean), starts), middle, variance, left_out)
