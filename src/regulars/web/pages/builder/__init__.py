"""The builder: conditions chosen or typed, with what each leaves; who is in the group; saving, using and exporting it."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Response

from regulars.web.here import Here, here
from regulars.web.pages.builder import audiences, classing, exporting
from regulars.web.pages.builder.showing import given, view
from regulars.web.pages.builder.words import TITLE, WORDS

router = APIRouter()
for part in (audiences, classing, exporting):
    router.include_router(part.router)
Signed = Annotated[Here, Depends(here)]


@router.get("/builder")
def builder(here: Signed) -> Response:
    """The page; for HTMX what of it has changed: all, or with `figures` only the numbers."""
    if here.edition is None:
        return here.page("builder_empty.html.j2", title=TITLE, section="builder", words=WORDS)
    shown = view(here, here.edition)
    context = given(here, here.edition, shown)
    if not here.is_htmx:
        return here.page("builder.html.j2", saved=audiences.saved(here, here.edition), **context)
    if "figures" in here.request.query_params:
        return here.part("builder.html.j2", "figures", headers={"HX-Replace-Url": shown.address}, **context)
    return here.part("builder.html.j2", "rebuilt", headers={"HX-Push-Url": shown.address}, **context)
