"""The general files of a demo shop as tables, and what of them one platform would have seen."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from regulars.demo.baskets import COUPONS
from regulars.errors import InputError
from regulars.words import Words

if TYPE_CHECKING:
    import pandas as pd

    from regulars.demo import DemoFiles

WHEN = "%d/%m/%Y %H:%M:%S"
NUMBERS = ("Số lượng", "Đơn giá", "Giảm giá", "Thành tiền")
# Vouchers take so many percent off what an order would have cost.
RATES = dict(COUPONS)
STEP = 100


@dataclass(frozen=True)
class General:
    """The customers by their code, the products, and the invoice lines that are not spoilt."""

    customers: pd.DataFrame
    products: pd.DataFrame
    lines: pd.DataFrame


def read(files: DemoFiles) -> General:
    """The files as they were written, spoilt rows left out."""
    import pandas as pd

    lines = pd.concat([_texts(path) for path in files.invoices], ignore_index=True)
    lines["when"] = pd.to_datetime(lines["Thời gian"], format=WHEN, errors="coerce")
    for header in NUMBERS:
        lines[header] = pd.to_numeric(lines[header], errors="coerce")
    lines = lines.dropna(subset=["when", *NUMBERS])
    lines = lines.astype(dict.fromkeys(NUMBERS, "int64")).reset_index(drop=True)
    return General(_texts(files.customers).set_index("Mã khách hàng"), _texts(files.products), lines)


def _texts(path: Path) -> pd.DataFrame:
    import pandas as pd

    return pd.read_csv(path, dtype=str, keep_default_na=False, encoding="utf-8-sig")


def sold(general: General, channel: str) -> pd.DataFrame:
    """The lines sold through a channel, by order and in order of time.

    Beside the columns of the file: `returned` (the line went back later), `paid` (đồng, one piece), `deal` (one piece before the voucher),
    `voucher` (đồng, the whole order's), `total` (đồng, the whole order's), `refunded` (đồng, the whole order's). Raises `InputError`
    where nothing was sold there.
    """
    lines = general.lines[general.lines["Kênh bán"] == channel]
    sales, back = lines[lines["Số lượng"] > 0].copy(), lines[lines["Số lượng"] < 0]
    if sales.empty:
        raise _nothing(channel)
    sales["returned"] = _returned(sales, back)
    sales["paid"] = sales["Thành tiền"] // sales["Số lượng"]
    rate = sales["Mã giảm giá"].map(RATES).fillna(0)
    before = ((sales["paid"] / (1 - rate / 100) / STEP).round() * STEP).astype("int64")
    sales["deal"] = before.clip(upper=sales["Đơn giá"]).clip(lower=sales["paid"])
    orders = sales["Mã hóa đơn"]
    sales["voucher"] = ((sales["deal"] - sales["paid"]) * sales["Số lượng"]).groupby(orders).transform("sum")
    sales["total"] = sales["Thành tiền"].groupby(orders).transform("sum")
    sales["refunded"] = (sales["Thành tiền"] * sales["returned"]).groupby(orders).transform("sum")
    return sales.reset_index(drop=True)


def _returned(sales: pd.DataFrame, back: pd.DataFrame) -> list[bool]:
    """Which lines came back: those of the order a return names, else the buyer's last purchase of the product before it."""
    named = set(zip(back["Hóa đơn gốc"], back["Mã hàng"], strict=True))
    returned = [(order, product) in named for order, product in zip(sales["Mã hóa đơn"], sales["Mã hàng"], strict=True)]
    bought: dict[tuple[str, str], list[int]] = {}
    for at, key in enumerate(zip(sales["Mã khách hàng"], sales["Mã hàng"], strict=True)):
        bought.setdefault(key, []).append(at)
    when, cancelled = sales["when"].to_numpy(), (sales["Trạng thái"] == "Đã hủy").to_numpy()
    worth = -sales["Thành tiền"].to_numpy()
    for customer, product, moment, amount in back.loc[
        back["Hóa đơn gốc"] == "", ["Mã khách hàng", "Mã hàng", "when", "Thành tiền"]
    ].itertuples(index=False):
        fits = [
            at
            for at in bought.get((customer, product), ())
            if when[at] < moment and worth[at] == amount and not returned[at] and not cancelled[at]
        ]
        if fits:
            returned[fits[-1]] = True
    return returned


def number_of(code: str) -> int:
    """The number in `HD000123`."""
    return int(code.lstrip("HDKT"))


def write(path: Path, headers: tuple[str, ...], rows: Iterable[Mapping[str, object]], *, note: Mapping[str, str] | None = None) -> Path:
    """Write a table under its final name once it is whole: XLSX or CSV by the suffix, every cell text; `note`: a second row about the columns."""
    path.parent.mkdir(parents=True, exist_ok=True)
    cells = [
        headers,
        *([[note.get(name, name) for name in headers]] if note else []),
        *([str(row.get(name, "")) for name in headers] for row in rows),
    ]
    part = path.with_name(f".{path.name}")
    _xlsx(part, cells) if path.suffix == ".xlsx" else _csv(part, cells)
    return part.replace(path)


def _csv(path: Path, cells: Iterable[Iterable[str]]) -> None:
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows(cells)


def _xlsx(path: Path, cells: Iterable[Iterable[str]]) -> None:
    import datetime as dt

    import xlsxwriter

    with xlsxwriter.Workbook(str(path), {"constant_memory": True, "strings_to_numbers": False}) as book:
        book.set_properties({"created": dt.datetime(2026, 11, 20, tzinfo=dt.UTC)})
        sheet = book.add_worksheet("Sheet1")
        for at, row in enumerate(cells):
            for column, text in enumerate(row):
                if text:
                    sheet.write_string(at, column, text)


def _nothing(channel: str) -> InputError:
    return InputError(
        Words(f"Tiệm mẫu này không bán qua {channel}.", f"This demo shop does not sell through {channel}."),
        seen=channel,
        todo=Words(
            "Chọn ngành có kênh ấy: --trade marketplace có Shopee và TikTok Shop, --trade fashion có thêm website.",
            "Choose a trade with that channel: --trade marketplace has Shopee and TikTok Shop, --trade fashion a website too.",
        ),
        code="no_channel",
    )
