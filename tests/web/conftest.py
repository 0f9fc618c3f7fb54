"""A small shop with its edition, made once; the app on it; a browser."""

from __future__ import annotations

import fcntl
import os
import shutil
from pathlib import Path

import pytest

from .browser import QUIET, Looking, served

CUSTOMERS = 400


@pytest.fixture(scope="session")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a shop with an edition, not to be written to: REGULARS_WEB_SHOP, else a demo shop made once for all workers."""
    if given := os.environ.get("REGULARS_WEB_SHOP"):
        return Path(given)
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if os.environ.get("PYTEST_XDIST_WORKER") else base
    folder = shared / "prepared-shop"
    with (shared / "prepared-shop.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / "editions").exists():
            _make(folder)
    return folder


def _make(folder: Path) -> None:
    import regulars
    from regulars import demo, settings
    from regulars.edition import printed

    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    files = demo.make(folder / "files", customers=CUSTOMERS)
    chosen = {"served_provinces": files.serves, "category_level": 2, "try_on_past": False, "prepare_answers": False}
    settings.write(folder, name=files.shop.of("vi"), currency="VND", **chosen)
    with regulars.open(folder) as shop:
        shop.load(*files.importable)
        printed(shop)


@pytest.fixture
def shop_folder(prepared: Path, tmp_path: Path) -> Path:
    """A copy of the prepared shop, to do with as one likes."""
    return Path(shutil.copytree(prepared, tmp_path / "shop"))


@pytest.fixture(scope="module")
def app(prepared: Path, tmp_path_factory: pytest.TempPathFactory):
    """The app on a copy of the prepared shop that the tests of one file share."""
    folder = Path(shutil.copytree(prepared, tmp_path_factory.mktemp("served") / "shop"))
    with served(folder) as running:
        yield running


@pytest.fixture(scope="module")
def browser(chromium: str):
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=chromium, args=list(QUIET))
        yield running
        running.close()


@pytest.fixture
def looking(browser, app):
    """Opens pages of the app: `looking.open(path, view)`; what the browser complains about fails the test at its end."""
    windows = Looking(browser, app)
    yield windows
    windows.close()
    if windows.complaints:
        pytest.fail("\n".join(windows.complaints), pytrace=False)
