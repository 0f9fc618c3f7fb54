"""A small file of orders, and what a command line came to."""

from __future__ import annotations

import csv
import datetime as dt
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

LAST = dt.date(2026, 11, 20)
HEADER = ("Mã đơn", "Mã khách", "Tên khách", "Điện thoại", "Ngày mua", "Thành tiền", "Tỉnh thành")
PEOPLE = 40


@dataclass(frozen=True)
class Reply:
    """What one command line came to."""

    code: int
    out: str
    err: str

    @property
    def answer(self) -> dict[str, Any]:
        """The one object on stdout; fails where there is anything else."""
        return json.loads(self.out)

    @property
    def data(self) -> Any:
        return self.answer["data"]


def orders() -> list[tuple[str, ...]]:
    """Forty people: the first buy every week, the next ever more seldom, the last once, long ago."""
    rows = []
    for who in range(PEOPLE):
        gap = 7 + who * 9
        for at, back in enumerate(range(who, 700, gap)):
            day = LAST - dt.timedelta(days=back)
            name = "=cmd|' /C calc'!A1" if who == 3 else f"Khách Số {who}"
            place = "Đà Nẵng" if who % 2 else "Hà Nội"
            rows.append((f"D{who:02}-{at}", f"K{who:02}", name, f"09351236{who:02}", f"{day:%d/%m/%Y}", str(50_000 + who * 1000), place))
    return rows


def write_orders(path: Path, rows: list[tuple[str, ...]]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([HEADER, *rows])
    return path
