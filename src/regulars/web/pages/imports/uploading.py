"""Files sent by a browser: one at a time as they are, with progress; or all in one form, where there is no script."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request, Response
from fastapi.responses import JSONResponse, RedirectResponse
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile
from starlette.requests import ClientDisconnect

from regulars.errors import InputError
from regulars.web import uploads
from regulars.web.here import Here, here
from regulars.words import Words

router = APIRouter()
Signed = Annotated[Here, Depends(here)]
WAYS = {"imports": "/imports/plan/{id}", "start": "/start/files/{id}"}


@router.post("/imports/uploads")
async def begin(request: Request, here: Signed, to: str = "imports") -> Response:
    """A new upload: its address, for the files to follow; or the files themselves, from a form."""
    upload = await run_in_threadpool(uploads.begin, here.folder)
    way = WAYS.get(to, WAYS["imports"]).format(id=upload.id)
    if "form" not in request.headers.get("content-type", ""):
        return JSONResponse({"files": f"/imports/uploads/{upload.id}", "then": way})
    await _from_form(request, here, upload)
    return RedirectResponse(way, 303)


async def _from_form(request: Request, here: Here, upload: uploads.Upload) -> None:
    form = await request.form()
    sent = [file for file in form.getlist("files") if isinstance(file, UploadFile) and file.filename]
    try:
        if not sent:
            raise nothing_sent()
        for file in sent:
            await upload.take(str(file.filename), _pieces(file), most(here))
    except BaseException:
        upload.remove()
        raise


async def _pieces(file: UploadFile) -> AsyncIterator[bytes]:
    while piece := await file.read(uploads.PIECE):
        yield piece


@router.put("/imports/uploads/{id}")
async def take(request: Request, here: Signed, id: str, name: Annotated[str, Query(max_length=1000)] = "") -> Response:
    """One file, written as it comes; nothing of it stays where the browser goes away."""
    upload = await run_in_threadpool(uploads.find, here.folder, id)
    said = request.headers.get("content-length", "")
    if said.isdigit() and upload.size + int(said) > most(here):
        raise uploads.too_large(most(here))
    try:
        await upload.take(name, request.stream(), most(here))
    except ClientDisconnect:
        return Response(status_code=499)
    return Response(status_code=204)


def most(here: Here) -> int:
    """How many bytes the files of one import may have."""
    return here.settings.upload_mb * uploads.MEGA


def nothing_sent() -> InputError:
    """A form without a file."""
    return InputError(
        Words("Chưa chọn tệp nào.", "No file was chosen."),
        todo=Words("Chọn một tệp rồi gửi lại.", "Choose a file, then send it."),
        code="no_file",
    )
