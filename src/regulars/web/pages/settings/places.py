"""Stores and the provinces that the shop serves, on a map drawn from the mosaic of provinces."""

from __future__ import annotations

import csv
import json
import secrets
from collections.abc import Mapping
from typing import Any

from fastapi import APIRouter, Response

from regulars.charts import vietnam
from regulars.web import asking
from regulars.web.here import Here
from regulars.web.pages.settings import frame, mosaic, reading
from regulars.web.pages.settings.frame import Signed
from regulars.web.pages.settings.words import W
from regulars.words import Words

router = APIRouter()
UPLOADS = "uploads"
COLUMNS = ("store_id", "store_name", "latitude", "longitude", "radius_km", "served_provinces")
BOUNDS = {"latitude": (-90, 90), "longitude": (-180, 180), "radius_km": (0, 1000)}
LONGEST = 100
DEFAULT_RADIUS = 10  # km, of a store that says none


@router.get("/settings/places")
def places(here: Signed) -> Response:
    """The map, the provinces by customers, the stores."""
    return frame.show(here, "places", **_context(here, here.settings.served_provinces))


@router.post("/settings/places")
async def save(here: Signed) -> Response:
    """Serve the provinces that are ticked."""
    asking.owner(here)
    form = await here.request.form()
    known = {row["name"] for row in _provinces(here, here.settings.served_provinces)}
    served = tuple(dict.fromkeys(str(name) for name in form.getlist("served") if name in known))
    if set(served) == set(here.settings.served_provinces):
        return frame.done(here, "places", W["nothing_changed"], **_context(here, served))
    return frame.job(
        here, "places", "settings", {"choose": {"served_provinces": list(served)}}, W["saving_numbers"], **_context(here, served)
    )


@router.post("/settings/places/store")
async def save_store(here: Signed) -> Response:
    """Change a store, or add one: facts come in by an import, which can be undone like any other."""
    asking.owner(here)
    form = await here.request.form()
    given, faults = _store(form)
    if faults:
        return frame.show(here, "places", status=422, faults=faults, **_context(here, here.settings.served_provinces, given))
    file = _written(here, given)
    return frame.job(
        here,
        "places",
        "import",
        {"paths": [file]},
        W["saving_store"].filled(name=given["store_name"]),
        **_context(here, here.settings.served_provinces),
    )


def _store(form: Mapping[str, Any]) -> tuple[dict[str, str], dict[str, Words]]:
    """What was typed of a store, and what cannot be."""
    given = {name: str(form.get(name, "")).strip() for name in COLUMNS}
    faults: dict[str, Words] = {}
    if not 1 <= len(given["store_name"]) <= LONGEST:
        faults["store_name"] = W["store_name_length"]
    for name, (low, high) in BOUNDS.items():
        if reading.within(given[name], low, high) is None:
            faults[name] = reading.refused(low, high, None)
    return given, faults


def _written(here: Here, given: dict[str, str]) -> str:
    """A file of one store, as a shop would import it; its path within the shop's folder."""
    numbers = {
        name: f"{reading.decimal(given[name]):g}" if name == "radius_km" else f"{reading.decimal(given[name]):.6f}" for name in BOUNDS
    }
    row = given | numbers | {"store_id": given["store_id"] or secrets.token_hex(4)}
    folder = here.folder / UPLOADS
    folder.mkdir(exist_ok=True)
    path = folder / f"stores-{secrets.token_hex(4)}.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS)
        writer.writeheader()
        writer.writerow(row)
    return f"{UPLOADS}/{path.name}"


def _context(here: Here, served: tuple[str, ...], given: dict[str, str] | None = None) -> dict[str, Any]:
    stores = _stores(here, given)
    provinces = _provinces(here, served)
    return {
        "provinces": provinces,
        "land": mosaic.land({row["name"] for row in provinces if row["served"]})
        if any(row["name"] in vietnam.cells() for row in provinces)
        else None,
        "points": mosaic.points(stores),
        "size": mosaic.size(),
        "stores": stores,
        "given": given,
        "fresh": given if given and not given["store_id"] else {**dict.fromkeys(COLUMNS, ""), "radius_km": str(DEFAULT_RADIUS)},
        "reached": here.edition.count("serviceable = true") if here.edition else None,
        "default_radius": DEFAULT_RADIUS,
    }


def _provinces(here: Here, served: tuple[str, ...]) -> list[dict[str, Any]]:
    """Provinces by their customers, those of Vietnam without any too, where the shop is in Vietnam."""
    rows = here.edition.insight("regions").table(here.lang) if here.edition else []
    people = {row["place"]: row["customers"] for row in rows if row["place"] is not None}
    home = list(vietnam.cells()) if not people or any(name in vietnam.cells() for name in people) else []
    every = dict.fromkeys((*sorted(people, key=lambda name: -people[name]), *served, *sorted(home)))
    return [{"name": name, "people": people.get(name, 0), "served": name in served} for name in every]


def _stores(here: Here, given: dict[str, str] | None) -> list[dict[str, Any]]:
    """The stores in force, as they were imported."""
    if here.edition is None:
        return []
    rows = here.edition.rows(
        "SELECT store_id, name, latitude, longitude, radius_km, served_provinces FROM main.stores WHERE replaced_at IS NULL ORDER BY name, store_id"
    )
    return [_told(row, here.lang, given if given and given["store_id"] == row["store_id"] else None) for row in rows]


def _told(row: dict[str, Any], lang: str, given: dict[str, str] | None) -> dict[str, Any]:
    """A store as it is listed, and its form: as it was typed, else as it stands."""
    typed = {name: "" if row[name] is None else reading.typed(round(row[name], 6)).of(lang) for name in BOUNDS}
    names = json.loads(row["served_provinces"]) if row["served_provinces"] else []
    form = {"store_id": row["store_id"], "store_name": row["name"] or row["store_id"], **typed, "served_provinces": ", ".join(names)}
    return row | {"store_name": form["store_name"], "typed": typed, "also": names, "form": given or form, "open": given is not None}
