"""What a backtest of the outlook found, as plain values: what was foreseen on past days against what then happened.

Nothing is rescaled by it: a last error tells little of the next one's sign, only of its size, so it is shown as a band around a forecast.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from regulars.models.calibration import Tenth
from regulars.words import Words

EVEN = 5  # tenths of the scale from which somebody is said to return: more likely than not


@dataclass(frozen=True)
class Errors:
    """How far one way of foreseeing was off: mean absolute and root mean squared error per customer, the correlation with what happened (null where
    either is the same for everybody), and the totals.

    Of orders (days of purchase) or of money (minor units). `log_score`: the mean log-probability (nats per customer, higher is better) given to
    what each customer did; null for what gives no probabilities.
    """

    method: str
    mae: float
    rmse: float
    correlation: float | None
    predicted: float
    seen: float
    log_score: float | None = None

    @property
    def off(self) -> float | None:
        """The error of the total as a share of what was seen, above 0 where too much was foreseen; null where nothing was seen."""
        return self.predicted / self.seen - 1 if self.seen > 0 else None


@dataclass(frozen=True)
class Group:
    """Customers of a decile (`1` to `10`, by the orders foreseen) or of a class: how many, the orders foreseen and seen of all of them."""

    id: str
    customers: int
    predicted: float
    seen: float


@dataclass(frozen=True)
class Ranking:
    """How well one way told who would not order: `auc`, the chance that one who did not was ranked above one who did (null where all or none
    ordered); `brier`, the mean squared error of the chance it gave (0 to 1, lower is better; a plain yes or no counts as 1 or 0)."""

    method: str
    auc: float | None
    brier: float


@dataclass(frozen=True)
class Churn:
    """Who did not order within the return window that followed: of how many customers, which share, and how each way ranked them.

    `window` in days; null where the windows of several days differ.
    """

    window: int | None
    customers: int
    seen: float
    rankings: tuple[Ranking, ...]


@dataclass(frozen=True)
class Trial:
    """One past day put to the test, or several together (`origin` null): the models were fitted to what was known by its end.

    `orders` and `spend`: the errors of each way over the hidden days (`spend` is empty where no spend model was fitted). `deciles` and `classes` (by
    scheme) are of the chosen model. `chances`: predicted against seen by tenth of the chance to order within 30, 60 and 90 days. `churn` is
    null where the return window has not passed yet.
    """

    origin: dt.date | None
    customers: int
    orders: tuple[Errors, ...]
    spend: tuple[Errors, ...]
    deciles: tuple[Group, ...]
    classes: Mapping[str, tuple[Group, ...]]
    chances: Mapping[int, tuple[Tenth, ...]]
    churn: Churn | None

    def to_data(self) -> dict[str, object]:
        """As plain data; days as ISO text."""
        return {
            "origin": self.origin and self.origin.isoformat(),
            "customers": self.customers,
            "orders": [{**vars(each), "error": each.off} for each in self.orders],
            "spend": [{**vars(each), "error": each.off} for each in self.spend],
            "deciles": [vars(each) for each in self.deciles],
            "classes": {scheme: [vars(each) for each in groups] for scheme, groups in self.classes.items()},
            "chances": {str(days): [vars(each) for each in tenths] for days, tenths in self.chances.items()},
            "churn": self.churn and {**vars(self.churn), "rankings": [vars(each) for each in self.churn.rankings]},
        }

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> Trial:
        origin, churn = data["origin"], data["churn"]
        return cls(
            origin and dt.date.fromisoformat(origin),
            data["customers"],
            tuple(_errors(each) for each in data["orders"]),
            tuple(_errors(each) for each in data["spend"]),
            tuple(Group(**each) for each in data["deciles"]),
            {scheme: tuple(Group(**each) for each in groups) for scheme, groups in data["classes"].items()},
            {int(days): tuple(Tenth(**each) for each in tenths) for days, tenths in data["chances"].items()},
            churn and Churn(churn["window"], churn["customers"], churn["seen"], tuple(Ranking(**each) for each in churn["rankings"])),
        )


def _errors(data: Mapping[str, Any]) -> Errors:
    return Errors(**{name: value for name, value in data.items() if name != "error"})


@dataclass(frozen=True)
class Band:
    """The range of the errors of the total over the windows tried: foreseen over seen, less 1, the lowest and the highest (−0.14: 14 % too low)."""

    low: float
    high: float
    windows: int = 1

    @property
    def factor(self) -> float:
        """How many times too low or too high a total was at most. It counts either way: on which side the last one lay tells little of the next."""
        return max(max(1 + off, 1 / (1 + off)) for off in (self.low, self.high))

    def around(self, expected: float) -> tuple[float, float]:
        """From which to which sum it may come, were this forecast off by as much as ever; the forecast itself lies between."""
        return expected / self.factor, expected * self.factor


@dataclass(frozen=True)
class Said:
    """Customers given such a chance to return within some days: how many, the mean chance, and the share that did (0 to 1)."""

    days: int
    chance_from: float
    chance_to: float
    customers: int
    predicted: float
    seen: float


@dataclass(frozen=True)
class Backtest:
    """The outlook put to the test on a shop's own past, as of a day.

    `days` are hidden at each of the `trials` (the latest first), whose windows never overlap; `pooled` are all of them together. `chosen` is the
    model in force. Without trials `reason` says why.
    """

    as_of: dt.date
    days: int | None = None
    chosen: str | None = None
    trials: tuple[Trial, ...] = ()
    pooled: Trial | None = None
    reason: Words | None = field(default=None)

    @property
    def band(self) -> Band | None:
        """Of the orders foreseen in total by the chosen model: what stands beside a forecast; null where nothing could be tried."""
        return self._band([each for trial in self.trials for each in trial.orders])

    @property
    def spend_band(self) -> Band | None:
        """Likewise of the spend foreseen; null also where no spend model was fitted."""
        return self._band([each for trial in self.trials for each in trial.spend])

    def _band(self, errors: Sequence[Errors]) -> Band | None:
        off = [each.off for each in errors if each.method == self.chosen and each.off is not None and each.predicted > 0]
        return Band(min(off), max(off), len(off)) if off else None

    def promised(self, days: int = 30) -> Said | None:
        """Those of whom it was said that they would return within some days: whose chance was at least one half; null where there were none."""
        return _together(days, [each for each in self._tenths(days) if each.tenth >= EVEN])

    def likeliest(self, days: int = 30, least: int = 20) -> Said | None:
        """Those in the highest tenth of the scale of chances that holds so many customers at least; null where none does."""
        return _together(days, [each for each in self._tenths(days) if each.customers >= least][-1:])

    def _tenths(self, days: int) -> tuple[Tenth, ...]:
        return self.pooled.chances[days] if self.pooled else ()

    def to_data(self) -> dict[str, object]:
        """As plain data, the bands among it."""
        bands = {"band": self.band, "spend_band": self.spend_band}
        return {
            "as_of": self.as_of.isoformat(),
            "days": self.days,
            "chosen": self.chosen,
            **{name: band and vars(band) for name, band in bands.items()},
            "trials": [each.to_data() for each in self.trials],
            "pooled": self.pooled and self.pooled.to_data(),
            "reason": self.reason and vars(self.reason),
        }

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> Backtest:
        pooled, reason = data["pooled"], data["reason"]
        return cls(
            dt.date.fromisoformat(data["as_of"]),
            data["days"],
            data["chosen"],
            tuple(Trial.from_data(each) for each in data["trials"]),
            pooled and Trial.from_data(pooled),
            reason and Words(**reason),
        )


def _together(days: int, tenths: Sequence[Tenth]) -> Said | None:
    people = sum(each.customers for each in tenths)
    if not people:
        return None
    predicted, seen = (sum(getattr(each, name) * each.customers for each in tenths) / people for name in ("predicted", "seen"))
    return Said(days, tenths[0].tenth / 10, (tenths[-1].tenth + 1) / 10, people, predicted, seen)
