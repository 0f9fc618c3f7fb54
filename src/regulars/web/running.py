"""A job as it is shown: its name, how far it is, how long it will take, its steps with the time each took."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

from regulars.words import NBSP, Words, listed, number, percent

if TYPE_CHECKING:
    from regulars.store.books import Books, Job

MOST = 0.97  # of a job that takes longer than usual
MINUTE = 60
SECONDS = Words("{n}" + NBSP + "giây", "{n}" + NBSP + "seconds")
SECOND = Words("1" + NBSP + "giây", "1" + NBSP + "second")
MINUTES = Words("{n}" + NBSP + "phút", "{n}" + NBSP + "minutes")
AT_ONCE = Words("chưa đến 1" + NBSP + "giây", "under 1" + NBSP + "second")
LEFT = Words("còn khoảng {time}", "about {time} left")
WAITS = Words("đang chờ đến lượt", "waiting for its turn")

_FILES = Words("Đang nhập {files}", "Importing {files}")
DOING: Mapping[str, Words] = {
    "import": Words("Đang nhập dữ liệu", "Importing"),
    "mend": Words("Đang sửa các dòng", "Mending rows"),
    "undo": Words("Đang bỏ lần nhập", "Undoing the import"),
    "demo": Words("Đang làm tiệm mẫu", "Making the demo shop"),
    "settings": Words("Đang đổi cài đặt", "Changing settings"),
}
OTHER = Words("Đang tính lại", "Computing")


@dataclass(frozen=True)
class Running:
    """What `parts.job` is given. `share`: of the whole, 0–1, null where nobody knows."""

    name: Words
    share: float | None
    left: Words | None
    steps: tuple[Mapping[str, Any], ...]


def running(job: Job, books: Books, now: dt.datetime | None = None) -> Running:
    """A job that waits or runs, by what jobs of its kind took before."""
    gone = ((now or dt.datetime.now(dt.UTC)) - _utc(job.started_at)).total_seconds() if job.started_at else 0.0
    usual = books.jobs.usual_seconds(job.kind)
    share = min(gone / usual, MOST) if usual and job.started_at else job.share
    steps: list[Mapping[str, Any]] = [{"name": each.words, "state": "done", "took": took(each.seconds)} for each in job.steps]
    if job.step is not None:
        steps.append({"name": job.step, "state": "running", "took": _share(job.share)})
    return Running(named(job), share, _left(job, gone, usual), tuple(steps))


def _left(job: Job, gone: float, usual: float | None) -> Words | None:
    if not job.started_at:
        return WAITS
    if usual is None or usual - gone < 1:
        return None
    return LEFT.filled(time=took(usual - gone))


def named(job: Job) -> Words:
    """What is being done, with the names of the files where there are few."""
    names = [PurePath(path).name for path in job.arguments.get("paths", ())]
    if job.kind == "import" and 0 < len(names) <= 3:
        return Words(*(_FILES.of(lang, files=listed(names, lang)) for lang in ("vi", "en")))
    return DOING.get(job.kind, OTHER)


def took(seconds: float | None) -> Words:
    """A time as people say it: `9 giây`, `3 phút`."""
    if seconds is None:
        return Words("", "")
    if seconds < 1:
        return AT_ONCE
    whole = round(seconds)
    if whole == 1:
        return SECOND
    words, count = (SECONDS, whole) if whole < 2 * MINUTE else (MINUTES, round(whole / MINUTE))
    return Words(*(words.of(lang, n=number(count, lang)) for lang in ("vi", "en")))


def _share(share: float | None) -> Words | None:
    return None if share is None else Words(percent(share, "vi"), percent(share, "en"))


def _utc(moment: dt.datetime) -> dt.datetime:
    return moment if moment.tzinfo else moment.replace(tzinfo=dt.UTC)
