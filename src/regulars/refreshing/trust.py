"""How far the numbers of a day can be trusted: each put to the test once, and kept until facts or rules change."""

from __future__ import annotations

import datetime as dt

import ibis.expr.types as ir

from regulars import profile as profiles
from regulars.models.calibration import Calibration
from regulars.models.rhythm import Rhythm
from regulars.refreshing.given import CHANCES, Given, Seen, chance_rows


class Trust:
    """What was found of the days asked about."""

    def __init__(self) -> None:
        self._calibrations: dict[dt.date, Calibration | None] = {}

    def calibration(self, given: Given, seen: Seen) -> Calibration | None:
        """`return_chance` with the last window hidden; null where the history is too short for it."""
        start, window = seen.bars.history_start, seen.bars.window
        if start is None or (seen.as_of - start).days < window:
            return None

        def hidden(fitted: Rhythm) -> ir.Table:
            return given.store.keep("hidden_chances", CHANCES, chance_rows(fitted, 0))

        if seen.as_of not in self._calibrations:
            self._calibrations[seen.as_of] = profiles.calibrate(seen.days, seen.as_of, window, hidden)
        return self._calibrations[seen.as_of]
