"""Customers of whom something is expected, as the questions read them: a row per group of customers alike."""

from __future__ import annotations

import ibis

KINDS = {
    "customer_id": "string",
    "purchases": "int32",
    "purchases_365d": "int32",
    "days_since_first": "int32",
    "spend": "int64",
    "spend_365d": "int64",
    "spend_365d_pct": "int32",
    "expected_spend_365d": "int64",
    "p_order_next": "float64",
    "ladder": "string",
    "premium": "string",
    "churn": "string",
}
USUAL = {
    "purchases": 2,
    "purchases_365d": 1,
    "days_since_first": 400,
    "spend": 0,
    "spend_365d": 0,
    "spend_365d_pct": 0,
    "expected_spend_365d": None,
    "p_order_next": None,
    "ladder": "rebuy",
    "premium": "standard",
    "churn": "unknown",
}


def customers(*groups):
    """A table of customers from (how many, what they are)."""
    rows = [{**USUAL, **own} for many, own in groups for _ in range(many)]
    return ibis.memtable([{"customer_id": str(number), **row} for number, row in enumerate(rows)], schema=KINDS)


def stranger(**own):
    """Somebody who never bought."""
    return {"purchases": 0, "purchases_365d": 0, "days_since_first": None, "ladder": "prospect", "premium": "none", "churn": "none", **own}
