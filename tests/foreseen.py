"""What fitted models say of each customer, asked one customer at a time and without an engine."""

from __future__ import annotations

import math

import numpy as np

from regulars.models.bars import Bars

from .reference import half_away


def with_outlook(rows: dict[str, dict], bars: Bars) -> dict[str, dict]:
    """The rows of the law with the outlook of every customer by the models of some bars."""
    models = bars.outlook
    if models is None or models.purchase_model is None:
        return rows
    return {who: row | (_outlook(row, bars) if row["purchases"] else {}) for who, row in rows.items()}


def _outlook(row: dict, bars: Bars) -> dict[str, object]:
    model = bars.outlook.purchase_model
    x, age = np.array([row["purchases"] - 1.0]), np.array([float(row["days_since_first"])])
    alive = float(model.p_alive(x, age - row["days_since_last"], age)[0])

    def chance(days: int) -> float:
        return round(alive * float(model.p_order_if_alive(x, age, days)[0]), 6)

    def expected(days: int) -> float:
        return round(alive * float(model.expected_if_alive(x, age, days)[0]), 6)

    orders = expected(365)
    spend = _spend(row, bars, orders)
    return {
        "p_alive": round(alive, 6),
        **{f"p_order_{days}d": chance(days) for days in (30, 60, 90)},
        "p_order_next": chance(bars.window),
        "expected_orders_90d": expected(90),
        "expected_orders_365d": orders,
        "expected_spend_365d": spend,
        "next_order_from": max(1, math.ceil(float(model.next_order(x, age, 0.25)[0]))),
        "next_order_to": max(1, math.ceil(float(model.next_order(x, age, 0.75)[0]))),
        "expected_spend_365d_pct": _standing(row, bars, spend),
    }


def _spend(row: dict, bars: Bars, orders: float) -> int | None:
    model = bars.outlook.spend_model
    if model is None:
        return None
    mean = model.expected_value([row["purchases"]], [max(row["spend"], 0) / row["purchases"]])
    return half_away(orders * float(mean[0]))


def _standing(row: dict, bars: Bars, spend: int | None) -> int | None:
    scale = bars.outlook.scale
    if scale is None or spend is None:
        return None
    return scale.ranks[sum(cut < spend for cut in scale.cuts)] if row["purchases_365d"] else 0
