"""Needs: how a basket is divided among categories, and which of the fitted clusters it is like.

Shares are whole twentieths and centres whole hundredths of one, so that distances are integers and equal on every engine.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

import ibis
import ibis.expr.types as ir

from regulars.features.standing import Scale, percentile

PARTS = 20
SCALE = 100
LEAST_LINES = 3
ROOM, IN_ONE = 1 << 20, 3  # a sum of twentieths times shares stays below it; so many fit in 64 bits


class Cluster(Protocol):
    """A fitted cluster: its id, and the share of each category at its centre, in hundredths of a twentieth."""

    @property
    def id(self) -> str: ...

    @property
    def centre(self) -> Mapping[str, int]: ...


def baskets(categories: ir.Table, answers: ir.Table | None = None) -> ir.Table:
    """One row per customer and category from `customer_categories`: twentieths of spend; `judged` for customers with three lines or more.

    A need stated in `answers` (stated_need) counts as half as much again as all they spent: a third of the whole.
    """
    known = categories.filter(categories.category.notnull(), categories.spend > 0)
    known = known.select("customer_id", "category", spend=known.spend.cast("float64"), lines=known.lines)
    if answers is not None:
        known = _with_stated(known, answers)
    sums = known.group_by(of="customer_id").aggregate(total=known.spend.sum(), bought=known.lines.sum())
    shared = known.join(sums, known.customer_id == sums.of)
    part = (shared.spend * PARTS / shared.total).round().cast("int64")
    parts = shared.select("customer_id", "category", part=part, judged=shared.bought >= LEAST_LINES)
    return parts.filter(parts.part > 0)


def _with_stated(known: ir.Table, answers: ir.Table) -> ir.Table:
    sums = known.group_by("customer_id").aggregate(spend=known.spend.sum() / 2)
    stated = answers.filter(answers.stated_need.notnull()).select("customer_id", category=answers.stated_need)
    stated = stated.join(sums, "customer_id").select("customer_id", "category", "spend", lines=ibis.literal(0, "int64"))
    every = known.union(stated)
    return every.group_by("customer_id", "category").aggregate(spend=every.spend.sum(), lines=every.lines.sum())


def nearest(parts: ir.Table, clusters: Sequence[Cluster], distances: Scale) -> ir.Table:
    """One row per customer with a basket, from `baskets`: needs_cluster, the nearest, and needs_distance_pct by the stored distances."""
    packs = [clusters[place : place + IN_ONE] for place in range(0, len(clusters), IN_ONE)]
    sums = parts.group_by("customer_id").aggregate(
        own=(parts.part * parts.part).sum(),
        **{f"pack_{place}": (parts.part * _at(parts.category, some)).sum().cast("int64") for place, some in enumerate(packs)},
    )
    away = sums.select(
        "customer_id",
        **{
            f"to_{place}": sums.own * SCALE**2
            - (sums[f"pack_{place // IN_ONE}"] // ROOM ** (place % IN_ONE) % ROOM) * (2 * SCALE)
            + sum(part * part for part in each.centre.values())
            for place, each in enumerate(clusters)
        },
    )
    least = away.mutate(distance=ibis.least(*(away[f"to_{place}"] for place in range(len(clusters)))))
    first = ibis.cases(*((least[f"to_{place}"] == least.distance, each.id) for place, each in enumerate(clusters)))
    return least.select("customer_id", needs_cluster=first, needs_distance_pct=percentile(least.distance, distances))


def _at(category: ir.StringValue, clusters: Sequence[Cluster]) -> ir.IntegerValue:
    """The share of a category at several centres, packed into one number: one sum instead of many."""
    names = dict.fromkeys(name for each in clusters for name in each.centre)
    packed = {name: sum(each.centre.get(name, 0) * ROOM**place for place, each in enumerate(clusters)) for name in names}
    return category.cases(*packed.items(), else_=0).cast("int64")
