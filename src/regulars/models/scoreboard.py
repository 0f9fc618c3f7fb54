"""The scoreboard: what each scheme said about what followed, on past days of one shop, as values that can be stored."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from regulars.models.scoring import Compared, Frame

MOST_ORIGINS = 3
LEAST_SKILL = 0.05  # where even the tree explains less, a scheme is measured by this
USUAL = (90, 365)
# What becomes of a scheme: judged; it waits for data; what it is for cannot be seen in this shop; all buyers were in one class of it.
STATUSES = ("judged", "waiting", "no_outcome", "one_class")


@dataclass(frozen=True)
class Measured:
    """A number with the interval in which 95 % of the bootstrap's draws lie, moved so that they are centred on it."""

    value: float
    low: float
    high: float

    @classmethod
    def of(cls, draws: np.ndarray | None) -> Measured | None:
        """From the number in each draw, everybody once first; null where it is not known."""
        if draws is None or not np.isfinite(draws[0]):
            return None
        rest = draws[1:][np.isfinite(draws[1:])]
        value = float(draws[0])
        if not len(rest):
            return cls(value, value, value)
        low, high = np.quantile(rest, (0.025, 0.975)) - rest.mean() + value
        return cls(value, float(low), float(high))


@dataclass(frozen=True)
class Verdict:
    """One scheme within one horizon. What is null could not be measured; `status` says why (`STATUSES`).

    `explained`: the share of what it is `judged_by` that its classes foretold; `tree`: the same of a tree with as many leaves; `usefulness`: the first
    over the second, or over 0.01 where the tree has less. `gini`: of spend, over the highest there is. `information`: the share of the doubt about who
    buys again that knowing the class takes away, `bits` the same in bits. `lift`: what a customer of the class `best` brought over the mean of all.
    """

    scheme: str
    status: str
    judged_by: str
    explained: Measured | None = None
    tree: Measured | None = None
    usefulness: Measured | None = None
    gini: Measured | None = None
    information: Measured | None = None
    bits: Measured | None = None
    lift: Measured | None = None
    best: str | None = None


@dataclass(frozen=True)
class Shape:
    """A scheme on the last day: how many `classes` have buyers, the smallest of them and its share, and the share of buyers who kept their class from
    month to month (null where there is no month before), the mean over the months looked at."""

    classes: int
    smallest: str | None
    smallest_share: float | None
    stability: float | None


@dataclass(frozen=True)
class Horizon:
    """What followed within so many `days`: the days it was asked on (`origins`, ascending), the buyers on the last of them, and a verdict per scheme.

    With one origin the means were fitted on other customers of the same days; with more on other customers of the origin before.
    """

    days: int
    origins: tuple[dt.date, ...]
    buyers: int
    verdicts: tuple[Verdict, ...]

    def of(self, scheme: str) -> Verdict | None:
        """The verdict on a scheme; null where the shop had none such."""
        return next((each for each in self.verdicts if each.scheme == scheme), None)


@dataclass(frozen=True)
class Scoreboard:
    """Every scheme of a shop as of a day, by horizon (ascending; none where the history is too short or the buyers too few).

    `window`: the return window. `customers`: of how many in all `sampled` were looked at.
    """

    as_of: dt.date
    window: int
    customers: int
    sampled: int
    horizons: tuple[Horizon, ...]
    shapes: Mapping[str, Shape]

    @property
    def leading(self) -> Horizon | None:
        """The horizon that the order goes by: the one seen from most origins, the return window among equals, else the longest."""
        return max(self.horizons, key=lambda each: (len(each.origins), each.days == self.window, each.days), default=None)

    def to_data(self) -> dict[str, object]:
        """Plain data for JSON; `from_data` reads it back."""
        return {
            "as_of": self.as_of.isoformat(),
            "window": self.window,
            "customers": self.customers,
            "sampled": self.sampled,
            "horizons": [_horizon_data(each) for each in self.horizons],
            "shapes": {scheme: vars(shape) for scheme, shape in self.shapes.items()},
        }

    @classmethod
    def from_data(cls, data: dict) -> Scoreboard:
        horizons = tuple(_horizon(each) for each in data["horizons"])
        shapes = {scheme: Shape(**shape) for scheme, shape in data["shapes"].items()}
        return cls(dt.date.fromisoformat(data["as_of"]), data["window"], data["customers"], data["sampled"], horizons, shapes)


MEASURES = ("explained", "tree", "usefulness", "gini", "information", "bits", "lift")


def _horizon_data(each: Horizon) -> dict[str, object]:
    told = [{**vars(verdict), **{name: _plain(getattr(verdict, name)) for name in MEASURES}} for verdict in each.verdicts]
    return {"days": each.days, "origins": [day.isoformat() for day in each.origins], "buyers": each.buyers, "verdicts": told}


def _plain(measured: Measured | None) -> dict[str, float] | None:
    return None if measured is None else vars(measured)


def _horizon(data: dict) -> Horizon:
    told = tuple(_read(each) for each in data["verdicts"])
    return Horizon(data["days"], tuple(dt.date.fromisoformat(day) for day in data["origins"]), data["buyers"], told)


def _read(data: dict[str, Any]) -> Verdict:
    measured: dict[str, Any] = {name: Measured(**data[name]) for name in MEASURES if data[name]}
    return Verdict(**{**data, **measured})


def origins(as_of: dt.date, days: int, start: dt.date, most: int = MOST_ORIGINS) -> tuple[dt.date, ...]:
    """The days on which it is asked what followed within so many days: the last that can be told and those before it, so that no two windows overlap;
    each with a history as long as the window behind it. Ascending."""
    back = (as_of - dt.timedelta(days=days * steps) for steps in range(most, 0, -1))
    return tuple(day for day in back if (day - start).days >= days)


def horizons(as_of: dt.date, window: int, start: dt.date) -> dict[int, tuple[dt.date, ...]]:
    """The origins of each horizon that has any: the return window, 90 and 365 days, ascending."""
    found = {days: origins(as_of, days, start) for days in sorted({window, *USUAL})}
    return {days: each for days, each in found.items() if each}


def verdicts(
    pairs: Sequence[Compared], judged_by: Mapping[str, str], waiting: frozenset[str], names: Mapping[str, Sequence[str]]
) -> tuple[Verdict, ...]:
    """The verdicts of one horizon: of every number the mean over its pairs of days. `names`: the ids of a scheme's classes by their code."""
    return tuple(_verdict(pairs, scheme, by, scheme in waiting, names.get(scheme, ())) for scheme, by in judged_by.items())


def _verdict(pairs: Sequence[Compared], scheme: str, by: str, waits: bool, names: Sequence[str]) -> Verdict:
    if waits:
        return Verdict(scheme, "waiting", by)
    found = {name: Measured.of(_mean(getattr(each, name).get(scheme) for each in pairs)) for name in MEASURES if name != "usefulness"}
    best = next((place for each in reversed(pairs) if (place := each.best.get(scheme)) is not None), None)
    status = "judged" if found["explained"] else "one_class" if any(by in each.outcomes for each in pairs) else "no_outcome"
    return Verdict(
        scheme, status, by, **found, usefulness=Measured.of(_usefulness(pairs, scheme)), best=None if best is None else names[best]
    )


def _mean(draws: Iterable[np.ndarray | None]) -> np.ndarray | None:
    """The mean over pairs of days in each draw, of those in which the number is known."""
    known = [each for each in draws if each is not None and np.isfinite(each[0])]
    return np.mean(known, axis=0) if known else None


def _usefulness(pairs: Sequence[Compared], scheme: str) -> np.ndarray | None:
    own, tree = (_mean(getattr(each, name).get(scheme) for each in pairs) for name in ("explained", "tree"))
    return None if own is None or tree is None else own / np.maximum(tree, LEAST_SKILL)


def by_usefulness(found: Horizon | None, schemes: Iterable[str]) -> list[str]:
    """Schemes in the order of their usefulness within a horizon, equals by id; those that are not judged after them in the order given."""
    every = list(schemes)
    known = {verdict.scheme: verdict.usefulness.value for verdict in (found.verdicts if found else ()) if verdict.usefulness}
    judged = sorted((id for id in every if id in known), key=lambda id: (-known[id], id))
    return [*judged, *(id for id in every if id not in known)]


def shape(now: Frame, months: Sequence[tuple[Frame, Frame]], scheme: str, names: Sequence[str]) -> Shape:
    """The shape of a scheme from the buyers of the day, and of pairs of days a month apart."""
    people = np.bincount(now.classes[scheme], minlength=1)
    there = np.flatnonzero(people)
    if not len(there):
        return Shape(0, None, None, None)
    smallest = int(there[people[there].argmin()])
    stayed = [part for before, after in months if (part := _stayed(before, after, scheme)) is not None]
    return Shape(len(there), names[smallest], float(people[smallest] / people.sum()), float(np.mean(stayed)) if stayed else None)


def _stayed(before: Frame, after: Frame, scheme: str) -> float | None:
    """The share of those who were buyers on both days who were in one class on both; null where nobody was."""
    _, mine, theirs = np.intersect1d(before.people, after.people, return_indices=True)
    return float((before.classes[scheme][mine] == after.classes[scheme][theirs]).mean()) if len(mine) else None
