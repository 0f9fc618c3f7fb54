"""Settings: what the shop chose, who may log in, how its numbers are kept up to date and safe. One section, one file, one address."""

from __future__ import annotations

from fastapi import APIRouter

from regulars.web.pages.settings import account, audit, backup, clock, logins, overview, places, portrait, schemes, shop

router = APIRouter()
for section in (overview, shop, places, portrait, schemes, clock, account, logins, audit, backup):
    router.include_router(section.router)
