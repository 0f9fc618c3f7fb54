"""Advocacy: the new buyers whom a customer brought."""

from __future__ import annotations

import ibis.expr.types as ir

from regulars.arithmetic import since
from regulars.features.moments import Until
from regulars.features.orders import in_force

YEAR = 365


def brought(referrals: ir.Table, totals: ir.Table, until: Until) -> ir.Table:
    """One row per customer who brought a new buyer: referrals_365d.

    A new buyer is one referred by the day whose first purchase lies in the last 365 days, and not before the day of the referral.
    """
    named = in_force(referrals)
    named = named.filter(
        named.referrer_id.notnull(),
        named.referrer_id != named.referred_id,
        named.occurred_at.isnull() | until.happened(named.occurred_at),
    )
    named = named.select(customer_id=named.referrer_id, new_id=named.referred_id, named_on=until.day(named.occurred_at))
    begun = totals.select(new_id=totals.customer_id, first_day=totals.first_day)
    came = named.join(begun, "new_id")
    came = came.filter(came.first_day >= since(until.as_of, YEAR), came.named_on.isnull() | (came.first_day >= came.named_on))
    return came.group_by("customer_id").aggregate(referrals_365d=came.new_id.nunique())
