"""`answers`: those that take long, prepared before anybody asks. It gives way to whatever else is put."""

from __future__ import annotations

from regulars import edition
from regulars.words import Words
from regulars.working.kind import Kind, Result, Work

PREPARING = Words("Đang chuẩn bị các câu trả lời lâu", "Preparing answers that take long")
DONE = Words("Các câu trả lời lâu đã sẵn.", "Answers that take long are ready.")


def run(work: Work) -> Result:
    """No arguments. Each answer is kept as it comes, so that the job may be given up between any two."""
    work.progress(PREPARING, None)
    edition.answer_slowly(work.shop, work.renewing)
    return Result(DONE, lambda _: {})


KIND = Kind("answers", Words("Chuẩn bị câu trả lời", "Prepare answers"), run, follows="edition", patient=True)
