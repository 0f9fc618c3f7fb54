"""One job done: what it is itself, then what follows it."""

from __future__ import annotations

import traceback
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from regulars import edition
from regulars.errors import InputError, NotFitted, Regulars
from regulars.plain import plain
from regulars.store import editions
from regulars.store.books import Books, Job
from regulars.store.books.jobs import ATTEMPTS, LAST
from regulars.store.failing import FAILING, is_stopped, told
from regulars.words import Words
from regulars.working import printing
from regulars.working.hold import Hold
from regulars.working.interrupted import Interrupted
from regulars.working.kind import Kind, Work, said
from regulars.working.kinds import KINDS
from regulars.working.pulse import Pulse, Running

LEFT = Words(
    "Việc đã xong; các con số trên trang chưa mới vì đã dừng theo yêu cầu. Tính lại: regulars refresh",
    "It is done; what the pages show is not brought to date, since that was stopped as asked. To do it: regulars refresh",
)
NOT_COMPUTED = Words(
    "Việc đã xong, nhưng các con số chưa tính lại được: {why}", "It is done, but the numbers could not be computed anew: {why}"
)
LOST = Regulars(
    Words("Việc này đã ba lần làm hỏng chương trình chạy nó.", "This job has ended the process that ran it three times."),
    todo=Words(
        "Xem bộ nhớ và chỗ trống trên đĩa, rồi làm lại. Nhật ký của việc cho biết nó dừng ở đâu.",
        "See to memory and disk space, then do it again. The job's log tells where it ended.",
    ),
    code="lost",
)


@dataclass(frozen=True)
class Desk:
    """What a worker works with."""

    books: Books
    hold: Hold
    pulse: Pulse

    def do(self, job: Job) -> Job:
        """Do a claimed job to its end: done, failed, cancelled, or waiting again. Never raises for what the job itself met."""
        kind = KINDS.get(job.kind)
        self.books.jobs.log(job.id, f"begun, attempt {job.attempts}, process {job.worker_pid}")
        with self.pulse.watching(job.id, patient=bool(kind and kind.patient)) as running:
            try:
                ended = self._done(job, _known(kind, job.kind), running)
            except Exception as error:
                ended = self._undone(job, error, running)
        self.books.jobs.log(ended.id, ended.state)
        return ended

    def _done(self, job: Job, kind: Kind, running: Running) -> Job:
        result = dict(job.result) if job.result is not None else self._run(job, kind)
        self._follow(job, kind, result, running)
        self._finish_steps(job, running)
        return self.books.jobs.done(job.id, result)

    def _run(self, job: Job, kind: Kind) -> dict[str, Any]:
        self._open()
        work = Work(job.arguments, self.hold, self.books, self.pulse.tell, job.attempts > 1, self.pulse.renew)
        result = kind.run(work).to_data()
        self.books.jobs.keep(job.id, result)
        return result

    def _follow(self, job: Job, kind: Kind, result: dict[str, Any], running: Running) -> None:
        """What comes after the job itself, which stays done whatever becomes of this; it says so in its warnings."""
        follows = kind.follow(job.arguments)
        if follows is None:
            return
        try:
            self._open()
            result |= self._then() if follows == "numbers" else {}
            if not _is_nothing(result) or printing.needed(self.hold.shop):
                self._print(kind)
        except Exception as error:
            if not (isinstance(error, (*FAILING, Interrupted))):
                raise
            why = _why(error, running)
            if why is None:
                self.books.jobs.log(job.id, traceback.format_exc())
            result["warnings"] = [*result["warnings"], plain(_left(error, why))]
            self.hold.release()
            if why in ("stop", "turn"):
                self.books.jobs.put_if_none_waits("refresh", {"if_any": True})

    def _open(self) -> None:
        """Open the shop if it is not, and count from here what may still be undone."""
        self.hold.shop.store.sql("SELECT 1")
        self.pulse.renew()

    def _then(self) -> dict[str, Any]:
        """The numbers brought to date; what that said goes beside the result. A shop without orders has none."""
        try:
            report = self.hold.shop.refresh(None, self.pulse.tell)
        except NotFitted:
            return {}
        self.pulse.renew()
        return {"then": plain({"said": said(report.text), "data": report.to_data()})}

    def _print(self, kind: Kind) -> None:
        try:
            edition.printed(self.hold.shop, self._renewing)
        except NotFitted:
            editions.withdraw(self.hold.folder)
            return
        if kind.id != LAST and self.hold.shop.settings.prepare_answers:
            self.books.jobs.put_if_none_waits(LAST)

    def _renewing(self, words: Words, share: float | None) -> None:
        """Progress of what keeps its parts as it goes: it may be given up between any two of them."""
        self.pulse.renew()
        self.pulse.tell(words, share)

    def _undone(self, job: Job, error: Exception, running: Running) -> Job:
        """What becomes of a job that was not done to its end; the file is opened anew, and with it every transaction is gone."""
        if not isinstance(error, Regulars):
            self.hold.release()
        self._finish_steps(job, running)
        why, jobs = _why(error, running), self.books.jobs
        if why is not None:
            return jobs.cancelled(job.id) if why == "cancel" else jobs.put_back(job.id)
        self.books.jobs.log(job.id, "".join(traceback.format_exception(error)))
        known = told(error) if isinstance(error, FAILING) else None
        if known is not None and (isinstance(error, Regulars) or isinstance(known, InputError)):
            return jobs.failed(job.id, known)
        return jobs.failed(job.id, known or _ours(error)) if job.attempts >= ATTEMPTS else jobs.put_back(job.id, counted=True)

    def _finish_steps(self, job: Job, running: Running) -> None:
        steps = self.pulse.steps_of(running)
        if steps:
            self.books.jobs.tell(job.id, steps[-1].words, None, steps)


def _is_nothing(result: Mapping[str, Any]) -> bool:
    """Whether a refresh found the numbers as they should be."""
    data = result["data"]["en"]
    return isinstance(data, Mapping) and data.get("kind") == "nothing"


def _why(error: Exception, running: Running) -> str | None:
    """Why it was given up: cancel, stop or turn; null where it failed."""
    if isinstance(error, Interrupted):
        return error.why
    return running.why if is_stopped(error) else None


def _left(error: Exception, why: str | None) -> Words:
    if why is not None:
        return LEFT
    known = told(error)
    return NOT_COMPUTED.filled(why=Words(known.what.vi, known.what.en))


def _known(kind: Kind | None, id: str) -> Kind:
    if kind is None:
        raise InputError(Words("Không có loại việc này.", "There is no such kind of job."), seen=id, code="no_kind")
    return kind


def _ours(error: Exception) -> Regulars:
    return Regulars(
        Words("Lỗi này là của Khách Quen, không phải của dữ liệu.", "This is a fault of Regulars, not of the data."),
        seen=f"{type(error).__name__}: {error}"[:500],
        todo=Words("Gửi nhật ký của việc này cho người làm ra Khách Quen.", "Send the log of this job to the makers of Regulars."),
    )
