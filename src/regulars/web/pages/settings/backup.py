"""Back-ups: made, fetched, and the shop put back as one has it."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

from fastapi import APIRouter, Response
from fastapi.responses import FileResponse

from regulars.errors import NotFound
from regulars.freshness import moment
from regulars.web import asking
from regulars.web.here import Here
from regulars.web.pages.settings import frame
from regulars.web.pages.settings.frame import Signed, Text
from regulars.web.pages.settings.words import W
from regulars.words import Words
from regulars.working.archive import FOLDER

router = APIRouter()


@router.get("/settings/backup")
def backup(here: Signed) -> Response:
    """The back-ups that there are."""
    asking.owner(here)
    return frame.show(here, "backup", **_context(here))


@router.post("/settings/backup")
def make(here: Signed) -> Response:
    """Make one now."""
    asking.owner(here)
    return frame.job(here, "backup", "backup", {}, W["backing_up"], **_context(here))


@router.get("/settings/backup/{name}")
def fetch(here: Signed, name: str) -> Response:
    """One back-up as a file: it holds every customer of the shop, so it is noted who took it."""
    asking.owner(here)
    file = _named(here, name)
    here.books.audit.write("backup_fetched", by=here.user.name, about=file.name)
    return FileResponse(file, media_type="application/zip", filename=file.name)


@router.post("/settings/backup/restore")
def restore(here: Signed, name: Text = "") -> Response:
    """Put the shop back as a back-up has it."""
    asking.owner(here)
    file = _named(here, name)
    said = W["restoring"].filled(name=file.name)
    return frame.job(here, "backup", "restore", {"file": f"{FOLDER}/{file.name}"}, said, **_context(here))


def files(here: Here) -> list[Path]:
    """The back-ups, the latest first."""
    return sorted((here.folder / FOLDER).glob("*.zip"), key=lambda file: (file.stat().st_mtime, file.name), reverse=True)


def at(here: Here, file: Path, lang: str) -> str:
    """When a back-up was made, in the shop's time."""
    return moment(dt.datetime.fromtimestamp(file.stat().st_mtime, dt.UTC), lang, here.settings.zone)


def _named(here: Here, name: str) -> Path:
    found = next((file for file in files(here) if file.name == name), None)
    if found is None:
        raise NotFound(
            Words("Không có bản sao lưu này.", "There is no such back-up."),
            seen=name,
            todo=Words("Chọn một bản trong danh sách.", "Choose one of the list."),
            code="no_backup",
        )
    return found


def _context(here: Here) -> dict[str, Any]:
    rows = [{"name": file.name, "at": at(here, file, here.lang), "megabytes": file.stat().st_size / 1e6} for file in files(here)]
    return {"rows": rows}
