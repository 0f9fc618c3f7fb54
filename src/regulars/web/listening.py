"""The app served: the port taken, the address said, until somebody stops it."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import uvicorn
from fastapi import FastAPI

from regulars.edition import Watch
from regulars.errors import InputError
from regulars.web import rendering
from regulars.web.app import create
from regulars.words import Words

PATIENCE = 5  # seconds that answers under way are given when it stops


def taken(host: str, port: int) -> socket.socket:
    """The port, ours from now on (0: any that is free); `InputError` where another program has it, or the host is none of this machine's."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    found = socket.socket(family, socket.SOCK_STREAM)
    found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        found.bind((host, port))
    except OSError as error:
        found.close()
        raise _not_to_be_had(host, port, error) from error
    return found


def listen(folder: Path, listener: socket.socket, hosts: Iterable[str] = ()) -> None:
    """Serve the pages of the shop in a folder until SIGINT or SIGTERM."""
    told = {"log_level": "warning", "access_log": False, "server_header": False, "timeout_graceful_shutdown": PATIENCE}
    app = create(folder, hosts=hosts)
    with _warm(app, folder):
        uvicorn.Server(uvicorn.Config(app, **told)).run(sockets=[listener])  # type: ignore[arg-type]


@contextmanager
def _warm(app: FastAPI, folder: Path) -> Iterator[None]:
    """Templates made and editions opened beside the answering, so that no visitor waits for either."""
    watch = Watch(folder)
    app.state.watched = True
    threading.Thread(target=rendering.make_all, name="templates", daemon=True).start()
    watch.start()
    try:
        yield
    finally:
        watch.end()


def _not_to_be_had(host: str, port: int, error: OSError) -> InputError:
    return InputError(
        Words("Không mở được trang web ở địa chỉ này.", "The pages cannot be served at this address."),
        seen=f"{host}:{port}, {error.strerror}",
        todo=Words("Chọn cổng khác: regulars serve --port 8001", "Choose another port: regulars serve --port 8001"),
        code="port",
    )
