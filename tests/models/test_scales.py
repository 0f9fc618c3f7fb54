"""Cut points against their definition, written out in one line."""

from __future__ import annotations

import ibis
import numpy as np
import pytest

from regulars.models import scales
from regulars.models.scales import Scale

from ..reference import bars


@pytest.fixture(scope="module")
def con():
    return ibis.duckdb.connect()


def fitted(con, values: list, parts: int = 100) -> Scale:
    return scales.fit(
        con.create_table("values_told", ibis.memtable({"value": values}, schema={"value": "int64"}), overwrite=True), "value", parts
    )


@pytest.mark.parametrize(
    "values",
    [
        [7],
        [5, 5, 5],
        list(range(1, 101)),
        [1, 1, 1, 1, 2],
        [-3, 0, 0, 9],
        [2**53, 2**53 + 1, 2**62],
        np.random.default_rng(1).integers(-5, 40, 333).tolist(),
        np.random.default_rng(2).zipf(1.6, 500).clip(max=10**6).tolist(),
    ],
    ids=["one", "equal", "a hundred", "few", "below zero", "large", "spread", "heavy"],
)
def test_a_bar_is_the_smallest_value_that_enough_do_not_exceed(con, values):
    for parts in (3, 100):
        scale = fitted(con, values, parts)
        expected = bars(values, parts)
        assert list(scale.cuts) == sorted(set(expected))
        assert [scale.value_at(rank) for rank in range(1, parts + 1)] == expected
        behind = [0, *(parts * sum(value <= cut for value in values) // len(values) for cut in scale.cuts)]
        assert list(scale.ranks) == behind


def test_what_lies_beyond_a_bar_is_its_share_of_the_sum(con):
    scale = fitted(con, [10, 20, 30, 40])
    assert scale.above == pytest.approx((0.9, 0.7, 0.4, 0.0, 0.0))


def test_nulls_are_not_people_and_nobody_makes_no_bars(con):
    assert fitted(con, [4, None, 4]) == fitted(con, [4, 4])
    assert fitted(con, [None]) == Scale((), (0,), (0.0,))
    assert fitted(con, [None]).value_at(80) is None
    assert fitted(con, [0, 0]).above == (0.0, 0.0)


def test_a_scale_is_kept_and_read_back_as_it_was(con):
    scale = fitted(con, [3, 9, 9, 2**62])
    assert Scale.from_data(scale.to_data()) == scale
