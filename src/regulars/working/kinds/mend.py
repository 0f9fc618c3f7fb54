"""`mend`: refused rows mended. Arguments: file (a corrected one), or kind, which (batch, file, reason, column), new, old, given; dry_run."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from regulars.errors import NotFound
from regulars.intake.mending import Mend, Which
from regulars.words import Words
from regulars.working.kind import Kind, Result, Work, said

ALREADY = Words("Các dòng này đã được sửa.", "These rows are mended.")
CAME = Words("{mended} trong {n} dòng nhập được; {waiting} dòng còn chờ.", "{mended} of {n} rows came in; {waiting} still wait.")


def run(work: Work) -> Result:
    """Rows that a lost worker mended already wait no more, and that is no fault."""
    try:
        done = work.shop.mend(_how(work), dry_run=bool(work.arguments.get("dry_run")))
    except NotFound as error:
        if work.again and error.code == "no_rows":
            return Result(ALREADY, lambda _: {}, versions=work.shop.versions())
        raise
    counts = {"mended": done.mended, "n": done.rows, "waiting": done.waiting}
    text = said(lambda lang: f"{done.mend.explain().of(lang)} {CAME.of(lang, **counts)}")
    return Result(text, done.to_data, versions=work.shop.versions())


def _how(work: Work) -> Mend | Path:
    if work.arguments.get("file"):
        return work.path(work.arguments["file"])
    return mend_from(work.arguments)


def mend_from(data: Mapping[str, Any]) -> Mend:
    """A way of mending from plain values; ids of rows may be text, as JSON has them."""
    given = {int(id): dict(cells) for id, cells in (data.get("given") or {}).items()}
    return Mend(data["kind"], Which(**(data.get("which") or {})), data.get("new"), data.get("old"), given)


KIND = Kind("mend", Words("Sửa các dòng chờ", "Mend rows that wait"), run, follows="numbers")
