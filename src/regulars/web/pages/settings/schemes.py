"""Every way of sorting customers with its numbers: those that come with Regulars, and those the shop pinned."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Response

from regulars import schemes as builtin
from regulars.errors import Regulars
from regulars.scheme import Scheme
from regulars.web import asking
from regulars.web.here import Here
from regulars.web.pages.settings import frame, reading
from regulars.web.pages.settings.frame import Signed
from regulars.web.pages.settings.words import W

router = APIRouter()


@router.get("/settings/schemes")
def schemes(here: Signed) -> Response:
    """The schemes, their parameters, and which of them are pinned."""
    return frame.show(here, "schemes", rows=_rows(here))


@router.post("/settings/schemes/{id}")
async def save(here: Signed, id: str) -> Response:
    """Pin the parameters of one scheme; each keeps what was typed where it cannot be."""
    asking.owner(here)
    form = await here.request.form()
    scheme = builtin.scheme_named(id, _schemes(here))
    typed = {name: str(form.get(name, "")) for name in scheme.parameters}
    if "default" in form:
        own = {name: reading.typed(value.value).of(here.lang) for name, value in _defaults()[id].parameters.items()}
        gone = {"unpin": {id: sorted(here.settings.schemes.get(id, {}))}}
        return frame.job(here, "schemes", "settings", gone, W["saving_numbers"], rows=_rows(here, id, own))
    values = {name: reading.within(typed[name], own.minimum, own.maximum) for name, own in scheme.parameters.items()}
    faults = {name: reading.refused(own.minimum, own.maximum, own.value) for name, own in scheme.parameters.items() if values[name] is None}
    if faults:
        return frame.show(here, "schemes", status=422, rows=_rows(here, id, typed, faults))
    pins = {name: _plain(value) for name, value in values.items() if value != scheme.parameters[name].value}
    if not pins:
        return frame.done(here, "schemes", W["nothing_changed"], rows=_rows(here, id, typed))
    return frame.job(here, "schemes", "settings", {"pin": {id: pins}}, W["saving_numbers"], rows=_rows(here, id, typed))


def _plain(value: float | None) -> float | int | None:
    return int(value) if value is not None and value == int(value) else value


def _schemes(here: Here) -> list[Scheme]:
    """The schemes with what is pinned now; without the shop's own, where these cannot be read."""
    try:
        return builtin.all_schemes(here.settings.schemes, {})
    except Regulars:
        return list(_defaults().values())


def _defaults() -> dict[str, Scheme]:
    return {scheme.id: scheme for scheme in builtin.all_schemes({}, {})}


def _rows(
    here: Here, open_: str | None = None, typed: dict[str, str] | None = None, faults: dict[str, Any] | None = None
) -> list[dict[str, Any]]:
    defaults, rows = _defaults(), []
    for scheme in _schemes(here):
        chosen = scheme.id == open_
        fields = [
            {
                "name": name,
                "words": own.words,
                "value": (typed or {}).get(name) if chosen and typed else reading.typed(own.value).of(here.lang),
                "fault": (faults or {}).get(name) if chosen else None,
                "default": reading.typed(defaults[scheme.id].parameters[name].value),
                "pinned": name in here.settings.schemes.get(scheme.id, {}),
            }
            for name, own in scheme.parameters.items()
        ]
        rows.append({"scheme": scheme, "fields": fields, "pinned": sum(field["pinned"] for field in fields), "open": chosen})
    own = [scheme for scheme in (here.edition.schemes if here.edition else ()) if scheme.id not in defaults]
    return [*rows, *({"scheme": scheme, "fields": [], "pinned": 0, "open": False} for scheme in own)]
