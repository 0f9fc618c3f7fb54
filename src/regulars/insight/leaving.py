"""Who is slipping away, what did they spend, and how many of such customers usually come back?"""

from __future__ import annotations

from dataclasses import dataclass

from ibis.expr.types import Table

from regulars.insight.spoken import days, people, share, sum_of
from regulars.words import Words

LIFECYCLE, SLIPPING = "lifecycle", "slipping"


@dataclass(frozen=True)
class Leaving:
    """The customers now *slipping*: how many, their spend of 365 days in minor units, their mean chance of return (null: not known)."""

    people: int
    spend: int
    return_chance: float | None

    def words(self, window: int, currency: str) -> Words | None:
        """The finding; null where nobody is slipping."""
        if not self.people:
            return None
        spent = Words(
            "**{people}** đang rời đã chi {spend} trong 365 ngày",
            "**{people}** slipping away spent {spend} in 365 days",
        ).filled(people=people(self.people), spend=sum_of(self.spend, currency))
        chance = share(self.return_chance, of=self.people)
        if chance.vi == "–":
            return Words(spent.vi + ".", spent.en + ".")
        after = Words(
            "; trong những khách im lâu như họ, {chance} đã mua lại trong {days}.",
            "; of customers as long silent, {chance} bought again within {days}.",
        ).filled(chance=chance, days=days(window))
        return Words(spent.vi + after.vi, spent.en + after.en)


def leaving(profile: Table, classes: Table) -> Leaving:
    """Read from the profile (`spend_365d`, `return_chance`) and the class of `lifecycle`; nobody where that scheme is not there."""
    if LIFECYCLE not in classes.columns:
        return Leaving(0, 0, None)
    slipping = classes.filter(classes[LIFECYCLE] == SLIPPING).select("customer_id")
    members = profile.select("customer_id", "spend_365d", "return_chance").semi_join(slipping, "customer_id")
    row = (
        members.agg(people=members.count(), spend=members.spend_365d.sum().cast("float64"), chance=members.return_chance.mean())
        .to_pyarrow()
        .to_pylist()[0]
    )
    return Leaving(int(row["people"]), int(row["spend"] or 0), row["chance"])
