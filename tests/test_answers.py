"""Tables that a shop answers with: the same rows by every way out."""

from __future__ import annotations

import datetime as dt

import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

from regulars.answers import RefreshReport

from .small_shops import add, history, open_shop

DAY = dt.date(2024, 1, 31)


@pytest.fixture(scope="module")
def shop(tmp_path_factory):
    with open_shop(tmp_path_factory.mktemp("answers")) as opened:
        yield add(opened, history({"a": [(DAY, 500)], "b": [], "c": [(DAY, 200), (dt.date(2023, 12, 1), 100)]}))


def test_a_table_goes_to_pandas_arrow_and_polars_with_the_same_rows(shop):
    table = shop.classify(schemes=["ladder", "value"]).table
    rows = sorted(table, key=lambda row: row["customer_id"])
    assert len(table) == len(rows) == 3
    assert table.to_pyarrow().sort_by("customer_id").to_pylist() == rows
    assert table.to_polars().sort("customer_id").to_dicts() == rows
    assert pa.table(table).sort_by("customer_id").to_pylist() == rows
    assert isinstance(table.to_polars(), pl.DataFrame)
    for frame in (table.to_pandas(), table.execute()):
        assert isinstance(frame, pd.DataFrame)
        assert tuple(frame.columns) == table.columns == tuple(rows[0])
        assert frame.set_index("customer_id").ladder.to_dict() == {"a": "first_buy", "b": "suspect", "c": "rebuy"}


def test_a_table_carries_its_day_and_currency_and_shows_itself(shop):
    table = shop.classify().table
    assert (table.as_of, table.currency) == (DAY, "VND")
    assert repr(table).startswith("<Table as of 2024-01-31: customer_id, ")
    assert "<table" in table._repr_html_()


def test_classes_count_every_class_in_display_order_empty_ones_too(shop):
    found = shop.classify(schemes=["ladder", "lifecycle"])
    counts = found.counts("ladder")
    assert list(counts) == list(shop.scheme("ladder").class_ids)
    assert {id: n for id, n in counts.items() if n} == {"suspect": 1, "first_buy": 1, "rebuy": 1}
    assert counts.to_pandas().customers.sum() == counts.to_pyarrow()["customers"].to_numpy().sum() == 3
    rows = sorted(found, key=lambda row: row["customer_id"])
    assert found.as_of == DAY
    assert found.to_pyarrow().sort_by("customer_id").to_pylist() == found.to_polars().sort("customer_id").to_dicts() == rows
    assert len(found.to_pandas()) == len(found.execute()) == 3


def report(**changes: object) -> RefreshReport:
    given = {
        "as_of": DAY,
        "computed_at": dt.datetime(2024, 2, 1, tzinfo=dt.UTC),
        "seconds": 1.234,
        "customers": 1234,
        "buyers": 3,
        "orders": 4,
    }
    return RefreshReport(
        **(given | {"bars_version": 2, "schemes_version": "ab", "window": 180, "base_gap": 90.0, "too_few": False} | changes)
    )


def test_a_refresh_is_told_in_both_languages_with_a_warning_where_there_are_too_few():
    assert "1.234 khách, tính đến hết 31/01/2024" in report().text("vi")
    assert "1,234 customers as of 31 Jan 2024" in report().text("en")
    assert "too few to rank" in report(too_few=True).text("en")
    assert "too few" not in report().text("en")
    assert report().to_data()["computed_at"] == "2024-02-01T00:00:00+00:00"
