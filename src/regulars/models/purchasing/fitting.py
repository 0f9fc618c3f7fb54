"""How every purchase model is fitted: in a unit of time of the data's own, and large bases from coarse cells first.

A likelihood can have two tops in a small base: customers differ mildly, or they either leave at once or never. Both are climbed, in a base of at
most a few thousand (coarser) rows, and the higher one is gone on from.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from regulars.models.purchasing.histories import Histories
from regulars.models.purchasing.maximum import SPREAD, Maximum, Slope, in_logs, maximum
from regulars.models.purchasing.unfitted import Unfitted

FEW_ROWS, COARSE = 2_000, 30
MANY_ROWS, FINE = 20_000, 150
"""From so many rows on, a fit begins in cells of that many parts of the longest time."""

Slopes = Callable[[Histories], Callable[[np.ndarray], Slope]]


@dataclass(frozen=True)
class Kind:
    """What the fit must know of a kind of model: its parameters' names in order, which of them are times, and its log-likelihood's slope."""

    parameters: tuple[str, ...]
    times: tuple[str, ...]
    slopes: Slopes
    starts: Callable[[float], Sequence[Sequence[float]]]
    """Parameters to start from where the mean T is 1, from the mean of x."""

    def units(self, unit: float) -> np.ndarray:
        return np.array([unit if name in self.times else 1.0 for name in self.parameters])


def fitted(kind: Kind, histories: Histories, start: Sequence[float] | None) -> tuple[Maximum, dict[str, Any]] | Unfitted:
    """The maximum, and the facts of the fit as a model keeps them; or why there is none."""
    if why := histories.unfit():
        return why
    unit = histories.mean(histories.T)
    scaled = histories.scaled(unit)
    found = _climbed(kind, scaled, np.clip(np.asarray(start) / kind.units(unit), 1e-4, 1e4) if start else None)
    # A density per unit of time, once per repeat purchase.
    value = found.log_likelihood - float(np.dot(histories.customers, histories.x)) * np.log(unit)
    facts: dict[str, Any] = {
        "log_likelihood": float(value),
        "customers": int(histories.total),
        "rows": len(histories),
        "flat": tuple(kind.parameters[place] for place in found.flat),
    }
    return Maximum(found.parameters * kind.units(unit), float(value), found.flat), facts


def _climbed(kind: Kind, scaled: Histories, start: np.ndarray | None) -> Maximum:
    if start is None:
        rough = scaled.cells(COARSE) if len(scaled) > FEW_ROWS else scaled
        tops = [maximum(kind.slopes(rough), np.array(begin)) for begin in kind.starts(scaled.mean(scaled.x))]
        found = max(tops, key=lambda top: top.log_likelihood)
        if rough is scaled:
            return found
        if len(scaled) > MANY_ROWS:
            found = _further(kind, scaled.cells(FINE), found)
        return _further(kind, scaled, found)
    return maximum(kind.slopes(scaled), start)


def _further(kind: Kind, histories: Histories, found: Maximum) -> Maximum:
    """From the top of a coarser picture to that of a finer one."""
    return maximum(kind.slopes(histories), np.clip(found.parameters, 1e-4, 1e4), found.flat)


def standard_errors(kind: Kind, parameters: Sequence[float], flat: bool, histories: Histories) -> dict[str, float]:
    """Standard errors of a model's parameters at these histories, by name."""
    return dict(zip(kind.parameters, errors(kind.slopes(histories), parameters, flat), strict=True))


def errors(slope: Callable[[np.ndarray], Slope], parameters: Sequence[float], flat: bool) -> list[float]:
    """Standard errors from the Hessian by log parameters (the prior's part in it where the optimum is flat); infinite where it tells nothing."""
    at = np.asarray(parameters)
    _, _, hessian = in_logs(slope(at), at)
    spread, directions = np.linalg.eigh(-hessian + (SPREAD**-2 * np.eye(len(at)) if flat else 0.0))
    if not spread.min() > 0:
        return [float("inf")] * len(at)
    return (at * np.sqrt((directions**2 / spread).sum(axis=1))).tolist()


def to_data(name: str, fields: dict[str, Any]) -> dict[str, object]:
    """A model as plain JSON, under the name of its kind."""
    return {"model": name, **fields, "flat": list(fields["flat"])}


def from_data(data: dict[str, Any]) -> dict[str, Any]:
    """The fields of the model that `to_data` wrote."""
    return {**{name: value for name, value in data.items() if name != "model"}, "flat": tuple(data["flat"])}
