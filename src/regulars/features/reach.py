"""Reach: on which channels a customer has agreed to hear of offers."""

from __future__ import annotations

import datetime as dt

import ibis
import ibis.expr.types as ir

from regulars.features.moments import Until
from regulars.features.orders import in_force

CHANNELS = ("email", "sms", "zalo", "ads")
PURPOSE = "marketing"
EVER = dt.datetime(1900, 1, 1)  # noqa: DTZ001  naive UTC, as in the tables


def consents(given: ir.Table, until: Until) -> ir.Table:
    """One row per customer who was asked: email_allowed, sms_allowed, zalo_allowed, ads_allowed; null for a channel never asked about.

    The latest answer on marketing holds; a refusal, where both were said at one moment. One without a date is older than all others.
    """
    said = in_force(given)
    said = said.select("customer_id", "granted", channel=said.channel.lower(), purpose=said.purpose.fill_null(PURPOSE), at=said.occurred_at)
    said = said.mutate(at=said.at.fill_null(ibis.literal(EVER)))
    said = said.filter(
        said.customer_id.notnull(), said.granted.notnull(), said.purpose == PURPOSE, said.channel.isin(CHANNELS), until.happened(said.at)
    )
    said = said.mutate(last=said.at.max().over(ibis.window(group_by=[said.customer_id, said.channel])))
    last = said.filter(said.at == said.last)
    return last.group_by("customer_id").aggregate(
        **{f"{channel}_allowed": last.granted.all(where=last.channel == channel) for channel in CHANNELS}
    )
