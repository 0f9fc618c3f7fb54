"""How many climbed and how many began to leave, week by week."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import ibis.expr.types as ir

from regulars.insight.leaving import SLIPPING
from regulars.insight.moves import directions, moves, on
from regulars.insight.spoken import figure
from regulars.scheme import Scheme
from regulars.words import Words

WEEKS = 12
COLUMNS = {"until": "date", "up": "int64", "down": "int64"}


def week_days(told: Sequence[dt.date], most: int = WEEKS) -> list[dt.date]:
    """The told days that lie whole weeks before the last, back to the first week without one; one more than weeks."""
    days, found = set(told), [told[-1]] if told else []
    while len(found) <= most and found and found[0] - dt.timedelta(days=7) in days:
        found.insert(0, found[0] - dt.timedelta(days=7))
    return found


def weekly(ladder: Scheme, climbs: ir.Table, lives: ir.Table, days: Sequence[dt.date]) -> list[dict[str, object]]:
    """One row per week by its last day (`COLUMNS`): `up` climbed a rung or more, `down` entered Slipping.

    `climbs`, `lives`: the stays of the ladder and of the lifecycle; `days`: as `week_days` gives them.
    """
    ways = directions(ladder)
    up, down = [0] * len(days), [0] * len(days)
    for move in moves(climbs, days):
        up[move.at] += move.people if ways.get((move.source or "", move.target or "")) == "up" else 0
    for move in moves(lives, days):
        down[move.at] += move.people if move.target == SLIPPING and move.source is not None else 0
    return [{"until": day, "up": up[at], "down": down[at]} for at, day in enumerate(days) if at]


def sentence(rows: Sequence[dict[str, object]]) -> Words:
    """What the last week was beside the others."""
    if not rows:
        return Words("Chưa đủ tuần có xếp nhóm để so.", "Too few weeks have been told to compare.")
    told = {"n": len(rows), "up": figure(rows[-1]["up"]), "down": figure(rows[-1]["down"]), "day": on(rows[-1]["until"])}  # type: ignore[arg-type]
    return Words(
        "Trong {n} tuần: tuần đến {day} có {up} khách leo bậc, {down} khách bắt đầu rời.",
        "In {n} weeks: the week to {day} had {up} who climbed and {down} who began to leave.",
    ).filled(**told)
