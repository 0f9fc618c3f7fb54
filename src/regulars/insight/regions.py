"""Where do customers live, and what do they bring from there?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

import ibis.expr.types as ir

from regulars.insight.baskets import counts
from regulars.insight.spoken import FEWEST, people, ratio, share
from regulars.intake.places import province_of
from regulars.scheme import Scheme
from regulars.words import Words

COLUMNS = {
    "place": "string",
    "region": "string",
    "latitude": "float64",
    "longitude": "float64",
    "customers": "int64",
    "buyers": "int64",
    "revenue": "int64",
}


@dataclass(frozen=True)
class Place:
    """A province (null: not known): its customers, those with a purchase in 365 days, their spend of 365 days in minor units, where it lies."""

    name: str | None
    people: int
    buyers: int
    spend: int
    latitude: float | None = None
    longitude: float | None = None


def places(customers: ir.Table, where: ir.Table | None = None) -> list[Place]:
    """By revenue, the unknown last. `customers`: `province`, `purchases_365d`, `spend_365d`; `where` the canonical table of customers.

    A province of Vietnam lies where `vietnamadminunits` puts it, any other place in the middle of its customers' own coordinates.
    """
    counted = customers.group_by("province").agg(
        people=customers.count(), buyers=(customers.purchases_365d > 0).sum(), spend=customers.spend_365d.sum().cast("float64")
    )
    rows = counted.to_pyarrow().to_pylist()
    middles = _middles(where) if where is not None else {}
    found = [_place(row, middles) for row in rows]
    return sorted(found, key=lambda place: (place.name is None, -place.spend, -place.people, place.name or ""))


def _place(row: Mapping[str, object], middles: Mapping[str, tuple[float, float]]) -> Place:
    name = row["province"]
    at = coordinates().get(province_of(str(name)) or "") or middles.get(str(name)) if name is not None else None
    customers, buyers, spend = counts(row, "people", "buyers", "spend")
    latitude, longitude = at or (None, None)
    return Place(None if name is None else str(name), customers, buyers, spend, latitude, longitude)


def _middles(where: ir.Table) -> dict[str, tuple[float, float]]:
    """The mean coordinates of the customers of each province that have any."""
    here = where.filter(where.replaced_at.isnull() & where.province.notnull() & where.latitude.notnull() & where.longitude.notnull())
    rows = here.group_by("province").agg(latitude=here.latitude.mean(), longitude=here.longitude.mean()).to_pyarrow().to_pylist()
    return {row["province"]: (row["latitude"], row["longitude"]) for row in rows}


@lru_cache(maxsize=1)
def coordinates() -> dict[str, tuple[float, float]]:
    """Latitude and longitude of the middle of each of Vietnam's 34 provinces, from the data of `vietnamadminunits`."""
    from vietnamadminunits.database import get_data

    rows = get_data(fields=["provinceShort", "provinceLat", "provinceLon"], table="admin_units")
    return {row["provinceShort"]: (row["provinceLat"], row["provinceLon"]) for row in rows if row["provinceLat"] is not None}


def region_of(scheme: Scheme | None, place: str) -> Words | None:
    """The name of the region that a scheme puts a province in; null without the scheme."""
    if scheme is None:
        return None
    row = dict.fromkeys(scheme.features()) | {"province": place}
    return scheme.class_named(scheme.class_of(row)).name


def table(found: list[Place], scheme: Scheme | None, lang: str) -> list[dict[str, object]]:
    """One row per province, by revenue (`COLUMNS`), of 365 days; the last, without a place, is of those whose province is not known."""
    return [_row(place, scheme, lang) for place in found]


def _row(place: Place, scheme: Scheme | None, lang: str) -> dict[str, object]:
    region = region_of(scheme, place.name) if place.name else None
    return {
        "place": place.name,
        "region": region.of(lang) if region else None,
        "latitude": place.latitude,
        "longitude": place.longitude,
        "customers": place.people,
        "buyers": place.buyers,
        "revenue": place.spend,
    }


def sentence(found: list[Place]) -> Words:
    """The province that brings most, and how many customers nobody knows the place of."""
    named = [place for place in found if place.name is not None]
    unknown = sum(place.people for place in found if place.name is None)
    buyers, spend = sum(place.buyers for place in named), sum(place.spend for place in named)
    if not named:
        return Words("Chưa biết khách nào ở đâu.", "Nobody's place is known.")
    top = named[0]
    part = ratio(top.spend, spend) if buyers >= FEWEST else None
    if part is None:
        said = Words("{name} có {people}, nhiều nhất", "{name} has {people}, the most").filled(name=top.name, people=people(top.people))
    else:
        said = Words(
            "{name} mang về {part} doanh thu của những khách biết nơi ở", "{name} brings {part} of the revenue whose place is known"
        )
        said = said.filled(name=top.name, part=share(part))
    if not unknown:
        return said
    rest = Words("; {people} chưa rõ ở đâu", "; the place of {people} is not known").filled(people=people(unknown))
    return Words(said.vi + rest.vi, said.en + rest.en)


NOTE = Words(
    "Tỉnh, thành theo tên từ 7/2025. Người mua và doanh thu trong 365 ngày. Vị trí là giữa tỉnh.",
    "Provinces by their names since July 2025. Buyers and revenue of 365 days. Each is placed at its middle.",
)
