"""Who carries the business: how unevenly is spend shared among those who bought in the last 365 days?"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import ibis
from ibis.expr.types import Table

from regulars.insight.revenue import Year
from regulars.insight.spoken import FEWEST, TOO_FEW, figure, ratio, share
from regulars.words import NBSP, Words

STEPS = 100
COLUMNS = {"buyers_percent": "int64", "revenue_share": "float64"}


@dataclass(frozen=True)
class Concentration:
    """Spend of 365 days among `buyers` with a purchase in them. `curve[i]` is the share of spend of the top i % (0 to 100), equal
    spenders sharing alike; `gini` 0 is even and 1 is one buyer with all. Curve and ratios are null below 20 buyers or without spend."""

    buyers: int
    spend: int
    gini: float | None = None
    curve: tuple[float, ...] | None = None

    def top(self, percent: int) -> float | None:
        """Share of spend of the top `percent` of buyers; null where there is no curve."""
        return self.curve[percent] if self.curve else None

    @property
    def top_tenth_over_mean(self) -> float | None:
        """Mean spend of the top tenth over the mean of all; also how many average buyers replace one of them."""
        return ratio(self.top(10), 0.1)


@dataclass(frozen=True)
class Thumb:
    """A rule of thumb beside the shop's own figure: what it is about, the shop's `value`, the `usual` one often quoted (null: not known, none).

    `kind`: `whole_share` (of 1), `times`, `number`, or `people` (so many of them make up for one).
    """

    about: Words
    value: float | None
    usual: float | None
    kind: str

    @property
    def own(self) -> Words:
        """The shop's figure in words."""
        return _SAID[self.kind](self.value)

    @property
    def quoted(self) -> Words | None:
        """The figure often quoted in words; null where there is none."""
        return None if self.usual is None else _SAID[self.kind](self.usual)


def concentration(profile: Table) -> Concentration:
    """Read the curve and the Gini coefficient from the profile (`purchases_365d`, `spend_365d`), grouped by equal spend. Spend below 0
    (returns of older purchases) counts as 0."""
    steps = _steps(profile)
    whole = steps.agg(buyers=steps.n.sum(), spend=(steps.n * steps.spend).sum().cast("float64")).to_pyarrow().to_pylist()[0]
    buyers, spend = int(whole["buyers"] or 0), whole["spend"] or 0.0
    if buyers < FEWEST or not spend:
        return Concentration(buyers, int(spend))
    ranked = _ranked(steps, buyers, spend)
    area = ranked.agg(area=((ranked.people - ranked.people_before) * (ranked.share + ranked.share_before) / 2).sum()).execute()
    return Concentration(buyers, int(spend), 2 * float(area["area"].iloc[0]) - 1, _curve(ranked))


def thumbs(found: Concentration, year: Year) -> list[Thumb]:
    """The well-known rules of thumb beside the shop's own figures."""
    times = found.top_tenth_over_mean
    repeat = year.repeat_share if year.buyers >= FEWEST else None
    return [
        Thumb(Words(f"20{NBSP}% khách đầu giữ doanh thu", "Revenue from the top 20%"), found.top(20), 0.8, "whole_share"),
        Thumb(Words(f"10{NBSP}% khách đầu giữ doanh thu", "Revenue from the top 10%"), found.top(10), None, "whole_share"),
        Thumb(Words(f"10{NBSP}% khách đầu so với trung bình", "Top 10% against the average"), times, 3.0, "times"),
        Thumb(Words("Doanh thu sau lần mua đầu", "Revenue after the first purchase"), repeat, 0.65, "whole_share"),
        Thumb(Words("Hệ số Gini (0 đều, 1 lệch)", "Gini (0 even, 1 uneven)"), found.gini, None, "number"),
        Thumb(Words(f"Mất 1 khách trong 10{NBSP}% đầu", "Losing one of the top 10%"), times, None, "people"),
    ]


def _times(value: float | None, unit: Words) -> Words:
    said = figure(value, 0 if value is None or value == round(value) else 1)
    return said if value is None else Words(said.vi + unit.vi, said.en + unit.en)


_SAID: Mapping[str, Callable[[float | None], Words]] = {
    "whole_share": share,
    "times": lambda value: _times(value, Words(f"{NBSP}lần", "×")),
    "number": lambda value: figure(value, 2),
    "people": lambda value: _times(value, Words(f"{NBSP}khách", " customers")),
}


def sentence(found: Concentration) -> Words:
    """What the curve says, in one sentence."""
    if found.curve is None:
        return TOO_FEW
    return Words("20 % người mua mang về {share} doanh thu", "The top 20% of buyers bring {share} of revenue").filled(
        share=share(found.top(20))
    )


def table(found: Concentration) -> list[dict[str, object]]:
    """One row per whole percent of buyers, those who spent most first (`COLUMNS`): their share of revenue; none without a curve."""
    return [{"buyers_percent": percent, "revenue_share": part} for percent, part in enumerate(found.curve or ())]


def _steps(profile: Table) -> Table:
    """One row per distinct spend of active buyers: `spend`, `n` people."""
    active = profile.filter(profile.purchases_365d > 0)
    spend = ibis.greatest(active.spend_365d, 0)
    return active.group_by(spend=spend).agg(n=active.count())


def _ranked(steps: Table, buyers: int, spend: float) -> Table:
    """The concentration curve's corners, highest spend first: shares of people and of spend before and after each distinct spend."""
    down = ibis.window(order_by=ibis.desc("spend"), rows=(None, 0))
    people = (steps.n.sum().over(down) / buyers).cast("float64")
    part = (steps.n * steps.spend).cast("float64") / spend
    corners = steps.select(size=steps.n / buyers, part=part, people=people, share=part.sum().over(down))
    return corners.mutate(people_before=corners.people - corners["size"], share_before=corners.share - corners.part)


def _curve(ranked: Table) -> tuple[float, ...]:
    """The curve read at every whole percent, along the straight line between its corners."""
    at = ibis.range(1, STEPS).unnest().name("i").as_table()
    near = 1e-9
    joined = at.join(ranked, [ranked.people_before < at.i / STEPS - near, ranked.people >= at.i / STEPS - near])
    height = joined.share_before + joined.part * (joined.i / STEPS - joined.people_before) / joined["size"]
    rows = joined.select("i", height=height).order_by("i").to_pyarrow().to_pylist()
    return (0.0, *(min(1.0, row["height"]) for row in rows), 1.0)
