"""Person: age, place and trade of a customer, as far as the shop was told."""

from __future__ import annotations

import json
import math

import ibis
import ibis.expr.types as ir

EARTH_KM = 6371.0088


def age(customers: ir.Table, day: ir.DateValue) -> ir.IntegerValue:
    """Whole years on the day, from the birth date; from a birth year the younger age; null where neither is known, or it is still to come."""
    birth = customers.birth_date
    today = day.month() * 100 + day.day()
    exact = day.year() - birth.year() - ibis.ifelse((birth.month() * 100 + birth.day()) <= today, 0, 1)
    younger = day.year() - customers.birth_year - ibis.ifelse(today == 1231, 0, 1)
    born = birth.isnull() | (birth <= day)
    begun = customers.birth_year <= day.year()
    return ibis.ifelse(born, exact.fill_null(ibis.ifelse(begun, younger.clip(lower=0), None)), None).cast("int32")


def columns(customers: ir.Table, day: ir.DateValue) -> dict[str, ir.Value]:
    """`age`, and the ends of a stated band where no exact age is known."""
    years = age(customers, day)
    return {
        "age": years,
        "age_min": ibis.ifelse(years.isnull(), customers.age_min, None),
        "age_max": ibis.ifelse(years.isnull(), customers.age_max, None),
    }


def distances(customers: ir.Table, stores: ir.Table) -> ir.Table:
    """One row per customer with coordinates: distance_km to the nearest store (haversine), and whether they are within its radius."""
    people = customers.filter(customers.latitude.notnull(), customers.longitude.notnull())
    people = people.select("customer_id", own_lat=people.latitude, own_lon=people.longitude)
    shops = stores.filter(stores.latitude.notnull(), stores.longitude.notnull())
    pairs = people.cross_join(shops.select("latitude", "longitude", "radius_km"))
    rad = math.pi / 180
    d_lat, d_lon = (pairs.latitude - pairs.own_lat) * rad, (pairs.longitude - pairs.own_lon) * rad
    inner = (d_lat / 2).sin() ** 2 + (pairs.own_lat * rad).cos() * (pairs.latitude * rad).cos() * (d_lon / 2).sin() ** 2
    km = 2 * EARTH_KM * inner.sqrt().clip(upper=1.0).asin()
    pairs = pairs.mutate(km=km, within=km <= pairs.radius_km.fill_null(10.0))
    near = pairs.mutate(nearest=pairs.km.min().over(ibis.window(group_by=pairs.customer_id)))
    return near.group_by("customer_id").aggregate(distance_km=near.km.min(), within_radius=near.within.any(where=near.km == near.nearest))


def served_provinces(stores: ir.Table) -> tuple[str, ...]:
    """The provinces that stores say they serve, each a JSON list of short names."""
    lists = stores.filter(stores.served_provinces.notnull()).select("served_provinces").to_pyarrow().to_pylist()
    return tuple(dict.fromkeys(name for row in lists for name in json.loads(row["served_provinces"])))
