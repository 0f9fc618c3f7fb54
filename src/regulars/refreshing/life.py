"""One customer's life in classes: the stays that the change log tells, those of the days before it, and what lies ahead.

The days before the shop was first computed are told from the customer's own facts by today's bars, rules and chances, day by day.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from regulars.freshness import Freshness
from regulars.history.spells import History
from regulars.insight.ahead import Ahead
from regulars.insight.because import Because, because
from regulars.insight.stays import Stay, stays
from regulars.insight.trials import Row, Today, Trial, Tried, Try
from regulars.models.bars import Bars
from regulars.refreshing.confidence import Redraws, of_customer
from regulars.refreshing.given import Given, Seen
from regulars.refreshing.histories import told
from regulars.refreshing.publishing import as_published, stored_bars
from regulars.refreshing.trying import Trials
from regulars.scheme import Scheme
from regulars.store.duckdb import Store
from regulars.store.people import no_customer

BACK = 400  # days before the first told one


@dataclass(frozen=True, eq=False)
class Life:
    """What `because` tells of one customer besides the class of today. `row`: every feature and class as of the day."""

    given: Given[Store]
    seen: Seen
    customer_id: str
    name: str | None
    row: Row
    trials: Trials
    redraws: Redraws
    currency: str

    def because(self, scheme: Scheme, freshness: Freshness) -> Because:
        """Why they are in the class of a scheme; what takes trials or draws waits until it is asked for."""
        return because(
            self.row,
            scheme,
            customer_id=self.customer_id,
            name=self.name,
            as_of=self.seen.as_of,
            currency=self.currency,
            classes={each.id: each for each in self.seen.schemes},
            bars=self.seen.bars,
            log=lambda: self.stays(scheme.id),
            ahead=self.ahead,
            draw=lambda: self.sure,
            freshness=freshness,
        )

    @cached_property
    def sure(self) -> dict[str, float]:
        """How sure each class is, by scheme (`confidence.of_customer`)."""
        return of_customer(self.redraws, self.customer_id, self.row)

    @cached_property
    def ahead(self) -> Ahead:
        """What would bring them up, and when they slip."""
        schemes = {scheme.id: scheme for scheme in self.seen.schemes}
        today = Today(self.seen.as_of, self.row, self.seen.bars.window, self.currency, schemes)
        return Ahead(self.customer_id, today, self.trials, self._tried, [self._earlier])

    @cached_property
    def _tried(self) -> Tried:
        return Tried(self.customer_id, self.trials)

    def stays(self, scheme: str) -> list[Stay]:
        """Every stay in a class of a scheme by the day, the earliest first; told by the day, where the log does not reach so far back."""
        known = self._logged.get(scheme, [])
        return _joined(self._before[scheme], known) if scheme in self._before else known

    @cached_property
    def _before(self) -> dict[str, list[Stay]]:
        return self._tried.together([self._earlier])[0]

    @cached_property
    def _logged(self) -> dict[str, list[Stay]]:
        """The stays that the log tells, by scheme."""
        spells = self._history.spells
        rows = spells.filter(spells.customer_id == self.customer_id).order_by("valid_from").to_pyarrow().to_pylist()
        found: dict[str, list[Mapping[str, object]]] = {}
        for row in rows:
            found.setdefault(str(row["scheme"]), []).append(row)
        return {scheme: list(stays(own, self._recut)) for scheme, own in found.items()}

    @cached_property
    def _history(self) -> History:
        return told(self.given.store, self.seen.as_of)

    def _earlier(self, tried: Try) -> dict[str, list[Stay]]:
        """The stays of the days up to the first told one, for every scheme whose first told stay may have begun before it."""
        first = self._history.days[0] if self._logged else None
        asked = [scheme for scheme, known in self._logged.items() if first and known[0].valid_from <= first]
        if first is None or not asked:
            return {}
        silent = self.row.get("days_since_first")
        begun = self.seen.as_of - dt.timedelta(days=silent) if isinstance(silent, int) else first
        days = [first - dt.timedelta(days=back) for back in range(min(BACK, max((first - begun).days + 1, 0)), -1, -1)]
        rows = tried(Trial(day) for day in days)
        classes = {scheme: [row.get(scheme) for row in rows] for scheme in asked}
        turns = {scheme: _turns(own) for scheme, own in classes.items()}
        places = sorted({place for own in turns.values() for place in own})
        idle = dict(zip(places, tried(Trial(days[place], known_until=days[place - 1]) for place in places), strict=True))
        return {
            scheme: list(_told(days, classes[scheme], turns[scheme], [idle[at].get(scheme) for at in turns[scheme]])) for scheme in asked
        }

    def _recut(self, day: dt.date) -> tuple[Bars, Bars] | None:
        """The bars before and after those cut on a day; null where both are not kept."""
        store = self.given.store
        found = store.sql(
            "SELECT bars_version, lag(bars_version) OVER (ORDER BY computed_at) AS former FROM refreshes QUALIFY as_of = ? AND former <> bars_version",
            [day],
        )
        return (stored_bars(store, found[-1][1]), stored_bars(store, found[-1][0])) if found else None


def _turns(classes: list[object]) -> list[int]:
    return [place for place in range(1, len(classes)) if classes[place] != classes[place - 1] and classes[place] is not None]


def _told(days: list[dt.date], classes: list[object], turns: list[int], idle: list[object]) -> Iterator[Stay]:
    """The stays that begin at the turns; `idle`: the class that time alone would have led to on each."""
    ends = [*(days[place] for place in turns[1:]), None]
    for place, alone, end in zip(turns, idle, ends, strict=False):
        yield _stay(days[place], end, classes[place - 1], alone, str(classes[place]))


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
        self._day: _Day | None = None

    def of(self, given: Given[Store], seen: Seen, customer_id: str, currency: str) -> Life:
        """The life of a customer as of a day; `NotFound` with the ids most like it."""
        if self._last is None or self._last.seen is not seen or self._last.customer_id != customer_id:
            if self._day is None or self._day.seen is not seen:
                self._day = _Day.of(given, seen)
            row, name = self._day.row(customer_id)
            self._last = Life(given, seen, customer_id, name, row, self._day.trials, self._day.redraws, currency)
        return self._last


@dataclass(frozen=True)
class _Day:
    """What reads and tries customers of one day. `text`: the statement that reads a customer."""

    seen: Seen
    trials: Trials
    redraws: Redraws
    text: str

    @classmethod
    def of(cls, given: Given[Store], seen: Seen) -> _Day:
        stood = as_published(given) if seen.changed_since else given
        text = given.store.compiled(seen.profile.join(seen.classes, "customer_id"))
        return cls(seen, Trials(stood, seen), Redraws(stood, seen), text)

    def row(self, customer_id: str) -> tuple[Row, str | None]:
        """Every feature and class of a customer, and their name; `NotFound` with the ids most like it."""
        store = self.trials.given.store
        found = store.rows(f"SELECT * FROM ({self.text}) WHERE customer_id = ?", [customer_id])  # noqa: S608  written by us
        if not found:
            raise no_customer(store, customer_id, self.seen.as_of)
        named = store.sql("SELECT name FROM customers WHERE customer_id = ? AND replaced_at IS NULL", [customer_id])
        return found[0], named[0][0] if named else None
