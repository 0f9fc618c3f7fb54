"""The worker's pulse: a thread beside the work that notes that it lives and how far it is, and hears when it is to be given up."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

from regulars.store.books import Books, Step
from regulars.words import Words
from regulars.working.hold import Hold
from regulars.working.interrupted import Interrupted

TICK = 0.25  # seconds: so often at most progress is written
BEAT = 2.0


@dataclass
class Running:
    """The job under way: what it told last, and whether it is to be given up. `commits`: how many transactions the file had kept when what
    may still be undone began."""

    job: int
    patient: bool
    commits: int = 0
    step: Words | None = None
    share: float | None = None
    steps: list[Step] = field(default_factory=list)
    began: float = 0.0
    told: bool = True
    why: str | None = None


class Pulse:
    """Beats until it is stopped. `lost` tells whether nobody wants this worker any more."""

    def __init__(self, books: Books, worker: int, hold: Hold, stopping: threading.Event, lost: Callable[[], bool]) -> None:
        self._books, self._worker, self._hold, self._lost = books, worker, hold, lost
        self._stopping, self._over = stopping, threading.Event()
        self._running: Running | None = None
        self._beaten = 0.0
        self._thread = threading.Thread(target=self._run, name="pulse", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def end(self) -> None:
        """Beat no more."""
        self._over.set()
        self._thread.join()

    @contextmanager
    def watching(self, job: int, *, patient: bool) -> Iterator[Running]:
        """While a job is done."""
        self._running = running = Running(job, patient, began=time.monotonic())
        try:
            yield running
        finally:
            self._running = None

    def renew(self) -> None:
        """What was done so far stays, whatever becomes of the rest."""
        if self._running is not None:
            self._running.commits = self._hold.commits or 0

    def tell(self, words: Words, share: float | None) -> None:
        """How far the job is; raises `Interrupted` where it is to be given up and still can be."""
        running = self._running
        if running is None:
            return
        if words != running.step:
            self._close_step(running)
            running.step, running.began = words, time.monotonic()
        running.share, running.told = share, False
        if running.why and self._may_be_undone(running):
            raise Interrupted(running.why)

    @staticmethod
    def _close_step(running: Running) -> None:
        if running.step is not None:
            running.steps.append(Step(running.step, round(time.monotonic() - running.began, 2)))

    def _may_be_undone(self, running: Running) -> bool:
        return self._hold.commits in (None, running.commits)

    def steps_of(self, running: Running) -> tuple[Step, ...]:
        """The steps of a job that is over."""
        self._close_step(running)
        running.step = None
        return tuple(running.steps)

    def _run(self) -> None:
        while not self._over.wait(TICK):
            if self._lost():
                self._stopping.set()
            with suppress(Exception):  # books that are busy for long are no reason to stop: the next beat tells the same
                self._tick()

    def _tick(self) -> None:
        running, now = self._running, time.monotonic()
        if now - self._beaten >= BEAT:
            self._beaten = now
            self._books.workers.beat(self._worker)
            if running:
                self._books.jobs.beat(running.job)
        if running:
            self._report(running)
            running.why = running.why or self._reason(running)
            if running.why:
                self._hold.interrupt(running.commits)

    def _report(self, running: Running) -> None:
        if not running.told and running.step is not None:
            running.told = True
            self._books.jobs.tell(running.job, running.step, running.share, tuple(running.steps))

    def _reason(self, running: Running) -> str | None:
        if self._stopping.is_set():
            return "stop"
        if self._books.jobs.cancel_is_asked(running.job):
            return "cancel"
        return "turn" if running.patient and self._books.jobs.waiting() else None


def orphaned() -> Callable[[], bool]:
    """Whether the process that started this one is gone."""
    parent = os.getppid()
    return lambda: os.getppid() != parent
