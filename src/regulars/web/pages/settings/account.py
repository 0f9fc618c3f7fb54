"""One's own account: language, theme, password, and where one is logged in."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Response

from regulars.errors import InputError
from regulars.store.books.passwords import SHORTEST
from regulars.store.books.users import ROLES
from regulars.web import entering
from regulars.web.here import Here
from regulars.web.pages.settings import frame
from regulars.web.pages.settings.frame import Signed, Text
from regulars.web.pages.settings.words import W

router = APIRouter()


@router.get("/settings/account")
def account(here: Signed) -> Response:
    """The account of whoever looks."""
    return frame.show(here, "account", **_context(here))


@router.post("/settings/account/password")
def change_password(here: Signed, current: Text = "", new: Text = "") -> Response:
    """Another password, for whoever knows the one in force; every other session ends."""
    address = here.request.client.host if here.request.client else ""
    if wait := here.books.throttle.wait(here.user.name, address):
        raise entering.too_many(wait)
    if here.books.users.check(here.user.name, current) is None:
        here.books.throttle.failed(here.user.name, address)
        return frame.show(here, "account", status=422, faults={"current": W["wrong_password"]}, **_context(here))
    try:
        here.books.users.set_password(here.user.id, new)
    except InputError as problem:
        return frame.show(here, "account", status=422, faults={"new": problem.what}, **_context(here))
    here.books.throttle.passed(here.user.name)
    here.books.sessions.end_all(here.user.id, but=entering.unsigned_session(here.request))
    here.books.audit.write("password", by=here.user.name, about=here.user.name)
    return frame.done(here, "account", W["password_changed"], **_context(here))


@router.post("/settings/account/elsewhere")
def log_out_elsewhere(here: Signed) -> Response:
    """End every session but this one."""
    here.books.sessions.end_all(here.user.id, but=entering.unsigned_session(here.request))
    return frame.done(here, "account", W["logged_out_elsewhere"], **_context(here))


def _context(here: Here) -> dict[str, Any]:
    own = entering.unsigned_session(here.request)
    this = here.books.sessions.find(own) if own else None
    logins = [
        {"login": login, "here": bool(this and login.id == this.id), "device": _device(login.agent)}
        for login in here.books.sessions.of(here.user.id)
    ]
    return {"logins": logins, "shortest": SHORTEST, "role": ROLES[here.user.role]}


def _device(agent: str) -> str:
    """A browser and a machine by the name that the browser gives itself; an empty text where it gives none that is known."""
    browser = next((name for mark, name in _BROWSERS if mark in agent), "")
    machine = next((name for mark, name in _MACHINES if mark in agent), "")
    return " · ".join(filter(None, (browser, machine)))


_BROWSERS = (("Edg/", "Edge"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"), ("Safari/", "Safari"))
_MACHINES = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Mac OS X", "Mac"),
    ("Linux", "Linux"),
)
