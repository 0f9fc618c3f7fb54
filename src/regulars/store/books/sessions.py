"""Who is logged in: a random token in the browser, its hash here."""

from __future__ import annotations

import datetime as dt
import secrets
from dataclasses import dataclass

from sqlalchemy import delete, insert, select, update

from regulars.store.books.repository import Repository, fingerprint
from regulars.store.books.tables import sessions, users
from regulars.store.books.users import User

IDLE = dt.timedelta(days=14)  # a session ends when it is not used for so long
LONGEST = dt.timedelta(days=90)
NOTED = dt.timedelta(minutes=10)  # that a session is in use is noted so often at most


@dataclass(frozen=True)
class Login:
    """One session of a user: opened, last seen and expiring when; the browser as it named itself. `id` is no secret."""

    id: str
    user: User
    opened_at: dt.datetime
    seen_at: dt.datetime
    expires_at: dt.datetime
    agent: str


_COLUMNS = (sessions.c.token_hash, sessions.c.opened_at, sessions.c.seen_at, sessions.c.expires_at, sessions.c.agent)
_USER = (users.c.id, users.c.name, users.c.role, users.c.lang, users.c.theme, users.c.created_at)


class Sessions(Repository):
    """The sessions of those who are logged in."""

    def begin(self, user: User, agent: str = "") -> str:
        """Log somebody in; returns the token, which is nowhere kept."""
        token, now = secrets.token_urlsafe(32), self._now()
        times = {"opened_at": now, "seen_at": now, "expires_at": now + IDLE}
        with self._database.writing() as connection:
            connection.execute(delete(sessions).where(sessions.c.expires_at <= now))
            connection.execute(insert(sessions).values(token_hash=fingerprint(token), user_id=user.id, agent=agent[:300], **times))
        return token

    def user(self, token: str) -> User | None:
        """Whose session a token is; null where there is none, or it has expired."""
        found = self.find(token)
        return found.user if found else None

    def find(self, token: str) -> Login | None:
        """The session of a token; null where there is none, or it has expired."""
        with self._database.reading() as connection:
            asked = select(*_COLUMNS, *_USER).join(users).where(sessions.c.token_hash == fingerprint(token))
            row = connection.execute(asked.where(sessions.c.expires_at > self._now())).first()
        return self._noted(_login(row)) if row else None

    def _noted(self, login: Login) -> Login:
        now = self._now()
        if now - login.seen_at < NOTED:
            return login
        until = min(now + IDLE, login.opened_at + LONGEST)
        with self._database.writing() as connection:
            connection.execute(update(sessions).where(sessions.c.token_hash == login.id).values(seen_at=now, expires_at=until))
        return login

    def of(self, user_id: int) -> list[Login]:
        """The sessions of a user, the one used last first."""
        with self._database.reading() as connection:
            asked = select(*_COLUMNS, *_USER).join(users).where(sessions.c.user_id == user_id, sessions.c.expires_at > self._now())
            return [_login(row) for row in connection.execute(asked.order_by(sessions.c.seen_at.desc()))]

    def end(self, token: str) -> None:
        """Log out."""
        with self._database.writing() as connection:
            connection.execute(delete(sessions).where(sessions.c.token_hash == fingerprint(token)))

    def end_all(self, user_id: int, but: str | None = None) -> int:
        """Log a user out everywhere, the session of the token `but` left; returns how many sessions ended."""
        kept = fingerprint(but) if but else ""
        with self._database.writing() as connection:
            return connection.execute(delete(sessions).where(sessions.c.user_id == user_id, sessions.c.token_hash != kept)).rowcount


def _login(row: tuple) -> Login:
    token_hash, opened_at, seen_at, expires_at, agent, *user = row
    return Login(token_hash, User(*user), opened_at, seen_at, expires_at, agent)
