"""The books of a shop, `shop.sqlite`: who may log in, jobs, saved audiences, notes, the audit. One repository, one file.

Facts and numbers stand in the analytics file, which one process owns; the books are open to many at once.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

from sqlalchemy import delete, insert, select

from regulars import settings
from regulars.store.books.audiences import Audience, Audiences
from regulars.store.books.audit import Audit, Entry
from regulars.store.books.database import FILE, Connections, address
from regulars.store.books.jobs import Job, Jobs, Step
from regulars.store.books.keys import Keys
from regulars.store.books.migrations import upgrade
from regulars.store.books.notes import Note, Notes
from regulars.store.books.sessions import Login, Sessions
from regulars.store.books.tables import audiences, notes
from regulars.store.books.throttle import Throttle
from regulars.store.books.users import OWNER, STAFF, User, Users
from regulars.store.books.workers import Worker, Workers

__all__ = [
    "FILE",
    "OWNER",
    "STAFF",
    "Audience",
    "Audiences",
    "Audit",
    "Books",
    "Entry",
    "Job",
    "Jobs",
    "Keys",
    "Login",
    "Note",
    "Notes",
    "Sessions",
    "Step",
    "Throttle",
    "User",
    "Users",
    "Worker",
    "Workers",
]


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)


class Books:
    """The open books of one shop; safe to use from many threads, and by many processes at once. All moments are UTC."""

    def __init__(self, database: Connections, now: Callable[[], dt.datetime] = _now) -> None:
        self.database = database
        self.users = Users(database, now)
        self.sessions = Sessions(database, now)
        self.throttle = Throttle(database, now)
        self.keys = Keys(database, now)
        self.jobs = Jobs(database, now)
        self.workers = Workers(database, now)
        self.audiences = Audiences(database, now)
        self.notes = Notes(database, now)
        self.audit = Audit(database, now)

    @classmethod
    def open(cls, folder: Path | str, now: Callable[[], dt.datetime] = _now) -> Books:
        """The books of the shop in a folder, made or brought to today's form first; safe where several processes open them at once.

        They stand in `shop.sqlite`, or where `database` in shop.toml says. Raises `InputError` where they cannot be opened.
        """
        database = Connections(address(Path(folder), settings.read(Path(folder)).database))
        upgrade(database)
        return cls(database, now)

    @classmethod
    def copied(cls, file: Path, now: Callable[[], dt.datetime] = _now) -> Books:
        """The books in a file of their own, such as a back-up's."""
        database = Connections(f"sqlite:///{file.resolve()}")
        upgrade(database)
        return cls(database, now)

    def take_words(self, other: Books) -> None:
        """Audiences and notes as other books have them, in the place of these."""
        with other.database.reading() as source, self.database.writing() as connection:
            for table in (audiences, notes):
                rows: list[dict[str, Any]] = [dict(zip(table.c.keys(), row, strict=True)) for row in source.execute(select(table))]
                connection.execute(delete(table))
                if rows:
                    connection.execute(insert(table), rows)

    @staticmethod
    def exist(folder: Path | str) -> bool:
        """Whether a folder has books already."""
        return (Path(folder) / FILE).exists() or settings.read(Path(folder)).database is not None

    def close(self) -> None:
        """Give back every connection."""
        self.database.close()

    def __enter__(self) -> Books:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
