"""Jobs: everything that changes a shop's facts or numbers, put here by anybody and done by the one worker, one at a time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, Select, case, select, update
from sqlalchemy.exc import IntegrityError

from regulars.errors import NotFound, Regulars
from regulars.store.books import faults
from regulars.store.books.repository import Repository, added, within
from regulars.store.books.tables import jobs
from regulars.words import Words

WAITING, RUNNING, DONE, FAILED, CANCELLED = "waiting", "running", "done", "failed", "cancelled"
ENDED = (DONE, FAILED, CANCELLED)
ATTEMPTS = 3  # a job that took its worker with it so often is not tried again
LONGEST_LOG = 500
LAST = "answers"  # prepared in advance: whatever somebody waits for goes first


@dataclass(frozen=True)
class Step:
    """One step of a job, and the seconds it took; of the step that runs, null."""

    words: Words
    seconds: float | None


@dataclass(frozen=True)
class Job:
    """One job. `state`: waiting, running, done, failed or cancelled. `share` of the step that runs, 0–1; null where nobody knows.

    `steps`: those that are over. `result`: what came of it, see `regulars.working`; `error`: why it failed, ready to be shown. `log`: lines with
    their moments. `attempts`: how often it was begun.
    """

    id: int
    kind: str
    arguments: Mapping[str, Any]
    state: str
    put_at: dt.datetime
    by: str | None = None
    started_at: dt.datetime | None = None
    ended_at: dt.datetime | None = None
    step: Words | None = None
    share: float | None = None
    steps: tuple[Step, ...] = ()
    log: tuple[str, ...] = ()
    result: Mapping[str, Any] | None = None
    error: Regulars | None = None
    attempts: int = 0
    worker_pid: int | None = None
    beat_at: dt.datetime | None = None
    cancel_asked: bool = False
    once: str | None = field(default=None, repr=False)

    @property
    def ended(self) -> bool:
        """Whether it is over, well or not."""
        return self.state in ENDED


class Jobs(Repository):
    """The queue, and the history, of jobs."""

    def put(self, kind: str, arguments: Mapping[str, Any] | None = None, by: str | None = None) -> Job:
        """Put a job at the end of the queue. `arguments` are plain values; `by`: the name of whoever asks."""
        with self._database.writing() as connection:
            return self._put(connection, kind, arguments, by, None)

    def put_once(self, once: str, kind: str, arguments: Mapping[str, Any] | None = None, by: str | None = None) -> Job | None:
        """Put a job unless one was put under the same mark `once` before; null where it was."""
        with self._database.writing() as connection:
            if connection.execute(select(jobs.c.id).where(jobs.c.once == once)).first():
                return None
            return self._put(connection, kind, arguments, by, once)

    def put_if_none_waits(self, kind: str, arguments: Mapping[str, Any] | None = None, by: str | None = None) -> Job | None:
        """Put a job unless one of its kind waits already; null where it does."""
        with self._database.writing() as connection:
            if connection.execute(select(jobs.c.id).where(jobs.c.kind == kind, jobs.c.state == WAITING)).first():
                return None
            return self._put(connection, kind, arguments, by, None)

    def _put(self, connection: Connection, kind: str, arguments: Mapping[str, Any] | None, by: str | None, once: str | None) -> Job:
        told = {"kind": kind, "arguments": dict(arguments or {}), "state": WAITING, "put_by": by, "put_at": self._now(), "once": once}
        fresh = {"steps": [], "log": [], "attempts": 0, "cancel_asked": False}
        return _get(connection, added(connection, jobs, told | fresh))

    # Looking

    def get(self, id: int) -> Job:
        """One job; `NotFound`."""
        with self._database.reading() as connection:
            return _get(connection, id)

    def recent(self, n: int = 20) -> list[Job]:
        """The jobs put last, the latest first."""
        return self._found(select(jobs).order_by(jobs.c.id.desc()).limit(n))

    def running(self) -> Job | None:
        """The job that runs; null where none does."""
        return next(iter(self._found(select(jobs).where(jobs.c.state == RUNNING))), None)

    def waiting(self) -> list[Job]:
        """The jobs that wait, in the order in which they will be done."""
        return self._found(select(jobs).where(jobs.c.state == WAITING).order_by(*_TURN))

    def last(self, kind: str, state: str | None = None) -> Job | None:
        """The last job of a kind, in a state where one is asked for; null where there is none."""
        asked = select(jobs).where(jobs.c.kind == kind).order_by(jobs.c.id.desc()).limit(1)
        return next(iter(self._found(asked if state is None else asked.where(jobs.c.state == state))), None)

    def usual_seconds(self, kind: str) -> float | None:
        """How long the last few jobs of a kind took that were done, the middle one; null where none was."""
        times = (jobs.c.started_at, jobs.c.ended_at)
        asked = select(*times).where(jobs.c.kind == kind, jobs.c.state == DONE).order_by(jobs.c.id.desc()).limit(5)
        with self._database.reading() as connection:
            took = sorted((row.ended_at - row.started_at).total_seconds() for row in connection.execute(asked))
        return took[len(took) // 2] if took else None

    def _found(self, asked: Select) -> list[Job]:
        with self._database.reading() as connection:
            return [_job(row) for row in connection.execute(asked)]

    # Asking

    def cancel(self, id: int) -> Job:
        """Ask that a job be given up: at once where it waits, at its next chance where it runs. One that is over stays as it is."""
        with self._database.writing() as connection:
            _get(connection, id)
            mine = jobs.c.id == id
            connection.execute(update(jobs).where(mine, jobs.c.state == WAITING).values(state=CANCELLED, ended_at=self._now()))
            connection.execute(update(jobs).where(mine, jobs.c.state == RUNNING).values(cancel_asked=True))
            return _get(connection, id)

    def again(self, id: int, by: str | None = None) -> Job:
        """Put a job once more, with the same arguments."""
        former = self.get(id)
        return self.put(former.kind, former.arguments, by)

    # What the worker does

    def claim(self, pid: int) -> Job | None:
        """Take the next job to be done, for a process; null where none waits or another one runs."""
        try:
            with self._database.writing() as connection:
                if connection.execute(select(jobs.c.id).where(jobs.c.state == RUNNING)).first():
                    return None
                next_one = connection.execute(select(jobs.c.id).where(jobs.c.state == WAITING).order_by(*_TURN).limit(1)).scalar()
                return None if next_one is None else self._begin(connection, next_one, pid)
        except IntegrityError:  # where writers are not parted, another was quicker
            return None

    def _begin(self, connection: Connection, id: int, pid: int) -> Job | None:
        now = self._now()
        fresh = {"step": None, "share": None, "steps": [], "started_at": now, "beat_at": now, "worker_pid": pid, "cancel_asked": False}
        begun = update(jobs).where(jobs.c.id == id, jobs.c.state == WAITING)
        done = connection.execute(begun.values(state=RUNNING, attempts=jobs.c.attempts + 1, **fresh))
        return _get(connection, id) if done.rowcount else None

    def beat(self, id: int) -> None:
        """Note that the worker of a running job lives."""
        self._while_running(id, beat_at=self._now())

    def tell(self, id: int, step: Words, share: float | None, steps: Sequence[Step] = ()) -> None:
        """Note how far a running job is."""
        over = [{"words": faults.words_data(each.words), "seconds": each.seconds} for each in steps]
        self._while_running(id, step=faults.words_data(step), share=share, steps=over, beat_at=self._now())

    def log(self, id: int, line: str) -> None:
        """Add a line to a job's log; of very many the last are kept."""
        with self._database.writing() as connection:
            lines = [*_get(connection, id).log, f"{self._now():%Y-%m-%d %H:%M:%S} {line}"]
            connection.execute(update(jobs).where(jobs.c.id == id).values(log=lines[-LONGEST_LOG:]))

    def cancel_is_asked(self, id: int) -> bool:
        """Whether somebody asks that a job be given up."""
        with self._database.reading() as connection:
            return bool(connection.execute(select(jobs.c.cancel_asked).where(jobs.c.id == id)).scalar())

    def keep(self, id: int, result: Mapping[str, Any]) -> None:
        """What came of the job itself, while what follows it is still under way: whoever takes it up after a loss goes on from there."""
        self._while_running(id, result=dict(result))

    def done(self, id: int, result: Mapping[str, Any] | None = None) -> Job:
        """It is done."""
        return self._ended(id, DONE, result=dict(result or {}), error=None, share=1.0)

    def failed(self, id: int, error: Regulars) -> Job:
        """It failed, for this reason."""
        return self._ended(id, FAILED, error=faults.to_data(error))

    def cancelled(self, id: int) -> Job:
        """It was given up, as asked."""
        return self._ended(id, CANCELLED)

    def put_back(self, id: int, *, counted: bool = False) -> Job:
        """Let it wait again; the attempt counts where it was the job that ended its worker."""
        attempts = jobs.c.attempts if counted else jobs.c.attempts - 1
        return self._store(id, state=WAITING, worker_pid=None, beat_at=None, step=None, share=None, attempts=attempts)

    def recover(self, gone: Callable[[Job], bool], why: Regulars) -> list[Job]:
        """Jobs whose worker is gone wait again, or fail for the reason `why` after so many attempts; returns them."""
        found = [job for job in self._found(select(jobs).where(jobs.c.state == RUNNING)) if gone(job)]
        return [self._recovered(job, why) for job in found]

    def _recovered(self, job: Job, why: Regulars) -> Job:
        if job.cancel_asked and job.result is None:
            return self.cancelled(job.id)
        return self.failed(job.id, why) if job.attempts >= ATTEMPTS else self.put_back(job.id, counted=True)

    def _ended(self, id: int, state: str, **values: Any) -> Job:
        return self._store(id, state=state, ended_at=self._now(), step=None, worker_pid=None, beat_at=None, **values)

    def _while_running(self, id: int, **values: Any) -> None:
        with self._database.writing() as connection:
            connection.execute(update(jobs).where(jobs.c.id == id, jobs.c.state == RUNNING).values(**values))

    def _store(self, id: int, **values: Any) -> Job:
        with self._database.writing() as connection:
            connection.execute(update(jobs).where(jobs.c.id == id).values(**values))
            return _get(connection, id)


_TURN = (case((jobs.c.kind == LAST, 1), else_=0), jobs.c.id)


def _get(connection: Connection, id: int) -> Job:
    row = connection.execute(select(jobs).where(jobs.c.id == within(id))).first()
    if row is None:
        raise NotFound(Words("Không có việc này.", "There is no such job."), seen=str(id), code="no_job")
    return _job(row)


def _job(row: Any) -> Job:
    told = dict(row._mapping)
    told |= {"by": told.pop("put_by"), "step": faults.words_from(told["step"]), "log": tuple(told["log"])}
    told |= {"error": faults.from_data(told["error"]) if told["error"] else None}
    told |= {"steps": tuple(Step(Words(**each["words"]), each["seconds"]) for each in told["steps"])}
    return Job(**told)
