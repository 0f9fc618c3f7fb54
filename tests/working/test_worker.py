"""A worker as a process: killed, stopped, cancelled, doubled. Whatever happens, a job is done once and whole, or not at all."""

from __future__ import annotations

import shutil
import signal
import time

import pytest

import regulars
from regulars.store.books import Books

from .conftest import ended, facts, until

pytestmark = pytest.mark.slow
HEADER = "order id,date,customer,product id,quantity,unit price\n"
LINES = 60_000


@pytest.fixture
def large(folder):
    """A file that takes some seconds to import."""
    rows = (f"B{i // 3},2026-{1 + i % 10:02d}-{1 + i // 3 % 28:02d},L{i // 3 % 4000},P{i % 50},1,{10000 + i % 90}\n" for i in range(LINES))
    (folder / "large.csv").write_text(HEADER + "".join(rows), "utf-8")
    return "large.csv"


@pytest.fixture
def undisturbed(made_shop, folder, large, tmp_path):
    """What the shop knows and says when the file is imported in peace. (Books that are open are not copied: that lets go of their locks.)"""
    copy = shutil.copytree(made_shop, tmp_path / "peace")
    with regulars.open(copy) as shop:
        shop.load(folder / large)
        shop.refresh()
    return facts(copy)


def reached(books: Books, id: int, *steps: str) -> bool:
    """Whether a job is at one of some steps by now; fails where it is past them."""
    job = books.jobs.get(id)
    assert not job.ended
    return job.state == "running" and job.step is not None and job.step.en in steps


@pytest.mark.parametrize(
    "step",
    [
        pytest.param("Reading the files", marks=pytest.mark.many),
        "Entering them",
        pytest.param("Gathering orders by customer", marks=pytest.mark.many),
        pytest.param("Measuring rhythms and cutting the bars", marks=pytest.mark.many),
        "Writing profiles and classes",
    ],
)
def test_a_killed_workers_job_is_done_by_the_next_one_as_though_nothing_had_been(folder, books, worker, large, undisturbed, step):
    first = worker()
    job = books.jobs.put("import", {"paths": [large]})
    later = ("Entering them", "Gathering orders by customer", "Measuring rhythms and cutting the bars", "Writing profiles and classes")
    until(lambda: reached(books, job.id, step, *later[later.index(step) + 1 if step in later else 0 :]))
    first.send_signal(signal.SIGKILL)
    first.wait()
    assert books.jobs.get(job.id).state == "running"
    second = worker()
    done = ended(books, job.id)
    second.terminate()
    assert second.wait(60) == 0
    assert (done.state, done.attempts) == ("done", 2)
    assert facts(folder) == undisturbed


def test_a_cancelled_import_leaves_the_former_state_and_the_worker_goes_on(folder, books, worker, large):
    before = facts(folder)
    process = worker()
    job = books.jobs.put("import", {"paths": [large]})
    until(lambda: books.jobs.get(job.id).state == "running")
    books.jobs.cancel(job.id)
    assert ended(books, job.id).state == "cancelled"
    after = books.jobs.put("refresh")
    assert ended(books, after.id).state == "done"
    process.terminate()
    assert process.wait(60) == 0
    assert facts(folder) == before


@pytest.mark.many
def test_a_worker_that_is_stopped_puts_its_job_back_and_frees_the_file(folder, books, worker, large, undisturbed):
    process = worker()
    job = books.jobs.put("import", {"paths": [large]})
    until(lambda: books.jobs.get(job.id).step is not None)
    process.terminate()
    assert process.wait(60) == 0
    assert books.workers.live() is None
    left = books.jobs.get(job.id)
    if left.state == "waiting":
        assert left.attempts == 0
    else:  # it was entered already, and what follows it waits
        assert left.state == "done"
    last = worker()
    ended(books, job.id)
    until(lambda: not books.jobs.waiting() and not books.jobs.running())
    last.terminate()
    last.wait(60)
    assert facts(folder) == undisturbed


def test_a_second_worker_waits_until_the_first_has_ended(folder, books, worker):
    first = worker()
    until(lambda: (live := books.workers.live()) and live.pid == first.pid)
    ended(books, books.jobs.put("refresh").id)
    second = worker()
    until(lambda: {each.pid for each in books.workers.all_live()} == {first.pid, second.pid})
    job = ended(books, books.jobs.put("refresh").id)
    assert f"process {first.pid}" in job.log[0]
    first.send_signal(signal.SIGKILL)
    first.wait()
    job = ended(books, books.jobs.put("refresh").id)
    assert f"process {second.pid}" in job.log[0]


def test_a_job_that_ends_its_worker_three_times_fails_and_says_so(folder, books, worker, large):
    job = books.jobs.put("import", {"paths": [large]})
    for attempt in (1, 2, 3):
        process = worker()
        until(lambda: (now := books.jobs.get(job.id)).attempts == attempt and now.state == "running")  # noqa: B023
        process.send_signal(signal.SIGKILL)
        process.wait()
    worker()
    failed = ended(books, job.id)
    assert (failed.state, failed.error.code, failed.attempts) == ("failed", "lost", 3)


def test_the_file_stays_the_workers_own_after_an_edition_is_printed(folder, books, worker):
    worker()
    ended(books, books.jobs.put("refresh").id)
    time.sleep(0.5)
    with pytest.raises(regulars.errors.Busy):
        regulars.open(folder)
