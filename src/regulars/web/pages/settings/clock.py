"""How fresh the numbers are, when they are computed next, what went wrong, and computing them now."""

from __future__ import annotations

import datetime as dt
from typing import Any

from fastapi import APIRouter, Response

from regulars.freshness import SEPARATOR, moment
from regulars.store.books import Job
from regulars.web import asking
from regulars.web.here import Here
from regulars.web.pages.settings import frame, reading
from regulars.web.pages.settings.frame import Signed, Text
from regulars.web.pages.settings.words import W
from regulars.words import Words, number
from regulars.working.kinds import KINDS

router = APIRouter()
SHOWN, SECONDS = 12, 90
REPLAYED = (1, 36)  # months that may be asked for


@router.get("/settings/clock")
def clock(here: Signed) -> Response:
    """The state of the numbers and the jobs of late."""
    return frame.show(here, "clock", **_context(here))


@router.post("/settings/clock/refresh")
def refresh(here: Signed) -> Response:
    """Compute them now."""
    return frame.job(here, "clock", "refresh", {"if_any": True}, W["refreshing"], **_context(here))


@router.post("/settings/clock/recut")
def recut(here: Signed) -> Response:
    """Cut the bars anew."""
    asking.owner(here)
    return frame.job(here, "clock", "recut", {}, W["recutting"], **_context(here))


@router.post("/settings/clock/replay")
def replay(here: Signed, months: Text = "13") -> Response:
    """Tell the months before."""
    asking.owner(here)
    value = reading.whole(months)
    if value is None or not REPLAYED[0] <= value <= REPLAYED[1]:
        return frame.show(here, "clock", status=422, faults={"months": reading.refused(*REPLAYED, None)}, **_context(here, months=months))
    return frame.job(here, "clock", "replay", {"months": value}, W["replaying"].filled(n=value), **_context(here, months=months))


@router.post("/settings/clock/choose")
def choose(here: Signed, recut: Text = "monthly", try_on_past: Text = "") -> Response:
    """When bars are cut anew, and whether a report puts the outlook to the test."""
    asking.owner(here)
    chosen = {"recut": recut if recut in ("monthly", "never") else "monthly", "try_on_past": bool(try_on_past)}
    return frame.job(here, "clock", "settings", {"choose": chosen}, W["saving"], **_context(here) | {"chosen": chosen})


def _context(here: Here, months: str = "13") -> dict[str, Any]:
    chosen = {"recut": here.settings.recut, "try_on_past": here.settings.try_on_past}
    jobs = [_row(job, here.lang) for job in here.books.jobs.recent(SHOWN)]
    return {"jobs": jobs, "months": months, "chosen": chosen} | _freshness(here)


def _freshness(here: Here) -> dict[str, Any]:
    """When the numbers were computed and from what, when they are next, and with which versions they were made."""
    zone, lang = here.settings.zone, here.lang
    midnight = dt.datetime.combine(dt.datetime.now(zone).date() + dt.timedelta(days=1), dt.time(), zone)
    coming = W["next_refresh"].of(lang, moment=moment(midnight, lang, zone))
    fresh = here.edition.freshness if here.edition else None
    if fresh is None:
        return {"fresh": None, "leads": [coming], "made_with": ""}
    told = fresh.parts(lang, zone)[1:]
    kept = 1 + bool(fresh.imports)
    return {"fresh": fresh, "leads": [_sentence(told[:kept]), coming], "made_with": _sentence(told[kept:])}


def _sentence(parts: list[str]) -> str:
    said = SEPARATOR.join(parts)
    return said[:1].upper() + said[1:] + "." if said else ""


def _row(job: Job, lang: str) -> dict[str, Any]:
    kind = KINDS.get(job.kind)
    took = (job.ended_at - job.started_at).total_seconds() if job.started_at and job.ended_at else None
    return {
        "name": kind.name if kind else Words(job.kind, job.kind),
        "at": job.started_at or job.put_at,
        "by": job.by,
        "state": W[f"job_{job.state}"],
        "bad": job.state == "failed",
        "error": job.error,
        "took": "" if took is None else _said(took, lang),
        "running": not job.ended,
    }


def _said(seconds: float, lang: str) -> str:
    if seconds < SECONDS:
        return W["seconds"].of(lang, n=number(seconds, lang, 0 if seconds >= 10 else 1))
    return W["minutes"].of(lang, n=number(seconds / 60, lang, 1))
