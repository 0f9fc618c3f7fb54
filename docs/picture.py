"""Makes the pictures in the README: docs/report.png from a report, docs/home.png, ladder.png and builder.png from the web app of a demo shop.

    python docs/picture.py [SHOP]                        # the web app; a demo shop is made where no folder is given
    python docs/picture.py REPORT.html [docs/report.png]

Needs Chromium and, for the look of the pictures, the font Inter: apt-get install chromium fonts-inter
"""

from __future__ import annotations

import shutil
import socket
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

import uvicorn
from playwright.sync_api import Browser, Page, sync_playwright

import regulars
from regulars import demo, settings
from regulars.edition import Edition, printed
from regulars.insight.weekly import WEEKS
from regulars.web import security
from regulars.web.app import create

DOCS = Path(__file__).parent
WIDTH, HEIGHT, SCALE = 1080, 1180, 2
SCREEN = {"width": 1440, "height": 900}
CUSTOMERS = 4_000
RULE = "purchases >= 2 and lifecycle = 'slipping' and spend_365d_pct >= 40 and zalo_allowed = true"
PAGES = {"home": "/", "ladder": "/classes/ladder", "builder": f"/builder?rule={quote(RULE)}"}
DRAWN = """() => !document.querySelector('.loading, .counting, .htmx-swapping, .htmx-settling')
    && document.querySelectorAll('.figure').length === document.querySelectorAll('.figure.drawn').length"""
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def picture(report: Path, target: Path) -> None:
    """Photograph the first page of a report: from its head to the end of its first section."""
    with _browser() as browser:
        page = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT}, device_scale_factor=SCALE, color_scheme="light")
        page.goto(report.resolve().as_uri())
        page.wait_for_selector(".figure.drawn")
        end = page.locator("section").first.bounding_box() or {"y": 0, "height": HEIGHT}
        page.screenshot(path=target, full_page=True, clip={"x": 0, "y": 0, "width": WIDTH, "height": end["y"] + end["height"] + 32})


def pictures(shop: Path) -> None:
    """Photograph the pages of a shop that has an edition, in Vietnamese, on a desk, in light colours."""
    with _served(shop) as (url, session), _browser() as browser:
        context = browser.new_context(viewport=SCREEN, color_scheme="light")
        cookies = {"regulars_lang": "vi", security.SESSION_COOKIE: session}
        context.add_cookies([{"name": name, "value": value, "url": url} for name, value in cookies.items()])
        page = context.new_page()
        for name, path in PAGES.items():
            page.goto(url + path)
            _taken(page, DOCS / f"{name}.png")


def _taken(page: Page, target: Path) -> None:
    page.wait_for_function(DRAWN)
    page.screenshot(path=target, animations="disabled")
    print(f"{target.name}: {target.stat().st_size // 1024} kB")


def demo_shop(folder: Path) -> None:
    """A demo shop, imported."""
    files = demo.make(folder / "files", customers=CUSTOMERS)
    settings.write(folder, name=files.shop.of("vi"), currency="VND", served_provinces=files.serves, category_level=2)
    with regulars.open(folder) as shop:
        shop.load(*files.importable)


def tell(folder: Path) -> None:
    """Tell the last twelve weeks of a shop and print its edition, as `regulars serve` has done after its first minutes."""
    with regulars.open(folder) as shop:
        shop.refresh()
        shop.replay(weeks=WEEKS)
        shop.insight("today")
        printed(shop)


@contextmanager
def _browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=QUIET)
        yield browser
        browser.close()


@contextmanager
def _served(folder: Path) -> Iterator[tuple[str, str]]:
    """The app on a free port until the end of the block: its address, and the cookie of somebody who is logged in."""
    app = create(folder)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=port, log_level="error"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.05)
    books = app.state.books
    user = books.users.check("Lan", "một câu dễ nhớ") if books.users.any() else books.users.add_first("Lan", "một câu dễ nhớ")
    yield f"http://localhost:{port}", security.signed(app.state.key, books.sessions.begin(user, "pictures"))
    server.should_exit = True
    thread.join(10)


def main(given: list[str]) -> None:
    """Which pictures are made depends on what is given: a report, a shop's folder, or nothing."""
    if given and given[0].endswith(".html"):
        picture(Path(given[0]), Path(given[1]) if len(given) > 1 else DOCS / "report.png")
        return
    with tempfile.TemporaryDirectory() as empty:
        folder = Path(empty) / "shop"  # a copy: the account that looks is not the shop's own
        if given:
            shutil.copytree(given[0], folder)
        else:
            demo_shop(folder)
        if Edition.latest(folder) is None:
            tell(folder)
        pictures(folder)


if __name__ == "__main__":
    main(sys.argv[1:])
