"""How far the numbers of a day can be trusted: each put to the test once, and kept until facts or rules change."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import ibis.expr.types as ir

from regulars import profile as profiles
from regulars.models.backtest import Backtest
from regulars.models.calibration import Calibration
from regulars.models.rhythm import Rhythm
from regulars.refreshing.given import CHANCES, Given, Progress, Seen, chance_rows
from regulars.refreshing.hindsight import backtest
from regulars.store.duckdb import Store


class Trust:
    """What was found of the days asked about."""

    def __init__(self) -> None:
        self._calibrations: dict[dt.date, Calibration | None] = {}
        self._backtests: dict[dt.date, Backtest] = {}

    def calibration(self, given: Given[Store], seen: Seen) -> Calibration | None:
        """`return_chance` with the last window hidden; null where the history is too short for it."""
        start, window = seen.bars.history_start, seen.bars.window
        if start is None or (seen.as_of - start).days < window:
            return None

        def hidden(fitted: Rhythm) -> ir.Table:
            return given.store.keep("hidden_chances", CHANCES, chance_rows(fitted, 0))

        if seen.as_of not in self._calibrations:
            self._calibrations[seen.as_of] = profiles.calibrate(seen.days, seen.as_of, window, hidden)
        return self._calibrations[seen.as_of]

    def backtest(self, given: Given[Store], seen: Seen, state: Callable[[], str], say: Progress) -> Backtest:
        """The outlook with windows hidden; `state` gives a fingerprint of all that published numbers depend on."""
        if seen.as_of not in self._backtests:
            self._backtests[seen.as_of] = backtest(given, seen, state, say)
        return self._backtests[seen.as_of]
