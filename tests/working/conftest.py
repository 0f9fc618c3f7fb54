"""A small shop, its books, and workers: one in this process for what a kind does, real processes for what becomes of them."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Any

import pytest

import regulars
from regulars.store.books import Books, Job
from regulars.working.doing import Desk
from regulars.working.hold import Hold
from regulars.working.pulse import Pulse

from ..cli.made import orders, write_orders

LONG = 400.0  # seconds that anything may take on a busy machine


@pytest.fixture(scope="session")
def made_shop(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("shops") / "tiệm"
    with regulars.open(folder) as shop:
        shop.choose(replay_months=0, try_on_past=False)
        shop.load(write_orders(folder / "đơn hàng.csv", orders()))
        shop.refresh()
    return folder


@pytest.fixture
def folder(made_shop, tmp_path) -> Path:
    """The shop, in a copy of its own."""
    return Path(shutil.copytree(made_shop, tmp_path / "tiệm"))


@pytest.fixture
def books(folder):
    with Books.open(folder) as opened:
        yield opened


@pytest.fixture
def desk(folder, books):
    """A worker's desk in this process, whose pulse beats."""
    with at_a_desk(folder, books) as opened:
        yield opened


@contextlib.contextmanager
def at_a_desk(folder: Path, books: Books) -> Iterator[Desk]:
    """A worker's desk at a shop, until the end of the block."""
    stopping, hold = threading.Event(), Hold(folder)
    pulse = Pulse(books, books.workers.start(os.getpid()), hold, stopping, lambda: False)
    pulse.start()
    try:
        yield Desk(books, hold, pulse)
    finally:
        pulse.end()
        hold.release()


@pytest.fixture
def do(desk) -> Callable[..., Job]:
    """Put a job and do it, here and now."""
    return partial(done_at, desk)


def done_at(desk: Desk, kind: str, arguments: Mapping[str, Any] | None = None) -> Job:
    """A job, put and done at a desk; what else waits there is cancelled."""
    wanted = desk.books.jobs.put(kind, arguments)
    for waiting in desk.books.jobs.waiting():
        if waiting.id != wanted.id:
            desk.books.jobs.cancel(waiting.id)
    return desk.do(desk.books.jobs.claim(os.getpid()))


@pytest.fixture
def worker(folder):
    """Start a worker as a process of its own; whatever is left of them is ended."""
    started: list[subprocess.Popen[bytes]] = []

    def start() -> subprocess.Popen[bytes]:
        script = "import sys; from pathlib import Path; from regulars.working.worker import work; work(Path(sys.argv[1]), timed=False)"
        started.append(subprocess.Popen([sys.executable, "-c", script, str(folder)], stdin=subprocess.DEVNULL))
        return started[-1]

    yield start
    for process in started:
        with contextlib.suppress(ProcessLookupError):
            process.kill()
        process.wait()


def until(what: Callable[[], Any], seconds: float = LONG) -> Any:
    """What is waited for, once it is there."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        found = what()
        if found:
            return found
        time.sleep(0.02)
    raise AssertionError("waited too long")


def ended(books: Books, id: int) -> Job:
    """A job once it is over."""
    return until(lambda: (job := books.jobs.get(id)).ended and job)


def facts(folder: Path) -> list[Any]:
    """What a shop knows and says, without the moments at which it came to."""
    with regulars.open(folder, create=False) as shop:
        told = [
            shop.store.sql(f"SELECT {columns} FROM {table} WHERE replaced_at IS NULL ORDER BY ALL")
            for table, columns in (("orders", "order_id, customer_id, ordered_at"), ("order_lines", "order_id, line_no, net_amount"))
        ]
        classes = shop.classify().table.to_pandas().sort_values("customer_id")
        return [*told, shop.currency, classes.to_csv(index=False)]
