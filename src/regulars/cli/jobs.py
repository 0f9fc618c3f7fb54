"""`regulars jobs`: what a server's worker does, has done and is to do; giving one of them up."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated, Any

import typer

from regulars.cli.answer import Answer
from regulars.cli.session import Session, no_shop, session
from regulars.cli.speech import SpokenCommand, SpokenGroup, argument, option, told
from regulars.words import Words, number, percent

if TYPE_CHECKING:
    from regulars.store.books import Books, Job

NAME = "jobs"
HELP = told("Các việc mà máy chủ của tiệm đang làm, đã làm và sẽ làm.", "What a server of the shop does, has done and is to do.")
CANCEL = told("Huỷ một việc: tiệm trở lại như trước nó.", "Give a job up: the shop is as it was before it.")
HEADS = (Words("Số", "No."), Words("Việc", "Job"), Words("Tình trạng", "State"), Words("Lúc", "At"), Words("Giây", "Seconds"))
STATES = {
    "waiting": Words("đang chờ", "waiting"),
    "running": Words("đang chạy", "running"),
    "done": Words("xong", "done"),
    "failed": Words("không xong", "failed"),
    "cancelled": Words("đã huỷ", "cancelled"),
}
NONE = Words("Chưa có việc nào.", "There are no jobs.")
ASKED = Words("Sẽ dừng việc số {n} ngay khi dừng được.", "Job {n} is given up as soon as it can be.")
IS_CANCELLED = Words("Đã huỷ việc số {n}.", "Job {n} is cancelled.")
IS_OVER = Words("Việc số {n} đã kết thúc từ trước.", "Job {n} was over already.")


def group() -> typer.Typer:
    """The commands below `regulars jobs`."""
    app = typer.Typer(rich_markup_mode=None, add_completion=False)
    app.callback(cls=SpokenGroup, invoke_without_command=True, help=HELP)(listed)
    app.command("cancel", cls=SpokenCommand, help=CANCEL)(cancel)
    return app


@contextmanager
def books_of(asked: Session) -> Iterator[Books]:
    """The books of the shop; `NotFound` where there is no shop, `InputError` where what they need is not installed."""
    from regulars.cli.serve import refuse_without_web

    folder = asked.found()
    if folder is None:
        raise no_shop(asked.named())
    refuse_without_web()
    from regulars.store.books import Books

    with Books.open(folder) as books:
        yield books


def listed(
    context: typer.Context,
    limit: Annotated[int, option("--limit", vi="Nhiều nhất ngần ấy việc.", en="So many jobs at most.", metavar="N", min=1)] = 20,
) -> Answer | None:
    if context.invoked_subcommand:
        return None
    asked = session(context)
    with books_of(asked) as books:
        found = books.jobs.recent(limit)
    return Answer([as_data(job, asked.lang) for job in found], lambda lang: _table(found, lang))


def as_data(job: Job, lang: str) -> dict[str, object]:
    """One job as plain data; its moments are UTC."""
    names = ("id", "kind", "state", "share", "put_at", "started_at", "ended_at", "by", "attempts")
    steps = [{"step": step.words.of(lang), "seconds": step.seconds} for step in job.steps]
    said = {"step": job.step and job.step.of(lang), "error": job.error and job.error.to_data(lang), "steps": steps, "log": list(job.log)}
    return {name: getattr(job, name) for name in names} | said


def _table(found: Sequence[Job], lang: str) -> Iterator[Any]:
    from regulars.cli.tables import plain, table

    if not found:
        yield plain(NONE.of(lang))
        return
    yield table([head.of(lang) for head in HEADS], [_row(job, lang) for job in found], right=(0, 4))


def _row(job: Job, lang: str) -> tuple[str, ...]:
    from regulars.working.kinds import KINDS

    name = KINDS[job.kind].name.of(lang) if job.kind in KINDS else job.kind
    state = STATES[job.state].of(lang)
    if job.step is not None:
        state += f": {job.step.of(lang)}" + (f" {percent(job.share, lang)}" if job.share is not None else "")
    took = (job.ended_at - job.started_at).total_seconds() if job.ended_at and job.started_at else None
    return str(job.id), name, state, f"{job.put_at.astimezone():%Y-%m-%d %H:%M}", number(took, lang, 1)


def cancel(
    context: typer.Context,
    id: Annotated[int, argument("NUMBER", vi="Số của việc, xem ở regulars jobs.", en="The number of the job, see regulars jobs.")],
) -> Answer:
    asked = session(context)
    with books_of(asked) as books:
        was_over = books.jobs.get(id).ended
        job = books.jobs.cancel(id)
    words = IS_OVER if was_over else IS_CANCELLED if job.ended else ASKED
    return Answer(as_data(job, asked.lang), lambda lang: [words.of(lang, n=id)])
