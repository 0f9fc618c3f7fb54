"""One small demo shop, made once, and its files as pandas reads them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
import pytest

from regulars import demo

SIZE = 2_000


@dataclass(frozen=True)
class Opened:
    """The files of a shop as tables; `lines` are the invoice lines that are not spoilt, with `day` and numbers."""

    files: demo.DemoFiles
    customers: pd.DataFrame
    products: pd.DataFrame
    raw: pd.DataFrame
    lines: pd.DataFrame
    truth: pd.DataFrame

    @property
    def sales(self) -> pd.DataFrame:
        """Lines that were sold and stayed sold when the order was placed: not returns, not cancelled."""
        return self.lines[(self.lines["Số lượng"] > 0) & (self.lines["Trạng thái"] == "Hoàn thành")]

    @property
    def bought(self) -> pd.DataFrame:
        """Purchases of known customers, one row per customer and day."""
        known = self.sales[self.sales["Mã khách hàng"] != ""]
        return known.groupby(["Mã khách hàng", "day"], as_index=False)["Thành tiền"].sum()


def read(path: Path) -> pd.DataFrame:
    return pd.read_csv(path, dtype=str, keep_default_na=False)


def tables(files: demo.DemoFiles) -> Opened:
    raw = pd.concat([read(path) for path in files.invoices], ignore_index=True)
    lines = raw.copy()
    lines["day"] = pd.to_datetime(lines["Thời gian"], format="%d/%m/%Y %H:%M:%S", errors="coerce").dt.normalize()
    for header in ("Số lượng", "Đơn giá", "Giảm giá", "Thành tiền"):
        lines[header] = pd.to_numeric(lines[header], errors="coerce")
    lines = lines.dropna(subset=["day", "Số lượng", "Đơn giá", "Thành tiền"])
    return Opened(files, read(files.customers), read(files.products), raw, lines, read(files.truth))


@pytest.fixture(scope="session")
def opened() -> Callable[[demo.DemoFiles], Opened]:
    return tables


@pytest.fixture(scope="session")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Opened:
    return tables(demo.make(tmp_path_factory.mktemp("demo"), customers=SIZE))
