"""The pieces that all pages ask for by themselves: the foot of the side bar while a job runs."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Response

from regulars.web.here import Here, here

router = APIRouter()
Signed = Annotated[Here, Depends(here)]


@router.get("/parts/foot")
def foot(here: Signed, watched: str = "") -> Response:
    """The foot anew; where the job that was watched has ended, with a toast that says so."""
    ended = here.books.jobs.get(watched) if watched and (here.foot.job is None or str(here.foot.job.id) != watched) else None
    return here.part("foot.html.j2", "answer", ended=ended)
