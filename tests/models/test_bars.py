"""The bars of a shop at their edges: who is counted, from how many on, and that they are kept as they were cut."""

from __future__ import annotations

import datetime as dt
import json

import ibis
import pyarrow as pa
import pytest

from regulars.models import bars
from regulars.models.bars import Bars
from regulars.models.rhythm import Rhythm

AS_OF = dt.date(2024, 6, 30)
RHYTHM = Rhythm(14.15, 30, 40, 900, (8.1,), ((0.5, 0.25), (), (0.1,)))
SCHEMA = pa.schema(
    [
        ("purchases", pa.int64()),
        ("purchases_365d", pa.int64()),
        ("spend", pa.int64()),
        ("spend_365d", pa.int64()),
        ("last_day", pa.date32()),
        ("last_day_number", pa.int64()),
    ]
)


@pytest.fixture(scope="module")
def con():
    return ibis.duckdb.connect()


def buyer(purchases: int, *, year: int | None = None, ago: int = 10, spend: int = 100) -> dict:
    last = AS_OF - dt.timedelta(days=ago)
    within = purchases if year is None else year
    number = (last - dt.date(1970, 1, 1)).days
    return {
        "purchases": purchases,
        "purchases_365d": within,
        "spend": spend,
        "spend_365d": spend if within else 0,
        "last_day": last,
        "last_day_number": number,
    }


def cut(con, people: list[dict]) -> Bars:
    totals = con.create_table("totals_told", pa.Table.from_pylist(people, SCHEMA), overwrite=True)
    return bars.fit(RHYTHM, totals, AS_OF, 3, dt.date(2020, 1, 1))


def test_twenty_active_buyers_are_enough_to_rank_and_nineteen_are_not(con):
    few = cut(con, [buyer(2)] * 19 + [buyer(5, year=0, ago=400)] * 50)
    assert (few.too_few, few.buyers, few.active_buyers, few.frequent_from, few.scales) == (True, 69, 19, None, {})
    enough = cut(con, [buyer(2)] * 20 + [buyer(0)])
    assert (enough.too_few, enough.buyers, enough.active_buyers) == (False, 20, 20)


def test_frequent_begins_at_the_80th_quantile_of_active_repeaters(con):
    """Of ten repeaters eight bought up to 6 times: the bar is 6. One-time buyers and those long gone do not lower it."""
    repeaters = [buyer(times) for times in (2, 2, 3, 3, 4, 5, 6, 6, 9, 12)]
    others = [buyer(1)] * 30 + [buyer(40, year=0, ago=500)] * 9
    assert cut(con, repeaters + others).frequent_from == 6
    assert cut(con, [*repeaters[:7], buyer(7), *repeaters[8:], *others]).frequent_from == 7


def test_frequent_is_at_least_three_purchases(con):
    assert cut(con, [buyer(2)] * 40).frequent_from == 3
    assert cut(con, [buyer(1)] * 40).frequent_from == 3


def test_rfm_is_cut_on_buyers_of_the_last_730_days(con):
    found = cut(con, [buyer(2)] * 30 + [buyer(50, year=0, ago=729, spend=7_000)] + [buyer(70, year=0, ago=730, spend=9_000)])
    assert max(found.scales["frequency"].cuts) == 50
    assert max(found.scales["monetary"].cuts) == 7_000
    assert max(found.scales["spend"].cuts) == 9_000
    assert found.recent_from == (AS_OF - dt.timedelta(days=729) - dt.date(1970, 1, 1)).days


def test_bars_are_kept_as_json_and_read_back_as_they_were(con):
    found = cut(con, [buyer(times, spend=times * 10**15) for times in range(1, 40)])
    assert Bars.from_data(json.loads(json.dumps(found.to_data()))) == found
    assert (found.version, found.as_of, found.window, found.base_gap) == (3, AS_OF, 30, 14.15)
