"""Arithmetic that every engine does alike: whole days, exact fractions, steps over cut points."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import ibis
import ibis.expr.types as ir

from regulars.errors import InputError
from regulars.words import Words

EPOCH = dt.date(1970, 1, 1)


def asked_day(as_of: dt.date | str | None, last: dt.date) -> dt.date:
    """The day that is asked about: a date, a moment of it or ISO text; the last one where none is. Raises `InputError` with an example."""
    if as_of is None:
        return last
    if isinstance(as_of, dt.datetime):
        return as_of.date()
    if isinstance(as_of, dt.date):
        return as_of
    try:
        return dt.date.fromisoformat(as_of)
    except ValueError as error:
        raise InputError(
            Words("Ngày phải viết dạng năm-tháng-ngày.", "A day is written year-month-day."),
            seen=str(as_of),
            todo=Words(f"Ví dụ: {last.isoformat()}", f"For example: {last.isoformat()}"),
            code="date",
        ) from error


def days_from(earlier: ir.DateValue, later: ir.DateValue) -> ir.IntegerValue:
    """Whole days from one date to another."""
    return later.delta(earlier, unit="day")


def day_number(day: ir.DateValue) -> ir.IntegerValue:
    """Days since 1970-01-01."""
    return day.delta(ibis.literal(EPOCH), unit="day")


def shifted(day: ir.DateValue, days: ir.IntegerValue) -> ir.DateValue:
    """The date so many days later."""
    return (day.cast("timestamp") + days.as_interval("D")).date()


def since(as_of: dt.date, days: int) -> dt.date:
    """The first of the last so many days: the day itself and those before it."""
    return as_of - dt.timedelta(days=days - 1)


def share(table: ir.Table, people: int, most: int) -> ir.Table:
    """Of the rows of so many people those of about `most` of them, the same on every engine and on every run; all of them where there are no more.

    By their `customer_id`, since the first digits of its MD5 have nothing to do with what they buy or when; of shares by a first day one may be half the shop.
    """
    if people <= most:
        return table
    return table.filter(table.customer_id.hexdigest("md5").substr(0, 6) < f"{0x1000000 * most // people:06x}")


def real(value: float) -> ir.FloatingScalar:
    """A constant as a DOUBLE: a bare fraction is a decimal on some engines, and may miss a double by its last bit."""
    return ibis.literal(repr(float(value))).cast("float64")


def stepped(value: ir.NumericValue, cuts: Sequence[float], results: Sequence[float]) -> ir.Value:
    """`results[k]`, k being the number of cut points strictly below the value: a balanced tree of conditions."""
    if not cuts:
        return real(results[0]) if isinstance(results[0], float) else ibis.literal(results[0])
    middle = len(cuts) // 2
    lower = stepped(value, cuts[:middle], results[: middle + 1])
    upper = stepped(value, cuts[middle + 1 :], results[middle + 1 :])
    bar = cuts[middle]
    return ibis.ifelse(value > (real(bar) if isinstance(bar, float) else bar), upper, lower)
