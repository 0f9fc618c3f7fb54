"""The audit: who did what and when. It only grows; the database itself refuses to change or delete a line."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import insert, select

from regulars.store.books.repository import Repository, within
from regulars.store.books.tables import audit


@dataclass(frozen=True)
class Entry:
    """One line: when, by whom (null: the machine), what (a stable word such as `login`), about what or whom, further data."""

    id: int
    at: dt.datetime
    by: str | None
    what: str
    about: str
    data: Mapping[str, Any]


class Audit(Repository):
    """The lines of the audit."""

    def write(self, what: str, by: str | None = None, about: str = "", data: Mapping[str, Any] | None = None) -> None:
        """Add a line. No passwords, keys or tokens in it, nor customers' names."""
        row = {"at_moment": self._now(), "by_name": by, "what": what, "about": about[:300], "data": dict(data or {})}
        with self._database.writing() as connection:
            connection.execute(insert(audit).values(row))

    def recent(self, n: int = 100, before: int | None = None, what: str | None = None) -> list[Entry]:
        """The last lines, the latest first; those before a line, or of one kind, where asked for."""
        asked = select(audit).order_by(audit.c.id.desc()).limit(n)
        asked = asked if before is None else asked.where(audit.c.id < within(before))
        asked = asked if what is None else asked.where(audit.c.what == what)
        with self._database.reading() as connection:
            return [Entry(*row) for row in connection.execute(asked)]
