"""Stored cut points of one value among a shop's buyers.

`q_i` is the smallest value `v` with `parts · #{≤ v} ≥ i · N`, in integers: equal values always fall together, ids never
matter, and the same bars come out on every engine. Found by cumulative sums over distinct values, never by ranking people.
"""

from __future__ import annotations

from dataclasses import dataclass

import ibis
import ibis.expr.types as ir

PARTS = 100
BUCKETS = 4096  # on either side of zero


@dataclass(frozen=True)
class Scale:
    """Distinct cut points, ascending. Above `k` of them stand `ranks[k]` parts of the people strictly behind.

    `above[k]` is the share (0–1) of the summed weight, usually revenue, held by people beyond the next cut point.
    """

    cuts: tuple[float, ...]
    ranks: tuple[int, ...]
    above: tuple[float, ...]

    def value_at(self, rank: int) -> float | None:
        """The discrete quantile: the smallest value that so many parts of the people do not exceed; null without people."""
        return next((cut for cut, reached in zip(self.cuts, self.ranks[1:], strict=True) if reached >= rank), None)

    def to_data(self) -> dict[str, list[float]]:
        return {"cuts": list(self.cuts), "ranks": list(self.ranks), "above": list(self.above)}

    @classmethod
    def from_data(cls, data: dict[str, list[float]]) -> Scale:
        return cls(tuple(data["cuts"]), tuple(int(rank) for rank in data["ranks"]), tuple(data["above"]))


def cut_points(people: ir.Table, value: str, parts: int = PARTS) -> ir.Table:
    """The bars of a value over `people`: value, rank (of `parts`), share of the value's own sum beyond it; at most `parts` rows.

    Values are summed up bucket by bucket, and only in the buckets that hold a bar: no engine must bring all of them to one place.
    """
    known = people.filter(people[value].notnull()).select(value=people[value])
    counts = _bucketed(known.group_by("value").aggregate(n=known.count(), weight=known.value.cast("float64").sum()))
    near = counts.join(_with_bars(counts, parts), "bucket")
    rising = ibis.window(group_by=near.bucket, order_by=near.value, preceding=None, following=0)
    summed = near.mutate(up_to=near.before + near.n.sum().over(rising), weight_up_to=near.weight_before + near.weight.sum().over(rising))
    ranked = summed.mutate(rank=(summed.up_to * parts) // summed.all, last=((summed.up_to - summed.n) * parts) // summed.all)
    beyond = 1 - ranked.weight_up_to / ranked.weight_all.nullif(0)
    return ranked.filter(ranked.rank > ranked["last"]).select("value", "rank", beyond=beyond.fill_null(0.0)).order_by("value")


def _bucketed(counts: ir.Table) -> ir.Table:
    """Distinct values with a `bucket` that never falls where the value rises: steps of the eighth root of the distance to zero, or to the value next to it.

    So the many small values and the few large ones are both parted. A quotient and a square root are rounded the same on every engine, and keep an order.
    """
    ends = counts.aggregate(least=counts.value.cast("float64").min(), greatest=counts.value.cast("float64").max())
    ends = ends.mutate(origin=ends.least.clip(lower=0.0) + ends.greatest.clip(upper=0.0))
    ends = ends.select("origin", reach=ibis.greatest(ends.greatest - ends.origin, ends.origin - ends.least))
    met = counts.cross_join(ends)
    away = met.value.cast("float64") - met.origin
    step = ((away.abs() / met.reach.nullif(0)).sqrt().sqrt().sqrt() * BUCKETS).floor().cast("int64").fill_null(0)
    return met.mutate(bucket=ibis.ifelse(away < 0, -step, step)).drop("origin", "reach")


def _with_bars(counts: ir.Table, parts: int) -> ir.Table:
    """The buckets in which a bar lies: bucket, what all before it hold (before, weight_before) and what all hold (all, weight_all)."""
    sums = counts.group_by("bucket").aggregate(held=counts.n.sum(), weight_held=counts.weight.sum())
    rising, everyone = ibis.window(order_by=sums.bucket, preceding=None, following=0), ibis.window()
    summed = sums.select(
        "bucket",
        "held",
        before=sums.held.sum().over(rising) - sums.held,
        weight_before=sums.weight_held.sum().over(rising) - sums.weight_held,
        all=sums.held.sum().over(everyone),
        weight_all=sums.weight_held.sum().over(everyone),
    )
    ranks = (summed.before + summed.held) * parts // summed.all, summed.before * parts // summed.all
    return summed.filter(ranks[0] > ranks[1]).drop("held")


def fit(people: ir.Table, value: str, parts: int = PARTS) -> Scale:
    """Cut points of one column over the people of a table; a scale without cuts where there is nobody."""
    rows = cut_points(people, value, parts).to_pyarrow().to_pylist()
    beyond = [min(1.0, max(0.0, row["beyond"])) for row in rows]
    return Scale(
        cuts=tuple(row["value"] for row in rows),
        ranks=(0, *(int(row["rank"]) for row in rows)),
        above=(*beyond, 0.0) if rows else (0.0,),
    )
