"""`answers`: those that take long, prepared before anybody asks. It gives way to whatever else is put."""

from __future__ import annotations

from regulars.words import Words
from regulars.working import printing
from regulars.working.kind import Kind, Result, Work

PREPARING = Words("Đang chuẩn bị các câu trả lời lâu", "Preparing answers that take long")
DONE = Words("Các câu trả lời lâu đã sẵn.", "Answers that take long are ready.")


def run(work: Work) -> Result:
    """No arguments."""
    work.progress(PREPARING, None)
    printing.answered(work.shop)
    return Result(DONE, lambda _: {})


KIND = Kind("answers", Words("Chuẩn bị câu trả lời", "Prepare answers"), run, patient=True)
