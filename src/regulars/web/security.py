"""What stands before every page: headers that forbid what pages never do, hosts, origins, sizes, and the token of every form."""

from __future__ import annotations

import hashlib
import ipaddress
import secrets
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from urllib.parse import urlsplit

from fastapi import Request, Response
from itsdangerous import BadSignature, Signer
from starlette.datastructures import MutableHeaders
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from regulars.errors import Forbidden, InputError, Regulars
from regulars.words import Words

POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "style-src-attr 'unsafe-inline'",
        "img-src 'self' data:",
        "connect-src 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
    )
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
SAFE = {"GET", "HEAD", "OPTIONS"}
FORM = 1024 * 1024  # bytes that a form may have
KEY_FILE = "web.key"
SESSION_COOKIE, GUEST_COOKIE = "regulars_session", "regulars_guest"
TOO_LARGE = Words("Thứ vừa gửi lớn hơn trang này nhận được.", "What was sent is larger than this page takes.")
SEND_LESS = Words(
    "Gửi ít hơn mỗi lần; tệp dữ liệu thì đưa vào trang Nhập dữ liệu.", "Send less at a time; data files go to the Imports page."
)
TOKEN_HEADER, TOKEN_FIELD = "x-csrf-token", "csrf"


def key_of(folder: Path) -> bytes:
    """The key that the shop's cookies and forms are signed with: made once, readable by its owner alone."""
    path = folder / KEY_FILE
    try:
        path.touch(mode=0o600, exist_ok=False)
        path.write_text(secrets.token_hex(32), "ascii")
    except FileExistsError:
        pass
    return bytes.fromhex(path.read_text("ascii"))


def signed(key: bytes, value: str) -> str:
    """A cookie's value with its signature."""
    return _signer(key, "cookie").sign(value).decode()


def unsigned(key: bytes, cookie: str | None) -> str | None:
    """What a cookie says; null where we did not sign it."""
    return _said(_signer(key, "cookie"), cookie or "")


def form_token(key: bytes, owner: str) -> str:
    """A token for forms, another on every page, that only its owner (a session, or a guest before logging in) can hand back."""
    return _signer(key, f"form {owner}").sign(secrets.token_urlsafe(12)).decode()


def is_form_token(key: bytes, owner: str, token: str) -> bool:
    """Whether a token is one of this owner's."""
    return _said(_signer(key, f"form {owner}"), token) is not None


def _signer(key: bytes, purpose: str) -> Signer:
    return Signer(key, salt=purpose, digest_method=hashlib.sha256, key_derivation="hmac")


def _said(signer: Signer, text: str) -> str | None:
    try:
        return signer.unsign(text).decode()
    except (BadSignature, UnicodeError):
        return None


def owner_of(request: Request) -> str:
    """Whose forms these are: the session's, else the guest's; empty where the browser has neither."""
    key = request.app.state.key
    found = (unsigned(key, request.cookies.get(name)) for name in (SESSION_COOKIE, GUEST_COOKIE))
    return next((value for value in found if value), "")


async def guarded(request: Request) -> None:
    """Before every page: what changes something carries the token of its form; `Forbidden` where it does not."""
    if request.method in SAFE:
        return
    owner, token = owner_of(request), request.headers.get(TOKEN_HEADER)
    if token is None and "form" in request.headers.get("content-type", ""):
        field = (await request.form()).get(TOKEN_FIELD)
        token = field if isinstance(field, str) else None
    if not (owner and token and is_form_token(request.app.state.key, owner, token)):
        raise stale_form()


def stale_form() -> Forbidden:
    """A form whose token is not of this session: the page is old, or the request comes from elsewhere."""
    return Forbidden(
        Words("Trang này mở đã lâu nên chưa gửi được.", "This page has been open too long to be sent."),
        todo=Words("Tải lại trang rồi gửi lại.", "Load the page again, then send it."),
        code="stale_form",
    )


class Shield:
    """Refuses strange hosts, foreign origins and bodies beyond bounds before anything reads them; puts the headers on every answer.

    `hosts`: names under which the app may be asked for, besides localhost and plain addresses, which no other site can claim; `*` allows all.
    `larger`: beginnings of paths that take larger bodies from whoever is logged in, with their bytes. `answer`: an error as a page.
    """

    def __init__(
        self,
        app: ASGIApp,
        *,
        key: bytes,
        answer: Callable[[Request, Exception], Response],
        hosts: Iterable[str] = (),
        larger: Mapping[str, int] | None = None,
    ) -> None:
        self.app, self.key, self.answer = app, key, answer
        self.hosts, self.larger = {"localhost", *hosts}, larger or {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        request = Request(scope)
        limit = self._limit(request)
        refused = self._refused(request) or too_large(request, limit)
        if refused is not None:
            await self.answer(request, refused)(scope, receive, _with_headers(send, request))
            return
        await self.app(scope, _bounded(receive, limit), _with_headers(send, request))

    def _refused(self, request: Request) -> Regulars | None:
        if not self._known(request.url.hostname or ""):
            return strange_host(request.url.hostname or "")
        return None if request.method in SAFE or same_origin(request) else stale_form()

    def _known(self, name: str) -> bool:
        return "*" in self.hosts or name in self.hosts or _is_address(name)

    def _limit(self, request: Request) -> int:
        path, known = request.url.path, unsigned(self.key, request.cookies.get(SESSION_COOKIE))
        return max([FORM, *(size for start, size in self.larger.items() if known and path.startswith(start))])


def same_origin(request: Request) -> bool:
    """Whether a browser says that the request comes from our own page; what is no browser says nothing and needs the token all the same."""
    origin = request.headers.get("origin")
    if origin is not None:
        return urlsplit(origin).netloc == request.headers.get("host")
    return request.headers.get("sec-fetch-site", "same-origin") in ("same-origin", "none")


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name.strip("[]"))
    except ValueError:
        return False
    return True


def strange_host(name: str) -> InputError:
    """The app is asked for under a name it does not go by."""
    error = InputError(
        Words("Khách Quen không chạy dưới tên này.", "Regulars does not go by this name."),
        seen=name,
        todo=Words("Mở bằng địa chỉ mà lệnh regulars serve đã in ra.", "Open the address that regulars serve printed."),
        code="strange_host",
    )
    error.status = 400
    return error


def too_large(request: Request, limit: int) -> InputError | None:
    """The error of a body that says it is larger than may be sent there; null where it is not."""
    said = request.headers.get("content-length", "0")
    if not said.isdigit() or int(said) > limit:
        error = InputError(TOO_LARGE, todo=SEND_LESS, code="too_large")
        error.status = 413
        return error
    return None


def _bounded(receive: Receive, limit: int) -> Receive:
    """A body that does not say how large it is is counted while it comes."""
    read = 0

    async def counted() -> Message:
        nonlocal read
        message = await receive()
        read += len(message.get("body", b""))
        if read > limit:
            raise HTTPException(413)
        return message

    return counted


def _with_headers(send: Send, request: Request) -> Send:
    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in HEADERS.items():
                headers.setdefault(name, value)
            if not request.url.path.startswith("/static/"):
                headers.setdefault("Cache-Control", "no-store")
        await send(message)

    return sending
