"""BG/NBD: who buys at a steady rate may drop out after any repeat purchase, never after the first.

Fader, Hardie, Lee 2005, "Counting your customers" the easy way. Who has bought once is alive for ever by it, so its `p_alive` ranks churn worse
than chance; it is kept for comparison with what others publish.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import ClassVar

import numpy as np

from regulars.models.purchasing import fitting, geometric
from regulars.models.purchasing.histories import Histories
from regulars.models.purchasing.unfitted import Unfitted


def chances(x: np.ndarray) -> np.ndarray:
    """How often somebody with x repeat purchases who is alive could have dropped out: after each of them."""
    return x


KIND = fitting.Kind(geometric.PARAMETERS, ("alpha",), geometric.slopes(chances), geometric.starts)


@dataclass(frozen=True)
class BGNBD:
    """Purchase rates per unit of time are Gamma(r, alpha), dropout probabilities per purchase Beta(a, b); then the facts of the fit."""

    r: float
    alpha: float
    a: float
    b: float
    log_likelihood: float | None = None
    customers: int = 0
    rows: int = 0
    flat: tuple[str, ...] = ()
    name: ClassVar[str] = "bg_nbd"

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
    def from_data(cls, data: dict) -> BGNBD:
        return cls(**fitting.from_data(data))


def fit(histories: Histories, start: BGNBD | None = None) -> BGNBD | Unfitted:
    """Exact maximum likelihood on weighted rows; `start`, usually the last fit, only saves steps."""
    found = fitting.fitted(KIND, histories, start.parameters if start else None)
    return found if isinstance(found, Unfitted) else BGNBD(*found[0].parameters.tolist(), **found[1])
