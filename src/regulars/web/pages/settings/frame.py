"""The frame of every section: the list at the left, the section itself, and what was just saved."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import Depends, Form, Response
from fastapi.responses import HTMLResponse, RedirectResponse

from regulars.web.here import Here, here
from regulars.web.pages.settings.words import W
from regulars.words import Words

Signed = Annotated[Here, Depends(here)]
Text = Annotated[str, Form(max_length=10_000)]


@dataclass(frozen=True)
class Part:
    """One section: its address is `/settings/{id}`. `owner`: only the owner sees it; `apart`: dangerous, parted from the others."""

    id: str
    name: Words
    owner: bool = False
    apart: bool = False


PARTS = (
    Part("shop", W["shop"]),
    Part("places", W["places"]),
    Part("portrait", W["portrait"]),
    Part("schemes", W["schemes"]),
    Part("clock", W["clock"]),
    Part("account", W["account"]),
    Part("people", W["people"], owner=True),
    Part("audit", W["audit"], owner=True),
    Part("backup", W["backup"], owner=True, apart=True),
)


def shown(here: Here) -> list[Part]:
    """The sections that whoever looks may see."""
    return [part for part in PARTS if here.user.is_owner or not part.owner]


def show(here: Here, id: str, *, status: int = 200, said: Words | None = None, started: bool = False, **context: Any) -> Response:
    """A section: the whole page, or for HTMX only itself, with a toast where something was `said` and the foot told where a job `started`."""
    part = next(each for each in PARTS if each.id == id)
    given = {"words": W, "part": part, "parts_shown": shown(here), "may": here.user.is_owner, "faults": {}} | context
    template = f"settings/{id}.html.j2"
    if here.is_htmx and here.request.method == "POST":
        toast = here.text("said.html.j2", "answer", said=said) if said else ""
        headers = {"HX-Trigger": "job-started"} if started else None
        return HTMLResponse(here.text(template, "section", **given) + toast, status, headers)
    crumbs = [(W["settings"], "/settings")]
    return here.page(template, status=status, title=part.name, section="settings", crumbs=crumbs, **given)


def done(here: Here, id: str, said: Words, *, started: bool = False, **context: Any) -> Response:
    """A section after something was done in it."""
    if not here.is_htmx:
        return RedirectResponse(f"/settings/{id}", 303)
    return show(here, id, said=said, started=started, **context)


def job(here: Here, id: str, kind: str, arguments: Mapping[str, Any], said: Words, **context: Any) -> Response:
    """Put a job, note who asked for it, and show the section."""
    put = here.books.jobs.put(kind, arguments, by=here.user.name)
    here.books.audit.write(f"job_{kind}", by=here.user.name, about=f"{put.id}", data={"settings": sorted(arguments.get("choose") or ())})
    return done(here, id, said, started=True, **context)
