"""The numbers of a shop's days: which are in force, computed where they are missing or old, and kept for this process."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field, replace

from regulars.refreshing.given import Given, Progress, Seen
from regulars.refreshing.looking import look_back
from regulars.refreshing.publishing import Published, last_published, last_told, published, refresh
from regulars.scheme import Scheme
from regulars.store import refresh_history
from regulars.store.engine import Engine
from regulars.store.failing import FAILING, if_readable
from regulars.words import Words

Ask = Callable[[], Given[Engine]]
DONE = Words("Xong", "Done")


@dataclass
class Days:
    """What is said of each day. `given`: the shop; `engine`: what a refresh is computed by; `state`: a fingerprint of what its numbers depend on;
    `schemes`: those in force, `last_day`: the last with data; `forget`: what else was computed from numbers that are no more."""

    given: Ask
    engine: Callable[[], AbstractContextManager[Engine]]
    state: Callable[[], str]
    schemes: Callable[[], Sequence[Scheme]]
    last_day: Callable[[], dt.date]
    forget: Callable[[], None]
    _seen: dict[dt.date, Seen] = field(default_factory=dict)
    _stood_in: tuple[str, Seen] | None = None

    def clear(self) -> None:
        """What was computed for this process: facts, settings or schemes have changed."""
        self._seen.clear()

    def keep(self, done: Published) -> Published:
        """This was just published: the numbers of its day are those that the shop's file shows, whatever engine computed them."""
        self._seen[done.seen.as_of] = replace(published(self.given()), schemes=done.seen.schemes)
        return replace(done, seen=self._seen[done.seen.as_of])

    @contextmanager
    def computing(self, *, keep: bool = True) -> Iterator[Given[Engine]]:
        """The shop with what computes its numbers, inside a transaction; not to be kept where it was only tried."""
        with self.engine() as engine, engine.scratch(), engine.transaction(keep=keep):
            yield replace(self.given(), store=engine)

    def seen(self, day: dt.date, recorded: dt.datetime | None = None) -> Seen:
        """The numbers of a day: as published, computed now, or those of the last good refresh where newer ones fail; `recorded`: as known then."""
        if recorded is not None:
            return look_back(self.given(), day, moment(), current=False, recorded=recorded)
        try:
            return self.current(day)
        except FAILING as error:
            return self._last_good(day, error)

    def current(self, day: dt.date) -> Seen:
        """The numbers of a day by the facts, settings and rules of now."""
        self.schemes()  # forgets what was said by rules that have changed since
        if day in self._seen:
            return self._seen[day]
        given, state = self.given(), self.state()
        last = last_told(given.store)
        if last == (day, state):
            failed, self._stood_in = refresh_history.last_failure(given.store, state), None
            self._seen[day] = replace(published(given), schemes=tuple(self.schemes()), failed=failed)
        elif day == self.last_day() and (last is None or last[0] <= day) and not given.store.read_only:
            self.refresh(day, _silent)
        else:
            self._seen[day] = look_back(given, day, moment(), current=last is not None and last[1] == state)
        return self._seen[day]

    def refresh(self, day: dt.date, say: Progress, recut: bool | None = None) -> Published:
        """Bring what is published to a day; where it fails, the failure is noted and the last good numbers stay."""
        try:
            return self._refreshed(day, say, recut)
        except FAILING as error:
            failed = refresh_history.note_failure(self.given().store, day, if_readable(self.state), error, moment())
            self._seen = {at: replace(seen, failed=failed) if seen.bars.version else seen for at, seen in self._seen.items()}
            raise

    def _refreshed(self, day: dt.date, say: Progress, recut: bool | None) -> Published:
        given, state = self.given(), self.state
        store, last = given.store, last_told(given.store)
        if last and (day < last[0] or (recut is not True and last == (day, state()))):
            if last[0] == day:
                refresh_history.forget_failures(store)
                self._seen.pop(day, None)
            return Published(self.current(day), "nothing", 0, {}, recut=False)
        with self.computing() as at_work:
            done = refresh(at_work, day, moment(), state, say, recut=recut)
        self.forget()
        done, self._stood_in = self.keep(done), None
        say(DONE, 1.0)
        return done

    def _last_good(self, day: dt.date, error: Exception) -> Seen:
        """What the last refresh left, while newer numbers cannot be computed; raises the error where it left nothing for this question."""
        given = self.given()
        last = last_published(given)
        if last is None or day not in (last.as_of, self.last_day()):
            raise error
        if self._stood_in is None or self._stood_in[0] != str(error):
            failed = refresh_history.note_failure(given.store, day, if_readable(self.state), error, moment())
            self._stood_in = str(error), replace(published(given), failed=failed, changed_since=True)
        self._seen[day] = self._seen[last.as_of] = self._stood_in[1]
        return self._stood_in[1]


def moment() -> dt.datetime:
    """Now."""
    return dt.datetime.now(dt.UTC)


def _silent(_: Words, __: float | None) -> None:
    return None
