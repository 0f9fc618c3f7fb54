"""Log-ins that failed: whoever keeps guessing waits, longer each time."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import ColumnElement, delete, func, insert, select

from regulars.store.books.repository import Repository, name_key
from regulars.store.books.tables import attempts

WINDOW = dt.timedelta(hours=1)
FREE = {"name_key": 5, "address": 20}  # failures within the window that cost nothing: a shop's people may share one address
LONGEST = 900


class Throttle(Repository):
    """Failed log-ins of the last hour, by name and by address."""

    def wait(self, name: str, address: str) -> int:
        """Seconds until this name from this address may be tried; 0 where it may be now."""
        return max(self._left(attempts.c.name_key, name_key(name)), self._left(attempts.c.address, address))

    def _left(self, column: ColumnElement[str], value: str) -> int:
        now = self._now()
        with self._database.reading() as connection:
            recent = (column == value, attempts.c.tried_at > now - WINDOW)
            count, last = connection.execute(select(func.count(), func.max(attempts.c.tried_at)).where(*recent)).one()
        over = count - FREE[str(column.name)]
        if over < 0:
            return 0
        seconds = min(2 ** min(over + 1, 20), LONGEST)
        return max(0, round(seconds - (now - last).total_seconds()))

    def failed(self, name: str, address: str) -> None:
        """Note a log-in that did not match."""
        now = self._now()
        with self._database.writing() as connection:
            connection.execute(delete(attempts).where(attempts.c.tried_at <= now - WINDOW))
            connection.execute(insert(attempts).values(name_key=name_key(name)[:200], address=address[:100], tried_at=now))

    def passed(self, name: str) -> None:
        """Forget the failures of a name: whoever it belongs to has come. Those of an address stay."""
        with self._database.writing() as connection:
            connection.execute(delete(attempts).where(attempts.c.name_key == name_key(name)))
