"""Stored cut points of one value among a shop's buyers.

`q_i` is the smallest value `v` with `parts · #{≤ v} ≥ i · N`, in integers: equal values always fall together, ids never
matter, and the same bars come out on every engine. Found by one cumulative sum over distinct values, never by ranking people.
"""

from __future__ import annotations

from dataclasses import dataclass

import ibis
import ibis.expr.types as ir

PARTS = 100


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
    """The bars of a value over `people`: value, rank (of `parts`), share of the value's own sum beyond it; at most `parts` rows."""
    known = people.filter(people[value].notnull()).select(value=people[value])
    counts = known.group_by("value").aggregate(n=known.count(), weight=known.value.cast("float64").sum())
    rising = ibis.window(order_by=counts.value, preceding=None, following=0)
    everyone = ibis.window()
    summed = counts.mutate(
        up_to=counts.n.sum().over(rising),
        all=counts.n.sum().over(everyone),
        weight_up_to=counts.weight.sum().over(rising),
        weight_all=counts.weight.sum().over(everyone),
    )
    ranked = summed.mutate(rank=(summed.up_to * parts) // summed.all, before=((summed.up_to - summed.n) * parts) // summed.all)
    beyond = 1 - ranked.weight_up_to / ranked.weight_all.nullif(0)
    return ranked.filter(ranked.rank > ranked.before).select("value", "rank", beyond=beyond.fill_null(0.0)).order_by("value")


def fit(people: ir.Table, value: str, parts: int = PARTS) -> Scale:
    """Cut points of one column over the people of a table; a scale without cuts where there is nobody."""
    rows = cut_points(people, value, parts).to_pyarrow().to_pylist()
    beyond = [min(1.0, max(0.0, row["beyond"])) for row in rows]
    return Scale(
        cuts=tuple(row["value"] for row in rows),
        ranks=(0, *(int(row["rank"]) for row in rows)),
        above=(*beyond, 0.0) if rows else (0.0,),
    )
