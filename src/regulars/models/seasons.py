"""A weekly series taken apart and put together ahead: how lively each week is by the calendar, and the level beneath, with a damped trend.

The calendar's part is a log-linear mean fitted by Poisson quasi-likelihood (Gourieroux, Monfort and Trognon 1984: right for the mean of
anything not negative, money and zeros included), each effect shrunk towards none, the more the noisier the weeks. The level is exponential
smoothing of what is left, with a damped trend (Gardner and McKenzie 1985) where the corrected AIC says that it earns its parameters.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from typing import Any

import numpy as np

from regulars.errors import InputError
from regulars.models.festivals import Weeks, days_of, feasts, tet_parts
from regulars.words import Words

LEAST = 8  # whole weeks: with fewer nothing is said
SHORT = 26  # below: a level alone
YEARLY = 104  # from here on a year has a shape of its own
LONGEST = 313  # weeks, six years: what lies further back says nothing of the next weeks
HARMONICS = 2  # of the year
BINS = 52  # weeks of the year, each with a departure of its own
BEND = 26  # weeks between two bends of the trend beside which the calendar's part is fitted
WIDEST = 3.0  # the log of the liveliest week, or the deadest, over a usual one
STILL = 1e-9  # a level that moves less does not move
TOP = 2.0  # nothing is expected above so many times the best week seen
# How large an effect may well be (standard deviation of its log): bends of the trend a year, harmonics, pay days, Tết, feasts, weeks of the year.
USUAL = {"bends": 0.7, "year": 0.3, "month": 0.1, "tet": 0.7, "feasts": 0.3, "weeks": 0.15}


@dataclass(frozen=True)
class Past:
    """Whole weeks in order without a gap, by their Mondays, and what each brought, not below 0. `festive`: the shop keeps Vietnam's feasts."""

    weeks: Weeks
    values: np.ndarray
    festive: bool = True

    def __len__(self) -> int:
        return len(self.values)

    def until(self, length: int) -> Past:
        """Only the first so many weeks."""
        return Past(self.weeks[:length], self.values[:length], self.festive)

    def after(self, ahead: int) -> Weeks:
        """The Mondays of the weeks that follow."""
        return self.weeks[-1] + 7 * np.arange(1, ahead + 1)

    def begun(self) -> Past:
        """From the first week that brought something, of six years at most."""
        late = max(len(self) - LONGEST, 0)
        sold = np.flatnonzero(self.values[late:])
        first = late + int(sold[0]) if len(sold) else len(self)
        return Past(self.weeks[first:], self.values[first:], self.festive)


@dataclass(frozen=True)
class Fitted:
    """What is expected of the weeks ahead, and the parts of the model: `level`, `trend`, `month`, `year`, `tet`, `feasts`; none for a plain way."""

    values: np.ndarray
    parts: tuple[str, ...] = ()


def installed() -> bool:
    """Whether what the model stands on is there."""
    return find_spec("statsmodels") is not None


def absent() -> InputError:
    """The error of an installation without the extra `ml`."""
    return InputError(
        Words("Chưa cài phần tính nhu cầu theo mùa", "What foretells demand is not installed"),
        todo=Words("Chạy: pip install 'regulars[ml]'", "Run: pip install 'regulars[ml]'"),
        code="not_installed",
    )


def fitted(past: Past, ahead: int) -> Fitted | None:
    """Fit a series and look `ahead`; null with fewer than 8 weeks since its first sale, or with sales in fewer than half of them."""
    here = past.begun()
    if len(here) < LEAST or 2 * np.count_nonzero(here.values) < len(here):
        return None
    scale = float(here.values.mean())
    shape, parts = _shape(here, ahead, here.values / scale)
    level, trend = _level(here.values / scale / shape[: len(here)], ahead)
    expected = np.clip(level * shape[len(here) :] * scale, 0, TOP * here.values.max())
    return Fitted(expected, ("level", *(("trend",) if trend else ()), *parts))


def _shape(past: Past, ahead: int, values: np.ndarray) -> tuple[np.ndarray, tuple[str, ...]]:
    """How lively each week of the past and ahead is over a usual one, and by what."""
    columns = dict(_columns(past, ahead))
    if not columns:
        return np.ones(len(past) + ahead), ()
    beside = _trend(len(past))
    widths = np.repeat([USUAL[name] for name in columns], [each.shape[1] for each in columns.values()])
    season = np.hstack(list(columns.values())) * widths
    free = np.zeros(beside.shape[1])
    free[2:] = 1
    shrunk = np.concatenate([free, np.ones(season.shape[1])]) * _noise(values)
    effects = _ridge(values, np.hstack([beside, season[: len(past)]]), shrunk)[beside.shape[1] :]
    return np.exp(np.clip(season @ effects, -WIDEST, WIDEST)), tuple(name for name in columns if name != "weeks")


def _columns(past: Past, ahead: int) -> Iterator[tuple[str, np.ndarray]]:
    """What the calendar says of the weeks of the past and ahead, as far as the past has seen it."""
    weeks = np.concatenate([past.weeks, past.after(ahead)])
    if len(past) < SHORT:
        return
    yield "month", _waves(_of_month(weeks), 1).mean(1)
    if len(past) >= YEARLY:
        yield "year", _waves(_of_year(weeks)[:, None], HARMONICS).mean(1)
        yield "weeks", (np.minimum((_of_year(weeks) * BINS).astype(int), BINS - 1)[:, None] == np.arange(BINS)).astype(float)
    if past.festive:
        for name, found in (("tet", tet_parts(weeks)), ("feasts", feasts(weeks))):
            seen = found[:, found[: len(past)].sum(0) > 0]
            if seen.shape[1]:
                yield name, seen


def _of_year(weeks: Weeks) -> np.ndarray:
    """How far the year has gone by the middle of each week, 0 to 1."""
    return ((weeks - weeks.astype("datetime64[Y]")).astype(int) + 3) / 366


def _of_month(weeks: Weeks) -> np.ndarray:
    """How far the month has gone by each day of each week, 0 to 1: pay days return with it."""
    days = days_of(weeks)
    return (days - days.astype("datetime64[M]")).astype(int) / 30.4


def _waves(turns: np.ndarray, count: int) -> np.ndarray:
    """Sines and cosines of so many harmonics, on a last axis."""
    angles = 2 * np.pi * turns[..., None] * np.arange(1, count + 1)
    return np.concatenate([np.sin(angles), np.cos(angles)], axis=-1)


def _trend(length: int) -> np.ndarray:
    """A line with a bend every half year, by years: what the calendar's part is fitted beside."""
    years = np.arange(length) / BINS
    bends = np.arange(BEND / 2, length, BEND) / BINS
    return np.column_stack([np.ones(length), years, *(np.maximum(years - at, 0) * USUAL["bends"] for at in bends)])


def _noise(values: np.ndarray) -> float:
    """Variance over mean of single weeks about their neighbours, a few wild weeks held down; values have a mean of 1."""
    middle = (values[:-2] + values[2:]) / 2
    about = np.maximum((values[:-2] + values[1:-1] + values[2:]) / 3, 0.05)
    each = (values[1:-1] - middle) ** 2 / 1.5 / about
    return max(float(np.minimum(each, 4 * np.median(each)).mean()), 0.005)


def _ridge(values: np.ndarray, columns: np.ndarray, penalty: np.ndarray) -> np.ndarray:
    """The effects of a log-linear mean, each held to 0 by its penalty."""
    try:
        from statsmodels.genmod.families import Poisson
        from statsmodels.genmod.generalized_linear_model import GLM
    except ImportError as problem:
        raise absent() from problem

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        found = GLM(values, columns, family=Poisson()).fit_regularized(alpha=penalty / len(values), L1_wt=0.0)
    return np.nan_to_num(np.asarray(found.params))


def _level(values: np.ndarray, ahead: int) -> tuple[np.ndarray, bool]:
    """The level ahead of what is left without the calendar, and whether it has a trend; the mean of the last weeks where nothing moves it."""
    still = np.full(ahead, values[-LEAST:].mean())
    if np.ptp(values) < STILL:
        return still, False
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        plain, damped = _smoothed(values, trend=None), _smoothed(values, trend="add") if len(values) >= SHORT else None
        chosen = damped if damped is not None and damped.aicc < plain.aicc else plain
        level = np.asarray(chosen.forecast(ahead))
    return (level, chosen is damped) if np.isfinite(level).all() else (still, False)


def _smoothed(values: np.ndarray, trend: str | None) -> Any:
    try:
        from statsmodels.tsa.holtwinters import ExponentialSmoothing
    except ImportError as problem:
        raise absent() from problem
    return ExponentialSmoothing(values, trend=trend, damped_trend=trend is not None, initialization_method="estimated").fit()
