"""The app served: the port taken, the address said, until somebody stops it."""

from __future__ import annotations

import socket
from collections.abc import Iterable
from pathlib import Path

import uvicorn

from regulars.errors import InputError
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
    uvicorn.Server(uvicorn.Config(create(folder, hosts=hosts), **told)).run(sockets=[listener])  # type: ignore[arg-type]


def _not_to_be_had(host: str, port: int, error: OSError) -> InputError:
    return InputError(
        Words("Không mở được trang web ở địa chỉ này.", "The pages cannot be served at this address."),
        seen=f"{host}:{port}, {error.strerror}",
        todo=Words("Chọn cổng khác: regulars serve --port 8001", "Choose another port: regulars serve --port 8001"),
        code="port",
    )
