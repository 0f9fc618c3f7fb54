"""The command line while a server runs: what changes the shop is put among the worker's jobs, watched, and answered as though done here."""

from __future__ import annotations

import getpass
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from regulars.cli.answer import Answer
from regulars.cli.waiting import progress
from regulars.errors import Busy, Regulars
from regulars.store.books import Books, Job
from regulars.words import Words

LOOK = 0.2  # seconds between two looks at the job
PATIENCE = 120.0  # seconds without a worker after which nobody is waited for any more
WAITS = Words("Chờ tới lượt: một việc khác đang chạy", "Waiting for its turn: another job runs")


class Left(Regulars):
    """The person at the keyboard waits no longer; the job goes on."""

    code, exit_code = "interrupted", 130


class Cancelled(Regulars):
    """Somebody gave the job up."""

    code, status, exit_code = "cancelled", 409, 130


def joined(lang: str, folder: Path, kind: str, arguments: Mapping[str, object]) -> Answer | None:
    """Put a job, wait for it, and answer with what came of it; null where no worker lives. Raises what the job failed with."""
    if not Books.exist(folder):
        return None
    with Books.open(folder) as books:
        if books.workers.live() is None:
            return None
        job = books.jobs.put(kind, {name: value for name, value in arguments.items() if value is not None}, by=who())
        try:
            return answer_of(_waited(lang, books, job), lang)
        except KeyboardInterrupt:
            raise _left(job.id) from None


def who() -> str | None:
    """The name of whoever types, as jobs and the audit keep it."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # a user without a name
        return None


def _waited(lang: str, books: Books, job: Job) -> Job:
    seen = time.monotonic()
    with progress(lang, WAITS) as tell:
        while not job.ended:
            if job.step is not None:
                tell(job.step, job.share)
            time.sleep(LOOK)
            job, live = books.jobs.get(job.id), books.workers.live()
            seen = time.monotonic() if live else seen
            if time.monotonic() - seen > PATIENCE:
                raise _nobody(job.id)
    return job


def answer_of(job: Job, lang: str) -> Answer:
    """What a job that is over came to; raises its error where it failed, `Cancelled` where it was given up."""
    if job.error is not None:
        raise job.error
    if job.result is None or job.state != "done":
        raise Cancelled(Words("Việc này đã được huỷ; tiệm vẫn như trước.", "The job was cancelled; the shop is as it was."))
    told: Mapping[str, Any] = job.result
    fresh = {name: told[name] for name in ("as_of", "computed_at", "versions", "imports")}
    failed = told["failed"] and told["failed"][lang]
    warnings = tuple(Words(**words) for words in told["warnings"])
    said = Words(**told["said"])
    return Answer(told["data"][lang], lambda lang: [said.of(lang)], warnings=warnings, kept=fresh | {"failed": failed})


def _left(id: int) -> Left:
    return Left(
        Words(f"Không chờ nữa; việc số {id} vẫn tiếp tục.", f"No longer waiting; job {id} goes on."),
        todo=Words(f"Xem: regulars jobs. Huỷ: regulars jobs cancel {id}", f"See it: regulars jobs. Cancel it: regulars jobs cancel {id}"),
    )


def _nobody(id: int) -> Busy:
    return Busy(
        Words(f"Việc số {id} còn chờ, mà không thấy tiến trình nào làm.", f"Job {id} waits, and no worker is to be seen."),
        todo=Words("Xem regulars serve còn chạy không.", "See whether regulars serve still runs."),
    )
