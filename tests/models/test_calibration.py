"""Predicted against seen, by hand."""

from __future__ import annotations

import datetime as dt
from itertools import product

import ibis
import numpy as np
import pyarrow as pa
import pytest

from regulars.models.calibration import Calibration, compare

ORIGIN = dt.date(2024, 1, 1)


@pytest.fixture(scope="module")
def con():
    return ibis.duckdb.connect()


def compared(con, people: list[tuple]) -> Calibration | None:
    columns = [("return_chance", pa.float64()), ("silent_days", pa.int32()), ("next_day", pa.date32())]
    rows = pa.Table.from_pylist([dict(zip((name for name, _ in columns), each, strict=True)) for each in people], pa.schema(columns))
    return compare(con.create_table("people_told", ibis.memtable(rows), overwrite=True), ORIGIN, 30)


def after(days: int | None) -> dt.date | None:
    return None if days is None else ORIGIN + dt.timedelta(days=days)


def test_a_return_counts_within_the_window_and_not_on_the_day_after_it(con):
    found = compared(
        con, [(0.25, 5, after(1)), (0.25, 5, after(30)), (0.25, 9, after(31)), (0.85, 1, None), (1.0, 0, after(2)), (None, 3, None)]
    )
    assert found.customers == 5
    assert [(tenth.tenth, tenth.customers, tenth.seen) for tenth in found.tenths] == [(2, 3, 2 / 3), (8, 1, 0.0), (9, 1, 1.0)]
    assert Calibration.from_data(found.to_data()) == found


def test_the_auc_is_the_share_of_pairs_in_the_right_order_ties_by_half(con):
    rng = np.random.default_rng(3)
    people = [(int(rng.integers(0, 6)) / 10, int(rng.integers(0, 20)), after(5) if rng.random() < 0.4 else None) for _ in range(80)]
    found = compared(con, people)

    def auc(of) -> float:
        pairs = list(product((of(each) for each in people if each[2]), (of(each) for each in people if not each[2])))
        return sum((a > b) + (a == b) / 2 for a, b in pairs) / len(pairs)

    assert found.auc == pytest.approx(auc(lambda each: each[0]))
    assert found.auc_silence == pytest.approx(auc(lambda each: -each[1]))


def test_where_nobody_has_a_chance_there_is_nothing_to_compare(con):
    assert compared(con, [(None, 3, None)]) is None
    assert compared(con, [(0.5, 3, None)]).auc is None
