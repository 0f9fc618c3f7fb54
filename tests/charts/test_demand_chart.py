"""Weeks over and ahead: the band lies about what is expected, and both begin where what came ends."""

from __future__ import annotations

import pytest

from regulars import charts
from regulars.errors import InputError

from .tables import DEMAND


def series_of(figure):
    return {each["id"]: each for each in figure.option["baseOption"]["series"]}


def values_of(series):
    return [each["value"] if isinstance(each, dict) else each for each in series["data"]]


def names_of(figure):
    return [title["text"] for title in figure.option["baseOption"]["title"]]


def test_what_came_ends_where_what_is_expected_begins():
    drawn = series_of(charts.demand(DEMAND))
    assert values_of(drawn["seen"])[10:12] == [49_000_000, None]
    assert values_of(drawn["expected"])[9:12] == [None, 49_000_000, 50_000_000]


def test_the_band_is_two_lines_on_top_of_each_other():
    drawn = series_of(charts.demand(DEMAND))
    low, between = values_of(drawn["low"]), values_of(drawn["band"])
    assert (low[9], between[9]) == (None, None)
    assert (low[10], between[10]) == (49_000_000, 0)
    assert [a + b for a, b in zip(low[11:], between[11:], strict=True)] == [row["revenue_high"] for row in DEMAND[11:]]


def test_orders_have_a_band_and_no_year_before():
    figure = charts.demand(DEMAND, measure="orders", lang="en")
    assert values_of(series_of(figure)["expected"])[11] == 121.4
    assert figure.rows[11] == ("23 Nov 2026", "–", "121", "90", "141", "–")
    assert "a year before" not in " ".join(names_of(figure))


def test_without_a_band_or_a_year_before_they_are_not_named():
    figure = charts.demand([{key: row[key] for key in ("week", "revenue", "expected_revenue")} for row in DEMAND])
    assert [bool(name) for name in names_of(figure)] == [True, True, False, False]
    assert values_of(series_of(figure)["low"])[11:] == [None] * 8


def test_weeks_of_two_years_carry_their_year_and_those_of_one_do_not():
    assert charts.demand(DEMAND).rows[0][0] == "07/09/2026"
    assert charts.demand(DEMAND[:11]).rows[0][0] == "07/09"
    assert charts.demand(DEMAND[:11], lang="en").rows[0][0] == "7 Sep"


def test_the_liveliest_week_ahead_says_its_value_left_of_its_point_at_the_edge():
    (point,) = series_of(charts.demand(DEMAND))["spoken"]["data"]
    assert (point["value"], point["label"]["position"], point["label"]["formatter"]) == ([18, 99_000_000], "left", "99\u00a0triệu")


def test_a_table_of_weeks_over_alone_is_drawn_too():
    figure = charts.demand(DEMAND[:11])
    assert series_of(figure)["spoken"]["data"] == []
    assert len(figure.rows) == 11


def test_a_measure_that_is_not_of_weeks_is_refused():
    with pytest.raises(InputError) as raised:
        charts.demand(DEMAND, measure="customers")
    assert "revenue" in raised.value.todo.en
