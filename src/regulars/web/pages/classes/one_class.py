"""One class: its sentence, its figures, what to do, its people, who has just come and gone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from fastapi import APIRouter, Response

from regulars import words as spoken
from regulars.edition.moved import Moved
from regulars.insight.spoken import people
from regulars.web import doors
from regulars.web.pages.classes import asking, figures, ruling
from regulars.web.pages.classes.asking import Signed
from regulars.web.pages.classes.texts import W
from regulars.web.rendering import door, speech
from regulars.words import Words, masked_phone

if TYPE_CHECKING:
    from regulars.edition import Edition
    from regulars.scheme import Class, Scheme
    from regulars.web.here import Here

router = APIRouter()
RECENT = 30  # days in which somebody has just come, or gone
FEW = 5  # people listed there
SHOWN = 20  # people of the class on the page; the list has them all
COLUMNS = ("days_since_last", "purchases_365d", "spend_365d")


@router.get("/classes/{id}/{class_id}")
def one_class(here: Signed, id: str, class_id: str) -> Response:
    """The page."""
    edition = asking.edition_of(here)
    scheme = edition.scheme(id)
    named = scheme.class_named(class_id)
    row = next(each for each in edition.insight("classes", scheme=id).table(here.lang) if each["class"] == class_id)
    change = next((each["change"] for each in edition.insight("changes", scheme=id).table(here.lang) if each["class"] == class_id), None)
    return here.page(
        "class.html.j2",
        title=named.name,
        section="classes",
        crumbs=[(W["classes"], "/classes"), (scheme.name, f"/classes/{quote(id)}")],
        words=W,
        scheme=scheme,
        named=named,
        row=row,
        finding=_finding(here, edition, scheme, row),
        metrics=_metrics(here, edition, scheme, named, row, change),
        rule=[each for each in ruling.rules(edition, scheme, here.lang) if each["class"].id == class_id],
        members=_members(edition, scheme, class_id, here.lang),
        all=asking.members(id, class_id),
        moves=_moves(edition, scheme, class_id, here.lang),
        others=figures.class_rows(edition, scheme, here.lang),
    )


def _finding(here: Here, edition: Edition, scheme: Scheme, row: dict[str, Any]) -> object:
    say = speech(here.lang, edition.currency, here.settings.zone)["say"]
    if not row["customers"]:
        return W["empty_class"]
    counted = door(people(row["customers"]).of(here.lang), asking.members(scheme.id, row["class"]))
    if row["customers_share"] is None or row["revenue_share"] is None:
        return say(W["class_finding_few"], people=counted)
    parts = {"part": spoken.percent(row["customers_share"], here.lang, 1), "share": spoken.percent(row["revenue_share"], here.lang, 1)}
    return say(W["class_finding"], people=counted, **parts)


def _metrics(here: Here, edition: Edition, scheme: Scheme, named: Class, row: dict[str, Any], change: int | None) -> list[dict[str, Any]]:
    """Four numbers: people, revenue, spend of each, margin or orders."""
    lang, href = here.lang, asking.members(scheme.id, named.id)
    share = spoken.percent
    told = [
        _metric(W["people_n"], spoken.number(row["customers"], lang), _held(row, change, lang), href),
        _money(W["revenue_365"], row["revenue"], W["share_revenue"].filled(share=share(row["revenue_share"], lang, 1)), edition, lang),
        _money(W["each_365"], row["spend_per_customer"], Words("", ""), edition, lang),
    ]
    if row["margin"] is not None:
        return [*told, _money(W["margin_365"], row["margin"], Words("", ""), edition, lang)]
    return [*told, _metric(W["orders_365"], spoken.number(row["orders"], lang), Words("", ""))]


def _held(row: dict[str, Any], change: int | None, lang: str) -> Words:
    """Which share of all customers that is, and by how many more or fewer in a week."""
    part = W["share_people"].filled(share=spoken.percent(row["customers_share"], lang, 1))
    if change is None:
        return part
    week = W["in_week"].filled(n=figures.signed(change, lang))
    return Words(f"{part.vi} · {week.vi}", f"{part.en} · {week.en}")


def _metric(label: Words, figure: str, before: Words, href: str | None = None, unit: str = "") -> dict[str, Any]:
    return {"label": label, "figure": figure, "unit": unit, "before": before if before.vi else Words("\u00a0", "\u00a0"), "href": href}


def _money(label: Words, minor: float | None, before: Words, edition: Edition, lang: str) -> dict[str, Any]:
    figure, _, unit = spoken.money(minor, edition.currency, lang).partition(spoken.NBSP)
    return _metric(label, figure, before, unit=unit)


def _members(edition: Edition, scheme: Scheme, class_id: str, lang: str) -> dict[str, Any]:
    """The customers who spent most, as the rows of `parts.table`."""
    page = edition.people(rule=f"{scheme.id} = '{class_id}'", columns=COLUMNS, limit=SHOWN)
    return {"rows": [_person(row, edition, lang) for row in page.rows], "total": page.total}


def _person(row: dict[str, Any], edition: Edition, lang: str) -> dict[str, Any]:
    since = row["days_since_last"]
    return {
        "href": doors.customer(row["customer_id"]),
        "aside": masked_phone(row["phone"]),
        "cells": {
            "name": row["name"] or W["unnamed"],
            "last": "–" if since is None else W["today"] if since == 0 else W["ago"].filled(n=spoken.number(since, lang)),
            "purchases": spoken.number(row["purchases_365d"], lang),
            "spend": spoken.money(row["spend_365d"], edition.currency, lang),
        },
    }


def _moves(edition: Edition, scheme: Scheme, class_id: str, lang: str) -> list[dict[str, Any]]:
    """Who has just come and gone, and who will by time alone, where that is told."""
    if len(edition.told_days) < 2:  # nothing is told of before, nor is it of what comes
        return []
    told = [("entered", RECENT, "target"), ("left", RECENT, "source")]
    told += [("soon_out", -RECENT, "source"), ("soon_in", -RECENT, "target")] if edition.looks_ahead else []
    return [
        {"head": W[name], "note": W["soon_note"] if days < 0 else None} | _side(edition, scheme, days, side, class_id, lang)
        for name, days, side in told
    ]


def _side(edition: Edition, scheme: Scheme, days: int, side: str, class_id: str, lang: str) -> dict[str, Any]:
    """Those who spent most among who comes to the class (`target`), or goes from it (`source`), and how many in all."""
    about = {side: class_id}
    found = edition.people(moved=Moved(scheme.id, days, **about), limit=FEW)
    rows = [_mover(edition, row, scheme, side, lang) for row in found.rows]
    return {"rows": rows, "total": found.total, "href": asking.moved(scheme.id, days, **about)}


def _mover(edition: Edition, row: dict[str, Any], scheme: Scheme, side: str, lang: str) -> dict[str, Any]:
    other, words = (row["moved_from"], W["from_class"]) if side == "target" else (row["moved_to"], W["to_class"])
    named = scheme.class_named(other) if other in scheme.class_ids else None
    said = words.filled(name=named.name if named else other).of(lang)
    when = spoken.day(row["moved_on"], lang) if row["moved_on"] <= edition.as_of else None
    spent = W["spent"].filled(money=spoken.money(row["spend_365d"], edition.currency, lang)).of(lang)
    return {
        "name": row["name"] or W["unnamed"].of(lang),
        "fact": " · ".join(each for each in (said, when, spent) if each),
        "href": doors.customer(row["customer_id"]),
        "colour": None,
        "class": None,
    }
