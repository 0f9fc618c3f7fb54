"""Every section in one line, with what it is set to."""

from __future__ import annotations

from fastapi import APIRouter, Response

from regulars.web.here import Here
from regulars.web.pages.settings import backup, frame
from regulars.web.pages.settings.frame import Signed
from regulars.web.pages.settings.words import W
from regulars.words import LANGUAGES, Words, day, listed, number

router = APIRouter()


@router.get("/settings")
def overview(here: Signed) -> Response:
    """The sections, each with its state."""
    rows = [{"part": part, "state": _STATES[part.id](here)} for part in frame.shown(here)]
    given = {"rows": rows, "parts_shown": frame.shown(here), "part": None, "heading": _heading(here)}
    return here.page("settings/overview.html.j2", title=W["settings"], section="settings", words=W, **given)


def _heading(here: Here) -> Words:
    """How far the numbers go, and for the owner whether the shop is safe."""
    name = here.settings.name or here.folder.resolve().name
    day_said = Words(*(day(here.edition.as_of, lang) for lang in LANGUAGES)) if here.edition else None
    if day_said is None:
        return W["heading_empty"].filled(name=name)
    if not here.user.is_owner:
        return W["heading_staff"].filled(name=name, day=day_said)
    found = backup.files(here)
    if not found:
        return W["heading_unsafe"].filled(name=name, day=day_said)
    return W["heading_safe"].filled(name=name, day=day_said, at=Words(*(backup.at(here, found[0], lang) for lang in LANGUAGES)))


def _shop(here: Here) -> Words | str:
    return " · ".join(filter(None, (here.settings.name, here.settings.currency, here.settings.timezone)))


def _places(here: Here) -> Words | str:
    served = here.settings.served_provinces
    if not served:
        return W["serves_nowhere"]
    if len(served) > 3:
        return W["serves_n"].filled(n=len(served))
    return listed(list(served), here.lang)


def _portrait(here: Here) -> Words | str:
    return W["portrait_set"] if here.settings.portrait else W["portrait_unset"]


def _schemes(here: Here) -> Words | str:
    pinned = sum(map(len, here.settings.schemes.values()))
    return W["pinned_n"].filled(n=pinned) if pinned else W["pinned_none"]


def _clock(here: Here) -> Words | str:
    return here.foot.updated or W["never_computed"]


def _account(here: Here) -> Words | str:
    return here.user.name


def _people(here: Here) -> Words | str:
    return W["people_n"].filled(n=len(here.books.users.all()))


def _audit(_: Here) -> Words | str:
    return W["audit_tells"]


def _backup(here: Here) -> Words | str:
    files = backup.files(here)
    if not files:
        return W["no_backup"]
    return W["last_backup"].filled(day=Words(*(backup.at(here, files[0], lang) for lang in LANGUAGES)), n=number(len(files), here.lang))


_STATES = {
    "shop": _shop,
    "places": _places,
    "portrait": _portrait,
    "schemes": _schemes,
    "clock": _clock,
    "account": _account,
    "people": _people,
    "audit": _audit,
    "backup": _backup,
}
