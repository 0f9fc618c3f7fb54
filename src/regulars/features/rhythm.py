"""Rhythm: how often they buy, how late they are, and what became of others of that rhythm who were silent as long."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import ibis
import ibis.expr.types as ir

from regulars.arithmetic import days_from, real, stepped

GAPS = 10
SHRINK = 2


def with_gaps(days: ir.Table, gaps: int = GAPS) -> ir.Table:
    """`customer_days` with, on each day of purchase: its number, the next one, the gap to it, and the span of the last gaps before it."""
    own = ibis.window(group_by=[days.customer_id, days.bought], order_by=days.day)
    whole = ibis.window(group_by=[days.customer_id, days.bought])
    first = days.day.min().over(whole)
    seen = days.mutate(
        nth=ibis.row_number().over(own) + 1,
        first_of=first,
        next_day=days.day.lead().over(own),
        back_day=days.day.lag(gaps).over(own),
    )
    return seen.mutate(
        gap=days_from(seen.day, seen.next_day),
        span=days_from(seen.back_day.fill_null(seen.first_of), seen.day),
        gaps=ibis.least(seen.nth - 1, gaps),
    ).drop("back_day")


def usual_gap(span: ir.NumericValue, gaps: ir.NumericValue, base_gap: float, shrink: float = SHRINK) -> ir.FloatingValue:
    """Days between purchases: the sum of the last gaps, drawn to the shop's base gap by the weight of `shrink` gaps."""
    return (span + real(shrink * base_gap)) / (gaps + shrink)


def silences(days: ir.Table, origin: dt.date) -> ir.Table:
    """Every silence that had begun by `origin`, as known then: its number, the rhythm before it, its length in days and whether it ended.

    A silence still open at `origin` has `ended` false and lasts until then; `age` is how long ago it began, ended or not;
    `next_day` is kept for looking back.
    """
    seen = days.filter(days.bought, days.day <= origin)
    ended = (seen.next_day <= origin).fill_null(False)
    age = days_from(seen.day, ibis.literal(origin))
    return seen.select(
        "customer_id",
        "day",
        "nth",
        "span",
        "gaps",
        "next_day",
        "first_of",
        ended=ended,
        age=age,
        length=ibis.ifelse(ended, seen.gap, age),
    )


def rhythm_group(nth: ir.IntegerValue, gap_days: ir.NumericValue, cuts: Sequence[float]) -> ir.IntegerValue:
    """0 for the first silence, else 1 + the number of cut points below the rhythm known before it."""
    return ibis.ifelse(nth <= 1, 0, stepped(gap_days, cuts, range(1, len(cuts) + 2)))


def rhythm_sums(days: ir.Table) -> dict[str, ir.Value]:
    """Aggregates over days with gaps: the span and number of the last gaps, and the sum of squares of all of them."""
    last = days.bought & days.next_day.isnull()
    return {
        "span": days.span.max(where=last),
        "gaps": days.gaps.max(where=last),
        "gap_squares": (days.gap * days.gap).sum(where=days.bought),
    }


def regularity(profile: ir.Table) -> ir.FloatingValue:
    """1 / (1 + coefficient of variation of the gaps, by the sample deviation); null below 4 gaps."""
    gaps = profile.purchases - 1
    total = days_from(profile.first_day, profile.last_day).cast("float64")
    variance = (profile.gap_squares - total * total / gaps.nullif(0)).clip(lower=0.0) / (gaps - 1).nullif(0)
    return ibis.ifelse(gaps >= 4, 1 / (1 + variance.sqrt() / (total / gaps.nullif(0))), None)


def chance(table: ir.Table, chances: ir.Table, horizons: Sequence[int | None], window: int) -> ir.Table:
    """`table` (rhythm_group, silent_days) with `return_chance` and `chance_left`, looked up in the stored `chances`.

    `chances` has one row per group and day of silence up to the group's horizon; beyond it the value at the horizon is
    halved for each further window. Null where the group has none.
    """
    last = ibis.literal(None, "int64")
    for group, horizon in enumerate(horizons):
        if horizon is not None:
            last = ibis.ifelse(table.rhythm_group == group, horizon, last)
    placed = table.mutate(horizon=last)
    placed = placed.mutate(looked_up=ibis.ifelse(placed.silent_days > placed.horizon, placed.horizon, placed.silent_days))
    stored = chances.select(
        chance_group=chances.rhythm_group, chance_day=chances.silent_days, chance_here=chances.chance, chance_at_first=chances.at_first
    )
    found = placed.left_join(stored, (placed.rhythm_group == stored.chance_group) & (placed.looked_up == stored.chance_day))
    beyond = (found.silent_days - found.horizon).clip(lower=0) / window
    value = found.chance_here * (real(0.5) ** beyond)
    left = (value / found.chance_at_first.nullif(0.0)).clip(upper=1.0)
    whole = found.mutate(return_chance=value, chance_left=left)
    return whole.drop("horizon", "looked_up", "chance_group", "chance_day", "chance_here", "chance_at_first")


def sliding(profile: ir.Table, window: int) -> dict[str, ir.Value]:
    """`lateness` and `windows_silent`, ratios; null for those who never bought."""
    return {
        "lateness": profile.days_since_last / profile.gap_days,
        "windows_silent": profile.days_since_last / window,
    }
