"""A small shop to load files into, for the tests of imports."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from regulars import sources
from regulars.errors import InputError
from regulars.intake.outcome import Outcome
from regulars.store.duckdb import Store
from regulars.store.intake import load

NOW = dt.datetime(2026, 11, 21, 3, 0)
HEADER = "Mã đơn hàng,Ngày tạo,Mã khách hàng,Tổng tiền"


@dataclass
class LoadingShop:
    """An analytics file in a folder of its own, and the ways tests put files into it."""

    folder: Path
    store: Store

    def file(self, content: str | bytes, name: str = "orders.csv") -> Path:
        path = self.folder / "in" / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    def load(self, *paths: Path, now: dt.datetime = NOW, **options: Any) -> Outcome:
        return load(self.store, sources.plan(paths, **options), now=now, quarantine_dir=self.folder / "quarantine")

    def text(self, content: str | bytes, name: str = "orders.csv", **options: Any) -> Outcome:
        return self.load(self.file(content, name), **options)

    def refused(self, content: str | bytes, name: str = "orders.csv", **options: Any) -> InputError:
        """The error with which a file is refused; nothing may have come in."""
        before = self.facts()
        with pytest.raises(InputError) as caught:
            self.text(content, name, **options)
        assert self.facts() == before
        assert caught.value.what.vi and caught.value.what.en and caught.value.todo
        return caught.value

    def facts(self) -> list[tuple]:
        return self.sql("SELECT (SELECT count(*) FROM orders), (SELECT count(*) FROM order_lines), (SELECT count(*) FROM customers)")

    def sql(self, query: str) -> list[tuple]:
        return self.store.sql(query)

    def one(self, query: str) -> Any:
        return self.sql(query)[0][0]


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[LoadingShop]:
    with Store(tmp_path / "analytics.duckdb", threads=2, memory_limit="1GB") as store:
        yield LoadingShop(tmp_path, store)
