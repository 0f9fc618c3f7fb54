"""What every page is given: who looks, in which language, at which edition, and how to answer with a page or a piece of one."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from fastapi import Request
from fastapi.responses import HTMLResponse

from regulars import settings
from regulars.freshness import moment
from regulars.web import entering, preferences, rendering, security
from regulars.web.navigation import ON_A_PHONE, SECTIONS
from regulars.web.words import Labels
from regulars.words import UNSTATED, Words

if TYPE_CHECKING:
    from regulars.edition import Edition
    from regulars.store.books import Books


@dataclass(frozen=True, eq=False)
class Here:
    """One request: `lang` is `vi` or `en`; `user` is null before logging in; `edition` is null while nothing has been computed."""

    request: Request
    lang: str
    user: Any
    edition: Edition | None
    books: Books
    folder: Path

    @classmethod
    def of(cls, request: Request, user: object, edition: Edition | None) -> Here:
        state = request.app.state
        return cls(request, preferences.language(request, user), user, edition, state.books, state.folder)

    @cached_property
    def settings(self) -> settings.Settings:
        """The shop's settings as they stand now."""
        return settings.read(self.folder)

    def page(self, template: str, *, status: int = 200, **context: Any) -> HTMLResponse:
        """A whole page. `title` (Words or text) and `section` (an id of the navigation) are its own; `crumbs` are (name, href) above it,
        `crumb` a shorter name than its title."""
        return HTMLResponse(self.text(template, **context), status)

    def part(self, template: str, block: str, *, status: int = 200, headers: dict[str, str] | None = None, **context: Any) -> HTMLResponse:
        """One block of the same template, for HTMX."""
        return HTMLResponse(self.text(template, block, **context), status, headers)

    def text(self, template: str, block: str | None = None, **context: Any) -> str:
        """The HTML of a template, or of one block of it."""
        given = self._given() | context
        return rendering.part(template, block, given) if block else rendering.page(template, given)

    def catch_up(self) -> None:
        """Wait until the newest edition is open: whoever is told that a job is done finds on the next page what it did."""
        from regulars.edition import Edition

        Edition.latest(self.folder)

    @property
    def is_htmx(self) -> bool:
        """Whether HTMX asks, and a piece is the answer."""
        return "hx-request" in self.request.headers and "hx-history-restore-request" not in self.request.headers

    def _given(self) -> dict[str, Any]:
        currency = self.edition.currency if self.edition else self.settings.currency or UNSTATED
        return rendering.speech(self.lang, currency, self.settings.zone) | {
            "here": self,
            "t": Labels(self.lang),
            "user": self.user,
            "theme": preferences.theme(self.request, self.user),
            "sections": SECTIONS,
            "on_a_phone": ON_A_PHONE,
            "section": None,
            "crumbs": (),
            "crumb": None,
            "title": None,
            "actions": None,
            "query": self.request.query_params.get("q", ""),
            "uses": rendering.Uses(),
            "draws": False,
            "states": False,
            "token": security.form_token(
                self.request.app.state.key, security.owner_of(self.request) or self.request.scope.get("guest", "")
            ),
            "foot": self.foot,
        }

    @cached_property
    def foot(self) -> Foot:
        """How fresh the numbers are and what runs now."""
        job = self.books.jobs.running() if self.user else None
        return Foot.of(self.edition, job, dt.datetime.now(self.settings.zone), self.lang)


@dataclass(frozen=True)
class Foot:
    """The foot of the side bar: the day the data ends, when it was computed, whether that is old, and the job that runs."""

    until: dt.date | None = None
    updated: str = ""
    old: bool = False
    job: Any = None

    @classmethod
    def of(cls, edition: Edition | None, job: object, now: dt.datetime, lang: str) -> Foot:
        if edition is None:
            return cls(job=job)
        fresh = edition.freshness
        old = fresh.stale or (now.date() - edition.as_of).days > 1
        return cls(edition.as_of, _updated(fresh.computed_at, now, lang), old, job)


_PARTS = (Words("sáng nay", "today"), Words("trưa nay", "today"), Words("chiều nay", "today"), Words("tối nay", "today"))


def _updated(at: dt.datetime, now: dt.datetime, lang: str) -> str:
    local, shared = at.astimezone(now.tzinfo), Labels(lang)
    if local.date() == now.date():
        return shared.say("updated_today", time=f"{local:%H:%M}", part=_PARTS[sum(local.hour >= hour for hour in (11, 13, 18))])
    return shared.say("updated", moment=moment(at, lang, local.tzinfo or dt.UTC))


def here(request: Request) -> Here:
    """The request of somebody who is logged in; `NotSignedIn` leads everybody else to the log-in page."""
    user = entering.who(request)
    if user is None:
        raise entering.NotSignedIn
    return Here.of(request, user, latest(request))


def anybody(request: Request) -> Here:
    """The request of anybody, logged in or not."""
    user = entering.who(request)
    return Here.of(request, user, latest(request) if user else None)


def in_trouble(request: Request) -> Here:
    """The request of anybody, for a page about an error: as much of who and what as can still be known."""
    try:
        return anybody(request)
    except Exception:  # whatever is broken, its page is shown
        return Here.of(request, None, None)


def latest(request: Request) -> Edition | None:
    """The newest edition; where new ones are watched for, the one at hand, so that nobody waits while another is opened, but for who asks after a job."""
    from regulars.edition import Edition

    state = request.app.state
    waits = not state.watched or "job" in request.query_params
    return Edition.latest(state.folder) if waits else Edition.at_hand(state.folder)
