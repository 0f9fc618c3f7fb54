"""Who is slipping away, what did they spend, how many of such customers usually come back, and what money is at risk?"""

from __future__ import annotations

from dataclasses import dataclass

import ibis
from ibis.expr.types import Table

from regulars.insight.classes import Sizes
from regulars.insight.spoken import FEWEST, days, people, ratio, share, sum_of
from regulars.words import Words

LIFECYCLE, SLIPPING = "lifecycle", "slipping"
AHEAD = 90  # days for which the money at risk is told
COLUMNS = {"customers": "int64", "revenue": "int64", "return_chance": "float64", "at_risk": "int64"}


@dataclass(frozen=True)
class Leaving:
    """The customers now *slipping*: how many, their spend of 365 days in minor units, their mean chance of return (null: not known).

    `at_risk`: the money of the next 90 days that may not come, in minor units: of each, spend of 365 days ÷ 365 × 90 × (1 − chance of
    return); null where no chance is known.
    """

    people: int
    spend: int
    return_chance: float | None
    at_risk: int | None = None

    def words(self, window: int, currency: str) -> Words | None:
        """The finding; null where nobody is slipping."""
        if not self.people:
            return None
        if self.at_risk:
            return Words(
                "**{money}** có thể mất trong {ahead} tới vì {people} đang rời.",
                "**{money}** may be lost in the next {ahead}, as {people} " + ("is" if self.people == 1 else "are") + " slipping away.",
            ).filled(money=sum_of(self.at_risk, currency), ahead=days(AHEAD), people=people(self.people))
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
    pace = ibis.greatest(members.spend_365d, 0).cast("float64") * AHEAD / 365
    row = (
        members.agg(
            people=members.count(),
            spend=members.spend_365d.sum().cast("float64"),
            chance=members.return_chance.mean(),
            risk=(pace * (1 - members.return_chance)).sum(),
        )
        .to_pyarrow()
        .to_pylist()[0]
    )
    risk = row["risk"]
    return Leaving(int(row["people"]), int(row["spend"] or 0), row["chance"], None if risk is None else round(risk))


def sentence(found: Leaving, sizes: Sizes) -> Words:
    """Those slipping: how many of all who ever bought, and the part of revenue that they brought."""
    bought = [row for row in sizes.rows if row.id != "prospect"]
    row = sizes.named(SLIPPING)
    if not found.people:
        return Words("Không khách nào đang rời.", "Nobody is slipping away.")
    part, revenue = ratio(row.people, sum(each.people for each in bought)), sizes.share_of_spend(row)
    if part is None or revenue is None:
        return Words("{people} đang rời", "{people} slipping away").filled(people=people(found.people))
    return Words(
        "{people} đang rời, {part} số khách từng mua; họ mang về {revenue} doanh thu 365 ngày",
        "{people} slipping away, {part} of all who ever bought; they brought {revenue} of the revenue of 365 days",
    ).filled(people=people(found.people), part=share(part, of=sum(each.people for each in bought)), revenue=share(revenue))


def formula(window: int) -> Words:
    """How the money at risk is worked out, plainly."""
    return Words(
        "Tiền có thể mất: với mỗi khách đang rời, chi tiêu 365 ngày ÷ 365 × {ahead} ngày × (1 − khả năng mua lại trong {window}), rồi cộng lại.",
        "Money at risk: for each customer slipping, spend of 365 days ÷ 365 × {ahead} × (1 − chance of return within {window}), added up.",
    ).filled(ahead=AHEAD, window=days(window))


def table(found: Leaving) -> list[dict[str, object]]:
    """One row (`COLUMNS`): money in minor units, the mean chance of return between 0 and 1, null below 20 customers."""
    named: dict[str, object] = {
        "customers": found.people,
        "revenue": found.spend,
        "return_chance": found.return_chance if found.people >= FEWEST else None,
        "at_risk": found.at_risk,
    }
    return [named]
