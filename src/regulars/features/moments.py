"""Moments: the shop's days as spans of UTC time, for facts that carry an hour."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import ibis
import ibis.expr.types as ir


@dataclass(frozen=True)
class Until:
    """Everything up to the end of a day of the shop, `offset` ahead of UTC on that day."""

    as_of: dt.date
    offset: dt.timedelta = dt.timedelta(hours=7)

    @property
    def end(self) -> dt.datetime:
        """The first moment (UTC) that is past the day."""
        return dt.datetime.combine(self.as_of, dt.time()) + dt.timedelta(days=1) - self.offset

    def happened(self, moment: ir.TimestampValue) -> ir.BooleanValue:
        """By the end of the day; never for what has no date."""
        return (moment < ibis.literal(self.end)).fill_null(False)

    def within(self, moment: ir.TimestampValue, days: int) -> ir.BooleanValue:
        """On the day or one of the `days − 1` before it; never for what has no date."""
        begin = ibis.literal(self.end - dt.timedelta(days=days))
        return ((moment >= begin) & (moment < ibis.literal(self.end))).fill_null(False)

    def day(self, moment: ir.TimestampValue) -> ir.DateValue:
        """The shop's day of a moment."""
        return (moment + ibis.interval(seconds=int(self.offset.total_seconds()))).date()

    def begin(self, day: ir.DateValue) -> ir.TimestampValue:
        """The moment (UTC) at which a day of the shop begins."""
        return day.cast("timestamp") - ibis.interval(seconds=int(self.offset.total_seconds()))
