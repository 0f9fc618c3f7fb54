"""Logging in and out: who a session's cookie says it is, and how often somebody may guess."""

from __future__ import annotations

import secrets
from typing import Any

from fastapi import Request, Response

from regulars.errors import Forbidden
from regulars.web import security
from regulars.words import Words

DAYS = 90  # the books end a session long before, where it is not used


class NotSignedIn(Exception):
    """Nobody is logged in, and the page is for those who are."""


def who(request: Request) -> Any:
    """The user whose session the cookie names; null where there is none, or it ended."""
    session = unsigned_session(request)
    return request.app.state.books.sessions.user(session) if session else None


def unsigned_session(request: Request) -> str | None:
    return security.unsigned(request.app.state.key, request.cookies.get(security.SESSION_COOKIE))


def let_in(request: Request, response: Response, user: Any) -> None:
    """Begin a session, a new one each time, and put its cookie on the answer."""
    end(request)
    session = request.app.state.books.sessions.begin(user, request.headers.get("user-agent", ""))
    put(request, response, security.SESSION_COOKIE, security.signed(request.app.state.key, session), DAYS * 24 * 3600)
    response.delete_cookie(security.GUEST_COOKIE)


def let_out(request: Request, response: Response) -> None:
    """End the session, here and in the books."""
    end(request)
    response.delete_cookie(security.SESSION_COOKIE)


def end(request: Request) -> None:
    if session := unsigned_session(request):
        request.app.state.books.sessions.end(session)


def welcome(request: Request) -> str | None:
    """For a page that a guest may send: a name for the guest, so that its form has an owner; null where there is one already."""
    if security.owner_of(request):
        return None
    guest = secrets.token_urlsafe(24)
    request.scope["guest"] = guest
    return guest


def put(request: Request, response: Response, name: str, value: str, seconds: int | None = None) -> None:
    """A cookie that scripts and other sites cannot read, over https alone where the page is."""
    secure = request.url.scheme == "https"
    response.set_cookie(name, value, max_age=seconds, httponly=True, samesite="lax", secure=secure)


def too_many(seconds: int) -> Forbidden:
    """Too many wrong guesses: how long to wait, in words and as status 429."""
    minutes = -(-seconds // 60)
    wait = Words(f"Chờ {seconds} giây rồi thử lại.", f"Wait {seconds} seconds, then try again.")
    if seconds > 90:
        wait = Words(f"Chờ {minutes} phút rồi thử lại.", f"Wait {minutes} minutes, then try again.")
    error = Forbidden(Words("Đã thử sai nhiều lần.", "There were many wrong tries."), todo=wait, code="too_many_tries")
    error.status = 429
    return error
