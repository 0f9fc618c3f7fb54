"""Whom the shop looks for, as a rule, and how many of them there are in its market."""

from __future__ import annotations

from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Response

from regulars.errors import Regulars
from regulars.rules import say
from regulars.scheme import known_schemes
from regulars.web import asking
from regulars.web.here import Here
from regulars.web.pages.settings import frame, reading
from regulars.web.pages.settings.frame import Signed, Text
from regulars.web.pages.settings.words import W

router = APIRouter()


@router.get("/settings/portrait")
def portrait(here: Signed, rule: Annotated[str | None, Query(max_length=10_000)] = None) -> Response:
    """The rule with its words, and the size of the market. `rule`: one that was made in the builder, to be saved here."""
    now = _now(here)
    fresh = rule is not None and rule.strip() != now["portrait"]
    return frame.show(here, "portrait", unsaved=fresh, **_context(here, now | ({"portrait": rule.strip()} if rule else {})))


@router.post("/settings/portrait/read")
def read(here: Signed, portrait: Text = "") -> Response:
    """The words of a rule while it is typed, and whom it describes."""
    return here.part("settings/portrait.html.j2", "told", words=W, **_told(here, portrait))


@router.post("/settings/portrait")
def save(here: Signed, portrait: Text = "") -> Response:
    """Save the rule; it stays in the field where it cannot be read."""
    asking.owner(here)
    given = _now(here) | {"portrait": portrait}
    told = _told(here, given["portrait"])
    if told["problem"]:
        return frame.show(here, "portrait", status=422, **_context(here, given))
    if portrait.strip() == here.settings.portrait:
        return frame.done(here, "portrait", W["nothing_changed"], **_context(here, given))
    return frame.job(here, "portrait", "settings", {"choose": {"portrait": portrait.strip()}}, W["saving_numbers"], **_context(here, given))


@router.post("/settings/portrait/market")
def save_market(here: Signed, people: Text = "", reachable: Text = "") -> Response:
    """Save the size of the market; an empty field is not known."""
    asking.owner(here)
    given = _now(here) | {"people": people, "reachable": reachable}
    sizes = {name: reading.whole(text) if text.strip() else None for name, text in (("people", people), ("reachable", reachable))}
    current = here.settings.market.model_dump()
    faults = {name: reading.refused(0, None, current[name]) for name, value in sizes.items() if value is None and given[name].strip()}
    if not faults and None not in sizes.values() and sizes["reachable"] > sizes["people"]:  # type: ignore[operator]
        faults = {"reachable": W["more_than_all"]}
    if faults:
        return frame.show(here, "portrait", status=422, faults=faults, **_context(here, given))
    if sizes == current:
        return frame.done(here, "portrait", W["nothing_changed"], **_context(here, given))
    return frame.job(here, "portrait", "settings", {"choose": {"market": sizes}}, W["saving"], **_context(here, given))


def _now(here: Here) -> dict[str, str]:
    market = here.settings.market
    sizes = {name: "" if value is None else reading.typed(value).of(here.lang) for name, value in market.model_dump().items()}
    return {"portrait": here.settings.portrait, **sizes}


def _context(here: Here, given: dict[str, str]) -> dict[str, Any]:
    builder = "/builder?" + urlencode({"for": "portrait", "rule": given["portrait"]})
    return {"given": given, "builder": builder, "stored": here.settings.portrait} | _told(here, given["portrait"])


def _told(here: Here, text: str) -> dict[str, Any]:
    """A rule in words and how many customers it describes; else what is wrong with it."""
    told: dict[str, Any] = {"spoken": None, "count": None, "problem": None, "rule": text.strip()}
    if not text.strip() or here.edition is None:
        return told
    try:
        rule = here.edition.rule(text)
        spoken = say(rule, here.lang, currency=here.edition.currency, known=known_schemes(here.edition.schemes))
        return told | {"spoken": spoken, "count": here.edition.count(rule)}
    except Regulars as problem:
        return told | {"problem": problem}
