"""Choosing the language and the theme: kept in a cookie, and with the account of whoever is logged in."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request, Response
from fastapi.responses import RedirectResponse

from regulars.web import entering, preferences
from regulars.web.here import Here, anybody
from regulars.words import LANGUAGES

router = APIRouter()
Anybody = Annotated[Here, Depends(anybody)]


@router.post("/preferences")
def choose(
    request: Request,
    here: Anybody,
    lang: Annotated[str, Form()] = "",
    theme: Annotated[str, Form()] = "",
    next: Annotated[str, Form()] = "/",
) -> Response:
    """Keep what was chosen and go back to where it was chosen."""
    answer = RedirectResponse(preferences.within(next), 303)
    chosen = {"lang": lang if lang in LANGUAGES else None, "theme": theme if theme in preferences.THEMES else None}
    for (name, value), cookie in zip(chosen.items(), (preferences.LANGUAGE_COOKIE, preferences.THEME_COOKIE), strict=True):
        if value:
            entering.put(request, answer, cookie, value, preferences.KEPT)
            if here.user:
                here.books.users.change(here.user.id, **{name: value})
    return answer
