"""`restore`: the shop as a back-up has it. Arguments: file. Facts, settings, schemes, audiences and notes come from it; users, jobs and the audit stay."""

from __future__ import annotations

from regulars.words import Words
from regulars.working import replacing
from regulars.working.kind import Kind, Result, Work

DONE = Words("Đã khôi phục tiệm từ {file}.", "The shop is restored from {file}.")


def run(work: Work) -> Result:
    """Checked before anything is replaced; what was there is kept until the new is in its place."""
    file = work.path(work.arguments["file"])
    replacing.prepare(work.folder, file, work.progress)
    work.hold.release()
    replacing.carry_out(work.folder, work.books)
    return Result(DONE.filled(file=file.name), lambda _: {"file": file.name}, versions=work.shop.versions())


KIND = Kind("restore", Words("Khôi phục từ bản sao lưu", "Restore a back-up"), run, follows="numbers")
