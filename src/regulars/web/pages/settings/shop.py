"""The shop itself: its name, its time zone, its currency."""

from __future__ import annotations

from typing import Any
from zoneinfo import available_timezones

from babel import Locale
from fastapi import APIRouter, Response

from regulars.errors import InputError
from regulars.vocabulary import nearest
from regulars.web import asking
from regulars.web.here import Here
from regulars.web.pages.settings import frame
from regulars.web.pages.settings.frame import Signed, Text
from regulars.web.pages.settings.words import W
from regulars.words import Words

router = APIRouter()
COMMON = ("VND", "USD", "EUR", "GBP", "JPY", "KRW", "CNY", "THB", "SGD", "MYR", "IDR", "PHP", "TWD", "HKD", "INR", "AUD", "CAD")


@router.get("/settings/shop")
def shop(here: Signed) -> Response:
    """The form with what is in force."""
    return _form(here)


@router.post("/settings/shop")
def save(here: Signed, name: Text = "", timezone: Text = "", currency: Text = "") -> Response:
    """Save it; the form again where something cannot be."""
    asking.owner(here)
    given = {"name": " ".join(name.split()), "timezone": timezone.strip(), "currency": currency}
    faults = _faults(here, given)
    if faults:
        return _form(here, status=422, given=given, faults=faults)
    changed = {key: value for key, value in given.items() if value and value != (getattr(here.settings, key) or "")}
    if not changed:
        return frame.done(here, "shop", W["nothing_changed"], **_context(here, given))
    said = W["saving_numbers"] if set(changed) - {"name"} else W["saving"]
    return frame.job(here, "shop", "settings", {"choose": changed}, said, **_context(here, given))


def _faults(here: Here, given: dict[str, str]) -> dict[str, Words]:
    faults = {}
    if not 1 <= len(given["name"]) <= 80:
        faults["name"] = W["name_length"]
    if given["timezone"] not in available_timezones():
        close = nearest(given["timezone"], tuple(sorted(available_timezones())))
        faults["timezone"] = W["no_zone"].filled(close=", ".join(close[:3]) or "Asia/Ho_Chi_Minh", current=here.settings.timezone)
    if given["currency"] and (fault := _other_money(here, given["currency"])):
        faults["currency"] = fault
    return faults


def _other_money(here: Here, currency: str) -> Words | None:
    """Why a currency cannot be, once there are amounts."""
    from regulars.store.money import refuse_other_money

    if here.edition is None:
        return None
    try:
        with here.edition.quiet() as shop:
            refuse_other_money(shop.store, here.settings.currency or shop.currency, currency)
    except InputError as problem:
        return W["other_money"].filled(what=problem.what, current=here.settings.currency)
    return None


def _form(here: Here, *, status: int = 200, given: dict[str, str] | None = None, **context: Any) -> Response:
    now = {"name": here.settings.name, "timezone": here.settings.timezone, "currency": here.settings.currency or ""}
    return frame.show(here, "shop", status=status, **_context(here, given or now) | context)


def _context(here: Here, given: dict[str, str]) -> dict[str, Any]:
    codes = tuple(dict.fromkeys((*([given["currency"]] if given["currency"] else [""]), *COMMON)))
    names = Locale(here.lang).currencies
    choices = [(code, f"{code} · {names.get(code, code)}" if code else W["first_import"]) for code in codes]
    return {"given": given, "currencies": choices, "zones": sorted(available_timezones()) if here.user.is_owner else []}
