"""Every scheme: the three that lead as class rows, the others by usefulness with what they found, those that wait last."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fastapi import APIRouter, Response

from regulars.web.pages.classes import asking, figures
from regulars.web.pages.classes.asking import Signed
from regulars.web.pages.classes.texts import W

if TYPE_CHECKING:
    from regulars.edition import Edition
    from regulars.scheme import Scheme

router = APIRouter()


@router.get("/classes")
def schemes(here: Signed) -> Response:
    """The list."""
    edition = asking.edition_of(here)
    waits, scores, given = asking.waiting_ids(edition), asking.scored(edition), asking.in_order(edition)
    told = [each for each in given if each.id not in waits]
    return here.page(
        "classes.html.j2",
        title=W["classes"],
        section="classes",
        words=W,
        **_opening(edition, len(told), len(given) - len(told)),
        leading=[_leading(edition, each, here.lang) for each in told if each.leads],
        others=[_other(edition, each, scores) for each in told if not each.leads],
        waiting=[each for each in given if each.id in waits],
        judged=bool(scores),
    )


def _opening(edition: Edition, told: int, waiting: int) -> dict[str, Any]:
    """The scheme that tells this shop most, where that was tried; how many there are."""
    counted = (W["list_heading_waits"] if waiting else W["list_heading"]).filled(n=told, m=waiting)
    found = asking.ready(edition, "scoreboard")
    best = next((row for row in found.table("vi") if row["usefulness_low"] and row["usefulness_low"] > 0), None) if found else None
    if found is None or best is None:
        return {"heading": counted, "sentences": []}
    heading = W["most_useful"].filled(name=edition.scheme(best["scheme"]).name)
    return {"heading": heading, "sentences": [asking.ended(found.sentence), asking.ended(counted)]}


def _leading(edition: Edition, scheme: Scheme, lang: str) -> dict[str, object]:
    return {
        "scheme": scheme,
        "finding": asking.finding(edition, scheme),
        "rows": figures.class_rows(edition, scheme, lang),
    }


def _other(edition: Edition, scheme: Scheme, scores: dict[str, asking.Row]) -> dict[str, object]:
    return {"scheme": scheme, "finding": asking.finding(edition, scheme), "useful": asking.usefulness(scores.get(scheme.id))}
