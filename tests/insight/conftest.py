"""Small tables with answers that can be checked by hand, on the real engine."""

from __future__ import annotations

import datetime as dt

import ibis
import pytest

from ..small_shops import add, open_shop, random_shop
from .shops import Asked

AS_OF = dt.date(2026, 11, 20)
SALES = {"customer_id": "string", "day": "date", "net": "int64", "counts": "boolean"}
FURTHER = (pytest.mark.slow, pytest.mark.many)


@pytest.fixture
def sales():
    """A `sales` table from rows of (customer or None, days before the as-of day, net); below 0 is a return of its own."""

    def table(*rows):
        listed = [{"customer_id": who, "day": AS_OF - dt.timedelta(days=ago), "net": net, "counts": net >= 0} for who, ago, net in rows]
        return ibis.memtable(listed, schema=SALES)

    return table


@pytest.fixture
def spenders():
    """A profile of people with these spends of 365 days, each with one purchase in them."""

    def table(*spends):
        rows = [{"customer_id": str(number), "purchases_365d": 1, "spend_365d": spend} for number, spend in enumerate(spends)]
        return ibis.memtable(rows, schema={"customer_id": "string", "purchases_365d": "int32", "spend_365d": "int64"})

    return table


@pytest.fixture(scope="module", params=[1, *(pytest.param(seed, marks=FURTHER) for seed in (8, 15))])
def asked(request, tmp_path_factory):
    """A random shop full of traps, asked about a day before its last, beside its facts."""
    facts = random_shop(request.param, customers=160)
    with add(open_shop(tmp_path_factory.mktemp("asked")), facts) as shop:
        yield Asked(shop, facts, dt.date(2024, 2, 7))
