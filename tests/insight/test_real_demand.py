"""The weeks ahead of real shops, and of the demo shop whose Tết is known."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pandas as pd
import pytest

import regulars
from regulars import demo
from regulars.insight.expecting import demand_of
from regulars.models.demand import CALENDAR, LUNAR, MEAN, MODEL, WAYS

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def wholesaler(data, tmp_path_factory):
    with regulars.open(tmp_path_factory.mktemp("real") / "wholesaler") as shop:
        shop.load(data / "online_retail" / "online_retail.parquet", currency="GBP")
        yield shop


@pytest.fixture(scope="module")
def grocer(data, tmp_path_factory):
    folder = data / "completejourney"
    with regulars.open(tmp_path_factory.mktemp("real") / "grocer") as shop:
        shop.load(folder / "transactions.parquet", folder / "products.parquet", currency="USD")
        yield shop


@pytest.fixture(scope="module")
def coffee(tmp_path_factory):
    folder = tmp_path_factory.mktemp("demo")
    with regulars.open(folder / "coffee") as shop:
        shop.load(*demo.make(folder / "files", further=False).importable)
        yield shop


def asked(shop, by=None, as_of=None):
    return demand_of(shop._facts(shop._seen(shop._day(as_of))), by)


def test_the_wholesalers_weeks_are_those_of_pandas(wholesaler, data):
    lines = pd.read_parquet(data / "online_retail" / "online_retail.parquet")
    sold = lines[(lines.Quantity > 0) & (lines.UnitPrice > 0)].assign(day=pd.to_datetime(lines.InvoiceDate).dt.normalize())
    weeks = sold.groupby(sold.day - pd.to_timedelta(sold.day.dt.day_of_week, unit="D")).InvoiceNo.nunique()
    found = asked(wholesaler)
    assert found.weeks.first == dt.date(2010, 12, 6)
    mondays = pd.to_datetime(found.weeks.mondays)
    assert found.whole.past.orders.tolist() == weeks.reindex(mondays, fill_value=0).tolist()


def test_a_year_of_weeks_has_no_year_before_and_no_tet_of_its_own(wholesaler):
    told = asked(wholesaler).whole.revenue
    assert (told.missed(CALENDAR), told.missed(LUNAR)) == (None, None)
    assert not {"tet", "feasts", "year"} & set(told.parts)
    assert told.missed(told.way) <= told.missed(MEAN)


@pytest.mark.many
def test_the_grocers_departments_add_up_to_the_grocer(grocer):
    found = asked(grocer, "category")
    assert len(found.parts) > 20
    whole = np.rint(found.whole.revenue.values)
    assert np.sum([part.revenue.values for part in found.parts], axis=0).tolist() == whole.tolist()
    for part in found.parts:
        for told in (part.revenue, part.orders):
            assert (told.values >= 0).all()


def test_on_the_demo_shop_the_model_beats_last_year_however_it_is_aligned(coffee):
    for as_of in ("2026-11-20", "2026-03-15"):
        for _, told in asked(coffee, as_of=as_of).whole.measured():
            assert told.way == MODEL
            assert told.missed(MODEL) < 0.75 * min(told.missed(LUNAR), told.missed(CALENDAR))


def test_before_a_tet_that_moved_the_demo_shop_is_told_what_came(coffee):
    """Tết fell on 29 January in 2025 and on 17 February in 2026."""
    then, now = asked(coffee, as_of="2026-01-04"), asked(coffee, as_of="2026-03-15")
    past, came = then.past(then.whole.past.revenue), now.whole.past.revenue[-10:-2]
    missed = {way: np.abs(WAYS[way](past, 8).values - came).sum() / came.sum() for way in (MODEL, LUNAR, CALENDAR, MEAN)}
    assert missed[MODEL] < 0.3
    assert missed[MODEL] < 0.85 * missed[LUNAR] < missed[CALENDAR]
    assert then.whole.revenue.values.argmin() == came.argmin()
