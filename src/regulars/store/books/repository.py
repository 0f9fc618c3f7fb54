"""What each part of the books is made with, and how a name is compared."""

from __future__ import annotations

import datetime as dt
import hashlib
import unicodedata
from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy import Connection, Table, insert

from regulars.store.books.database import Connections

MOST = 2**31 - 1


class Repository:
    """One part of the books: its database, and the clock it goes by."""

    def __init__(self, database: Connections, now: Callable[[], dt.datetime]) -> None:
        self._database = database
        self._now = now


def added(connection: Connection, table: Table, row: Mapping[str, Any]) -> int:
    """Add a row; its id."""
    key = connection.execute(insert(table).values(dict(row))).inserted_primary_key
    return key[0] if key else 0


def within(id: int) -> int:
    """A number of a row as the database can hold it; nobody has the largest."""
    return max(-MOST, min(id, MOST))


def name_key(name: str) -> str:
    """A name as it is compared: case, width and the way its marks are typed make no difference."""
    return unicodedata.normalize("NFKC", " ".join(name.split())).casefold()


def fingerprint(secret: str) -> str:
    """What is kept of a random token. It is too long to be guessed, so a fast hash is enough."""
    return hashlib.sha256(secret.encode()).hexdigest()
