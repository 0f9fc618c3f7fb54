"""Standing: where a customer stands among the shop's buyers, by stored bars that are never ranked per run."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

import ibis
import ibis.expr.types as ir

from regulars.arithmetic import stepped


class Scale(Protocol):
    """Stored cut points of one value: distinct, ascending; `ranks[k]` is the per cent strictly behind above `cuts[k - 1]`."""

    @property
    def cuts(self) -> Sequence[float]: ...

    @property
    def ranks(self) -> Sequence[int]: ...

    @property
    def above(self) -> Sequence[float]: ...


def percentile(value: ir.NumericValue, scale: Scale | None) -> ir.IntegerValue:
    """Per cent strictly behind, 0 to 100, whole; null where the value is, or where too few are known to rank."""
    if scale is None:
        return ibis.null("int32")
    ranks = stepped(value, scale.cuts, scale.ranks)
    return ibis.ifelse(value.isnull(), None, ranks).cast("int32")


def score(pct: ir.IntegerValue) -> ir.IntegerValue:
    """RFM's 1 to 5 from a percentile."""
    return (1 + (pct // 20)).clip(upper=5).cast("int32")


def tercile(pct: ir.IntegerValue) -> ir.IntegerValue:
    """1, 2 or 3 from a percentile: the number of thirds of the buyers strictly behind, plus one; a third is reached at 33 per cent, two at 66."""
    return (1 + ((pct * 3 + 2) // 100)).clip(upper=3).cast("int32")


def columns(profile: ir.Table, scales: Mapping[str, Scale], frequent_from: int | None) -> dict[str, ir.Value]:
    """All percentiles and `is_frequent`; null for non-buyers and for shops with too few buyers to rank.

    Needs `purchases`, `purchases_365d`, `spend`, `spend_365d` and `last_day_number` (days since 1970-01-01).
    """
    buyer, active = profile.purchases > 0, profile.purchases_365d > 0
    among_active = {name: scales.get(name) for name in ("spend_365d", "purchases_365d", "margin_365d") if name in profile.columns}
    ranked = {
        f"{name}_pct": ibis.ifelse(buyer, ibis.ifelse(active, percentile(profile[name], scale), _zero(scale)), None)
        for name, scale in among_active.items()
    }
    share = scales.get("spend_365d")
    return {
        **ranked,
        "spend_pct": ibis.ifelse(buyer, percentile(profile.spend, scales.get("spend")), None),
        "recency_pct": ibis.ifelse(buyer, percentile(profile.last_day_number, scales.get("recency")), None),
        "frequency_pct": ibis.ifelse(buyer, percentile(profile.purchases, scales.get("frequency")), None),
        "monetary_pct": ibis.ifelse(buyer, percentile(profile.spend, scales.get("monetary")), None),
        "is_frequent": _frequent(profile, frequent_from),
        "revenue_share_above": _revenue_share_above(profile, share),
    }


def _zero(scale: Scale | None) -> ir.IntegerValue:
    return ibis.null("int32") if scale is None else ibis.literal(0, "int32")


def _frequent(profile: ir.Table, frequent_from: int | None) -> ir.BooleanValue:
    return ibis.null("boolean") if frequent_from is None else profile.purchases_365d >= frequent_from


def _revenue_share_above(profile: ir.Table, scale: Scale | None) -> ir.FloatingValue:
    if scale is None:
        return ibis.null("float64")
    shares = stepped(profile.spend_365d, scale.cuts, scale.above)
    return ibis.ifelse(profile.purchases_365d > 0, shares, None)


def scores(profile: ir.Table, recent_from: int) -> dict[str, ir.Value]:
    """RFM scores, tiers and terciles from the percentiles; `recent_from` is the day number since when buyers set the bars."""
    old = profile.last_day_number < recent_from
    return {
        "recency_score": ibis.ifelse(old & profile.recency_pct.notnull(), 1, score(profile.recency_pct)).cast("int32"),
        "frequency_score": score(profile.frequency_pct),
        "monetary_score": score(profile.monetary_pct),
        "frequency_tercile": tercile(profile.frequency_pct),
        "monetary_tercile": tercile(profile.monetary_pct),
    }


def recency_tier(days_since_last: ir.IntegerValue) -> ir.IntegerValue:
    """3 in the last 180 days, 2 in the last 365 (this day and those before it), else 1; null for those who never bought."""
    tier = ibis.ifelse(days_since_last < 180, 3, ibis.ifelse(days_since_last < 365, 2, 1))
    return ibis.ifelse(days_since_last.isnull(), None, tier).cast("int32")
