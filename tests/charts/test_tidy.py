"""Charts read a table of any kind alike, and an error about a table names the column, what was seen and the nearest name."""

from __future__ import annotations

import datetime as dt

import ibis
import numpy as np
import pandas
import polars
import pyarrow
import pytest

from regulars import charts
from regulars.errors import InputError

from .tables import AGES, LADDER, MONTHS, TABLES

KINDS = {
    "pandas": pandas.DataFrame,
    "arrow": pyarrow.Table.from_pylist,
    "polars": polars.DataFrame,
    "ibis": lambda rows: ibis.memtable(pyarrow.Table.from_pylist(rows)),
}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", TABLES)
def test_a_chart_is_the_same_from_every_kind_of_table(name, kind):
    draw = getattr(charts, name)
    assert draw(KINDS[kind](TABLES[name])) == draw(TABLES[name])


@pytest.mark.parametrize("kind", ["pandas", "arrow", "polars"])
def test_a_frame_without_rows_is_a_sentence(kind):
    assert charts.ladder(KINDS[kind](LADDER)[:0]).rows == ()


@pytest.mark.parametrize("name", TABLES)
def test_other_columns_do_no_harm(name):
    draw = getattr(charts, name)
    assert draw([{**row, "note": object()} for row in TABLES[name]]) == draw(TABLES[name])


def test_an_absent_column_is_named_with_those_seen_and_the_nearest():
    rows = [{("customer" if name == "customers" else name): value for name, value in row.items()} for row in LADDER]
    with pytest.raises(InputError) as raised:
        charts.ladder(rows)
    error = raised.value
    assert error.where.column == "customers"
    assert "spend_per_customer" in error.seen
    assert error.todo.en == "Rename the column “customer” to “customers”"
    assert error.code == "column"


def test_an_empty_frame_must_have_the_columns_too():
    with pytest.raises(InputError, match="customers"):
        charts.ladder(pandas.DataFrame({"name": []}))


@pytest.mark.parametrize(
    ("column", "value"),
    [("customers", "nhiều"), ("customers", True), ("spend_per_customer", float("inf")), ("colour", "#ff0000")],
)
def test_a_cell_of_another_kind_is_said_with_its_row(column, value):
    with pytest.raises(InputError) as raised:
        charts.ladder([LADDER[0], {**LADDER[1], column: value}])
    assert (raised.value.where.row, raised.value.where.column, raised.value.seen) == (2, column, repr(value))


@pytest.mark.parametrize("unknown", [None, float("nan"), np.nan, pandas.NA, pandas.NaT])
def test_unknown_may_be_written_in_any_way(unknown):
    assert charts.ladder([{**LADDER[0], "spend_per_customer": unknown}]).rows[0][2] == "–"


@pytest.mark.parametrize("day", ["2026-01-28", "2026-01-28T07:00:00", dt.datetime(2026, 1, 28, 7), pandas.Timestamp("2026-01-28")])
def test_a_day_may_be_a_date_a_moment_or_iso_text(day):
    assert charts.months([{**MONTHS[0], "month": day}]).rows[0][0] == "01/2026"


def test_numbers_of_numpy_are_numbers():
    assert charts.ages([{**AGES[1], "customers": np.int64(900)}]).rows[0][1] == "900"


@pytest.mark.parametrize("table", ["name,customers", {"name": ["a"]}, 7, [1, 2]])
def test_what_is_no_table_is_refused_with_what_a_table_is(table):
    with pytest.raises(InputError) as raised:
        charts.ladder(table)
    assert "pandas" in raised.value.todo.en
