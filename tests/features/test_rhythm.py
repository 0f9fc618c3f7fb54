"""The chance of a return as it is read from the stored table."""

from __future__ import annotations

import ibis
import pytest

from regulars.features import rhythm


@pytest.fixture(scope="module")
def con():
    return ibis.duckdb.connect()


CHANCES = [(0, 0, 0.8), (0, 1, 0.4), (2, 0, 0.2), (2, 1, 0.3), (2, 2, 0.1)]
HORIZONS = (1, None, 2)


def chances(con, people: list[tuple[int | None, int | None]]) -> list[tuple]:
    first = {group: chance for group, day, chance in CHANCES if day == 0}
    columns = {"rhythm_group": "int32", "silent_days": "int32", "chance": "float64", "at_first": "float64"}
    stored = ibis.memtable([(*each, first[each[0]]) for each in CHANCES], schema=columns)
    table = ibis.memtable(
        [(place, *each) for place, each in enumerate(people)], schema={"who": "int32", "rhythm_group": "int32", "silent_days": "int32"}
    )
    found = con.to_pyarrow(rhythm.chance(table, stored, HORIZONS, 30).order_by("who")).to_pylist()
    return [(each["return_chance"], each["chance_left"]) for each in found]


def test_a_chance_is_looked_up_by_group_and_day_and_halved_for_each_window_beyond(con):
    assert chances(con, [(0, 0), (0, 1), (0, 31), (0, 61)]) == [(0.8, 1.0), (0.4, 0.5), (0.2, 0.25), (0.1, 0.125)]


def test_what_is_left_of_a_chance_is_never_more_than_all_of_it(con):
    assert chances(con, [(2, 1)]) == [(0.3, 1.0)]


def test_a_group_that_was_never_seen_and_those_who_never_bought_have_no_chance(con):
    assert chances(con, [(1, 3), (None, None), (7, 1)]) == [(None, None)] * 3


def test_the_usual_gap_is_drawn_to_the_shops_by_two_gaps(con):
    table = ibis.memtable({"span": [0, 10, 100], "gaps": [0, 1, 10]})
    found = con.to_pyarrow(table.select(gap=rhythm.usual_gap(table.span, table.gaps, 40.0)))["gap"].to_pylist()
    assert found == [40.0, 30.0, 15.0]
