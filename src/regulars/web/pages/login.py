"""Logging in and out, and the first account: the owner's, made by whoever has the key that `regulars serve` printed."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request, Response
from fastapi.responses import RedirectResponse

from regulars.errors import Forbidden, InputError, NotFound
from regulars.store.books.passwords import SHORTEST
from regulars.web import entering, security
from regulars.web.here import Here, anybody
from regulars.web.preferences import within
from regulars.words import Words

router = APIRouter()
Anybody = Annotated[Here, Depends(anybody)]
Text = Annotated[str, Form(max_length=1000)]

LOGIN = Words("Đăng nhập", "Log in")
FIRST = Words("Tạo tài khoản chủ tiệm", "Make the owner's account")
MISMATCH = Words("Tên hoặc mật khẩu không khớp.", "Name or password does not match.")
FROM_TERMINAL = Words(
    "Tiệm chưa có tài khoản nào. Mở địa chỉ có chữ /first mà lệnh regulars serve đã in ra.",
    "The shop has no account yet. Open the address with /first that regulars serve printed.",
)


@router.get("/login")
def login(here: Anybody, next: str = "/") -> Response:
    """The form, or straight on for whoever is logged in."""
    if here.user:
        return RedirectResponse(within(next), 303)
    return _form(here, "login.html.j2", title=LOGIN, next=within(next), nobody=not here.books.users.any())


@router.post("/login")
def log_in(request: Request, here: Anybody, name: Text = "", password: Text = "", next: Text = "/") -> Response:
    """A session for whoever knows name and password; the form again, its name kept, for everybody else."""
    address = request.client.host if request.client else ""
    if wait := here.books.throttle.wait(name, address):
        problem = entering.too_many(wait)
        answer = _form(here, "login.html.j2", problem.status, title=LOGIN, next=within(next), name=name, problem=problem)
        answer.headers["Retry-After"] = str(wait)
        return answer
    user = here.books.users.check(name, password)
    if user is None:
        here.books.throttle.failed(name, address)
        here.books.audit.write("login_failed", about=_known(here, name), data={"address": address[:100]})
        return _form(here, "login.html.j2", 401, title=LOGIN, next=within(next), name=name, wrong=MISMATCH)
    here.books.throttle.passed(name)
    here.books.audit.write("login", by=user.name, about=user.name)
    answer = RedirectResponse(within(next), 303)
    entering.let_in(request, answer, user)
    return answer


@router.post("/logout")
def log_out(request: Request) -> Response:
    """The end of the session."""
    if user := entering.who(request):
        request.app.state.books.audit.write("logout", by=user.name, about=user.name)
    answer = RedirectResponse("/login", 303)
    entering.let_out(request, answer)
    return answer


@router.get("/first")
def first(here: Anybody, key: str = "") -> Response:
    """The form of the owner's account."""
    _only_once(here, key)
    return _form(here, "first.html.j2", title=FIRST, key=key)


@router.post("/first")
def make_first(request: Request, here: Anybody, key: Text = "", name: Text = "", password: Text = "") -> Response:
    """The owner's account, and its first session; the form again where name or password cannot be."""
    _only_once(here, key)
    try:
        user = here.books.users.add_first(name, password, here.lang)
    except InputError as problem:
        wrong = {"password" if problem.code == "password" else "name": problem.what}
        return _form(here, "first.html.j2", 422, title=FIRST, key=key, name=name, faults=wrong)
    here.books.keys.spend(key)
    here.books.audit.write("user_added", by=user.name, about=user.name, data={"role": user.role})
    here.books.audit.write("login", by=user.name, about=user.name)
    answer = RedirectResponse("/", 303)
    entering.let_in(request, answer, user)
    return answer


def _known(here: Here, name: str) -> str:
    """The name as the books have it; empty for one they do not have: what was typed there may be a password."""
    try:
        return here.books.users.named(name).name
    except NotFound:
        return ""


def _only_once(here: Here, key: str) -> None:
    """`Forbidden` where there is an account already, or the key is not the one that was printed."""
    if here.books.users.any():
        raise Forbidden(
            Words("Tiệm đã có tài khoản.", "The shop has an account already."),
            todo=Words("Đăng nhập bằng tài khoản ấy.", "Log in with that account."),
            code="not_first",
        )
    if not here.books.keys.good(key):
        raise Forbidden(
            Words("Địa chỉ này thiếu khóa, hoặc khóa đã hết hạn.", "This address has no key, or one that has expired."),
            todo=Words("Mở đúng địa chỉ mà lệnh regulars serve đã in ra.", "Open the very address that regulars serve printed."),
            code="first_key",
        )


def _form(here: Here, template: str, status: int = 200, **context: object) -> Response:
    """A form for a guest: with a cookie that makes its token the guest's own."""
    guest = entering.welcome(here.request)
    given = {"words": _WORDS, "name": "", "problem": None, "wrong": None, "faults": {}, "nobody": False, "shortest": SHORTEST}
    answer = here.page(template, status=status, **given | context)
    if guest:
        entering.put(here.request, answer, security.GUEST_COOKIE, security.signed(here.request.app.state.key, guest))
    return answer


_WORDS = {
    "login": LOGIN,
    "first": FIRST,
    "from_terminal": FROM_TERMINAL,
    "name": Words("Tên", "Name"),
    "password": Words("Mật khẩu", "Password"),
    "password_help": Words("Từ {n} ký tự; một câu dễ nhớ là tốt nhất.", "{n} characters or more; a sentence one remembers is best."),
    "first_says": Words(
        "Tài khoản này thấy mọi khách và mọi con số của tiệm. Dữ liệu ở lại trên máy này.",
        "This account sees every customer and every number of the shop. The data stays on this machine.",
    ),
    "login_says": Words("Vào sổ khách của {shop}.", "Into the customers of {shop}."),
}
