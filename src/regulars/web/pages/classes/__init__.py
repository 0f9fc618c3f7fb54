"""The classes: every scheme, one scheme, one class, and trying another number in a rule."""

from __future__ import annotations

from fastapi import APIRouter

from regulars.web.pages.classes import list_of_schemes, one_class, one_scheme, trying

router = APIRouter()
for page in (list_of_schemes, trying, one_scheme, one_class):
    router.include_router(page.router)
