"""Purchase models: who is still a customer, and how often they will buy, from the first, the last and the number of their purchases."""
# ruff: noqa: N803  (x, t_x and T are the names of the literature)

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, ClassVar, Protocol

import numpy as np
from numpy.typing import ArrayLike

from regulars.models.purchasing import bg_nbd, mbg_nbd, pareto_nbd
from regulars.models.purchasing.bg_nbd import BGNBD
from regulars.models.purchasing.histories import Histories
from regulars.models.purchasing.mbg_nbd import MBGNBD
from regulars.models.purchasing.pareto_nbd import ParetoNBD
from regulars.models.purchasing.unfitted import Unfitted

__all__ = ["BGNBD", "MBGNBD", "MODELS", "Histories", "Known", "ParetoNBD", "PurchaseModel", "Unfitted", "from_data"]

Pair = tuple[np.ndarray, np.ndarray]


class PurchaseModel(Protocol):
    """What every fitted purchase model answers: one value per row of its arguments, in the unit of time of the histories it was fitted to."""

    name: ClassVar[str]

    @property
    def log_likelihood(self) -> float | None: ...
    @property
    def customers(self) -> int: ...
    @property
    def rows(self) -> int: ...
    @property
    def flat(self) -> tuple[str, ...]: ...
    @property
    def parameters(self) -> tuple[float, ...]: ...

    def log_likelihoods(self, histories: Histories) -> np.ndarray: ...
    def p_alive(self, x: ArrayLike, t_x: ArrayLike, T: ArrayLike) -> np.ndarray: ...
    def expected_if_alive(self, x: ArrayLike, T: ArrayLike, days: ArrayLike) -> np.ndarray: ...
    def p_order_if_alive(self, x: ArrayLike, T: ArrayLike, days: ArrayLike) -> np.ndarray: ...
    def next_order(self, x: ArrayLike, T: ArrayLike, share: float) -> np.ndarray: ...
    def counts_if_alive(self, x: ArrayLike, T: ArrayLike, days: ArrayLike, most: int) -> np.ndarray: ...
    def rates(self, x: ArrayLike, t_x: ArrayLike, T: ArrayLike, draws: int, rng: np.random.Generator) -> Pair: ...
    def replicates(self, x: ArrayLike, t_x: ArrayLike, T: ArrayLike, draws: int, rng: np.random.Generator) -> Pair: ...
    def standard_errors(self, histories: Histories) -> dict[str, float]: ...
    def to_data(self) -> dict[str, object]: ...


@dataclass(frozen=True)
class Known:
    """A kind of purchase model: `fit(histories, start=None)` gives a `model`, or says why not."""

    fit: Callable[..., Any]
    model: type[Any]


MODELS: dict[str, Known] = {
    MBGNBD.name: Known(mbg_nbd.fit, MBGNBD),
    BGNBD.name: Known(bg_nbd.fit, BGNBD),
    ParetoNBD.name: Known(pareto_nbd.fit, ParetoNBD),
}


def from_data(data: dict) -> PurchaseModel:
    """The model that `to_data` wrote, of whichever kind."""
    return MODELS[data["model"]].model.from_data(data)
