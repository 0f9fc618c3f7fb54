"""How many come back a second time, and how soon?"""

from __future__ import annotations

from dataclasses import dataclass

from ibis.expr.types import Table

from regulars.insight.revenue import first_days
from regulars.insight.spoken import FEWEST, days, ratio, share
from regulars.words import Words

COLUMNS = {"buyers": "int64", "again": "int64", "share": "float64", "median_days": "float64"}


@dataclass(frozen=True)
class SecondPurchase:
    """Of `buyers` ever, how many bought on a second day, and the median number of days until then (null where nobody has)."""

    buyers: int
    again: int
    median_days: float | None

    @property
    def share(self) -> float | None:
        return ratio(self.again, self.buyers)

    def words(self) -> Words | None:
        """The finding; null below 20 buyers or where nobody came back."""
        if self.median_days is None or share(self.share, of=self.buyers).vi == "–":
            return None
        return Words(
            "**{share}** khách mua lần đầu đã mua lần thứ hai. Lần thứ hai thường đến sau {days}.",
            "**{share}** of first-time buyers have bought again. The second purchase usually comes after {days}.",
        ).filled(share=share(self.share), days=days(self.median_days))


def second_purchase(sales: Table) -> SecondPurchase:
    """Read from `sales` (see `revenue`): each buyer's first two days with an order."""
    firsts = first_days(sales)
    bought = sales.filter(sales.counts)
    joined = bought.join(firsts, "customer_id")
    later = joined.filter(joined.day > joined.first_day)
    seconds = later.group_by("customer_id").agg(gap=later.day.min().delta(later.first_day.min(), unit="day"))
    row = seconds.agg(again=seconds.count(), median=seconds.gap.cast("float64").median()).to_pyarrow().to_pylist()[0]
    return SecondPurchase(int(firsts.count().execute()), int(row["again"]), row["median"])


def table(found: SecondPurchase) -> list[dict[str, object]]:
    """One row (`COLUMNS`); the share is null below 20 buyers."""
    part = found.share if found.buyers >= FEWEST else None
    return [{"buyers": found.buyers, "again": found.again, "share": part, "median_days": found.median_days}]
