"""Times and codes as texts, many at once."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from regulars.demo.almanac import Almanac
from regulars.demo.people import day_texts

DAY = 86_400
WAKES, SLEEPS = 7 * 3600, 22 * 3600


class Clock:
    """`20/11/2026 09:30:00` for seconds since the shop's first day."""

    def __init__(self, almanac: Almanac) -> None:
        self.days = pa.array(day_texts(almanac.start, almanac.days).tolist())

    def at(self, second: np.ndarray) -> pa.Array:
        """The texts of these moments; empty for those below 0."""
        there = second >= 0
        known = np.where(there, second, 0)
        parts = [known % DAY // unit % wrap for unit, wrap in ((3600, 24), (60, 60), (1, 60))]
        clock = pc.binary_join_element_wise(*(texts("", part, 2) for part in parts), ":")
        whole = pc.binary_join_element_wise(self.days.take(pa.array(known // DAY)), clock, " ")
        return pc.if_else(pa.array(there), whole, "")


def waking(second: np.ndarray) -> np.ndarray:
    """The same days, the times pressed into the hours when people write and look: 7 to 22."""
    return second // DAY * DAY + WAKES + second % DAY * (SLEEPS - WAKES) // DAY


def texts(prefix: str, number: np.ndarray, width: int) -> pa.Array:
    """A prefix and every number, filled with zeros to a width."""
    return pc.binary_join_element_wise(prefix, pc.utf8_lpad(pc.cast(pa.array(number), pa.string()), width, "0"), "")
