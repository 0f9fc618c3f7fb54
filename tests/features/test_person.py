"""Ages and places, by hand."""

from __future__ import annotations

import datetime as dt

import ibis
import pyarrow as pa
import pytest

from regulars.features import person


@pytest.fixture(scope="module")
def con():
    return ibis.duckdb.connect()


PEOPLE = pa.table(
    {
        "customer_id": ["leap", "eve", "year", "this year", "band", "nobody", "not born", "not begun"],
        "birth_date": pa.array([dt.date(2000, 2, 29), dt.date(2000, 3, 1), None, None, None, None, dt.date(2024, 3, 1), None], pa.date32()),
        "birth_year": pa.array([None, 1950, 2000, 2023, None, None, None, 2025], pa.int32()),
        "age_min": pa.array([30, None, None, None, 65, None, 18, 18], pa.int32()),
        "age_max": pa.array([40, None, None, None, None, None, 24, 24], pa.int32()),
    }
)


def ages(con, as_of: dt.date) -> dict[str, tuple]:
    table = ibis.memtable(PEOPLE)
    rows = con.to_pyarrow(table.select("customer_id", **person.columns(table, ibis.literal(as_of)))).to_pylist()
    return {each["customer_id"]: (each["age"], each["age_min"], each["age_max"]) for each in rows}


def test_a_birthday_on_29_february_is_reached_on_1_march_in_other_years(con):
    assert ages(con, dt.date(2023, 2, 28))["leap"][0] == 22
    assert ages(con, dt.date(2023, 3, 1))["leap"][0] == 23
    assert ages(con, dt.date(2024, 2, 29))["leap"][0] == 24


def test_a_birth_date_goes_before_a_year_and_an_age_before_a_band(con):
    found = ages(con, dt.date(2024, 2, 29))
    assert found["eve"] == (23, None, None)
    assert found["leap"] == (24, None, None)
    assert found["band"] == (None, 65, None)
    assert found["nobody"] == (None, None, None)


def test_from_a_year_the_younger_age_is_taken_until_the_year_is_over(con):
    assert ages(con, dt.date(2024, 12, 30))["year"][0] == 23
    assert ages(con, dt.date(2024, 12, 31))["year"][0] == 24
    assert ages(con, dt.date(2023, 5, 1))["this year"][0] == 0


def test_who_is_not_born_yet_has_no_age_but_keeps_the_band_they_stated(con):
    found = ages(con, dt.date(2024, 2, 29))
    assert found["not born"] == found["not begun"] == (None, 18, 24)


def test_the_radius_that_counts_is_that_of_the_nearest_store(con):
    """From Hồ Chí Minh City to Hà Nội it is some 1,140 km along the sphere; the near store is 13 km away and goes 5."""
    people = ibis.memtable({"customer_id": ["a", "b"], "latitude": [10.7798, None], "longitude": [106.6999, None]})
    near = {"latitude": 10.9, "longitude": 106.7, "radius_km": 5.0}
    far = {"latitude": 21.0245, "longitude": 105.8576, "radius_km": 5_000.0}
    nowhere = {"latitude": None, "longitude": 106.7, "radius_km": 5_000.0}

    def found(*stores: dict) -> list[dict]:
        table = ibis.memtable(pa.Table.from_pylist(list(stores), pa.schema([(name, pa.float64()) for name in near])))
        return con.to_pyarrow(person.distances(people, table)).to_pylist()

    assert [(each["customer_id"], round(each["distance_km"]), each["within_radius"]) for each in found(far, nowhere)] == [("a", 1143, True)]
    assert [(round(each["distance_km"], 1), each["within_radius"]) for each in found(near, far)] == [(13.4, False)]
    assert not found({**near, "radius_km": None})[0]["within_radius"]


def test_stores_say_which_provinces_they_serve(con):
    stores = con.create_table("stores", pa.table({"served_provinces": ['["Huế", "Đà Nẵng"]', None, '["Huế"]']}))
    assert person.served_provinces(stores) == ("Huế", "Đà Nẵng")
