"""Weekly series whose truth is known."""

from __future__ import annotations

import datetime as dt

import numpy as np

from regulars.models.festivals import days_of, from_tet
from regulars.models.seasons import Past


def mondays(first: str, count: int) -> np.ndarray:
    return np.datetime64(first) + 7 * np.arange(count)


def lively(weeks: np.ndarray) -> np.ndarray:
    """How lively a shop of gifts is around Tết: two and a half times in the last three weeks, shut for five days, quiet for two weeks after."""
    away = from_tet(days_of(weeks))
    days = np.select([(away >= -21) & (away < -1), (away >= -1) & (away <= 3), (away > 3) & (away <= 18)], [2.5, 0.0, 0.7], 1.0)
    return days.mean(1)


def tet_shop(first: str, until: dt.date, *, level: float = 200, growth: float = 0.1, noise: float = 0.05, seed: int = 1) -> Past:
    """Weeks of a shop with a Tết of its own, growing by so much a year, from a Monday until a day."""
    weeks = mondays(first, (until - dt.date.fromisoformat(first)).days // 7)
    random = np.random.default_rng(seed)
    values = level * np.exp(growth * np.arange(len(weeks)) / 52) * lively(weeks) * random.lognormal(0, noise, len(weeks))
    return Past(weeks, np.round(values))


def poisson(first: str, means: np.ndarray, seed: int = 1, *, festive: bool = False) -> Past:
    values = np.random.default_rng(seed).poisson(means).astype(float)
    return Past(mondays(first, len(values)), values, festive)


def missed(told: np.ndarray, came: np.ndarray) -> float:
    return float(np.abs(told - came).sum() / came.sum())
