"""Customers drawn again, as the profile stores them: what a draw says of their purchases in place of what they did, all else as it is."""

from __future__ import annotations

import ibis
import ibis.expr.types as ir

from regulars.arithmetic import day_number, shifted
from regulars.features import rhythm, standing
from regulars.features.outlook import FEATURES as OUTLOOK
from regulars.models.bars import Bars

COUNTS = ("purchases", "purchases_365d", "purchases_90d")
AMOUNTS = ("spend", "spend_365d", "spend_90d", "spend_prev_90d")
# Features that a draw changes; every other one is a fact, or is known by other means than purchases.
FEATURES = frozenset(
    (
        *COUNTS,
        *AMOUNTS,
        *OUTLOOK,
        *("orders", "days_since_last", "gap_days", "lateness", "return_chance", "chance_left", "windows_silent", "average_order_value"),
        *("margin_365d", "spend_365d_pct", "purchases_365d_pct", "margin_365d_pct", "spend_pct", "is_frequent", "revenue_share_above"),
        *("recency_score", "frequency_score", "monetary_score", "recency_tier", "frequency_tercile", "monetary_tercile"),
    )
)


def stored(profile: ir.Table, draws: ir.Table, bars: Bars) -> ir.Table:
    """The stored profile of buyers drawn again, one row per draw under the customer's own id; `draws`: `redrawing.DRAWN` with customer_id."""
    own = draws.rename({f"new_{name}": name for name in draws.columns})
    found = profile.join(own, profile.customer_id == own.new_customer_id)
    ratio = found.new_purchases / found.purchases
    orders = (found.orders * ratio).round().cast("int64")
    told = found.mutate(
        orders=orders,
        average_order_value=(found.new_spend / orders.nullif(0)).round().cast("int64"),
        margin_365d=_margin(found),
        last_day=shifted(found.first_day, found.new_active_days),
        gap_days=rhythm.usual_gap(found.new_span, found.new_gaps, bars.base_gap),
        **{name: found[f"new_{name}"] for name in (*COUNTS, *AMOUNTS)},
    )
    told = told.mutate(last_day_number=day_number(told.last_day))
    told = told.mutate(**standing.columns(told, bars.scales, bars.frequent_from))
    told = told.mutate(
        rhythm_group=rhythm.rhythm_group(told.purchases, told.gap_days, bars.rhythm.cuts), **standing.scores(told, bars.recent_from)
    )
    return told.select(**{name: told[name].cast(kind) for name, kind in profile.schema().items()})


def _margin(found: ir.Table) -> ir.IntegerValue:
    """The margin at the rate they brought it; null where it is not known."""
    whole = found.spend_365d.nullif(0)
    return ibis.ifelse(
        found.margin_365d.isnull(), None, (found.margin_365d / whole * found.new_spend_365d).round().fill_null(0).cast("int64")
    )
