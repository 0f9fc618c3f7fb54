"""Scores, tiers and terciles at their very edges."""

from __future__ import annotations

import ibis
import pytest

from regulars.features import standing
from regulars.models.scales import Scale


@pytest.fixture(scope="module")
def con():
    return ibis.duckdb.connect()


def said(con, values: list, column) -> list:
    table = ibis.memtable({"value": values}, schema={"value": "int64"})
    return con.to_pyarrow(table.select(found=column(table.value)))["found"].to_pylist()


def test_a_score_is_a_fifth_and_never_six(con):
    assert said(con, [0, 19, 20, 39, 40, 79, 80, 100, None], standing.score) == [1, 1, 2, 2, 3, 4, 5, 5, None]


def test_a_buyer_with_a_third_behind_them_is_in_the_second_tercile(con):
    """Of 30 buyers the eleventh has 10 behind: 33 whole per cent, and exactly a third. The twenty-first has two thirds: 66."""
    assert said(con, [0, 32, 33, 65, 66, 100, None], standing.tercile) == [1, 1, 2, 2, 3, 3, None]


def test_the_tiers_of_recency_are_the_last_180_and_365_days(con):
    assert said(con, [0, 179, 180, 364, 365, 9_999, None], standing.recency_tier) == [3, 3, 2, 2, 1, 1, None]


def test_a_percentile_is_null_without_bars_or_without_a_value(con):
    scale = Scale(cuts=(10, 20), ranks=(0, 50, 100), above=(0.5, 0.0, 0.0))
    assert said(con, [5, 10, 11, 20, 21, None], lambda value: standing.percentile(value, scale)) == [0, 0, 50, 50, 100, None]
    assert said(con, [5, None], lambda value: standing.percentile(value, None)) == [None, None]
