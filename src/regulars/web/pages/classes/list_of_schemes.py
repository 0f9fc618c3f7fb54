"""Every scheme: the three that lead as class rows, the others by usefulness with what they found, those that wait last."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fastapi import APIRouter, Response

from regulars.web.pages.classes import asking, figures
from regulars.web.pages.classes.asking import Signed
from regulars.web.pages.classes.texts import W
from regulars.words import Words

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
        heading=_heading(len(told), len(given) - len(told)),
        leading=[_leading(edition, each, here.lang) for each in told if each.leads],
        others=[_other(edition, each, scores) for each in told if not each.leads],
        waiting=[each for each in given if each.id in waits],
        judged=bool(scores),
        usefulness_note=_note(edition),
    )


def _heading(told: int, waiting: int) -> Words:
    return (W["list_heading_waits"] if waiting else W["list_heading"]).filled(n=told, m=waiting)


def _note(edition: Edition) -> Words | None:
    found = asking.ready(edition, "scoreboard")
    return found.sentence if found else None


def _leading(edition: Edition, scheme: Scheme, lang: str) -> dict[str, object]:
    return {
        "scheme": scheme,
        "finding": edition.insight("classes", scheme=scheme.id).sentence,
        "rows": figures.class_rows(edition, scheme, lang),
    }


def _other(edition: Edition, scheme: Scheme, scores: dict[str, asking.Row]) -> dict[str, object]:
    found = edition.insight("classes", scheme=scheme.id)
    return {"scheme": scheme, "finding": found.sentence, "useful": asking.usefulness(scores.get(scheme.id))}
