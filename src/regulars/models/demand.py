"""What the next weeks will bring, by the way of telling it that missed least when it was tried on the series' own past.

Four ways are tried side by side from up to four days in the past (rolling origins; Tashman 2000): a fitted model (`seasons`), the same weeks
a year before by the calendar and by Tết, the mean of the last four weeks. The error is the WAPE: all misses over all that came. The band is
made of the misses of the way that won, not of its theory.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np

from regulars.models.festivals import year_before
from regulars.models.seasons import LEAST, Fitted, Past, fitted

AHEAD, FURTHEST = 8, 26  # weeks
ORIGINS = 4
RECENT = 4  # weeks whose mean is the plainest way
A_YEAR = 56  # weeks after which every week ahead has one a year before it, wherever Tết fell
OVER = 26  # weeks without any sale, where the year before had none either: it has ended
BAND = 0.8
FEWEST_MISSES = 8  # for a band
MODEL, LUNAR, CALENDAR, MEAN = "model", "year_before_tet", "year_before", "recent"
Way = Callable[[Past, int], Fitted | None]


@dataclass(frozen=True)
class Tried:
    """How one way did: all it missed over all that came, and how much too high (above 0) or too low it was; null where it could not be tried."""

    way: str
    error: float | None
    bias: float | None


@dataclass(frozen=True)
class Expected:
    """What is expected of the weeks ahead: the value of each and, where enough was tried, between what 8 in 10 lay in the past.

    `way` that was chosen, null where the past is too short; `parts` of the model where it is that one. `tried`: every way, on spans of the past
    that begin after so many weeks (`origins`); `told`: what the chosen way had expected of each. `ended`: nothing is sold any more.
    """

    values: np.ndarray | None
    low: np.ndarray | None = None
    high: np.ndarray | None = None
    way: str | None = None
    parts: tuple[str, ...] = ()
    tried: tuple[Tried, ...] = ()
    origins: tuple[int, ...] = ()
    told: tuple[np.ndarray | None, ...] = ()
    ended: bool = False

    def missed(self, way: str) -> float | None:
        """The error of a way; null where it could not be tried."""
        return next((each.error for each in self.tried if each.way == way), None)


def as_a_year_before(past: Past, ahead: int, *, lunar: bool) -> Fitted | None:
    """What the same weeks brought a year before, weeks near Tết by their distance from it where `lunar`; null where the past does not reach there."""
    if lunar and not past.festive:
        return None
    at = (year_before(past.after(ahead), lunar=lunar) - past.weeks[0]).astype(int) // 7
    return Fitted(past.values[at]) if at.min() >= 0 and at.max() < len(past) else None


def recent(past: Past, ahead: int) -> Fitted | None:
    """The mean of the last four weeks, again and again."""
    return Fitted(np.full(ahead, past.values[-RECENT:].mean())) if len(past) >= RECENT else None


PLAIN: dict[str, Way] = {
    LUNAR: partial(as_a_year_before, lunar=True),
    CALENDAR: partial(as_a_year_before, lunar=False),
    MEAN: recent,
}
WAYS: dict[str, Way] = {MODEL: fitted, **PLAIN}


def expected(past: Past, ahead: int = AHEAD, ways: Mapping[str, Way] | None = None) -> Expected:
    """Try every way on the past and look ahead by the one that missed least; the first named wins a draw."""
    if len(past) < LEAST:
        return Expected(None)
    if over(past):
        return Expected(np.zeros(ahead), ended=True)
    known = ways or WAYS
    origins = origins_of(past, ahead)
    seen = [past.values[origin : origin + ahead] for origin in origins]
    told = {name: [way(past.until(origin), ahead) for origin in origins] for name, way in known.items()}
    tried = tuple(_tried(name, each, seen) for name, each in told.items())
    now = {name: found for name, way in known.items() if (found := way(past, ahead))}
    chosen = _best(tried, now)
    low, high = band(now[chosen].values, told[chosen], seen)
    said = tuple(each.values if each else None for each in told[chosen])
    return Expected(now[chosen].values, low, high, chosen, now[chosen].parts, tried, origins, said)


def over(past: Past) -> bool:
    """Whether nothing has been sold in half a year, nor in the weeks ahead of it a year ago."""
    year = past.values[-52 : -52 + OVER] if len(past) > OVER else past.values[:0]
    return not past.values[-OVER:].any() and not year.any()


def origins_of(past: Past, ahead: int) -> tuple[int, ...]:
    """How many weeks were known on each day from which the past is foretold: evenly from the place of the weeks ahead a year before (by Tết, where
    the shop keeps it) to the last that leaves the weeks to compare."""
    last = len(past) - ahead
    least = A_YEAR if last >= A_YEAR else LEAST
    if last < least:
        return ()
    same = year_before(past.after(1), lunar=past.festive)[0]
    first = min(max(int((same - past.weeks[0]).astype(int)) // 7, least), last)
    return tuple(sorted({round(each) for each in np.linspace(first, last, ORIGINS)}))


def _tried(way: str, told: Sequence[Fitted | None], seen: Sequence[np.ndarray]) -> Tried:
    there = [each.values for each in told if each is not None]
    came = float(sum(each.sum() for each in seen))
    if not seen or len(there) < len(seen) or came <= 0:
        return Tried(way, None, None)
    missed = np.concatenate(there) - np.concatenate(list(seen))
    return Tried(way, float(np.abs(missed).sum()) / came, float(missed.sum()) / came)


def _best(tried: Sequence[Tried], now: Mapping[str, Fitted]) -> str:
    """The way that missed least among those that can look ahead; where none was tried, the first that can."""
    judged = [each for each in tried if each.way in now and each.error is not None]
    return min(judged, key=lambda each: each.error or 0.0).way if judged else next(iter(now))


def band(values: np.ndarray, told: Sequence[Fitted | None], seen: Sequence[np.ndarray]) -> tuple[np.ndarray | None, np.ndarray | None]:
    """The two ends between which 8 in 10 of the past misses would lie each week; null with fewer than 8 misses to go by.

    A miss is counted in the mean of what was expected of its week and of all weeks around it: great weeks miss by more, but not in proportion.
    """
    pairs = [(each.values, came) for each, came in zip(told, seen, strict=True) if each is not None and each.values.any()]
    misses = [(came - each) / _scale(each) for each, came in pairs]
    if sum(map(len, misses)) < FEWEST_MISSES:
        return None, None
    each = np.sort(np.concatenate(misses))
    tail = (1 - BAND) / 2 * (len(each) + 1)  # of so many and the one to come
    low, high = (float(each[np.clip(round(at) - 1, 0, len(each) - 1)]) for at in (tail, len(each) + 1 - tail))
    scale = _scale(values)
    return np.clip(values + min(low, 0.0) * scale, 0, None), values + max(high, 0.0) * scale


def _scale(expected: np.ndarray) -> np.ndarray:
    return (expected + expected.mean()) / 2
