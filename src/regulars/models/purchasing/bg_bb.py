"""BG/BB: customers seen in rounds (yearly appeals, monthly boxes), who buy or not in each while they last.

Fader, Hardie, Shang 2010, Customer-base analysis in a discrete-time noncontractual setting. In each round the customer first drops out with a
probability that is Beta(gamma, delta) among customers, or else buys with one that is Beta(alpha, beta).
"""
# ruff: noqa: N803, N806  (x, t_x and T are the names of the literature)

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import ClassVar

import numpy as np
from numpy.typing import ArrayLike

from regulars.errors import InputError
from regulars.models.purchasing import fitting
from regulars.models.purchasing.geometric import columns
from regulars.models.purchasing.histories import Histories
from regulars.models.purchasing.maximum import Slope, maximum
from regulars.models.purchasing.unfitted import Unfitted
from regulars.words import Words

PARAMETERS = ("alpha", "beta", "gamma", "delta")
NOT_ROUNDS = Words(
    "Số đợt phải là số nguyên, và số lần mua (x) không được nhiều hơn số đợt đến lần mua cuối (t_x).",
    "Rounds must be whole numbers, with no more purchases (x) than rounds up to the last one (t_x).",
)
MEND = Words(
    "x: số đợt có mua sau đợt đầu; t_x: đợt mua cuối; T: số đợt đã qua, đều đếm từ đợt đầu.",
    "x: rounds with a purchase after the first; t_x: the round of the last; T: rounds gone by; all counted from the first.",
)


@dataclass(frozen=True)
class BGBB:
    """Chances to buy in a round are Beta(alpha, beta), chances to drop out before one Beta(gamma, delta); then the facts of the fit."""

    alpha: float
    beta: float
    gamma: float
    delta: float
    log_likelihood: float | None = None
    customers: int = 0
    rows: int = 0
    flat: tuple[str, ...] = ()
    name: ClassVar[str] = "bg_bb"

    @property
    def parameters(self) -> tuple[float, float, float, float]:
        return self.alpha, self.beta, self.gamma, self.delta

    def log_likelihoods(self, histories: Histories) -> np.ndarray:
        """The log-likelihood of one customer of each row; times are rounds."""
        return np.logaddexp.reduce(Paths.of(histories).log_chances(self.parameters), axis=1)

    def p_alive(self, x: ArrayLike, t_x: ArrayLike, T: ArrayLike) -> np.ndarray:
        """The probability (0–1) of still being a customer in round T, per row."""
        logs = Paths.of(_rows(x, t_x, T)).log_chances(self.parameters)
        return np.exp(logs[:, 0] - np.logaddexp.reduce(logs, axis=1))

    def expected_if_alive(self, x: ArrayLike, T: ArrayLike, rounds: int) -> np.ndarray:
        """Expected purchases in the next `rounds` of who is a customer in round T, per row; times `p_alive`, those of anybody."""
        x, T = columns(x, T)
        before = T[:, None] + np.arange(rounds)
        stays = np.cumprod((self.delta + before) / (self.gamma + self.delta + before), axis=1)
        return (self.alpha + x) / (self.alpha + self.beta + T) * stays.sum(axis=1)

    def standard_errors(self, histories: Histories) -> dict[str, float]:
        """Of each parameter, from the Hessian at these histories; infinite where they tell nothing."""
        return dict(zip(PARAMETERS, fitting.errors(slopes(histories), self.parameters, bool(self.flat)), strict=True))

    def to_data(self) -> dict[str, object]:
        return fitting.to_data(self.name, asdict(self))

    @classmethod
    def from_data(cls, data: dict) -> BGBB:
        return cls(**fitting.from_data(data))


def fit(histories: Histories) -> BGBB | Unfitted:
    """Exact maximum likelihood on weighted rows whose times are rounds; raises `InputError` where they are not."""
    _check(histories)
    if why := histories.unfit():
        return why
    found = maximum(slopes(histories), np.array([1.0, 1.0, 0.7, 2.5]))
    flat = tuple(PARAMETERS[place] for place in found.flat)
    alpha, beta, gamma, delta = found.parameters.tolist()
    return BGBB(alpha, beta, gamma, delta, found.log_likelihood, int(histories.total), len(histories), flat)


@dataclass(frozen=True)
class Paths:
    """The ways in which each row can have come about, of shape (rows, ways): alive to the end (the first column), or dropped out after the last
    purchase and so many more rounds. Each is so many purchases, rounds without one, drop-outs (0 or 1) and rounds outlived.
    """

    bought: np.ndarray
    passed: np.ndarray
    left: np.ndarray
    stayed: np.ndarray
    possible: np.ndarray

    @classmethod
    def of(cls, histories: Histories) -> Paths:
        x, t_x, T = (column[:, None] for column in (histories.x, histories.t_x, histories.T))
        later = np.arange(int((T - t_x).max(initial=0.0)))
        lasted = np.hstack([T, np.minimum(t_x + later, T)])
        left = np.broadcast_to(np.append(0.0, np.ones(len(later))), lasted.shape)
        possible = np.hstack([np.ones_like(x, dtype=bool), t_x + later < T])
        return cls(np.broadcast_to(x, lasted.shape), lasted - x, left, lasted, possible)

    def log_chances(self, parameters: np.ndarray | tuple[float, ...]) -> np.ndarray:
        alpha, beta, gamma, delta = parameters
        logs = _log_ratio(alpha, beta, self.bought, self.passed) + _log_ratio(gamma, delta, self.left, self.stayed)
        return np.where(self.possible, logs, -np.inf)


def slopes(histories: Histories) -> Callable[[np.ndarray], Slope]:
    """The log-likelihood of weighted rows by (alpha, beta, gamma, delta), with gradient and Hessian: a mixture over the ways."""
    paths, people = Paths.of(histories), histories.customers

    def slope(parameters: np.ndarray) -> Slope:
        logs = paths.log_chances(parameters)
        seen = np.logaddexp.reduce(logs, axis=1)
        share = np.exp(logs - seen[:, None])
        weight = share * people[:, None]
        parts, bends = [], np.zeros((4, 4))
        for place, (yes, no) in ((0, (paths.bought, paths.passed)), (2, (paths.left, paths.stayed))):
            first, second = parameters[place : place + 2]
            parts += _first_order(first, second, yes, no)
            bends[place : place + 2, place : place + 2] = _second_order(first, second, yes, no, weight)
        means = np.stack([(share * part).sum(axis=1) for part in parts])
        spread = np.array([[(weight * one * other).sum() for other in parts] for one in parts]) - (means * people) @ means.T
        return float(people @ seen), means @ people, spread + bends

    return slope


def _log_ratio(a: float, b: float, yes: np.ndarray, no: np.ndarray) -> np.ndarray:
    """ln B(a + yes, b + no) − ln B(a, b)."""
    from scipy.special import gammaln

    return gammaln(a + yes) - gammaln(a) + gammaln(b + no) - gammaln(b) - gammaln(a + b + yes + no) + gammaln(a + b)


def _first_order(a: float, b: float, yes: np.ndarray, no: np.ndarray) -> list[np.ndarray]:
    from scipy.special import psi

    both = psi(a + b) - psi(a + b + yes + no)
    return [psi(a + yes) - psi(a) + both, psi(b + no) - psi(b) + both]


def _second_order(a: float, b: float, yes: np.ndarray, no: np.ndarray, weight: np.ndarray) -> np.ndarray:
    from scipy.special import polygamma

    both = (weight * (polygamma(1, a + b) - polygamma(1, a + b + yes + no))).sum()
    bend_a = (weight * (polygamma(1, a + yes) - polygamma(1, a))).sum()
    bend_b = (weight * (polygamma(1, b + no) - polygamma(1, b))).sum()
    return np.array([[bend_a + both, both], [both, bend_b + both]])


def _rows(x: ArrayLike, t_x: ArrayLike, T: ArrayLike) -> Histories:
    x, t_x, T = columns(x, t_x, T)
    return Histories(x, t_x, T, np.ones_like(x))


def _check(histories: Histories) -> None:
    wrong = (histories.x > histories.t_x) | (histories.t_x != np.floor(histories.t_x)) | (np.floor(histories.T) != histories.T)
    if wrong.any():
        row = int(np.argmax(wrong))
        seen = ", ".join(f"{name} = {getattr(histories, name)[row]:g}" for name in ("x", "t_x", "T"))
        raise InputError(NOT_ROUNDS, seen=seen, todo=MEND)
