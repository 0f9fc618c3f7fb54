"""Keys that open one thing once, for a while: the link by which a shop's first account is made."""

from __future__ import annotations

import datetime as dt
import secrets

from sqlalchemy import delete, insert, select

from regulars.store.books.repository import Repository, fingerprint
from regulars.store.books.tables import keys

FIRST = "first"
LASTS = dt.timedelta(hours=24)


class Keys(Repository):
    """One-time keys; only their hashes are kept."""

    def make(self, purpose: str = FIRST, lasts: dt.timedelta = LASTS) -> str:
        """A new key; earlier ones for the same purpose open nothing any more."""
        key = secrets.token_urlsafe(24)
        with self._database.writing() as connection:
            connection.execute(delete(keys).where(keys.c.purpose == purpose))
            connection.execute(insert(keys).values(key_hash=fingerprint(key), purpose=purpose, expires_at=self._now() + lasts))
        return key

    def good(self, key: str, purpose: str = FIRST) -> bool:
        """Whether a key would open."""
        with self._database.reading() as connection:
            return connection.execute(select(keys.c.key_hash).where(*self._is(key, purpose))).first() is not None

    def spend(self, key: str, purpose: str = FIRST) -> bool:
        """Open with a key: true once, false ever after."""
        with self._database.writing() as connection:
            return connection.execute(delete(keys).where(*self._is(key, purpose))).rowcount == 1

    def _is(self, key: str, purpose: str) -> tuple:
        return keys.c.key_hash == fingerprint(key), keys.c.purpose == purpose, keys.c.expires_at > self._now()
