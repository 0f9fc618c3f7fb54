"""Arithmetic that every engine does alike."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left
from hashlib import md5

import ibis
import numpy as np
import pyarrow as pa
import pytest

from regulars.arithmetic import day_number, days_from, real, share, since, stepped


@pytest.fixture(scope="module")
def con():
    return ibis.duckdb.connect()


def test_the_last_365_days_are_the_day_itself_and_the_364_before_it():
    assert since(dt.date(2024, 12, 31), 365) == dt.date(2024, 1, 2)
    assert since(dt.date(2024, 12, 31), 1) == dt.date(2024, 12, 31)


def test_whole_days_between_dates_are_pythons(con):
    rng = np.random.default_rng(1)
    early, late = ([dt.date.fromordinal(int(day)) for day in rng.integers(1, dt.date.max.toordinal(), 300)] for _ in range(2))
    pair = ibis.memtable(pa.table({"a": early, "b": late}))
    found = con.to_pyarrow(pair.select("a", "b", days=days_from(pair.a, pair.b), number=day_number(pair.a))).to_pylist()
    assert [each["days"] for each in found] == [(each["b"] - each["a"]).days for each in found]
    assert [each["number"] for each in found] == [(each["a"] - dt.date(1970, 1, 1)).days for each in found]


@pytest.mark.parametrize("count", [0, 1, 2, 7, 100])
def test_a_step_is_the_number_of_cut_points_strictly_below(con, count):
    cuts = sorted(np.random.default_rng(count).choice(np.arange(-150, 150), count, replace=False).tolist())
    table = ibis.memtable({"value": list(range(-152, 153))})
    found = con.to_pyarrow(table.select("value", step=stepped(table.value, cuts, range(count + 1)))).to_pydict()
    assert [bisect_left(cuts, value) for value in found["value"]] == found["step"]


def test_a_step_at_a_cut_that_is_no_short_decimal_is_still_not_above_it(con):
    cut = (200 + 2 * 90.1) / 3
    table = ibis.memtable({"value": [cut, cut + 1e-9]})
    assert con.to_pyarrow(table.select(step=stepped(table.value, (cut,), (0, 1)))).to_pydict() == {"step": [0, 1]}


def test_a_fraction_is_a_double_to_its_last_bit(con):
    assert con.execute(real(0.1) + real(0.2)) == 0.1 + 0.2


@pytest.mark.parametrize("most", [1, 300, 999])
def test_a_share_of_people_is_told_from_their_ids_alone(con, most):
    ids = [f"khách {number}" for number in range(1_000)]
    table = ibis.memtable({"customer_id": ids})
    found = con.to_pyarrow(share(table, 1_000, most)).to_pydict()["customer_id"]
    assert sorted(found) == sorted(id for id in ids if int(md5(id.encode()).hexdigest()[:6], 16) * 1_000 // 0x1000000 < most)  # noqa: S324
    assert abs(len(found) - most) < 50


def test_where_there_are_no_more_people_a_share_is_everybody():
    table = ibis.memtable({"customer_id": ["a"]})
    assert share(table, 1, 1) is table
