"""A real worker beside a running app, and files to give it."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any


@contextmanager
def worked(folder: Path) -> Iterator[None]:
    """The worker of the shop in a folder, until the end of the block."""
    process = subprocess.Popen([sys.executable, "-m", "regulars.working.worker", str(folder)])
    try:
        yield
    finally:
        process.terminate()
        process.wait(20)


def ended(page: Any, seconds: float = 300) -> None:
    """Wait until the job that a page follows is over."""
    page.wait_for_selector("#job[data-ended]", timeout=seconds * 1000)


def idle(books: Any, seconds: float = 300) -> None:
    """Wait until the worker has nothing left to do but what is prepared in advance."""
    until = time.monotonic() + seconds
    while any(job.kind != "answers" for job in [*books.jobs.waiting(), *filter(None, [books.jobs.running()])]):
        assert time.monotonic() < until, "the worker is not done"
        time.sleep(0.1)
