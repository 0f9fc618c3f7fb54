"""Who may log in: the owner adds people, gives them another password, and takes them away."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Response

from regulars.errors import Regulars
from regulars.store.books.passwords import SHORTEST
from regulars.store.books.users import ROLES, STAFF
from regulars.web import asking
from regulars.web.here import Here
from regulars.web.pages.settings import frame
from regulars.web.pages.settings.frame import Signed, Text
from regulars.web.pages.settings.words import W

router = APIRouter()


@router.get("/settings/people")
def people(here: Signed) -> Response:
    """Everybody who may log in."""
    asking.owner(here)
    return frame.show(here, "people", **_context(here))


@router.post("/settings/people")
def add(here: Signed, name: Text = "", password: Text = "", role: Text = STAFF) -> Response:
    """Somebody new."""
    asking.owner(here)
    try:
        user = here.books.users.add(name, password, role)
    except Regulars as problem:
        field = "password" if problem.code == "password" else "name"
        return frame.show(here, "people", status=422, faults={field: problem.what}, **_context(here, name=name, role=role))
    here.books.audit.write("user_added", by=here.user.name, about=user.name, data={"role": user.role})
    return frame.done(here, "people", W["user_added"].filled(name=user.name), **_context(here))


@router.post("/settings/people/{id}/password")
def set_password(here: Signed, id: int, password: Text = "") -> Response:
    """Another password for somebody, whose sessions end."""
    asking.owner(here)
    user = here.books.users.get(id)
    try:
        here.books.users.set_password(id, password)
    except Regulars as problem:
        return frame.show(here, "people", status=422, faults={f"password-{id}": problem.what}, **_context(here))
    here.books.sessions.end_all(id)
    here.books.audit.write("password", by=here.user.name, about=user.name)
    return frame.done(here, "people", W["password_set"].filled(name=user.name), **_context(here))


@router.post("/settings/people/{id}/role")
def set_role(here: Signed, id: int, role: Text = STAFF) -> Response:
    """Owner or staff."""
    asking.owner(here)
    user = here.books.users.set_role(id, role)
    here.books.audit.write("role", by=here.user.name, about=user.name, data={"role": user.role})
    return frame.done(here, "people", W["role_set"].filled(name=user.name, role=ROLES[user.role]), **_context(here))


@router.post("/settings/people/{id}/remove")
def remove(here: Signed, id: int) -> Response:
    """Take somebody away, with their sessions."""
    asking.owner(here)
    user = here.books.users.get(id)
    here.books.users.remove(id)
    here.books.audit.write("user_removed", by=here.user.name, about=user.name)
    return frame.done(here, "people", W["user_removed"].filled(name=user.name), **_context(here))


def _context(here: Here, **given: str) -> dict[str, Any]:
    return {"everybody": here.books.users.all(), "roles": ROLES, "given": {"name": "", "role": STAFF} | given, "shortest": SHORTEST}
