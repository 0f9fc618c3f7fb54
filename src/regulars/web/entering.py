"""Logging in and out: who a session's cookie says it is, and how often somebody may guess."""

from __future__ import annotations

import secrets
import threading
import time
from collections import defaultdict, deque
from dataclasses import dataclass, field
from typing import Any

from fastapi import Request, Response

from regulars.errors import Forbidden
from regulars.web import security
from regulars.words import Words

DAYS = 30
WINDOW = 300  # seconds within which wrong guesses count
GUESSES, GUESSES_FROM = 5, 20  # for one name from one address; from one address


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
    session = request.app.state.books.sessions.begin(user)
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


@dataclass
class Guesses:
    """Wrong guesses of the last minutes, by address and name."""

    found: dict[tuple[str, ...], deque[float]] = field(default_factory=lambda: defaultdict(deque))
    lock: threading.Lock = field(default_factory=threading.Lock)

    def check(self, address: str, name: str) -> None:
        """`Forbidden` (status 429) where too many guesses were wrong; the time to wait is in its text."""
        with self.lock:
            waits = (self._wait((address, name.casefold()), GUESSES), self._wait((address,), GUESSES_FROM))
        if wait := max(waits):
            raise too_many(wait)

    def wrong(self, address: str, name: str) -> None:
        """Count a wrong guess."""
        with self.lock:
            for place in ((address, name.casefold()), (address,)):
                self.found[place].append(time.monotonic())

    def right(self, address: str, name: str) -> None:
        """Forget the wrong guesses at a name once it is known who it is."""
        with self.lock:
            self.found.pop((address, name.casefold()), None)

    def _wait(self, place: tuple[str, ...], most: int) -> int:
        """Seconds until another guess is allowed."""
        times, now = self.found.get(place, deque()), time.monotonic()
        while times and now - times[0] > WINDOW:
            times.popleft()
        if not times:
            self.found.pop(place, None)
        return int(WINDOW - (now - times[-most])) + 1 if len(times) >= most else 0


def too_many(seconds: int) -> Forbidden:
    """Too many wrong guesses."""
    minutes = -(-seconds // 60)
    error = Forbidden(
        Words("Đã thử sai nhiều lần.", "There were many wrong tries."),
        todo=Words(f"Chờ {minutes} phút rồi thử lại.", f"Wait {minutes} minutes, then try again."),
        code="too_many_tries",
    )
    error.status = 429
    return error
