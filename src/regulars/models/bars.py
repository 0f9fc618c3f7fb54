"""The bars of a shop: everything that is fitted for its profile, frozen under a version and a day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

import ibis
import ibis.expr.types as ir

from regulars.arithmetic import EPOCH, since
from regulars.models import scales
from regulars.models.needs import Needs
from regulars.models.outlook import Outlook
from regulars.models.rhythm import Rhythm
from regulars.models.scales import Scale

LEAST_BUYERS = 20
RECENT_DAYS = 730
FREQUENT_RANK = 80
FREQUENT_LEAST = 3


@dataclass(frozen=True)
class Bars:
    """Cut points and rhythm tables in force: which version, cut on which day, from how many buyers.

    `needs` is null where no clusters were found; `outlook` only in bars of an older version of Regulars. `scales` is empty and `frequent_from` null where
    fewer than 20 buyers are active: too few customers to rank.
    """

    version: int
    as_of: dt.date
    history_start: dt.date | None
    buyers: int
    active_buyers: int
    rhythm: Rhythm
    frequent_from: int | None
    scales: Mapping[str, Scale]
    needs: Needs | None = None
    outlook: Outlook | None = None

    @property
    def too_few(self) -> bool:
        return self.active_buyers < LEAST_BUYERS

    @property
    def models_version(self) -> int | None:
        """Models are fitted with the bars, under their version; null where none could be, and for bars that were not published."""
        return self.version or None if self.outlook and self.outlook.purchase_model else None

    @property
    def window(self) -> int:
        return self.rhythm.window

    @property
    def base_gap(self) -> float:
        return self.rhythm.base_gap

    @property
    def recent_from(self) -> int:
        """The day number (since 1970-01-01) from which buyers set the bars of RFM."""
        return (since(self.as_of, RECENT_DAYS) - EPOCH).days

    def to_data(self) -> dict[str, object]:
        return {
            "version": self.version,
            "as_of": self.as_of.isoformat(),
            "history_start": self.history_start and self.history_start.isoformat(),
            "buyers": self.buyers,
            "active_buyers": self.active_buyers,
            "rhythm": self.rhythm.to_data(),
            "frequent_from": self.frequent_from,
            "scales": {name: scale.to_data() for name, scale in self.scales.items()},
            "needs": self.needs and self.needs.to_data(),
            "outlook": self.outlook and self.outlook.to_data(),
        }

    @classmethod
    def from_data(cls, data: dict) -> Bars:
        start, needs, outlook = data["history_start"], data.get("needs"), data.get("outlook")
        return cls(
            data["version"],
            dt.date.fromisoformat(data["as_of"]),
            start and dt.date.fromisoformat(start),
            data["buyers"],
            data["active_buyers"],
            Rhythm.from_data(data["rhythm"]),
            data["frequent_from"],
            {name: Scale.from_data(scale) for name, scale in data["scales"].items()},
            needs and Needs.from_data(needs),
            outlook and Outlook.from_data(outlook),
        )


def fit(
    rhythm: Rhythm,
    totals: ir.Table,
    as_of: dt.date,
    version: int = 1,
    history_start: dt.date | None = None,
    needs: Needs | None = None,
) -> Bars:
    """Cut every bar of the shop on one day, from its rhythm, the totals of each customer and the day its history begins."""
    counted = totals.aggregate(
        buyers=(totals.purchases > 0).cast("int64").sum(),
        active=(totals.purchases_365d > 0).cast("int64").sum(),
    )
    facts = counted.to_pyarrow().to_pylist()[0]
    active_buyers = facts["active"] or 0
    ranked = active_buyers >= LEAST_BUYERS
    return Bars(
        version=version,
        as_of=as_of,
        history_start=history_start,
        buyers=facts["buyers"] or 0,
        active_buyers=active_buyers,
        rhythm=rhythm,
        frequent_from=_frequent_from(totals) if ranked else None,
        scales=_scales(totals, as_of) if ranked else {},
        needs=needs,
    )


def _scales(totals: ir.Table, as_of: dt.date) -> dict[str, Scale]:
    buyers = totals.filter(totals.purchases > 0)
    active = buyers.filter(buyers.purchases_365d > 0)
    recent = buyers.filter(buyers.last_day >= ibis.literal(since(as_of, RECENT_DAYS)))
    margin = {"margin_365d": scales.fit(active, "margin_365d")} if "margin_365d" in totals.columns else {}
    return margin | {
        "spend_365d": scales.fit(active, "spend_365d"),
        "purchases_365d": scales.fit(active, "purchases_365d"),
        "spend": scales.fit(buyers, "spend"),
        "recency": scales.fit(recent, "last_day_number"),
        "frequency": scales.fit(recent, "purchases"),
        "monetary": scales.fit(recent, "spend"),
    }


def _frequent_from(totals: ir.Table) -> int:
    repeaters = totals.filter(totals.purchases_365d > 0, totals.purchases >= 2)
    quantile = scales.fit(repeaters, "purchases_365d").value_at(FREQUENT_RANK)
    return max(FREQUENT_LEAST, int(quantile or 0))
