"""The shop's rhythm: its base gap, its return window, and the chance of a return after so many days of silence.

The chance is a product-limit estimate (`survival`) over every silence in days, open ones included, by groups of like rhythm: the first
silence, then equal groups by the rhythm known before the silence.
"""

from __future__ import annotations

from dataclasses import dataclass

import ibis
import ibis.expr.types as ir
import numpy as np

from regulars.arithmetic import days_from
from regulars.models import scales
from regulars.models.survival import survival

WINDOWS = (30, 90, 180, 365, 730)
USUAL_BASE = 90.0
LEAST_REPEATERS = 30
LEAST_SILENCES = 20
GROUP_SIZE = 200
MOST_GROUPS = 10


@dataclass(frozen=True)
class Rhythm:
    """What the silences of one shop taught by one day; plain values, stored and applied by join.

    `chances[g][s]` is the chance for group g after s days of silence, up to the group's horizon; empty where unknown.
    """

    base_gap: float
    window: int
    repeaters: int
    silences: int
    cuts: tuple[float, ...]
    chances: tuple[tuple[float, ...], ...]

    @property
    def horizons(self) -> tuple[int | None, ...]:
        return tuple(len(group) - 1 if group else None for group in self.chances)

    def rows(self) -> list[dict[str, float]]:
        """The table of chances, one row per group and day of silence; `at_first` is the chance right after a purchase."""
        return [
            {"rhythm_group": group, "silent_days": day, "chance": chance, "at_first": values[0]}
            for group, values in enumerate(self.chances)
            for day, chance in enumerate(values)
        ]

    def to_data(self) -> dict[str, object]:
        return {
            "base_gap": self.base_gap,
            "window": self.window,
            "repeaters": self.repeaters,
            "silences": self.silences,
            "cuts": list(self.cuts),
            "chances": [list(group) for group in self.chances],
        }

    @classmethod
    def from_data(cls, data: dict) -> Rhythm:
        return cls(
            data["base_gap"],
            data["window"],
            data["repeaters"],
            data["silences"],
            tuple(data["cuts"]),
            tuple(tuple(group) for group in data["chances"]),
        )


def base_gap(silences: ir.Table) -> tuple[float, int]:
    """The median over repeaters of their mean gap in days, and how many repeat; 90 days where fewer than 30 do."""
    last = silences.filter(~silences.ended, silences.nth >= 2)
    span = days_from(last.first_of, last.day)
    means = last.select(mean=span / (last.nth - 1).cast("float64"))
    counts = means.group_by("mean").aggregate(n=means.count()).order_by("mean").to_pyarrow()
    values, weights = counts["mean"].to_numpy(), counts["n"].to_numpy()
    repeaters = int(weights.sum())
    if repeaters < LEAST_REPEATERS:
        return USUAL_BASE, repeaters
    return _median(values, weights), repeaters


def _median(values: np.ndarray, weights: np.ndarray) -> float:
    up_to = np.cumsum(weights)
    low = values[np.searchsorted(up_to, (up_to[-1] + 1) // 2)]
    high = values[np.searchsorted(up_to, up_to[-1] // 2 + 1)]
    return float((low + high) / 2)


def return_window(base: float) -> int:
    """The smallest of 30, 90, 180, 365 and 730 days that is at least twice the base gap; 730 beyond."""
    return next((days for days in WINDOWS if days >= 2 * base), WINDOWS[-1])


def fit(grouped: ir.Table, base: float, repeaters: int, window: int, cuts: tuple[float, ...]) -> Rhythm:
    """The chances of every group from silences that carry their `rhythm_group`."""
    ends = grouped.group_by("rhythm_group", "length", "ended").aggregate(n=ibis._.count())
    told = grouped.mutate(day=_watched(grouped, window)).group_by("rhythm_group", "day").aggregate(n=ibis._.count())
    chances, total = _chances(_columns(ends), _columns(told), len(cuts) + 2, window)
    return Rhythm(base, window, repeaters, total, cuts, chances)


def _watched(silences: ir.Table, window: int) -> ir.IntegerValue:
    """The last day of a silence of which it is known whether a purchase followed within a window; below 0 where none is."""
    return ibis.least(ibis.ifelse(silences.ended, silences.length - 1, silences.length), silences.age - window)


def _columns(table: ir.Table) -> dict[str, np.ndarray]:
    found = table.to_pyarrow()
    return {name: found[name].to_numpy(zero_copy_only=False) for name in found.column_names}


def group_cuts(known: ir.Table) -> tuple[float, ...]:
    """Cut points of the rhythm before a silence: up to ten equal groups of at least 200 silences each."""
    later = known.filter(known.nth >= 2)
    parts = min(MOST_GROUPS, int(later.count().to_pyarrow().as_py()) // GROUP_SIZE)
    if parts < 2:
        return ()
    scale = scales.fit(later, "gap_days", parts)
    return tuple(cut for cut, rank in zip(scale.cuts, scale.ranks[1:], strict=True) if rank < parts)


def _chances(ends: dict, told: dict, groups: int, window: int) -> tuple[tuple[tuple[float, ...], ...], int]:
    total = int(ends["n"].sum())
    if total < LEAST_SILENCES:
        return ((),) * groups, total
    pooled = return_chances(ends, told, window)
    found = (return_chances(_of_group(ends, g), _of_group(told, g), window) for g in range(groups))
    return tuple(own or pooled for own in found), total


def _of_group(counts: dict[str, np.ndarray], group: int) -> dict[str, np.ndarray]:
    mine = counts["rhythm_group"] == group
    return {name: values[mine] for name, values in counts.items()}


def return_chances(ends: dict[str, np.ndarray], told: dict[str, np.ndarray], window: int) -> tuple[float, ...]:
    """`1 − S(s + w)/S(s)` for each day s up to the last of which 20 silences tell what followed within the window.

    `ends` counts silences by length and whether they ended, `told` by the last day of which the following window is known.
    Empty where there is no such day, and where nobody at all came back within a window: nothing is known then.
    """
    if not len(ends["n"]):
        return ()
    size = int(ends["length"].max()) + window + 2
    lasting, _ = survival(ends, size)
    days, n = told["day"], told["n"]
    known = np.bincount(days[days >= 0], weights=n[days >= 0], minlength=size)[::-1].cumsum()[::-1]
    enough = np.flatnonzero(known >= LEAST_SILENCES)
    if not len(enough):
        return ()
    days = np.arange(enough[-1] + 1)
    chances = 1 - lasting[days + window] / lasting[days]
    return tuple(float(chance) for chance in chances) if chances[0] > 0 else ()
