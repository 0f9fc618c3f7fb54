"""Cut points against their definition, written out in one line."""

from __future__ import annotations

import ibis
import numpy as np
import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

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


WHOLE = st.integers(-(2**62), 2**62)
MONEY = st.integers(-300, 300).map(lambda step: step * 10 ** (abs(step) % 12))  # many digits, few of them close together
FRACTIONS = st.floats(-1e12, 1e12, allow_nan=False).map(lambda value: value + 0.0)  # no zero below zero
SOME = st.one_of(*(st.lists(st.none() | kind, max_size=60) for kind in (WHOLE, MONEY, FRACTIONS, st.sampled_from([0, 3]))))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(values=SOME, parts=st.sampled_from([3, 10, 100]), buckets=st.sampled_from([1, 7, 4096]))
def test_bars_found_bucket_by_bucket_are_those_of_the_sorted_values(con, values, parts, buckets):
    kind = pa.float64() if any(isinstance(value, float) for value in values) else pa.int64()
    people = con.create_table("values_told", pa.table({"value": pa.array(values, kind)}), overwrite=True)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(scales, "BUCKETS", buckets)
        found = scales.cut_points(people, "value", parts).to_pyarrow().to_pylist()
    expected = sorted_out([value for value in values if value is not None], parts)
    assert [(row["value"], row["rank"]) for row in found] == [(value, rank) for value, rank, _ in expected]
    total = sum(abs(value or 0) for value in values)
    for row, (_, _, share) in zip(found, expected, strict=True):
        whole = abs(sum(value or 0 for value in values))
        assert whole < total * 1e-6 or row["beyond"] == pytest.approx(share, abs=1e-9 * total / whole if whole else 0)


def sorted_out(values: list, parts: int) -> list[tuple]:
    """Value, rank and share beyond of every bar by the definition."""
    found = []
    for value in sorted(set(values)):
        up_to, below = (sum(one <= value for one in values), sum(one < value for one in values))
        if up_to * parts // len(values) > below * parts // len(values):
            whole = sum(values)
            beyond = sum(one for one in values if one > value) / whole if whole else 0.0
            found.append((value, up_to * parts // len(values), beyond))
    return found


def test_buckets_rise_with_the_values_and_part_both_small_and_large_ones(con):
    values = [-(10**9), -5, 0, *range(1, 40), 10**6, 10**6 + 1, 10**9, 2 * 10**9]
    counts = con.create_table("values_told", pa.table({"value": values}), overwrite=True)
    rows = scales._bucketed(counts).order_by("value").to_pyarrow()["bucket"].to_pylist()
    assert rows == sorted(rows)
    assert len(set(rows)) > 40
