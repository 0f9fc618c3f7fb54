"""Where places lie, and what is said of them."""

from __future__ import annotations

import ibis
import pytest

from regulars.insight.regions import Place, coordinates, places, sentence, table
from regulars.intake.places import PROVINCES
from regulars.schemes import scheme_named
from regulars.schemes.region import region

WHERE = {"customer_id": "string", "province": "string", "latitude": "float64", "longitude": "float64", "replaced_at": "timestamp"}


def customers(*rows):
    listed = [{"province": place, "purchases_365d": bought, "spend_365d": spend} for place, bought, spend in rows]
    return ibis.memtable(listed, schema={"province": "string", "purchases_365d": "int32", "spend_365d": "int64"})


def test_all_34_provinces_have_a_place_on_the_map():
    assert set(coordinates()) == set(PROVINCES)
    assert all(8 < latitude < 24 and 102 < longitude < 110 for latitude, longitude in coordinates().values())


def test_a_former_province_lies_where_it_went_and_a_place_abroad_where_its_customers_are():
    where = ibis.memtable(
        [
            {"customer_id": "a", "province": "Paris", "latitude": 48.8, "longitude": 2.2, "replaced_at": None},
            {"customer_id": "b", "province": "Paris", "latitude": 48.9, "longitude": 2.4, "replaced_at": None},
        ],
        schema=WHERE,
    )
    found = {place.name: place for place in places(customers(("Paris", 1, 5), ("Bình Dương", 2, 9), ("Atlantis", 0, 0)), where)}
    assert (found["Paris"].latitude, found["Paris"].longitude) == pytest.approx((48.85, 2.3))
    assert (found["Bình Dương"].latitude, found["Bình Dương"].longitude) == coordinates()["Hồ Chí Minh"]
    assert found["Atlantis"].latitude is None


def test_regions_are_those_of_the_scheme_in_force():
    found = [Place("Hà Nội", 30, 20, 100), Place("Paris", 5, 5, 50), Place(None, 9, 1, 1)]
    assert [row["region"] for row in table(found, scheme_named("region"), "en")] == ["Red River Delta", "Elsewhere", None]
    own = region(groups=[["north", "Miền Bắc", ["Hà Nội"]]])
    assert table(found, own, "vi")[0]["region"] == "Miền Bắc"
    assert table(found, None, "vi")[0]["region"] is None


def test_the_sentence_counts_those_whose_place_is_not_known():
    found = [Place("Hà Nội", 30, 20, 75), Place("Huế", 5, 5, 25), Place(None, 9, 1, 1)]
    assert sentence(found).en == "Hà Nội brings 75% of the revenue whose place is known; the place of 9\u00a0customers is not known"
    assert sentence([Place("Huế", 5, 5, 25)]).vi == "Huế có 5\u00a0khách, nhiều nhất"
    assert sentence([Place(None, 9, 1, 1)]).en == "Nobody's place is known."
