"""The worker that owns the analytics file: which process, and that it lives."""

from __future__ import annotations

import datetime as dt
import os
import platform
from dataclasses import dataclass

from sqlalchemy import select, update

from regulars.store.books.repository import Repository, added
from regulars.store.books.tables import workers

ALIVE = dt.timedelta(seconds=15)  # a worker that beat so lately lives
POSIX = os.name == "posix"


@dataclass(frozen=True)
class Worker:
    """One worker: its process, its machine, when it began and last beat, when it ended (null: not by itself)."""

    id: int
    pid: int
    host: str
    started_at: dt.datetime
    beat_at: dt.datetime
    ended_at: dt.datetime | None


class Workers(Repository):
    """Those who did jobs, and the one who does them now."""

    def start(self, pid: int) -> int:
        """Note that a process is the worker now; the id by which it beats."""
        now = self._now()
        row = {"pid": pid, "host": platform.node()[:200], "started_at": now, "beat_at": now}
        with self._database.writing() as connection:
            return added(connection, workers, row)

    def beat(self, id: int) -> None:
        """Note that it lives."""
        self._store(id, beat_at=self._now())

    def end(self, id: int) -> None:
        """Note that it has ended by itself."""
        self._store(id, ended_at=self._now())

    def live(self) -> Worker | None:
        """The worker that lives now; null where there is none."""
        return next(iter(self.all_live()), None)

    def all_live(self) -> list[Worker]:
        """Every worker that lives now, the latest first; one does jobs, another would wait for the file."""
        with self._database.reading() as connection:
            recent = (workers.c.ended_at.is_(None), workers.c.beat_at > self._now() - ALIVE)
            rows = connection.execute(select(workers).where(*recent).order_by(workers.c.id.desc()))
            return [found for found in (Worker(*row) for row in rows) if lives(found.pid, found.host)]

    def _store(self, id: int, **values: object) -> None:
        with self._database.writing() as connection:
            connection.execute(update(workers).where(workers.c.id == id).values(**values))


def lives(pid: int, host: str) -> bool:
    """Whether a process is there; of another machine's, and where the system cannot be asked without harm, its beats alone tell."""
    if host != platform.node()[:200] or not POSIX:
        return True
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
