"""Hindsight: the models fitted to what was known on a past day, what they said then, and how that compares with what followed.

Beside them stand plain ways of telling: the same pace as so far (status quo), the mean gap of each customer's own, 180 days of silence, and the
shop's chance of return. Fader and Hardie's holdout tests of purchase models are made likewise, by totals, groups and single customers.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np

from regulars.models.backtest import Backtest, Churn, Errors, Group, Ranking, Trial
from regulars.models.calibration import Tenth, auc, tenths
from regulars.models.outlook import CANDIDATES, HORIZONS, Followed, log_score
from regulars.models.purchasing import MODELS, Histories, PurchaseModel, Unfitted
from regulars.models.spending import Spends
from regulars.models.spending import fit as fit_spending
from regulars.words import Words

STATUS_QUO = "status_quo"
RETURN_CHANCE, OWN_GAP, SILENT = "return_chance", "own_gap", "silent_180_days"
GAPS_LATE = 2.0  # own mean gaps of silence after which the plain rule calls a customer gone
DAYS_SILENT = 180
MOST_ORIGINS = 3
DECILES = 10
Column = np.ndarray
TOO_SHORT = Words(
    "Tiệm cần ít nhất 180 ngày dữ liệu mới thử lại dự báo được: giấu 90 ngày cuối và đoán từ 90 ngày trước đó.",
    "At least 180 days of history are needed to put the outlook to the test: 90 to hide, and 90 before them to foresee from.",
)


@dataclass(frozen=True, eq=False)
class Past:
    """Buyers as they were known on `origin`, one row each, and what each did in the hidden `days` after it.

    `repeats`, `active_days`, `age_days`: purchase days after the first, days from first to last, days since the first. `spend`: so far, minor units.
    `return_chance`: 0 to 1, not a number where not known. `classes`: the class of each in some schemes. `orders`, `spent`: purchase days and net
    spend within `days`. `next_day`: days until the next purchase, not a number where none is known. `window` and `base_gap`: the shop's, by then.
    `known`: how many days after the origin are over by now.
    """

    origin: dt.date
    days: int
    window: int
    base_gap: float
    known: int
    repeats: Column
    active_days: Column
    age_days: Column
    spend: Column
    return_chance: Column
    classes: Mapping[str, Column]
    orders: Column
    spent: Column
    next_day: Column

    def __len__(self) -> int:
        return len(self.repeats)

    @property
    def silent_days(self) -> Column:
        return self.age_days - self.active_days

    def bought_within(self, days: int) -> Column:
        """Who bought again within so many days."""
        return self.next_day <= days

    @cached_property
    def distinct(self) -> tuple[Column, Column]:
        """Every history once (columns repeats, active_days, age_days), and where each row stands among them."""
        rows = np.stack([self.repeats, self.active_days, self.age_days], axis=1)
        found, place = np.unique(rows, axis=0, return_inverse=True)
        return found, place.ravel()

    @property
    def histories(self) -> Histories:
        return Histories.of(self.repeats, self.active_days, self.age_days)

    @property
    def followed(self) -> Followed:
        """The same for the score by which models are chosen."""
        rows = np.stack([self.repeats, self.active_days, self.age_days, self.orders], axis=1)
        (repeats, active_days, age_days, later), customers = _counted(rows)
        return Followed.of(self.origin, self.days, repeats, active_days, age_days, later, customers)


def _counted(rows: Column) -> tuple[Column, Column]:
    """Every distinct row once, as columns, and how many there are of it."""
    found, customers = np.unique(rows, axis=0, return_counts=True)
    return found.T, customers


@dataclass(frozen=True, eq=False)
class Foreseen:
    """What was said of every row of a past: `orders` and `spend` (empty without a spend model) by each way, chances to order within 30, 60 and 90
    days by the chosen model, and by each way who will not order in the return window: by what it ranks them, and the chance it gives."""

    chosen: str
    scores: Mapping[str, float]
    orders: Mapping[str, Column]
    spend: Mapping[str, Column]
    chances: Mapping[int, Column]
    silent: Mapping[str, tuple[Column, Column]]


def origins(as_of: dt.date, start: dt.date, days: int) -> list[dt.date]:
    """The past days to be tried, the latest first, at most three: each hides as many days as the next one, and has as many before it."""
    places = (as_of - dt.timedelta(days=days * place) for place in range(1, MOST_ORIGINS + 1))
    return [origin for origin in places if (origin - start).days >= days]


def backtest(as_of: dt.date, days: int, pasts: Iterable[Past], chosen: str | None = None) -> Backtest:
    """Put every past to the test, the latest first. `chosen`: the model in force; left out, the one that does best on the first of them."""
    told: list[tuple[Past, Foreseen]] = []
    reasons: list[Words] = []
    for past in pasts:
        found = foresee(past, chosen)
        if isinstance(found, Unfitted):
            reasons.append(found.reason)
        else:
            told.append((past, found))
            chosen = found.chosen
    if not told:
        return Backtest(as_of, days, reason=(*reasons, TOO_SHORT)[0])
    trials = tuple(judged([each]) for each in told)
    return Backtest(as_of, days, chosen, trials, replace(trials[0], origin=None) if len(told) == 1 else judged(told))


def foresee(past: Past, chosen: str | None = None) -> Foreseen | Unfitted:
    """Fit every candidate to what was known, and let each way say what follows; or why no model can be fitted."""
    models: dict[str, PurchaseModel] = {}
    for name in CANDIDATES:
        model = MODELS[name].fit(past.histories)
        if isinstance(model, Unfitted):
            return model
        models[name] = model
    scores = {name: log_score(model, past.followed) for name, model in models.items()}
    name = chosen or max(CANDIDATES, key=scores.__getitem__)
    orders = {each: expected(model, past) for each, model in models.items()} | {STATUS_QUO: at_the_same_pace(past)}
    chances = {days: chance(models[name], past, days) for days in HORIZONS}
    return Foreseen(name, scores, orders, _spend(past, name, orders), chances, _silent(past, name, models[name]))


def expected(model: PurchaseModel, past: Past) -> Column:
    """The purchase days that a model expects of each in the hidden days."""
    return _of_each(past, model, lambda x, age: model.expected_if_alive(x, age, past.days))


def chance(model: PurchaseModel, past: Past, days: int) -> Column:
    """The chance (0 to 1) that a model gives each to buy within some days."""
    return _of_each(past, model, lambda x, age: model.p_order_if_alive(x, age, days))


def _of_each(past: Past, model: PurchaseModel, if_alive: Callable[[Column, Column], Column]) -> Column:
    """What is told of who is alive, times the chance to be; once for each distinct history, and by repeats and age."""
    rows, place = past.distinct
    pairs, own = np.unique(rows[:, [0, 2]], axis=0, return_inverse=True)
    found = model.p_alive(*rows.T) * if_alive(*pairs.T)[own.ravel()]
    return found[place]


def at_the_same_pace(past: Past) -> Column:
    """The status quo: as many purchases a day as since the first one; none of who first bought on the day itself."""
    return past.days * past.repeats / np.maximum(past.age_days, 1)


def _spend(past: Past, chosen: str, orders: Mapping[str, Column]) -> dict[str, Column]:
    """Money by the chosen model and at the same pace; empty where no spend model can be fitted."""
    purchases = past.repeats + 1
    again = past.repeats > 0
    mean = past.spend / purchases
    model = fit_spending(Spends.of(purchases[again], mean[again]))
    if isinstance(model, Unfitted):
        return {}
    return {chosen: orders[chosen] * model.expected_value(purchases, mean), STATUS_QUO: orders[STATUS_QUO] * mean}


def _silent(past: Past, chosen: str, model: PurchaseModel) -> dict[str, tuple[Column, Column]]:
    stays_away = 1 - chance(model, past, past.window)
    own_gap = np.where(past.repeats > 0, past.active_days / np.maximum(past.repeats, 1), past.base_gap)
    late = past.silent_days / own_gap
    long = (past.silent_days >= DAYS_SILENT).astype(float)
    told = {chosen: (stays_away, stays_away)}
    if not np.isnan(past.return_chance).any():
        told[RETURN_CHANCE] = (1 - past.return_chance, 1 - past.return_chance)
    return told | {OWN_GAP: (late, (late > GAPS_LATE).astype(float)), SILENT: (long, long)}


def judged(told: Sequence[tuple[Past, Foreseen]]) -> Trial:
    """What was foreseen against what followed, over the customers of one past or of several together."""
    pasts, chosen = [past for past, _ in told], told[0][1].chosen
    seen, orders = _joined(past.orders for past in pasts), _by_name(told, lambda each: each.orders)
    scores = {
        name: float(np.average([each.scores[name] for _, each in told], weights=[len(past) for past in pasts])) for name in CANDIDATES
    }
    priced = [(past, each) for past, each in told if each.spend]
    spent = _joined(past.spent for past, _ in priced)
    return Trial(
        pasts[0].origin if len(told) == 1 else None,
        len(seen),
        tuple(errors(name, column, seen, scores.get(name)) for name, column in orders.items()),
        tuple(errors(name, column, spent) for name, column in _by_name(priced, lambda each: each.spend).items()),
        deciles(orders[chosen], seen),
        {scheme: groups(_joined(past.classes[scheme] for past in pasts), orders[chosen], seen) for scheme in pasts[0].classes},
        {days: _chances(told, days) for days in HORIZONS},
        _churn([(past, each) for past, each in told if past.known >= past.window]),
    )


def _joined(columns: Iterable[Column]) -> Column:
    found = [*columns]
    return np.concatenate(found) if found else np.array([])


def _by_name(told: Sequence[tuple[Past, Foreseen]], of: Callable[[Foreseen], Mapping[str, Any]]) -> dict[str, Column]:
    """The columns of every way that all of them have, one after another."""
    names = [name for name in of(told[0][1]) if all(name in of(each) for _, each in told)] if told else []
    return {name: _joined(of(each)[name] for _, each in told) for name in names}


def errors(method: str, predicted: Column, seen: Column, log_score: float | None = None) -> Errors:
    """How far predictions of single customers, and their total, were from what was seen."""
    missed = predicted - seen
    alike = len(seen) < 2 or not np.ptp(predicted) > 0 or not np.ptp(seen) > 0
    correlation = None if alike else float(np.corrcoef(predicted, seen)[0, 1])
    size, spread = float(np.abs(missed).mean()), float(np.sqrt((missed**2).mean()))
    return Errors(method, size, spread, correlation, float(predicted.sum()), float(seen.sum()), log_score)


def deciles(predicted: Column, seen: Column) -> tuple[Group, ...]:
    """Ten groups by the number foreseen, `1` the lowest; equal numbers stay together, so some may be empty."""
    _, place, counts = np.unique(predicted, return_inverse=True, return_counts=True)
    below = np.cumsum(counts) - counts
    return groups((DECILES * below // len(predicted) + 1)[place], predicted, seen)


def groups(names: Column, predicted: Column, seen: Column) -> tuple[Group, ...]:
    """The customers and the totals of every group that there is, in the order of their names."""
    found, place = np.unique(names, return_inverse=True)
    customers, *totals = (np.bincount(place, weights=weights) for weights in (None, predicted, seen))
    return tuple(Group(str(name), int(n), float(a), float(b)) for name, n, a, b in zip(found, customers, *totals, strict=True))


def _chances(told: Sequence[tuple[Past, Foreseen]], days: int) -> tuple[Tenth, ...]:
    came = _joined(past.bought_within(days) for past, _ in told)
    return tenths(_joined(each.chances[days] for _, each in told), came, np.ones(len(came), dtype=int))


def _churn(told: Sequence[tuple[Past, Foreseen]]) -> Churn | None:
    if not told:
        return None
    gone = _joined(~past.bought_within(past.window) for past, _ in told)
    windows = {past.window for past, _ in told}
    ranks, calls = (_by_name(told, lambda each, part=part: {name: pair[part] for name, pair in each.silent.items()}) for part in (0, 1))
    rankings = tuple(ranking(name, ranks[name], calls[name], gone) for name in ranks)
    return Churn(windows.pop() if len(windows) == 1 else None, len(gone), float(gone.mean()), rankings)


def ranking(method: str, rank: Column, chance: Column, gone: Column) -> Ranking:
    """How well a rank, and a chance, told who was gone."""
    return Ranking(method, auc(rank, gone, np.ones(len(gone))), float(((chance - gone) ** 2).mean()))
