"""The queue: one job at a time, in turn, and none lost."""

from __future__ import annotations

import multiprocessing
import os
from pathlib import Path

import pytest

from regulars.errors import Busy, InputError, NotFound, Regulars, Where
from regulars.store.books import Books, Step
from regulars.words import Words

WHY = Regulars(Words("Hỏng ba lần.", "Lost three times."), code="lost")


def _claim_all(folder: str, gate, claimed) -> None:
    with Books.open(folder) as books:
        gate.wait()
        while books.jobs.waiting() or books.jobs.running():
            job = books.jobs.claim(os.getpid())
            if job is not None:
                claimed.put((job.id, books.jobs.running().worker_pid == os.getpid()))
                books.jobs.done(job.id)


def test_jobs_are_done_in_turn_one_at_a_time(books):
    first, second = books.jobs.put("import", {"paths": ["a.csv"]}, by="Lan"), books.jobs.put("refresh")
    running = books.jobs.claim(11)
    assert (running.id, running.state, running.by, running.arguments, running.attempts) == (
        first.id,
        "running",
        "Lan",
        {"paths": ["a.csv"]},
        1,
    )
    assert books.jobs.claim(12) is None
    books.jobs.done(first.id, {"said": {"vi": "a", "en": "b"}})
    assert books.jobs.claim(12).id == second.id
    assert [job.state for job in books.jobs.recent()] == ["running", "done"]


def test_prepared_answers_come_last(books):
    books.jobs.put("answers")
    later = books.jobs.put("import")
    assert books.jobs.claim(1).id == later.id


def test_two_processes_never_take_one_job(tmp_path: Path):
    with Books.open(tmp_path) as books:
        wanted = sorted(books.jobs.put("refresh").id for _ in range(25))
    context = multiprocessing.get_context("spawn")
    gate, claimed = context.Barrier(3), context.Queue()
    takers = [context.Process(target=_claim_all, args=(str(tmp_path), gate, claimed)) for _ in range(3)]
    for each in takers:
        each.start()
    found = [claimed.get(timeout=60) for _ in wanted]
    for each in takers:
        each.join(60)
    assert sorted(id for id, _ in found) == wanted
    assert all(mine for _, mine in found)
    assert claimed.empty()


def test_how_far_a_job_is_can_be_watched(books):
    id = books.jobs.put("import").id
    books.jobs.claim(1)
    books.jobs.tell(id, Words("Ghi vào", "Entering"), 0.5, [Step(Words("Đọc", "Reading"), 1.25)])
    job = books.jobs.get(id)
    assert (job.step, job.share, job.steps) == (Words("Ghi vào", "Entering"), 0.5, (Step(Words("Đọc", "Reading"), 1.25),))
    done = books.jobs.done(id)
    assert (done.step, done.share, done.ended) == (None, 1.0, True)
    books.jobs.tell(id, Words("Muộn", "Late"), 0.1)
    assert books.jobs.get(id) == done


@pytest.mark.parametrize(
    "error",
    [
        InputError(Words("Sai.", "Wrong."), seen="31/02", todo=Words("Sửa.", "Mend."), where=Where("a.csv", 48, "Ngày"), code="date"),
        NotFound(Words("Không có.", "None."), seen=Words("một", "one")),
        Busy(Words("Bận.", "Busy.")),
        WHY,
    ],
)
def test_an_error_is_kept_as_it_was(books, error):
    id = books.jobs.put("import").id
    books.jobs.claim(1)
    kept = books.jobs.failed(id, error).error
    assert type(kept) is type(error)
    assert [kept.text(lang) for lang in ("vi", "en")] == [error.text(lang) for lang in ("vi", "en")]
    assert (kept.to_data("vi"), kept.exit_code) == (error.to_data("vi"), error.exit_code)


def test_a_waiting_job_is_cancelled_at_once_and_a_running_one_is_asked(books):
    running, waiting = books.jobs.put("import").id, books.jobs.put("refresh").id
    books.jobs.claim(1)
    assert books.jobs.cancel(waiting).state == "cancelled"
    assert books.jobs.cancel(running).state == "running"
    assert books.jobs.cancel_is_asked(running)
    books.jobs.cancelled(running)
    assert books.jobs.cancel(running).state == "cancelled"


def test_a_job_put_under_a_mark_is_put_once(books):
    assert books.jobs.put_once("refresh 2026-11-20", "refresh") is not None
    assert books.jobs.put_once("refresh 2026-11-20", "refresh") is None
    assert books.jobs.put_once("refresh 2026-11-21", "refresh") is not None


def test_what_waits_already_is_not_put_again(books):
    assert books.jobs.put_if_none_waits("answers")
    assert books.jobs.put_if_none_waits("answers") is None
    books.jobs.claim(1)
    assert books.jobs.put_if_none_waits("answers")


def test_a_job_whose_worker_is_gone_waits_again_and_fails_after_three_times(books):
    books.jobs.put("import")
    for attempt in (1, 2):
        assert books.jobs.claim(7).attempts == attempt
        assert books.jobs.recover(lambda job: job.worker_pid != 7, WHY) == []
        assert [job.state for job in books.jobs.recover(lambda _: True, WHY)] == ["waiting"]
    books.jobs.claim(7)
    (job,) = books.jobs.recover(lambda _: True, WHY)
    assert (job.state, job.error.code) == ("failed", "lost")


def test_a_job_put_back_by_a_worker_that_stops_has_lost_no_attempt(books):
    id = books.jobs.put("import").id
    for _ in range(5):
        assert books.jobs.claim(7).attempts == 1
        books.jobs.put_back(id)


def test_what_came_of_a_job_outlives_its_worker(books):
    id = books.jobs.put("import").id
    books.jobs.claim(7)
    books.jobs.keep(id, {"said": {"vi": "x", "en": "y"}})
    books.jobs.recover(lambda _: True, WHY)
    assert books.jobs.claim(8).result == {"said": {"vi": "x", "en": "y"}}


def test_a_job_may_be_put_once_more(books):
    id = books.jobs.put("import", {"paths": ["a"]}).id
    books.jobs.cancel(id)
    again = books.jobs.again(id, by="Lan")
    assert (again.kind, again.arguments, again.state, again.by) == ("import", {"paths": ["a"]}, "waiting", "Lan")


def test_the_log_keeps_its_last_lines(books):
    id = books.jobs.put("import").id
    for number in range(3):
        books.jobs.log(id, f"line {number}")
    assert [line.split(" ", 2)[2] for line in books.jobs.get(id).log] == ["line 0", "line 1", "line 2"]


def test_a_job_that_is_not_there_is_not_found(books):
    with pytest.raises(NotFound):
        books.jobs.get(5)


def test_how_long_a_kind_usually_takes_is_the_middle_of_the_last_ones(books, clock):
    for seconds in (10, 30, 20):
        id = books.jobs.put("refresh").id
        books.jobs.claim(1)
        clock.pass_by(seconds=seconds)
        books.jobs.done(id)
    assert books.jobs.usual_seconds("refresh") == 20
    assert books.jobs.usual_seconds("import") is None


def test_a_worker_lives_while_it_beats(books, clock):
    id = books.workers.start(os.getpid())
    assert books.workers.live().pid == os.getpid()
    clock.pass_by(seconds=60)
    assert books.workers.live() is None
    books.workers.beat(id)
    assert books.workers.live() is not None
    books.workers.end(id)
    assert books.workers.live() is None


def test_a_worker_whose_process_is_gone_does_not_live_however_lately_it_beat(books):
    context = multiprocessing.get_context("spawn")
    gone = context.Process(target=os.getpid)
    gone.start()
    gone.join()
    books.workers.start(gone.pid)
    assert books.workers.live() is None
