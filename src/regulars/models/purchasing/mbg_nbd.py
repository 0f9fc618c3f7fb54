"""MBG/NBD: who buys at a steady rate may drop out after any purchase, the first included.

Batislam, Denizel, Filiztekin 2007, Empirical validation and comparison of models for customer base analysis.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import ClassVar

import numpy as np

from regulars.models.purchasing import fitting, geometric
from regulars.models.purchasing.histories import Histories
from regulars.models.purchasing.unfitted import Unfitted


def chances(x: np.ndarray) -> np.ndarray:
    """How often somebody with x repeat purchases who is alive could have dropped out: after each of x + 1 purchases."""
    return x + 1


KIND = fitting.Kind(geometric.PARAMETERS, ("alpha",), geometric.slopes(chances), geometric.starts)


@dataclass(frozen=True)
class MBGNBD:
    """Purchase rates per unit of time are Gamma(r, alpha), dropout probabilities per purchase Beta(a, b); then the facts of the fit."""

    r: float
    alpha: float
    a: float
    b: float
    log_likelihood: float | None = None
    customers: int = 0
    rows: int = 0
    flat: tuple[str, ...] = ()
    name: ClassVar[str] = "mbg_nbd"

    chances = staticmethod(chances)
    log_likelihoods = geometric.log_likelihoods
    p_alive = geometric.p_alive
    expected_if_alive = geometric.expected_if_alive
    p_order_if_alive = geometric.p_order_if_alive
    next_order = geometric.next_order
    counts_if_alive = geometric.counts_if_alive
    rates = geometric.rates
    replicates = geometric.replicates

    @property
    def parameters(self) -> tuple[float, float, float, float]:
        return self.r, self.alpha, self.a, self.b

    def standard_errors(self, histories: Histories) -> dict[str, float]:
        """Of each parameter, from the Hessian at these histories; infinite where they tell nothing."""
        return fitting.standard_errors(KIND, self.parameters, bool(self.flat), histories)

    def to_data(self) -> dict[str, object]:
        return fitting.to_data(self.name, asdict(self))

    @classmethod
    def from_data(cls, data: dict) -> MBGNBD:
        return cls(**fitting.from_data(data))


def fit(histories: Histories, start: MBGNBD | None = None) -> MBGNBD | Unfitted:
    """Exact maximum likelihood on weighted rows; `start`, usually the last fit, only saves steps."""
    found = fitting.fitted(KIND, histories, start.parameters if start else None)
    return found if isinstance(found, Unfitted) else MBGNBD(*found[0].parameters.tolist(), **found[1])
