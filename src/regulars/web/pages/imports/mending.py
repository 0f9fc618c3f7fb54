"""Rows mended: tried on a copy of the edition first, in a sentence, then put as a job."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request, Response
from fastapi.responses import RedirectResponse
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile

from regulars.errors import InputError, NotFound
from regulars.intake.mending import Mend, Mended, Which
from regulars.web import uploads
from regulars.web.asking import begun, goes_to
from regulars.web.here import Here, here
from regulars.web.pages.imports import quarantine
from regulars.web.pages.imports.quarantine import asked
from regulars.web.pages.imports.uploading import most, nothing_sent
from regulars.web.pages.imports.words import CURRENCIES, QUARANTINE, WAYS
from regulars.words import Words, number

router = APIRouter()
Signed = Annotated[Here, Depends(here)]
Asked = Annotated[Which, Depends(asked)]
CELL = "cell"


@router.post("/imports/quarantine/rows")
async def mend(request: Request, here: Signed, which: Asked, past: int = 0) -> Response:
    """What would come of it, or, with `do`, the job that does it."""
    form = {name: str(value) for name, value in (await request.form()).items()}
    return await run_in_threadpool(_mend, here, which, past, form)


def _mend(here: Here, which: Which, past: int, form: Mapping[str, str]) -> Response:
    wanted = _wanted(here, which, past, form)
    if form.get("do"):
        job = begun(here, "mend", arguments(wanted))
        return goes_to(here, f"/imports/jobs/{job.id}")
    tried = {"tried": shown(tried_on_a_copy(here, wanted), here.lang), "form": form, "cells": form.get("way") == CELL}
    if here.is_htmx:
        return here.part("tried.html.j2", "tried", words=QUARANTINE, address=quarantine.query(which), past=past, **tried)
    held = quarantine.waiting(here, which)
    context: dict[str, Any] = quarantine.context(here, which, held, past) | tried
    return here.page("rows.html.j2", **context)


def _wanted(here: Here, which: Which, past: int, form: Mapping[str, str]) -> Mend:
    """The mending that a form asks for. Raises `InputError` for what cannot be meant."""
    way = form.get("way", "")
    if way == CELL:
        return Mend("file", which, given=_changed(quarantine.cells_of(here, which, past), form))
    if way not in WAYS:
        raise InputError(Words("Chưa chọn cách sửa.", "No way of mending was chosen."), todo=_CHOOSE, code="one_way")
    if way == "replace" and not form.get("old", "").strip():
        raise InputError(Words("Chưa ghi ô nào cần thay.", "Which cell to replace is not said."), todo=_CHOOSE, code="replace")
    if way == "currency" and form.get("currency") not in CURRENCIES:
        raise InputError(Words("Chưa chọn tiền tệ.", "No currency was chosen."), todo=_CHOOSE, code="currency")
    new = {"as": form.get("as"), "replace": form.get("new"), "dates": form.get("dates"), "currency": form.get("currency")}.get(way)
    return Mend(way, which, new, form.get("old") if way == "replace" else None)


_CHOOSE = Words("Chọn một cách sửa ở dưới, hoặc sửa thẳng trong ô.", "Choose a way below, or correct the cells themselves.")


def _changed(rows: Sequence[Mapping[str, Any]], form: Mapping[str, str]) -> dict[int, dict[str, str | None]]:
    """The cells of a form that are other than they were, by row and column. Raises `InputError` where none is."""
    given: dict[int, dict[str, str | None]] = {}
    for row in rows:
        cells = {cell["name"]: form.get(cell["id"], cell["value"]) for cell in (*row["wrong"], *row["others"])}
        former = {cell["name"]: cell["value"] for cell in (*row["wrong"], *row["others"])}
        if changed := {name: value.strip() or None for name, value in cells.items() if value.strip() != former[name].strip()}:
            given[row["id"]] = changed
    if not given:
        raise InputError(QUARANTINE["nothing_changed"], todo=_CHOOSE, code="nothing_changed")
    return given


def arguments(wanted: Mend) -> dict[str, Any]:
    """A mending as the arguments of its job."""
    which = {name: value for name, value in vars(wanted.which).items() if value is not None}
    given = {str(id): dict(cells) for id, cells in wanted.given.items()}
    return {"kind": wanted.kind, "which": which, "new": wanted.new, "old": wanted.old, "given": given}


def tried_on_a_copy(here: Here, wanted: Mend) -> Mended:
    """What would come of a mending."""
    from regulars.edition import rehearsal

    if here.edition is None:
        raise NotFound(QUARANTINE["none"], code="no_rows")
    with rehearsal(here.edition) as shop:
        return shop.mend(wanted, dry_run=True)


def shown(done: Mended, lang: str) -> dict[str, Any]:
    """The outcome of a trial: its sentences, some examples, and what the button says."""
    comes = done.dropped or done.mended or done.known
    words = QUARANTINE["do_drop" if done.dropped else "do"]
    examples = [
        QUARANTINE["example"].of(lang, row=number(row, lang), before=before or "", after=after)
        for _, row, before, after in done.examples
        if after is not None
    ]
    count = Words(number(comes, "vi"), number(comes, "en"))
    return {
        "sentences": done.told(lang),
        "examples": examples,
        "deed": words.filled(n=count) if comes else None,
        "drops": bool(done.dropped),
    }


@router.post("/imports/quarantine/corrected")
async def corrected(request: Request, here: Signed) -> Response:
    """A corrected file given back: kept until its job is done."""
    sent = (await request.form()).get("files")
    if not isinstance(sent, UploadFile) or not sent.filename:
        raise nothing_sent()
    upload = await run_in_threadpool(uploads.begin, here.folder)
    try:
        target = await upload.take(sent.filename, _pieces(sent), most(here))
        await run_in_threadpool(_check, here, upload, target)
    except BaseException:
        upload.remove()
        raise
    job = begun(here, "mend", {"file": str(target.relative_to(here.folder))})
    upload.choose(job=job.id)
    return RedirectResponse(f"/imports/jobs/{job.id}", 303)


async def _pieces(sent: UploadFile) -> Any:
    while piece := await sent.read(uploads.PIECE):
        yield piece


def _check(here: Here, upload: uploads.Upload, target: Any) -> None:
    """`InputError` for a file that says nothing of which rows it has, before anybody waits for it."""
    from regulars.edition import rehearsal

    if here.edition is None:
        raise NotFound(QUARANTINE["none"], code="no_rows")
    with rehearsal(here.edition) as shop:
        shop.mend(target, dry_run=True)
