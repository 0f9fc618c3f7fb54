"""What a report is about: everything it needs, as tables and values, gathered in one place."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from ibis.expr.types import Table

from regulars.insight.market import Market
from regulars.models.bars import Bars
from regulars.models.calibration import Calibration
from regulars.scheme import Scheme


@dataclass(frozen=True)
class Subject:
    """A shop as of a day.

    `profile`: one row per customer, as read on the day (SCHEMES §2, `customer_id`). `classes`: `customer_id` and a text column per scheme.
    `sales`: the profile's `order_base`, one row per document (`customer_id` null for an unknown buyer, `day`, `net`, `counts`).
    `schemes` in the order they are shown. `calibration`: null where there is too little history.
    `computed_at` carries its time zone; `sources` are names people know; `versions` what was in force (`bars`, `schemes`).
    """

    name: str
    currency: str
    as_of: dt.date
    computed_at: dt.datetime
    profile: Table
    classes: Table
    sales: Table
    schemes: tuple[Scheme, ...]
    bars: Bars
    calibration: Calibration | None = None
    sources: tuple[str, ...] = ()
    versions: Mapping[str, str] = field(default_factory=dict)
    market: Market = Market()
