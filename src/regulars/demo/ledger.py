"""The invoices of all customers, put into the order of time and numbered as a till numbers them, without holding them all in memory."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby, pairwise
from pathlib import Path
from types import TracebackType

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pacsv

from regulars.demo.almanac import Almanac
from regulars.demo.baskets import COUPONS, SALE, UNKNOWN
from regulars.demo.people import code_text, day_texts
from regulars.demo.trade import CHANNELS, Trade

ROW = np.dtype([
    ("order", "i4"), ("who", "i4"), ("day", "i4"), ("second", "i4"), ("product", "i2"), ("quantity", "i2"), ("unit", "i4"),
    ("discount", "i4"), ("coupon", "i1"), ("channel", "i1"), ("store", "i1"), ("cancelled", "?"), ("origin", "i4"),
])  # fmt: skip
INVOICE_HEADERS = (
    "Mã hóa đơn", "Thời gian", "Mã khách hàng", "Mã hàng", "Tên hàng", "Số lượng", "Đơn giá", "Giảm giá", "Thành tiền", "Mã giảm giá",
    "Kênh bán", "Chi nhánh", "Trạng thái", "Hóa đơn gốc",
)  # fmt: skip
PRODUCT_HEADERS = ("Mã hàng", "Tên hàng", "Nhóm hàng cấp 1", "Nhóm hàng cấp 2", "Nhóm hàng cấp 3", "Giá bán", "Giá vốn")
COUNTED = ("orders", "returns", "cancelled", "unknown_lines", "bad_rows", "revenue")
BOM = b"\xef\xbb\xbf"

# Every so many rows one is spoilt, the kinds in turn: a date that does not exist, a failed formula, a broken link, a date never filled in.
SPOILT_EVERY, SPOILT_AT = 7_919, 1_000
NO_DATE, FAILED, BROKEN, UNFILLED = range(4)


class Sheet:
    """A CSV file as Excel in Vietnam writes it (UTF-8 with BOM, comma), written table by table and given its name when it is whole."""

    def __init__(self, path: Path, headers: tuple[str, ...], *, quoted: bool) -> None:
        self.path, self.headers = path, headers
        self.options = pacsv.WriteOptions(include_header=False, batch_size=65_536, quoting_style="needed" if quoted else "none")

    def __enter__(self) -> Sheet:
        self.file = self.path.with_suffix(".part").open("wb")
        self.file.write(BOM + ",".join(self.headers).encode() + b"\n")
        return self

    def add(self, table: pa.Table) -> None:
        """Append the rows of a table with this sheet's columns."""
        pacsv.write_csv(table, self.file, self.options)

    def __exit__(self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None) -> None:
        self.file.close()
        unfinished = self.path.with_suffix(".part")
        unfinished.replace(self.path) if kind is None else unfinished.unlink()


@dataclass
class Ledger:
    """Invoice lines on their way: kept in one scratch file per month until every customer has been written."""

    scratch: Path
    almanac: Almanac
    trade: Trade
    customers: int
    documents: int = 0
    lines: int = 0
    counts: dict[str, int] = field(default_factory=lambda: dict.fromkeys(COUNTED, 0))

    def add(self, columns: dict[str, np.ndarray], first_customer: int) -> None:
        """Take in the lines of one block, as from `baskets.block`."""
        rows = np.zeros(len(columns["order"]), dtype=ROW)
        for name in ROW.names or ():
            rows[name] = columns[name]
        rows["order"] += self.documents
        rows["origin"] += np.where(rows["origin"] >= 0, self.documents, 0).astype("i4")
        rows["who"] += np.where(rows["who"] != UNKNOWN, first_customer, 0).astype("i4")
        self.documents += int(columns["order"].max(initial=-1)) + 1
        self.lines += len(rows)
        month = self._month()[rows["day"]]
        by_month = np.argsort(month, kind="stable")
        edges = np.searchsorted(month[by_month], np.arange(month.max(initial=-1) + 2))
        for at, (begin, end) in enumerate(pairwise(edges)):
            if begin < end:
                with self._bucket(at).open("ab") as file:
                    rows[by_month[begin:end]].tofile(file)

    def _month(self) -> np.ndarray:
        return (self.almanac.year - self.almanac.start.year) * 12 + self.almanac.month - self.almanac.start.month

    def _bucket(self, month: int) -> Path:
        return self.scratch / f"{month:04d}.rows"

    def months(self) -> Iterator[tuple[int, np.ndarray, np.ndarray]]:
        """Month by month: the year, the lines in order of time, and the number of every document that stands so far."""
        number, last = np.zeros(self.documents, dtype="i4"), [0, 0]
        for month in range(int(self._month()[-1]) + 1):
            if not self._bucket(month).exists():
                continue
            rows = np.fromfile(self._bucket(month), dtype=ROW)
            rows = rows[np.lexsort((rows["order"], rows["second"], rows["day"]))]
            opens = np.flatnonzero(np.diff(rows["order"], prepend=-1))
            back = rows["origin"][opens] != SALE
            for at, which in enumerate((~back, back)):
                found = rows["order"][opens[which]]
                number[found] = last[at] + 1 + np.arange(len(found))
                last[at] += len(found)
            self._count(rows, opens, back)
            yield self.almanac.start.year + (self.almanac.start.month - 1 + month) // 12, rows, number

    def _count(self, rows: np.ndarray, opens: np.ndarray, back: np.ndarray) -> None:
        paid = rows["unit"].astype("i8") * rows["quantity"] - rows["discount"]
        found = {
            "orders": (~back).sum(), "returns": back.sum(), "cancelled": rows["cancelled"][opens].sum(),
            "unknown_lines": (rows["who"] == UNKNOWN).sum(), "revenue": paid[~rows["cancelled"]].sum(),
        }  # fmt: skip
        for name, value in found.items():
            self.counts[name] += int(value)


def product_codes(trade: Trade) -> np.ndarray:
    """The products' codes: the trade's prefix and a number."""
    return np.array([f"{trade.prefix}{at + 1:03d}" for at in range(len(trade.products))], dtype=object)


def products(trade: Trade) -> pa.Table:
    """The products' file: today's list price and cost in đồng."""
    now = trade.prices()[-1]
    names = np.array([product.name for product in trade.products], dtype=object)
    texts = [pa.array(text, pa.string()) for text in (product_codes(trade), names, *(trade.level(at) for at in range(3)))]
    cost = np.array([product.cost * 1000 for product in trade.products])
    return pa.table([*texts, pa.array(now), pa.array(cost)], names=list(PRODUCT_HEADERS))


def _text(words: list[str] | np.ndarray, at: np.ndarray) -> pa.Array:
    return pa.array(list(words), pa.string()).take(pa.array(at))


def _clock_texts() -> list[str]:
    return [f" {at // 3600:02d}:{at // 60 % 60:02d}:{at % 60:02d}" for at in range(86_400)]


def invoices(ledger: Ledger, paths: dict[int, Path], dirt: bool) -> Iterator[float]:
    """Write all invoices in order of time, each year into its file (several may share one), and say the share done after every month.

    The ledger's `bad_rows` counts what was spoilt."""
    days, clock = day_texts(ledger.almanac.start, ledger.almanac.days), _clock_texts()
    written = 0
    for path, months in groupby(ledger.months(), lambda month: paths[month[0]]):
        with Sheet(path, INVOICE_HEADERS, quoted=False) as sheet:
            for _, rows, number in months:
                columns = _columns(ledger, rows, number, days, clock)
                if dirt:
                    first = ledger.almanac.start + dt.timedelta(days=int(rows["day"][0]))
                    ledger.counts["bad_rows"] += _spoil(columns, written, first)
                sheet.add(pa.table(columns))
                written += len(rows)
                yield written / ledger.lines


def _columns(ledger: Ledger, rows: np.ndarray, number: np.ndarray, days: np.ndarray, clock: list[str]) -> dict[str, pa.Array]:
    """One month as the file writes it, every column text."""
    back = rows["origin"] != SALE
    code = pc.if_else(pa.array(back), *(code_text(pa.array(number[rows["order"]]), prefix, ledger.documents) for prefix in ("TH", "HD")))
    named = rows["origin"] >= 0
    origin = code_text(pa.array(number[np.where(named, rows["origin"], 0)]), "HD", ledger.documents)
    buyer = code_text(pa.array(rows["who"] + 1), "KH", ledger.customers)
    paid = rows["unit"].astype("i8") * rows["quantity"] - rows["discount"]
    amounts = [pc.cast(pa.array(part), pa.string()) for part in (rows["quantity"], rows["unit"], rows["discount"], paid)]
    values = [
        code,
        pc.binary_join_element_wise(_text(days, rows["day"]), _text(clock, rows["second"]), ""),
        pc.if_else(pa.array(rows["who"] != UNKNOWN), buyer, ""),
        _text(product_codes(ledger.trade), rows["product"]),
        _text([product.name for product in ledger.trade.products], rows["product"]),
        *amounts,
        _text([name for name, _ in COUPONS], rows["coupon"]),
        _text(list(CHANNELS), rows["channel"]),
        _text([branch.name for branch in ledger.trade.branches], rows["store"] % len(ledger.trade.branches)),
        _text(["Hoàn thành", "Đã hủy"], rows["cancelled"].astype("i1")),
        pc.if_else(pa.array(named), origin, ""),
    ]
    return dict(zip(INVOICE_HEADERS, values, strict=True))


def _spoil(columns: dict[str, pa.Array], written: int, day: dt.date) -> int:
    """Spoil the rows whose turn it is; how many."""
    position = written + np.arange(len(columns["Thời gian"]))
    due = position % SPOILT_EVERY == SPOILT_AT
    kind = position // SPOILT_EVERY % 4
    bad = {
        NO_DATE: ("Thời gian", f"31/02/{day.year} 10:15:00"),
        FAILED: ("Số lượng", "#N/A"),
        BROKEN: ("Đơn giá", "#REF!"),
        UNFILLED: ("Thời gian", "00/00/0000"),
    }
    for which in np.unique(kind[due]):
        mask = pa.array(due & (kind == which))
        header, text = bad[int(which)]
        columns[header] = pc.if_else(mask, text, columns[header])
        if which in (FAILED, BROKEN):
            columns["Thành tiền"] = pc.if_else(mask, text, columns["Thành tiền"])
    return int(due.sum())
