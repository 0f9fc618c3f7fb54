"""The outlook of a shop: which purchase model was chosen by what followed its last window, the spend model, and what they say of a history.

Customers alike in (repeat purchase days, days from first to last, days since the first) are told once; the answers are joined back by the engine.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from regulars.models.purchasing import MODELS, Histories, PurchaseModel, Unfitted, from_data
from regulars.models.scales import Scale
from regulars.models.spending import GammaGamma, Spends
from regulars.models.spending import fit as fit_spending
from regulars.words import Words

CANDIDATES = ("pareto_nbd", "mbg_nbd")
WINDOWS = (365, 180, 90)
HORIZONS = (30, 60, 90)
SHARES = {"next_order_from": 0.25, "next_order_to": 0.75}
MOST_COUNTED = 100  # further purchases in one window are counted as so many or more
DIGITS = 6
# One row per distinct history: whole days, probabilities (0–1), expected purchases.
SCORES = {
    "repeats": "int32",
    "active_days": "int32",
    "age_days": "int32",
    "p_alive": "float64",
    **{f"p_order_{days}d": "float64" for days in HORIZONS},
    "p_order_next": "float64",
    "expected_orders_90d": "float64",
    "expected_orders_365d": "float64",
    **dict.fromkeys(SHARES, "int32"),
}
Column = np.ndarray


@dataclass(frozen=True)
class Followed:
    """Histories as they were known on `origin`, and how many purchase days each had in the `days` after it (`later`, one per row)."""

    origin: dt.date
    days: int
    histories: Histories
    later: Column

    @classmethod
    def of(
        cls, origin: dt.date, days: int, repeats: Column, active_days: Column, age_days: Column, later: Column, customers: Column
    ) -> Followed:
        """From whole columns; rows may share a history."""
        columns = (np.asarray(each, dtype=float) for each in (repeats, active_days, age_days, customers))
        return cls(origin, days, Histories(*columns), np.asarray(later))

    @property
    def customers(self) -> int:
        return int(self.histories.customers.sum())


@dataclass(frozen=True)
class Choice:
    """Why a model was taken: the mean log-score (nats per customer, higher is better) of each candidate fitted on `origin`, over the `days` after it."""

    origin: dt.date
    days: int
    customers: int
    scores: Mapping[str, float]

    @property
    def best(self) -> str:
        """The candidate with the highest score; of equal ones the first of `CANDIDATES`."""
        return max(self.scores, key=lambda name: (self.scores[name], -CANDIDATES.index(name)))

    def to_data(self) -> dict[str, object]:
        return {**vars(self), "origin": self.origin.isoformat(), "scores": dict(self.scores)}

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> Choice:
        return cls(dt.date.fromisoformat(data["origin"]), data["days"], data["customers"], data["scores"])


@dataclass(frozen=True)
class Outlook:
    """The models in force, fitted to what was known by the end of `as_of`.

    `purchase`, `spend`: the fitted model, or why there is none. `choice` is null where the history is too short to hide a window of it: then the first
    candidate is taken. `scale`: bars of the spend expected in 365 days among active buyers; null where too few are.
    """

    as_of: dt.date
    purchase: PurchaseModel | Unfitted
    spend: GammaGamma | Unfitted
    choice: Choice | None = None
    scale: Scale | None = None

    @property
    def purchase_model(self) -> PurchaseModel | None:
        return None if isinstance(self.purchase, Unfitted) else self.purchase

    @property
    def spend_model(self) -> GammaGamma | None:
        return None if isinstance(self.spend, Unfitted) else self.spend

    @property
    def reasons(self) -> tuple[Words, ...]:
        """Why features of the outlook are null; empty where both models are fitted."""
        return tuple(model.reason for model in (self.purchase, self.spend) if isinstance(model, Unfitted))

    def scaled(self, scale: Scale | None) -> Outlook:
        """The same models with the bars of what they expect."""
        return replace(self, scale=scale)

    def to_data(self) -> dict[str, object]:
        return {
            "as_of": self.as_of.isoformat(),
            "purchase": _data(self.purchase),
            "spend": _data(self.spend),
            "choice": self.choice and self.choice.to_data(),
            "scale": self.scale and self.scale.to_data(),
        }

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> Outlook:
        choice, scale = data["choice"], data["scale"]
        spend = data["spend"]
        return cls(
            dt.date.fromisoformat(data["as_of"]),
            _unfitted(data["purchase"]) or from_data(data["purchase"]),
            _unfitted(spend) or GammaGamma.from_data(spend),
            choice and Choice.from_data(choice),
            scale and Scale.from_data(scale),
        )


def _data(model: PurchaseModel | GammaGamma | Unfitted) -> dict[str, object]:
    if isinstance(model, Unfitted):
        return {"unfitted": {"vi": model.reason.vi, "en": model.reason.en}}
    return model.to_data()


def _unfitted(data: Mapping[str, Any]) -> Unfitted | None:
    return Unfitted(Words(**data["unfitted"])) if "unfitted" in data else None


def hidden_window(history: int) -> int | None:
    """The longest of 365, 180 and 90 days that can be hidden from so many days of history and leave as many to fit on; null where none can."""
    return next((days for days in WINDOWS if history >= 2 * days), None)


def fit(as_of: dt.date, histories: Histories, spends: Callable[[], Spends], followed: Callable[[], Followed | None]) -> Outlook:
    """The purchase model that foresaw the hidden window best, fitted to all that is known, and the spend model.

    `spends` and `followed` are asked for only where the histories can be fitted.
    """
    first = MODELS["mbg_nbd"].fit(histories)
    if isinstance(first, Unfitted):
        return Outlook(as_of, first, first)
    past = followed()
    choice = None if past is None else choose(past)
    name = choice.best if choice else CANDIDATES[0]
    chosen = first if name == "mbg_nbd" else MODELS[name].fit(histories)
    return Outlook(as_of, chosen, fit_spending(spends()), choice)


def choose(followed: Followed) -> Choice | None:
    """Fit every candidate on the origin and score what it said of the window after; null where none could be fitted."""
    models = {name: MODELS[name].fit(followed.histories) for name in CANDIDATES}
    scores = {name: log_score(model, followed) for name, model in models.items() if not isinstance(model, Unfitted)}
    return Choice(followed.origin, followed.days, followed.customers, scores) if scores else None


def log_score(model: PurchaseModel, followed: Followed) -> float:
    """The mean log-probability (nats per customer) that the model gave to what each customer then did."""
    known, later = followed.histories, np.minimum(followed.later, MOST_COUNTED).astype(int)
    alive = model.p_alive(known.x, known.t_x, known.T)
    most = int(later.max(initial=0)) + 1
    counts = _by_pair(known.x, known.T, lambda x, age: model.counts_if_alive(x, age, followed.days, most))
    chance = alive * counts[np.arange(len(later)), later] + (1 - alive) * (later == 0)
    return float(np.average(np.log(np.maximum(chance, 1e-300)), weights=known.customers))


def _by_pair(x: Column, age: Column, tell: Callable[[Column, Column], Column]) -> Column:
    """What depends on repeats and age (whole days) only, told once for each distinct pair."""
    span = age.max(initial=0) + 1
    pairs, place = np.unique((x * span + age).astype(np.int64), return_inverse=True)
    return tell(pairs // span, pairs % span)[place]


def score(model: PurchaseModel, window: int, x: Column, t_x: Column, age: Column) -> dict[str, Column]:
    """What a model says of distinct histories (whole days), as columns of `SCORES`; `window`: the shop's return window in days."""
    x, t_x, age = (np.asarray(each, dtype=float) for each in (x, t_x, age))
    alive = model.p_alive(x, t_x, age)
    said = _by_pair(x, age, lambda *pair: _if_alive(model, window, *pair)) if len(x) else np.zeros((0, len(SCORES) - 4))
    rates, days = said[:, : -len(SHARES)] * alive[:, None], said[:, -len(SHARES) :]
    names = [name for name in SCORES if name not in ("repeats", "active_days", "age_days", "p_alive", *SHARES)]
    return {
        "repeats": x.astype(np.int32),
        "active_days": t_x.astype(np.int32),
        "age_days": age.astype(np.int32),
        "p_alive": np.round(alive, DIGITS),
        **{name: np.round(rates[:, place], DIGITS) for place, name in enumerate(names)},
        **{name: _whole_days(days[:, place]) for place, name in enumerate(SHARES)},
    }


def _if_alive(model: PurchaseModel, window: int, x: Column, age: Column) -> Column:
    chances = [model.p_order_if_alive(x, age, days) for days in (*HORIZONS, window)]
    expected = [model.expected_if_alive(x, age, days) for days in (90, 365)]
    returns = [model.next_order(x, age, share) for share in SHARES.values()]
    return np.stack([*chances, *expected, *returns], axis=1)


def _whole_days(days: Column) -> Column:
    """The whole days by which it has happened, at most a hundred years."""
    return np.ceil(np.minimum(np.maximum(days, 1.0), 36_500.0)).astype(np.int32)
