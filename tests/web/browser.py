"""A browser on the real app: pages opened in a language, at a size, in a theme, and looked at until nothing is wrong with them."""

from __future__ import annotations

import os
import pkgutil
import re
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
import uvicorn

import regulars.web
from regulars.web import security
from regulars.web.app import create
from regulars.words import Words

HERE = Path(__file__).parent
SHOTS = Path(os.environ.get("REGULARS_SHOTS") or HERE.parents[1] / ".ci" / "tmp" / "screenshots")
QUIET = (
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
)
HEIGHTS = {360: 740, 390: 844, 768: 1024}
NAME, PASSWORD = "Lan", "một câu dễ nhớ"


@dataclass(frozen=True)
class View:
    """How somebody looks: language, width in px, theme."""

    lang: str
    width: int
    theme: str = "light"

    @property
    def size(self) -> dict[str, int]:
        return {"width": self.width, "height": HEIGHTS.get(self.width, 900)}

    @property
    def on_a_phone(self) -> bool:
        return self.width < 720

    def __str__(self) -> str:
        return f"{self.lang}-{self.width}-{self.theme}"


PHONE, DESK = 390, 1440
USUAL = [View("vi", DESK), View("en", PHONE)]
SWAPPED = [View("en", DESK), View("vi", PHONE)]
FURTHER = [View("vi" if width != 1024 else "en", width, "dark") for width in (360, 768, 1024, 1280, 1920)]
SLOW = (pytest.mark.slow, pytest.mark.many)
# Every journey is made in each language and at each size; `make slow` makes it the other way round too, and at the other widths, in the dark.
every_view = pytest.mark.parametrize("view", [*USUAL, *(pytest.param(view, marks=SLOW) for view in (*SWAPPED, *FURTHER))], ids=str)


@dataclass
class Served:
    """The app while it runs: its address, its shop's folder, the app itself."""

    url: str
    folder: Path
    app: Any

    def session(self) -> str:
        """The cookie of a new session of the owner, whose account is made where there is none."""
        books = self.app.state.books
        user = books.users.named(NAME) if books.users.any() else books.users.add_first(NAME, PASSWORD)
        return security.signed(self.app.state.key, books.sessions.begin(user, "tests"))


@contextmanager
def served(folder: Path, **options: Any) -> Iterator[Served]:
    """The app of the shop in a folder, on a free port, until the end of the block."""
    app = create(folder, **({"states": True} | options))
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        port = listening.getsockname()[1]
    server = uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=port, log_level="error", lifespan="on", timeout_graceful_shutdown=2))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    until = time.monotonic() + 20
    while not server.started:
        assert thread.is_alive() and time.monotonic() < until, "the app did not start"
        time.sleep(0.02)
    try:
        yield Served(f"http://localhost:{port}", folder, app)
    finally:
        server.should_exit = True
        thread.join(10)


@dataclass
class Looking:
    """Windows on a running app; whatever they complain about is kept until the test ends."""

    browser: Any
    app: Served
    contexts: list[Any] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)
    expected: set[int] = field(default_factory=set)

    def open(self, path: str, view: View, *, signed_in: bool = True, expected: tuple[int, ...] = (), **options: Any) -> Any:
        """A page of the app in a window of its own. `expected`: statuses of answers that are no fault of this test."""
        self.expected |= set(expected)
        context = self.browser.new_context(viewport=view.size, color_scheme=view.theme, has_touch=view.on_a_phone, **options)
        self.contexts.append(context)
        cookies = {"regulars_lang": view.lang} | ({security.SESSION_COOKIE: self.app.session()} if signed_in else {})
        context.add_cookies([{"name": name, "value": value, "url": self.app.url} for name, value in cookies.items()])
        page = context.new_page()
        page.set_default_timeout(60_000)  # machines that test have other work, too
        self._listen(page)
        page.goto(self.app.url + path)
        settle(page)
        return page

    def _listen(self, page: Any) -> None:
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.complaints.append(f"error: {error}"))
        page.on(
            "requestfailed", lambda request: "ERR_ABORTED" in (request.failure or "") or self.complaints.append(f"failed: {request.url}")
        )
        page.on("response", self._response)
        page.on(
            "request", lambda request: request.url.startswith((self.app.url, "data:")) or self.complaints.append(f"outside: {request.url}")
        )

    def _console(self, message: Any) -> None:
        status = re.search(r"status of (\d{3})", message.text)
        if not (status and int(status[1]) in self.expected):
            self.complaints.append(f"console: {message.text}")

    def _response(self, response: Any) -> None:
        if response.status >= 400 and response.status not in self.expected:
            self.complaints.append(f"{response.status}: {response.request.method} {response.url}")

    def close(self) -> None:
        for context in self.contexts:
            context.close()


def settle(page: Any) -> None:
    """Wait until nothing is asked for any more and every figure is drawn."""
    page.wait_for_load_state("load")
    page.wait_for_function("""() => !document.querySelector('.loading, .htmx-swapping, .htmx-settling')
        && document.querySelectorAll('.figure').length === document.querySelectorAll('.figure.drawn').length""")


def look(page: Any, view: View, name: str) -> None:
    """Take its picture, then fail with everything that is wrong with how the page looks and reads."""
    settle(page)
    SHOTS.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=SHOTS / f"{name}-{view}.png", full_page=True)
    found = page.evaluate((HERE / "look.js").read_text("utf-8"), {"lang": view.lang, "foreign": foreign(view.lang)})
    page.keyboard.press("Tab")
    found += page.evaluate((HERE / "focus.js").read_text("utf-8"))
    if found:
        pytest.fail("\n".join([f"{name}, {view}:", *found]), pytrace=False)


@cache
def foreign(lang: str) -> list[str]:
    """Every text of the web app in the other language, where both differ: as whole texts they have no place on a page in this one."""
    found = {words for module in _modules() for value in vars(module).values() for words in _words(value)}
    texts = {(words.vi, words.en) for words in found if words.vi != words.en}
    own = {pair[0 if lang == "vi" else 1] for pair in texts}
    return sorted({pair[1 if lang == "vi" else 0] for pair in texts} - own - {"", "Tiếng Việt", "English"})


def _modules() -> Iterator[Any]:
    for found in pkgutil.walk_packages(regulars.web.__path__, "regulars.web."):
        yield import_module(found.name)


def _words(value: object) -> Iterator[Words]:
    if isinstance(value, Words):
        yield value
    elif isinstance(value, dict | tuple | list):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from _words(inner)
