"""How far `return_chance` can be trusted: hide the window before a day, predict it from what was known then, compare."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import ibis
import ibis.expr.types as ir
import numpy as np

from regulars.arithmetic import days_from

TENTHS = 10


@dataclass(frozen=True)
class Tenth:
    """Customers whose predicted chance lies in one tenth of the scale (0 is 0–10 %): how many, predicted and seen shares (0–1)."""

    tenth: int
    customers: int
    predicted: float
    seen: float


@dataclass(frozen=True)
class Calibration:
    """Predicted against seen returns in the window that followed `origin`.

    `auc` is the chance that one who returned had been given a higher chance than one who did not; `auc_silence` the same for
    days of silence alone. Both null where all or none returned.
    """

    origin: dt.date
    window: int
    customers: int
    tenths: tuple[Tenth, ...]
    auc: float | None
    auc_silence: float | None

    def to_data(self) -> dict[str, object]:
        return {
            "origin": self.origin.isoformat(),
            "window": self.window,
            "customers": self.customers,
            "tenths": [vars(tenth) for tenth in self.tenths],
            "auc": self.auc,
            "auc_silence": self.auc_silence,
        }

    @classmethod
    def from_data(cls, data: dict) -> Calibration:
        tenths = tuple(Tenth(**tenth) for tenth in data["tenths"])
        return cls(dt.date.fromisoformat(data["origin"]), data["window"], data["customers"], tenths, data["auc"], data["auc_silence"])


def compare(people: ir.Table, origin: dt.date, window: int) -> Calibration | None:
    """Chances said on `origin` against what followed, from one row per buyer: return_chance, silent_days, next_day.

    Null where no chance could be said of anybody.
    """
    returned = (days_from(ibis.literal(origin), people.next_day) <= window).fill_null(False)
    counts = people.select("return_chance", "silent_days", returned=returned).filter(ibis._.return_chance.notnull())
    rows = counts.group_by("return_chance", "silent_days", "returned").aggregate(n=ibis._.count()).to_pyarrow()
    chance, silent = rows["return_chance"].to_numpy(), rows["silent_days"].to_numpy()
    came, n = rows["returned"].to_numpy(zero_copy_only=False), rows["n"].to_numpy()
    if not n.sum():
        return None
    return Calibration(origin, window, int(n.sum()), tenths(chance, came, n), auc(chance, came, n), auc(-silent, came, n))


def tenths(chance: np.ndarray, came: np.ndarray, n: np.ndarray) -> tuple[Tenth, ...]:
    """Chances said (0–1) against who came (boolean), row by row for `n` customers each: one value per tenth of the scale that anybody is in."""
    place = np.minimum((chance * TENTHS).astype(int), TENTHS - 1)
    found = []
    for tenth in np.unique(place):
        mine = place == tenth
        people = n[mine].sum()
        predicted_share = float((chance[mine] * n[mine]).sum() / people)
        found.append(Tenth(int(tenth), int(people), predicted_share, float(n[mine & came].sum() / people)))
    return tuple(found)


def auc(value: np.ndarray, came: np.ndarray, n: np.ndarray) -> float | None:
    """The share of pairs of one who came and one who did not in which the first has the higher value, ties by half; null where all or none came."""
    levels, place = np.unique(value, return_inverse=True)
    positive = np.bincount(place, weights=n * came, minlength=len(levels))
    negative = np.bincount(place, weights=n * ~came, minlength=len(levels))
    if not positive.sum() or not negative.sum():
        return None
    below = np.cumsum(negative) - negative
    return float((positive * (below + negative / 2)).sum() / (positive.sum() * negative.sum()))
