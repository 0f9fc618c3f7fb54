"""One small shop of chance with an edition printed on two days, for every test that only reads."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from regulars.edition import Edition, printed

from ..made_once import made_once
from ..small_shops import add, open_shop, random_shop

END = dt.date(2024, 3, 1)
EARLIER = END - dt.timedelta(days=30)
NAMES = ("Đặng Thuỳ Dương", "Hồ Khánh Vy", "Nguyễn Hoàng Lan", "Trần Văn Đức", "=HYPERLINK(1)")


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A shop's folder with an edition, made once for all workers; classes were told of two days."""
    return made_once(tmp_path_factory, "shop-with-an-edition", _make)


def _make(home: Path) -> None:
    facts = random_shop(7, customers=160)
    for place, each in enumerate(facts.customers):
        each |= {"name": f"{NAMES[place % len(NAMES)]} {place}" if place % 7 else None, "phone": f"+8493500{place:04d}"}
    with add(open_shop(home), facts) as shop:
        shop.refresh(EARLIER)
        shop.refresh(END)
        printed(shop)


@pytest.fixture(scope="session")
def edition(folder: Path) -> Edition:
    found = Edition.latest(folder)
    assert found is not None
    return found
