"""`regulars serve`: the shop's pages, and the worker that does its jobs."""

from __future__ import annotations

import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any
from urllib.parse import quote

import typer

from regulars.cli.answer import Answer, to_json
from regulars.cli.session import FILE, Session, session
from regulars.cli.speech import option, told
from regulars.errors import Busy, InputError
from regulars.words import Words

if TYPE_CHECKING:
    import socket

    from regulars.store.books import Books

NAME = "serve"
HELP = told("Mở các trang web của tiệm trên máy này; Ctrl-C để dừng.", "Serve the shop's pages from this machine; Ctrl-C stops it.")
NEEDED = ("alembic", "apscheduler", "argon2", "fastapi", "itsdangerous", "python_multipart", "sqlalchemy", "uvicorn")
OPEN = Words("Khách Quen đang chạy ở {address}", "Regulars runs at {address}")
FIRST = Words(
    "Chưa ai đăng nhập được. Tạo tài khoản chủ tiệm ở địa chỉ này, trong 24 giờ: {address}",
    "Nobody can log in yet. Make the owner's account at this address, within 24 hours: {address}",
)
STOP = Words("Dừng: Ctrl-C", "Stop it: Ctrl-C")
EVERYWHERE = {"0.0.0.0", "::", ""}  # noqa: S104 -- said so by whoever asks for it


def command(
    context: typer.Context,
    host: Annotated[
        str,
        option(
            "--host",
            vi="Địa chỉ của máy này mà trang được mở; 0.0.0.0 thì máy khác cùng mạng cũng xem được.",
            en="The address of this machine to serve at; at 0.0.0.0 other machines of the network see it, too.",
            metavar="ADDRESS",
        ),
    ] = "127.0.0.1",
    port: Annotated[
        int,
        option("--port", vi="Cổng; 0 thì lấy cổng nào còn trống.", en="The port; 0 takes any that is free.", metavar="N", min=0, max=65535),
    ] = 8000,
    names: Annotated[
        list[str] | None,
        option(
            "--host-name",
            vi="Tên miền mà trang được gọi, khi đứng sau một máy chủ khác; ghi được nhiều lần.",
            en="A domain name the pages are asked for under, behind another server; may be given several times.",
            metavar="NAME",
        ),
    ] = None,
) -> None:
    asked = session(context)
    refuse_without_web()
    folder = _made(asked.place())
    from regulars.store.books import Books
    from regulars.web.listening import listen, taken

    with Books.open(folder) as books:
        _refuse_second(books, folder)
        listener = taken(host, port)
        _say(asked, _address(host, listener), books)
    with _worker(folder), suppress(KeyboardInterrupt):
        listen(folder, listener, names or ())


def refuse_without_web() -> None:
    """`InputError` that says what to install, where what pages and books need is not here."""
    missing = [name for name in NEEDED if find_spec(name) is None]
    if missing:
        raise InputError(
            Words("Chưa cài những gì trang web cần.", "What the pages need is not installed."),
            seen=", ".join(missing),
            todo=Words("Cài thêm: pip install 'regulars[web]'", "Install it: pip install 'regulars[web]'"),
            code="no_web",
        )


def _made(place: Path) -> Path:
    """The folder, made a shop where it is none, as `regulars init` makes one."""
    from regulars import settings

    if not (place / FILE).exists():
        place.mkdir(parents=True, exist_ok=True)
        settings.write(place, name=place.resolve().name)
    return place.resolve()


def _refuse_second(books: Books, folder: Path) -> None:
    live = books.workers.live()
    if live is not None:
        raise Busy(
            Words("Tiệm này đang được một máy chủ khác mở.", "Another server has this shop open."),
            seen=Words(f"{folder.name}, tiến trình số {live.pid}", f"{folder.name}, process {live.pid}"),
            todo=Words("Dừng máy chủ kia trước, bằng Ctrl-C.", "Stop that one first, with Ctrl-C."),
        )


def _address(host: str, listener: socket.socket) -> str:
    name = "localhost" if host in EVERYWHERE else host
    return f"http://{f'[{name}]' if ':' in name else name}:{listener.getsockname()[1]}/"


def _say(asked: Session, address: str, books: Books) -> None:
    """Where it is, and how the first account is made while there is none; as one object with `--json`."""
    first = None if books.users.any() else f"{address}first?key={quote(books.keys.make())}"
    answer = Answer({"address": address, "first": first}, lambda _: ())
    if asked.as_json:
        sys.stdout.write(to_json(answer.to_data(asked.lang)) + "\n")
        sys.stdout.flush()
        return
    lines = [OPEN.of(asked.lang, address=address), *([FIRST.of(asked.lang, address=first)] if first else []), STOP.of(asked.lang)]
    for line in lines:
        sys.stdout.write(line + "\n")
    sys.stdout.flush()


@contextmanager
def _worker(folder: Path) -> Iterator[None]:
    """The worker beside the pages; ended with them, SIGTERM included."""
    from regulars.working.keeping import Keeper

    def stopped(*_: Any) -> None:
        raise KeyboardInterrupt

    signal.signal(signal.SIGTERM, stopped)
    keeper = Keeper(folder)
    keeper.start()
    try:
        yield
    finally:
        keeper.stop()
