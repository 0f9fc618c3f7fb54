"""The worker: one process that owns a shop's analytics file and does its jobs, one at a time. `python -m regulars.working.worker FOLDER`."""

from __future__ import annotations

import datetime as dt
import logging
import os
import signal
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from regulars.errors import Regulars
from regulars.store.books import Books, Job
from regulars.working import clock, replacing
from regulars.working.doing import LOST, Desk
from regulars.working.hold import Hold
from regulars.working.interrupted import Interrupted
from regulars.working.pulse import Pulse, orphaned

IDLE = 0.25  # seconds between two looks for a job
SECOND_THOUGHT = 1.0  # seconds before a job that took the worker's breath away is tried again
GENTLY = 10  # pages come first


def work(folder: Path, lost: Callable[[], bool] = lambda: False, *, timed: bool = True) -> None:
    """Do jobs until SIGTERM, SIGINT or `lost` ends it. `timed`: with the clock that puts the daily refresh."""
    stopping = threading.Event()
    for each in (signal.SIGTERM, signal.SIGINT):
        signal.signal(each, lambda *_: stopping.set())
    with Books.open(folder) as books:
        number, hold = books.workers.start(os.getpid()), Hold(folder, stopping.is_set)
        pulse = Pulse(books, number, hold, stopping, lost)
        pulse.start()
        ticking = clock.started(folder, books) if timed else None
        try:
            _until(stopping, Desk(books, hold, pulse), timed=timed)
        except Interrupted:  # stopped while another process had the file
            return
        finally:
            if ticking:
                ticking.shutdown(wait=False)
            hold.release()
            pulse.end()
            books.workers.end(number)


def _until(stopping: threading.Event, desk: Desk, *, timed: bool) -> None:
    _begin(desk, timed=timed)
    while not stopping.is_set():
        job = _next(desk)
        if job is None:
            time.sleep(IDLE)
        elif desk.do(job).state == "waiting" and job.kind != "answers":
            stopping.wait(SECOND_THOUGHT)


def _begin(desk: Desk, *, timed: bool) -> None:
    """Finish what a lost worker left, take the file, and bring the numbers to date. A shop that cannot be opened is told of by its first job."""
    replacing.finish(desk.hold.folder, desk.books)
    with suppress(Regulars):
        has_orders = desk.hold.shop.store.sql("SELECT 1 FROM orders LIMIT 1")
        if timed and has_orders:
            clock.put_if_due(desk.hold.folder, desk.books, dt.datetime.now(dt.UTC))
            desk.books.jobs.put_if_none_waits("refresh", {"if_any": True})


def _next(desk: Desk) -> Job | None:
    """The next job, claimed; null where there is none. Nothing runs now but what a lost worker left, which waits again."""
    jobs = desk.books.jobs
    if jobs.running() is not None:
        others = {each.pid for each in desk.books.workers.all_live()} - {os.getpid()}
        jobs.recover(lambda job: job.worker_pid not in others, LOST)
        return None
    if not jobs.waiting():
        return None
    with suppress(Regulars):  # whoever opens it next is told
        _ = desk.hold.shop
    return jobs.claim(os.getpid())


def main() -> None:
    """The worker as a process of its own; it ends with whoever started it."""
    logging.basicConfig(level=logging.WARNING)
    lost = orphaned()
    with suppress(OSError, AttributeError):
        os.nice(GENTLY)
    work(Path(sys.argv[1]), lost)


if __name__ == "__main__":
    main()
