"""Knowledge: how much the shop knows of a customer, and for how long."""

from __future__ import annotations

import datetime as dt

import ibis
import ibis.expr.types as ir

from regulars.arithmetic import days_from


def known_fields(profile: ir.Table) -> ir.IntegerValue:
    """How many of name, contact, age, gender, place, channel, category, visits, answers and consent are known, 0 to 10."""
    known = [
        profile.has_name,
        profile.has_contact,
        profile.birth_date.notnull() | profile.birth_year.notnull() | profile.band_min.notnull() | profile.band_max.notnull(),
        profile.gender.notnull(),
        profile.province.notnull() | profile.distance_km.notnull(),
        profile.channels.fill_null(0) > 0,
        profile.top_category.notnull(),
        profile.visits_90d.notnull(),
        profile.nps.notnull() | profile.satisfaction.notnull() | profile.stated_need.notnull() | profile.stated_decision.notnull(),
        profile.email_allowed.notnull() | profile.sms_allowed.notnull() | profile.zalo_allowed.notnull() | profile.ads_allowed.notnull(),
    ]
    return sum((value.cast("int32") for value in known[1:]), known[0].cast("int32"))


def known_days(profile: ir.Table, as_of: dt.date) -> ir.IntegerValue:
    """Days since the shop first knew of them: registered, or their first document; null where neither is dated."""
    return days_from(profile.known_on, ibis.literal(as_of))
