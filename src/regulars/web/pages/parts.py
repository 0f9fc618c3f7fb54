"""The pieces that all pages ask for by themselves: the foot of the side bar while a job runs."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Response

from regulars.store.books import Job
from regulars.web.here import Here, here
from regulars.web.words import SHARED
from regulars.words import Words
from regulars.working.kinds import KINDS

router = APIRouter()
Signed = Annotated[Here, Depends(here)]


@router.get("/parts/foot")
def foot(here: Signed, watched: int | None = None) -> Response:
    """The foot anew; where the job that was watched has ended, with a toast that says how."""
    running = here.foot.job
    over = here.books.jobs.get(watched) if watched and (running is None or running.id != watched) else None
    if over and over.ended:
        here.catch_up()
    said = _said(over) if over and over.ended else None
    return here.part("foot.html.j2", "answer", said=said)


def _said(job: Job) -> Words:
    name = KINDS[job.kind].name if job.kind in KINDS else Words(job.kind, job.kind)
    return SHARED[{"done": "job_done", "failed": "job_failed"}.get(job.state, "job_stopped")].filled(name=name)
