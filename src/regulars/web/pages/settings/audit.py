"""Who did what and when: it only grows."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Response

from regulars.web import asking
from regulars.web.pages.settings import frame
from regulars.web.pages.settings.frame import Signed
from regulars.web.pages.settings.words import DEEDS, W
from regulars.words import Words
from regulars.working.kinds import KINDS

router = APIRouter()
SHOWN = 50


@router.get("/settings/audit")
def audit(here: Signed, before: Annotated[int | None, Query(ge=1)] = None) -> Response:
    """The last lines, or those before one."""
    asking.owner(here)
    found = here.books.audit.recent(SHOWN + 1, before=before)
    older = f"/settings/audit?before={found[SHOWN - 1].id}" if len(found) > SHOWN else None
    rows = [{"entry": entry, "what": _said(entry.what), "about": _about(entry.what, entry.about)} for entry in found[:SHOWN]]
    return frame.show(here, "audit", rows=rows, older=older, newest=before is None)


def _said(what: str) -> Words:
    """A deed in words; its own name where there are none."""
    kind = KINDS.get(what.removeprefix("job_"))
    if what.startswith("job_") and kind:
        return kind.name
    return DEEDS.get(what, Words(what, what))


def _about(what: str, about: str) -> Words:
    return W["job_n"].filled(n=about) if what.startswith("job_") else Words(about, about)
