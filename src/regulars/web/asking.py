"""Asking the worker for something: a job is put, whoever asked is told, and the page they came from stays."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from fastapi import Response
from fastapi.responses import RedirectResponse

from regulars.errors import Forbidden
from regulars.web.here import Here
from regulars.words import Words

if TYPE_CHECKING:
    from regulars.store.books import Job

OWNERS_ONLY = Words("Chỉ chủ tiệm làm được việc này.", "Only the owner may do this.")


def owner(here: Here) -> None:
    """`Forbidden` for whoever is not the owner."""
    if not here.user.is_owner:
        raise Forbidden(OWNERS_ONLY, seen=here.user.name, todo=Words("Nhờ chủ tiệm.", "Ask the owner."), code="owner_only")


def put(here: Here, kind: str, arguments: Mapping[str, Any], said: Words, back: str) -> Response:
    """Put a job, note it in the audit, and say so: in a toast where HTMX asked, else on the page that one goes back to."""
    begun(here, kind, arguments)
    return answer(here, said, back, started=True)


def begun(here: Here, kind: str, arguments: Mapping[str, Any]) -> Job:
    """Put a job and note it in the audit, for pages that follow it themselves."""
    job = here.books.jobs.put(kind, arguments, by=here.user.name)
    here.books.audit.write(f"job_{kind}", by=here.user.name, about=str(job.id))
    return job


def answer(here: Here, said: Words, back: str, *, started: bool = False) -> Response:
    """Say that something was done. `started`: a job runs now, which the foot of the side bar follows."""
    if not here.is_htmx:
        return RedirectResponse(back, 303)
    headers = {"HX-Trigger": "job-started"} if started else {}
    return here.part("said.html.j2", "answer", headers=headers, said=said)


def goes_to(here: Here, back: str) -> Response:
    """Back to a page that has changed; HTMX loads it whole."""
    if here.is_htmx:
        return Response(status_code=204, headers={"HX-Redirect": quote(back, safe="/?=&#%")})
    return RedirectResponse(back, 303)
