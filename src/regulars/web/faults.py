"""What went wrong, as a page of its own or, for HTMX, as a piece of one: what, seen, todo, in the language of whoever looks."""

from __future__ import annotations

from urllib.parse import urlencode

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import HTMLResponse, RedirectResponse
from starlette.exceptions import HTTPException

from regulars.errors import InputError, NotFound, Regulars
from regulars.web import here, preferences, security
from regulars.web.entering import NotSignedIn
from regulars.web.words import SHARED
from regulars.words import Words

_BACK = Words("Trở về trang đầu và thử lại.", "Go back to the first page and try again.")

# Status -> what was wrong, what to do.
SAID: dict[int, tuple[Words, Words]] = {
    404: (
        Words("Không có trang nào ở địa chỉ này.", "There is no page at this address."),
        Words("Xem lại địa chỉ, hoặc tìm tên khách ở ô tìm.", "Check the address, or search for the customer by name."),
    ),
    405: (Words("Trang này không nhận yêu cầu ấy.", "This page does not take that request."), _BACK),
    413: (security.TOO_LARGE, security.SEND_LESS),
    422: (
        Words("Có ô chưa đọc được.", "A field cannot be read."),
        Words("Xem lại những gì đã điền rồi gửi lại.", "Check what was filled in, then send it again."),
    ),
    500: (
        Words("Khách Quen gặp chuyện chưa lường trước ở trang này.", "Regulars met something unforeseen on this page."),
        Words(
            "Số liệu của tiệm không đổi. Thử lại; nếu vẫn vậy, xem dòng cuối của cửa sổ đang chạy regulars serve.",
            "The shop's numbers are as they were. Try again; if it stays so, see the last lines of the window that runs regulars serve.",
        ),
    ),
}


def install(app: FastAPI) -> None:
    """Answer every error of the app with a page."""
    app.add_exception_handler(Regulars, answer)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(RequestValidationError, _unreadable)
    app.add_exception_handler(NotSignedIn, _to_login)
    app.add_exception_handler(Exception, _unforeseen)


def answer(request: Request, error: Exception) -> Response:
    """An error on purpose, with its own status."""
    problem = error if isinstance(error, Regulars) else _known(500)
    looked_at = here.in_trouble(request)
    if request.headers.get("hx-request"):
        headers = {"HX-Retarget": "#faults", "HX-Reswap": "innerHTML show:window:top", "HX-Push-Url": "false"}
        return HTMLResponse(looked_at.text("error.html.j2", "fault", problem=problem), problem.status, headers)
    return HTMLResponse(looked_at.text("error.html.j2", problem=problem, title=problem.what, crumb=SHARED["trouble"]), problem.status)


def _known(status: int, seen: str | None = None) -> Regulars:
    what, todo = SAID.get(status, SAID[500])
    error = NotFound(what, seen=seen, todo=todo) if status == 404 else InputError(what, seen=seen, todo=todo)
    error.status = status
    return error


async def _http(request: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else 500
    return answer(request, _known(status, request.url.path if status == 404 else None))


async def _unreadable(request: Request, error: Exception) -> Response:
    first = error.errors()[0] if isinstance(error, RequestValidationError) else {"loc": ("",)}
    given = "" if first.get("type") == "missing" else f": {first.get('input')!s:.80}"
    return answer(request, _known(422, f"{first['loc'][-1]}{given}"))


async def _unforeseen(request: Request, error: Exception) -> Response:
    return answer(request, _known(500))


async def _to_login(request: Request, error: Exception) -> Response:
    """To the log-in page, and back afterwards; a piece of a page cannot be come back to, so its page is."""
    from_page = request.headers.get("hx-current-url", "").partition(request.headers.get("host", "\n"))[2]
    asked = (
        from_page if request.headers.get("hx-request") else str(request.url.path) + (f"?{request.url.query}" if request.url.query else "")
    )
    way = "/login" if preferences.within(asked) == "/" else f"/login?{_next(preferences.within(asked))}"
    if request.headers.get("hx-request"):
        return Response(status_code=204, headers={"HX-Redirect": way})
    return RedirectResponse(way, 303)


def _next(address: str) -> str:
    return urlencode({"next": address})
