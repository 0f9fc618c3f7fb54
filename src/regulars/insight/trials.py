"""A trial: one customer on a day to come, after deeds. What would be, by the same features and rules as what is."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from regulars.scheme import Scheme

Row = Mapping[str, object]


@dataclass(frozen=True)
class Trial:
    """A customer on a day, after deeds; without any, what time alone does.

    `day`: features and classes are read as of the end of it, today or later, by the bars of today. `purchases`: (day, net amount in minor units)
    of orders after today, each of one line, without a coupon, at list price. `resolved`: every open complaint of theirs is resolved on the first day
    after today. `answers`: (question, text or score) given on that day; questions are `nps`, `satisfaction`, `decision` and `need`. `known`: fields
    of their own record that become known. `known_until`: only what happened by then is known; null: by the day, or by today if that is earlier.
    """

    day: dt.date
    purchases: tuple[tuple[dt.date, int], ...] = ()
    resolved: bool = False
    answers: tuple[tuple[str, str | float], ...] = ()
    known: Mapping[str, object] = field(default_factory=dict, hash=False)
    known_until: dt.date | None = None


# A customer's id and trials -> one row per trial, every feature and every class (scheme ids as keys). Few calls of many trials are the cheapest.
Evaluate = Callable[[str, Sequence[Trial]], Sequence[Row]]


@dataclass(frozen=True)
class Today:
    """A customer as they are on a day: their features and classes, the shop's return window in days, its currency and schemes."""

    as_of: dt.date
    row: Row
    window: int
    currency: str
    schemes: Mapping[str, Scheme]


# Trials -> a row per trial, in their order.
Try = Callable[[Iterable[Trial]], list[Row]]
Found = TypeVar("Found")


class _Untried(Exception):
    """The trials that a search waits for."""

    def __init__(self, trials: list[Trial]) -> None:
        self.trials = trials


class Tried:
    """The trials of one customer, each evaluated once however many schemes ask for it."""

    def __init__(self, customer_id: str, evaluate: Evaluate) -> None:
        self.customer_id = customer_id
        self._evaluate = evaluate
        self._rows: dict[Trial, Row] = {}

    def __call__(self, trials: Iterable[Trial]) -> list[Row]:
        """A row per trial, in their order."""
        asked = list(trials)
        new = self._new(asked)
        if new:
            self._rows |= zip(new, self._evaluate(self.customer_id, new), strict=True)
        return [self._rows[trial] for trial in asked]

    def together(self, searches: Sequence[Callable[[Try], Found]]) -> list[Found]:
        """What several searches find, in their order; all that they have to try next is tried in one call.

        A search is begun anew when what it waited for is known, so it must ask the same again.
        """
        found: dict[int, Found] = {}
        while len(found) < len(searches):
            waiting: list[Trial] = []
            for place in (place for place in range(len(searches)) if place not in found):
                try:
                    found[place] = searches[place](self._known)
                except _Untried as more:
                    waiting += more.trials
            self(waiting)
        return [found[place] for place in range(len(searches))]

    def without_trying(self, search: Callable[[Try], Found]) -> tuple[Found] | None:
        """What a search finds in what was tried before, alone in a tuple; null where it has to try more."""
        try:
            return (search(self._known),)
        except _Untried:
            return None

    def _known(self, trials: Iterable[Trial]) -> list[Row]:
        asked = list(trials)
        new = self._new(asked)
        if new:
            raise _Untried(new)
        return [self._rows[trial] for trial in asked]

    def _new(self, asked: Iterable[Trial]) -> list[Trial]:
        return list(dict.fromkeys(trial for trial in asked if trial not in self._rows))
