"""Scoring: every scheme put to the test on past days, each told from what was known on it. The scoreboard is kept in the file.

From 50,001 customers on a sample of 50,000 is looked at, by a hash of their ids, the same on every day.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

import numpy as np

from regulars.insight.readiness import known_counts, needs_of, waits
from regulars.insight.scoreboard import judged_by
from regulars.models import scoreboard
from regulars.models.scoreboard import Horizon, Scoreboard, Shape
from regulars.models.scoring import LEAST, Compared, Followed, Frame, compare
from regulars.refreshing.given import Given, Progress, Seen
from regulars.refreshing.looking import Reading, readings
from regulars.refreshing.publishing import last_told
from regulars.refreshing.sampling import Panel, panel_of
from regulars.store.duckdb import Store
from regulars.words import LANGUAGES, Words, day

TABLES = {"scoreboards": {"as_of": "date", "state": "string", "computed_at": "timestamp", "data": "json"}}
SOON = 1_000_000  # lines: of a shop of no more it is told without being asked
MONTH = 30  # days between two days of which it is told who kept their class
READING = Words("Đang xếp lại khách ngày {day}", "Sorting customers as of {day}")


def scoreboard_of(given: Given[Store], seen: Seen, state: Callable[[], str], say: Progress, *, patient: bool) -> Scoreboard | None:
    """The scoreboard of a day: what is kept in the file of this `state` of facts, settings and rules, else computed and kept.

    Null where it is not kept and cannot be told: the numbers of the day are those of a refresh before others that failed, or the shop has more than a
    million lines and nobody is `patient`.
    """
    if seen.changed_since:
        return None
    found, store = kept(given.store, seen.as_of, state()), given.store
    if found is None and (patient or store.sql("SELECT count(*) FROM main.order_lines")[0][0] <= SOON):
        last = last_told(store)
        with store.scratch():
            found = score(given, seen, say, current=last is not None and last[1] == state())
        if not store.read_only:
            keep(store, found, state(), dt.datetime.now(dt.UTC))
    return found


def kept(store: Store, as_of: dt.date, state: str) -> Scoreboard | None:
    """The scoreboard in the file of a day and a state of facts, settings and rules; null where there is none."""
    text = "SELECT data FROM main.scoreboards WHERE as_of = ? AND state = ?"
    return _read(store.sql(text, [as_of, state])) if store.has("scoreboards") else None


def last_scoreboard(store: Store) -> Scoreboard | None:
    """The scoreboard computed last, whatever has changed since: good enough to put schemes in order. Null where there is none."""
    text = "SELECT data FROM main.scoreboards ORDER BY computed_at DESC LIMIT 1"
    return _read(store.sql(text)) if store.has("scoreboards") else None


def _read(found: list[tuple]) -> Scoreboard | None:
    """Null too for one that an older release wrote in another form."""
    try:
        return Scoreboard.from_data(json.loads(found[0][0])) if found else None
    except (KeyError, TypeError):
        return None


def keep(store: Store, board: Scoreboard, state: str, now: dt.datetime) -> None:
    """Keep a scoreboard in the file; those of the same day and of other states give way."""
    row = {"as_of": board.as_of, "state": state, "computed_at": now.replace(tzinfo=None), "data": json.dumps(board.to_data())}
    store.create(TABLES)
    with store.transaction():
        store.execute("DELETE FROM main.scoreboards WHERE as_of = ? OR state <> ?", [board.as_of, state])
        store.insert("scoreboards", TABLES["scoreboards"], [row])


def score(given: Given[Store], seen: Seen, say: Progress, *, current: bool) -> Scoreboard:
    """Put the schemes of a day to the test on the days before it. `current`: the documents in the file are those of the facts now."""
    panel, start = panel_of(given, seen.as_of), seen.bars.history_start
    asked = scoreboard.horizons(seen.as_of, seen.bars.window, start) if start and seen.bars.buyers >= LEAST else {}
    trial = _Trial(panel, asked, {scheme.id: judged_by(scheme.id) for scheme in seen.schemes}, _waiting(seen))
    days = sorted({each for origins in asked.values() for each in origins} | ({seen.as_of - dt.timedelta(days=MONTH)} if asked else set()))
    for place, reading in enumerate(readings(given, days, current=current, whose=panel.people) if days else ()):
        say(Words(*(READING.of(lang, day=day(reading.day, lang)) for lang in LANGUAGES)), place / len(days))
        trial.look(reading)
    horizons = trial.horizons()
    shapes = trial.shapes(seen) if horizons else {}
    return Scoreboard(seen.as_of, seen.bars.window, panel.known, len(panel.sample.parts), horizons, shapes)


def _waiting(seen: Seen) -> frozenset[str]:
    """The schemes that wait for data."""
    known = known_counts(seen.profile, (name for scheme in seen.schemes for name in scheme.needs))
    return frozenset(id for id, needs in needs_of(known, seen.schemes).items() if waits(needs))


@dataclass(frozen=True, eq=False)
class _Trial:
    """A scoreboard on its way: what was found on the days looked at so far. `compared`: by horizon and pair of days."""

    panel: Panel
    asked: Mapping[int, tuple[dt.date, ...]]
    judged_by: Mapping[str, str]
    waiting: frozenset[str]
    frames: dict[dt.date, Frame] = field(default_factory=dict)
    followed: dict[int, dict[dt.date, Followed]] = field(default_factory=dict)
    compared: dict[int, dict[tuple[dt.date, dt.date], Compared]] = field(default_factory=dict)

    def look(self, reading: Reading) -> None:
        """Take in a day; days come in ascending order. One with fewer than 100 buyers is no origin."""
        frame = self.panel.frame(reading)
        self.frames[reading.day] = frame
        for days, origins in self.asked.items():
            if reading.day in origins and len(frame.people) >= LEAST:
                told = self.followed.setdefault(days, {})
                told[reading.day] = self.panel.followed(reading, days, frame.people)
                self._compare(days, list(told), last=reading.day == origins[-1])
        self._slim(reading.day)

    def _compare(self, days: int, told: Sequence[dt.date], *, last: bool) -> None:
        """Lay the origin before to this one; the only one there is to itself."""
        if len(told) > 1 or last:
            pair = (told[-2] if len(told) > 1 else told[-1], told[-1])
            before, after = ((self.frames[each], self.followed[days][each]) for each in pair)
            self.compared.setdefault(days, {})[pair] = compare(before, after, self.panel.sample, self.judged_by, self.waiting)

    def _slim(self, today: dt.date) -> None:
        """Forget what the profiles knew on days that no later one is laid to."""
        later = {before for origins in self.asked.values() for before, after in pairwise(origins) if after > today}
        for each in self.frames.keys() - later:
            self.frames[each] = replace(self.frames[each], numbers=np.zeros((0, 0)), texts=np.zeros((0, 0), int))

    def horizons(self) -> tuple[Horizon, ...]:
        """What was found, by horizon; those of which nothing could be told left out."""
        return tuple(found for days in self.asked if (found := self._horizon(days)) is not None)

    def _horizon(self, days: int) -> Horizon | None:
        pairs = {pair: found for pair, found in self.compared.get(days, {}).items() if found.outcomes}
        if not pairs:
            return None
        origins = tuple(sorted({each for pair in pairs for each in pair}))
        found = scoreboard.verdicts(list(pairs.values()), self.judged_by, self.waiting, self.panel.names())
        return Horizon(days, origins, len(self.frames[origins[-1]].people), found)

    def shapes(self, seen: Seen) -> dict[str, Shape]:
        """The shape of every scheme on the day itself, and between days a month apart that were looked at."""
        now = self.panel.classes(seen)
        every = {**self.frames, seen.as_of: now}
        months = [(frame, after) for each, frame in every.items() if (after := every.get(each + dt.timedelta(days=MONTH))) is not None]
        names = self.panel.names()
        return {id: scoreboard.shape(now, months, id, names[id]) for id in self.judged_by}
