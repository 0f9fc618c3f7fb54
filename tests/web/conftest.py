"""Small shops with their editions, each made once for all workers; the app on one; a browser."""

from __future__ import annotations

import datetime as dt
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from argon2 import PasswordHasher

from regulars.store.books import passwords

from ..cli.made import orders, write_orders
from ..made_once import made_once
from ..reference import Facts
from ..small_shops import add, open_shop, random_shop, row
from .browser import QUIET, Looking, served

CUSTOMERS = 400
WEEKS = 2  # few, since each is told anew


@pytest.fixture(scope="module", autouse=True)
def quick_passwords() -> Iterator[None]:
    """Passwords hashed with the least of numbers: what they cost a thief is no matter of pages."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(passwords, "_HASHER", PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
        passwords._nobody.cache_clear()
        yield
    passwords._nobody.cache_clear()


@pytest.fixture(scope="session")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A shop with an edition, not to be written to: REGULARS_WEB_SHOP, else a demo shop whose last weeks were told."""
    if given := os.environ.get("REGULARS_WEB_SHOP"):
        return Path(given)
    return _shop(tmp_path_factory, "prepared-shop", _demo)


@pytest.fixture(scope="session")
def little(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A shop of forty people and two stores, told once, with a row that was refused: a worker is soon done with it."""
    return _shop(tmp_path_factory, "little-shop", _of_forty)


@pytest.fixture(scope="session")
def few_buyers(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A shop of chance of ten people, told once."""
    return _shop(tmp_path_factory, "shop-of-ten", _of_ten)


def _shop(temp: pytest.TempPathFactory, name: str, make: Callable[[Path], None]) -> Path:
    def inside(folder: Path) -> None:
        (folder / name).mkdir()
        make(folder / name)

    return made_once(temp, name, inside) / name


def _demo(folder: Path) -> None:
    import regulars
    from regulars import demo, settings
    from regulars.edition import printed

    files = demo.make(folder / "files", customers=CUSTOMERS)
    chosen = {"served_provinces": files.serves, "category_level": 2, "try_on_past": False, "prepare_answers": False}
    settings.write(folder, name=files.shop.of("vi"), currency="VND", **chosen)
    with regulars.open(folder) as shop:
        shop.load(*files.importable)
        for weeks in range(WEEKS, 0, -1):
            shop.refresh(shop.last_day() - dt.timedelta(weeks=weeks))
        printed(shop)


def _of_forty(folder: Path) -> None:
    import regulars
    from regulars.edition import printed

    refused = ("R1", "K01", "Khách Số 1", "0935123601", "31/02/2026", "51000", "Hà Nội")
    places = {"Bạch Đằng": (16.07, 108.22), "Hàng Gai": (21.03, 105.85)}
    stores = [
        row("stores", store_id=name, name=name, latitude=north, longitude=east, radius_km=3.0) for name, (north, east) in places.items()
    ]
    with regulars.open(folder) as shop:
        shop.choose(served_provinces=("Đà Nẵng", "Huế"), replay_months=0, try_on_past=False, prepare_answers=False)
        shop.load(write_orders(folder / "đơn hàng.csv", [*orders(), refused]))
        printed(add(shop, Facts(stores=stores)))


def _of_ten(folder: Path) -> None:
    from regulars.edition import printed

    with add(open_shop(folder), random_shop(3, customers=10)) as shop:
        printed(shop)


@pytest.fixture
def shop_folder(little: Path, tmp_path: Path) -> Path:
    """A copy of the little shop, to do with as one likes."""
    return Path(shutil.copytree(little, tmp_path / "shop"))


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
