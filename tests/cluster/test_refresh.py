"""A shop that lives on a real cluster, a master and two workers with executors of their own: its numbers are those of one machine, whatever is lost."""

from __future__ import annotations

import json
import math
import threading
import time
from pathlib import Path

import pytest

from regulars.refreshing import increment, publishing
from regulars.store.places import Folder
from regulars.store.standing_in import RESULTS
from regulars.store.warehouse import CURRENT, VERSIONS, WORK, Version

from ..refreshing.lived import lived, put
from ..refreshing.test_increment import DAYS
from ..small_shops import SETTINGS, open_shop
from .machines import Cluster, cluster, local, needed

LIFE = (DAYS[0], DAYS[1])
TOLD_WHEN = ("recorded_at",)  # of the log: when a refresh ran
BARS = "SELECT data FROM bars ORDER BY version"


@pytest.fixture(scope="module")
def machines(tmp_path_factory):
    needed()
    with cluster(tmp_path_factory.mktemp("cluster")) as found:
        yield found


@pytest.fixture
def always_by_parts(monkeypatch):
    """Small shops too are read by parts, and late facts cut no bars."""
    monkeypatch.setattr(increment, "MOST", 2.0)
    monkeypatch.setattr(publishing, "FEW_LATE", 10_000)
    monkeypatch.setattr(publishing, "GREW", 10)


@pytest.mark.slow
@pytest.mark.parametrize("days", [LIFE[:1], pytest.param(LIFE, marks=pytest.mark.many)], ids=["whole", "then by parts"])
def test_the_numbers_of_a_cluster_are_those_of_one_machine_and_a_worker_may_be_lost(machines, tmp_path, always_by_parts, days):
    told, last = lived(1, LIFE, customers=40), len(days) - 1
    while len(machines.workers) < 2:
        machines.add_worker()
    with open_shop(tmp_path / "one") as alone, open_shop(tmp_path / "many", machines.settings(SETTINGS)) as shop:
        for batch, day in enumerate(days):
            put(alone, told, batch)
            put(shop, told, batch)
            with watched(shop.path / "warehouse") as seen, lost(machines, shop.path / "warehouse", batch == last):
                there = shop.refresh(day)
            here = alone.refresh(day)
            assert (there.kind, there.touched, there.moved, there.recut) == (here.kind, here.touched, here.moved, here.recut)
            assert there.kind == ("first", "increment")[batch]
            assert {name: differing(alone, shop, name) for name in RESULTS} == dict.fromkeys(RESULTS)
            assert json.loads(shop.store.sql(BARS)[-1][0]) == json.loads(alone.store.sql(BARS)[-1][0])
            assert all(seen.values()) and (batch == 0 or 1 in seen)
            assert left_over(shop.path) == []
        here, there = (len(list(each.customers("purchases >= 2", days[-1]))) for each in (alone, shop))
        assert here == there > 0
        assert len(machines.workers) == 1


@pytest.mark.slow
@pytest.mark.many
def test_a_customer_with_most_lines_and_a_product_in_every_basket_change_nothing(tmp_path):
    needed()
    told = lived(2, LIFE[:1], customers=30)
    with open_shop(tmp_path / "one") as alone, open_shop(tmp_path / "many", local(SETTINGS)) as shop:
        for each in (alone, shop):
            put(each, told, 0)
            each.store.execute("UPDATE order_lines SET product_id = 'p1' WHERE line_no = 1")
            each.store.execute(HEAVY_ORDERS)
            each.store.execute(HEAVY_LINES)
            each._forget()
            each.refresh(LIFE[0])
        assert alone.store.sql("SELECT lines FROM main.order_base WHERE customer_id = 'c1' AND day = DATE '2023-05-05'")[0][0] == 12_000
        assert {name: differing(alone, shop, name) for name in RESULTS} == dict.fromkeys(RESULTS)


# A wholesaler: forty documents, each of as many lines as a small shop has in all.
HEAVY_ORDERS = """
INSERT INTO orders (order_id, customer_id, ordered_at, ordered_on, status, batch_id, recorded_at)
SELECT 'heavy ' || i, 'c1', TIMESTAMP '2023-05-05' + i * INTERVAL 7 DAY, DATE '2023-05-05' + i::INTEGER * 7, 'completed', 1, TIMESTAMP '2024-01-01' FROM range(40) t(i)
"""
HEAVY_LINES = """
INSERT INTO order_lines (order_id, line_no, product_id, quantity, list_amount, discount, net_amount, batch_id, recorded_at)
SELECT 'heavy ' || i, j + 1, 'p1', 1 + j % 3, (1 + j % 3) * 1000, CASE WHEN i % 4 = 0 THEN 300 ELSE 0 END,
  (1 + j % 3) * 1000 - CASE WHEN i % 4 = 0 THEN 300 ELSE 0 END, 1, TIMESTAMP '2024-01-01' FROM range(40) t(i), range(12000) u(j)
"""


class watched:  # noqa: N801 -- reads as a word of the test
    """Meanwhile somebody reads the warehouse: version read -> whether all of it was there."""

    def __init__(self, folder: Path) -> None:
        self.place, self.found, self.over = Folder(folder), {}, threading.Event()
        self.thread = threading.Thread(target=self._read)

    def __enter__(self) -> dict[int, bool]:
        self.thread.start()
        return self.found

    def __exit__(self, *_: object) -> None:
        self.over.set()
        self.thread.join()

    def _read(self) -> None:
        while not self.over.wait(0.2):
            if number := self.place.read(CURRENT):
                version = Version.from_data(json.loads(self.place.read(f"{VERSIONS}/{int(number):08d}.json")))
                whole = all(list((self.place.here / folder).glob("*.parquet")) for folder in version.folders())
                if not self.over.is_set():
                    self.found[version.number] = self.found.get(version.number, True) and whole


class lost:  # noqa: N801
    """Meanwhile, where it is `wanted`, a worker is killed once the refresh has computed some of its relations."""

    def __init__(self, machines: Cluster, folder: Path, wanted: bool) -> None:
        self.machines, self.work, self.wanted = machines, folder / WORK, wanted
        self.thread = threading.Thread(target=self._kill)

    def __enter__(self) -> None:
        if self.wanted:
            self.thread.start()

    def __exit__(self, *_: object) -> None:
        if self.wanted:
            self.thread.join()

    def _kill(self) -> None:
        until = time.monotonic() + 300
        while not self.work.is_dir() or len(list(self.work.iterdir())) < 12:
            assert time.monotonic() < until
            time.sleep(0.02)
        self.machines.lose_worker()


def left_over(folder: Path) -> list[str]:
    """What a refresh should have cleared away."""
    return [path.name for path in (*folder.glob(".shipping-*"), *(folder / "warehouse").glob(WORK))]


def differing(one, other, name: str) -> object:
    """The first rows of a table that differ between two shops; null where none does."""
    rows = [sorted(map(_row, shop.store.rows(f'FROM main."{name}"')), key=repr) for shop in (one, other)]
    if len(rows[0]) != len(rows[1]):
        return len(rows[0]), len(rows[1])
    return next(((here, there) for here, there in zip(*rows, strict=True) if not _same(here, there)), None)


def _row(row: dict) -> tuple:
    whole = tuple((name, value) for name, value in sorted(row.items()) if name not in TOLD_WHEN and not isinstance(value, float))
    return whole, tuple((name, value) for name, value in sorted(row.items()) if isinstance(value, float))


def _same(here: tuple, there: tuple) -> bool:
    fractions = zip(here[1], there[1], strict=True)
    return here[0] == there[0] and all(a == b and math.isclose(one, other, rel_tol=1e-9) for (a, one), (b, other) in fractions)
