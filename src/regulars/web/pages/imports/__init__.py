"""Imports: files in, looked at before they are read, followed while they are; what was refused is mended, what was a mistake undone."""

from __future__ import annotations

from fastapi import APIRouter

from regulars.web.pages.imports import front, history, jobs, mending, planning, quarantine, uploading

# The pages themselves bound what may be sent, by the shop's own setting.
LARGER = {"/imports/uploads": 1 << 42, "/imports/quarantine/corrected": 1 << 42}

router = APIRouter()
for part in (front, uploading, planning, jobs, quarantine, mending, history):
    router.include_router(part.router)
