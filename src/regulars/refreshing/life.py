"""One customer's life in classes: the stays that the change log tells, those of the days before it, and what lies ahead.

The days before the shop was first computed are told from the customer's own facts by today's bars, rules and chances, day by day.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from regulars.insight.ahead import Ahead
from regulars.insight.stays import Stay, stays
from regulars.insight.trials import Row, Today, Trial, Tried
from regulars.models.bars import Bars
from regulars.refreshing.confidence import Redraws, of_customer
from regulars.refreshing.given import Given, Seen
from regulars.refreshing.histories import told
from regulars.refreshing.publishing import as_published, stored_bars
from regulars.refreshing.trying import Trials
from regulars.store.duckdb import Store
from regulars.store.people import no_customer

BACK = 400  # days before the first told one


@dataclass(frozen=True, eq=False)
class Life:
    """What `because` tells of one customer besides the class of today. `row`: every feature and class as of the day."""

    given: Given
    seen: Seen
    customer_id: str
    row: Row
    trials: Trials
    redraws: Redraws
    currency: str

    @cached_property
    def sure(self) -> dict[str, float]:
        """How sure each class is, by scheme (`confidence.of_customer`)."""
        return of_customer(self.redraws, self.customer_id, self.row)

    @cached_property
    def ahead(self) -> Ahead:
        """What would bring them up, and when they slip."""
        schemes = {scheme.id: scheme for scheme in self.seen.schemes}
        today = Today(self.seen.as_of, self.row, self.seen.bars.window, self.currency, schemes)
        return Ahead(self.customer_id, today, lambda _, trials: self._tried(trials))

    @cached_property
    def _tried(self) -> Tried:
        return Tried(self.customer_id, self.trials)

    def stays(self, scheme: str) -> list[Stay]:
        """Every stay in a class of a scheme by the day, the earliest first; told by the day, where the log does not reach so far back."""
        history = told(self.given.store, self.seen.as_of)
        own = history.spells.filter(history.spells.customer_id == self.customer_id, history.spells.scheme == scheme)
        rows = own.order_by("valid_from").to_pyarrow().to_pylist()
        known = list(stays(rows, self._recut))
        if not known or known[0].valid_from > history.days[0]:
            return known
        return _joined(list(self._before(scheme, history.days[0])), known)

    def _before(self, scheme: str, first: dt.date) -> Iterator[Stay]:
        """The stays of the days up to the first told one."""
        silent = self.row.get("days_since_first")
        begun = self.seen.as_of - dt.timedelta(days=silent) if isinstance(silent, int) else first
        days = [first - dt.timedelta(days=back) for back in range(min(BACK, max((first - begun).days + 1, 0)), -1, -1)]
        classes = [row.get(scheme) for row in self._tried(Trial(day) for day in days)]
        turns = [place for place in range(1, len(days)) if classes[place] != classes[place - 1] and classes[place] is not None]
        idle = self._tried(Trial(days[place], known_until=days[place - 1]) for place in turns)
        ends = [*(days[place] for place in turns[1:]), None]
        for place, alone, end in zip(turns, idle, ends, strict=False):
            yield _stay(days[place], end, classes[place - 1], alone.get(scheme), str(classes[place]))

    def _recut(self, day: dt.date) -> tuple[Bars, Bars] | None:
        """The bars before and after those cut on a day; null where both are not kept."""
        store = self.given.store
        found = store.sql(
            "SELECT bars_version, lag(bars_version) OVER (ORDER BY computed_at) AS former FROM refreshes QUALIFY as_of = ? AND former <> bars_version",
            [day],
        )
        return (stored_bars(store, found[-1][1]), stored_bars(store, found[-1][0])) if found else None


def _stay(begun: dt.date, ended: dt.date | None, before: object, alone: object, now: str) -> Stay:
    """A stay that begins on a day: what time alone made of the class before, then what they did."""
    if before is None:
        return Stay(now, begun, ended, "behaviour", (("behaviour", now),))
    steps = [("time", str(alone))] if alone != before else []
    steps += [("behaviour", now)] if now != alone else []
    return Stay(now, begun, ended, steps[-1][0], tuple(steps))


def _joined(earlier: list[Stay], known: list[Stay]) -> list[Stay]:
    """The stays before the first told day and those told: one that goes on is one stay, with its own beginning."""
    first = known[0]
    if not earlier:
        return known
    if earlier[-1].class_id != first.class_id:
        closed = Stay(earlier[-1].class_id, earlier[-1].valid_from, first.valid_from, earlier[-1].cause, earlier[-1].steps)
        return [*earlier[:-1], closed, *known]
    last = earlier[-1]
    return [*earlier[:-1], Stay(last.class_id, last.valid_from, first.valid_to, last.cause, last.steps), *known[1:]]


class Lives:
    """The life of the customer asked about last, for whom many schemes may be asked; and what tries customers of a day, written once."""

    def __init__(self) -> None:
        self._last: Life | None = None
        self._trials: Trials | None = None
        self._redraws: Redraws

    def of(self, given: Given, seen: Seen, customer_id: str, currency: str) -> Life:
        """The life of a customer as of a day; `NotFound` with the ids most like it."""
        if self._last is None or self._last.seen is not seen or self._last.customer_id != customer_id:
            row = _row(given.store, seen, customer_id)
            if self._trials is None or self._trials.seen is not seen:
                stood = as_published(given) if seen.changed_since else given
                self._trials, self._redraws = Trials(stood, seen), Redraws(stood, seen)
            self._last = Life(given, seen, customer_id, row, self._trials, self._redraws, currency)
        return self._last


def _row(store: Store, seen: Seen, customer_id: str) -> Row:
    rows = seen.profile.filter(seen.profile.customer_id == customer_id).to_pyarrow().to_pylist()
    if not rows:
        raise no_customer(store, customer_id, seen.as_of)
    return rows[0] | seen.classes.filter(seen.classes.customer_id == customer_id).to_pyarrow().to_pylist()[0]
